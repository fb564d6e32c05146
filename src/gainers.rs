//! Who pays and who gains: what each party puts in and what results are worth to it, in accounts that are never added up.
//!
//! `model-spec.md` 1.6, 7.1 and 7.2. Payments between parties are transfers: they stand in each party's own account and in
//! none of society's.

use crate::contract::discount::{HEALTH, STANDARD};
use crate::contract::ledger::{Entry, Ledger, place};
use crate::contract::settle::WORLD;
use crate::gather::Gather;
use crate::money::{self, is_payment};
use crate::people::{self, Plans};
use crate::public::administration::Administration;
use crate::public::pooling::Project;
use crate::public::{appraisal, gains};
use crate::scenario::{Book, Delivery, Discounting, Gain, Scenario, Sharing};

/// One party that pays or gains.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// Its id.
    pub id: String,
    /// £ that it pays, its part of counting and of the pool included.
    pub pays: f64,
    /// £ that it gains, by account, in the order of `BOOKS`.
    pub gains: [f64; 3],
    /// £ of public cash that it can take out of a budget.
    pub cashable: f64,
}

/// All parties' accounts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Public {
    /// Those who pay first.
    pub partners: Vec<Partner>,
    /// £ of each line of who gains, in the draft's order.
    pub lines: Vec<f64>,
    /// More of each outcome than would be anyway (events: fewer), this contract's doing.
    pub more: Vec<f64>,
    /// £ paid by all.
    pub outlay: f64,
    /// £ that counting results costs, less what it saves.
    pub counting: f64,
    /// £ that the contract alone would have each partner pay, with its part of counting and of the pool.
    pub as_paid: Vec<f64>,
    /// £ put into the pool by each partner, under its rule; empty without a pool.
    pub contributions: Vec<f64>,
}

/// The value now of £1 in a year from the start.
fn factor(s: &Scenario, year: u32) -> f64 {
    match s.appraisal.discounting {
        Discounting::None => 1.0,
        Discounting::Standard => STANDARD.factor(year),
        Discounting::Health => HEALTH.factor(year),
    }
}

/// More of one outcome by year of its result; none where it is not known what would be anyway.
fn more_by_year(s: &Scenario, plans: &Plans, outcome: usize) -> Option<Vec<f64>> {
    let o = &s.outcomes[outcome];
    let mut out = Vec::new();
    for (g, plan) in s.segments.iter().zip(plans) {
        let (plan, anyway) = (plan.get(outcome)?, people::anyway_of(g, o)?);
        let each = match g.delivery.get(&o.id) {
            Some(Delivery::Events { .. } | Delivery::Counts { .. }) => anyway.events - plan.events,
            _ => plan.rate - anyway.rate,
        };
        let lag = people::steps(g, o, plan.rate).iter().find(|step| step.from_result).map_or(0, |step| step.lag);
        for (month, n) in (0..).zip(&g.starts) {
            let year = ((month + lag) / 12) as usize;
            if out.len() <= year {
                out.resize(year + 1, 0.0);
            }
            out[year] += o.attribution * n * each;
        }
    }
    Some(out)
}

/// £ of one line: less what optimism adds, in this draft's prices, spread over its years, at its value now.
fn line(s: &Scenario, gain: &Gain, more: &[f64]) -> f64 {
    let bias = if s.appraisal.optimism { gain.bias } else { 0.0 };
    let each = appraisal::uprated(gain.each * (1.0 - bias), s.appraisal.inflation, s.price_year - gain.price_year);
    let mut sum = 0.0;
    for (year, n) in (0..).zip(more) {
        let spread: f64 = (year..year + gain.years).map(|y| factor(s, y)).sum();
        sum += n * each * spread / f64::from(gain.years);
    }
    sum
}

/// What counting results costs and saves, a head and in all; none where the draft says nothing of it.
pub fn counting(s: &Scenario, plans: &Plans) -> Option<(Administration, f64)> {
    let c = s.counting?;
    let people: f64 = s.segments.iter().map(|g| g.n()).sum();
    let claims: f64 = s.segments.iter().zip(plans).map(|(g, p)| g.n() * p.first().map_or(0.0, |p| p.rate)).sum();
    let checks = if people > 0.0 { c.checks * claims / people } else { 0.0 };
    Some((Administration { checks, check: c.per_check, fixed: c.fixed, saved: c.saved }, people))
}

