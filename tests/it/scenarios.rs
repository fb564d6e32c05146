//! Whole scenarios against the specification's end-to-end vectors: behaviour, money, cash, stages, deadweight.

use crate::vectors::{self, Case};
use pbr::answer::{self, Outcome};
use pbr::contract::curve::Curve;
use pbr::money;
use pbr::num::normal;
use pbr::outcomes::exact::{self, Batch};
use pbr::scenario::{self, Scenario};
use serde_json::{Value, json};

pub fn read(draft: &Value) -> Scenario {
    let envelope = scenario::read(&draft.to_string()).expect("json");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    envelope.scenarios.into_iter().next().expect("one scenario")
}

pub fn evaluate(draft: &Value) -> (Scenario, Outcome) {
    let s = read(draft);
    let o = answer::evaluate(&s);
    (s, o)
}

/// One outcome reached so many months after the start.
pub fn envelope(people: Value, payments: Value, months: u32, lag: u32) -> Value {
    json!({"format": 1, "scenarios": [{
        "id": "s", "name": "s", "start": "2026-04", "months": months,
        "outcomes": [{"id": "success", "says": "succeeds",
            "stages": [{"id": "success", "after": {"n": lag, "unit": "month"}}]}],
        "people": people,
        "contracts": [{"id": "main", "payments": payments}],
    }]})
}

/// The people and contracts of `E2E1` and `FRONT1`.
pub fn golden(case: &Case, months: u32, lag: u32) -> Value {
    let list = |k: &str| case.nums(k);
    let people: Vec<Value> = (0..list("n").len())
        .map(|i| {
            json!({"id": format!("g{i}"), "name": format!("group {i}"), "stream": i,
                "referrals": list("n")[i], "fixed_cost": case.num("fixed_cost"),
                "delivery": {"success": {"responds": {"p0": list("p0")[i], "pmax": list("pmax")[i], "k": list("k")[i]}}},
                "value": {"success": list("V")[i]}})
        })
        .collect();
    let rates: serde_json::Map<String, Value> =
        list("tau").iter().enumerate().map(|(i, t)| (format!("g{i}"), json!(t))).collect();
    let mut payments = vec![json!({"name": "Results", "pay": {"is": "PerUnit",
        "metric": {"is": "Count", "stage": "success"}, "rate": {"by_band": rates}}})];
    if case.num("block") > 0.0 {
        let amount = case.num("block") / f64::from(months);
        payments.push(json!({"name": "Block", "pay": {"is": "Delay", "months": u32::from(months > 1),
            "of": {"is": "Block", "amount": amount}}}));
    }
    let mut draft = envelope(json!(people), json!(payments), months, lag);
    let s = &mut draft["scenarios"][0];
    s["provider"] = json!({"motive": case.num("theta")});
    s["world"] = json!({"rho": case.num("rho")});
    draft
}

fn check_money(group: &vectors::Group, case: &Case, s: &Scenario, o: &Outcome) {
    let v = |id: &str| o.values.get(id).unwrap_or_else(|| panic!("{}: {id}", case.id));
    let close = |field: &str, got: f64| vectors::check(group, case, field, got);
    for (i, plan) in o.plans.iter().enumerate() {
        let (x, p) = (plan[0].help, plan[0].rate);
        let want = |k: &str| case.out[k][i].as_f64().expect("number");
        assert!((x - want("x")).abs() <= 1e-6 * want("x").max(1.0), "{} x[{i}]: {x}", case.id);
        assert!((p - want("p")).abs() <= 1e-7, "{} p[{i}]: {p}", case.id);
    }
    close("cost", v("cost"));
    close("revenue", v("paid"));
    close("margin", v("margin"));
    close("additional", v("more"));
    close("benefit", v("worth_more"));
    close("social_surplus", v("worth_more") - v("cost"));
    assert_eq!(s.segments.len(), o.plans.len());
}

#[test]
fn the_golden_scenario() {
    let group = vectors::group("E2E1");
    for case in &group.cases {
        let (s, o) = evaluate(&golden(case, 1, 12));
        check_money(group, case, &s, &o);
        let v = |id: &str| o.values.get(id).expect("defined");
        vectors::check(group, case, "outcomes", v("successes"));
        vectors::check(group, case, "commissioner_net", v("worth_more") - v("paid"));
        vectors::check(group, case, "deadweight_pay", v("paid_anyway") - v("paid_regardless"));
        vectors::check(group, case, "parked_people", v("unhelped") as i64);
    }
}

