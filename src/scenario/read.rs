//! Strict reading, driven by the table of fields: draft text -> scenarios, or every mistake at once.

use super::deck::Deck;
use super::fields::Kind;
use super::reader::{At, Reader, range};
use super::size;
use super::{Chance, Days, Delivery, Outcome, Partners, Provider, Purse, Reserves, Scenario, Segment, Stage, World};
use crate::contract::finance::{CALLED, Draw, FEES, Finance, Guarantee};
use crate::contract::path::Path;
use crate::contract::read::Reading;
use crate::contract::staged;
use crate::contract::tree::{BreakClause, Contract, Payment, Term};
use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::{Node, item, key};
use crate::num::decimal;
use crate::ordered::Map;
use crate::outcomes::exact;
use crate::provider::counting;
use crate::value;
use crate::words::Lang;

/// A draft as it was read.
#[derive(Debug)]
pub struct Envelope {
    /// The tree as it was written.
    pub node: Node,
    /// Everything that is wrong, in words.
    pub issues: Issues,
    /// Its scenarios. With mistakes they are the nearest that could be read: fit to show a form, not to answer.
    pub scenarios: Vec<Scenario>,
    /// The talk that it holds, if there is one.
    pub deck: Option<Deck>,
}

/// Reads a draft. Only a text that is not JSON at all, or too long for a draft, has no envelope: that mistake comes singly.
pub fn read(text: &str) -> Result<Envelope, Issues> {
    let mut issues = Issues::default();
    if !size::text(&mut issues, text) {
        return Err(issues);
    }
    Node::parse(text).map(read_tree).map_err(|e| {
        issues.add("", "issue.json", &[("error", &e)]);
        issues
    })
}

/// Reads a draft that is a tree already.
pub fn read_tree(node: Node) -> Envelope {
    let lang = node.get("lang").and_then(Node::text).and_then(Lang::of).unwrap_or_default();
    let mut r = Reader { issues: Issues::new(lang) };
    let root = At { node: &node, path: String::new(), pattern: String::new() };
    let (mut scenarios, mut deck) = (Vec::new(), None);
    size::shape(&mut r.issues, &node, "");
    // what is too large to be looked through is told alone
    if r.issues.found.is_empty() && r.record(&root) {
        r.whole(&root, "format");
        let seed = r.whole(&root, "seed");
        r.choice(&root, "lang");
        scenarios = r.records(&root, "scenarios").iter().map(|at| r.scenario(at)).gather();
        scenarios.iter_mut().for_each(|s: &mut Scenario| s.seed = seed);
        r.unique(&root, "scenarios");
        if scenarios.is_empty() && matches!(node.get("scenarios"), Some(Node::List(_))) {
            r.issues.add("scenarios", "issue.empty", &[]);
        }
        deck = r.deck(&root, &scenarios);
        size::wait(&mut r.issues, &scenarios);
    }
    Envelope { issues: r.issues, scenarios, node, deck }
}

