//! The same budget: one factor on every payment of a scenario, at which it costs as much as another.

use crate::contract::tree::{Pay, ScaleBy, Term};
use crate::scenario::Scenario;

/// Evaluations after which the search gives up.
const MOST: u32 = 48;

/// The scenario with every payment of its contracts times a factor, ceilings and floors with it.
#[must_use]
pub fn scaled(s: &Scenario, factor: f64) -> Scenario {
    let mut s = s.clone();
    for payment in s.contracts.iter_mut().flat_map(|c| &mut c.payments) {
        let of = Box::new(std::mem::replace(&mut payment.pay, Pay::Sum(Vec::new())));
        payment.pay = Pay::Scale { number: Term::Number(factor, String::new()), by: ScaleBy::Posting, of };
    }
    s
}

/// What became of a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found {
    /// It goes on.
    Searching,
    /// The factor.
    Factor(f64),
    /// No factor does it.
    None,
}

/// A search for the factor, one evaluation at a time.
#[derive(Debug, Clone)]
pub struct Search {
    target: f64,
    /// Factors tried, and what was paid then, less the target.
    low: (f64, f64),
    high: Option<(f64, f64)>,
    tried: u32,
    /// What has become of it.
    pub found: Found,
}

impl Search {
    /// A search that has not begun.
    pub fn new() -> Search {
        Search { target: 0.0, low: (0.0, 0.0), high: None, tried: 0, found: Found::Searching }
    }

    /// Says what it is to cost, £ in all.
    pub fn aim(&mut self, target: f64) {
        if self.tried == 0 {
            (self.target, self.low) = (target, (0.0, -target));
        }
    }

    /// The factor to try next.
    pub fn next(&self) -> f64 {
        match self.high {
            None if self.low.0 == 0.0 => 1.0,
            None => self.low.0 * 2.0,
            // where the chord meets the target, or the middle now and then: rules bend
            Some(high) => {
                let chord = self.low.0 + (high.0 - self.low.0) * -self.low.1 / (high.1 - self.low.1);
                if self.tried % 3 == 2 { (self.low.0 + high.0) / 2.0 } else { chord }
            }
        }
    }

    /// Learns what is paid at that factor; nothing if it cannot be told.
    pub fn learn(&mut self, factor: f64, paid: Option<f64>) {
        self.tried += 1;
        let Some(paid) = paid else {
            self.found = Found::None;
            return;
        };
        let gap = paid - self.target;
        if gap.abs() < 0.5 {
            self.found = Found::Factor(factor);
        } else if self.tried >= MOST || self.high.is_none() && factor > 1000.0 {
            self.found = Found::None;
        } else if gap > 0.0 {
            self.high = Some((factor, gap));
        } else {
            self.low = (factor, gap);
        }
    }
}
