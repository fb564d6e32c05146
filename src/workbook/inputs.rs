//! The sheet of inputs: every number of the draft in a cell of its own, with what it is, where it comes from and what it was.

use super::book::{Book, INPUTS, Style};
use super::expr::{At, Expr};
use super::words::t;
use crate::gather::Gather;
use crate::ordered::Map;
use crate::reply::{Input, Unit};
use crate::words::Lang;
use crate::words::number;

/// The first row of inputs.
const FIRST: usize = 4;
/// Columns: name, value, unit, as shown, status, source, note, least, most, value as exported, changed, read here, path.
const VALUE: usize = 1;
const EXPORTED: usize = 9;
const CHANGED: usize = 10;
const READ: usize = 11;

/// Where the inputs stand.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    cells: Map<String, (At, f64)>,
    last: usize,
}

impl Inputs {
    /// Puts them into the book.
    pub fn put(book: &mut Book, all: &[Input], lang: Lang) -> Inputs {
        let mut inputs = Inputs { cells: Map::new(), last: FIRST };
        let at = |col, row| At { sheet: INPUTS, col, row };
        book.text(at(0, 0), t("wb.inputs"), Style::Title);
        book.text(at(0, 1), t("wb.inputs.says"), Style::Plain);
        let heads = [
            "wb.name",
            "wb.value.type",
            "wb.unit",
            "wb.shown",
            "wb.status",
            "wb.source",
            "wb.note",
            "wb.least",
            "wb.most",
            "wb.exported",
            "wb.moved",
            "wb.read",
            "wb.path",
        ];
        book.heads(INPUTS, FIRST - 1, &heads.map(t));
        book.sheets[INPUTS].widths = vec![52, 16, 22, 14, 14, 30, 30, 12, 12, 16, 10, 14, 60];
        book.sheets[INPUTS].frozen = [FIRST, 1];
        for (i, input) in all.iter().enumerate() {
            let row = FIRST + i;
            book.text(at(0, row), &*input.name, Style::Plain);
            book.text(at(2, row), unit(input.unit), Style::Plain);
            book.text(at(3, row), &*input.text, Style::Plain);
            book.text(at(4, row), &*input.status, Style::Plain);
            book.text(at(5, row), input.source.clone().unwrap_or_default(), Style::Plain);
            book.text(at(6, row), input.note.clone().unwrap_or_default(), Style::Plain);
            for (col, bound) in [(7, input.min), (8, input.max)] {
                if let Some(v) = bound {
                    book.text(at(col, row), number::format(v, input.unit, lang), Style::Plain);
                }
            }
            book.text(at(12, row), &*input.path, Style::Plain);
            if let Some(v) = input.value {
                let style = dress(input.unit);
                let boxed = match style {
                    Style::Pounds => Style::InputPounds,
                    Style::Share => Style::InputShare,
                    _ => Style::Input,
                };
                book.number(at(VALUE, row), v, boxed);
                book.number(at(EXPORTED, row), v, style);
                let differs =
                    Expr::Abs(Box::new(Expr::less(Expr::Cell(at(VALUE, row)), Expr::Cell(at(EXPORTED, row)))));
                book.live(at(CHANGED, row), differs, Style::Exact);
                inputs.cells.insert(input.path.clone(), (at(VALUE, row), v));
                let name = defined(&input.path, &book.names);
                book.names.push((name, at(VALUE, row)));
            } else {
                book.text(at(VALUE, row), &*input.text, Style::Plain);
            }
            inputs.last = row;
        }
        inputs
    }

    /// The cell of an input.
    pub fn cell(&self, path: &str) -> Option<At> {
        self.cells.get(path).map(|(at, _)| *at)
    }

    /// A number of a rule: its cell, if it is an input as it stands.
    pub fn live(&self, v: f64, path: &str) -> Expr {
        match self.cells.get(path) {
            Some((at, there)) if *there == v => Expr::Cell(*at),
            _ => Expr::Number(v),
        }
    }

