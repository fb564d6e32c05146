//! The law of totals over a scenario's people: what `contract::expect` asks where a rule bends.

use crate::contract::curve::Curve;
use crate::contract::expect::{Law, Total};
use crate::contract::measure::View;
use crate::contract::path::Group;
use crate::contract::settle::Run;
use crate::contract::tree::Term;
use crate::gather::Gather;
use crate::kept::Kept;
use crate::num::pmf::Pmf;
use crate::num::{float, normal, quadrature};
use crate::outcomes::exact::{self, Batch};
use crate::people::{self, Plans};
use crate::risk::tails::ONE_IN_20;
use crate::scenario::{Delivery, Scenario};
use std::cell::RefCell;
use std::rc::Rc;

/// Beyond this many people, or lattice steps, the conditional-moments mixture stands in for the exact convolution: its
/// error there is below 1e-4 of the distribution (`model-spec.md` 5.4, engine 3).
const EXACT_PEOPLE: f64 = 4000.0;
const EXACT_STEPS: f64 = 20_000.0;

/// True if people are so many that laws of their totals stand on conditional moments, not on every count.
pub fn by_moments(s: &Scenario) -> bool {
    s.segments.iter().map(|g| g.n()).sum::<f64>() > EXACT_PEOPLE
}

/// The people of a scenario under a plan.
pub struct People<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Chances of success.
    pub plans: &'a Plans,
    /// True while a solver searches: mean and spread alone, no lattice.
    pub quick: bool,
    /// True if only totals are wanted, not the month within a window.
    pub totals: bool,
}

impl Law for People<'_> {
    fn expect(&self, run: &Run, total: Total, f: &dyn Fn(f64) -> f64, curve: Option<&Curve>) -> Option<f64> {
        let batches = self.batches(run, total)?;
        // the total at the close is exact; on the way there its closed form will do
        let quick = self.quick || total.until < total.window.close;
        Some(expected(&batches, quick, f, curve))
    }

    fn points(&self, run: &Run, total: Total) -> Option<Vec<(f64, f64)>> {
        Some(points(&self.batches(run, total)?, self.quick))
    }

    fn wants_totals(&self) -> bool {
        self.totals
    }
}

impl People<'_> {
    /// Who contributes what to a plain metric in a window.
    fn batches(&self, run: &Run, Total { of, window, until }: Total) -> Option<Vec<Batch<f64>>> {
        let s = self.scenario;
        let wanted = stages(of)?;
        let mut out: Vec<Batch<f64>> = Vec::new();
        for (i, (g, plan)) in s.segments.iter().zip(self.plans).enumerate() {
            let mut looked_at = false;
            of.visit(&mut |t| {
                looked_at |= matches!(t, Term::Count { band, .. } if band.as_ref().is_none_or(|b| *b == g.band));
            });
            if !looked_at {
                continue;
            }
            let mut chains = Vec::new();
            for (o, plan) in s.outcomes.iter().zip(plan) {
                if o.stages.iter().any(|st| wanted.iter().any(|w| reads(w, &st.id))) || wanted.contains(&"left") {
                    match g.delivery.get(&o.id) {
                        Some(Delivery::Events { .. }) => return None,
                        Some(_) => {
                            let mut chain = people::steps(g, o, plan.rate);
                            // what happens after the last stage that is counted does not matter
                            let counted = |st: &people::Step| {
                                wanted.iter().any(|w| reads(w, &st.stage)) || wanted.contains(&"left")
                            };
                            let last = chain.iter().rposition(counted).unwrap_or(0);
                            let result = chain.iter().position(|st| st.from_result).unwrap_or(0);
                            chain.truncate(last.max(result) + 1);
                            chains.push((chain, plan.rate));
                        }
                        None => {}
                    }
                }
            }
            // two results of the same people have a joint law of their own
            let (chain, rate) = match chains.as_slice() {
                [] => continue,
                [one] => one,
                _ => return None,
            };
            let result = chain.iter().position(|st| st.from_result)?;
            // nobody reaches the result who did not reach the stage before it
            let p = chain[..result].iter().fold(1.0, |reached, st| reached * st.chance).min(*rate);
            // the ends of the chain, for whoever starts in month 0: the others have theirs so much later
            let ends = |(share, stages)| (share, Group { n: 1.0, band: Some(i), start: 0, stages });
            let mut ends: Vec<(f64, Group)> = people::histories(chain, 0).into_iter().map(ends).gather();
            // of whom the same is seen, the same is worth: what is seen, and which batch they are in
            let mut known: Vec<(Vec<bool>, usize)> = Vec::new();
            let mut seen = Vec::new();
            for (start, n) in (0..).zip(&g.starts) {
                if *n == 0.0 || (window.by_cohort && !window.holds(start, start)) {
                    continue;
                }
                let sees = |lag: u32| start + lag <= until && window.holds(start, start + lag);
                seen.clear();
                seen.push(sees(0));
                seen.extend(chain.iter().map(|step| sees(step.lag)));
                if let Some((_, place)) = known.iter().find(|(same, _)| *same == seen) {
                    out[*place].n += n;
                    continue;
                }
                let mut batch = Batch { n: *n, p, rho: s.rho, success: Vec::new(), failure: Vec::new() };
                for (k, (share, person)) in ends.iter_mut().enumerate() {
                    let later = start - person.start;
                    person.start = start;
                    person.stages.values_mut().flatten().for_each(|month| *month += later);
                    let worth = run.value(of, View { window, until, person: Some(person), own: &[] });
                    // history k broke down before step k: it reached the result if k lies beyond it
                    let (list, given) =
                        if k > result { (&mut batch.success, p) } else { (&mut batch.failure, 1.0 - p) };
                    if *share > 0.0 {
                        add(list, worth, *share / given);
                    }
                }
                let alike = |b: &Batch<f64>| (b.p, &b.success, &b.failure) == (p, &batch.success, &batch.failure);
                let place = out.iter().position(alike).unwrap_or(out.len());
                match out.get_mut(place) {
                    Some(b) => b.n += n,
                    None => out.push(batch),
                }
                known.push((seen.clone(), place));
            }
        }
        // a total that was spread over months comes back whole
        for b in &mut out {
            let whole = float::round(b.n);
            if (b.n - whole).abs() < 1e-9 * whole.max(1.0) {
                b.n = whole;
            }
        }
        Some(out)
    }
}

