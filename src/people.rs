//! What happens to people: from a scenario and chances of success to its central path, every count at its mean.

use crate::contract::path::{Group, Path, Row};
use crate::contract::staged;
use crate::contract::tree::Term;
use crate::gather::Gather;
use crate::num::float;
use crate::ordered::{Map, Set};
use crate::provider::counting;
use crate::scenario::{Chance, Days, Delivery, Outcome, Scenario, Segment, Stage};

/// What is planned for one group and one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Chance of success.
    pub rate: f64,
    /// Events a head, where these are counted.
    pub events: f64,
    /// £ of extra help a start.
    pub help: f64,
}

/// Plans by segment, then by outcome (in the scenario's order).
pub type Plans = Vec<Vec<Plan>>;

impl Plan {
    /// So many of 100, without extra help.
    pub fn chance(rate: f64) -> Plan {
        Plan { rate, events: 0.0, help: 0.0 }
    }

    /// So many events a head, without extra help.
    pub fn counted(events: f64) -> Plan {
        Plan { rate: 0.0, events, help: 0.0 }
    }
}

/// The plan of the first outcome.
pub fn first(p: &[Plan]) -> Plan {
    p.first().copied().unwrap_or(Plan::chance(0.0))
}

/// What would have happened to a group anyway. None if that is unknown.
pub fn anyway_of(g: &Segment, o: &Outcome) -> Option<Plan> {
    match g.delivery.get(&o.id) {
        Some(Delivery::Given { p0, .. }) => p0.map(Plan::chance),
        Some(Delivery::Events { rate0, .. }) => rate0.map(Plan::counted),
        Some(Delivery::Responds { p0, .. }) => Some(Plan::chance(*p0)),
        Some(d @ Delivery::Counts { events0, .. }) => Some(at_events(d, *events0)),
        None => Some(Plan::chance(0.0)),
    }
}

/// A group described by how often, when so many events are expected of each.
pub fn at_events(d: &Delivery, events: f64) -> Plan {
    let spread = if let Delivery::Counts { spread, .. } = d { *spread } else { None };
    Plan { rate: counting::no_event(events, spread), ..Plan::counted(events) }
}

/// The plan in which nobody gets extra help: what would have happened anyway. None where that is unknown.
pub fn anyway(s: &Scenario) -> Option<Plans> {
    plans(s, anyway_of)
}

/// The plan as given; a group that responds stands where it is without the provider's extra help.
pub fn given(s: &Scenario) -> Plans {
    let of = |g: &Segment, o: &Outcome| match g.delivery.get(&o.id) {
        Some(Delivery::Given { p, .. }) => Plan::chance(*p),
        Some(Delivery::Events { rate, .. }) => Plan::counted(*rate),
        Some(Delivery::Responds { alone, .. }) => Plan::chance(*alone),
        Some(d @ Delivery::Counts { alone, .. }) => at_events(d, *alone),
        None => Plan::chance(0.0),
    };
    plans(s, |g, o| Some(of(g, o))).unwrap_or_default()
}

/// A plan with every chance of success moved, given the index of its outcome; where people are described by how often,
/// events move with it.
pub fn moved(s: &Scenario, plans: &Plans, to: impl Fn(usize, f64) -> f64) -> Plans {
    let mut moved = plans.clone();
    for (g, plan) in s.segments.iter().zip(&mut moved) {
        for (j, (o, p)) in s.outcomes.iter().zip(plan).enumerate() {
            let rate = to(j, p.rate);
            if let Some(Delivery::Counts { spread, .. }) = g.delivery.get(&o.id) {
                // a chance that did not move leaves the events as they are, to the last bit
                p.events =
                    if rate == p.rate { p.events } else { counting::events_at(rate, *spread).min(p.events.max(100.0)) };
            }
            p.rate = rate;
        }
    }
    moved
}

/// A plan made group by group and outcome by outcome; none if one is unknown.
pub fn plans(s: &Scenario, of: impl Fn(&Segment, &Outcome) -> Option<Plan>) -> Option<Plans> {
    s.segments.iter().map(|g| s.outcomes.iter().map(|o| of(g, o)).collect()).collect()
}

/// Longest lag in months from a start to anything that can still happen to a person.
pub fn longest_lag(s: &Scenario) -> u32 {
    let of = |g: &Segment| {
        let chain = |o: &Outcome| o.stages.iter().fold(0, |since, stage| lags(g, stage, since).last().unwrap_or(since));
        s.outcomes.iter().map(chain).max().unwrap_or(0)
    };
    s.segments.iter().map(of).max().unwrap_or(0)
}

