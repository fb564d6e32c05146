//! Formulas as trees: printed for a spreadsheet, and worked out here to the value that is stored beside them.

use super::book::{Book, SHEETS};
use crate::gather::Gather;
use crate::num::{decimal, float};

/// A cell of the book; sheet, row and column count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Index into `SHEETS`.
    pub sheet: usize,
    /// Column, 0 for A.
    pub col: usize,
    /// Row, 0 for 1.
    pub row: usize,
}

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A constant.
    Number(f64),
    /// What stands in a cell.
    Cell(At),
    /// Sum of a block, from its first cell to its last.
    Block(At, At),
    /// The largest of a block.
    Highest(At, At),
    /// Sum of what stands beside the cells of the first column (first, last) that equal a number: the column of the sums.
    SumIf([At; 2], Box<Expr>, [At; 2]),
    /// Sum.
    Add(Vec<Expr>),
    /// Product.
    Mul(Vec<Expr>),
    /// First less second.
    Less(Box<[Expr; 2]>),
    /// First divided by second; 0 where that is 0, as the contract language has it.
    Ratio(Box<[Expr; 2]>),
    /// The largest.
    Max(Vec<Expr>),
    /// The smallest.
    Min(Vec<Expr>),
    /// e to the power.
    Exp(Box<Expr>),
    /// Natural logarithm.
    Ln(Box<Expr>),
    /// Without its sign.
    Abs(Box<Expr>),
    /// Down to whole steps, as `contract::measure` rounds.
    Floor(Box<[Expr; 2]>),
    /// To the penny.
    Round(Box<Expr>),
    /// One or the other.
    If(Box<Test>, Box<[Expr; 2]>),
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// First at least second, but for a rounding error.
    AtLeast(Expr, Expr),
    /// First at least second, exactly.
    Reaches(Expr, Expr),
    /// All of them.
    All(Vec<Test>),
    /// Not.
    Not(Box<Test>),
}

/// The hair by which a sum of many may miss a bound that it meets.
const HAIR: f64 = 1e-12;

impl Expr {
    /// First less second, without what is plainly nothing.
    pub fn less(a: Expr, b: Expr) -> Expr {
        match (a, b) {
            (a, Expr::Number(0.0)) => a,
            (Expr::Number(a), Expr::Number(b)) => Expr::Number(a - b),
            (a, b) => Expr::Less(Box::new([a, b])),
        }
    }

    /// First divided by second.
    pub fn ratio(a: Expr, b: Expr) -> Expr {
        match (a, b) {
            (a, Expr::Number(1.0)) => a,
            (Expr::Number(a), Expr::Number(b)) => Expr::Number(if b == 0.0 { 0.0 } else { a / b }),
            (a, b) => Expr::Ratio(Box::new([a, b])),
        }
    }

    /// Sum, without what is plainly nothing.
    pub fn add(list: Vec<Expr>) -> Expr {
        let mut kept: Vec<Expr> = Vec::new();
        let mut plain = 0.0;
        for e in list {
            match e {
                Expr::Number(v) => plain += v,
                Expr::Add(inner) => kept.extend(inner),
                e => kept.push(e),
            }
        }
        if plain != 0.0 || kept.is_empty() {
            kept.push(Expr::Number(plain));
        }
        one_of(kept, Expr::Add)
    }

    /// Product, without ones; constants come first, in one.
    pub fn mul(list: Vec<Expr>) -> Expr {
        let mut kept: Vec<Expr> = Vec::new();
        let mut plain = 1.0;
        for e in list {
            match e {
                Expr::Number(v) => plain *= v,
                Expr::Mul(inner) => {
                    for e in inner {
                        if let Expr::Number(v) = e { plain *= v } else { kept.push(e) }
                    }
                }
                e => kept.push(e),
            }
        }
        if plain == 0.0 {
            return Expr::Number(0.0);
        }
        if plain != 1.0 || kept.is_empty() {
            kept.insert(0, Expr::Number(plain));
        }
        one_of(kept, Expr::Mul)
    }

