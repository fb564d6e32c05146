//! One future as a history of people: who starts, who gets how far, in a year as good or bad as luck has it.

use super::counts::Counts;
use super::luck::{Luck, Whole};
use crate::contract::class;
use crate::contract::ledger::place;
use crate::contract::path::{Group, Noise, Path, Row};
use crate::gather::Gather;
use crate::num::float::{clamp, floor, round, sqrt};
use crate::num::normal;
use crate::ordered::Map;
use crate::outcomes::exact;
use crate::people::{self, Plan, Plans, Step};
use crate::provider::counting;
use crate::scenario::{Delivery, Scenario};
use std::cell::{Cell, RefCell};
use std::mem::swap;

/// What one future holds before money is counted. A future is short: making its lists anew would take half of it, so each is
/// written where the last one stood.
pub struct History {
    /// The path that contracts settle.
    pub path: Path,
    /// People who started, by group.
    pub starts: Vec<f64>,
    /// What came of them, by group and outcome.
    pub results: Vec<Vec<Result>>,
    /// Successes of the first outcome by the month in which they are known.
    pub landed: Vec<f64>,
    /// Luck of a second comparison, of the same people with others, where they are compared at all.
    pub again: Option<Noise>,
}

impl History {
    /// What came of all people, by outcome.
    pub fn by_outcome(&self) -> Vec<Result> {
        let mut out = vec![Result::default(); self.results.first().map_or(0, Vec::len)];
        for group in &self.results {
            for (all, mine) in out.iter_mut().zip(group) {
                all.successes += mine.successes;
                all.events += mine.events;
            }
        }
        out
    }
}

/// What came of the people of a group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Result {
    /// Successes.
    pub successes: f64,
    /// Events, where they are counted.
    pub events: f64,
}

/// A chain of stages as every future walks it.
struct Chain {
    steps: Vec<Step>,
    /// Where those who reach each of them are counted, if some rule counts them.
    counted: Vec<Option<usize>>,
    /// And where those who do not, under any name and under the step's own, if some rule counts who breaks down on the way.
    leavers: Vec<[usize; 2]>,
    /// The step that is the result.
    result: usize,
    /// Chance of reaching the step before it.
    before: f64,
    /// Chance of success, or events a head, in the plan and without help.
    plan: Plan,
    anyway: Option<Plan>,
    delivery: Delivery,
    /// The last chance whose quantile was asked for, and that quantile: it is one in all years of a future, and in most futures.
    quantile: Cell<(f64, f64)>,
}

/// All that futures of one scenario have in common.
pub struct Template {
    /// Months, bands and what is spent, as planned.
    base: Path,
    /// By group and outcome.
    chains: Vec<Vec<Option<Chain>>>,
    /// True if some rule looks at single persons.
    persons: bool,
    /// True if some rule compares people with others.
    compares: bool,
    /// What is spent by month whoever comes.
    fixed: Vec<f64>,
    /// £ a start and month of treatment, by group.
    each: Vec<f64>,
    /// What is counted, by place; starts come first.
    stages: Vec<String>,
    desk: RefCell<Desk>,
}

/// Lists that every future needs while it is written, and none keeps.
#[derive(Default)]
struct Desk {
    /// The common factor by contract year.
    years: Vec<f64>,
    /// Rows by place of what is counted: a name is looked up once a future, not once a row.
    rows: Vec<Vec<Row>>,
    /// The cohorts of a group: month and people.
    cohorts: Vec<(u32, f64)>,
    /// The deviate of each.
    lucks: Vec<f64>,
    /// How many of a cohort reach each step.
    reached: Vec<f64>,
    /// Chances of counts, for whichever cohort needs them next.
    counts: Counts,
}

