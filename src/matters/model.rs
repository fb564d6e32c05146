//! A draft as a function of its numbers: the same reading and the same evaluation as everywhere, of the draft with some of its
//! numbers changed.

use super::ranges::{self, Range};
use crate::answer;
use crate::gather::Gather;
use crate::json::{Node, key};
use crate::num::float;
use crate::results::Values;
use crate::scenario::{Envelope, read_tree};
use crate::words::Lang;

/// A draft whose numbers can be changed, and how far each may be off.
pub struct Model {
    /// Its first scenario alone, without what is written for readers: a copy that is changed and put back.
    node: Node,
    /// Every number that may be off.
    pub ranges: Vec<Range>,
    /// The language of words.
    pub lang: Lang,
}

/// A change: which range, and the value that it takes.
pub type Change = (usize, f64);

impl Model {
    /// The first scenario of a draft without mistakes; `terms` as in [`ranges::ranges`].
    pub fn of(draft: &Envelope, terms: bool) -> Option<Model> {
        let s = draft.scenarios.first().filter(|s| s.outturn.is_none())?;
        let lang = draft.issues.lang;
        let ranges = ranges::ranges(&draft.node, &s.path, terms, lang);
        let root = ["format", "seed", "lang"].iter().filter_map(|k| Some((*k, draft.node.get(k)?.clone())));
        let mut pairs: Vec<(&str, Node)> = root.gather();
        let mut scenario = draft.node.at(&s.path)?.clone();
        if let Node::Object(pairs) = &mut scenario {
            pairs.retain(|(k, _)| !["about", "simplified", "happened"].contains(&k.as_str()));
        }
        pairs.push(("scenarios", Node::List(vec![scenario])));
        let mut node = Node::record(pairs);
        // a stated range belongs to the number that stands, not to those that are tried
        for (path, _) in ranges.iter().flat_map(|r| &r.parts) {
            if let Some(Node::Object(value)) = node.at_mut(path) {
                value.retain(|(k, _)| k != "low" && k != "high");
            }
        }
        Some(Model { node, ranges, lang })
    }

    /// Index of the range of a path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.ranges.iter().position(|r| r.path == path)
    }

    fn put(&mut self, i: usize, x: f64) {
        let Range { parts, value, whole, .. } = &self.ranges[i];
        for (path, stood) in parts {
            // months of a list keep their proportions, and come back to the last digit
            let x = if x == *value {
                *stood
            } else if parts.len() == 1 {
                x
            } else {
                stood * x / value
            };
            let x = if *whole { float::round(x) } else { x };
            let inner = key(path, "v");
            let at = if self.node.at(&inner).is_some() { &inner } else { path };
            self.node.set(at, Node::Number(x));
        }
    }

    /// What it comes to with these changes; nothing if the numbers do not go together.
    pub fn at(&mut self, changes: &[Change]) -> Option<Values> {
        let envelope = self.read(changes);
        if !envelope.issues.found.is_empty() {
            return None;
        }
        envelope.scenarios.first().map(|s| answer::evaluate(s).values)
    }

    /// True if the numbers go together.
    pub fn allows(&mut self, changes: &[Change]) -> bool {
        self.read(changes).issues.found.is_empty()
    }

    fn read(&mut self, changes: &[Change]) -> Envelope {
        changes.iter().for_each(|(i, x)| self.put(*i, *x));
        let read = read_tree(self.node.clone());
        changes.iter().for_each(|(i, _)| self.put(*i, self.ranges[*i].value));
        read
    }

    /// The same of changes that may not go together: those that stand in one record with a mistake are then taken back towards
    /// what stands, half way and half way again; the others stay. Also tells whether any was.
    pub fn near(&mut self, changes: &[Change]) -> (Option<Values>, bool) {
        let mut nearer = changes.to_vec();
        for tries in 0..5 {
            let envelope = self.read(&nearer);
            let found = &envelope.issues.found;
            if found.is_empty() {
                return (envelope.scenarios.first().map(|s| answer::evaluate(s).values), tries > 0);
            }
            for (i, x) in &mut nearer {
                let Range { path, value, .. } = &self.ranges[*i];
                let record = |path: &str| path.rsplit_once('.').map_or("", |(record, _)| record).to_string();
                if found.iter().any(|issue| record(&issue.path) == record(path)) {
                    *x = if tries < 3 { (*x + value) / 2.0 } else { *value };
                }
            }
        }
        (self.at(&[]), true)
    }

    /// The end of a range, or how far it can go towards it while the other numbers stay; and whether it gets there.
    pub fn reach(&mut self, i: usize, end: f64) -> (f64, bool) {
        if self.allows(&[(i, end)]) {
            return (end, true);
        }
        let (mut good, mut bad) = (self.ranges[i].value, end);
        for _ in 0..16 {
            let middle = (good + bad) / 2.0;
            if self.allows(&[(i, middle)]) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        (good, false)
    }
}
