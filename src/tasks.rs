//! The workbench's long work by name.

use crate::ask::Asking;
use crate::compare;
use crate::matters;
use crate::scenario::Envelope;
use crate::take;
use crate::task::Task;

/// Begins what a tool wants worked out of a draft without mistakes: its name, and what it was asked in particular. None if there
/// is no such tool, or nothing to work out.
pub fn begin(tool: &str, asked: &str, draft: &Envelope) -> Option<Box<dyn Task>> {
    match tool {
        "compare" => compare::begin(asked, draft).map(|c| Box::new(c) as Box<dyn Task>),
        "take" => take::Work::of(asked, &draft.node.to_string()).map(|w| Box::new(w) as Box<dyn Task>),
        "matters" => matters::begin(asked, draft).map(|work| Box::new(work) as Box<dyn Task>),
        "ask" => Asking::begin(asked, draft).map(|asking| Box::new(asking) as Box<dyn Task>),
        _ => None,
    }
}
