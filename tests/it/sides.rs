//! Four views of one scenario: each side is told in its own words, and every number is one that the results hold.

use pbr::evaluate::{Job, evaluate};
use pbr::library;
use pbr::reply::{Answer, Voice};
use pbr::words::plain;

fn answers(draft: &str) -> Vec<Answer> {
    let mut out: Vec<Answer> = evaluate(draft, None, 0).views.into_iter().filter_map(|v| v.answer).collect();
    let mut job = Job::new(draft, None, 0, "futures");
    out.extend(job.step(1024).answer);
    out
}

#[test]
fn every_side_of_every_scheme_is_told_something_with_the_same_numbers() {
    for s in library::all() {
        for answer in answers(s.text) {
            let voices: Vec<Voice> = answer.sides.iter().map(|s| s.voice).collect();
            assert_eq!(voices, [Voice::Commissioner, Voice::Provider, Voice::Investor, Voice::People]);
            for side in &answer.sides {
                assert!(!side.says.is_empty(), "{}: {:?}", s.id, side.voice);
                for says in &side.says {
                    let text = plain(says);
                    assert!(text.ends_with('.') && !text.contains(['{', '<']), "{}: {text}", s.id);
                    assert!(!text.contains("NaN") && !text.contains("inf"), "{}: {text}", s.id);
                    for part in says.iter().filter(|p| p.result.is_some()) {
                        let id = part.result.as_deref().unwrap();
                        let result = answer.results.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("{id}"));
                        let shown = result.text.trim_start_matches('−');
                        assert_eq!(part.text.trim_start_matches('−'), shown, "{}: {text}", s.id);
                    }
                }
            }
        }
    }
}

#[test]
fn cash_is_never_netted_against_value() {
    for s in library::all() {
        for side in evaluate(s.text, None, 0).views.into_iter().filter_map(|v| v.answer).flat_map(|a| a.sides) {
            for says in &side.says {
                let ids: Vec<&str> = says.iter().filter_map(|p| p.result.as_deref()).collect();
                assert!(!(ids.contains(&"worth_more") && ids.len() > 1), "value stands alone: {}", plain(says));
            }
        }
    }
}

#[test]
fn the_front_window_is_told_to_each() {
    let draft = library::find("front1").expect("front1").text;
    let answer = answers(draft).pop().expect("an answer");
    let told: Vec<String> =
        answer.sides.iter().map(|s| s.says.iter().map(|p| plain(p)).collect::<Vec<_>>().join(" ")).collect();
    assert!(
        told[0]
            .starts_with("You pay £1.53m on average, £1.35m of it due even if nobody gets extra help. 36 more succeed"),
        "{}",
        told[0]
    );
    assert!(
        told[1].starts_with(
            "You are paid £1.53m and pay out £1.44m: you keep £88,000 on average. You lose money in 8 of 20"
        ),
        "{}",
        told[1]
    );
    assert!(told[2].starts_with("Nobody lends here"), "{}", told[2]);
    assert!(told[3].starts_with("306 of 1,000 people succeed; 270 would have anyway."), "{}", told[3]);
}
