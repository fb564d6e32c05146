//! Many futures of one scenario: drawn one by one, settled by the contract itself, and summed up with an error.
//!
//! `model-spec.md` 5.7, 5.8, 6.1–6.4. Behaviour is worked out first and is the same in every future.

mod cash;
pub mod counts;
pub mod history;
pub mod luck;

use crate::contract::ledger::Ledger;
use crate::gather::Gather;
use crate::num::float::{floor, sqrt};
use crate::ordered::Map;
use crate::people::Plans;
use crate::risk::tails::ONE_IN_20;
use crate::risk::{shares, tails};
use crate::scenario::Scenario;
pub use cash::{Future, Till};
use history::{History, Template};
pub use luck::FUTURES;
use luck::{Luck, SCRAMBLES};
use std::cell::RefCell;
use std::rc::Rc;

/// Futures of one scenario, as many as have been drawn.
pub struct Drawing {
    s: Scenario,
    template: Template,
    till: Till,
    luck: Luck,
    futures: Vec<Future>,
    /// Where a future is written, and its money.
    written: RefCell<(History, Ledger)>,
}

impl Drawing {
    /// None drawn yet. `cost_a_month` turns months of reserves into £.
    pub fn of(s: &Scenario, plans: &Plans, cost_a_month: f64) -> Drawing {
        let (template, till) = (Template::of(s, plans), Till::of(s, cost_a_month));
        let written = RefCell::new((template.blank(), Ledger::default()));
        Drawing { s: s.clone(), template, till, luck: Luck::new(s.seed), futures: Vec::new(), written }
    }

    /// How many are drawn in the end: fixed for each version of the model and size of the scheme, so that the largest are
    /// done within seconds.
    pub fn total(&self) -> u32 {
        if self.template.steps() * self.s.months as usize > LARGE { FUTURES_OF_LARGE } else { FUTURES }
    }

    /// How many are drawn.
    pub fn drawn(&self) -> u32 {
        self.futures.len() as u32
    }

    /// Draws so many more, up to the final number.
    pub fn draw(&mut self, more: u32) {
        for i in self.drawn()..self.total().min(self.drawn() + more) {
            self.futures.push(self.future(i));
        }
    }

    /// One future, and what came of all its people by outcome.
    pub fn whole(&self, i: u32) -> (Future, Vec<history::Result>) {
        let future = self.future(i);
        (future, self.written.borrow().0.by_outcome())
    }

    /// One future.
    fn future(&self, i: u32) -> Future {
        let s = &self.s;
        let (history, ledger) = &mut *self.written.borrow_mut();
        self.template.history(s, &self.luck, i, s.months, history);
        let early = s.contracts.iter().filter_map(|c| c.break_clause).find(|b| {
            let known: f64 = (0..).zip(&history.landed).filter(|(m, _)| *m < b.month).map(|(_, n)| n).sum();
            b.month < s.months && known < b.below
        });
        let end = early.map_or(s.months, |b| b.month);
        if early.is_some() {
            // the same luck, and nobody starts after the break
            self.template.history(s, &self.luck, i, end, history);
        }
        Future { ended: early.is_some(), ..self.till.count(s, history, end, ledger) }
    }

    /// All of them.
    pub fn futures(&self) -> &[Future] {
        &self.futures
    }

    /// What they come to.
    pub fn summary(&self) -> Summary {
        let all: Vec<&Future> = self.futures.iter().gather();
        let leaves = self.measures(&all);
        let scrambles: Vec<Map<&'static str, f64>> = (0..SCRAMBLES as usize)
            .map(|r| self.measures(&self.futures.iter().skip(r).step_by(SCRAMBLES as usize).gather()))
            .gather();
        let mut errors = Map::new();
        for (id, _) in &leaves {
            let values: Vec<f64> = scrambles.iter().filter_map(|m| m.get(id).copied()).gather();
            let k = values.len() as f64;
            let mean = values.iter().sum::<f64>() / k;
            let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (k - 1.0).max(1.0);
            errors.insert(*id, 2.0 * sqrt(variance / k));
        }
        let ends: Vec<(f64, f64)> = all.iter().map(|f| (f.margin(), f64::from(u8::from(f.out > 0)))).gather();
        let (order, n) = (tails::ascending(&ends), ends.len());
        let dot = |k: usize| {
            let slice = &order[k * n / DOTS..(k + 1) * n / DOTS];
            let out: f64 = slice.iter().map(|(_, out)| out).sum();
            (slice[slice.len() / 2].0, 2.0 * out > slice.len() as f64)
        };
        let cash = |short: Vec<f64>| {
            let short = ranked(short);
            SHARES.map(|a| -at(&short, 1.0 - a))
        };
        let paid = |paid: Vec<f64>| [paid.iter().sum::<f64>() / paid.len().max(1) as f64, at(&ranked(paid), 0.95)];
        Summary {
            drawn: self.drawn(),
            dots: if n >= DOTS { (0..DOTS).map(dot).gather() } else { Vec::new() },
            cash: columns(&all, true, |f| &f.short).into_iter().map(cash).gather(),
            years: columns(&all, false, |f| &f.by_year).into_iter().map(paid).gather(),
            leaves,
            errors,
        }
    }

