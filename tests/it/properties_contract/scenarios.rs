//! Whole scenarios: orders, splits and empty groups change nothing, money scales, and the edges of every range are numbers.

use super::*;
use pbr::answer::{self, Outcome};
use pbr::people;
use pbr::reply::Unit;
use pbr::response::{self, How};
use pbr::results::RESULTS;
use pbr::scenario::{self, Scenario};

/// A random group of people.
#[derive(Debug, Clone)]
struct Group {
    n: u32,
    band: bool,
    p0: f64,
    rise: f64,
    k: f64,
    worth: f64,
    responds: bool,
}

fn group() -> impl Strategy<Value = Group> {
    (1..200_u32, any::<bool>(), 0..60_u8, 1..40_u8, 100..4000_u32, 0..60_000_u32, any::<bool>()).prop_map(
        |(n, band, p0, rise, k, worth, responds)| Group {
            n,
            band,
            p0: f64::from(p0) / 100.0,
            rise: f64::from(rise) / 100.0,
            k: f64::from(k),
            worth: f64::from(worth),
            responds,
        },
    )
}

/// Prices that are straight lines in the numbers who succeed.
fn straight() -> Vec<Value> {
    vec![
        json!({"is": "Block", "amount": 900}),
        json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "start"}, "rate": {"by_band": {"x": 200, "y": 350}}}),
        json!({"is": "Scale", "number": {"by_year": [1, 0.8]}, "by": "start",
            "of": {"is": "Delay", "months": 2, "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "work"}, "rate": {"by_band": {"x": 3000, "y": 5000}}}}}),
        json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "stay"}, "rate": 150}),
    ]
}

/// Prices that bend: a cap by year, a threshold, a gate on a rate.
fn bending() -> Vec<Value> {
    let work = json!({"is": "Count", "stage": "work"});
    vec![
        json!({"is": "Clamp", "lo": 500, "hi": 60_000, "scope": "year", "of": {"is": "PerUnit", "metric": work, "rate": {"by_band": {"x": 3000, "y": 5000}}}}),
        json!({"is": "Shape", "metric": work, "f": {"knots": [[20, 1, 20]]}, "rate": 700, "scope": "contract"}),
        json!({"is": "Gate", "cond": {"is": ">=", "of": [{"is": "Rate", "stage": "work"}, 0.3]}, "scope": "contract", "of": {"is": "Lump", "amount": 10_000, "month": 3}}),
    ]
}

fn person(id: &str, stream: usize, g: &Group, n: f64, given: bool) -> Value {
    let delivery = if g.responds && !given {
        json!({"responds": {"p0": g.p0, "pmax": g.p0 + g.rise, "k": g.k}})
    } else {
        json!({"given": {"p": g.p0 + 0.5 * g.rise, "p0": g.p0}})
    };
    json!({"id": id, "name": id, "stream": stream, "band": if g.band { "x" } else { "y" }, "referrals": n, "fixed_cost": 250,
        "delivery": {"work": delivery}, "value": {"work": g.worth}})
}

fn draft(people: Vec<Value>, payments: Vec<Value>, months: u32) -> Value {
    let mut people = people;
    // bands that a price names must exist
    for band in ["x", "y"] {
        people.push(json!({"id": format!("none_{band}"), "name": band, "stream": 100 + people.len(), "band": band, "referrals": 0,
            "delivery": {"work": {"given": {"p": 0.5, "p0": 0.5}}}}));
    }
    let payment = |(i, pay): (usize, Value)| json!({"name": format!("pay{i}"), "pay": pay});
    json!({"format": 1, "scenarios": [{
        "id": "s", "name": "s", "start": "2026-06", "months": months,
        "outcomes": [{"id": "work", "says": "is in work", "stages": [
            {"id": "work", "after": {"n": 4, "unit": "month"}, "outcome": true},
            {"id": "stay", "after": {"n": 1, "unit": "month"}, "every": {"n": 1, "unit": "month"}, "times": 2, "p_given_previous": 0.7}]}],
        "people": people,
        "contracts": [{"id": "main", "payments": payments.into_iter().enumerate().map(payment).collect::<Vec<_>>()}],
        "provider": {"motive": 0.05, "overhead": 400, "treatment_months": 3, "reserves": 20_000},
        "world": {"rho": 0.04}
    }]})
}

