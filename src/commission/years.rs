//! What payers owe by April–March year: expected, in 1 good year of results in 20, and the most that there could ever be.

use crate::answer::{self, Outcome};
use crate::chance;
use crate::gather::Gather;
use crate::money::paid_by_year;
use crate::response::{self, How};
use crate::scenario::Scenario;

/// One year, £.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// Named by its first April.
    pub first: u32,
    /// On average.
    pub expected: f64,
    /// In all but 1 future in 20 no more than this: the dearer of a good and a bad year.
    pub dear: f64,
    /// Whatever happens.
    pub most: f64,
}

/// Every April–March year in which something may be paid, from that of the first start.
pub fn owed(s: &Scenario, o: &Outcome) -> Vec<Year> {
    let expected = paid_by_year(s, &o.ledger);
    let mut dear = expected.clone();
    for count in chance::likely(s, &o.plans).into_iter().flatten() {
        raise(&mut dear, &paid_by_year(s, &response::ledger(s, &chance::future(s, &o.plans, count), How::Exactly)));
    }
    let mut most = dear.clone();
    if let Some(l) = answer::most(s) {
        raise(&mut most, &paid_by_year(s, &l));
    }
    let at = |list: &[f64], i: usize| list.get(i).copied().unwrap_or(0.0);
    let year = |i: usize| Year {
        first: s.fiscal_year(0) + i as u32,
        expected: at(&expected, i),
        dear: at(&dear, i),
        most: at(&most, i),
    };
    (0..most.len()).map(year).gather()
}

/// Each year's larger sum of the two.
fn raise(list: &mut Vec<f64>, other: &[f64]) {
    for (i, v) in other.iter().enumerate() {
        if i < list.len() { list[i] = list[i].max(*v) } else { list.push(*v) }
    }
}

/// The largest of some sums, £; 0 of none.
pub fn highest(sums: &[f64]) -> f64 {
    sums.iter().copied().fold(0.0, f64::max)
}

/// What the dearest April–March year comes to in all but 1 future in 20, £.
pub fn peak(s: &Scenario, o: &Outcome) -> Option<f64> {
    Some(highest(&owed(s, o).iter().map(|y| y.dear).gather()))
}
