//! Money that is not pay: drawdown, the vehicle's own costs, the waterfall, what is owed to an investor, a guarantee.

use super::discount;
use super::ledger::{Entry, Ledger};
use super::measure::{Place, View};
use super::path::Window;
use super::settle::{INVESTOR, Run};
use super::tree::{Term, Tranche};
use crate::gather::Gather;

/// Who draws whose money, and when (`model-spec.md` 6.4).
#[derive(Debug, Clone, PartialEq)]
pub struct Finance {
    /// Who draws and bears the cost: a vehicle, or the provider itself.
    pub entity: String,
    /// The most that can be drawn, £.
    pub commitment: f64,
    /// When.
    pub draw: Draw,
    /// Cash that a drawdown keeps in the till, £.
    pub floor: f64,
    /// What the entity itself costs to run, £ in each month that the contract can still settle anything; at least 0.
    pub fees: f64,
    /// Who makes good what investors lose, if anybody does.
    pub guarantee: Option<Guarantee>,
}

/// A promise to investors, kept at the end: min(most, (share × drawn − capital and return paid)+).
#[derive(Debug, Clone, PartialEq)]
pub struct Guarantee {
    /// Of what is drawn, 0 to 1 (g).
    pub share: f64,
    /// The most that is ever paid, £ (Gmax); none: no limit.
    pub most: Option<f64>,
    /// The party that pays.
    pub by: String,
}

/// Tag of the vehicle's own costs.
pub const FEES: &str = "vehicle_fees";
/// Tag of what a guarantee pays.
pub const CALLED: &str = "guarantee_called";

/// When money is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Draw {
    /// All of it in month 0.
    Upfront,
    /// So much in each month, from month 0.
    Schedule(Vec<f64>),
    /// When cash would fall below the floor: receipts pay costs first, so capital is recycled.
    AsNeeded,
}

impl Run<'_> {
    /// Money drawn by month: recorded on the path, or worked out once from the payments so far.
    pub(super) fn drawn(&self) -> Vec<(u32, f64)> {
        if let Some(rows) = self.path.money.get("drawn") {
            return rows.clone();
        }
        if let Some(rows) = &*self.drawn.borrow() {
            return rows.clone();
        }
        let rows = self.finance.map_or_else(Vec::new, |f| match &f.draw {
            Draw::Upfront => vec![(0, f.commitment)],
            Draw::Schedule(list) => (0..).zip(list.iter().copied()).gather(),
            Draw::AsNeeded => self.draw_as_needed(f),
        });
        *self.drawn.borrow_mut() = Some(rows.clone());
        rows
    }

    fn draw_as_needed(&self, f: &Finance) -> Vec<(u32, f64)> {
        let flows = self.flows(&f.entity);
        let (mut cash, mut left) = (0.0, f.commitment);
        let mut out = Vec::new();
        for (t, flow) in (0..).zip(flows) {
            cash += flow;
            let draw = f64::min(left, (f.floor - cash).max(0.0));
            if draw > 0.0 {
                out.push((t, draw));
                cash += draw;
                left -= draw;
            }
        }
        out
    }

    /// Receipts less payments and costs of an entity by month, without money drawn.
    fn flows(&self, entity: &str) -> Vec<f64> {
        let party = self.party(entity);
        let visible = self.visible.borrow();
        let bears_cost = self.finance.is_some_and(|f| f.entity == entity);
        let costs = if bears_cost { self.costs } else { &[] };
        let last = visible.iter().map(|e| e.month).chain(costs.iter().map(|c| c.0)).max().unwrap_or(0);
        let mut flows = vec![0.0; last.max(self.path.last()) as usize + 1];
        for e in visible.iter() {
            if e.to == party {
                flows[e.month as usize] += e.amount;
            }
            if e.from == party {
                flows[e.month as usize] -= e.amount;
            }
        }
        for (m, cost) in costs {
            flows[*m as usize] -= cost;
        }
        if bears_cost {
            for (m, fee) in self.fees() {
                flows[m as usize] -= fee;
            }
        }
        flows
    }

    /// What the entity itself costs, by month: it must be there until the last result has been paid for.
    pub(super) fn fees(&self) -> Vec<(u32, f64)> {
        let fee = self.finance.map_or(0.0, |f| f.fees);
        if fee > 0.0 { (0..=self.path.last()).map(|m| (m, fee)).gather() } else { Vec::new() }
    }

    /// £ in the ledger under a tag that a view sees; `*` is every payment.
    pub(super) fn money(&self, tag: &str, from: Option<&str>, to: Option<&str>, v: View) -> f64 {
        let inside = |m: u32| m <= v.until && (v.window.by_cohort || v.window.holds(m, m));
        if tag == "drawn" || tag == "cost" {
            let drawn;
            let rows = if tag == "drawn" {
                drawn = self.drawn();
                &drawn
            } else {
                self.costs
            };
            return rows.iter().filter(|(m, _)| inside(*m)).map(|(_, x)| x).sum();
        }
        let (from, to) = (from.map(|p| self.party(p)), to.map(|p| self.party(p)));
        let tag = (tag != "*").then(|| self.tag(tag));
        let visible = self.visible.borrow();
        visible
            .iter()
            .chain(v.own)
            .filter(|e| inside(e.month) && tag.is_none_or(|t| e.tag == t))
            .filter(|e| from.is_none_or(|p| e.from == p) && to.is_none_or(|p| e.to == p))
            .map(|e| e.amount)
            .sum()
    }

    /// What must still be paid for a party to have earned `irr` a year on what it put in, in month `v.until`.
    pub(super) fn owed(&self, party: &str, irr: f64, v: View) -> f64 {
        let party = self.party(party);
        let grow = discount::lag_uplift(irr.max(-1.0), 1.0);
        let drawn = self.drawn();
        let visible = self.visible.borrow();
        // by month in one go: a waterfall asks in each month anew
        let last = v.until.min(12_000) as usize;
        let mut months = vec![[-0.0_f64; 2]; last + 1];
        for (m, x) in drawn.iter().filter(|(m, _)| *m as usize <= last) {
            months[*m as usize][0] += x;
        }
        for e in visible.iter().chain(v.own).filter(|e| e.to == party && e.month as usize <= last) {
            months[e.month as usize][1] += e.amount;
        }
        let mut owed = 0.0;
        for [drawn, paid] in months {
            owed *= grow;
            owed += drawn;
            owed -= paid;
        }
        owed
    }
}

