//! The law of successes over groups with chances of their own, by a recurrence that costs a step a success and group
//! (`HOL1`).
//!
//! Model specification 5.4. With odds a = p/(1-p) the generating function G(s) = product of (1 + a s)^n satisfies D G' = N G
//! for two polynomials D and N of the groups' odds, so each chance follows from the few before it.

use crate::num::float::floor;
use crate::num::pmf::Pmf;

/// The law of all successes among independent groups: (`n` people, chance of success 0 to 1).
///
/// A fraction of a person is one who is there with that chance. Groups with p above 1/2, with which the recurrence can
/// explode, are counted by their failures, and the two laws are added. Within 1e-12 of the largest chance; the relative
/// accuracy fades in the far upper tail.
#[must_use]
pub fn successes(groups: &[(f64, f64)]) -> Pmf {
    let (mut rare, mut common, mut most) = (Recurrence::new(), Recurrence::new(), 0);
    for &(n, p) in groups {
        let whole = floor(n.max(0.0));
        for (n, p) in [(whole, p), (1.0, (n.max(0.0) - whole) * p)] {
            if p > 0.5 {
                common.add(n, 1.0 - p);
                most += n as i64;
            } else {
                rare.add(n, p);
            }
        }
    }
    rare.law().convolve(&common.law().stretched(-1).shifted(most))
}

/// Groups with p at most 1/2, as the two polynomials from the constant up.
struct Recurrence {
    people: f64,
    mean: f64,
    /// D: the product of (1 + a s).
    below: Vec<f64>,
    /// N: the sum of n a times the product over the other groups.
    above: Vec<f64>,
}

impl Recurrence {
    fn new() -> Self {
        Self { people: 0.0, mean: 0.0, below: vec![1.0], above: Vec::new() }
    }

    fn add(&mut self, n: f64, p: f64) {
        if n <= 0.0 || p <= 0.0 {
            return;
        }
        let a = p / (1.0 - p);
        self.people += n;
        self.mean += n * p;
        self.above.push(0.0);
        for i in (0..self.above.len()).rev() {
            let before = if i > 0 { self.above[i - 1] } else { 0.0 };
            self.above[i] += a * before + n * a * self.below[i];
        }
        self.below.push(0.0);
        for i in (1..self.below.len()).rev() {
            self.below[i] += a * self.below[i - 1];
        }
    }

    fn law(&self) -> Pmf {
        // chances up to a common factor: the first is 1, and none may outgrow f64
        let (mut p, mut heaviest) = (vec![1.0f64], 1.0f64);
        for y in 0..self.people as usize {
            let mut next = 0.0;
            for i in 0..self.above.len().min(y + 1) {
                next += (self.above[i] - self.below[i + 1] * (y - i) as f64) * p[y - i];
            }
            next /= (y + 1) as f64;
            if y as f64 > self.mean && next < 1e-18 * heaviest {
                break;
            }
            heaviest = heaviest.max(next);
            p.push(next);
            if next > 1e200 {
                p.iter_mut().for_each(|chance| *chance *= 1e-200);
                heaviest *= 1e-200;
            }
        }
        // once itself: without its negligible ends, and summing to 1
        Pmf { lo: 0, p }.power(1)
    }
}
