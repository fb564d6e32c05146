//! Where a draft says what a result is worth: the rates behind each group's price, and how they are changed.

use crate::contract::class::only_starts;
use crate::contract::tree::{Contract, Pay, Term};
use crate::json::{Node, item, key};
use crate::scenario::{Delivery, Scenario};

/// One rate that pays for results, with the contract whose parameters it may name.
struct Rate<'a> {
    contract: &'a Contract,
    metric: &'a Term,
    term: &'a Term,
}

/// A number of the draft that sets a group's price.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its path.
    pub path: String,
    /// What stands there, £.
    pub value: f64,
}

/// Every rate that is paid in proportion to results; starts alone are no result.
fn rates(s: &Scenario) -> Vec<Rate<'_>> {
    fn within<'a>(contract: &'a Contract, pay: &'a Pay, out: &mut Vec<Rate<'a>>) {
        if let Pay::Shape { metric, f, rate, .. } = pay {
            if f.knots.is_empty() && !only_starts(metric) {
                out.push(Rate { contract, metric, term: rate });
            }
        }
        pay.inside().iter().for_each(|p| within(contract, p, out));
    }
    let mut out = Vec::new();
    for contract in &s.contracts {
        contract.payments.iter().for_each(|p| within(contract, &p.pay, &mut out));
    }
    out
}

impl Rate<'_> {
    /// The number that it comes to for a group, if one number of the draft says it.
    fn place(&self, s: &Scenario, segment: usize) -> Option<Place> {
        let g = &s.segments[segment];
        let mut term = self.term;
        loop {
            term = match term {
                Term::Number(value, path) => {
                    return (!path.is_empty()).then(|| Place { path: path.clone(), value: *value });
                }
                Term::Param(name) => self.contract.params.get(name)?,
                Term::ByBand(map) => map.get(&g.band).or_else(|| map.get(&g.id))?,
                _ => return None,
            };
        }
    }
}

/// The one number that sets a group's price; none if several do, or none.
pub fn handle(s: &Scenario, segment: usize) -> Option<Place> {
    match rates(s).as_slice() {
        [one] => one.place(s, segment),
        _ => None,
    }
}

/// True if every group that there is has a price that can be changed by a factor of its own.
pub fn can_reprice(s: &Scenario) -> bool {
    let rates = rates(s);
    !rates.is_empty() && rates.iter().all(|r| (0..s.segments.len()).all(|i| r.place(s, i).is_some()))
}

/// Multiplies each group's rates by its factor. Groups of one band are paid alike: where their factors differ the largest
/// holds. Prices are whole pounds.
pub fn reprice(draft: &mut Node, s: &Scenario, factors: &[f64]) {
    let factor = |i: usize| {
        let alike = (0..s.segments.len()).filter(|j| s.segments[*j].band == s.segments[i].band);
        alike.map(|j| factors[j]).fold(0.0, f64::max)
    };
    let mut places: Vec<(Place, Vec<usize>)> = Vec::new();
    for rate in rates(s) {
        for i in 0..s.segments.len() {
            let Some(place) = rate.place(s, i) else { continue };
            match places.iter_mut().find(|(p, _)| p.path == place.path) {
                Some((_, groups)) if groups.contains(&i) => {}
                Some((_, groups)) => groups.push(i),
                None => places.push((place, vec![i])),
            }
        }
    }
    for (place, groups) in places {
        let price = |i: usize| crate::num::float::round(place.value * factor(i));
        let first = groups.first().map_or(place.value, |i| price(*i));
        if groups.iter().all(|i| price(*i) == first) {
            draft.set(&place.path, Node::Number(first));
            continue;
        }
        let mut bands: Vec<(String, Node)> = Vec::new();
        for i in groups {
            let band = &s.segments[i].band;
            if bands.iter().all(|(b, _)| b != band) {
                bands.push((band.clone(), Node::Number(price(i))));
            }
        }
        draft.set(&place.path, Node::Object(vec![("by_band".to_string(), Node::Object(bands))]));
    }
}

/// Whether people who are described by how often they have events are paid for by event (true) or by yes or no; none if
/// nobody is described so, or they are paid for in both ways or in neither.
pub fn counts_events(s: &Scenario) -> Option<bool> {
    let described = |d: &Delivery| matches!(d, Delivery::Counts { .. });
    if !s.segments.iter().any(|g| g.delivery.values().any(described)) {
        return None;
    }
    let rates = rates(s);
    let by_event = |r: &Rate| {
        let mut found = false;
        r.metric.visit(&mut |t| found |= matches!(t, Term::Events { .. }));
        found
    };
    match rates.as_slice() {
        [one] => Some(by_event(one)),
        _ => None,
    }
}

/// Where the draft has the one rule that pays for results: the record with its metric and its rate.
pub fn rule_of_results(draft: &Node, s: &Scenario) -> Option<String> {
    fn within(node: &Node, path: &str, out: &mut Vec<String>) {
        match node {
            Node::List(items) => items.iter().enumerate().for_each(|(i, n)| within(n, &item(path, i), out)),
            Node::Object(pairs) => {
                let counts = |n: &Node| n.get("stage").and_then(Node::text) != Some("start");
                if node.get("metric").is_some_and(counts) && node.get("rate").is_some() {
                    out.push(path.to_string());
                }
                pairs.iter().for_each(|(k, n)| within(n, &key(path, k), out));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    let path = key(&s.path, "contracts");
    within(draft.at(&path)?, &path, &mut found);
    if found.len() == 1 { found.pop() } else { None }
}
