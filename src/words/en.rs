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
    "form.who" (n: Input, name: Text) "{n} are {name}. ";
    "form.who_varies" (n: Result, name: Text) "{n}, month by month, are {name}. ";
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
    "form.fixed_cost" (cost: Input, name: Text) "{cost} a start for those {name}";
    "form.fixed_costs" (list: Parts) "The basic service costs {list}.";
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

    "tag.published" () "Published";
    "tag.calculated" () "Calculated";
    "tag.example" () "Example";
    "tag.yours" () "Yours";

    "undefined" () "undefined";
}
