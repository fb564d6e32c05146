//! What is expected where a rule bends: a node's total in a window as a function of one random total, whose law is known.
//!
//! Reducing is what tells classes A and B (and the means of C) from D (`model-spec.md` 2.8): what reduces has an exact
//! expectation, what does not stays on the central path and says so.

use super::class::{is_plain, only_starts};
use super::curve::{Curve, reaches};
use super::ledger::Ledger;
use super::measure::{Place, View};
use super::path::{Path, Window};
use super::settle::Run;
use super::tree::{Baseline, Clause, Cond, Contract, Netting, Over, Pay, Scope, Settle, Term};
use crate::gather::Gather;
use std::rc::Rc;

/// The law of a plain total over the people of a scenario.
pub trait Law {
    /// E f(X), X = the plain metric `of` in the window up to month `until`; none if its law is out of reach. `curve` is f
    /// once more, where f is a clause: that has closed forms.
    fn expect(&self, run: &Run, total: Total, f: &dyn Fn(f64) -> f64, curve: Option<&Curve>) -> Option<f64>;

    /// The law of X itself, value and chance; none if it is out of reach.
    fn points(&self, run: &Run, total: Total) -> Option<Vec<(f64, f64)>>;

    /// True if only totals are wanted, not the month within a window.
    fn wants_totals(&self) -> bool;
}

/// The law of all that a contract pays, £ and chance, where it depends on one random total; none where it depends on more,
/// or on a baseline that is itself uncertain.
pub fn takings(
    contract: &Contract,
    central: &Path,
    first_calendar_month: u32,
    law: &dyn Law,
) -> Option<Vec<(f64, f64)>> {
    let mut noisy = false;
    for payment in &contract.payments {
        payment.pay.visit(&mut |t| {
            let Term::Base { baseline, .. } = t else { return };
            noisy |= !matches!(**baseline, Baseline::Fixed(_));
        });
    }
    // where the luck of the comparison is given, the baseline is certain
    if noisy && central.noise.is_none() {
        return None;
    }
    let run = Run::of(contract, central, None, first_calendar_month, Some(law), &mut Ledger::default());
    let window = Window { by_cohort: false, from: 0, to: u32::MAX, close: central.last(), year: None };
    let v = View { window: &window, until: window.close, person: None, own: &[] };
    let parts: Option<Vec<Reduced>> = contract.payments.iter().map(|p| run.reduce_pay(&p.pay, v)).collect();
    let all = Reduced::join(parts?, true, |x| x.iter().sum())?;
    match &all.of {
        None => Some(vec![((all.f)(0.0), 1.0)]),
        Some(of) => {
            let points = law.points(&run, Total { of, window: &window, until: window.close })?;
            Some(points.into_iter().map(|(x, chance)| ((all.f)(x), chance)).gather())
        }
    }
}

/// A random total: a plain metric in a window up to a month.
#[derive(Clone, Copy)]
pub struct Total<'a> {
    /// What is counted.
    pub of: &'a Term,
    /// In which window.
    pub window: &'a Window,
    /// Up to which month.
    pub until: u32,
}

type Function<'a> = Rc<dyn Fn(f64) -> f64 + 'a>;

/// A quantity as a function of one random total; without a total it is certain.
#[derive(Clone)]
pub struct Reduced<'a> {
    /// The random total, a plain metric.
    of: Option<Term>,
    /// The function.
    f: Function<'a>,
    /// The function as a clause, if it is one; without knots its mean is its value at the mean.
    curve: Option<Curve>,
}

