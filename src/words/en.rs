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

    // why a link does not open, and what one can do
    "link.not" () "This is not a link to a scenario. Such a link ends in “#1d” and a long run of letters and digits: copy all of it, from its first character to its last.";
    "link.cut_short" (got: Text, want: Text) "This link is cut short: {got} of its {want} characters arrived. Some mail and chat programs cut long links. Copy it again whole, or ask the sender for the scenario as a file.";
    "link.altered" () "This link was changed on its way: its checksum does not fit, so nothing was opened. Copy it again from where it came, or ask the sender for the scenario as a file.";
    "link.too_large" (max: Text) "This link unpacks to more than {max} bytes, which is more than a link may hold, so it was not opened. Save the scenario as a file and open that instead.";
    "link.newer" (format: Text) "This link was made by a newer version of this calculator (its format is “{format}”; this version reads “1d”). Open it in the newer version, or ask the sender for the scenario as a file.";

    "undefined" () "undefined";
}
