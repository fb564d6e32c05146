//! Terms that would do better: solvers of contract design applied to a draft (`model-spec.md` 3.5, 4.1, 4.2).

use crate::answer::Outcome;
use crate::design::{self, Basis, Deal};
use crate::gather::Gather;
use crate::incentives::Incentives;
use crate::json::Node;
use crate::num::float;
use crate::provider::production;
use crate::response::cells::{self, Cell, Price, Technology};
use crate::scenario::Scenario;
use crate::tariffs;

/// What a proposal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Prices at which everybody gets extra help worth the name; none is lowered.
    NobodyLeftOut,
    /// Prices at which each group is equally worth helping, at what results cost now.
    EquallyWorth,
    /// The same by fees for joining, prices and total as they are.
    StartFees,
    /// Prices that give the public most for its money.
    BestValue,
}

/// Every aim, by the name that an act gives it.
pub const AIMS: [(&str, Aim); 4] = [
    ("nobody_left_out", Aim::NobodyLeftOut),
    ("equally_worth", Aim::EquallyWorth),
    ("start_fees", Aim::StartFees),
    ("best_value", Aim::BestValue),
];

/// The draft with terms that serve an aim; none where no such terms exist, or they stand already.
pub fn propose(draft: &Node, s: &Scenario, o: &Outcome, aim: Aim) -> Option<Node> {
    let incentives = o.incentives.as_ref()?;
    let mut proposed = draft.clone();
    if aim == Aim::StartFees {
        start_fees(&mut proposed, s, incentives)?;
        return Some(proposed);
    }
    // a price can be set group by group only where it is one straight rate for one result
    if crate::response::bends(s) || !tariffs::can_reprice(s) || s.outcomes.len() != 1 {
        return None;
    }
    let wanted = match aim {
        Aim::NobodyLeftOut => nobody_left_out(s, incentives),
        Aim::EquallyWorth => equally_worth(s, incentives)?,
        _ => (0..s.segments.len()).map(|i| deal(incentives, i).map(|d| d.best_tariff(Basis::Gross))).gather(),
    };
    let factor = |(i, wanted): (usize, &Option<f64>)| match (wanted, incentives.groups[i]) {
        (Some(wanted), Some(g)) if g.price > 0.0 => wanted / g.price,
        _ => 1.0,
    };
    let factors: Vec<f64> = wanted.iter().enumerate().map(factor).gather();
    if factors.iter().all(|f| (f - 1.0).abs() < 1e-3) {
        return None;
    }
    tariffs::reprice(&mut proposed, s, &factors);
    Some(proposed)
}

/// For each group the price of at least what it has now, at which it gets more than next to nothing.
fn nobody_left_out(s: &Scenario, incentives: &Incentives) -> Vec<Option<f64>> {
    let response = &incentives.response;
    let one = |i: usize| {
        let g = incentives.groups[i]?;
        let cell = incentives.cells.iter().find(|c| c.segment == i)?;
        // a hair above the line, and whole pounds
        let enough = f64::max(100.0, 0.1 * g.worth_giving) * 1.01;
        let (nu, motive) = (response.shadow_price, response.motive);
        let price = match cell.technology {
            Technology::Chance(need) => design::tariff_for_spend(need, enough, nu, motive * cell.value)?,
            Technology::Count(_) => {
                let mut prices = response.prices.clone();
                let mut spend = |price: f64| {
                    let own = &mut prices[cell.segment][cell.outcome];
                    *own = if g.by_event { Price { event: price, ..*own } } else { Price { success: price, ..*own } };
                    cell.best(cells::felt(s, &incentives.cells, cell, &prices, motive), nu)
                };
                if spend(1e12) < enough {
                    return None;
                }
                let (mut low, mut high) = (0.0, 1e12);
                for _ in 0..100 {
                    let middle = 0.5 * (low + high);
                    if spend(middle) < enough { low = middle } else { high = middle }
                }
                high
            }
        };
        Some(float::ceil(price.max(g.price) - 1e-6))
    };
    (0..s.segments.len()).map(one).gather()
}

