//! One future as a history of people: who starts, who gets how far, in a year as good or bad as luck has it.

use super::counts::Counts;
use super::luck::{Luck, Whole};
use crate::contract::class;
use crate::contract::ledger::place;
use crate::contract::path::{Group, Noise, Path, Row};
use crate::gather::Gather;
use crate::num::float::{clamp, floor, round, sqrt};
use crate::ordered::Map;
use crate::outcomes::exact;
use crate::people::{self, Plan, Plans, Step};
use crate::provider::counting;
use crate::scenario::{Delivery, Scenario};
use std::cell::RefCell;

/// What one future holds before money is counted.
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
    /// Chances of counts, for whichever future needs them next.
    counts: RefCell<Counts>,
}

/// Rows by place of what is counted: a name is looked up once a scenario, not once a row.
struct Tally {
    rows: Vec<Vec<Row>>,
    /// How many rows a list begins with room for.
    room: usize,
}

impl Tally {
    fn add(&mut self, place: usize, row: Row) {
        let rows = &mut self.rows[place];
        if rows.capacity() == 0 {
            rows.reserve(self.room);
        }
        rows.push(row);
    }
}

impl Template {
    /// Of a scenario under a plan.
    pub fn of(s: &Scenario, plans: &Plans) -> Template {
        let persons = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::looks_at_persons(&p.pay));
        let compares = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::compares(&p.pay));
        let central = people::path(s, plans, false);
        let base = Path { months: central.months, lag: central.lag, bands: central.bands, ..Path::default() };
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
                Some(Chain { steps, counted, leavers: left, result, before, plan: *plan, anyway, delivery })
            };
            chains.push(s.outcomes.iter().zip(plan).map(chain).gather());
            each.push((g.fixed_cost + plan.iter().map(|p| p.help).sum::<f64>()) / treatment);
        }
        let a_month = s.provider.overhead + s.provider.total_cost / f64::from(s.months);
        let fixed = vec![a_month; s.months as usize];
        Template { base, chains, persons, compares, fixed, each, stages, counts: RefCell::default() }
    }

    /// Steps of all chains.
    pub fn steps(&self) -> usize {
        self.chains.iter().flatten().flatten().map(|chain| chain.steps.len()).sum()
    }

    /// One future. `end` is the month from which nobody starts any more.
    pub fn history(&self, s: &Scenario, luck: &Luck, future: u32, end: u32) -> History {
        let year = years(s, luck, future);
        // what is certain draws nothing
        let off = |spread: f64, what| {
            if spread == 0.0 { 1.0 } else { (1.0 + spread * luck.whole(future, what)).max(0.0) }
        };
        let volume = off(s.world.volume_spread, Whole::Volume);
        let effect = off(s.world.effect_spread, Whole::Effect);
        let mut path = self.base.clone();
        let room = self.base.months as usize * s.segments.len();
        let mut tally = Tally { rows: self.stages.iter().map(|_| Vec::new()).gather(), room };
        let counts = &mut *self.counts.borrow_mut();
        let mut reached = Vec::new();
        let mut cost = vec![0.0; (s.months + s.provider.treatment_months) as usize];
        for (month, fixed) in self.fixed.iter().enumerate().filter(|(m, _)| *m < end as usize) {
            cost[month] = *fixed;
        }
        let (mut results, mut started) = (Vec::new(), Vec::new());
        let mut landed = vec![0.0; (self.base.months + self.base.lag) as usize + 1];
        for (i, (g, chains)) in s.segments.iter().zip(&self.chains).enumerate() {
            let mut starts: Vec<(u32, f64)> = Vec::with_capacity(g.starts.len());
            starts.extend(whole(&g.starts, volume, luck.uniform(future, g.stream)).filter(|(_, n)| *n > 0.0));
            // luck belongs to all who were to start, whether or not the contract ends before
            let served = starts.iter().take_while(|(m, _)| *m < end).count();
            for (start, n) in &starts[..served] {
                for month in *start..*start + s.provider.treatment_months {
                    cost[month as usize] += n * self.each[i];
                }
                tally.add(START, Row { start: *start, month: *start, units: *n, band: Some(i) });
            }
            let new = |(start, n): &(u32, f64)| Group { n: *n, band: Some(i), start: *start, stages: Map::new() };
            let mut all = Vec::with_capacity(served);
            all.extend(starts[..served].iter().map(new));
            let mut people = if self.persons { all.clone() } else { Vec::new() };
            let uneven = s.world.site_spread > 0.0;
            let site = if uneven { luck.group(future, g.stream, SITE, 0) } else { 0.0 };
            started.push(starts[..served].iter().map(|(_, n)| n).sum());
            let mut got = vec![Result::default(); chains.len()];
            for (j, chain) in chains.iter().enumerate() {
                let Some(chain) = chain else { continue };
                let draw = Draw { luck, future, stream: g.stream, outcome: j as u32 };
                let lucks = draw.months(&starts);
                // people may be split by what became of them in another outcome; each part walks the chain by itself
                let mut parts = Vec::new();
                let (mut month, mut part) = (0, 0);
                let mut events = Vec::new();
                let mut meets: Option<(f64, Plan)> = None;
                for walker in if self.persons { &people } else { &all } {
                    if walker.start != starts[month].0 {
                        month = starts.iter().position(|(m, _)| *m == walker.start).unwrap_or(0);
                        part = 0;
                    }
                    let first = if part == 0 { lucks[month] } else { draw.step(walker.start, part * PARTS) };
                    let z = year[(walker.start / 12) as usize];
                    // all who start in a year meet the same
                    let moved = match meets {
                        Some((same, moved)) if same == z => moved,
                        _ => chain.in_year(s, z, effect, s.world.site_spread, site),
                    };
                    meets = Some((z, moved));
                    let luck_of = |k: usize| draw.step(walker.start, part * PARTS + k as u32);
                    chain.walk(walker, &moved, first, &luck_of, counts, &mut reached);
                    part += 1;
                    let success = reached[chain.result];
                    let month = walker.start + chain.steps[chain.result].lag;
                    if let Delivery::Events { .. } | Delivery::Counts { .. } = chain.delivery {
                        // a better year has fewer
                        let units = counts.events(walker.n, moved.events, chain.spread(), -first);
                        events.push(Row { start: walker.start, month, units, band: Some(i) });
                        got[j].events += units;
                    }
                    if let Delivery::Events { .. } = chain.delivery {
                        // how often something happens to people parts nobody from the others
                        if self.persons {
                            parts.push(walker.clone());
                        }
                        continue;
                    }
                    got[j].successes += success;
                    if j == 0 {
                        landed[month as usize] += success;
                    }
                    if self.persons {
                        chain.split(walker, &reached, &mut parts);
                    } else {
                        chain.tally(&mut tally, walker, &reached, i);
                    }
                }
                if !events.is_empty() {
                    path.events.entry(s.outcomes[j].event.clone()).or_default().extend(events);
                }
                if self.persons {
                    people = parts;
                }
            }
            if self.persons {
                path.groups.extend(people);
            }
            results.push(got);
        }
        if self.persons {
            path.count();
        } else {
            let counted = self.stages.iter().cloned().zip(tally.rows);
            path.tally.extend(counted.filter(|(_, rows)| !rows.is_empty()));
        }
        if cost.iter().any(|c| *c != 0.0) {
            let mut rows = Vec::with_capacity(cost.len());
            rows.extend((0..).zip(cost));
            path.money.insert("cost".into(), rows);
        }
        let noise = |baseline, comparison| {
            self.compares.then(|| Noise {
                rho: s.rho,
                years: year.clone(),
                baseline: luck.whole(future, baseline),
                comparison: luck.whole(future, comparison),
            })
        };
        path.noise = noise(Whole::Baseline, Whole::Comparison);
        let again = noise(Whole::BaselineAgain, Whole::ComparisonAgain);
        History { path, starts: started, results, landed, again }
    }
}

