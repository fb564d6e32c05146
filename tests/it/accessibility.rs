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

/// Relative luminance of `#rrggbb`, as the standard has it.
fn luminance(colour: &str) -> f64 {
    let part = |i: usize| {
        let c = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).expect("hexadecimal")) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { pbr::num::float::powf((c + 0.055) / 1.055, 2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// 1.4.3 and 1.4.11, of the colours themselves; what stands on what is axe's to say.
#[test]
fn words_and_marks_have_contrast_in_both_themes() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    let tokens = fs::read_to_string("www/style/tokens.scss").expect("tokens");
    for theme in ["light", "dark"] {
        let block = tokens.split(&format!("@mixin {theme} {{")).nth(1).and_then(|t| t.split('}').next()).expect(theme);
        let of = |name: &str| {
            let line = block.lines().find_map(|l| l.trim().strip_prefix(&format!("--{name}: ")));
            line.unwrap_or_else(|| panic!("{theme}: no {name}")).trim_end_matches(';')
        };
        let voices = ["people", "provider", "commissioner", "investor", "fails"];
        for name in ["ink", "muted", "anyway-word"].into_iter().chain(voices) {
            let found = contrast(of(name), of("paper"));
            assert!(found >= 4.5, "{theme}: words in {name} have {found}");
        }
        for name in ["ink", "anyway"].into_iter().chain(voices) {
            for ground in ["paper", "soft"] {
                let found = contrast(of(name), of(ground));
                assert!(found >= 3.0, "{theme}: marks in {name} on {ground} have {found}");
            }
        }
    }
}
