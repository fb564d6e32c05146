//! Behaviour in whole scenarios: who is helped under limits, discretion, targets, several outcomes and other motives, what the
//! measures say of it, and what switches and offers make of a draft.

use crate::scenarios::{envelope, evaluate, golden, read};
use crate::vectors::{self, Case};
use pbr::acts::act;
use pbr::answer::{self, Outcome};
use pbr::library;
use pbr::provider::selection::Class;
use pbr::reply::{Chart, Figure, Helped};
use pbr::response;
use pbr::response::cells::Price;
use serde_json::{Value, json};

pub fn v(o: &Outcome, id: &str) -> f64 {
    o.values.get(id).unwrap_or_else(|| panic!("{id} is undefined"))
}

pub fn close(got: f64, want: f64, rel: f64, what: &str) {
    assert!((got - want).abs() <= rel * want.abs().max(1e-9), "{what}: {got} instead of {want}");
}

pub fn help(o: &Outcome) -> Vec<f64> {
    o.plans.iter().map(|p| p.iter().map(|p| p.help).sum()).collect()
}

/// The people of `E2E1` at a flat £5,000, with these settings of the provider.
pub fn three(provider: Value) -> Value {
    let case = &vectors::group("E2E1").cases[0];
    let mut draft = golden(case, 1, 12);
    draft["scenarios"][0]["provider"] = provider;
    draft
}