impl<'a> Reduced<'a> {
    fn certain(v: f64) -> Reduced<'a> {
        Reduced { of: None, f: Rc::new(move |_| v), curve: Some(Curve::constant(v)) }
    }

    fn total(of: Term) -> Reduced<'a> {
        Reduced { of: Some(of), f: Rc::new(|x| x), curve: Some(Curve::identity()) }
    }

    /// g of it, g a straight line.
    fn line(self, g: impl Fn(f64) -> f64 + 'a) -> Reduced<'a> {
        let (at_0, slope) = (g(0.0), g(1.0) - g(0.0));
        let curve = self.curve.as_ref().map(|c| c.scale(slope).sum(&Curve::constant(at_0)));
        let f = self.f;
        Reduced { of: self.of, f: Rc::new(move |x| g(f(x))), curve }
    }

    /// g of it, whatever g is.
    fn bent(self, curve: Option<Curve>, g: impl Fn(f64) -> f64 + 'a) -> Reduced<'a> {
        let f = self.f;
        Reduced { of: self.of, f: Rc::new(move |x| g(f(x))), curve }
    }

    /// A clause of it.
    fn clause(self, curve: Curve) -> Reduced<'a> {
        // a clause of a straight line is a clause; a clause of a clause may have more pieces than are worth writing out
        let joined =
            self.straight().filter(|(_, slope)| *slope > 0.0).map(|(at_0, slope)| curve.compose_affine(at_0, slope));
        self.bent(joined, move |x| curve.at_measured(x))
    }

    /// Value at 0 and slope, if it is a straight line.
    fn straight(&self) -> Option<(f64, f64)> {
        self.curve.as_ref().filter(|c| c.knots.is_empty()).map(|c| (c.eval(0.0), c.s0))
    }

    /// Joins several by `g`, if they depend on the same total, or all are straight and `sum` says that g adds them.
    fn join(parts: Vec<Reduced<'a>>, sum: bool, g: impl Fn(&[f64]) -> f64 + 'a) -> Option<Reduced<'a>> {
        let mut totals: Vec<&Term> = Vec::new();
        for t in parts.iter().filter_map(|p| p.of.as_ref()) {
            if !totals.contains(&t) {
                totals.push(t);
            }
        }
        let straight = parts.iter().all(|p| p.straight().is_some());
        match totals.as_slice() {
            [] => {
                let values: Vec<f64> = parts.iter().map(|p| (p.f)(0.0)).gather();
                Some(Reduced::certain(g(&values)))
            }
            [only] => {
                let of = Some((*only).clone());
                let curves: Option<Vec<&Curve>> = parts.iter().map(|p| p.curve.as_ref()).collect();
                let curve = curves.filter(|_| sum).and_then(|c| c.into_iter().cloned().reduce(|a, b| a.sum(&b)));
                let fs: Vec<Function> = parts.into_iter().map(|p| p.f).gather();
                let joined = move |x| match &fs[..] {
                    // a condition and what it opens, asked of count after count
                    [a, b] => g(&[a(x), b(x)]),
                    fs => g(&fs.iter().map(|f| f(x)).gather()),
                };
                Some(Reduced { of, f: Rc::new(joined), curve })
            }
            _ if sum && straight => {
                let fixed: f64 = parts.iter().map(|p| (p.f)(0.0)).sum();
                let times = |p: &Reduced| {
                    let weight = Term::Number(p.straight().map_or(0.0, |(_, slope)| slope), String::new());
                    p.of.clone().map(|of| Term::Mul(vec![weight, of]))
                };
                let of = Term::Add(parts.iter().filter_map(times).gather());
                Some(Reduced::total(of).line(move |x| x + fixed))
            }
            _ => None,
        }
    }
}

