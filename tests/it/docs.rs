//! The published reference is what the tables say; UPDATE=1 rewrites it.

use std::fs;

fn published(path: &str, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == text, "{path} is not what the tables say: run UPDATE=1 cargo test --test it docs");
}

#[test]
fn the_reference_is_up_to_date() {
    published("docs/reference.md", &pbr::scenario::reference());
}