impl Template {
    /// Of a scenario under a plan.
    pub fn of(s: &Scenario, plans: &Plans) -> Template {
        let persons = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::looks_at_persons(&p.pay));
        let compares = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::compares(&p.pay));
        let central = people::path(s, plans, false);
        let mut base = Path { months: central.months, lag: central.lag, bands: central.bands, ..Path::default() };
        let treatment = f64::from(s.provider.treatment_months);
        let counts = people::counted(s);
        let leavers = counts.iter().any(|c| c.starts_with("left"));
        let mut chains = Vec::new();
        let mut each = Vec::new();
        let mut stages = vec!["start".to_string()];
        for (g, plan) in s.segments.iter().zip(plans) {
            let chain = |(o, plan): (&crate::scenario::Outcome, &Plan)| {
                let delivery = *g.delivery.get(&o.id)?;
                let steps = people::steps(g, o, plan.rate);
                let result = steps.iter().position(|st| st.from_result)?;
                let before = steps[..result].iter().map(|st| st.chance).product();
                let mut counted = Vec::new();
                let mut left = Vec::new();
                let mut before_it = "start";
                for step in &steps {
                    let named = counts.contains(step.stage.as_str());
                    counted.push(named.then(|| place(&mut stages, &step.stage)));
                    if leavers {
                        left.push(["left", &format!("left({before_it})")].map(|name| place(&mut stages, name)));
                    }
                    before_it = &step.stage;
                }
                let anyway = people::anyway_of(g, o);
                let quantile = Cell::new((f64::NAN, f64::NAN));
                Some(Chain { steps, counted, leavers: left, result, before, plan: *plan, anyway, delivery, quantile })
            };
            chains.push(s.outcomes.iter().zip(plan).map(chain).gather());
            each.push((g.fixed_cost + plan.iter().map(|p| p.help).sum::<f64>()) / treatment);
        }
        let a_month = s.provider.overhead + s.provider.total_cost / f64::from(s.months);
        let fixed = vec![a_month; s.months as usize];
        base.tally.extend(stages.iter().map(|name| (name.clone(), Vec::new())));
        base.events.extend(s.outcomes.iter().map(|o| (o.event.clone(), Vec::new())));
        base.money.insert("cost".into(), Vec::new());
        let desk = Desk { rows: vec![Vec::new(); stages.len()], ..Desk::default() };
        Template { base, chains, persons, compares, fixed, each, stages, desk: RefCell::new(desk) }
    }

    /// Steps of all chains.
    pub fn steps(&self) -> usize {
        self.chains.iter().flatten().flatten().map(|chain| chain.steps.len()).sum()
    }

    /// A history in which nothing has happened, to write futures into.
    pub fn blank(&self) -> History {
        History { path: self.base.clone(), starts: Vec::new(), results: Vec::new(), landed: Vec::new(), again: None }
    }

    /// Takes away what stood in a history and in the lists, and keeps their room.
    fn clear(&self, h: &mut History, desk: &mut Desk) {
        let path = &mut h.path;
        path.tally.values_mut().chain(path.events.values_mut()).chain(&mut desk.rows).for_each(Vec::clear);
        path.groups.clear();
        h.starts.clear();
        h.results.resize_with(self.chains.len(), Vec::new);
        for (got, chains) in h.results.iter_mut().zip(&self.chains) {
            got.clear();
            got.resize(chains.len(), Result::default());
        }
        h.landed.clear();
        h.landed.resize((path.months + path.lag) as usize + 1, 0.0);
    }

    /// Writes one future into `h`, whatever stood there. `end` is the month from which nobody starts any more.
    pub fn history(&self, s: &Scenario, luck: &Luck, future: u32, end: u32, h: &mut History) {
        let desk = &mut *self.desk.borrow_mut();
        self.clear(h, desk);
        years(s, luck, future, &mut desk.years);
        // what is certain draws nothing
        let off = |spread: f64, what| {
            if spread == 0.0 { 1.0 } else { (1.0 + spread * luck.whole(future, what)).max(0.0) }
        };
        let volume = off(s.world.volume_spread, Whole::Volume);
        let effect = off(s.world.effect_spread, Whole::Effect);
        let treatment = s.provider.treatment_months;
        let path = &mut h.path;
        let mut none = Vec::new();
        let cost = path.money.get_mut("cost").unwrap_or(&mut none);
        cost.clear();
        let month = |m| (m, self.fixed.get(m as usize).copied().filter(|_| m < end).unwrap_or(0.0));
        cost.extend((0..s.months + treatment).map(month));
        for (i, (g, chains)) in s.segments.iter().zip(&self.chains).enumerate() {
            let cohorts = &mut desk.cohorts;
            cohorts.clear();
            cohorts.extend(whole(&g.starts, volume, luck.uniform(future, g.stream)).filter(|(_, n)| *n > 0.0));
            // luck belongs to all who were to start, whether or not the contract ends before
            let served = cohorts.iter().take_while(|(m, _)| *m < end).count();
            for &(start, n) in &cohorts[..served] {
                for (_, cost) in &mut cost[start as usize..(start + treatment) as usize] {
                    *cost += n * self.each[i];
                }
                desk.rows[START].push(Row { start, month: start, units: n, band: Some(i) });
            }
            let mut people = Vec::new();
            if self.persons {
                let new = |&(start, n): &(u32, f64)| Group { n, band: Some(i), start, stages: Map::new() };
                people.extend(cohorts[..served].iter().map(new));
            }
            let uneven = s.world.site_spread > 0.0;
            let site = if uneven { luck.group(future, g.stream, SITE, 0) } else { 0.0 };
            h.starts.push(cohorts[..served].iter().map(|(_, n)| n).sum());
            for (j, chain) in chains.iter().enumerate() {
                let Some(chain) = chain else { continue };
                let draw = Draw { luck, future, stream: g.stream, outcome: j as u32 };
                draw.months(cohorts, &mut desk.lucks);
                let got = &mut h.results[i][j];
                // people may be split by what became of them in another outcome; each part walks the chain by itself
                let mut parts = Vec::new();
                let (mut cohort, mut part) = (0, 0);
                let mut meets: Option<(f64, Plan)> = None;
                for k in 0..if self.persons { people.len() } else { served } {
                    let (start, n) = if self.persons { (people[k].start, people[k].n) } else { cohorts[k] };
                    // parts stand in the order of their starts, as cohorts do
                    while cohorts[cohort].0 != start {
                        (cohort, part) = (cohort + 1, 0);
                    }
                    let first = if part == 0 { desk.lucks[cohort] } else { draw.step(start, part * PARTS) };
                    let z = desk.years[(start / 12) as usize];
                    // all who start in a year meet the same
                    let moved = match meets {
                        Some((same, moved)) if same == z => moved,
                        _ => chain.in_year(s, z, effect, s.world.site_spread, site),
                    };
                    meets = Some((z, moved));
                    let luck_of = |k: usize| draw.step(start, part * PARTS + k as u32);
                    chain.walk(n, &moved, first, &luck_of, &mut desk.counts, &mut desk.reached);
                    part += 1;
                    let success = desk.reached[chain.result];
                    let month = start + chain.steps[chain.result].lag;
                    if let Delivery::Events { .. } | Delivery::Counts { .. } = chain.delivery {
                        // a better year has fewer
                        let units = desk.counts.events(n, moved.events, chain.spread(), -first);
                        if let Some(rows) = path.events.get_mut(&s.outcomes[j].event) {
                            rows.push(Row { start, month, units, band: Some(i) });
                        }
                        got.events += units;
                    }
                    if let Delivery::Events { .. } = chain.delivery {
                        // how often something happens to people parts nobody from the others
                        if self.persons {
                            parts.push(people[k].clone());
                        }
                        continue;
                    }
                    got.successes += success;
                    if j == 0 {
                        h.landed[month as usize] += success;
                    }
                    if self.persons {
                        chain.split(&people[k], &desk.reached, &mut parts);
                    } else {
                        chain.tally(&mut desk.rows, (start, n), &desk.reached, i);
                    }
                }
                if self.persons {
                    people = parts;
                }
            }
            path.groups.extend(people);
        }
        if cost.iter().all(|(_, c)| *c == 0.0) {
            cost.clear();
        }
        if self.persons {
            path.count();
        } else {
            for (name, rows) in self.stages.iter().zip(&mut desk.rows) {
                path.tally.get_mut(name).into_iter().for_each(|place| swap(place, rows));
            }
        }
        let noise = |baseline, comparison| {
            self.compares.then(|| Noise {
                rho: s.rho,
                years: desk.years.clone(),
                baseline: luck.whole(future, baseline),
                comparison: luck.whole(future, comparison),
            })
        };
        path.noise = noise(Whole::Baseline, Whole::Comparison);
        h.again = noise(Whole::BaselineAgain, Whole::ComparisonAgain);
    }
}

