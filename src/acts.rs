//! What switches and offers do to a draft: one action each, undone like any other edit.

use crate::answer;
use crate::bid;
use crate::json::Node;
use crate::num::{decimal, float};
use crate::prose::HABITS;
use crate::reply::Edited;
use crate::scenario::{edit, read};
use crate::terms;
use crate::words::{Lang, word};

/// Does what `act` says to the draft's first scenario; what it does not know leaves the draft as it is.
pub fn act(draft: &str, act: &str) -> Edited {
    let done = match act.split_once('=') {
        Some(("motive", much)) => Some(edit::edit(draft, "scenarios[0].provider.motive", much)),
        Some(("terms", aim)) => propose(draft, aim),
        Some(("toggle", key)) if HABITS.contains(&key) => toggle(draft, key),
        Some(("set", field)) => {
            field.split_once('=').and_then(|(path, v)| Some(edit::set(draft, path, decimal::parse(v)?)))
        }
        Some(("unknown", path)) => changed(draft, |node| bid::toggle_unknown(node, path)),
        Some(("guarantee", terms)) => terms.split_once('/').and_then(|(guaranteed, price)| {
            let (guaranteed, price) = (decimal::parse(guaranteed)?, decimal::parse(price)?);
            changed(draft, |node| {
                bid::put(node, guaranteed, price);
                Some(())
            })
        }),
        Some(("count", what)) => count(draft, what == "events"),
        _ => None,
    };
    done.unwrap_or_else(|| Edited { draft: draft.to_string(), name: String::new() })
}

/// A change of the tree, under the name of the terms.
fn changed(draft: &str, change: impl FnOnce(&mut Node) -> Option<()>) -> Option<Edited> {
    let mut node = Node::parse(draft).ok()?;
    change(&mut node)?;
    Some(edited(&node, "act.terms", Lang::default()))
}

/// Puts proposed terms in.
fn propose(draft: &str, aim: &str) -> Option<Edited> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let (_, aim) = terms::AIMS.into_iter().find(|(name, _)| *name == aim)?;
    let node = terms::propose(&envelope.node, s, &answer::evaluate(s), aim)?;
    Some(edited(&node, "act.terms", envelope.issues.lang))
}

/// Counts results yes or no, or how often.
fn count(draft: &str, events: bool) -> Option<Edited> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let mut node = envelope.node.clone();
    terms::count(&mut node, s, &answer::evaluate(s), events)?;
    Some(edited(&node, "act.count", envelope.issues.lang))
}

/// Adds a habit of the provider, at a value that shows what it does, or takes it out again.
fn toggle(draft: &str, key: &str) -> Option<Edited> {
    let envelope = read(draft).ok()?;
    let s = envelope.scenarios.first()?;
    let mut node = envelope.node.clone();
    if node.at("scenarios[0].provider").is_none() {
        node.set("scenarios[0].provider", Node::Object(Vec::new()));
    }
    let people: f64 = s.segments.iter().map(|g| g.n()).sum();
    // £100 a head is little help, and seven places in ten are too few
    let value = match key {
        "help_budget" => Node::Number(float::round(people) * 100.0),
        "places" => Node::Number(float::round(people * 0.7)),
        "discretion" => Node::Number(0.5),
        "purse" => Node::Text("break_even".into()),
        "partner_help" => Node::Number(200.0),
        _ => Node::Number(100.0),
    };
    let Some(Node::Object(provider)) = node.at_mut("scenarios[0].provider") else {
        return None;
    };
    let there = provider.iter().any(|(k, _)| k == key);
    provider.retain(|(k, _)| k != key && !(there && key == "partner_help" && k == "partners"));
    if !there {
        provider.push((key.to_string(), value));
        if key == "partner_help" && !provider.iter().any(|(k, _)| k == "partners") {
            provider.push(("partners".into(), Node::Text("leave_if_profit".into())));
        }
    }
    Some(edited(&node, &format!("more.{key}"), envelope.issues.lang))
}

fn edited(node: &Node, name: &str, lang: Lang) -> Edited {
    Edited { draft: node.to_string(), name: word(lang, name).to_string() }
}
