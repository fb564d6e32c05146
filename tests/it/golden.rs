//! Goldens: what the engine answers to each draft of the gallery, digit for digit and word for word.
//!
//! Beside each draft `tests/scenarios/gallery/NAME.json` stands its reply, `tests/goldens/NAME.json`; the shipped WebAssembly
//! must give the same bits (`www/test/engine.test.mjs`). `UPDATE=1 cargo test` writes them anew; read the difference before
//! you commit it.

use pbr::evaluate::{FIRST, Job, evaluate};
use pbr::library;
use pbr::reply::{Figure, Method};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

const GALLERY: &str = "tests/scenarios/gallery";
const GOLDENS: &str = "tests/goldens";

fn names(folder: &str) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let files = all.map(|e| e.expect("entry").file_name());
    let mut names: Vec<String> =
        files.filter_map(|f| Some(f.to_string_lossy().strip_suffix(".json")?.to_string())).collect();
    names.sort();
    names
}

/// The draft of the gallery; that of a scheme is the library's.
fn draft(name: &str) -> String {
    let path = format!("{GALLERY}/{name}.json");
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every draft of the gallery, by name; with `UPDATE=1` the schemes and all goldens are written first, once for all tests.
fn gallery() -> Vec<String> {
    static WRITTEN: LazyLock<()> = LazyLock::new(|| {
        if std::env::var_os("UPDATE").is_some() {
            for scheme in library::all() {
                let path = format!("{GALLERY}/{}.json", scheme.id);
                fs::write(path, scheme.text).expect("write");
            }
            for name in names(GALLERY) {
                fs::write(format!("{GOLDENS}/{name}.json"), reply(&draft(&name))).expect("write");
            }
        }
    });
    LazyLock::force(&WRITTEN);
    names(GALLERY)
}

fn reply(draft: &str) -> String {
    serde_json::to_string_pretty(&whole(draft)).expect("json") + "\n"
}

/// A reply, with the pictures that are drawn only when looked at, and what the first futures make of it.
fn whole(draft: &str) -> Value {
    let reply = evaluate(draft, None, 0);
    let answer = reply.views.first().and_then(|v| v.answer.as_ref());
    let costly: Vec<Figure> = answer
        .into_iter()
        .flat_map(|a| a.tabs.iter().filter(|t| a.figures.iter().all(|f| f.id != t.id)))
        .filter_map(|t| Job::new(draft, None, 0, &t.id).step(1).figure)
        .collect();
    let mut whole = serde_json::to_value(&reply).expect("json");
    whole["costly"] = serde_json::to_value(costly).expect("json");
    if let Some(answer) = Job::new(draft, None, 0, "futures").step(FIRST).answer {
        let pictures: Vec<&Figure> = answer.figures.iter().filter(|f| f.id == "futures" || f.id == "cash").collect();
        let drawn = (&answer.sentences, &answer.rows, &answer.results, pictures);
        whole["futures"] = serde_json::to_value(drawn).expect("json");
    }
    whole
}

/// Where two replies differ: numbers by their bits, texts by their letters, keys by their being there.
fn differences(at: &str, got: &Value, want: &Value, out: &mut Vec<String>) {
    match (got, want) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for k in keys {
                match (a.get(k), b.get(k)) {
                    (Some(x), Some(y)) => differences(&format!("{at}.{k}"), x, y, out),
                    (x, y) => out.push(format!("{at}.{k}: {x:?} instead of {y:?}")),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (x, y)) in a.iter().zip(b).enumerate() {
                differences(&format!("{at}[{i}]"), x, y, out);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let bits = |n: &serde_json::Number| n.as_f64().map(f64::to_bits);
            if bits(a) != bits(b) {
                out.push(format!("{at}: {a} instead of {b}"));
            }
        }
        _ if got == want => {}
        _ => out.push(format!("{at}: {got} instead of {want}")),
    }
}

#[test]
fn goldens_hold_to_the_last_bit() {
    for name in gallery() {
        let got = reply(&draft(&name));
        let path = format!("{GOLDENS}/{name}.json");
        let want = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name} has no golden: UPDATE=1"));
        let parse = |text: &str| serde_json::from_str::<Value>(text).expect("json");
        let mut found = Vec::new();
        differences(&name, &parse(&got), &parse(&want), &mut found);
        let first: Vec<_> = found.iter().take(20).collect();
        assert!(found.is_empty(), "{} differences: {first:#?}", found.len());
    }
}

