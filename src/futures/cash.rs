//! The money of one future: what each party pays and gets, and in which month the provider's cash runs out.

use super::history::History;
use crate::contract::finance::{self, CALLED, FEES};
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::path::Path;
use crate::contract::settle;
use crate::gather::Gather;
use crate::money::{self, Book};
use crate::people::{self, Plan};
use crate::risk;
use crate::scenario::{Delivery, Reserves, Scenario};

/// What one future comes to.
#[derive(Debug, Clone, Default)]
pub struct Future {
    /// £ that leave the payers, less what comes back.
    pub paid: f64,
    /// £ that whoever bears the cost gets.
    pub income: f64,
    /// £ spent, interest on the overdraft included.
    pub cost: f64,
    /// Successes of the first outcome.
    pub successes: f64,
    /// Worth of what is more, or of events that are fewer, than would have been anyway.
    pub worth: f64,
    /// The most that it is out of pocket.
    pub trough: f64,
    /// The month in which its cash runs out, from 1; 0: it does not.
    pub out: u32,
    /// If it does: successes more than anyway, of the first outcome, that were still to come.
    pub lost: f64,
    /// And the part of `worth` that goes with them.
    pub lost_worth: f64,
    /// Half the square of what its income would differ by if the same people were compared with others: on average the
    /// variance that measuring alone makes. 0 where nobody is compared.
    pub noise: f64,
    /// £ that the investor puts in.
    pub invested: f64,
    /// £ that the investor gets.
    pub repaid: f64,
    /// £ of it that a guarantee pays.
    pub called: f64,
    /// Its annual rate of return, if it has one.
    pub irr: Option<f64>,
    /// £ that the provider is out of pocket by month.
    pub short: Vec<f64>,
    /// £ paid by April–March year, from the first.
    pub by_year: Vec<f64>,
    /// True if a break clause ended it.
    pub ended: bool,
}

impl Future {
    /// What the provider keeps.
    pub fn margin(&self) -> f64 {
        self.income - self.cost
    }
}

/// What is the same in every future of a scenario.
pub struct Till {
    /// £ that it can lose or lend, none if unknown.
    reserves: Option<f64>,
    /// Successes, or events, that would have been anyway, by group and outcome.
    anyway: Vec<Vec<Option<Plan>>>,
}

impl Till {
    /// Of a scenario; `cost_a_month` turns months of reserves into £.
    pub fn of(s: &Scenario, cost_a_month: f64) -> Till {
        let reserves = match s.provider.reserves {
            Reserves::Unknown => None,
            Reserves::Amount(x) => Some(x),
            Reserves::Months(m) => Some(m * cost_a_month),
        };
        let anyway = s.segments.iter().map(|g| s.outcomes.iter().map(|o| people::anyway_of(g, o)).gather()).gather();
        Till { reserves, anyway }
    }

    /// Writes into `l` what the contracts pay on a path of which nobody starts from month `end` on.
    fn settle(s: &Scenario, path: &Path, end: u32, l: &mut Ledger) {
        let finance = s.finance.as_ref();
        settle::into(l, &s.contracts, path, finance, s.first_calendar_month, None);
        if end < s.months {
            // a contract that has ended pays no more for nobody; what is settled when it closes still is
            let still = |e: &Entry| e.start.is_some() || e.band.is_some() || e.event < end || e.event >= s.months;
            let beside = ["cost", "drawn", FEES].map(|tag| l.tag(tag));
            l.entries.retain(|e| beside.contains(&Some(e.tag)) || still(e));
        }
        finance::call(finance, l, path.last(), false);
    }

    /// Counts the money of a history; its postings are written into `l`, whatever stood there.
    pub fn count(&self, s: &Scenario, history: &mut History, end: u32, l: &mut Ledger) -> Future {
        Till::settle(s, &history.path, end, l);
        let book = Book::of(s, l);
        let mut future = Future {
            paid: book.paid(),
            income: book.income(s),
            cost: money::spent(l),
            called: money::tagged(l, CALLED),
            successes: history.results.iter().filter_map(|r| r.first()).map(|r| r.successes).sum(),
            worth: self.worth(s, history),
            by_year: book.paid_by_year(s),
            ..Future::default()
        };
        if let Some(again) = history.again.take() {
            let other = Path { noise: Some(again), ..history.path.clone() };
            let mut again = Ledger::default();
            Till::settle(s, &other, end, &mut again);
            let gap = future.income - Book::of(s, &again).income(s);
            future.noise = gap * gap / 2.0;
        }
        let entity = s.finance.as_ref().map_or(settle::PROVIDER, |f| &f.entity);
        future.short = money::shortfalls(l, entity);
        self.lend(s, &mut future);
        self.fail(s, history, &mut future);
        let Some(investor) = l.parties.iter().position(|p| p == settle::INVESTOR) else { return future };
        let investor = |e: &Entry| f64::from(u8::from(e.to == investor)) - f64::from(u8::from(e.from == investor));
        let mut flows = Vec::new();
        for e in l.entries.iter().filter(|e| investor(e) != 0.0) {
            let flow = investor(e) * e.amount;
            if flow < 0.0 {
                future.invested -= flow
            } else {
                future.repaid += flow
            }
            let month = e.month as usize;
            if flows.len() <= month {
                flows.resize(month + 1, 0.0);
            }
            flows[month] += flow;
        }
        if future.invested > 0.0 {
            future.irr = risk::investor::irr(&flows).map(|irr| irr.rate);
        }
        future
    }

    /// Interest on what is overdrawn at the beginning of each month, and the month in which even the overdraft is spent.
    fn lend(&self, s: &Scenario, future: &mut Future) {
        let owned = self.reserves.unwrap_or(f64::INFINITY);
        let (mut interest, mut before) = (0.0, 0.0_f64);
        for (month, short) in future.short.iter_mut().enumerate() {
            interest += (before - owned).max(0.0) * s.provider.overdraft_rate / 12.0;
            *short += interest;
            before = *short;
            let can = (owned + s.provider.overdraft) * (1.0 + 1e-12) + 1e-6;
            if future.out == 0 && *short > can {
                future.out = month as u32 + 1;
            }
            future.trough = future.trough.max(*short);
        }
        future.cost += interest;
    }

    /// Who is in service when the cash runs out falls back to what would have happened anyway, and who was still to start
    /// never had more.
    fn fail(&self, s: &Scenario, history: &History, future: &mut Future) {
        let all: f64 = history.landed.iter().sum();
        if future.out == 0 || all <= 0.0 {
            return;
        }
        let late = history.landed.iter().skip(future.out as usize).sum::<f64>() / all;
        let anyway = |i: usize| self.anyway[i].first().copied().flatten().map(|p| p.rate * history.starts[i]);
        let without: Option<f64> = (0..s.segments.len()).map(anyway).sum();
        future.lost = without.map_or(0.0, |n| late * (future.successes - n));
        future.lost_worth = late * future.worth;
    }

    fn worth(&self, s: &Scenario, history: &History) -> f64 {
        let mut worth = 0.0;
        for (i, g) in s.segments.iter().enumerate() {
            let n = history.starts[i];
            for (j, o) in s.outcomes.iter().enumerate() {
                let (Some(value), Some(anyway)) = (g.value.get(&o.id), self.anyway[i][j]) else { continue };
                let got = history.results[i][j];
                // of people described by how often it is events fewer that are worth something
                let more = match g.delivery.get(&o.id) {
                    Some(Delivery::Counts { .. }) => n * anyway.events - got.events,
                    _ => got.successes - n * anyway.rate,
                };
                worth += value * more;
            }
        }
        worth
    }
}
