//! The bidder's nine answers by their formulas alone (`model-spec.md` 4.6): the oracle of the door.

use pbr::num::float::{ceil, floor};
use pbr::outcomes::exact::{self, Batch};
use pbr::risk::bid::{Price, price};
use pbr::risk::tails::ONE_IN_20;

/// What a bidder is asked: people who start evenly over the months of a contract, each with the same chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bid {
    /// People, at least 0.
    pub people: f64,
    /// Months that the contract runs and costs money, at least 1.
    pub months: u32,
    /// £ that delivery costs in all.
    pub cost: f64,
    /// £ paid whatever happens, a month in arrears.
    pub block: f64,
    /// £ per success, at least 0.
    pub price: f64,
    /// Chance of success, 0 to 1.
    pub p: f64,
    /// Months from a start to the money for its success, at least 1.
    pub lag: u32,
    /// £ that can be spent before anything comes in.
    pub reserves: f64,
    /// Points of swing: s.d. of the success rate from year to year for reasons outside the contract, .03 = 3 points.
    pub swing: f64,
    /// Part of successes that are accepted and paid for, 0 to 1.
    pub valid: f64,
}

/// What the bidder should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Chance of a loss.
    pub loss: f64,
    /// The same in futures of 20.
    pub of_20: u32,
    /// Paid successes that are needed to cover cost. `None` if no number does.
    pub need: Option<i64>,
    /// Paid successes to be expected.
    pub expected: f64,
    /// Mean margin, £.
    pub margin: f64,
    /// Mean margin of the worst 1 in 20 futures, £.
    pub worst: f64,
    /// Price per success that covers cost on average, £. `None` if no success is to be expected.
    pub break_even: Option<f64>,
    /// Price at which 1 future in 20 loses money.
    pub safe: Price,
    /// What a month costs more than the block brings, £.
    pub burn: f64,
    /// The month, counted from 1, in which the first result is paid.
    pub first_result: u32,
    /// The month, counted from 1, in which reserves are gone in every future: nothing random has been paid yet. `None` if
    /// they last until results are paid.
    pub cash_out: Option<u32>,
    /// Cash that is needed before the first result, £.
    pub cash: f64,
}

impl Bid {
    /// The latent correlation that gives the swing. It belongs to the trade and the place, not to the offer: keep it when
    /// the chance of success is changed. `None` if nothing gives so large a swing.
    pub fn rho(self) -> Option<f64> {
        exact::swing_to_rho(&[(1.0, self.p)], self.swing)
    }

    /// The five standing stress tests: referrals a quarter short, success at 73% of the figure, costs 5% up, 1 in 20 claims
    /// refused, results 6 months later. The correlation stays as it was.
    pub fn stressed(self) -> [Bid; 5] {
        [
            Bid { people: self.people * 0.75, ..self },
            Bid { p: self.p * 0.73, ..self },
            Bid { cost: self.cost * 1.05, ..self },
            Bid { valid: self.valid * 0.95, ..self },
            Bid { lag: self.lag + 6, ..self },
        ]
    }

    /// The answers, at a latent correlation of `rho`.
    pub fn answers(self, rho: f64) -> Answers {
        let paid = vec![(1, self.valid), (0, 1.0 - self.valid)];
        let law = exact::law(&[Batch {
            n: self.people,
            p: self.p,
            rho,
            success: if self.valid < 1.0 { paid } else { vec![(1, 1.0)] },
            failure: vec![(0, 1.0)],
        }]);
        let needed = self.cost - self.block;
        // a price that covers cost exactly must not fail by rounding
        let results = ceil(needed / self.price - 1e-9);
        let need = if needed <= 0.0 { Some(0) } else { results.is_finite().then_some(results as i64) };
        let loss = need.map_or(1.0, |need| law.below(need));
        let expected = self.people * self.p * self.valid;
        let cash = |month: u32| self.spent(month) - self.advanced(month);
        Answers {
            loss,
            of_20: floor(20.0 * loss + 0.5) as u32,
            need,
            expected,
            margin: self.price * expected - needed,
            worst: self.price * law.shortfall(ONE_IN_20) - needed,
            break_even: (expected > 0.0).then(|| needed.max(0.0) / expected),
            safe: price(&law, needed, ONE_IN_20),
            burn: needed / f64::from(self.months),
            first_result: self.lag + 1,
            cash_out: (1..=self.lag).find(|&month| cash(month) > self.reserves),
            cash: cash(self.lag),
        }
    }

    /// £ of cost up to the end of a month.
    fn spent(self, month: u32) -> f64 {
        self.cost * f64::from(month.min(self.months)) / f64::from(self.months)
    }

    /// £ of block paid by then, a month late.
    fn advanced(self, month: u32) -> f64 {
        self.block * f64::from(month.saturating_sub(1).min(self.months)) / f64::from(self.months)
    }
}
