//! The sheets of words: cover, notes, percentiles, workings' heads, checks.

use super::book::{Book, CHECKS, COVER, MONTHS, NOTES, PERCENTILES, Style, VERSION, WORKINGS};
use super::cast::row;
use super::expr::{At, Expr};
use super::inputs::Inputs;
use super::lines::Lines;
use super::results;
use super::words::t;
use crate::answer::Outcome;
use crate::contract::ledger::Ledger;
use crate::futures::{SHARES, Summary};
use crate::gather::Gather;
use crate::method;
use crate::num::decimal;
use crate::reply::{Answer, Stamp, Unit, View};
use crate::scenario::Scenario;
use crate::words::{Lang, number, plain};

/// The check that is 0, for the cover.
const MASTER: At = At { sheet: CHECKS, col: 2, row: 3 };
/// Whether an input was changed.
const CHANGED: At = At { sheet: CHECKS, col: 2, row: 4 };

/// Heads of the sheet of workings.
pub fn workings(book: &mut Book) {
    let at = |col, row| At { sheet: WORKINGS, col, row };
    book.text(at(0, 0), t("wb.workings"), Style::Title);
    book.text(at(0, 1), t("wb.workings.says"), Style::Plain);
    book.heads(WORKINGS, 3, &["wb.rule", "wb.what", "wb.when", "wb.value"].map(t));
    book.sheets[WORKINGS].widths = vec![34, 50, 14, 20];
    book.sheets[WORKINGS].frozen = [4, 0];
}

/// Lines of a sheet, one below the other.
struct Page<'a> {
    book: &'a mut Book,
    sheet: usize,
    row: usize,
}

impl Page<'_> {
    fn at(&self, col: usize) -> At {
        At { sheet: self.sheet, col, row: self.row }
    }

    fn line(&mut self, head: &str, text: &str) {
        let [a, b] = [self.at(0), self.at(1)];
        if !head.is_empty() {
            self.book.text(a, head, Style::Head);
        }
        self.book.text(b, text, Style::Wrapped);
        self.row += 1;
    }

    /// Which model, which draft, which seed, and where the draft can be found again.
    fn stamp(&mut self, stamp: &Stamp, s: &Scenario) {
        self.line(t("wb.stamp.model"), &stamp.version);
        self.line(t("wb.stamp.data"), &stamp.data);
        self.line(t("wb.stamp.seed"), &stamp.seed);
        self.line(t("wb.stamp.prices"), &decimal::plain(s.price_year));
        self.line(t("wb.stamp.vat"), t("wb.vat"));
        self.line(t("wb.stamp.link"), stamp.link.as_deref().unwrap_or(t("wb.stamp.nolink")));
    }

    fn heads(&mut self, ids: &[&str]) {
        for (col, id) in ids.iter().enumerate() {
            let at = self.at(col);
            self.book.text(at, t(id), Style::Head);
        }
        self.row += 1;
    }
}

/// The cover: what it is, the answer, how to read it, where it comes from.
pub fn cover(book: &mut Book, s: &Scenario, view: &View, answer: &Answer, stamp: &Stamp) {
    book.sheets[COVER].widths = vec![28, 110];
    let mut page = Page { book, sheet: COVER, row: 0 };
    let top = page.at(0);
    page.book.text(top, &*s.name, Style::Title);
    page.row = 2;
    page.line(t("wb.status"), &view.tag);
    page.line(t("wb.numbers"), &plain(&view.provenance));
    for (i, sentence) in answer.sentences.iter().enumerate() {
        page.line(if i == 0 { t("wb.answer") } else { "" }, &plain(sentence));
    }
    page.line(t("wb.method"), &answer.method_text);
    let at = page.at(1);
    page.line(t("wb.check"), "");
    page.book.live(at, Expr::Cell(MASTER), Style::Pounds);
    let at = page.at(1);
    page.line(t("wb.changed"), "");
    page.book.says(
        at,
        Expr::Cell(CHANGED),
        ["wb.changed.yes", "wb.changed.no"].map(|id| t(id).to_string()),
        Style::Wrapped,
    );
    page.row += 1;
    for (i, id) in ["wb.read.1", "wb.read.2", "wb.read.3", "wb.read.4", "wb.read.5"].into_iter().enumerate() {
        page.line(if i == 0 { t("wb.read.how") } else { "" }, t(id));
    }
    page.row += 1;
    page.stamp(stamp, s);
    page.row += 1;
    for (head, text) in [
        ("Results", "wb.sheet.results"),
        ("Inputs", "wb.sheet.inputs"),
        ("Months", "wb.sheet.months"),
        ("Years", "wb.sheet.years"),
        ("Chances", "wb.sheet.chances"),
        ("Workings", "wb.sheet.workings"),
        ("Percentiles", "wb.sheet.percentiles"),
        ("Notes", "wb.sheet.notes"),
        ("Checks", "wb.sheet.checks"),
        ("Version", "wb.sheet.version"),
    ] {
        page.line(head, t(text));
    }
}