fn read(draft: &Value) -> Scenario {
    let mut envelope = scenario::read(&draft.to_string()).expect("json");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    envelope.scenarios.remove(0)
}

fn evaluate(draft: &Value) -> Outcome {
    answer::evaluate(&read(draft))
}

fn same_values(a: &Outcome, b: &Outcome, tolerance: f64) -> Result<(), TestCaseError> {
    for d in RESULTS {
        let (x, y) = (a.values.get(d.id), b.values.get(d.id));
        prop_assert_eq!(x.is_some(), y.is_some(), "{}: {:?} {:?}", d.id, x, y);
        let (x, y) = (x.unwrap_or(0.0), y.unwrap_or(0.0));
        prop_assert!((x - y).abs() <= tolerance * x.abs().max(1.0), "{}: {x} against {y}", d.id);
    }
    Ok(())
}

fn named(groups: &[Group], given: bool) -> Vec<Value> {
    groups.iter().enumerate().map(|(i, g)| person(&format!("g{i}"), i, g, f64::from(g.n), given)).collect()
}

proptest! {
    #![proptest_config(config(25))]

    #[test]
    fn i25_the_order_of_groups_changes_nothing(groups in prop::collection::vec(group(), 2..4), bends in any::<bool>(), months in 1..20_u32) {
        let payments = if bends { bending() } else { straight() };
        let there = named(&groups, bends);
        let back = there.iter().rev().cloned().collect();
        same_values(&evaluate(&draft(there, payments.clone(), months)), &evaluate(&draft(back, payments, months)), 1e-9)?;
    }

    #[test]
    fn i26_two_halves_are_the_whole(groups in prop::collection::vec(group(), 1..3), bends in any::<bool>(), months in 1..20_u32) {
        let payments = if bends { bending() } else { straight() };
        let whole = named(&groups, bends);
        let mut halves = whole.clone();
        // an even number, so that both halves are people
        let (n, g) = (f64::from(groups[0].n), &groups[0]);
        halves[0] = person("left", 50, g, n, bends);
        halves.insert(1, person("right", 51, g, n, bends));
        let mut twice = whole;
        twice[0]["referrals"] = json!(2.0 * n);
        same_values(&evaluate(&draft(twice, payments.clone(), months)), &evaluate(&draft(halves, payments, months)), 1e-9)?;
    }

    #[test]
    fn i27_an_empty_group_changes_nothing(groups in prop::collection::vec(group(), 1..3), empty in group(), bends in any::<bool>(), months in 1..20_u32) {
        let payments = if bends { bending() } else { straight() };
        // whether anybody's help is the provider's choice is a question of kinds, not of numbers
        let empty = Group { responds: groups[0].responds, ..empty };
        let there = named(&groups, bends);
        let mut more = there.clone();
        more.insert(0, person("empty", 60, &empty, 0.0, bends));
        same_values(&evaluate(&draft(there, payments.clone(), months)), &evaluate(&draft(more, payments, months)), 1e-12)?;
    }

    #[test]
    fn i03_a_scenario_in_pence(groups in prop::collection::vec(group(), 1..4), months in 1..20_u32, pence in any::<bool>()) {
        let s = if pence { 100.0 } else { 0.001 };
        let there = named(&groups, false);
        let one = evaluate(&draft(there.clone(), straight(), months));
        let mut other = draft(there, straight(), months);
        let scaled = |v: &mut Value| *v = json!(v.as_f64().expect("number") * s);
        let world = &mut other["scenarios"][0];
        for p in world["people"].as_array_mut().expect("people") {
            for at in ["/fixed_cost", "/value/work", "/delivery/work/responds/k"] {
                p.pointer_mut(at).into_iter().for_each(scaled);
            }
        }
        for at in ["/provider/overhead", "/provider/reserves", "/contracts/0/payments/0/pay/amount",
            "/contracts/0/payments/1/pay/rate/by_band/x", "/contracts/0/payments/1/pay/rate/by_band/y",
            "/contracts/0/payments/2/pay/of/of/rate/by_band/x", "/contracts/0/payments/2/pay/of/of/rate/by_band/y",
            "/contracts/0/payments/3/pay/rate"] {
            scaled(world.pointer_mut(at).expect(at));
        }
        // a spend scale under £1 is read as £1, and help under £100 is called next to nothing: thresholds in pounds
        prop_assume!(groups.iter().all(|g| g.k * s >= 1.0));
        let other = evaluate(&other);
        for d in RESULTS.iter().filter(|d| !d.id.starts_with("little_help")) {
            let times = if matches!(d.unit, Unit::Gbp | Unit::GbpShort | Unit::GbpLong) { s } else { 1.0 };
            let (x, y) = (one.values.get(d.id), other.values.get(d.id));
            prop_assert_eq!(x.is_some(), y.is_some(), "{}", d.id);
            let (x, y) = (x.unwrap_or(0.0) * times, y.unwrap_or(0.0));
            prop_assert!((x - y).abs() <= 1e-9 * x.abs().max(times), "{}: {x} against {y}", d.id);
        }
    }

    #[test]
    fn i20_a_straight_contract_expects_what_its_central_path_pays(groups in prop::collection::vec(group(), 1..4), months in 1..20_u32) {
        let s = read(&draft(named(&groups, true), straight(), months));
        let plans = people::given(&s);
        let (expected, central) = (response::ledger(&s, &plans, How::Expected), response::ledger(&s, &plans, How::Exactly));
        prop_assert!(!expected.at_mean);
        alike(&expected, &central)?;
    }
}