impl Public {
    /// The accounts of a plan and what it pays; none where the draft says nothing of who gains.
    pub fn of(s: &Scenario, plans: &Plans, ledger: &Ledger) -> Option<Public> {
        if s.gains.is_empty() {
            return None;
        }
        let mut out = Public::default();
        let by_year: Option<Vec<Vec<f64>>> = (0..s.outcomes.len()).map(|j| more_by_year(s, plans, j)).collect();
        let by_year = by_year?;
        out.more = by_year.iter().map(|years| years.iter().sum()).gather();
        for id in paying(s, ledger) {
            out.partner(&id);
        }
        for e in ledger.entries.iter().filter(|e| is_payment(ledger, e)) {
            let worth = e.amount * factor(s, e.month / 12);
            for (party, sign) in [(e.from, 1.0), (e.to, -1.0)] {
                if let Some(p) = out.partners.iter_mut().find(|p| p.id == ledger.parties[party]) {
                    p.pays += sign * worth;
                }
            }
        }
        let running = s.pool.map_or(0.0, |p| p.running_cost);
        out.counting = counting(s, plans).map_or(0.0, |(a, people)| a.extra(people));
        for gain in &s.gains {
            let worth = line(s, gain, &by_year[gain.outcome]);
            out.lines.push(worth);
            let partner = out.partner(&gain.to);
            partner.gains[gain.book as usize] += worth;
            if gain.book == Book::Cash {
                partner.cashable += worth * if s.appraisal.all_cash { 1.0 } else { gain.cashable };
            }
        }
        // what nobody has agreed to share is shared as the contract is
        let paid: f64 = out.partners.iter().map(|p| p.pays).sum();
        out.outlay = paid + out.counting + running;
        if paid > 0.0 {
            out.partners.iter_mut().for_each(|p| p.pays *= out.outlay / paid);
        }
        out.as_paid = out.partners.iter().map(|p| p.pays).gather();
        if let Some(pool) = s.pool {
            // what is not worth its cost to all together is shared by no rule, and is owed all the same
            let shared = out.shared(pool.rule);
            out.contributions = if shared.iter().sum::<f64>() > 0.0 { shared } else { out.as_paid.clone() };
            for (p, much) in out.partners.iter_mut().zip(&out.contributions) {
                p.pays = *much;
            }
        }
        Some(out)
    }

    fn partner(&mut self, id: &str) -> &mut Partner {
        let i = self.partners.iter().position(|p| p.id == id).unwrap_or_else(|| {
            self.partners.push(Partner { id: id.to_string(), pays: 0.0, gains: [0.0; 3], cashable: 0.0 });
            self.partners.len() - 1
        });
        &mut self.partners[i]
    }

    /// £ of one account over all parties.
    pub fn total(&self, book: Book) -> f64 {
        self.partners.iter().map(|p| p.gains[book as usize]).sum()
    }

    /// £ of public cash that budgets can be cut by.
    pub fn cashable(&self) -> f64 {
        self.partners.iter().map(|p| p.cashable).sum()
    }

    /// The contract as a project of those who pay for it, or gain public cash by it.
    fn project(&self) -> Project {
        let benefits = self.public().into_iter().map(|i| self.partners[i].cashable).gather();
        Project { benefits, cost: self.outlay }
    }

    /// Contributions under a rule, in the order of the partners; as paid where the rule has none to give.
    pub fn shared(&self, rule: Sharing) -> Vec<f64> {
        let as_paid = || self.as_paid.clone();
        let project = self.project();
        let shares = match rule {
            Sharing::AsPaid => return as_paid(),
            Sharing::InProportion => project.proportional(),
            Sharing::Shapley => match project.shapley() {
                Some(shares) => shares,
                None => return as_paid(),
            },
            Sharing::Equal => project.equal(),
        };
        let mut out = vec![0.0; self.partners.len()];
        self.public().into_iter().zip(shares).for_each(|(i, share)| out[i] = share);
        out
    }

    /// Indices of those who pay by the contract, or gain public cash.
    pub fn public(&self) -> Vec<usize> {
        let is = |i: &usize| self.as_paid[*i] > 0.0 || self.partners[*i].gains[Book::Cash as usize] != 0.0;
        (0..self.partners.len()).filter(is).gather()
    }

    /// Index of who pays most.
    pub fn lead(&self) -> Option<usize> {
        let most = self.partners.iter().map(|p| p.pays).fold(0.0, f64::max);
        self.partners.iter().position(|p| p.pays == most && most > 0.0)
    }

