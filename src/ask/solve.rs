//! A search over drafts, a trial at a time: what is turned, what is looked at, and where it comes out.

use crate::answer::{self, Outcome};
use crate::futures::Drawing;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::float::{ceil, floor};
use crate::reply::{Unit, Verdict};
use crate::scenario::{Scenario, edit, inputs, read};
use crate::seek::{End, Prefer, Search};
use crate::share;
use crate::tariffs;

/// What is turned.
#[derive(Debug, Clone, PartialEq)]
pub enum Knob {
    /// One number of the draft, by its path.
    Number(String),
    /// All prices of results together: so many times what they are.
    Prices,
    /// The share of the same expected pay that depends on results.
    Share,
}

/// What is looked at: £, months, people or a chance; none where it is not known.
pub enum Measure {
    /// A result by its id.
    Result(String),
    /// Anything else that an outcome tells.
    Of(fn(&Scenario, &Outcome) -> Option<f64>),
}

/// Futures that a trial draws where nothing less tells what is looked at: two standard errors of 1 in 20 are 1.4 in 100.
pub const DRAWN: u32 = 1024;
/// Futures of one unit of work.
const CHUNK: u32 = 32;

/// A draft that is being looked at.
struct Trial {
    draft: String,
    s: Scenario,
    o: Outcome,
    drawing: Option<Drawing>,
}

/// A search, somewhere on its way.
pub struct Solve {
    node: Node,
    s: Scenario,
    text: String,
    outcome: Outcome,
    /// What is turned.
    pub knob: Knob,
    /// Where it stands now.
    pub now: f64,
    measure: Measure,
    sampled: bool,
    search: Search,
    unit: Unit,
    prefer: Prefer,
    was: Option<Option<f64>>,
    trial: Option<Trial>,
    end: Option<End>,
}

/// Where it came out.
pub struct Solved {
    /// The value with its verdict and result.
    pub end: End,
    /// What is looked at, as it stands.
    pub was: Option<f64>,
    /// The draft at that value, what it is and what it comes to (without futures).
    pub draft: String,
    /// The scenario there.
    pub s: Scenario,
    /// What it comes to.
    pub o: Outcome,
}

impl Solve {
    /// A search over a draft without mistakes; `outcome` is its own. With `sampled`, each trial draws futures.
    pub fn new(
        (node, s): (&Node, &Scenario),
        outcome: Outcome,
        (knob, unit): (Knob, Unit),
        (measure, sampled): (Measure, bool),
        (search, prefer): (Search, Prefer),
    ) -> Solve {
        let now = match &knob {
            Knob::Number(path) => node.at(path).and_then(inputs::value_of).unwrap_or(0.0),
            Knob::Prices => 1.0,
            Knob::Share => share::on_results(&outcome).unwrap_or(0.0),
        };
        Solve {
            node: node.clone(),
            s: s.clone(),
            text: node.to_string(),
            outcome,
            knob,
            now,
            measure,
            sampled,
            search,
            unit,
            prefer,
            was: None,
            trial: None,
            end: None,
        }
    }

    /// The values between which it is sought.
    pub fn range(&self) -> [f64; 2] {
        self.search.range()
    }

    /// Trials done and trials in all.
    pub fn progress(&self) -> (u32, u32) {
        let (done, total) = self.search.progress();
        if self.end.is_some() { (total + 2, total + 2) } else { (done + u32::from(self.was.is_some()), total + 2) }
    }

    /// True if trials draw futures.
    pub fn is_sampled(&self) -> bool {
        self.sampled
    }

    /// The draft with what is turned at `x`.
    fn turned(&self, x: f64) -> Option<String> {
        let s = &self.s;
        Some(match &self.knob {
            Knob::Number(path) => edit::set(&self.text, path, x).draft,
            Knob::Prices => {
                let mut node = self.node.clone();
                tariffs::reprice(&mut node, s, &vec![x; s.segments.len()]);
                node.to_string()
            }
            Knob::Share => share::set(&self.node, s, &self.outcome, x)?.to_string(),
        })
    }

