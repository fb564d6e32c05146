//! The form's last step: who gains, what counting costs, what is shared.

use super::{Prose, plain};
use crate::gather::Gather;
use crate::json::{item, key};
use crate::reply::{Sentence, SwitchOption, Unit};
use crate::rules::{listed, party};
use crate::scenario::inputs::capital;
use crate::words::{Arg, say, tell, word};

/// Records of the public's side that most drafts leave out.
pub const PUBLIC: [&str; 4] = ["appraisal", "pool", "counting", "savings"];

impl Prose<'_> {
    pub(super) fn gain(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        let lang = self.lang;
        let has = |path: &str| self.draft.at(path).is_some();
        for g in &self.s.gains {
            let field = |name: &str, unit| self.field(&key(&g.path, name), unit);
            let what = g.says.clone().unwrap_or_else(|| {
                let o = &self.s.outcomes[g.outcome];
                tell(lang, "form.gain.one", &[("outcome", Arg::text(&o.says))])
            });
            let args = [
                ("who", Arg::text(capital(&party(self.s, &g.to, lang)))),
                ("what", Arg::text(what)),
                ("each", field("each", Unit::Gbp)),
                ("ledger", field("ledger", Unit::Choice)),
            ];
            let mut parts = say(lang, "form.gain", &args);
            if has(&key(&g.path, "cashable")) {
                parts.extend(say(lang, "form.gain.cashable", &[("cashable", field("cashable", Unit::Percent))]));
            }
            if has(&key(&g.path, "years")) {
                parts.extend(say(lang, "form.gain.years", &[("years", field("years", Unit::Count))]));
            }
            parts.extend(say(lang, "answer.stop", &[]));
            out.push(self.sentence(&g.path, parts));
        }
        for (i, o) in self.s.outcomes.iter().enumerate() {
            let path = key(&item(&self.at("outcomes"), i), "attribution");
            if has(&path) {
                let args = [("value", self.field(&path, Unit::Percent)), ("outcome", Arg::text(plain(&o.id)))];
                out.push(self.sentence(&path, say(lang, "form.attribution", &args)));
            }
        }
        let at = |name: &str, unit| self.field(&self.at(name), unit);
        for (name, unit) in [
            ("discounting", Unit::Choice),
            ("optimism", Unit::Choice),
            ("cash", Unit::Choice),
            ("inflation", Unit::Percent),
        ] {
            let path = format!("appraisal.{name}");
            if has(&self.at(&path)) {
                out.push(self.sentence(name, say(lang, &format!("form.{name}"), &[("value", at(&path, unit))])));
            }
        }
        if has(&self.at("pool.rule")) {
            let parts = say(lang, "form.pool", &[("rule", at("pool.rule", Unit::Choice))]);
            let parts = self.with(parts, ("pool.running_cost", "form.pool.cost", "cost", Unit::Gbp));
            out.push(self.sentence("pool", parts));
        }
        let counting = |(name, unit): (&str, Unit)| {
            let path = format!("counting.{name}");
            let parts = || say(lang, &format!("form.counting.{name}"), &[("value", at(&path, unit))]);
            has(&self.at(&path)).then(parts)
        };
        // only what the draft states: the rest has its default and is told nowhere
        let stated = [("per_check", Unit::Gbp), ("checks", Unit::Percent), ("fixed", Unit::Gbp), ("saved", Unit::Gbp)];
        if let Some(list) = listed(lang, stated.into_iter().filter_map(counting).gather()) {
            out.push(self.sentence("counting", say(lang, "form.counting", &[("list", Arg::Parts(list))])));
        }
        if has(&self.at("savings")) {
            let args = [
                ("cases", at("savings.cases", Unit::Count)),
                ("mean", at("savings.mean", Unit::Gbp)),
                ("spread", at("savings.spread", Unit::Gbp)),
                ("share", at("savings.share", Unit::Percent)),
            ];
            let mut parts = say(lang, "form.savings", &args);
            for (name, unit) in [("threshold", Unit::Gbp), ("cap", Unit::Gbp), ("quality", Unit::Of100)] {
                let path = format!("savings.{name}");
                if has(&self.at(&path)) {
                    parts.extend(say(lang, &format!("form.savings.{name}"), &[("value", at(&path, unit))]));
                }
            }
            out.push(self.sentence("savings", parts));
        }
        out
    }

    /// What else may be told of the public's side.
    pub(super) fn also_gains(&self) -> Vec<SwitchOption> {
        let one = SwitchOption { label: word(self.lang, "more.gain").to_string(), chosen: false, act: "gain=".into() };
        let option = |name: &str| SwitchOption {
            label: word(self.lang, &format!("more.{name}")).to_string(),
            chosen: self.draft.at(&self.at(name)).is_some(),
            act: format!("record={name}"),
        };
        let attribution = SwitchOption {
            label: word(self.lang, "more.attribution").to_string(),
            chosen: self.draft.at(&self.at("outcomes[0].attribution")).is_some(),
            act: "record=attribution".into(),
        };
        [one, attribution].into_iter().chain(PUBLIC.into_iter().map(option)).gather()
    }
}
