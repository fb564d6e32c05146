//! Everything that is wrong with a draft, collected instead of thrown: path, message id, words.

use crate::gather::Gather;
use crate::json::Node;
use crate::num::decimal;
use crate::reply::Issue;
use crate::words::{Arg, Lang, tell};

/// A list of mistakes in one language.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    /// The language they are told in.
    pub lang: Lang,
    /// What has been found, in the order of reading.
    pub found: Vec<Issue>,
}

impl Issues {
    /// An empty list.
    pub fn new(lang: Lang) -> Issues {
        Issues { lang, found: Vec::new() }
    }

    /// Adds a mistake.
    pub fn add(&mut self, path: &str, id: &'static str, args: &[(&str, &str)]) {
        let args: Vec<_> = args.iter().map(|(n, t)| (*n, Arg::text(*t))).gather();
        let message = tell(self.lang, id, &args);
        self.found.push(Issue { path: path.to_string(), id, message });
    }

    /// Says that something else was expected here.
    pub fn expected(&mut self, path: &str, want: &str, got: &Node) {
        let shown = match got {
            Node::Text(t) => format!("“{t}”"),
            Node::Number(x) => decimal::plain(*x),
            other => other.kind().to_string(),
        };
        self.add(path, "issue.expected", &[("want", want), ("got", &shown)]);
    }

    /// Checks the keys of an object against those allowed: unknown ones (with the nearest that exists), duplicates,
    /// and required ones that are missing. True if `node` is an object at all.
    pub fn keys(&mut self, node: &Node, path: &str, allowed: &[(&str, bool)]) -> bool {
        let Node::Object(pairs) = node else {
            self.expected(path, "an object { … }", node);
            return false;
        };
        for (i, (key, _)) in pairs.iter().enumerate() {
            let here = crate::json::key(path, key);
            if pairs[..i].iter().any(|(k, _)| k == key) {
                self.add(&here, "issue.duplicate", &[("key", key)]);
            } else if !allowed.iter().any(|(k, _)| k == key) {
                let names: Vec<&str> = allowed.iter().map(|(k, _)| *k).gather();
                match nearest(key, &names) {
                    Some(n) => self.add(&here, "issue.unknown_near", &[("key", key), ("near", n)]),
                    None => self.add(&here, "issue.unknown", &[("key", key), ("list", &names.join(", "))]),
                }
            }
        }
        for (key, required) in allowed {
            if *required && !pairs.iter().any(|(k, _)| k == key) {
                self.add(&crate::json::key(path, key), "issue.missing", &[("key", key)]);
            }
        }
        true
    }

    /// A name that must be one of a list; says which is nearest if it is not.
    pub fn one_of(&mut self, path: &str, name: &str, list: &[&str]) -> bool {
        // where nothing can be named, the empty list itself has been told
        if list.is_empty() || list.contains(&name) {
            return true;
        }
        match nearest(name, list) {
            Some(n) => self.add(path, "issue.choice_near", &[("name", name), ("near", n)]),
            None => self.add(path, "issue.choice", &[("name", name), ("list", &list.join(", "))]),
        }
        false
    }
}

/// The name in the list that someone who typed `name` most likely meant.
fn nearest<'a>(name: &str, list: &[&'a str]) -> Option<&'a str> {
    list.iter()
        .map(|n| (distance(&name.to_ascii_lowercase(), &n.to_ascii_lowercase()), *n))
        .filter(|(d, n)| *d <= 1 + n.len() / 4 && *d < name.len())
        .min_by_key(|(d, _)| *d)
        .map(|(_, n)| n)
}

/// Levenshtein distance: single-letter edits from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().gather();
    let mut row: Vec<usize> = (0..=b.len()).gather();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
