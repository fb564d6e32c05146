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

/// A guide that names what is no longer there is worse than none.
#[test]
fn every_file_that_a_guide_names_is_there() {
    let mut named = 0;
    for guide in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(guide).expect(guide);
        for word in text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace) {
            let folder = word.split('/').next().unwrap_or_default();
            let ours = ["src", "www", "tests", "xtask", "docs", ".ci"].contains(&folder) && word.contains('/');
            if !ours || word.contains(['*', '{']) || word.contains("NAME") {
                continue;
            }
            assert!(fs::metadata(word).is_ok(), "{guide} names {word}");
            named += 1;
        }
    }
    assert!(named > 60, "{named}");
}

/// Who opens a release finds in its notes what changed.
#[test]
fn this_version_has_release_notes() {
    let notes = fs::read_to_string("CHANGELOG.md").expect("CHANGELOG.md");
    let first = notes.lines().find_map(|l| l.strip_prefix("## ")).expect("a version");
    assert_eq!(first, env!("CARGO_PKG_VERSION"));
}
