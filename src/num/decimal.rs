//! Decimal text <-> f64, exactly: the number nearest to a text, the shortest text of a number, a number to so many places.
//!
//! The standard library does the same by four algorithms and their tables, for speed; they are 20 kB of the page. Here
//! it is the long division that one learns at school, with a short cut for what people type.

use super::whole::Whole;
use std::cmp::Ordering;

/// A number in plain decimal notation: `5`, `007.50`, `-.5`; none if `text` is anything else or too large.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain =
        whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) && digits.len() > usize::from(digits == ".");
    let value = plain.then(|| nearest(whole, part, 0)).filter(|v| v.is_finite())?;
    Some(if negative { -value } else { value })
}

/// The number nearest to the digits `whole.part` times 10 to the `power`, of two equally near the even one; infinite if it
/// is too large.
#[must_use]
pub fn nearest(whole: &str, part: &str, power: i32) -> f64 {
    // behind so many digits it matters only whether there is anything: no middle of two numbers has more
    const MOST: usize = 800;
    let digits = || whole.bytes().chain(part.bytes()).skip_while(|b| *b == b'0').map(|b| u32::from(b) - 48);
    let count = digits().count();
    let last = i64::from(power) - part.len() as i64;
    // from this power of ten on all is infinite, and from its opposite on all is 0
    let first = (last + count as i64).clamp(-400, 400);
    if count < 20 {
        let n = digits().fold(0, |n, digit| 10 * n + u64::from(digit));
        return scaled(n, (first - count as i64) as i32);
    }
    let mut n = Whole::default();
    digits().take(MOST).for_each(|digit| n.times(10, digit));
    n.times(10, u32::from(digits().skip(MOST).any(|digit| digit > 0)));
    quotient(n, (first - count.min(MOST) as i64 - 1) as i32)
}

/// The number nearest to `n` times 10 to the `power`.
fn scaled(n: u64, power: i32) -> f64 {
    // where both are exact, one operation rounds once
    if n < 1 << 53 && power.abs() <= 22 {
        let ten = (0..power.abs()).fold(1.0, |ten, _| 10.0 * ten);
        return if power < 0 { n as f64 / ten } else { n as f64 * ten };
    }
    quotient(Whole::from(n), power)
}

/// The same of a whole number of any size.
fn quotient(mut top: Whole, power: i32) -> f64 {
    let mut bottom = Whole::from(1);
    if top.is_zero() {
        return 0.0;
    }
    if power < 0 {
        bottom.times_ten(-power)
    } else {
        top.times_ten(power)
    }
    // top / bottom = q times 2^e, with 54 or 55 bits in q
    let e = top.bits() - bottom.bits() - 54;
    if e < 0 {
        top.double(-e)
    } else {
        bottom.double(e)
    }
    bottom.double(55);
    let mut q = 0_u64;
    for _ in 0..56 {
        q <<= 1;
        if top >= bottom {
            top.minus(&bottom);
            q += 1;
        }
        top.double(1);
    }
    // a number keeps 53 of these bits, and fewer below 2^-1022
    let drop = (11 - q.leading_zeros() as i32).max(-1074 - e);
    if drop > 60 {
        return 0.0;
    }
    let (kept, rest, half) = (q >> drop, q & ((1 << drop) - 1), 1 << (drop - 1));
    let up = rest > half || rest == half && (!top.is_zero() || kept % 2 == 1);
    // a mantissa that was rounded over its end, or has no leading bit, moves the exponent by itself
    let exponent = ((e + drop + 1074) as u64) << 52;
    let bits = exponent + kept + u64::from(up);
    f64::from_bits(bits.min(f64::INFINITY.to_bits()))
}

/// The decimal digits of a number, one after another without end.
struct Digits {
    /// What is left, in units of the next digit: `top / bottom`, below 10.
    top: Whole,
    bottom: Whole,
    /// Power of ten of the next digit.
    power: i32,
}

