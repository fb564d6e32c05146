//! British English.

use super::Kind::{Input, Parts, Result, Text};
use super::Message;

macro_rules! messages {
    ($($id:literal ($($name:ident: $kind:ident),*) $text:literal;)*) => {
        /// Every message, by id.
        pub const MESSAGES: &[Message] = &[
            $(Message { id: $id, takes: &[$((stringify!($name), $kind)),*], text: $text },)*
        ];
    };
}

messages! {
    // what is wrong with a draft
    "issue.expected" (want: Text, got: Text) "This should be {want}, but it is {got}.";
    "issue.unknown" (key: Text, list: Text) "There is no field “{key}” here. What may stand here: {list}.";
    "issue.unknown_near" (key: Text, near: Text) "There is no field “{key}” here. Did you mean “{near}”?";
    "issue.duplicate" (key: Text) "“{key}” stands here twice; only one can count.";
    "issue.missing" (key: Text) "“{key}” is missing.";
    "issue.choice" (name: Text, list: Text) "“{name}” is not one of the choices: {list}.";
    "issue.choice_near" (name: Text, near: Text) "“{name}” is not one of the choices. Did you mean “{near}”?";
    "issue.range" (got: Text, min: Text, max: Text) "{got} is out of range: it must be from {min} to {max}.";
    "issue.at_least" (got: Text, min: Text) "{got} is too little: it must be at least {min}.";
    "issue.at_most" (got: Text, max: Text) "{got} is too much: it must be at most {max}.";
    "issue.low_high" () "The range must hold the value: low ≤ v ≤ high.";
    "issue.source" () "A published number needs its source.";
    "issue.no_node" (list: Text) "“is” must say what this is: {list}.";
    "issue.not_a_number" () "This must be a number: it may not count people, measure or read money.";
    "issue.empty" () "The list is empty.";
    "issue.param" (name: Text, list: Text) "There is no parameter “{name}”. The contract has: {list}.";
    "issue.no_params" (name: Text) "There is no parameter “{name}”: the contract has none. Put a number here, or name one under “params”.";
    "issue.knot_order" () "Knots must rise from left to right.";
    "issue.pair" () "This must be a pair: [metric, number].";
    "issue.shares" (total: Text) "Shares must sum to 1; these sum to {total}.";
    "issue.floor_cap" () "The floor lies above the cap.";
    "issue.times" () "How often must be a plain number from 0 to 1,200.";

    "issue.json" (error: Text) "This is not JSON: {error}.";
    "issue.id" (id: Text) "“{id}” is not a good id: use letters, digits, _ and - only.";
    "issue.twice" (id: Text) "“{id}” is used twice; each must have its own.";
    "issue.one_result" (count: Text) "Exactly one stage must be the result; {count} are marked “outcome”.";
    "issue.share_of_what" () "A share of repetitions needs “every” and “times”.";
    "issue.result_chance" () "The result's chance comes from the people's delivery, so it cannot stand here.";
    "issue.either" (a: Text, b: Text) "Give either “{a}” or “{b}”, not both and not neither.";
    "issue.no_delivery" (outcome: Text) "Nothing is said about who reaches “{outcome}”.";
    "issue.too_long" (got: Text, max: Text) "This list has {got} entries; there are only {max} months of starts.";
    "issue.best_below" () "The best that money can buy lies below what would happen anyway.";
    "issue.between" () "With that much help, success must lie between what would happen anyway and the best.";
    "issue.param_plain" () "A parameter must be a plain number, by year or by band at most.";
    "issue.reserved" (name: Text) "“{name}” is a name of the ledger's own; choose another.";
    "issue.swing" () "No correlation up to .95 gives so large a swing.";

    // what a reader must know
    "note.division" () "A rule divides by nothing somewhere; there it pays nothing.";
    "note.no_band" () "A rate differs by band where no band is known; there it pays nothing.";

    // the form
    "step.people" () "Who are the people?";
    "step.pay" () "What is paid?";
    "step.delivers" () "Who delivers?";
    "step.wrong" () "What could go wrong?";
    "party.commissioner" () "the commissioner";
    "party.provider" () "the provider";
    "party.investor" () "the investor";
    "stage.start" () "starts";
    "list.and" () " and ";
    "part.input" (it: Input) "{it}";
    "part.text" (it: Text) "{it}";
    "part.by_band" (much: Parts, name: Text) "{much} ({name})";
    "part.by_year" (much: Parts, year: Text) "{much} in year {year}";
    "part.from_year" (much: Parts, year: Text) "{much} from year {year}";
    "form.who" (n: Input, name: Text) "<strong>{name}:</strong> {n} people. ";
    "form.who_varies" (n: Result, name: Text) "<strong>{name}:</strong> {n} people, so many a month. ";
    "form.responds" (p0: Input, verb: Text, x1: Input, p1: Input, pmax: Input) "{p0} of 100 would {verb} anyway; {x1} of extra help each makes it {p1}, and at best {pmax}.";
    "form.scale" (p0: Input, verb: Text, pmax: Input, k: Input) "{p0} of 100 would {verb} anyway, at best {pmax}; {k} of extra help each brings 63% of the difference.";
    "form.given" (p: Input, verb: Text, p0: Input) "{p} of 100 {verb}; {p0} would anyway.";
    "form.given_unknown" (p: Input, verb: Text) "{p} of 100 {verb}; how many would anyway is not known.";
    "form.events" (rate: Input, kind: Text, rate0: Input) "Each has {rate} {kind}s on average; without the service {rate0}.";
    "form.events_unknown" (rate: Input, kind: Text) "Each has {rate} {kind}s on average; what it would be without the service is not known.";
    "form.worth" (worth: Input) " A success is worth {worth} to the public.";
    "form.months" (months: Input) "They start over {months} months.";
    "form.margin" (motive: Input) "A provider that looks to its margin: it counts £1 of public value as £{motive} of its own.";
    "form.mission" (motive: Input) "A provider that puts people first: it counts £1 of public value as £{motive} of its own.";
    "form.fixed_costs" (list: Parts) "The basic service costs, for each person who starts, {list}.";
    "form.overhead" (value: Input) "It spends {value} a month, whoever comes.";
    "form.reserves" (value: Input) "It can lose or lend {value} before it must stop.";
    "form.reserves_months" (value: Input) "It has {value} months of reserves for this contract.";
    "form.swing" (swing: Input, verb: Text) "In an ordinary bad year {swing} fewer people in every 100 {verb}, for reasons nobody here controls.";

    // payment rules: seven slots
    "rule.unit" (payer: Text, to: Text, much: Parts, each: Text, counted: Parts, proof: Parts, limit: Parts) "<commissioner><strong>{payer}</strong></commissioner> pays{to} {much} for {each}, counted {counted}, proved by {proof}, and {limit}.";
    "rule.block" (payer: Text, much: Parts, months: Text) "<commissioner><strong>{payer}</strong></commissioner> pays {much} a month for {months} months, whatever happens.";
    "rule.lump" (payer: Text, much: Parts, when: Parts) "<commissioner><strong>{payer}</strong></commissioner> pays {much} {when}, whatever happens.";
    "rule.ramp" (payer: Text, price: Parts, share: Parts, reference: Parts, metric: Text) "<commissioner><strong>{payer}</strong></commissioner> pays {price} a year; {share} of it rides on results, and is paid in full at {reference} {metric}.";
    "rule.pool" (payer: Text, value: Parts, kind: Text, cohort: Parts, pooled: Parts, cap: Parts, proof: Parts) "<commissioner><strong>{payer}</strong></commissioner> pays {value} for each {kind} avoided, only if they fall {cohort} in a cohort, or else {pooled} over all, proved by {proof}, and no more than {cap} in all.";
    "rule.onward" (from: Text, share: Parts, to: Text) "<provider><strong>{from}</strong></provider> hands {share} of it on to {to}.";
    "rule.waterfall" (entity: Text, keep: Parts, list: Parts) "<investor><strong>{entity}</strong></investor> keeps {keep}; what it holds above that goes each month {list}.";
    "rule.tranche" (to: Text, bound: Text) "to {to} ({bound})";
    "rule.the_rest" () "the rest";
    "much.scaled" (scale: Parts) " ({scale} of it)";
    "much.repeats" (times: Parts, every: Parts) ", {times} times, {every} months apart,";
    "each.person" (says: Text) "each person who {says}";
    "each.day" (stage: Text) "each day of {stage}";
    "each.event" (kind: Text) "each {kind}";
    "each.avoided" (kind: Text) "each {kind} avoided";
    "each.unit" (of: Text) "each one of: {of}";
    "counted.first" () "from the first one";
    "counted.above" (at: Parts, over: Text) "only above {at} {over}";
    "counted.once" (at: Parts, over: Text) "from the first one once {at} is reached {over}";
    "counted.pieces" (over: Text) "{over}";
    "piece.first" (much: Text) "{much} at first";
    "piece.next" (at: Parts, much: Text) "{much} from {at} on";
    "piece.jump" (at: Parts, much: Text, jump: Text) "{jump} at once at {at} and {much} from there on";
    "when.month" (month: Text) "in month {month}";
    "when.repeats" (times: Parts, every: Parts) "{times} times, {every} months apart";
    "proof.none" () "records (not stated which)";
    "proof.later" (proof: Text, months: Parts) "{proof} and paid {months} months later";
    "limit.none" () "with no ceiling";
    "limit.cap" (much: Parts, over: Text) "no more than {much} {over}";
    "limit.floor" (much: Parts, over: Text) "no less than {much} {over}";
    "limit.until" (says: Text) "no longer once the person {says}";
    "limit.reaches" (metric: Text, n: Parts, over: Text) "only if {metric} reaches {n} {over}";
    "limit.significant" (metric: Text, alpha: Parts, over: Text) "only if {metric} {over} is significantly better than the baseline ({alpha})";
    "limit.not" (cond: Parts) "not {cond}";
    "limit.largest" (count: Text) "only whichever of these {count} rules pays most";
    "limit.smallest" (count: Text) "only whichever of these {count} rules pays least";
    "limit.net_off" () "less where another contract pays for the same result";
    "over.person" () "a person";
    "over.month" () "a month";
    "over.quarter" () "a quarter";
    "over.year" () "a year";
    "over.year_cohort" () "a year of starters";
    "over.cohort" () "a cohort";
    "over.contract" () "in all";
    "metric.count" (says: Text) "the number who {says}";
    "metric.days" (stage: Text) "days of {stage}";
    "metric.events" (kind: Text) "the number of {kind}s";
    "metric.base" (of: Text) "{of} without the service";
    "metric.share" (says: Text) "the share who {says}";
    "metric.fall" (of: Text) "the fall in {of}";
    "metric.avoided" (of: Text) "the fall in {of}";
    "metric.points" (share: Text, from: Text) "percentage points by which {share} exceeds {from}";
    "metric.baseline" () "the baseline";
    "metric.whole" (of: Text) "whole {of}";
    "metric.money" (tag: Text) "money under “{tag}”";
    "metric.owed" (party: Text) "what {party} is still owed";

    // the answer
    "answer.cash_out" (who: Text, need: Result, has: Result) "<strong><fails>{who} runs out of cash</fails>: it needs {need} months of reserves and has {has}.</strong> ";
    "answer.loses" (who: Text, cost: Result, income: Result) "<strong><fails>{who} loses money on average</fails>: it pays out {cost} and gets {income}.</strong> ";
    "answer.if_survived" () "If it survived, ";
    "answer.succeed" (successes: Result, people: Result, verb: Text) "{successes} of {people} people would {verb}, ";
    "answer.more" (more: Result) "<people><strong>{more} more</strong></people> than with no extra help";
    "answer.more_given" (more: Result) "<people><strong>{more} more</strong></people> than would anyway";
    "answer.fewer" (more: Result) "<people><strong>{more} fewer</strong></people> than would anyway";
    "answer.anyway_unknown" () "but how many would anyway is not known";
    "answer.no_help" (n: Result) "; <people><strong>{n} would get no extra help</strong></people>";
    "answer.little_help" (n: Result, most: Result) "; <people><strong>{n} would get {most} of help or less</strong></people>";
    "answer.events" (events: Result, kind: Text, people: Result) "There would be {events} {kind}s among {people} people";
    "answer.avoided" (avoided: Result) ", <people><strong>{avoided} fewer</strong></people> than without the service";
    "answer.recorded" (people: Result) "{people} people are on record. ";
    "answer.stop" () ". ";
    "answer.costs" (paid: Result, anyway: Result) "It costs <commissioner><strong>{paid}</strong></commissioner>, <anyway><strong>{anyway}</strong></anyway> of it due even if nobody gets extra help.";
    "answer.costs_given" (paid: Result, anyway: Result) "It costs <commissioner><strong>{paid}</strong></commissioner>, <anyway><strong>{anyway}</strong></anyway> of it due for what would happen anyway.";
    "answer.costs_unknown" (paid: Result) "It costs <commissioner><strong>{paid}</strong></commissioner>.";
    "party.people" () "the people";
    "party.world" () "staff, rent and other resources";
    "row.dash" () "–";
    "row.succeed" (successes: Result, people: Result, verb: Text) "<strong>{successes}</strong> of {people} {verb}";
    "row.anyway" (anyway: Result, more: Result) "<anyway>{anyway}</anyway> would anyway; <people><strong>{more} more</strong></people>";
    "row.events" (events: Result, kind: Text, people: Result) "<strong>{events}</strong> {kind}s among {people}";
    "row.avoided" (anyway: Result, avoided: Result) "<anyway>{anyway}</anyway> without the service; <people><strong>{avoided} fewer</strong></people>";
    "row.bad_succeed" (n: Result, verb: Text) "<strong>{n}</strong> {verb}";
    "row.bad_unknown" () "not worked out for counted events";
    "row.unhelped" (n: Result) "{n} get <fails>no extra help</fails>";
    "row.little" (n: Result, most: Result) "{n} get {most} each or less";
    "row.out_in" (cost: Result, income: Result) "pays out {cost}, gets <strong>{income}</strong>";
    "row.gets" (income: Result) "gets <strong>{income}</strong>";
    "row.cost_unknown" () "its costs are not stated";
    "row.keeps" (margin: Result, share: Result) "keeps <strong>{margin}</strong>, {share} of what it is paid";
    "row.keeps_plain" (margin: Result) "keeps <strong>{margin}</strong>";
    "row.loses" (margin: Result) "<fails>loses</fails> <strong>{margin}</strong>";
    "row.cash_out" (month: Result) "<fails>cash runs out</fails> in month {month}";
    "row.loses_on_average" () "<fails>loses money</fails> on average";
    "row.reserves_unknown" (need: Result) "needs {need} in hand; its reserves are not stated";
    "row.pays" (paid: Result) "pays <strong>{paid}</strong>";
    "row.worth" (more: Result, worth: Result) "the {more} more are worth {worth}";
    "row.good_year" (paid: Result) "in 1 good year in 20, {paid}";
    "row.its_provider" () "its provider";
    "row.no_investor" () "No investor: the provider waits for its money.";
    "row.invests" (put: Result, gets: Result) "puts in {put}, gets <strong>{gets}</strong>";
    "row.stake_lost" () "<fails>its stake is lost</fails>";
    "change.since" (what: Text) "Compared with before you changed <strong>{what}</strong>: ";
    "change.nothing" (what: Text) "You changed <strong>{what}</strong>: nothing else moves.";
    "change.more_succeed" (n: Result, verb: Text) "{n} more {verb}";
    "change.fewer_succeed" (n: Result, verb: Text) "{n} fewer {verb}";
    "change.pays_more" (n: Result, who: Text) "{who} pays {n} more";
    "change.pays_less" (n: Result, who: Text) "{who} pays {n} less";
    "change.worth_more" (n: Result) "the results are worth {n} more";
    "change.worth_less" (n: Result) "the results are worth {n} less";
    "change.keeps_more" (n: Result, who: Text) "{who} keeps {n} more";
    "change.keeps_less" (n: Result, who: Text) "{who} keeps {n} less";
    "change.several" (count: Text) "{count} things";
    "method.worked_out" () "Worked out";
    "method.central" () "Central path: some of these rules depend on the order of events, so every count stands at its average; not yet an average over futures";
    "method.recorded" () "Worked out from what is on record";

    // pictures and tables
    "figure.anyway.question" () "What does it buy?";
    "figure.anyway.headline" (pence: Result) "{pence} of each pound would be due even if nobody got extra help";
    "figure.anyway.over" () "Less is paid than would be due if nobody got extra help";
    "figure.anyway.subtitle" (paid: Result) "Expected payments, {paid}, by what they are for";
    "piece.anyway" () "due anyway";
    "piece.more" () "for the difference made";
    "figure.payoff.question" () "What is one more worth?";
    "figure.payoff.headline" (price: Result, who: Text) "One more success is worth {price} to {who}";
    "figure.payoff.less" (price: Result, who: Text) "One more success costs {who} {price}";
    "figure.payoff.nothing" (who: Text) "One more success is worth nothing to {who}";
    "figure.payoff.subtitle" (verb: Text) "Paid, by how many people {verb}; every group's chance moves in proportion";
    "figure.payoff.plan" (n: Text, paid: Text, verb: Text) "{n} {verb}: {paid}";
    "figure.payoff.anyway" (n: Text, paid: Text, verb: Text) "{n} would {verb} anyway: {paid}";
    "figure.payoff.likely" (low: Text, high: Text) "18 futures of 20: {low} to {high}";
    "figure.payoff.x" (verb: Text) "people who {verb}";
    "figure.payoff.y" () "paid";
    "figure.payments_by_kind.question" () "When is it paid?";
    "figure.kind.waits" (first: Result, last: Result) "Nothing is paid before month {first}; the last payment comes in month {last}";
    "figure.kind.from_start" (last: Result) "Payment starts in month 1 and goes on to month {last}";
    "figure.kind.subtitle" (every: Text, paid: Result) "Expected payments by {every} and kind, {paid} in all";
    "figure.payments_by_group.question" () "For whom is it paid?";
    "figure.group.headline" (much: Result, paid: Result, name: Text) "{name}: {much} of the {paid} paid";
    "figure.group.nobody" (much: Result, paid: Result) "{much} of the {paid} is paid whoever comes and whatever happens";
    "figure.group.subtitle" (every: Text, paid: Result) "Expected payments by {every} and group, {paid} in all";
    "figure.nobody" () "Nobody in particular";
    "period.month" () "month";
    "period.quarter" () "quarter";
    "period.year" () "year";
    "column.what" () "What it is for";
    "column.paid" () "Paid";
    "column.share" () "Share";
    "column.total" () "Total";
    "column.number" () "How many succeed";
    "column.rule" () "Paid by the rule";
    "column.expected" () "Paid on average";
    "column.slope" () "One more is worth";
    "column.when" () "When";
    "column.group" () "Group";
    "column.start" () "Start";
    "column.succeed" () "Succeed";
    "column.anyway" () "Would anyway";
    "column.help" () "Extra help each";
    "column.paid_a_head" () "Paid a head";
    "column.flow" () "From → to: what for";
    "ledger.caption" () "Expected postings by April–March year, £: every pound has a sender and a receiver";
    "tag.cost" () "cost of delivery";
    "tag.drawn" () "money drawn";
    "unknown" () "not known";
    "provenance" (published: Text, example: Text, yours: Text) "Numbers: {published} published or calculated from published ones, {example} our example, {yours} yours.";

    "tag.published" () "Published";
    "tag.calculated" () "Calculated";
    "tag.example" () "Example";
    "tag.yours" () "Yours";
    // why a link does not open, and what one can do
    "link.not" () "This is not a link to a scenario. Such a link ends in “#1d” and a long run of letters and digits: copy all of it, from its first character to its last.";
    "link.cut_short" (got: Text, want: Text) "This link is cut short: {got} of its {want} characters arrived. Some mail and chat programs cut long links. Copy it again whole, or ask the sender for the scenario as a file.";
    "link.altered" () "This link was changed on its way: its checksum does not fit, so nothing was opened. Copy it again from where it came, or ask the sender for the scenario as a file.";
    "link.too_large" (max: Text) "This link unpacks to more than {max} bytes, which is more than a link may hold, so it was not opened. Save the scenario as a file and open that instead.";
    "link.newer" (format: Text) "This link was made by a newer version of this calculator (its format is “{format}”; this version reads “1d”). Open it in the newer version, or ask the sender for the scenario as a file.";

    "undefined" () "undefined";
}
