//! British English: who pays and who gains, what is paid twice, what counting costs.

use super::Kind::{Input, Parts, Result, Text};
use super::Message;

messages! {
    // the form
    "step.gain" () "Who gains?";
    "form.gain" (who: Text, what: Text, each: Input, ledger: Input) "<strong>{who}:</strong> {what} {what?is|are} worth {each} in {ledger}";
    "form.gain.cashable" (cashable: Input) "; {cashable} of it can be cashed";
    "form.gain.years" (years: Input) ", over {years} years";
    "form.gain.one" (outcome: Text) "one more for whom “{outcome}” comes true";
    "form.attribution" (value: Input, outcome: Text) "Of the difference in {outcome}, {value} is this contract's doing; others answer for the rest.";
    "form.discounting" (value: Input) "Later years are {value}.";
    "form.optimism" (value: Input) "Gains are {value}.";
    "form.cash" (value: Input) "To a budget counts {value}.";
    "form.inflation" (value: Input) "Prices rise by {value} a year.";
    "form.pool" (rule: Input) "Who pays puts it into one budget, shared {rule}";
    "form.pool.cost" (cost: Input) "; running it costs {cost}";
    "form.counting" (list: Parts) "To count results, {list}.";
    "form.counting.per_check" (value: Input) "checking a claim costs {value}";
    "form.counting.checks" (value: Input) "{value} of claims are checked";
    "form.counting.fixed" (value: Input) "measuring costs {value}";
    "form.counting.saved" (value: Input) "{value} of monitoring is saved";
    "form.savings" (cases: Input, mean: Input, spread: Input, share: Input) "Of {cases} cases each truly saves {mean} on average, give or take {spread} of luck; {share} of savings is paid.";
    "form.savings.threshold" (value: Input) " Nothing below {value} in all.";
    "form.savings.quality" (value: Input) " Of 100 cases {value} pass a check that people still got what they needed; for the rest nothing is paid.";
    "form.savings.cap" (value: Input) " No more than {value} in all.";
    "form.needs" (name: Text, value: Input) " For {value} of 100 {name} is in place, without which nobody does.";
    "more.gain" () "somebody else who gains";
    "more.attribution" () "others' part in the results";
    "more.appraisal" () "discounting and optimism";
    "more.pool" () "one pooled budget";
    "more.counting" () "what counting results costs";
    "more.savings" () "a share of savings";
    "act.pool" () "the pooled budget";
    "act.netting" () "who gives way to whom";
    "act.gain" () "who gains";
    "gain.new" () "the council";

    // what is counted
    "figure.counted.question" () "What if something else were counted?";
    "figure.counted.subtitle" () "Change against what would have happened anyway, by what is counted.";
    "figure.counted.who" (verb: Text) "people who {verb}";
    "figure.counted.not" (verb: Text) "people who do not {verb}";
    "figure.counted.events" (event: Text) "{event*}";
    "figure.counted.each" (event: Text) "{event*} for each of them";
    "figure.counted.fewer" (n: Result) "{n} fewer: who counts them pays";
    "figure.counted.more" (n: Result) "<fails>{n} more</fails>: who counts them takes money back";
    "figure.counted.pays" () "pays";
    "figure.counted.deducts" () "takes money back";
    "figure.counted.apart" (people: Result, events: Result, event: Text) "<people>{people} fewer people</people>, and <strong>{events} more {event*}</strong>.";
    "figure.counted.other" (people: Result, events: Result, event: Text) "<strong>{people} more people</strong>, and <people>{events} fewer {event*}</people>.";
    "figure.counted.both" (people: Result, events: Result, event: Text) "<people>{people} fewer people, and {events} fewer {event*}</people>.";
    "figure.counted.worse" (people: Result, events: Result, event: Text) "<strong>{people} more people, and {events} more {event*}</strong>.";
    "column.counted" () "What is counted";
    "column.before" () "Anyway";
    "column.now" () "Now";
    "column.difference" () "Difference";
    "column.change" () "Change";
    "column.verdict" () "A contract that counts it";

    // accounts
    "column.party" () "Who";
    "column.pays" () "Pays";
    "column.gains_cash" () "Gains in public cash";
    "column.cashable" () "of which it can cash";
    "column.net_cash" () "Cash in all";
    "column.economic" () "Wider economy";
    "column.social" () "Social value";
    "column.book" () "Account";
    "column.more_of_it" () "More of it";
    "column.each" () "Each, as stated";
    "column.cashable_share" () "Can be cashed";
    "column.in_all" () "In all";

    "figure.gains.question" () "Who pays, and who gains?";
    "figure.gains.subtitle" () "What each party pays, and what the extra results are worth to it. Hatched: worth by which no budget can be cut.";
    "figure.gains.lead_loses" (who: Text, lead: Result, all: Result) "{who} <fails>{who?loses|lose} {lead}</fails> in cash, while the public purse <people>gains {all}</people>.";
    "figure.gains.both_gain" (who: Text, lead: Result, all: Result) "{who} <people>{who?gains|gain} {lead}</people> in cash, and the public purse <people>{all}</people> in all.";
    "figure.gains.both_lose" (who: Text, lead: Result, all: Result) "{who} <fails>{who?loses|lose} {lead}</fails> in cash, and the public purse {all} in all.";
    "figure.gains.lead_gains" (who: Text, lead: Result, all: Result) "{who} <people>{who?gains|gain} {lead}</people> in cash, while the public purse <fails>loses {all}</fails>.";
    "figure.gains.pays" () "pays";
    "figure.gains.delivers" () "delivers";
    "figure.gains.gains" () "gains";
    "figure.gains.nobody_alone" (cost: Result, not: Text) "Nobody would pay the {cost} alone for the cash that it gains itself: not {not}.";
    "figure.gains.all_alone" (cost: Result, would: Text) "{would} would each pay the {cost} alone for the cash gained by it.";
    "figure.gains.alone" (cost: Result, would: Text, not: Text) "{would} would pay the {cost} alone for the cash gained by it; {not} would not.";
    "figure.gains.free" (free: Result) "Those who pay nothing gain {free} in cash.";
    "figure.gains.pockets" (index: Result) "{index} of what is paid would have to come from others for all to pay as they gain (wrong-pockets index).";
    "figure.gains.unpaid" (unpaid: Result, lost: Result) "In 1 bad year in 20 {unpaid} is not paid. That is no saving: results worth {lost} are lost.";
    "figure.gains.economic" (gain: Result) "The wider economy gains {gain}: no budget can be cut by it.";
    "figure.gains.social" (gain: Result) "Worth {gain} to people and victims: no budget can be cut by it.";
    "figure.gains.never" () "Cash, the wider economy and social value are never added up.";
    "figure.gains.answers" () "Whoever pays still answers for the service: a contract moves money, not duty.";

    "switch.cash" () "Count";

    "figure.matrix.question" () "What is each result worth, to whom?";
    "figure.matrix.subtitle" () "What the extra results of each kind are worth to each party, by account.";
    "figure.matrix.headline" (what: Text, worth: Result, book: Text) "Most is gained in {book}. {what}: <people>{worth}</people>.";
    "figure.matrix.prices" (year: Text) "In prices of {year}: real, not nominal.";
    "figure.matrix.undiscounted" () "Later years count as much as the first.";
    "figure.matrix.discounted" () "Later years count less, at the Green Book's rates of February 2026.";
    "figure.matrix.optimism" () "Gains are cut by the grade of their evidence (illustrative rates).";
    "figure.matrix.no_optimism" () "Gains are taken as they stand, however weak the evidence.";

    "figure.pool.question" () "What is a fair share?";
    "figure.pool.subtitle" () "What each would put in under four rules, against the cash that it gains.";
    "figure.pool.headline" (rule: Text, cost: Result, gains: Result) "It costs {cost} and gains the public purse {gains} in cash; here the cost is shared {rule}.";
    "figure.pool.short" (cost: Result, gains: Result) "It costs {cost} and gains the public purse only <fails>{gains}</fails> in cash: no sharing makes it pay in cash alone.";
    "figure.pool.gives" (gives: Result, gains: Result) "{gives}, gains {gains}";
    "figure.pool.shapley" () "By Shapley value nobody pays more than it gains, and small but indispensable members keep more than in proportion.";
    "figure.pool.cash" () "Shares are of cash that can be taken out of a budget; what else they gain is theirs to weigh.";
    "figure.pool.running" (cost: Result) "Running the pool costs {cost}, which no result pays for.";
    "switch.pool" () "Put in";
    "party.pool" () "the pooled budget";
    "tag.pool" () "put into the pool";
    "tag.counting" () "counting results";
    "tag.running" () "running the pool";

    // paid twice
    "figure.twice.question" () "Is anybody paid for twice?";
    "figure.twice.subtitle" () "What one more result brings each contract, by who gives way when one person succeeds in both.";
    "figure.twice.paid" (people: Result, both: Result, twice: Result, sum: Result) "Of {people} people {both} are in both contracts, and {twice} are <fails>paid for twice</fails>: {sum} for one person.";
    "figure.twice.netted" (people: Result, both: Result, twice: Result, sum: Result) "Of {people} people {both} are in both contracts; for the {twice} who succeed in both, {sum} is paid in all.";
    "figure.twice.of" (price: Result, own: Result) "{price} of {own}";
    "figure.twice.luck" (alone: Result, together: Result, least: Result, most: Result) "If one success says nothing of the other, {alone} succeed in both; if they go together (r = ½), {together}. It cannot be fewer than {least}, or more than {most}.";
    "figure.twice.incentive" () "Giving way weakens both incentives: what one more result brings is less than its price, and the provider helps accordingly.";
    "figure.twice.over" (value: Result, sum: Result) "Both prices come to {sum}, more than both results are worth to the public ({value}).";
    "figure.twice.under" (value: Result, sum: Result) "Two results were bought: both prices come to {sum}, and both are worth {value} to the public. Whether that is too dear is a question of value, not of names.";
    "column.netting" () "Rule";
    "column.for_both" () "For one person, both";
    "column.spared" () "Spared in all";
    "netting.none" () "Both pay in full";
    "netting.lead_pays" () "The larger pays";
    "netting.half_the_smaller" () "The smaller pays half";
    "netting.capped_at_value" () "Never over what it is worth";
    "netting.proportional" () "Both cut in proportion";
    "netting.attribution" () "By whose doing it is";
    "switch.netting" () "When one person succeeds in both";

    // counting
    "figure.counting.question" () "Does counting pay for itself?";
    "figure.counting.subtitle" () "What counting results costs, and the monitoring that it makes unnecessary.";
    "figure.counting.costs" (net: Result) "Counting results costs <fails>{net}</fails> more than it saves.";
    "figure.counting.saves" (net: Result) "Counting results <people>saves {net}</people> in all.";
    "figure.counting.needed" (needed: Result, each: Result, points: Result) "At {each} a result, paying by results must add {needed} results to pay for that: {points} points of success.";
    "figure.counting.least" (n: Result) "Below {n} people it could not, if results stay as much better.";
    "figure.counting.too_small" (n: Result) "<fails>Too small:</fails> it could only for {n} people or more, if results stay as much better.";
    "figure.counting.never" () "<fails>No number of people is enough:</fails> a check costs more than the better results bring.";
    "figure.counting.both" () "Bureaucracy cuts both ways: results must be checked, but a contract that pays for them need not ask how the work is done.";
    "counting.checks" () "checking claims";
    "counting.fixed" () "measuring and assessing";
    "counting.saved" () "monitoring saved";
    "counting.net" () "in all";

    // savings
    "figure.savings.question" () "Does sharing savings pay for luck?";
    "figure.savings.subtitle" () "Paid on average, by what a case truly saves: each case by itself, all cases together, and the share of what is truly saved.";
    "figure.savings.headline" (case: Result, total: Result, truly: Result) "Shared case by case <provider>{case}</provider> is paid; on the total {total}; the share of what is truly saved is {truly}.";
    "figure.savings.by_case" () "case by case";
    "figure.savings.on_total" () "on the total";
    "figure.savings.truly" () "share of true savings";
    "figure.savings.here" () "now";
    "figure.savings.x" () "true saving a case, £";
    "figure.savings.y" () "£ paid on average";
    "figure.savings.why" () "Case by case, lucky cases are paid and unlucky ones cost the provider nothing: luck itself is paid for.";
    "figure.savings.needed" () "Nothing here stops it from cutting what was needed: a saving is not a result unless somebody checks what it did to people.";
    "figure.savings.dial" () "Luck in one case";
    "column.true_saving" () "True saving a case";
    "column.for_luck" () "Paid for luck, case by case";

    // the weakest link
    "figure.links.question" () "Which link is the weakest?";
    "figure.links.subtitle" () "How many more would succeed if one of the services that others give were there for everybody.";
    "figure.links.headline" (name: Text, more: Result) "If {name} were there for everybody, <people>{more} more</people> would succeed.";
    "figure.links.of" (chance: Result) "in place for {chance} of 100";
    "figure.links.product" () "Who lacks one of them does not succeed, however good the rest: chances are multiplied, not added.";
    "column.needs" () "Service";
    "column.in_place" () "In place for, of 100";
    "column.more_with" () "More who would succeed";

    // paid per result
    "row.per_result" (each: Result, more: Result) "{each} a result, {more} for each additional one";
    "row.public" (who: Text, gains: Result) "{who} {who?gains|gain} {gains} in cash {who?itself|themselves}";
    "row.per_result_nil" (each: Result) "{each} a result; no result is additional, so an additional one has no price";
}
