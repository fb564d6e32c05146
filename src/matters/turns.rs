//! Where an answer turns: whether the provider loses, its cash lasts, somebody is left without help; and the line that a result
//! is drawn against.

use crate::num::float;
use crate::results::Values;
use crate::risk::tails::ONE_IN_20;

/// A question that an answer settles with yes or no.
pub struct Turn {
    /// Id of its messages: `matters.turn.ID`, `.yes`, `.no`.
    pub id: &'static str,
    /// Whether it holds; nothing where it cannot be said.
    pub holds: fn(&Values) -> Option<bool>,
}

/// Every such question. Cash is never set against worth: each party's account is its own.
pub const TURNS: [Turn; 6] = [
    Turn { id: "margin", holds: |v| v.get("margin").filter(|_| v.or_zero("cost") > 0.0).map(|m| m < -0.5) },
    Turn { id: "cash", holds: |v| v.get("reserves").map(|_| v.get("cash_out").is_some()) },
    Turn { id: "loss", holds: |v| v.get("loss_chance").map(|p| p > ONE_IN_20) },
    Turn { id: "help", holds: |v| v.get("little_help").map(|n| n >= 0.5) },
    Turn { id: "purse", holds: |v| v.get("public_net").map(|n| n < -0.5) },
    Turn { id: "investor", holds: |v| v.get("investor_gain").map(|n| n < -0.5) },
];

/// The value of a result at which it turns from good to bad; nothing for one that is better or worse throughout.
pub fn line(result: &str) -> Option<f64> {
    match result {
        "margin" | "margin_share" | "bad_margin" | "worst_margin" | "public_net" | "lead_net" | "investor_gain"
        | "irr" | "irr_bad" => Some(0.0),
        "loss_chance" => Some(ONE_IN_20),
        "multiple" => Some(1.0),
        _ => None,
    }
}

/// True for a result of which less is better.
pub fn less_is_better(result: &str) -> bool {
    matches!(result, "loss_chance")
}

/// What a reader most likely asks about: what the first party to fail fails by.
pub fn first_question(v: &Values) -> &'static str {
    let costs = v.or_zero("cost") > 0.0;
    if v.get("cash_out").is_some() {
        "cash_needed"
    } else if costs && v.get("margin").is_some() {
        "margin"
    } else {
        "paid"
    }
}

/// How many values of a slider are tried for a turn, its ends included: rules may jump, so no stretch is taken on trust.
pub const TRIED: usize = 33;
/// Halvings of a stretch in which it turns: a two-millionth of the slider is left.
pub const HALVINGS: usize = 16;

/// The value that is tried as number `n` of a slider.
pub fn tried([from, to]: [f64; 2], n: usize) -> f64 {
    from + (to - from) * n as f64 / (TRIED - 1) as f64
}

/// The stretch nearest to `now` at whose ends the answer differs, of `at` with values in order. What is not known turns nothing.
pub fn stretch(at: &[(f64, Option<bool>)], now: f64) -> Option<(f64, f64)> {
    let mut best: Option<(f64, f64)> = None;
    let gap = |(a, b): (f64, f64)| if a <= now && now <= b { 0.0 } else { float::clamp(now, a, b) - now };
    for pair in at.windows(2) {
        let [(a, before), (b, after)] = *pair else { continue };
        let differs = before.zip(after).is_some_and(|(x, y)| x != y);
        if differs && best.is_none_or(|old| gap((a, b)).abs() < gap(old).abs()) {
            best = Some((a, b));
        }
    }
    best
}
