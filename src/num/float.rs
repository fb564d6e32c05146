//! Elementary functions with the same bits on every machine, the only file that names `libm`.
//!
//! `f64::exp` and its kin call whatever the platform offers, and native and WebAssembly differ in
//! the last digit on several percent of arguments. `libm` is pinned to one version and computes
//! them in plain Rust. `clippy.toml` forbids the platform's versions everywhere else.

macro_rules! elementary {
    ($($(#[$doc:meta])* $name:ident = $from:ident($($x:ident),+);)+) => {
        $($(#[$doc])*
        #[must_use]
        #[inline]
        pub fn $name($($x: f64),+) -> f64 {
            libm::$from($($x),+)
        })+
    };
}

elementary! {
    /// e to the power `x`.
    exp = exp(x);
    /// e to the power `x`, less 1: keeps its digits for small `x`.
    exp_m1 = expm1(x);
    /// Natural logarithm of `x` > 0.
    ln = log(x);
    /// Natural logarithm of 1 + `x`, for `x` > -1: keeps its digits for small `x`.
    ln_1p = log1p(x);
    /// Logarithm of `x` > 0 to base 10.
    log10 = log10(x);
    /// `x` to the power `y`, for `x` >= 0.
    powf = pow(x, y);
    /// Complementary error function: 2/sqrt(pi) times the integral of exp(-t^2) from `x` up.
    erfc = erfc(x);
    /// Hyperbolic sine.
    sinh = sinh(x);
    /// Inverse hyperbolic sine.
    asinh = asinh(x);
    /// Square root of `x` >= 0.
    sqrt = sqrt(x);
    /// Largest whole number not above `x`.
    floor = floor(x);
    /// Smallest whole number not below `x`.
    ceil = ceil(x);
    /// Nearest whole number; halves go away from zero.
    round = round(x);
}

/// The number between `min` and `max` that is nearest to `x`; what is no number stays none.
///
/// The standard library's panics where the bounds are in disorder and prints them: that is 8 kB of the page.
#[must_use]
pub fn clamp(x: f64, min: f64, max: f64) -> f64 {
    if x < min {
        min
    } else if x > max {
        max
    } else {
        x
    }
}