/// One step of a chain as one person meets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Stage reached.
    pub stage: String,
    /// Months after the start.
    pub lag: u32,
    /// Chance of reaching it, given the step before.
    pub chance: f64,
    /// True from the result on.
    pub from_result: bool,
}

/// The chain of one group: each repetition is a step of its own.
pub fn steps(g: &Segment, o: &Outcome, p: f64) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut lag = 0;
    let mut reached = 1.0;
    let mut from_result = false;
    for stage in &o.stages {
        let chance = chance(g, stage, p, reached);
        from_result |= stage.is_result;
        for month in lags(g, stage, lag) {
            lag = month;
            reached *= chance;
            out.push(Step { stage: stage.id.clone(), lag, chance, from_result });
        }
    }
    out
}

/// True if the chance of a result, of all who start, exceeds that of the stages before it: no more succeed than reach those.
pub fn held(s: &Scenario, plans: &Plans) -> bool {
    s.segments.iter().zip(plans).any(|(g, plan)| {
        s.outcomes.iter().zip(plan).any(|(o, plan)| {
            let counted = matches!(g.delivery.get(&o.id), Some(Delivery::Events { .. } | Delivery::Counts { .. }));
            let chain = steps(g, o, plan.rate);
            let before = chain.iter().take_while(|step| !step.from_result);
            // more than rounding
            !counted && plan.rate > before.fold(1.0, |reached, step| reached * step.chance) + 1e-9
        })
    })
}

/// Months after the start of each time that a stage is due; the stage before it was due after `since`.
fn lags(g: &Segment, stage: &Stage, since: u32) -> impl Iterator<Item = u32> {
    let after = days(g, &stage.after_days);
    let (every, times) = match &stage.repeats {
        Some((every, times)) => (days(g, every), number(g, times) as u32),
        None => (0.0, 1),
    };
    (0..times).map(move |j| since + months(after + f64::from(j) * every))
}

fn chance(g: &Segment, stage: &Stage, p: f64, reached: f64) -> f64 {
    match &stage.chance {
        // the result takes the delivery's chance, of all who start, divided by the chances before it
        None if reached > 0.0 => (p / reached).min(1.0),
        None => 0.0,
        Some(Chance::Step(q)) => number(g, q),
        Some(Chance::ShareOfAll(share)) => {
            let times = stage.repeats.as_ref().map_or(1.0, |(_, t)| number(g, t));
            staged::retention_from_share(number(g, share), times as u32)
        }
    }
}

fn days(g: &Segment, d: &Days) -> f64 {
    number(g, &d.n) * d.unit
}

/// d days are floor(d/30.4375 + ½) months.
fn months(days: f64) -> u32 {
    float::floor(days / staged::MONTH + 0.5) as u32
}

/// A number of a stage for one group: plain, or by its band (or id).
fn number(g: &Segment, t: &Term) -> f64 {
    match t {
        Term::Number(v, _) => *v,
        Term::ByBand(map) => map.get(&g.band).or_else(|| map.get(&g.id)).map_or(0.0, |t| number(g, t)),
        _ => 0.0,
    }
}

/// Adds to a number of a stage, whatever the band.
pub fn add(t: &mut Term, more: f64) {
    match t {
        Term::Number(v, _) => *v += more,
        Term::ByBand(map) => map.values_mut().for_each(|t| add(t, more)),
        _ => {}
    }
}

/// Stages that some rule counts: no others need be tallied.
pub fn counted(s: &Scenario) -> Set<&str> {
    let mut stages = Set::from_iter(["start"]);
    for payment in s.contracts.iter().flat_map(|c| &c.payments) {
        payment.pay.visit(&mut |t| {
            if let Term::Count { stage, .. } | Term::Days { stage, .. } = t {
                stages.insert(stage.as_str());
            }
        });
    }
    stages
}

