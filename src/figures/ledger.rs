//! The ledger as the reply carries it: postings with names, and a table by April–March year.

use super::words_only;
use crate::answer::Outcome;
use crate::contract::finance::{CALLED, FEES};
use crate::gainers;
use crate::gather::Gather;
use crate::ordered::Map;
use crate::reply::{Cell, Posting, Table, TableRow, Unit};
use crate::rules::party;
use crate::scenario::inputs::capital;
use crate::story::Story;
use crate::words::{number, say, word};

/// The ledger with names, postings of one month, parties and tag added up.
pub fn postings(o: &Outcome) -> Vec<Posting> {
    let l = &o.shown;
    let mut sums: Map<(u32, usize, usize, usize), f64> = Map::new();
    for e in &l.entries {
        *sums.entry((e.month, e.tag, e.from, e.to)).or_default() += e.amount;
    }
    let posting = |((month, tag, from, to), amount): ((u32, usize, usize, usize), f64)| Posting {
        from: l.parties[from].clone(),
        to: l.parties[to].clone(),
        month,
        amount,
        tag: l.tags[tag].clone(),
    };
    sums.into_iter().map(posting).gather()
}

/// The ledger by April–March year as a table to read.
pub fn ledger_table(story: &Story) -> Table {
    let s = story.s;
    let l = &story.o.shown;
    let year = |month: u32| s.fiscal_year(month);
    let mut years: Vec<u32> = l.entries.iter().map(|e| year(e.month)).gather();
    years.sort_unstable();
    years.dedup();
    let mut flows: Map<(usize, usize, usize), Map<u32, f64>> = Map::new();
    for e in &l.entries {
        *flows.entry((e.tag, e.from, e.to)).or_default().entry(year(e.month)).or_default() += e.amount;
    }
    let name = |p: usize| match l.parties[p].as_str() {
        "world" => word(story.lang, "party.world").to_string(),
        gainers::POOL => word(story.lang, "party.pool").to_string(),
        id => party(s, id, story.lang),
    };
    let row = |((tag, from, to), by_year): ((usize, usize, usize), Map<u32, f64>)| {
        let tag_name = match l.tags[tag].as_str() {
            "cost" => word(story.lang, "tag.cost"),
            "drawn" => word(story.lang, "tag.drawn"),
            FEES => word(story.lang, "tag.fees"),
            CALLED => word(story.lang, "tag.called"),
            "counting" => word(story.lang, "tag.counting"),
            "running" => word(story.lang, "tag.running"),
            gainers::POOL => word(story.lang, "tag.pool"),
            other => other,
        };
        let id = format!("ledger[{}>{}:{}]", l.parties[from], l.parties[to], l.tags[tag]);
        let cell =
            |result: String, v: f64| Cell { result, text: number::format(v, Unit::Gbp, story.lang), value: Some(v) };
        let mut cells: Vec<Cell> =
            years.iter().map(|y| cell(format!("{id}[{y}]"), by_year.get(y).copied().unwrap_or(0.0))).gather();
        cells.push(cell(id, by_year.values().sum()));
        TableRow { head: words_only(&capital(&format!("{} → {}: {tag_name}", name(from), name(to)))), cells }
    };
    let mut columns = vec![word(story.lang, "column.flow").to_string()];
    columns.extend(years.iter().map(|y| format!("{y}–{:02}", (y + 1) % 100)));
    columns.push(word(story.lang, "column.total").to_string());
    Table { caption: say(story.lang, "ledger.caption", &[]), columns, rows: flows.into_iter().map(row).gather() }
}