/// Prices at which a start of each group earns the same after its basic service, at what results cost now. The margins of
/// `model-spec.md` 4.2 are those of a provider that looks to its margin only, with no limit on its money.
fn equally_worth(s: &Scenario, incentives: &Incentives) -> Option<Vec<Option<f64>>> {
    let of = |c: &Cell| {
        incentives.groups[c.segment].zip(chance(c)).map_or(0.0, |(g, need)| c.n * g.price * need.success(g.help))
    };
    let budget = incentives.cells.iter().map(of).sum();
    equal_prices(s, incentives, budget)
}

/// The draft with prices at which a start of each group earns the same after its basic service, for results that cost
/// `budget` £ in all; none where such prices do not exist, or that does not cover the margins that all have already.
pub fn equally_worth_within(draft: &Node, s: &Scenario, o: &Outcome, budget: f64) -> Option<Node> {
    let incentives = o.incentives.as_ref()?;
    if crate::response::bends(s) || !tariffs::can_reprice(s) || s.outcomes.len() != 1 {
        return None;
    }
    let wanted = equal_prices(s, incentives, budget)?;
    let factor = |(i, wanted): (usize, &Option<f64>)| match (wanted, incentives.groups[i]) {
        (Some(wanted), Some(g)) if g.price > 0.0 => wanted / g.price,
        _ => 1.0,
    };
    let mut proposed = draft.clone();
    tariffs::reprice(&mut proposed, s, &wanted.iter().enumerate().map(factor).gather());
    Some(proposed)
}

fn chance(c: &Cell) -> Option<production::Need> {
    if let Technology::Chance(need) = c.technology { Some(need) } else { None }
}

/// The groups as `design` knows them, the cheapest basic service taken off all; none where a provider does not look to its margin
/// alone, or people are described by how often.
pub fn alike(incentives: &Incentives) -> Option<Vec<design::Group>> {
    if incentives.response.motive != 0.0 || incentives.response.shadow_price != 0.0 {
        return None;
    }
    let mut groups = Vec::new();
    for c in &incentives.cells {
        let (need, g) = (chance(c)?, incentives.groups[c.segment]?);
        // what it keeps already without being paid for results: start fees less the basic service
        let fixed = g.price * need.success(g.help) - g.help - g.margin;
        groups.push(design::Group { n: c.n, need, fixed });
    }
    // a margin after the basic service may be below 0: it is solved for above the cheapest service, and nobody notices
    let least = groups.iter().map(|g| g.fixed).fold(f64::INFINITY, f64::min);
    groups.iter_mut().for_each(|g| g.fixed -= least);
    Some(groups)
}

fn equal_prices(s: &Scenario, incentives: &Incentives, budget: f64) -> Option<Vec<Option<f64>>> {
    let groups = alike(incentives)?;
    let margin = design::margin_for_budget(&groups, budget)?;
    let mut prices = vec![None; s.segments.len()];
    for (c, g) in incentives.cells.iter().zip(&groups) {
        prices[c.segment] = Some(design::tariff_for_margin(g.need, margin + g.fixed)?);
    }
    Some(prices)
}