    /// The cells of a list.
    pub fn list(&self, path: &str) -> Vec<At> {
        let mut out = Vec::new();
        while let Some(at) = self.cell(&crate::json::item(path, out.len())) {
            out.push(at);
        }
        out
    }

    /// A number, or the sum of a list.
    pub fn sum_below(&self, path: &str) -> Option<Expr> {
        let list = self.list(path);
        let one = self.cell(path).map(Expr::Cell);
        one.or_else(|| Some(Expr::Block(*list.first()?, *list.last()?)))
    }

    /// The product of all inputs below a path; none if there are none.
    pub fn product_below(&self, path: &str) -> Option<Expr> {
        let below = |p: &String| p.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        let cells: Vec<Expr> = self.cells.iter().filter(|(p, _)| below(p)).map(|(_, (at, _))| Expr::Cell(*at)).gather();
        (!cells.is_empty()).then(|| Expr::mul(cells))
    }

    /// Says for each input whether a formula of the book reads it.
    pub fn mark(&self, book: &mut Book) {
        let mut read = vec![false; self.last + 1];
        // that this sheet compares an input with itself is no use of it
        for (_, sheet) in book.sheets.iter().enumerate().filter(|(i, _)| *i != INPUTS) {
            for cell in sheet.rows.iter().flatten().flatten() {
                if let super::book::Content::Live(e, _) = &cell.content {
                    e.reads(&mut |at| {
                        if at.sheet == INPUTS && at.col == VALUE && at.row < read.len() {
                            read[at.row] = true;
                        }
                    });
                }
            }
        }
        for (_, (at, _)) in self.cells.iter() {
            let id = if read[at.row] { "wb.read.yes" } else { "wb.read.no" };
            book.text(At { col: READ, ..*at }, t(id), Style::Plain);
        }
    }

    /// How far the inputs are from what they were: 0 if nobody has changed one.
    pub fn moved(&self) -> Expr {
        let at = |row| At { sheet: INPUTS, col: CHANGED, row };
        Expr::Block(at(FIRST), at(self.last))
    }
}

/// How a number of a unit is dressed.
pub fn dress(unit: Unit) -> Style {
    match unit {
        Unit::Gbp | Unit::GbpShort | Unit::GbpLong | Unit::Pounds => Style::Pounds,
        Unit::Percent | Unit::Of100 | Unit::Of20 | Unit::Points | Unit::Pence => Style::Share,
        Unit::People | Unit::Months => Style::Number,
        _ => Style::Exact,
    }
}

/// A unit in words, as cells hold it.
pub fn unit(unit: Unit) -> &'static str {
    t(match unit {
        Unit::Gbp | Unit::GbpShort | Unit::GbpLong | Unit::Pounds => "wb.unit.pounds",
        Unit::People => "wb.unit.people",
        Unit::Months => "wb.unit.months",
        Unit::Month => "wb.unit.month",
        Unit::Percent | Unit::Points => "wb.unit.percent",
        Unit::Of100 => "wb.unit.of100",
        Unit::Of20 => "wb.unit.of20",
        Unit::Pence => "wb.unit.pence",
        Unit::Choice | Unit::Text => "wb.unit.words",
        Unit::Count | Unit::Number => "wb.unit.number",
    })
}

/// A name that a spreadsheet takes, from a path; no two are alike.
fn defined(path: &str, taken: &[(String, At)]) -> String {
    let mut name = String::from("in");
    for c in path.strip_prefix("scenarios[0]").unwrap_or(path).chars() {
        match c {
            ']' => {}
            c if c.is_ascii_alphanumeric() => name.push(c),
            _ => name.push('_'),
        }
    }
    name.truncate(200);
    while taken.iter().any(|(n, _)| n.eq_ignore_ascii_case(&name)) {
        name.push('_');
    }
    name
}