/// Room for the steps of one part of a cohort among the keys.
const PARTS: u32 = 256;
/// The place of uneven teams among a group's draws.
const SITE: u32 = 255;

/// The common factor by contract year (AR(1), each year standard normal), in `z`.
fn years(s: &Scenario, luck: &Luck, future: u32, z: &mut Vec<f64>) {
    let a = s.world.persistence;
    let news = sqrt((1.0 - a * a).max(0.0));
    z.clear();
    for y in 0..=(s.months - 1) / 12 {
        let last = z.last().copied();
        z.push(match last {
            None => luck.year(future, 0),
            Some(last) if news == 0.0 => last,
            Some(last) => a * last + news * luck.year(future, y),
        });
    }
}

/// Whole people by month whose sum keeps step with `starts` × `volume`; a fraction over all is one person more with that
/// chance.
fn whole(starts: &[f64], volume: f64, chance: f64) -> impl Iterator<Item = (u32, f64)> {
    let all: f64 = starts.iter().sum::<f64>() * volume;
    let part = all - floor(all + 1e-9);
    let last = if chance < part { floor(all + 1e-9) + 1.0 } else { floor(all + 1e-9) };
    let (mut due, mut so_far) = (0.0, 0.0);
    (0..).zip(starts).map(move |(month, n)| {
        due += n * volume;
        let upto = if due >= all - 1e-9 { last } else { round(due).min(last) };
        let now = upto - so_far;
        so_far = upto;
        (month, now)
    })
}

