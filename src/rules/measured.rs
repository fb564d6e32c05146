//! What is measured, in words: numbers, metrics, baselines and conditions.

use super::{Rules, listed, stage_says, within_id};
use crate::contract::tree::{Baseline, Clause, Cond, Scope, Signif, Term};
use crate::gather::Gather;
use crate::json::key;
use crate::ordered::Map;
use crate::reply::{Part, Unit};
use crate::rules::field;
use crate::scenario::Segment;
use crate::words::{Arg, number, of_many, say, word};

/// How closely an operation binds: what binds less is put in brackets inside what binds more.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binds {
    Sum,
    Product,
    Alone,
}

impl<'a> Rules<'a> {
    /// The number itself where no history, band or year is needed to know it.
    pub(super) fn constant(&self, t: &Term) -> Option<f64> {
        let list = match t {
            Term::Number(v, _) => return Some(*v),
            Term::Param(name) => return self.constant(self.terms.params.get(name)?),
            Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => l,
            _ => return None,
        };
        let (first, rest) = list.split_first()?;
        let mut v = self.constant(first)?;
        for other in rest {
            let x = self.constant(other)?;
            v = match t {
                Term::Add(_) => v + x,
                Term::Sub(_) => v - x,
                Term::Mul(_) => v * x,
                // as the engine divides
                _ if x == 0.0 => 0.0,
                _ => v / x,
            };
        }
        Some(v)
    }

    /// What a parameter stands for; anything else as it is.
    pub(super) fn resolved<'t>(&'t self, t: &'t Term) -> &'t Term {
        match t {
            Term::Param(name) => self.terms.params.get(name).unwrap_or(t),
            _ => t,
        }
    }

    /// A number as it stands in the rule: a field where it is one number, a list where it differs by band or year.
    pub(super) fn number(&self, t: &Term, unit: Unit) -> Vec<Part> {
        let lang = self.lang;
        match self.resolved(t) {
            Term::ByBand(map) => {
                // in the order in which people are listed
                let place = |band: &String| self.s.segments.iter().position(|g| g.band == *band || g.id == *band);
                let bands: Map<(Option<usize>, &String), &Term> =
                    map.iter().map(|(band, t)| ((place(band), band), t)).collect();
                let one = |((_, band), t): ((Option<usize>, &String), &Term)| {
                    let args = [("much", Arg::Parts(self.number(t, unit))), ("name", Arg::text(self.band_name(band)))];
                    say(lang, "part.by_band", &args)
                };
                listed(lang, bands.into_iter().map(one).gather()).unwrap_or_default()
            }
            Term::ByYear(list) => {
                let one = |(i, t): (usize, &Term)| {
                    let last = i + 1 == list.len();
                    let args = [("much", Arg::Parts(self.number(t, unit))), ("year", Arg::text((i + 1).to_string()))];
                    say(lang, if last { "part.from_year" } else { "part.by_year" }, &args)
                };
                listed(lang, list.iter().enumerate().map(one).gather()).unwrap_or_default()
            }
            Term::Number(..) => self.plain(t, unit),
            other => match self.constant(other) {
                // what it comes to, and from what
                Some(v) => {
                    let args = [
                        ("it", Arg::text(number::format(v, unit, lang))),
                        ("of", Arg::Parts(self.worked(other, Unit::Number))),
                    ];
                    say(lang, "part.worked", &args)
                }
                None => self.worked(other, unit),
            },
        }
    }

    /// One number: the field where it stands, or what it is.
    fn plain(&self, t: &Term, unit: Unit) -> Vec<Part> {
        let (path, value) = match t {
            Term::Param(name) => (key(&key(self.contract, "params"), name), 0.0),
            Term::Number(v, path) => (path.clone(), *v),
            _ => return Vec::new(),
        };
        if path.is_empty() {
            return self.text(number::format(value, unit, self.lang));
        }
        say(self.lang, "part.input", &[("it", field(self.draft, &path, unit))])
    }

    pub(super) fn text(&self, text: String) -> Vec<Part> {
        say(self.lang, "part.text", &[("it", Arg::text(text))])
    }

    fn band_name(&self, band: &str) -> String {
        let of_band = |g: &&Segment| g.band == *band || g.id == *band;
        let names: Vec<&str> = self.s.segments.iter().filter(of_band).map(|g| g.name.as_str()).gather();
        names.join(word(self.lang, "list.comma"))
    }

