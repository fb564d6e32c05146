//! Expectations of rules that bend, against brute force: whole people drawn one by one, the rule applied to each history.

use super::trees::{self, Reads};
use super::*;
use pbr::contract::path::Group;
use pbr::num::normal;
use pbr::ordered::Map;
use pbr::outcomes::exact;
use pbr::people::{self, Plans};
use pbr::response::{self, How};
use pbr::scenario::{self, Scenario};

/// A few people in two bands, who start in three months of two years and share their luck.
fn draft(payments: &[Value]) -> Value {
    let referrals = |first: u32, second: u32, third: u32| {
        let mut list = vec![0; 14];
        (list[0], list[6], list[13]) = (first, second, third);
        list
    };
    let payment = |(i, pay): (usize, &Value)| json!({"name": format!("pay{i}"), "pay": pay});
    json!({"format": 1, "scenarios": [{
        "id": "s", "name": "s", "start": "2026-06", "months": 14,
        "outcomes": [{"id": "work", "says": "is in work", "stages": [
            {"id": "job", "after": {"n": 2, "unit": "month"}, "p_given_previous": 0.8},
            {"id": "work", "after": {"n": 4, "unit": "month"}, "outcome": true},
            {"id": "stay", "after": {"n": 1, "unit": "month"}, "every": {"n": 1, "unit": "month"}, "times": 2, "p_given_previous": 0.7}]}],
        "people": [
            {"id": "a", "name": "a", "stream": 1, "referrals": referrals(6, 4, 7), "fixed_cost": 100,
             "delivery": {"work": {"given": {"p": 0.45, "p0": 0.3}}}},
            {"id": "b", "name": "b", "stream": 2, "referrals": referrals(5, 8, 0), "fixed_cost": 100,
             "delivery": {"work": {"given": {"p": 0.25, "p0": 0.2}}}}],
        "contracts": [{"id": "main", "cohorts": [[0, 5], [6, 13]],
            "params": {"p": 700, "q": 0.3, "y": {"by_year": [1, 0.5, 0.25]}},
            "payments": payments.iter().enumerate().map(payment).collect::<Vec<_>>()}],
        "world": {"rho": 0.1}
    }]})
}

fn scenario(payments: &[Value]) -> Scenario {
    let mut envelope = scenario::read(&draft(payments).to_string()).expect("json");
    envelope.issues.found.retain(|i| i.id != "issue.floor_cap");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    envelope.scenarios.remove(0)
}

/// SplitMix64: a draw depends on the seed and on how many came before, on nothing else.
struct Draws(u64);

impl Draws {
    /// Strictly between 0 and 1.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64 + 1.0 / (1_u64 << 54) as f64
    }

    /// One history of everybody.
    fn history(&mut self, s: &Scenario, plans: &Plans, central: &Path) -> Path {
        let mut path = Path { groups: Vec::new(), tally: Map::new(), ..central.clone() };
        let z = normal::quantile(self.uniform());
        for (i, (g, plan)) in s.segments.iter().zip(plans).enumerate() {
            let p = plan[0].rate;
            let chain = people::steps(g, &s.outcomes[0], p);
            let result = chain.iter().position(|step| step.from_result).expect("a result");
            for (start, n) in (0..).zip(&g.starts) {
                let mut ends: Vec<(f64, f64, Group)> = Vec::new();
                for (k, (share, stages)) in people::histories(&chain, start).into_iter().enumerate() {
                    ends.push((f64::from(u8::from(k > result)), share, Group { n: 0.0, band: Some(i), start, stages }));
                }
                for _ in 0..n.round() as u32 {
                    let won = f64::from(u8::from(self.uniform() < exact::p_given(p, s.rho, z)));
                    let mut left = self.uniform() * if won == 1.0 { p } else { 1.0 - p };
                    let mut mine = ends.iter_mut().filter(|e| e.0 == won).peekable();
                    while let Some(end) = mine.next() {
                        left -= end.1;
                        if left < 0.0 || mine.peek().is_none() {
                            end.2.n += 1.0;
                            break;
                        }
                    }
                }
                path.groups.extend(ends.into_iter().map(|e| e.2).filter(|g| g.n > 0.0));
            }
        }
        path.count();
        path
    }
}

/// Paid in all, and in each year.
fn paid(l: &Ledger) -> [f64; 5] {
    let mut out = [0.0; 5];
    for ((_, _, month), x) in flows(l) {
        out[0] += x;
        out[1 + (month / 12).min(3) as usize] += x;
    }
    out
}

