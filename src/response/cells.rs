//! The provider's decisions, one a group and outcome, and its reply to prices (`model-spec.md` 3.1–3.3, 3.7).

use crate::gather::Gather;
use crate::num::float;
use crate::num::root;
use crate::people::{self, Plan, Plans};
use crate::provider::counting::{self, Count};
use crate::provider::production::{self, Need};
use crate::provider::waterfill;
use crate::scenario::{Delivery, Scenario};

/// What one more is worth to the provider, in £.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Price {
    /// One more success.
    pub success: f64,
    /// One event fewer.
    pub event: f64,
}

impl Price {
    /// So many times as much.
    pub fn times(self, m: f64) -> Price {
        Price { success: self.success * m, event: self.event * m }
    }

    /// Both together.
    pub fn plus(self, other: Price) -> Price {
        Price { success: self.success + other.success, event: self.event + other.event }
    }
}

/// Prices by segment, then by outcome.
pub type Prices = Vec<Vec<Price>>;

/// What help does for a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Technology {
    /// It raises the chance of success.
    Chance(Need),
    /// It lowers the number of events; success is none.
    Count(Count),
}

/// One decision: how much extra help a start one group gets towards one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the outcome.
    pub outcome: usize,
    /// People who start.
    pub n: f64,
    /// What help does.
    pub technology: Technology,
    /// £ that one more success, or one event fewer, is worth to the public.
    pub value: f64,
}

impl Cell {
    /// What the public would pay for one more.
    pub fn public_price(&self) -> Price {
        match self.technology {
            Technology::Chance(_) => Price { success: self.value, event: 0.0 },
            Technology::Count(_) => Price { success: 0.0, event: self.value },
        }
    }

    /// Where a spend of `x` £ a start leads.
    pub fn at(&self, x: f64) -> Plan {
        match self.technology {
            Technology::Chance(need) => Plan { help: x, ..Plan::chance(need.success(x)) },
            Technology::Count(c) => Plan { rate: c.no_event(x), events: c.events(x), help: x },
        }
    }

    /// The most that help can add: to the chance of success, or off the events a head.
    pub fn headroom(&self) -> f64 {
        match self.technology {
            Technology::Chance(need) => need.pmax - need.p0,
            Technology::Count(c) => c.as_frequency().pmax,
        }
    }

    /// The spend scale, £.
    pub fn scale(&self) -> f64 {
        match self.technology {
            Technology::Chance(need) => need.k,
            Technology::Count(c) => c.k,
        }
    }

    /// What the cell adds to what is paid for: chance of success, or events avoided, at a spend of `x`.
    pub fn added(&self, x: f64) -> f64 {
        -self.headroom() * float::exp_m1(-x / self.scale())
    }

    /// £ that the first pound of help earns the provider.
    pub fn first_pound(&self, price: Price) -> f64 {
        match self.technology {
            Technology::Chance(need) => need.first_pound_return(price.success),
            Technology::Count(c) => (price.success * c.binary_value() + price.event * c.lam0) * c.emax / c.k,
        }
    }

    /// What the provider spends a start when its own money earns it `nu` £ elsewhere.
    pub fn best(&self, price: Price, nu: f64) -> f64 {
        match self.technology {
            Technology::Chance(need) => production::best_response_at(need, price.success, nu),
            Technology::Count(c) => c.response(counting::Prices { none: price.success, avoided: price.event, nu }),
        }
    }
}

/// Every decision of the provider, group by group.
pub fn cells(s: &Scenario) -> Vec<Cell> {
    let mut out = Vec::new();
    for (segment, g) in s.segments.iter().enumerate() {
        for (outcome, o) in s.outcomes.iter().enumerate() {
            let technology = match g.delivery.get(&o.id) {
                Some(Delivery::Responds { alone, pmax, k, .. }) => {
                    Technology::Chance(Need { p0: *alone, pmax: pmax.max(*alone), k: *k })
                }
                Some(Delivery::Counts { events0, alone, cut, k, spread }) => {
                    // partners who leave make more events, all of which this help can prevent
                    let least = events0 * (1.0 - cut);
                    let emax = if *alone > 0.0 { 1.0 - least / alone } else { 0.0 };
                    Technology::Count(Count { lam0: *alone, emax, k: *k, spread: *spread })
                }
                _ => continue,
            };
            let value = g.value.get(&o.id).copied().unwrap_or(0.0);
            out.push(Cell { segment, outcome, n: g.n(), technology, value });
        }
    }
    out
}

/// What a cell's own success is worth with all that spills over from it, to a provider that counts £1 of public value as
/// `motive` £ of its own.
pub fn felt(s: &Scenario, cells: &[Cell], cell: &Cell, prices: &Prices, motive: f64) -> Price {
    let own = |c: &Cell| prices[c.segment][c.outcome].plus(c.public_price().times(motive));
    let mut price = own(cell);
    let spillover = &s.outcomes[cell.outcome].spillover;
    for other in cells.iter().filter(|c| c.segment == cell.segment) {
        if let Some(share) = spillover.get(&s.outcomes[other.outcome].id) {
            price.success += share * own(other).success;
        }
    }
    price
}

/// The plan in which each cell gets so much help a start; uplifts spill over into other outcomes of the same people.
pub fn helped(s: &Scenario, cells: &[Cell], help: &[f64]) -> Plans {
    let mut plans = people::given(s);
    for (cell, x) in cells.iter().zip(help) {
        let Plan { rate, events, .. } = cell.at(*x);
        let plan = &mut plans[cell.segment][cell.outcome];
        // what spilt over into this one stays
        let uplift = rate - cell.at(0.0).rate;
        *plan = Plan { rate: plan.rate + uplift, events, help: *x };
        for (i, o) in s.outcomes.iter().enumerate() {
            if let Some(share) = s.outcomes[cell.outcome].spillover.get(&o.id) {
                plans[cell.segment][i].rate += share * uplift;
            }
        }
    }
    plans
}

/// £ of extra help a start in each cell, within `budget` £ in all, and what one more pound of that budget would earn net
/// (ν). A limit is no duty: what does not pay is not spent.
pub fn respond(cells: &[Cell], prices: &[Price], budget: Option<f64>) -> (Vec<f64>, f64) {
    let at = |nu: f64| -> Vec<f64> { cells.iter().zip(prices).map(|(c, p)| c.best(*p, nu)).gather() };
    let spent = |help: &[f64]| -> f64 { cells.iter().zip(help).map(|(c, x)| c.n * x).sum() };
    let free = at(0.0);
    let Some(budget) = budget.filter(|b| spent(&free) > *b) else {
        return (free, 0.0);
    };
    if cells.iter().all(|c| matches!(c.technology, Technology::Chance(_))) {
        let well = |(c, p): (&Cell, &Price)| waterfill::Cell { n: c.n, k: c.scale(), u: c.first_pound(*p) };
        let wells: Vec<waterfill::Cell> = cells.iter().zip(prices).map(well).gather();
        let division = waterfill::spend_all(&wells, budget);
        return (division.x, division.one_plus_nu - 1.0);
    }
    // yes/no results of counted events jump: the dearest money that still keeps within the budget
    let first = cells.iter().zip(prices).map(|(c, p)| c.first_pound(*p)).fold(1.0, f64::max);
    let log = root::rising(|t| budget - spent(&at(float::exp_m1(t))), 0.0, float::ln(first) + 50.0);
    let mut nu = float::exp_m1(log);
    while spent(&at(nu)) > budget * (1.0 + 1e-12) {
        nu = nu * (1.0 + 1e-12) + 1e-12;
    }
    (at(nu), nu)
}
