//! Numbers as people read and type them; the only place that formats or parses one.

use super::{Arg, Lang, tell, word};
use crate::num::decimal;
use crate::num::float::{clamp, floor, round};
use crate::reply::Unit;

/// A number as it is shown in its unit. Drafts hold £, people, months and shares of 1; the unit decides the rest.
pub fn format(value: f64, unit: Unit, lang: Lang) -> String {
    let v = if value == 0.0 { 0.0 } else { value };
    match unit {
        Unit::Gbp => pounds(v),
        Unit::GbpShort => short(v, "m", "bn"),
        Unit::GbpLong => short(v, " million", " billion"),
        Unit::People | Unit::Count | Unit::Month => grouped(v, 0),
        Unit::Number => trimmed(v, 4),
        Unit::Months => trimmed(v, 1),
        Unit::Percent => format!("{}%", trimmed(hundred(v), 1)),
        Unit::Of100 => trimmed(hundred(v), 1),
        Unit::Pence => format!("{}p", grouped(hundred(v), 0)),
        Unit::Points => trimmed(v, 2),
        Unit::Pounds => format!("{}£{}", sign(v), grouped(v.abs(), 2)),
        Unit::Of20 => of_20(v, lang),
        Unit::Choice | Unit::Text => {
            debug_assert!(false, "a number has no unit {unit:?}");
            word(lang, "undefined").into()
        }
    }
}

/// A chance as so many of 20 futures. None and all are said of what is certain alone.
fn of_20(p: f64, lang: Lang) -> String {
    match p {
        p if p <= 0.0 => word(lang, "of20.none").into(),
        p if p >= 1.0 => word(lang, "of20.all").into(),
        p if p < 0.025 => word(lang, "of20.fewer").into(),
        p if p > 0.975 => word(lang, "of20.more").into(),
        p => format!("{} {}", grouped(floor(20.0 * p + 0.5), 0), word(lang, "of20.of")),
    }
}

/// A sampled number without the digits that its error (two standard errors) does not vouch for.
pub fn vouched(value: f64, error: f64) -> f64 {
    if error <= 0.0 || !error.is_finite() {
        return value;
    }
    let mut step = 1.0;
    while step < error {
        step *= 10.0;
    }
    while step / 10.0 >= error {
        step /= 10.0;
    }
    round(value / step) * step
}

/// An error of two standard errors: "± £2,000", one digit of it.
pub fn error(error: f64, unit: Unit, lang: Lang) -> String {
    let step = vouched(error, error / 2.0);
    tell(lang, "method.error", &[("error", Arg::text(format(step, unit, lang)))])
}

/// A number on an axis: as short as it can be, £2m and not £2.00m.
pub fn tick(value: f64, unit: Unit, lang: Lang) -> String {
    let text = format(value, unit, lang);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let letters = text.strip_prefix(digits).unwrap_or_default();
    let short = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    format!("{short}{letters}")
}

/// What stands in a field. A number with many decimals (one that was worked out, or stands between two round ones) shows
/// few of them; the draft keeps them all until something else is typed.
pub fn typed(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Gbp | Unit::GbpShort | Unit::GbpLong => {
            let pence = if value.fract() == 0.0 { 0 } else { 2 };
            format!("{}£{}", sign(value), grouped(value.abs(), pence))
        }
        Unit::Percent => format!("{}%", few(hundred(value))),
        Unit::Of100 => few(hundred(value)),
        _ => few(value),
    }
}

/// All digits of a number that has at most four decimals; one decimal of any other, as nobody typed more.
fn few(v: f64) -> String {
    let exact = trimmed(v, 4);
    let same = (v - float(&exact)).abs() <= 1e-9 * v.abs().max(1.0);
    if same { exact } else { trimmed(v, 1) }
}

fn float(shown: &str) -> f64 {
    decimal::parse(&shown.replace(',', "").replace('−', "-")).unwrap_or(f64::NAN)
}

/// Reads what someone typed: `£5,000`, `5k`, `1.5m`, `45%`, `45`. `None` if it is no number.
pub fn parse(text: &str, unit: Unit) -> Option<f64> {
    let lower =
        text.trim().replace(['£', ',', ' ', '\u{a0}', '\u{202f}'], "").replace('\u{2212}', "-").to_ascii_lowercase();
    let (digits, percent) = match lower.strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (lower.as_str(), false),
    };
    let (digits, times) = [("million", 1e6), ("bn", 1e9), ("m", 1e6), ("k", 1e3)]
        .iter()
        .find_map(|(suffix, times)| digits.strip_suffix(suffix).map(|d| (d, *times)))
        .unwrap_or((digits, 1.0));
    // only plain decimal notation: `inf`, `nan` and hexadecimal are not numbers that anybody means
    let v = decimal::parse(digits)? * times;
    match unit {
        Unit::Percent | Unit::Of100 => Some(shift_two(v)),
        _ if percent => Some(shift_two(v)),
        _ => Some(v),
    }
    .filter(|v| v.is_finite())
}

