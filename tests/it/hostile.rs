//! Hostile input: what the fuzzer found for ever, every number at its ends and beyond, and drafts too large to be one. Each is
//! answered or explained, in bounded work and memory.

#[path = "../fuzz/src/holds.rs"]
mod holds;

use pbr::acts::act;
use pbr::evaluate::evaluate;
use pbr::json::Node;
use pbr::library;
use pbr::link::MAX_DRAFT;
use pbr::scenario::fields::{self, Kind};
use pbr::scenario::{inputs, read, size};
use serde_json::json;
use std::fs;

/// FRONT1 as we write it: without a space between its marks.
fn front() -> String {
    Node::parse(library::find("front1").expect("scheme").text).expect("JSON").to_string()
}

/// Ids of mistakes, each once, in order of their first.
fn ids(text: &str) -> Vec<&'static str> {
    holds::of("read", text);
    let found = read(text).map_or_else(|e| e.found, |e| e.issues.found);
    let mut ids: Vec<_> = found.iter().map(|i| i.id).collect();
    ids.dedup();
    ids
}

#[test]
fn what_the_fuzzer_kept_still_holds() {
    for subject in holds::SUBJECTS {
        let mut seen = 0;
        for entry in fs::read_dir(format!("tests/fuzz/corpus/{subject}")).expect("corpus") {
            let path = entry.expect("entry").path();
            // libFuzzer's bytes may be no text at all: the fuzzer passes those by as well
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if let Err(why) = std::panic::catch_unwind(|| holds::of(subject, &text)) {
                let why = why.downcast_ref::<String>().map_or("", |w| w);
                panic!("{}: {why}", path.display());
            }
            seen += 1;
        }
        assert!(seen > 8, "{subject}: {seen}");
    }
}

#[test]
fn what_holds_can_be_broken() {
    // were nothing asked of the inputs, everything would hold
    let breaks = |told: serde_json::Value, said: &str| std::panic::catch_unwind(|| holds::finite(&told, said)).is_err();
    assert!(!breaks(json!({"a": [1.0, "information"]}), ""));
    assert!(breaks(json!({"a": [1.0, f64::NAN]}), ""));
    assert!(breaks(json!(["£NaN"]), ""));
    assert!(breaks(json!(["up to -inf more"]), ""));
    assert!(!breaks(json!(["£NaN"]), "a group called NaN"));
}

#[test]
fn the_library_is_far_from_too_large() {
    let work = |text: &str| read(text).expect("JSON").scenarios.iter().map(size::work).sum::<f64>();
    let most = library::all().iter().map(|scheme| work(scheme.text)).fold(0.0, f64::max);
    assert!(most > 1000.0 && most < size::WORK / 8.0, "{most}");
}

/// FRONT1 with one more payment, so many rules around one another.
fn nested(times: usize, inside: &str, around: impl Fn(&str) -> String) -> String {
    let pay = (0..times).fold(inside.to_string(), |pay, _| around(&pay));
    let payment = format!("\"payments\":[{{\"name\": \"Deep\", \"pay\": {pay}}}, ");
    let draft = front().replacen("\"payments\":[", &payment, 1);
    assert_ne!(draft, front());
    draft
}

/// A text over and over, with commas between.
fn list(times: usize, one: impl Fn(usize) -> String) -> String {
    (0..times).map(one).collect::<Vec<_>>().join(",")
}

const LUMP: &str = r#"{"is": "Lump", "amount": 1}"#;
const COUNT: &str = r#"{"is": "Count", "stage": "success"}"#;

