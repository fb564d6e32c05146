//! Four views of one scenario: the same numbers as each side would be told them, in its own words.

use crate::gather::Gather;
use crate::reply::{Part, SideTold, Unit, Voice};
use crate::results;
use crate::rules::party;
use crate::scenario::inputs::capital;
use crate::story::Story;
use crate::words::{Arg, say, word};
use std::cell::RefCell;

/// What each side is told: who pays, who delivers, who lends, and everybody.
pub fn sides(story: &Story) -> Vec<SideTold> {
    let views = [
        (Voice::Commissioner, "side.commissioner"),
        (Voice::Provider, "side.provider"),
        (Voice::Investor, "side.investor"),
        (Voice::People, "side.public"),
    ];
    let mut out = Vec::new();
    for (voice, name) in views {
        let teller = Teller { story, says: RefCell::default() };
        match voice {
            Voice::Commissioner => teller.commissioner(),
            Voice::Provider => teller.provider(),
            Voice::Investor => teller.investor(),
            Voice::People | Voice::Anyway => teller.public(),
        }
        let says = teller.says.into_inner();
        out.push(SideTold { voice, name: word(story.lang, name).to_string(), says });
    }
    out
}

/// Sentences as they are found to have something to say.
struct Teller<'a> {
    story: &'a Story<'a>,
    says: RefCell<Vec<Vec<Part>>>,
}

impl Teller<'_> {
    fn value(&self, id: &str) -> Option<f64> {
        self.story.o.values.get(id)
    }

    /// A sentence, if every result that it tells is known.
    fn say(&self, id: &str, takes: &[(&str, &str)], more: &[(&str, Arg)]) {
        if takes.iter().any(|(_, result)| self.value(result).is_none()) {
            return;
        }
        let mut args: Vec<(&str, Arg)> = takes.iter().map(|(name, result)| (*name, self.size(result))).gather();
        args.extend(more.iter().cloned());
        self.says.borrow_mut().push(say(self.story.lang, id, &args));
    }

    /// A result without its sign: the words say whether it is gained or lost.
    fn size(&self, id: &str) -> Arg {
        let unit = results::find(id).map_or(Unit::Number, |d| d.unit);
        Arg::Result(id.to_string(), self.story.shown(id).map(f64::abs), unit)
    }

    fn party(&self, id: &str) -> Arg {
        Arg::text(party(self.story.s, id, self.story.lang))
    }

    fn positive(&self, id: &str) -> bool {
        self.value(id).is_some_and(|v| v > 0.0)
    }

    fn verb(&self) -> Arg {
        Arg::text(self.story.s.outcomes.first().map_or("succeed", |o| o.verb.as_str()))
    }

    fn commissioner(&self) {
        let anyway = [("paid", "paid"), ("anyway", "paid_anyway")];
        if self.value("paid_anyway").is_some() {
            self.say("side.pay_anyway", &anyway, &[]);
        } else {
            self.say("side.pay", &anyway[..1], &[]);
        }
        if self.positive("more") {
            self.say("side.get_more", &[("more", "more"), ("each", "price_per_more")], &[("verb", self.verb())]);
        } else {
            self.say("side.get_none", &[("more", "more")], &[("verb", self.verb())]);
        }
        self.say("side.owe", &[("good", "good_paid"), ("most", "most_owed")], &[]);
        let who = capital(&party(self.story.s, "provider", self.story.lang));
        if self.value("cash_out").is_some() {
            self.say("side.provider_fails", &[("month", "cash_out")], &[("who", Arg::text(who))]);
        } else {
            self.say("side.provider_loses", &[("chance", "loss_chance")], &[("who", Arg::text(who))]);
        }
    }

    fn provider(&self) {
        let keeps = self.value("margin").is_some_and(|m| m >= 0.0);
        let takes = [("income", "income"), ("cost", "cost"), ("margin", "margin")];
        self.say(if keeps { "side.keep" } else { "side.lose" }, &takes, &[]);
        let worst =
            if self.value("worst_margin").is_some_and(|m| m < 0.0) { "side.worst_loss" } else { "side.worst_kept" };
        self.say(worst, &[("chance", "loss_chance"), ("worst", "worst_margin")], &[]);
        if self.value("cash_out").is_some() {
            self.say("side.cash_out", &[("month", "cash_out"), ("need", "cash_needed")], &[]);
        } else if self.positive("cash_needed") {
            self.say("side.cash_lasts", &[("need", "cash_needed")], &[]);
        }
        if self.positive("effective_price") {
            self.say("side.one_more", &[("price", "effective_price")], &[]);
        }
    }

    fn investor(&self) {
        if self.value("investor_in").is_none_or(|v| v <= 0.0) {
            self.say("side.no_investor", &[], &[("who", self.party("provider"))]);
            return;
        }
        let gains = self.value("investor_gain").is_none_or(|g| g >= 0.0);
        self.say(
            if gains { "side.invest" } else { "side.invest_lose" },
            &[("in", "investor_in"), ("out", "investor_out")],
            &[],
        );
        if self.value("irr").is_some_and(|r| r >= 0.0) {
            self.say("side.return", &[("irr", "irr")], &[]);
        }
        self.say("side.stake", &[("chance", "stake_lost_chance")], &[]);
    }

    fn public(&self) {
        self.say(
            "side.people",
            &[("successes", "successes"), ("people", "people"), ("anyway", "anyway")],
            &[("verb", self.verb())],
        );
        let events = if self.positive("events_avoided") { "side.fewer_events" } else { "side.more_events" };
        self.say(events, &[("avoided", "events_avoided")], &[("kind", Arg::text(self.story.kind()))]);
        if self.positive("unhelped") {
            self.say("side.unhelped", &[("n", "unhelped")], &[]);
        }
        self.say("side.costs", &[("paid", "paid"), ("each", "price_per_start")], &[]);
        if self.positive("worth_more") {
            self.say("side.worth", &[("worth", "worth_more")], &[]);
        }
    }
}
