//! The checklist names for each feature the test that holds it: no row may go, and no test that it names.

use std::fs;

/// Number, and file and name of each test; no test for what is absent.
fn rows(section: &str) -> Vec<(usize, Vec<(String, String)>)> {
    let mut out = Vec::new();
    for line in section.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| |")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, feature, held] = cells.as_slice() else { panic!("three cells: {line}") };
        assert!(feature.len() > 3, "{line}");
        let mut tests = Vec::new();
        for piece in held.split("; `") {
            if let Some((file, name)) = piece.trim_start_matches('`').split_once("`: ") {
                tests.push((file.to_string(), name.to_string()));
            }
        }
        assert!(!tests.is_empty() || held.starts_with("**absent**: "), "{line}");
        out.push((number.parse().expect("a number"), tests));
    }
    out
}

#[test]
fn every_feature_has_a_test_that_is_there_or_a_reason() {
    let text = fs::read_to_string("docs/checklist.md").expect("docs/checklist.md");
    let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert_eq!(sections.len(), 2);
    for (section, count) in sections.iter().zip([83, 25]) {
        let rows = rows(section);
        let numbers: Vec<usize> = rows.iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        for (n, tests) in rows {
            for (file, name) in tests {
                let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{n}: {file}: {e}"));
                assert!(text.contains(&name), "{n}: {file} has no test “{name}”");
            }
        }
    }
}
