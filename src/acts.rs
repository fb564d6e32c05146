//! What switches and offers do to a draft: one action each, undone like any other edit.

use crate::reply::Edited;
use crate::scenario::edit;

/// Does what `act` says to the draft; what it does not know leaves the draft as it is.
pub fn act(draft: &str, act: &str) -> Edited {
    match act.split_once('=') {
        Some(("motive", much)) => edit::edit(draft, "scenarios[0].provider.motive", much),
        _ => Edited { draft: draft.to_string(), name: String::new() },
    }
}
