//! The bad tail: value at risk, expected shortfall, the chance of a loss, and what is all but certain (`ES1`).
//!
//! Model specification 6.2. Futures are (amount in £, chance) in any order, with chances that sum to 1.

use crate::num::pmf::Pmf;

/// The share of futures that is called bad, and the chance of a loss that is accepted: 1 in 20.
pub const ONE_IN_20: f64 = 0.05;

/// The lowest share of all futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// Value at risk: the best of them, £.
    pub var: f64,
    /// Expected shortfall: their mean, £.
    pub mean: f64,
    /// Chance of a future strictly below the value at risk. The rest of the share is part of that one amount.
    pub below: f64,
}

/// The lowest share `a` of the futures, 0 < `a` <= 1. A chance equal to `a` but for rounding counts as reaching it. Of no
/// futures at all, 0.
#[must_use]
pub fn lower_tail(futures: &[(f64, f64)], a: f64) -> Tail {
    let (mut tail, mut sum) = (Tail { var: 0.0, mean: 0.0, below: 0.0 }, 0.0);
    let (mut chance, mut weighted) = (0.0, 0.0);
    for (x, p) in ascending(futures).into_iter().filter(|&(_, p)| p > 0.0) {
        if chance == 0.0 || x > tail.var {
            (tail.var, tail.below, sum) = (x, chance, weighted);
        }
        chance += p;
        weighted += p * x;
        if chance >= a * (1.0 - 1e-12) {
            break;
        }
    }
    // measured from the value at risk, so that a tail of one value is exactly that value
    tail.mean = tail.var + (sum - tail.var * tail.below) / a;
    tail
}

/// The chance of a future below 0 by a penny's half or more.
#[must_use]
pub fn loss(futures: &[(f64, f64)]) -> f64 {
    futures.iter().filter(|&&(x, _)| x <= -0.005).fold(0.0, |sum, &(_, p)| sum + p).min(1.0)
}

/// The count that is reached with a chance of all but `eps` (0 to 1): max{y : P(Y < y) <= eps}.
#[must_use]
pub fn assured(law: &Pmf, eps: f64) -> i64 {
    let mut below = 0.0;
    for (y, chance) in law.values() {
        below += chance;
        if below > eps {
            return y;
        }
    }
    law.hi()
}

/// The futures from the worst up, those that are equal as they stood: by the bytes of their amounts, least first, which takes
/// eight rounds however many there are. The standard library's sort would cost the page kilobytes.
#[must_use]
pub fn ascending(futures: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = futures.to_vec();
    let mut other = futures.to_vec();
    for shift in (0..64).step_by(8) {
        // amounts order as whole numbers do once the bits of negative ones are turned over
        let byte = |(x, _): &(f64, f64)| {
            let bits = x.to_bits();
            let turned = bits ^ ((bits as i64 >> 63) as u64 | 1 << 63);
            (turned >> shift & 0xff) as usize
        };
        // where those with each byte begin
        let mut places = [0; 257];
        for future in &sorted {
            places[byte(future) + 1] += 1;
        }
        if places.contains(&sorted.len()) {
            continue;
        }
        for value in 1..places.len() {
            places[value] += places[value - 1];
        }
        for future in &sorted {
            let place = &mut places[byte(future)];
            other[*place] = *future;
            *place += 1;
        }
        std::mem::swap(&mut sorted, &mut other);
    }
    sorted
}
