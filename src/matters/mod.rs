//! What matters: which numbers of a draft move a result, alone, together and two at a time; and where the answer turns.
//!
//! Numbers are varied, not lines: a number that several clauses share moves all of them. The draft is a black box, read and
//! evaluated as everywhere else.

pub mod grid;
pub mod map;
pub mod model;
pub mod ranges;
pub mod shares;
pub mod together;
mod told;
pub mod tornado;
pub mod turns;

use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Mattered, Progress};
use crate::scenario::Envelope;
use crate::task::Task;
use map::Map;
use model::Model;
use together::Together;
use tornado::Tornado;

/// What is asked: `{view, result?, terms?, inputs?}`.
struct Question {
    view: String,
    result: String,
    /// Whether terms are varied as well.
    terms: bool,
    /// Paths: the numbers that are drawn together, or the two of a map.
    inputs: Vec<String>,
}

impl Question {
    fn read(asked: &str) -> Option<Question> {
        let node = Node::parse(asked).ok()?;
        let text = |k: &str| node.get(k).and_then(Node::text).unwrap_or_default().to_string();
        let inputs = match node.get("inputs") {
            Some(Node::List(all)) => all.iter().filter_map(|n| n.text().map(str::to_string)).gather(),
            _ => Vec::new(),
        };
        let terms = node.get("terms") == Some(&Node::Bool(true));
        Some(Question { view: text("view"), result: text("result"), terms, inputs })
    }
}

/// Begins what the page asks of the first scenario of a draft: `{"view": "most" | "alone" | "together" | "map", "result": ID,
/// "terms": true | false, "inputs": [PATH, …]}`. Without a result, the one that the first party to fail fails by. Nothing for a recorded
/// path, or where the numbers that are named cannot be varied.
pub fn begin(asked: &str, draft: &Envelope) -> Option<Work> {
    let q = Question::read(asked)?;
    // a map may be drawn over any number
    let model = Model::of(draft, q.terms || q.view == "map")?;
    match q.view.as_str() {
        "most" => Tornado::of(model, &q.result).map(|t| Work::Most(t.without_turns())),
        "alone" => Tornado::of(model, &q.result).map(Work::Alone),
        "together" => Together::of(model, &q.result, &q.inputs).map(Work::Together),
        "map" => Map::of(model, &q.result, &q.inputs).map(Work::Map),
        _ => None,
    }
}

/// What is being worked out.
pub enum Work {
    /// The sentence beneath the answer: which numbers move it most.
    Most(Tornado),
    /// One number at a time.
    Alone(Tornado),
    /// All of them at once.
    Together(Together),
    /// Two of them.
    Map(Map),
}

impl Task for Work {
    /// Each unit is an evaluation of the draft.
    fn step(&mut self, units: u32, progress: &mut Progress) {
        match self {
            Work::Most(tornado) => {
                go(tornado, units, progress);
                progress.mattered = (progress.done == progress.total).then(|| told::most(tornado));
            }
            Work::Alone(tornado) => {
                go(tornado, units, progress);
                progress.mattered = Some(told::alone(tornado));
            }
            Work::Together(together) => together.step(units, progress),
            Work::Map(map) => map.step(units, progress),
        }
    }
}

fn go(tornado: &mut Tornado, units: u32, progress: &mut Progress) {
    (0..units.max(1)).for_each(|_| tornado.step());
    // where no number may be off there is nothing to do
    let total = tornado.total() as u32;
    (progress.done, progress.total) = if total == 0 { (1, 1) } else { (tornado.done() as u32, total) };
}

/// Everything at once, for whoever can wait: the strongest numbers of a result one at a time and together.
pub fn whole(draft: &Envelope, result: &str, terms: bool) -> Option<Mattered> {
    let mut tornado = Tornado::of(Model::of(draft, terms)?, result)?;
    (0..tornado.total()).for_each(|_| tornado.step());
    let mut mattered = told::alone(&tornado);
    let strongest = mattered.tornado.as_ref().map_or_else(Vec::new, |t| t.strongest.clone());
    if let Some(mut together) = Together::of(Model::of(draft, terms)?, tornado.result(), &strongest) {
        (0..together.total()).for_each(|_| together.run());
        mattered.together = Some(together.told());
    }
    Some(mattered)
}
