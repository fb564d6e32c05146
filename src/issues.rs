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

    /// Adds a mistake, unless there are so many that nobody would read on.
    pub fn add(&mut self, path: &str, id: &'static str, args: &[(&str, &str)]) {
        if self.is_full() {
            return;
        }
        let args: Vec<_> = args.iter().map(|(n, t)| (*n, Arg::text(short(t)))).gather();
        let message = tell(self.lang, id, &args);
        self.found.push(Issue { path: path.to_string(), id, message });
        if self.found.len() == MOST {
            let message = tell(self.lang, "issue.more", &[("max", Arg::text(MOST.to_string()))]);
            self.found.push(Issue { path: String::new(), id: "issue.more", message });
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() > MOST
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
            if *required && !pairs.iter().any(|(k, n)| k == key && *n != Node::Null) {
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
        if self.is_full() {
            return false;
        }
        match nearest(name, list) {
            Some(n) => self.add(path, "issue.choice_near", &[("name", name), ("near", n)]),
            None => self.add(path, "issue.choice", &[("name", name), ("list", &list.join(", "))]),
        }
        false
    }
}

/// So many mistakes are told.
const MOST: usize = 200;
/// Names longer than this have no nearest.
const NAME: usize = 100;
/// Letters of what somebody wrote that are shown back.
const SHOWN: usize = 300;

/// The beginning of a long text.
fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// The name in the list that someone who typed `name` most likely meant.
fn nearest<'a>(name: &str, list: &[&'a str]) -> Option<&'a str> {
    list.iter()
        // one so long was not meant by one so short; and of long names the distance takes long
        .filter(|n| name.len().abs_diff(n.len()) <= 1 + n.len() / 4 && n.len() < NAME)
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