impl Reader {
    fn scenario(&mut self, at: &At) -> Scenario {
        let id = self.id(at);
        let name = self.text(at, "name").unwrap_or_default();
        for words in ["from", "about", "simplified", "happened"] {
            self.text(at, words);
        }
        for (_, source) in self.names(at, "sources") {
            if source.node.text().is_none() {
                self.issues.expected(&source.path, "text", source.node);
            }
        }
        let (first_year, first_calendar_month) = self.year_month(at, "start");
        let price_year = self.value(at, "price_year").map_or(f64::from(first_year), |v| v.v);
        let months = self.whole(at, "months").max(1);
        let parties = self.names(at, "parties").into_iter().map(|(k, n)| {
            if n.node.text().is_none() {
                self.issues.expected(&n.path, "text", n.node);
            }
            (k, n.node.text().unwrap_or_default().to_string())
        });
        let parties = parties.collect();
        let outcomes: Vec<Outcome> = self.records(at, "outcomes").iter().map(|o| self.outcome(o)).gather();
        self.spillovers(at, &outcomes);
        self.unique(at, "outcomes");
        let segments: Vec<Segment> =
            self.records(at, "people").iter().map(|p| self.segment(p, months, &outcomes)).gather();
        self.unique(at, "people");
        self.streams(at);
        self.no_more_than_all(at, &segments, &outcomes);
        let contracts = self.records(at, "contracts").iter().map(|c| self.contract(c, months)).gather();
        self.unique(at, "contracts");
        for list in ["outcomes", "people", "contracts"] {
            if matches!(at.get(list), Some(Node::List(l)) if l.is_empty()) {
                self.issues.add(&key(&at.path, list), "issue.empty", &[]);
            }
        }
        let provider = self.provider(at);
        let finance = self.finance(at);
        let nothing = Node::Object(Vec::new());
        let silent = At { node: &nothing, path: key(&at.path, "world"), pattern: key(&at.pattern, "world") };
        let world = self.child(at, "world").unwrap_or(silent);
        let rho = self.rho(&world, &segments, outcomes.first());
        let world = self.world(&world);
        let gains = self.records(at, "gains").iter().filter_map(|g| self.gain(g, &outcomes, price_year)).gather();
        let (appraisal, pool) = (self.appraisal(at), self.pool(at));
        let (counting, savings) = (self.counting(at), self.savings(at));
        let (year_budget, bids) = (self.value(at, "year_budget").map(|v| v.v), self.bids(at));
        self.choice(at, "purpose");
        let outturn = at.get("outturn").map(|n| Path::read(&mut self.issues, n, &key(&at.path, "outturn")));
        let scenario = Scenario {
            id,
            name,
            path: at.path.clone(),
            first_calendar_month,
            first_year,
            months,
            parties,
            outcomes,
            segments,
            contracts,
            provider,
            finance,
            rho,
            world,
            gains,
            appraisal,
            pool,
            counting,
            savings,
            year_budget,
            bids,
            price_year,
            seed: 1,
            outturn,
        };
        self.references(at, &scenario);
        scenario
    }

    fn year_month(&mut self, at: &At, name: &str) -> (u32, u32) {
        let Some(text) = self.text(at, name) else {
            return (2026, 4);
        };
        let parsed = text.split_once('-').and_then(|(y, m)| Some((y.parse().ok()?, m.parse().ok()?)));
        match parsed {
            Some((y, m)) if text.len() == 7 && (1900..=2200).contains(&y) && (1..=12).contains(&m) => (y, m),
            _ => {
                let (_, path) = at.row(name);
                self.issues.expected(&path, "a month such as 2026-04", &Node::Text(text));
                (2026, 4)
            }
        }
    }

    fn outcome(&mut self, at: &At) -> Outcome {
        let id = self.id(at);
        let says = self.text(at, "says").unwrap_or_default();
        let verb = self.text(at, "verb").unwrap_or_else(|| "succeed".into());
        let event = self.text(at, "event").unwrap_or_else(|| id.clone());
        let attribution = self.number(at, "attribution");
        let stages: Vec<Stage> = self.records(at, "stages").iter().map(|s| self.stage(s, &id)).gather();
        self.unique(at, "stages");
        let results = stages.iter().filter(|s| s.is_result).count();
        if results != 1 {
            self.issues.add(&key(&at.path, "stages"), "issue.one_result", &[("count", &results.to_string())]);
        }
        let (row, _) = at.row("spillover");
        let Kind::Names(each) = row.kind else { unreachable!("the table says so") };
        let spills = self.names(at, "spillover").into_iter();
        let spillover =
            spills.map(|(name, v)| (name, value::read(&mut self.issues, v.node, &v.path, range(*each)).v)).collect();
        Outcome { id, says, verb, event, attribution, spillover, stages }
    }

    /// Help spills over into other outcomes that exist.
    fn spillovers(&mut self, at: &At, outcomes: &[Outcome]) {
        for (i, o) in outcomes.iter().enumerate() {
            let others: Vec<&str> = outcomes.iter().map(|o| o.id.as_str()).filter(|id| *id != o.id).collect();
            for name in o.spillover.keys() {
                let path = key(&key(&item(&key(&at.path, "outcomes"), i), "spillover"), name);
                self.issues.one_of(&path, name, &others);
            }
        }
    }