/// Notes: what must be known, limits, assumptions.
pub fn notes(book: &mut Book, answer: &Answer, lines: &Lines) {
    book.sheets[NOTES].widths = vec![34, 60, 60, 50];
    let mut page = Page { book, sheet: NOTES, row: 0 };
    let top = page.at(0);
    page.book.text(top, t("wb.notes"), Style::Title);
    page.row = 2;
    for note in &answer.notes {
        page.line(t("wb.note"), note);
    }
    for id in
        ["wb.notes.luck", "wb.notes.reply", "wb.notes.timing", "wb.notes.cash", "wb.notes.signs", "wb.notes.units"]
    {
        page.line(t("wb.note"), t(id));
    }
    page.row += 1;
    page.heads(&["wb.rule", "wb.how"]);
    for line in &lines.rules {
        page.line(&line.name, &how(line));
    }
    let method = method::told(Lang::En);
    page.row += 1;
    page.heads(&["wb.assumption", "wb.taken.for", "wb.sure", "wb.instead"]);
    for a in &method.assumptions {
        for (col, text) in [&a.what, &a.taken, &a.sure, &a.instead].into_iter().enumerate() {
            let at = page.at(col);
            page.book.text(at, &**text, Style::Wrapped);
        }
        page.row += 1;
    }
    page.row += 1;
    for limit in &method.limits {
        page.line(t("wb.limit"), limit);
    }
}

/// Which model and which draft made it, and what changed between models.
pub fn version(book: &mut Book, s: &Scenario, stamp: &Stamp) {
    book.sheets[VERSION].widths = vec![28, 110];
    let mut page = Page { book, sheet: VERSION, row: 0 };
    let top = page.at(0);
    page.book.text(top, t("wb.version"), Style::Title);
    page.row = 2;
    page.stamp(stamp, s);
    page.row += 1;
    for version in &method::told(Lang::En).versions {
        page.line(&format!("{} {}", t("wb.version"), version.head), &version.text);
    }
}

fn how(line: &super::Line) -> String {
    match line.pasted {
        Some(why) => format!("{}: {}", t("wb.is.pasted"), t(why)),
        None if line.luck => t("wb.live.luck").to_string(),
        None => t("wb.live").to_string(),
    }
}