    /// A number or metric that is worked out from others, with brackets where they are needed and £ where it is money.
    fn worked(&self, t: &Term, unit: Unit) -> Vec<Part> {
        self.bound_by(t, unit, Binds::Sum)
    }

    fn bound_by(&self, t: &Term, unit: Unit, around: Binds) -> Vec<Part> {
        if let Term::Number(..) | Term::Param(_) = t {
            if self.constant(t).is_some() {
                return self.plain(t, unit);
            }
        }
        if let Some(known) = self.known(t) {
            return known;
        }
        let (list, sign, binds) = match t {
            Term::Add(l) => (l, "sign.plus", Binds::Sum),
            Term::Sub(l) => (l, "sign.minus", Binds::Sum),
            Term::Mul(l) => (l, "sign.times", Binds::Product),
            Term::Div(l) => (l, "sign.over", Binds::Product),
            // a number by parameter, band or year: `known` knows all else
            _ => return self.number(t, unit),
        };
        // the parts of a sum of money are money; of a product only the whole is
        let of = if binds == Binds::Sum { unit } else { Unit::Number };
        let mut out = Vec::new();
        for (i, t) in list.iter().enumerate() {
            if i > 0 {
                out.extend(self.text(word(self.lang, sign).into()));
            }
            // a − (b − c) and a ÷ (b × c) need theirs
            let tight = i > 0 && matches!(sign, "sign.minus" | "sign.over");
            let inner = match binds {
                _ if tight && binds == Binds::Product => Binds::Alone,
                Binds::Sum if !tight => Binds::Sum,
                _ => Binds::Product,
            };
            out.extend(self.bound_by(t, of, inner));
        }
        if binds < around { say(self.lang, "part.brackets", &[("it", Arg::Parts(out))]) } else { out }
    }

    fn says(&self, stage: &str) -> String {
        stage_says(self.s, stage, self.lang)
    }

    fn many(&self, stage: &str) -> Arg {
        Arg::text(of_many(self.lang, &self.says(stage)))
    }

    /// Where only one band is counted, which.
    fn of_band(&self, band: Option<&String>) -> Arg {
        Arg::Parts(
            band.map_or_else(Vec::new, |band| {
                say(self.lang, "metric.band", &[("name", Arg::text(self.band_name(band)))])
            }),
        )
    }

    /// What is measured, in words.
    pub(super) fn metric(&self, t: &Term) -> Vec<Part> {
        self.known(t).unwrap_or_else(|| self.worked(t, Unit::Number))
    }

    /// The words of a metric that has some of its own.
    fn known(&self, t: &Term) -> Option<Vec<Part>> {
        let lang = self.lang;
        let of = |t: &Term| ("of", Arg::Parts(self.metric(t)));
        let number = |t: &Term, unit: Unit| Arg::Parts(self.number(t, unit));
        Some(match t {
            Term::Count { stage, band } => {
                say(lang, "metric.count", &[("says", self.many(stage)), ("band", self.of_band(band.as_ref()))])
            }
            Term::Days { stage, band } => {
                let args = [("says", Arg::text(self.says(stage))), ("band", self.of_band(band.as_ref()))];
                say(lang, "metric.days", &args)
            }
            Term::Events { kind, band } => {
                let kind = Arg::text(kind.replace('_', " "));
                say(lang, "metric.events", &[("kind", kind), ("band", self.of_band(band.as_ref()))])
            }
            Term::Base { of: metric, baseline } => {
                say(lang, "metric.base", &[of(metric), ("baseline", self.baseline(baseline, metric))])
            }
            Term::Money { tag, from, to } => self.money(tag, from.as_deref(), to.as_deref()),
            Term::Owed { party, irr } => {
                let args = [("party", Arg::text(self.party(party))), ("irr", number(irr, Unit::Percent))];
                say(lang, "metric.owed", &args)
            }
            Term::Floor(t, step) if self.constant(step) == Some(1.0) => say(lang, "metric.whole", &[of(t)]),
            Term::Floor(t, step) => say(lang, "metric.steps", &[of(t), ("step", number(step, Unit::Number))]),
            Term::Pwl(t, f) => {
                let of = Arg::Parts(self.bound_by(t, Unit::Number, Binds::Alone));
                let points = self
                    .points(f)
                    .unwrap_or_else(|| self.bends(f, "one.each", Unit::Number, |t| self.number(t, Unit::Number)));
                say(lang, "metric.read", &[("of", of), ("points", Arg::Parts(points))])
            }
            Term::Reported { of: t, se, sp } => {
                let args = [of(t), ("se", number(se, Unit::Percent)), ("sp", number(sp, Unit::Percent))];
                say(lang, "metric.reported", &args)
            }
            Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => return self.pair(t, l),
            _ => return None,
        })
    }

