//! Variance-based importance (`SOB1`): how much of the variance of a result each number explains alone, and with all that it
//! shares with others. Saltelli's estimator of the first, Jansen's of the second, on shifted Sobol points.

use crate::gather::Gather;
use crate::num::float;
use crate::num::sobol::Shifted;

/// Independent sets of points: the same points under different shifts. Their spread tells the error.
pub const SETS: usize = 8;

/// One point of one set: the result at A, at B, and at A with each coordinate in turn from B. Nothing where one is unknown.
pub type Row = Option<Vec<f64>>;

/// What is estimated of one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// Part of the variance that it explains alone; noise may take it a little below 0.
    pub first: f64,
    /// The same with everything that it shares with others.
    pub total: f64,
    /// Two standard errors of each: the sets, one left out in turn (jackknife).
    pub error: [f64; 2],
}

/// The points of every set over `d` numbers.
pub struct Points {
    dimensions: Vec<Vec<Shifted>>,
    d: usize,
}

impl Points {
    /// For `d` numbers, at most half as many as there are dimensions.
    pub fn new(seed: u64, d: usize) -> Points {
        let set = |r: usize| (0..2 * d).filter_map(|i| Shifted::new(seed, r as u32, i as u32)).gather();
        Points { dimensions: (0..SETS).map(set).gather(), d }
    }

    /// Where in the unit cube a run stands: run 0 is A, 1 is B, 2 + i is A with coordinate i of B.
    pub fn at(&self, set: usize, index: u32, run: usize) -> Vec<f64> {
        let u = |i: usize| self.dimensions[set].get(i).map_or(0.5, |s| s.point(index));
        (0..self.d).map(|i| u(if run == 1 || run == i + 2 { self.d + i } else { i })).gather()
    }
}

/// Sums over the rows of a set, the results less `center`: count, variance, and for each number both products.
fn sums(rows: &[Row], d: usize, center: f64) -> (f64, f64, Vec<[f64; 2]>) {
    let (mut n, mut square, mut by) = (0.0, 0.0, vec![[0.0; 2]; d]);
    for row in rows.iter().flatten() {
        let (a, b) = (row[0] - center, row[1] - center);
        n += 1.0;
        square += (a * a + b * b) / 2.0;
        for (i, sum) in by.iter_mut().enumerate() {
            let ab = row[i + 2] - center;
            sum[0] += b * (ab - a);
            sum[1] += (a - ab) * (a - ab) / 2.0;
        }
    }
    (n, square, by)
}

/// The importance of each of `d` numbers from the rows of every set; nothing without variance.
pub fn indices(sets: &[Vec<Row>], d: usize) -> Vec<Index> {
    let all: Vec<&Vec<f64>> = sets.iter().flatten().flatten().gather();
    let center = all.iter().map(|r| r[0] + r[1]).sum::<f64>() / (2.0 * all.len().max(1) as f64);
    let parts: Vec<(f64, f64, Vec<[f64; 2]>)> = sets.iter().map(|rows| sums(rows, d, center)).gather();
    // with one set left out, or none
    let estimate = |i: usize, which: usize, without: usize| {
        let (mut square, mut sum) = (0.0, 0.0);
        for (_, (_, s, by)) in parts.iter().enumerate().filter(|(r, _)| *r != without) {
            square += s;
            sum += by[i][which];
        }
        if square > 0.0 { sum / square } else { 0.0 }
    };
    let none = parts.len();
    let rows = parts.iter().map(|(n, _, _)| n).sum::<f64>();
    let spread = parts.iter().map(|(_, s, _)| s).sum::<f64>() / rows.max(1.0);
    // what does not move but for rounding has no variance to share
    if spread <= 1e-24 * center * center {
        return Vec::new();
    }
    let error = |i: usize, which: usize| {
        let k = parts.len() as f64;
        let each: Vec<f64> = (0..parts.len()).map(|r| estimate(i, which, r)).gather();
        let mean = each.iter().sum::<f64>() / k;
        let square: f64 = each.iter().map(|e| (e - mean) * (e - mean)).sum();
        2.0 * float::sqrt(square * (k - 1.0) / k)
    };
    (0..d)
        .map(|i| Index { first: estimate(i, 0, none), total: estimate(i, 1, none), error: [error(i, 0), error(i, 1)] })
        .gather()
}

/// The importance of the coordinates of any function on the unit cube, from `8 × 2^m × (d + 2)` runs of it.
pub fn importance(f: &dyn Fn(&[f64]) -> f64, d: usize, m: u32, seed: u64) -> Vec<Index> {
    let points = Points::new(seed, d);
    let row = |set: usize, p: u32| -> Row { Some((0..d + 2).map(|run| f(&points.at(set, p, run))).gather()) };
    let sets: Vec<Vec<Row>> = (0..SETS).map(|set| (0..1u32 << m).map(|p| row(set, p)).gather()).gather();
    indices(&sets, d)
}
