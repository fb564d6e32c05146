//! The clauses of a contract one by one: the same terms with some of them taken out (`model-spec.md` 6.8).

use crate::contract::tree::{Clause, Pay, Term};
use crate::scenario::Scenario;

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No more than so much.
    Ceiling,
    /// No less than so much.
    Floor,
    /// Only if.
    Condition,
    /// A target, tiers, a dead-band: a rule that bends in what it counts.
    Steps,
    /// A payment of its own, beside others.
    Payment,
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// What it does.
    pub kind: Kind,
    /// Name of the payment that it belongs to.
    pub payment: String,
}

/// Takes clauses out on a walk over all payments, always in the same order: inner ones first.
struct Walk<'a> {
    found: Vec<Tag>,
    payment: &'a str,
    keep: &'a dyn Fn(usize) -> bool,
}

impl Walk<'_> {
    /// Counts a clause; true if it stays.
    fn stays(&mut self, kind: Kind) -> bool {
        self.found.push(Tag { kind, payment: self.payment.to_string() });
        (self.keep)(self.found.len() - 1)
    }

    fn boxed(&mut self, pay: &Pay) -> Box<Pay> {
        Box::new(self.pay(pay))
    }

    fn pay(&mut self, pay: &Pay) -> Pay {
        match pay {
            Pay::Shape { metric, f, rate, scope, settle } if steepest(f).is_some() => {
                let plain = Clause { s0: steepest(f).unwrap_or_else(|| f.s0.clone()), ..Clause::identity() };
                let f = if self.stays(Kind::Steps) { f.clone() } else { plain };
                Pay::Shape { metric: metric.clone(), f, rate: rate.clone(), scope: *scope, settle: *settle }
            }
            Pay::Gate { cond, scope, settle, of } => {
                let of = self.boxed(of);
                if self.stays(Kind::Condition) {
                    Pay::Gate { cond: cond.clone(), scope: *scope, settle: *settle, of }
                } else {
                    *of
                }
            }
            Pay::Clamp { lo, hi, scope, settle, of } => {
                let of = self.boxed(of);
                // a floor of nothing under what is never negative is no clause of its own
                let real = lo.as_ref().is_some_and(|t| !matches!(t, Term::Number(v, _) if *v == 0.0));
                let lo = lo.clone().filter(|_| !real || self.stays(Kind::Floor));
                let hi = hi.clone().filter(|_| self.stays(Kind::Ceiling));
                Pay::Clamp { lo, hi, scope: *scope, settle: *settle, of }
            }
            Pay::Pick { largest, scope, settle, of } => {
                let of = of.iter().map(|p| self.pay(p)).collect();
                Pay::Pick { largest: *largest, scope: *scope, settle: *settle, of }
            }
            Pay::Sum(of) => Pay::Sum(of.iter().map(|p| self.pay(p)).collect()),
            Pay::Scale { number, by, of } => Pay::Scale { number: number.clone(), by: *by, of: self.boxed(of) },
            Pay::Delay { months, of } => Pay::Delay { months: months.clone(), of: self.boxed(of) },
            Pay::Route { from, to, of } => Pay::Route { from: from.clone(), to: to.clone(), of: self.boxed(of) },
            Pay::NetOff { rule, other, of } => Pay::NetOff { rule: *rule, other: other.clone(), of: self.boxed(of) },
            Pay::Onward { share, from, to, of } => {
                Pay::Onward { share: share.clone(), from: from.clone(), to: to.clone(), of: self.boxed(of) }
            }
            Pay::Named(tag, of) => Pay::Named(tag.clone(), self.boxed(of)),
            Pay::Short(_, of) => self.pay(of),
            Pay::Lump { .. } | Pay::Shape { .. } | Pay::Waterfall { .. } => pay.clone(),
        }
    }
}

/// The steepest slope of a rule that bends, if its slopes are plain numbers and it pays for more somewhere: what it would
/// pay for each one without its bends.
fn steepest(f: &Clause) -> Option<Term> {
    let number = |t: &Term| if let Term::Number(v, _) = t { Some(*v) } else { None };
    let mut slope = number(&f.s0)?;
    let mut most = slope;
    for [_, change, _] in &f.knots {
        slope += number(change)?;
        most = f64::max(most, slope);
    }
    (!f.knots.is_empty() && most > 0.0).then(|| Term::Number(most, String::new()))
}

/// The scenario with only those clauses that `keep` names by their place, and every clause that there is.
pub fn keeping(s: &Scenario, keep: &dyn Fn(usize) -> bool) -> (Scenario, Vec<Tag>) {
    let mut out = s.clone();
    let mut walk = Walk { found: Vec::new(), payment: "", keep };
    for (contract, written) in out.contracts.iter_mut().zip(&s.contracts) {
        let several = written.payments.len() > 1;
        let mut kept = Vec::new();
        for payment in &written.payments {
            walk.payment = &payment.name;
            let pay = walk.pay(&payment.pay);
            if !several || walk.stays(Kind::Payment) {
                kept.push(crate::contract::tree::Payment { pay, ..payment.clone() });
            }
        }
        contract.payments = kept;
    }
    (out, walk.found)
}

/// What each clause changes in `value`, in three ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// The value with no clause at all, then with the first, the first two, ...: the waterfall.
    pub running: Vec<f64>,
    /// For each clause, the change averaged over every order of adding them (Shapley); none if there are too many.
    pub shapley: Option<Vec<f64>>,
    /// For each clause, the value with all as written less the value without this one.
    pub alone: Vec<f64>,
}

/// Up to so many clauses every order is tried.
const EVERY_ORDER: usize = 5;

/// Prices `n` clauses by `value`, which is asked for sets of them as bits.
pub fn prices(n: usize, value: &dyn Fn(u32) -> f64) -> Prices {
    let all = (1_u32 << n) - 1;
    let running: Vec<f64> = (0..=n).map(|i| value((1 << i) - 1)).collect();
    let whole = running[n];
    let alone = (0..n).map(|i| whole - value(all & !(1 << i))).collect();
    let shapley = (n <= EVERY_ORDER).then(|| {
        let worth: Vec<f64> = (0..=all).map(value).collect();
        let factorial = |k: usize| (1..=k).map(|x| x as f64).product::<f64>();
        let share = |i: usize| -> f64 {
            let without = (0..=all).filter(|set| set & (1 << i) == 0);
            let gain = |set: u32| {
                let before = set.count_ones() as usize;
                let orders = factorial(before) * factorial(n - before - 1) / factorial(n);
                orders * (worth[(set | (1 << i)) as usize] - worth[set as usize])
            };
            without.map(gain).sum()
        };
        (0..n).map(share).collect()
    });
    Prices { running, shapley, alone }
}
