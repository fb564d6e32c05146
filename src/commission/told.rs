//! What a commissioner is told: the verdict with its reasons, up to three proposals, six answers, what was assumed.

use super::candidates::{Candidate, Kind, block, look};
use super::judge::{Judge, Judging, Limit, Verdict};
use super::years;
use crate::answer::{self, Outcome};
use crate::gainers;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::decimal;
use crate::num::float::ceil;
use crate::outcomes::exact;
use crate::reply::{Cell, Commissioned, Part, Proposal, Section, Table, TableRow, Unit};
use crate::risk::bid::winners_curse;
use crate::scenario::{Partners, Scenario};
use crate::words::{Arg, Lang, number, say, tell, word};

/// Writes the sentences of one commission.
struct Telling<'a> {
    judge: &'a Judge,
    lang: Lang,
}

/// Everything that is told of a draft that is judged; until its unknown answers are too, nothing is said of what they decide.
pub fn told(j: &Judging, base: &Judge, complete: bool, lang: Lang) -> Commissioned {
    let t = Telling { judge: base, lang };
    let spread = if complete { j.spread() } else { 0.0 };
    let verdict = base.verdict(spread);
    let proposals = base.proposals();
    let kept =
        if matches!(verdict, Verdict::No | Verdict::Small(_) | Verdict::Nothing(_)) { &[][..] } else { &proposals[..] };
    let best = kept.first().and_then(|c| look(&c.draft)).zip(kept.first());
    let mut decides = Vec::new();
    if complete {
        for (u, ends) in &j.ends {
            let verdicts = ends.each_ref().map(|e| e.judge().map_or(verdict, |e| e.verdict(spread)).id());
            if verdicts.iter().any(|v| *v != verdict.id()) {
                let shown = |i: usize| Arg::Result(format!("unknown[{}:{i}]", u.id), Some(u.ends[i].0), u.unit);
                let says = |i: usize| Arg::text(word(lang, &format!("commission.short.{}", verdicts[i])));
                let args = [
                    ("what", Arg::text(word(lang, &format!("commission.what.{}", u.id)))),
                    ("low", shown(0)),
                    ("at_low", says(0)),
                    ("high", shown(1)),
                    ("at_high", says(1)),
                ];
                decides.push(say(lang, "commission.decides", &args));
            }
        }
        if decides.is_empty() && !j.ends.is_empty() {
            decides.push(say(lang, "commission.decides.none", &[]));
        }
    }
    let year = base.node.at(&format!("{}.price_year", base.s.path));
    let year = year.and_then(|n| n.number().or_else(|| n.get("v").and_then(Node::number)));
    let stamp = [
        ("version", Arg::text(env!("CARGO_PKG_VERSION"))),
        ("year", Arg::text(year.map_or_else(|| "–".to_string(), decimal::plain))),
    ];
    Commissioned {
        is: verdict.id().to_string(),
        verdict: say(lang, &format!("commission.verdict.{}", verdict.id()), &t.verdict_args(verdict)),
        why: t.why(verdict),
        decides,
        proposals: kept.iter().map(|c| t.proposal(c)).gather(),
        sections: best.as_ref().map_or_else(Vec::new, |((s, o), c)| t.sections(s, o, c)),
        years: best.as_ref().map(|((s, o), _)| t.years(s, o)),
        assumed: t.assumed(),
        stamp: say(lang, "commission.stamp", &stamp),
    }
}