#[test]
fn the_front_window() {
    let group = vectors::group("FRONT1");
    for case in &group.cases {
        let months = case.num("months") as u32;
        let mut draft = golden(case, months, case.num("result_lag") as u32);
        draft["scenarios"][0]["provider"]["reserves_months"] = json!(case.num("reserves_months"));
        let (s, o) = evaluate(&draft);
        check_money(group, case, &s, &o);
        let v = |id: &str| o.values.get(id).expect("defined");
        vectors::check(group, case, "margin_share", v("margin_share"));
        vectors::check(group, case, "monthly_cost", v("cost_a_month"));
        vectors::check(group, case, "cash_needed", v("cash_needed"));
        vectors::check(group, case, "months_of_reserves", v("months_needed"));
        vectors::check(group, case, "month_cash_out", v("cash_out") as i64);
        let short = money::shortfalls(&o.ledger, "provider");
        let most = short.iter().copied().fold(f64::MIN, f64::max);
        let worst = short.iter().position(|x| *x >= most - 1e-6).expect("a month") as i64 + 1;
        vectors::check(group, case, "worst_month", worst);
    }
}

#[test]
fn the_scheme_in_the_window_is_the_front_window_vector() {
    let text = pbr::library::find("front1").expect("front1").text;
    let s = read(&serde_json::from_str(text).expect("json"));
    let o = answer::evaluate(&s);
    let group = vectors::group("FRONT1");
    let case = &group.cases[0];
    for (field, id) in
        [("margin", "margin"), ("cash_needed", "cash_needed"), ("additional", "more"), ("revenue", "paid")]
    {
        vectors::check(group, case, field, o.values.get(id).expect(id));
    }
    assert_eq!(o.values.get("cash_out"), Some(4.0));
    // the bad year of `content.md` 1: 200 succeed, the provider loses £440,000, the commissioner pays £1.00m
    assert_eq!(o.values.get("bad_successes"), Some(200.0));
    assert!((o.values.or_zero("bad_paid") - 1_000_000.0).abs() < 1.0);
    assert!((o.values.or_zero("good_paid") - 2_110_000.0).abs() < 1.0);
}

#[test]
fn deadweight_and_attribution() {
    for group in ["DEAD1", "ATTR1"].map(vectors::group) {
        for case in &group.cases {
            let (n, p, p0) = (case.num("n"), case.num("p"), case.num("p0"));
            let people = json!([{"id": "g", "name": "g", "stream": 0, "referrals": n,
                "delivery": {"success": {"given": {"p": p, "p0": p0}}}}]);
            let tau = case.given.get("tau").cloned().unwrap_or(json!(0));
            let pay = json!([{"name": "Results", "pay": {"is": "PerUnit",
                "metric": {"is": "Count", "stage": "success"}, "rate": tau}}]);
            let mut draft = envelope(people, pay, 1, 1);
            if group.id == "ATTR1" {
                draft["scenarios"][0]["outcomes"][0]["attribution"] = json!(case.num("alpha"));
            }
            let (_, o) = evaluate(&draft);
            let v = |id: &str| o.values.get(id);
            if group.id == "ATTR1" {
                vectors::check(group, case, "attributable", v("attributable").expect("known"));
                continue;
            }
            vectors::check(group, case, "net", v("more").expect("known"));
            vectors::check(group, case, "pay", v("paid").expect("known"));
            vectors::check(group, case, "pay_deadweight", v("paid_anyway").expect("known"));
            vectors::check(
                group,
                case,
                "deadweight_share",
                v("anyway").expect("known") / v("successes").expect("known"),
            );
            // infinite or senseless when nothing more was achieved: undefined, never a number
            match case.out["cost_per_additional"].as_f64() {
                Some(_) if p > p0 => {
                    vectors::check(group, case, "cost_per_additional", v("price_per_more").expect("defined"))
                }
                _ => assert_eq!(v("price_per_more"), None, "{}", case.id),
            }
        }
    }
}

