//! How a draft says who gains: what results are worth to whom, one budget of several payers, what counting costs, who bids.

use super::reader::{At, Reader};
use super::{Appraisal, Bid, Book, Counting, Discounting, Gain, Outcome, Pool, Savings, Sharing};
use crate::gather::Gather;
use crate::json::key;

impl Reader {
    /// One line of who gains; without a known outcome it is told and left out.
    pub(super) fn gain(&mut self, at: &At, outcomes: &[Outcome], price_year: f64) -> Option<Gain> {
        let to = self.text(at, "to").unwrap_or_default();
        let each = self.value(at, "each").unwrap_or_default();
        let book = match self.choice(at, "ledger").as_deref() {
            Some("economic") => Book::Economic,
            Some("social") => Book::Social,
            _ => Book::Cash,
        };
        let cashable = self.number(at, "cashable");
        let years = self.whole(at, "years").max(1);
        let year = self.value(at, "price_year").map_or(price_year, |v| v.v);
        let says = self.text(at, "says");
        self.text(at, "source_row");
        let outcome = match self.text(at, "outcome") {
            None => Some(0).filter(|_| !outcomes.is_empty()),
            Some(id) => {
                let known: Vec<&str> = outcomes.iter().map(|o| o.id.as_str()).gather();
                self.issues.one_of(&key(&at.path, "outcome"), &id, &known);
                outcomes.iter().position(|o| o.id == id)
            }
        };
        let path = at.path.clone();
        let bias = each.bias;
        outcome.map(|outcome| Gain {
            to,
            outcome,
            each: each.v,
            book,
            cashable,
            years,
            price_year: year,
            bias,
            says,
            path,
        })
    }

    pub(super) fn appraisal(&mut self, at: &At) -> Appraisal {
        let plain = Appraisal { discounting: Discounting::None, inflation: 0.0, optimism: false, all_cash: false };
        let Some(a) = self.child(at, "appraisal") else { return plain };
        let discounting = match self.choice(&a, "discounting").as_deref() {
            Some("standard") => Discounting::Standard,
            Some("health") => Discounting::Health,
            _ => Discounting::None,
        };
        let optimism = self.choice(&a, "optimism").as_deref() == Some("by_grade");
        let all_cash = self.choice(&a, "cash").as_deref() == Some("all");
        Appraisal { discounting, inflation: self.number(&a, "inflation"), optimism, all_cash }
    }

    pub(super) fn pool(&mut self, at: &At) -> Option<Pool> {
        let p = self.child(at, "pool")?;
        let word = self.choice(&p, "rule").unwrap_or_default();
        let rule = Sharing::ALL.iter().find(|(w, _)| *w == word).map_or(Sharing::AsPaid, |(_, rule)| *rule);
        Some(Pool { rule, running_cost: self.number(&p, "running_cost") })
    }

    pub(super) fn counting(&mut self, at: &At) -> Option<Counting> {
        let c = self.child(at, "counting")?;
        let [per_check, checks, fixed, saved] = ["per_check", "checks", "fixed", "saved"].map(|k| self.number(&c, k));
        for who in ["by", "paid_by"] {
            self.choice(&c, who);
        }
        Some(Counting { per_check, checks, fixed, saved })
    }

    pub(super) fn bids(&mut self, at: &At) -> Vec<Bid> {
        let mut out = Vec::new();
        for b in self.records(at, "bids") {
            let name = self.text(&b, "name").unwrap_or_default();
            let [price, block, cost] = ["price", "block", "cost"].map(|k| self.number(&b, k));
            out.push(Bid { name, price, block, cost, success: self.value(&b, "success").map(|v| v.v) });
        }
        out
    }

    pub(super) fn savings(&mut self, at: &At) -> Option<Savings> {
        let v = self.child(at, "savings")?;
        let [cases, mean, spread, share, threshold, quality] =
            ["cases", "mean", "spread", "share", "threshold", "quality"].map(|k| self.number(&v, k));
        let cap = self.value(&v, "cap").map(|v| v.v);
        Some(Savings { cases, mean, spread, share, threshold, cap, quality })
    }
}
