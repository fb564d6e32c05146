//! From text to reply: what the page and the command line call.

use crate::answer::{self, Outcome};
use crate::bid;
use crate::commission;
use crate::deck::scene::{Patience, scene};
use crate::figures;
use crate::futures::{self, Drawing};
use crate::gather::Gather;
use crate::prose;
use crate::reply::{Answer, Input, Issue, Method, Part, Progress, Reply, Status, View};
use crate::scenario::{Envelope, Scenario, inputs, read};
use crate::sides::sides;
use crate::story::Story;
use crate::task::Task;
use crate::tasks;
use crate::words::{self, Arg, Lang, say};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Answers a draft, or tells every mistake in it. `before` is the draft that it is compared with; `generation` comes back
/// untouched, so that a caller can tell newer replies from older ones.
///
/// A mistake is no error of this function: it is told, with its path and what would be right, and all of them at once.
///
/// ```
/// use pbr::{evaluate::evaluate, library, reply::Status};
///
/// let wrong = library::find("front1").expect("a scheme").text.replace("\"p0\"", "\"p_0\"");
/// let reply = evaluate(&wrong, None, 0);
/// assert_eq!(reply.status, Status::Issues);
/// assert!(reply.issues.iter().any(|issue| issue.path.ends_with("p_0")));
/// ```
pub fn evaluate(draft: &str, before: Option<&str>, generation: u32) -> Reply {
    reply(draft, before, generation, None, &|_, outcome| outcome)
}

/// The same while a hand drags, with no picture but the one that is `looked_at`, or the first where there is no such tab, and
/// without single postings: they can wait until it lets go.
pub fn glimpse(draft: &str, before: Option<&str>, generation: u32, looked_at: &str) -> Reply {
    reply(draft, before, generation, Some(looked_at), &|_, outcome| outcome)
}

/// The same with all futures of every scenario drawn at once: for whoever can wait.
pub fn drawn(draft: &str) -> Reply {
    reply(draft, None, 0, None, &|s, outcome| {
        if s.outturn.is_some() {
            return outcome;
        }
        let mut drawing = outcome.drawing(s);
        drawing.draw(drawing.total());
        outcome.with(drawing.summary())
    })
}

fn reply(
    draft: &str,
    before: Option<&str>,
    generation: u32,
    looked_at: Option<&str>,
    finish: &dyn Fn(&Scenario, Outcome) -> Outcome,
) -> Reply {
    match read(draft) {
        Err(issues) => Reply { generation, status: Status::Issues, issues: issues.found, views: Vec::new() },
        Ok(envelope) => {
            let before = before.and_then(Before::of);
            let views =
                envelope.scenarios.iter().map(|s| view(&envelope, s, before.as_deref(), looked_at, finish)).gather();
            let issues = envelope.issues.found;
            let status = if issues.is_empty() { Status::Answered } else { Status::Issues };
            Reply { generation, status, issues, views }
        }
    }
}

fn view(
    e: &Envelope,
    s: &Scenario,
    before: Option<&Before>,
    looked_at: Option<&str>,
    finish: &dyn Fn(&Scenario, Outcome) -> Outcome,
) -> View {
    let lang = e.issues.lang;
    let inputs = inputs::inputs(&e.node, &s.path, &e.issues.found, lang);
    // a talk changes no result, whatever is wrong with it
    let mine =
        |i: &Issue| i.path.starts_with(&s.path) || !(i.path.starts_with("scenarios[") || i.path.starts_with("deck"));
    let outcome = (!e.issues.found.iter().any(mine)).then(|| finish(s, answer::evaluate(s)));
    let answer = outcome.as_ref().map(|outcome| {
        let changed = before.map(|b| changed(e, b, s, outcome, &inputs)).unwrap_or_default();
        answered(s, outcome, lang, changed, looked_at)
    });
    let door = bid::door(&e.node, s, outcome.as_ref(), &inputs, lang);
    let door = door.or_else(|| commission::door(&e.node, s, &inputs, lang));
    let tag = inputs::tag(&inputs, lang);
    let form = prose::form(&e.node, s, lang);
    let provenance = inputs::provenance(&inputs, lang);
    View { id: s.id.clone(), name: s.name.clone(), tag, form, provenance, inputs, door, answer }
}

