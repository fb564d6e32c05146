//! Edits of a draft: what was typed, arrow keys, reset. Nothing typed is ever lost.

use super::inputs::{self, Leaf, Original};
use crate::json::{Node, key};
use crate::num::{decimal, float};
use crate::reply::{Edited, Unit};
use crate::words::{Lang, number};

/// Letters that a field takes.
const TYPED: usize = 1000;

/// Puts what was typed into the field at `path`: a number if it can be read as one, otherwise letter for letter, so that
/// reading the draft tells the mistake at that field. A changed number is the reader's own: its status becomes `yours`,
/// and source and range, which were the old number's, go.
///
/// ```
/// use pbr::{evaluate::evaluate, library, reply::Status, scenario::edit::edit};
///
/// let path = "scenarios[0].contracts[0].payments[0].pay.of.rate";
/// let dearer = edit(library::find("front1").expect("a scheme").text, path, "£12,000").draft;
/// assert_eq!(evaluate(&dearer, None, 0).status, Status::Answered);
/// // what cannot be read stays as it was typed
/// let reply = evaluate(&edit(&dearer, path, "plenty").draft, None, 0);
/// assert_eq!((reply.status, reply.issues[0].path.as_str()), (Status::Issues, path));
/// ```
///
/// `path` may also be that of an end of a number's range, `…p0.low` or `….high`; nothing typed takes the end away.
///
/// Of what is so long that no one typed it, the beginning stands there: it is told, and does not fill the draft.
pub fn edit(draft: &str, path: &str, typed: &str) -> Edited {
    let typed = typed.char_indices().nth(TYPED).map_or(typed, |(end, _)| &typed[..end]);
    if let Some(edited) = range(draft, path, typed) {
        return edited;
    }
    change(draft, path, |leaf, _, _| match leaf.unit {
        Unit::Choice | Unit::Text => Node::Text(typed.to_string()),
        unit => number::parse(typed, unit).map_or_else(|| Node::Text(typed.to_string()), Node::Number),
    })
}

/// Puts a number into the field at `path`: sliders and handles, within the field's range.
pub fn set(draft: &str, path: &str, value: f64) -> Edited {
    change(draft, path, |leaf, node, around| {
        let ([min, max, _], _) = inputs::reach(leaf, around);
        if value.is_finite() { Node::Number(float::clamp(value, min, max)) } else { number_in(node) }
    })
}

/// Types over one end of a number's range. Nothing if `path` is no such end.
fn range(draft: &str, path: &str, typed: &str) -> Option<Edited> {
    let (number, end) = path.rsplit_once('.').filter(|(_, end)| ["low", "high"].contains(end))?;
    let mut root = Node::parse(draft).ok()?;
    let scenario = path.split('.').next().unwrap_or("").to_string();
    let leaves = inputs::leaves(&root, &scenario);
    // groups may be called low and high
    if leaves.iter().any(|l| l.path == path) {
        return None;
    }
    let leaf = leaves.iter().find(|l| l.path == number)?;
    let input = inputs::inputs(&root, &scenario, &[], Lang::En).into_iter().find(|i| i.path == number)?;
    inputs::value_of(root.at(number)?)?;
    if let Some(v @ Node::Number(_)) = root.at(number).cloned() {
        // a number that the scheme brought stays the scheme's, whoever says how far it may be off
        let status = if input.status_id == "example" { "illustrative" } else { "yours" };
        root.set(number, Node::record(vec![("v", v), ("status", Node::Text(status.into()))]));
    }
    let Some(Node::Object(pairs)) = root.at_mut(number) else { return None };
    pairs.retain(|(k, v)| k != end && !(k == "dist" && v.text() == Some("fixed")));
    if !typed.trim().is_empty() {
        let to = number::parse(typed, leaf.unit).map_or_else(|| Node::Text(typed.to_string()), Node::Number);
        pairs.push((end.to_string(), to));
    }
    Some(Edited { draft: root.to_string(), name: input.name })
}

