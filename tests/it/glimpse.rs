//! What is shown while a hand drags: the reply of the same draft, with no picture but the one that is looked at, and without
//! single postings.

use pbr::evaluate::{evaluate, glimpse};
use pbr::library;
use serde_json::{Value, json};

fn figures(reply: &mut Value) -> &mut Vec<Value> {
    reply["views"][0]["answer"]["figures"].as_array_mut().expect("an answer has pictures")
}

#[test]
fn a_glimpse_is_the_reply_without_the_pictures_that_nobody_looks_at() {
    for scheme in library::all() {
        let whole = serde_json::to_value(evaluate(scheme.text, None, 7)).expect("a reply is JSON");
        let tabs = whole["views"][0]["answer"]["tabs"].as_array().expect("an answer has tabs");
        let Some(first) = tabs.first().and_then(|tab| tab["id"].as_str()) else { continue };
        // where what was looked at has gone, the first is looked at
        for (looked_at, seen) in [(first, first), ("payoff", "payoff"), ("gone", first)] {
            if !tabs.iter().any(|tab| tab["id"] == seen) {
                continue;
            }
            let mut expected = whole.clone();
            figures(&mut expected).retain(|figure| figure["id"] == seen);
            expected["views"][0]["answer"]["glimpse"] = json!(true);
            expected["views"][0]["answer"]["ledger"] = json!([]);
            let shown = serde_json::to_value(glimpse(scheme.text, None, 7, looked_at)).expect("a reply is JSON");
            assert!(shown == expected, "{}: {looked_at}", scheme.id);
        }
    }
}

#[test]
fn what_was_worked_out_before_changes_no_answer() {
    // the second finds laws at hand, the third another draft's
    let scheme = library::find("front1_graded").expect("a scheme").text;
    let other = library::find("probation").expect("a scheme").text;
    let told = |draft: &str, before: Option<&str>| {
        serde_json::to_string(&evaluate(draft, before, 1)).expect("a reply is JSON")
    };
    let alone = std::thread::scope(|threads| {
        threads.spawn(|| told(scheme, Some(other))).join().expect("a thread with nothing at hand")
    });
    assert_eq!(told(scheme, Some(other)), alone);
    told(other, Some(scheme));
    assert_eq!(told(scheme, Some(other)), alone);
}
