//! Payment rules as sentences of seven slots, in which every number is a field.

use crate::contract::tree::{Clause, Cond, Over, Pay, Payment, Scope, Short, Term};
use crate::gather::Gather;
use crate::json::{Node, key};
use crate::ordered::Map;
use crate::reply::{Part, Unit};
use crate::scenario::inputs::{capital, shown};
use crate::scenario::{Scenario, Segment};
use crate::words::{Arg, Lang, number, say, tell, word};

/// What people call a party.
pub fn party(s: &Scenario, id: &str, lang: Lang) -> String {
    let fallback = match id {
        "commissioner" | "provider" | "investor" | "guarantor" => word(lang, &format!("party.{id}")).to_string(),
        other => other.replace('_', " "),
    };
    s.parties.get(id).cloned().unwrap_or(fallback)
}

/// The stage in words: "is in work for 26 weeks".
pub fn stage_says(s: &Scenario, stage: &str, lang: Lang) -> String {
    if stage == "start" {
        return word(lang, "stage.start").to_string();
    }
    let of = s.outcomes.iter().flat_map(|o| o.stages.iter().map(move |st| (o, st)));
    for (o, st) in of {
        if st.id == stage {
            let says = st.says.clone().unwrap_or_else(|| format!("reaches “{}”", st.id.replace('_', " ")));
            return if st.is_result { o.says.clone() } else { says };
        }
    }
    stage.replace('_', " ")
}

/// The field at a path, with what stands in it.
pub fn field(draft: &Node, path: &str, unit: Unit) -> Arg {
    Arg::Input(path.to_string(), shown(draft, path, unit))
}

/// What has been said of a payment on the way down its tree.
#[derive(Clone, Default)]
struct Slots<'a> {
    to: Option<Vec<String>>,
    from: Option<Vec<String>>,
    delay: Option<&'a Term>,
    repeats: Option<(&'a Term, &'a Term)>,
    scale: Option<&'a Term>,
    limits: Vec<Vec<Part>>,
}

/// One payment of a scenario, to be told.
pub struct Rules<'a> {
    /// The draft, for what stands in its fields.
    pub draft: &'a Node,
    /// The scenario.
    pub s: &'a Scenario,
    /// The language.
    pub lang: Lang,
    /// The payment.
    pub payment: &'a Payment,
    /// Path of its contract, whose parameters it may name.
    pub contract: &'a str,
}

impl<'a> Rules<'a> {
    /// Its sentences.
    pub fn told(&self) -> Vec<Vec<Part>> {
        self.sentences(&self.payment.pay, &Slots::default())
    }

    /// A number as it stands in the rule: a field where it is one number, a list where it differs by band or year.
    fn number(&self, t: &Term, unit: Unit) -> Vec<Part> {
        let lang = self.lang;
        match t {
            Term::Number(_, path) if !path.is_empty() => {
                say(lang, "part.input", &[("it", field(self.draft, path, unit))])
            }
            Term::Number(v, _) => say(lang, "part.text", &[("it", Arg::text(number::format(*v, unit, lang)))]),
            Term::Param(name) => {
                let path = key(&key(self.contract, "params"), name);
                say(lang, "part.input", &[("it", field(self.draft, &path, unit))])
            }
            Term::ByBand(map) => {
                // in the order in which people are listed
                let place = |band: &String| self.s.segments.iter().position(|g| g.band == *band || g.id == *band);
                let bands: Map<(Option<usize>, &String), &Term> =
                    map.iter().map(|(band, t)| ((place(band), band), t)).collect();
                let one = |((_, band), t): ((Option<usize>, &String), &Term)| {
                    let of_band = |g: &&Segment| g.band == *band || g.id == *band;
                    let names: Vec<&str> = self.s.segments.iter().filter(of_band).map(|g| g.name.as_str()).gather();
                    let args = [("much", Arg::Parts(self.number(t, unit))), ("name", Arg::text(names.join(", ")))];
                    say(lang, "part.by_band", &args)
                };
                listed(bands.into_iter().map(one).gather()).unwrap_or_default()
            }
            Term::ByYear(list) => {
                let one = |(i, t): (usize, &Term)| {
                    let last = i + 1 == list.len();
                    let args = [("much", Arg::Parts(self.number(t, unit))), ("year", Arg::text((i + 1).to_string()))];
                    say(lang, if last { "part.from_year" } else { "part.by_year" }, &args)
                };
                listed(list.iter().enumerate().map(one).gather()).unwrap_or_default()
            }
            other => say(lang, "part.text", &[("it", Arg::text(self.worked(other)))]),
        }
    }

