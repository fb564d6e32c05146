//! Whom a provider takes on, and what becomes of each group: dumped, parked, skimped, creamed, aligned (`model-spec.md` 3.4).

use super::descending;
use crate::gather::Gather;
use crate::num::float;

/// How many of each group are served by a provider that may choose: everybody it must take, then whoever is worth most.
///
/// `n` people of each group are referred; one start of it is worth `worth` £ to the provider; `capacity` places (infinite:
/// no limit); `psi` in 0 to 1 is the part of referrals that it may turn away. If there are too few places for those it must
/// take, they are cut pro rata.
pub fn served(n: &[f64], worth: &[f64], capacity: f64, psi: f64) -> Vec<f64> {
    let (mut served, mut places) = compulsory(n, capacity, psi);
    for g in descending(worth) {
        if worth[g] > 0.0 && places > 0.0 {
            let room = n[g] - served[g];
            served[g] = if room <= places { n[g] } else { served[g] + places };
            places -= room;
        }
    }
    served
}

/// The same for a provider that does not choose so sharply: of those that it may turn away it takes the share
/// 1/(1 + e^(−(worth − cut)/T)) of each group, where T = `temperature` in £ (0 to 10^12) and the cut is 0, or what fills its
/// places if they are too few. As T goes to 0 this becomes [`served`] (groups of exactly the same worth share the last places;
/// of a group worth exactly £0 it takes half, for any T above 0).
pub fn served_softly(n: &[f64], worth: &[f64], capacity: f64, psi: f64, temperature: f64) -> Vec<f64> {
    if temperature <= 0.0 {
        return served(n, worth, capacity, psi);
    }
    let temperature = temperature.min(1e12);
    let (forced, places) = compulsory(n, capacity, psi);
    let taken_at = |cut: f64| -> Vec<f64> {
        let take = |g: usize| (n[g] - forced[g]) / (1.0 + float::exp(-(worth[g] - cut) / temperature));
        (0..n.len()).map(take).gather()
    };
    let total = |taken: &[f64]| taken.iter().sum::<f64>();
    let mut low = taken_at(0.0);
    let mut excess = total(&low) - places;
    if places <= 0.0 {
        return forced;
    }
    if excess > 0.0 {
        // about there even the dearest group takes no more than there is room for; beyond it nobody is taken
        let best = worth.iter().fold(0.0, |a: f64, &b| a.max(b));
        let (mut from, mut to) = (0.0, best + temperature * float::ln(1.0 + total(n) / places));
        let mut high = vec![0.0; n.len()];
        for _ in 0..200 {
            let middle = from + 0.5 * (to - from);
            if middle <= from || middle >= to {
                break;
            }
            let taken = taken_at(middle);
            let over = total(&taken) - places;
            if over > 0.0 {
                (from, low, excess) = (middle, taken, over);
            } else {
                (to, high) = (middle, taken);
            }
        }
        // between two neighbouring cuts the places are filled in proportion
        let spare = (places - total(&high)).max(0.0);
        let part = spare / (spare + excess);
        for g in 0..n.len() {
            low[g] = high[g] + part * (low[g] - high[g]);
        }
    }
    (0..n.len()).map(|g| (forced[g] + low[g]).min(n[g])).gather()
}

/// Those who must be taken, group by group, and the places left after them.
fn compulsory(n: &[f64], capacity: f64, psi: f64) -> (Vec<f64>, f64) {
    let must: f64 = n.iter().map(|n| n * (1.0 - psi)).sum();
    let part = if must > capacity { capacity.max(0.0) / must } else { 1.0 };
    let places = if part < 1.0 { 0.0 } else { capacity - must };
    (n.iter().map(|n| n * (1.0 - psi) * part).gather(), places)
}

/// What becomes of a group, after Ellis (1998) on hospitals: the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Turned away: fewer are served than must be.
    Dumped,
    /// Taken on and given nothing extra, though they are worth it.
    Parked,
    /// Given too little: under 0.9 of what society would spend without a budget limit.
    Skimped,
    /// Given more than it is worth: over 1.1 of that.
    Creamed,
    /// Given about what it is worth, or rightly nothing.
    Aligned,
}

/// The class of a group of which `share` (0 to 1) is served by a provider that may turn away the part `psi`, spending `x` £ a
/// head where society would spend `free` £ (x°free: the best response to the price V).
pub fn class(share: f64, psi: f64, x: f64, free: f64) -> Class {
    // a share that is a quotient of counts is right to a few last digits
    if share < (1.0 - psi) * (1.0 - 1e-9) {
        Class::Dumped
    } else if x <= 0.0 && free > 0.0 {
        Class::Parked
    } else if x < 0.9 * free {
        Class::Skimped
    } else if x > 1.1 * free {
        Class::Creamed
    } else {
        Class::Aligned
    }
}

/// Whether a skimped group gets next to nothing: something, but below a tenth of x°free or below £100 a head (illustrative
/// bounds).
pub fn next_to_nothing(x: f64, free: f64) -> bool {
    x > 0.0 && x < 0.9 * free && (x < 0.1 * free || x < 100.0)
}
