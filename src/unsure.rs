//! The law of what a contract pays where what help achieves, or a rate that people are compared with, is itself uncertain:
//! laws of surer worlds, averaged.
//!
//! `model-spec.md` 5.1, 5.4, 5.6. Given the effect of help, the error of a baseline and, where others meet the same year, the
//! year itself, a total has the law that it has anywhere; over those three the trapezoid rule takes the mean. Its step is
//! halved until the law moves no more.

use crate::chance::{self, People};
use crate::contract::class;
use crate::contract::expect;
use crate::contract::path::Noise;
use crate::contract::tree::{Baseline, Contract};
use crate::gather::Gather;
use crate::num::float::{clamp, exp};
use crate::outcomes::exact;
use crate::people::{self, Plans};
use crate::risk::tails;
use crate::scenario::{Delivery, Scenario};

/// Nodes reach this many standard deviations to either side: 6 parts in 10 million lie beyond.
const REACH: u32 = 5;
/// The law stands once halving the steps has moved no chance of "at most so much" by more than this, 1 in 1,000. What then is
/// left is a part of it: a fourth or less, but for the steps that a baseline makes between one whole success and the next.
pub const ERROR: f64 = 1e-3;
/// At most so many nodes, points, and steps of recurrence, of which two million take 50 ms (front1, a
/// release build): an answer must keep up with a hand that drags. Beyond them futures are drawn.
const NODES: u32 = 1500;
const POINTS: usize = 200_000;
const STEPS: f64 = 2e6;

/// What is uncertain of a contract besides luck, each a standard normal deviate.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// What help achieves.
    Effect,
    /// The earlier people whose rate is the baseline.
    Earlier,
    /// The year that people meet and those they are compared with.
    Year,
    /// Those people themselves.
    Compared,
}

impl Source {
    /// Nodes to a standard deviation to begin with. A baseline moves pay between counts, with no luck to blur its steps; the
    /// law of counts is the same at all of its nodes, so that more of them cost little.
    fn parts(self) -> u32 {
        if matches!(self, Source::Earlier | Source::Compared) { 8 } else { 1 }
    }
}

/// True if the law of what is paid is a mean over more than luck.
pub fn applies(s: &Scenario) -> bool {
    s.world.effect_spread > 0.0 || s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::compares(&p.pay))
}

/// The law of what a scenario's one contract pays under a plan, £ and chance, worst first, no chance of "at most so much"
/// off by more than [`ERROR`]; none where it has no law even in a sure world, or would take too long.
pub fn takings(s: &Scenario, plans: &Plans) -> Option<Vec<(f64, f64)>> {
    let [contract] = s.contracts.as_slice() else { return None };
    // events a head have no law, and people by the thousand only moments
    let counted = |d: &Delivery| matches!(d, Delivery::Events { .. } | Delivery::Counts { .. });
    if chance::by_moments(s) || s.segments.iter().any(|g| g.delivery.values().any(counted)) {
        return None;
    }
    let sources = sources(s, contract);
    let surer = Scenario { rho: if sources.contains(&Source::Year) { 0.0 } else { s.rho }, ..s.clone() };
    let people: f64 = s.segments.iter().map(|g| g.n()).sum();
    let nodes_of_year = if surer.rho > 0.0 { 100.0 } else { 1.0 };
    let a_law = people * s.segments.len() as f64 * nodes_of_year;
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut before = Vec::new();
    let sides = |finer: u32| sources.iter().map(move |x| (x.parts() * finer, 2 * REACH * x.parts() * finer + 1));
    let mut finer = 1;
    loop {
        // nothing is begun that the next halving cannot finish
        let all = |finer: u32| sides(finer).map(|(_, side)| side).product::<u32>();
        let laws = sides(finer.max(2)).zip(&sources).filter(|(_, x)| x.parts() == 1).map(|((_, side), _)| side);
        if all(finer.max(2)) > NODES || f64::from(laws.product::<u32>()) * a_law > STEPS {
            return None;
        }
        for node in 0..all(finer) {
            let (mut rest, mut even) = (node, true);
            let mut at = Vec::new();
            for (parts, side) in sides(finer) {
                let place = rest % side;
                rest /= side;
                even &= (place + REACH * parts) % 2 == 0;
                at.push(f64::from(place) / f64::from(parts) - f64::from(REACH));
            }
            // the coarser rule has been there
            if finer > 1 && even {
                continue;
            }
            let weight = exp(-0.5 * at.iter().map(|u| u * u).sum::<f64>());
            let law = given(s, &surer, contract, plans, &sources, &at)?;
            found.extend(law.into_iter().filter(|(_, p)| *p > 1e-12).map(|(x, p)| (x, weight * p)));
            if found.len() > POINTS {
                return None;
            }
        }
        let all: f64 = found.iter().map(|(_, p)| p).sum();
        let mut now = tails::ascending(&found);
        now.iter_mut().for_each(|(_, p)| *p /= all);
        if finer > 1 && gap(&before, &now) <= ERROR {
            return Some(now);
        }
        (before, finer) = (now, finer * 2);
    }
}

