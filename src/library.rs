//! The library of schemes: drafts that ship with the product, each number with its source and status.

use crate::gather::Gather;
use crate::json::Node;
use std::sync::LazyLock;

/// One scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its id, which is also its scenario's.
    pub id: &'static str,
    /// What people call it: the name of its scenario.
    pub name: String,
    /// Its draft.
    pub text: &'static str,
}

/// The drafts, in the order in which they are offered.
const TEXTS: [(&str, &str); 16] = [
    ("front1", include_str!("schemes/front1.json")),
    ("front1_people", include_str!("schemes/front1_people.json")),
    ("front1_graded", include_str!("schemes/front1_graded.json")),
    ("front1_block", include_str!("schemes/front1_block.json")),
    ("how_often", include_str!("schemes/how_often.json")),
    ("work_programme", include_str!("schemes/work_programme.json")),
    ("peterborough", include_str!("schemes/peterborough.json")),
    ("hybrid", include_str!("schemes/hybrid.json")),
    ("five_percent", include_str!("schemes/five_percent.json")),
    ("smf", include_str!("schemes/smf.json")),
    ("recovery", include_str!("schemes/recovery.json")),
    ("partnership", include_str!("schemes/partnership.json")),
    ("leaver", include_str!("schemes/leaver.json")),
    ("savings", include_str!("schemes/savings.json")),
    ("ljr", include_str!("schemes/ljr.json")),
    ("bid", include_str!("schemes/bid.json")),
];

/// All schemes, the front page's first.
pub fn all() -> &'static [Scheme] {
    static ALL: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
        let scheme = |(id, text): (&'static str, &'static str)| {
            let draft = Node::parse(text).unwrap_or(Node::Null);
            let name = draft.at("scenarios[0].name").and_then(Node::text).unwrap_or(id).to_string();
            Scheme { id, name, text }
        };
        TEXTS.into_iter().map(scheme).gather()
    });
    &ALL
}

/// One scheme.
pub fn find(id: &str) -> Option<&'static Scheme> {
    all().iter().find(|s| s.id == id)
}