fn add(list: &mut Vec<(f64, f64)>, worth: f64, chance: f64) {
    match list.iter_mut().find(|(w, _)| *w == worth) {
        Some((_, c)) => *c += chance,
        None => list.push((worth, chance)),
    }
}

/// Stages that a plain metric counts; none if it counts anything else.
fn stages(of: &Term) -> Option<Vec<&str>> {
    match of {
        Term::Count { stage, .. } => Some(vec![stage]),
        Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => {
            let parts: Option<Vec<_>> = l.iter().filter(|t| !t.is_number()).map(stages).collect();
            Some(parts?.concat())
        }
        _ => None,
    }
}

fn reads(name: &str, stage: &str) -> bool {
    name == stage || name.strip_prefix("left(").and_then(|n| n.strip_suffix(')')) == Some(stage)
}

/// E f(total).
pub fn expected(batches: &[Batch<f64>], quick: bool, f: &dyn Fn(f64) -> f64, curve: Option<&Curve>) -> f64 {
    match whole(batches, quick) {
        Some((unit, law)) => law.expect(|k| f(k as f64 * unit)),
        None => {
            if let Some(curve) = curve {
                let jumps = curve.knots.iter().any(|k| k.jump != 0.0);
                let unit = if jumps { lattice(batches).map_or(0.0, |(unit, _)| unit) } else { 0.0 };
                let parts = parts(batches, if quick { 60 } else { POINTS });
                return exact::mixture_expect(&parts, &curve.between_counts(unit));
            }
            cells(batches, quick).iter().map(|(x, chance)| chance * f(*x)).sum()
        }
    }
}

/// The law of a total: its values and their chances.
pub fn points(batches: &[Batch<f64>], quick: bool) -> Vec<(f64, f64)> {
    match whole(batches, quick) {
        Some((unit, law)) => (law.lo..).zip(&law.p).map(|(k, chance)| (k as f64 * unit, *chance)).gather(),
        None => cells(batches, quick).to_vec(),
    }
}

thread_local! {
    /// Laws at hand. A drag, and a search, ask for the same total at one price after another.
    static LAWS: RefCell<Kept<Pmf>> = const { RefCell::new(Kept::new(ROOM)) };
    /// The same in cells.
    static CELLS: RefCell<Kept<Vec<(f64, f64)>>> = const { RefCell::new(Kept::new(ROOM)) };
    /// The same as moments.
    static PARTS: RefCell<Kept<Parts>> = const { RefCell::new(Kept::new(ROOM)) };
}