/// Where starts are counted.
const START: usize = 0;

/// The draws of one group for one outcome.
struct Draw<'a> {
    luck: &'a Luck,
    future: u32,
    stream: u32,
    outcome: u32,
}

impl Draw<'_> {
    fn step(&self, month: u32, step: u32) -> f64 {
        self.luck.step(self.future, self.stream, self.outcome, month, step)
    }

    /// A deviate for each month of starts, in `out`: independent of each other, and in sum the year's one good draw.
    fn months(&self, starts: &[(u32, f64)], out: &mut Vec<f64>) {
        out.clear();
        out.extend(starts.iter().map(|(m, _)| self.step(*m, 0)));
        let mut from = 0;
        while from < starts.len() {
            let year = starts[from].0 / 12;
            let to = from + starts[from..].iter().take_while(|(m, _)| m / 12 == year).count();
            let k = (to - from) as f64;
            let mean = out[from..to].iter().sum::<f64>() / k;
            let all = self.luck.group(self.future, self.stream, self.outcome, year) / sqrt(k);
            out[from..to].iter_mut().for_each(|e| *e += all - mean);
            from = to;
        }
    }
}

impl Chain {
    /// How evenly events fall.
    fn spread(&self) -> Option<f64> {
        if let Delivery::Counts { spread, .. } = self.delivery { spread } else { None }
    }

