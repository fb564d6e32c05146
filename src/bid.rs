//! The door "I am bidding": nine questions, one verdict, and what would hurt more than bad luck.
//!
//! `content.md` 2 and `model-spec.md` 4.6. The nine numbers are fields of an ordinary draft, so the calculator opens on the
//! same one; every figure is a result of that draft or of the same draft under one change.

use crate::answer::{self, Outcome};
use crate::figures::words_only;
use crate::futures::Drawing;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::decimal;
use crate::num::float::{ceil, floor, round};
use crate::num::pmf::Pmf;
use crate::outcomes::exact;
use crate::prose::AT_THE_DOOR;
use crate::reply::{Cell, Door, Findings, Input, Offer, Part, Question, Section, SwitchOption, Table, TableRow, Unit};
use crate::risk;
use crate::risk::tails::ONE_IN_20;
use crate::scenario::{Scenario, read};
use crate::story::Story;
use crate::stress::{STRESSES, Stress, stressed};
use crate::words::{self, Arg, Lang, number, say, tell, word};

/// A question: message id, path below the scenario, and the range that "I don't know" stands for.
const QUESTIONS: [(&str, &str, Option<[f64; 2]>); 9] = [
    ("people", "people[0].referrals", None),
    ("months", "months", None),
    ("cost", "provider.total_cost", None),
    ("guaranteed", "contracts[0].payments[0].pay.of.total", None),
    ("price", "contracts[0].payments[1].pay.rate", None),
    ("rate", "people[0].delivery.result.given.p", Some([0.15, 0.4])),
    ("lag", "outcomes[0].stages[0].after.n", Some([6.0, 24.0])),
    ("reserves", "provider.reserves", None),
    ("swing", "world.swing", Some([0.015, 0.05])),
];

/// Readings of an ordinary bad year that many would choose.
const SWINGS: [(&str, f64); 3] = [("steady", 0.015), ("ordinary", 0.03), ("rough", 0.05)];

/// What stands for "I don't know" in a draft: the weakest grade of evidence.
const UNKNOWN: f64 = 6.0;

/// The questions of a draft that was started at the door; none of any other.
pub fn door(node: &Node, s: &Scenario, o: Option<&Outcome>, inputs: &[Input], lang: Lang) -> Option<Door> {
    let at = |path: &str| format!("{}.{path}", s.path);
    if node.at(&at("from")).and_then(Node::text) != Some(AT_THE_DOOR) {
        return None;
    }
    let found = |path: &str| inputs.iter().find(|i| i.path == at(path));
    if !QUESTIONS.iter().all(|(_, path, _)| found(path).is_some()) {
        return None;
    }
    let question = |(id, path, range): &(&str, &str, Option<[f64; 2]>)| Question {
        asks: word(lang, &format!("bid.{id}")).to_string(),
        hint: word(lang, &format!("bid.{id}.hint")).to_string(),
        path: at(path),
        presets: if *id == "swing" { swings(&at(path), found(path), lang) } else { Vec::new() },
        unknown: range.map(|_| SwitchOption {
            label: word(lang, "bid.unknown").to_string(),
            chosen: is_unknown(node, &at(path)),
            act: format!("unknown={}", at(path)),
        }),
    };
    let examples =
        QUESTIONS.iter().filter(|(_, path, _)| found(path).is_some_and(|i| i.status_id == "example")).count();
    let count = [("n", Arg::text(examples.to_string()))];
    let provenance = if examples == 0 { say(lang, "bid.all_yours", &[]) } else { say(lang, "bid.examples", &count) };
    let findings = o.map(|o| Bid { node, s, o, lang, story: Story::of(s, o, lang) }.findings());
    Some(Door { at: AT_THE_DOOR.to_string(), questions: QUESTIONS.iter().map(question).gather(), provenance, findings })
}

fn is_unknown(node: &Node, path: &str) -> bool {
    node.at(&format!("{path}.grade")).and_then(Node::number) == Some(UNKNOWN)
}

fn swings(path: &str, input: Option<&Input>, lang: Lang) -> Vec<SwitchOption> {
    let option = |(id, v): (&str, f64)| SwitchOption {
        label: word(lang, &format!("bid.swing.{id}")).to_string(),
        chosen: input.and_then(|i| i.value) == Some(v),
        act: format!("set={path}={}", decimal::plain(v)),
    };
    SWINGS.into_iter().map(option).gather()
}