/// Laws and percentiles, pasted.
pub fn percentiles(book: &mut Book, s: &Scenario, outcome: &Outcome, drawn: Option<&Summary>) {
    book.sheets[PERCENTILES].widths = vec![34, 16];
    book.sheets[PERCENTILES].frozen = [0, 1];
    let mut page = Page { book, sheet: PERCENTILES, row: 0 };
    let top = page.at(0);
    page.book.text(top, t("wb.percentiles"), Style::Title);
    page.row = 1;
    let at = page.at(0);
    page.book.text(at, t("wb.percentiles.says"), Style::Plain);
    page.row = 3;
    if let Some(law) = &outcome.law {
        page.heads(&["wb.law", "wb.value"]);
        for share in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] {
            let mut below = 0.0;
            let mut found = law.last().map_or(0.0, |p| p.0);
            for (margin, chance) in law {
                below += chance;
                if below >= share - 1e-12 {
                    found = *margin;
                    break;
                }
            }
            let [a, b] = [page.at(0), page.at(1)];
            let of20 = number::format(share, Unit::Of20, Lang::En);
            page.book.text(a, format!("{} {of20}", t("wb.atmost")), Style::Plain);
            page.book.number(b, found, Style::Pounds);
            page.row += 1;
        }
        page.row += 1;
    }
    let Some(drawn) = drawn else {
        let at = page.at(0);
        page.book.text(at, t("wb.notdrawn"), Style::Plain);
        return;
    };
    page.line(t("wb.futures"), &drawn.drawn.to_string());
    page.row += 1;
    page.heads(&["wb.sampled", "wb.value", "wb.error"]);
    for (id, v) in drawn.leaves.iter() {
        let Some(d) = crate::results::find(id) else { continue };
        let [a, b, c] = [0, 1, 2].map(|col| page.at(col));
        let style = super::inputs::dress(d.unit);
        page.book.text(a, d.label, Style::Plain);
        page.book.number(b, *v, style);
        if let Some(error) = drawn.errors.get(id) {
            page.book.number(c, *error, style);
        }
        page.row += 1;
    }
    page.row += 1;
    let shares = |page: &mut Page, id: &str| {
        let at = page.at(0);
        page.book.text(at, t(id), Style::Head);
        for (col, share) in SHARES.into_iter().enumerate() {
            let at = page.at(col + 1);
            let of20 = number::format(share, Unit::Of20, Lang::En);
            page.book.text(at, format!("{} {of20}", t("wb.atmost")), Style::Head);
        }
        page.row += 1;
    };
    shares(&mut page, "wb.cash.month");
    for (month, cash) in drawn.cash.iter().enumerate() {
        let at = page.at(0);
        page.book.number(at, (month + 1) as f64, Style::Whole);
        for (col, v) in cash.iter().enumerate() {
            let at = page.at(col + 1);
            page.book.number(at, *v, Style::Pounds);
        }
        page.row += 1;
    }
    page.row += 1;
    page.heads(&["wb.year", "wb.mean", "wb.most19"]);
    for (i, [mean, most]) in drawn.years.iter().enumerate() {
        let year = s.fiscal_year(0) + i as u32;
        let [a, b, c] = [0, 1, 2].map(|col| page.at(col));
        page.book.text(a, format!("{year}/{:02}", (year + 1) % 100), Style::Plain);
        page.book.number(b, *mean, Style::Pounds);
        page.book.number(c, *most, Style::Pounds);
        page.row += 1;
    }
    page.row += 1;
    page.heads(&["wb.twenty", "wb.margin", "wb.runs.out"]);
    for (i, (margin, out)) in drawn.dots.iter().enumerate() {
        let [a, b, c] = [0, 1, 2].map(|col| page.at(col));
        page.book.number(a, (i + 1) as f64, Style::Whole);
        page.book.number(b, *margin, Style::Pounds);
        page.book.text(c, t(if *out { "wb.yes" } else { "wb.no" }), Style::Plain);
        page.row += 1;
    }
}

/// £ of a tag in a ledger.
fn of(l: &Ledger, tag: &str) -> f64 {
    crate::money::tagged(l, tag)
}

