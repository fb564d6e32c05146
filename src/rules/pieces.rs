//! A clause of a metric, told piece by piece: what is paid for each, from where, and what at once.

use super::measured::is_share;
use super::{Rules, Slots, added_id, listed, within_id};
use crate::contract::tree::{Clause, Scope, Term};
use crate::gather::Gather;
use crate::reply::{Part, Unit};
use crate::words::{Arg, number, say, word};

/// A clause whose shape has a name.
enum Kind<'t> {
    /// So much for each, from the first one.
    Each(&'t Term),
    /// So much for each above a number.
    Above(&'t Term, &'t Term),
    /// So much for each, from the first one, once a number is reached.
    Once(&'t Term, &'t Term),
    /// One sum once a number is reached.
    Bonus(&'t Term, &'t Term),
    /// Sums at numbers, and nothing between them.
    Steps,
    /// Anything else.
    Pieces,
}

impl<'a> Rules<'a> {
    pub(super) fn shape(
        &self,
        metric: &'a Term,
        f: &'a Clause,
        rate: &'a Term,
        scope: Scope,
        slots: &Slots,
    ) -> Vec<Part> {
        let lang = self.lang;
        let mut args = self.common(slots);
        let within = || Arg::text(word(lang, within_id(scope)));
        let added = Arg::text(word(lang, added_id(scope)));
        let unit = if metric.reads_money() { Unit::Gbp } else { Unit::Number };
        let extras = self.extras(slots);
        let (much, counted) = match self.kind(f) {
            Kind::Each(slope) => {
                // a metric that is money, paid as it stands
                if self.is_one(slope) && no_rate(rate) {
                    args.extend([("metric", Arg::Parts(self.metric(metric))), ("added", added)]);
                    return say(lang, "rule.money", &args);
                }
                (self.product(slope, rate), say(lang, "counted.first", &[]))
            }
            Kind::Above(slope, at) => {
                // a difference is counted as far as there is one
                let difference = self.is(at, 0.0) && matches!(metric, Term::Sub(_));
                let counted = if difference {
                    say(lang, "counted.added", &[("added", added)])
                } else {
                    say(lang, "counted.above", &[("at", Arg::Parts(self.number(at, unit))), ("within", within())])
                };
                (self.product(slope, rate), counted)
            }
            Kind::Once(slope, at) => {
                let at = Arg::Parts(self.number(at, unit));
                (self.product(slope, rate), say(lang, "counted.once", &[("at", at), ("within", within())]))
            }
            Kind::Bonus(jump, at) => {
                args.extend([
                    ("much", Arg::Parts([self.product(jump, rate), extras].concat())),
                    ("metric", Arg::Parts(self.metric(metric))),
                    ("at", Arg::Parts(self.number(at, unit))),
                    ("within", within()),
                ]);
                return say(lang, "rule.bonus", &args);
            }
            Kind::Steps => {
                args.extend([
                    ("steps", Arg::Parts([self.steps(f, rate, unit), extras].concat())),
                    ("metric", Arg::Parts(self.metric(metric))),
                    ("added", added),
                ]);
                return say(lang, "rule.steps", &args);
            }
            Kind::Pieces => {
                let each = if is_share(metric) { self.metric(metric) } else { self.each(metric) };
                let pieces = if self.is_known(f) {
                    self.pieces(metric, f, rate, unit)
                } else {
                    let one = if is_share(metric) { "one.whole" } else { one(metric).0 };
                    self.bends(f, one, unit, |t| self.product(t, rate))
                };
                args.extend([
                    ("pieces", Arg::Parts([pieces, extras].concat())),
                    ("each", Arg::Parts(each)),
                    ("added", added),
                ]);
                return say(lang, if is_share(metric) { "rule.by" } else { "rule.pieces" }, &args);
            }
        };
        args.extend([
            ("much", Arg::Parts([much, extras].concat())),
            ("each", Arg::Parts(self.each(metric))),
            ("counted", Arg::Parts(counted)),
        ]);
        say(lang, "rule.unit", &args)
    }

    fn extras(&self, slots: &Slots) -> Vec<Part> {
        let mut out = self.scaled(Vec::new(), slots);
        out.extend(slots.repeats.map(|r| self.repeated("much.repeats", r)).unwrap_or_default());
        out
    }

