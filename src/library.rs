//! The library of schemes: drafts that ship with the product, each number with its source and status, and beside each its
//! card: what it was, how it went, and by what it can be found.

use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::Node;
use crate::reply::Unit;
use crate::value::{self, Range, Value};
use std::sync::LazyLock;

/// One scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its id, which is also its scenario's.
    pub id: &'static str,
    /// What people call it: the name of its scenario.
    pub name: String,
    /// Its draft, as one line.
    pub text: &'static str,
    /// What is told of it beside its terms.
    pub card: Card,
}

/// What is told of a scheme beside its terms. A draft that is started from it does not carry this about.
#[derive(Debug, Clone, Default)]
pub struct Card {
    /// When it ran, e.g. "2011 to 2017"; empty for an invented one.
    pub years: String,
    /// What it can be found by: one of `FACETS` for each kind.
    pub facets: [String; FACETS.len()],
    /// Share of the pay that depends on results; none where it was not published.
    pub share: Option<Value>,
    /// Six lines, as `STORY` names them.
    pub story: [String; STORY.len()],
    /// What was published about how it went.
    pub record: Vec<Fact>,
    /// Ids of its back-tests.
    pub tests: Vec<String>,
    /// Code -> where it can be found: those of the draft, then those that the card alone names.
    pub sources: Vec<(String, String)>,
}

/// A published figure.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub says: String,
    /// How much.
    pub value: Value,
    /// Its unit.
    pub unit: Unit,
}

/// What schemes are found by, and the choices of each.
pub const FACETS: [(&str, &[&str]); 4] = [
    ("field", &["work", "drugs", "justice", "youth", "homes", "care", "abroad", "example"]),
    ("measure", &["people", "events", "both", "savings", "activity"]),
    ("payer", &["government", "local", "several", "donor", "example"]),
    ("ended", &["met", "missed", "mixed", "early", "unknown", "example"]),
];

/// The lines of a story: what it was for, how it paid, what speaks for it, what against, how it ended, what it cannot settle.
pub const STORY: [&str; 6] = ["what", "paid", "for", "against", "ended", "unsettled"];

/// The drafts, in the order in which they are offered.
const TEXTS: [(&str, &str); 27] = [
    ("front1", include_str!("schemes/front1.json")),
    ("front1_people", include_str!("schemes/front1_people.json")),
    ("front1_graded", include_str!("schemes/front1_graded.json")),
    ("front1_block", include_str!("schemes/front1_block.json")),
    ("how_often", include_str!("schemes/how_often.json")),
    ("work_programme", include_str!("schemes/work_programme.json")),
    ("peterborough", include_str!("schemes/peterborough.json")),
    ("pilots", include_str!("schemes/pilots.json")),
    ("probation", include_str!("schemes/probation.json")),
    ("doncaster", include_str!("schemes/doncaster.json")),
    ("pathfinder", include_str!("schemes/pathfinder.json")),
    ("resettlement", include_str!("schemes/resettlement.json")),
    ("hybrid", include_str!("schemes/hybrid.json")),
    ("rough_sleepers", include_str!("schemes/rough_sleepers.json")),
    ("education", include_str!("schemes/education.json")),
    ("water", include_str!("schemes/water.json")),
    ("activity", include_str!("schemes/activity.json")),
    ("restaurant", include_str!("schemes/restaurant.json")),
    ("five_percent", include_str!("schemes/five_percent.json")),
    ("smf", include_str!("schemes/smf.json")),
    ("recovery", include_str!("schemes/recovery.json")),
    ("partnership", include_str!("schemes/partnership.json")),
    ("leaver", include_str!("schemes/leaver.json")),
    ("savings", include_str!("schemes/savings.json")),
    ("ljr", include_str!("schemes/ljr.json")),
    ("bid", include_str!("schemes/bid.json")),
    ("commission", include_str!("schemes/commission.json")),
];

/// All schemes, the front page's first.
pub fn all() -> &'static [Scheme] {
    static ALL: LazyLock<Vec<Scheme>> = LazyLock::new(|| TEXTS.into_iter().map(scheme).gather());
    &ALL
}

/// One scheme.
pub fn find(id: &str) -> Option<&'static Scheme> {
    all().iter().find(|s| s.id == id)
}

/// A file holds a draft, and beside its scenarios the card.
fn scheme((id, file): (&'static str, &'static str)) -> Scheme {
    // the files ship with the program, for as long as it runs, and a test reads each
    let mut draft = Node::parse(file).unwrap_or(Node::Null);
    let told = draft.get("card").cloned().unwrap_or(Node::Null);
    if let Node::Object(pairs) = &mut draft {
        pairs.retain(|(key, _)| key != "card");
    }
    let name = draft.at("scenarios[0].name").and_then(Node::text).unwrap_or(id).to_string();
    Scheme { id, name, card: card(&draft, &told), text: draft.to_string().leak() }
}

fn card<'a>(draft: &'a Node, told: &'a Node) -> Card {
    let words = |node: Option<&Node>| node.and_then(Node::text).unwrap_or_default().to_string();
    let number = |node: &Node| value::read(&mut Issues::default(), node, "", Range::ANY);
    let fact = |node: &Node| Fact {
        says: words(node.get("says")),
        value: number(node.get("value").unwrap_or(&Node::Null)),
        unit: unit(&words(node.get("unit"))),
    };
    let list = |key: &str| if let Some(Node::List(items)) = told.get(key) { items.as_slice() } else { &[] };
    let sources = [draft.at("scenarios[0].sources"), told.get("sources")].into_iter().flatten();
    let pairs = |node: &'a Node| if let Node::Object(pairs) = node { pairs.as_slice() } else { &[] };
    Card {
        years: words(told.get("years")),
        facets: FACETS.map(|(kind, _)| words(told.get(kind))),
        share: told.get("share").map(number),
        story: STORY.map(|line| words(told.get("story").and_then(|s| s.get(line)))),
        record: list("record").iter().map(fact).gather(),
        tests: list("tests").iter().map(|t| words(Some(t))).gather(),
        sources: sources.flat_map(pairs).map(|(code, place)| (code.clone(), words(Some(place)))).gather(),
    }
}

/// The unit that a data file names.
pub fn unit(word: &str) -> Unit {
    match word {
        "gbp" => Unit::Gbp,
        "gbp_short" => Unit::GbpShort,
        "percent" => Unit::Percent,
        "count" => Unit::Count,
        _ => Unit::Number,
    }
}
