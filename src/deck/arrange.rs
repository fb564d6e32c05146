//! A speaker arranges a talk: each act changes the talk that the draft holds, which is made of its scenario first if it holds none.

use super::{FIGURES, data, made};
use crate::gather::Gather;
use crate::json::Node;
use crate::library;
use crate::num::decimal;
use crate::reply::{Edited, Input, Unit};
use crate::scenario::{inputs, read};
use crate::words::{Lang, word};

const STEPS: &str = "deck.steps";

/// Does what `deed` says, e.g. `add:help`, `move:2:-1`, `head:2:words`; steps are counted from 1. Nothing if it cannot be done.
pub(super) fn act(draft: &str, deed: &str) -> Option<Edited> {
    let mut node = Node::parse(draft).ok()?;
    let (verb, rest) = deed.split_once(':').unwrap_or((deed, ""));
    match verb {
        "alone" => {
            let step = picture(&node, rest, "");
            let (name, steps) = (text(word(Lang::default(), "talk_one")), Node::List(vec![step]));
            replace(&mut node, Some(Node::record(vec![("name", name), ("steps", steps)])))?;
        }
        "none" => replace(&mut node, None)?,
        _ => {
            begin(&mut node, draft)?;
            change(&mut node, verb, rest)?;
        }
    }
    Some(Edited { draft: node.to_string(), name: word(Lang::default(), "act.talk").to_string() })
}

