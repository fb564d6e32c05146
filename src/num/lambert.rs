//! Lambert's W, both real branches: the w with w e^w = x; and its large-argument form y - ln y = l.
//!
//! Model specification 0.4 (`SF3`) and B5.

use super::float::{exp, ln, ln_1p, sqrt};

/// 1/e as an f64, and what that leaves out: near the branch point x + 1/e has only these digits.
const INV_E: (f64, f64) = (0.36787944117144233, -1.2428753672788363e-17);

/// W0, the branch with w >= -1, for `x` >= -1/e (below that it is -1). Absolute error about 1e-15
/// near the branch point.
#[must_use]
pub fn w0(x: f64) -> f64 {
    if x == f64::INFINITY {
        return x;
    }
    let p = branch_distance(x);
    if p < 0.02 {
        return branch_series(p);
    }
    let mut w = if x < 0.5 {
        branch_series(p.min(1.0))
    } else if x < 3.0 {
        ln_1p(x)
    } else {
        ln(x) - ln(ln(x))
    };
    for _ in 0..20 {
        let e = exp(w);
        let miss = w * e - x;
        let step = miss / (e * (w + 1.0) - 0.5 * (w + 2.0) / (w + 1.0) * miss);
        w -= step;
        if step.abs() <= 4e-16 * w.abs() {
            break;
        }
    }
    w
}

/// W-1, the branch with w <= -1, for -1/e <= `x` < 0 (below that it is -1; at 0 and above, -inf).
#[must_use]
pub fn wm1(x: f64) -> f64 {
    if x >= 0.0 {
        return f64::NEG_INFINITY;
    }
    let p = branch_distance(x);
    if p < 0.02 {
        return branch_series(-p);
    }
    // with w = -y the equation w e^w = x reads y - ln y = -ln(-x)
    -y_minus_ln(-ln(-x))
}

/// The y >= 1 with y - ln y = `l`, for `l` >= 1 (below that it is 1). Newton from the branch point;
/// nothing overflows.
#[must_use]
pub fn y_minus_ln(l: f64) -> f64 {
    let d = l - 1.0;
    if d <= 0.0 {
        return 1.0;
    }
    // solved for t = y - 1, whose t - ln(1 + t) = d keeps its digits when l is barely above 1
    let mut t = sqrt(2.0 * d) + 2.0 / 3.0 * d;
    for _ in 0..10 {
        let step = (t - ln_1p(t) - d) * (1.0 + t) / t;
        t -= step;
        if step.abs() <= 4e-16 * t {
            break;
        }
    }
    1.0 + t
}

/// sqrt(2 (e x + 1)), 0 at the branch point x = -1/e.
fn branch_distance(x: f64) -> f64 {
    sqrt(2.0 * std::f64::consts::E * ((x + INV_E.0) + INV_E.1).max(0.0))
}

/// W about its branch point in powers of `p` (Corless et al. 1996): `p` > 0 gives W0, `p` < 0 gives
/// W-1.
fn branch_series(p: f64) -> f64 {
    const TERMS: [f64; 10] = [
        -1.0,
        1.0,
        -1.0 / 3.0,
        11.0 / 72.0,
        -43.0 / 540.0,
        769.0 / 17_280.0,
        -221.0 / 8_505.0,
        680_863.0 / 43_545_600.0,
        -1_963.0 / 204_120.0,
        226_287_557.0 / 37_623_398_400.0,
    ];
    TERMS.iter().rev().fold(0.0, |sum, &c| sum * p + c)
}
