//! Laws of totals over people who share one common factor: exact (quadrature x convolution) and by
//! conditional moments.
//!
//! Model specification 5.2 and 5.4 (`EX1`, `EX2`, `VAS1`, `VAS2`, `CAL1`, `CAL2`, `QUAD1`). Given
//! the common factor Z ~ N(0,1) people are independent, so a total is a mixture over z of plain
//! sums. Only the grid of z is a choice.

use crate::contract::curve::Curve;
use crate::gather::Gather;
use crate::kept::Kept;
pub use crate::num::edgeworth::Moments;
use crate::num::float::{floor, sqrt};
use crate::num::normal;
use crate::num::pmf::Pmf;
use crate::num::quadrature;
use crate::num::root;
use crate::outcomes::recurrence;
use std::cell::RefCell;

/// The largest latent correlation that the model admits.
pub const MAX_RHO: f64 = 0.95;

/// People who are alike, and what each of them contributes to a total.
///
/// A contribution is a whole number of lattice steps (`Batch`) or any amount (`Batch<f64>`). Both
/// lists hold (contribution, chance) with chances that sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch<V = i64> {
    /// How many, >= 0. A fraction is one person more who is there with that chance, and contributes
    /// nothing if not.
    pub n: f64,
    /// Chance of success, 0 to 1, over all values of the common factor.
    pub p: f64,
    /// Latent (Gaussian-copula) correlation, 0 to 0.95: how strongly the common factor acts.
    pub rho: f64,
    /// What a person contributes who succeeds.
    pub success: Vec<(V, f64)>,
    /// What a person contributes who does not.
    pub failure: Vec<(V, f64)>,
}

impl Batch {
    /// The same people with contributions in pounds: `unit` a lattice step.
    #[must_use]
    pub fn priced(&self, unit: f64) -> Batch<f64> {
        let price = |list: &[(i64, f64)]| list.iter().map(|&(steps, chance)| (steps as f64 * unit, chance)).gather();
        Batch { n: self.n, p: self.p, rho: self.rho, success: price(&self.success), failure: price(&self.failure) }
    }

    /// The law of this batch's total when everybody succeeds with chance `p` on their own.
    fn law_at(&self, p: f64) -> Pmf {
        let whole = floor(self.n.max(0.0));
        let part = (self.n - whole).max(0.0);
        let person = || Pmf::mix(&[(p, Pmf::from_values(&self.success)), (1.0 - p, Pmf::from_values(&self.failure))]);
        let people = match (self.success.as_slice(), self.failure.as_slice()) {
            // one amount each way: the count decides, and its law needs no convolution
            (&[(won, _)], &[(lost, _)]) => Pmf::binomial(whole, p).stretched(won - lost).shifted(lost * whole as i64),
            _ => person().power(whole as u64),
        };
        if part > 0.0 { people.convolve(&Pmf::mix(&[(1.0 - part, Pmf::point(0)), (part, person())])) } else { people }
    }
}

/// Chance of success given the common factor `z`, for the unconditional chance `p` (0 to 1) and
/// latent correlation `rho` (0 <= rho < 1): Phi((c + sqrt(rho) z)/sqrt(1 - rho)), c the quantile of
/// p. Its mean over Z is p.
#[must_use]
pub fn p_given(p: f64, rho: f64, z: f64) -> f64 {
    if rho == 0.0 { p } else { p_given_quantile(normal::quantile(p), rho, z) }
}

/// The same of the chance whose quantile is `c`, 0 < `rho` < 1: for whoever asks of one chance again and again.
#[must_use]
pub fn p_given_quantile(c: f64, rho: f64, z: f64) -> f64 {
    normal::cdf(latent(c, rho, z))
}

/// Where a chance with the quantile `c` stands, given the common factor `z`.
fn latent(c: f64, rho: f64, z: f64) -> f64 {
    c / sqrt(1.0 - rho) + sqrt(rho / (1.0 - rho)) * z
}

/// The conditional chance with its complement, both accurate in their tails, and its slope in z.
struct Chance {
    p: f64,
    q: f64,
    slope: f64,
}