    /// A number that is worked out from others, e.g. 30% of a price, in short.
    fn worked(&self, t: &Term) -> String {
        let list = |l: &[Term], sign: &str| l.iter().map(|t| self.worked(t)).gather().join(sign);
        match t {
            Term::Number(v, _) => number::format(*v, Unit::Number, self.lang),
            Term::Param(name) => shown(self.draft, &key(&key(self.contract, "params"), name), Unit::Number),
            Term::Add(l) => list(l, " + "),
            Term::Sub(l) => list(l, " − "),
            Term::Mul(l) => list(l, " × "),
            Term::Div(l) => list(l, " ÷ "),
            Term::Money { tag, .. } => tell(self.lang, "metric.money", &[("tag", Arg::text(tag))]),
            Term::Owed { party, .. } => tell(self.lang, "metric.owed", &[("party", Arg::text(self.party(party)))]),
            other => self.metric(other),
        }
    }

    fn party(&self, id: &str) -> String {
        party(self.s, id, self.lang)
    }

    /// What is measured, in words.
    fn metric(&self, t: &Term) -> String {
        let lang = self.lang;
        let says = |stage: &str| Arg::text(stage_says(self.s, stage, lang));
        match t {
            Term::Count { stage, .. } => tell(lang, "metric.count", &[("says", says(stage))]),
            Term::Days { stage, .. } => tell(lang, "metric.days", &[("stage", Arg::text(stage.replace('_', " ")))]),
            Term::Events { kind, .. } => tell(lang, "metric.events", &[("kind", Arg::text(kind.replace('_', " ")))]),
            Term::Base { of, .. } => tell(lang, "metric.base", &[("of", Arg::text(self.metric(of)))]),
            Term::Div(l) => match l.as_slice() {
                [Term::Count { stage, .. }, Term::Count { stage: of, .. }] if of == "start" => {
                    tell(lang, "metric.share", &[("says", says(stage))])
                }
                [Term::Sub(a), Term::Base { .. }] if matches!(a.first(), Some(Term::Base { .. })) => tell(
                    lang,
                    "metric.fall",
                    &[("of", Arg::text(a.last().map_or_else(String::new, |t| self.metric(t))))],
                ),
                _ => self.worked(t),
            },
            Term::Mul(l) => match l.as_slice() {
                [Term::Number(hundred, _), Term::Sub(d)] if *hundred == 100.0 && d.len() == 2 => {
                    let above = match &d[1] {
                        Term::Div(b) => {
                            b.first().map(|t| if let Term::Base { baseline, .. } = t { Some(baseline) } else { None })
                        }
                        _ => None,
                    };
                    let share = self.metric(&d[0]);
                    let from = match above.flatten().map(|b| &**b) {
                        Some(crate::contract::tree::Baseline::Fixed(b)) => self.worked(b),
                        _ => word(lang, "metric.baseline").to_string(),
                    };
                    tell(lang, "metric.points", &[("share", Arg::text(share)), ("from", Arg::text(from))])
                }
                _ => self.worked(t),
            },
            Term::Floor(t, _) => tell(lang, "metric.whole", &[("of", Arg::text(self.metric(t)))]),
            Term::Sub(l) if matches!(l.first(), Some(Term::Base { .. })) => tell(
                lang,
                "metric.avoided",
                &[("of", Arg::text(l.last().map_or_else(String::new, |t| self.metric(t))))],
            ),
            Term::Pwl(t, _) | Term::Reported { of: t, .. } => self.metric(t),
            other => self.worked(other),
        }
    }

    /// "each person who …": one unit of the metric.
    fn each(&self, t: &Term) -> String {
        let lang = self.lang;
        match t {
            Term::Count { stage, .. } => {
                tell(lang, "each.person", &[("says", Arg::text(stage_says(self.s, stage, lang)))])
            }
            Term::Days { stage, .. } => tell(lang, "each.day", &[("stage", Arg::text(stage.replace('_', " ")))]),
            Term::Events { kind, .. } => tell(lang, "each.event", &[("kind", Arg::text(kind.replace('_', " ")))]),
            Term::Sub(l) => match l.as_slice() {
                [Term::Base { .. }, Term::Events { kind, .. }] => {
                    tell(lang, "each.avoided", &[("kind", Arg::text(kind.replace('_', " ")))])
                }
                _ => tell(lang, "each.unit", &[("of", Arg::text(self.metric(t)))]),
            },
            _ => tell(lang, "each.unit", &[("of", Arg::text(self.metric(t)))]),
        }
    }