fn answered(s: &Scenario, o: &Outcome, lang: Lang, changed: Vec<Part>, looked_at: Option<&str>) -> Answer {
    let story = Story::of(s, o, lang);
    let (figures, tabs) = figures::figures(&story, looked_at);
    Answer {
        method: if o.ledger.at_mean { Method::CentralPath } else { Method::WorkedOut },
        method_text: story.method(),
        sentences: story.sentences(),
        changed,
        rows: story.rows(),
        sides: sides(&story),
        tabs,
        figures,
        glimpse: looked_at.is_some(),
        results: figures::result_values(&story),
        ledger: if looked_at.is_none() { figures::ledger::postings(o) } else { Vec::new() },
        ledger_table: figures::ledger::ledger_table(&story),
        notes: o.notes.iter().map(|id| words::word(lang, id).to_string()).gather(),
        settling: s.outturn.is_none() && o.futures.is_none(),
    }
}

/// What changed since the draft before, naming the fields that differ.
fn changed(e: &Envelope, before: &Before, s: &Scenario, o: &Outcome, inputs: &[Input]) -> Vec<Part> {
    let lang = e.issues.lang;
    let Some(then) = before.envelope.scenarios.iter().position(|b| b.path == s.path && b.id == s.id) else {
        return Vec::new();
    };
    let differs = |i: &&Input| before.envelope.node.at(&i.path).and_then(inputs::value_of) != i.value;
    let changed: Vec<&Input> = inputs.iter().filter(differs).gather();
    let what = match changed.as_slice() {
        [] => return Vec::new(),
        [one] => vec![Part { text: one.name.clone(), input: Some(one.path.clone()), ..Part::default() }],
        several => say(lang, "change.several", &[("count", Arg::text(several.len().to_string()))]),
    };
    Story::of(s, o, lang).changed(before.outcome(then), &what)
}

/// A draft without mistakes that others are compared with, and what its scenarios come to as far as anybody has asked.
struct Before {
    text: String,
    envelope: Envelope,
    outcomes: Vec<OnceCell<Outcome>>,
}

thread_local! {
    /// The last of them: a drag compares many drafts with one.
    static BEFORE: RefCell<Option<Rc<Before>>> = const { RefCell::new(None) };
}

impl Before {
    fn of(text: &str) -> Option<Rc<Before>> {
        let kept = BEFORE.with_borrow(|last| last.as_ref().filter(|b| b.text == text).map(Rc::clone));
        kept.or_else(|| {
            let envelope = sound(text)?;
            let outcomes = envelope.scenarios.iter().map(|_| OnceCell::new()).gather();
            let fresh = Rc::new(Before { text: text.to_string(), envelope, outcomes });
            BEFORE.set(Some(Rc::clone(&fresh)));
            Some(fresh)
        })
    }

    fn outcome(&self, scenario: usize) -> &Outcome {
        self.outcomes[scenario].get_or_init(|| answer::evaluate(&self.envelope.scenarios[scenario]))
    }
}

/// A draft, unless it has mistakes.
fn sound(text: &str) -> Option<Envelope> {
    read(text).ok().filter(|e| e.issues.found.is_empty())
}

/// A job that takes long, done in steps by whoever has the time.
pub struct Job {
    generation: u32,
    work: Work,
    envelope: Option<Envelope>,
    before: Option<Rc<Before>>,
}

/// What is to be done.
enum Work {
    /// Futures of the first scenario, and its answer anew.
    Futures(Box<(Outcome, Drawing)>),
    /// A costly picture of it.
    Figure(String),
    /// What a live figure shows of the draft, whole: its step, the draft, the file whose talk it belongs to.
    Scene(String, String, Option<String>),
    /// What a tool of the workbench wants.
    Task(Box<dyn Task>),
    /// Nothing: the draft cannot be answered, or is a recorded path.
    Nothing,
}

