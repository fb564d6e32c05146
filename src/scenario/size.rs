//! How large a draft may be. What is larger is told like any other mistake, before anybody begins to work it out.

use super::{Scenario, Stage};
use crate::contract::class;
use crate::contract::tree::{Clause, Pay, Term};
use crate::issues::Issues;
use crate::json::{Node, item, key};
use crate::link::MAX_DRAFT;
use crate::num::float;
use crate::reply::Unit;
use crate::words::number;

/// Entries of one list or object: a list of months, the longest that a contract needs, has 360.
const ENTRIES: usize = 1000;
/// Groups, payments, scenarios, or any other list of records: the largest scheme of the library has 9 groups.
pub const RECORDS: usize = 200;
/// Letters of a name that others refer to.
const NAME: usize = 200;
/// What all scenarios of a draft may come to by `work`.
pub const WORK: f64 = 2e6;

/// Tells a text that is too long to be a draft.
pub fn text(issues: &mut Issues, text: &str) -> bool {
    most(issues, "", "issue.too_large", text.len(), MAX_DRAFT)
}

/// Tells lists, objects and names that are too long, wherever they stand.
pub fn shape(issues: &mut Issues, node: &Node, path: &str) {
    match node {
        Node::List(items) if most(issues, path, "issue.too_many", items.len(), ENTRIES) => {
            items.iter().enumerate().for_each(|(i, n)| shape(issues, n, &item(path, i)));
        }
        Node::Object(pairs) if most(issues, path, "issue.too_many", pairs.len(), ENTRIES) => {
            for (k, n) in pairs {
                if most(issues, path, "issue.long_name", k.len(), NAME) {
                    shape(issues, n, &key(path, k));
                }
            }
        }
        _ => {}
    }
}

/// Tells a list of records that is too long. True if it is not.
pub fn records(issues: &mut Issues, path: &str, got: usize) -> bool {
    most(issues, path, "issue.too_many", got, RECORDS)
}

/// Tells scenarios that nobody could wait for, sound as each may be.
pub fn wait(issues: &mut Issues, scenarios: &[Scenario]) {
    let work: f64 = scenarios.iter().map(work).sum();
    if work > WORK {
        issues.add("scenarios", "issue.too_much", &[]);
    }
    beyond(issues, scenarios);
}

/// How much there is to work out: payment rules, times cohorts and what can happen to one. Where a rule looks at single
/// persons, results come in every combination. A sum that falls due whatever happens counts once.
pub fn work(s: &Scenario) -> f64 {
    let rules = || s.contracts.iter().flat_map(|c| &c.payments);
    let persons = rules().any(|p| class::looks_at_persons(&p.pay));
    let chains = s.outcomes.iter().map(|o| o.stages.iter().map(repeated).sum::<f64>());
    let each = if persons { chains.map(|n| 1.0 + n).product() } else { 1.0 + chains.sum::<f64>() };
    let cohorts: usize = s.segments.iter().map(|g| g.starts.iter().filter(|n| **n > 0.0).count()).sum();
    let rows = cohorts as f64 * each;
    rules().map(|p| weight(&p.pay, rows)).sum()
}

/// A rule that bends asks a law of many totals where a plain one multiplies once: about a hundred times as much (measured).
const BENT: f64 = 100.0;

/// What a rule takes where people come to so many `rows`.
fn weight(pay: &Pay, rows: f64) -> f64 {
    let inside: f64 = pay.inside().iter().map(|p| weight(p, rows)).sum();
    let own = match pay {
        Pay::Lump { .. } => 1.0,
        Pay::Shape { metric, f, .. } => rows * (of_term(metric) + knots(f)),
        Pay::Gate { cond, .. } => {
            let mut all = BENT;
            cond.visit(&mut |t| all += 1.0 + of_clause(t));
            rows * all
        }
        Pay::Clamp { .. } | Pay::Pick { .. } | Pay::Waterfall { .. } => rows * BENT,
        // hands on what falls due inside
        _ => rows.min(inside),
    };
    own + inside
}

fn of_term(term: &Term) -> f64 {
    let mut all = 0.0;
    term.visit(&mut |t| all += 1.0 + of_clause(t));
    all
}

fn of_clause(term: &Term) -> f64 {
    match term {
        Term::Pwl(_, f) => BENT + knots(f),
        Term::Floor(..) => BENT,
        _ => 0.0,
    }
}

