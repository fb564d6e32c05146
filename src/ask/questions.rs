//! The questions of the trade: which price leaves nobody out, what reserves can carry, what a year's budget allows. Each is a
//! search; each says what binds where nothing is found, and why it does not apply where it does not.

use super::solve::{Knob, Measure, Solve, Solved, prices};
use crate::answer::{self, Outcome};
use crate::commission::years;
use crate::design;
use crate::json::Node;
use crate::num::decimal;
use crate::reply::{Asked, Offer, Part, Unit, Verdict};
use crate::risk::tails::ONE_IN_20;
use crate::scenario::{Envelope, Reserves, Scenario, inputs};
use crate::seek::{self, HALVINGS, Prefer, Search, TRIED, Want};
use crate::share;
use crate::terms;
use crate::words::{Arg, Lang, say, tell};

/// What a question turns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turns {
    Price,
    Share,
}

/// One question.
pub struct Question {
    /// Its id, of its words too.
    pub id: &'static str,
    turns: Turns,
    /// The result that it is about; what is looked at is that, or what `looks` sees.
    result: &'static str,
    looks: Option<fn(&Scenario, &Outcome) -> Option<f64>>,
    want: Want,
    limit: f64,
    prefer: Prefer,
    /// The unit of what is looked at.
    unit: Unit,
}

/// Cash that the provider is short of in an average year, £; below 0 there is some left.
fn short(_: &Scenario, o: &Outcome) -> Option<f64> {
    Some(o.values.get("cash_needed")? - o.values.get("reserves")?)
}

/// Chance that the provider's cash runs out.
fn runs_out(_: &Scenario, o: &Outcome) -> Option<f64> {
    o.values.get("cash_out_chance").or(Some(0.0))
}

const NONE: Question = Question {
    id: "",
    turns: Turns::Price,
    result: "",
    looks: None,
    want: Want::AtMost,
    limit: 0.0,
    prefer: Prefer::Lowest,
    unit: Unit::Gbp,
};

/// All that are searches; two more, of a fair test and of prices within a budget, have files and functions of their own.
pub const QUESTIONS: [Question; 6] = [
    Question { id: "nobody", result: "unhelped", unit: Unit::People, ..NONE },
    Question { id: "safe", result: "loss_chance", limit: ONE_IN_20, unit: Unit::Of20, ..NONE },
    Question { id: "even", result: "margin", want: Want::AtLeast, unit: Unit::GbpShort, ..NONE },
    Question {
        id: "carry",
        turns: Turns::Share,
        result: "cash_needed",
        looks: Some(short),
        limit: 1e-6,
        prefer: Prefer::Highest,
        unit: Unit::GbpShort,
        ..NONE
    },
    Question {
        id: "block",
        turns: Turns::Share,
        result: "cash_out_chance",
        looks: Some(runs_out),
        limit: ONE_IN_20,
        prefer: Prefer::Highest,
        unit: Unit::Of20,
        ..NONE
    },
    Question {
        id: "budget",
        result: "paid",
        looks: Some(years::peak),
        prefer: Prefer::Highest,
        unit: Unit::GbpShort,
        ..NONE
    },
];

/// Trials and halvings of a share: to the penny in the pound.
const SHARES: (u32, u32) = (20, 6);

/// A question on its way.
pub struct Answering {
    /// The search.
    pub solve: Solve,
    q: &'static Question,
    limit: f64,
    lang: Lang,
}

