//! Counts from one normal deviate: binomial, Poisson and negative binomial as one family.
//!
//! `model-spec.md` 5.7: exact inversion while the variance is below 25, beyond it the Cornish–Fisher quantile. Both rise with
//! the mean, so that doing better never lowers a future.

use crate::num::float::{clamp, exp, ln_1p, round, sqrt};
use crate::num::normal;

/// Up to this variance counts are inverted exactly.
const EXACT: f64 = 25.0;

/// Chances of counts, worked out once for all who share them: the cohorts of a year are of like size and meet the same luck.
#[derive(Default)]
pub struct Counts {
    tables: Vec<Table>,
    /// The table that is replaced next.
    oldest: usize,
}

/// So many tables are kept: cohorts that keep step with an even spread are of two sizes, and few steps are before a result.
const KEPT: usize = 4;

impl Counts {
    /// Successes among `n` people (whole) who succeed with chance `p` each, at the normal deviate `luck`.
    pub fn binomial(&mut self, n: f64, p: f64, luck: f64) -> f64 {
        if n <= 0.0 || p <= 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return n;
        }
        // failures are counted where they are fewer: the way there is shorter
        if p > 0.5 { n - self.panjer(n * (1.0 - p), p, n, -luck) } else { self.panjer(n * p, 1.0 - p, n, luck) }
    }

    /// Events of `n` people with `rate` each: Poisson, or negative binomial of size `spread` a person.
    pub fn events(&mut self, n: f64, rate: f64, spread: Option<f64>, luck: f64) -> f64 {
        let index = spread.map_or(1.0, |r| 1.0 + rate / r);
        if n <= 0.0 || rate <= 0.0 { 0.0 } else { self.panjer(n * rate, index, f64::INFINITY, luck) }
    }

    /// The count at a deviate, from the mean and the index of dispersion (variance ÷ mean): below 1 binomial, 1 Poisson, above
    /// 1 negative binomial. Their chances follow one recurrence, P(k+1) = P(k) (a + b/(k+1)) (Panjer's class), and their
    /// skewness one formula, 2 × index − 1 over the s.d.
    fn panjer(&mut self, mean: f64, index: f64, most: f64, luck: f64) -> f64 {
        let variance = mean * index;
        if variance >= EXACT {
            let count = mean + sqrt(variance) * luck + (2.0 * index - 1.0) * (luck * luck - 1.0) / 6.0;
            return clamp(round(count), 0.0, most);
        }
        let below = normal::cdf(luck);
        for table in &mut self.tables {
            if table.mean == mean && table.index == index && table.most == most {
                return table.count(below);
            }
        }
        if self.tables.len() < KEPT {
            self.tables.push(Table::default());
        }
        let table = &mut self.tables[self.oldest];
        self.oldest = (self.oldest + 1) % KEPT;
        table.begin(mean, index, most);
        table.count(below)
    }
}

/// Chances of at most 0, 1, 2, … of one law, as far as they have been asked for.
#[derive(Default)]
struct Table {
    mean: f64,
    index: f64,
    most: f64,
    /// Chance of the last count.
    chance: f64,
    /// Chance of at most so many, by count.
    totals: Vec<f64>,
}

impl Table {
    fn begin(&mut self, mean: f64, index: f64, most: f64) {
        // P(0): (1 + r⁻¹·mean)^−r in all three cases, r = mean/(index − 1)
        let none = if index == 1.0 { exp(-mean) } else { exp(-mean / (index - 1.0) * ln_1p(index - 1.0)) };
        (self.mean, self.index, self.most, self.chance) = (mean, index, most, none);
        self.totals.clear();
        self.totals.push(none);
    }

    /// The least count whose chance of at most so many reaches `below`.
    fn count(&mut self, below: f64) -> f64 {
        let mut total = self.totals[self.totals.len() - 1];
        if below <= total {
            // halved by hand: optimised for size, the library's search would call a function at each step
            let (mut from, mut to) = (0, self.totals.len() - 1);
            while from < to {
                let middle = (from + to) / 2;
                if self.totals[middle] < below { from = middle + 1 } else { to = middle }
            }
            return from as f64;
        }
        let a = 1.0 - 1.0 / self.index;
        let b = self.mean / self.index - a;
        let mut count = (self.totals.len() - 1) as f64;
        while total < below && count < self.most {
            count += 1.0;
            let chance = self.chance * (a + b / count);
            // past the last digit of the total nothing is left to add
            if chance <= total * 1e-17 {
                break;
            }
            self.chance = chance;
            total += chance;
            self.totals.push(total);
        }
        count
    }
}
