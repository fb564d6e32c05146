//! Goal seek of any number against any result: the question as it was typed, and the answer in sentences.

use super::solve::{Knob, Measure, Solve};
use crate::answer;
use crate::json::Node;
use crate::num::decimal;
use crate::reply::{Asked, Input, Offer, Part, Unit, Verdict};
use crate::results::{self, Def};
use crate::scenario::{Envelope, inputs};
use crate::seek::{self, HALVINGS, Prefer, Search, TRIED, Want};
use crate::words::{Arg, Lang, number, say, tell, word};

/// Results that only futures tell, in drafts where no law does.
const DRAWN: [&str; 22] = [
    "loss_chance",
    "worst_margin",
    "cash_out_chance",
    "cash_for_19",
    "left_without",
    "fall_back",
    "failure_cost",
    "ended_chance",
    "social_risk",
    "risk_share",
    "risk_moved",
    "risk_invented",
    "risk_noise",
    "stake_lost_chance",
    "irr",
    "irr_bad",
    "multiple",
    "to_investor",
    "guarantee_chance",
    "guarantee_paid",
    "investor_gain",
    "drawn_share",
];
/// Halvings where results are sampled: finer ones would chase noise.
const COARSE: u32 = 8;

/// A goal seek on its way.
pub struct Goal {
    /// The search.
    pub solve: Solve,
    input: Input,
    result: &'static Def,
    want: Want,
    prefer: Prefer,
    value: f64,
    lang: Lang,
}

impl Goal {
    /// Begins one, or says what is wrong with the question.
    pub fn begin(asked: &Node, e: &Envelope) -> Result<Goal, Box<Asked>> {
        let lang = e.issues.lang;
        let said = |id: &str| Box::new(super::said(say(lang, id, &[])));
        let word_of = |key: &str| asked.get(key).and_then(Node::text).unwrap_or_default();
        let Some(s) = e.scenarios.first() else { return Err(Box::default()) };
        let path = word_of("input");
        let all = inputs::inputs(&e.node, &s.path, &[], lang);
        let Some(input) = all.into_iter().find(|i| i.path == path) else { return Err(said("ask.no.input")) };
        let Some(result) = results::find(word_of("result")) else { return Err(said("ask.no.result")) };
        let Some(range) = seek::range(&input) else { return Err(said("ask.no.input")) };
        let Some(value) = read(word_of("value"), result.unit) else {
            let right = [("like", Arg::text(example(result.unit, lang)))];
            let issue = Some(tell(lang, "ask.issue.value", &right));
            return Err(Box::new(Asked { issue, ..Asked::default() }));
        };
        let want = if word_of("want") == "least" { Want::AtLeast } else { Want::AtMost };
        let prefer = if word_of("prefer") == "highest" { Prefer::Highest } else { Prefer::Lowest };
        let o = answer::evaluate(s);
        let sampled = o.values.get(result.id).is_none() && DRAWN.contains(&result.id);
        let halvings = if sampled { COARSE } else { HALVINGS };
        let search = (Search::new(range, want, value, prefer, TRIED, halvings), prefer);
        let turned = (Knob::Number(input.path.clone()), input.unit);
        let measure = Measure::Result(result.id.to_string());
        let solve = Solve::new((&e.node, s), o, turned, (measure, sampled), search);
        Ok(Goal { solve, input, result, want, prefer, value, lang })
    }

    fn number(&self, id: &str, v: Option<f64>) -> Arg {
        Arg::Result(format!("ask[{id}]"), v, self.result.unit)
    }

    fn at(&self, id: &str, v: f64) -> Arg {
        Arg::Result(format!("ask[{id}]"), Some(v), self.input.unit)
    }

    fn wanted(&self) -> Vec<Part> {
        let id = if self.want == Want::AtLeast { "ask.want.least" } else { "ask.want.most" };
        say(self.lang, id, &[("what", self.number("wanted", Some(self.value)))])
    }

    /// The answer, as far as it is known.
    pub fn told(&self) -> Asked {
        let lang = self.lang;
        let Some(found) = self.solve.solved() else { return Asked::default() };
        let end = found.end;
        let (name, label) = (Arg::text(self.input.name.clone()), Arg::text(self.result.label));
        let [from, to] = self.solve.range();
        let side = word(lang, if self.prefer == Prefer::Lowest { "ask.lowest" } else { "ask.highest" });
        let mut says = Vec::new();
        let mut one = |id: &str, args: &[(&str, Arg)]| says.push(say(lang, id, args));
        let wanted = || Arg::Parts(self.wanted());
        let value = || self.at("value", end.value);
        match end.verdict {
            Verdict::Found | Verdict::Always => {
                let id = if end.verdict == Verdict::Found { "ask.seek.found" } else { "ask.seek.always" };
                let args = [
                    ("name", name),
                    ("value", value()),
                    ("side", Arg::text(side)),
                    ("label", label),
                    ("wanted", wanted()),
                ];
                one(id, &args);
                let there = self.number("there", end.result);
                let now = self.at("now", self.solve.now);
                one(
                    "ask.seek.there",
                    &[("value", value()), ("there", there), ("now", now), ("was", self.number("was", found.was))],
                );
            }
            Verdict::Never => {
                let args = [
                    ("name", name),
                    ("from", self.at("from", from)),
                    ("to", self.at("to", to)),
                    ("label", label),
                    ("wanted", wanted()),
                ];
                one("ask.seek.never", &args);
                one("ask.seek.nearest", &[("value", value()), ("there", self.number("there", end.result))]);
                let edge = end.value == from || end.value == to;
                if edge {
                    one("ask.binds.seek_range", &[("from", self.at("from", from)), ("to", self.at("to", to))]);
                } else {
                    one("ask.binds.other", &[]);
                }
            }
            Verdict::Unknown => one("ask.seek.unknown", &[("label", label)]),
        }
        if self.solve.is_sampled() {
            says.push(say(lang, "ask.sampled", &[]));
        }
        let useful = matches!(end.verdict, Verdict::Found | Verdict::Always) && end.value != self.solve.now;
        let offer = |v: f64| Offer {
            title: tell(lang, "ask.use", &[("name", Arg::text(self.input.name.clone())), ("value", value())]),
            says: Vec::new(),
            act: Some(format!("set={}={}", self.input.path, decimal::plain(v))),
        };
        let offers = if useful { vec![offer(end.value)] } else { Vec::new() };
        Asked { says, of: vec![self.result.id.to_string()], offers, ..Asked::default() }
    }
}

/// What was typed, in the unit of a result: chances are typed as so many of 20.
fn read(text: &str, unit: Unit) -> Option<f64> {
    match unit {
        Unit::Of20 => number::parse(text, Unit::Number).map(|v| v / 20.0),
        Unit::Pence => number::parse(text.trim().trim_end_matches(['p', 'P']), Unit::Number).map(|v| v / 100.0),
        unit => number::parse(text, unit),
    }
}

/// A number as it may be typed in a unit.
fn example(unit: Unit, lang: Lang) -> &'static str {
    word(
        lang,
        match unit {
            Unit::Gbp | Unit::GbpShort | Unit::GbpLong | Unit::Pounds => "ask.like.gbp",
            Unit::Percent => "ask.like.percent",
            Unit::Of20 => "ask.like.of20",
            _ => "ask.like.number",
        },
    )
}
