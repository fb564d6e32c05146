//! Two contracts that pay for one person's result: what each still pays under a rule (`model-spec.md` 7.3).

use super::measure::Place;
use super::settle::Run;
use super::tree::{NetOff, Netting, Term};
use crate::num::float;

/// What two contracts with the prices `own` and `other` (£ for one result, at least 0) pay when both results came, by a rule:
/// this one first. Their sum is N, what the rule allows for one person. Neither pays more than its price.
///
/// `value` is what the result is worth in £, and `doing` the part of it that is each contract's doing. Where one contract gives
/// way and neither is the larger, both give way by half; to the value, this one gives way first.
#[must_use]
pub fn kept(rule: Netting, own: f64, other: f64, value: f64, doing: [f64; 2]) -> [f64; 2] {
    let value = value.max(0.0);
    match rule {
        Netting::None => [own, other],
        Netting::LeadPays => smaller_keeps(0.0, own, other),
        Netting::HalfTheSmaller => smaller_keeps(0.5, own, other),
        Netting::CappedAtValue => [float::clamp(value - other, 0.0, own), other.min(value)],
        Netting::Proportional => {
            let part = if own + other > value { value / (own + other) } else { 1.0 };
            [own * part, other * part]
        }
        Netting::Attribution => [float::clamp(doing[0] * value, 0.0, own), float::clamp(doing[1] * value, 0.0, other)],
    }
}

/// The larger price whole, and so much of the smaller.
fn smaller_keeps(part: f64, own: f64, other: f64) -> [f64; 2] {
    if own == other {
        let half = 0.5 * (1.0 + part);
        [own * half, other * half]
    } else if own > other {
        [own, other * part]
    } else {
        [own * part, other]
    }
}

/// The part of a price of `own` £ that is paid on average when `kept` £ of it is left once both results came: the share
/// `overlap` of people is in both contracts, and has the other result too with the chance `both`, given this one.
#[must_use]
pub fn factor(own: f64, kept: f64, overlap: f64, both: f64) -> f64 {
    if own > 0.0 { 1.0 - overlap * both * (1.0 - kept / own) } else { 1.0 }
}

/// The part of this contract's price that is still paid when another contract pays for the same results.
pub(super) fn factor_of(run: &Run, rule: Netting, o: &NetOff) -> f64 {
    let n = |t: &Term| run.number(t, Place::default());
    let own = n(&o.own);
    // what the other still pays is not this contract's affair, so its part of the value may be any
    let [kept, _] = kept(rule, own, n(&o.other), n(&o.value), [n(&o.share), 0.0]);
    factor(own, kept, n(&o.overlap), n(&o.joint))
}