    fn sentences(&self, pay: &'a Pay, slots: &Slots<'a>) -> Vec<Vec<Part>> {
        let lang = self.lang;
        let mut slots = slots.clone();
        match pay {
            Pay::Short(Short::Block { amount }, _) => {
                let mut args = self.common(&slots);
                args.push(("much", Arg::Parts(self.number(amount, Unit::Gbp))));
                args.push(("months", Arg::text(self.s.months.to_string())));
                args.retain(|(n, _)| ["payer", "much", "months"].contains(n));
                vec![say(lang, "rule.block", &args)]
            }
            Pay::Short(Short::Grant { total }, _) => {
                let mut args = self.common(&slots);
                args.push(("much", Arg::Parts(self.number(total, Unit::Gbp))));
                args.push(("months", Arg::text(self.s.months.to_string())));
                args.retain(|(n, _)| ["payer", "much", "months"].contains(n));
                vec![say(lang, "rule.grant", &args)]
            }
            Pay::Short(Short::Repeat { times, every, of }, _) => {
                slots.repeats = Some((times, every));
                self.sentences(of, &slots)
            }
            Pay::Short(Short::Until { event, of }, _) => {
                let says = Arg::text(stage_says(self.s, event, lang));
                slots.limits.push(say(lang, "limit.until", &[("says", says)]));
                self.sentences(of, &slots)
            }
            Pay::Short(Short::Ramp { share, price, reference, metric }, _) => {
                let args = [
                    ("payer", Arg::text(self.payer(&slots))),
                    ("price", Arg::Parts(self.number(price, Unit::Gbp))),
                    ("share", Arg::Parts(self.number(share, Unit::Percent))),
                    ("reference", Arg::Parts(self.number(reference, Unit::Number))),
                    ("metric", Arg::text(self.metric(metric))),
                ];
                vec![say(lang, "rule.ramp", &args)]
            }
            Pay::Short(Short::Pool { cohort, pooled, value, cap, kind }, _) => {
                let args = [
                    ("payer", Arg::text(self.payer(&slots))),
                    ("value", Arg::Parts(self.number(value, Unit::Gbp))),
                    ("kind", Arg::text(kind.replace('_', " "))),
                    ("cohort", Arg::Parts(self.number(cohort, Unit::Percent))),
                    ("pooled", Arg::Parts(self.number(pooled, Unit::Percent))),
                    ("cap", Arg::Parts(self.number(cap, Unit::Gbp))),
                    ("proof", Arg::Parts(self.proof(&slots))),
                ];
                vec![say(lang, "rule.pool", &args)]
            }
            Pay::Short(Short::PerUnit, core) | Pay::Named(_, core) => self.sentences(core, &slots),
            Pay::Lump { amount, month } => {
                let args = [
                    ("payer", Arg::text(self.payer(&slots))),
                    ("much", Arg::Parts(self.number(amount, Unit::Gbp))),
                    ("when", Arg::Parts(self.when(month, &slots))),
                ];
                vec![say(lang, "rule.lump", &args)]
            }
            Pay::Shape { metric, f, rate, scope, .. } => {
                let mut args = self.common(&slots);
                let much = if f.is_proportional() || f.knots.len() == 1 {
                    self.price(rate, &slots)
                } else {
                    self.pieces(f, rate)
                };
                args.push(("much", Arg::Parts(much)));
                args.push(("each", Arg::text(self.each(metric))));
                args.push(("counted", Arg::Parts(self.counted(f, *scope))));
                args.retain(|(n, _)| *n != "months");
                vec![say(lang, "rule.unit", &args)]
            }
            Pay::Gate { cond, scope, of, .. } => {
                slots.limits.push(self.condition(cond, *scope));
                self.sentences(of, &slots)
            }
            Pay::Clamp { lo, hi, scope, of, .. } => {
                let over = word(lang, over_id(*scope)).to_string();
                if let Some(lo) = lo.as_ref().filter(|t| !matches!(t, Term::Number(v, _) if *v == 0.0)) {
                    let args = [("much", Arg::Parts(self.number(lo, Unit::Gbp))), ("over", Arg::text(&over))];
                    slots.limits.push(say(lang, "limit.floor", &args));
                }
                if let Some(hi) = hi {
                    let args = [("much", Arg::Parts(self.number(hi, Unit::Gbp))), ("over", Arg::text(&over))];
                    slots.limits.push(say(lang, "limit.cap", &args));
                }
                self.sentences(of, &slots)
            }
            Pay::Pick { largest, of, .. } => {
                let id = if *largest { "limit.largest" } else { "limit.smallest" };
                slots.limits.push(say(lang, id, &[("count", Arg::text(of.len().to_string()))]));
                of.iter().flat_map(|p| self.sentences(p, &slots)).gather()
            }
            Pay::Scale { number, of, .. } => {
                slots.scale = Some(number);
                self.sentences(of, &slots)
            }
            Pay::Sum(of) => of.iter().flat_map(|p| self.sentences(p, &slots)).gather(),
            Pay::Delay { months, of } => {
                slots.delay = Some(months);
                self.sentences(of, &slots)
            }
            Pay::Route { from, to, of } => {
                let names = |s: &Option<crate::contract::tree::Shares>| {
                    s.as_ref().map(|s| s.keys().map(|k| self.party(k)).gather())
                };
                // the outermost wins
                slots.from = slots.from.or_else(|| names(from));
                slots.to = slots.to.or_else(|| names(to));
                self.sentences(of, &slots)
            }
            Pay::Onward { share, from, to, .. } => {
                let args = [
                    ("from", Arg::text(capital(&self.party(from)))),
                    ("share", Arg::Parts(self.number(share, Unit::Percent))),
                    ("to", Arg::text(self.party(to))),
                ];
                vec![say(lang, "rule.onward", &args)]
            }
            Pay::NetOff { of, other, .. } => {
                let args = [
                    ("overlap", Arg::Parts(self.number(&other.overlap, Unit::Percent))),
                    ("joint", Arg::Parts(self.number(&other.joint, Unit::Of100))),
                ];
                slots.limits.push(say(lang, "limit.net_off", &args));
                self.sentences(of, &slots)
            }
            Pay::Waterfall { entity, keep, tranches } => {
                let one = |t: &crate::contract::tree::Tranche| {
                    let to: Vec<String> = t.to.keys().map(|p| self.party(p)).gather();
                    let bound =
                        t.up_to.as_ref().map_or_else(|| word(lang, "rule.the_rest").to_string(), |b| self.worked(b));
                    say(
                        lang,
                        "rule.tranche",
                        &[("to", Arg::text(to.join(word(lang, "list.and")))), ("bound", Arg::text(bound))],
                    )
                };
                let list = listed(tranches.iter().map(one).gather()).unwrap_or_default();
                let args = [
                    ("entity", Arg::text(capital(&self.party(entity)))),
                    ("keep", Arg::Parts(self.number(keep, Unit::Gbp))),
                    ("list", Arg::Parts(list)),
                ];
                vec![say(lang, "rule.waterfall", &args)]
            }
        }
    }

