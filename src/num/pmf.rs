//! The law of a whole number, point by point: binomials, sums, mixtures, quantiles and tails.
//!
//! Exact up to rounding: what is left out of a tail weighs less than 1e-17 in all (model
//! specification 0.4, 5.4, B3).

use super::float::{floor, sqrt};

/// Points lighter than this share of the heaviest are dropped from the ends. Some nine s.d. of a
/// binomial stay.
const NEGLIGIBLE: f64 = 1e-18;

/// Chances `p[0]`, `p[1]`, ... of the values `lo`, `lo + 1`, ...; never empty, none negative,
/// summing to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Pmf {
    /// The lowest value.
    pub lo: i64,
    /// The chance of each value from `lo` up.
    pub p: Vec<f64>,
}

impl Pmf {
    /// The law of a number that is certainly `k`.
    #[must_use]
    pub fn point(k: i64) -> Self {
        Self { lo: k, p: vec![1.0] }
    }

    /// The law with the given values and chances (summing to 1), in any order; none at all gives
    /// certainly 0.
    #[must_use]
    pub fn from_values(values: &[(i64, f64)]) -> Self {
        let Some(lo) = values.iter().map(|&(k, _)| k).min() else {
            return Self::point(0);
        };
        let hi = values.iter().map(|&(k, _)| k).max().unwrap_or(lo);
        let mut p = vec![0.0; (hi - lo) as usize + 1];
        for &(k, chance) in values {
            p[(k - lo) as usize] += chance;
        }
        Self { lo, p }
    }

    /// Successes among `n` people who each succeed with chance `p` (0 to 1).
    ///
    /// `n` >= 0 may be fractional: floor(n) people, and one more who is there with chance n -
    /// floor(n).
    #[must_use]
    pub fn binomial(n: f64, p: f64) -> Self {
        let whole = floor(n.max(0.0));
        let part = (n - whole).max(0.0) * p;
        let trials = Self::trials(whole, p);
        if part > 0.0 { trials.convolve(&Self { lo: 0, p: vec![1.0 - part, part] }) } else { trials }
    }

    /// The binomial for a whole number `n` of people: ratios outward from the mode, then
    /// normalised. Nothing underflows.
    fn trials(n: f64, p: f64) -> Self {
        if p <= 0.0 || n < 1.0 {
            return Self::point(0);
        }
        if p >= 1.0 {
            return Self::point(n as i64);
        }
        let odds = p / (1.0 - p);
        let mode = floor((n + 1.0) * p).min(n);
        let (mut k, mut weight) = (mode, 1.0);
        let mut weights = vec![weight];
        while k > 0.0 && weight >= NEGLIGIBLE {
            weight *= k / ((n - k + 1.0) * odds);
            k -= 1.0;
            weights.push(weight);
        }
        let lo = k as i64;
        weights.reverse();
        (k, weight) = (mode, 1.0);
        while k < n && weight >= NEGLIGIBLE {
            weight *= (n - k) * odds / (k + 1.0);
            k += 1.0;
            weights.push(weight);
        }
        Self { lo, p: weights }.trimmed()
    }

    /// The law of the sum of two independent numbers.
    #[must_use]
    pub fn convolve(&self, other: &Self) -> Self {
        // the long law in the inner loop; the zeros of a lattice in the outer one cost nothing
        let points = |law: &Self| law.p.iter().filter(|&&chance| chance > 0.0).count();
        let cheaper = points(self) * other.p.len() <= points(other) * self.p.len();
        let (few, many) = if cheaper { (self, other) } else { (other, self) };
        let mut p = vec![0.0; few.p.len() + many.p.len() - 1];
        for (start, &a) in few.p.iter().enumerate() {
            if a > 0.0 {
                for (sum, &b) in p[start..].iter_mut().zip(&many.p) {
                    *sum += a * b;
                }
            }
        }
        Self { lo: self.lo + other.lo, p }
    }

    /// The law of the sum of `n` independent copies, by repeated squaring.
    #[must_use]
    pub fn power(&self, mut n: u64) -> Self {
        let mut product = Self::point(0);
        let mut square = self.clone();
        loop {
            if n & 1 == 1 {
                product = product.convolve(&square).trimmed();
            }
            n >>= 1;
            if n == 0 {
                return product;
            }
            square = square.convolve(&square).trimmed();
        }
    }

    /// The law of `step` times this number: a lattice with zeros between. A step of 0 gives
    /// certainly 0.
    #[must_use]
    pub fn stretched(&self, step: i64) -> Self {
        let size = step.unsigned_abs() as usize;
        if size == 0 {
            return Self::point(0);
        }
        let mut p = vec![0.0; (self.p.len() - 1) * size + 1];
        for (i, &chance) in self.p.iter().enumerate() {
            let place = if step > 0 { i } else { self.p.len() - 1 - i };
            p[place * size] = chance;
        }
        Self { lo: if step > 0 { self.lo } else { self.hi() } * step, p }
    }

