//! The form: four steps of sentences in which every number is a field.

mod gain;

pub use gain::PUBLIC;

use crate::contract::finance::Draw;
use crate::gather::Gather;
use crate::json::{Node, item, key};
use crate::reply::{Part, Sentence, Step, SwitchOption, Unit};
use crate::rules::{self, Rules, listed};
use crate::scenario::inputs::capital;
use crate::scenario::{Delivery, Outcome, Scenario, Segment};
use crate::words::{Arg, Lang, say, word};

/// Writes the form of one scenario.
pub fn form(draft: &Node, s: &Scenario, lang: Lang) -> Vec<Step> {
    let p = Prose { draft, s, lang };
    let steps = [
        ("people", p.people()),
        ("pay", p.pay()),
        ("delivers", p.delivers()),
        ("wrong", p.wrong()),
        ("gain", p.gain()),
    ];
    let step = |(id, sentences): (&str, Vec<Sentence>)| {
        let title = word(lang, &format!("step.{id}")).to_string();
        let more = match id {
            "pay" => p.readings(),
            "delivers" => p.more(),
            // a recorded path is what happened
            "wrong" if s.outturn.is_none() => p.also_wrong(),
            "gain" if s.outturn.is_none() => p.also_gains(),
            _ => Vec::new(),
        };
        (!sentences.is_empty() || !more.is_empty()).then(|| Step { id: id.to_string(), title, sentences, more })
    };
    steps.into_iter().filter_map(step).gather()
}

/// Fields of the provider that most drafts leave out.
pub const HABITS: [&str; 7] = ["help_budget", "places", "discretion", "purse", "partner_help", "choosiness", "caution"];

/// What may be said of money that is lent, and most drafts leave out.
pub const FINANCE: [&str; 2] = ["fees", "guarantee"];

/// What a draft that was started at the door "I am bidding" says it is from.
pub const AT_THE_DOOR: &str = "bid";

/// What may be uncertain besides an ordinary bad year, and most drafts leave out.
pub const RISKS: [(&str, Unit); 7] = [
    ("persistence", Unit::Percent),
    ("effect_spread", Unit::Percent),
    ("volume_spread", Unit::Percent),
    ("site_spread", Unit::Number),
    ("bidders", Unit::Count),
    ("retender_cost", Unit::Gbp),
    ("pilot_months", Unit::Count),
];

struct Prose<'a> {
    draft: &'a Node,
    s: &'a Scenario,
    lang: Lang,
}