/// Room for the steps of one part of a cohort among the keys.
const PARTS: u32 = 256;
/// The place of uneven teams among a group's draws.
const SITE: u32 = 255;

/// The common factor by contract year (AR(1), each year standard normal).
fn years(s: &Scenario, luck: &Luck, future: u32) -> Vec<f64> {
    let a = s.world.persistence;
    let news = sqrt((1.0 - a * a).max(0.0));
    let mut z = Vec::new();
    for y in 0..=(s.months - 1) / 12 {
        let last = z.last().copied();
        z.push(match last {
            None => luck.year(future, 0),
            Some(last) if news == 0.0 => last,
            Some(last) => a * last + news * luck.year(future, y),
        });
    }
    z
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

    /// A deviate for each month of starts: independent of each other, and in sum the year's one good draw.
    fn months(&self, starts: &[(u32, f64)]) -> Vec<f64> {
        let mut out = Vec::with_capacity(starts.len());
        out.extend(starts.iter().map(|(m, _)| self.step(*m, 0)));
        let mut from = 0;
        while from < starts.len() {
            let year = starts[from].0 / 12;
            let to = starts.iter().rposition(|(m, _)| m / 12 == year).unwrap_or(from) + 1;
            let k = (to - from) as f64;
            let mean = out[from..to].iter().sum::<f64>() / k;
            let all = self.luck.group(self.future, self.stream, self.outcome, year) / sqrt(k);
            out[from..to].iter_mut().for_each(|e| *e += all - mean);
            from = to;
        }
        out
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
            let none = exact::p_given(counting::no_event(rate, None), s.rho, z);
            return Plan::counted(if s.rho == 0.0 { rate } else { counting::events_at(none, None) });
        }
        let rate = clamp(anyway.rate + effect * (self.plan.rate - anyway.rate), 0.0, 1.0);
        let given = exact::p_given(rate, s.rho, z);
        let uneven = given + sqrt(given * (1.0 - given) * spread / f64::from(s.world.sites)) * site;
        let rate = clamp(uneven, 0.0, 1.0);
        let events = match self.delivery {
            Delivery::Counts { .. } if rate == self.plan.rate => self.plan.events,
            Delivery::Counts { spread, .. } => counting::events_at(rate, spread).min(self.plan.events.max(100.0)),
            _ => 0.0,
        };
        Plan { rate, events, help: 0.0 }
    }

    /// How many reach each step, in `out`.
    fn walk(
        &self,
        walker: &Group,
        plan: &Plan,
        first: f64,
        luck: &dyn Fn(usize) -> f64,
        counts: &mut Counts,
        out: &mut Vec<f64>,
    ) {
        let mut n = walker.n;
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

    fn tally(&self, tally: &mut Tally, walker: &Group, reached: &[f64], i: usize) {
        let mut there = walker.n;
        for (k, (step, n)) in self.steps.iter().zip(reached).enumerate() {
            let row = |units| Row { start: walker.start, month: walker.start + step.lag, units, band: Some(i) };
            if let (Some(place), true) = (self.counted[k], *n > 0.0) {
                tally.add(place, row(*n));
            }
            if there > *n {
                for place in self.leavers.get(k).into_iter().flatten() {
                    tally.add(*place, row(there - n));
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
