//! What Ask answers: one question, or the door "I am commissioning".

use super::{Offer, Part, Section, Table};
use serde::Serialize;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// What came of a question, as far as it is worked out.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Asked {
    /// The answer: what was found, or why nothing was, with its reasons.
    pub says: Vec<Vec<Part>>,
    /// Ids of the results that it is about, for whoever asks how they are worked out.
    pub of: Vec<String>,
    /// What may be done with it: each is one step.
    pub offers: Vec<Offer>,
    /// Figures beside it, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// What is wrong with the number that was typed with the question, and what would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// What a commissioner is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commissioned: Option<Commissioned>,
}

/// What a commissioner is told.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Commissioned {
    /// Which verdict it is: `no`, `small`, `nothing`, `measure` or `terms`.
    pub is: String,
    /// The first that is true, e.g. "Too small."
    pub verdict: Vec<Part>,
    /// Why, and what to do instead.
    pub why: Vec<Vec<Part>>,
    /// Which of the answers "I don't know" decides, a line each.
    pub decides: Vec<Vec<Part>>,
    /// Up to three terms, best first for the purpose.
    pub proposals: Vec<Proposal>,
    /// Questions and answers, of the first proposal.
    pub sections: Vec<Section>,
    /// What could be owed, by April–March year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<Table>,
    /// What was assumed, and what a finance officer asks: a line each.
    pub assumed: Vec<Vec<Part>>,
    /// Version, date of prices, how it was worked out.
    pub stamp: Vec<Part>,
}

/// Terms that would do it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Proposal {
    /// What they are.
    pub title: String,
    /// What they are, what they buy, and why.
    pub says: Vec<Vec<Part>>,
    /// The draft with them.
    pub draft: String,
}