/// Numbers of either half of what is kept of each: 2 MB.
const ROOM: usize = 1 << 18;

/// Conditional moments at points of the common factor, with their weights.
type Parts = Vec<(f64, exact::Moments)>;

/// All that a total's law follows from; `how` tells apart what is made of it.
fn key<V: Copy>(batches: &[Batch<V>], how: u32, bits: fn(V) -> u64) -> Vec<u64> {
    let words = |b: &Batch<V>| 5 + 2 * (b.success.len() + b.failure.len());
    let mut key = Vec::with_capacity(1 + batches.iter().map(words).sum::<usize>());
    key.push(u64::from(how));
    for b in batches {
        key.extend([b.n, b.p, b.rho].map(f64::to_bits));
        for list in [&b.success, &b.failure] {
            key.push(list.len() as u64);
            list.iter().for_each(|(value, chance)| key.extend([bits(*value), chance.to_bits()]));
        }
    }
    key
}

/// The exact law on a lattice of that unit, where people are few enough.
fn whole(batches: &[Batch<f64>], quick: bool) -> Option<(f64, Rc<Pmf>)> {
    let people: f64 = batches.iter().map(|b| b.n).sum();
    if quick || people > EXACT_PEOPLE {
        return None;
    }
    let (unit, lattice) = lattice(batches)?;
    Some((unit, law(&lattice)))
}

fn law(lattice: &[Batch]) -> Rc<Pmf> {
    let key = key(lattice, 0, |steps| steps as u64);
    LAWS.with_borrow_mut(|laws| laws.of(key, |law| law.p.len(), || exact::law(lattice)))
}

/// The law in cells, from conditional moments.
fn cells(batches: &[Batch<f64>], quick: bool) -> Rc<Vec<(f64, f64)>> {
    let key = key(batches, u32::from(quick), f64::to_bits);
    CELLS.with_borrow_mut(|kept| kept.of(key, |cells| 2 * cells.len(), || in_cells(batches, quick)))
}

fn in_cells(batches: &[Batch<f64>], quick: bool) -> Vec<(f64, f64)> {
    let parts = parts(batches, if quick { 60 } else { POINTS });
    let (lo, hi) = (at(&parts, 1e-7), at(&parts, 1.0 - 1e-7));
    let mean: f64 = parts.iter().map(|(w, m)| w * m.mean).sum();
    if hi <= lo {
        return vec![(mean, 1.0)];
    }
    // whole counts stay whole; otherwise a grid fine enough that a cliff between two points cannot hide
    let cells = if quick { 120.0 } else { 2000.0 };
    let unit = lattice(batches).map_or(0.0, |(u, _)| u);
    let step = if unit > 0.0 && (hi - lo) / unit <= 4.0 * cells { unit } else { (hi - lo) / cells };
    let first = float::floor(lo / step);
    let count = float::ceil((hi - first * step) / step) as u32;
    let (mut out, mut below) = (Vec::new(), 0.0);
    for i in 0..=count {
        let x = (first + f64::from(i)) * step;
        let upto =
            if i == count { 1.0 } else { float::clamp(exact::cdf_by_mixture(&parts, x + step / 2.0), below, 1.0) };
        out.push((x, upto - below));
        below = upto;
    }
    out
}

/// At most so many points of the common factor; a pool so large that it needs more is all but certain given the factor.
const POINTS: u32 = 400;

/// Conditional moments on the common factor. Where luck is so small beside the factor that the points would stand apart,
/// each is blurred over the gap to its neighbours: that adds less than 1 part in 5,000 to the variance.
fn parts(batches: &[Batch<f64>], points: u32) -> Rc<Parts> {
    let key = key(batches, points, f64::to_bits);
    PARTS.with_borrow_mut(|kept| kept.of(key, |parts| 4 * parts.len(), || in_parts(batches, points)))
}