/// A finite number's mantissa and its power of 2, without the sign.
fn parts(x: f64) -> (u64, i32) {
    let (mantissa, exponent) = (x.to_bits() % (1 << 52), (x.to_bits() >> 52) as i32 % 2048);
    if exponent == 0 { (mantissa, -1074) } else { (mantissa + (1 << 52), exponent - 1075) }
}

impl Digits {
    /// Of a finite number other than 0, without its sign, from the first digit that is not 0.
    fn of(x: f64) -> Digits {
        let (m, e) = parts(x);
        let (mut top, mut bottom) = (Whole::from(m), Whole::from(1));
        if e < 0 {
            bottom.double(-e)
        } else {
            top.double(e)
        }
        // from the logarithm to base 2, which is a whole one or one less: 30103 / 100000 of it, rounded up
        let power = ((top.bits() - bottom.bits()) * 30_103).div_euclid(100_000) + 1;
        if power < 0 {
            top.times_ten(-power)
        } else {
            bottom.times_ten(power)
        }
        let mut digits = Digits { top, bottom, power };
        while digits.top < digits.bottom {
            digits.step();
        }
        digits
    }

    fn step(&mut self) {
        self.top.times(10, 0);
        self.power -= 1;
    }

    fn next(&mut self) -> u64 {
        let mut digit = 0;
        while self.top >= self.bottom {
            self.top.minus(&self.bottom);
            digit += 1;
        }
        self.step();
        digit
    }

    /// Whether what is left is nearer to one unit of the last digit than to none; of two equally near, as `odd` says.
    fn up(&self, odd: bool) -> bool {
        let mut half = self.bottom.clone();
        half.times(5, 0);
        match self.top.cmp(&half) {
            Ordering::Equal => odd,
            order => order == Ordering::Greater,
        }
    }
}

/// A finite number other than 0, without its sign, as a whole number times a power of ten: with as few digits as read
/// back to it, and of those the nearest.
#[must_use]
pub fn shortest(x: f64) -> (u64, i32) {
    let x = x.abs();
    let mut rest = Digits::of(x);
    let mut below = 0;
    loop {
        below = 10 * below + rest.next();
        let mut power = rest.power + 1;
        let up = rest.up(below % 2 == 1);
        let near = [up, !up].map(|up| below + u64::from(up));
        if let Some(mut n) = near.into_iter().find(|n| scaled(*n, power) == x) {
            while n % 10 == 0 {
                n /= 10;
                power += 1;
            }
            return (n, power);
        }
    }
}

/// A whole number times a power of ten, written out.
#[must_use]
pub fn written(n: u64, power: i32) -> String {
    let mut text = n.to_string();
    if power >= 0 {
        return text + &"0".repeat(power as usize);
    }
    let places = -power as usize;
    if text.len() <= places {
        text.insert_str(0, &"0".repeat(places + 1 - text.len()));
    }
    text.insert(text.len() - places, '.');
    text
}

fn sign(x: f64) -> &'static str {
    if x.is_sign_negative() { "-" } else { "" }
}

/// A number without an exponent, with as few digits as read back to it: `0.00001`, `-3`.
#[must_use]
pub fn plain(x: f64) -> String {
    if x.is_nan() {
        return "NaN".to_string();
    }
    let text = if x.is_infinite() {
        "inf".to_string()
    } else if x == 0.0 {
        "0".to_string()
    } else {
        let (n, power) = shortest(x);
        written(n, power)
    };
    [sign(x), &text].concat()
}

/// A number to so many places, of which there are at most 19; of two equally near the even one.
#[must_use]
pub fn fixed(x: f64, places: usize) -> String {
    if !x.is_finite() {
        return plain(x);
    }
    let (m, e) = parts(x);
    let unit = 10_u64.pow(places as u32);
    let (whole, part) = if e >= 0 {
        let mut digits = Digits::of(x);
        let mut text = String::new();
        while digits.power >= 0 {
            text.push(char::from(b'0' + digits.next() as u8));
        }
        (text, 0)
    } else {
        // bits before the point, and those after it in units of the last place
        let split = |n: u128| {
            let above = n.checked_shr(-e as u32).unwrap_or(0);
            (above, n - above.checked_shl(-e as u32).unwrap_or(0))
        };
        let (mut whole, below) = split(u128::from(m));
        let (mut part, rest) = split(below * u128::from(unit));
        let odd = if places == 0 { whole } else { part } % 2 == 1;
        let half = 1_u128.checked_shl(-e as u32 - 1).unwrap_or(u128::MAX);
        part += u128::from(rest > half || rest == half && odd);
        if part == u128::from(unit) {
            (whole, part) = (whole + 1, 0);
        }
        ((whole as u64).to_string(), part as u64)
    };
    let sign = sign(x);
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0places$}") }
}

