//! The five standing stress tests: what has happened to others, and what it would do to this contract.
//!
//! `model-spec.md` 4.6. What the provider does, and how strongly luck acts, stay as they were.

use crate::answer::Outcome;
use crate::contract::staged;
use crate::contract::tree::Term;
use crate::people;
use crate::scenario::{Chance, Days, Delivery, Scenario, Stage};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    /// Referrals a quarter short, cost and block as they are.
    Referrals,
    /// Success at 73% of the figure.
    Success,
    /// Costs 5% up.
    Costs,
    /// 1 in 20 claims refused.
    Refused,
    /// Results 6 months later.
    Late,
}

/// All of them, with their message id.
pub const STRESSES: [(&str, Stress); 5] = [
    ("referrals", Stress::Referrals),
    ("success", Stress::Success),
    ("costs", Stress::Costs),
    ("refused", Stress::Refused),
    ("late", Stress::Late),
];

/// A scenario under a stress: what the provider does, and how strongly luck acts, stay as they were.
pub fn stressed(s: &Scenario, o: &Outcome, stress: Stress) -> Scenario {
    let mut s = o.taken.clone().unwrap_or_else(|| s.clone());
    let anyway = |g: usize, j: usize, s: &Scenario| people::anyway_of(&s.segments[g], &s.outcomes[j]);
    // what the provider chose is now given
    for (i, plan) in o.plans.iter().enumerate() {
        for (j, plan) in plan.iter().enumerate() {
            let p0 = anyway(i, j, &s).map(|p| p.rate);
            let id = s.outcomes[j].id.clone();
            let delivery = s.segments[i].delivery.get(&id).copied();
            if let Some(Delivery::Given { .. } | Delivery::Responds { .. }) = delivery {
                let p = if stress == Stress::Success { plan.rate * 0.73 } else { plan.rate };
                s.segments[i].delivery.insert(id, Delivery::Given { p, p0 });
                s.segments[i].fixed_cost += plan.help;
            }
        }
    }
    match stress {
        Stress::Success => {}
        Stress::Referrals => {
            for g in &mut s.segments {
                // whoever was to serve them is paid all the same
                s.provider.total_cost += 0.25 * g.n * g.fixed_cost;
                g.n *= 0.75;
                g.starts.iter_mut().for_each(|n| *n *= 0.75);
            }
        }
        Stress::Costs => {
            s.provider.total_cost *= 1.05;
            s.provider.overhead *= 1.05;
            s.segments.iter_mut().for_each(|g| g.fixed_cost *= 1.05);
        }
        Stress::Refused => s.outcomes.iter_mut().for_each(|o| {
            let Some(i) = o.stages.iter().position(|st| st.is_result) else { return };
            let id = std::mem::replace(&mut o.stages[i].id, format!("{}, claimed", o.id));
            let number = |v| Term::Number(v, String::new());
            o.stages.insert(
                i + 1,
                Stage {
                    id,
                    says: None,
                    after_days: Days { n: number(0.0), unit: 1.0 },
                    is_result: false,
                    chance: Some(Chance::Step(number(0.95))),
                    repeats: None,
                },
            );
        }),
        Stress::Late => s.outcomes.iter_mut().for_each(|o| {
            if let Some(stage) = o.stages.iter_mut().find(|st| st.is_result) {
                let more = 6.0 * staged::MONTH / stage.after_days.unit;
                people::add(&mut stage.after_days.n, more);
            }
        }),
    }
    s
}
