//! What the provider does: its best response to the terms, and what the contract then pays.

pub mod cells;
mod frontier;
pub mod taken;

use crate::chance::People;
use crate::contract::class;
use crate::contract::clauses;
use crate::contract::discount::{monthly_factor, present_value};
use crate::contract::expect::Law;
use crate::contract::finance::{self, FEES};
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::settle::{self, PROVIDER};
use crate::contract::tree::Term;
use crate::gather::Gather;
use crate::num::{float, root};
use crate::people::{self, Plans};
use crate::scenario::{Delivery, Purse, Scenario};
use cells::{Cell, Price, Prices};
use frontier::Frontier;

/// What a plan comes to: expected postings, or one path's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Expectations; exact where the contract allows.
    Expected,
    /// The same totals, without caring in which month within its window a rule that bends pays them.
    Totals,
    /// Expectations for a solver that searches: spread roughly right, many times a second.
    Searching,
    /// The rule applied to the counts as they stand, as if they were certain.
    Exactly,
}

/// The ledger of a plan over all contracts of a scenario.
pub fn ledger(s: &Scenario, plans: &Plans, how: How) -> Ledger {
    let pays = || s.contracts.iter().flat_map(|c| &c.payments).map(|p| &p.pay);
    let persons = pays().any(class::looks_at_persons);
    let path = match &s.outturn {
        Some(path) => path.clone(),
        None => people::path(s, plans, persons),
    };
    let law = People { scenario: s, plans, quick: how == How::Searching, totals: how != How::Expected };
    // a recorded path is no plan: what it pays is certain
    let certain = s.outturn.is_some() || how == How::Exactly;
    let law: Option<&dyn Law> = if certain { None } else { Some(&law) };
    let finance = s.finance.as_ref();
    let mut all = settle::together(&s.contracts, &path, finance, s.first_calendar_month, law);
    finance::call(finance, &mut all, path.last(), law.is_some());
    all
}

/// What the provider chooses, and why.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its plan.
    pub plans: Plans,
    /// What one more success, or one event fewer, earned it before it chose: the effective tariff. Where a rule bends,
    /// at its plan.
    pub prices: Prices,
    /// £ that one more pound of its budget for help would earn net (ν); 0 if the budget does not bind.
    pub shadow_price: f64,
    /// £ of its own satisfaction per £ of public value that it acted on (θ, or ω where its purse sets it).
    pub motive: f64,
}

/// The plan that the provider chooses; what the user has given stays as given.
pub fn respond(s: &Scenario) -> Response {
    let cells = if s.outturn.is_some() { Vec::new() } else { cells::cells(s) };
    if cells.is_empty() {
        let plans = people::given(s);
        return Response { plans, prices: Prices::new(), shadow_price: 0.0, motive: s.provider.motive };
    }
    let chooser = Chooser::of(s, &cells);
    let motive = chooser.motive();
    let (plans, shadow_price) = chooser.plan(motive);
    let prices = if chooser.bends { prices(s, &plans, How::Totals, 0.001) } else { chooser.prices };
    Response { plans, prices, shadow_price, motive }
}

/// True if some rule pays otherwise than in proportion.
pub fn bends(s: &Scenario) -> bool {
    s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::bends(&p.pay))
}

/// The highest target at which a provider still tries, where one target for the first outcome stands between it and its pay:
/// one more, and it gives up (`model-spec.md` 3.8). None if there is no such target, or it would try for any.
pub fn give_up_point(s: &Scenario) -> Option<f64> {
    let stage = &s.outcomes.first()?.id;
    let cells = cells::cells(s);
    if s.outturn.is_some() || s.is_large() || cells.is_empty() {
        return None;
    }
    let tries = |target: f64| {
        let mut moved = s.clone();
        let mut found = 0;
        for payment in moved.contracts.iter_mut().flat_map(|c| &mut c.payments) {
            clauses::targets(&mut payment.pay, stage, &mut |number| {
                *number = Term::Number(target, String::new());
                found += 1;
            });
        }
        (found == 1).then(|| Frontier::of(&moved, &cells, s.provider.motive).tries())
    };
    let people: f64 = s.segments.iter().map(|g| g.n()).sum();
    let at = |i: u32| float::ceil(people * f64::from(i) / 16.0);
    let last = (1..=16).rev().find(|i| tries(at(*i)) == Some(true)).filter(|i| *i < 16)?;
    let (mut low, mut high) = (at(last), at(last + 1));
    while high - low > 1.0 {
        let middle = float::floor(0.5 * (low + high));
        if tries(middle)? { low = middle } else { high = middle }
    }
    Some(low)
}

/// How a plan follows from a motive.
struct Chooser<'a> {
    s: &'a Scenario,
    cells: &'a [Cell],
    bends: bool,
    /// Under straight prices each cell has its own closed form; where a rule bends these are not used.
    prices: Prices,
}