#[test]
fn stages_thin_out_and_those_who_break_down_earn_no_more() {
    let group = vectors::group("GRAM3");
    let case = group.cases.iter().find(|c| c.id == "GRAM3.1").expect("GRAM3.1");
    let given = case.value("stages").as_array().expect("stages");
    let stage = |st: &Value| {
        let mut s = json!({"id": st["id"], "after": {"n": st["after_months"], "unit": "month"}});
        if st["id"] == "settled_9m" {
            s["outcome"] = json!(true);
        } else {
            s["p_given_previous"] = st["p_given_previous"].clone();
        }
        s
    };
    let p: f64 = given.iter().map(|s| s["p_given_previous"].as_f64().expect("chance")).product();
    // stages are tallied where a rule counts them: this one counts those who leave, and pays nothing for it
    let leaves = ["left(start)", "left(settled_3m)", "left(settled_6m)"];
    let left = |s: &&str| json!({"is": "PerUnit", "metric": {"is": "Count", "stage": s}, "rate": 0});
    let left = json!({"is": "Sum", "of": leaves.iter().map(left).collect::<Vec<_>>()});
    let draft = json!({"format": 1, "scenarios": [{
        "id": "s", "name": "s", "start": "2026-04", "months": 1,
        "outcomes": [{"id": "placement", "says": "settles", "stages": given.iter().map(stage).collect::<Vec<_>>()}],
        "people": [{"id": "g", "name": "g", "stream": 0, "referrals": case.value("starts")["n"],
            "delivery": {"placement": {"given": {"p": p}}}}],
        "contracts": [{"id": "main", "payments": [{"name": "Stages", "pay": case.value("contract")}, {"name": "Left", "pay": left}]}],
    }]});
    let (s, o) = evaluate(&draft);
    let path = pbr::people::path(&s, &o.plans, false);
    let count = |stage: &str| path.tally.get(stage).map_or(0.0, |rows| rows.iter().map(|r| r.units).sum::<f64>());
    let counts: Vec<f64> = ["start", "settled_3m", "settled_6m", "settled_9m"].map(count).to_vec();
    for (got, want) in counts.iter().zip(case.out["expected_count"].as_array().expect("counts")) {
        assert!((got - want.as_f64().expect("n")).abs() < 1e-9, "{counts:?}");
    }
    let left: Vec<f64> = leaves.map(count).to_vec();
    for (got, want) in left.iter().zip(case.out["expected_left"].as_array().expect("left")) {
        assert!((got - want.as_f64().expect("n")).abs() < 1e-9, "{left:?}");
    }
    for (month, want) in case.out["paid_by_month"].as_object().expect("months") {
        let month: u32 = month.parse().expect("month");
        let paid: f64 = o.ledger.entries.iter().filter(|e| e.month == month).map(|e| e.amount).sum();
        assert!((paid - want.as_f64().expect("£")).abs() < 1e-6, "month {month}: {paid}");
    }
    assert!((o.values.or_zero("paid") - case.out["total"].as_f64().expect("£")).abs() < 1e-6);
}

#[test]
fn two_results_of_the_same_people_have_a_joint_law() {
    let group = vectors::group("GRAM6");
    let case = group.cases.iter().find(|c| c.id == "GRAM6.3").expect("GRAM6.3");
    let (p, r) = (case.nums("p"), case.num("r"));
    let both = normal::both_below(normal::quantile(p[0]), normal::quantile(p[1]), r);
    vectors::check(group, case, "p_joint", both);
    // .8/30 and .2/50 are 20 and 3 steps of .004/3
    let unit = 0.004 / 3.0;
    let with = both / p[0];
    let without = (p[1] - both) / (1.0 - p[0]);
    let law = exact::law(&[Batch {
        n: case.num("n"),
        p: p[0],
        rho: case.num("rho"),
        success: vec![(23, with), (20, 1.0 - with)],
        failure: vec![(3, without), (0, 1.0 - without)],
    }]);
    vectors::check(group, case, "index_mean", law.mean() * unit);
    vectors::check(group, case, "index_sd", law.sd() * unit);
    let cap = case.num("cap");
    let capped = law.values().filter(|(k, _)| *k as f64 * unit >= cap - 1e-9).map(|(_, p)| p).sum::<f64>();
    vectors::check(group, case, "p_capped", capped);
    let curve = Curve::identity().clamp(None, Some(cap)).scale(case.num("C"));
    vectors::check(group, case, "expected_paid", curve.expect_pmf(&law, unit));
}

#[test]
fn sharing_savings_case_by_case_pays_for_luck() {
    let group = vectors::group("GAIN1");
    for case in &group.cases {
        let (n, mu, sd) = (case.num("n"), case.num("mu"), case.num("sd"));
        let share = Curve::identity().max(&Curve::constant(0.0)).scale(case.num("share"));
        let per_case = n * share.expect_normal(mu, sd);
        let truly = case.num("share") * n * mu;
        vectors::check(group, case, "per_case", per_case);
        vectors::check(group, case, "aggregate", share.expect_normal(n * mu, sd * n.sqrt()));
        vectors::check(group, case, "true_saving_share", truly);
        vectors::check(group, case, "noise_paid_per_case", per_case - truly.max(0.0));
    }
}