/// The central path of a plan. Single persons are listed only where a rule looks at them.
pub fn path(s: &Scenario, plans: &Plans, persons: bool) -> Path {
    let counted = counted(s);
    let mut path = Path { months: s.months, lag: longest_lag(s), ..Path::default() };
    path.bands = s.segments.iter().map(|g| g.band.clone()).gather();
    let treatment = s.provider.treatment_months;
    let a_month = s.provider.overhead + s.provider.total_cost / f64::from(s.months);
    let mut cost = vec![a_month; s.months as usize];
    cost.resize((s.months + treatment) as usize, 0.0);
    for (i, (g, plan)) in s.segments.iter().zip(plans).enumerate() {
        let help: f64 = plan.iter().map(|p| p.help).sum();
        let each = (g.fixed_cost + help) / f64::from(treatment);
        let chains: Vec<Vec<Step>> = s.outcomes.iter().zip(plan).map(|(o, p)| steps(g, o, p.rate)).gather();
        let starts: Vec<(u32, f64)> = (0..).zip(g.starts.iter().copied()).filter(|(_, n)| *n != 0.0).gather();
        for (start, n) in &starts {
            (0..treatment).for_each(|m| cost[(start + m) as usize] += n * each);
        }
        tally(&mut path, "start", &starts, 0, 1.0, i);
        for ((o, plan), chain) in s.outcomes.iter().zip(plan).zip(&chains) {
            match g.delivery.get(&o.id) {
                Some(Delivery::Events { .. }) => events(&mut path, o, chain, &starts, plan.events, i),
                Some(Delivery::Counts { .. }) => {
                    walk(&mut path, &counted, chain, &starts, i);
                    events(&mut path, o, chain, &starts, plan.events, i);
                }
                Some(_) => walk(&mut path, &counted, chain, &starts, i),
                None => {}
            }
        }
        if persons {
            starts.iter().for_each(|(start, n)| groups(&mut path, &chains, *start, *n, i));
        }
    }
    while cost.last() == Some(&0.0) {
        cost.pop();
    }
    if cost.iter().any(|c| *c != 0.0) {
        path.money.insert("cost".into(), (0..).zip(cost).gather());
    }
    path
}

/// Adds a share of every cohort to a stage, so many months after its start.
fn tally(path: &mut Path, stage: &str, starts: &[(u32, f64)], lag: u32, share: f64, i: usize) {
    let row = |(start, n): &(u32, f64)| Row { start: *start, month: start + lag, units: n * share, band: Some(i) };
    path.tally.entry(stage.to_string()).or_default().extend(starts.iter().map(row));
}

/// Counts people along a chain, and those who break down where the next step was due.
fn walk(path: &mut Path, counted: &Set<&str>, chain: &[Step], starts: &[(u32, f64)], i: usize) {
    let leavers = counted.iter().any(|c| c.starts_with("left"));
    let mut reached = 1.0;
    let mut before = "start";
    for step in chain {
        let left = reached * (1.0 - step.chance);
        reached *= step.chance;
        if counted.contains(step.stage.as_str()) {
            tally(path, &step.stage, starts, step.lag, reached, i);
        }
        if left > 0.0 && leavers {
            tally(path, "left", starts, step.lag, left, i);
            tally(path, &format!("left({before})"), starts, step.lag, left, i);
        }
        before = &step.stage;
    }
}

/// Events are counted in the month in which the result is due.
fn events(path: &mut Path, o: &Outcome, chain: &[Step], starts: &[(u32, f64)], rate: f64, i: usize) {
    let lag = chain.iter().find(|s| s.from_result).map_or(0, |s| s.lag);
    let row = |(start, n): &(u32, f64)| Row { start: *start, month: start + lag, units: n * rate, band: Some(i) };
    path.events.entry(o.event.clone()).or_default().extend(starts.iter().map(row));
}

/// Every history that one person can have, with the people expected to have it; chains are independent given the plan.
fn groups(path: &mut Path, chains: &[Vec<Step>], start: u32, n: f64, i: usize) {
    let mut all = vec![Group { n, band: Some(i), start, stages: Map::new() }];
    for chain in chains {
        let histories = histories(chain, start);
        all = all
            .iter()
            .flat_map(|g| {
                histories.iter().map(|(share, stages)| {
                    let mut both = g.stages.clone();
                    for (stage, months) in stages {
                        both.entry(stage.clone()).or_default().extend(months);
                    }
                    both.values_mut().for_each(|m| m.sort_unstable());
                    Group { n: g.n * share, stages: both, ..*g }
                })
            })
            .filter(|g| g.n > 0.0)
            .gather();
    }
    path.groups.extend(all);
}

type History = (f64, Map<String, Vec<u32>>);

/// The ends of one chain: broken down before each step, or through to the last.
pub fn histories(chain: &[Step], start: u32) -> Vec<History> {
    let mut out = Vec::new();
    let mut reached = 1.0;
    let mut so_far: Map<String, Vec<u32>> = Map::new();
    let mut before = "start".to_string();
    for step in chain {
        let month = start + step.lag;
        let mut left = so_far.clone();
        left.entry("left".into()).or_default().push(month);
        left.entry(format!("left({before})")).or_default().push(month);
        out.push((reached * (1.0 - step.chance), left));
        reached *= step.chance;
        so_far.entry(step.stage.clone()).or_default().push(month);
        before = step.stage.clone();
    }
    out.push((reached, so_far));
    out
}
