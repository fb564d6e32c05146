//! A workbook before it is written: sheets of cells, each formula with the value that the engine gives it.

use super::expr::{At, Expr};

/// The sheets, in order.
pub const SHEETS: [&str; 11] = [
    "Cover",
    "Results",
    "Inputs",
    "Months",
    "Years",
    "Chances",
    "Workings",
    "Percentiles",
    "Notes",
    "Checks",
    "Version",
];
/// Cover.
pub const COVER: usize = 0;
/// Every result.
pub const RESULTS: usize = 1;
/// Every input.
pub const INPUTS: usize = 2;
/// By month.
pub const MONTHS: usize = 3;
/// By April–March year.
pub const YEARS: usize = 4;
/// Who starts, and what comes of them.
pub const CHANCES: usize = 5;
/// Steps of rules that bend.
pub const WORKINGS: usize = 6;
/// What is sampled, and laws.
pub const PERCENTILES: usize = 7;
/// What a reader must know.
pub const NOTES: usize = 8;
/// Quality assurance.
pub const CHECKS: usize = 9;
/// Which model and which draft made it, and what changed between models.
pub const VERSION: usize = 10;

/// How a cell is dressed. The order is that of the styles in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Nothing special.
    Plain,
    /// The name of a sheet.
    Title,
    /// Head of a column or row.
    Head,
    /// Words over several lines.
    Wrapped,
    /// £ and pence, negative with a minus.
    Pounds,
    /// People, and other numbers of two places.
    Number,
    /// A share of 1, in per cent.
    Share,
    /// A whole number.
    Whole,
    /// A number with all its places.
    Exact,
    /// An input in £.
    InputPounds,
    /// An input, a share.
    InputShare,
    /// Another input.
    Input,
    /// The result that counts: strong, £ and pence.
    Strong,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Content {
    /// Words, inert whatever they are.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula and its value.
    Live(Expr, f64),
    /// The first words where the formula is above nothing, else the others.
    Says(Expr, f64, [String; 2]),
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// How it is dressed.
    pub style: Style,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Cells by row, then by column.
    pub rows: Vec<Vec<Option<Cell>>>,
    /// Widths of columns in characters; the last holds for the rest.
    pub widths: Vec<usize>,
    /// Rows and columns that stay in sight.
    pub frozen: [usize; 2],
}

/// A workbook.
#[derive(Debug, Clone)]
pub struct Book {
    /// One for each of `SHEETS`.
    pub sheets: Vec<Sheet>,
    /// Names of cells.
    pub names: Vec<(String, At)>,
}

impl Book {
    /// An empty one.
    pub fn new() -> Book {
        Book { sheets: vec![Sheet::default(); SHEETS.len()], names: Vec::new() }
    }

    /// What stands at a place.
    pub fn cell(&self, at: At) -> Option<&Cell> {
        self.sheets[at.sheet].rows.get(at.row)?.get(at.col)?.as_ref()
    }

    /// The number at a place; 0 where there is none, as in a spreadsheet's sum.
    pub fn value(&self, at: At) -> f64 {
        match self.cell(at).map(|c| &c.content) {
            Some(Content::Number(v) | Content::Live(_, v)) => *v,
            _ => 0.0,
        }
    }

    /// Puts words somewhere.
    pub fn text(&mut self, at: At, text: impl Into<String>, style: Style) {
        self.put(at, Content::Text(text.into()), style);
    }

    /// Puts a number somewhere.
    pub fn number(&mut self, at: At, v: f64, style: Style) {
        self.put(at, Content::Number(v), style);
    }

    /// Puts a formula somewhere; what it reads must stand already.
    pub fn live(&mut self, at: At, e: Expr, style: Style) {
        // a sum over nothing may be -0
        let v = e.value(self) + 0.0;
        let content = if let Expr::Number(v) = e { Content::Number(v) } else { Content::Live(e, v) };
        self.put(at, content, style);
    }

    /// Puts one of two sayings somewhere.
    pub fn says(&mut self, at: At, above: Expr, words: [String; 2], style: Style) {
        let v = above.value(self);
        self.put(at, Content::Says(above, v, words), style);
    }

    fn put(&mut self, at: At, content: Content, style: Style) {
        let rows = &mut self.sheets[at.sheet].rows;
        if rows.len() <= at.row {
            rows.resize(at.row + 1, Vec::new());
        }
        let row = &mut rows[at.row];
        if row.len() <= at.col {
            row.resize(at.col + 1, None);
        }
        row[at.col] = Some(Cell { content, style });
    }

    /// The first row below everything on a sheet.
    pub fn below(&self, sheet: usize) -> usize {
        self.sheets[sheet].rows.len()
    }

    /// Takes away what stands on a sheet from a row on.
    pub fn cut(&mut self, sheet: usize, row: usize) {
        self.sheets[sheet].rows.truncate(row);
    }

    /// Writes the heads of columns into a row.
    pub fn heads(&mut self, sheet: usize, row: usize, heads: &[&str]) {
        for (col, head) in heads.iter().enumerate() {
            self.text(At { sheet, col, row }, *head, Style::Head);
        }
    }
}

impl Default for Book {
    fn default() -> Book {
        Book::new()
    }
}
