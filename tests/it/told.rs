//! How contracts and scenarios are told: each sentence of the form says what the contract does, in English.

use crate::scenarios::envelope;
use pbr::evaluate::evaluate;
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
