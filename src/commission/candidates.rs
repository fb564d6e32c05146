//! Terms that might do: proposed by closed forms, built as ordinary drafts, judged by the engine.

use super::years;
use crate::answer::{self, Outcome};
use crate::contract::tree::Term;
use crate::design::Basis;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::float::round;
use crate::scenario::{Delivery, Scenario, read};
use crate::terms;

/// A way of paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The basic service, and nothing for results.
    Service,
    /// A price for each result and nothing else.
    Alone,
    /// The basic service monthly, and a price for each result.
    Block,
    /// The basic service monthly, and a price for each result more than in a comparison group.
    Compared,
    /// The basic service and the planned help monthly, and the same.
    Costs,
}

/// The ways that are proposed, with their names.
pub const KINDS: [(Kind, &str); 4] =
    [(Kind::Block, "block"), (Kind::Alone, "alone"), (Kind::Compared, "compared"), (Kind::Costs, "costs")];

/// What one candidate comes to.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The way of paying.
    pub kind: Kind,
    /// £ a result by group.
    pub prices: Vec<f64>,
    /// The draft.
    pub draft: String,
    /// £ paid.
    pub paid: f64,
    /// £ that the extra results are worth.
    pub worth: f64,
    /// Extra results.
    pub more: f64,
    /// £ that the provider keeps on average.
    pub margin: f64,
    /// £ of the dearest April–March year in all but 1 future in 20.
    pub peak: f64,
    /// True if the provider's cash runs out in an average year.
    pub out: bool,
    /// Months of cost that it must have in hand.
    pub months: f64,
    /// Share of the pay that depends on results.
    pub share: f64,
}

/// Prices that are tried, as multiples of those that closed forms propose.
pub const TRIED: [f64; 18] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0];
/// Where no closed form knows a price: this part of what a result is worth.
const PART: f64 = 0.3;

fn text(t: &str) -> Node {
    Node::Text(t.to_string())
}

/// Months between a result and its money: those of the draft's own rule.
fn lag(node: &Node, s: &Scenario) -> Node {
    let Some(Node::List(payments)) = node.at(&format!("{}.contracts[0].payments", s.path)) else {
        return Node::Number(6.0);
    };
    let late = payments.iter().find(|p| p.at("pay.of.metric").is_some()).and_then(|p| p.at("pay.months"));
    late.cloned().unwrap_or(Node::Number(6.0))
}

/// The prices that closed forms propose for each group, £ a result: 0 where none is worth paying.
pub fn bases(s: &Scenario, o: &Outcome, kind: Kind) -> Vec<f64> {
    let basis = if matches!(kind, Kind::Compared | Kind::Costs) { Basis::Net } else { Basis::Gross };
    let of = |i: usize| {
        let incentives = o.incentives.as_ref()?;
        if let Some(deal) = terms::deal(incentives, i) {
            return Some(deal.best_tariff(basis));
        }
        let cell = incentives.cells.iter().find(|c| c.segment == i)?;
        Some(PART * cell.value)
    };
    (0..s.segments.len()).map(|i| of(i).unwrap_or(0.0)).gather()
}

/// What happens anyway of each group, as a share of starts.
fn anyway(s: &Scenario, i: usize) -> f64 {
    let first = s.outcomes.first().and_then(|o| s.segments[i].delivery.get(&o.id));
    match first {
        Some(Delivery::Responds { p0, .. }) => *p0,
        Some(Delivery::Given { p0: Some(p0), .. }) => *p0,
        _ => 0.0,
    }
}

