//! The contract language against the specification's paths: the eight worked constructs and the schemes written as trees.

use crate::vectors::{self, Case};
use pbr::contract::finance::{self, Draw, Finance};
use pbr::contract::ledger::Ledger;
use pbr::contract::path::{Group, Path};
use pbr::contract::read::Reading;
use pbr::contract::settle::settle;
use pbr::contract::tree::{Contract, Payment, Term};
use pbr::issues::Issues;
use pbr::json::Node;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Reads a bare tree as a contract of one payment.
pub fn contract(tree: &Value, params: &Value, months: u32) -> Contract {
    let mut issues = Issues::default();
    let node = |v: &Value| Node::parse(&v.to_string()).expect("json");
    let names: Vec<String> = params.as_object().map_or_else(Vec::new, |m| m.keys().cloned().collect());
    let mut reading = Reading { issues: &mut issues, params: names.clone(), months };
    let pay = reading.pay(&node(tree), "contract");
    let params = names.iter().map(|n| (n.clone(), reading.term(&node(&params[n]), n))).collect();
    assert!(issues.found.is_empty(), "{:#?}", issues.found);
    let payment = Payment { name: "pay".into(), proof: None, pay, path: "contract".into() };
    Contract { params, payments: vec![payment], ..Contract::default() }
}

fn path(v: &Value) -> Path {
    let mut issues = Issues::default();
    let path = Path::read(&mut issues, &Node::parse(&v.to_string()).expect("json"), "path");
    assert!(issues.found.is_empty(), "{:#?}", issues.found);
    path
}

fn finance_of(v: Option<&Value>) -> Option<Finance> {
    let v = v?;
    assert_eq!(v["draw"], "as_needed");
    let number = |k: &str| v[k].as_f64().expect("number");
    Some(Finance {
        entity: v["entity"].as_str().expect("entity").into(),
        commitment: number("commitment"),
        draw: Draw::AsNeeded,
        floor: number("floor"),
        fees: 0.0,
        guarantee: None,
    })
}

fn run(case: &Case) -> Ledger {
    let path = path(case.value("path"));
    let null = Value::Null;
    let params = case.given.get("params").unwrap_or(&null);
    let contract = contract(case.value("contract"), params, path.months);
    settle(&contract, &path, finance_of(case.given.get("finance")).as_ref(), 4)
}

/// Payments only: what stands outside the contract (costs, money drawn) is left out.
fn payments(l: &Ledger) -> impl Iterator<Item = (&str, &str, u32, f64, &str)> {
    l.entries
        .iter()
        .map(|e| (l.parties[e.from].as_str(), l.parties[e.to].as_str(), e.month, e.amount, l.tags[e.tag].as_str()))
        .filter(|p| p.4 != "cost" && p.4 != "drawn")
}

fn by_month(l: &Ledger) -> BTreeMap<u32, f64> {
    let mut months = BTreeMap::new();
    for (_, _, m, x, _) in payments(l) {
        *months.entry(m).or_default() += x;
    }
    months.retain(|_, x: &mut f64| x.abs() > 1e-6);
    months
}

fn close(case: &str, field: &str, got: f64, want: f64, tol: f64) {
    assert!((got - want).abs() <= tol * want.abs().max(1.0), "{case} {field}: got {got}, want {want}");
}

/// Checks `paid_by_month`, `total` and `by_flow`, the fields that every settled case has.
fn check_ledger(case: &Case, l: &Ledger, tol: f64) {
    let got = by_month(l);
    let want = case.out["paid_by_month"].as_object().expect("months");
    assert_eq!(got.len(), want.len(), "{}: {got:?} against {want:?}", case.id);
    for (m, x) in want {
        let month: u32 = m.parse().expect("month");
        close(&case.id, m, got.get(&month).copied().unwrap_or(0.0), x.as_f64().expect("£"), tol);
    }
    close(&case.id, "total", got.values().sum(), case.out["total"].as_f64().expect("£"), tol);
    let mut flows: BTreeMap<String, f64> = BTreeMap::new();
    for (from, to, _, x, _) in payments(l) {
        *flows.entry(format!("{from}>{to}")).or_default() += x;
    }
    flows.retain(|_, x| x.abs() > 1e-6);
    let want = case.out["by_flow"].as_object().expect("flows");
    assert_eq!(flows.keys().collect::<Vec<_>>(), want.keys().collect::<Vec<_>>(), "{}", case.id);
    for (flow, x) in want {
        close(&case.id, flow, flows[flow], x.as_f64().expect("£"), tol);
    }
}