    /// Spillovers add up: at best nobody may succeed with more than certainty.
    fn no_more_than_all(&mut self, at: &At, segments: &[Segment], outcomes: &[Outcome]) {
        for (i, g) in segments.iter().enumerate() {
            for o in outcomes {
                let Some(Delivery::Responds { pmax, .. }) = g.delivery.get(&o.id) else {
                    continue;
                };
                let spilt = |from: &Outcome| match (g.delivery.get(&from.id), from.spillover.get(&o.id)) {
                    (Some(Delivery::Responds { p0, pmax, .. }), Some(share)) => share * (pmax - p0),
                    _ => 0.0,
                };
                let most = pmax + outcomes.iter().map(spilt).sum::<f64>();
                if most > 1.0 + 1e-12 {
                    let path = key(&key(&item(&key(&at.path, "people"), i), "delivery"), &o.id);
                    self.issues.add(&path, "issue.spillover", &[("most", &decimal::fixed(most * 100.0, 0))]);
                }
            }
        }
    }

    fn stage(&mut self, at: &At, outcome: &str) -> Stage {
        let id = self.id(at);
        let says = self.text(at, "says");
        let after_days = self.days(at, "after");
        // a chain of one stage needs no mark: the stage named like the outcome is the result
        let is_result = self.flag(at, "outcome") || id == outcome;
        let step = self.banded(at, "p_given_previous");
        let share = self.banded(at, "share");
        let times = self.banded(at, "times");
        let repeats = match (at.get("every").is_some(), times) {
            (true, Some(times)) => Some((self.days(at, "every"), times)),
            (false, None) => None,
            (has_every, _) => {
                let missing = if has_every { "times" } else { "every" };
                self.issues.add(&key(&at.path, missing), "issue.missing", &[("key", missing)]);
                None
            }
        };
        if share.is_some() && repeats.is_none() {
            self.issues.add(&key(&at.path, "share"), "issue.share_of_what", &[]);
        }
        if is_result && (step.is_some() || share.is_some()) {
            self.issues.add(&key(&at.path, "p_given_previous"), "issue.result_chance", &[]);
        }
        let chance = match (step, share) {
            (Some(step), Some(_)) => {
                self.issues.add(&key(&at.path, "share"), "issue.either", &[("a", "p_given_previous"), ("b", "share")]);
                Some(Chance::Step(step))
            }
            (Some(step), None) => Some(Chance::Step(step)),
            (None, Some(share)) => Some(Chance::ShareOfAll(share)),
            (None, None) => None,
        };
        if !is_result && chance.is_none() {
            self.issues.add(&key(&at.path, "p_given_previous"), "issue.missing", &[("key", "p_given_previous")]);
        }
        Stage { id, says, after_days, is_result, chance, repeats }
    }

    fn days(&mut self, at: &At, name: &str) -> Days {
        let zero = Days { n: Term::Number(0.0, String::new()), unit: 1.0 };
        let Some(span) = self.child(at, name) else {
            return zero;
        };
        let unit = match self.choice(&span, "unit").as_deref() {
            Some("week") => 7.0,
            Some("month") => staged::MONTH,
            _ => 1.0,
        };
        Days { n: self.banded(&span, "n").unwrap_or(zero.n), unit }
    }

    fn segment(&mut self, at: &At, months: u32, outcomes: &[Outcome]) -> Segment {
        let id = self.id(at);
        let name = self.text(at, "name").unwrap_or_default();
        let stream = self.whole(at, "stream");
        let band = self.text(at, "band").unwrap_or_else(|| id.clone());
        let need_rank = at.get("need_rank").map(|_| self.whole(at, "need_rank"));
        let rate = self.number(at, "start_rate");
        let (starts, referred) = self.referrals(at, months);
        let starts = starts.into_iter().map(|n| n * rate).gather();
        let fixed_cost = self.number(at, "fixed_cost");
        let mut delivery = Map::new();
        let mut needs = Map::new();
        for (name, d) in self.names(at, "delivery") {
            self.known_outcome(outcomes, &name, &d.path);
            let others = self.needs(&d);
            let all: f64 = others.iter().map(|(_, chance)| chance).product();
            if !others.is_empty() {
                needs.insert(name.clone(), others);
            }
            delivery.extend(self.delivery(&d).map(|d| (name, if all == 1.0 { d } else { d.times(all) })));
        }
        for o in outcomes.iter().filter(|o| !delivery.contains_key(&o.id) && !o.id.is_empty()) {
            // told once: a delivery that could not be read has had its say
            if at.get("delivery").and_then(|d| d.get(&o.id)).is_none() {
                self.issues.add(&key(&at.path, "delivery"), "issue.no_delivery", &[("outcome", &o.id)]);
            }
        }
        let (row, _) = at.row("value");
        let Kind::Names(each) = row.kind else { unreachable!("the table says so") };
        let mut value = Map::new();
        for (name, v) in self.names(at, "value") {
            self.known_outcome(outcomes, &name, &v.path);
            let worth = value::read(&mut self.issues, v.node, &v.path, range(*each)).v;
            value.insert(name, worth);
        }
        Segment { id, name, stream, band, need_rank, starts, n: referred * rate, fixed_cost, delivery, value, needs }
    }

