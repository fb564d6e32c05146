//! Is the help in the right place? Incentive indices of a contract and purity of its payment bands (`model-spec.md` 3.6).
//!
//! What is undefined is `None`, never a number. Groups of nobody change nothing.

use super::production::{self, Need};
use super::waterfill::{self, Cell};
use crate::gather::Gather;
use crate::num::float;

/// One group (or one group in one domain) under a contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// People, at least 0.
    pub n: f64,
    /// What help achieves for them.
    pub production: Need,
    /// V: £ that one more success is worth to society, at least 0.
    pub value: f64,
    /// Where they stand by need: higher is needier; only the order counts.
    pub need: f64,
    /// τ: £ that one success pays.
    pub tariff: f64,
    /// s: £ that one more success is worth to the provider, τ + θV.
    pub price: f64,
    /// x*: £ a head that the provider spends, at least 0.
    pub x: f64,
}

impl Group {
    /// x°free: £ a head that society would spend with no budget limit.
    pub fn free(&self) -> f64 {
        production::best_response(self.production, self.value)
    }

    /// £ that a start earns in cash, before fixed cost.
    pub fn margin(&self) -> f64 {
        production::rent(self.production, self.tariff, self.x).margin()
    }
}

/// The indices of a contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Part of the discretionary spend that would have to move to follow value: 0 to 1. Rests wholly on V; show `value_lost`
    /// beside it. (Total-variation distance, index of dissimilarity.) `None` if nothing is spent or nothing has value.
    pub cherry_picking: Option<f64>,
    /// Tilt towards need, −1 to 1; below 0 the help is tilted to low need. (Half the difference of two concentration indices.)
    pub need_gradient: Option<f64>,
    /// Part of the people who get nothing extra though they are worth it, 0 to 1.
    pub parked_share: Option<f64>,
    /// £ gained by swapping one person of the worst-paying group for one of the best: the incentive to cream or dump.
    pub swap_gain: Option<f64>,
    /// Part of the value lost against the same money well spent, 0 to 1.
    pub value_lost: Option<f64>,
    /// Baker alignment at the first £: cosine of measure and value, −1 to 1; below 0 where results cost the provider money.
    pub baker: Option<f64>,
    /// Correlation of what is paid with true impact, at the provider's spend: −1 to 1.
    pub hhs: Option<f64>,
    /// The same before the measure is paid: its limit as a small equal spend goes to 0.
    pub hhs_before: Option<f64>,
    /// x°: £ a head if the same money followed value; empty if undefined.
    pub same_money: Vec<f64>,
}

/// All indices of the groups of a contract.
pub fn indices(groups: &[Group]) -> Indices {
    let of = |f: &dyn Fn(&Group) -> f64| -> Vec<f64> { groups.iter().map(f).gather() };
    let n = of(&|g| g.n);
    let money = of(&|g| g.n * g.x);
    let total: f64 = money.iter().sum();
    let cell = |g: &Group| Cell { n: g.n, k: g.production.k, u: g.production.first_pound_return(g.value) };
    let cells: Vec<Cell> = groups.iter().map(cell).gather();
    let impact = |g: &Group, x: f64| g.value * g.production.uplift(x);
    let best = waterfill::spend_all(&cells, total);
    let defined = total > 0.0 && best.x.iter().zip(&n).any(|(x, n)| x * n > 0.0);

    let (mut apart, mut tilt, mut here, mut there) = (0.0, 0.0, 0.0, 0.0);
    let ranks = mid_ranks(&n, &of(&|g| g.need));
    for (i, g) in groups.iter().enumerate() {
        let surplus = money[i] - g.n * best.x[i];
        apart += surplus.abs();
        tilt += surplus * ranks[i];
        here += g.n * impact(g, g.x);
        there += g.n * impact(g, best.x[i]);
    }
    let when = |x: f64| defined.then_some(x);
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for g in groups.iter().filter(|g| g.n > 0.0) {
        least = least.min(g.margin());
        most = most.max(g.margin());
    }
    let people: f64 = n.iter().sum();
    let parked: f64 = groups.iter().filter(|g| g.x <= 0.0 && g.free() > 0.0).map(|g| g.n).sum();
    let first_value = of(&|g| g.production.first_pound_return(g.value));
    Indices {
        cherry_picking: when((0.5 * apart / total).min(1.0)),
        need_gradient: when(float::clamp(0.5 * tilt / total, -1.0, 1.0)),
        parked_share: (people > 0.0).then(|| parked / people),
        swap_gain: (people > 0.0).then_some(most - least),
        value_lost: (defined && there > 0.0).then(|| float::clamp(1.0 - here / there, 0.0, 1.0)),
        baker: cosine(&n, &of(&|g| g.production.first_pound_return(g.price.abs()).copysign(g.price)), &first_value),
        hhs: correlation(&n, &of(&|g| g.tariff * g.production.success(g.x)), &of(&|g| impact(g, g.x))),
        hhs_before: correlation(&n, &of(&|g| g.tariff * g.production.p0), &first_value),
        same_money: if defined { best.x } else { Vec::new() },
    }
}