#[test]
fn eight_constructs_settle_as_specified() {
    for id in ["GRAM1", "GRAM2", "GRAM3", "GRAM4", "GRAM5", "GRAM6", "GRAM7", "GRAM8"] {
        let group = vectors::group(id);
        for case in &group.cases {
            // GRAM3.1 and GRAM6.3 are expectations, GRAM5.3 a waterfall: each has its own test
            if case.out.contains_key("by_flow") {
                check_ledger(case, &run(case), group.rel_tol);
            }
        }
    }
}

#[test]
fn a_waterfall_repays_recycles_and_splits() {
    let group = vectors::group("GRAM5");
    let case = group.cases.iter().find(|c| c.id == "GRAM5.3").expect("GRAM5.3");
    let ledger = run(case);
    let of_tag = |tag: &str| -> Vec<(u32, String, f64)> {
        let mut rows: BTreeMap<(u32, String), f64> = BTreeMap::new();
        for e in ledger.entries.iter().filter(|e| ledger.tags[e.tag] == tag) {
            *rows.entry((e.month, ledger.parties[e.to].clone())).or_default() += e.amount;
        }
        rows.into_iter().map(|((m, to), x)| (m, to, x)).collect()
    };
    let drawn = of_tag("drawn");
    assert_eq!(drawn, vec![(0, "spv".to_string(), 100_000.0)]);
    let want = case.out["tranches"].as_array().expect("tranches");
    let got: Vec<_> = ledger
        .entries
        .iter()
        .filter(|e| ledger.parties[e.from] == "spv" && ledger.parties[e.to] != "world")
        .map(|e| (e.month, ledger.parties[e.to].clone(), e.amount))
        .collect();
    assert_eq!(got.len(), want.len(), "{got:?}");
    for row in want {
        let (month, to, x) =
            (row[0].as_u64().expect("m") as u32, row[1].as_str().expect("party"), row[2].as_f64().expect("£"));
        let found = got.iter().find(|g| g.0 == month && g.1 == to).unwrap_or_else(|| panic!("{row}"));
        close("GRAM5.3", to, found.2, x, group.rel_tol);
    }
    let (net, total) = finance::positions(&ledger.parties, &ledger.entries);
    close("GRAM5.3", "net", total, 0.0, 1e-9);
    let spv = ledger.parties.iter().position(|p| p == "spv").expect("spv");
    close("GRAM5.3", "cash_end", net[spv], case.out["cash_end"].as_f64().expect("£"), 1e-6);
    let paid: f64 = payments(&ledger).filter(|p| p.0 == "commissioner").map(|p| p.3).sum();
    close("GRAM5.3", "peak", 100_000.0 / paid, case.out["peak_drawn_share_of_paid"].as_f64().expect("share"), 1e-9);
}

/// A path of cohorts that start in months 0, 1, …, with events counted in the month after.
fn cohorts(rows: &[(f64, f64)]) -> Path {
    let mut path = Path { months: rows.len() as u32, lag: 1, ..Path::default() };
    for (start, (n, events)) in (0..).zip(rows) {
        path.groups.push(Group { n: *n, band: None, start, stages: pbr::ordered::Map::new() });
        let row = pbr::contract::path::Row { start, month: start + 1, units: *events, band: None };
        path.events.entry("reconviction".into()).or_default().push(row);
    }
    path.count();
    path
}

