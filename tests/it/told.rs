//! How contracts and scenarios are told: each sentence of the form says what the contract does, in English.

use crate::behaviour::text;
use crate::scenarios::envelope;
use pbr::evaluate::{FIRST, Job, evaluate};
use pbr::library;
use pbr::reply::View;
use serde_json::{Value, json};

fn draft(pay: Value) -> Value {
    let people = json!([{"id": "g", "name": "everybody", "stream": 0, "referrals": 100,
        "delivery": {"success": {"given": {"p": 0.4, "p0": 0.3}}}}]);
    envelope(people, json!([{"name": "Results", "pay": pay, "proof": "records"}]), 12, 6)
}

fn view(draft: &Value) -> View {
    let reply = evaluate(&draft.to_string(), None, 0);
    assert!(reply.issues.is_empty(), "{:?}", reply.issues);
    reply.views.into_iter().next().expect("one")
}

/// The sentences of a step of the form.
fn form(draft: &Value, step: &str) -> Vec<String> {
    let view = view(draft);
    let steps = view.form.iter().filter(|s| s.id == step);
    steps.flat_map(|s| &s.sentences).map(|s| text(&s.parts)).collect()
}

fn count() -> Value {
    json!({"is": "Count", "stage": "success"})
}

#[test]
fn days_without_a_record_say_so() {
    let days = json!({"is": "PerUnit", "metric": {"is": "Days", "stage": "success"}, "rate": 30});
    let answer = view(&draft(days)).answer.expect("answered");
    assert!(answer.notes.iter().any(|n| n.contains("recorded days")), "{:?}", answer.notes);
    let none = view(&draft(json!({"is": "PerUnit", "metric": count(), "rate": 30}))).answer.expect("answered");
    assert!(none.notes.iter().all(|n| !n.contains("recorded days")));
}

#[test]
fn more_of_what_is_counted_is_not_told_as_fewer() {
    let mut d = draft(json!({"is": "PerUnit", "metric": {"is": "Events", "kind": "level"}, "rate": 10}));
    let s = &mut d["scenarios"][0];
    s["outcomes"] = json!([{"id": "learning", "event": "level", "says": "learns", "stages": [{"id": "learning", "after": {"n": 1, "unit": "month"}}]}]);
    s["people"][0]["delivery"] = json!({"learning": {"given": {"events": 1.6, "events0": 1.1}}});
    let answer = view(&d).answer.expect("answered");
    let told: String = answer.sentences.iter().map(|s| text(s)).collect();
    assert!(told.contains("There would be 160 levels among 100 people, 50 more than without the service."), "{told}");
}

#[test]
fn only_what_is_stated_of_counting_is_told() {
    let mut d = draft(json!({"is": "PerUnit", "metric": count(), "rate": 100}));
    d["scenarios"][0]["counting"] = json!({"per_check": 20, "fixed": 5000});
    let told = form(&d, "gain");
    assert_eq!(told, ["To count results, checking a claim costs £20 and measuring costs £5,000."]);
    d["scenarios"][0]["counting"] = json!({});
    assert!(form(&d, "gain").is_empty());
    // and so of whatever else may be left out
    d["scenarios"][0]["world"] = json!({"pilot_months": 1, "site_spread": 0.02});
    let told = form(&d, "wrong");
    assert!(told.contains(&"What it achieves is measured on a pilot of 1 month first.".to_string()), "{told:?}");
    assert!(told.contains(&"Teams differ by 0.02 (intra-class correlation).".to_string()), "{told:?}");
}

#[test]
fn the_share_who_start_can_be_typed() {
    let mut d = draft(json!({"is": "PerUnit", "metric": count(), "rate": 100}));
    d["scenarios"][0]["people"][0]["start_rate"] = json!(0.9);
    let form = view(&d).form;
    let sentence = &form.iter().find(|s| s.id == "people").expect("people").sentences[0];
    let told = text(&sentence.parts);
    assert!(told.starts_with("Everybody: 100 people are referred, and of every 100 referred 90 start."), "{told}");
    let path = "scenarios[0].people[0].start_rate";
    assert!(sentence.parts.iter().any(|p| p.input.as_deref() == Some(path)));
}

#[test]
fn whoever_fails_in_futures_alone_is_not_told_to_have_enough() {
    let front = library::find("front1").expect("front1").text;
    let mut d: Value = serde_json::from_str(front).expect("json");
    // more than an average year needs, less than a bad one does
    d["scenarios"][0]["provider"]["reserves_months"] = json!(18.2);
    let answer = Job::new(&d.to_string(), None, 0, "futures").step(FIRST).answer.expect("drawn");
    let first = text(&answer.sentences[0]);
    assert!(first.starts_with("The provider runs out of cash in ") && first.ends_with(" futures. "), "{first}");
    assert!(!first.contains("needs"), "{first}");
}