fn in_parts(batches: &[Batch<f64>], points: u32) -> Parts {
    let shaken = batches.iter().any(|b| b.n > 0.0 && b.rho > 0.0);
    let step = 17.0 / f64::from(points);
    if !shaken || exact::s_min(batches) >= step {
        return exact::parts(batches);
    }
    let nodes = quadrature::grid(step);
    let moments: Vec<exact::Moments> = nodes.iter().map(|(z, _)| exact::moments_given(batches, *z)).gather();
    let last = moments.len() - 1;
    let blurred = |i: usize| {
        let m = moments[i];
        let gap = (moments[(i + 1).min(last)].mean - moments[i.saturating_sub(1)].mean).abs() / 2.0;
        exact::Moments { sd: m.sd.max(0.6 * gap), ..m }
    };
    nodes.iter().enumerate().map(|(i, (_, weight))| (*weight, blurred(i))).gather()
}

fn at(parts: &[(f64, exact::Moments)], a: f64) -> f64 {
    let z = normal::quantile(a);
    let ends = parts.iter().map(|(_, m)| m.mean + z * m.sd);
    if a < 0.5 { ends.fold(f64::INFINITY, f64::min) } else { ends.fold(f64::NEG_INFINITY, f64::max) }
}

/// The greatest step of which every contribution is a whole multiple, if the totals fit a lattice.
fn lattice(batches: &[Batch<f64>]) -> Option<(f64, Vec<Batch>)> {
    let values = || batches.iter().flat_map(|b| b.success.iter().chain(&b.failure)).map(|(v, _)| *v);
    let most = values().fold(0.0, |a: f64, v| a.max(v.abs()));
    if most == 0.0 {
        return None;
    }
    let tiny = most * 1e-9;
    // Euclid's algorithm on real numbers, down to rounding
    let unit = values().filter(|v| v.abs() > tiny).fold(0.0_f64, |mut a, v| {
        let mut b = v.abs();
        while b > tiny {
            (a, b) = (b, a - float::floor(a / b + 1e-9) * b);
        }
        a
    });
    let people: f64 = batches.iter().map(|b| b.n).sum();
    if unit <= 0.0 || people * most / unit > EXACT_STEPS {
        return None;
    }
    let steps = |list: &[(f64, f64)]| list.iter().map(|(v, c)| (float::round(v / unit) as i64, *c)).gather();
    let whole =
        |b: &Batch<f64>| Batch { n: b.n, p: b.p, rho: b.rho, success: steps(&b.success), failure: steps(&b.failure) };
    Some((unit, batches.iter().map(whole).gather()))
}

/// The number who succeed in a bad and in a good year, 1 in 20 each way, for the first outcome; none for counted events.
pub fn likely(s: &Scenario, plans: &Plans) -> Option<[f64; 2]> {
    let outcome = s.outcomes.first()?;
    let mut batches = Vec::new();
    for (g, plan) in s.segments.iter().zip(plans) {
        match g.delivery.get(&outcome.id) {
            Some(Delivery::Events { .. }) => return None,
            Some(_) => {
                let p = plan.first().map_or(0.0, |p| p.rate);
                batches.push(Batch { n: g.n(), p, rho: s.rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] });
            }
            None => {}
        }
    }
    let people: f64 = batches.iter().map(|b| b.n).sum();
    if people <= EXACT_PEOPLE {
        let law = law(&batches);
        return Some([law.quantile(ONE_IN_20) as f64, law.quantile(1.0 - ONE_IN_20) as f64]);
    }
    let priced: Vec<_> = batches.iter().map(|b| b.priced(1.0)).gather();
    let parts = parts(&priced, POINTS);
    Some([ONE_IN_20, 1.0 - ONE_IN_20].map(|a| float::round(exact::quantile_by_mixture(&parts, a))))
}

/// The plan of one coherent future in which so many succeed: every group's chance moves by the same step of the normal
/// scale, as it would in a year that is better or worse for everybody.
pub fn future(s: &Scenario, plans: &Plans, successes: f64) -> Plans {
    let shifted = |d: f64| -> Plans {
        let shift = |rate: f64| {
            if rate <= 0.0 || rate >= 1.0 { rate } else { normal::cdf(normal::quantile(rate) + d) }
        };
        people::moved(s, plans, |_, rate| shift(rate))
    };
    let count = |plans: &Plans| -> f64 {
        s.segments.iter().zip(plans).map(|(g, p)| g.n() * p.first().map_or(0.0, |p| p.rate)).sum()
    };
    let (mut lo, mut hi) = (-8.0, 8.0);
    for _ in 0..60 {
        let mid = 0.5 * (lo + hi);
        if count(&shifted(mid)) < successes { lo = mid } else { hi = mid }
    }
    shifted(0.5 * (lo + hi))
}
