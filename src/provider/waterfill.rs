//! Limited cash or capacity: where the money goes when there is not enough for everybody (`model-spec.md` 3.3).

use super::descending;
use crate::gather::Gather;
use crate::num::float;

/// People among whom a sum is divided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// How many, at least 0.
    pub n: f64,
    /// Spend scale in £ a head.
    pub k: f64,
    /// First-pound return s·D/k: £ that the first £ spent on them brings; at least 0.
    pub u: f64,
}

/// A division of a sum among cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// £ a head in each cell, at least 0.
    pub x: Vec<f64>,
    /// What the last £ brings: 1+ν, at least 0.
    pub one_plus_nu: f64,
}

/// The benchmark: all of `budget` £ (finite, at least 0) is spent where it brings most, so the last £ may bring less than a £.
/// Where money achieves nothing for anybody, nothing is spent and the last £ brings 0.
pub fn spend_all(cells: &[Cell], budget: f64) -> Division {
    // a return beyond f64 is as good as the largest
    let logs: Vec<f64> = cells.iter().map(|c| float::ln(float::clamp(c.u, 0.0, f64::MAX))).gather();
    // the level sinks from one cell's return to the next, and what is left takes it below the last that is reached: told from
    // there, a small sum does not drown in the digits of a large one
    let (mut weight, mut left, mut base) = (0.0, budget.max(0.0), f64::NEG_INFINITY);
    for i in descending(&logs) {
        let w = cells[i].n * cells[i].k;
        if w <= 0.0 || cells[i].u <= 0.0 {
            continue; // who is missing or beyond help takes no part
        }
        if weight > 0.0 {
            let cost = weight * (base - logs[i]);
            if left <= cost {
                break;
            }
            left -= cost;
        }
        weight += w;
        base = logs[i];
    }
    if weight <= 0.0 {
        return Division { x: vec![0.0; cells.len()], one_plus_nu: 0.0 };
    }
    let below = left / weight;
    let x = cells.iter().zip(&logs).map(|(c, ln_u)| (c.k * (ln_u - base + below)).max(0.0)).gather();
    Division { x, one_plus_nu: float::exp(base - below) }
}

/// The provider: `limit` £ is a limit and not a duty, `None` is no limit. What it would spend anyway if it can (ν = 0),
/// otherwise all of it (ν > 0: one more £ of working cash would earn £ν net).
pub fn spend_up_to(cells: &[Cell], limit: Option<f64>) -> Division {
    let wish = |c: &Cell| if c.u > 1.0 { c.k * float::ln(c.u.min(f64::MAX)) } else { 0.0 };
    let x: Vec<f64> = cells.iter().map(wish).gather();
    let cost = spent(cells, &x);
    match limit {
        Some(limit) if cost > limit => spend_all(cells, limit),
        _ => Division { x, one_plus_nu: 1.0 },
    }
}

/// £ that spends of `x` £ a head come to.
pub fn spent(cells: &[Cell], x: &[f64]) -> f64 {
    cells.iter().zip(x).map(|(c, x)| c.n * x).sum()
}