    fn payer(&self, slots: &Slots) -> String {
        let names = slots.from.clone().unwrap_or_else(|| vec![self.party("commissioner")]);
        capital(&names.join(word(self.lang, "list.and")))
    }

    fn common(&self, slots: &Slots) -> Vec<(&'static str, Arg)> {
        let limits = if slots.limits.is_empty() {
            say(self.lang, "limit.none", &[])
        } else {
            listed(slots.limits.clone()).unwrap_or_default()
        };
        vec![
            ("payer", Arg::text(self.payer(slots))),
            (
                "to",
                Arg::text(
                    slots.to.as_ref().map_or_else(String::new, |t| format!(" {}", t.join(word(self.lang, "list.and")))),
                ),
            ),
            ("proof", Arg::Parts(self.proof(slots))),
            ("limit", Arg::Parts(limits)),
        ]
    }

    fn proof(&self, slots: &Slots) -> Vec<Part> {
        let proof = self.payment.proof.clone().unwrap_or_else(|| word(self.lang, "proof.none").to_string());
        match slots.delay {
            Some(months) => {
                let months = self.number(months, Unit::Months);
                say(self.lang, "proof.later", &[("proof", Arg::text(proof)), ("months", Arg::Parts(months))])
            }
            None => say(self.lang, "part.text", &[("it", Arg::text(proof))]),
        }
    }

    fn price(&self, rate: &Term, slots: &Slots) -> Vec<Part> {
        let lang = self.lang;
        let mut parts = self.number(rate, Unit::Gbp);
        if let Some(scale) = slots.scale {
            let scale = self.number(scale, Unit::Percent);
            parts.extend(say(lang, "much.scaled", &[("scale", Arg::Parts(scale))]));
        }
        if let Some((times, every)) = slots.repeats {
            let args = [
                ("times", Arg::Parts(self.number(times, Unit::Count))),
                ("every", Arg::Parts(self.number(every, Unit::Months))),
            ];
            parts.extend(say(lang, "much.repeats", &args));
        }
        parts
    }