    fn is(&self, t: &Term, v: f64) -> bool {
        self.constant(t) == Some(v)
    }

    fn is_one(&self, t: &Term) -> bool {
        self.is(t, 1.0)
    }

    fn kind<'t>(&self, f: &'t Clause) -> Kind<'t> {
        let nothing = |t: &Term| self.is(t, 0.0);
        let through_origin = nothing(&f.y0) && (nothing(&f.x0) || nothing(&f.s0));
        match f.knots.as_slice() {
            [] if through_origin => Kind::Each(&f.s0),
            [[at, slope, jump]] if through_origin && nothing(&f.s0) => {
                let all = self.constant(at).zip(self.constant(slope)).zip(self.constant(jump));
                // reaching the number prices all of them
                let slab = all.is_some_and(|((at, slope), jump)| (slope * at - jump).abs() <= 1e-9 * jump.abs());
                if nothing(jump) {
                    Kind::Above(slope, at)
                } else if nothing(slope) {
                    Kind::Bonus(jump, at)
                } else if slab {
                    Kind::Once(slope, at)
                } else {
                    Kind::Pieces
                }
            }
            knots if through_origin && nothing(&f.s0) && knots.iter().all(|[_, slope, _]| nothing(slope)) => {
                Kind::Steps
            }
            _ => Kind::Pieces,
        }
    }

    /// A number of the clause times the rate, in £: a field where one of the two is 1.
    fn product(&self, factor: &Term, rate: &Term) -> Vec<Part> {
        if self.is_one(factor) {
            return self.number(rate, Unit::Gbp);
        }
        if no_rate(rate) {
            return self.number(factor, Unit::Gbp);
        }
        self.times(self.constant(factor), rate).unwrap_or_else(|| {
            let args = [
                ("factor", Arg::Parts(self.number(factor, Unit::Number))),
                ("rate", Arg::Parts(self.number(rate, Unit::Gbp))),
            ];
            say(self.lang, "much.times", &args)
        })
    }

    /// So many times the rate: £ where the rate is one number, otherwise told as times.
    fn times(&self, factor: Option<f64>, rate: &Term) -> Option<Vec<Part>> {
        let factor = factor?;
        Some(match self.constant(rate) {
            Some(rate) => self.text(number::format(factor * rate, Unit::Gbp, self.lang)),
            None => {
                let times = Arg::Parts(self.text(number::format(factor, Unit::Number, self.lang)));
                let rate = Arg::Parts(self.number(rate, Unit::Gbp));
                say(self.lang, "much.times", &[("factor", times), ("rate", rate)])
            }
        })
    }

    fn steps(&self, f: &Clause, rate: &Term, unit: Unit) -> Vec<Part> {
        let one = |(i, [at, _, jump]): (usize, &[Term; 3])| {
            let args = [("much", Arg::Parts(self.product(jump, rate))), ("at", Arg::Parts(self.number(at, unit)))];
            say(self.lang, if i == 0 { "step.first" } else { "step.next" }, &args)
        };
        listed(self.lang, f.knots.iter().enumerate().map(one).gather()).unwrap_or_default()
    }

    fn is_known(&self, f: &Clause) -> bool {
        let numbers = f.knots.iter().flatten().chain([&f.x0, &f.y0, &f.s0]);
        numbers.into_iter().all(|t| self.constant(t).is_some())
    }

    /// A bending rule with numbers that differ by band or year, or are measured: each number as it stands.
    pub(super) fn bends(&self, f: &Clause, one: &str, unit: Unit, much: impl Fn(&Term) -> Vec<Part>) -> Vec<Part> {
        let lang = self.lang;
        let one = || ("one", Arg::text(word(lang, one)));
        let nothing = much(&f.y0);
        let much = |t: &Term| ("much", Arg::Parts(much(t)));
        let at = |t: &Term| ("at", Arg::Parts(self.number(t, unit)));
        let something = |t: &&Term| !self.is(t, 0.0);
        let mut out = Vec::new();
        // x0 is where the first slope begins: without one it says nothing
        let from = Some(&f.x0).filter(|x0| something(x0) && something(&&f.s0));
        if let Some(y0) = Some(&f.y0).filter(something) {
            out.push(match from {
                Some(x0) => say(lang, "piece.from", &[much(y0), at(x0)]),
                None => say(lang, "piece.start", &[much(y0)]),
            });
        }
        if let Some(s0) = Some(&f.s0).filter(something) {
            out.push(match from {
                Some(x0) => say(lang, "piece.either_side", &[much(s0), one(), at(x0)]),
                None => say(lang, "piece.all", &[much(s0), one()]),
            });
        }
        for [here, slope, jump] in &f.knots {
            if something(&jump) {
                out.push(say(lang, "piece.jump_at", &[much(jump), at(here)]));
            }
            if something(&slope) {
                out.push(say(lang, "piece.more_beyond", &[much(slope), one(), at(here)]));
            }
        }
        listed(lang, out).unwrap_or(nothing)
    }

    /// A bending rule piece by piece, each number named once.
    fn pieces(&self, metric: &Term, f: &Clause, rate: &Term, unit: Unit) -> Vec<Part> {
        let lang = self.lang;
        let (one, per) = one(metric);
        let one = || ("one", Arg::text(word(lang, one)));
        let known = |t: &Term| self.constant(t).unwrap_or(0.0);
        let much = |v: f64| ("much", Arg::Parts(self.times(Some(v), rate).unwrap_or_default()));
        let at = |t: &Term| ("at", Arg::Parts(self.number(t, unit)));
        let mut slope = known(&f.s0);
        let mut out = Vec::new();
        // the number that was named last, if it is where the next piece begins
        let mut named = false;
        let start = known(&f.y0) - slope * known(&f.x0);
        match f.knots.first() {
            Some([first, _, _]) if known(first) == known(&f.x0) && known(&f.y0) == 0.0 && start != 0.0 => {
                out.push(say(lang, "piece.off", &[much(slope * per), one(), at(first)]));
                named = true;
            }
            first => {
                if start != 0.0 {
                    out.push(say(lang, "piece.start", &[much(start)]));
                }
                match first {
                    None => out.push(say(lang, "piece.all", &[much(slope * per), one()])),
                    Some([first, _, _]) if slope != 0.0 => {
                        out.push(say(lang, "piece.first", &[much(slope * per), one(), at(first)]));
                        named = true;
                    }
                    Some([first, _, _]) if start == 0.0 && known(first) != 0.0 => {
                        out.push(say(lang, "piece.nothing", &[at(first)]));
                        named = true;
                    }
                    Some(_) => {}
                }
            }
        }
        for (i, [here, change, jump]) in f.knots.iter().enumerate() {
            let before = slope;
            slope += known(change);
            // sums of tenths leave crumbs
            slope = if slope.abs() < 1e-12 { 0.0 } else { slope };
            if known(jump) != 0.0 {
                let mut args = vec![much(known(jump))];
                if !named {
                    args.push(at(here));
                }
                out.push(say(lang, if named { "piece.jump" } else { "piece.jump_at" }, &args));
                named = true;
            }
            let next = f.knots.get(i + 1).map(|[next, _, _]| ("next", Arg::Parts(self.number(next, unit))));
            let last = next.is_none();
            if slope == 0.0 {
                if last && before != 0.0 {
                    out.push(say(lang, "piece.end", &[]));
                }
                named = false;
                if let Some(next) = next {
                    out.push(say(lang, "piece.flat", &[next]));
                    named = true;
                }
                continue;
            }
            let mut args = vec![much(slope * per), one()];
            if !named {
                args.push(at(here));
            }
            args.extend(next);
            let id = match (last, named) {
                (true, true) => "piece.last",
                (true, false) => "piece.last_at",
                (false, true) => "piece.next",
                (false, false) => "piece.next_at",
            };
            out.push(say(lang, id, &args));
            named = !last;
        }
        listed(lang, out).unwrap_or_default()
    }
}

/// What is paid for, one at a time, and how much of the metric that is.
fn one(metric: &Term) -> (&'static str, f64) {
    match metric {
        _ if metric.reads_money() => ("one.pound", 1.0),
        _ if is_share(metric) => ("one.hundredth", 0.01),
        _ => ("one.each", 1.0),
    }
}

/// True where the draft gives no rate: what the clause comes to is £.
fn no_rate(rate: &Term) -> bool {
    matches!(rate, Term::Number(v, path) if *v == 1.0 && path.is_empty())
}