    fn known_outcome(&mut self, outcomes: &[Outcome], name: &str, path: &str) {
        let ids: Vec<&str> = outcomes.iter().map(|o| o.id.as_str()).gather();
        self.issues.one_of(path, name, &ids);
    }

    /// Referrals by month and in all: a total spread evenly, or a list.
    fn referrals(&mut self, at: &At, months: u32) -> (Vec<f64>, f64) {
        let (row, path) = at.row("referrals");
        let Some(Node::List(items)) = at.get("referrals") else {
            let total = self.number(at, "referrals");
            return (vec![total / f64::from(months); months as usize], total);
        };
        if items.len() > months as usize {
            let (got, most) = (items.len().to_string(), months.to_string());
            self.issues.add(&path, "issue.too_long", &[("got", &got), ("max", &most)]);
        }
        let read = |(i, n)| value::read(&mut self.issues, n, &item(&path, i), range(row.kind)).v;
        let mut list: Vec<f64> = items.iter().enumerate().map(read).gather();
        list.resize(months as usize, 0.0);
        let total = list.iter().sum();
        (list, total)
    }

    fn delivery(&mut self, at: &At) -> Option<Delivery> {
        if !self.record(at) {
            return None;
        }
        let (given, responds) = (self.child(at, "given"), self.child(at, "responds"));
        match (given, responds) {
            (Some(g), None) => self.given(&g),
            (None, Some(r)) => self.responds(&r),
            _ => {
                if at.get("given").is_some() == at.get("responds").is_some() {
                    self.issues.add(&at.path, "issue.either", &[("a", "given"), ("b", "responds")]);
                }
                None
            }
        }
    }

    /// What else must be in place, and the chance that it is.
    fn needs(&mut self, at: &At) -> Vec<(String, f64)> {
        let (row, _) = at.row("needs");
        let Kind::Names(each) = row.kind else { return Vec::new() };
        let all = self.names(at, "needs").into_iter();
        all.map(|(name, v)| (name, value::read(&mut self.issues, v.node, &v.path, range(*each)).v)).gather()
    }

    fn given(&mut self, at: &At) -> Option<Delivery> {
        let [p, p0, rate, rate0] = ["p", "p0", "events", "events0"].map(|k| self.value(at, k).map(|v| v.v));
        match (p, rate) {
            (Some(p), None) => Some(Delivery::Given { p, p0 }),
            (None, Some(rate)) => Some(Delivery::Events { rate, rate0 }),
            _ => {
                self.issues.add(&at.path, "issue.either", &[("a", "p"), ("b", "events")]);
                None
            }
        }
    }

    fn responds(&mut self, at: &At) -> Option<Delivery> {
        let [p0, pmax, events0, cut] = ["p0", "pmax", "events0", "cut"].map(|n| self.value(at, n).map(|v| v.v));
        let [p1, cut1, x1, k] = ["p1", "cut1", "x1", "k"].map(|n| self.value(at, n).map(|v| v.v));
        let spread = self.value(at, "spread").map(|v| v.v);
        match (p0, pmax, events0, cut) {
            (Some(p0), Some(pmax), None, None) => {
                let k = self.scale(at, (p0, pmax), "p1", [p1, x1, k])?;
                Some(Delivery::Responds { p0, alone: p0, pmax, k })
            }
            (None, None, Some(events0), Some(cut)) => {
                let k = self.scale(at, (0.0, cut), "cut1", [cut1, x1, k])?;
                Some(Delivery::Counts { events0, alone: events0, cut, k, spread })
            }
            _ => {
                self.issues.add(&at.path, "issue.either", &[("a", "p0 with pmax"), ("b", "events0 with cut")]);
                None
            }
        }
    }