    /// A bending rule piece by piece.
    fn pieces(&self, f: &Clause, rate: &Term) -> Vec<Part> {
        let lang = self.lang;
        let rate = if let Term::Number(v, _) = rate { *v } else { 1.0 };
        let plain = |t: &Term| {
            if let Term::Number(v, _) = t { Some(*v) } else { None }
        };
        let mut slope = plain(&f.s0).unwrap_or(0.0) * rate;
        let mut pieces = vec![say(lang, "piece.first", &[("much", Arg::text(number::format(slope, Unit::Gbp, lang)))])];
        for [at, change, jump] in &f.knots {
            slope += plain(change).unwrap_or(0.0) * rate;
            let jump = plain(jump).unwrap_or(0.0) * rate;
            let mut args = vec![
                ("at", Arg::Parts(self.number(at, Unit::Number))),
                ("much", Arg::text(number::format(slope, Unit::Gbp, lang))),
            ];
            let id = if jump == 0.0 { "piece.next" } else { "piece.jump" };
            if jump != 0.0 {
                args.push(("jump", Arg::text(number::format(jump, Unit::Gbp, lang))));
            }
            pieces.push(say(lang, id, &args));
        }
        listed(pieces).unwrap_or_default()
    }

    /// Counted from where, and added up over what.
    fn counted(&self, f: &Clause, scope: Scope) -> Vec<Part> {
        let lang = self.lang;
        let over = word(lang, over_id(scope));
        match f.knots.as_slice() {
            [] => say(lang, "counted.first", &[]),
            [[at, slope, jump]] => {
                let nothing = |t: &Term| matches!(t, Term::Number(v, _) if *v == 0.0);
                let id = if nothing(jump) {
                    "counted.above"
                } else if nothing(slope) && nothing(&f.s0) {
                    "counted.bonus"
                } else {
                    "counted.once"
                };
                say(lang, id, &[("at", Arg::Parts(self.number(at, Unit::Number))), ("over", Arg::text(over))])
            }
            _ => say(lang, "counted.pieces", &[("over", Arg::text(over))]),
        }
    }

    fn condition(&self, cond: &Cond, scope: Scope) -> Vec<Part> {
        let lang = self.lang;
        let over = Arg::text(word(lang, over_id(scope)));
        match cond {
            Cond::AtLeast(metric, n) => {
                let args = [
                    ("metric", Arg::text(self.metric(metric))),
                    ("n", Arg::Parts(self.number(n, Unit::Number))),
                    ("over", over),
                ];
                say(lang, "limit.reaches", &args)
            }
            Cond::Signif(s) => {
                let args = [
                    ("metric", Arg::text(self.metric(&s.metric))),
                    ("alpha", Arg::Parts(self.number(&s.alpha, Unit::Percent))),
                    ("over", over),
                ];
                say(lang, "limit.significant", &args)
            }
            Cond::And(list) => listed(list.iter().map(|c| self.condition(c, scope)).gather()).unwrap_or_default(),
            Cond::Not(c) => say(lang, "limit.not", &[("cond", Arg::Parts(self.condition(c, scope)))]),
        }
    }

    fn when(&self, month: &Term, slots: &Slots) -> Vec<Part> {
        let lang = self.lang;
        match slots.repeats {
            Some((times, every)) => {
                let args = [
                    ("times", Arg::Parts(self.number(times, Unit::Count))),
                    ("every", Arg::Parts(self.number(every, Unit::Months))),
                ];
                say(lang, "when.repeats", &args)
            }
            None => {
                let month = if let Term::Number(v, _) = month { *v } else { 0.0 };
                say(lang, "when.month", &[("month", Arg::text(number::format(month + 1.0, Unit::Count, lang)))])
            }
        }
    }
}

fn over_id(scope: Scope) -> &'static str {
    match (scope.over, scope.by_cohort) {
        (Over::Person, _) => "over.person",
        (Over::Month, _) => "over.month",
        (Over::Quarter, _) => "over.quarter",
        (Over::Year, false) => "over.year",
        (Over::Year, true) => "over.year_cohort",
        (Over::Cohort, _) => "over.cohort",
        (Over::Contract, _) => "over.contract",
    }
}

/// Parts joined by commas, the last by "and".
pub fn listed(items: Vec<Vec<Part>>) -> Option<Vec<Part>> {
    let last = items.len().checked_sub(1)?;
    let mut out = Vec::new();
    for (i, parts) in items.into_iter().enumerate() {
        if i > 0 {
            let text = if i == last { " and " } else { ", " };
            out.push(Part { text: text.into(), ..Part::default() });
        }
        out.extend(parts);
    }
    Some(out)
}
