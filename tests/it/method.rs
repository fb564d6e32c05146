//! The method as it is told: its check values are those of the specification, and every picture is explained once.

use pbr::json::Node;
use pbr::library;
use pbr::method;
use pbr::words::Lang;
use serde_json::Value;

#[test]
fn check_values_are_those_of_the_test_vectors() {
    let vectors: Value =
        serde_json::from_str(&std::fs::read_to_string("tests/vectors.json").expect("file")).expect("json");
    let cases =
        || vectors["groups"].as_array().expect("groups").iter().flat_map(|g| g["cases"].as_array().expect("cases"));
    let data = method::data();
    let Some(Node::List(sections)) = data.get("sections") else { panic!("no sections") };
    let mut seen = 0;
    for section in sections {
        let Some(Node::List(checks)) = section.get("checks") else { panic!("no checks") };
        for check in checks {
            let words = |key: &str| check.get(key).and_then(Node::text).expect("words");
            let case =
                cases().find(|c| c["id"] == words("case")).unwrap_or_else(|| panic!("no case {}", words("case")));
            let want = case["out"][words("field")].as_f64().expect("a number");
            let got = check.get("value").and_then(Node::number).expect("a number");
            assert!((got - want).abs() <= 1e-12 * want.abs(), "{}: {got}, not {want}", words("case"));
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn every_picture_is_explained_in_one_section() {
    let told = method::told(Lang::En);
    for scheme in library::all() {
        let reply = pbr::evaluate::evaluate(scheme.text, None, 0);
        for tab in &reply.views[0].answer.as_ref().expect("an answer").tabs {
            let sections = told.sections.iter().filter(|s| s.figures.contains(&tab.id)).count();
            assert_eq!(sections, 1, "{}", tab.id);
        }
    }
}

#[test]
fn everything_is_said_in_full() {
    let told = method::told(Lang::En);
    for s in &told.sections {
        assert!(
            !s.says.is_empty() && !s.formulas.is_empty() && !s.checks.is_empty() && !s.rests.is_empty(),
            "{}",
            s.id
        );
    }
    for w in &told.glossary {
        assert!(!w.word.is_empty() && !w.standard.is_empty() && w.means.ends_with('.'), "{}", w.word);
    }
    assert!(told.glossary.len() >= 25);
    for a in &told.assumptions {
        assert!(![&a.what, &a.taken, &a.sure, &a.instead].iter().any(|t| t.is_empty()), "{}", a.what);
    }
    // the version that is running is listed
    assert!(told.versions.iter().any(|v| v.head == env!("CARGO_PKG_VERSION")));
    for lines in [&told.limits, &told.unsettled] {
        assert!(lines.iter().all(|l| l.ends_with('.')));
    }
    assert!(told.assurance.iter().all(|row| !row.text.is_empty()));
}