    /// What it comes to, from what stands in the book.
    pub fn value(&self, book: &Book) -> f64 {
        let pair = |p: &[Expr; 2]| (p[0].value(book), p[1].value(book));
        match self {
            Expr::Number(v) => *v,
            Expr::Cell(at) => book.value(*at),
            Expr::Block(a, b) => each(*a, *b).map(|at| book.value(at)).sum(),
            Expr::Highest(a, b) => each(*a, *b).map(|at| book.value(at)).fold(f64::NEG_INFINITY, f64::max),
            Expr::SumIf([a, b], key, [c, _]) => {
                let key = key.value(book);
                let mut sum = 0.0;
                for row in a.row..=b.row {
                    if book.value(At { row, ..*a }) == key {
                        sum += book.value(At { row: c.row + row - a.row, ..*c });
                    }
                }
                sum
            }
            Expr::Add(list) => list.iter().map(|e| e.value(book)).sum(),
            Expr::Mul(list) => list.iter().map(|e| e.value(book)).product(),
            Expr::Less(p) => {
                let (a, b) = pair(p);
                a - b
            }
            Expr::Ratio(p) => {
                let (a, b) = pair(p);
                if b == 0.0 { 0.0 } else { a / b }
            }
            Expr::Max(list) => list.iter().map(|e| e.value(book)).fold(f64::NEG_INFINITY, f64::max),
            Expr::Min(list) => list.iter().map(|e| e.value(book)).fold(f64::INFINITY, f64::min),
            Expr::Exp(e) => float::exp(e.value(book)),
            Expr::Ln(e) => float::ln(e.value(book)),
            Expr::Abs(e) => e.value(book).abs(),
            Expr::Floor(p) => {
                let (x, step) = pair(p);
                if step <= 0.0 { x } else { float::floor(x / step + 1e-9) * step }
            }
            Expr::Round(e) => float::round(e.value(book) * 100.0) / 100.0,
            Expr::If(test, p) => p[usize::from(!test.holds(book))].value(book),
        }
    }

    /// As a spreadsheet reads it, seen from a sheet.
    pub fn print(&self, sheet: usize) -> String {
        let mut out = String::new();
        self.write(sheet, &mut out);
        out
    }

    fn write(&self, sheet: usize, out: &mut String) {
        match self {
            Expr::Number(v) if *v < 0.0 => wrap("(", &[&decimal::plain(*v)], ")", out),
            Expr::Number(v) => out.push_str(&decimal::plain(*v)),
            Expr::Cell(at) => name(*at, sheet, out),
            Expr::Block(a, b) => block("SUM(", *a, *b, sheet, out),
            Expr::Highest(a, b) => block("MAX(", *a, *b, sheet, out),
            Expr::SumIf([a, b], key, [c, d]) => {
                block("SUMIF(", *a, *b, sheet, out);
                out.pop();
                out.push(',');
                key.write(sheet, out);
                block(",", *c, *d, sheet, out);
            }
            Expr::Add(list) => listed("(", list, "+", sheet, out),
            Expr::Mul(list) => listed("(", list, "*", sheet, out),
            Expr::Less(p) => listed("(", &**p, "-", sheet, out),
            // what is divided by a constant needs no guard
            Expr::Ratio(p) if matches!(p[1], Expr::Number(v) if v != 0.0) => listed("(", &**p, "/", sheet, out),
            Expr::Ratio(p) => {
                out.push_str("IF(");
                p[1].write(sheet, out);
                out.push_str("=0,0,");
                p[0].write(sheet, out);
                out.push('/');
                p[1].write(sheet, out);
                out.push(')');
            }
            Expr::Max(list) => listed("MAX(", list, ",", sheet, out),
            Expr::Min(list) => listed("MIN(", list, ",", sheet, out),
            Expr::Exp(e) => call("EXP(", e, sheet, out),
            Expr::Ln(e) => call("LN(", e, sheet, out),
            Expr::Abs(e) => call("ABS(", e, sheet, out),
            Expr::Floor(p) => {
                out.push_str("(INT(");
                p[0].write(sheet, out);
                out.push('/');
                p[1].write(sheet, out);
                out.push_str("+0.000000001)*");
                p[1].write(sheet, out);
                out.push(')');
            }
            Expr::Round(e) => {
                call("ROUND(", e, sheet, out);
                out.pop();
                out.push_str(",2)");
            }
            Expr::If(test, p) => {
                out.push_str("IF(");
                test.write(sheet, out);
                out.push(',');
                p[0].write(sheet, out);
                out.push(',');
                p[1].write(sheet, out);
                out.push(')');
            }
        }
    }