/// Every number that leaves, except the pay-off curve's own axes, which are checked beside it.
fn all_finite(s: &Scenario, o: &Outcome) -> bool {
    let curve = o.payoff(s).into_iter().flat_map(|p| [&p.x, &p.rule, &p.expected, &p.slope]).flatten();
    let money = o.ledger.entries.iter().map(|e| &e.amount);
    let plans = o.plans.iter().flatten().flat_map(|p| [&p.rate, &p.help]);
    curve.chain(money).chain(plans).all(|x| x.is_finite())
        && RESULTS.iter().filter_map(|d| o.values.get(d.id)).all(f64::is_finite)
}

#[test]
fn i50_the_edges_of_every_range_are_numbers() {
    let rate = |p: &str| json!({"is": "/", "of": [{"is": "Count", "stage": "work"}, {"is": "Count", "stage": p}]});
    type Rule = fn(f64, &dyn Fn(&str) -> Value) -> Value;
    let contracts: [Rule; 4] = [
        |tau, _| json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "work"}, "rate": tau}),
        |tau, _| json!({"is": "Clamp", "lo": 0, "hi": tau, "scope": "year", "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "work"}, "rate": tau}}),
        |tau, rate| json!({"is": "Shape", "metric": rate("stay"), "f": {"s0": 1, "knots": [[0, 1, 1]]}, "rate": tau, "scope": "contract"}),
        |tau, rate| {
            json!({"is": "Gate", "cond": {"is": "Signif", "metric": {"is": "Count", "stage": "work"}, "baseline": rate("start"), "alpha": 0.05},
            "scope": "contract", "of": {"is": "Lump", "amount": tau}})
        },
    ];
    let mut count = 0;
    for (c, contract) in contracts.iter().enumerate() {
        for (p0, pmax) in [(0.0, 0.0), (0.0, 1.0), (0.3, 0.3), (0.3, 1.0), (1.0, 1.0)] {
            for (k, n) in [(0.0, 3.0), (1e-9, 0.0), (1e7, 3.0), (500.0, 0.0)] {
                for (rho, tau, months) in [(0.0, 0.0, 1), (0.95, 0.0, 13), (0.0, 1e6, 1), (0.95, 1e6, 1)] {
                    // the baseline of a test must be a number
                    let pay = if c == 3 { contract(tau, &|_| json!(p0)) } else { contract(tau, &rate) };
                    let people = json!([{"id": "g", "name": "g", "stream": 1, "referrals": n,
                        "delivery": {"work": {"responds": {"p0": p0, "pmax": pmax, "k": k}}}, "value": {"work": 0}}]);
                    let mut d = draft(Vec::new(), vec![pay], months);
                    d["scenarios"][0]["people"] = people;
                    d["scenarios"][0]["world"] = json!({"rho": rho});
                    let o = evaluate(&d);
                    assert!(
                        all_finite(&read(&d), &o),
                        "contract {c}, p0 {p0}, pmax {pmax}, k {k}, n {n}, rho {rho}, tau {tau}, {months} months: {o:#?}"
                    );
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 320);
}
