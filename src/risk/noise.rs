//! Paying for noise: how often a contract pays though nothing worked, or refuses though it did (`FP1` to `FP4`).
//!
//! Model specification 6.5. A test does not know what year it was: what a common factor does passes for an effect.

use crate::contract::significance;
use crate::num::float::{ceil, clamp, sqrt};
use crate::num::pmf::Pmf;
use crate::num::{normal, root};
use crate::outcomes::exact::{self, Batch};
use crate::outcomes::volume;

/// The law of a count among `n` people who each add to it with chance `p`, under a common factor of latent correlation
/// `rho`.
fn count(n: f64, p: f64, rho: f64) -> Pmf {
    exact::law(&[Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }])
}

/// A clause that pays once enough people succeed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger {
    /// People, at least 0.
    pub n: f64,
    /// Latent correlation, 0 to 0.95.
    pub rho: f64,
    /// K: successes from which it pays.
    pub count: i64,
}

impl Trigger {
    /// Chance that it pays at a success rate of `p`: false pay where `p` is the rate without any effect, power where it is
    /// the rate with one.
    #[must_use]
    pub fn pays(self, p: f64) -> f64 {
        count(self.n, p, self.rho).at_least(self.count)
    }

    /// Chance that it does not pay at a success rate of `p`: false refusal where there is an effect.
    #[must_use]
    pub fn refuses(self, p: f64) -> f64 {
        count(self.n, p, self.rho).below(self.count)
    }
}

/// The least effect, as a difference of rates, that a one-sided test of size `alpha` finds with chance `power` among `n`
/// people at the known rate `p0`. Normal, in an ordinary year: it ignores the common factor, which no n makes vanish.
#[must_use]
pub fn least_effect(n: f64, p0: f64, alpha: f64, power: f64) -> f64 {
    -(normal::quantile(alpha) + normal::quantile(1.0 - power)) * sqrt(p0 * (1.0 - p0) / n)
}

/// What a one-sided clause at `price` £ a unit pays on average for luck alone, £: E(price X)+ for a normal X of mean 0 and
/// standard deviation `sd` units.
#[must_use]
pub fn noise_premium(price: f64, sd: f64) -> f64 {
    price * sd * normal::pdf(0.0)
}

/// A trigger on events of people served against those of a matched comparison group of the same year, as at Peterborough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matched {
    /// People served, above 0.
    pub n: f64,
    /// People compared, above 0.
    pub m: f64,
    /// λ₀: expected events a head of those compared, above 0.
    pub events: f64,
    /// Size r of the negative binomial, above 0: the smaller, the more unevenly events fall.
    pub spread: f64,
    /// h: the measured cut from which it pays, .1 = a tenth fewer, below 1.
    pub hurdle: f64,
}

impl Matched {
    /// Chance that it pays when help truly cuts events by the part `cut` (0 to 1).
    #[must_use]
    pub fn pays(self, cut: f64) -> f64 {
        let se = sqrt(volume::events_variance(self.events, Some(self.spread)) / self.m);
        let law = volume::events(self.n * self.events * (1.0 - cut), Some(self.n * self.spread));
        let compared = |events: i64| events as f64 / (self.n * (1.0 - self.hurdle));
        law.expect(|events| normal::cdf((self.events - compared(events)) / se))
    }
}

/// A clause that pays for a fall in an adverse rate, or charges for a rise, only if it is statistically significant; between
/// the two lies a dead-band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeadBand {
    /// People, above 0.
    pub n: f64,
    /// Adverse rate at baseline, 0 to 1, taken as known.
    pub p0: f64,
    /// Latent correlation, 0 to 0.95.
    pub rho: f64,
    /// Two-sided size of the test, above 0, up to 1: at 1 there is no dead-band.
    pub alpha: f64,
    /// £ per person fewer than at baseline, once the fall is significant.
    pub price: f64,
    /// £ charged per person more, once the rise is significant.
    pub malus: f64,
}

/// When letting the rate rise pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temptation {
    /// £ saved per point let slip from which a rise pays better than the fall.
    pub saving: f64,
    /// The rise that does so first: .01 = a point.
    pub rise: f64,
}

impl DeadBand {
    /// The adverse counts at or below which it pays, and at or above which it charges (normal test).
    #[must_use]
    pub fn bounds(self) -> (i64, i64) {
        let half = self.p0 - significance::normal_threshold(self.n, self.p0, 0.5 * self.alpha);
        let low = significance::normal_count(self.n, self.p0, 0.5 * self.alpha);
        (low, ceil(self.n * (self.p0 + half)) as i64)
    }

    /// What it pays for an adverse count, £; below 0 it charges.
    #[must_use]
    pub fn pay(self, adverse: i64) -> f64 {
        self.pay_within(self.bounds(), adverse)
    }

    fn pay_within(self, (low, high): (i64, i64), adverse: i64) -> f64 {
        let fewer = self.n * self.p0 - adverse as f64;
        if adverse <= low {
            self.price * fewer
        } else if adverse >= high {
            self.malus * fewer
        } else {
            0.0
        }
    }

    /// What it pays on average when the true rate changes by `change` (-.01 = a point less), £.
    #[must_use]
    pub fn expected(self, change: f64) -> f64 {
        let bounds = self.bounds();
        self.law(change).expect(|adverse| self.pay_within(bounds, adverse))
    }

    /// What the provider earns on average when the true rate changes by `change`, £: pay, and `saving` £ kept for each
    /// point let slip. A fall costs as much a point.
    #[must_use]
    pub fn profit(self, change: f64, saving: f64) -> f64 {
        self.expected(change) + 100.0 * change * saving
    }

    /// The least true fall in the rate that is paid for with chance `chance`. `None` if none is.
    #[must_use]
    pub fn surely_paid(self, chance: f64) -> Option<f64> {
        let low = self.bounds().0;
        let excess = |fall: f64| self.law(-fall).cdf(low) - chance;
        (excess(self.p0) >= 0.0).then(|| root::rising(&excess as &dyn Fn(f64) -> f64, 0.0, self.p0))
    }

    /// The least saving at which some rise of up to `most` pays better than a fall of `fall` (both above 0, .01 = a point),
    /// by hundredths of `most`. Without a dead-band it is the price of a point.
    #[must_use]
    pub fn temptation(self, fall: f64, most: f64) -> Temptation {
        let earned = self.expected(-fall);
        let mut least = Temptation { saving: f64::INFINITY, rise: 0.0 };
        for step in 1..=100 {
            let rise = most * f64::from(step) / 100.0;
            let saving = (earned - self.expected(rise)) / (100.0 * (fall + rise));
            if saving < least.saving {
                least = Temptation { saving, rise };
            }
        }
        least
    }

    /// The law of the adverse count when the true rate changes by `change`.
    fn law(self, change: f64) -> Pmf {
        count(self.n, clamp(self.p0 + change, 0.0, 1.0), self.rho)
    }
}