    /// Calls `f` with every cell that it reads; of a block, with both ends and all between.
    pub fn reads(&self, f: &mut dyn FnMut(At)) {
        match self {
            Expr::Number(_) => {}
            Expr::Cell(at) => f(*at),
            Expr::Block(a, b) | Expr::Highest(a, b) => each(*a, *b).for_each(f),
            Expr::SumIf([a, b], key, [c, d]) => {
                each(*a, *b).chain(each(*c, *d)).for_each(&mut *f);
                key.reads(f);
            }
            Expr::Add(l) | Expr::Mul(l) | Expr::Max(l) | Expr::Min(l) => l.iter().for_each(|e| e.reads(f)),
            Expr::Less(p) | Expr::Ratio(p) | Expr::Floor(p) => p.iter().for_each(|e| e.reads(f)),
            Expr::Exp(e) | Expr::Ln(e) | Expr::Abs(e) | Expr::Round(e) => e.reads(f),
            Expr::If(test, p) => {
                test.reads(f);
                p.iter().for_each(|e| e.reads(f));
            }
        }
    }
}

impl Test {
    /// Whether it holds, from what stands in the book.
    pub fn holds(&self, book: &Book) -> bool {
        match self {
            Test::AtLeast(a, b) => {
                let (a, b) = (a.value(book), b.value(book));
                a - b >= -HAIR * b.abs().max(1.0)
            }
            Test::Reaches(a, b) => a.value(book) >= b.value(book),
            Test::All(list) => list.iter().all(|t| t.holds(book)),
            Test::Not(t) => !t.holds(book),
        }
    }

    fn write(&self, sheet: usize, out: &mut String) {
        match self {
            Test::AtLeast(a, b) => {
                a.write(sheet, out);
                out.push('-');
                b.write(sheet, out);
                out.push_str(">=-0.000000000001*MAX(1,ABS(");
                b.write(sheet, out);
                out.push_str("))");
            }
            Test::Reaches(a, b) => {
                a.write(sheet, out);
                out.push_str(">=");
                b.write(sheet, out);
            }
            Test::All(list) => {
                out.push_str("AND(");
                for (i, t) in list.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "," });
                    t.write(sheet, out);
                }
                out.push(')');
            }
            Test::Not(t) => {
                out.push_str("NOT(");
                t.write(sheet, out);
                out.push(')');
            }
        }
    }

    fn reads(&self, f: &mut dyn FnMut(At)) {
        match self {
            Test::AtLeast(a, b) | Test::Reaches(a, b) => {
                a.reads(f);
                b.reads(f);
            }
            Test::All(list) => list.iter().for_each(|t| t.reads(f)),
            Test::Not(t) => t.reads(f),
        }
    }
}

fn one_of(mut list: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match (list.pop(), list.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            list.push(last);
            many(list)
        }
        (None, _) => Expr::Number(0.0),
    }
}

/// The cells of a block, column by column.
fn each(a: At, b: At) -> impl Iterator<Item = At> {
    (a.col..=b.col).flat_map(move |col| (a.row..=b.row).map(move |row| At { sheet: a.sheet, col, row }))
}

fn wrap(open: &str, inside: &[&str], close: &str, out: &mut String) {
    out.push_str(open);
    inside.iter().for_each(|s| out.push_str(s));
    out.push_str(close);
}

fn call(open: &str, e: &Expr, sheet: usize, out: &mut String) {
    out.push_str(open);
    e.write(sheet, out);
    out.push(')');
}

fn listed(open: &str, list: &[Expr], between: &str, sheet: usize, out: &mut String) {
    out.push_str(open);
    for (i, e) in list.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { between });
        e.write(sheet, out);
    }
    out.push(')');
}

fn block(open: &str, a: At, b: At, sheet: usize, out: &mut String) {
    out.push_str(open);
    name(a, sheet, out);
    out.push(':');
    local(b, out);
    out.push(')');
}

/// `Months!B7`, or `B7` on the sheet itself.
fn name(at: At, sheet: usize, out: &mut String) {
    if at.sheet != sheet {
        wrap(SHEETS[at.sheet], &["!"], "", out);
    }
    local(at, out);
}

fn local(at: At, out: &mut String) {
    out.push_str(&column(at.col));
    out.push_str(&decimal::plain((at.row + 1) as f64));
}

/// `A` … `Z`, `AA` …
pub fn column(col: usize) -> String {
    let mut letters: Vec<char> = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let back: Vec<char> = letters.into_iter().rev().gather();
    String::from_iter(back)
}

/// `$A$1`, for names.
pub fn fixed(at: At) -> String {
    format!("{}!${}${}", SHEETS[at.sheet], column(at.col), decimal::plain((at.row + 1) as f64))
}