/// One change of a talk that has steps.
fn change(node: &mut Node, verb: &str, rest: &str) -> Option<()> {
    let taken: Vec<String> =
        list(node)?.iter().filter_map(|s| s.get("id").and_then(Node::text)).map(str::to_string).gather();
    let free = |base: &str| {
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        std::iter::once(base.to_string()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default()
    };
    let step = match verb {
        "made" => return Some(()),
        "name" => return node.set("deck.name", text(rest)).then_some(()),
        "add" if FIGURES.contains(&rest) || library::find(rest).is_some() => {
            Node::record(vec![("id", text(&free(rest))), ("show", text(rest))])
        }
        "compare" => {
            let head = text(word(Lang::default(), "compare_heading"));
            Node::record(vec![("id", text(&free("compare"))), ("head", head), ("compare", text(rest))])
        }
        "words" => {
            let head = text(word(Lang::default(), "talk_words"));
            Node::record(vec![("id", text(&free("words"))), ("head", head)])
        }
        "picture" => picture(node, rest, &free(if rest.is_empty() { "answer" } else { rest })),
        _ => return moved(node, verb, rest),
    };
    list_mut(node)?.push(step);
    Some(())
}

/// What is done to one step.
fn moved(node: &mut Node, verb: &str, rest: &str) -> Option<()> {
    let (place, what) = rest.split_once(':').unwrap_or((rest, ""));
    let at = (decimal::parse(place)? as usize).checked_sub(1)?;
    let steps = list_mut(node)?;
    if at >= steps.len() {
        return None;
    }
    match verb {
        "move" => {
            let to = at as f64 + decimal::parse(what)?;
            if to < 0.0 || to >= steps.len() as f64 {
                return None;
            }
            let step = steps.remove(at);
            steps.insert(to as usize, step);
        }
        // a talk of nothing is none
        "remove" if steps.len() > 1 => {
            let gone = steps.remove(at);
            forget(node, gone.get("id").and_then(Node::text).unwrap_or_default());
        }
        "head" | "text" | "notes" => {
            let Some(Node::Object(pairs)) = steps.get_mut(at) else { return None };
            pairs.retain(|(key, _)| key != verb);
            if !what.is_empty() {
                pairs.push((verb.to_string(), text(what)));
            }
        }
        _ => return None,
    }
    Some(())
}

/// Shorter cuts know nothing of a step that is gone, and a cut that showed nothing else goes with it.
fn forget(node: &mut Node, id: &str) {
    let Some(Node::List(cuts)) = node.at_mut("deck.cuts") else { return };
    for cut in cuts.iter_mut() {
        let all = cut.get("steps").and_then(Node::text).unwrap_or_default();
        let rest = all.split_whitespace().filter(|w| *w != id).gather().join(" ");
        cut.set("steps", text(&rest));
    }
    cuts.retain(|cut| cut.get("steps").and_then(Node::text) != Some(""));
}

/// A picture of the draft's scenario as it stands: the numbers that the reader put there go with it, so that it stays what it is
/// when they are changed again.
fn picture(node: &Node, id: &str, own: &str) -> Node {
    let lang = Lang::default();
    let question = word(lang, &format!("figure.{id}.question"));
    let name = node.at("scenarios[0].name").and_then(Node::text).unwrap_or_default();
    let scene = if id.is_empty() { Vec::new() } else { vec![("picture", text(id))] };
    let mut step = vec![
        ("id", text(if own.is_empty() { id } else { own })),
        ("head", text(if id.is_empty() { name } else { question })),
        ("scenes", Node::List(vec![Node::record(scene)])),
    ];
    let number = |i: &Input| i.status_id == "yours" && !matches!(i.unit, Unit::Choice | Unit::Text);
    let set = |i: Input| Some(format!("set={}={}", i.path, Node::Number(i.value?)));
    let acts = inputs::inputs(node, "scenarios[0]", &[], lang).into_iter().filter(number).filter_map(set).gather();
    if !own.is_empty() && !acts.is_empty() {
        let now = vec![("says", text(word(lang, "talk_now"))), ("is", text("start")), ("do", text(&acts.join("; ")))];
        step.push(("settings", Node::List(vec![Node::record(now)])));
    }
    step.retain(|(key, value)| *key != "id" || value.text() != Some(""));
    Node::record(step)
}

/// A talk with steps, each with an id of its own, so that those that move stay the same.
fn begin(node: &mut Node, draft: &str) -> Option<()> {
    if list(node).is_none_or(|steps| steps.is_empty()) {
        let talk = made(&read(draft).ok()?, Lang::default());
        let steps = Node::List(talk.steps.iter().map(written).gather());
        replace(node, Some(Node::record(vec![("name", text(&talk.name)), ("steps", steps)])))?;
    }
    for (i, step) in list_mut(node)?.iter_mut().enumerate() {
        if step.get("id").is_none() {
            step.set("id", text(&(i + 1).to_string()));
        }
    }
    Some(())
}

/// A step that was made of a scenario, as a file has it.
fn written(step: &data::Step) -> Node {
    let mut pairs = vec![("id", text(&step.id)), ("head", text(&step.head))];
    if !step.text.is_empty() {
        pairs.push(("text", text(&step.text)));
    }
    let scene = |s: &data::Scene| {
        let picture = (!s.picture.is_empty()).then(|| ("picture", text(&s.picture)));
        let terms = s.terms.then_some(("terms", Node::Bool(true)));
        Node::record(picture.into_iter().chain(terms).gather())
    };
    pairs.push(("scenes", Node::List(step.scenes.iter().map(scene).gather())));
    Node::record(pairs)
}

/// Another talk in place of the one that is there, or none.
fn replace(node: &mut Node, talk: Option<Node>) -> Option<()> {
    let Node::Object(pairs) = node else { return None };
    pairs.retain(|(key, _)| key != "deck");
    pairs.extend(talk.map(|talk| ("deck".to_string(), talk)));
    Some(())
}

fn list(node: &Node) -> Option<&Vec<Node>> {
    match node.at(STEPS) {
        Some(Node::List(steps)) => Some(steps),
        _ => None,
    }
}

fn list_mut(node: &mut Node) -> Option<&mut Vec<Node>> {
    match node.at_mut(STEPS) {
        Some(Node::List(steps)) => Some(steps),
        _ => None,
    }
}

fn text(words: &str) -> Node {
    Node::Text(words.to_string())
}
