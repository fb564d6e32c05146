//! One root finder: the root of a rising function between two bounds.

/// The x in [`lo`, `hi`] at which the rising function `f` turns from negative to positive, to the
/// last digits.
///
/// If `f` has one sign throughout, the bound nearer to the root. `f` may jump: the place of the
/// jump is found. False position with the Illinois weight, and bisection whenever that fails to
/// halve the bracket.
#[must_use]
pub fn rising(f: impl Fn(f64) -> f64, mut lo: f64, mut hi: f64) -> f64 {
    let (mut below, mut above) = (f(lo), f(hi));
    if below >= 0.0 {
        return lo;
    }
    if above <= 0.0 {
        return hi;
    }
    let mut bisect = false;
    for _ in 0..400 {
        let width = hi - lo;
        let middle = lo + 0.5 * width;
        if width <= 2.0 * f64::EPSILON * lo.abs().max(hi.abs()) || middle <= lo || middle >= hi {
            break;
        }
        let secant = lo - below * (width / (above - below));
        let x = if bisect || secant <= lo || secant >= hi { middle } else { secant };
        let y = f(x);
        if y == 0.0 {
            return x;
        }
        if y < 0.0 {
            (lo, below, above) = (x, y, 0.5 * above);
        } else {
            (hi, above, below) = (x, y, 0.5 * below);
        }
        bisect = !bisect && hi - lo > 0.5 * width;
    }
    lo + 0.5 * (hi - lo)
}
