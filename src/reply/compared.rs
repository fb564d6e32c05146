//! What Compare answers: up to four scenarios side by side, and which change caused how much.

use super::{Choice, Figure, Issue, Part};
use serde::Serialize;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// Several scenarios side by side, the one on the desk first.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Compared {
    /// One a scenario.
    pub columns: Vec<Column>,
    /// Only the inputs that differ.
    pub inputs: Vec<Contrast>,
    /// Every result that one of them has.
    pub results: Vec<Contrast>,
    /// For each scenario but the first, which of its changes caused how much.
    pub causes: Vec<Cause>,
    /// How the chances of all of them can be compared.
    pub common: Vec<Part>,
}

/// One scenario of several.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Column {
    /// Its name.
    pub name: String,
    /// `example`, `published` or `yours`, as the page says it.
    pub tag: String,
    /// How its results were reached.
    pub method: String,
    /// What differs from the first, in a sentence; of the first, its answer.
    pub says: Vec<Vec<Part>>,
    /// How its payments were changed so that it costs as much as the first, if that was asked.
    pub budget: Vec<Part>,
    /// Pictures, each to be drawn with the first scenario's behind it.
    pub figures: Vec<Figure>,
    /// Why it has no results.
    pub issues: Vec<Issue>,
}

/// One input, or one result, of each scenario.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Contrast {
    /// Row of the table of results; nothing for an input.
    pub result: String,
    /// Its name.
    pub name: String,
    /// One a scenario.
    pub sides: Vec<Side>,
    /// True if they are not all alike.
    pub differs: bool,
    /// True of an input, and of a result that the answer or its rows tell: what one looks at first.
    pub main: bool,
}

/// What one scenario has in a row.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Side {
    /// As shown; words if there is none.
    pub text: String,
    /// Difference from the first scenario as shown, with its sign; nothing for the first, or where there is no difference to tell.
    pub more: String,
}

/// Which change caused how much, result by result.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Cause {
    /// The results that differ.
    pub options: Vec<Choice>,
    /// For each of them a waterfall from the first scenario to this one; none while they are being worked out.
    pub figures: Vec<Figure>,
}