impl Run<'_> {
    /// The expected f-units of a shape's window up to month `t`: exact if the metric reduces, else at the mean.
    pub(super) fn expected_shape(&self, metric: &Term, f: &Clause, w: &Window, t: u32) -> f64 {
        let v = View { window: w, until: t, person: None, own: &[] };
        let curve = self.curve(f, Place { year: w.year_at(t), band: None });
        let Some(at_mean) = self.defined(|| curve.at_measured(self.value(metric, v))) else { return 0.0 };
        if self.law.is_none() || curve.knots.is_empty() && is_plain(metric) {
            return at_mean;
        }
        let reduced = self.reduce_metric(metric, v).map(|r| r.clause(curve));
        self.expected(reduced, w, t, at_mean)
    }

    /// The expected total of a pay node in a window up to month `t`, or `at_mean` if it does not reduce.
    pub(super) fn expected_total(&self, pay: &Pay, w: &Window, t: u32, at_mean: f64) -> f64 {
        if self.law.is_none() {
            return at_mean;
        }
        let v = View { window: w, until: t, person: None, own: &[] };
        self.expected(self.reduce_pay(pay, v), w, t, at_mean)
    }

    /// How a rule settles: in total, month by month comes to the same as one correction at the close.
    pub(super) fn settled(&self, settle: Settle) -> Settle {
        match settle {
            Settle::Running { .. } if self.law.is_some_and(|l| l.wants_totals()) => Settle::Account,
            as_written => as_written,
        }
    }

    fn is_window(&self, scope: Scope, w: &Window) -> bool {
        let same = |o: &Window| (o.by_cohort, o.from, o.to) == (w.by_cohort, w.from, w.to);
        self.windows(scope, std::iter::empty()).iter().any(same)
    }

    fn expected(&self, reduced: Option<Reduced>, w: &Window, t: u32, at_mean: f64) -> f64 {
        let exact = reduced.and_then(|r| match &r.of {
            Some(of) if r.straight().is_none() => {
                self.law?.expect(self, Total { of, window: w, until: t }, &*r.f, r.curve.as_ref())
            }
            _ => Some(at_mean),
        });
        exact.unwrap_or_else(|| {
            self.at_mean.set(true);
            at_mean
        })
    }

    /// A metric as a function of one random total.
    fn reduce_metric<'a>(&'a self, term: &'a Term, v: View<'a>) -> Option<Reduced<'a>> {
        let certain = || Some(Reduced::certain(self.value(term, v)));
        let reduce = |list: &'a [Term]| list.iter().map(|t| self.reduce_metric(t, v)).collect::<Option<Vec<_>>>();
        match term {
            t if t.is_number() => certain(),
            // volumes are fixed, and costs follow the plan
            t if only_starts(t) => certain(),
            Term::Money { tag, .. } if tag == "cost" || tag == "drawn" => certain(),
            Term::Base { of, baseline } => {
                let measured = matches!(**baseline, Baseline::Measured { .. });
                (is_plain(of) && !measured).then(|| Reduced::certain(self.value(term, v)))
            }
            // all who start less those who succeed is the same total as those who succeed
            t if is_plain(t) && !matches!(t, Term::Add(list) | Term::Sub(list) if list.iter().any(only_starts)) => {
                Some(Reduced::total(t.clone()))
            }
            Term::Add(list) => Reduced::join(reduce(list)?, true, |x| x.iter().sum()),
            Term::Sub(list) => {
                let mut parts = reduce(list)?;
                for p in parts.iter_mut().skip(1) {
                    *p = p.clone().line(|x| -x);
                }
                Reduced::join(parts, true, |x| x.iter().sum())
            }
            Term::Mul(list) => {
                let parts = reduce(list)?;
                let certain: Vec<_> = parts.iter().filter(|p| p.of.is_none()).gather();
                let times: f64 = certain.iter().map(|p| (p.f)(0.0)).product();
                match parts.iter().filter(|p| p.of.is_some()).gather().as_slice() {
                    [one] => Some((*one).clone().line(move |x| x * times)),
                    _ => Reduced::join(parts.clone(), false, |x| x.iter().product()),
                }
            }
            Term::Div(list) => {
                let parts = reduce(list)?;
                let (first, by) = parts.split_first()?;
                if by.iter().any(|p| p.of.is_some()) {
                    return None;
                }
                let by: f64 = by.iter().map(|p| (p.f)(0.0)).product();
                Some(first.clone().line(move |x| if by == 0.0 { 0.0 } else { x / by }))
            }
            Term::Floor(t, step) => {
                let step = self.value(step, v);
                Some(self.reduce_metric(t, v)?.bent(None, move |x| super::measure::floor_to(x, step)))
            }
            Term::Pwl(t, f) => {
                let curve = self.curve(f, Place { year: v.window.year_at(v.until), band: None });
                Some(self.reduce_metric(t, v)?.clause(curve))
            }
            Term::Reported { of, se, sp } => {
                let (se, sp) = (self.value(se, v), self.value(sp, v));
                let starts = self.value(&super::measure::checked(of), v);
                Some(self.reduce_metric(of, v)?.line(move |x| se * x + (1.0 - sp) * (starts - x)))
            }
            _ => None,
        }
    }

    /// A condition as a function that is 1 where it holds.
    fn reduce_cond<'a>(&'a self, cond: &'a Cond, v: View<'a>) -> Option<Reduced<'a>> {
        match cond {
            Cond::AtLeast(metric, number) => {
                let n = self.value(number, v);
                Some(self.reduce_metric(metric, v)?.bent(None, move |m| if reaches(m, n) { 1.0 } else { 0.0 }))
            }
            Cond::And(list) => {
                let parts = list.iter().map(|c| self.reduce_cond(c, v)).collect::<Option<Vec<_>>>()?;
                Reduced::join(parts, false, |x| x.iter().product())
            }
            Cond::Not(c) => Some(self.reduce_cond(c, v)?.line(|x| 1.0 - x)),
            Cond::Signif(s) => {
                let starts = self.value(&Term::Count { stage: "start".into(), band: None }, v);
                let passes = move |seen: f64| {
                    if self.passes(s, starts, seen, v) { 1.0 } else { 0.0 }
                };
                Some(self.reduce_metric(&s.metric, v)?.bent(None, passes))
            }
        }
    }

    /// True if a number differs by year.
    pub(super) fn differs_by_year(&self, term: &Term) -> bool {
        match term {
            Term::ByYear(_) => true,
            Term::Param(name) => self.contract.params.get(name).is_some_and(|t| self.differs_by_year(t)),
            Term::ByBand(map) => map.values().any(|t| self.differs_by_year(t)),
            Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => l.iter().any(|t| self.differs_by_year(t)),
            _ => false,
        }
    }

    /// A payment's total in the view's window as a function of one random total.
    fn reduce_pay<'a>(&'a self, pay: &'a Pay, v: View<'a>) -> Option<Reduced<'a>> {
        // inside a window, a rule may only speak of that same window or of all of it
        let same = |scope: &Scope| {
            if v.window.to == u32::MAX { scope.over == Over::Contract } else { self.is_window(*scope, v.window) }
        };
        // what is held until its scope closes has paid nothing before
        let early = v.until < v.window.close;
        let list = |of: &'a [Pay]| of.iter().map(|p| self.reduce_pay(p, v)).collect::<Option<Vec<_>>>();
        match pay {
            Pay::Lump { amount, month } => {
                let month = self.value(month, v) as u32;
                // what falls due after the close of its window still belongs to it
                let here = (month <= v.until || !early) && v.window.holds(month, month);
                amount.is_number().then(|| Reduced::certain(if here { self.value(amount, v) } else { 0.0 }))
            }
            Pay::Shape { metric, f, rate, scope, settle }
                if f.is_proportional()
                    && (is_plain(metric) || is_net(metric) && !rate.differs_by_band(&self.contract.params)) =>
            {
                if !(scope.over == Over::Person || same(scope)) {
                    return None;
                }
                if scope.over != Over::Person && *settle == Settle::Close && early {
                    return Some(Reduced::certain(0.0));
                }
                // each event is paid at its own year's price, which a total over several years forgets
                let one_year = !v.window.by_cohort
                    && v.window.year == Some(v.window.from / 12)
                    && v.window.to / 12 == v.window.from / 12;
                if !one_year && [rate, &f.s0, metric].iter().any(|t| self.differs_by_year(t)) {
                    return None;
                }
                let s0 = self.value(&f.s0, v);
                if rate.differs_by_band(&self.contract.params) {
                    let of = Term::Mul(vec![Term::Number(s0, String::new()), rate.clone(), metric.clone()]);
                    if only_starts(metric) {
                        let rows = self.rows(&of)?;
                        let seen = rows.iter().filter(|r| r.month <= v.until && v.window.holds(r.start, r.month));
                        return Some(Reduced::certain(seen.map(|r| r.units).sum()));
                    }
                    return Some(Reduced::total(of));
                }
                let rate = self.value(rate, v) * s0;
                Some(self.reduce_metric(metric, v)?.line(move |x| rate * x))
            }
            Pay::Shape { metric, f, rate, scope, settle } => {
                let steady = !matches!(settle, Settle::Running { clawback: false });
                if !same(scope) || rate.differs_by_band(&self.contract.params) || !steady {
                    return None;
                }
                if *settle == Settle::Close && early {
                    return Some(Reduced::certain(0.0));
                }
                if *settle != Settle::Close && self.differs_by_year(rate) {
                    return None;
                }
                let curve = self.curve(f, Place { year: v.window.year_at(v.until), band: None });
                let rate = self.value(rate, v);
                Some(self.reduce_metric(metric, v)?.clause(curve.scale(rate)))
            }
            Pay::Gate { cond, scope, settle, of } => {
                if !same(scope) || matches!(settle, Settle::Running { .. }) || early && *settle == Settle::Account {
                    return None;
                }
                if early {
                    return Some(Reduced::certain(0.0));
                }
                let parts = vec![self.reduce_cond(cond, v)?, self.reduce_pay(of, v)?];
                Reduced::join(parts, false, |x| x.iter().product())
            }
            Pay::Clamp { lo, hi, scope, settle, of } => {
                let bound = |t: &'a Option<Term>, none: f64| {
                    t.as_ref().map_or(Some(none), |t| t.is_number().then(|| self.value(t, v)))
                };
                let (lo, hi) = (bound(lo, f64::NEG_INFINITY)?, bound(hi, f64::INFINITY)?);
                // without clawback the order of months matters, unless the running total can only rise
                let rises = !matches!(settle, Settle::Running { clawback: false }) || self.only_rises(of) && lo <= 0.0;
                if !same(scope) || !rises || early && *settle == Settle::Account {
                    return None;
                }
                if early && *settle == Settle::Close {
                    return Some(Reduced::certain(0.0));
                }
                let inside = self.reduce_pay(of, v)?;
                let curve = inside
                    .curve
                    .as_ref()
                    .map(|c| c.clamp(Some(lo).filter(|l| l.is_finite()), Some(hi).filter(|h| h.is_finite())));
                Some(inside.bent(curve, move |x| x.max(lo).min(hi)))
            }
            Pay::Pick { largest, scope, of, .. } => {
                if !same(scope) || early {
                    return None;
                }
                let best = if *largest { f64::max } else { f64::min };
                Reduced::join(list(of)?, false, move |x| x.iter().copied().reduce(best).unwrap_or(0.0))
            }
            Pay::Scale { number, of, .. } => {
                let plain = matches!(number, Term::Number(..) | Term::Param(_));
                if !plain || self.differs_by_year(number) || number.differs_by_band(&self.contract.params) {
                    return None;
                }
                let times = self.value(number, v);
                Some(self.reduce_pay(of, v)?.line(move |x| times * x))
            }
            Pay::Sum(of) => Reduced::join(list(of)?, true, |x| x.iter().sum()),
            Pay::NetOff { rule: Netting::None, of, .. } => self.reduce_pay(of, v),
            Pay::Delay { months, of } => {
                // a delay moves money out of a window, unless the window never ends
                let stays = self.value(months, v) == 0.0 || v.window.to == u32::MAX && v.until >= v.window.close;
                if stays { self.reduce_pay(of, v) } else { None }
            }
            Pay::Route { of, .. } | Pay::Named(_, of) | Pay::Short(_, of) => self.reduce_pay(of, v),
            Pay::NetOff { .. } | Pay::Onward { .. } | Pay::Waterfall { .. } => None,
        }
    }

    /// True if a payment's running total can only rise: prices of at least nothing for things that are counted.
    fn only_rises(&self, pay: &Pay) -> bool {
        let positive = |t: &Term| self.positive(t);
        match pay {
            Pay::Lump { amount, .. } => positive(amount),
            Pay::Shape { metric, f, rate, .. } => {
                let counted = matches!(metric, Term::Count { .. } | Term::Events { .. } | Term::Days { .. });
                counted && f.is_proportional() && positive(&f.s0) && positive(rate)
            }
            Pay::Sum(l) => l.iter().all(|p| self.only_rises(p)),
            Pay::Route { of, .. } | Pay::Named(_, of) | Pay::Short(_, of) | Pay::Delay { of, .. } => {
                self.only_rises(of)
            }
            _ => false,
        }
    }

    /// True if a number is never below nothing, as far as can be seen.
    fn positive(&self, t: &Term) -> bool {
        match t {
            Term::Number(v, _) => *v >= 0.0,
            Term::Param(name) => self.contract.params.get(name).is_some_and(|t| self.positive(t)),
            Term::ByBand(m) => m.values().all(|t| self.positive(t)),
            Term::ByYear(l) => l.iter().all(|t| self.positive(t)),
            _ => false,
        }
    }
}

/// True for what is counted less what would have been counted anyway at a rate that the contract names: a sum over persons
/// is the same as over all of them.
fn is_net(metric: &Term) -> bool {
    let fixed =
        |t: &Term| matches!(t, Term::Base { of, baseline } if is_plain(of) && matches!(**baseline, Baseline::Fixed(_)));
    matches!(metric, Term::Sub(list) if list.iter().all(|t| is_plain(t) || fixed(t)))
}

/// True if a clause of a metric starts at no less than nothing and can only rise while things are counted, so that money
/// once paid is never too much and the largest total so far is the last one.
pub(super) fn rises(metric: &Term, curve: &Curve) -> bool {
    let counted = |t: &Term| match t {
        Term::Count { .. } | Term::Events { .. } | Term::Days { .. } => true,
        Term::Add(l) => l.iter().all(|t| matches!(t, Term::Count { .. } | Term::Events { .. } | Term::Days { .. })),
        _ => false,
    };
    let bends = |k: &super::curve::Knot| curve.slope_at(k.at) >= 0.0 && k.jump >= 0.0;
    counted(metric) && curve.s0 >= 0.0 && curve.eval(0.0) >= 0.0 && curve.knots.iter().all(bends)
}
