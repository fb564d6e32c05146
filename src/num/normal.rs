//! The standard normal law: density, distribution, quantile, and two correlated normals at once.
//!
//! Model specification 0.4 (`SF1`, `SF2`, `SF4`).

use super::float;
use super::float::{erfc, exp, ln, sqrt};
use super::owen_t::owen_t;

const SQRT_2PI: f64 = 2.5066282746310007;

/// Density at `x`.
#[must_use]
pub fn pdf(x: f64) -> f64 {
    exp(-0.5 * x * x) / SQRT_2PI
}

/// Chance of a value at or below `x`. Keeps its relative accuracy in the lower tail; for the upper
/// one ask for `cdf(-x)`.
#[must_use]
pub fn cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The value that a standard normal stays below with chance `p`, 0 < p < 1; -inf for p = 0 and
/// below, +inf for p = 1 and above.
///
/// Wichura's AS 241 and one Newton step on `cdf`, so that the two are inverse to each other to the
/// last digits.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // 1 - p is exact for p >= 1/2, and only the lower tail of `cdf` is accurate
    if p > 0.5 { -lower_quantile(1.0 - p) } else { lower_quantile(p) }
}

/// A standard normal deviate from a uniform one, 0 < `u` < 1: the quantile without its last step, which costs twice as much as
/// the rest and moves the last digit. A draw needs none better.
#[must_use]
pub fn deviate(u: f64) -> f64 {
    if u > 0.5 { -wichura(1.0 - u) } else { wichura(u) }
}

/// The quantile for 0 < p <= 1/2.
fn lower_quantile(p: f64) -> f64 {
    let guess = wichura(p);
    let density = pdf(guess);
    if density < f64::MIN_POSITIVE {
        return guess; // p below about 1e-308, where the density has lost its digits
    }
    guess - (cdf(guess) - p) / density
}

/// AS 241 for 0 < p <= 1/2: the quantile to some sixteen digits.
fn wichura(p: f64) -> f64 {
    let q = p - 0.5;
    if q >= -0.425 {
        return q * ratio(&CENTRE, 0.180625 - q * q);
    }
    let r = sqrt(-ln(p));
    if r <= 5.0 { -ratio(&MIDDLE, r - 1.6) } else { -ratio(&TAIL, r - 5.0) }
}

/// A quotient of two polynomials at `x`, coefficients from the constant up.
fn ratio((above, below): &([f64; 8], [f64; 8]), x: f64) -> f64 {
    horner(above, x) / horner(below, x)
}

/// Written out: a deviate is two of these, and optimised for size a loop would call a function for each coefficient.
fn horner([a, b, c, d, e, f, g, h]: &[f64; 8], x: f64) -> f64 {
    ((((((h * x + g) * x + f) * x + e) * x + d) * x + c) * x + b) * x + a
}

/// Chance that two standard normals of correlation `r` both stay below their bounds:
/// P(X <= `a`, Y <= `b`).
///
/// Any `a` and `b`, infinite ones included; `r` in [-1, 1]. Through Owen's T (Owen 1956), which for
/// equal bounds is cdf(a) - 2 T(a, sqrt((1-r)/(1+r))). Absolute error about 1e-16.
#[must_use]
pub fn both_below(a: f64, b: f64, r: f64) -> f64 {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        return 0.0;
    }
    if high == f64::INFINITY || r >= 1.0 {
        return cdf(low);
    }
    if r <= -1.0 {
        return (cdf(low) - cdf(-high)).max(0.0);
    }
    let joint = if low == high {
        cdf(low) - 2.0 * owen_t(low, sqrt((1.0 - r) / (1.0 + r)))
    } else {
        let spread = sqrt((1.0 - r) * (1.0 + r));
        // T(x, (y - r x)/(x spread)), with the difference taken so that it survives r near 1 and y
        // near x
        let wedge = |x: f64, y: f64| {
            let across = ((y - x) + (1.0 - r) * x) / spread;
            if x == 0.0 { 0.25 * across.signum() } else { owen_t(x, across / x) }
        };
        let opposite = low < 0.0 && high >= 0.0;
        0.5 * (cdf(low) + cdf(high)) - wedge(low, high) - wedge(high, low) - if opposite { 0.5 } else { 0.0 }
    };
    float::clamp(joint, 0.0, cdf(low))
}

// AS 241 (Wichura 1988, Applied Statistics 37): numerator and denominator for the centre, the
// middle and the tail
const CENTRE: ([f64; 8], [f64; 8]) = (
    [
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
);
const MIDDLE: ([f64; 8], [f64; 8]) = (
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-9,
    ],
);
const TAIL: ([f64; 8], [f64; 8]) = (
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-5,
        2.0103343992922881e-7,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-5,
        1.421511758316446e-7,
        2.0442631033899397e-15,
    ],
);