    /// The law of this number plus `by`.
    #[must_use]
    pub fn shifted(mut self, by: i64) -> Self {
        self.lo += by;
        self
    }

    /// The law that follows each part with its weight; the weights are >= 0 and sum to 1. No parts:
    /// certainly 0.
    #[must_use]
    pub fn mix(parts: &[(f64, Self)]) -> Self {
        let mut mixture: Option<Self> = None;
        for (weight, part) in parts {
            mixture = Some(Self::with_part(mixture, *weight, part));
        }
        mixture.unwrap_or_else(|| Self::point(0))
    }

    /// A mixture under way, with `weight` times one more law in it. Its chances sum to 1 once the
    /// weights do.
    #[must_use]
    pub fn with_part(mixture: Option<Self>, weight: f64, part: &Self) -> Self {
        let mut sum = mixture.unwrap_or_else(|| Self { lo: part.lo, p: Vec::new() });
        if part.lo < sum.lo {
            let more = (sum.lo - part.lo) as usize;
            sum.p.splice(0..0, std::iter::repeat_n(0.0, more));
            sum.lo = part.lo;
        }
        let start = (part.lo - sum.lo) as usize;
        sum.p.resize(sum.p.len().max(start + part.p.len()), 0.0);
        for (total, &chance) in sum.p[start..].iter_mut().zip(&part.p) {
            *total += weight * chance;
        }
        sum
    }

    /// The highest value.
    #[must_use]
    pub fn hi(&self) -> i64 {
        self.lo + self.p.len() as i64 - 1
    }

    /// Values with their chances, upwards.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = (i64, f64)> + '_ {
        self.p.iter().enumerate().map(|(i, &chance)| (self.lo + i as i64, chance))
    }

    /// The expected value of `f` of the number.
    pub fn expect(&self, f: impl Fn(i64) -> f64) -> f64 {
        self.values().map(|(k, chance)| chance * f(k)).sum()
    }

    /// Mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.lo as f64 + self.expect(|k| (k - self.lo) as f64)
    }

    /// Standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let square = |k: i64| (k as f64 - mean) * (k as f64 - mean);
        sqrt(self.expect(square))
    }

    /// P(Y <= `k`).
    #[must_use]
    pub fn cdf(&self, k: i64) -> f64 {
        let count = k.saturating_sub(self.lo - 1).clamp(0, self.p.len() as i64) as usize;
        self.p[..count].iter().sum::<f64>().min(1.0)
    }

    /// P(Y < `k`).
    #[must_use]
    pub fn below(&self, k: i64) -> f64 {
        self.cdf(k.saturating_sub(1))
    }

    /// P(Y >= `k`), with the relative accuracy of the upper tail that 1 - below(k) would lose.
    #[must_use]
    pub fn at_least(&self, k: i64) -> f64 {
        let skip = k.saturating_sub(self.lo).clamp(0, self.p.len() as i64) as usize;
        self.p[skip..].iter().rev().sum::<f64>().min(1.0)
    }

    /// The smallest k with P(Y <= k) >= `a`, 0 < `a` <= 1. A chance equal to `a` but for rounding
    /// counts as reaching it.
    #[must_use]
    pub fn quantile(&self, a: f64) -> i64 {
        self.lower_tail(a).0
    }

    /// Expected shortfall: the mean of the lowest share `a` of the law, 0 < `a` <= 1, the last atom
    /// taken in part.
    #[must_use]
    pub fn shortfall(&self, a: f64) -> f64 {
        let (k, below, sum) = self.lower_tail(a);
        // measured from the quantile, so that a tail of one value is exactly that value
        if a > 0.0 { k as f64 + (sum - k as f64 * below) / a } else { k as f64 }
    }

    /// The `a`-quantile k, with P(Y < k) and E[Y; Y < k].
    fn lower_tail(&self, a: f64) -> (i64, f64, f64) {
        let (mut below, mut sum) = (0.0, 0.0);
        for (k, chance) in self.values() {
            if chance > 0.0 && below + chance >= a * (1.0 - 1e-12) {
                return (k, below, sum);
            }
            below += chance;
            sum += chance * k as f64;
        }
        (self.hi(), below, sum)
    }

    /// The same law without its negligible ends, summing to 1.
    fn trimmed(mut self) -> Self {
        let heaviest = self.p.iter().copied().fold(0.0, f64::max);
        let kept = |chance: &f64| *chance >= NEGLIGIBLE * heaviest;
        let first = self.p.iter().position(kept).unwrap_or(0);
        let last = self.p.iter().rposition(kept).unwrap_or(0);
        self.p.truncate(last + 1);
        self.p.drain(..first);
        self.lo += first as i64;
        let total: f64 = self.p.iter().sum();
        for chance in &mut self.p {
            *chance /= total;
        }
        self
    }
}