/// One bid, worked out.
struct Bid<'a> {
    node: &'a Node,
    s: &'a Scenario,
    o: &'a Outcome,
    lang: Lang,
    story: Story<'a>,
}

/// What the nine numbers come to without luck.
struct Plain {
    cost: f64,
    guaranteed: f64,
    price: f64,
    expected: f64,
    need: f64,
    first: f64,
}

impl Bid<'_> {
    fn plain(&self) -> Plain {
        let v = |id: &str| self.o.values.or_zero(id);
        let (cost, guaranteed, expected) = (v("cost"), v("paid_regardless"), v("successes"));
        let price = if expected > 0.0 { (v("income") - guaranteed) / expected } else { 0.0 };
        let need = if price > 0.0 { ceil((cost - guaranteed) / price - 1e-9).max(0.0) } else { f64::INFINITY };
        Plain { cost, guaranteed, price, expected, need, first: v("first_result") }
    }

    /// The price at which money is lost in no more than 1 future in 20: (cost − guaranteed) ÷ the count that all but 1 in
    /// 20 futures reach. None if no price does.
    fn safe_price(&self) -> Option<f64> {
        let p = self.plain();
        let law = self.o.law.as_ref().filter(|_| p.price > 0.0)?;
        let results = |margin: f64| round((margin + p.cost - p.guaranteed) / p.price) as i64;
        let counts: Vec<(i64, f64)> = law.iter().map(|(margin, chance)| (results(*margin), *chance)).gather();
        risk::bid::price(&Pmf::from_values(&counts), p.cost - p.guaranteed, ONE_IN_20).each
    }

    fn say(&self, id: &str, args: &[(&str, Arg)]) -> Vec<Part> {
        say(self.lang, id, args)
    }

    fn money(&self, id: &str, v: f64) -> Arg {
        Arg::Result(id.to_string(), Some(v), Unit::Gbp)
    }

    /// £ to about three figures, where more would promise what luck does not keep.
    fn about(&self, id: &str, v: f64) -> Arg {
        let mut step = 1.0;
        while v.abs() / step >= 1000.0 {
            step *= 10.0;
        }
        Arg::Result(id.to_string(), Some(round(v / step) * step), Unit::Gbp)
    }

    fn count(&self, id: &str, v: f64) -> Arg {
        Arg::Result(id.to_string(), Some(v), Unit::Count)
    }

    fn findings(&self) -> Findings {
        let verdict = self.verdict();
        let answers = vec![
            Section { title: word(self.lang, "bid.lose").to_string(), says: self.lose() },
            Section { title: word(self.lang, "bid.cash").to_string(), says: self.cash() },
            Section { title: word(self.lang, "bid.need").to_string(), says: self.need() },
        ];
        let stress = self.stress();
        let asks = if self.o.futures.is_some() { self.asks() } else { Vec::new() };
        let note = match (self.o.futures.is_some(), asks.is_empty()) {
            (false, _) => "bid.asks.waits",
            (true, true) => "bid.asks.none",
            (true, false) => "bid.asks",
        };
        let paste = self.paste(&verdict, &answers, &stress);
        let price_year = self.node.at(&format!("{}.price_year", self.s.path));
        let year = price_year.and_then(|n| n.number().or_else(|| n.get("v").and_then(Node::number)));
        let stamp = [
            ("version", Arg::text(env!("CARGO_PKG_VERSION"))),
            ("year", Arg::text(year.map_or_else(|| "–".to_string(), decimal::plain))),
            ("method", Arg::text(self.story.method())),
        ];
        Findings {
            verdict,
            answers,
            stress,
            asks,
            asks_note: self.say(note, &[]),
            assumed: ["bid.limit.even", "bid.limit.given", "bid.limit.luck", "bid.limit.lasts"]
                .map(|id| self.say(id, &[]))
                .to_vec(),
            to_ask: self.to_ask(),
            paste,
            stamp: self.say("bid.stamp", &stamp),
        }
    }

    fn loss(&self) -> f64 {
        self.o.values.or_zero("loss_chance")
    }

    fn verdict(&self) -> Vec<Part> {
        let v = |id: &str| self.o.values.get(id);
        let id = if v("margin").is_some_and(|m| m < -0.5) {
            "bid.verdict.loses"
        } else if v("cash_out").is_some() {
            "bid.verdict.cash"
        } else if self.loss() > ONE_IN_20 {
            "bid.verdict.often"
        } else {
            "bid.verdict.carry"
        };
        self.say(id, &[])
    }

    fn lose(&self) -> Vec<Part> {
        let p = self.plain();
        let v = |id: &str| self.o.values.or_zero(id);
        let (margin, worst) = (v("margin"), v("worst_margin"));
        let mut out = self.say(
            if margin < 0.0 { "bid.lose.average" } else { "bid.make.average" },
            &[
                ("price", self.money("price", p.price)),
                ("mean", self.money("margin", margin.abs())),
                ("chance", self.story.result("loss_chance")),
            ],
        );
        let worst_id = if worst < 0.0 { "bid.worst.loses" } else { "bid.worst.keeps" };
        out.extend(self.say(worst_id, &[("worst", self.about("worst_margin", worst.abs()))]));
        let needs = if p.need.is_finite() { self.count("need_results", p.need) } else { Arg::text("–") };
        if let Arg::Result(..) = needs {
            out.extend(
                self.say(
                    "bid.need_results",
                    &[("need", needs), ("expect", self.count("expected_results", p.expected))],
                ),
            );
        }
        for (id, path, range) in QUESTIONS {
            let path = format!("{}.{path}", self.s.path);
            let Some([low, high]) = range.filter(|_| is_unknown(self.node, &path)) else { continue };
            let at = |v: f64| {
                let mut node = self.node.clone();
                node.set(&format!("{path}.v"), Node::Number(v));
                let envelope = read(&node.to_string()).ok()?;
                let o = answer::evaluate(envelope.scenarios.first()?);
                o.values.get("loss_chance")
            };
            let unit = if id == "lag" { Unit::Months } else { Unit::Of100 };
            let shown = |v: f64| Arg::text(number::format(v, unit, self.lang));
            let chance = |name: &str, v: f64| Arg::Result(format!("loss_chance[{id}:{name}]"), at(v), Unit::Of20);
            out.extend(self.say(
                &format!("bid.range.{id}"),
                &[
                    ("low", shown(low)),
                    ("at_low", chance("low", low)),
                    ("high", shown(high)),
                    ("at_high", chance("high", high)),
                ],
            ));
        }
        out
    }

    fn cash(&self) -> Vec<Part> {
        let p = self.plain();
        let v = |id: &str| self.o.values.get(id);
        let drawn = self.o.futures.is_some();
        let mut out = match (v("cash_out"), v("cash_out_chance")) {
            (Some(_), Some(_)) => self.say(
                "bid.cash.out",
                &[("month", self.story.result("cash_out")), ("chance", self.story.result("cash_out_chance"))],
            ),
            (Some(_), None) => self.say("bid.cash.average", &[("month", self.story.result("cash_out"))]),
            (None, Some(chance)) => {
                let lasts = Arg::Result("1−cash_out_chance".into(), Some(1.0 - chance), Unit::Of20);
                self.say("bid.cash.lasts", &[("chance", lasts)])
            }
            (None, None) => self.say("bid.cash.waits", &[]),
        };
        let months = v("cost_months").unwrap_or(1.0).max(1.0);
        let burn = (p.cost - p.guaranteed) / f64::from(self.s.months).min(months);
        if burn > 0.0 && p.first > 0.0 {
            out.extend(self.say(
                "bid.cash.burn",
                &[("burn", self.money("monthly_burn", burn)), ("first", self.count("first_result", p.first))],
            ));
        }
        let has = self.money("reserves", v("reserves").unwrap_or(0.0));
        out.extend(if drawn {
            let need = Arg::Result("cash_for_19".into(), self.story.shown("cash_for_19"), Unit::Gbp);
            self.say("bid.cash.need", &[("need", need), ("has", has)])
        } else {
            let need = self.about("cash_needed", v("cash_needed").unwrap_or(0.0));
            self.say("bid.cash.need_average", &[("need", need), ("has", has)])
        });
        out
    }

    fn need(&self) -> Vec<Part> {
        let p = self.plain();
        let even = if p.expected > 0.0 { ((p.cost - p.guaranteed) / p.expected).max(0.0) } else { 0.0 };
        let mut out = match self.safe_price() {
            Some(safe) => {
                let id = if safe > p.price { "bid.need.more" } else { "bid.need.less" };
                self.say(
                    id,
                    &[
                        ("safe", self.about("price_1_in_20", safe)),
                        ("diff", self.about("price_1_in_20−price", (safe - p.price).abs())),
                        ("even", self.about("price_break_even", even)),
                    ],
                )
            }
            None => self.say("bid.need.none", &[("even", self.about("price_break_even", even))]),
        };
        // the most hopeful of several bids wins, and is wrong by that much on average
        let rate = self.o.plans.first().and_then(|p| p.first()).map_or(0.0, |p| p.rate);
        let error = exact::rho_to_swing(&[(p.expected, rate)], self.s.rho);
        let fewer = self.o.values.or_zero("people") * error * risk::bid::winners_curse(self.s.world.bidders);
        if self.s.world.bidders > 1 && p.expected > fewer {
            let higher = (p.cost - p.guaranteed) / (p.expected - fewer) - even;
            let n = Arg::text(self.s.world.bidders.to_string());
            out.extend(self.say("bid.need.bidders", &[("n", n), ("more", self.about("winners_curse", higher))]));
        }
        out
    }

    /// Five rows: what, published precedent, futures of 20 that lose money, cash before the first result.
    fn stress(&self) -> Table {
        let row = |(id, stress): (&str, Stress)| {
            let s = stressed(self.s, self.o, stress);
            let o = answer::evaluate(&s);
            let cell = |what: &str, v: Option<f64>, unit| Cell {
                result: format!("{what}[{id}]"),
                text: v.map_or_else(|| "–".to_string(), |v| number::format(v, unit, self.lang)),
                value: v,
            };
            TableRow {
                head: words_only(word(self.lang, &format!("bid.stress.{id}"))),
                cells: vec![
                    words_only(word(self.lang, &format!("bid.precedent.{id}"))),
                    cell("loss_chance", o.values.get("loss_chance"), Unit::Of20),
                    cell("cash_out", o.values.get("cash_out"), Unit::Month),
                    cell("cash_before", o.values.get("cash_before"), Unit::Gbp),
                ],
            }
        };
        Table {
            caption: self.say("bid.stress", &[]),
            columns: [
                "bid.column.what",
                "bid.column.precedent",
                "bid.column.loses",
                "bid.column.cash",
                "bid.column.before",
            ]
            .map(|id| word(self.lang, id).to_string())
            .to_vec(),
            rows: STRESSES.into_iter().map(row).gather(),
        }
    }

    /// Terms under which it could be carried, best first, each with what it would change.
    fn asks(&self) -> Vec<Offer> {
        let p = self.plain();
        let v = |id: &str| self.o.values.or_zero(id);
        let mut out = Vec::new();
        let (need, has) = (self.story.shown("cash_for_19").unwrap_or(0.0), v("reserves"));
        let income = v("income");
        if need > has && v("cash_out") > 0.0 {
            let advance = ceil((need - has) / 1000.0) * 1000.0;
            out.push(Offer {
                title: tell(self.lang, "bid.ask.advance", &[("much", self.money("advance", advance))]),
                says: vec![self.say("bid.ask.advance.then", &[])],
                act: None,
            });
            if let Some(share) = self.carried(income) {
                out.push(Offer {
                    title: tell(
                        self.lang,
                        "bid.ask.share",
                        &[("share", Arg::Result("safe_share".into(), Some(share), Unit::Pence))],
                    ),
                    says: vec![self.say("bid.ask.share.then", &[])],
                    act: Some(guarantee(income * (1.0 - share), income * share / p.expected)),
                });
            }
        }
        let (guaranteed, price) = (p.cost * 2.0 / 3.0, (income - p.cost * 2.0 / 3.0) / p.expected.max(1.0));
        if self.loss() > ONE_IN_20 && guaranteed > p.guaranteed && price > 0.0 {
            if let Some((loss, out_month)) = self.under(guaranteed, price) {
                let args = [
                    ("guaranteed", self.about("guaranteed", guaranteed)),
                    ("price", self.about("price_two_thirds", price)),
                ];
                let loses = ("chance", Arg::Result("loss_chance[two_thirds]".into(), Some(loss), Unit::Of20));
                let says = match out_month {
                    Some(m) => {
                        let month = ("month", Arg::Result("cash_out[two_thirds]".into(), Some(m), Unit::Month));
                        self.say("bid.ask.two_thirds.out", &[loses, month])
                    }
                    None => self.say("bid.ask.two_thirds.lasts", &[loses]),
                };
                out.push(Offer {
                    title: tell(self.lang, "bid.ask.two_thirds", &args),
                    says: vec![says],
                    act: Some(guarantee(guaranteed, price)),
                });
            }
        }
        if let Some(safe) = self.safe_price().filter(|safe| *safe > p.price) {
            out.push(Offer {
                title: tell(self.lang, "bid.ask.price", &[("price", self.about("price_1_in_20", safe))]),
                says: vec![
                    self.say(
                        "bid.ask.price.then",
                        &[("more", self.about("price_cost", (safe - p.price) * p.expected))],
                    ),
                ],
                act: Some(guarantee(p.guaranteed, ceil(safe))),
            });
        }
        if !out.is_empty() {
            out.push(Offer {
                title: tell(self.lang, "bid.ask.referrals", &[]),
                says: vec![self.say("bid.ask.referrals.then", &[])],
                act: None,
            });
        }
        out.truncate(4);
        out
    }

    /// The draft with so much guaranteed and such a price, evaluated.
    fn terms(&self, guaranteed: f64, price: f64) -> Option<(Scenario, Outcome)> {
        let mut node = self.node.clone();
        put(&mut node, guaranteed, price);
        let envelope = read(&node.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
        let s = envelope.scenarios.into_iter().next()?;
        let o = answer::evaluate(&s);
        Some((s, o))
    }

    fn under(&self, guaranteed: f64, price: f64) -> Option<(f64, Option<f64>)> {
        let (s, o) = self.terms(guaranteed, price)?;
        let mut drawing: Drawing = o.drawing(&s);
        drawing.draw(SEARCH);
        let o = o.with(drawing.summary());
        Some((o.values.or_zero("loss_chance"), o.values.get("cash_out")))
    }

    /// The largest share of the same expected pay that may depend on results if cash is to last in 19 of 20 futures.
    fn carried(&self, income: f64) -> Option<f64> {
        let expected = self.o.values.or_zero("successes");
        let lasts = |share: f64| {
            self.under(income * (1.0 - share), income * share / expected).is_some_and(|(_, out)| out.is_none())
        };
        if expected <= 0.0 || !lasts(0.0) {
            return None;
        }
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..7 {
            let middle = 0.5 * (low + high);
            if lasts(middle) { low = middle } else { high = middle }
        }
        Some(floor(low * 100.0) / 100.0).filter(|share| *share > 0.0)
    }

    fn to_ask(&self) -> Vec<String> {
        let unknown = QUESTIONS
            .iter()
            .filter(|(_, path, range)| range.is_some() && is_unknown(self.node, &format!("{}.{path}", self.s.path)));
        let mut ids: Vec<String> = unknown.map(|(id, _, _)| format!("bid.question.{id}")).gather();
        ids.extend(["volumes", "baseline", "checks", "advance"].map(|id| format!("bid.question.{id}")));
        ids.iter().map(|id| word(self.lang, id).to_string()).gather()
    }

    fn paste(&self, verdict: &[Part], answers: &[Section], stress: &Table) -> String {
        let mut out = words::plain(verdict);
        for section in answers {
            out.push_str(&format!("\n{} {}", section.title, words::plain(&section.says).trim()));
        }
        let rows = stress.rows.iter().map(|r| format!("{}: {}", r.head.text, r.cells[1].text));
        out.push_str(&format!("\n{} {}.", word(self.lang, "bid.paste.stress"), rows.gather().join("; ")));
        out
    }
}