impl Answering {
    /// Begins a question: none if nobody knows it; else the search, or why there is none.
    pub fn begin(id: &str, asked: &Node, e: &Envelope) -> Option<Result<Answering, Asked>> {
        let q = QUESTIONS.iter().find(|q| q.id == id)?;
        let s = e.scenarios.first()?;
        let lang = e.issues.lang;
        let no = |id: &str| Some(Err(super::said(say(lang, id, &[]))));
        let limit = match id {
            "budget" => match super::typed(asked, Unit::Gbp).filter(|v| *v >= 0.0) {
                Some(v) => v,
                None => return Some(Err(super::not_a_number(lang))),
            },
            _ => q.limit,
        };
        let o = answer::evaluate(s);
        let known = |o: &Outcome| if let Some(looks) = q.looks { looks(s, o) } else { o.values.get(q.result) };
        if id == "nobody" && o.incentives.is_none() {
            return no("ask.no.response");
        }
        if matches!(id, "carry" | "block") && s.provider.reserves == Reserves::Unknown {
            return no("ask.no.reserves");
        }
        let (knob, unit, range) = if q.turns == Turns::Share {
            if !share::can_be_set(s) || share::on_results(&o).is_none() {
                return no("ask.no.share");
            }
            (Knob::Share, Unit::Pence, [0.0, 1.0])
        } else {
            let Some(knob) = prices(s) else { return no("ask.no.price") };
            let all = inputs::inputs(&e.node, &s.path, &[], lang);
            let of = |path: &String| all.iter().find(|i| i.path == *path).and_then(seek::range);
            match &knob {
                Knob::Number(path) => match of(path) {
                    Some(range) => (knob, Unit::Gbp, range),
                    None => return no("ask.no.price"),
                },
                _ => (knob, Unit::Percent, [0.0, 4.0]),
            }
        };
        // a chance that no law gives is counted
        let sampled = id == "block" || id == "safe" && known(&o).is_none();
        let (trials, halvings) = match q.turns {
            Turns::Share => SHARES,
            Turns::Price if sampled => (TRIED, 8),
            Turns::Price => (TRIED, HALVINGS),
        };
        let measure = q.looks.map_or_else(|| Measure::Result(q.result.to_string()), Measure::Of);
        let search = (Search::new(range, q.want, limit, q.prefer, trials, halvings), q.prefer);
        let solve = Solve::new((&e.node, s), o, (knob, unit), (measure, sampled), search);
        Some(Ok(Answering { solve, q, limit, lang }))
    }

    /// Where what is turned stands, in words: "£5,000 a result".
    fn stands(&self, id: &str, v: f64) -> Arg {
        let (message, unit) = match &self.solve.knob {
            Knob::Number(_) => ("ask.knob.price", Unit::Gbp),
            Knob::Prices => ("ask.knob.prices", Unit::Percent),
            Knob::Share => ("ask.knob.share", Unit::Pence),
        };
        Arg::Parts(say(self.lang, message, &[("v", Arg::Result(format!("ask[{id}]"), Some(v), unit))]))
    }

    fn looked(&self, id: &str, v: Option<f64>) -> Arg {
        Arg::Result(format!("ask[{id}]"), v, self.q.unit)
    }

    fn money(&self, id: &str, v: f64) -> Arg {
        Arg::Result(format!("ask[{id}]"), Some(v), Unit::GbpShort)
    }

    /// The answer, as far as it is known.
    pub fn told(&self) -> Asked {
        let Some(found) = self.solve.solved() else { return Asked::default() };
        let lang = self.lang;
        let end = found.end;
        let id = |what: &str| format!("ask.{}.{what}", self.q.id);
        let was = if self.q.id == "carry" { self.solve.outcome().values.get("cash_needed") } else { found.was };
        let there = if self.q.id == "carry" { found.o.values.get("cash_needed") } else { end.result };
        let mut says = Vec::new();
        let good = matches!(end.verdict, Verdict::Found | Verdict::Always);
        if end.verdict == Verdict::Unknown {
            return super::said(say(lang, "ask.no.result_here", &[]));
        }
        if good {
            let mut args = vec![
                ("at", self.stands("value", end.value)),
                ("now", self.stands("now", self.solve.now)),
                ("was", self.looked("was", was)),
            ];
            if self.q.id == "budget" {
                args.push(("budget", self.money("budget", self.limit)));
            }
            says.push(say(lang, &id("found"), &args));
            if end.verdict == Verdict::Always {
                says.push(say(lang, "ask.always", &[]));
            }
            says.extend(self.because(&found));
        } else {
            let [from, to] = self.solve.range();
            let at = self.stands("value", end.value);
            let mut args = vec![
                ("from", self.stands("from", from)),
                ("to", self.stands("to", to)),
                ("at", at),
                ("there", self.looked("there", there)),
            ];
            if self.q.id == "budget" {
                args.push(("budget", self.money("budget", self.limit)));
            }
            says.push(say(lang, &id("never"), &args));
            says.push(self.binds(&found));
        }
        if self.solve.is_sampled() {
            says.push(say(lang, "ask.sampled", &[]));
        }
        let act = match &self.solve.knob {
            Knob::Number(path) => format!("set={path}={}", decimal::plain(end.value)),
            Knob::Prices => format!("prices={}", decimal::plain(end.value)),
            Knob::Share => format!("share={}", decimal::plain(end.value)),
        };
        let title = tell(lang, "ask.use_terms", &[("at", self.stands("value", end.value))]);
        let useful = good && (end.value - self.solve.now).abs() > 1e-9;
        let offers = if useful { vec![Offer { title, says: Vec::new(), act: Some(act) }] } else { Vec::new() };
        Asked { says, of: vec![self.q.result.to_string()], offers, ..Asked::default() }
    }