/// Adds fees for joining at which a start of each band earns what a start earns now on average: together they cost nothing.
fn start_fees(draft: &mut Node, s: &Scenario, incentives: &Incentives) -> Option<()> {
    let groups = || incentives.groups.iter().enumerate().filter_map(|(i, g)| g.map(|g| (&s.segments[i], g)));
    let mean = |of: &dyn Fn(&str) -> bool| {
        let mine = || groups().filter(|(g, _)| of(&g.band));
        let n: f64 = mine().map(|(g, _)| g.n()).sum();
        (n > 0.0).then(|| mine().map(|(g, m)| g.n() * m.margin).sum::<f64>() / n)
    };
    let all = mean(&|_| true)?;
    let mut fees: Vec<(String, Node)> = Vec::new();
    for (g, _) in groups() {
        if fees.iter().all(|(band, _)| *band != g.band) {
            let fee = design::start_fee(all, mean(&|band| band == g.band)?, 0.0);
            fees.push((g.band.clone(), Node::Number(float::round(fee))));
        }
    }
    if fees.iter().all(|(_, fee)| fee.number().is_some_and(|f| f.abs() < 1.0)) {
        return None;
    }
    let path = format!("{}.contracts[0].payments", s.path);
    let Some(Node::List(payments)) = draft.at(&path) else {
        return None;
    };
    let taken = |name: &str| payments.iter().any(|p| p.get("name").and_then(Node::text) == Some(name));
    let name = ["Start fee", "Further start fee"].into_iter().find(|n| !taken(n))?;
    let pay = Node::record(vec![
        ("is", text("PerUnit")),
        ("metric", Node::record(vec![("is", text("Count")), ("stage", text("start"))])),
        ("rate", Node::record(vec![("by_band", Node::Object(fees))])),
    ]);
    let mut payments = payments.clone();
    payments.push(Node::record(vec![("name", text(name)), ("pay", pay)]));
    draft.set(&path, Node::List(payments));
    Some(())
}

/// What payer and provider have to do with each other over one group.
pub fn deal(incentives: &Incentives, segment: usize) -> Option<Deal> {
    let cell: &Cell = incentives.cells.iter().find(|c| c.segment == segment && c.value > 0.0)?;
    let Technology::Chance(need) = cell.technology else {
        return None;
    };
    Some(Deal { need, value: cell.value, motive: incentives.response.motive, funds: 0.0 })
}

/// Counts results by event or by yes or no. The price of the way that is left stays among the contract's parameters and comes
/// back with it; a way that never had one starts at a price that begins to help the group that is helped first.
pub fn count(draft: &mut Node, s: &Scenario, o: &Outcome, events: bool) -> Option<()> {
    if tariffs::counts_events(s)? == events {
        return None;
    }
    let outcome = s.outcomes.first()?;
    let cells = &o.incentives.as_ref()?.cells;
    let metric = if events {
        let mut baseline: Vec<(String, Node)> = Vec::new();
        for c in cells {
            let (Technology::Count(count), g) = (c.technology, &s.segments[c.segment]) else { continue };
            if baseline.iter().all(|(band, _)| *band != g.band) {
                baseline.push((g.band.clone(), Node::Number(count.lam0)));
            }
        }
        let baseline = Node::record(vec![("by_band", Node::Object(baseline))]);
        Node::record(vec![("is", text("Avoided")), ("kind", text(&outcome.event)), ("baseline", baseline)])
    } else {
        Node::record(vec![("is", text("Count")), ("stage", text(&outcome.id))])
    };
    let start = |c: &Cell| match c.technology {
        Technology::Count(count) if events => count.frequency_start(0.0),
        Technology::Count(count) => count.binary_start(0.0).map(|start| start.price),
        Technology::Chance(_) => None,
    };
    let first = cells.iter().filter_map(start).fold(f64::INFINITY, f64::min);
    let price = Node::Number(if first.is_finite() { float::ceil(first * 1.05 / 100.0) * 100.0 } else { 1000.0 });
    let rule = tariffs::rule_of_results(draft, s)?;
    let above: Vec<&str> = rule.split('.').take_while(|piece| !piece.starts_with("payments")).gather();
    let contract = above.join(".");
    let [kept, wanted] = if events { ["yes_or_no", "how_often"] } else { ["how_often", "yes_or_no"] };
    let rate = draft.at(&format!("{rule}.rate")).cloned().unwrap_or(Node::Number(0.0));
    let wanted = draft.at(&format!("{contract}.params.{wanted}")).cloned().unwrap_or(price);
    if draft.at(&format!("{contract}.params")).is_none() {
        draft.set(&format!("{contract}.params"), Node::Object(Vec::new()));
    }
    if !matches!(rate, Node::Text(_)) {
        draft.set(&format!("{contract}.params.{kept}"), rate);
    }
    draft.set(&format!("{rule}.metric"), metric);
    draft.set(&format!("{rule}.rate"), wanted);
    Some(())
}

fn text(t: &str) -> Node {
    Node::Text(t.to_string())
}
