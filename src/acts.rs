//! What switches and offers do to a draft: one action each, undone like any other edit.

use crate::answer;
use crate::json::Node;
use crate::reply::Edited;
use crate::scenario::{edit, read};
use crate::terms;
use crate::words::{Lang, word};

/// Does what `act` says to the draft's first scenario; what it does not know leaves the draft as it is.
pub fn act(draft: &str, act: &str) -> Edited {
    let done = match act.split_once('=') {
        Some(("motive", much)) => Some(edit::edit(draft, "scenarios[0].provider.motive", much)),
        Some(("terms", aim)) => propose(draft, aim),
        Some(("count", what)) => count(draft, what == "events"),
        _ => None,
    };
    done.unwrap_or_else(|| Edited { draft: draft.to_string(), name: String::new() })
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

fn edited(node: &Node, name: &str, lang: Lang) -> Edited {
    Edited { draft: node.to_string(), name: word(lang, name).to_string() }
}
