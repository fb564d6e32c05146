//! Who gains and who pays: what additional outcomes are worth to each department, against its part of the outlay (`MC1`).
//!
//! Model specification 7.1. Departments stand in the same order everywhere.

/// What one additional outcome of a kind brings to one department.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// £, economic and fiscal; below 0 it is a cost.
    pub each: f64,
    /// κ: the part that can be taken out of a budget as cash, 0 to 1.
    pub cashable: f64,
}

/// What of a gain counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All economic and fiscal value.
    All,
    /// Only what can be taken out of a budget as cash.
    Cashable,
}

/// b: what each department gains, £, from `more[d]` additional outcomes of each kind d, worth `gains[d][j]` each to department
/// j. Additional outcomes below 0 are losses; what is not in the table is worth nothing.
#[must_use]
pub fn benefits(more: &[f64], gains: &[Vec<Gain>], counted: Counted) -> Vec<f64> {
    let departments = gains.iter().fold(0, |most, row| most.max(row.len()));
    let mut sums = vec![0.0; departments];
    for (more, row) in more.iter().zip(gains) {
        for (sum, gain) in sums.iter_mut().zip(row) {
            let part = if counted == Counted::Cashable { gain.cashable } else { 1.0 };
            *sum += more * gain.each * part;
        }
    }
    sums
}

/// Each department's net position, £: what it gains less its share (0 to 1; all shares sum to 1) of an outlay of `outlay` £.
#[must_use]
pub fn net(benefits: &[f64], shares: &[f64], outlay: f64) -> Vec<f64> {
    benefits.iter().zip(shares).map(|(benefit, share)| benefit - share * outlay).collect()
}

/// Each department's part of all that is gained, 0 to 1. `None` unless nobody loses and somebody gains.
#[must_use]
pub fn parts(benefits: &[f64]) -> Option<Vec<f64>> {
    let all: f64 = benefits.iter().sum();
    let nobody_loses = benefits.iter().all(|b| *b >= 0.0);
    (nobody_loses && all > 0.0).then(|| benefits.iter().map(|b| b / all).collect())
}

/// WPI, the wrong-pockets index, 0 to 1: the part of the outlay that others would have to pay for all to pay as they gain
/// (index of dissimilarity between `shares`, which sum to 1, and parts of the gain). 0 if all do. `None` unless nobody loses
/// and somebody gains.
#[must_use]
pub fn wrong_pockets(benefits: &[f64], shares: &[f64]) -> Option<f64> {
    let parts = parts(benefits)?;
    Some(0.5 * parts.iter().zip(shares).map(|(part, share)| (share - part).abs()).sum::<f64>())
}
