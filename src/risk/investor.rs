//! What an investor earns: internal rate of return, multiple on invested capital, net present value (`IRR1`).
//!
//! Model specification 6.4. Flows are £ by month from month 0, below 0 what is put in.

use crate::num::float::{exp, ln, powf};
use crate::num::root;

/// A yearly rate at which flows are worth nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Irr {
    /// The rate, .05 = 5% a year; that nearest to 0 where several were found.
    pub rate: f64,
    /// False if flows change sign more than once: then there may be other rates, and none of them says much.
    pub unique: bool,
}

/// The least and greatest rates that are looked at.
const RATES: (f64, f64) = (-0.99, 10.0);

/// Net present value in £ at the yearly rate `rate`, above -1.
#[must_use]
pub fn npv(flows: &[f64], rate: f64) -> f64 {
    worth(flows, powf(1.0 + rate, -1.0 / 12.0))
}

/// What the flows are worth when £1 in a month is worth `month` £ now.
fn worth(flows: &[f64], month: f64) -> f64 {
    flows.iter().rev().fold(0.0, |sum, flow| sum * month + flow)
}

/// The internal rate of return between -99% and 1,000% a year. `None` if there is none: nothing was put in, or nothing came
/// back.
#[must_use]
pub fn irr(flows: &[f64]) -> Option<Irr> {
    let (mut changes, mut last) = (0, 0.0);
    for &flow in flows.iter().filter(|&&flow| flow != 0.0) {
        changes += i32::from(flow * last < 0.0);
        last = flow.signum();
    }
    // one change of sign: one rate; more may hide several between the ends
    let steps = if changes == 1 { 1 } else { 120 };
    let month = |step: i32| {
        let way = f64::from(step) / f64::from(steps);
        exp(-(ln(1.0 + RATES.0) * (1.0 - way) + ln(1.0 + RATES.1) * way) / 12.0)
    };
    let mut best: Option<f64> = None;
    for step in 0..steps {
        let (hi, lo) = (month(step), month(step + 1));
        let (before, after) = (worth(flows, hi), worth(flows, lo));
        if before * after > 0.0 || before == after {
            continue;
        }
        let rising = if before > after { 1.0 } else { -1.0 };
        let root = root::rising(&(|v| rising * worth(flows, v)) as &dyn Fn(f64) -> f64, lo, hi);
        let rate = powf(root, -12.0) - 1.0;
        if best.is_none_or(|b| rate.abs() < b.abs()) {
            best = Some(rate);
        }
    }
    best.map(|rate| Irr { rate, unique: changes == 1 })
}

/// Multiple on invested capital: all that comes back over all that is put in. `None` if nothing is put in.
#[must_use]
pub fn moic(flows: &[f64]) -> Option<f64> {
    let (mut back, mut put) = (0.0, 0.0);
    for &flow in flows {
        if flow > 0.0 { back += flow } else { put -= flow }
    }
    (put > 0.0).then(|| back / put)
}