#[test]
fn a_cohort_trigger_with_a_pooled_fallback() {
    let group = vectors::group("SIB1");
    for case in &group.cases {
        let number = |k: &str| case.given[k].as_f64().expect("number");
        let given: Vec<Vec<f64>> = serde_json::from_value(case.given["cohorts"].clone()).expect("cohorts");
        let base: Vec<f64> = given.iter().map(|c| c[2]).collect();
        // cohorts are a year apart, so that a number by year can differ by cohort
        let mut path = cohorts(&given.iter().map(|c| (c[0], c[0] * c[1])).collect::<Vec<_>>());
        path.months = 12 * given.len() as u32;
        let shift = |rows: &mut Vec<pbr::contract::path::Row>| {
            rows.iter_mut().for_each(|r| (r.month, r.start) = (r.month - r.start + 12 * r.start, 12 * r.start));
        };
        path.events.values_mut().for_each(shift);
        path.tally.values_mut().for_each(shift);
        let tree = json!({"is": "Pool", "kind": "reconviction", "baseline": {"by_year": base},
            "h_cohort": number("h_cohort"), "h_pool": number("h_pool"), "value": number("v"), "cap": number("cap")});
        let mut c = contract(&tree, &Value::Null, path.months);
        c.cohorts = (0..given.len() as u32).map(|k| (12 * k, 12 * k + 11)).collect();
        let ledger = settle(&c, &path, None, 4);
        let paid = by_month(&ledger);
        let at_cohort: Vec<f64> =
            (0..given.len() as u32).map(|k| paid.get(&(12 * k + 12)).copied().unwrap_or(0.0)).collect();
        let (last, firsts) = at_cohort.split_last().expect("cohorts");
        let want = case.out["cohort_pay"].as_array().expect("pay");
        for (got, want) in firsts.iter().zip(want) {
            close(&case.id, "cohort_pay", *got, want.as_f64().expect("£"), group.rel_tol);
        }
        // the last cohort's own date is the end: its pay and the pooled pay fall together
        let at_end = want[want.len() - 1].as_f64().expect("£") + case.out["final_pay"].as_f64().expect("£");
        close(&case.id, "final_pay", *last, at_end, group.rel_tol);
        close(&case.id, "total", paid.values().sum(), case.out["total"].as_f64().expect("£"), group.rel_tol);
    }
}

#[test]
fn local_justice_reinvestment_in_both_published_readings() {
    let group = vectors::group("LJR1");
    for case in &group.cases {
        let n = |k: &str| case.given[k].as_f64().expect("number");
        let (h, s, cap, c0) = (n("h"), n("s"), n("Rcap"), n("C0"));
        // the fall in the cost of demand is a metric of money: 1 - cost / C0
        let fall = json!({"is": "-", "of": [1, {"is": "/", "of": [{"is": "Money", "tag": "cost"}, c0]}]});
        let readings = [
            ("A", json!({"s0": 0, "knots": [[h, 1, s * h], [cap, -1, 0]]})),
            ("B", json!({"s0": 0, "knots": [[h, s, s * h], [cap, -s, 0]]})),
        ];
        for (name, f) in readings {
            let tree =
                json!({"is": "Shape", "metric": fall, "f": f, "rate": c0, "scope": "contract", "settle": "close"});
            let path = path(&json!({"months": 12, "money": {"cost": [[0, c0 * (1.0 - n("R"))]]}}));
            let paid: f64 = payments(&settle(&contract(&tree, &Value::Null, 12), &path, None, 4)).map(|p| p.3).sum();
            close(&case.id, name, paid, case.out[name].as_f64().expect("£"), 1e-9);
        }
    }
}