/// Each month the entity's cash above `keep` goes to the tranches in order, each up to its bound.
pub(super) fn waterfall(run: &Run, entity: &str, keep: &Term, tranches: &[Tranche]) -> Vec<Entry> {
    let flows = run.flows(entity);
    let drawn = if run.finance.is_some_and(|f| f.entity == entity) { run.drawn() } else { Vec::new() };
    let from = run.party(entity);
    let mut cash = 0.0;
    let mut out: Vec<Entry> = Vec::new();
    for (t, flow) in (0..).zip(flows) {
        let window = Window { by_cohort: false, from: 0, to: u32::MAX, close: t, year: None };
        cash += flow + drawn.iter().filter(|(m, _)| *m == t).map(|(_, x)| x).sum::<f64>();
        let keep = run.value(keep, View { window: &window, until: t, person: None, own: &out });
        let mut available = (cash - keep).max(0.0);
        for tranche in tranches {
            let bound = tranche
                .up_to
                .as_ref()
                .map_or(f64::INFINITY, |b| run.value(b, View { window: &window, until: t, person: None, own: &out }));
            let pay = available.min(bound.max(0.0));
            // what is left after rounding is not a payment
            if pay <= 1e-9 {
                continue;
            }
            available -= pay;
            cash -= pay;
            for (party, share) in &tranche.to {
                let amount = pay * run.number(share, Place { year: t / 12, band: None });
                let to = run.party(party);
                out.push(Entry {
                    from,
                    to,
                    month: t,
                    amount,
                    tag: run.tag("tranche"),
                    start: None,
                    event: t,
                    band: None,
                });
            }
        }
    }
    out
}

/// Posts what a guarantee pays, once all else is in the ledger: in its last month, and not before month `last`. On an expected
/// ledger (`mean`) it stands at the mean of what was drawn and paid, and the ledger says so.
pub fn call(finance: Option<&Finance>, l: &mut Ledger, last: u32, mean: bool) {
    let Some(g) = finance.and_then(|f| f.guarantee.as_ref()) else { return };
    let (mut drawn, mut paid) = (0.0, 0.0);
    for e in &l.entries {
        // what investors put in beside the drawdown is not guaranteed; what they have to give back was not kept
        if l.tags[e.tag] == "drawn" {
            drawn += e.amount;
        } else if l.parties[e.to] == INVESTOR {
            paid += e.amount;
        } else if l.parties[e.from] == INVESTOR {
            paid -= e.amount;
        }
    }
    l.at_mean |= mean && g.share * drawn > 0.0;
    let amount = (g.share * drawn - paid).max(0.0).min(g.most.unwrap_or(f64::INFINITY));
    if amount > 0.0 {
        let month = l.entries.iter().map(|e| e.month).max().unwrap_or(0).max(last);
        let (from, to, tag) = (l.party(&g.by), l.party(INVESTOR), l.tag_of(CALLED));
        l.entries.push(Entry { from, to, month, amount, tag, start: None, event: month, band: None });
    }
}

/// Net position of each party over a ledger, and the total, which is 0.
pub fn positions(parties: &[String], entries: &[Entry]) -> (Vec<f64>, f64) {
    let mut net = vec![0.0; parties.len()];
    for e in entries {
        net[e.from] -= e.amount;
        net[e.to] += e.amount;
    }
    let total = net.iter().sum();
    (net, total)
}