    /// The spend scale k, from itself or from a point that help reaches between none and the best.
    fn scale(&mut self, at: &At, (p0, pmax): (f64, f64), name: &str, [p1, x1, k]: [Option<f64>; 3]) -> Option<f64> {
        if pmax < p0 {
            self.issues.add(&key(&at.path, "pmax"), "issue.best_below", &[]);
            return None;
        }
        let k = match (k, p1, x1) {
            (Some(k), None, None) => k,
            (None, Some(p1), Some(x1)) => {
                // no headroom: help changes nothing, at any scale
                if pmax == p0 && p1 == p0 {
                    1.0
                } else if p1 > p0 && p1 < pmax && x1 > 0.0 {
                    crate::provider::scale_from(p0, pmax, p1, x1)
                } else {
                    self.issues.add(&key(&at.path, name), "issue.between", &[]);
                    return None;
                }
            }
            _ => {
                self.issues.add(&at.path, "issue.either", &[("a", "k"), ("b", &format!("{name} with x1"))]);
                return None;
            }
        };
        Some(k.max(1.0))
    }

    /// Streams are given once: two groups that share one would share their luck.
    fn streams(&mut self, at: &At) {
        let Some(Node::List(items)) = at.get("people") else {
            return;
        };
        let streams: Vec<Option<f64>> = items.iter().map(|n| n.get("stream").and_then(Node::number)).gather();
        for (i, s) in streams.iter().enumerate() {
            if s.is_some() && streams[..i].contains(s) {
                let path = key(&item(&key(&at.path, "people"), i), "stream");
                self.issues.add(&path, "issue.twice", &[("id", &decimal::plain(s.unwrap_or(0.0)))]);
            }
        }
    }

    fn contract(&mut self, at: &At, months: u32) -> Contract {
        let id = self.id(at);
        let params = self.names(at, "params");
        let names: Vec<String> = params.iter().map(|(n, _)| n.clone()).gather();
        let mut reading = Reading { issues: &mut self.issues, params: names, months };
        let params: Map<String, Term> = params
            .iter()
            .map(|(name, p)| {
                let term = reading.term(p.node, &p.path);
                // one that leaned on another, in one year at least, could lean on itself: the form, which is told even with
                // mistakes, would have no end
                let mut plain = true;
                term.visit(&mut |t| plain &= matches!(t, Term::Number(..) | Term::ByYear(_) | Term::ByBand(_)));
                if plain {
                    return (name.clone(), term);
                }
                reading.issues.add(&key(&key(&at.path, "params"), name), "issue.param_plain", &[]);
                (name.clone(), Term::Number(0.0, p.path.clone()))
            })
            .collect();
        let cohorts = self.windows(at, months);
        let names: Vec<String> = params.keys().cloned().gather();
        let payments = self.payments(at, &names, months);
        let reading = self.text(at, "reading");
        let mut readings = Vec::new();
        for r in self.records(at, "readings") {
            // not in force, and yet without mistakes: it may be in force after one press
            self.payments(&r, &names, months);
            readings.push(self.text(&r, "says").unwrap_or_default());
        }
        let break_clause = self
            .child(at, "break_clause")
            .map(|b| BreakClause { month: self.whole(&b, "month"), below: self.number(&b, "below") });
        Contract { id, params, cohorts, payments, break_clause, reading, readings }
    }

    fn payments(&mut self, at: &At, params: &[String], months: u32) -> Vec<Payment> {
        let mut payments = Vec::new();
        for p in self.records(at, "payments") {
            let name = self.text(&p, "name").unwrap_or_default();
            if ["cost", "drawn", "tranche", "counting", "running", "pool", FEES, CALLED, "*"].contains(&name.as_str()) {
                self.issues.add(&key(&p.path, "name"), "issue.reserved", &[("name", &name)]);
            }
            let proof = self.text(&p, "proof");
            let path = key(&p.path, "pay");
            let mut reading = Reading { issues: &mut self.issues, params: params.to_vec(), months };
            let pay = p.get("pay").map(|n| reading.pay(n, &path));
            payments.extend(pay.map(|pay| Payment { name, proof, pay, path }));
        }
        payments
    }