/// After so many futures there is a first answer that may still settle.
pub const FIRST: u32 = 1024;

impl Job {
    /// A job on a draft's first scenario: `futures`, the id of a costly picture, a tool of the workbench with `:` and what it is
    /// asked, or `scene:` and the id of a step of a talk, when `before` is the file that holds the talk. Else `before` and `generation` as in `evaluate`.
    pub fn new(draft: &str, before: Option<&str>, generation: u32, what: &str) -> Job {
        if let Some(step) = what.strip_prefix("scene:") {
            let work = Work::Scene(step.to_string(), draft.to_string(), before.map(str::to_string));
            return Job { generation, work, envelope: None, before: None };
        }
        let envelope = sound(draft);
        let work = match envelope.as_ref().and_then(|e| e.scenarios.first()) {
            Some(s) if what == "futures" && s.outturn.is_none() => {
                let outcome = answer::evaluate(s);
                let drawing = outcome.drawing(s);
                Work::Futures(Box::new((outcome, drawing)))
            }
            Some(_) if what == "futures" => Work::Nothing,
            Some(_) => match (what.split_once(':'), envelope.as_ref()) {
                (Some((tool, asked)), Some(e)) => tasks::begin(tool, asked, e).map_or(Work::Nothing, Work::Task),
                _ => Work::Figure(what.to_string()),
            },
            None => Work::Nothing,
        };
        Job { generation, work, envelope, before: before.and_then(Before::of) }
    }

    /// Does so many units more. It is done when `done` is `total`; however it is divided, what comes of it is the same.
    ///
    /// ```
    /// use pbr::{evaluate::Job, library};
    ///
    /// let draft = library::find("front1").expect("a scheme").text;
    /// let mut job = Job::new(draft, None, 0, "futures");
    /// let first = job.step(1024);
    /// assert!(first.done < first.total);
    /// // chances that only counting gives stand among the results, with their error
    /// let answer = first.answer.expect("the first futures have an answer");
    /// assert!(answer.results.iter().any(|r| r.id == "cash_out_chance" && r.value.is_some()));
    /// ```
    pub fn step(&mut self, units: u32) -> Progress {
        let mut progress = Progress { generation: self.generation, done: 1, total: 1, ..Progress::default() };
        if let Work::Scene(step, draft, own) = &self.work {
            let own = own.as_deref();
            progress.scene = Some(scene(step, draft, own, self.generation, Lang::default(), Patience::Whole));
        }
        let Some(e) = &self.envelope else { return progress };
        let Some(s) = e.scenarios.first() else { return progress };
        match &mut self.work {
            Work::Nothing | Work::Scene(..) => {}
            Work::Task(task) => task.step(units, &mut progress),
            Work::Figure(id) => {
                let o = answer::evaluate(s);
                progress.figure = figures::costly::figure(&Story::of(s, &o, e.issues.lang), &e.node, id);
            }
            Work::Futures(work) => {
                let (outcome, drawing) = &mut **work;
                let before = drawing.drawn();
                // an answer stands at its number, however the way there was cut
                let total = drawing.total();
                let stop = if before < FIRST { FIRST } else { total };
                drawing.draw(units.max(1).min(stop - before));
                (progress.done, progress.total) = (drawing.drawn(), total);
                if drawing.drawn() == stop {
                    let summary = drawing.summary();
                    if stop == total {
                        futures::remember(e.node.to_string(), &summary);
                    }
                    let drawn = outcome.with(summary);
                    let lang = e.issues.lang;
                    let inputs = inputs::inputs(&e.node, &s.path, &e.issues.found, lang);
                    // what changed is told of what both drafts have: neither side's futures
                    let changed = self.before.as_ref().map(|b| changed(e, b, s, outcome, &inputs)).unwrap_or_default();
                    let settling = stop < total;
                    progress.door = bid::door(&e.node, s, Some(&drawn), &inputs, lang).filter(|_| !settling);
                    progress.answer = Some(Answer { settling, ..answered(s, &drawn, lang, changed, None) });
                }
            }
        }
        progress
    }
}