#[test]
fn probation_contract_with_a_dead_band_and_deductions() {
    let group = vectors::group("TR1");
    for case in &group.cases {
        let n = |k: &str| case.given[k].as_f64().expect("number");
        let (people, b0, b, f0, f) = (n("n"), n("b0"), n("b"), n("f0"), n("f"));
        let (lo, up) = (case.out["lo"].as_f64().expect("lo"), case.out["up"].as_f64().expect("up"));
        let half = n("z") * (b0 * (1.0 - b0) / people).sqrt();
        close(&case.id, "lo", b0 - half, lo, group.rel_tol);
        close(&case.id, "up", b0 + half, up, group.rel_tol);
        let reoffenders = json!({"is": "Count", "stage": "reoffender"});
        let rate = json!({"is": "Rate", "stage": "reoffender"});
        let fewer = json!({"is": "-", "of": [b0, rate]});
        // the dead-band is a condition on the fall in the rate, in either direction
        let at_least = |m: &Value, k: f64| json!({"is": ">=", "of": [m, k]});
        let more = json!({"is": "-", "of": [rate, b0]});
        let units = json!({"is": "*", "of": [{"is": "Count", "stage": "start"}, fewer]});
        let shape = |metric: &Value, rate: f64| json!({"is": "Shape", "metric": metric, "f": {"s0": 1}, "rate": rate, "scope": "contract"});
        let gate = |cond: &Value, of: &Value| json!({"is": "Gate", "cond": cond, "scope": "contract", "of": of});
        let slower = json!({"is": "-", "of": [f0, {"is": "PerReoffender", "kind": "reoffence"}]});
        let fewer_events = json!({"is": "*", "of": [reoffenders, slower]});
        let binary = json!({"is": "Sum", "of": [
            gate(&at_least(&fewer, b0 - lo), &shape(&units, n("vb"))),
            gate(&at_least(&more, up - b0), &shape(&units, n("mal")))]});
        let not_up = json!({"is": "not", "of": at_least(&more, up - b0)});
        let rewarded = json!({"is": "Shape", "metric": fewer_events, "f": {"s0": 0, "knots": [[0, 1, 0]]}, "rate": n("vf"), "scope": "contract"});
        let deducted = json!({"is": "Shape", "metric": fewer_events, "f": {"s0": 1, "knots": [[0, -1, 0]]}, "rate": n("vf"), "scope": "contract"});
        let frequency = json!({"is": "Sum", "of": [gate(&not_up, &rewarded), deducted]});
        let path = path(&json!({"months": 12,
            "people": [{"n": people * b, "start": 0, "reoffender": 11}, {"n": people * (1.0 - b), "start": 0}],
            "events": {"reoffence": [[0, 11, people * b * f, null]]}}));
        let total = |tree: &Value| -> f64 {
            payments(&settle(&contract(tree, &Value::Null, 12), &path, None, 4)).map(|p| p.3).sum()
        };
        close(&case.id, "binary", total(&binary), case.out["binary"].as_f64().expect("£"), 1e-9);
        close(&case.id, "frequency", total(&frequency), case.out["frequency"].as_f64().expect("£"), 1e-9);
        let all = json!({"is": "Sum", "of": [{"is": "Block", "amount": n("ffs") / 12.0}, binary, frequency]});
        close(&case.id, "total", total(&all), case.out["total"].as_f64().expect("£"), 1e-9);
    }
}

#[test]
fn a_ramp_is_leverage_about_reference_performance() {
    let group = vectors::group("RAMP1");
    for case in &group.cases {
        let list = |k: &str| -> Vec<f64> { serde_json::from_value(case.given[k].clone()).expect("list") };
        let years = list("C").len() as u32;
        let people: Vec<Value> = (0..)
            .zip(list("Y"))
            .map(|(y, n): (u32, f64)| json!({"n": n, "start": 12 * y, "success": 12 * y + 3}))
            .collect();
        let path = path(&json!({"months": 12 * years, "people": people}));
        let tree = json!({"is": "Ramp", "share": {"by_year": list("w")}, "price": {"by_year": list("C")},
            "reference": {"by_year": list("Yref")}, "metric": {"is": "Count", "stage": "success"}});
        let ledger = settle(&contract(&tree, &Value::Null, path.months), &path, None, 4);
        let mut by_year = vec![0.0; years as usize];
        payments(&ledger).for_each(|p| by_year[(p.2 / 12) as usize] += p.3);
        for (got, want) in by_year.iter().zip(case.out["pay"].as_array().expect("pay")) {
            close(&case.id, "pay", *got, want.as_f64().expect("£"), group.rel_tol.max(1e-12));
        }
    }
}

#[test]
fn the_ledger_nets_to_zero() {
    let group = vectors::group("LEDG1");
    for case in &group.cases {
        let flows = case.given["flows"].as_array().expect("flows");
        let trees: Vec<Value> = flows
            .iter()
            .map(|f| json!({"is": "Route", "from": f[0], "to": f[1], "of": {"is": "Lump", "amount": f[2]}}))
            .collect();
        let path = path(&json!({"months": 1}));
        let ledger = settle(&contract(&json!({"is": "Sum", "of": trees}), &Value::Null, 1), &path, None, 4);
        let (net, total) = finance::positions(&ledger.parties, &ledger.entries);
        close(&case.id, "total", total, case.out["total"].as_f64().expect("total"), 1e-12);
        for (party, want) in case.out["net"].as_object().expect("net") {
            let i = ledger.parties.iter().position(|p| p == party).unwrap_or_else(|| panic!("{party}"));
            close(&case.id, party, net[i], want.as_f64().expect("£"), 1e-12);
        }
        let payer = ledger.parties.iter().position(|p| p == "commissioner").expect("commissioner");
        close(&case.id, "outlay", -net[payer], case.out["commissioner_outlay"].as_f64().expect("£"), 1e-12);
    }
}