/// The draft with such terms; `extra` £ more are paid monthly.
pub fn draft(node: &Node, s: &Scenario, kind: Kind, prices: &[f64], extra: f64) -> Node {
    let stage = s.outcomes.first().map_or("", |o| o.id.as_str());
    let lag = lag(node, s);
    let late = |months: Node, of: Node| Node::record(vec![("is", text("Delay")), ("months", months), ("of", of)]);
    let pay = |name: &str, rule: Node| {
        Node::record(vec![("name", text(name)), ("proof", text("records that both sides can see")), ("pay", rule)])
    };
    let per = |metric: Node, rate: Node| {
        late(lag.clone(), Node::record(vec![("is", text("PerUnit")), ("metric", metric), ("rate", rate)]))
    };
    let alike = prices.iter().all(|p| *p == prices[0]);
    let mut payments = Vec::new();
    match kind {
        Kind::Service => {}
        Kind::Alone | Kind::Block => {
            let rate = if alike {
                Node::Number(prices.first().copied().unwrap_or(0.0))
            } else {
                let bands = s.segments.iter().zip(prices).map(|(g, p)| (g.band.clone(), Node::Number(*p))).gather();
                Node::record(vec![("by_band", Node::Object(bands))])
            };
            payments.push(pay("Results", per(Node::record(vec![("is", text("Count")), ("stage", text(stage))]), rate)));
        }
        // every result is paid for, and what happens anyway taken off when it is due: a rule that nets month by month would
        // take it off at the start, long before the first result
        Kind::Compared | Kind::Costs => {
            let after = lag.get("v").unwrap_or(&lag).number().unwrap_or(0.0) + wait(s);
            for (i, g) in s.segments.iter().enumerate().filter(|(i, _)| prices[*i] > 0.0) {
                let several = s.segments.len() > 1;
                let count = |stage: &str| {
                    let mut metric = vec![("is", text("Count")), ("stage", text(stage))];
                    metric.extend(several.then(|| ("band", text(&g.band))));
                    Node::record(metric)
                };
                let named = |name: &str| if several { format!("{name}: {}", g.name) } else { name.to_string() };
                payments.push(pay(&named("Results"), per(count(stage), Node::Number(prices[i]))));
                let less = Node::Number(-round(prices[i] * anyway(s, i)));
                let rule = Node::record(vec![("is", text("PerUnit")), ("metric", count("start")), ("rate", less)]);
                payments.push(pay(&named("Less what happens anyway"), late(Node::Number(after), rule)));
            }
        }
    }
    let basic: f64 = s.segments.iter().map(|g| g.n() * g.fixed_cost).sum::<f64>()
        + s.provider.total_cost
        + s.provider.overhead * f64::from(s.months);
    let block = if kind == Kind::Alone { extra } else { basic + extra };
    if block > 0.0 || payments.is_empty() {
        let grant = Node::record(vec![("is", text("Grant")), ("total", Node::Number(round(block)))]);
        payments.push(Node::record(vec![("name", text("Service")), ("pay", late(Node::Number(1.0), grant))]));
    }
    let mut node = node.clone();
    node.set(&format!("{}.contracts[0].payments", s.path), Node::List(payments));
    node
}

/// Months from a start to the result, to the nearest.
fn wait(s: &Scenario) -> f64 {
    let mut days = 0.0;
    for stage in s.outcomes.first().map_or(&[][..], |o| &o.stages) {
        if let Term::Number(n, _) = &stage.after_days.n {
            days += n * stage.after_days.unit;
        }
        if stage.is_result {
            break;
        }
    }
    round(days / 30.4375)
}

/// £ that are paid monthly whatever happens, under the terms of `draft`.
pub fn block(draft: &str) -> f64 {
    let node = Node::parse(draft).unwrap_or(Node::Null);
    let Some(Node::List(payments)) = node.at("scenarios[0].contracts[0].payments") else { return 0.0 };
    payments.iter().filter_map(|p| p.at("pay.of.total")).filter_map(Node::number).sum()
}

/// Evaluates a draft as it stands.
pub fn look(draft: &str) -> Option<(Scenario, Outcome)> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.into_iter().next()?;
    let o = answer::evaluate(&s);
    Some((s, o))
}

/// What such terms come to; none if they make no draft.
pub fn candidate(node: &Node, s: &Scenario, kind: Kind, prices: &[f64]) -> Option<Candidate> {
    let mut text = draft(node, s, kind, prices, 0.0).to_string();
    let (mut then, mut o) = look(&text)?;
    if kind == Kind::Costs {
        // help does not depend on what is paid whatever happens
        text = draft(node, s, kind, prices, o.values.or_zero("help_spent")).to_string();
        (then, o) = look(&text)?;
    }
    let v = |id: &str| o.values.or_zero(id);
    Some(Candidate {
        kind,
        prices: prices.to_vec(),
        paid: v("paid"),
        worth: v("worth_more"),
        more: v("more"),
        margin: v("margin"),
        peak: years::peak(&then, &o).unwrap_or(0.0),
        out: o.values.get("cash_out").is_some(),
        months: v("months_needed"),
        share: if v("paid") > 0.0 { (1.0 - block(&text) / v("paid")).max(0.0) } else { 0.0 },
        draft: text,
    })
}
