//! How much of a price can ride on results before reserves are gone, and the cash that late money ties up (`SAFE1`, `WC2`).
//!
//! Model specification 4.4 and 6.3. What late money adds to a price is `contract::discount::lag_uplift`.

use crate::num::pmf::Pmf;

/// A contract of `price` £, part of which depends on outcomes, and a provider that cannot lose more than its reserves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// C: £ paid if outcomes are as many as the reference, above 0.
    pub price: f64,
    /// £ that delivery costs whatever comes of it.
    pub cost: f64,
    /// R: £ that may be lost, at least 0.
    pub reserves: f64,
    /// Yref: outcomes at which the price is paid in full, above 0.
    pub reference: f64,
}

impl Contract {
    /// The largest PbR share, 0 to 1, at which no more is lost than the reserves if `assured` outcomes come (see
    /// `tails::assured`). `None` if even a pure block loses more than the reserves.
    #[must_use]
    pub fn safe_share(self, assured: f64) -> Option<f64> {
        let room = self.price - self.cost + self.reserves;
        let missing = 1.0 - assured / self.reference;
        if room < 0.0 {
            None
        } else if missing <= 0.0 {
            Some(1.0)
        } else {
            Some((room / (self.price * missing)).min(1.0))
        }
    }

    /// Chance that more than the reserves is lost, by half a penny or more, when the part `share` of pay depends on
    /// outcomes with this law.
    #[must_use]
    pub fn breach(self, law: &Pmf, share: f64) -> f64 {
        let lost = |y: i64| self.cost - self.price * (1.0 - share + share * y as f64 / self.reference);
        law.expect(|y| if lost(y) >= self.reserves + 0.005 { 1.0 } else { 0.0 })
    }
}

/// Months of cost that reserves must cover when income at break-even comes late: the part `share` of it `outcome_lag`
/// months after the cost, the rest `block_lag` months after. For contracts at least as long as `outcome_lag`, which is at
/// least `block_lag`. Times monthly cost it is the peak working capital.
#[must_use]
pub fn months_of_reserves(share: f64, block_lag: f64, outcome_lag: f64) -> f64 {
    (1.0 - share) * block_lag + share * outcome_lag
}