/// What is expected, against the mean over `times` histories; `slack` is for what so few histories cannot see.
fn compare(s: &Scenario, times: u32, slack: f64) -> Result<(), TestCaseError> {
    let plans = people::given(s);
    let want = response::ledger(s, &plans, How::Expected);
    prop_assert!(!want.at_mean, "not exact");
    let want = paid(&want);
    let central = people::path(s, &plans, false);
    let mut draws = Draws(20_260_630);
    let (mut sum, mut squares) = ([0.0; 5], [0.0; 5]);
    // the largest sums that could be at stake, drawn or not: nobody succeeds, or twice as many people almost surely do
    let mut crowd = s.clone();
    crowd.segments.iter_mut().flat_map(|g| &mut g.starts).for_each(|n| *n *= 2.0);
    let extremes = [0.0, 0.999].map(|rate| {
        let all = plans.iter().map(|g| vec![people::Plan { rate, ..g[0] }]).collect();
        paid(&response::ledger(&crowd, &all, How::Exactly))
    });
    let mut most = extremes.iter().flatten().fold(0.0, |m: f64, x| m.max(x.abs()));
    for _ in 0..times {
        let path = draws.history(s, &plans, &central);
        let got = paid(&settle(&s.contracts[0], &path, None, s.first_calendar_month));
        for i in 0..5 {
            sum[i] += got[i];
            squares[i] += got[i] * got[i];
            most = most.max(got[i].abs());
        }
    }
    let n = f64::from(times);
    for i in 0..5 {
        let mean = sum[i] / n;
        // what happens once in more histories than these is not seen in their spread
        let error = ((squares[i] / n - mean * mean).max(0.0) / n).sqrt().max(most / n);
        let allowed = 4.5 * error + 1e-9 * most.max(1.0) + slack * most;
        prop_assert!(
            (mean - want[i]).abs() <= allowed,
            "{}: expected {}, drawn {mean} ± {error}",
            if i == 0 { "in all".to_string() } else { format!("year {i}") },
            want[i]
        );
    }
    Ok(())
}

fn count(stage: &str) -> Value {
    json!({"is": "Count", "stage": stage})
}

fn each(stage: &str, rate: i32) -> Value {
    json!({"is": "PerUnit", "metric": count(stage), "rate": rate})
}

fn shape(metric: Value, f: Value, scope: Value) -> Value {
    json!({"is": "Shape", "metric": metric, "f": f, "rate": 100, "scope": scope})
}