impl Chance {
    fn at(c: f64, rho: f64, z: f64) -> Self {
        let load = sqrt(rho / (1.0 - rho));
        let x = latent(c, rho, z);
        Self { p: normal::cdf(x), q: normal::cdf(-x), slope: load * normal::pdf(x) }
    }
}

/// Share of the large-pool law of the success rate at or below `x` (0 < x < 1), `rho` > 0 (`VAS2`).
#[must_use]
pub fn pool_cdf(p: f64, rho: f64, x: f64) -> f64 {
    normal::cdf((sqrt(1.0 - rho) * normal::quantile(x) - normal::quantile(p)) / sqrt(rho))
}

/// The `a`-quantile of the large-pool success rate: the rate in the year whose common factor is at
/// its `a`-quantile.
#[must_use]
pub fn pool_quantile(p: f64, rho: f64, a: f64) -> f64 {
    p_given(p, rho, normal::quantile(a))
}

/// Covariance of the outcomes of two people with chances `p1` and `p2` and latent correlation `r`
/// (-1 to 1).
#[must_use]
pub fn outcome_covariance(p1: f64, p2: f64, r: f64) -> f64 {
    if r == 0.0 { 0.0 } else { normal::both_below(normal::quantile(p1), normal::quantile(p2), r) - p1 * p2 }
}

/// The law of the total over all batches, in lattice steps, by the step rule.
#[must_use]
pub fn law(batches: &[Batch]) -> Pmf {
    let priced: Vec<_> = batches.iter().map(|batch| batch.priced(1.0)).gather();
    // each batch alone as well: a few large contributions blur the total, not the steps between
    let alone = priced.iter().map(|batch| s_min(std::slice::from_ref(batch)));
    let step = alone.fold(s_min(&priced), f64::min);
    law_over(batches, &nodes_within(&priced, step))
}

/// The law of the total over all batches on given nodes (z, weight) of the common factor.
#[must_use]
pub fn law_over(batches: &[Batch], nodes: &[(f64, f64)]) -> Pmf {
    let mut mixture = None;
    let step = alike(batches);
    for &(z, weight) in nodes {
        let given = |batch: &Batch| p_given(batch.p, batch.rho, z);
        let total = match step {
            Some(step) => {
                let groups: Vec<(f64, f64)> = batches.iter().map(|b| (b.n, given(b))).gather();
                recurrence::successes(&groups).stretched(step)
            }
            None => batches.iter().fold(Pmf::point(0), |total, b| total.convolve(&b.law_at(given(b)))),
        };
        mixture = Some(Pmf::with_part(mixture, weight, &total));
    }
    mixture.unwrap_or_else(|| Pmf::point(0))
}

/// What each success adds, where several batches add the same and failures nothing: then the recurrence is 2 to 4 times as
/// fast as convolution, and as exact.
fn alike(batches: &[Batch]) -> Option<i64> {
    let [first, _, ..] = batches else { return None };
    let adds = |b: &Batch| match (b.success.as_slice(), b.failure.as_slice()) {
        (&[(step, _)], &[(0, _)]) if step != 0 => Some(step),
        _ => None,
    };
    let step = adds(first)?;
    batches.iter().all(|b| adds(b) == Some(step)).then_some(step)
}

/// Nodes of the common factor (z, weight) that resolve the total over all batches: one if nothing
/// depends on it.
#[must_use]
pub fn nodes(batches: &[Batch<f64>]) -> Vec<(f64, f64)> {
    nodes_within(batches, s_min(batches))
}

fn nodes_within(batches: &[Batch<f64>], step: f64) -> Vec<(f64, f64)> {
    let shaken = batches.iter().any(|batch| batch.n > 0.0 && batch.rho > 0.0 && batch.p > 0.0 && batch.p < 1.0);
    // finite if anything depends on Z, even where two effects on the mean cancel and no width shows
    quadrature::nodes(if shaken { step.min(f64::MAX) } else { f64::INFINITY })
}

