//! What leaves the page: papers and files of one scenario, each stamped with model, data, seed and, if asked for, link.

mod brief;
mod csv;
mod draws;
pub mod groups;
mod report;
pub mod stamp;

use crate::answer::{self, Outcome};
use crate::bid;
use crate::figures::{self, ledger};
use crate::futures::{self, Drawing};
use crate::gather::Gather;
use crate::reply::{Drawn, Input, Papers, Progress, Stamp};
use crate::scenario::{Envelope, Scenario, inputs, read};
use crate::story::Story;
use crate::task::Task;
use crate::words::{Arg, Lang, tell};
use std::rc::Rc;

/// One scenario, worked out as far as it is, and all that its papers tell.
struct Taken<'a> {
    e: &'a Envelope,
    s: &'a Scenario,
    o: &'a Outcome,
    story: Story<'a>,
    inputs: Vec<Input>,
    stamp: Stamp,
    lang: Lang,
}

impl<'a> Taken<'a> {
    fn of(e: &'a Envelope, s: &'a Scenario, o: &'a Outcome, link: Option<&str>) -> Taken<'a> {
        let lang = e.issues.lang;
        let inputs = inputs::inputs(&e.node, &s.path, &[], lang);
        let stamp = stamp::of(&e.node, s, &inputs, link, lang);
        Taken { e, s, o, story: Story::of(s, o, lang), inputs, stamp, lang }
    }

    fn papers(&self) -> Papers {
        let door = bid::door(&self.e.node, self.s, Some(self.o), &self.inputs, self.lang);
        let findings = door.and_then(|d| d.findings);
        Papers {
            csv: csv::file(self, &figures::result_values(&self.story), &ledger::postings(self.o)),
            words: brief::words(self),
            report: report::report(self),
            digest: report::digest(self, findings.as_ref()),
            stamp: self.stamp.clone(),
        }
    }
}

/// What is worked out of a draft, step by step.
pub struct Work {
    envelope: Envelope,
    outcome: Outcome,
    /// None of a recorded path, which has no futures, and where they were drawn before.
    drawing: Option<Drawing>,
    link: Option<String>,
    /// The futures one by one, if they were asked for.
    rows: Option<draws::Rows>,
    done: u32,
}

impl Work {
    /// `papers`, the same with the link behind an address (`papers https://…`, or `papers #`), or `draws`. None of a draft with
    /// mistakes, or where there is no such thing.
    pub fn of(asked: &str, draft: &str) -> Option<Work> {
        let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
        let s = envelope.scenarios.first()?;
        let (what, address) = asked.split_once(' ').unwrap_or((asked, ""));
        let link = (!address.is_empty()).then(|| stamp::link(address, &envelope.node));
        let mut outcome = answer::evaluate(s);
        let mut drawing = s.outturn.is_none().then(|| outcome.drawing(s));
        let rows = match what {
            "papers" => None,
            "draws" if drawing.is_some() => {
                Some(draws::Rows::of(&stamp::plain(&envelope.node, s, None, envelope.issues.lang), s))
            }
            _ => return None,
        };
        if let Some(summary) = futures::kept(&envelope.node.to_string()).filter(|_| rows.is_none()) {
            outcome = outcome.with(Rc::unwrap_or_clone(summary));
            drawing = None;
        }
        Some(Work { envelope, outcome, drawing, link, rows, done: 0 })
    }

    /// All of it at once, for whoever can wait.
    pub fn whole(mut self) -> (Option<Papers>, Option<Drawn>) {
        let mut progress = Progress { done: 1, total: 1, ..Progress::default() };
        self.step(u32::MAX, &mut progress);
        (progress.papers, progress.drawn)
    }
}

impl Task for Work {
    fn step(&mut self, units: u32, progress: &mut Progress) {
        let Some(s) = self.envelope.scenarios.first() else { return };
        let first = self.done == 0;
        if let Some(drawing) = &mut self.drawing {
            let total = drawing.total();
            let more = units.max(1).min(total - self.done);
            if let Some(rows) = &mut self.rows {
                (self.done..self.done + more).for_each(|i| rows.push(i, drawing.whole(i)));
            } else {
                drawing.draw(more);
                if drawing.drawn() == total {
                    let summary = futures::remember(self.envelope.node.to_string(), &drawing.summary());
                    self.outcome = self.outcome.with(Rc::unwrap_or_clone(summary));
                }
            }
            self.done += more;
            (progress.done, progress.total) = (self.done, total);
        }
        let last = progress.done == progress.total;
        progress.drawn = self.rows.as_ref().filter(|_| last).map(draws::Rows::file);
        // at first what is worked out, at last with what the futures add
        if self.rows.is_none() && (first || last) {
            let taken = Taken::of(&self.envelope, s, &self.outcome, self.link.as_deref());
            progress.papers = Some(taken.papers());
        }
    }
}

/// The lines of a list that stand for the last of it where there is no room: the first for one, and so on.
fn instead(most: usize, lang: Lang, id: &str) -> Vec<String> {
    let told = |n: usize| tell(lang, id, &[("n", Arg::text(n.to_string()))]);
    (1..=most).map(told).gather()
}