#[test]
fn i28_rules_that_bend_have_exact_expectations() {
    let threshold = json!({"knots": [[10, 1, 10]]});
    let slab = json!({"s0": 1, "knots": [[5, 0.5, 2.5], [10, 0.5, 5]]});
    let rate = json!({"is": "Rate", "stage": "work"});
    let points = json!({"is": "Points", "stage": "work", "baseline": 0.3});
    let at_least = |m: &Value, x: f64| json!({"is": ">=", "of": [m, x]});
    let gate = |cond: Value, scope: &str, of: Value| json!({"is": "Gate", "cond": cond, "scope": scope, "of": of});
    let clamp = |scope: Value, settle: &str, of: Value| json!({"is": "Clamp", "lo": 100, "hi": 500, "scope": scope, "settle": settle, "clawback": true, "of": of});
    let by_band = json!({"is": "PerUnit", "metric": count("work"), "rate": {"by_band": {"a": 100, "b": 250}}});
    let class_b = [
        ("threshold", shape(count("work"), threshold.clone(), json!("contract"))),
        ("slab tiers", shape(count("work"), slab.clone(), json!("contract"))),
        (
            "floor of points",
            shape(json!({"is": "Floor", "of": points}), json!({"knots": [[0, 1, 0], [10, -1, 0]]}), json!("contract")),
        ),
        ("gate on a rate", gate(at_least(&rate, 0.35), "contract", each("work", 100))),
        (
            "gate, not below nor above",
            gate(
                json!({"is": "and", "of": [at_least(&count("work"), 8.0), {"is": "not", "of": at_least(&count("work"), 14.0)}]}),
                "contract",
                each("work", 100),
            ),
        ),
        (
            "significance",
            gate(
                json!({"is": "Signif", "metric": count("work"), "baseline": 0.3, "alpha": 0.2, "good": "high"}),
                "contract",
                each("work", 100),
            ),
        ),
        ("cap", clamp(json!("contract"), "close", each("work", 60))),
        ("cap with clawback", clamp(json!("contract"), "running", each("work", 60))),
        ("cap over prices by band", clamp(json!("contract"), "close", by_band)),
        (
            "cap over starts by band",
            clamp(
                json!("contract"),
                "close",
                json!({"is": "Sum", "of": [each("work", 20),
            {"is": "PerUnit", "metric": count("start"), "rate": {"by_band": {"a": 5, "b": 8}}}]}),
            ),
        ),
        (
            "cap over stages",
            clamp(json!("contract"), "account", json!({"is": "Sum", "of": [each("job", 20), each("stay", 30)]})),
        ),
        (
            "a service or results",
            json!({"is": "Max", "scope": "contract", "of": [{"is": "Block", "amount": 60}, each("work", 90)]}),
        ),
        (
            "a check that errs",
            shape(
                json!({"is": "Reported", "of": count("work"), "se": 0.9, "sp": 0.8}),
                threshold.clone(),
                json!("contract"),
            ),
        ),
        (
            "until they leave",
            json!({"is": "Until", "event": "left", "of": {"is": "Repeat", "times": 4, "every": 2, "of": each("start", 50)}}),
        ),
        (
            "each person's cap",
            json!({"is": "Clamp", "hi": 120, "scope": "person", "of": {"is": "Sum", "of": [each("job", 80), each("stay", 50)]}}),
        ),
    ];
    let class_c = [
        ("caps by year", clamp(json!("year"), "close", each("work", 60))),
        ("caps by fiscal year", clamp(json!({"over": "year", "year": "fiscal"}), "account", each("job", 60))),
        ("slab tiers by quarter", shape(count("job"), slab, json!("quarter"))),
        ("thresholds by cohort", shape(count("work"), json!({"knots": [[4, 1, 4]]}), json!("cohort"))),
        ("gates by year of start", gate(at_least(&rate, 0.3), "cohort", each("work", 100))),
        (
            "caps by year over prices by year",
            clamp(
                json!("year"),
                "close",
                json!({"is": "PerUnit", "metric": count("work"), "rate": {"by_year": [80, 40]}}),
            ),
        ),
        (
            "a running cap over what is held",
            clamp(json!("contract"), "running", shape(count("work"), json!({"s0": 1}), json!("contract"))),
        ),
        (
            "a sum of both",
            json!({"is": "Sum", "of": [
            clamp(json!("year"), "close", each("work", 60)), shape(count("work"), threshold, json!("contract"))]}),
        ),
    ];
    for (name, pay) in class_b.iter().chain(&class_c) {
        compare(&scenario(std::slice::from_ref(pay)), 3000, 0.0).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn class_d_says_that_it_stands_at_the_mean() {
    let points = json!({"is": "Points", "stage": "work", "baseline": 0.3});
    let class_d = [
        (
            "no clawback, and it can fall",
            json!({"is": "Clamp", "hi": 500, "scope": "contract", "settle": "running",
            "of": shape(points.clone(), json!({"s0": 1}), json!("year"))}),
        ),
        (
            "the better of two measures",
            json!({"is": "Max", "scope": "contract", "of": [each("job", 50), each("work", 90)]}),
        ),
        (
            "a gate on something else",
            json!({"is": "Gate", "cond": {"is": ">=", "of": [count("job"), 12]}, "scope": "contract", "of": each("work", 50)}),
        ),
        (
            "a ratio of two counts",
            shape(json!({"is": "/", "of": [count("work"), count("job")]}), json!({"s0": 100}), json!("contract")),
        ),
        (
            "a cap in a cap of another length",
            json!({"is": "Clamp", "hi": 900, "scope": "contract",
            "of": {"is": "Clamp", "hi": 300, "scope": "year", "of": each("work", 60)}}),
        ),
        (
            "a bound that follows money",
            json!({"is": "Clamp", "hi": {"is": "Money", "tag": "pay0"}, "scope": "contract", "of": each("work", 60)}),
        ),
        (
            "a cap over prices of several years",
            json!({"is": "Clamp", "hi": 500, "scope": "contract",
            "of": {"is": "PerUnit", "metric": count("work"), "rate": {"by_year": [80, 40]}}}),
        ),
        (
            "a cap over a discount by year",
            json!({"is": "Clamp", "hi": 500, "scope": "contract",
            "of": {"is": "Scale", "number": "$y", "of": each("work", 60)}}),
        ),
        (
            "money kept although the rule falls",
            json!({"is": "Shape", "metric": count("left"), "f": {"knots": [[1, -1, 1]]},
            "rate": 1, "scope": "month", "settle": "running"}),
        ),
        (
            "a bonus shared among bands of another price",
            json!({"is": "Shape", "metric": count("stay"), "f": {"y0": 1},
            "rate": {"by_band": {"a": 326, "b": 176}}, "scope": "month"}),
        ),
        (
            "a cap shared among years of start",
            json!({"is": "Scale", "by": "start", "number": "$y",
            "of": {"is": "Clamp", "hi": 300, "scope": "contract", "of": each("work", 60)}}),
        ),
        ("a waterfall", json!({"is": "Waterfall", "entity": "provider", "tranches": [{"to": "investor"}]})),
    ];
    for (name, pay) in class_d {
        let s = scenario(&[each("job", 10), pay]);
        assert!(response::ledger(&s, &people::given(&s), How::Expected).at_mean, "{name}");
    }
}

proptest! {
    #![proptest_config(config(120))]

    /// Whatever says that it is exact agrees with brute force; what does not say so is left alone.
    #[test]
    fn i28_whatever_claims_to_be_exact_is(pay in trees::tree(Reads::Stages)) {
        let s = scenario(std::slice::from_ref(&pay));
        if !response::ledger(&s, &people::given(&s), How::Expected).at_mean {
            compare(&s, 600, 0.01)?;
        }
    }
}

#[test]
fn many_random_trees_are_exact() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config(1));
    let exact = (0..200).filter(|_| {
        let pay = trees::tree(Reads::Stages).new_tree(&mut runner).expect("tree").current();
        let s = scenario(&[pay]);
        !response::ledger(&s, &people::given(&s), How::Expected).at_mean
    });
    let exact = exact.count();
    assert!(
        (60..190).contains(&exact),
        "{exact} of 200 random trees are exact: the test above would see too few, or no D"
    );
}
