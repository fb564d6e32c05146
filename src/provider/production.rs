//! Diminishing returns, the closed-form best response and what the provider earns by it (`model-spec.md` 3.1, 3.2).

use crate::num::float;

/// One group seen by a provider: chance without extra help, best chance that money can buy, spend scale in £.
///
/// A frequency measure is the same with p0 = 0 and pmax = λ·emax: "success" then counts avoided events a head.
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

    /// What a spend of `x` £ a head adds to the chance of success: 0 to the headroom.
    pub fn uplift(&self, x: f64) -> f64 {
        -(self.pmax - self.p0).max(0.0) * float::exp_m1(-x / self.k)
    }

    /// £ that one more success costs when nothing has been spent yet: k/D, the number on which every parking result turns.
    /// `None` if no money buys any.
    pub fn first_pound_cost(&self) -> Option<f64> {
        let cost = self.k / (self.pmax - self.p0).max(0.0);
        cost.is_finite().then_some(cost)
    }

    /// First-pound return u: £ that the first £ spent brings when one more success is worth `price` £; 0 if no money buys any.
    pub fn first_pound_return(&self, price: f64) -> f64 {
        float::clamp(price * (self.pmax - self.p0) / self.k, 0.0, f64::MAX)
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
    best_response_at(need, price, 0.0)
}

/// The best response when cash or capacity is short: one more £ of it would earn £`nu` net (ν ≥ 0), so that a £ costs
/// £(1+ν). Nothing is spent up to the price (1+ν)k/D, exactly.
pub fn best_response_at(need: Need, price: f64, nu: f64) -> f64 {
    let dear = |cost: f64| price <= (1.0 + nu) * cost;
    if need.first_pound_cost().is_none_or(dear) {
        return 0.0;
    }
    // rounding must not park a group whose price is above the threshold by the last digit
    let u = price * (need.pmax - need.p0) / (need.k * (1.0 + nu));
    need.k * float::ln(float::clamp(u, 1.0 + f64::EPSILON, f64::MAX))
}

/// The parking price: the tariff in £ per success up to which a group gets nothing extra, (1+ν)k/D − θV, where `felt` = θV
/// is what the provider feels for one more success. Below 0 if motive alone suffices; `None` if no price buys any help.
pub fn threshold(need: Need, nu: f64, felt: f64) -> Option<f64> {
    need.first_pound_cost().map(|cost| (1.0 + nu) * cost - felt)
}

/// What a start earns in cash, before fixed cost, taken apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rent {
    /// Deadweight (windfall) rent: £ for success that would have come anyway, τp0.
    pub deadweight: f64,
    /// Effort rent: £ for the success that help adds, less the help. At least 0 where money alone decides; a provider with a
    /// motive of its own may choose less.
    pub effort: f64,
}

impl Rent {
    /// Cash margin per start in £, before fixed cost: τp − x.
    pub fn margin(self) -> f64 {
        self.deadweight + self.effort
    }
}

/// The rents of a start at a tariff of `tariff` £ per success and a spend of `x` £ a head. At the best response to money
/// alone the effort rent is k(u − 1 − ln u), and the margin rises with the tariff at the rate p*.
pub fn rent(need: Need, tariff: f64, x: f64) -> Rent {
    Rent { deadweight: tariff * need.p0, effort: tariff * need.uplift(x) - x }
}
