//! Diminishing returns and the closed-form best response (`model-spec.md` 3.1, 3.2).

use crate::num::float;

/// One group seen by a provider: chance without extra help, best chance that money can buy, spend scale in £.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Success with no extra help, 0 to 1.
    pub p0: f64,
    /// Success at best, at least `p0`.
    pub pmax: f64,
    /// £ a head that achieve 63% of the headroom; at least £1.
    pub k: f64,
}

impl Need {
    /// Success at a spend of `x` £ a head: p0 + (pmax − p0)(1 − e^(−x/k)).
    pub fn success(&self, x: f64) -> f64 {
        self.p0 - (self.pmax - self.p0) * float::exp_m1(-x / self.k)
    }
}

/// The spend scale k from two plain facts: `x1` £ a head lift success from `p0` to `p1`, and `pmax` is the best
/// (p0 < p1 < pmax, x1 > 0). k = −x1/ln(1 − (p1−p0)/(pmax−p0)).
pub fn scale_from(p0: f64, pmax: f64, p1: f64, x1: f64) -> f64 {
    -x1 / float::ln_1p(-(p1 - p0) / (pmax - p0))
}

/// What a risk-neutral provider spends a head when one more success is worth `price` £ to it (tariff plus what it feels
/// for public value): x = k ln u with u = price·D/k, or nothing if u ≤ 1.
pub fn best_response(need: Need, price: f64) -> f64 {
    let u = price * (need.pmax - need.p0) / need.k;
    if u > 1.0 { need.k * float::ln(u) } else { 0.0 }
}
