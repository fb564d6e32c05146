//! The library of unit costs: what one more or one fewer costs whom, each with its source and status.

use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Unit, UnitCost};
use crate::scenario::fields;
use crate::value::Status;
use crate::words::{Lang, number, word};
use std::sync::LazyLock;

/// One row of the library.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Its id, as an act takes it.
    pub id: String,
    /// What it is the cost of.
    pub says: String,
    /// Who bears it.
    pub payer: String,
    /// `cash`, `economic` or `social`.
    pub ledger: String,
    /// £, where a number was published.
    pub each: Option<f64>,
    /// Year of its prices; empty if it is not known.
    pub price_year: String,
    /// How sure it is.
    pub status: Status,
    /// Its citation; empty where there is none.
    pub source: String,
    /// What to beware of; may be empty.
    pub note: String,
}

/// All rows, those of one subject together. In the file a row is a list of: id, what it is, who bears it, ledger, £ (or null),
/// year of its prices, status (Published, Secondary, Derived, Unverified), key of its source, note.
pub fn all() -> &'static [Cost] {
    static ALL: LazyLock<Vec<Cost>> = LazyLock::new(|| {
        let file = Node::parse(include_str!("unit_costs.json")).unwrap_or(Node::Null);
        let Some(Node::List(rows)) = file.get("costs") else { return Vec::new() };
        let cost = |row: &Node| {
            let cell = |i: usize| if let Node::List(cells) = row { cells.get(i) } else { None };
            let words = |i: usize| cell(i).and_then(Node::text).unwrap_or_default().to_string();
            let source = file.get("sources").and_then(|s| s.get(&words(7)));
            let status = match words(6).as_str() {
                "P" => Status::Published,
                "S" => Status::Secondary,
                "D" => Status::Calculated,
                _ => Status::Unverified,
            };
            Cost {
                id: words(0),
                says: words(1),
                payer: words(2),
                ledger: words(3),
                each: cell(4).and_then(Node::number),
                price_year: words(5),
                status,
                source: source.and_then(Node::text).unwrap_or_default().to_string(),
                note: words(8),
            }
        };
        rows.iter().map(cost).gather()
    });
    &ALL
}

/// One row.
pub fn find(id: &str) -> Option<&'static Cost> {
    all().iter().find(|c| c.id == id)
}

/// The library as it is shown.
pub fn shown(lang: Lang) -> Vec<UnitCost> {
    let or = |text: &str, id: &str| if text.is_empty() { word(lang, id).to_string() } else { text.to_string() };
    let pounds = |v: f64| match v < 1e6 {
        true => number::format(v, Unit::Gbp, lang),
        false => number::tick(v, Unit::GbpShort, lang),
    };
    let row = |c: &Cost| UnitCost {
        id: c.id.clone(),
        says: c.says.clone(),
        payer: c.payer.clone(),
        ledger: fields::choice(fields::LEDGER, &c.ledger).to_string(),
        each: c.each.map_or_else(|| word(lang, "cost.none").to_string(), pounds),
        price_year: or(&c.price_year, "unknown"),
        status: word(lang, &format!("cost.{}", c.status.word())).to_string(),
        status_id: c.status.word().to_string(),
        source: or(&c.source, "cost.no_source"),
        note: c.note.clone(),
        // without a number there is nothing to add
        act: c.each.map(|_| format!("gain={}", c.id)).unwrap_or_default(),
    };
    all().iter().map(row).gather()
}
