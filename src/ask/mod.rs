//! Ask: one place for every solver. A goal seek for any number and any result, and the questions of the trade.

mod fair;
mod goal;
mod questions;
pub mod solve;

use crate::answer;
use crate::bids;
use crate::commission::judge::Judging;
use crate::json::Node;
use crate::reply::{Asked, Part, Progress, Unit};
use crate::scenario::{Envelope, read};
use crate::tariffs;
use crate::task::Task;
use crate::terms;
use crate::words::{Lang, number, say};
use fair::Fair;
use goal::Goal;
use questions::Answering;

/// A question that is being worked out.
pub struct Asking(Work);

enum Work {
    /// It needs no work.
    Said(Box<Asked>),
    Goal(Box<Goal>),
    Question(Box<Answering>),
    Fair(Box<Fair>),
    Commission(Box<Judging>),
}

/// The sentences of an answer that needs no work.
pub(crate) fn said(says: Vec<Part>) -> Asked {
    Asked { says: vec![says], ..Asked::default() }
}

/// What is wrong with a number that was typed with a question.
pub(crate) fn not_a_number(lang: Lang) -> Asked {
    Asked { issue: Some(crate::words::word(lang, "ask.issue.number").to_string()), ..Asked::default() }
}

/// What was typed, read in a unit.
pub(crate) fn typed(asked: &Node, unit: Unit) -> Option<f64> {
    asked.get("value").and_then(Node::text).and_then(|t| number::parse(t, unit))
}

impl Asking {
    /// Begins a question about a draft without mistakes, asked as JSON: `{"is": …}`. None if nobody knows the question.
    pub fn begin(asked: &str, e: &Envelope) -> Option<Asking> {
        let asked = Node::parse(asked).ok()?;
        let s = e.scenarios.first()?;
        let is = asked.get("is").and_then(Node::text)?;
        let lang = e.issues.lang;
        if s.outturn.is_some() {
            return Some(Asking(Work::Said(Box::new(said(say(lang, "ask.no.recorded", &[]))))));
        }
        let work = match is {
            "seek" => match Goal::begin(&asked, e) {
                Ok(goal) => Work::Goal(Box::new(goal)),
                Err(asked) => Work::Said(asked),
            },
            "fair" => match Fair::begin(&asked, e) {
                Ok(fair) => Work::Fair(Box::new(fair)),
                Err(asked) => Work::Said(asked),
            },
            "equal" => Work::Said(Box::new(questions::equal(&asked, e))),
            "bids" => Work::Said(Box::new(bids::compared(e))),
            "commission" => Work::Commission(Box::new(Judging::begin(e))),
            other => match Answering::begin(other, &asked, e)? {
                Ok(answering) => Work::Question(Box::new(answering)),
                Err(asked) => Work::Said(Box::new(asked)),
            },
        };
        Some(Asking(work))
    }
}

impl Task for Asking {
    fn step(&mut self, units: u32, progress: &mut Progress) {
        for _ in 0..units.max(1) {
            match &mut self.0 {
                Work::Said(_) => break,
                Work::Goal(w) => w.solve.step(),
                Work::Question(w) => w.solve.step(),
                Work::Fair(w) => w.step(),
                Work::Commission(w) => w.step(),
            }
        }
        let (done, total, asked) = match &mut self.0 {
            Work::Said(asked) => (1, 1, (**asked).clone()),
            Work::Goal(w) => told(w.solve.progress(), w.told()),
            Work::Question(w) => told(w.solve.progress(), w.told()),
            Work::Fair(w) => told(w.progress(), w.told()),
            Work::Commission(w) => told(w.progress(), w.told()),
        };
        (progress.done, progress.total, progress.asked) = (done, total, Some(asked));
    }
}

fn told((done, total): (u32, u32), asked: Asked) -> (u32, u32, Asked) {
    (done, total, asked)
}

/// Every price of results so many times what it is.
pub fn all_prices(node: &mut Node, times: f64) -> Option<()> {
    let envelope = read(&node.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    tariffs::reprice(node, s, &vec![times; s.segments.len()]);
    Some(())
}

/// Prices at which every group is equally worth helping, for so much in all.
pub fn equal_prices(node: &mut Node, budget: f64) -> Option<()> {
    let envelope = read(&node.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    *node = terms::equally_worth_within(&envelope.node, s, &answer::evaluate(s), budget)?;
    Some(())
}