#[test]
fn what_is_too_large_is_told_and_not_worked_out() {
    const MUCH: usize = 10_000_000;
    let until = |of: &str| format!(r#"{{"is": "Until", "event": "success", "of": {of}}}"#);
    let pass = |of: &str| format!(r#"{{"is": "Pass", "from": "provider", "to": "other", "share": 0.5, "of": {of}}}"#);
    let repeat = |of: &str| format!(r#"{{"is": "Repeat", "times": 1200, "every": 1, "of": {of}}}"#);
    let saving = |of: &str| format!(r#"{{"is": "Saving", "value": 1, "baseline": 0.1, "of": {of}}}"#);
    let clamp = |of: &str| format!(r#"{{"is": "Clamp", "hi": 1000000, "of": {of}}}"#);
    let knots = format!("[{}]", list(900, |i| format!("[{i}, {}, 0]", i % 2)));
    let shape = format!(r#"{{"is": "Shape", "metric": {COUNT}, "f": {{"s0": 1, "knots": {knots}}}}}"#);
    let paid = nested(20, COUNT, saving).replacen(
        "\"pay\": {",
        "\"pay\": {\"is\": \"PerUnit\", \"rate\": 1, \"metric\": {",
        1,
    );
    let metric = paid.replacen("}, {\"name\":\"Results\"", "}}, {\"name\":\"Results\"", 1);
    let group = |i: usize| format!(r#"{{"id": "g{i}", "name": "G", "stream": {i}, "referrals": 1, "delivery": {{}}}}"#);
    let people = front().replacen("\"people\":[", &format!("\"people\":[{},", list(300, group)), 1);
    let cases: [(&str, String, &str); 20] = [
        ("letters", "x".repeat(MUCH), "issue.too_large"),
        ("spaces", " ".repeat(MUCH), "issue.too_large"),
        ("brackets", "[".repeat(MUCH), "issue.too_large"),
        ("a draft and spaces", format!("{}{}", front(), " ".repeat(MUCH)), "issue.too_large"),
        ("as many brackets as may be", "[".repeat(MAX_DRAFT), "issue.json"),
        ("a long text", format!("\"{}\"", "é".repeat(MAX_DRAFT / 2 - 1)), "issue.expected"),
        ("a long number", format!("0.{}", "1".repeat(MAX_DRAFT - 2)), "issue.expected"),
        ("a large exponent", format!("1e{}", "1".repeat(MAX_DRAFT - 2)), "issue.json"),
        ("numbers", format!("[{}]", list(MAX_DRAFT / 2 - 1, |_| "1".into())), "issue.too_many"),
        ("one key", format!("{{{}}}", list(100_000, |_| "\"a\":1".into())), "issue.too_many"),
        ("many keys", format!("{{{}}}", list(70_000, |i| format!("\"a{i}\":1"))), "issue.too_many"),
        ("a long key", format!("{{\"{}\": 1}}", "k".repeat(MAX_DRAFT - 7)), "issue.long_name"),
        ("scenarios", format!(r#"{{"format": 1, "scenarios": [{}]}}"#, list(999, |_| "{}".into())), "issue.too_many"),
        ("groups", people, "issue.too_many"),
        ("until, 60 deep", nested(60, LUMP, until), "issue.too_much"),
        ("passed on, 60 deep", nested(60, LUMP, pass), "issue.too_much"),
        ("repeated a billion times", nested(3, LUMP, repeat), "issue.too_much"),
        ("savings of savings", metric, "issue.too_much"),
        ("a clause of 900 knots", nested(1, "0", |_| shape.clone()), "issue.too_much"),
        (
            "ceilings under ceilings",
            nested(1, "0", |_| {
                let inside = (0..50).fold(LUMP.to_string(), |of, _| clamp(&of));
                format!("{{\"is\": \"Sum\", \"of\": [{}]}}", list(100, |_| inside.clone()))
            }),
            "issue.too_much",
        ),
    ];
    for (what, text, id) in cases {
        let found = ids(&text);
        assert!(found.contains(&id), "{what}: {found:?}");
        let told = json!(evaluate(&text, None, 0)).to_string();
        assert!(told.len() < 5_000_000, "{what}: {} bytes of reply", told.len());
    }
}

#[test]
fn what_is_just_not_too_large_is_answered() {
    for (what, draft) in [
        ("until, 10 deep", nested(10, LUMP, |of| format!(r#"{{"is": "Until", "event": "success", "of": {of}}}"#))),
        (
            "said 1,200 times",
            nested(1, LUMP, |of| format!(r#"{{"is": "Repeat", "times": 1200, "every": 1, "of": {of}}}"#)),
        ),
        ("as long as may be", format!("{}{}", front(), " ".repeat(MAX_DRAFT - front().len()))),
        ("a long note", front().replacen("Time to prove", &"Time to prove ".repeat(50_000), 1)),
    ] {
        assert_eq!(ids(&draft), Vec::<&str>::new(), "{what}");
        holds::of("answer", &draft);
    }
}

#[test]
fn nobody_is_told_a_thousand_mistakes() {
    let wrong =
        front().replacen("\"people\":[", &format!("\"people\":[{},", list(150, |i| format!("{{\"a{i}\": 1}}"))), 1);
    let reply = evaluate(&wrong, None, 0);
    assert_eq!(reply.issues.len(), 201);
    assert_eq!(reply.issues[200].id, "issue.more");
    assert!(reply.issues[200].message.contains("200"));
    // what stands in a draft is shown back, but no book of it
    let long = front().replacen("\"stream\":1", &format!("\"stream\":\"{}\"", "long ".repeat(10_000)), 1);
    let told = evaluate(&long, None, 0).issues;
    assert!(told.iter().all(|i| i.message.len() < 1000) && told[0].message.contains("long long"), "{told:?}");
}

#[test]
fn what_is_null_has_been_left_out() {
    let price = "scenarios[0].contracts[0].payments[0].pay.of.metric";
    for (from, to, path) in [
        ("\"format\":1", "\"format\":null", "format"),
        ("\"referrals\":", "\"referrals\":null,\"was\":", "scenarios[0].people[0].referrals"),
        ("\"metric\":", "\"metric\":null,\"was\":", price),
    ] {
        let draft = front().replacen(from, to, 1);
        assert_ne!(draft, front(), "{from}");
        let found = read(&draft).expect("JSON").issues.found;
        assert!(found.iter().any(|i| i.id == "issue.missing" && i.path == path), "{path}: {found:?}");
    }
    assert_eq!(ids(r#"{"format": 1, "seed": 1, "lang": "en", "scenarios": null}"#), ["issue.missing"]);
}

#[test]
fn deeds_without_end_are_not_done() {
    // each reads the draft anew, and one within another once filled the stack
    assert_eq!(act(&front(), &";".repeat(1_000_000)).draft, front());
    let motive = |n: usize| act(&front(), &vec!["motive=0.25"; n].join("; ")).draft;
    assert_eq!(motive(100), motive(1));
    assert_ne!(motive(1), front());
    assert_eq!(motive(101), front());
}

#[test]
fn nobody_reaches_a_result_without_the_stage_before() {
    // 85 of 100 are placed, so no more than 85 can keep the job: what rules that bend make of it must be the same
    let text = fs::read_to_string("tests/scenarios/elsewhere/jobs_kept.json").expect("draft");
    holds::of("answer", &text);
    let paid = |p: &str| {
        let draft = text.replacen("\"p\": 0.65", &format!("\"p\": {p}"), 1);
        assert_ne!(draft, text);
        let reply = evaluate(&draft, None, 0);
        let answer = reply.views[0].answer.as_ref().unwrap_or_else(|| panic!("{:?}", reply.issues));
        answer.results.iter().find(|r| r.id == "paid").and_then(|r| r.value).expect("paid")
    };
    let most = paid("0.85");
    assert!(most > 1000.0);
    for p in ["0.9", "0.99", "1"] {
        assert!((paid(p) - most).abs() < 1e-6, "{p}: {} and {most}", paid(p));
    }
}

/// Numbers of drafts, one for each field and each key of the contract language, in as many kinds of scheme as have it in turn.
fn numbers() -> Vec<(String, Node, String)> {
    let files = ["gallery", "elsewhere"].map(|f| fs::read_dir(format!("tests/scenarios/{f}")).expect("drafts"));
    let mut drafts: Vec<(f64, String, Node)> = Vec::new();
    for path in files.into_iter().flatten().map(|e| e.expect("entry").path()) {
        let text = fs::read_to_string(&path).expect("draft");
        let e = read(&text).expect("JSON");
        if e.issues.found.is_empty() {
            let work = e.scenarios.iter().map(size::work).sum();
            drafts.push((work, path.display().to_string(), e.node));
        }
    }
    drafts.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    // the cheapest, and last the draft with every field, which is none of them
    drafts.truncate(30);
    let every = fs::read_to_string("tests/scenarios/every_field.json").expect("draft");
    drafts.push((0.0, "every field".into(), Node::parse(&every).expect("JSON")));
    let mut out: Vec<(String, Node, String)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (_, _, node) in &drafts {
        for leaf in inputs::leaves(node, "scenarios[0]") {
            let key = leaf.path.rsplit('.').next().unwrap_or_default();
            let word = matches!(leaf.kind, Kind::Choice(_) | Kind::Text);
            let kind = if matches!(leaf.kind, Kind::Pay | Kind::Term) {
                format!("{} {key}", leaf.row.path)
            } else {
                leaf.row.path.into()
            };
            if !word && seen.insert(kind) {
                out.push((leaf.row.path.to_string(), node.clone(), leaf.path.clone()));
            }
        }
    }
    out
}

/// Ends of a number's range and what lies just beyond, and sizes at which arithmetic breaks.
fn grid(row: &str) -> Vec<f64> {
    let (min, max) = match fields::find(row).map(|r| r.kind) {
        Some(
            Kind::Value { min, max, .. }
            | Kind::Monthly { min, max, .. }
            | Kind::Banded { min, max, .. }
            | Kind::Whole { min, max },
        ) => (min, max),
        Some(Kind::Names(Kind::Value { min, max, .. })) => (*min, *max),
        _ => (-1e9, 1e9),
    };
    let beyond = [min - 1e-9 * min.abs().max(1e-3), max + 1e-9 * max.abs().max(1e-3)];
    [&[min, max, -0.0, 5e-324, 1e-9, -1.0, 1e300, -1e300, f64::MAX][..], &beyond].concat()
}

/// Holds every number of one half of the fields to what must hold of drafts.
fn at_the_ends(half: usize) {
    let all = numbers();
    assert!(all.len() > 120, "{}", all.len());
    let (mut answered, mut refused) = (0, 0);
    for (row, node, path) in all.iter().skip(half).step_by(2) {
        for v in grid(row) {
            let mut changed = node.clone();
            assert!(changed.set(path, Node::Number(v)), "{path}");
            let text = changed.to_string();
            if let Err(why) = std::panic::catch_unwind(|| holds::of("answer", &text)) {
                panic!("{path} = {v:e}: {}", why.downcast_ref::<String>().map_or("", |w| w));
            }
            match read(&text).expect("JSON").issues.found.is_empty() {
                true => answered += 1,
                false => refused += 1,
            }
        }
    }
    assert!(answered > 300 && refused > 200, "{answered} answered, {refused} refused");
}

#[test]
fn every_number_at_its_ends_and_beyond_one_half() {
    at_the_ends(0);
}

#[test]
fn every_number_at_its_ends_and_beyond_the_other_half() {
    at_the_ends(1);
}

#[test]
fn what_may_come_to_more_than_a_number_can_say_is_told() {
    let per = |metric: &str| format!(r#"{{"is": "PerUnit", "rate": 1, "metric": {metric}}}"#);
    let times = |n: usize| per(&format!(r#"{{"is": "*", "of": [{COUNT},{}]}}"#, list(n, |_| "1000000000000".into())));
    let scale = |of: &str| format!(r#"{{"is": "Scale", "number": 1000000000000, "of": {of}}}"#);
    for (what, draft, id) in [
        ("30 large factors", nested(1, "", |_| times(30)), "issue.beyond"),
        ("a scale of a scale", nested(30, LUMP, scale), "issue.beyond"),
        ("a factor beyond all money", nested(1, "", |_| per("1e300")), "issue.range"),
        (
            "divided by next to nothing",
            nested(1, "", |_| per(&format!(r#"{{"is": "/", "of": [{COUNT}, 5e-324]}}"#))),
            "issue.tiny",
        ),
    ] {
        let found = ids(&draft);
        assert!(found.contains(&id), "{what}: {found:?}");
        holds::of("answer", &draft);
    }
    // large, and yet a number
    let draft = nested(1, "", |_| times(3));
    assert_eq!(ids(&draft), Vec::<&str>::new());
    holds::of("answer", &draft);
}