/// v / 100, rounded to the nearest number with few digits: 28.1 becomes .281, not .28100000000000003.
fn shift_two(v: f64) -> f64 {
    let shifted = v / 100.0;
    decimal::parse(&decimal::fixed(shifted, 12)).unwrap_or(shifted)
}

/// As so many of 100; of what is too large for that, the largest number that there is.
fn hundred(v: f64) -> f64 {
    clamp(100.0 * v, -f64::MAX, f64::MAX)
}

fn sign(v: f64) -> &'static str {
    if v < 0.0 { "−" } else { "" }
}

fn pounds(v: f64) -> String {
    let pence = if v.abs() < 10.0 && (v * 100.0).round() % 100.0 != 0.0 { 2 } else { 0 };
    let digits = grouped(v.abs(), pence);
    format!("{}£{digits}", if digits.bytes().all(|b| matches!(b, b'0' | b'.')) { "" } else { sign(v) })
}

fn short(v: f64, million: &str, billion: &str) -> String {
    let a = v.abs();
    // thresholds sit where rounding carries: 999,600 is £1.00 million, not £1,000,000
    if a >= 999_500_000.0 {
        format!("{}£{}{billion}", sign(v), three(a / 1e9))
    } else if a >= 999_500.0 {
        format!("{}£{}{million}", sign(v), three(a / 1e6))
    } else if a >= 9_999.5 {
        format!("{}£{}", sign(v), grouped((a / 1000.0).round() * 1000.0, 0))
    } else {
        pounds(v)
    }
}

/// Three figures: 1.53, 15.3, 153.
fn three(v: f64) -> String {
    let places = if v >= 99.95 {
        0
    } else if v >= 9.995 {
        1
    } else {
        2
    };
    grouped(v, places)
}

/// At most `places` decimals, none that are zero.
fn trimmed(v: f64, places: usize) -> String {
    let s = grouped(v, places);
    if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_string() } else { s }
}

/// Thousands grouped by commas, `places` decimals, a true minus sign.
fn grouped(v: f64, places: usize) -> String {
    let s = decimal::fixed(v.abs(), places);
    let (whole, decimals) = s.split_once('.').map_or((s.as_str(), None), |(w, d)| (w, Some(d)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(d) = decimals {
        out.push('.');
        out.push_str(d);
    }
    let zero = out.bytes().all(|b| matches!(b, b'0' | b'.'));
    format!("{}{out}", if zero { "" } else { sign(v) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows() {
        let check = |v, unit, want: &str| assert_eq!(format(v, unit, Lang::En), want);
        check(5000.0, Unit::Gbp, "£5,000");
        check(1_530_000.0, Unit::GbpLong, "£1.53 million");
        check(999_600.0, Unit::GbpShort, "£1.00m");
        check(87_807.3, Unit::GbpShort, "£88,000");
        check(-442_192.7, Unit::GbpShort, "−£442,000");
        check(49.0, Unit::GbpShort, "£49");
        check(952_860_000.0, Unit::GbpShort, "£953m");
        check(99_960_000.0, Unit::GbpShort, "£100m");
        assert_eq!(tick(2e6, Unit::GbpShort, Lang::En), "£2m");
        assert_eq!(tick(1.5e6, Unit::GbpShort, Lang::En), "£1.5m");
        assert_eq!(tick(500.0, Unit::People, Lang::En), "500");
        check(2_234_000_000.0, Unit::GbpLong, "£2.23 billion");
        check(2.5, Unit::Gbp, "£2.50");
        check(-0.001, Unit::Gbp, "£0");
        check(0.45, Unit::Of100, "45");
        check(0.057390, Unit::Percent, "5.7%");
        check(3.9, Unit::Months, "3.9");
        check(18.000000000000004, Unit::Months, "18");
        check(1_234_567.0, Unit::People, "1,234,567");
    }

    #[test]
    fn reads() {
        let check = |text, unit, want| assert_eq!(parse(text, unit), want, "{text}");
        check("£5,000", Unit::Gbp, Some(5000.0));
        check("5k", Unit::Gbp, Some(5000.0));
        check(" 1.5m ", Unit::Gbp, Some(1.5e6));
        check("28.1", Unit::Of100, Some(0.281));
        check("28.1%", Unit::Percent, Some(0.281));
        check("−3", Unit::Number, Some(-3.0));
        check("abc", Unit::Gbp, None);
        check("", Unit::Gbp, None);
        check("inf", Unit::Gbp, None);
        check("1e999", Unit::Gbp, None);
    }

    #[test]
    fn typing_what_is_shown_changes_nothing() {
        for unit in [Unit::Gbp, Unit::Of100, Unit::Percent, Unit::Months, Unit::People] {
            for v in [0.0, 0.05, 0.281, 0.364, 1.0, 3.9, 18.0, 4395.0, 1_000_000.0] {
                let text = typed(v, unit);
                let back = parse(&text, unit);
                let want = if unit == Unit::Gbp { (v * 100.0).round() / 100.0 } else { v };
                assert_eq!(back, Some(want), "{text} in {unit:?}");
            }
        }
    }
}
