//! Elementary functions with the same bits on every machine, the only file that names `libm`; and reading a number.
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

/// A number in plain decimal notation: `5`, `007.50`, `-.5`; none if `text` is anything else or too large.
///
/// The reader of drafts reads it: the one of the standard library would be a second one, and 11 kB of the page.
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    // JSON has no 007 and no .5, but the point may stand before all digits: 7.5 is 0.0075e3
    serde_json::from_str(&format!("{sign}0.{whole}{part}e{}", whole.len())).ok()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn reads_what_the_standard_library_reads() {
        let bits = |x: Option<f64>| x.map(f64::to_bits);
        for text in ["5", "007.50", "-.5", "5.", "-0", "0.1", "123456789012345678901234567890.5", "", ".", "-", "--5"] {
            assert_eq!(bits(decimal(text)), bits(text.parse().ok()), "{text}");
        }
        for text in ["1.2.3", "1-2", "1.-2", "1e3", "inf", "NaN", "+5", " 5"] {
            assert_eq!(decimal(text), None, "{text}");
        }
        // doubles and halves of awkward numbers, near the middle between two floats and far from it
        let mut x = 0.1_f64;
        for i in 0..2000 {
            x = if x > 1e15 { x * 1.1e-17 } else { x * 1.37 };
            let text = format!("{x:.*}", i % 25);
            assert_eq!(bits(decimal(&text)), bits(text.parse().ok()), "{text}");
        }
    }
}