    /// Indices of those who would pay for all of it alone, for the cash that they gain.
    pub fn alone(&self) -> Vec<usize> {
        let would = |i: &usize| self.partners[*i].cashable >= self.outlay;
        self.public().into_iter().filter(would).gather()
    }

    /// How far paying and gaining lie apart: 0, in proportion; 1, one pays and others gain.
    pub fn wrong_pockets(&self) -> Option<f64> {
        let shares: Vec<f64> = self.partners.iter().map(|p| p.pays / self.outlay).gather();
        let cash: Vec<f64> = self.partners.iter().map(|p| p.cashable).gather();
        gains::wrong_pockets(&cash, &shares).filter(|_| self.outlay > 0.0)
    }

    /// £ of cash gained by those who pay nothing.
    fn free_riders(&self) -> f64 {
        let paid: Vec<f64> = self.public().into_iter().map(|i| self.partners[i].pays).gather();
        self.project().free_riders(&paid)
    }

    /// Results by id, none of which adds up two accounts.
    pub fn leaves(&self) -> Vec<(&'static str, f64)> {
        let mut out = vec![
            ("public_outlay", self.outlay),
            ("public_cash", self.total(Book::Cash)),
            ("public_cashable", self.cashable()),
            ("free_riders", self.free_riders()),
        ];
        for (id, book) in [("economic_gain", Book::Economic), ("social_gain", Book::Social)] {
            out.extend(Some(self.total(book)).filter(|v| *v != 0.0).map(|v| (id, v)));
        }
        if let Some(i) = self.lead() {
            out.extend([("lead_outlay", self.partners[i].pays), ("lead_cashable", self.partners[i].cashable)]);
        }
        out.extend(self.wrong_pockets().map(|w| ("wrong_pockets", w)));
        out
    }
}

/// Who pays the contract, by id.
fn paying(s: &Scenario, ledger: &Ledger) -> Vec<String> {
    money::payers(s, ledger).into_iter().map(|p| ledger.parties[p].clone()).gather()
}

/// The name of the pooled budget among the parties.
pub const POOL: &str = "pool";

/// The ledger with what counting and the pool add to it: what is shown of the money, month by month.
pub fn shown(s: &Scenario, ledger: &Ledger, plans: &Plans, public: Option<&Public>) -> Ledger {
    let mut l = ledger.clone();
    let payers = paying(s, &l);
    let Some(first) = payers.first() else { return l };
    let months = f64::from(s.months);
    let mut monthly = Vec::new();
    if let Some((a, people)) = counting(s, plans) {
        monthly.push((first.as_str(), "counting", (a.per_head() * people + a.fixed) / months));
    }
    let running = s.pool.map_or(0.0, |p| p.running_cost);
    if running > 0.0 {
        monthly.push((first.as_str(), "running", running / months));
    }
    for (from, tag, amount) in monthly {
        let (from, to, tag) = (place(&mut l.parties, from), place(&mut l.parties, WORLD), place(&mut l.tags, tag));
        for month in 0..s.months {
            l.entries.push(Entry { from, to, month, amount, tag, start: None, event: month, band: None });
        }
    }
    if let Some(public) = public.filter(|p| !p.contributions.is_empty()) {
        let all: f64 = public.contributions.iter().sum();
        let (pool, tag) = (place(&mut l.parties, POOL), place(&mut l.tags, POOL));
        let from: Vec<usize> = payers.iter().map(|p| place(&mut l.parties, p)).gather();
        let who: Vec<usize> = public.partners.iter().map(|p| place(&mut l.parties, &p.id)).gather();
        let mut contributions = Vec::new();
        for e in l.entries.iter_mut() {
            let (pays, gets) = (from.contains(&e.from), from.contains(&e.to));
            if !pays && !gets {
                continue;
            }
            // the pool pays and is paid in their stead, and they pay it their parts
            for (i, much) in who.iter().zip(&public.contributions).filter(|_| all > 0.0) {
                let amount = e.amount * much / all * if pays { 1.0 } else { -1.0 };
                contributions.push(Entry { from: *i, to: pool, amount, tag, ..*e });
            }
            if pays {
                e.from = pool;
            } else {
                e.to = pool;
            }
        }
        contributions.retain(|e| e.amount != 0.0);
        l.entries.extend(contributions);
    }
    l
}
