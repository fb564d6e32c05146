//! The self-assessment against WCAG 2.2 has every criterion of levels A and AA, and each test that it names is there.

use std::fs;

/// Criteria of levels A and AA in version 2.2, from which 4.1.1 was taken out.
const CRITERIA: usize = 55;

#[test]
fn every_criterion_names_a_test_that_is_there_or_what_was_done() {
    let text = fs::read_to_string("docs/accessibility.md").expect("docs/accessibility.md");
    let rows: Vec<&str> = text.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| |")).collect();
    let mut numbers = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, _, level, held] = cells.as_slice() else { panic!("four cells: {row}") };
        let parts: Vec<u32> = number.split('.').map(|n| n.parse().expect("a number")).collect();
        assert!(parts.len() == 3 && ["A", "AA"].contains(level), "{row}");
        numbers.push(parts);
        for way in held.split("; `").flat_map(|w| w.split("; **")) {
            if let Some((file, name)) = way.trim_start_matches('`').split_once("`: ") {
                let test = fs::read_to_string(file).unwrap_or_else(|e| panic!("{number}: {file}: {e}"));
                assert!(name.len() > 15 && test.contains(name), "{number}: {file} has no test “{name}”");
            } else {
                let said = way.trim_start_matches('*').split_once("**: ").map(|(how, what)| (how, what.len()));
                assert!(matches!(said, Some(("by hand" | "none", 11..))), "{number}: {way}");
            }
        }
    }
    assert_eq!(numbers.len(), CRITERIA);
    assert!(numbers.is_sorted_by(|a, b| a < b), "each once, in order");
}