    /// The figures of some futures.
    fn measures(&self, futures: &[&Future]) -> Map<&'static str, f64> {
        let mut out = Map::new();
        let s = &self.s;
        let n = futures.len() as f64;
        if n == 0.0 {
            return out;
        }
        let of = |f: &dyn Fn(&Future) -> f64| futures.iter().map(|x| f(x)).sum::<f64>() / n;
        // never nothing and never all: what was counted is not certain
        let share = |is: &dyn Fn(&Future) -> bool| (futures.iter().filter(|x| is(x)).count() as f64 + 0.5) / (n + 1.0);
        let sorted = |f: &dyn Fn(&Future) -> f64| ranked(futures.iter().map(|x| f(x)).gather());
        let margins: Vec<(f64, f64)> = futures.iter().map(|f| (f.margin(), 1.0 / n)).gather();
        out.extend([
            ("paid", of(&|f| f.paid)),
            ("income", of(&|f| f.income)),
            ("cost", of(&|f| f.cost)),
            ("loss_chance", share(&|f| f.margin() <= -0.005)),
            ("worst_margin", tails::lower_tail(&margins, ONE_IN_20).mean),
            ("cash_out_chance", share(&|f| f.out > 0)),
            ("cash_for_19", at(&sorted(&|f| f.trough), 0.95)),
        ]);
        let failed: Vec<f64> = sorted(&|f| f64::from(f.out)).into_iter().filter(|m| *m > 0.0).gather();
        if !failed.is_empty() {
            out.insert("cash_out_month", at(&failed, 0.5));
            let starts: Vec<f64> =
                (0..s.months as usize).map(|m| s.segments.iter().map(|g| g.starts[m]).sum()).gather();
            let without = |f: &Future| starts.iter().skip(f.out as usize).sum::<f64>();
            let all: f64 = futures.iter().filter(|f| f.out > 0).map(|f| without(f)).sum();
            out.insert("left_without", all / failed.len() as f64);
            let of_failed = |f: &dyn Fn(&Future) -> f64| of(f) * n / failed.len() as f64;
            if s.segments.iter().any(|g| !g.delivery.is_empty()) {
                out.insert("fall_back", of_failed(&|f| f.lost));
            }
            out.insert("failure_cost", s.world.retender_cost + of_failed(&|f| f.lost_worth));
        }
        if s.contracts.iter().any(|c| c.break_clause.is_some()) {
            out.insert("ended_chance", share(&|f| f.ended));
        }
        if futures.iter().any(|f| f.invested > 0.0) {
            out.extend([
                ("stake_lost_chance", share(&|f| f.repaid < f.invested - 0.005)),
                ("investor_in", of(&|f| f.invested)),
                ("investor_out", of(&|f| f.repaid)),
                ("multiple", of(&|f| f.repaid) / of(&|f| f.invested)),
                ("to_investor", (of(&|f| f.repaid) - of(&|f| f.invested)) / of(&|f| f.paid).max(1.0)),
            ]);
            let returns = sorted(&|f| f.irr.unwrap_or(-1.0));
            out.extend([("irr", at(&returns, 0.5)), ("irr_bad", at(&returns, ONE_IN_20))]);
            if s.finance.as_ref().is_some_and(|f| f.guarantee.is_some()) {
                out.extend([("guarantee_paid", of(&|f| f.called)), ("guarantee_chance", share(&|f| f.called > 0.005))]);
            }
        }
        if s.segments.iter().any(|g| !g.value.is_empty()) {
            self.shared(futures, &mut out);
        }
        out
    }

    /// Whose risk it is: what the provider's margin moves with what society gains, and what it moves besides.
    fn shared(&self, futures: &[&Future], out: &mut Map<&'static str, f64>) {
        let chance = 1.0 / futures.len() as f64;
        let seen = |f: &&Future| shares::Future { chance, surplus: f.worth - f.cost, position: f.margin(), noise: 0.0 };
        let noise = chance * futures.iter().map(|f| f.noise).sum::<f64>();
        if noise > 0.0 {
            out.insert("risk_noise", sqrt(noise));
        }
        if let Some(share) = shares::share(&futures.iter().map(seen).gather()) {
            out.extend([
                ("risk_share", share.psi),
                ("risk_moved", share.transferred.abs()),
                ("risk_invented", share.manufactured),
            ]);
            if share.psi != 0.0 {
                out.insert("social_risk", share.transferred / share.psi);
            }
        }
    }
}

