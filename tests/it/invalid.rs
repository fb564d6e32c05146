//! Drafts with mistakes: each is told once, at its own path, in words that say what would be right.
//!
//! Beside `NAME.json` in `tests/scenarios/invalid` stands `NAME.issues.json`: every issue expected, path and message id.
//! `UPDATE=1 cargo test` writes these anew; read the difference before you commit it.

use pbr::issues::Issues;
use pbr::json::Node;
use pbr::reply::Issue;
use pbr::scenario;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn drafts() -> Vec<PathBuf> {
    let all = fs::read_dir("tests/scenarios/invalid").expect("folder");
    let mut paths: Vec<PathBuf> = all.map(|e| e.expect("entry").path()).collect();
    paths.retain(|p| p.to_string_lossy().ends_with(".json") && !p.to_string_lossy().ends_with(".issues.json"));
    paths.sort();
    paths
}

fn issues(text: &str) -> Vec<Issue> {
    match scenario::read(text) {
        Ok(envelope) => envelope.issues.found,
        Err(Issues { found, .. }) => found,
    }
}

fn told(issues: &[Issue]) -> Value {
    issues.iter().map(|i| json!({"path": i.path, "id": i.id})).collect()
}

#[test]
fn every_mistake_is_told_where_it_is() {
    let update = std::env::var_os("UPDATE").is_some();
    for path in drafts() {
        let name = path.display();
        let found = issues(&fs::read_to_string(&path).expect("draft"));
        let beside = path.with_extension("issues.json");
        if update {
            let text = serde_json::to_string_pretty(&told(&found)).expect("json");
            fs::write(&beside, text + "\n").expect("write");
        }
        let want = fs::read_to_string(&beside).unwrap_or_else(|_| panic!("{name} has no issues beside it: UPDATE=1"));
        let want: Value = serde_json::from_str(&want).expect("json");
        assert_eq!(told(&found), want, "{name}: {found:#?}");
    }
}

#[test]
fn a_single_mistake_is_told_once() {
    for path in drafts() {
        let found = issues(&fs::read_to_string(&path).expect("draft"));
        let twelve = path.ends_with("twelve_mistakes.json");
        assert_eq!(found.len(), if twelve { 12 } else { 1 }, "{}: {found:#?}", path.display());
    }
}

#[test]
fn messages_are_sentences() {
    let mut ids = Vec::new();
    for path in drafts() {
        for issue in issues(&fs::read_to_string(&path).expect("draft")) {
            let m = &issue.message;
            assert!(m.ends_with(['.', '?']), "{}: {m}", path.display());
            assert!(m.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“-".contains(c)), "{m}");
            // what was typed may hold braces; a placeholder is a brace with a word right behind it
            let placeholder = m.match_indices('{').any(|(i, _)| {
                let inside = m[i + 1..].split('}').next().unwrap_or("");
                !inside.is_empty() && inside.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            });
            assert!(!placeholder && !m.contains("  ") && !m.contains(".."), "{m}");
            assert!(!m.ends_with("has: .") && !m.ends_with(": ."), "{m}: an empty list helps nobody");
            ids.push(issue.id);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() >= 30, "kinds of mistakes that a file stands for: {ids:?}");
}

#[test]
fn a_path_leads_to_its_field_or_to_where_it_is_missing() {
    for path in drafts() {
        let text = fs::read_to_string(&path).expect("draft");
        let Ok(tree) = Node::parse(&text) else {
            continue;
        };
        for issue in issues(&text) {
            let parent = issue.path.rsplit_once('.').map_or("", |(parent, _)| parent);
            let stands = tree.at(&issue.path).is_some() || parent.is_empty() || tree.at(parent).is_some();
            assert!(stands, "{}: nothing at {}", path.display(), issue.path);
        }
    }
}

#[test]
fn with_mistakes_there_is_still_a_form_to_show() {
    for path in drafts() {
        let text = fs::read_to_string(&path).expect("draft");
        if let Ok(envelope) = scenario::read(&text) {
            assert_eq!(envelope.scenarios.len(), 1, "{}", path.display());
        }
    }
}
