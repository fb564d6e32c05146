//! British English: the words around the live figures, on the front page and on the stage.

use super::Kind::Text;
use super::Message;

messages! {
    "explainer_heading" () "Paying for results sounds obvious. Try it.";
    "explainer_story" () "Paying for results sounds obvious. Is it?";
    "explainer_what" () "Governments pay charities and companies by results: so much for each person who stops offending, gets clean or finds work. It can do what paying for activity never did. And it can go wrong in ways that nobody sees until the contract is signed: the easy cases are helped and the hard ones left, charities run out of cash while they wait, and the public pays for luck, or for what would have happened anyway.";
    "explainer_how" () "Here are six figures. Guess, then move one number and see what follows. Each has a setting that embarrasses those who are for paying by results, and one that embarrasses those who are against it.";
    "explainer_private" () "Everything is worked out on your own computer. Nothing is sent anywhere.";
    "explainer_guess" () "Your guess";
    "explainer_see" () "See what happens";
    "explainer_mine" () "your guess";
    "explainer_right" () "the answer";
    "explainer_answer" (letter: Text, says: Text) "The answer is {letter}: {says}.";
    "explainer_both" () "One setting that embarrasses each side";
    "explainer_for" () "Those against it";
    "explainer_against" () "Those for it";
    "explainer_more" () "Also worth a look";
    "explainer_start" () "Back to the start";
    "explainer_published" () "What was published";
    "explainer_open" () "Open this in the calculator";
    "explainer_open_named" (name: Text) "Open this in the calculator: {name}";
    "explainer_present" () "Present from here";
    "explainer_present_named" (name: Text) "Present from here: {name}";
    "explainer_close" () "When it can work";
    "explainer_closing" () "It can work when people are paid for the change they make, against a fair comparison, with prices that follow need, and cash that arrives in time.";
    "explainer_doors" () "Now try your own";
    "explainer_schemes" () "Real schemes";
    "explainer_bid" () "Nine numbers, and an answer in two minutes: can we lose money, when does the cash run out, what price do we need?";
    "explainer_calculator" () "Write a contract, change one term, and see at once who gets help, who carries which risk and who goes under.";
    "explainer_record" () "What was tried, what was published about it, and what the model says when it is given the same numbers.";
    "live_more" (name: Text) "More: {name}";
    "live_less" (name: Text) "Less: {name}";
    "live_stale" () "From before the mistake: this does not yet follow what is typed.";
}
