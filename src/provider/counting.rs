//! Yes/no or how often: what each measure pays a provider to do for people whose events are counted (`model-spec.md` 3.7).
//!
//! Events are Poisson, or negative binomial where people with the same expectation differ. All prices are in £; a provider that
//! also feels for public value adds what it feels to them.

use super::production::{self, Need};
use crate::num::{float, lambert, root};

/// People of one kind, by the events that they are expected to have in the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// λ: expected events a head with no extra help, at least 0.
    pub lam0: f64,
    /// The largest part of events that help can prevent, 0 to 1.
    pub emax: f64,
    /// £ a head that achieve 63% of that; at least £1.
    pub k: f64,
    /// Size r of the negative binomial, above 0: the smaller, the more unevenly events fall. `None`: Poisson.
    pub spread: Option<f64>,
}

/// What a contract pays for one person, and what the provider's money costs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prices {
    /// t_b: £ for a person with no event, at least 0.
    pub none: f64,
    /// t_f: £ for an avoided event, at least 0.
    pub avoided: f64,
    /// ν: shadow price of the provider's cash, at least 0.
    pub nu: f64,
}

/// Where help starts under a yes/no measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// £ per person with no event up to which nothing extra is spent.
    pub price: f64,
    /// The same if only the first £ is looked at; too high where profit is S-shaped. Infinite if beyond f64.
    pub local: f64,
    /// £ a head that are spent at once where help starts: 0 unless profit is S-shaped.
    pub jump: f64,
}

impl Count {
    /// A: events a head that help can prevent.
    fn avoidable(&self) -> f64 {
        self.lam0 * self.emax
    }

    /// h: events a head that no help prevents.
    fn unavoidable(&self) -> f64 {
        self.lam0 * (1.0 - self.emax)
    }

    /// r, if it can be told from Poisson.
    fn size(&self) -> Option<f64> {
        self.spread.filter(|&r| r < 1e13).map(|r| r.max(1e-9))
    }

    /// −ln of the chance of no event when `rate` are expected.
    fn surprise(&self, rate: f64) -> f64 {
        self.size().map_or(rate, |r| r * float::ln_1p(rate / r))
    }

    /// How far −ln of the chance of no event falls when `avoided` events a head are avoided.
    fn relief(&self, avoided: f64) -> f64 {
        self.size().map_or(avoided, |r| -r * float::ln_1p(-avoided / (r + self.lam0)))
    }

    /// −d/dΛ of the chance of no event, when Λ = `rate` are expected.
    fn slope(&self, rate: f64) -> f64 {
        float::exp(-self.surprise(rate) - self.size().map_or(0.0, |r| float::ln_1p(rate / r)))
    }

    /// 1 + h/r: the avoidable events left at which the chance of no event turns from convex to concave in spend.
    fn turn(&self) -> f64 {
        1.0 + self.size().map_or(0.0, |r| self.unavoidable() / r)
    }

    /// Expected events a head at a spend of `x` £ a head.
    pub fn events(&self, x: f64) -> f64 {
        (self.lam0 - self.avoided(x)).max(0.0)
    }

    /// Expected avoided events a head at a spend of `x` £ a head.
    pub fn avoided(&self, x: f64) -> f64 {
        self.as_frequency().uplift(x)
    }

    /// Chance of no event at a spend of `x` £ a head.
    pub fn no_event(&self, x: f64) -> f64 {
        float::exp(-self.surprise(self.events(x)))
    }

    /// Chance of an event at a spend of `x` £ a head; keeps its digits where it is small.
    pub fn any_event(&self, x: f64) -> f64 {
        -float::exp_m1(-self.surprise(self.events(x)))
    }

    /// What a small proportional cut adds to the chance of no event, per unit of cut: λ(1+λ/r)^−(r+1), largest at λ = 1. Under
    /// a frequency measure the same cut is worth λ.
    pub fn binary_value(&self) -> f64 {
        self.lam0 * self.slope(self.lam0)
    }

    /// The frequency measure as production: success is an avoided event.
    pub fn as_frequency(&self) -> Need {
        Need { p0: 0.0, pmax: self.avoidable(), k: self.k }
    }

    /// £ per avoided event up to which nothing extra is spent: (1+ν)k/(λ·emax). `None` if no price buys help.
    pub fn frequency_start(&self, nu: f64) -> Option<f64> {
        production::threshold(self.as_frequency(), nu, 0.0)
    }

    /// Whether the chance of no event is concave in spend, so that the first £ decides.
    pub fn concave(&self) -> bool {
        self.avoidable() <= self.turn()
    }

    /// Where help starts under a yes/no measure. `None` if no price within f64 buys help.
    pub fn binary_start(&self, nu: f64) -> Option<Start> {
        let (a, h, cost) = (self.avoidable(), self.unavoidable(), (1.0 + nu) * self.k);
        if a <= 0.0 {
            return None;
        }
        let local = cost / (a * self.slope(self.lam0));
        let mut start = Start { price: local, local, jump: 0.0 };
        if !self.concave() {
            // how far -ln P(no event) falls at a spend of y scales, and the slope of that
            let gain = |y: f64| self.relief(-a * float::exp_m1(-y));
            let slope = |y: f64| {
                let left = a * float::exp(-y);
                self.size().map_or(left, |r| left / (1.0 + (h + left) / r))
            };
            // a £ brings most on average where the average gain in P equals the marginal one; past the turn there is one such y
            let past = |y: f64| -float::exp_m1(-gain(y)) - y * slope(y);
            let y = rising(&past, float::ln(a / self.turn()), 800.0);
            let left = h + a * float::exp(-y);
            let price = cost * y / (float::exp(-self.surprise(left)) * -float::exp_m1(-gain(y)));
            if price < local {
                (start.price, start.jump) = (price, y * self.k);
            }
        }
        start.price.is_finite().then_some(start)
    }