/// Quality assurance: what must be 0, and who looked.
pub fn checks(book: &mut Book, outcome: &Outcome, lines: &Lines, inputs: &Inputs) {
    let sheet = CHECKS;
    book.sheets[sheet].widths = vec![6, 86, 20, 20, 20];
    let at = |col, row| At { sheet, col, row };
    book.text(at(0, 0), t("wb.checks"), Style::Title);
    book.text(at(0, 1), t("wb.checks.says"), Style::Plain);
    book.text(at(1, 3), t("wb.check"), Style::Head);
    book.text(at(1, 4), t("wb.check.inputs"), Style::Head);
    book.text(at(1, 5), t("wb.check.model"), Style::Head);
    book.live(CHANGED, inputs.moved(), Style::Exact);
    book.says(
        at(3, 4),
        Expr::Cell(CHANGED),
        ["wb.changed.yes", "wb.changed.no"].map(|id| t(id).to_string()),
        Style::Plain,
    );
    book.heads(sheet, 7, &["wb.no.of", "wb.check.what", "wb.difference", "wb.value", "wb.compared"].map(t));
    let mut row_ = 8;
    let mut add = |book: &mut Book, what: String, one: Expr, other: Expr| {
        book.number(at(0, row_), (row_ - 7) as f64, Style::Whole);
        book.text(at(1, row_), what, Style::Plain);
        book.live(at(3, row_), one, Style::Pounds);
        book.live(at(4, row_), other, Style::Pounds);
        let differs = Expr::less(Expr::Cell(at(3, row_)), Expr::Cell(at(4, row_)));
        book.live(at(2, row_), Expr::Abs(Box::new(differs)), Style::Pounds);
        row_ += 1;
        row_ - 1
    };
    // true whatever the inputs are: the sheets agree with one another
    let mut last = 8;
    for (id, label) in [("paid", "wb.paid"), ("income", "wb.income"), ("cost", "wb.spent"), ("net", "wb.net")] {
        if let (Some([a, b]), Some(years)) = (lines.all(id), lines.years_of(id)) {
            last = add(book, format!("{}: {}", t("wb.check.years"), t(label)), Expr::Block(a, b), Expr::Cell(years));
        }
    }
    if let (Some([a, b]), Some([_, end])) = (lines.all("net"), lines.all("balance")) {
        last = add(book, t("wb.check.balance").to_string(), Expr::Block(a, b), Expr::Cell(end));
    }
    let inside = [at(2, 8), at(2, last)];
    // true of the draft as it was exported
    let first = last + 1;
    let mut tags: Vec<&str> = Vec::new();
    for (tag, _) in lines.columns() {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    for tag in tags {
        let columns = lines.columns().filter(|(t, _)| *t == tag);
        let block = |(_, col): (&str, usize)| {
            let end = |m: u32| At { sheet: MONTHS, col, row: row(m) };
            Expr::Block(end(0), end(lines.months - 1))
        };
        let sum = Expr::add(columns.map(block).gather());
        last = add(book, format!("{}: {tag}", t("wb.check.ledger")), sum, Expr::Number(of(&outcome.ledger, tag)));
    }
    let [a, b] = results::differences();
    let mut sum: Vec<Expr> = Vec::new();
    for row in a.row..=b.row {
        if book.cell(At { row, ..a }).is_some() {
            sum.push(Expr::Abs(Box::new(Expr::Cell(At { row, ..a }))));
        }
    }
    last = add(book, t("wb.check.results").to_string(), Expr::add(sum), Expr::Number(0.0)).max(last);
    let model = Expr::add(vec![Expr::Block(at(2, first), at(2, last))]);
    book.live(at(2, 5), Expr::Round(Box::new(model)), Style::Pounds);
    let unchanged = super::expr::Test::Reaches(Expr::Number(0.0), Expr::Cell(CHANGED));
    let own = Expr::Round(Box::new(Expr::Block(inside[0], inside[1])));
    let counted = Expr::If(Box::new(unchanged), Box::new([Expr::Cell(at(2, 5)), Expr::Number(0.0)]));
    book.live(MASTER, Expr::add(vec![own, counted]), Style::Strong);
    let mut row = last + 2;
    for (i, id) in ["wb.qa.1", "wb.qa.2", "wb.qa.3", "wb.qa.4", "wb.qa.5", "wb.qa.6"].into_iter().enumerate() {
        if i == 0 {
            book.heads(sheet, row, &["wb.no.of", "wb.qa.what", "wb.qa.by", "wb.qa.date"].map(t));
            row += 1;
        }
        book.number(at(0, row), (i + 1) as f64, Style::Whole);
        book.text(at(1, row), t(id), Style::Wrapped);
        book.text(at(2, row), "", Style::Input);
        book.text(at(3, row), "", Style::Input);
        row += 1;
    }
    row += 1;
    book.heads(sheet, row, &["", "wb.rule", "wb.how"].map(|id| if id.is_empty() { "" } else { t(id) }));
    for line in &lines.rules {
        row += 1;
        book.text(at(1, row), &*line.name, Style::Plain);
        book.text(at(2, row), how(line), Style::Plain);
    }
}
