//! Shorthands of payments, expanded to the eleven nodes that the engine knows.

use super::read::{Reading, constant};
use super::tree::*;
use crate::gather::Gather;
use crate::json::{Node, key};

impl Reading<'_> {
    /// A shorthand, expanded; what was written stays beside it for prose.
    pub(super) fn shorthand(&mut self, is: &str, node: &Node, path: &str) -> Pay {
        match is {
            "Repeat" => {
                let (times, every) =
                    (self.number_at(node, path, "times", 1.0), self.number_at(node, path, "every", 1.0));
                let of = self.inside(node, path);
                // how often is structure, so it must be known before anything is evaluated
                let Term::Number(n, _) = &times else {
                    self.issues.add(&key(path, "times"), "issue.times", &[]);
                    return *of;
                };
                if !(0.0..=1200.0).contains(n) {
                    self.issues.add(&key(path, "times"), "issue.times", &[]);
                    return *of;
                }
                if !self.has_room(of.pieces(), *n, path) {
                    return *of;
                }
                let core = (0..*n as u32).map(|i| Pay::Delay {
                    months: Term::Mul(vec![constant(f64::from(i)), every.clone()]),
                    of: of.clone(),
                });
                let core = Pay::Sum(core.gather());
                Pay::Short(Short::Repeat { times, every, of }, Box::new(core))
            }
            "Block" => {
                let amount = self.term_at(node, path, "amount", 0.0);
                let core = self.block(&amount);
                Pay::Short(Short::Block { amount }, Box::new(core))
            }
            "Grant" => {
                let total = self.term_at(node, path, "total", 0.0);
                let monthly = Term::Div(vec![total.clone(), constant(f64::from(self.months))]);
                let core = self.block(&monthly);
                Pay::Short(Short::Grant { total }, Box::new(core))
            }
            "Ramp" => {
                let [share, price, reference] =
                    ["share", "price", "reference"].map(|k| self.number_at(node, path, k, 1.0));
                let metric = self.term_at(node, path, "metric", 0.0);
                let fixed = Term::Sub(vec![constant(1.0), share.clone()]);
                let monthly = Term::Div(vec![Term::Mul(vec![fixed, price.clone()]), constant(12.0)]);
                let rate = Term::Div(vec![Term::Mul(vec![share.clone(), price.clone()]), reference.clone()]);
                let results = Pay::Shape {
                    metric: metric.clone(),
                    f: Clause::identity(),
                    rate,
                    scope: Scope::YEAR,
                    settle: Settle::Close,
                };
                let core = Pay::Sum(vec![self.block(&monthly), results]);
                Pay::Short(Short::Ramp { share, price, reference, metric }, Box::new(core))
            }
            "Until" => {
                let event = self.named(node, path, "event");
                let of = self.inside(node, path);
                if !self.has_room(of.pieces(), 2.0, path) {
                    return *of;
                }
                let count = Term::Count { stage: event.clone(), band: None };
                let core = Pay::Gate {
                    cond: Cond::Not(Box::new(Cond::AtLeast(count, constant(1.0)))),
                    scope: Scope::PERSON,
                    settle: Settle::Running { clawback: false },
                    of: of.clone(),
                };
                Pay::Short(Short::Until { event, of }, Box::new(core))
            }
            _ => self.pool(node, path),
        }
    }

    fn block(&mut self, amount: &Term) -> Pay {
        let lump = |m| Pay::Lump { amount: amount.clone(), month: constant(f64::from(m)) };
        Pay::Sum((0..self.months).map(lump).gather())
    }

    fn pool(&mut self, node: &Node, path: &str) -> Pay {
        let events = self.events(node, path);
        let base = self.base_of(events.clone(), node, path);
        let avoided = Term::Sub(vec![base.clone(), events]);
        let reduction = Term::Div(vec![avoided.clone(), base]);
        let [cohort, pooled, value, cap] =
            ["h_cohort", "h_pool", "value", "cap"].map(|k| self.number_at(node, path, k, 0.0));
        let branch = |hurdle: &Term, scope: Scope, settle: Settle| {
            let shape = Pay::Shape {
                metric: avoided.clone(),
                f: Clause::identity(),
                rate: value.clone(),
                scope,
                settle: Settle::Close,
            };
            let clamp = |of: Pay| Pay::Clamp {
                lo: Some(constant(0.0)),
                hi: Some(cap.clone()),
                scope: Scope::CONTRACT,
                settle,
                of: Box::new(of),
            };
            let gate = |of: Pay| Pay::Gate {
                cond: Cond::AtLeast(reduction.clone(), hurdle.clone()),
                scope,
                settle: Settle::Close,
                of: Box::new(of),
            };
            if scope.over == Over::Cohort { clamp(gate(shape)) } else { gate(clamp(shape)) }
        };
        let core = Pay::Pick {
            largest: true,
            scope: Scope::CONTRACT,
            settle: Settle::Account,
            of: vec![
                branch(&cohort, Scope::COHORT, Settle::Running { clawback: false }),
                branch(&pooled, Scope::CONTRACT, Settle::Close),
            ],
        };
        let kind = self.named(node, path, "kind");
        Pay::Short(Short::Pool { cohort, pooled, value, cap, kind }, Box::new(core))
    }
}
