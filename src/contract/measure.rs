//! Metrics on a path: what a term comes to in a window, up to a month.

use super::curve::reaches;
use super::ledger::Entry;
use super::path::{Group, Row, Window};
use super::settle::Run;
use super::tree::{Baseline, Clause, Cond, Signif, Term};
use crate::contract::curve::{Curve, Knot};
use crate::contract::significance;
use crate::gather::Gather;
use crate::num::{float, normal};
use std::borrow::Cow;

/// Where a number is read: which year, which band.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// Year, from 0.
    pub year: u32,
    /// Index of the payment band.
    pub band: Option<usize>,
}

/// What a metric is measured on: a window up to a month, one group of people or everybody.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The window.
    pub window: &'a Window,
    /// The last month that is seen.
    pub until: u32,
    /// One group of identical people, seen as one person.
    pub person: Option<&'a Group>,
    /// The node's own earlier postings.
    pub own: &'a [Entry],
}

impl Run<'_> {
    /// A number at a place.
    pub fn number(&self, term: &Term, at: Place) -> f64 {
        match term {
            Term::Number(v, _) => *v,
            Term::Param(name) => self.contract.params.get(name).map_or(0.0, |t| self.number(t, at)),
            Term::ByYear(list) => {
                let i = (at.year as usize).min(list.len().saturating_sub(1));
                list.get(i).map_or(0.0, |t| self.number(t, at))
            }
            Term::ByBand(map) => {
                let name = at.band.and_then(|b| self.path.bands.get(b));
                match name.and_then(|n| map.get(n)) {
                    Some(t) => self.number(t, at),
                    None => {
                        self.note("note.no_band");
                        0.0
                    }
                }
            }
            Term::Add(list) => list.iter().map(|t| self.number(t, at)).sum(),
            Term::Sub(list) => self.less(list, |t| self.number(t, at)),
            Term::Mul(list) => list.iter().map(|t| self.number(t, at)).product(),
            Term::Div(list) => self.ratio(list, |t| self.number(t, at)),
            Term::Floor(t, step) => floor_to(self.number(t, at), self.number(step, at)),
            Term::Pwl(t, f) => self.curve(f, at).at_measured(self.number(t, at)),
            _ => 0.0,
        }
    }

    /// A clause with its numbers filled in.
    pub fn curve(&self, f: &Clause, at: Place) -> Curve {
        let knot = |[k, s, j]: &[Term; 3]| Knot {
            at: self.number(k, at),
            slope: self.number(s, at),
            jump: self.number(j, at),
        };
        let knots = f.knots.iter().map(knot).gather();
        Curve::new(self.number(&f.x0, at), self.number(&f.y0, at), self.number(&f.s0, at), knots)
    }

    /// A metric in a view.
    pub fn value(&self, term: &Term, v: View) -> f64 {
        if v.person.is_none() && !term.is_number() && term.differs_by_band(&self.contract.params) {
            // a weight by band belongs to each row, not to their sum
            if let Some(rows) = self.rows(term) {
                return self.seen(&rows, None, v);
            }
        }
        let place = Place { year: v.window.year_at(v.until), band: v.person.and_then(|g| g.band) };
        match term {
            Term::Count { stage, band } => match v.person {
                Some(g) => person_count(g, stage, v, band.as_deref().is_none_or(|b| self.is_band(g.band, b))),
                None => self.seen(self.tally(stage), band.as_deref(), v),
            },
            Term::Days { stage, band } => {
                self.seen(self.path.days.get(stage).map_or(&[], Vec::as_slice), band.as_deref(), v)
            }
            Term::Events { kind, band } => {
                self.seen(self.path.events.get(kind).map_or(&[], Vec::as_slice), band.as_deref(), v)
            }
            Term::Base { of, baseline } => self.base(of, baseline, v),
            Term::Money { tag, from, to } => self.money(tag, from.as_deref(), to.as_deref(), v),
            Term::Owed { party, irr } => self.owed(party, self.number(irr, place), v),
            Term::Add(list) => list.iter().map(|t| self.value(t, v)).sum(),
            Term::Sub(list) => self.less(list, |t| self.value(t, v)),
            Term::Mul(list) => list.iter().map(|t| self.value(t, v)).product(),
            Term::Div(list) => self.ratio(list, |t| self.value(t, v)),
            Term::Floor(t, step) => floor_to(self.value(t, v), self.number(step, place)),
            Term::Pwl(t, f) => self.curve(f, place).at_measured(self.value(t, v)),
            Term::Reported { of, se, sp } => {
                let (se, sp) = (self.number(se, place), self.number(sp, place));
                // whoever is checked: the people of the view, or one person alone
                let starts = self.value(&checked(of), v);
                let truly = self.value(of, v);
                se * truly + (1.0 - sp) * (starts - truly)
            }
            number => self.number(number, place),
        }
    }

    /// The rows of a metric that is a plain sum of counted things, each with its weight; none if it is anything else.
    pub fn rows(&self, term: &Term) -> Option<Cow<'_, [Row]>> {
        let of_band = |rows, band: &Option<String>| -> Cow<'_, [Row]> { self.of_band(rows, band.as_deref()) };
        match term {
            Term::Count { stage, band } => Some(of_band(self.tally(stage), band)),
            Term::Days { stage, band } => Some(of_band(self.path.days.get(stage).map_or(&[], Vec::as_slice), band)),
            Term::Events { kind, band } => Some(of_band(self.path.events.get(kind).map_or(&[], Vec::as_slice), band)),
            Term::Base { of, baseline } => {
                let events = self.rows(of)?;
                let (
                    Term::Events { band, .. },
                    Baseline::Fixed(b) | Baseline::Historic { b, .. } | Baseline::Concurrent { b, .. },
                ) = (&**of, &**baseline)
                else {
                    return None;
                };
                let starts = self.of_band(self.tally("start"), band.as_deref()).into_owned();
                let expected = |r: Row| {
                    // due when the events of the same people are counted
                    let counted = events.iter().find(|e| e.start == r.start && e.band == r.band);
                    let rate = self.number(b, Place { year: r.start / 12, band: r.band });
                    Row { month: counted.map_or(r.month, |e| e.month), units: r.units * rate, ..r }
                };
                Some(Cow::Owned(starts.into_iter().map(expected).gather()))
            }
            Term::Add(list) => {
                let parts = list.iter().map(|t| self.rows(t)).collect::<Option<Vec<_>>>()?;
                Some(Cow::Owned(parts.concat()))
            }
            Term::Sub(list) => {
                let parts = list.iter().map(|t| self.rows(t)).collect::<Option<Vec<_>>>()?;
                let (first, rest) = parts.split_first()?;
                let less = rest.iter().flat_map(|p| p.iter()).map(|r| Row { units: -r.units, ..*r });
                Some(Cow::Owned(first.iter().copied().chain(less).gather()))
            }
            Term::Mul(list) => {
                let mut of = list.iter().filter(|t| !t.is_number());
                let (Some(metric), None) = (of.next(), of.next()) else {
                    return None;
                };
                let mut rows = self.rows(metric)?.into_owned();
                for r in &mut rows {
                    let at = Place { year: r.month / 12, band: r.band };
                    let times: f64 = list.iter().filter(|t| t.is_number()).map(|t| self.number(t, at)).product();
                    r.units *= times;
                }
                Some(Cow::Owned(rows))
            }
            Term::Div(list) => {
                let (metric, by) = list.split_first()?;
                if !by.iter().all(Term::is_number) {
                    return None;
                }
                let mut rows = self.rows(metric)?.into_owned();
                for r in &mut rows {
                    let at = Place { year: r.month / 12, band: r.band };
                    for t in by {
                        let d = self.number(t, at);
                        r.units = if d == 0.0 { self.nothing() } else { r.units / d };
                    }
                }
                Some(Cow::Owned(rows))
            }
            _ => None,
        }
    }

    /// The rows of one band; of all, they need no copy.
    fn of_band<'r>(&self, rows: &'r [Row], band: Option<&str>) -> Cow<'r, [Row]> {
        match band {
            None => Cow::Borrowed(rows),
            Some(b) => rows.iter().filter(|r| self.is_band(r.band, b)).copied().collect(),
        }
    }

    /// Whether a condition holds in a view.
    pub fn holds(&self, cond: &Cond, v: View) -> bool {
        match cond {
            Cond::AtLeast(metric, number) => {
                let place = Place { year: v.window.year_at(v.until), band: v.person.and_then(|g| g.band) };
                reaches(self.value(metric, v), self.number(number, place))
            }
            Cond::Signif(s) => self.significant(s, v),
            Cond::And(list) => list.iter().all(|c| self.holds(c, v)),
            Cond::Not(c) => !self.holds(c, v),
        }
    }

    fn significant(&self, s: &Signif, v: View) -> bool {
        let starts = self.seen(self.tally("start"), None, v);
        self.passes(s, starts, self.value(&s.metric, v), v)
    }

    /// Whether `seen` of `n` people pass a significance test.
    pub(super) fn passes(&self, s: &Signif, n: f64, seen: f64, v: View) -> bool {
        let place = Place { year: v.window.year_at(v.until), band: None };
        if n < 1.0 {
            return false;
        }
        let b = self.rate_of(&s.baseline, &s.metric, place, v);
        let (seen, b) = if s.high_is_good { (n - seen, 1.0 - b) } else { (seen, b) };
        let alpha = self.number(&s.alpha, place) / if s.two_sided { 2.0 } else { 1.0 };
        if let Baseline::Concurrent { m, .. } = &s.baseline {
            let m = self.number(m, place);
            let z = significance::two_sample_z(1.0 - seen / n, n, 1.0 - b, m);
            return z > -normal::quantile(alpha);
        }
        // people spread over months add up to whole ones but for rounding
        let hair = 1e-9 * n;
        if s.exact {
            self.critical(n, b, alpha).is_some_and(|c| seen <= c as f64 + hair)
        } else {
            seen <= n * significance::normal_threshold(n, b, alpha) + hair
        }
    }

    /// The largest count that passes an exact test: worked out once where an expectation asks it of count after count.
    fn critical(&self, n: f64, b: f64, alpha: f64) -> Option<i64> {
        match self.tested.get() {
            Some((of, critical)) if of == (n, b, alpha) => critical,
            _ => {
                let critical = significance::exact(n, b, alpha).critical;
                self.tested.set(Some(((n, b, alpha), critical)));
                critical
            }
        }
    }

    /// Σ of rows of a band that the view sees.
    fn seen(&self, rows: &[Row], band: Option<&str>, v: View) -> f64 {
        rows.iter()
            .filter(|r| r.month <= v.until && v.window.holds(r.start, r.month))
            .filter(|r| band.is_none_or(|b| self.is_band(r.band, b)))
            .map(|r| r.units)
            .sum()
    }

    /// The same people without the service: the baseline's rate per start instead of what is counted.
    fn base(&self, of: &Term, baseline: &Baseline, v: View) -> f64 {
        let inner = |t: &Term| self.base(t, baseline, v);
        match of {
            Term::Count { band, .. } | Term::Events { band, .. } | Term::Days { band, .. } => {
                let band = band.as_deref();
                let counted = |r: &&Row| {
                    r.month <= v.until
                        && v.window.holds(r.start, r.month)
                        && band.is_none_or(|b| self.is_band(r.band, b))
                };
                if let Some(g) = v.person {
                    if band.is_some_and(|b| !self.is_band(g.band, b)) {
                        return 0.0;
                    }
                    return self.rate_of(baseline, of, Place { year: g.start / 12, band: g.band }, v);
                }
                let rate = |r: &Row| self.rate_of(baseline, of, Place { year: r.start / 12, band: r.band }, v);
                self.tally("start").iter().filter(counted).map(|r| r.units * rate(r)).sum()
            }
            Term::Add(list) => list.iter().map(inner).sum(),
            Term::Sub(list) => self.less(list, inner),
            Term::Mul(list) => list.iter().map(|t| if t.is_number() { self.value(t, v) } else { inner(t) }).product(),
            Term::Div(list) => self.ratio(list, |t| if t.is_number() { self.value(t, v) } else { inner(t) }),
            Term::Floor(t, step) => floor_to(inner(t), self.value(step, v)),
            other => self.value(other, v),
        }
    }

    /// Rate per start of a baseline.
    fn rate_of(&self, baseline: &Baseline, of: &Term, at: Place, v: View) -> f64 {
        match baseline {
            Baseline::Fixed(b) => self.number(b, at),
            Baseline::Historic { b, m } => {
                let (b, m) = (self.number(b, at), self.number(m, at));
                self.path.noise.as_ref().map_or(b, |noise| noise.historic(b, m))
            }
            Baseline::Concurrent { b, m } => {
                let (b, m) = (self.number(b, at), self.number(m, at));
                let mut adverse = false;
                of.visit(&mut |t| adverse |= matches!(t, Term::Events { .. } | Term::Sub(_)));
                self.path.noise.as_ref().map_or(b, |noise| noise.concurrent(b, m, at.year, adverse))
            }
            Baseline::Measured { years } => {
                let (mut counted, mut starts) = (0.0, 0.0);
                for year in years {
                    let window = Window {
                        by_cohort: true,
                        from: year * 12,
                        to: year * 12 + 11,
                        close: u32::MAX,
                        year: Some(*year),
                    };
                    let whole = View { window: &window, until: u32::MAX, person: None, own: v.own };
                    counted += self.value(of, whole);
                    starts += self.seen(self.tally("start"), None, whole);
                }
                if starts == 0.0 { self.nothing() } else { counted / starts }
            }
        }
    }

    fn less(&self, list: &[Term], f: impl Fn(&Term) -> f64) -> f64 {
        list.split_first().map_or(0.0, |(first, rest)| f(first) - rest.iter().map(f).sum::<f64>())
    }

    fn ratio(&self, list: &[Term], f: impl Fn(&Term) -> f64) -> f64 {
        let Some((first, rest)) = list.split_first() else {
            return 0.0;
        };
        let by: f64 = rest.iter().map(&f).product();
        if by == 0.0 { self.nothing() } else { f(first) / by }
    }

    /// Anything ÷ 0 pays 0 and is reported.
    fn nothing(&self) -> f64 {
        self.note("note.division");
        self.undefined.set(true);
        0.0
    }

    /// What a rule comes to, or none if it divides by nothing: a rate of nobody is not a rate of 0.
    pub(super) fn defined<T>(&self, of: impl FnOnce() -> T) -> Option<T> {
        let outside = self.undefined.replace(false);
        let found = of();
        (!self.undefined.replace(outside)).then_some(found)
    }

    fn is_band(&self, band: Option<usize>, name: &str) -> bool {
        band.and_then(|b| self.path.bands.get(b)).is_some_and(|b| b == name)
    }

    fn tally(&self, stage: &str) -> &[Row] {
        self.path.tally.get(stage).map_or(&[], Vec::as_slice)
    }
}

/// Those whose result a check may get wrong: who start, of the band that is counted.
pub(super) fn checked(of: &Term) -> Term {
    let band = if let Term::Count { band, .. } = of { band.clone() } else { None };
    Term::Count { stage: "start".into(), band }
}

/// How often one person of a group has reached a stage in a view.
fn person_count(g: &Group, stage: &str, v: View, in_band: bool) -> f64 {
    if !in_band {
        return 0.0;
    }
    let seen = |m: u32| m <= v.until && v.window.holds(g.start, m);
    if stage == "start" {
        return f64::from(u8::from(seen(g.start)));
    }
    g.stages.get(stage).map_or(0.0, |months| months.iter().filter(|m| seen(**m)).count() as f64)
}

/// Down to a whole step. A rate such as 91/200 may fall a rounding error short of the step that it reaches.
pub(super) fn floor_to(x: f64, step: f64) -> f64 {
    if step <= 0.0 { x } else { float::floor(x / step + 1e-9) * step }
}
