//! What kind of tree it is: what bends, what looks at persons, what reads money. The engine routes by this.

use super::tree::{Baseline, Cond, Over, Pay, Term};

/// True if what is paid is not a straight line in the numbers who succeed.
pub fn bends(pay: &Pay) -> bool {
    pay.any(&|p| match p {
        Pay::Shape { metric, f, .. } => !f.knots.is_empty() || !is_straight(metric),
        Pay::Gate { .. } | Pay::Clamp { .. } | Pay::Pick { .. } | Pay::Waterfall { .. } => true,
        Pay::Lump { amount, .. } => !amount.is_number(),
        _ => false,
    })
}

fn is_straight(metric: &Term) -> bool {
    match metric {
        Term::Floor(..) | Term::Pwl(..) | Term::Money { .. } | Term::Owed { .. } => false,
        Term::Add(l) | Term::Sub(l) => l.iter().all(is_straight),
        // rates over those who start are straight: volumes are fixed
        Term::Div(l) => l.split_first().is_some_and(|(m, by)| {
            let fixed = |t: &Term| t.is_number() || matches!(t, Term::Count { stage, .. } if stage == "start");
            is_straight(m) && by.iter().all(fixed)
        }),
        Term::Mul(l) => l.iter().filter(|t| !t.is_number()).count() <= 1 && l.iter().all(is_straight),
        _ => true,
    }
}

/// True if the metric is a weighted sum of counts, so that its rows need no persons.
pub fn is_plain(metric: &Term) -> bool {
    match metric {
        Term::Count { .. } | Term::Days { .. } | Term::Events { .. } => true,
        // events are not known person by person, so what would have happened is set against them row by row
        Term::Base { of, baseline } => {
            matches!(**of, Term::Events { .. }) && !matches!(**baseline, Baseline::Measured { .. })
        }
        Term::Add(l) | Term::Sub(l) => l.iter().all(is_plain),
        Term::Mul(l) => {
            let mut metrics = l.iter().filter(|t| !t.is_number());
            metrics.next().is_some_and(is_plain) && metrics.next().is_none()
        }
        Term::Div(l) => l.split_first().is_some_and(|(m, by)| is_plain(m) && by.iter().all(Term::is_number)),
        _ => false,
    }
}

/// True if a metric counts nothing but starts, which are known beforehand.
pub fn only_starts(metric: &Term) -> bool {
    match metric {
        Term::Count { stage, .. } => stage == "start",
        Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => {
            is_plain(metric) && l.iter().all(|t| t.is_number() || only_starts(t))
        }
        _ => false,
    }
}

/// True if people are set against others whose rate is itself only measured.
pub fn compares(pay: &Pay) -> bool {
    let mut found = false;
    baselines(pay, &mut |b| found |= matches!(b, Baseline::Historic { .. } | Baseline::Concurrent { .. }));
    found
}

/// Calls `f` on every baseline in a payment: of what is counted, and of what is tested.
pub fn baselines(pay: &Pay, f: &mut dyn FnMut(&Baseline)) {
    pay.visit(&mut |t| {
        if let Term::Base { baseline, .. } = t {
            f(baseline);
        }
    });
    tested(pay, f);
}

fn tested(pay: &Pay, f: &mut dyn FnMut(&Baseline)) {
    fn of(cond: &Cond, f: &mut dyn FnMut(&Baseline)) {
        match cond {
            Cond::Signif(test) => f(&test.baseline),
            Cond::And(list) => list.iter().for_each(|c| of(c, f)),
            Cond::Not(c) => of(c, f),
            Cond::AtLeast(..) => {}
        }
    }
    if let Pay::Gate { cond, .. } = pay {
        of(cond, f);
    }
    pay.inside().iter().for_each(|p| tested(p, f));
}

/// True if some rule looks at single persons, so that the path must list its groups.
pub fn looks_at_persons(pay: &Pay) -> bool {
    pay.any(&|p| ruled_over(p).is_some_and(|over| over == Over::Person))
}

/// True if a rule settles many people at once and does not follow them in a straight line.
pub(super) fn shares_out(pay: &Pay) -> bool {
    pay.any(&|p| ruled_over(p).is_some_and(|over| over != Over::Person))
}

/// Over what a node applies a rule of its own; none for plain prices and for nodes that only pass money on.
fn ruled_over(pay: &Pay) -> Option<Over> {
    match pay {
        Pay::Shape { metric, f, .. } if f.is_proportional() && is_plain(metric) => None,
        Pay::Shape { scope, .. } | Pay::Gate { scope, .. } | Pay::Clamp { scope, .. } | Pay::Pick { scope, .. } => {
            Some(scope.over)
        }
        _ => None,
    }
}

/// True if there is a waterfall in it: that reads its entity's cash.
pub(super) fn drains(pay: &Pay) -> bool {
    pay.any(&|p| matches!(p, Pay::Waterfall { .. }))
}