    /// Why, and what it costs.
    fn because(&self, found: &Solved) -> Vec<Vec<Part>> {
        let lang = self.lang;
        let mut out = Vec::new();
        let (now, then) = (self.solve.outcome(), &found.o);
        let v = |o: &Outcome, id: &str| o.values.get(id);
        match self.q.id {
            "nobody" => {
                let groups = now.incentives.iter().flat_map(|i| i.groups.iter().enumerate());
                let first = groups.filter_map(|(i, g)| Some((i, (*g)?.threshold?)));
                if let Some((i, at)) = first.reduce(|a, b| if b.1 > a.1 { b } else { a }) {
                    let name = found.s.segments.get(i).map_or_else(String::new, |g| g.name.clone());
                    let at = Arg::Result("ask[threshold]".into(), Some(at), Unit::Gbp);
                    out.push(say(lang, "ask.nobody.why", &[("group", Arg::text(name)), ("at", at)]));
                }
            }
            "safe" | "even" => {
                let args = [
                    ("cost", self.optional("cost", v(then, "cost"))),
                    ("paid", self.optional("income", v(then, "income"))),
                ];
                out.push(say(lang, "ask.even.why", &args));
            }
            "carry" => {
                if let Some(safe) = share::safe(now) {
                    out.push(say(
                        lang,
                        "ask.carry.luck",
                        &[("share", Arg::Result("ask[safe]".into(), Some(safe), Unit::Pence))],
                    ));
                }
                let has = self.optional("has", v(then, "reserves"));
                out.push(say(
                    lang,
                    "ask.carry.why",
                    &[("needs", self.optional("needs", v(then, "cash_needed"))), ("has", has)],
                ));
            }
            "block" => {
                let block = Arg::Result("ask[block]".into(), Some(1.0 - found.end.value), Unit::Pence);
                out.push(say(lang, "ask.block.why", &[("block", block)]));
            }
            _ => {
                let most = answer::most(&found.s).map(|l| years::highest(&crate::money::paid_by_year(&found.s, &l)));
                out.push(say(lang, "ask.budget.why", &[("most", self.optional("most", most))]));
            }
        }
        if let (Some(then), Some(now)) = (v(then, "paid"), v(now, "paid")) {
            out.push(say(
                lang,
                "ask.costs",
                &[("paid", self.money("paid", then)), ("was", self.money("paid_now", now))],
            ));
        }
        out
    }

    fn optional(&self, id: &str, v: Option<f64>) -> Arg {
        Arg::Result(format!("ask[{id}]"), v, Unit::GbpShort)
    }