impl<'a> Chooser<'a> {
    fn of(s: &'a Scenario, cells: &'a [Cell]) -> Chooser<'a> {
        let bends = bends(s);
        let prices = if bends { Prices::new() } else { prices(s, &people::given(s), How::Exactly, 0.1) };
        Chooser { s, cells, bends, prices }
    }

    fn plan(&self, motive: f64) -> (Plans, f64) {
        if self.bends {
            return (Frontier::of(self.s, self.cells, motive).best(), 0.0);
        }
        let felt: Vec<Price> =
            self.cells.iter().map(|c| cells::felt(self.s, self.cells, c, &self.prices, motive)).gather();
        let (help, shadow_price) = cells::respond(self.cells, &felt, self.s.provider.help_budget);
        (cells::helped(self.s, self.cells, &help), shadow_price)
    }

    fn margin(&self, motive: f64) -> f64 {
        let (plans, _) = self.plan(motive);
        margin(&ledger(self.s, &plans, if self.bends { How::Totals } else { How::Exactly }))
    }

    /// The motive that it can act on (`model-spec.md` 3.9): its own, or as far as its purse lets it go.
    fn motive(&self) -> f64 {
        let theta = self.s.provider.motive;
        let most = match self.s.provider.purse {
            Purse::Free => return theta,
            Purse::BreakEven => theta,
            // beyond this nobody would tell the difference: help has all but reached its best
            Purse::All => 1000.0,
        };
        if self.margin(most) >= 0.0 {
            return most;
        }
        if !self.bends {
            return root::rising(|motive| -self.margin(motive), 0.0, most);
        }
        // a plan under a rule that bends takes long: a thousandth of the motive is near enough, on the side that can be paid
        let (mut low, mut high) = (0.0, most);
        for _ in 0..10 {
            let middle = 0.5 * (low + high);
            if self.margin(middle) >= 0.0 { low = middle } else { high = middle }
        }
        low
    }
}

/// What one more success of each group, and one event fewer, adds to the provider's expected income at a plan: the
/// effective tariff, discounted at its cost of capital. `step` is the change in chance that is tried.
pub fn prices(s: &Scenario, plans: &Plans, how: How, step: f64) -> Prices {
    let income_at = |plans: &Plans| income(s, &ledger(s, plans, how));
    let base = income_at(plans);
    let of = |i: usize, j: usize| {
        let (group, delivery) = (&s.segments[i], s.segments[i].delivery.get(&s.outcomes[j].id));
        let Some(delivery) = delivery.filter(|d| !group.is_empty() && !matches!(d, Delivery::Events { .. })) else {
            return Price::default();
        };
        // what is paid late is worth less to the provider; so is what it spends on those who start late
        let starts = group.n() * early(s, i);
        let per = |rate: f64, events: f64, units: f64| {
            let mut moved = plans.clone();
            let plan = &mut moved[i][j];
            (plan.rate, plan.events) = (plan.rate + rate, plan.events + events);
            without_noise((income_at(&moved) - base) / (starts * units))
        };
        let step = if plans[i][j].rate + step <= 1.0 { step } else { -step };
        let counts = matches!(delivery, Delivery::Counts { .. });
        Price { success: per(step, 0.0, step), event: if counts { per(0.0, -step.abs(), step.abs()) } else { 0.0 } }
    };
    (0..s.segments.len()).map(|i| (0..s.outcomes.len()).map(|j| of(i, j)).gather()).gather()
}

/// A quotient of differences to the millionth of a pound: less is noise, and would keep equal sums apart.
fn without_noise(pounds: f64) -> f64 {
    float::round(pounds * 1e6) / 1e6
}

/// What a pound spent on each who starts in a group is worth in month 0, at the provider's cost of capital.
pub fn early(s: &Scenario, segment: usize) -> f64 {
    let (rate, group) = (s.provider.cost_of_capital, &s.segments[segment]);
    if rate == 0.0 || group.is_empty() {
        return 1.0;
    }
    present_value(&group.starts, rate) / group.n()
}

/// The provider's income, discounted to month 0 at its cost of capital.
pub fn income(s: &Scenario, l: &Ledger) -> f64 {
    let Some(provider) = l.parties.iter().position(|p| p == PROVIDER) else {
        return 0.0;
    };
    let [cost, drawn, fees] = ["cost", "drawn", FEES].map(|tag| l.tag(tag));
    let mut total = 0.0;
    for e in l.entries.iter().filter(|e| ![cost, drawn, fees].contains(&Some(e.tag))) {
        let sign = f64::from(u8::from(e.to == provider)) - f64::from(u8::from(e.from == provider));
        if sign != 0.0 {
            total += sign * e.amount * monthly_factor(s.provider.cost_of_capital, f64::from(e.month));
        }
    }
    total
}

/// What the provider keeps: all its receipts less all it pays out, drawn money aside.
pub fn margin(l: &Ledger) -> f64 {
    let Some(provider) = l.parties.iter().position(|p| p == PROVIDER) else {
        return 0.0;
    };
    let drawn = l.tag("drawn");
    let sign = |e: &Entry| f64::from(u8::from(e.to == provider)) - f64::from(u8::from(e.from == provider));
    l.entries.iter().filter(|e| Some(e.tag) != drawn).map(|e| sign(e) * e.amount).sum()
}