/// The step that the total needs: the least conditional s.d. over slope of the conditional mean,
/// |z| <= 4.
#[must_use]
pub fn s_min(batches: &[Batch<f64>]) -> f64 {
    let groups: Vec<_> = batches.iter().map(Group::new).gather();
    quadrature::narrowest(|z| {
        let (total, slope) = total_given(&groups, z);
        // where rounding has left neither spread nor slope there is nothing to resolve
        if total.variance > 0.0 && slope != 0.0 { sqrt(total.variance) / slope.abs() } else { f64::INFINITY }
    })
}

/// Mean, s.d. and skewness of the total given the common factor `z`.
#[must_use]
pub fn moments_given(batches: &[Batch<f64>], z: f64) -> Moments {
    let groups: Vec<_> = batches.iter().map(Group::new).gather();
    moments_of(&groups, z)
}

/// The total's conditional moments on its nodes, with their weights: all that the fast engine needs
/// to know of it.
#[must_use]
pub fn parts(batches: &[Batch<f64>]) -> Vec<(f64, Moments)> {
    let groups: Vec<_> = batches.iter().map(Group::new).gather();
    nodes(batches).into_iter().map(|(z, weight)| (weight, moments_of(&groups, z))).gather()
}

/// E f(X) of a mixture of laws known by their moments: parts are (weight, moments), weights summing
/// to 1.
#[must_use]
pub fn mixture_expect(parts: &[(f64, Moments)], curve: &Curve) -> f64 {
    let expected = |m: &Moments| curve.expect_normal_skewed(m.mean, m.sd, m.skew);
    parts.iter().map(|(weight, m)| weight * expected(m)).sum()
}

/// P(X <= `t`) of such a mixture. For a total on a lattice give t plus half a step.
#[must_use]
pub fn cdf_by_mixture(parts: &[(f64, Moments)], t: f64) -> f64 {
    parts.iter().map(|(weight, m)| weight * m.at_most(t)).sum()
}

/// The `a`-quantile (0 < a < 1) of such a mixture.
#[must_use]
pub fn quantile_by_mixture(parts: &[(f64, Moments)], a: f64) -> f64 {
    let lo = parts.iter().map(|(_, m)| m.mean - 40.0 * m.sd).fold(f64::INFINITY, f64::min);
    let hi = parts.iter().map(|(_, m)| m.mean + 40.0 * m.sd).fold(f64::NEG_INFINITY, f64::max);
    if lo < hi { root::rising(|t| cdf_by_mixture(parts, t) - a, lo, hi) } else { hi }
}

/// Points of swing: the s.d. of the pooled success rate when groups (n, p0) share the factor with
/// correlation `rho`.
#[must_use]
pub fn rho_to_swing(groups: &[(f64, f64)], rho: f64) -> f64 {
    let total: f64 = groups.iter().map(|&(n, _)| n).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let mut variance = 0.0;
    for (i, &(n, p)) in groups.iter().enumerate() {
        for (j, &(m, other)) in groups[..=i].iter().enumerate() {
            let pairs = if i == j { 1.0 } else { 2.0 };
            variance += pairs * (n / total) * (m / total) * outcome_covariance(p, other, rho);
        }
    }
    sqrt(variance.max(0.0))
}

/// The correlation at which the pooled rate of `groups` (n, p0) has the s.d. `sigma` (0.03 = 3
/// points of swing).
///
/// `None` if no correlation up to 0.95 gives it: an input error.
#[must_use]
pub fn swing_to_rho(groups: &[(f64, f64)], sigma: f64) -> Option<f64> {
    if sigma == 0.0 {
        return Some(0.0);
    }
    let mut key = vec![sigma.to_bits()];
    key.extend(groups.iter().flat_map(|&(n, p)| [n.to_bits(), p.to_bits()]));
    *SWINGS.with_borrow_mut(|swings| swings.of(key, |_| 1, || solve_swing(groups, sigma)))
}