    /// The plan in a year with the common factor `z`, help that achieves `effect` times what was thought, and teams that differ.
    fn in_year(&self, s: &Scenario, z: f64, effect: f64, spread: f64, site: f64) -> Plan {
        let anyway = self.anyway.unwrap_or(self.plan);
        if let Delivery::Events { .. } = self.delivery {
            // as if nobody had more than one: the share without any moves as a rate of success would
            let rate = anyway.events + effect * (self.plan.events - anyway.events);
            let none = self.given(counting::no_event(rate, None), s.rho, z);
            return Plan::counted(if s.rho == 0.0 { rate } else { counting::events_at(none, None) });
        }
        let rate = clamp(anyway.rate + effect * (self.plan.rate - anyway.rate), 0.0, 1.0);
        let given = self.given(rate, s.rho, z);
        let uneven = given + sqrt(given * (1.0 - given) * spread / f64::from(s.world.sites)) * site;
        let rate = clamp(uneven, 0.0, 1.0);
        let events = match self.delivery {
            Delivery::Counts { .. } if rate == self.plan.rate => self.plan.events,
            Delivery::Counts { spread, .. } => counting::events_at(rate, spread).min(self.plan.events.max(100.0)),
            _ => 0.0,
        };
        Plan { rate, events, help: 0.0 }
    }

    /// A chance in a year with the common factor `z` ([`exact::p_given`]).
    fn given(&self, p: f64, rho: f64, z: f64) -> f64 {
        if rho == 0.0 {
            return p;
        }
        if self.quantile.get().0 != p {
            self.quantile.set((p, normal::quantile(p)));
        }
        exact::p_given_quantile(self.quantile.get().1, rho, z)
    }

    /// How many of `n` reach each step, in `out`.
    fn walk(
        &self,
        mut n: f64,
        plan: &Plan,
        first: f64,
        luck: &dyn Fn(usize) -> f64,
        counts: &mut Counts,
        out: &mut Vec<f64>,
    ) {
        out.clear();
        for (k, step) in self.steps.iter().enumerate() {
            let chance =
                if k == self.result && self.before > 0.0 { (plan.rate / self.before).min(1.0) } else { step.chance };
            // the deviate that carries the year's good draw belongs to the result
            n = if n > 0.0 {
                counts.binomial(n, chance, if k == self.result { first } else { luck(k + 1) })
            } else {
                0.0
            };
            out.push(n);
            // nobody is left, or nobody asks how far they got: the rest of the chain is as it is
            if n == 0.0 && k >= self.result {
                out.resize(self.steps.len(), 0.0);
                break;
            }
        }
    }

    fn tally(&self, rows: &mut [Vec<Row>], (start, mut there): (u32, f64), reached: &[f64], i: usize) {
        for (k, (step, n)) in self.steps.iter().zip(reached).enumerate() {
            let row = |units| Row { start, month: start + step.lag, units, band: Some(i) };
            if let (Some(place), true) = (self.counted[k], *n > 0.0) {
                rows[place].push(row(*n));
            }
            if there > *n {
                for place in self.leavers.get(k).into_iter().flatten() {
                    rows[*place].push(row(there - n));
                }
            }
            there = *n;
        }
    }

    /// The people of a group by how far they got.
    fn split(&self, walker: &Group, reached: &[f64], out: &mut Vec<Group>) {
        let mut there = walker.n;
        for (k, (_, stages)) in people::histories(&self.steps, walker.start).into_iter().enumerate() {
            let on = reached.get(k).copied().unwrap_or(0.0);
            let n = there - on;
            if n > 0.0 {
                let mut both = walker.stages.clone();
                for (stage, months) in stages {
                    let list = both.entry(stage).or_default();
                    list.extend(months);
                    list.sort_unstable();
                }
                out.push(Group { n, stages: both, ..*walker });
            }
            there = on;
        }
    }
}