#[test]
fn caps_over_time_as_trees() {
    let group = vectors::group("CAP1");
    for case in &group.cases {
        let accrual: Vec<f64> = serde_json::from_value(case.given["accrual"].clone()).expect("list");
        let lumps: Vec<Value> =
            accrual.iter().enumerate().map(|(m, x)| json!({"is": "Lump", "amount": x, "month": m})).collect();
        // a floor that differs by period is a floor by month here; the trees know floors by year, so it is spread out
        let floor: Option<Vec<f64>> = serde_json::from_value(case.given["floor_path"].clone()).expect("floor");
        let spread = if floor.is_some() { 12 } else { 1 };
        let lumps: Vec<Value> = if floor.is_some() {
            accrual.iter().enumerate().map(|(m, x)| json!({"is": "Lump", "amount": x, "month": 12 * m})).collect()
        } else {
            lumps
        };
        let lo = floor.as_ref().map(|f| json!({"by_year": f}));
        let tree = json!({"is": "Clamp", "lo": lo, "hi": case.given["cap"], "scope": "contract", "settle": "running",
            "clawback": case.given["clawback"], "of": {"is": "Sum", "of": lumps}});
        let months = accrual.len() as u32 * spread;
        let ledger = settle(&contract(&tree, &Value::Null, months), &path(&json!({"months": months})), None, 4);
        let mut paid = vec![0.0; accrual.len()];
        payments(&ledger).for_each(|p| paid[(p.2 / spread) as usize] += p.3);
        for (got, want) in paid.iter().zip(case.out["paid"].as_array().expect("paid")) {
            close(&case.id, "paid", *got, want.as_f64().expect("£"), 1e-12);
        }
        close(&case.id, "total", paid.iter().sum(), case.out["total"].as_f64().expect("£"), 1e-12);
    }
}

#[test]
fn an_imperfect_check_sees_each_person_once_and_only_the_band_that_is_counted() {
    let people = path(&json!({"months": 12, "people": [
        {"n": 40, "band": "a", "start": 0, "success": 6}, {"n": 60, "band": "a", "start": 1},
        {"n": 10, "band": "b", "start": 0, "success": 6}, {"n": 90, "band": "b", "start": 2}]}));
    let total = |count: Value, pay: &dyn Fn(Value) -> Value| {
        let seen = json!({"is": "Reported", "of": count, "se": 0.9, "sp": 0.8});
        let ledger = settle(&contract(&pay(seen), &Value::Null, 12), &people, None, 4);
        payments(&ledger).map(|p| p.3).sum::<f64>()
    };
    let each = |metric: Value| json!({"is": "PerUnit", "metric": metric, "rate": 1000});
    let once =
        |metric: Value| json!({"is": "Shape", "metric": metric, "f": {"s0": 1}, "rate": 1000, "scope": "contract"});
    let all = json!({"is": "Count", "stage": "success"});
    let band = json!({"is": "Count", "stage": "success", "band": "a"});
    // Se × 50 + (1 − Sp) × 150; of band a, Se × 40 + (1 − Sp) × 60
    for (count, want) in [(&all, 75_000.0), (&band, 48_000.0)] {
        close("Reported", "person by person", total(count.clone(), &each), want, 1e-12);
        close("Reported", "in one sum", total(count.clone(), &once), want, 1e-12);
    }
    // without the service: b × the people of that band, whoever looks
    let net = |pay: &dyn Fn(Value) -> Value| {
        let metric = json!({"is": "Net", "stage": "success", "band": "a", "baseline": 0.3});
        let ledger = settle(&contract(&pay(metric), &Value::Null, 12), &people, None, 4);
        payments(&ledger).map(|p| p.3).sum::<f64>()
    };
    close("Net", "person by person", net(&each), 10_000.0, 1e-12);
    close("Net", "in one sum", net(&once), 10_000.0, 1e-12);
}

