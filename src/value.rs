//! A value and where it comes from: a number, or a number with range, source, status, grade and note.

use crate::issues::Issues;
use crate::json::{Node, key};
use crate::num::float;
use crate::reply::Unit;
use crate::words::number;

/// How a number may be shown (`facts.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Primary or official source.
    Published,
    /// A secondary source that reports a named document.
    Secondary,
    /// Derived from published numbers; no stronger than its weakest input.
    Calculated,
    /// Remembered, not checked: never shown as published.
    Unverified,
    /// Invented but plausible.
    Illustrative,
    /// The reader's own.
    #[default]
    Yours,
}

impl Status {
    /// Every status with its word in a draft.
    pub const ALL: [(&'static str, Status); 6] = [
        ("published", Status::Published),
        ("secondary", Status::Secondary),
        ("calculated", Status::Calculated),
        ("unverified", Status::Unverified),
        ("illustrative", Status::Illustrative),
        ("yours", Status::Yours),
    ];

    /// The status of a word.
    pub fn of(word: &str) -> Option<Status> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, s)| *s)
    }

    /// Its word in a draft.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("yours", |(w, _)| w)
    }

    /// The message id of the tag that a page shows. Unverified and illustrative numbers are both *Example*:
    /// neither may pass for published.
    pub fn tag(self) -> &'static str {
        match self {
            Status::Published | Status::Secondary => "tag.published",
            Status::Calculated => "tag.calculated",
            Status::Unverified | Status::Illustrative => "tag.example",
            Status::Yours => "tag.yours",
        }
    }
}

/// A number and where it comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Value {
    /// The number.
    pub v: f64,
    /// Low end of its range.
    pub low: Option<f64>,
    /// High end of its range.
    pub high: Option<f64>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How it may be shown.
    pub status: Status,
    /// What a reader should know.
    pub note: Option<String>,
    /// What optimism adds to it, as a share, by the grade of its evidence; 0 without a grade.
    pub bias: f64,
}

const KEYS: [(&str, bool); 8] = [
    // null is a number left out: told below, at the field itself
    ("v", false),
    ("low", false),
    ("high", false),
    ("dist", false),
    ("source", false),
    ("status", true),
    ("grade", false),
    ("note", false),
];

/// Half-width of the range that a grade of evidence stands for, as a share of the value, grades 1 to 6
/// (`model-spec.md` 1.7: remembered from the 2014 partnership guidance, so shown as illustrative).
pub const GRADE_WIDTH: [f64; 6] = [0.02, 0.05, 0.10, 0.15, 0.20, 0.25];

/// Optimism bias: by what part benefits that rest on a grade of evidence are likely to be overstated, grades 1 to 6
/// (`model-spec.md` 1.7: as above, so shown as illustrative).
pub const GRADE_BIAS: [f64; 6] = [0.0, 0.05, 0.10, 0.15, 0.25, 0.40];

/// True if the node is a value with provenance and not some other object.
pub fn is_value(node: &Node) -> bool {
    node.get("v").is_some()
}

/// What a number may be: from least to greatest, in the unit in which a person would say it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
    /// The unit.
    pub unit: Unit,
}

impl Range {
    /// Any number at all.
    pub const ANY: Range = Range { min: f64::NEG_INFINITY, max: f64::INFINITY, unit: Unit::Number };
}

/// Reads a number or a value, within its range; says what is wrong, and then stands in with the nearest good number.
pub fn read(issues: &mut Issues, node: &Node, path: &str, range: Range) -> Value {
    let plain = |v| Value { v, ..Value::default() };
    match node {
        Node::Number(x) => plain(within(issues, *x, path, range)),
        Node::Object(_) => {
            issues.keys(node, path, &KEYS);
            let v = match node.get("v") {
                Some(Node::Number(x)) => within(issues, *x, path, range),
                Some(Node::Null) => {
                    issues.add(path, "issue.left_out", &[]);
                    stand_in(range)
                }
                Some(other) => {
                    // the mistake is told at the field itself: the page shows one field for the whole value
                    issues.expected(path, "a number", other);
                    stand_in(range)
                }
                None => {
                    issues.add(&key(path, "v"), "issue.missing", &[("key", "v")]);
                    stand_in(range)
                }
            };
            let mut bound = |k: &str| match node.get(k) {
                None | Some(Node::Null) => None,
                Some(Node::Number(x)) => Some(*x),
                Some(other) => {
                    issues.expected(&key(path, k), "a number", other);
                    None
                }
            };
            let (mut low, mut high) = (bound("low"), bound("high"));
            if low.is_some_and(|l| l > v) || high.is_some_and(|h| h < v) {
                issues.add(path, "issue.low_high", &[]);
            }
            let mut words = |k: &str| match node.get(k) {
                None | Some(Node::Null) => None,
                Some(Node::Text(t)) => Some(t.clone()),
                Some(other) => {
                    issues.expected(&key(path, k), "text", other);
                    None
                }
            };
            let (source, note, dist, status) = (words("source"), words("note"), words("dist"), words("status"));
            if let Some(d) = &dist {
                issues.one_of(&key(path, "dist"), d, &["fixed", "uniform", "pert", "normal"]);
            }
            let status = status.map_or(Status::Yours, |s| {
                let list = Status::ALL.map(|(w, _)| w);
                issues.one_of(&key(path, "status"), &s, &list);
                Status::of(&s).unwrap_or_default()
            });
            if matches!(status, Status::Published | Status::Secondary) && source.is_none() {
                issues.add(&key(path, "source"), "issue.source", &[]);
            }
            let mut bias = 0.0;
            match node.get("grade") {
                None | Some(Node::Null) => {}
                Some(Node::Number(g)) if (1.0..=6.0).contains(g) && g.fract() == 0.0 => {
                    let width = GRADE_WIDTH[*g as usize - 1] * v.abs();
                    low = low.or(Some(v - width));
                    high = high.or(Some(v + width));
                    bias = GRADE_BIAS[*g as usize - 1];
                }
                Some(other) => issues.expected(&key(path, "grade"), "a whole number from 1 to 6", other),
            }
            Value { v, low, high, source, status, note, bias }
        }
        other => {
            issues.expected(path, "a number", other);
            plain(stand_in(range))
        }
    }
}

/// Zero, or the nearest number to it that is allowed.
fn stand_in(Range { min, max, .. }: Range) -> f64 {
    float::clamp(0.0, min, max)
}

fn within(issues: &mut Issues, x: f64, path: &str, Range { min, max, unit }: Range) -> f64 {
    if x >= min && x <= max {
        return x;
    }
    // shares of 1 are said as a person types them on the page
    let told = |v: f64| match unit {
        Unit::Of100 => format!("{} of 100", number::typed(v, unit)),
        _ => number::typed(v, unit),
    };
    let (got, least, most) = (told(x), told(min), told(max));
    match (min.is_finite(), max.is_finite()) {
        (true, true) => issues.add(path, "issue.range", &[("got", &got), ("min", &least), ("max", &most)]),
        (true, false) => issues.add(path, "issue.at_least", &[("got", &got), ("min", &least)]),
        _ => issues.add(path, "issue.at_most", &[("got", &got), ("max", &most)]),
    }
    float::clamp(x, min, max)
}