    fn looked(&self, t: &Trial) -> Option<f64> {
        let drawn = t.drawing.as_ref().map(|d| t.o.with(d.summary()));
        let o = drawn.as_ref().unwrap_or(&t.o);
        match &self.measure {
            Measure::Result(id) => o.values.get(id),
            Measure::Of(f) => f(&t.s, o),
        }
    }

    /// The value in the last digit that anybody would write, towards the side that does.
    fn rounded(&self, x: f64) -> f64 {
        let grain = match self.unit {
            Unit::Gbp | Unit::GbpShort | Unit::GbpLong | Unit::People | Unit::Count | Unit::Month => 1.0,
            Unit::Pence | Unit::Percent => 0.01,
            Unit::Of100 => 0.001,
            Unit::Months => 0.1,
            _ => 0.0001,
        };
        let steps = x / grain;
        let whole = if self.prefer == Prefer::Lowest { ceil(steps - 1e-9) } else { floor(steps + 1e-9) };
        // £12,501 and not 12501.000000000002
        let [from, to] = self.search.range();
        (whole / (1.0 / grain)).max(from).min(to)
    }

    /// What is to be looked at next; none once all is known.
    fn wanted(&self) -> Option<f64> {
        if self.was.is_none() {
            return Some(self.now);
        }
        if let Some(x) = self.search.next() {
            return Some(x);
        }
        if self.end.is_some() {
            return None;
        }
        let end = self.search.end();
        Some(if end.verdict == Verdict::Found { self.rounded(end.value) } else { end.value })
    }

    /// Does one unit of work: a trial, or some futures of one.
    pub fn step(&mut self) {
        if let Some(mut t) = self.trial.take() {
            if let Some(d) = &mut t.drawing {
                d.draw(CHUNK);
                if d.drawn() < DRAWN.min(d.total()) {
                    self.trial = Some(t);
                    return;
                }
            }
            let seen = self.looked(&t);
            return self.tell(seen);
        }
        let Some(x) = self.wanted() else { return };
        let draft = if self.was.is_none() { Some(self.text.clone()) } else { self.turned(x) };
        let Some(mut t) = draft.and_then(trial) else { return self.tell(None) };
        if self.sampled {
            t.drawing = Some(t.o.drawing(&t.s));
            self.trial = Some(t);
        } else {
            let seen = self.looked(&t);
            self.tell(seen);
        }
    }

    fn tell(&mut self, seen: Option<f64>) {
        let Some(x) = self.wanted() else { return };
        if self.was.is_none() {
            self.was = Some(seen);
        } else if self.search.next().is_some() {
            self.search.tell(seen);
        } else {
            let end = self.search.end();
            let better = end.verdict == Verdict::Found && self.search.good(seen);
            self.end = Some(if better { End { value: x, result: seen, ..end } } else { end });
        }
    }

    /// What was found, once it is over.
    pub fn solved(&self) -> Option<Solved> {
        let end = self.end?;
        let draft = if end.verdict == Verdict::Unknown { self.text.clone() } else { self.turned(end.value)? };
        let t = trial(draft)?;
        Some(Solved { end, was: self.was.flatten(), draft: t.draft, s: t.s, o: t.o })
    }

    /// The draft with what is turned at `x`, and what it comes to (without futures).
    pub fn at(&self, x: f64) -> Option<(Scenario, Outcome)> {
        trial(self.turned(x)?).map(|t| (t.s, t.o))
    }

    /// What the draft comes to as it stands.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }
}

/// A draft, evaluated; none if it has mistakes.
fn trial(draft: String) -> Option<Trial> {
    let envelope = read(&draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.into_iter().next()?;
    let o = answer::evaluate(&s);
    Some(Trial { draft, s, o, drawing: None })
}

/// The ways of turning prices that a draft offers: its one price, or all prices together.
pub fn prices(s: &Scenario) -> Option<Knob> {
    let places: Vec<Option<tariffs::Place>> = (0..s.segments.len()).map(|i| tariffs::handle(s, i)).gather();
    match places.first() {
        Some(Some(first)) if places.iter().all(|p| p.as_ref() == Some(first)) => Some(Knob::Number(first.path.clone())),
        _ => tariffs::can_reprice(s).then_some(Knob::Prices),
    }
}
