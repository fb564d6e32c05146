//! The contract as a workbook: the expected case in live formulas that agree with the model to the penny, what is sampled
//! pasted, and what a reader must know to check it.
//!
//! Formulas are written with the value that the engine gives them, so that it shows the same figures wherever it is opened.

pub mod book;
pub mod expr;

mod cast;
mod inputs;
mod lines;
mod metrics;
mod results;
mod rules;
mod shapes;
mod sums;
mod told;
mod words;
mod xlsx;

pub use lines::Line;

use crate::answer::{self, Outcome};
use crate::evaluate::evaluate;
use crate::futures::Summary;
use crate::gather::Gather;
use crate::reply::Status;
use crate::scenario::read;
use crate::take::stamp;
use book::Book;
use lines::Money;

/// Futures drawn for the percentiles of a workbook that somebody waits for; each figure stands beside its error.
pub const FUTURES: u32 = 1024;

/// A workbook, and what is live in it.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its sheets.
    pub book: Book,
    /// Payment rules: live or pasted.
    pub rules: Vec<Line>,
}

/// The first scenario of a draft as the bytes of an .xlsx file, with percentiles of so many futures (0: none are drawn), and
/// the link at which the draft can be found again. None if the draft has mistakes.
pub fn workbook(draft: &str, link: Option<&str>, futures: u32) -> Option<Vec<u8>> {
    make(draft, link, futures).map(|made| xlsx::file(&made.book))
}

/// The same before it is written.
pub fn make(draft: &str, link: Option<&str>, futures: u32) -> Option<Made> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let reply = evaluate(draft, None, 0);
    if reply.status != Status::Answered {
        return None;
    }
    let (view, referred) = (reply.views.first()?, envelope.scenarios.first()?);
    let answer = view.answer.as_ref()?;
    let outcome = answer::evaluate(referred);
    let s = outcome.taken.as_ref().unwrap_or(referred);
    let lang = envelope.issues.lang;
    let mut book = Book::new();
    let inputs = inputs::Inputs::put(&mut book, &view.inputs, lang);
    told::workings(&mut book);
    let mut cast = cast::cast(&mut book, s, &outcome.plans, &inputs);
    cast.months = lines::months(s, &outcome);
    let lines = Money { s, outcome: &outcome, cast: &cast, inputs: &inputs }.put(&mut book);
    results::put(&mut book, s, &outcome, &answer.results, (&cast, &lines, &inputs));
    let drawn = drawn(referred, &outcome, futures);
    told::percentiles(&mut book, s, &outcome, drawn.as_ref());
    told::notes(&mut book, answer, &lines);
    told::checks(&mut book, &outcome, &lines, &inputs);
    let stamp = stamp::of(&envelope.node, referred, &view.inputs, link, lang);
    told::cover(&mut book, referred, view, answer, &stamp);
    told::version(&mut book, referred, &stamp);
    inputs.mark(&mut book);
    let rules = lines.rules.iter().cloned().gather();
    Some(Made { book, rules })
}

fn drawn(s: &crate::scenario::Scenario, outcome: &Outcome, futures: u32) -> Option<Summary> {
    if futures == 0 || s.outturn.is_some() {
        return None;
    }
    let mut drawing = outcome.drawing(s);
    drawing.draw(futures.min(drawing.total()));
    Some(drawing.summary())
}