thread_local! {
    /// Answers at hand: every edit reads the whole draft, and few of them change its groups.
    static SWINGS: RefCell<Kept<Option<f64>>> = const { RefCell::new(Kept::new(1 << 12)) };
}

fn solve_swing(groups: &[(f64, f64)], sigma: f64) -> Option<f64> {
    let reachable = sigma > 0.0 && sigma <= rho_to_swing(groups, MAX_RHO);
    // the variance, unlike the s.d., is nearly linear in rho
    let excess = |rho: f64| {
        let swing = rho_to_swing(groups, rho);
        swing * swing - sigma * sigma
    };
    reachable.then(|| root::rising(excess, 0.0, MAX_RHO))
}

/// Mean, variance and third central moment.
#[derive(Clone, Copy, Default)]
struct Shape {
    mean: f64,
    variance: f64,
    third: f64,
}

impl Shape {
    /// The shape of a list of (value, chance).
    fn of(list: &[(f64, f64)]) -> Self {
        let mean: f64 = list.iter().map(|&(x, chance)| chance * x).sum();
        list.iter().fold(Self { mean, ..Self::default() }, |shape, &(x, chance)| {
            let gap = x - mean;
            let square = chance * gap * gap;
            Self { mean, variance: shape.variance + square, third: shape.third + square * gap }
        })
    }

    /// `self` with chance `p`, else `other`, q = 1 - p. A sum of small terms, so that it keeps its
    /// digits in the tails.
    fn or(&self, other: &Self, p: f64, q: f64) -> Self {
        let gap = self.mean - other.mean;
        let between = p * q * gap;
        Self {
            mean: p * self.mean + q * other.mean,
            variance: p * self.variance + q * other.variance + between * gap,
            third: p * self.third
                + q * other.third
                + between * (3.0 * (self.variance - other.variance) + (q - p) * gap * gap),
        }
    }

    /// The shape of the sum of `n` independent copies and one of `other`.
    fn times_plus(&self, n: f64, other: &Self) -> Self {
        Self {
            mean: n * self.mean + other.mean,
            variance: n * self.variance + other.variance,
            third: n * self.third + other.third,
        }
    }
}

/// A batch with what does not depend on z worked out once.
struct Group {
    c: f64,
    p: f64,
    rho: f64,
    whole: f64,
    part: f64,
    success: Shape,
    failure: Shape,
}

impl Group {
    fn new(batch: &Batch<f64>) -> Self {
        let whole = floor(batch.n.max(0.0));
        Self {
            c: normal::quantile(batch.p),
            p: batch.p,
            rho: batch.rho,
            whole,
            part: (batch.n - whole).max(0.0),
            success: Shape::of(&batch.success),
            failure: Shape::of(&batch.failure),
        }
    }

    /// The shape of the batch's total given z, and the slope of its mean in z.
    fn given(&self, z: f64) -> (Shape, f64) {
        let chance = if self.rho == 0.0 {
            Chance { p: self.p, q: 1.0 - self.p, slope: 0.0 }
        } else {
            Chance::at(self.c, self.rho, z)
        };
        let person = self.success.or(&self.failure, chance.p, chance.q);
        let last = person.or(&Shape::default(), self.part, 1.0 - self.part);
        let slope = (self.whole + self.part) * chance.slope * (self.success.mean - self.failure.mean);
        (person.times_plus(self.whole, &last), slope)
    }
}

/// The shape of the total given z, and the slope of its mean in z.
fn total_given(groups: &[Group], z: f64) -> (Shape, f64) {
    groups
        .iter()
        .map(|group| group.given(z))
        .fold((Shape::default(), 0.0), |(sum, rise), (shape, slope)| (shape.times_plus(1.0, &sum), rise + slope))
}

fn moments_of(groups: &[Group], z: f64) -> Moments {
    let (total, _) = total_given(groups, z);
    let sd = sqrt(total.variance);
    // a cube that underflows leaves no skewness to speak of
    let cube = sd * sd * sd;
    Moments { mean: total.mean, sd, skew: if cube > 0.0 { total.third / cube } else { 0.0 } }
}