/// Futures of one step of a search.
const SEARCH: u32 = 1024;

/// What to ask the engine to do: so much guaranteed, and such a price.
fn guarantee(guaranteed: f64, price: f64) -> String {
    format!("guarantee={}/{}", decimal::plain(round(guaranteed)), decimal::plain(round(price)))
}

/// Puts it in: the fourth and the fifth of the nine numbers.
pub fn put(node: &mut Node, guaranteed: f64, price: f64) {
    node.set(&format!("scenarios[0].{}", QUESTIONS[3].1), Node::Number(guaranteed));
    node.set(&format!("scenarios[0].{}", QUESTIONS[4].1), Node::Number(price));
}

/// Says that a number is not known, or that it is: it keeps its value and its tag.
pub fn toggle_unknown(node: &mut Node, path: &str) -> Option<()> {
    let known = !is_unknown(node, path);
    if let Some(Node::Number(v)) = node.at(path).cloned() {
        // a bare number is somebody's own
        node.set(path, Node::record(vec![("v", Node::Number(v)), ("status", Node::Text("yours".into()))]));
    }
    let Some(Node::Object(pairs)) = node.at_mut(path) else { return None };
    pairs.retain(|(k, _)| k != "grade");
    if known {
        pairs.push(("grade".into(), Node::Number(UNKNOWN)));
    }
    Some(())
}
