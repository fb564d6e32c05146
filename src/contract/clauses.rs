//! The clauses of payment trees: what bends a rule, and the rule without it (`model-spec.md` 3.8, 6.8).

use super::tree::{Clause, Cond, Pay, Scope, Settle, Term};
use crate::gather::Gather;

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

/// A walk over payments that takes clauses out, always in the same order: inner ones first.
pub struct Walk<'a> {
    /// Every clause met so far, taken out or not.
    pub found: Vec<Tag>,
    /// Name of the payment that is walked.
    pub payment: &'a str,
    keep: &'a dyn Fn(usize) -> bool,
    straight: bool,
}

impl<'a> Walk<'a> {
    /// A walk that keeps the clauses that `keep` names by their place.
    pub fn keeping(keep: &'a dyn Fn(usize) -> bool) -> Walk<'a> {
        Walk { found: Vec::new(), payment: "", keep, straight: false }
    }

    /// Counts a clause; true if it stays.
    pub fn stays(&mut self, kind: Kind) -> bool {
        self.found.push(Tag { kind, payment: self.payment.to_string() });
        (self.keep)(self.found.len() - 1)
    }

    fn boxed(&mut self, pay: &Pay) -> Box<Pay> {
        Box::new(self.pay(pay))
    }

    /// The payment without the clauses that go.
    pub fn pay(&mut self, pay: &Pay) -> Pay {
        match pay {
            Pay::Shape { metric, rate, .. } if self.straight => per_unit(metric, rate),
            Pay::Shape { metric, f, rate, scope, settle } if steepest(f).is_some() => {
                let plain = Clause { s0: steepest(f).unwrap_or_else(|| f.s0.clone()), ..Clause::identity() };
                let f = if self.stays(Kind::Steps) { f.clone() } else { plain };
                Pay::Shape { metric: metric.clone(), f, rate: rate.clone(), scope: *scope, settle: *settle }
            }
            Pay::Gate { cond, scope, settle, of } => {
                let of = self.boxed(of);
                if self.stays(Kind::Condition) {
                    Pay::Gate { cond: cond.clone(), scope: *scope, settle: *settle, of }
                } else if self.straight && !of.any(&|p| matches!(p, Pay::Shape { .. })) {
                    // a sum that falls due once enough is counted: what is asked for is all that counts
                    let one = Term::Number(1.0, String::new());
                    Pay::Sum(asked(cond).into_iter().map(|metric| per_unit(metric, &one)).gather())
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
            Pay::Pick { of, .. } if self.straight => Pay::Sum(of.iter().map(|p| self.pay(p)).gather()),
            Pay::Pick { largest, scope, settle, of } => {
                let of = of.iter().map(|p| self.pay(p)).gather();
                Pay::Pick { largest: *largest, scope: *scope, settle: *settle, of }
            }
            Pay::Sum(of) => Pay::Sum(of.iter().map(|p| self.pay(p)).gather()),
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

/// Where a rule asks for so many of a stage before it pays: a condition, or a jump. Calls `f` on each such number.
pub fn targets<'p>(pay: &'p mut Pay, stage: &str, f: &mut impl FnMut(&'p mut Term)) {
    let counts = |m: &Term| matches!(m, Term::Count { stage: s, band: None } if s == stage);
    match pay {
        Pay::Shape { metric, f: clause, .. } if counts(metric) => {
            let jump = |k: &&mut [Term; 3]| !matches!(k[2], Term::Number(v, _) if v == 0.0);
            clause.knots.iter_mut().filter(jump).for_each(|[at, _, _]| f(at));
        }
        Pay::Gate { cond: Cond::AtLeast(metric, number), .. } if counts(metric) => f(number),
        Pay::Pick { of, .. } | Pay::Sum(of) => of.iter_mut().for_each(|p| targets(p, stage, f)),
        Pay::Gate { of, .. }
        | Pay::Clamp { of, .. }
        | Pay::Scale { of, .. }
        | Pay::Delay { of, .. }
        | Pay::Route { of, .. }
        | Pay::NetOff { of, .. }
        | Pay::Onward { of, .. }
        | Pay::Named(_, of)
        | Pay::Short(_, of) => targets(of, stage, f),
        Pay::Shape { .. } | Pay::Lump { .. } | Pay::Waterfall { .. } => {}
    }
}

/// A price for each unit of a metric.
fn per_unit(metric: &Term, rate: &Term) -> Pay {
    let (metric, f, rate) = (metric.clone(), Clause::identity(), rate.clone());
    Pay::Shape { metric, f, rate, scope: Scope::CONTRACT, settle: Settle::Account }
}

/// What a condition asks for more of.
fn asked(cond: &Cond) -> Vec<&Term> {
    match cond {
        Cond::AtLeast(metric, _) => vec![metric],
        Cond::And(list) => list.iter().flat_map(asked).gather(),
        Cond::Not(_) | Cond::Signif(_) => Vec::new(),
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

/// The payment as a price for each unit of what it counts, all that bends taken out: what one success adds to what is counted,
/// whatever is paid for the total.
pub fn straightened(pay: &Pay) -> Pay {
    Walk { straight: true, ..Walk::keeping(&|_| false) }.pay(pay)
}