/// Each stretch of a clause is looked for in all of them.
fn knots(f: &Clause) -> f64 {
    (f.knots.len() * f.knots.len()) as f64
}

/// At most how often a stage is reached.
fn repeated(stage: &Stage) -> f64 {
    match &stage.repeats {
        Some((_, Term::Number(n, _))) => *n,
        Some((_, Term::ByBand(bands))) => bands.values().fold(0.0, |most: f64, n| match n {
            Term::Number(n, _) => most.max(*n),
            _ => most,
        }),
        _ => 1.0,
    }
}

/// Figures before the point that a payment may have at worst: its square must still be a number.
const FIGURES: f64 = 150.0;
/// Figures of the largest number of a rule, and of the most that can be counted.
const TWELVE: f64 = 12.0;

/// Tells a payment that may come to more than a number can say, whatever happens.
fn beyond(issues: &mut Issues, scenarios: &[Scenario]) {
    for contract in scenarios.iter().flat_map(|s| &s.contracts) {
        // a rule may read the money of those before it
        let mut money = 2.0 * TWELVE;
        for payment in &contract.payments {
            money = figures(&payment.pay, money).max(money);
            if money > FIGURES {
                issues.add(&payment.path, "issue.beyond", &[]);
                break;
            }
        }
    }
}

fn figures(pay: &Pay, money: f64) -> f64 {
    let of = |term: &Term| figures_of(term, money);
    let inside = pay.inside().iter().map(|p| figures(p, money)).fold(0.0, f64::max);
    match pay {
        Pay::Lump { amount, .. } => TWELVE + of(amount),
        Pay::Shape { metric, rate, f, .. } => of(metric) + of(rate) + of_curve(f),
        Pay::Clamp { lo, hi, .. } => TWELVE + lo.iter().chain(hi).map(of).fold(inside, f64::max),
        Pay::Scale { number, .. } => of(number) + inside,
        Pay::Onward { share, .. } => of(share) + inside,
        Pay::NetOff { .. } => 2.0 * TWELVE + inside,
        Pay::Waterfall { tranches, .. } => {
            tranches.iter().filter_map(|t| t.up_to.as_ref()).map(of).fold(money, f64::max)
        }
        // what is added up, a thousand things at most
        Pay::Sum(_) => 3.0 + inside,
        _ => inside,
    }
}

fn figures_of(term: &Term, money: f64) -> f64 {
    let of = |t: &Term| figures_of(t, money);
    let most = |list: &[Term]| list.iter().map(of).fold(0.0, f64::max);
    match term {
        Term::Number(v, _) => float::log10(v.abs().max(1.0)),
        Term::ByYear(list) => most(list),
        Term::ByBand(bands) => bands.values().map(of).fold(0.0, f64::max),
        Term::Add(list) | Term::Sub(list) => 3.0 + most(list),
        Term::Mul(list) => list.iter().map(of).sum(),
        Term::Div(list) => list.first().map_or(0.0, of) + list.iter().skip(1).map(below).sum::<f64>(),
        Term::Base { of: metric, .. } | Term::Reported { of: metric, .. } => TWELVE + of(metric),
        Term::Pwl(metric, f) => of(metric) + of_curve(f),
        Term::Floor(metric, _) => of(metric),
        Term::Money { .. } | Term::Owed { .. } => 3.0 + money,
        _ => TWELVE,
    }
}

/// What dividing by a term adds at worst: one may come out next to nothing, a number is what it is.
fn below(term: &Term) -> f64 {
    match term {
        Term::Number(v, _) if *v != 0.0 => -float::log10(v.abs().min(1.0)),
        _ => TWELVE,
    }
}

/// What a clause multiplies by, or adds.
fn of_curve(f: &Clause) -> f64 {
    let numbers = [&f.x0, &f.y0, &f.s0].into_iter().chain(f.knots.iter().flatten());
    3.0 + numbers.map(|t| figures_of(t, TWELVE)).fold(0.0, f64::max)
}

/// Tells what there is too much of. True if there is not.
fn most(issues: &mut Issues, path: &str, id: &'static str, got: usize, max: usize) -> bool {
    let told = |n: usize| number::format(n as f64, Unit::Count, issues.lang);
    let (got_told, max_told) = (told(got), told(max));
    if got > max {
        issues.add(path, id, &[("got", &got_told), ("max", &max_told)]);
    }
    got <= max
}
