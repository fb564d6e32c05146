//! Compared with what? The same people when the same money pays for the service, or for results, by what the provider wants
//! (`model-spec.md` 3.9).

use crate::contract::tree::{Contract, Pay, Payment, Term};
use crate::money::paid;
use crate::people;
use crate::response::{self, How};
use crate::scenario::{Purse, Scenario};

/// What the provider wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motive {
    /// It looks to its margin.
    Margin,
    /// It puts people first, as far as its margin lasts.
    People,
    /// It spends all it gets.
    All,
}

/// One way of paying one provider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative {
    /// True if paid by the contract as it is, false if paid the same sum for the service or for activity.
    pub by_results: bool,
    /// What it wants.
    pub motive: Motive,
    /// More who succeed than would anyway.
    pub more: f64,
    /// £ paid.
    pub paid: f64,
}

/// £ of its own satisfaction per £ of public value of a provider that puts people first, unless the draft says otherwise.
pub const PEOPLE_FIRST: f64 = 0.25;

/// Six alternatives: `sum` £ for the service, then the contract, each for three motives.
pub fn alternatives(s: &Scenario, sum: f64) -> Vec<Alternative> {
    let mut service = s.clone();
    let number = |v: f64| Term::Number(v, String::new());
    let pay = Pay::Lump { amount: number(sum), month: number(0.0) };
    let payment = Payment { name: "service".into(), proof: None, pay, path: String::new() };
    service.contracts = vec![Contract { payments: vec![payment], ..Contract::default() }];
    let theta = if s.provider.motive > 0.0 { s.provider.motive } else { PEOPLE_FIRST };
    let mut out = Vec::new();
    for (by_results, s) in [(false, &service), (true, s)] {
        for (motive, theta, purse) in [
            (Motive::Margin, 0.0, Purse::Free),
            (Motive::People, theta, Purse::BreakEven),
            (Motive::All, theta, Purse::All),
        ] {
            let mut s = s.clone();
            (s.provider.motive, s.provider.purse) = (theta, purse);
            let plans = response::respond(&s).plans;
            let mut more = 0.0;
            for (g, plan) in s.segments.iter().zip(&plans) {
                let anyway = s.outcomes.first().and_then(|o| people::anyway_of(g, o));
                more += plan.first().zip(anyway).map_or(0.0, |(now, then)| g.n() * (now.rate - then.rate));
            }
            let paid = paid(&s, &response::ledger(&s, &plans, How::Totals));
            out.push(Alternative { by_results, motive, more, paid });
        }
    }
    out
}
