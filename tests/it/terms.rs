//! Other terms for the same people: what offers do, other ways of paying, what each clause is worth.

use crate::behaviour::{close, help, text, three, v};
use crate::scenarios::{envelope, evaluate, read};
use crate::vectors;
use pbr::acts::act;
use pbr::alternatives::{Motive, alternatives};
use pbr::answer::{self, Outcome};
use pbr::evaluate::Job;
use pbr::library;
use pbr::money;
use pbr::reply::Figure;
use pbr::{clauses, response};
use serde_json::json;

fn picture(draft: &str) -> Figure {
    Job::new(draft, None, 0, "terms").step(1).figure.expect("a picture")
}

#[test]
fn motive1_service_or_results_by_motive() {
    let group = vectors::group("MOTIVE1");
    for case in &group.cases {
        let mut draft = three(json!({"motive": 0.25}));
        for i in 0..3 {
            draft["scenarios"][0]["people"][i]["fixed_cost"] = json!(case.num("fixed_cost"));
        }
        let motive = match case.value("motive").as_str().expect("motive") {
            "margin_only" => Motive::Margin,
            "people_first" => Motive::People,
            "spends_all" => Motive::All,
            _ => {
                // without the limit: the draft as it stands
                let (_, o) = evaluate(&draft);
                close(v(&o, "more"), case.out["additional"].as_f64().expect("number"), 1e-9, &case.id);
                close(v(&o, "margin"), case.out["margin"].as_f64().expect("number"), 1e-9, &case.id);
                continue;
            }
        };
        let all = alternatives(&read(&draft), 1_530_000.0);
        let by_results = case.value("pay") == "results";
        let a = all.iter().find(|a| a.by_results == by_results && a.motive == motive).expect("six of them");
        close(a.more, case.out["additional"].as_f64().expect("number"), 1e-8, &case.id);
        close(a.paid, case.out["paid"].as_f64().expect("number"), 1e-8, &case.id);
    }
}

#[test]
fn offers_do_what_they_say() {
    let front = library::find("front1").expect("front1").text;
    let now = answer::evaluate(&read(&serde_json::from_str(front).expect("json")));
    let then = |aim: &str| {
        let edited = act(front, &format!("terms={aim}"));
        assert!(!edited.name.is_empty() && edited.draft != front, "{aim}");
        answer::evaluate(&read(&serde_json::from_str(&edited.draft).expect("json")))
    };
    let nobody = then("nobody_left_out");
    assert_eq!((v(&nobody, "unhelped"), v(&nobody, "little_help")), (0.0, 0.0));
    // DS3 with the basic service: everybody is worth the same, at what results cost now
    let equal = then("equally_worth");
    assert!(v(&equal, "swap_gain") < 10.0, "{}", v(&equal, "swap_gain"));
    close(v(&equal, "paid"), v(&now, "paid"), 1e-3, "whole pounds apart");
    let fees = then("start_fees");
    assert!(v(&fees, "swap_gain") < 2.0, "{}", v(&fees, "swap_gain"));
    close(v(&fees, "paid"), v(&now, "paid"), 1e-3, "fees cancel");
    for (x, was) in help(&fees).iter().zip(help(&now)) {
        close(*x, was, 1e-9, "fees change no effort");
    }
    // the square-root rule: no price for the easiest, as most succeed anyway (`SQ1.4`)
    let best = then("best_value");
    let net = |o: &Outcome| v(o, "worth_more") - v(o, "paid");
    assert!(net(&best) > net(&now) && net(&best) > net(&equal));
    assert_eq!(help(&best)[0], 0.0);
    // an act that leads nowhere changes nothing
    for nothing in ["terms=nonsense", "count=events", "nonsense"] {
        assert_eq!(act(front, nothing).draft, front, "{nothing}");
    }
}