#[test]
fn every_scheme_and_every_golden_has_its_draft() {
    let drafts = gallery();
    assert_eq!(names(GOLDENS), drafts, "a golden without a draft is stale");
    for scheme in library::all() {
        assert_eq!(draft(scheme.id), scheme.text, "{}: UPDATE=1 copies it", scheme.id);
    }
}

/// A number that JSON cannot write becomes null: none may hide in a golden.
#[test]
fn no_golden_holds_a_null() {
    fn nulls(at: &str, v: &Value, out: &mut Vec<String>) {
        match v {
            Value::Null => out.push(at.to_string()),
            Value::Array(list) => list.iter().enumerate().for_each(|(i, x)| nulls(&format!("{at}[{i}]"), x, out)),
            Value::Object(map) => map.iter().for_each(|(k, x)| nulls(&format!("{at}.{k}"), x, out)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for name in gallery() {
        let value = serde_json::to_value(evaluate(&draft(&name), None, 0)).expect("json");
        nulls(&name, &value, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The gallery is there to cover: both methods, every figure, drafts with and without mistakes.
#[test]
fn the_gallery_covers() {
    let (mut methods, mut figures, mut results, mut unanswered) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), 0);
    for name in gallery() {
        let reply = evaluate(&draft(&name), None, 0);
        unanswered += reply.views.iter().filter(|v| v.answer.is_none()).count();
        let drawn = Job::new(&draft(&name), None, 0, "futures").step(FIRST).answer;
        if let (Some(now), Some(answer)) = (&drawn, reply.views.first().and_then(|v| v.answer.as_ref())) {
            let ids = |a: &pbr::reply::Answer| a.tabs.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
            assert_eq!(ids(now), ids(answer), "{name}: no tab moves under the pointer when futures have been drawn");
        }
        for a in reply.views.into_iter().filter_map(|v| v.answer).chain(drawn) {
            methods.insert(a.method);
            methods.extend(a.results.iter().map(|r| r.method));
            figures.extend(a.figures.iter().map(|f| f.id.clone()));
            results.extend(a.results.into_iter().filter(|r| r.value.is_some()).map(|r| r.id));
        }
    }
    assert_eq!(methods.into_iter().collect::<Vec<_>>(), [Method::WorkedOut, Method::Sampled, Method::CentralPath]);
    let all = [
        "anyway",
        "cash",
        "counted",
        "counting",
        "futures",
        "gains",
        "help",
        "margin",
        "matrix",
        "payments_by_group",
        "payments_by_kind",
        "payoff",
        "pool",
        "savings",
        "twice",
    ];
    assert_eq!(figures.into_iter().collect::<Vec<_>>(), all);
    assert_eq!(unanswered, 1, "one scenario has mistakes");
    let never: Vec<&str> = pbr::results::RESULTS.iter().map(|d| d.id).filter(|id| !results.contains(*id)).collect();
    assert!(never.is_empty(), "results of no golden: {never:?}");
}

#[test]
fn a_difference_of_one_bit_is_seen() {
    let one = |v: f64| serde_json::json!({"a": [v, "x"], "b": 1});
    let found = |a: &Value, b: &Value| {
        let mut out = Vec::new();
        differences("r", a, b, &mut out);
        out.len()
    };
    assert_eq!(found(&one(0.1), &one(0.1)), 0);
    assert_eq!(found(&one(0.1), &one(0.1f64.next_up())), 1);
    assert_eq!(found(&one(0.0), &one(-0.0)), 1);
    assert_eq!(found(&one(0.1), &serde_json::json!({"a": [0.1, "x"]})), 1);
}