#[test]
fn a_running_rule_is_asked_every_month() {
    // the gate opens in month 5, when the sixth succeeds, though nothing falls due then
    let gate = json!({"is": "Gate", "cond": {"is": ">=", "of": [{"is": "Count", "stage": "success"}, 6]}, "settle": "running",
        "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "start"}, "rate": 100}});
    let people = path(&json!({"months": 12, "people": [
        {"n": 4, "start": 0, "success": 2}, {"n": 3, "start": 0, "success": 5}, {"n": 1, "start": 9}]}));
    let paid = by_month(&settle(&contract(&gate, &Value::Null, 12), &people, None, 4));
    assert_eq!(paid.into_iter().collect::<Vec<_>>(), [(5, 700.0), (9, 100.0)]);
    // the cap of £200 a start rises with the start in month 9: what had been cut off is then due
    let cap = json!({"is": "Clamp", "hi": {"is": "*", "of": [200, {"is": "Count", "stage": "start"}]}, "settle": "running",
        "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": 300}});
    let paid = by_month(&settle(&contract(&cap, &Value::Null, 12), &people, None, 4));
    assert_eq!(paid.into_iter().collect::<Vec<_>>(), [(2, 1200.0), (5, 200.0), (9, 200.0)]);
}

#[test]
fn a_rate_of_nobody_pays_nothing_and_opens_no_gate() {
    // people start in the first year alone; the second year has results and no starts
    let people = path(
        &json!({"months": 12, "outcome_lag": 12, "people": [{"n": 10, "start": 0, "success": 12}, {"n": 10, "start": 0}]}),
    );
    let year = json!({"over": "year", "by": "calendar"});
    let total = |pay: Value| {
        let ledger = settle(&contract(&pay, &Value::Null, 12), &people, None, 4);
        payments(&ledger).map(|p| (p.2, p.3)).collect::<Vec<_>>()
    };
    // £1,000 whatever the rate: due for the year in which there is one
    let rate = json!({"is": "Rate", "stage": "success"});
    let fixed = json!({"is": "Shape", "metric": rate, "f": {"y0": 1000, "s0": 0, "knots": []}, "scope": year});
    assert_eq!(total(fixed), [(11, 1000.0)]);
    let below = json!({"is": "not", "of": {"is": ">=", "of": [rate, 0.4]}});
    let each = json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": 10});
    assert_eq!(total(json!({"is": "Gate", "cond": below, "scope": year, "of": each})), []);
}

#[test]
fn what_a_prime_hands_on() {
    let group = vectors::group("PRIME1");
    for case in &group.cases {
        let n = |k: &str| case.given[k].as_f64().expect("number");
        let handed = (1.0 - n("mgmt_fee")) * n("pass_share");
        let tree = json!({"is": "Pass", "share": handed, "from": "provider", "to": "subcontractor",
            "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": 1000}});
        let path = path(&json!({"months": 1, "people": [{"n": 1, "start": 0, "success": 0}]}));
        let ledger = settle(&contract(&tree, &Value::Null, 1), &path, None, 4);
        let reached: f64 = payments(&ledger).filter(|p| p.1 == "subcontractor").map(|p| p.3).sum();
        // the price at which the front line starts to help, quoted in the prime's price
        let park = n("k") / n("D") / (reached / 1000.0);
        close(&case.id, "tau_prime_park", park, case.out["tau_prime_park"].as_f64().expect("£"), 1e-12);
    }
}

#[test]
fn terms_read_back_as_they_were_written() {
    let mut issues = Issues::default();
    let node =
        Node::parse(r#"{"is":"+","of":[1,"$x",{"by_year":[1,2]},{"v":3,"status":"illustrative"}]}"#).expect("json");
    let term = Reading { issues: &mut issues, params: vec!["x".into()], months: 1 }.term(&node, "t");
    assert!(issues.found.is_empty());
    let Term::Add(list) = term else { panic!("{term:?}") };
    assert_eq!(list[0], Term::Number(1.0, "t.of[0]".into()));
    assert_eq!(list[3], Term::Number(3.0, "t.of[3]".into()));
}