impl Prose<'_> {
    fn at(&self, rest: &str) -> String {
        key(&self.s.path, rest)
    }

    fn field(&self, path: &str, unit: Unit) -> Arg {
        rules::field(self.draft, path, unit)
    }

    fn sentence(&self, id: &str, parts: Vec<Part>) -> Sentence {
        Sentence { id: id.to_string(), parts }
    }

    /// A sentence that goes on with a field, if the draft gives it, and ends.
    fn with(&self, mut parts: Vec<Part>, (field, id, name, unit): (&str, &str, &str, Unit)) -> Vec<Part> {
        let path = self.at(field);
        if self.draft.at(&path).is_some() {
            parts.extend(say(self.lang, id, &[(name, self.field(&path, unit))]));
        }
        parts.extend(say(self.lang, "form.end", &[]));
        parts
    }

    fn people(&self) -> Vec<Sentence> {
        let one = |(i, g): (usize, &Segment)| {
            let at = item(&self.at("people"), i);
            let mut parts = self.who(g, &at);
            for (j, o) in self.s.outcomes.iter().enumerate() {
                if j > 0 {
                    parts.push(Part { text: " ".into(), ..Part::default() });
                }
                let verb = Arg::text(&o.verb);
                let d = key(&key(&at, "delivery"), &o.id);
                let chance = |k: &str| self.field(&key(&d, k), Unit::Of100);
                let has = |k: &str| self.draft.at(&key(&d, k)).is_some();
                let lang = self.lang;
                parts.extend(match g.delivery.get(&o.id) {
                    Some(Delivery::Responds { .. }) if has("responds.k") => say(
                        lang,
                        "form.scale",
                        &[
                            ("p0", chance("responds.p0")),
                            ("verb", verb),
                            ("pmax", chance("responds.pmax")),
                            ("k", self.field(&key(&d, "responds.k"), Unit::Gbp)),
                        ],
                    ),
                    Some(Delivery::Responds { .. }) => say(
                        lang,
                        "form.responds",
                        &[
                            ("p0", chance("responds.p0")),
                            ("verb", verb),
                            ("x1", self.field(&key(&d, "responds.x1"), Unit::Gbp)),
                            ("p1", chance("responds.p1")),
                            ("pmax", chance("responds.pmax")),
                        ],
                    ),
                    Some(Delivery::Counts { .. }) => self.counts(&key(&d, "responds"), o),
                    Some(Delivery::Given { p0: Some(_), .. }) => {
                        say(lang, "form.given", &[("p", chance("given.p")), ("verb", verb), ("p0", chance("given.p0"))])
                    }
                    Some(Delivery::Given { p0: None, .. }) => {
                        say(lang, "form.given_unknown", &[("p", chance("given.p")), ("verb", verb)])
                    }
                    Some(Delivery::Events { rate0, .. }) => {
                        let events = |k: &str| self.field(&key(&d, k), Unit::Number);
                        let kind = Arg::text(plain(&o.event));
                        match rate0 {
                            Some(_) => {
                                let args = [
                                    ("rate", events("given.events")),
                                    ("kind", kind),
                                    ("rate0", events("given.events0")),
                                ];
                                say(lang, "form.events", &args)
                            }
                            None => {
                                say(lang, "form.events_unknown", &[("rate", events("given.events")), ("kind", kind)])
                            }
                        }
                    }
                    None => Vec::new(),
                });
                for (name, _) in g.needs.get(&o.id).into_iter().flatten() {
                    let value = self.field(&key(&key(&d, "needs"), name), Unit::Of100);
                    parts.extend(say(self.lang, "form.needs", &[("name", Arg::text(name)), ("value", value)]));
                }
                if g.value.contains_key(&o.id) {
                    let worth = self.field(&key(&key(&at, "value"), &o.id), Unit::Gbp);
                    parts.extend(match g.delivery.get(&o.id) {
                        Some(Delivery::Counts { .. }) => say(
                            self.lang,
                            "form.worth_event",
                            &[("worth", worth), ("kind", Arg::text(plain(&o.event)))],
                        ),
                        _ => say(self.lang, "form.worth", &[("worth", worth)]),
                    });
                }
            }
            self.sentence(&format!("people[{i}]"), parts)
        };
        let months = self.field(&self.at("months"), Unit::Count);
        let over = say(self.lang, "form.months", &[("months", months)]);
        let people = self.s.segments.iter().enumerate().map(one);
        let mut out: Vec<Sentence> = people.chain([self.sentence("months", over)]).gather();
        for (i, o) in self.s.outcomes.iter().enumerate() {
            for to in o.spillover.keys() {
                let path = key(&key(&item(&self.at("outcomes"), i), "spillover"), to);
                let share = self.field(&path, Unit::Percent);
                let args = [("from", Arg::text(plain(&o.id))), ("share", share), ("to", Arg::text(plain(to)))];
                out.push(self.sentence(&path, say(self.lang, "form.spillover", &args)));
            }
        }
        out
    }

    /// People described by how often, asked for in two plain facts.
    fn counts(&self, at: &str, o: &Outcome) -> Vec<Part> {
        let cut = |k: &str| self.field(&key(at, k), Unit::Percent);
        let pounds = |k: &str| self.field(&key(at, k), Unit::Gbp);
        let has = |k: &str| self.draft.at(&key(at, k)).is_some();
        let args = [
            ("events0", self.field(&key(at, "events0"), Unit::Number)),
            ("kind", Arg::text(plain(&o.event))),
            ("cut", cut("cut")),
        ];
        let mut parts = if has("k") {
            say(self.lang, "form.counts_scale", &[&args[..], &[("k", pounds("k"))]].concat())
        } else {
            say(self.lang, "form.counts", &[&args[..], &[("x1", pounds("x1")), ("cut1", cut("cut1"))]].concat())
        };
        if has("spread") {
            parts.extend(say(self.lang, "form.spread", &[("spread", self.field(&key(at, "spread"), Unit::Number))]));
        }
        parts
    }

    fn who(&self, g: &Segment, at: &str) -> Vec<Part> {
        let path = key(at, "referrals");
        let name = Arg::text(capital(&g.name));
        let varies = matches!(self.draft.at(&path), Some(Node::List(_)));
        let n = if varies {
            Arg::Result(format!("starts[{}]", g.id), Some(g.n()), Unit::People)
        } else {
            self.field(&path, Unit::People)
        };
        let mut args = vec![("n", n), ("name", name)];
        let rate = key(at, "start_rate");
        let some_start = self.draft.at(&rate).is_some();
        if some_start {
            args.push(("rate", self.field(&rate, Unit::Of100)));
        }
        let id = match (varies, some_start) {
            (false, false) => "form.who",
            (false, true) => "form.who_start",
            (true, false) => "form.who_varies",
            (true, true) => "form.who_varies_start",
        };
        say(self.lang, id, &args)
    }

    fn pay(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        for (c, contract) in self.s.contracts.iter().enumerate() {
            for (i, payment) in contract.payments.iter().enumerate() {
                let path = &item(&self.at("contracts"), c);
                let rules =
                    Rules { draft: self.draft, s: self.s, lang: self.lang, payment, terms: contract, contract: path };
                for (j, parts) in rules.told().into_iter().enumerate() {
                    out.push(self.sentence(&format!("contracts[{c}].payments[{i}].{j}"), parts));
                }
            }
        }
        out
    }

    /// The ways in which the first contract's terms can be read, the one in force first.
    fn readings(&self) -> Vec<SwitchOption> {
        let Some(c) = self.s.contracts.first().filter(|c| !c.readings.is_empty()) else { return Vec::new() };
        let option = |label: &str, chosen, act| SwitchOption { label: label.to_string(), chosen, act };
        let now = option(c.reading.as_deref().unwrap_or_default(), true, String::new());
        let others = c.readings.iter().enumerate().map(|(i, says)| option(says, false, format!("reading={i}")));
        std::iter::once(now).chain(others).gather()
    }

    fn delivers(&self) -> Vec<Sentence> {
        let has = |rest: &str| self.draft.at(&self.at(rest)).is_some();
        let mut out = Vec::new();
        let responds = |g: &Segment| g.delivery.values().any(Delivery::responds);
        if has("provider.motive") && self.s.segments.iter().any(responds) {
            let id = if self.s.provider.motive == 0.0 { "form.margin" } else { "form.mission" };
            let motive = self.field(&self.at("provider.motive"), Unit::Number);
            out.push(self.sentence("motive", say(self.lang, id, &[("motive", motive)])));
        }
        let costs: Vec<Vec<Part>> = self
            .s
            .segments
            .iter()
            .enumerate()
            .filter_map(|(i, g)| {
                let path = key(&item(&self.at("people"), i), "fixed_cost");
                self.draft.at(&path)?;
                let cost = say(self.lang, "part.input", &[("it", self.field(&path, Unit::Gbp))]);
                Some(say(self.lang, "part.by_band", &[("much", Arg::Parts(cost)), ("name", Arg::text(&g.name))]))
            })
            .gather();
        if let Some(parts) = listed(self.lang, costs) {
            let all = say(self.lang, "form.fixed_costs", &[("list", Arg::Parts(parts))]);
            out.push(self.sentence("fixed_cost", all));
        }
        for (field, id, unit) in [
            ("provider.purse", "form.purse", Unit::Choice),
            ("provider.help_budget", "form.help_budget", Unit::Gbp),
            ("provider.places", "form.places", Unit::People),
            ("provider.discretion", "form.discretion", Unit::Of100),
            ("provider.choosiness", "form.choosiness", Unit::Gbp),
            ("provider.overhead", "form.overhead", Unit::Gbp),
            ("provider.total_cost", "form.total_cost", Unit::Gbp),
            ("provider.slip_saving", "form.slip_saving", Unit::Gbp),
            ("provider.caution", "form.caution", Unit::Gbp),
            ("provider.reserves", "form.reserves", Unit::Gbp),
            ("provider.reserves_months", "form.reserves_months", Unit::Months),
        ] {
            if has(field) {
                let value = self.field(&self.at(field), unit);
                out.push(self.sentence(field, say(self.lang, id, &[("value", value)])));
            }
        }
        if has("provider.overdraft") {
            let value = self.field(&self.at("provider.overdraft"), Unit::Gbp);
            let rate = ("provider.overdraft_rate", "form.overdraft_rate", "rate", Unit::Percent);
            let parts = self.with(say(self.lang, "form.overdraft", &[("value", value)]), rate);
            out.push(self.sentence("overdraft", parts));
        }
        out.extend(self.finance());
        if has("provider.partner_help") && has("provider.partners") {
            let value = self.field(&self.at("provider.partner_help"), Unit::Gbp);
            let partners = self.field(&self.at("provider.partners"), Unit::Choice);
            let parts = say(self.lang, "form.partners", &[("value", value), ("partners", partners)]);
            out.push(self.sentence("partners", parts));
        }
        out
    }

    /// Whose money it is until results are paid, and who stands surety for it.
    fn finance(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        let Some(f) = &self.s.finance else { return out };
        let lang = self.lang;
        let party = |id: &str| rules::party(self.s, id, lang);
        let money = |name: &str| self.field(&self.at(&format!("finance.{name}")), Unit::Gbp);
        let has = |name: &str| self.draft.at(&self.at(&format!("finance.{name}"))).is_some();
        let id = match f.draw {
            Draw::Upfront => "form.finance.upfront",
            Draw::Schedule(_) => "form.finance.schedule",
            Draw::AsNeeded => "form.finance.as_needed",
        };
        let args = [
            ("who", Arg::text(capital(&party(&f.entity)))),
            ("value", money("commitment")),
            ("from", Arg::text(party("investor"))),
        ];
        let mut parts = say(lang, id, &args);
        if f.draw == Draw::AsNeeded && has("floor") {
            parts.extend(say(lang, "form.finance.floor", &[("floor", money("floor"))]));
        }
        parts.extend(say(lang, "answer.stop", &[]));
        out.push(self.sentence("finance", parts));
        if has("fees") {
            let args = [("who", Arg::text(party(&f.entity))), ("value", money("fees"))];
            out.push(self.sentence("fees", say(lang, "form.fees", &args)));
        }
        if let Some(g) = &f.guarantee {
            let share = self.field(&self.at("finance.guarantee.share"), Unit::Percent);
            let args =
                [("who", Arg::text(capital(&party(&g.by)))), ("to", Arg::text(party("investor"))), ("share", share)];
            let mut parts = say(lang, "form.guarantee", &args);
            if g.most.is_some() {
                parts.extend(say(lang, "form.guarantee.most", &[("most", money("guarantee.most"))]));
            }
            parts.extend(say(lang, "answer.stop", &[]));
            out.push(self.sentence("guarantee", parts));
        }
        out
    }

    /// Limits and habits of the provider that may be added to the draft, and what may be said of whoever lends.
    fn more(&self) -> Vec<SwitchOption> {
        let lends = |key: &&str| SwitchOption {
            label: word(self.lang, &format!("more.{key}")).to_string(),
            chosen: self.draft.at(&self.at(&format!("finance.{key}"))).is_some(),
            act: format!("toggle={key}"),
        };
        let finance = if self.s.finance.is_some() { FINANCE.iter().map(lends).gather() } else { Vec::new() };
        if !self.s.segments.iter().any(|g| g.delivery.values().any(Delivery::responds)) {
            return finance;
        }
        let option = |key: &&str| SwitchOption {
            label: word(self.lang, &format!("more.{key}")).to_string(),
            chosen: self.draft.at(&self.at(&format!("provider.{key}"))).is_some(),
            act: format!("toggle={key}"),
        };
        HABITS.iter().map(option).chain(finance).gather()
    }

    fn wrong(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        let has = |field: &str| self.draft.at(&self.at(field)).is_some();
        if has("world.swing") {
            let verb = self.s.outcomes.first().map_or("succeed", |o| o.verb.as_str());
            let args = [("swing", self.field(&self.at("world.swing"), Unit::Of100)), ("verb", Arg::text(verb))];
            out.push(self.sentence("swing", say(self.lang, "form.swing", &args)));
        }
        for (key, unit) in RISKS {
            let field = format!("world.{key}");
            if !has(&field) {
                continue;
            }
            let mut parts = say(self.lang, &format!("form.{key}"), &[("value", self.field(&self.at(&field), unit))]);
            if key == "site_spread" {
                parts = self.with(parts, ("world.sites", "form.sites", "sites", Unit::Count));
            }
            if key == "pilot_months" {
                parts = self.with(parts, ("world.pilot_cost", "form.pilot_cost", "cost", Unit::Gbp));
            }
            out.push(self.sentence(&field, parts));
        }
        let clause = format!("{}.contracts[0].break_clause", self.s.path);
        if self.draft.at(&clause).is_some() {
            let at = |key: &str, unit| self.field(&format!("{clause}.{key}"), unit);
            let args = [("month", at("month", Unit::Count)), ("below", at("below", Unit::People))];
            out.push(self.sentence("break_clause", say(self.lang, "form.break_clause", &args)));
        }
        out
    }

    /// What else may be uncertain.
    fn also_wrong(&self) -> Vec<SwitchOption> {
        let option = |(key, _): (&str, Unit)| SwitchOption {
            label: word(self.lang, &format!("more.{key}")).to_string(),
            chosen: self.draft.at(&self.at(&format!("world.{key}"))).is_some(),
            act: format!("toggle={key}"),
        };
        // how many bid matters to whoever sets a price, and only the door "I am bidding" asks for one
        let bids = self.draft.at(&self.at("from")).and_then(Node::text) == Some(AT_THE_DOOR);
        RISKS.into_iter().filter(|(key, _)| bids || *key != "bidders").map(option).gather()
    }
}

/// An id as words.
fn plain(id: &str) -> String {
    id.replace('_', " ")
}