/// Where each group stands among `n` people ordered by `need`: −1 (least) to 1 (most), the middle of the group; groups of the
/// same need are one.
pub fn mid_ranks(n: &[f64], need: &[f64]) -> Vec<f64> {
    let total: f64 = n.iter().sum();
    let rank = |own: &f64| {
        let (mut lower, mut same) = (0.0, 0.0);
        for (n, need) in n.iter().zip(need) {
            if need < own {
                lower += n;
            } else if need == own {
                same += n;
            }
        }
        if total > 0.0 { 2.0 * (lower + 0.5 * same) / total - 1.0 } else { 0.0 }
    };
    need.iter().map(rank).gather()
}

/// Band purity η², 0 to 1: the part of the variance of `p0` among `n` people that their payment `band` explains. `None` if
/// there is no variance.
pub fn band_purity(n: &[f64], p0: &[f64], band: &[usize]) -> Option<f64> {
    let means: Vec<f64> = band
        .iter()
        .map(|own| {
            let inside: Vec<f64> = n.iter().zip(band).map(|(n, b)| if b == own { *n } else { 0.0 }).gather();
            mean(&inside, p0)
        })
        .gather();
    let (between, all) = (spread(n, &means), spread(n, p0));
    // equal figures differ from their mean by rounding
    (all > 0.0).then(|| (between / all).min(1.0))
}

/// The cosine of `a` and `b` over `n` people; `None` if either is 0 throughout.
pub fn cosine(n: &[f64], a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (scaled(n, a)?, scaled(n, b)?);
    let dot = |a: &[f64], b: &[f64]| -> f64 { (0..n.len()).map(|i| n[i] * a[i] * b[i]).sum() };
    let lengths = float::sqrt(dot(&a, &a)) * float::sqrt(dot(&b, &b));
    (lengths > 0.0).then(|| float::clamp(dot(&a, &b) / lengths, -1.0, 1.0))
}

/// The correlation (Pearson) of `a` and `b` over `n` people; `None` if either does not vary.
pub fn correlation(n: &[f64], a: &[f64], b: &[f64]) -> Option<f64> {
    let centred = |x: &[f64]| -> Option<Vec<f64>> {
        let x = scaled(n, x)?;
        let centre = mean(n, &x);
        (spread(n, &x) > 0.0).then(|| x.iter().map(|x| x - centre).gather())
    };
    cosine(n, &centred(a)?, &centred(b)?)
}

/// `x` over its largest size among people who are there, so that no square overflows, and 0 for nobody; `None` if all is 0.
fn scaled(n: &[f64], x: &[f64]) -> Option<Vec<f64>> {
    let size = n.iter().zip(x).fold(0.0, |size: f64, (n, x)| if *n > 0.0 { size.max(x.abs()) } else { size });
    (size > 0.0).then(|| n.iter().zip(x).map(|(n, x)| if *n > 0.0 { x / size } else { 0.0 }).gather())
}

/// The mean of `x` over `n` people; 0 over nobody.
fn mean(n: &[f64], x: &[f64]) -> f64 {
    let people: f64 = n.iter().sum();
    let sum: f64 = n.iter().zip(x).map(|(n, x)| n * x).sum();
    if people > 0.0 { sum / people } else { 0.0 }
}

/// The sum of squares of `x` about its mean over `n` people; 0 if it is no more than rounding.
fn spread(n: &[f64], x: &[f64]) -> f64 {
    let centre = mean(n, x);
    let (mut sum, mut size) = (0.0, 0.0);
    for (n, x) in n.iter().zip(x) {
        sum += n * (x - centre) * (x - centre);
        size += n * x * x;
    }
    if sum > 1e-24 * size { sum } else { 0.0 }
}
