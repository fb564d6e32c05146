//! Back-tests to read: as a page shows them, and as a plain-text table.

use super::{Row, data, list, rows, shipped, told, word};
use crate::gather::Gather;
use crate::json::Node;
use crate::reply::Check;

/// Runs the back-tests of some ids (of none: all of them), as a page shows them.
pub fn shown(ids: &[String]) -> Vec<Check> {
    let data = data();
    let word = |id: &str| word(&data, id);
    let check = |r: Row| {
        let [check, _, published, calculated, difference, tolerance, verdict] = cells(&r, &word);
        let verdict = format!("{verdict}: {tolerance}");
        let strength = word(&format!("strength_{}", r.strength));
        Check {
            id: r.id,
            claim: r.claim,
            check,
            published,
            calculated,
            difference,
            holds: r.verdict,
            verdict,
            strength,
            why: r.why,
            source: r.source,
        }
    };
    let wanted = |test: &&Node| {
        ids.is_empty() || test.get("id").and_then(Node::text).is_some_and(|t| ids.iter().any(|id| id == t))
    };
    list(data.get("tests")).iter().filter(wanted).flat_map(|t| rows(&data, t, &shipped)).map(check).gather()
}

/// The rows as a plain-text table, test by test: the claim, what is known against it, the checks, the sources.
pub fn print(rows: &[Row]) -> String {
    let data = data();
    let word = |id: &str| word(&data, id);
    let head = ["check", "strength", "published", "calculated", "difference", "tolerance", "verdict"].map(word);
    let mut out = String::new();
    for test in rows.chunk_by(|a, b| a.id == b.id) {
        let Some(first) = test.first() else { continue };
        let strength = word(&format!("strength_{}", first.strength));
        out.push_str(&format!("{} ({strength}): {}\n", first.id, first.claim));
        for why in distinct(test.iter().map(|r| r.why.as_str())) {
            let about: Vec<&str> = test.iter().filter(|r| r.why == why).map(|r| r.check.as_str()).collect();
            let about = if let [one] = about.as_slice() { format!(" ({one})") } else { String::new() };
            out.push_str(&format!("  {}{about}: {why}\n", word("why")));
        }
        let cells: Vec<[String; 7]> = test.iter().map(|r| cells(r, &word)).collect();
        let width = |i: usize| cells.iter().chain([&head]).map(|c| c[i].chars().count()).max().unwrap_or(0);
        let widths: [usize; 7] = std::array::from_fn(width);
        for c in [&head].into_iter().chain(&cells) {
            let pad = |i: usize| {
                let gap = " ".repeat(widths[i] - c[i].chars().count());
                // numbers end, words begin, at the same place
                if (2..5).contains(&i) { format!("{gap}{}", c[i]) } else { format!("{}{gap}", c[i]) }
            };
            out.push_str(&format!("  {}\n", (0..7).map(pad).collect::<Vec<_>>().join("  ").trim_end()));
        }
        let sources = distinct(test.iter().flat_map(|r| r.source.split("; ")).filter(|s| !s.is_empty()));
        if !sources.is_empty() {
            out.push_str(&format!("  {}: {}\n", word("sources"), sources.join("; ")));
        }
        out.push('\n');
    }
    let held = rows.iter().filter(|r| r.verdict).count();
    let total = word("total").replace("{held}", &held.to_string()).replace("{all}", &rows.len().to_string());
    format!("{out}{total}\n")
}

fn distinct<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut out = Vec::new();
    for one in all {
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

fn cells(r: &Row, word: &dyn Fn(&str) -> String) -> [String; 7] {
    let verdict = word(if r.verdict { "holds" } else { "fails" });
    let difference = r.difference.map_or_else(String::new, |d| told(d, r.unit));
    let [check, strength, published, calculated, tolerance] =
        [&r.check, &r.strength, &r.published_text, &r.calculated_text, &r.tolerance].map(Clone::clone);
    [check, strength, published, calculated, difference, tolerance, verdict]
}
