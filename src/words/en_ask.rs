//! British English: Ask, and the door "I am commissioning", as the page shows them.

use super::Kind::Text;
use super::Message;

messages! {
    "tool_ask" () "Ask";
    "ask_heading" () "Ask";
    "ask_intro" () "The calculator tries many values and tells which one does, or which limit stands in the way.";
    "ask_questions" () "Questions of the trade";
    "ask_nobody" () "Lowest price at which nobody is left out";
    "ask_safe" () "Price for a 1 in 20 chance of loss";
    "ask_even" () "Price at which the provider breaks even";
    "ask_carry" () "Largest share on results that its reserves can carry";
    "ask_block" () "Smallest block for a 1 in 20 chance that cash runs out";
    "ask_fair" () "Cohort for a fair test";
    "ask_fair_asks" () "A truly good provider gets how many more of 100 there?";
    "ask_equal" () "Terms that make every group equally worth helping";
    "ask_equal_asks" () "For how much in all?";
    "ask_budget" () "Highest price that a yearly budget allows";
    "ask_budget_asks" () "How much in any April–March year?";
    "ask_go" () "Work it out";
    "ask_any" () "Any number, any result";
    "ask_find" () "Find a number of the draft";
    "ask_none" () "No number of the draft has these words in its name.";
    "ask_input" () "Which number may change?";
    "ask_result" () "Which result is wanted?";
    "ask_want" () "How much?";
    "ask_least" () "at least";
    "ask_most" () "at most";
    "ask_value" () "Value";
    "ask_prefer" () "Of several that do, the";
    "ask_lowest" () "lowest";
    "ask_highest" () "highest";
    "ask_answer" () "Answer";
    "ask_use" () "Use this value";
    "ask_use_named" (title: Text) "Use this value: {title}";
    "ask_bids" () "Three bids, one set of assumptions";
    "ask_bids_intro" () "What each bid would come to for the people and the world of this draft, whatever the bidder hopes.";
    "ask_bid_add" () "Add a bid";
    "ask_bid_remove" (name: Text) "Take out {name}";
    "ask_stale" () "Worked out for the draft as it stood before.";
    "commission" () "I am commissioning";
    "skip_commission" () "Skip to the answer";
    "commission_heading" () "I am commissioning";
    "commission_calculator" () "Calculator";
    "commission_waits" () "Trying terms…";
    "commission_proposals" () "Terms that would do it";
    "commission_open" () "Open in the calculator";
    "commission_open_named" (title: Text) "Open in the calculator: {title}";
    "commission_assumed" () "What we assumed, and what to ask yourselves";
    "commission_signed" () "Signed off by";
    "commission_date" () "Date";
    "commission_why" () "Why";
}