    /// Two terms that together are something of their own: a share, a fall, points, a return.
    fn pair(&self, t: &Term, l: &[Term]) -> Option<Vec<Part>> {
        let lang = self.lang;
        let [a, b] = l else { return None };
        let against = |of: &Term, baseline: &Baseline| {
            [("of", Arg::Parts(self.metric(of))), ("baseline", self.baseline(baseline, of))]
        };
        Some(match (t, a, b) {
            (Term::Add(_), Term::Money { tag, from: None, to: Some(to) }, Term::Owed { party, irr })
                if tag == "*" && to == party =>
            {
                let irr = Arg::Parts(self.number(irr, Unit::Percent));
                say(lang, "metric.hurdle", &[("party", Arg::text(self.party(party))), ("irr", irr)])
            }
            (Term::Div(_), Term::Count { stage, band }, Term::Count { stage: of, .. }) if of == "start" => {
                say(lang, "metric.share", &[("says", self.many(stage)), ("band", self.of_band(band.as_ref()))])
            }
            (Term::Div(_), Term::Sub(fall), Term::Base { .. }) => match fall.as_slice() {
                [Term::Base { baseline, .. }, x] => say(lang, "metric.fall", &against(x, baseline)),
                _ => return None,
            },
            (Term::Sub(_), Term::Base { of, baseline }, x) if **of == *x => {
                say(lang, "metric.avoided", &against(x, baseline))
            }
            (Term::Sub(_), x, Term::Base { of, baseline }) if **of == *x => {
                say(lang, "metric.beyond", &against(x, baseline))
            }
            (Term::Sub(_), Term::Count { stage: all, .. }, Term::Count { stage, .. }) if all == "start" => {
                say(lang, "metric.others", &[("says", Arg::text(self.says(stage)))])
            }
            (Term::Sub(_), one, Term::Div(d)) if self.constant(one) == Some(1.0) => match d.as_slice() {
                [x, n] if self.constant(n).is_some() && self.constant(x).is_none() => {
                    let n = Arg::Parts(self.number(n, Unit::Number));
                    say(lang, "metric.short", &[("of", Arg::Parts(self.metric(x))), ("n", n)])
                }
                _ => return None,
            },
            (Term::Mul(_), Term::Number(hundred, _), Term::Sub(d)) if *hundred == 100.0 => match d.as_slice() {
                [share, Term::Div(base)] => match base.first() {
                    Some(Term::Base { of, baseline }) => {
                        let args =
                            [("share", Arg::Parts(self.metric(share))), ("baseline", self.baseline(baseline, of))];
                        say(lang, "metric.points", &args)
                    }
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        })
    }

    fn money(&self, tag: &str, from: Option<&str>, to: Option<&str>) -> Vec<Part> {
        let lang = self.lang;
        let mut out = match tag {
            "drawn" => say(lang, "metric.drawn", &[]),
            "cost" => say(lang, "metric.cost", &[]),
            "*" => say(lang, "metric.all_paid", &[]),
            tag => say(lang, "metric.money", &[("tag", Arg::text(tag))]),
        };
        for (id, party) in [("metric.money_from", from), ("metric.money_to", to)] {
            if let Some(party) = party {
                out.extend(say(lang, id, &[("party", Arg::text(self.party(party)))]));
            }
        }
        out
    }

    /// What a metric is compared with: so many of those who start, or so much a head.
    fn baseline(&self, b: &Baseline, of: &Term) -> Arg {
        let lang = self.lang;
        let number = |t: &Term, unit: Unit| Arg::Parts(self.number(t, unit));
        let count = |t: &Term| matches!(t, Term::Count { .. });
        let people = count(of) || matches!(of, Term::Sub(l) if l.iter().all(count));
        let each = word(lang, if people { "baseline.of_starts" } else { "baseline.a_head" });
        let rate = |b: &Term| [("b", number(b, Unit::Number)), ("each", Arg::text(each))];
        Arg::Parts(match b {
            Baseline::Fixed(b) => say(lang, "baseline.fixed", &rate(b)),
            Baseline::Historic { b, m } => {
                say(lang, "baseline.historic", &[&rate(b)[..], &[("m", number(m, Unit::People))]].concat())
            }
            Baseline::Concurrent { b, m } => {
                say(lang, "baseline.concurrent", &[&rate(b)[..], &[("m", number(m, Unit::People))]].concat())
            }
            Baseline::Measured { years } => {
                let years = years.iter().map(|y| self.text((y + 1).to_string())).gather();
                let years = listed(lang, years).unwrap_or_default();
                say(lang, "baseline.measured", &[("years", Arg::Parts(years))])
            }
        })
    }

    /// "each person who …": one unit of the metric.
    pub(super) fn each(&self, t: &Term) -> Vec<Part> {
        let lang = self.lang;
        let kind = |kind: &str| ("kind", Arg::text(kind.replace('_', " ")));
        let says = |stage: &str| ("says", Arg::text(self.says(stage)));
        let unit = || say(lang, "each.unit", &[("of", Arg::Parts(self.metric(t)))]);
        match t {
            _ if t.reads_money() => say(lang, "each.pound", &[("of", Arg::Parts(self.metric(t)))]),
            Term::Count { stage, band } => {
                say(lang, "each.person", &[says(stage), ("band", self.of_band(band.as_ref()))])
            }
            Term::Days { stage, band } => say(lang, "each.day", &[says(stage), ("band", self.of_band(band.as_ref()))]),
            Term::Events { kind: k, band } => {
                say(lang, "each.event", &[kind(k), ("band", self.of_band(band.as_ref()))])
            }
            Term::Floor(of, step) if self.is_points(of) => {
                let step = Arg::Parts(self.number(step, Unit::Number));
                let args = [("of", Arg::Parts(self.metric(of))), ("step", step)];
                say(lang, "each.whole_point", &args)
            }
            _ if self.is_points(t) => say(lang, "each.point", &[("of", Arg::Parts(self.metric(t)))]),
            _ if is_share(t) => say(lang, "each.whole", &[("of", Arg::Parts(self.metric(t)))]),
            Term::Add(l) => listed(lang, l.iter().map(|t| self.each(t)).gather()).unwrap_or_default(),
            Term::Sub(l) => match l.as_slice() {
                [Term::Base { of, baseline }, x @ Term::Events { kind: k, .. }] if **of == *x => {
                    say(lang, "each.avoided", &[kind(k), ("baseline", self.baseline(baseline, x))])
                }
                [x @ Term::Events { kind: k, .. }, Term::Base { of, baseline }] if **of == *x => {
                    say(lang, "each.more", &[kind(k), ("baseline", self.baseline(baseline, x))])
                }
                [x @ Term::Count { stage, .. }, Term::Base { of, baseline }] if **of == *x => {
                    say(lang, "each.beyond", &[says(stage), ("baseline", self.baseline(baseline, x))])
                }
                [Term::Base { of, baseline }, x] if **of == *x => {
                    let args = [("of", Arg::Parts(self.metric(x))), ("bound", self.baseline(baseline, x))];
                    say(lang, "each.below", &args)
                }
                // the number of those who start less of those who succeed is one number
                _ if self.known(t).is_some() => unit(),
                [a, b] if self.constant(a).is_some() => {
                    let bound = Arg::Parts(self.number(a, Unit::Number));
                    say(lang, "each.below", &[("of", Arg::Parts(self.metric(b))), ("bound", bound)])
                }
                [a, b] => {
                    let args = [("of", Arg::Parts(self.metric(a))), ("bound", Arg::Parts(self.same(a, b)))];
                    say(lang, "each.above", &args)
                }
                _ => unit(),
            },
            _ => unit(),
        }
    }

    /// A term that follows another in the same sentence: 1.3 × “the same at the baseline”, if it is the same.
    fn same(&self, before: &Term, t: &Term) -> Vec<Part> {
        let base = |t: &Term| match t {
            Term::Base { of, baseline } if **of == *before => {
                Some(say(self.lang, "metric.same", &[("baseline", self.baseline(baseline, of))]))
            }
            _ => None,
        };
        match t {
            Term::Mul(l) => match l.as_slice() {
                [times, t] if self.constant(times).is_some() => base(t).map(|same| {
                    let mut out = self.number(times, Unit::Number);
                    out.extend(self.text(word(self.lang, "sign.times").into()));
                    out.extend(same);
                    out
                }),
                _ => None,
            },
            _ => base(t),
        }
        .unwrap_or_else(|| self.number(t, Unit::Number))
    }

    fn is_points(&self, t: &Term) -> bool {
        let Term::Mul(l) = t else { return false };
        matches!(l.as_slice(), [Term::Number(hundred, _), Term::Sub(_)] if *hundred == 100.0)
            && self.pair(t, l).is_some()
    }

    /// The condition of a payment, to stand after "only if".
    pub(super) fn condition(&self, cond: &Cond, scope: Scope) -> Vec<Part> {
        let lang = self.lang;
        match cond {
            Cond::AtLeast(metric, n) => self.compared(metric, n, scope, false),
            Cond::Signif(s) => self.significant(s, scope),
            Cond::And(list) => listed(lang, list.iter().map(|c| self.condition(c, scope)).gather()).unwrap_or_default(),
            Cond::Not(c) => match &**c {
                Cond::AtLeast(metric, n) => self.compared(metric, n, scope, true),
                c => say(lang, "cond.not", &[("cond", Arg::Parts(self.condition(c, scope)))]),
            },
        }
    }

    /// A metric that reaches a number, or (`not`) does not. A difference that reaches nothing compares its two sides.
    fn compared(&self, metric: &Term, n: &Term, scope: Scope, not: bool) -> Vec<Part> {
        let nothing = self.constant(n) == Some(0.0);
        let (of, bound, id) = match metric {
            Term::Sub(l) if nothing && self.known(metric).is_none() => match l.as_slice() {
                [a, b] if self.constant(a).is_some() => (b, a, if not { "cond.above" } else { "cond.at_most" }),
                [a, b] if self.constant(b).is_some() => (a, b, if not { "cond.below" } else { "cond.reaches" }),
                _ => (metric, n, if not { "cond.below" } else { "cond.reaches" }),
            },
            _ => (metric, n, if not { "cond.below" } else { "cond.reaches" }),
        };
        let unit = if of.reads_money() { Unit::Gbp } else { Unit::Number };
        let args = [
            ("metric", Arg::Parts(self.metric(of))),
            ("n", Arg::Parts(self.number(bound, unit))),
            ("within", Arg::text(word(self.lang, within_id(scope)))),
        ];
        say(self.lang, id, &args)
    }

    fn significant(&self, s: &Signif, scope: Scope) -> Vec<Part> {
        let lang = self.lang;
        let mut args = vec![
            ("baseline", self.baseline(&s.baseline, &s.metric)),
            ("alpha", Arg::Parts(self.number(&s.alpha, Unit::Percent))),
            ("within", Arg::text(word(lang, within_id(scope)))),
            ("sides", Arg::text(word(lang, if s.two_sided { "cond.two_sided" } else { "cond.one_sided" }))),
        ];
        let id = match (&s.metric, s.high_is_good) {
            (Term::Count { .. }, true) => "cond.more_people",
            (Term::Count { .. }, false) => "cond.fewer_people",
            (_, true) => "cond.higher",
            (_, false) => "cond.lower",
        };
        args.push(match &s.metric {
            Term::Count { stage, .. } => ("says", self.many(stage)),
            metric => ("metric", Arg::Parts(self.metric(metric))),
        });
        say(lang, id, &args)
    }

    /// A clause of a metric as a list of points, where all of its numbers are known and it begins level.
    fn points(&self, f: &Clause) -> Option<Vec<Part>> {
        let lang = self.lang;
        if self.constant(&f.s0)? != 0.0 {
            return None;
        }
        let shown = |v: f64| Arg::text(number::format(v, Unit::Number, lang));
        let (mut x, mut y, mut slope) = (self.constant(&f.x0)?, self.constant(&f.y0)?, 0.0);
        let mut out = Vec::new();
        for [at, change, jump] in &f.knots {
            let at = self.constant(at)?;
            let jump = self.constant(jump)?;
            y += slope * (at - x) + jump;
            x = at;
            slope += self.constant(change)?;
            let id = if jump == 0.0 { "point.at" } else { "point.from" };
            out.push(say(lang, id, &[("y", shown(y)), ("x", shown(x))]));
        }
        if slope.abs() > 1e-12 {
            out.push(say(lang, "point.beyond", &[("slope", shown(slope))]));
        }
        listed(lang, out)
    }
}

/// True for a metric that is a share of 1.
pub(super) fn is_share(t: &Term) -> bool {
    match t {
        Term::Div(l) => {
            matches!(
                l.as_slice(),
                [Term::Count { .. }, Term::Count { stage, .. }] if stage == "start"
            ) || matches!(l.as_slice(), [Term::Sub(_), Term::Base { .. }])
        }
        Term::Sub(l) => matches!(l.as_slice(), [Term::Number(v, _), Term::Div(_)] if *v == 1.0),
        _ => false,
    }
}
