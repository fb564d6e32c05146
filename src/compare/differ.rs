//! What differs between two drafts, as changes that turn the first into the second, one at a time.

use crate::gather::Gather;
use crate::json::{Node, item, key};
use crate::reply::Input;
use crate::scenario::inputs::{self, capital};
use crate::scenario::{Scenario, fields, inputs::value_of, read};
use crate::value;

/// Keys that name or describe and change no result.
const WORDS: [&str; 9] = ["id", "name", "about", "simplified", "happened", "sources", "from", "note", "bids"];
/// More changes than these are told record by record.
const MANY: usize = 12;

/// One thing that is different: where it stands, and what the second draft has there; nothing if it has nothing.
#[derive(Debug, Clone)]
pub struct Change {
    /// Path in the scenario, without the scenario's own: `people[0].referrals`.
    pub path: String,
    /// What stands there in the second.
    pub to: Option<Node>,
}

/// What differs between two scenarios' trees, in the order of the first; record by record if there is much.
pub fn changes(a: &Node, b: &Node) -> Vec<Change> {
    let mut out = Vec::new();
    walk("", a, b, &mut out);
    if out.len() <= MANY {
        return out;
    }
    let mut records: Vec<Change> = Vec::new();
    for c in out {
        let record = c.path.split(['.', '[']).next().unwrap_or("").to_string();
        if !records.iter().any(|r| r.path == record) {
            records.push(Change { to: b.get(&record).cloned(), path: record });
        }
    }
    records
}

fn walk(path: &str, a: &Node, b: &Node, out: &mut Vec<Change>) {
    if a == b {
        return;
    }
    let whole = |out: &mut Vec<Change>| out.push(Change { path: path.to_string(), to: Some(b.clone()) });
    match (a, b) {
        // a number with another source is the same number
        _ if value::is_value(a) || value::is_value(b) => {
            if value_of(a) != value_of(b) {
                whole(out);
            }
        }
        (Node::Object(of_a), Node::Object(of_b)) if a.get("is") == b.get("is") => {
            let new = of_b.iter().filter(|(k, _)| a.get(k).is_none());
            for (k, _) in of_a.iter().chain(new) {
                if WORDS.contains(&k.as_str()) {
                    continue;
                }
                let at = if path.is_empty() { k.clone() } else { key(path, k) };
                match (a.get(k), b.get(k)) {
                    (Some(x), Some(y)) => walk(&at, x, y, out),
                    (_, to) => out.push(Change { path: at, to: to.cloned() }),
                }
            }
        }
        (Node::List(x), Node::List(y))
            if x.len() == y.len() && x.iter().zip(y).all(|(x, y)| x.get("id") == y.get("id")) =>
        {
            for (i, (x, y)) in x.iter().zip(y).enumerate() {
                walk(&item(path, i), x, y, out);
            }
        }
        _ => whole(out),
    }
}

/// Makes a change in a scenario's tree.
pub fn make(tree: &mut Node, change: &Change) {
    if let Some(to) = &change.to {
        tree.set(&change.path, to.clone());
        return;
    }
    let (parent, last) = change.path.rsplit_once('.').unwrap_or(("", &change.path));
    let parent = if parent.is_empty() { Some(tree) } else { tree.at_mut(parent) };
    if let Some(Node::Object(pairs)) = parent {
        pairs.retain(|(k, _)| k != last);
    }
}

/// What a change is called: the name of its input, or of the record it belongs to.
pub fn name(change: &Change, known: &[Input]) -> String {
    let within = |i: &&Input| i.path.split_once('.').is_some_and(|(_, rest)| rest == change.path);
    if let Some(input) = known.iter().find(within) {
        return input.name.clone();
    }
    let mut path = change.path.as_str();
    loop {
        let pattern = fields::pattern(&format!("scenarios[0].{path}"));
        if let Some(row) = fields::find(pattern.trim_end_matches("[]").trim_end_matches("{}")) {
            return capital(row.label);
        }
        match path.rfind(['.', '[']) {
            Some(cut) => path = &path[..cut],
            None => return change.path.clone(),
        }
    }
}

/// A scenario alone in a draft of its own, read; nothing if it has mistakes.
pub fn scenario(tree: &Node, seed: u32) -> Option<(Node, Scenario)> {
    let list = Node::List(vec![tree.clone()]);
    let draft =
        Node::record(vec![("format", Node::Number(1.0)), ("seed", Node::Number(f64::from(seed))), ("scenarios", list)]);
    let mut envelope = read(&draft.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    (!envelope.scenarios.is_empty()).then(|| (draft, envelope.scenarios.remove(0)))
}

/// The path of an input by the ids of what it belongs to instead of by places in lists, so that groups in another order are the
/// same groups.
pub fn key_of(draft: &Node, path: &str) -> String {
    let mut out = String::new();
    let mut walked = String::new();
    for piece in path.split('.') {
        if !walked.is_empty() {
            walked.push('.');
            out.push('.');
        }
        walked.push_str(piece);
        let id = draft.at(&walked).and_then(|n| n.get("id")).and_then(Node::text);
        match (id, piece.split_once('[')) {
            // the scenario's own name is no part of what it holds
            (_, Some(("scenarios", _))) => out.push_str("scenario"),
            (Some(id), Some((list, _))) => out.push_str(&key(list, id)),
            _ => out.push_str(piece),
        }
    }
    out
}

/// Every input of a draft of one scenario, with the key that it goes by.
pub fn keyed(draft: &Node, lang: crate::words::Lang) -> Vec<(String, Input)> {
    inputs::inputs(draft, "scenarios[0]", &[], lang).into_iter().map(|i| (key_of(draft, &i.path), i)).gather()
}