fn sources(s: &Scenario, contract: &Contract) -> Vec<Source> {
    let (mut earlier, mut compared) = (false, false);
    for payment in &contract.payments {
        class::baselines(&payment.pay, &mut |b| {
            earlier |= matches!(b, Baseline::Historic { .. });
            compared |= matches!(b, Baseline::Concurrent { .. });
        });
    }
    let all = [
        (Source::Effect, s.world.effect_spread > 0.0),
        (Source::Earlier, earlier),
        (Source::Year, compared && s.rho > 0.0),
        (Source::Compared, compared),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(source, _)| source).gather()
}

/// The law of what is paid where all that is uncertain stands at `at`.
fn given(
    s: &Scenario,
    surer: &Scenario,
    contract: &Contract,
    plans: &Plans,
    sources: &[Source],
    at: &[f64],
) -> Option<Vec<(f64, f64)>> {
    let of = |source: Source| sources.iter().position(|x| *x == source).map(|i| at[i]);
    let effect = of(Source::Effect).map(|u| (1.0 + s.world.effect_spread * u).max(0.0));
    let year = of(Source::Year);
    let mut moved = plans.clone();
    for (g, plan) in s.segments.iter().zip(&mut moved) {
        for (o, plan) in s.outcomes.iter().zip(plan) {
            if let (Some(effect), Some(anyway)) = (effect, people::anyway_of(g, o)) {
                plan.rate = clamp(anyway.rate + effect * (plan.rate - anyway.rate), 0.0, 1.0);
            }
            if let Some(z) = year {
                plan.rate = exact::p_given(plan.rate, s.rho, z);
            }
        }
    }
    let persons = contract.payments.iter().any(|p| class::looks_at_persons(&p.pay));
    let mut path = people::path(surer, &moved, persons);
    let noise = |source| of(source).unwrap_or(0.0);
    path.noise = Some(Noise {
        rho: s.rho,
        years: vec![year.unwrap_or(0.0)],
        baseline: noise(Source::Earlier),
        comparison: noise(Source::Compared),
    });
    let law = People { scenario: surer, plans: &moved, quick: false, totals: true };
    expect::takings(contract, &path, s.first_calendar_month, &law)
}

/// The greatest difference of two laws, each worst first, in the chance of at most so much.
fn gap(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let (mut i, mut j, mut apart, mut most) = (0, 0, 0.0, 0.0_f64);
    while i < a.len() || j < b.len() {
        let next = |list: &[(f64, f64)], k: usize| list.get(k).map_or(f64::INFINITY, |x| x.0);
        let x = next(a, i).min(next(b, j));
        // amounts that differ by rounding are one amount
        let upto = x + 1e-9 * x.abs().max(1.0);
        while i < a.len() && a[i].0 <= upto {
            apart += a[i].1;
            i += 1;
        }
        while j < b.len() && b[j].0 <= upto {
            apart -= b[j].1;
            j += 1;
        }
        most = most.max(apart.abs());
    }
    most
}
