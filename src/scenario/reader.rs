//! How a draft is read: a node with its path and its rows in the table of fields, and everything that can be wrong with it.

use super::fields::{self, Field, Kind, Need, below};
use super::size;
use crate::contract::tree::Term;
use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::{Node, item, key};
use crate::reply::Unit;
use crate::value::{self, Range, Value};

/// A node with its path and the pattern of its rows in the table of fields.
pub(super) struct At<'n> {
    pub(super) node: &'n Node,
    pub(super) path: String,
    pub(super) pattern: String,
}

impl At<'_> {
    pub(super) fn row(&self, name: &str) -> (&'static Field, String) {
        let pattern = key(&self.pattern, name);
        // every name that this file reads has a row: the test `rows_and_reader_agree` reads them all
        let row = fields::find(&pattern).unwrap_or(&fields::FIELDS[0]);
        debug_assert!(row.path == pattern, "no field {pattern}");
        (row, key(&self.path, name))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.node.get(name).filter(|n| **n != Node::Null)
    }
}

pub(super) struct Reader {
    pub(super) issues: Issues,
}

impl Reader {
    /// Checks the keys of a record against the table.
    pub(super) fn record(&mut self, at: &At) -> bool {
        let allowed: Vec<(&str, bool)> = below(&at.pattern).map(|(k, f)| (k, f.need == Need::Required)).gather();
        self.issues.keys(at.node, &at.path, &allowed)
    }

    /// The record under a key, its keys checked.
    pub(super) fn child<'n>(&mut self, at: &'n At, name: &str) -> Option<At<'n>> {
        let (row, path) = at.row(name);
        let child = At { node: at.get(name)?, path, pattern: row.path.to_string() };
        self.record(&child).then_some(child)
    }

    /// The records of a list, their keys checked; what is no record is told and left out.
    pub(super) fn records<'n>(&mut self, at: &'n At, name: &str) -> Vec<At<'n>> {
        let (row, path) = at.row(name);
        let items = match at.get(name) {
            Some(Node::List(items)) => items,
            Some(other) => {
                self.issues.expected(&path, "a list [ … ]", other);
                return Vec::new();
            }
            None => return Vec::new(),
        };
        let child = |i| At { node: &items[i], path: item(&path, i), pattern: format!("{}[]", row.path) };
        if !size::records(&mut self.issues, &path, items.len()) {
            return Vec::new();
        }
        (0..items.len()).map(child).filter(|c| self.record(c)).gather()
    }

    /// The entries of an object whose keys are names.
    pub(super) fn names<'n>(&mut self, at: &'n At, name: &str) -> Vec<(String, At<'n>)> {
        let (row, path) = at.row(name);
        match at.get(name) {
            Some(Node::Object(pairs)) => {
                for (i, (k, _)) in pairs.iter().enumerate() {
                    if pairs[..i].iter().any(|(other, _)| other == k) {
                        self.issues.add(&key(&path, k), "issue.duplicate", &[("key", k)]);
                    }
                }
                let pattern = format!("{}{{}}", row.path);
                let entry = |(k, node): &'n (String, Node)| {
                    (k.clone(), At { node, path: key(&path, k), pattern: pattern.clone() })
                };
                pairs.iter().map(entry).gather()
            }
            Some(other) => {
                self.issues.expected(&path, "an object {name: …}", other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// A number or value under a key; its default if it is left out.
    pub(super) fn value(&mut self, at: &At, name: &str) -> Option<Value> {
        let (row, path) = at.row(name);
        let Some(node) = at.get(name) else {
            return match row.need {
                Need::Default(v) => Some(Value { v, ..Value::default() }),
                Need::Required => Some(Value::default()),
                Need::Optional => None,
            };
        };
        Some(value::read(&mut self.issues, node, &path, range(row.kind)))
    }

    pub(super) fn number(&mut self, at: &At, name: &str) -> f64 {
        self.value(at, name).map_or(0.0, |v| v.v)
    }

    /// A whole number.
    pub(super) fn whole(&mut self, at: &At, name: &str) -> u32 {
        let v = self.number(at, name);
        if v.fract() != 0.0 {
            let (_, path) = at.row(name);
            self.issues.expected(&path, "a whole number", at.get(name).unwrap_or(&Node::Null));
        }
        v as u32
    }

    pub(super) fn text(&mut self, at: &At, name: &str) -> Option<String> {
        let (_, path) = at.row(name);
        match at.get(name)? {
            Node::Text(t) => Some(t.clone()),
            other => {
                self.issues.expected(&path, "text", other);
                None
            }
        }
    }

    /// A name that others refer to: letters, digits, `_` and `-` only, so that paths and tags stay readable.
    pub(super) fn id(&mut self, at: &At) -> String {
        let id = self.text(at, "id").unwrap_or_default();
        let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if !id.is_empty() && !id.chars().all(good) {
            self.issues.add(&key(&at.path, "id"), "issue.id", &[("id", &id)]);
        }
        id
    }

    pub(super) fn choice(&mut self, at: &At, name: &str) -> Option<String> {
        let (row, path) = at.row(name);
        let word = self.text(at, name)?;
        if let Kind::Choice(options) = row.kind {
            let list: Vec<&str> = options.iter().map(|(v, _)| *v).gather();
            self.issues.one_of(&path, &word, &list);
        }
        Some(word)
    }

    pub(super) fn flag(&mut self, at: &At, name: &str) -> bool {
        let (_, path) = at.row(name);
        match at.get(name) {
            Some(Node::Bool(b)) => *b,
            Some(other) => {
                self.issues.expected(&path, "true or false", other);
                false
            }
            None => false,
        }
    }

    /// Tells ids that stand twice in a list.
    pub(super) fn unique(&mut self, at: &At, name: &str) {
        let Some(Node::List(items)) = at.get(name) else {
            return;
        };
        let ids: Vec<Option<&str>> = items.iter().map(|n| n.get("id").and_then(Node::text)).gather();
        for (i, id) in ids.iter().enumerate() {
            if let Some(id) = id.filter(|_| ids[..i].contains(id)) {
                let path = key(&item(&key(&at.path, name), i), "id");
                self.issues.add(&path, "issue.twice", &[("id", id)]);
            }
        }
    }

    /// A number that may differ by band.
    pub(super) fn banded(&mut self, at: &At, name: &str) -> Option<Term> {
        let (row, path) = at.row(name);
        let node = at.get(name)?;
        let range = range(row.kind);
        let Some(bands) = node.get("by_band") else {
            return Some(Term::Number(value::read(&mut self.issues, node, &path, range).v, path));
        };
        let path = key(&path, "by_band");
        let Node::Object(pairs) = bands else {
            self.issues.expected(&path, "an object {band: number}", bands);
            return None;
        };
        let read = |(band, n): &(String, Node)| {
            let here = key(&path, band);
            (band.clone(), Term::Number(value::read(&mut self.issues, n, &here, range).v, here))
        };
        Some(Term::ByBand(pairs.iter().map(read).collect()))
    }
}

/// What a number of a kind may be.
pub(super) fn range(kind: Kind) -> Range {
    match kind {
        Kind::Value { unit, min, max, .. }
        | Kind::Monthly { unit, min, max, .. }
        | Kind::Banded { unit, min, max, .. } => Range { min, max, unit },
        Kind::Whole { min, max } => Range { min, max, unit: Unit::Count },
        _ => Range::ANY,
    }
}