fn per_success(rate: Value) -> Value {
    json!([{"name": "Results", "pay": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": rate}}])
}

pub fn responds(id: &str, stream: u32, n: f64, responds: Value, value: f64) -> Value {
    json!({"id": id, "name": id, "stream": stream, "referrals": n, "delivery": {"success": {"responds": responds}},
        "value": {"success": value}})
}

#[test]
fn wf1_a_budget_for_help_is_a_limit_and_no_duty() {
    let group = vectors::group("WF1");
    for case in group.cases.iter().filter(|c| c.num("B") < 1_000_000.0) {
        let mut draft = three(json!({"help_budget": case.num("B")}));
        let rates: Vec<f64> = case.nums("s");
        draft["scenarios"][0]["contracts"][0]["payments"] =
            per_success(json!({"by_band": {"g0": rates[0], "g1": rates[1], "g2": rates[2]}}));
        let (_, o) = evaluate(&draft);
        for (x, want) in help(&o).iter().zip(case.out["x"].as_array().expect("list")) {
            assert!((x - want.as_f64().expect("number")).abs() < 1e-6, "{}: {x} instead of {want}", case.id);
        }
        close(1.0 + v(&o, "shadow_price"), case.out["one_plus_lambda"].as_f64().expect("number"), 1e-9, &case.id);
    }
    // at the same price, less cash leaves the middle group out too
    assert_eq!(v(&evaluate(&three(json!({}))).1, "unhelped"), 200.0);
    assert_eq!(v(&evaluate(&three(json!({"help_budget": 100_000}))).1, "unhelped"), 600.0);
    // a limit that does not bind changes nothing
    let plenty = evaluate(&three(json!({"help_budget": 1e9}))).1;
    assert_eq!((help(&plenty), v(&plenty, "shadow_price")), (help(&evaluate(&three(json!({}))).1), 0.0));
}

#[test]
fn idx1_the_measures_of_a_scenario_are_those_of_the_specification() {
    let group = vectors::group("IDX1");
    for case in &group.cases {
        let mut draft = three(json!({"motive": case.num("theta")}));
        if let Some(budget) = case.maybe("B") {
            draft["scenarios"][0]["provider"]["help_budget"] = json!(budget);
        }
        let rates = case.nums("tau");
        draft["scenarios"][0]["contracts"][0]["payments"] =
            per_success(json!({"by_band": {"g0": rates[0], "g1": rates[1], "g2": rates[2]}}));
        for i in 0..3 {
            // margins of the vectors are before the basic service
            draft["scenarios"][0]["people"][i]["fixed_cost"] = json!(0);
        }
        let (_, o) = evaluate(&draft);
        for (field, id) in [
            ("cpi", "cherry_picking"),
            ("value_lost", "value_lost"),
            ("need_gradient", "need_gradient"),
            ("parked_share", "parked_share"),
            ("swap_gain", "swap_gain"),
            ("baker", "alignment"),
            ("hhs", "paid_and_true"),
        ] {
            let want = case.out[field].as_f64().expect("number");
            let got = v(&o, id);
            assert!((got - want).abs() <= 1e-8 * want.abs().max(1.0), "{} {id}: {got} instead of {want}", case.id);
        }
        let classes: Vec<String> = o
            .incentives
            .as_ref()
            .expect("responds")
            .groups
            .iter()
            .map(|g| format!("{:?}", g.expect("g").class))
            .collect();
        let want: Vec<String> = case.out["classes"]
            .as_array()
            .expect("list")
            .iter()
            .map(|c| {
                let c = c.as_str().expect("class");
                c[..1].to_uppercase() + &c[1..]
            })
            .collect();
        assert_eq!(classes, want, "{}", case.id);
        // never one without the other
        assert!(o.values.get("value_lost").is_some(), "{}", case.id);
    }
}

#[test]
fn what_is_undefined_is_never_a_number() {
    let mut draft = three(json!({}));
    draft["scenarios"][0]["contracts"][0]["payments"] = per_success(json!(0));
    let (_, o) = evaluate(&draft);
    assert_eq!(v(&o, "help_spent"), 0.0);
    for id in ["cherry_picking", "value_lost", "need_gradient", "help_to_move", "value_gain", "paid_and_true"] {
        assert_eq!(o.values.get(id), None, "{id}");
    }
    assert_eq!(v(&o, "unhelped"), 1000.0);
}

#[test]
fn sel1_whoever_is_worth_most_is_taken_on() {
    // margins of 1,800, 600 and 250: what the terms pay anyway less the basic service
    let taken = |capacity: f64, psi: f64, last: f64| {
        let mut people = Vec::new();
        for (i, (n, margin)) in [(400.0, 1800.0), (400.0, 600.0), (200.0, last)].into_iter().enumerate() {
            let mut g = responds(&format!("g{i}"), i as u32, n, json!({"p0": 0.5, "pmax": 0.5, "k": 1000}), 0.0);
            g["fixed_cost"] = json!(2000.0 - margin);
            people.push(g);
        }
        let mut draft = envelope(json!(people), per_success(json!(4000)), 1, 12);
        draft["scenarios"][0]["provider"] = json!({"places": capacity, "discretion": psi});
        let (_, o) = evaluate(&draft);
        let s = o.taken.expect("somebody chooses");
        (s.segments.iter().map(|g| g.n()).collect::<Vec<_>>(), o.incentives.expect("responds"))
    };
    let group = vectors::group("SEL1");
    for case in &group.cases {
        let (served, incentives) = taken(case.num("capacity"), case.num("psi"), case.nums("margin")[2]);
        for (i, want) in case.out["served"].as_array().expect("list").iter().enumerate() {
            let want = want.as_f64().expect("number");
            assert!((served[i] - want).abs() < 1e-9, "{}: {served:?}", case.id);
            let g = incentives.groups[i].expect("responds");
            assert!((g.away - (case.nums("n")[i] - want)).abs() < 1e-9, "{}", case.id);
            if want < (1.0 - case.num("psi")) * case.nums("n")[i] - 1e-6 {
                assert_eq!(g.class, Class::Dumped, "{}", case.id);
            }
        }
    }
}

#[test]
fn groups_that_are_worth_the_same_are_taken_in_their_order() {
    // of every size, so that each measures its worth with a rounding error of its own
    let people: Vec<Value> = (0..7)
        .map(|i| {
            responds(&format!("g{i}"), i, 37.0 + 91.0 * f64::from(i), json!({"p0": 0.3, "pmax": 0.3, "k": 1000}), 0.0)
        })
        .collect();
    let mut draft = envelope(json!(people), per_success(json!(1777)), 1, 12);
    draft["scenarios"][0]["provider"] = json!({"places": 900, "discretion": 1});
    let (_, o) = evaluate(&draft);
    let taken: Vec<f64> = o.taken.expect("somebody chooses").segments.iter().map(|g| g.n()).collect();
    assert_eq!(taken[..4], [37.0, 128.0, 219.0, 310.0]);
    assert!((taken[4] - 206.0).abs() < 1e-9 && taken[5..] == [0.0, 0.0], "{taken:?}");
}

#[test]
fn a_choosy_provider_takes_softly() {
    let away = |choosiness: f64| {
        let (_, o) = evaluate(&three(json!({"discretion": 1, "places": 500, "choosiness": choosiness})));
        o.incentives.expect("responds").groups.iter().map(|g| g.expect("g").away).collect::<Vec<_>>()
    };
    assert_eq!(away(0.0), [0.0, 300.0, 200.0]);
    let soft = away(500.0);
    assert!(soft[0] > 1.0 && soft[1] > 1.0 && soft[2] < 199.0, "{soft:?}");
    assert!((soft.iter().sum::<f64>() - 500.0).abs() < 1e-6, "{soft:?}");
}

/// One group of 100, as in `NL1`, and a bonus at a target.
fn bonus(target: f64, jump: f64) -> Value {
    let people = json!([responds("g", 0, 100.0, json!({"p0": 0.3, "pmax": 0.6, "k": 1500}), 0.0)]);
    let pay = json!([{"name": "Bonus", "pay": {"is": "Shape", "metric": {"is": "Count", "stage": "success"},
        "f": {"knots": [[target, 0, 1]]}, "rate": jump, "scope": {"over": "contract"}}}]);
    envelope(people, pay, 1, 1)
}

#[test]
fn nl1_a_target_just_out_of_reach_buys_nothing() {
    let group = vectors::group("NL1");
    for case in &group.cases {
        let (s, o) = evaluate(&bonus(case.num("T"), case.num("J")));
        let want = |k: &str| case.out[k].as_f64().expect("number");
        let x = help(&o)[0];
        assert!((x - want("x")).abs() <= 2e-4 * want("x").max(1.0), "{}: {x} instead of {}", case.id, want("x"));
        close(v(&o, "margin"), want("profit"), 1e-6, &case.id);
        assert!(response::bends(&s));
    }
}

#[test]
fn bf2_the_measure_turns_the_ranking_over() {
    let text = library::find("how_often").expect("how_often").text;
    let thresholds = |draft: &str| -> Vec<f64> {
        let o = answer::evaluate(&read(&serde_json::from_str(draft).expect("json")));
        o.incentives.expect("responds").groups.iter().map(|g| g.expect("g").threshold.expect("one")).collect()
    };
    let by_events = act(text, "count=events").draft;
    let group = vectors::group("BF2");
    for (i, id) in ["BF2.2", "BF2.3", "BF2.4"].into_iter().enumerate() {
        let case = group.cases.iter().find(|c| c.id == id).expect("case");
        close(thresholds(text)[i], case.out["t_bin"].as_f64().expect("number"), 1e-9, id);
        close(thresholds(&by_events)[i], case.out["t_freq"].as_f64().expect("number"), 1e-9, id);
    }
    let rising = |list: &[f64]| list.windows(2).all(|w| w[0] < w[1]);
    let falling = |list: &[f64]| list.windows(2).all(|w| w[0] > w[1]);
    assert!(rising(&thresholds(text)) && falling(&thresholds(&by_events)));
    // who is helped turns over with it, and turns back with the price that stood there
    let helped = |draft: &str| -> Vec<bool> {
        help(&answer::evaluate(&read(&serde_json::from_str(draft).expect("json")))).iter().map(|x| *x > 0.0).collect()
    };
    assert_eq!(helped(text), [true, false, false]);
    assert_eq!(helped(&by_events), [false, false, true]);
    let back = act(&by_events, "count=people").draft;
    assert_eq!(thresholds(&back), thresholds(text));
    assert_eq!(helped(&back), [true, false, false]);
}

#[test]
fn both_measures_may_pay_at_once() {
    let mut draft: Value = serde_json::from_str(library::find("how_often").expect("it").text).expect("json");
    let avoided =
        json!({"is": "Avoided", "kind": "offence", "baseline": {"by_band": {"once": 1, "thrice": 3, "prolific": 6}}});
    let payments = draft["scenarios"][0]["contracts"][0]["payments"].as_array_mut().expect("list");
    payments.push(json!({"name": "Fewer", "pay": {"is": "PerUnit", "metric": avoided, "rate": 400}}));
    let (s, o) = evaluate(&draft);
    let prices = &o.incentives.as_ref().expect("responds").response.prices;
    for p in prices.iter().map(|p| p[0]) {
        assert!((p.success - 12_000.0).abs() < 1e-6 && (p.event - 400.0).abs() < 1e-6, "{p:?}");
    }
    // dense search on each group's own profit
    for (cell, x) in response::cells::cells(&s).iter().zip(help(&o)) {
        let profit = |x: f64| 12_000.0 * cell.at(x).rate - 400.0 * cell.at(x).events - x;
        let best = (0..20_000).map(|i| profit(f64::from(i) / 4.0)).fold(f64::MIN, f64::max);
        assert!(profit(x) >= best - 1e-9, "{}", profit(x) - best);
    }
}

#[test]
fn help_spills_over_and_an_unpaid_outcome_gets_none_of_its_own() {
    let outcome = |id: &str| json!({"id": id, "says": id, "stages": [{"id": id, "after": {"n": 1, "unit": "month"}}]});
    let cell = json!({"responds": {"p0": 0.2, "pmax": 0.6, "k": 1000}});
    let draft = |spill: f64| {
        let mut work = outcome("work");
        work["spillover"] = json!({"housing": spill});
        json!({"format": 1, "scenarios": [{"id": "s", "name": "s", "start": "2026-04", "months": 1,
            "outcomes": [work, outcome("housing")],
            "people": [{"id": "g", "name": "g", "stream": 0, "referrals": 100,
                "delivery": {"work": cell, "housing": cell}, "value": {"work": 9000, "housing": 9000}}],
            "contracts": [{"id": "c", "payments": [{"name": "Work", "pay": {"is": "PerUnit",
                "metric": {"is": "Count", "stage": "work"}, "rate": 5000}}]}]}]})
    };
    let (_, apart) = evaluate(&draft(0.0));
    assert_eq!((apart.plans[0][1].help, apart.plans[0][1].rate), (0.0, 0.2));
    let (_, o) = evaluate(&draft(0.5));
    let uplift = o.plans[0][0].rate - 0.2;
    assert!(uplift > 0.1);
    assert!((o.plans[0][1].rate - 0.2 - 0.5 * uplift).abs() < 1e-12, "half of it lands in housing too");
    assert_eq!(o.plans[0][0].help, apart.plans[0][0].help, "nobody pays for what spills over");
    let remark = |o: &str| {
        figures(o).iter().flat_map(|f| f.remarks.iter()).any(|r| text(r).contains("Nobody is paid for housing"))
    };
    assert!(remark(&draft(0.5).to_string()));
    // paid for housing too, the spill is worth something: more help for work
    let mut both = draft(0.5);
    both["scenarios"][0]["contracts"][0]["payments"].as_array_mut().expect("list").push(json!({"name": "Housing",
        "pay": {"is": "PerUnit", "metric": {"is": "Count", "stage": "housing"}, "rate": 4000}}));
    let (_, paid) = evaluate(&both);
    let x = 1000.0 * pbr::num::float::ln((5000.0 + 0.5 * 4000.0) * 0.4 / 1000.0);
    assert!((paid.plans[0][0].help - x).abs() < 1e-6, "s = Σ M (τ + θV)");
    // spilling beyond certainty is told
    let mut over = draft(1.0);
    over["scenarios"][0]["people"][0]["delivery"]["housing"] = json!({"responds": {"p0": 0.5, "pmax": 0.9, "k": 1000}});
    let envelope = pbr::scenario::read(&over.to_string()).expect("json");
    assert!(
        envelope.issues.found.iter().any(|i| i.path == "scenarios[0].people[0].delivery.housing"),
        "{:?}",
        envelope.issues.found
    );
}

pub fn text(parts: &[pbr::reply::Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect()
}

fn figures(draft: &str) -> Vec<Figure> {
    let reply = pbr::evaluate::evaluate(draft, None, 0);
    reply.views.into_iter().next().and_then(|v| v.answer).expect("an answer").figures
}

/// The price at which help begins for one group, by search on the draft itself.
fn begins(draft: &dyn Fn(f64) -> Value) -> f64 {
    let (mut low, mut high) = (0.0, 1e6);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if help(&evaluate(&draft(middle)).1)[0] > 0.0 { high = middle } else { low = middle }
    }
    high
}

#[test]
fn sloppy_checking_and_a_prime_raise_the_price_at_which_help_begins() {
    let people = || json!([responds("g", 0, 100.0, json!({"p0": 0.05, "pmax": 0.25, "k": 2500}), 0.0)]);
    let plain = |rate: f64| envelope(people(), per_success(json!(rate)), 1, 1);
    close(begins(&plain), 12_500.0, 1e-9, "k/D");
    // Se + Sp − 1 = .8 of each success is seen as one
    let reported = |rate: f64| {
        let metric = json!({"is": "Reported", "of": {"is": "Count", "stage": "success"}, "se": 0.9, "sp": 0.9});
        envelope(people(), json!([{"name": "Results", "pay": {"is": "PerUnit", "metric": metric, "rate": rate}}]), 1, 1)
    };
    close(begins(&reported), 12_500.0 / 0.8, 1e-9, "k/(JD)");
    // useless checks give no reason to help at any price
    let useless = |rate: f64| {
        let metric = json!({"is": "Reported", "of": {"is": "Count", "stage": "success"}, "se": 0.5, "sp": 0.5});
        envelope(people(), json!([{"name": "Results", "pay": {"is": "PerUnit", "metric": metric, "rate": rate}}]), 1, 1)
    };
    assert_eq!(help(&evaluate(&useless(1e6)).1), [0.0]);
    // a prime keeps a tenth and hands four fifths of the rest down (`PRIME1`)
    let chain = |rate: f64| {
        let pay = json!({"is": "Pass", "share": 0.72, "from": "prime", "to": "provider",
            "of": {"is": "To", "to": "prime", "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": rate}}});
        envelope(people(), json!([{"name": "Results", "pay": pay}]), 1, 1)
    };
    close(begins(&chain), 12_500.0 / 0.72, 1e-9, "k/((1−m)s′D)");
}

#[test]
fn partners_help_is_lost_when_one_side_profits() {
    let with = |partners: &str, rate: f64| {
        let mut draft = three(json!({"partner_help": 300, "partners": partners}));
        draft["scenarios"][0]["contracts"][0]["payments"] = per_success(json!(rate));
        evaluate(&draft).1
    };
    let plain = evaluate(&three(json!({}))).1;
    assert_eq!(v(&with("stay", 5000.0), "successes"), v(&plain, "successes"), "it is part of what would happen anyway");
    let lost = with("leave_if_profit", 5000.0);
    assert!(v(&plain, "margin") > 0.0 && v(&lost, "successes") < v(&plain, "successes"));
    assert_eq!(v(&lost, "anyway"), v(&plain, "anyway"), "what would have happened without the contract stays");
    assert_eq!(v(&lost, "successes"), v(&with("leave", 5000.0), "successes"));
    // at a price that brings no profit they stay
    let poor = with("leave_if_profit", 500.0);
    assert!(v(&poor, "margin") <= 0.0 && v(&poor, "successes") == v(&poor, "anyway"));
}

#[test]
fn fe1_an_unpaid_result_is_no_saving() {
    let (_, o) = evaluate(&serde_json::from_str(library::find("front1").expect("it").text).expect("json"));
    assert_eq!(v(&o, "bad_unpaid"), v(&o, "paid") - v(&o, "bad_paid"));
    assert!(v(&o, "bad_worth_less") > v(&o, "bad_unpaid"), "what is lost is worth more than what is not paid");
}

#[test]
fn the_help_map_shows_each_group_where_it_stands() {
    let map = |draft: &Value| {
        let figure = figures(&draft.to_string()).into_iter().find(|f| f.id == "help").expect("a map");
        let Chart::HelpMap { groups, .. } = figure.chart.clone() else { panic!("no map") };
        (figure, groups)
    };
    let front: Value = serde_json::from_str(library::find("front1").expect("it").text).expect("json");
    let (figure, groups) = map(&front);
    assert_eq!(text(&figure.headline), "Of 1,000 people 200 get no extra help and 400 next to nothing.");
    let states: Vec<Helped> = groups.iter().map(|g| g.helped).collect();
    assert_eq!(states, [Helped::Helped, Helped::Little, Helped::Not]);
    for (g, want) in groups.iter().zip([3000.0, 4800.0, 12_500.0]) {
        close(g.threshold.expect("a price"), want, 1e-9, &g.name);
        let handle = g.handle.as_ref().expect("one flat price");
        assert_eq!(handle.path, "scenarios[0].contracts[0].payments[0].pay.of.rate");
        close(handle.scale, 1.0, 1e-9, "undiscounted");
    }
    // the cherry-picking sentence never stands without what is lost by it
    let remark = text(&figure.remarks[0]);
    assert!(
        remark.contains("£94,000 of the £142,000")
            && remark.contains("16.3% more value")
            && remark.contains("gives 26"),
        "{remark}"
    );
    let graded: Value = serde_json::from_str(library::find("front1_graded").expect("it").text).expect("json");
    let paths: Vec<String> = map(&graded).1.iter().map(|g| g.handle.as_ref().expect("its own").path.clone()).collect();
    assert_eq!(paths.iter().filter(|p| p.ends_with(".by_band.hardest")).count(), 1, "{paths:?}");
}

#[test]
fn the_four_contracts_of_the_front_window_are_in_the_library() {
    let group = vectors::group("FRONT1");
    let cases: Vec<(&Case, &str)> =
        group.cases.iter().zip(["front1", "front1_people", "front1_graded", "front1_block"]).collect();
    for (case, id) in cases {
        let (_, o) = evaluate(&serde_json::from_str(library::find(id).expect(id).text).expect("json"));
        for (field, result) in
            [("margin", "margin"), ("additional", "more"), ("revenue", "paid"), ("benefit", "worth_more")]
        {
            vectors::check(group, case, field, v(&o, result));
        }
        for (x, want) in help(&o).iter().zip(case.out["x"].as_array().expect("list")) {
            assert!((x - want.as_f64().expect("number")).abs() < 1e-4, "{id}: {x}");
        }
    }
}

#[test]
fn prices_are_what_the_contract_says() {
    let (s, o) = evaluate(&three(json!({})));
    let prices = response::prices(&s, &o.plans, response::How::Exactly, 0.1);
    for p in prices.iter().map(|p| p[0]) {
        assert!((p.success - 5000.0).abs() < 1e-6 && p.event == 0.0, "{:?} {p:?}", Price::default());
    }
}
