//! Sums over people: so much for each person of a group who started in a month and got somewhere in another; printed with as
//! few cells as say it.

use super::book::MONTHS;
use super::cast::Cast;
use super::expr::{At, Expr};
use crate::gather::Gather;

/// People who started in one month and are counted in another: a part of one cell of a column of the months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Index into `Cast::columns`.
    pub column: usize,
    /// Month in which they are counted.
    pub month: u32,
    /// Month in which they started.
    pub start: u32,
}

/// One summand: a product, of people if there is a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Summand {
    /// Who; none for a plain amount.
    pub part: Option<Part>,
    /// A constant.
    pub times: f64,
    /// What it is multiplied by.
    pub by: Vec<Expr>,
}

/// A sum.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sum(pub Vec<Summand>);

impl Sum {
    /// A plain amount.
    pub fn plain(e: Expr) -> Sum {
        match e {
            Expr::Number(times) => Sum(vec![Summand { part: None, times, by: Vec::new() }]),
            e => Sum(vec![Summand { part: None, times: 1.0, by: vec![e] }]),
        }
    }

    /// The people of one part.
    pub fn people(part: Part) -> Sum {
        Sum(vec![Summand { part: Some(part), times: 1.0, by: Vec::new() }])
    }

    /// So many times as much.
    #[must_use]
    pub fn times(mut self, by: &Expr) -> Sum {
        for s in &mut self.0 {
            match by {
                Expr::Number(v) => s.times *= v,
                e => s.by.push(e.clone()),
            }
        }
        self.0.retain(|s| s.times != 0.0);
        self
    }

    /// Both together.
    pub fn join(&mut self, other: Sum) {
        self.0.extend(other.0);
    }

    /// True if nobody is counted in it.
    pub fn is_plain(&self) -> bool {
        self.0.iter().all(|s| s.part.is_none())
    }

    /// As a formula.
    pub fn expr(&self, cast: &Cast) -> Expr {
        let mut groups: Vec<(f64, &[Expr], Vec<Part>)> = Vec::new();
        let mut terms = Vec::new();
        for s in &self.0 {
            let Some(part) = s.part else {
                let mut product = vec![Expr::Number(s.times)];
                product.extend(s.by.iter().cloned());
                terms.push(Expr::mul(product));
                continue;
            };
            // people of one price mostly stand together: the last group first
            match groups.iter_mut().rev().find(|g| g.0 == s.times && g.1 == s.by.as_slice()) {
                Some(g) => g.2.push(part),
                None => groups.push((s.times, &s.by, vec![part])),
            }
        }
        for (times, by, parts) in groups {
            let mut product = vec![Expr::Number(times), counted(parts, cast)];
            product.extend(by.iter().cloned());
            terms.push(Expr::mul(product));
        }
        Expr::add(terms)
    }
}

/// A block of whole cells: columns, months.
#[derive(Clone, Copy)]
struct Block {
    columns: [usize; 2],
    months: [u32; 2],
}

/// The people of several parts, added up.
fn counted(mut parts: Vec<Part>, cast: &Cast) -> Expr {
    parts.sort_unstable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut rest: Vec<Part> = Vec::new();
    let mut i = 0;
    while i < parts.len() {
        let Part { column, month, .. } = parts[i];
        let mut end = i;
        while end < parts.len() && (parts[end].column, parts[end].month) == (column, month) {
            end += 1;
        }
        let own = &parts[i..end];
        let whole = cast.columns[column].starts_in(month);
        let same = own.len() == whole.len() && own.iter().zip(&whole).all(|(p, s)| p.start == *s);
        match blocks.last_mut().filter(|b| b.columns[0] == column) {
            // months in which the column has nothing do not break a run
            Some(b) if same && (b.months[1] + 1..month).all(|m| cast.columns[column].starts_in(m).is_empty()) => {
                b.months[1] = month;
            }
            _ if same => blocks.push(Block { columns: [column; 2], months: [month; 2] }),
            _ => rest.extend(own),
        }
        i = end;
    }
    let mut joined: Vec<Block> = Vec::new();
    for b in blocks {
        let beside = |o: &&mut Block| {
            let next = cast.columns[o.columns[1]].col + 1 == cast.columns[b.columns[0]].col;
            o.months == b.months && next
        };
        match joined.iter_mut().find(beside) {
            Some(o) => o.columns[1] = b.columns[1],
            None => joined.push(b),
        }
    }
    let mut terms: Vec<Expr> = joined.iter().map(|b| block(cast, *b)).gather();
    // those who stand alone: so many starts × the share of them that gets there
    let mut alone: Vec<(usize, u32, [u32; 2], usize)> = Vec::new();
    rest.sort_unstable_by_key(|p| (p.column, p.month - p.start, p.start));
    for p in rest {
        let lag = p.month - p.start;
        match alone.last_mut().filter(|a| a.0 == p.column && a.1 == lag && a.2[1] + 1 == p.start) {
            Some(a) => (a.2[1], a.3) = (p.start, a.3 + 1),
            None => alone.push((p.column, lag, [p.start; 2], 1)),
        }
    }
    for (column, lag, starts, _) in alone {
        let c = &cast.columns[column];
        let share = c.share(lag);
        terms.push(Expr::mul(vec![cast.starts(c.group, starts), share]));
    }
    Expr::add(terms)
}

fn block(cast: &Cast, b: Block) -> Expr {
    let at = |i: usize| At { sheet: MONTHS, col: cast.columns[b.columns[i]].col, row: super::cast::row(b.months[i]) };
    if at(0) == at(1) { Expr::Cell(at(0)) } else { Expr::Block(at(0), at(1)) }
}
