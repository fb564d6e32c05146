//! Metrics, numbers, clauses and conditions as formulas: the meaning of `contract::measure`, with every count a cell.

use super::expr::{Expr, Test};
use super::rules::{Place, Row, Rules, Try, View, when};
use super::sums::Sum;
use crate::contract::significance;
use crate::contract::tree::{Baseline, Clause, Cond, Signif, Term};
use crate::gather::Gather;
use crate::num::normal;

impl Rules<'_> {
    /// A number at a place.
    pub(super) fn number(&mut self, term: &Term, at: Place) -> Try<Expr> {
        let contract = self.contract;
        Ok(match term {
            Term::Number(v, path) => self.inputs.live(*v, path),
            Term::Param(name) => match contract.params.get(name) {
                Some(t) => self.number(t, at)?,
                None => Expr::Number(0.0),
            },
            Term::ByYear(list) => match list.get((at.year as usize).min(list.len().saturating_sub(1))) {
                Some(t) => self.number(t, at)?,
                None => Expr::Number(0.0),
            },
            Term::ByBand(map) => {
                let name = at.band.and_then(|b| self.path.bands.get(b));
                match name.and_then(|n| map.get(n)) {
                    Some(t) => self.number(t, at)?,
                    None => Expr::Number(0.0),
                }
            }
            Term::Add(list) => Expr::add(self.numbers(list, at)?),
            Term::Sub(list) => {
                let mut all = self.numbers(list, at)?.into_iter();
                let first = all.next().unwrap_or(Expr::Number(0.0));
                all.fold(first, Expr::less)
            }
            Term::Mul(list) => Expr::mul(self.numbers(list, at)?),
            Term::Div(list) => {
                let mut all = self.numbers(list, at)?.into_iter();
                let first = all.next().unwrap_or(Expr::Number(0.0));
                Expr::ratio(first, Expr::mul(all.gather()))
            }
            Term::Floor(x, step) => Expr::Floor(Box::new([self.number(x, at)?, self.number(step, at)?])),
            Term::Pwl(x, f) => {
                let x = self.number(x, at)?;
                self.clause(f, x, at)?
            }
            _ => return Err("wb.why.number"),
        })
    }

    fn numbers(&mut self, list: &[Term], at: Place) -> Try<Vec<Expr>> {
        let mut out = Vec::new();
        for t in list {
            out.push(self.number(t, at)?);
        }
        Ok(out)
    }

    /// A piecewise-linear rule of something: y0 + s0 (x − x0), and what each knot adds.
    pub(super) fn clause(&mut self, f: &Clause, x: Expr, at: Place) -> Try<Expr> {
        let x = if f.knots.is_empty() { x } else { self.working("wb.work.metric", "", x) };
        let [x0, y0, s0] = [self.number(&f.x0, at)?, self.number(&f.y0, at)?, self.number(&f.s0, at)?];
        let mut terms = vec![y0, Expr::mul(vec![s0, Expr::less(x.clone(), x0)])];
        for [k, s, j] in &f.knots {
            let [k, s, j] = [self.number(k, at)?, self.number(s, at)?, self.number(j, at)?];
            let beyond = Expr::Max(vec![Expr::Number(0.0), Expr::less(x.clone(), k.clone())]);
            terms.push(Expr::mul(vec![s, beyond]));
            if j != Expr::Number(0.0) {
                let reached = Test::Reaches(x.clone(), k);
                terms.push(Expr::If(Box::new(reached), Box::new([j, Expr::Number(0.0)])));
            }
        }
        Ok(Expr::add(terms))
    }

    /// The rows of a metric that is a plain sum of counted things; none if it is anything else.
    pub(super) fn rows(&mut self, term: &Term) -> Try<Option<Vec<Row>>> {
        Ok(match term {
            Term::Count { stage, band } => Some(self.of_band(stage, false, band.as_deref())),
            Term::Events { kind, band } => Some(self.of_band(kind, true, band.as_deref())),
            Term::Days { .. } => return Err("wb.why.days"),
            Term::Base { of, baseline } => {
                let Some(events) = self.rows(of)? else { return Ok(None) };
                let (
                    Term::Events { band, .. },
                    Baseline::Fixed(b) | Baseline::Historic { b, .. } | Baseline::Concurrent { b, .. },
                ) = (&**of, &**baseline)
                else {
                    return Ok(None);
                };
                let mut out = Vec::new();
                for r in self.of_band("start", false, band.as_deref()) {
                    let counted = events.iter().find(|e| e.start == r.start && e.band == r.band);
                    let rate = self.number(b, Place { year: r.start / 12, band: r.band })?;
                    out.push(Row { month: counted.map_or(r.month, |e| e.month), units: r.units.times(&rate), ..r });
                }
                Some(out)
            }
            Term::Add(list) | Term::Sub(list) => {
                let mut out = Vec::new();
                for (i, t) in list.iter().enumerate() {
                    let Some(rows) = self.rows(t)? else { return Ok(None) };
                    let sign = if i > 0 && matches!(term, Term::Sub(_)) { -1.0 } else { 1.0 };
                    out.extend(rows.into_iter().map(|r| Row { units: r.units.times(&Expr::Number(sign)), ..r }));
                }
                Some(out)
            }
            Term::Mul(list) => {
                let mut of = list.iter().filter(|t| !t.is_number());
                let (Some(metric), None) = (of.next(), of.next()) else { return Ok(None) };
                let by: Vec<&Term> = list.iter().filter(|t| t.is_number()).gather();
                self.weighed(metric, &by, false)?
            }
            Term::Div(list) => match list.split_first() {
                Some((metric, by)) if by.iter().all(Term::is_number) => {
                    self.weighed(metric, &by.iter().gather(), true)?
                }
                _ => None,
            },
            _ => None,
        })
    }

    fn weighed(&mut self, metric: &Term, by: &[&Term], divides: bool) -> Try<Option<Vec<Row>>> {
        let Some(mut rows) = self.rows(metric)? else { return Ok(None) };
        for r in &mut rows {
            let at = Place { year: r.month / 12, band: r.band };
            for t in by {
                let n = self.number(t, at)?;
                let n = if divides { Expr::ratio(Expr::Number(1.0), n) } else { n };
                r.units = std::mem::take(&mut r.units).times(&n);
            }
        }
        Ok(Some(rows))
    }

    fn of_band(&self, key: &str, events: bool, band: Option<&str>) -> Vec<Row> {
        let mut rows = self.counted(key, events);
        let is = |r: &Row| r.band.and_then(|b| self.path.bands.get(b)).map(String::as_str);
        rows.retain(|r| band.is_none() || is(r) == band);
        rows
    }

    /// What a view sees of rows.
    fn seen(rows: &[Row], v: View) -> Sum {
        let mut sum = Sum::default();
        for r in rows.iter().filter(|r| r.month <= v.until && v.window.holds(r.start, r.month)) {
            sum.join(r.units.clone());
        }
        sum
    }

    /// A metric in a view, as a formula.
    pub(super) fn metric_expr(&mut self, term: &Term, v: View) -> Try<Expr> {
        let sum = self.metric(term, v)?;
        Ok(self.expr(&sum))
    }

    /// A metric in a view.
    pub(super) fn metric(&mut self, term: &Term, v: View) -> Try<Sum> {
        let at = Place { year: v.window.year_at(v.until), band: None };
        if term.is_number() {
            return Ok(Sum::plain(self.number(term, at)?));
        }
        if term.differs_by_band(&self.contract.params) {
            // a weight by band belongs to each row, not to their sum
            if let Some(rows) = self.rows(term)? {
                return Ok(Self::seen(&rows, v));
            }
        }
        Ok(match term {
            Term::Count { stage, band } => Self::seen(&self.of_band(stage, false, band.as_deref()), v),
            Term::Events { kind, band } => Self::seen(&self.of_band(kind, true, band.as_deref()), v),
            Term::Base { of, baseline } => self.base(of, baseline, v)?,
            Term::Add(list) => {
                let mut sum = Sum::default();
                for t in list {
                    sum.join(self.metric(t, v)?);
                }
                sum
            }
            Term::Sub(list) => {
                let mut sum = Sum::default();
                for (i, t) in list.iter().enumerate() {
                    sum.join(self.metric(t, v)?.times(&Expr::Number(if i > 0 { -1.0 } else { 1.0 })));
                }
                sum
            }
            Term::Mul(list) => {
                let mut parts = Vec::new();
                for t in list {
                    parts.push(self.metric(t, v)?);
                }
                self.product(parts)
            }
            Term::Div(list) => {
                let mut parts = Vec::new();
                for t in list {
                    parts.push(self.metric(t, v)?);
                }
                self.quotient(parts)
            }
            Term::Floor(x, step) => {
                let x = self.metric_expr(x, v)?;
                Sum::plain(Expr::Floor(Box::new([x, self.number(step, at)?])))
            }
            Term::Pwl(x, f) => {
                let x = self.metric_expr(x, v)?;
                Sum::plain(self.clause(f, x, at)?)
            }
            Term::Reported { of, se, sp } => {
                let (se, sp) = (self.number(se, at)?, self.number(sp, at)?);
                let wrong = Expr::less(Expr::Number(1.0), sp);
                let truly = self.metric(of, v)?;
                let band = if let Term::Count { band, .. } = &**of { band.as_deref() } else { None };
                let mut sum = Self::seen(&self.of_band("start", false, band), v).times(&wrong);
                sum.join(truly.times(&Expr::less(se, wrong)));
                sum
            }
            Term::Days { .. } => return Err("wb.why.days"),
            _ => return Err("wb.why.money"),
        })
    }

    /// A product, of which at most one factor counts people; more of them are multiplied as they stand.
    fn product(&mut self, parts: Vec<Sum>) -> Sum {
        let counting = parts.iter().filter(|p| !p.is_plain()).count();
        let mut people: Option<Sum> = None;
        let mut by = Vec::new();
        for p in parts {
            if counting == 1 && !p.is_plain() {
                people = Some(p);
            } else {
                by.push(self.expr(&p));
            }
        }
        match people {
            Some(sum) => by.iter().fold(sum, Sum::times),
            None => Sum::plain(Expr::mul(by)),
        }
    }

    fn quotient(&mut self, parts: Vec<Sum>) -> Sum {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return Sum::default() };
        let by = self.product(parts.gather());
        let straight = by.is_plain();
        let by = self.expr(&by);
        if straight {
            return first.times(&Expr::ratio(Expr::Number(1.0), by));
        }
        let (first, by) = (self.expr(&first), self.working("wb.work.by", "", by));
        Sum::plain(Expr::ratio(first, by))
    }

    /// The same people without the service.
    fn base(&mut self, of: &Term, baseline: &Baseline, v: View) -> Try<Sum> {
        Ok(match of {
            Term::Count { band, .. } | Term::Events { band, .. } => {
                let mut sum = Sum::default();
                for r in self.of_band("start", false, band.as_deref()) {
                    if r.month <= v.until && v.window.holds(r.start, r.month) {
                        let rate = self.rate(baseline, of, Place { year: r.start / 12, band: r.band })?;
                        sum.join(r.units.times(&rate));
                    }
                }
                sum
            }
            Term::Add(list) | Term::Sub(list) => {
                let mut sum = Sum::default();
                for (i, t) in list.iter().enumerate() {
                    let sign = if i > 0 && matches!(of, Term::Sub(_)) { -1.0 } else { 1.0 };
                    sum.join(self.base(t, baseline, v)?.times(&Expr::Number(sign)));
                }
                sum
            }
            Term::Mul(list) | Term::Div(list) => {
                let mut parts = Vec::new();
                for t in list {
                    parts.push(if t.is_number() { self.metric(t, v)? } else { self.base(t, baseline, v)? });
                }
                if matches!(of, Term::Mul(_)) { self.product(parts) } else { self.quotient(parts) }
            }
            other => self.metric(other, v)?,
        })
    }

    /// Rate per start of a baseline.
    fn rate(&mut self, baseline: &Baseline, of: &Term, at: Place) -> Try<Expr> {
        match baseline {
            Baseline::Fixed(b) | Baseline::Historic { b, .. } | Baseline::Concurrent { b, .. } => self.number(b, at),
            Baseline::Measured { years } => {
                let (mut counted, mut starts) = (Sum::default(), Sum::default());
                for year in years {
                    let window = crate::contract::path::Window {
                        by_cohort: true,
                        from: year * 12,
                        to: year * 12 + 11,
                        close: u32::MAX,
                        year: Some(*year),
                    };
                    let whole = View { window: &window, until: u32::MAX };
                    counted.join(self.metric(of, whole)?);
                    starts.join(Self::seen(&self.of_band("start", false, None), whole));
                }
                let rate = Expr::ratio(self.expr(&counted), self.expr(&starts));
                Ok(self.working("wb.work.base", "", rate))
            }
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, cond: &Cond, v: View) -> Try<Test> {
        Ok(match cond {
            Cond::AtLeast(metric, number) => {
                let at = Place { year: v.window.year_at(v.until), band: None };
                let metric = self.metric_expr(metric, v)?;
                let metric = self.working("wb.work.metric", &when(v.window), metric);
                Test::AtLeast(metric, self.number(number, at)?)
            }
            Cond::And(list) => {
                let mut all = Vec::new();
                for c in list {
                    all.push(self.condition(c, v)?);
                }
                Test::All(all)
            }
            Cond::Not(c) => Test::Not(Box::new(self.condition(c, v)?)),
            Cond::Signif(s) => self.significant(s, v)?,
        })
    }

    /// A significance test: what is counted, against the critical count, which is worked out and pasted.
    fn significant(&mut self, s: &Signif, v: View) -> Try<Test> {
        let at = Place { year: v.window.year_at(v.until), band: None };
        let starts = self.expr(&Self::seen(&self.of_band("start", false, None), v));
        let n = starts.value(self.book);
        let seen = self.metric_expr(&s.metric, v)?;
        let seen = self.working("wb.work.metric", &when(v.window), seen);
        let b = self.rate(&s.baseline, &s.metric, at)?.value(self.book);
        let alpha = self.number(&s.alpha, at)?.value(self.book) / if s.two_sided { 2.0 } else { 1.0 };
        let b = if s.high_is_good { 1.0 - b } else { b };
        if let Baseline::Concurrent { m, .. } = &s.baseline {
            let m = self.number(m, at)?.value(self.book);
            let is = seen.value(self.book);
            let bad = if s.high_is_good { n - is } else { is };
            let z = significance::two_sample_z(1.0 - bad / n, n, 1.0 - b, m);
            let passes = n >= 1.0 && z > -normal::quantile(alpha);
            // no one count decides it: as it stood
            let verdict = self.pasted("wb.work.passes", &when(v.window), if passes { 1.0 } else { 0.0 });
            return Ok(Test::Reaches(verdict, Expr::Number(0.5)));
        }
        let hair = 1e-9 * n;
        let critical = if n < 1.0 {
            -1.0
        } else if s.exact {
            significance::exact(n, b, alpha).critical.map_or(-1.0, |c| c as f64 + hair)
        } else {
            n * significance::normal_threshold(n, b, alpha) + hair
        };
        let bad = if s.high_is_good { Expr::less(starts, seen) } else { seen };
        let critical = self.pasted("wb.work.critical", &when(v.window), critical);
        Ok(Test::Reaches(critical, bad))
    }
}