impl Telling<'_> {
    fn say(&self, id: &str, args: &[(&str, Arg)]) -> Vec<Part> {
        say(self.lang, id, args)
    }

    fn money(&self, id: &str, v: f64) -> Arg {
        Arg::Result(format!("commission[{id}]"), Some(v), Unit::GbpShort)
    }

    fn pounds(&self, id: &str, v: f64) -> Arg {
        Arg::Result(format!("commission[{id}]"), Some(v), Unit::Gbp)
    }

    fn people(&self, id: &str, v: f64) -> Arg {
        Arg::Result(format!("commission[{id}]"), Some(v), Unit::People)
    }

    fn verdict_args(&self, verdict: Verdict) -> Vec<(&'static str, Arg)> {
        match verdict {
            Verdict::Nothing(limit) => {
                let id = match limit {
                    Limit::Budget => "budget",
                    Limit::Reserves => "reserves",
                    Limit::Even => "even",
                };
                vec![("limit", Arg::text(word(self.lang, &format!("commission.limit.{id}"))))]
            }
            _ => Vec::new(),
        }
    }

    fn why(&self, verdict: Verdict) -> Vec<Vec<Part>> {
        let j = self.judge;
        let mut out = Vec::new();
        let best = |kind| j.best_of(kind);
        match verdict {
            Verdict::No => {
                let service = j.service.as_ref().map_or(0.0, |s| s.paid);
                if let Some(c) = best(Kind::Block) {
                    out.push(self.say("commission.no.best", &self.price_args(c, service)));
                } else {
                    out.push(self.say("commission.no.none", &[]));
                }
                out.push(self.say("commission.no.service", &[("service", self.money("service", service))]));
                if let Some(c) = best(Kind::Compared).filter(|c| j.gain(c) > 0.0) {
                    out.push(self.say("commission.no.compared", &self.price_args(c, service)));
                }
            }
            Verdict::Small(least) => {
                if let Some(c) = best(Kind::Block) {
                    let counting = look(&c.draft).and_then(|(s, o)| gainers::counting(&s, &o.plans));
                    let cost = counting.map_or(0.0, |(a, people)| a.extra(people));
                    let each = if c.more > 0.0 { c.worth / c.more } else { 0.0 };
                    let args = [
                        ("cost", self.money("counting", cost)),
                        ("each", self.pounds("worth_each", each)),
                        ("needed", Arg::Result("commission[needed]".into(), Some(cost / each.max(1.0)), Unit::Points)),
                        ("more", Arg::Result("commission[more]".into(), Some(c.more), Unit::Points)),
                    ];
                    out.push(self.say("commission.small.why", &args));
                }
                out.push(match least {
                    Some(n) => self.say("commission.small.least", &[("n", self.people("least_people", ceil(n)))]),
                    None => self.say("commission.small.never", &[]),
                });
            }
            Verdict::Nothing(limit) => {
                let worthwhile = || j.seen.iter().filter(|c| j.gain(c) > 0.0);
                let least = |of: fn(&Candidate) -> f64| worthwhile().map(of).fold(f64::INFINITY, f64::min);
                out.push(match limit {
                    Limit::Budget => {
                        let has = self.money("year_budget", j.s.year_budget.unwrap_or(0.0));
                        self.say(
                            "commission.nothing.budget",
                            &[("least", self.money("least_year", least(|c| c.peak))), ("has", has)],
                        )
                    }
                    Limit::Reserves => {
                        let months =
                            Arg::Result("commission[months_needed]".into(), Some(least(|c| c.months)), Unit::Months);
                        self.say("commission.nothing.reserves", &[("months", months)])
                    }
                    Limit::Even => self.say("commission.nothing.even", &[]),
                });
            }
            Verdict::Measure(net) => {
                out.push(self.say("commission.measure.why", &[("net", self.money("staging", net))]));
                out.push(self.say("commission.measure.then", &[]));
            }
            Verdict::Terms => out.push(self.say("commission.terms.why", &[])),
        }
        out
    }

    /// A price with what is paid for results and what they are worth, told apart.
    fn price_args(&self, c: &Candidate, service: f64) -> Vec<(&'static str, Arg)> {
        let id = |what: &str| format!("{what}:{}", word_of(c.kind));
        vec![
            ("price", self.prices(c)),
            ("paid", self.money(&id("paid"), c.paid - service)),
            ("more", Arg::Result(format!("commission[{}]", id("more")), Some(c.more), Unit::People)),
            ("worth", self.money(&id("worth"), c.worth)),
        ]
    }

    /// "£8,160", or from the lowest to the highest by group.
    fn prices(&self, c: &Candidate) -> Arg {
        let paid = || c.prices.iter().copied().filter(|p| *p > 0.0);
        let (low, high) = (paid().fold(f64::INFINITY, f64::min), paid().fold(0.0, f64::max));
        let one = |end: &str, v: f64| self.pounds(&format!("price:{}:{end}", word_of(c.kind)), v);
        Arg::Parts(if low == high {
            self.say("commission.price", &[("price", one("one", high))])
        } else {
            self.say("commission.prices", &[("low", one("low", low)), ("high", one("high", high))])
        })
    }

    fn proposal(&self, c: &Candidate) -> Proposal {
        let kind = word_of(c.kind);
        let id = |what: &str| format!("{what}:{kind}");
        let looked = look(&c.draft);
        let block = block(&c.draft);
        let mut terms = vec![("price", self.prices(c))];
        if c.kind != Kind::Alone {
            terms.push(("block", self.money(&id("block"), block)));
        }
        let mut says = vec![
            self.say(&format!("commission.{kind}.terms"), &terms),
            self.say(
                "commission.buys",
                &[
                    ("more", self.people(&id("more"), c.more)),
                    ("paid", self.money(&id("paid"), c.paid)),
                    ("worth", self.money(&id("worth"), c.worth)),
                ],
            ),
        ];
        if let Some((_, o)) = &looked {
            let chance = Arg::Result(format!("commission[{}]", id("loss")), o.values.get("loss_chance"), Unit::Of20);
            let months = Arg::Result(format!("commission[{}]", id("months")), Some(c.months), Unit::Months);
            says.push(self.say(
                "commission.provider",
                &[("keeps", self.money(&id("margin"), c.margin)), ("chance", chance), ("months", months)],
            ));
        }
        says.push(self.say("commission.year", &[("peak", self.money(&id("peak"), c.peak))]));
        says.push(self.say(&format!("commission.{kind}.why"), &[]));
        let title = tell(self.lang, &format!("commission.{kind}"), &[]);
        Proposal { title, says, draft: c.draft.clone() }
    }

    fn sections(&self, s: &Scenario, o: &Outcome, c: &Candidate) -> Vec<Section> {
        let section = |id: &str, says: Vec<Part>| Section {
            title: word(self.lang, &format!("commission.q.{id}")).to_string(),
            says,
        };
        vec![
            section("want", self.want(s, o, c)),
            section("left", self.left(s, o)),
            section("owe", self.owe(s, o)),
            section("carry", self.carry(s, o, c)),
            section("fails", self.fails(s, o, c)),
            section("answer", self.say("commission.answer", &[])),
        ]
    }

    /// The purpose, and what the other four come to.
    fn want(&self, s: &Scenario, o: &Outcome, c: &Candidate) -> Vec<Part> {
        let purpose = self.judge.node.at(&format!("{}.purpose", s.path)).and_then(Node::text).unwrap_or("better");
        let service = self.judge.service.as_ref().map_or(0.0, |s| s.paid);
        let dearer = c.paid - service;
        let share = |id: &str| Arg::Result(format!("commission[{id}]"), Some(c.share), Unit::Pence);
        let one = |id: &str| match id {
            "new_ways" => self.say("commission.want.new_ways", &[("share", share("share_new"))]),
            "better" => {
                let all = self.people("people", o.values.or_zero("people"));
                self.say("commission.want.better", &[("more", self.people("more", c.more)), ("all", all)])
            }
            "cheaper" => {
                let id = if dearer > 0.0 { "commission.want.dearer" } else { "commission.want.cheaper" };
                self.say(id, &[("diff", self.money("dearer", dearer.abs()))])
            }
            "risk" => {
                let less = self.money("bad_unpaid", o.values.or_zero("bad_unpaid").max(0.0));
                self.say("commission.want.risk", &[("share", share("share_risk")), ("less", less)])
            }
            _ => {
                let months = Arg::Result("commission[months]".into(), Some(c.months), Unit::Months);
                self.say("commission.want.market", &[("months", months)])
            }
        };
        let mut out = one(purpose);
        out.extend(self.say("commission.want.others", &[]));
        for id in ["new_ways", "better", "cheaper", "risk", "market"] {
            if id != purpose {
                out.extend(one(id));
            }
        }
        out
    }

    fn left(&self, s: &Scenario, o: &Outcome) -> Vec<Part> {
        let mut out = match o.values.get("unhelped").filter(|n| *n > 0.0) {
            Some(n) => self.say("commission.left.some", &[("n", self.people("unhelped", n))]),
            None => self.say("commission.left.nobody", &[]),
        };
        let verb = s.outcomes.first().map_or("", |o| o.verb.as_str());
        out.extend(self.say("commission.left.else", &[("verb", Arg::text(verb))]));
        if s.provider.partner_help > 0.0 {
            let mut without = s.clone();
            without.provider.partners = Partners::Leave;
            let more = answer::evaluate(&without).values.or_zero("more");
            let each = self.pounds("partner_help", s.provider.partner_help);
            let args = [
                ("each", each),
                ("more", self.people("more_without", more)),
                ("now", self.people("more_with", o.values.or_zero("more"))),
            ];
            out.extend(self.say("commission.left.partners", &args));
        }
        out
    }

    fn owe(&self, s: &Scenario, o: &Outcome) -> Vec<Part> {
        let years = years::owed(s, o);
        let all = |of: fn(&years::Year) -> f64| years.iter().map(of).sum::<f64>();
        let (mean, most) =
            (self.money("paid", all(|y| y.expected)), self.money("most_owed", o.values.or_zero("most_owed")));
        let mut out = self.say("commission.owe", &[("mean", mean), ("most", most)]);
        if let Some(budget) = s.year_budget {
            let left = (budget - years::highest(&years.iter().map(|y| y.expected).gather())).max(0.0);
            out.extend(self.say(
                "commission.owe.unspent",
                &[("left", self.money("unspent", left)), ("budget", self.money("year_budget", budget))],
            ));
            if years::highest(&years.iter().map(|y| y.most).gather()) > budget {
                out.extend(self.say("commission.owe.over", &[]));
            }
        }
        out
    }

    fn carry(&self, s: &Scenario, o: &Outcome, c: &Candidate) -> Vec<Part> {
        let months = Arg::Result("commission[months_carry]".into(), Some(c.months), Unit::Months);
        let mut out = self.say("commission.carry", &[("months", months)]);
        let held = if c.months <= 1.0 {
            "1"
        } else if c.months <= 3.0 {
            "3"
        } else {
            "more"
        };
        out.extend(self.say(&format!("commission.carry.{held}"), &[]));
        let n = s.world.bidders;
        if n > 1 && s.rho > 0.0 {
            let rate = |i: usize| o.plans.get(i).and_then(|p| p.first()).map_or(0.0, |p| p.rate);
            let groups: Vec<(f64, f64)> = s.segments.iter().enumerate().map(|(i, g)| (g.n(), rate(i))).gather();
            let points = exact::rho_to_swing(&groups, s.rho) * winners_curse(n);
            let args = [
                ("n", Arg::Result("commission[bidders]".into(), Some(f64::from(n)), Unit::Count)),
                ("points", Arg::Result("commission[curse]".into(), Some(points), Unit::Of100)),
            ];
            out.extend(self.say("commission.carry.curse", &args));
        } else if n <= 1 {
            out.extend(self.say("commission.carry.one", &[]));
        }
        out
    }

    fn fails(&self, s: &Scenario, o: &Outcome, c: &Candidate) -> Vec<Part> {
        let half = |id: &str, v: f64| self.people(id, v / 2.0);
        let args = [("n", half("half_people", o.values.or_zero("people"))), ("fewer", half("half_more", c.more))];
        let mut out = self.say("commission.fails", &args);
        out.extend(if s.world.retender_cost > 0.0 {
            self.say("commission.fails.retender", &[("cost", self.money("retender", s.world.retender_cost))])
        } else {
            self.say("commission.fails.unknown", &[])
        });
        out
    }

    /// Expected, 1 bad year in 20 for the payer, the most ever.
    fn years(&self, s: &Scenario, o: &Outcome) -> Table {
        let cell = |what: &str, y: u32, v: f64| Cell {
            result: format!("{what}[{y}]"),
            text: number::format(v, Unit::GbpShort, self.lang),
            value: Some(v),
        };
        let row = |y: &years::Year| TableRow {
            head: Cell { text: format!("{}–{:02}", y.first, (y.first + 1) % 100), ..Cell::default() },
            cells: vec![
                cell("paid_year", y.first, y.expected),
                cell("paid_year_19", y.first, y.dear),
                cell("paid_year_most", y.first, y.most),
            ],
        };
        let columns =
            ["commission.column.year", "commission.column.expected", "commission.column.bad", "commission.column.most"];
        Table {
            caption: self.say("commission.years", &[]),
            columns: columns.map(|id| word(self.lang, id).to_string()).to_vec(),
            rows: years::owed(s, o).iter().map(row).gather(),
        }
    }

    fn assumed(&self) -> Vec<Vec<Part>> {
        let s = &self.judge.s;
        let mut ids = vec!["commission.assumed.margin", "commission.assumed.service", "commission.assumed.cash"];
        let who = |key: &str| {
            self.judge.node.at(&format!("{}.counting.{key}", s.path)).and_then(Node::text).unwrap_or_default()
        };
        ids.push(match (who("by"), who("paid_by")) {
            ("provider", _) => "commission.check.itself",
            (_, "provider") => "commission.check.paid",
            ("payer", _) => "commission.check.payer",
            ("independent", "payer") => "commission.check.independent",
            _ => "commission.check.unknown",
        });
        ids.extend(["commission.line.seen", "commission.line.personal"]);
        ids.iter().map(|id| self.say(id, &[])).gather()
    }
}

fn word_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Service => "service",
        Kind::Alone => "alone",
        Kind::Block => "block",
        Kind::Compared => "compared",
        Kind::Costs => "costs",
    }
}
