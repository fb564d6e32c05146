//! Payment rules as sentences of seven slots, in which every number is a field.

mod measured;
mod pieces;

use crate::contract::tree::{Contract, Netting, Over, Pay, Payment, ScaleBy, Scope, Shares, Short, Term, Tranche};
use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Part, Unit};
use crate::scenario::Scenario;
use crate::scenario::inputs::{capital, shown};
use crate::words::{Arg, Lang, listed_names, number, say, tell, word};

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
    if let "start" | "left" = stage {
        return word(lang, if stage == "start" { "stage.start" } else { "stage.left" }).to_string();
    }
    if let Some(before) = stage.strip_prefix("left(").and_then(|s| s.strip_suffix(')')) {
        return tell(lang, "stage.left_after", &[("says", Arg::text(stage_says(s, before, lang)))]);
    }
    let of = s.outcomes.iter().flat_map(|o| o.stages.iter().map(move |st| (o, st)));
    for (o, st) in of {
        if st.id == stage {
            let reaches = || tell(lang, "stage.reaches", &[("stage", Arg::text(st.id.replace('_', " ")))]);
            let says = st.says.clone().unwrap_or_else(reaches);
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
    scale: Option<(&'a Term, ScaleBy)>,
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
    /// Its contract, whose parameters it may name.
    pub terms: &'a Contract,
    /// Path of that contract.
    pub contract: &'a str,
}

impl<'a> Rules<'a> {
    /// Its sentences.
    pub fn told(&self) -> Vec<Vec<Part>> {
        self.sentences(&self.payment.pay, &Slots::default())
    }

    fn party(&self, id: &str) -> String {
        party(self.s, id, self.lang)
    }

    /// Parties with their shares, where they are several.
    fn names(&self, shares: &Shares) -> Vec<String> {
        let one = |(id, share): (&String, &Term)| {
            let name = self.party(id);
            match self.constant(share) {
                Some(v) if shares.len() > 1 => {
                    let share = Arg::text(number::format(v, Unit::Percent, self.lang));
                    tell(self.lang, "party.share", &[("name", Arg::text(name)), ("share", share)])
                }
                _ => name,
            }
        };
        shares.iter().map(one).gather()
    }

    fn sentences(&self, pay: &'a Pay, slots: &Slots<'a>) -> Vec<Vec<Part>> {
        let lang = self.lang;
        let mut slots = slots.clone();
        match pay {
            Pay::Short(Short::Block { amount }, _) => vec![self.sum("rule.block", amount, &slots)],
            Pay::Short(Short::Grant { total }, _) => vec![self.sum("rule.grant", total, &slots)],
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
                let mut args = self.common(&slots);
                args.extend([
                    ("price", Arg::Parts(self.number(price, Unit::Gbp))),
                    ("share", Arg::Parts(self.number(share, Unit::Percent))),
                    ("reference", Arg::Parts(self.number(reference, Unit::Number))),
                    ("metric", Arg::Parts(self.metric(metric))),
                ]);
                vec![say(lang, "rule.ramp", &args)]
            }
            Pay::Short(Short::Pool { cohort, pooled, value, cap, kind }, _) => {
                slots.limits.push(say(lang, "limit.pool", &[("cap", Arg::Parts(self.number(cap, Unit::Gbp)))]));
                let mut args = self.common(&slots);
                args.extend([
                    ("value", Arg::Parts(self.number(value, Unit::Gbp))),
                    ("kind", Arg::text(kind.replace('_', " "))),
                    ("cohort", Arg::Parts(self.number(cohort, Unit::Percent))),
                    ("pooled", Arg::Parts(self.number(pooled, Unit::Percent))),
                ]);
                vec![say(lang, "rule.pool", &args)]
            }
            Pay::Short(Short::PerUnit, core) | Pay::Named(_, core) => self.sentences(core, &slots),
            Pay::Lump { amount, month } => {
                let mut args = self.parties(&slots);
                args.extend([
                    ("much", Arg::Parts(self.scaled(self.number(amount, Unit::Gbp), &slots))),
                    ("when", Arg::Parts(self.when(month, &slots))),
                    ("limit", Arg::Parts(self.whatever(&slots))),
                ]);
                vec![say(lang, "rule.lump", &args)]
            }
            Pay::Shape { metric, f, rate, scope, .. } => vec![self.shape(metric, f, rate, *scope, &slots)],
            Pay::Gate { cond, scope, of, .. } => {
                let cond = Arg::Parts(self.condition(cond, *scope));
                slots.limits.push(say(lang, "limit.only_if", &[("cond", cond)]));
                self.sentences(of, &slots)
            }
            Pay::Clamp { lo, hi, scope, of, .. } => {
                if let Some(lo) = lo.as_ref().filter(|t| !matches!(t, Term::Number(v, _) if *v == 0.0)) {
                    slots.limits.push(self.bound("limit.floor", lo, *scope));
                }
                if let Some(hi) = hi {
                    slots.limits.push(self.bound("limit.cap", hi, *scope));
                }
                self.sentences(of, &slots)
            }
            Pay::Pick { largest, of, .. } => {
                let id = if *largest { "limit.largest" } else { "limit.smallest" };
                slots.limits.push(say(lang, id, &[("count", Arg::text(of.len().to_string()))]));
                of.iter().flat_map(|p| self.sentences(p, &slots)).gather()
            }
            Pay::Scale { number, by, of } => {
                slots.scale = Some((number, *by));
                self.sentences(of, &slots)
            }
            Pay::Sum(of) => of.iter().flat_map(|p| self.sentences(p, &slots)).gather(),
            Pay::Delay { months, of } => {
                slots.delay = Some(months);
                self.sentences(of, &slots)
            }
            Pay::Route { from, to, of } => {
                let names = |s: &Option<Shares>| s.as_ref().map(|s| self.names(s));
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
            Pay::NetOff { rule, other, of } => {
                let args = [
                    ("overlap", Arg::Parts(self.number(&other.overlap, Unit::Percent))),
                    ("joint", Arg::Parts(self.number(&other.joint, Unit::Of100))),
                ];
                let id = if *rule == Netting::None { "limit.no_net_off" } else { "limit.net_off" };
                slots.limits.push(say(lang, id, &args));
                self.sentences(of, &slots)
            }
            Pay::Waterfall { entity, keep, tranches } => {
                let list = joined(lang, "list.then", tranches.iter().map(|t| self.tranche(t)).gather());
                let args = [
                    ("entity", Arg::text(capital(&self.party(entity)))),
                    ("keep", Arg::Parts(self.number(keep, Unit::Gbp))),
                    ("list", Arg::Parts(list.unwrap_or_default())),
                ];
                vec![say(lang, "rule.waterfall", &args)]
            }
        }
    }

    /// A sum spread over the months of the contract, which no result is counted for.
    fn sum(&self, id: &'static str, much: &Term, slots: &Slots) -> Vec<Part> {
        let late = slots
            .delay
            .map(|months| say(self.lang, "late.months", &[("months", Arg::Parts(self.number(months, Unit::Months)))]));
        let mut args = self.parties(slots);
        args.extend([
            ("much", Arg::Parts(self.scaled(self.number(much, Unit::Gbp), slots))),
            ("months", Arg::text(self.s.months.to_string())),
            ("late", Arg::Parts(late.unwrap_or_default())),
            ("limit", Arg::Parts(self.whatever(slots))),
        ]);
        say(self.lang, id, &args)
    }

    /// One tranche of a waterfall: to whom, and up to what.
    fn tranche(&self, t: &Tranche) -> Vec<Part> {
        let lang = self.lang;
        let to = ("to", Arg::Names(self.names(&t.to)));
        let alone = |party: &String| t.to.len() == 1 && t.to.contains_key(party);
        match &t.up_to {
            None => say(lang, "tranche.rest", &[to]),
            Some(Term::Owed { party, irr }) if alone(party) => {
                say(lang, "tranche.return", &[to, ("irr", Arg::Parts(self.number(irr, Unit::Percent)))])
            }
            Some(bound) => {
                // so much, less what it has had
                let most = match bound {
                    Term::Sub(l) => match l.as_slice() {
                        [most, Term::Money { tag, from: None, to: Some(party) }] if tag == "*" && alone(party) => {
                            Some(most)
                        }
                        _ => None,
                    },
                    _ => None,
                };
                let id = if most.is_some() { "tranche.most" } else { "tranche.bound" };
                say(lang, id, &[to, ("bound", Arg::Parts(self.number(most.unwrap_or(bound), Unit::Gbp)))])
            }
        }
    }

    fn bound(&self, id: &str, bound: &Term, scope: Scope) -> Vec<Part> {
        // of amounts by year each says its year, and what reads money reads all of it
        let over_all = bound.reads_money() && scope.over == Over::Contract;
        let by_year = matches!(self.resolved(bound), Term::ByYear(_)) && scope.over == Over::Year && !scope.by_cohort;
        let over = if by_year || over_all { String::new() } else { format!(" {}", word(self.lang, over_id(scope))) };
        say(self.lang, id, &[("much", Arg::Parts(self.number(bound, Unit::Gbp))), ("over", Arg::text(over))])
    }

    /// Who pays, and to whom.
    fn parties(&self, slots: &Slots) -> Vec<(&'static str, Arg)> {
        let lang = self.lang;
        let mut payers = slots.from.clone().unwrap_or_else(|| vec![self.party("commissioner")]);
        if let Some(first) = payers.first_mut() {
            *first = capital(first);
        }
        let to = slots.to.as_ref().map_or_else(String::new, |t| format!(" {}", listed_names(lang, t)));
        vec![("payer", Arg::Names(payers)), ("to", Arg::text(to))]
    }

    /// What every sentence of a result may say: who, to whom, what proves it, what limits it.
    fn common(&self, slots: &Slots) -> Vec<(&'static str, Arg)> {
        let mut args = self.parties(slots);
        let limits = self.limits(slots).unwrap_or_else(|| say(self.lang, "limit.none", &[]));
        args.extend([("proof", Arg::Parts(self.proof(slots))), ("limit", Arg::Parts(limits))]);
        args
    }

    fn limits(&self, slots: &Slots) -> Option<Vec<Part>> {
        listed(self.lang, slots.limits.clone())
    }

    /// What limits a sum that no result is counted for.
    fn whatever(&self, slots: &Slots) -> Vec<Part> {
        self.limits(slots).unwrap_or_else(|| say(self.lang, "limit.whatever", &[]))
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

    /// An amount, with what part of it is due in which year, and how often.
    fn scaled(&self, mut parts: Vec<Part>, slots: &Slots) -> Vec<Part> {
        let lang = self.lang;
        if let Some((scale, by)) = slots.scale {
            let id = match by {
                ScaleBy::Start => "much.scaled_start",
                ScaleBy::Event => "much.scaled_event",
                ScaleBy::Posting => "much.scaled",
            };
            parts.extend(say(lang, id, &[("scale", Arg::Parts(self.number(scale, Unit::Percent)))]));
        }
        parts
    }

    fn repeated(&self, id: &'static str, (times, every): (&Term, &Term)) -> Vec<Part> {
        let args = [
            ("times", Arg::Parts(self.number(times, Unit::Count))),
            ("every", Arg::Parts(self.number(every, Unit::Months))),
        ];
        say(self.lang, id, &args)
    }

    fn when(&self, month: &Term, slots: &Slots) -> Vec<Part> {
        let lang = self.lang;
        let first = self.constant(month).unwrap_or(0.0) + slots.delay.and_then(|d| self.constant(d)).unwrap_or(0.0);
        let first = ("month", Arg::text(number::format(first + 1.0, Unit::Count, lang)));
        match slots.repeats {
            Some(repeats) => [self.repeated("when.repeats", repeats), say(lang, "when.from", &[first])].concat(),
            None => say(lang, "when.month", &[first]),
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

/// Within what a number must be reached.
fn within_id(scope: Scope) -> &'static str {
    match (scope.over, scope.by_cohort) {
        (Over::Person, _) => "within.person",
        (Over::Month, _) => "within.month",
        (Over::Quarter, _) => "within.quarter",
        (Over::Year, false) => "within.year",
        (Over::Year, true) => "within.year_cohort",
        (Over::Cohort, _) => "within.cohort",
        (Over::Contract, _) => "within.contract",
    }
}

/// Over what everything is added up before the rule applies.
fn added_id(scope: Scope) -> &'static str {
    match (scope.over, scope.by_cohort) {
        (Over::Person, _) => "added.person",
        (Over::Month, _) => "added.month",
        (Over::Quarter, _) => "added.quarter",
        (Over::Year, false) => "added.year",
        (Over::Year, true) => "added.year_cohort",
        (Over::Cohort, _) => "added.cohort",
        (Over::Contract, _) => "added.contract",
    }
}

/// Parts joined by commas, the last by "and".
pub fn listed(lang: Lang, items: Vec<Vec<Part>>) -> Option<Vec<Part>> {
    joined(lang, "list.and", items)
}

fn joined(lang: Lang, last_by: &str, items: Vec<Vec<Part>>) -> Option<Vec<Part>> {
    let last = items.len().checked_sub(1)?;
    let mut out = Vec::new();
    for (i, parts) in items.into_iter().enumerate() {
        if i > 0 {
            let text = word(lang, if i == last { last_by } else { "list.comma" });
            out.push(Part { text: text.into(), ..Part::default() });
        }
        out.extend(parts);
    }
    Some(out)
}
