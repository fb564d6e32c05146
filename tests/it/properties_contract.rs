//! Invariants of the contract language over random trees, random histories and random scenarios.
//!
//! The number in a test's name is that of the invariant in `tests/vectors.json`; the laws are those of `model-spec.md` 2.2.

mod expectations;
mod laws;
mod ledgers;
mod scenarios;
pub mod trees;

use pbr::contract::finance::Finance;
use pbr::contract::ledger::Ledger;
use pbr::contract::path::Path;
use pbr::contract::read::Reading;
use pbr::contract::settle::settle;
use pbr::contract::tree::{Contract, Payment};
use pbr::issues::Issues;
use pbr::json::Node;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The same inputs on every run: a failure is a failure for everybody. `TIMES=50 cargo test` hunts fifty times longer.
fn config(cases: u32) -> ProptestConfig {
    let times: u32 = std::env::var("TIMES").ok().and_then(|t| t.parse().ok()).unwrap_or(1);
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::with_cases(cases * times)
    }
}

/// Reads trees as the payments `pay0`, `pay1`, … of one contract with the params of every random tree.
fn contract(trees: &[Value], months: u32) -> Contract {
    let params = [("p", json!(700)), ("q", json!(0.3)), ("y", json!({"by_year": [1, 0.5, 0.25]}))];
    let node = |v: &Value| Node::parse(&v.to_string()).expect("json");
    let mut issues = Issues::default();
    let names = params.iter().map(|(n, _)| (*n).to_string()).collect();
    let mut reading = Reading { issues: &mut issues, params: names, months };
    let params = params.iter().map(|(n, v)| ((*n).to_string(), reading.term(&node(v), n))).collect();
    let payment = |(i, tree): (usize, &Value)| Payment {
        name: format!("pay{i}"),
        proof: None,
        pay: reading.pay(&node(tree), "pay"),
        path: String::new(),
    };
    let payments = trees.iter().enumerate().map(payment).collect();
    // a floor above its cap is a mistake that random bounds may make; the cap wins
    issues.found.retain(|i| i.id != "issue.floor_cap");
    assert!(issues.found.is_empty(), "{:#?} in {}", issues.found, json!(trees));
    let cohorts = if months > 6 { vec![(0, 3), (4, months - 1)] } else { Vec::new() };
    Contract { id: "main".into(), params, cohorts, payments, ..Contract::default() }
}

fn run(tree: &Value, path: &Path) -> Ledger {
    settle(&contract(std::slice::from_ref(tree), path.months), path, None, 4)
}

fn run_all(trees: &[Value], path: &Path, finance: Option<&Finance>) -> Ledger {
    settle(&contract(trees, path.months), path, finance, 4)
}

/// £ by payer, receiver and month, payments only.
fn flows(l: &Ledger) -> BTreeMap<(String, String, u32), f64> {
    let mut out = BTreeMap::new();
    for e in l.entries.iter().filter(|e| l.tags[e.tag] != "cost" && l.tags[e.tag] != "drawn") {
        *out.entry((l.parties[e.from].clone(), l.parties[e.to].clone(), e.month)).or_insert(0.0) += e.amount;
    }
    out
}

fn total(l: &Ledger) -> f64 {
    flows(l).values().sum()
}

fn gross(l: &Ledger) -> f64 {
    l.entries.iter().map(|e| e.amount.abs()).sum::<f64>().max(1.0)
}

/// The same postings, to within rounding.
fn alike(a: &Ledger, b: &Ledger) -> Result<(), TestCaseError> {
    let (x, y) = (flows(a), flows(b));
    let allowed = 1e-9 * gross(a).max(gross(b));
    for key in x.keys().chain(y.keys()) {
        let (p, q) = (x.get(key).copied().unwrap_or(0.0), y.get(key).copied().unwrap_or(0.0));
        prop_assert!((p - q).abs() <= allowed, "{key:?}: {p} against {q}\n{x:?}\n{y:?}");
    }
    Ok(())
}

/// Equal to within `tolerance`, relative to the larger of 1 and what is expected.
fn close(got: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    prop_assert!((got - want).abs() <= tolerance * want.abs().max(1.0), "got {got}, want {want}");
    Ok(())
}