    fn windows(&mut self, at: &At, months: u32) -> Vec<(u32, u32)> {
        let (_, path) = at.row("cohorts");
        let items = match at.get("cohorts") {
            None => return Vec::new(),
            Some(Node::List(items)) => items.as_slice(),
            Some(other) => {
                self.issues.expected(&path, "a list of [first, last] months", other);
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for (i, n) in items.iter().enumerate() {
            let pair: Option<Vec<f64>> =
                if let Node::List(l) = n { l.iter().map(Node::number).collect() } else { None };
            match pair.as_deref() {
                Some([a, b]) if *a >= 0.0 && b >= a && *b < f64::from(months) => out.push((*a as u32, *b as u32)),
                _ => self.issues.expected(&item(&path, i), "[first, last]: months of starts, from 0", n),
            }
        }
        out
    }

    fn provider(&mut self, at: &At) -> Provider {
        let nothing = Node::Object(Vec::new());
        let fallback = At { node: &nothing, path: key(&at.path, "provider"), pattern: key(&at.pattern, "provider") };
        let child = self.child(at, "provider");
        let p = child.as_ref().unwrap_or(&fallback);
        let amount = self.value(p, "reserves").map(|v| v.v);
        let of_cost = self.value(p, "reserves_months").map(|v| v.v);
        let reserves = match (amount, of_cost) {
            (Some(_), Some(_)) => {
                self.issues.add(
                    &key(&p.path, "reserves"),
                    "issue.either",
                    &[("a", "reserves"), ("b", "reserves_months")],
                );
                Reserves::Unknown
            }
            (Some(x), None) => Reserves::Amount(x),
            (None, Some(m)) => Reserves::Months(m),
            (None, None) => Reserves::Unknown,
        };
        Provider {
            motive: self.number(p, "motive"),
            purse: match self.choice(p, "purse").as_deref() {
                Some("break_even") => Purse::BreakEven,
                Some("all") => Purse::All,
                _ => Purse::Free,
            },
            help_budget: self.value(p, "help_budget").map(|v| v.v),
            places: self.value(p, "places").map(|v| v.v),
            discretion: self.number(p, "discretion"),
            choosiness: self.number(p, "choosiness"),
            partner_help: self.number(p, "partner_help"),
            partners: match self.choice(p, "partners").as_deref() {
                Some("leave_if_profit") => Partners::LeaveIfProfit,
                Some("leave") => Partners::Leave,
                _ => Partners::Stay,
            },
            treatment_months: self.whole(p, "treatment_months").max(1),
            overhead: self.number(p, "overhead"),
            total_cost: self.number(p, "total_cost"),
            slip_saving: self.value(p, "slip_saving").map(|v| v.v),
            caution: self.value(p, "caution").map(|v| v.v),
            overdraft: self.number(p, "overdraft"),
            overdraft_rate: self.number(p, "overdraft_rate"),
            reserves,
            cost_of_capital: self.number(p, "cost_of_capital"),
        }
    }

    fn finance(&mut self, at: &At) -> Option<Finance> {
        let f = self.child(at, "finance")?;
        let entity = self.text(&f, "entity").unwrap_or_default();
        let commitment = self.number(&f, "commitment");
        let floor = self.number(&f, "floor");
        let (_, path) = f.row("draw");
        let draw = match f.get("draw") {
            Some(Node::Text(t)) if t == "as_needed" => Draw::AsNeeded,
            Some(Node::Text(t)) if t == "upfront" => Draw::Upfront,
            Some(Node::List(items)) if items.iter().all(|n| n.number().is_some()) => {
                Draw::Schedule(items.iter().filter_map(Node::number).gather())
            }
            Some(other) => {
                self.issues.expected(&path, "“upfront”, “as_needed” or a list of £ by month", other);
                Draw::Upfront
            }
            None => Draw::Upfront,
        };
        let fees = self.number(&f, "fees");
        let guarantee = self.child(&f, "guarantee").map(|g| Guarantee {
            share: self.number(&g, "share"),
            most: self.value(&g, "most").map(|v| v.v),
            by: self.text(&g, "by").unwrap_or_else(|| "guarantor".into()),
        });
        Some(Finance { entity, commitment, draw, floor, fees, guarantee })
    }

    fn world(&mut self, w: &At) -> World {
        World {
            persistence: self.number(w, "persistence"),
            effect_spread: self.number(w, "effect_spread"),
            volume_spread: self.number(w, "volume_spread"),
            site_spread: self.number(w, "site_spread"),
            sites: self.whole(w, "sites").max(1),
            retender_cost: self.number(w, "retender_cost"),
            bidders: self.whole(w, "bidders").max(1),
            pilot_months: self.whole(w, "pilot_months"),
            pilot_cost: self.number(w, "pilot_cost"),
        }
    }

    /// The correlation itself, or solved from points of swing at the chances without help.
    fn rho(&mut self, w: &At, segments: &[Segment], outcome: Option<&Outcome>) -> f64 {
        let (swing, rho) = (self.value(w, "swing").map(|v| v.v), self.value(w, "rho").map(|v| v.v));
        match (swing, rho) {
            (Some(_), Some(_)) => {
                self.issues.add(&key(&w.path, "rho"), "issue.either", &[("a", "swing"), ("b", "rho")]);
                0.0
            }
            (None, rho) => rho.unwrap_or(0.0),
            (Some(swing), None) => {
                let base = |s: &Segment| match s.delivery.get(&outcome?.id)? {
                    Delivery::Given { p, p0 } => Some((s.n(), p0.unwrap_or(*p))),
                    Delivery::Responds { p0, .. } => Some((s.n(), *p0)),
                    Delivery::Counts { events0, spread, .. } => Some((s.n(), counting::no_event(*events0, *spread))),
                    Delivery::Events { .. } => None,
                };
                let pairs: Vec<(f64, f64)> = segments.iter().filter_map(base).gather();
                exact::swing_to_rho(&pairs, swing).unwrap_or_else(|| {
                    if !pairs.is_empty() {
                        self.issues.add(&key(&w.path, "swing"), "issue.swing", &[]);
                    }
                    0.0
                })
            }
        }
    }

    /// Broken references inside the trees: stages, kinds and tags that nobody makes.
    fn references(&mut self, at: &At, s: &Scenario) {
        let mut stages = ["start", "left", "left(start)", "reoffender"].map(String::from).to_vec();
        for o in &s.outcomes {
            for stage in &o.stages {
                stages.push(stage.id.clone());
                stages.push(format!("left({})", stage.id));
            }
        }
        if let Some(o) = &s.outturn {
            stages.extend(o.tally.keys().chain(o.days.keys()).cloned());
        }
        let mut kinds: Vec<String> = s.outcomes.iter().map(|o| o.event.clone()).gather();
        kinds.extend(s.outturn.iter().flat_map(|o| o.events.keys().cloned()));
        let mut bands: Vec<String> = s.segments.iter().map(|g| g.band.clone()).gather();
        bands.extend(s.segments.iter().map(|g| g.id.clone()));
        let mut tags: Vec<String> = ["cost", "drawn", "tranche", "*"].map(String::from).to_vec();
        let Some(Node::List(contracts)) = at.get("contracts") else {
            return;
        };
        for (c, contract) in contracts.iter().enumerate() {
            let Some(payments) = contract.get("payments") else {
                continue;
            };
            let path = key(&item(&key(&at.path, "contracts"), c), "payments");
            names_in(payments, &mut tags);
            let known = [("stage", &stages), ("event", &stages), ("kind", &kinds), ("tag", &tags), ("band", &bands)];
            self.check_names(payments, &path, &known);
        }
    }

    fn check_names(&mut self, node: &Node, path: &str, known: &[(&str, &Vec<String>)]) {
        match node {
            Node::List(items) => {
                for (i, n) in items.iter().enumerate() {
                    self.check_names(n, &item(path, i), known);
                }
            }
            Node::Object(pairs) => {
                for (k, n) in pairs {
                    let here = key(path, k);
                    let list = |what: &str| {
                        known.iter().find(|(w, _)| *w == what).map(|(_, l)| l.iter().map(String::as_str).gather())
                    };
                    if let (Some(list), Some(name)) = (list(k), n.text()) {
                        self.issues.one_of(&here, name, &list);
                    } else if let ("by_band", Node::Object(bands), Some(list)) = (k.as_str(), n, list("band")) {
                        for (band, _) in bands {
                            self.issues.one_of(&key(&here, band), band, &list);
                        }
                    } else {
                        self.check_names(n, &here, known);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Names given to payments inside a tree: later ones may read their money.
fn names_in(node: &Node, tags: &mut Vec<String>) {
    match node {
        Node::List(items) => items.iter().for_each(|n| names_in(n, tags)),
        Node::Object(pairs) => {
            for (k, n) in pairs {
                match n {
                    Node::Text(name) if k == "name" => tags.push(name.clone()),
                    other => names_in(other, tags),
                }
            }
        }
        _ => {}
    }
}
