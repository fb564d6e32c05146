//! The answer in words: at most three sentences (who fails, what it buys, what it costs), the four rows, what changed.

use crate::answer::Outcome;
use crate::gather::Gather;
use crate::money::payers;
use crate::reply::{Part, Row, Unit, Voice};
use crate::results;
use crate::rules::party;
use crate::scenario::inputs::capital;
use crate::scenario::{Delivery, Scenario};
use crate::words::{Arg, Lang, number, say, tell};

/// One scenario and what it comes to, ready to be told.
pub struct Story<'a> {
    /// The scenario.
    pub s: &'a Scenario,
    /// What it comes to.
    pub o: &'a Outcome,
    /// The language.
    pub lang: Lang,
}

impl<'a> Story<'a> {
    /// The story of a scenario, told of those who are taken on.
    pub fn of(s: &'a Scenario, o: &'a Outcome, lang: Lang) -> Story<'a> {
        Story { s: o.taken.as_ref().unwrap_or(s), o, lang }
    }
}

impl Story<'_> {
    fn value(&self, id: &str) -> Option<f64> {
        self.o.values.get(id)
    }

    /// A value with no digit that sampling does not vouch for.
    pub fn shown(&self, id: &str) -> Option<f64> {
        let unit = results::find(id).map(|d| d.unit);
        match self.o.sampled.get(id) {
            // whole futures of 20 are coarse enough
            Some(error) if unit != Some(Unit::Of20) => self.value(id).map(|v| number::vouched(v, *error)),
            _ => self.value(id),
        }
    }

    /// A result in its own unit.
    pub fn result(&self, id: &str) -> Arg {
        let unit = results::find(id).map_or(Unit::Number, |d| d.unit);
        Arg::Result(id.to_string(), self.shown(id), unit)
    }

    /// A result in another unit, e.g. long in a sentence.
    fn long(&self, id: &str) -> Arg {
        Arg::Result(id.to_string(), self.shown(id), Unit::GbpLong)
    }

    /// The size of a result whose sign the words tell.
    fn size(&self, id: &str) -> Arg {
        let unit = results::find(id).map_or(Unit::Number, |d| d.unit);
        Arg::Result(id.to_string(), self.shown(id).map(f64::abs), unit)
    }

    fn party(&self, id: &str) -> String {
        party(self.s, id, self.lang)
    }

    fn verb(&self) -> Arg {
        Arg::text(self.s.outcomes.first().map_or("succeed", |o| o.verb.as_str()))
    }

    /// What is counted where people are described by how often.
    pub fn kind(&self) -> String {
        self.s.outcomes.first().map_or_else(String::new, |o| o.event.replace('_', " "))
    }

    fn responds(&self) -> bool {
        self.s.segments.iter().any(|g| g.delivery.values().any(Delivery::responds))
    }

    /// True where nobody succeeds or fails: only events are counted.
    fn only_events(&self) -> bool {
        self.value("events").is_some() && self.value("successes").is_none()
    }

    /// Everybody who pays, by name.
    fn payers(&self) -> Arg {
        let l = &self.o.ledger;
        Arg::Names(payers(self.s, l).into_iter().map(|p| self.party(&l.parties[p])).gather())
    }

    /// True where there are more events than without the service: it is learning that is counted, or it went wrong.
    fn adds_events(&self) -> bool {
        self.value("events_avoided").is_some_and(|n| n <= -0.05)
    }

    /// Somebody fails if the cash runs out or it loses on average.
    fn failure(&self) -> Option<Vec<Part>> {
        let who = Arg::text(capital(&self.party("provider")));
        if self.value("cash_out").is_some() {
            // a provider that fails in futures alone may have more than an average year needs
            let short = match (self.shown("months_needed"), self.shown("reserves_months")) {
                (Some(need), Some(has)) => {
                    let text = |v: f64| number::format(v, Unit::Months, self.lang);
                    need > has && text(need) != text(has)
                }
                _ => false,
            };
            let args = [("who", who), ("need", self.result("months_needed")), ("has", self.result("reserves_months"))];
            let [who, ..] = args.clone();
            return Some(if short {
                say(self.lang, "answer.cash_out", &args)
            } else if self.value("cash_out_chance").is_some_and(|p| p < 1.0) {
                say(self.lang, "answer.cash_out_in", &[who, ("chance", self.result("cash_out_chance"))])
            } else {
                say(self.lang, "answer.cash_out_month", &[who, ("month", self.result("cash_out"))])
            });
        }
        if self.value("margin").is_some_and(|m| m < -0.5) && self.value("cost")? > 0.0 {
            // a loss that the two sums, as they are shown, do not show
            let text = |id: &str| self.shown(id).map(|v| number::format(v, Unit::GbpLong, self.lang));
            if text("cost") == text("income") {
                return Some(say(self.lang, "answer.loses_little", &[("who", who), ("margin", self.size("margin"))]));
            }
            let args = [("who", who), ("cost", self.long("cost")), ("income", self.long("income"))];
            return Some(say(self.lang, "answer.loses", &args));
        }
        None
    }

    /// The answer.
    pub fn sentences(&self) -> Vec<Vec<Part>> {
        let failure = self.failure();
        let mut out: Vec<Vec<Part>> = failure.iter().cloned().gather();
        out.push(self.buys(failure.is_some()));
        out.push(self.costs());
        out
    }

    fn buys(&self, fails: bool) -> Vec<Part> {
        let lang = self.lang;
        let mut parts = if fails && self.responds() { say(lang, "answer.if_survived", &[]) } else { Vec::new() };
        if self.only_events() {
            let args = [
                ("events", self.result("events")),
                ("kind", Arg::text(self.kind())),
                ("people", self.result("people")),
            ];
            parts.extend(say(lang, "answer.events", &args));
            if self.value("events_anyway").is_some() {
                parts.extend(if self.adds_events() {
                    say(lang, "answer.added", &[("added", self.size("events_avoided"))])
                } else {
                    say(lang, "answer.avoided", &[("avoided", self.result("events_avoided"))])
                });
            }
            parts.extend(say(lang, "answer.stop", &[]));
            return parts;
        }
        if self.value("successes").is_none() {
            parts.extend(say(lang, "answer.recorded", &[("people", self.result("people"))]));
            return parts;
        }
        let args = [("successes", self.result("successes")), ("people", self.result("people")), ("verb", self.verb())];
        parts.extend(say(lang, "answer.succeed", &args));
        parts.extend(match self.value("more") {
            None => say(lang, "answer.anyway_unknown", &[]),
            Some(more) if more < -0.05 => say(lang, "answer.fewer", &[("more", self.size("more"))]),
            Some(_) if self.responds() => say(lang, "answer.more", &[("more", self.result("more"))]),
            Some(_) => say(lang, "answer.more_given", &[("more", self.result("more"))]),
        });
        if self.value("events_avoided").is_some() {
            let id = if self.adds_events() { "answer.events_more" } else { "answer.events_fewer" };
            let args = [("avoided", self.size("events_avoided")), ("kind", Arg::text(self.kind()))];
            parts.extend(say(lang, id, &args));
        }
        if self.value("little_help").is_some_and(|n| n >= 0.5) {
            let none_but = self.value("little_help_most") == Some(0.0);
            parts.extend(if none_but {
                say(lang, "answer.no_help", &[("n", self.result("unhelped"))])
            } else {
                say(
                    lang,
                    "answer.little_help",
                    &[("n", self.result("little_help")), ("most", self.result("little_help_most"))],
                )
            });
        }
        parts.extend(say(lang, "answer.stop", &[]));
        parts
    }

    fn costs(&self) -> Vec<Part> {
        let paid = self.long("paid");
        match self.value("paid_anyway") {
            Some(anyway) if anyway.abs() < 0.5 => say(self.lang, "answer.costs_none", &[("paid", paid)]),
            Some(_) => {
                let id = if self.responds() { "answer.costs" } else { "answer.costs_given" };
                say(self.lang, id, &[("paid", paid), ("anyway", self.long("paid_anyway"))])
            }
            None => say(self.lang, "answer.costs_unknown", &[("paid", paid)]),
        }
    }

    /// People, provider, commissioners, investor.
    pub fn rows(&self) -> Vec<Row> {
        let row = |voice, name: String, [average, bad, fails]: [Vec<Vec<Part>>; 3]| Row {
            voice,
            name: capital(&name),
            average,
            bad,
            fails,
        };
        vec![
            row(Voice::People, crate::words::word(self.lang, "party.people").to_string(), self.people_row()),
            row(Voice::Provider, self.party("provider"), self.provider_row()),
            row(Voice::Commissioner, self.name(&self.payers()), self.commissioner_row()),
            row(Voice::Investor, self.party("investor"), self.investor_row()),
        ]
    }

    fn line(&self, id: &str, args: &[(&str, Arg)]) -> Vec<Vec<Part>> {
        vec![say(self.lang, id, args)]
    }

    /// The same of a party, whose verbs are those of one or of several.
    fn told_of(&self, who: &Arg, id: &str, args: &[(&str, Arg)]) -> Vec<Vec<Part>> {
        self.line(id, &[&[("who", who.clone())], args].concat())
    }

    fn name(&self, who: &Arg) -> String {
        tell(self.lang, "part.text", &[("it", who.clone())])
    }

    fn dash(&self) -> Vec<Vec<Part>> {
        self.line("row.dash", &[])
    }

    fn people_row(&self) -> [Vec<Vec<Part>>; 3] {
        let verb = self.verb();
        let mut average = if self.only_events() {
            self.line(
                "row.events",
                &[
                    ("events", self.result("events")),
                    ("kind", Arg::text(self.kind())),
                    ("people", self.result("people")),
                ],
            )
        } else {
            let args =
                [("successes", self.result("successes")), ("people", self.result("people")), ("verb", verb.clone())];
            self.line("row.succeed", &args)
        };
        if self.value("more").is_some() {
            let fewer = self.value("more").is_some_and(|m| m < -0.05);
            let id = if fewer { "row.anyway_fewer" } else { "row.anyway" };
            average.extend(self.line(id, &[("anyway", self.result("anyway")), ("more", self.size("more"))]));
        }
        if self.value("events_avoided").is_some() {
            let args = [
                ("anyway", self.result("events_anyway")),
                ("avoided", self.size("events_avoided")),
                ("kind", Arg::text(self.kind())),
            ];
            average.extend(self.line(if self.adds_events() { "row.added" } else { "row.avoided" }, &args));
        }
        let bad = match self.value("bad_successes") {
            Some(_) => self.line("row.bad_succeed", &[("n", self.result("bad_successes")), ("verb", verb)]),
            None => self.line("row.bad_unknown", &[]),
        };
        let mut fails = Vec::new();
        if self.value("unhelped").is_some_and(|n| n >= 0.5) {
            fails.extend(self.line("row.unhelped", &[("n", self.result("unhelped"))]));
        }
        let little = self.value("little_help").unwrap_or(0.0) - self.value("unhelped").unwrap_or(0.0);
        if little >= 0.5 {
            let n = Arg::Result("little_help−unhelped".into(), Some(little), Unit::People);
            fails.extend(self.line("row.little", &[("n", n), ("most", self.result("little_help_most"))]));
        }
        [average, bad, if fails.is_empty() { self.dash() } else { fails }]
    }

    fn provider_row(&self) -> [Vec<Vec<Part>>; 3] {
        let who = Arg::text(self.party("provider"));
        if self.value("cost").is_none_or(|c| c == 0.0) {
            let average = self.told_of(&who, "row.gets", &[("income", self.result("income"))]);
            let bad = if self.value("bad_income").is_some() {
                self.told_of(&who, "row.gets", &[("income", self.result("bad_income"))])
            } else {
                self.dash()
            };
            return [average, bad, self.told_of(&who, "row.cost_unknown", &[])];
        }
        let mut average =
            self.told_of(&who, "row.out_in", &[("cost", self.result("cost")), ("income", self.result("income"))]);
        let keeps = self.value("margin").is_none_or(|m| m > -0.5);
        average.extend(if self.value("margin").is_some_and(|m| m.abs() < 0.5) {
            self.told_of(&who, "row.even", &[])
        } else if keeps {
            self.told_of(
                &who,
                "row.keeps",
                &[("margin", self.result("margin")), ("share", self.result("margin_share"))],
            )
        } else {
            self.told_of(&who, "row.loses", &[("margin", self.size("margin"))])
        });
        let bad = match self.value("bad_margin") {
            Some(m) if m < 0.0 => self.told_of(&who, "row.loses", &[("margin", self.size("bad_margin"))]),
            Some(_) => self.told_of(&who, "row.keeps_plain", &[("margin", self.result("bad_margin"))]),
            None => self.dash(),
        };
        if self.value("loss_chance").is_some() {
            average.extend(self.told_of(&who, "row.loses_in", &[("chance", self.result("loss_chance"))]));
        }
        let fails = if self.value("cash_out").is_some() {
            let month = ("month", self.result("cash_out"));
            match self.value("cash_out_chance") {
                Some(_) => self.line("row.cash_out_in", &[month, ("chance", self.result("cash_out_chance"))]),
                None => self.line("row.cash_out", &[month]),
            }
        } else if !keeps {
            self.told_of(&who, "row.loses_on_average", &[])
        } else if self.value("reserves").is_none() && self.value("cash_needed").is_some_and(|x| x >= 0.5) {
            self.told_of(&who, "row.reserves_unknown", &[("need", self.result("cash_needed"))])
        } else {
            self.dash()
        };
        [average, bad, fails]
    }

    fn commissioner_row(&self) -> [Vec<Vec<Part>>; 3] {
        let who = self.payers();
        let mut average = self.told_of(&who, "row.pays", &[("paid", self.result("paid"))]);
        if self.value("worth_more").is_some() {
            let worth = ("worth", self.result("worth_more"));
            average.extend(if self.value("events_avoided").is_some() {
                let args = [("more", self.size("events_avoided")), worth, ("kind", Arg::text(self.kind()))];
                self.line(if self.adds_events() { "row.worth_added" } else { "row.worth_fewer" }, &args)
            } else {
                self.line("row.worth", &[("more", self.result("more")), worth])
            });
        }
        // with several outcomes nobody knows which of them a pound was for
        let one = self.s.outcomes.len() == 1 && self.value("more").is_some();
        if one && self.value("price_per_result").is_some_and(|p| p > 0.0) {
            let each = ("each", self.result("price_per_result"));
            average.extend(if self.value("more").is_some_and(|m| m >= 0.05) {
                self.line("row.per_result", &[each, ("more", self.result("price_per_more"))])
            } else {
                self.line("row.per_result_nil", &[each])
            });
        }
        if let Some(lead) = self.o.public.as_ref().and_then(|p| p.partners.get(p.lead()?)) {
            let args = [("who", Arg::text(self.party(&lead.id))), ("gains", self.result("lead_cashable"))];
            average.extend(self.line("row.public", &args));
        }
        let bad = match self.value("bad_paid") {
            Some(_) => {
                let mut lines = self.told_of(&who, "row.pays", &[("paid", self.result("bad_paid"))]);
                if self.value("bad_worth_less").is_some_and(|v| v >= 0.5)
                    && self.value("bad_unpaid").is_some_and(|v| v >= 0.5)
                {
                    let args = [("unpaid", self.result("bad_unpaid")), ("lost", self.result("bad_worth_less"))];
                    lines.extend(self.line("row.worth_less", &args));
                }
                lines.extend(self.line("row.good_year", &[("paid", self.result("good_paid"))]));
                lines
            }
            None => self.dash(),
        };
        let mut fails = Vec::new();
        if self.value("cash_out").is_some() {
            fails.extend(self.told_of(&who, "row.its_provider", &[]));
            if self.value("left_without").is_some_and(|n| n >= 0.5) {
                fails.extend(self.line("row.left_without", &[("n", self.result("left_without"))]));
            }
            if self.value("fall_back").is_some_and(|n| n >= 0.5) {
                fails.extend(self.line("row.fall_back", &[("n", self.result("fall_back"))]));
            }
            if self.value("failure_cost").is_some_and(|c| c >= 0.5) {
                fails.extend(self.told_of(&who, "row.failure_cost", &[("cost", self.result("failure_cost"))]));
            }
        }
        if self.value("ended_chance").is_some() {
            fails.extend(self.line("row.ended", &[("chance", self.result("ended_chance"))]));
        }
        if self.value("most_owed").is_some() {
            fails.extend(self.told_of(&who, "row.most_owed", &[("most", self.result("most_owed"))]));
        }
        [average, bad, if fails.is_empty() { self.dash() } else { fails }]
    }

    fn investor_row(&self) -> [Vec<Vec<Part>>; 3] {
        let who = Arg::text(self.party("investor"));
        if self.value("investor_in").is_none() {
            return [self.line("row.no_investor", &[]), Vec::new(), Vec::new()];
        }
        let mut average = self.told_of(
            &who,
            "row.invests",
            &[("put", self.result("investor_in")), ("gets", self.result("investor_out"))],
        );
        if self.value("guarantee_paid").is_some_and(|x| x >= 0.5) {
            average.extend(self.line("row.guaranteed", &[("paid", self.result("guarantee_paid"))]));
        }
        let gains = self.value("investor_gain").is_none_or(|g| g >= 0.0);
        average.extend(if gains {
            self.told_of(&who, "row.keeps_plain", &[("margin", self.result("investor_gain"))])
        } else {
            self.told_of(&who, "row.loses", &[("margin", self.size("investor_gain"))])
        });
        if self.value("to_investor").is_some_and(|x| x > 0.0) {
            average.extend(self.told_of(&who, "row.to_investor", &[("share", self.result("to_investor"))]));
        }
        let bad = match self.value("irr") {
            Some(_) => self.line("row.irr", &[("irr", self.result("irr")), ("bad", self.result("irr_bad"))]),
            None => self.dash(),
        };
        let mut fails = match self.value("stake_lost_chance") {
            Some(_) => self.told_of(&who, "row.stake_chance", &[("chance", self.result("stake_lost_chance"))]),
            None if gains => self.dash(),
            None => self.told_of(&who, "row.stake_lost", &[]),
        };
        if self.value("guarantee_chance").is_some() {
            let args = [("chance", self.result("guarantee_chance")), ("paid", self.result("guarantee_paid"))];
            fails.extend(self.line("row.guarantee", &args));
        }
        [average, bad, fails]
    }

    /// One sentence: what is different since the draft before, naming what was changed.
    pub fn changed(&self, before: &Outcome, what: &[Part]) -> Vec<Part> {
        let say = |id| say(self.lang, id, &[("what", Arg::Parts(what.to_vec()))]);
        self.against(before, say("change.since"), say("change.nothing"))
    }

    /// How it differs from another outcome: `head`, and then what is more and less; or `none` if nothing is.
    pub fn against(&self, before: &Outcome, head: Vec<Part>, none: Vec<Part>) -> Vec<Part> {
        let lang = self.lang;
        let mut pieces: Vec<Vec<Part>> = Vec::new();
        let mut piece = |id: &str, [up, down]: [&str; 2], extra: &[(&str, Arg)], least: f64| {
            let (Some(now), Some(then)) = (self.o.values.get(id), before.values.get(id)) else {
                return;
            };
            let more = now - then;
            if more.abs() >= least {
                let unit = results::find(id).map_or(Unit::Number, |d| d.unit);
                let n = Arg::Result(format!("{id}−before"), Some(more.abs()), unit);
                let mut args = vec![("n", n)];
                args.extend(extra.iter().cloned());
                pieces.push(say(lang, if more > 0.0 { up } else { down }, &args));
            }
        };
        piece("successes", ["change.more_succeed", "change.fewer_succeed"], &[("verb", self.verb())], 0.5);
        let payer = [("who", self.payers())];
        piece("paid", ["change.pays_more", "change.pays_less"], &payer, 0.5);
        piece("worth_more", ["change.worth_more", "change.worth_less"], &[], 0.5);
        let provider = [("who", Arg::text(self.party("provider")))];
        piece("margin", ["change.keeps_more", "change.keeps_less"], &provider, 0.5);
        if pieces.is_empty() {
            return none;
        }
        let mut out = head;
        for (i, p) in pieces.into_iter().enumerate() {
            if i > 0 {
                out.push(Part { text: " · ".into(), ..Part::default() });
            }
            out.extend(p);
        }
        out.extend(say(lang, "answer.stop", &[]));
        out
    }

    /// How the figures were reached, in words.
    pub fn method(&self) -> String {
        if let Some(futures) = &self.o.futures {
            let n = number::format(f64::from(futures.drawn), Unit::Count, self.lang);
            return tell(self.lang, "method.sampled", &[("n", Arg::text(n))]);
        }
        let id = if self.s.outturn.is_some() {
            "method.recorded"
        } else if self.o.ledger.at_mean {
            "method.central"
        } else {
            "method.worked_out"
        };
        tell(self.lang, id, &[])
    }

    /// £ short.
    pub fn money(&self, v: f64) -> String {
        number::format(v, Unit::GbpShort, self.lang)
    }
}
