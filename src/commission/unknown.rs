//! "I don't know" as an answer: how wide the range is that it stands for, by the grade of its evidence.

use super::QUESTIONS;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::float::round;
use crate::reply::Unit;
use crate::scenario::Envelope;
use crate::scenario::inputs;

/// Share by which a number may be off either way, by grade of evidence 1 to 6; the sixth is "I don't know" (illustrative, as
/// optimism is).
const WIDE: [f64; 6] = [0.0, 0.05, 0.1, 0.15, 0.25, 0.4];

/// An answer that is not known.
pub struct Unknown {
    /// Its question.
    pub id: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Both ends of its range, each with the draft that has it.
    pub ends: [(f64, Node); 2],
}

/// Every answer of a draft that is a guess of some grade.
pub fn of(e: &Envelope) -> Vec<Unknown> {
    let Some(s) = e.scenarios.first() else { return Vec::new() };
    let all = inputs::inputs(&e.node, &s.path, &[], e.issues.lang);
    let value = |path: &str| all.iter().find(|i| i.path == format!("{}.{path}", s.path)).and_then(|i| i.value);
    let rates = RATES.map(value);
    let one = |q: &super::Ask| {
        let path = format!("{}.{}", s.path, q.path);
        let grade = e.node.at(&format!("{path}.grade")).and_then(Node::number)?;
        let wide = WIDE.get((grade as usize).wrapping_sub(1)).copied().filter(|w| *w > 0.0)?;
        let input = all.iter().find(|i| i.path == path)?;
        let v = input.value?;
        let end = |x: f64| {
            let x = x.max(input.min.unwrap_or(x)).min(input.max.unwrap_or(x));
            let x = within(q.path, x, &rates);
            let whole = matches!(input.unit, Unit::People | Unit::Count | Unit::Months | Unit::Gbp);
            let x = if whole { round(x) } else { x };
            let mut node = e.node.clone();
            node.set(&format!("{path}.v"), Node::Number(x));
            (x, node)
        };
        Some(Unknown { id: q.id, unit: input.unit, ends: [end(v * (1.0 - wide)), end(v * (1.0 + wide))] })
    };
    // what can be paid, if nobody knows, is no limit that is tried at two ends
    QUESTIONS.iter().filter(|q| q.id != "budget").filter_map(one).gather()
}

/// What happens anyway, with some help and at best: each below the next.
const RATES: [&str; 3] = [
    "people[0].delivery.result.responds.p0",
    "people[0].delivery.result.responds.p1",
    "people[0].delivery.result.responds.pmax",
];

/// A rate no nearer to its neighbours than a tenth of the way, so that the other answers still make sense.
fn within(path: &str, x: f64, rates: &[Option<f64>; 3]) -> f64 {
    let Some(i) = RATES.iter().position(|r| *r == path) else { return x };
    let at = |j: usize| rates.get(j).copied().flatten();
    let near = |other: Option<f64>| Some(other? + 0.1 * (at(i)? - other?));
    let low = if i > 0 { near(at(i - 1)) } else { Some(0.0) };
    let high = if i < 2 { near(at(i + 1)) } else { Some(1.0) };
    x.max(low.unwrap_or(0.0)).min(high.unwrap_or(1.0))
}