#[cfg(test)]
mod tests {
    use super::{fixed, nearest, parse, plain};

    fn bits(x: Option<f64>) -> Option<u64> {
        x.map(f64::to_bits)
    }

    /// Numbers of every size, short and long, with their neighbours, and those where an algorithm would go wrong first.
    fn numbers() -> Vec<f64> {
        let mut all = vec![0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1e15, 1e16, 1e21, 1e22, 1e23, 9e15, f64::MAX, 4.35, 0.045];
        all.extend(
            (0..2047_u64)
                .step_by(3)
                .flat_map(|e| [e << 52, (e << 52) + 1, (e << 52) + (1 << 52) - 1].map(f64::from_bits)),
        );
        all.extend((-330..309).map(|e| format!("1e{e}").parse::<f64>().expect("a number")));
        let mut state = 1_u64;
        for i in 0..1_000_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let any = f64::from_bits(state >> 1);
            all.push(if any.is_finite() { any } else { 1.0 });
            all.push((state >> 33) as f64 / 10_u64.pow(i % 12) as f64);
            all.push((state >> 40) as f64 / f64::from(1 << (i % 20)));
        }
        all.iter().flat_map(|x| [*x, x.next_up(), -x]).filter(|x| x.is_finite()).collect()
    }

    #[test]
    fn reads_what_the_standard_library_reads() {
        for text in ["5", "007.50", "-.5", "5.", "-0", "0.1", "123456789012345678901234567890.5", "", ".", "-", "--5"] {
            assert_eq!(bits(parse(text)), bits(text.parse().ok()), "{text}");
        }
        for text in ["1.2.3", "1-2", "1.-2", "1e3", "inf", "NaN", "+5", " 5", "-.", "1 2"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"9".repeat(400)), None);
        for (i, x) in numbers().into_iter().enumerate() {
            let text = format!("{x:.*}", i % 25);
            assert_eq!(bits(parse(&text)), bits(text.parse().ok()), "{text}");
        }
    }

    #[test]
    fn reads_the_middle_between_two_numbers() {
        for x in numbers().into_iter().map(f64::abs).step_by(11).filter(|x| *x < 1e300) {
            // the exact text of a number ends, and so does that of a middle
            let (a, b) = (x, x.next_up());
            let middle = format!("{:.800}", a + (b - a) * 0.5);
            for (tail, power) in [("", 0), ("0000000001", 3), ("1", -5)] {
                let (whole, part) = middle.split_once('.').expect("a point");
                let text = format!("{whole}.{part}{tail}e{power}");
                let got = nearest(whole, &format!("{part}{tail}"), power);
                assert_eq!(got.to_bits(), text.parse::<f64>().expect("a number").to_bits(), "{text}");
            }
        }
    }

    #[test]
    fn writes_what_the_standard_library_writes() {
        for x in numbers() {
            // in the middle between two texts the standard library does not take the even one, readers of JSON do
            let (text, theirs) = (plain(x), x.to_string());
            assert_eq!((text.len(), bits(text.parse().ok())), (theirs.len(), Some(x.to_bits())), "{text} {theirs}");
            for places in [0, 1, 2, 4, 9, 12] {
                assert_eq!(fixed(x, places), format!("{x:.places$}"), "{x:e}");
            }
        }
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!((plain(x), fixed(x, 2)), (x.to_string(), format!("{x:.2}")));
        }
    }
}