    /// What a head earns the provider at a spend of `x` £: pay less (1+ν)x.
    pub fn profit(&self, prices: Prices, x: f64) -> f64 {
        prices.none * self.no_event(x) + prices.avoided * self.avoided(x) - (1.0 + prices.nu) * x
    }

    /// Best spend in £ a head when an avoided event pays `t` £: the closed form of production.
    pub fn frequency_response(&self, t: f64, nu: f64) -> f64 {
        production::best_response_at(self.as_frequency(), t, nu)
    }

    /// Best spend in £ a head when a person with no event pays `t` £. Poisson: in closed form by Lambert's W; otherwise as
    /// [`Count::response`]. Always compared with spending nothing.
    pub fn binary_response(&self, t: f64, nu: f64) -> f64 {
        let prices = Prices { none: t, avoided: 0.0, nu };
        if self.size().is_some() {
            return self.response(prices);
        }
        let c = (1.0 + nu) * self.k * float::exp(self.unavoidable()) / t;
        let z = -lambert::w0(-c);
        if c > float::exp(-1.0) || z <= 0.0 || z >= self.avoidable() {
            return 0.0;
        }
        let x = self.k * float::ln((self.avoidable() / z).min(f64::MAX));
        if self.concave() || self.gain(prices, x) > 0.0 { x } else { 0.0 }
    }

    /// Best spend in £ a head when both measures pay at once, found globally.
    ///
    /// With q the avoidable events left, spending more pays while q(t_b·γ + t_f) > (1+ν)k, where γ is the slope of the chance of
    /// no event. The left side rises in q, may fall past the turn and rise again past twice the turn: at most two peaks of
    /// profit, and spending nothing.
    pub fn response(&self, prices: Prices) -> f64 {
        let (a, h, cost) = (self.avoidable(), self.unavoidable(), (1.0 + prices.nu) * self.k);
        let returns = |q: f64| q * (prices.none * self.slope(h + q) + prices.avoided) - cost;
        // the slope of `returns`
        let trend = |q: f64| {
            let bend = self.size().map_or(1.0 - q, |r| (r + h - r * q) / (r + h + q));
            prices.none * self.slope(h + q) * bend + prices.avoided
        };
        let turn = self.turn();
        let valley = (2.0 * turn).min(a);
        let falls = turn < a && trend(valley) < 0.0;
        let crest = if falls { rising(&|q| -trend(q), turn, valley) } else { a };
        // returns are below the line through 0 with the steepest slope, so the first root lies above this
        let from = cost / (prices.none * self.slope(h) + prices.avoided);
        let spend = |q: f64| self.k * float::ln((a / q).min(f64::MAX));
        let far = if from < crest && returns(crest) > 0.0 { spend(rising(&returns, from, crest)) } else { 0.0 };
        if !falls {
            return far;
        }
        // where the first £ pays, profit rises from 0 to a peak of its own
        let near = if returns(a) > 0.0 { spend(rising(&returns, rising(&trend, valley, a), a)) } else { 0.0 };
        if self.gain(prices, far) > self.gain(prices, near) { far } else { near }
    }

    /// What a spend of `x` £ a head adds to profit: small differences keep their digits.
    fn gain(&self, prices: Prices, x: f64) -> f64 {
        let avoided = self.avoided(x);
        let none = self.no_event(x) * -float::exp_m1(-self.relief(avoided));
        prices.none * none + prices.avoided * avoided - (1.0 + prices.nu) * x
    }
}

/// Chance of no event when `events` are expected, as even as `spread` says.
pub fn no_event(events: f64, spread: Option<f64>) -> f64 {
    Count { lam0: events, emax: 0.0, k: 1.0, spread }.no_event(0.0)
}

/// Events expected of people of whom the part `none` (above 0) has no event.
pub fn events_at(none: f64, spread: Option<f64>) -> f64 {
    let surprise = -float::ln(float::clamp(none, f64::MIN_POSITIVE, 1.0));
    let size = Count { lam0: 0.0, emax: 0.0, k: 1.0, spread }.size();
    size.map_or(surprise, |r| r * float::exp_m1(surprise / r))
}

/// One copy of the root finder for every question of this file: the page pays for each.
fn rising(f: &dyn Fn(f64) -> f64, lo: f64, hi: f64) -> f64 {
    root::rising(f, lo, hi)
}

/// What a register would show of people who were counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Register {
    /// Expected events.
    pub events: f64,
    /// Part of people with at least one, 0 to 1; `None` over nobody.
    pub with_event: Option<f64>,
    /// F: expected events per person with at least one. It can rise although everybody improves: never pay on it. `None` if
    /// nobody can have one.
    pub per_person_with_event: Option<f64>,
}

/// The register of `n` people of each kind at spends of `x` £ a head.
pub fn register(people: &[(f64, Count)], x: &[f64]) -> Register {
    let (mut n, mut events, mut some) = (0.0, 0.0, 0.0);
    for ((m, count), &x) in people.iter().zip(x) {
        n += m;
        events += m * count.events(x);
        some += m * count.any_event(x);
    }
    let over = |x: f64, by: f64| (by > 0.0).then(|| x / by);
    Register { events, with_event: over(some, n), per_person_with_event: over(events, some) }
}
