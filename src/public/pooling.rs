//! Contributions to a pooled budget for a project that nobody would fund alone (`MC2`).
//!
//! Model specification 7.2. A member gains if the project goes ahead, whoever pays. v(Q) = max(0, Σ b − C) is what the members
//! of Q could gain by themselves; the Shapley value shares it by how much each member adds, over all orders of joining
//! (Shapley 1953). What a member contributes is its benefit less that.

use super::gains;
use crate::gather::Gather;

/// The most members for whom the Shapley value is worked out: over all 2^10 groups of members. No way is known that is exact for
/// any benefits and whose work does not grow so.
pub const MOST: usize = 10;

/// A project that several members may pay for together.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// b: what each member gains if it goes ahead, £. A member that would lose takes no part: it counts as 0.
    pub benefits: Vec<f64>,
    /// C: what it costs, £, at least 0.
    pub cost: f64,
}

impl Project {
    /// What a member has to gain, £, at least 0.
    fn gains(&self) -> Vec<f64> {
        self.benefits.iter().map(|b| b.max(0.0)).gather()
    }

    /// Whether it is worth its cost to all together. If it is not, nobody contributes.
    #[must_use]
    pub fn viable(&self) -> bool {
        self.gains().iter().sum::<f64>() >= self.cost
    }

    /// Who would go it alone: those to whom it is worth all it costs.
    #[must_use]
    pub fn alone(&self) -> Vec<bool> {
        self.gains().iter().map(|b| *b >= self.cost).gather()
    }

    /// Contributions in proportion to benefit, £.
    #[must_use]
    pub fn proportional(&self) -> Vec<f64> {
        match gains::parts(&self.gains()) {
            Some(parts) if self.viable() => parts.iter().map(|part| part * self.cost).gather(),
            _ => vec![0.0; self.benefits.len()],
        }
    }

    /// Equal contributions, £: some may pay more than they gain.
    #[must_use]
    pub fn equal(&self) -> Vec<f64> {
        let members = self.benefits.len();
        let each = if self.viable() { self.cost / members as f64 } else { 0.0 };
        vec![each; members]
    }

    /// Contributions by the Shapley value, £: b − φ. The same comes of this, on average over all orders of joining: each pays
    /// what is still missing when it joins, or all it gains if that is less. So nobody pays more than it gains, nobody is
    /// paid, and all of the cost is met. `None` for more than `MOST` members.
    #[must_use]
    pub fn shapley(&self) -> Option<Vec<f64>> {
        let gains = self.gains();
        let members = gains.len();
        if members > MOST {
            return None;
        }
        let mut paid = vec![0.0; members];
        if !self.viable() {
            return Some(paid);
        }
        // chance that just the members of a group of each size have joined before a given other one: s!(J−1−s)!/J!
        let mut chance = vec![0.0; members];
        for size in 0..members {
            chance[size] =
                if size == 0 { 1.0 / members as f64 } else { chance[size - 1] * size as f64 / (members - size) as f64 };
        }
        for group in 0..1_u32 << members {
            let inside = |j: usize| (group >> j) & 1 == 1;
            let size = group.count_ones() as usize;
            let there: f64 = (0..members).filter(|j| inside(*j)).map(|j| gains[j]).sum();
            let missing = (self.cost - there).max(0.0);
            for j in (0..members).filter(|j| !inside(*j)) {
                paid[j] += chance[size] * missing.min(gains[j]);
            }
        }
        Some(paid)
    }

    /// The free-rider gap, £: what those who pay nothing gain, given what each pays. Where nobody pays nothing is had, and it is 0.
    #[must_use]
    pub fn free_riders(&self, paid: &[f64]) -> f64 {
        if paid.iter().all(|paid| *paid <= 0.0) {
            return 0.0;
        }
        self.gains().iter().zip(paid).map(|(b, paid)| if *paid <= 0.0 { *b } else { 0.0 }).sum()
    }
}