thread_local! {
    /// The last draft whose futures were summed up: several pictures ask for the same.
    static LAST: RefCell<Option<(String, Rc<Summary>)>> = const { RefCell::new(None) };
}

/// Keeps the summary of a draft's futures for the pictures that ask for it.
pub fn remember(draft: String, summary: &Summary) -> Rc<Summary> {
    let summary = Rc::new(summary.clone());
    LAST.replace(Some((draft, Rc::clone(&summary))));
    summary
}

/// The summary of a draft's futures, if it was the last that was kept.
pub fn kept(draft: &str) -> Option<Rc<Summary>> {
    LAST.with_borrow(|last| last.as_ref().filter(|(key, _)| key == draft).map(|(_, kept)| Rc::clone(kept)))
}

/// The summary of a draft's futures: kept from before, or made now.
pub fn remembered(draft: &str, make: &dyn Fn() -> Summary) -> Rc<Summary> {
    kept(draft).unwrap_or_else(|| remember(draft.to_string(), &make()))
}

/// A scheme with more steps of chains over its months than this is large.
const LARGE: usize = 1500;
/// Futures of a large scheme.
const FUTURES_OF_LARGE: u32 = 2048;

/// Futures of a picture: few enough to count, many enough to see 1 in 20.
const DOTS: usize = 20;
/// Shares of futures at or below the lines of the cash picture.
pub const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What many futures come to.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many were drawn.
    pub drawn: u32,
    /// Sampled results by id.
    pub leaves: Map<&'static str, f64>,
    /// Two standard errors of each, from independent scrambles.
    pub errors: Map<&'static str, f64>,
    /// Twenty futures, worst first: the provider's margin, and whether its cash runs out.
    pub dots: Vec<(f64, bool)>,
    /// By month: cash at `SHARES` of the futures.
    pub cash: Vec<[f64; 5]>,
    /// By April–March year: paid on average, and in all but 1 future in 20 at most.
    pub years: Vec<[f64; 2]>,
}

/// The values of each month or year over all futures. Where a future's list is over, what is a balance stays, and what is
/// a flow is nothing.
fn columns(futures: &[&Future], stays: bool, of: fn(&Future) -> &Vec<f64>) -> Vec<Vec<f64>> {
    let longest = futures.iter().map(|f| of(f).len()).max().unwrap_or(0);
    let value = |list: &Vec<f64>, t: usize| list.get(t).or(list.last().filter(|_| stays)).copied().unwrap_or(0.0);
    let column = |t| {
        let mut column = Vec::with_capacity(futures.len());
        column.extend(futures.iter().map(|f| value(of(f), t)));
        column
    };
    (0..longest).map(column).gather()
}

/// The values from the least up.
fn ranked(values: Vec<f64>) -> Vec<f64> {
    let pairs: Vec<(f64, f64)> = values.into_iter().map(|v| (v, 0.0)).gather();
    tails::ascending(&pairs).into_iter().map(|(v, _)| v).gather()
}

/// The least value that a share `a` of a sorted list does not exceed.
fn at(sorted: &[f64], a: f64) -> f64 {
    let i = (floor(a * sorted.len() as f64) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(i).copied().unwrap_or(0.0)
}