    /// Which limit stands in the way.
    fn binds(&self, found: &Solved) -> Vec<Part> {
        let lang = self.lang;
        let o = &found.o;
        let [from, to] = self.solve.range();
        let range =
            || say(lang, "ask.binds.range", &[("from", self.stands("from", from)), ("to", self.stands("to", to))]);
        match self.q.id {
            // the most that it can spend: at the highest price, where it would give most
            "nobody" => match self.solve.at(to).and_then(|(s, o)| Some((s.provider.help_budget?, o.incentives?))) {
                Some((most, i)) if i.response.shadow_price > 0.0 => {
                    say(lang, "ask.binds.help", &[("most", self.money("help_budget", most))])
                }
                _ => range(),
            },
            "safe" if o.values.or_zero("margin") >= 0.0 => say(lang, "ask.binds.chance", &[]),
            "carry" | "block" => {
                let needs = self.optional("needs", o.values.get("cash_needed"));
                say(
                    lang,
                    "ask.binds.reserves",
                    &[("has", self.optional("has", o.values.get("reserves"))), ("needs", needs)],
                )
            }
            "budget" => say(lang, "ask.binds.budget", &[("budget", self.money("budget", self.limit))]),
            _ => range(),
        }
    }
}

/// Prices at which every group is equally worth helping, for so much in all: a closed form, judged by the engine.
pub fn equal(asked: &Node, e: &Envelope) -> Asked {
    let lang = e.issues.lang;
    let Some(s) = e.scenarios.first() else { return Asked::default() };
    let Some(budget) = super::typed(asked, Unit::Gbp).filter(|v| *v > 0.0) else { return super::not_a_number(lang) };
    let o = answer::evaluate(s);
    let no = |id: &str| super::said(say(lang, id, &[]));
    let Some(incentives) = &o.incentives else { return no("ask.no.response") };
    if incentives.response.motive != 0.0 || incentives.response.shadow_price != 0.0 {
        return no("ask.equal.margin_only");
    }
    let money = |id: &str, v: f64| Arg::Result(format!("ask[{id}]"), Some(v), Unit::GbpShort);
    let Some(groups) = terms::alike(incentives) else { return no("ask.no.price") };
    let Some(node) = terms::equally_worth_within(&e.node, s, &o, budget) else {
        // what is due at the lowest margin that there can be
        let Some(least) = design::outlay(&groups, 0.0).filter(|least| *least > budget) else {
            return no("ask.no.price");
        };
        let mut asked = super::said(say(lang, "ask.equal.never", &[("budget", money("budget", budget))]));
        asked.says.push(say(lang, "ask.equal.binds", &[("least", money("least", least))]));
        return asked;
    };
    let draft = node.to_string();
    let Some(envelope) = crate::scenario::read(&draft).ok() else { return no("ask.no.price") };
    let Some(then) = envelope.scenarios.first() else { return no("ask.no.price") };
    let found = answer::evaluate(then);
    let mut says = Vec::new();
    let of = found.incentives.as_ref().map(|i| i.groups.clone()).unwrap_or_default();
    let margin = of.iter().flatten().map(|g| g.margin).next().unwrap_or(0.0);
    let pounds = |id: String, v: f64| Arg::Result(format!("ask[{id}]"), Some(v), Unit::Gbp);
    says.push(say(
        lang,
        "ask.equal.found",
        &[("margin", pounds("margin".into(), margin)), ("paid", money("paid", found.values.or_zero("paid")))],
    ));
    for (i, g) in of.iter().enumerate() {
        let Some(g) = g else { continue };
        let name = then.segments[i].name.clone();
        let id = |what: &str| format!("{what}:{}", then.segments[i].id);
        let args =
            [("group", Arg::text(name)), ("price", pounds(id("price"), g.price)), ("help", pounds(id("help"), g.help))];
        says.push(say(lang, "ask.equal.group", &args));
    }
    if let Some(left) = found.values.get("unhelped").filter(|n| *n > 0.0) {
        says.push(say(
            lang,
            "ask.equal.parked",
            &[("n", Arg::Result("ask[unhelped]".into(), Some(left), Unit::People))],
        ));
    }
    let offer = Offer {
        title: tell(lang, "ask.use_prices", &[]),
        says: Vec::new(),
        act: Some(format!("equal={}", decimal::plain(budget))),
    };
    Asked { says, of: vec!["paid".to_string()], offers: vec![offer], ..Asked::default() }
}
