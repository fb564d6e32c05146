//! Whom the provider takes on, and which partners go on helping: the scenario as it is once all have chosen
//! (`model-spec.md` 3.4).

use super::{How, Response, ledger, margin, respond, without_noise};
use crate::gather::Gather;
use crate::num::float;
use crate::people::{self, Plans};
use crate::provider::selection;
use crate::scenario::{Delivery, Partners, Scenario};

/// The scenario in which partners have left and people have been turned away; none if nothing of the sort happens.
pub fn taken(s: &Scenario) -> Option<Scenario> {
    let left = match s.provider.partners {
        _ if s.provider.partner_help == 0.0 || s.outturn.is_some() => None,
        Partners::Stay => None,
        Partners::Leave => Some(alone(s)),
        Partners::LeaveIfProfit => {
            let plans = respond(s).plans;
            (margin(&ledger(s, &plans, How::Totals)) > 0.5).then(|| alone(s))
        }
    };
    let choosy = s.provider.discretion > 0.0 || s.provider.places.is_some();
    if !choosy || s.outturn.is_some() {
        return left;
    }
    let mut chosen = left.unwrap_or_else(|| s.clone());
    let served = served(&chosen);
    for (g, served) in chosen.segments.iter_mut().zip(served) {
        let share = if g.n > 0.0 { served / g.n } else { 1.0 };
        g.starts.iter_mut().for_each(|n| *n *= share);
        g.n = served;
    }
    Some(chosen)
}

/// Without partners' free help, which was part of what would happen anyway.
fn alone(s: &Scenario) -> Scenario {
    let mut left = s.clone();
    let h = s.provider.partner_help;
    for d in left.segments.iter_mut().flat_map(|g| g.delivery.values_mut()) {
        match d {
            Delivery::Responds { p0, alone, pmax, k } => {
                *alone = (*pmax - (*pmax - *p0) * float::exp(h / *k)).max(0.0);
            }
            Delivery::Counts { events0, alone, cut, k, .. } => {
                *alone = *events0 * (1.0 + *cut * float::exp_m1(h / *k)).min(100.0);
            }
            Delivery::Given { .. } | Delivery::Events { .. } => {}
        }
    }
    left
}

/// People of each group that are taken on.
fn served(s: &Scenario) -> Vec<f64> {
    let Response { plans, motive, .. } = respond(s);
    let mut worth = worth_a_start(s, &plans);
    for c in super::cells::cells(s) {
        worth[c.segment] += motive * c.value * c.added(plans[c.segment][c.outcome].help);
    }
    // groups that are worth the same stay in their order
    worth.iter_mut().for_each(|worth| *worth = without_noise(*worth));
    let n: Vec<f64> = s.segments.iter().map(|g| g.n()).gather();
    let places = s.provider.places.unwrap_or(f64::INFINITY);
    match s.provider.choosiness {
        0.0 => selection::served(&n, &worth, places, s.provider.discretion),
        t => selection::served_softly(&n, &worth, places, s.provider.discretion, t),
    }
}

/// What the provider keeps on one start of each group, at a plan: what its margin loses without them.
pub fn worth_a_start(s: &Scenario, plans: &Plans) -> Vec<f64> {
    let at = |s: &Scenario| margin(&ledger(s, plans, How::Totals));
    let all = at(s);
    let one = |i: usize| {
        if s.segments[i].is_empty() {
            return 0.0;
        }
        // a tenth fewer: enough to measure, too few to leave a bend behind
        let mut fewer = s.clone();
        let g = &mut fewer.segments[i];
        g.starts.iter_mut().for_each(|n| *n *= 0.9);
        g.n *= 0.9;
        (all - at(&fewer)) / (0.1 * s.segments[i].n())
    };
    (0..s.segments.len()).map(one).gather()
}

/// The same where nobody gets extra help.
pub fn worth_without_help(s: &Scenario) -> Vec<f64> {
    worth_a_start(s, &people::given(s))
}
