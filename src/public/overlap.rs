//! Double payment: two contracts that pay for one person's recovery, and rules that net one against the other (`MC3`).
//!
//! Model specification 7.3. What each contract keeps under a rule is `contract::netting`.

use crate::contract::netting;
use crate::contract::tree::Netting;
use crate::num::float::clamp;
use crate::num::normal;

/// Two contracts, A and B, that serve some of the same people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// People, at least 0.
    pub people: f64,
    /// ω: the share of them who are in both contracts, 0 to 1.
    pub both: f64,
    /// Chance of success under A and under B, 0 to 1.
    pub chance: [f64; 2],
    /// What A and B pay for a success, £, at least 0.
    pub tariff: [f64; 2],
    /// r: latent correlation of the two successes of one person, -1 to 1.
    pub r: f64,
}

/// What is agreed for a person who succeeds under both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreed {
    /// Who gives way.
    pub rule: Netting,
    /// V: what the recovery of one person is worth, £. Only the last three rules look at it.
    pub value: f64,
    /// α: the part of it that is A's and B's doing, 0 to 1. Only attribution looks at it.
    pub doing: [f64; 2],
}

impl Overlap {
    /// Fréchet bounds: the least and greatest chance of both successes that the two chances leave room for.
    #[must_use]
    pub fn bounds(self) -> (f64, f64) {
        let [a, b] = self.chance;
        let most = a.min(b);
        // where one is certain, rounding may not part the two
        ((a + b - 1.0).max(0.0).min(most), most)
    }

    /// Chance that a person in both succeeds under both, by a Gaussian copula. At r = 1 and -1 it reaches its bounds.
    #[must_use]
    pub fn joint(self) -> f64 {
        let (least, most) = self.bounds();
        let [a, b] = self.chance.map(normal::quantile);
        clamp(normal::both_below(a, b, self.r), least, most)
    }

    /// People who are paid for twice if nothing is netted.
    #[must_use]
    pub fn twice(self) -> f64 {
        self.both * self.people * self.joint()
    }

    /// What A and B pay for a person who succeeds under both, £. Their sum is N.
    #[must_use]
    pub fn kept(self, agreed: Agreed) -> [f64; 2] {
        let [a, b] = self.tariff;
        netting::kept(agreed.rule, a, b, agreed.value, agreed.doing)
    }

    /// £ overpaid by paying both in full, against what is agreed.
    #[must_use]
    pub fn overpaid(self, agreed: Agreed) -> f64 {
        let ([a, b], [kept_a, kept_b]) = (self.tariff, self.kept(agreed));
        self.twice() * (a + b - (kept_a + kept_b))
    }

    /// What a success brings on average under A and under B once what is agreed is netted, £: the price that effort responds to,
    /// if the other contract's chance stays as it is.
    #[must_use]
    pub fn effective(self, agreed: Agreed) -> [f64; 2] {
        let (joint, kept) = (self.joint(), self.kept(agreed));
        let price = |k: usize| {
            // of those who never succeed, none is paid for twice
            let other = if self.chance[k] > 0.0 { (joint / self.chance[k]).min(1.0) } else { 0.0 };
            self.tariff[k] * netting::factor(self.tariff[k], kept[k], self.both, other)
        };
        [price(0), price(1)]
    }
}
