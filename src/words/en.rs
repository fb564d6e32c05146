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

    // what a reader must know
    "note.division" () "A rule divides by nothing somewhere; there it pays nothing.";
    "note.no_band" () "A rate differs by band where no band is known; there it pays nothing.";

    "undefined" () "undefined";
}