#[test]
fn it_can_say_that_payment_by_results_is_not_worth_having() {
    let mut draft = three(json!({}));
    for i in 0..3 {
        draft["scenarios"][0]["people"][i]["value"]["success"] = json!(4000);
    }
    let terms = picture(&draft.to_string());
    let advice = terms.offers.iter().find(|o| o.act.is_none()).expect("advice");
    assert!(advice.title.starts_with("Do not use payment by results here"), "{}", advice.title);
    let front = picture(library::find("front1").expect("front1").text);
    let lines: Vec<String> = front.offers.iter().flat_map(|o| o.says.iter().map(|s| text(s))).collect();
    assert!(lines.iter().any(|l| l.contains("£1,237") && l.contains("£917")), "{lines:#?}");
}

#[test]
fn cla1_every_clause_has_its_price() {
    let group = vectors::group("CLA1");
    for case in &group.cases {
        let people = json!([{"id": "g", "name": "g", "stream": 0, "referrals": case.num("n"),
            "delivery": {"success": {"given": {"p": case.num("p"), "p0": 0.1}}}}]);
        let tau = case.num("tau");
        let pay = json!({"is": "Clamp", "lo": 0, "hi": case.num("cap_units") * tau, "scope": {"over": "contract"},
            "of": {"is": "Gate", "scope": {"over": "contract"},
                "cond": {"is": ">=", "of": [{"is": "Count", "stage": "success"}, case.num("T")]},
                "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": tau}}});
        let mut draft = envelope(people, json!([{"name": "Results", "pay": pay}]), 1, 1);
        draft["scenarios"][0]["world"] = json!({"rho": case.num("rho")});
        let (s, o) = evaluate(&draft);
        let value = |set: u32| {
            let (s, tags) = clauses::keeping(&s, &|i| set & (1 << i) != 0);
            assert_eq!(tags.len(), 2);
            money::paid(&s, &response::ledger(&s, &o.plans, response::How::Totals))
        };
        let prices = clauses::prices(2, &value);
        let shapley = prices.shapley.expect("two are few");
        // a probability of 1e-8 of £4,000 is rounding here
        let near = |got: f64, field: &str| {
            let want = case.out[field].as_f64().expect("number");
            assert!((got - want).abs() <= 1e-9 * 288_000.0, "{} {field}: {got} instead of {want}", case.id);
        };
        near(prices.running[0], "base");
        near(prices.running[2], "with_all");
        near(prices.running[1] - prices.running[0], "threshold_first");
        near(prices.running[2] - prices.running[1], "cap_after");
        near(shapley[0], "shapley_threshold");
        near(shapley[1], "shapley_cap");
        let total: f64 = shapley.iter().sum();
        close(total, prices.running[2] - prices.running[0], 1e-9, "Shapley shares sum to the whole");
    }
}

#[test]
fn habits_of_the_provider_are_added_and_taken_out() {
    let front = library::find("front1").expect("front1").text;
    let before = pbr::json::Node::parse(front).expect("json").to_string();
    for key in pbr::prose::HABITS {
        let with = act(front, &format!("toggle={key}"));
        let envelope = pbr::scenario::read(&with.draft).expect("json");
        assert!(envelope.issues.found.is_empty(), "{key}: {:?}", envelope.issues.found);
        assert!(envelope.node.at(&format!("scenarios[0].provider.{key}")).is_some(), "{key}");
        let said = pbr::evaluate::evaluate(&with.draft, None, 0).views.remove(0).form;
        let step = said.iter().find(|s| s.id == "delivers").expect("a step");
        assert_eq!(step.more.iter().filter(|m| m.chosen).count(), 1, "{key}");
        let fields = step.sentences.iter().flat_map(|s| &s.parts).filter_map(|p| p.input.as_deref());
        assert!(fields.into_iter().any(|p| p.ends_with(key)), "{key} can be typed in the form");
        assert_eq!(act(&with.draft, &format!("toggle={key}")).draft, before, "{key} leaves no trace");
    }
}
