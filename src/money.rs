//! Reading a ledger: who pays, what is paid, what the provider gets, how far it is out of pocket.

use crate::contract::finance::{CALLED, FEES};
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::settle::{COMMISSIONER, INVESTOR, PROVIDER, WORLD};
use crate::contract::tree::{Pay, Term};
use crate::gather::Gather;
use crate::scenario::Scenario;

/// A ledger with what is asked of its postings answered once: by party and by tag.
pub struct Book<'l> {
    l: &'l Ledger,
    /// By party: 1 for who only pays ([`payers`]), else 0.
    payers: Vec<f64>,
    /// By tag: true for what the contract and a guarantee pay.
    payments: Vec<bool>,
}

impl<'l> Book<'l> {
    /// Of a scenario's ledger.
    pub fn of(s: &Scenario, l: &'l Ledger) -> Book<'l> {
        let mut payers = vec![0.0; l.parties.len()];
        for p in self::payers(s, l) {
            payers[p] = 1.0;
        }
        Book { l, payers, payments: payments(l) }
    }

    /// Postings that are payments.
    pub fn payments(&self) -> impl Iterator<Item = &Entry> {
        self.l.entries.iter().filter(|e| self.payments[e.tag])
    }

    /// 1 for what leaves the payers, -1 for what comes back.
    pub fn sign(&self, e: &Entry) -> f64 {
        self.payers[e.from] - self.payers[e.to]
    }

    /// £ that leave the payers, less what comes back.
    pub fn paid(&self) -> f64 {
        self.payments().map(|e| self.sign(e) * e.amount).sum()
    }

    /// Net contract receipts of a party.
    fn received(&self, party: &str) -> f64 {
        let Some(p) = self.l.parties.iter().position(|n| n == party) else { return 0.0 };
        let sign = |e: &Entry| f64::from(u8::from(e.to == p)) - f64::from(u8::from(e.from == p));
        self.payments().map(|e| sign(e) * e.amount).sum()
    }

    /// What whoever bears the cost gets: from the contract, and the money that it draws.
    pub fn income(&self, s: &Scenario) -> f64 {
        match &s.finance {
            Some(f) => self.received(&f.entity) + tagged(self.l, "drawn"),
            None => self.received(PROVIDER),
        }
    }

    /// £ that leave the payers by April–March year, from that of month 0.
    pub fn paid_by_year(&self, s: &Scenario) -> Vec<f64> {
        let mut out = Vec::new();
        for e in self.payments() {
            let sign = self.sign(e);
            if sign == 0.0 {
                continue;
            }
            let year = (s.fiscal_year(e.month) - s.fiscal_year(0)) as usize;
            if out.len() <= year {
                out.resize(year + 1, 0.0);
            }
            out[year] += sign * e.amount;
        }
        out
    }
}

/// Parties that only pay: the commissioner, and whoever else pays and never receives. Who only stands surety for investors
/// buys nothing, and is none of them.
pub fn payers(s: &Scenario, l: &Ledger) -> Vec<usize> {
    let outside = |p: usize| {
        let name = l.parties[p].as_str();
        name == PROVIDER || name == WORLD || name == INVESTOR || s.finance.as_ref().is_some_and(|f| f.entity == name)
    };
    let payments = payments(l);
    let gets = |p: usize| l.entries.iter().any(|e| e.to == p && payments[e.tag] && e.amount > 0.0);
    let called = l.tag(CALLED);
    let surety = |p: usize| {
        let mut pays = l.entries.iter().filter(|e| e.from == p).map(|e| Some(e.tag) == called);
        called.is_some() && pays.next() == Some(true) && pays.all(|of_guarantee| of_guarantee)
    };
    let only_pays = |p: usize| l.parties[p] == COMMISSIONER || !may_get(s, &l.parties[p]) && !gets(p) && !surety(p);
    (0..l.parties.len()).filter(|p| !outside(*p) && only_pays(*p)).gather()
}

/// True if some rule names a party among those who receive, whether or not a pound comes: who lends or pays on is no payer
/// in the years in which nothing comes back.
fn may_get(s: &Scenario, party: &str) -> bool {
    let names = |pay: &Pay| match pay {
        Pay::Route { to: Some(to), .. } => to.contains_key(party),
        Pay::Onward { to, .. } => to == party,
        Pay::Waterfall { tranches, .. } => tranches.iter().any(|t| t.to.contains_key(party)),
        _ => false,
    };
    s.contracts.iter().flat_map(|c| &c.payments).any(|p| p.pay.any(&names))
}

/// True for what the contract and a guarantee pay, not for costs and money drawn.
pub fn is_payment(l: &Ledger, e: &Entry) -> bool {
    pays(&l.tags[e.tag])
}

fn pays(tag: &str) -> bool {
    tag != "cost" && tag != "drawn" && tag != FEES
}

/// The same by tag, for whoever goes through a whole ledger.
fn payments(l: &Ledger) -> Vec<bool> {
    l.tags.iter().map(|tag| pays(tag)).gather()
}

/// £ spent: on the service, and on whatever vehicle pays for it.
pub fn spent(l: &Ledger) -> f64 {
    tagged(l, "cost") + tagged(l, FEES)
}

/// £ that leave the payers, less what comes back.
pub fn paid(s: &Scenario, l: &Ledger) -> f64 {
    Book::of(s, l).paid()
}

/// Net contract receipts of a party.
pub fn received(l: &Ledger, party: &str) -> f64 {
    Book { l, payers: Vec::new(), payments: payments(l) }.received(party)
}

/// What whoever bears the cost gets: from the contract, and the money that it draws.
pub fn income(s: &Scenario, l: &Ledger) -> f64 {
    Book { l, payers: Vec::new(), payments: payments(l) }.income(s)
}

/// £ under a tag.
pub fn tagged(l: &Ledger, tag: &str) -> f64 {
    let Some(tag) = l.tag(tag) else { return 0.0 };
    l.entries.iter().filter(|e| e.tag == tag).map(|e| e.amount).sum()
}

/// How far an entity is out of pocket at the end of each month; receipts come before costs within it.
pub fn shortfalls(l: &Ledger, entity: &str) -> Vec<f64> {
    let Some(p) = l.parties.iter().position(|n| n == entity) else {
        return Vec::new();
    };
    let last = l.entries.iter().map(|e| e.month).max().unwrap_or(0);
    let mut by_month = vec![0.0; last as usize + 1];
    for e in &l.entries {
        by_month[e.month as usize] += e.amount * (f64::from(u8::from(e.from == p)) - f64::from(u8::from(e.to == p)));
    }
    let mut running = 0.0;
    for x in &mut by_month {
        running += *x;
        *x = running;
    }
    by_month
}

/// £ that leave the payers by April–March year, from that of month 0.
pub fn paid_by_year(s: &Scenario, l: &Ledger) -> Vec<f64> {
    Book::of(s, l).paid_by_year(s)
}

/// True, by tag, for payments that depend on what comes of people: all but those that are certain, or follow starts alone.
pub fn on_results(s: &Scenario, l: &Ledger) -> Vec<bool> {
    let lucky = |tag: &String| {
        let mut found = false;
        for payment in s.contracts.iter().flat_map(|c| &c.payments).filter(|p| p.name == *tag) {
            payment.pay.visit(&mut |t| {
                found |= match t {
                    Term::Count { stage, .. } | Term::Days { stage, .. } => stage != "start",
                    Term::Events { .. } | Term::Money { .. } | Term::Owed { .. } => true,
                    _ => false,
                }
            });
        }
        found
    };
    l.tags.iter().map(lucky).gather()
}
