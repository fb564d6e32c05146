//! The stamp on everything that leaves the page: which model, which data, which seed, how sure, and the link if it was asked for.

use crate::json::Node;
use crate::link;
use crate::num::decimal;
use crate::reply::{Input, Stamp};
use crate::scenario::{Scenario, inputs, read};
use crate::words::{Arg, Lang, tell};

/// The stamp of a draft's first scenario; `address` is what the link stands behind, if it is asked for. None of a draft that
/// cannot be read at all.
pub fn stamp(draft: &str, address: Option<&str>) -> Option<Stamp> {
    let e = read(draft).ok()?;
    let s = e.scenarios.first()?;
    Some(plain(&e.node, s, address.map(|a| self::link(a, &e.node)).as_deref(), e.issues.lang))
}

/// The same of what has been read.
pub fn plain(node: &Node, s: &Scenario, link: Option<&str>, lang: Lang) -> Stamp {
    of(node, s, &inputs::inputs(node, &s.path, &[], lang), link, lang)
}

/// The same where the inputs are at hand.
pub fn of(node: &Node, s: &Scenario, all: &[Input], link: Option<&str>, lang: Lang) -> Stamp {
    let (version, seed) = (env!("CARGO_PKG_VERSION").to_string(), decimal::plain(f64::from(s.seed)));
    let (data, tag) = (data(node), inputs::tag(all, lang));
    let text = |t: &str| Arg::text(t);
    let args = [("version", text(&version)), ("data", text(&data)), ("seed", text(&seed)), ("tag", text(&tag))];
    Stamp {
        file: file(&s.id),
        name: s.name.clone(),
        line: tell(lang, "take.stamp", &args),
        link: link.map(str::to_string),
        tag,
        version,
        data,
        seed,
    }
}

/// Version of the data: what is the same draft has the same, however it is spaced.
pub fn data(node: &Node) -> String {
    format!("{:08x}", link::crc32(&[node.to_string().as_bytes()]))
}

/// The link that holds a draft, behind an address.
pub fn link(address: &str, node: &Node) -> String {
    format!("{}#{}", address.trim_end_matches('#'), link::encode(&node.to_string()))
}

/// An id as the beginning of a file's name: what some disk would not take is a hyphen.
fn file(id: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let text: String = id.chars().take(60).map(safe).collect();
    if text.is_empty() { "scenario".to_string() } else { text }
}