/// Takes back the range that a reader gave to the number at `path`: what the scheme says of it stands again, if it is the
/// scheme's number.
pub fn unrange(draft: &str, path: &str) -> Edited {
    let Ok(mut root) = Node::parse(draft) else {
        return unchanged(draft);
    };
    let scenario = path.split('.').next().unwrap_or("").to_string();
    let was = Original::of(&root, &scenario).at(path).cloned();
    let name = name(&root, &scenario, path);
    let value = root.at(path).and_then(inputs::value_of);
    if let Some(was) = was.filter(|was| value.is_some() && inputs::value_of(was) == value) {
        root.set(path, was);
    } else if let Some(Node::Object(pairs)) = root.at_mut(path) {
        pairs.retain(|(k, _)| !["low", "high", "dist"].contains(&k.as_str()));
    }
    Edited { draft: root.to_string(), name }
}

/// Steps the number at `path`: arrow keys ±1, page keys ±10, Home and End ±infinity (the ends of the slider).
pub fn nudge(draft: &str, path: &str, steps: f64) -> Edited {
    change(draft, path, |leaf, node, around| {
        let Some(v) = inputs::value_of(node) else {
            return number_in(node);
        };
        let ([min, max, step], [low, high]) = inputs::reach(leaf, around.or(Some(v)));
        let to = if steps == f64::INFINITY {
            high
        } else if steps == f64::NEG_INFINITY {
            low
        } else {
            v + steps * step
        };
        // .45 + .01 is .46, not .46000000000000002
        let tidy = decimal::parse(&decimal::fixed(to, 9)).unwrap_or(to);
        Node::Number(float::clamp(tidy, min, max))
    })
}

/// Puts back what stands in the scheme that the scenario was started from.
pub fn reset(draft: &str, path: &str) -> Edited {
    let Ok(mut node) = Node::parse(draft) else {
        return unchanged(draft);
    };
    let scenario = path.split('.').next().unwrap_or("");
    let original = Original::of(&node, scenario);
    let Some(was) = original.at(path).cloned() else {
        return unchanged(draft);
    };
    let name = name(&node, scenario, path);
    node.set(path, was);
    Edited { draft: node.to_string(), name }
}

/// What stands in a field as it is, without its provenance.
fn number_in(node: &Node) -> Node {
    node.get("v").unwrap_or(node).clone()
}

fn unchanged(draft: &str) -> Edited {
    Edited { draft: draft.to_string(), name: String::new() }
}

fn name(draft: &Node, scenario: &str, path: &str) -> String {
    let leaf = inputs::leaves(draft, scenario).into_iter().find(|l| l.path == path);
    leaf.map_or_else(String::new, |leaf| inputs::name(draft, &leaf))
}

fn change(draft: &str, path: &str, to: impl Fn(&Leaf, &Node, Option<f64>) -> Node) -> Edited {
    let Ok(mut root) = Node::parse(draft) else {
        return unchanged(draft);
    };
    let scenario = path.split('.').next().unwrap_or("").to_string();
    let Some(leaf) = inputs::leaves(&root, &scenario).into_iter().find(|l| l.path == path) else {
        return unchanged(draft);
    };
    let name = inputs::name(&root, &leaf);
    let around = Original::of(&root, &scenario).at(path).and_then(inputs::value_of);
    let Some(node) = root.at(path) else {
        return unchanged(draft);
    };
    let new = to(&leaf, node, around);
    if node.get("v").is_some() {
        let same = node.get("v") == Some(&new);
        root.set(&key(path, "v"), new);
        if let (false, Some(Node::Object(pairs))) = (same, root.at_mut(path)) {
            pairs.retain(|(k, _)| k == "v");
            pairs.push(("status".into(), Node::Text("yours".into())));
        }
    } else {
        root.set(path, new);
    }
    Edited { draft: root.to_string(), name }
}
