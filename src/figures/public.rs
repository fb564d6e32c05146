//! Who pays and who gains, what each result is worth to whom, and what a fair contribution would be.

use super::{Figures, words_only};
use crate::gainers::{Partner, Public};
use crate::gather::Gather;
use crate::reply::{Bar, Chart, Figure, Link, Part, Party, Piece, Switch, SwitchOption, Table, TableRow, Unit, Voice};
use crate::rules::party;
use crate::scenario::fields;
use crate::scenario::inputs::capital;
use crate::scenario::{Book, Sharing};
use crate::words::{Arg, number, word};

/// An account, in words.
fn said(b: Book) -> &'static str {
    fields::choice(
        fields::LEDGER,
        match b {
            Book::Cash => "cash",
            Book::Economic => "economic",
            Book::Social => "social",
        },
    )
}

impl Figures<'_> {
    fn name(&self, p: &Partner) -> String {
        capital(&party(self.s(), &p.id, self.story.lang))
    }

    fn listed(&self, public: &Public, who: &[usize]) -> String {
        let name = |i: &usize| party(self.s(), &public.partners[*i].id, self.story.lang);
        let (Some(last), rest) = (who.last(), &who[..who.len().saturating_sub(1)]) else { return String::new() };
        let rest: Vec<String> = rest.iter().map(name).gather();
        let and = word(self.story.lang, "list.and");
        if rest.is_empty() { name(last) } else { format!("{}{and}{}", rest.join(", "), name(last)) }
    }

    fn short(&self, id: String, v: f64) -> Part {
        Part { text: number::format(v, Unit::GbpShort, self.story.lang), result: Some(id), ..Part::default() }
    }

    /// Who pays and who gains: what passes from those who pay to those who gain, cash and worth apart.
    pub(super) fn gains(&self) -> Option<Figure> {
        let public = self.o().public.as_ref()?;
        let lang = self.story.lang;
        let mut nodes = Vec::new();
        let mut links = Vec::new();
        let mut node = |name: String, text: Vec<Part>, column: u32, voice: Voice| {
            nodes.push(Party { name, text, column, voice });
            nodes.len() as u32 - 1
        };
        let provider = node(capital(&party(self.s(), "provider", lang)), Vec::new(), 1, Voice::Provider);
        for p in public.partners.iter().filter(|p| p.pays > 0.5) {
            let from = node(self.name(p), Vec::new(), 0, Voice::Commissioner);
            let text = self.short(format!("pays[{}]", p.id), p.pays);
            links.push(Link { from, to: provider, value: p.pays, text, voice: Voice::Commissioner, worth: false });
        }
        for p in &public.partners {
            if p.gains.iter().all(|g| *g <= 0.5) {
                continue;
            }
            let to = node(self.name(p), Vec::new(), 2, Voice::People);
            let cash = p.gains[Book::Cash as usize];
            for (id, value, worth) in [
                ("cashable", p.cashable, false),
                ("uncashable", cash - p.cashable, true),
                ("economic", p.gains[Book::Economic as usize], true),
                ("social", p.gains[Book::Social as usize], true),
            ] {
                if value > 0.5 {
                    let text = self.short(format!("{id}[{}]", p.id), value);
                    links.push(Link { from: provider, to, value, text, voice: Voice::People, worth });
                }
            }
        }
        let cell = |what: &str, p: &Partner, v: f64| self.cell(&format!("{what}[{}]", p.id), v, Unit::Gbp);
        let row = |p: &Partner| TableRow {
            head: words_only(&self.name(p)),
            cells: vec![
                cell("pays", p, p.pays),
                cell("cash", p, p.gains[0]),
                cell("cashable", p, p.cashable),
                cell("net_cash", p, p.cashable - p.pays),
                cell("economic", p, p.gains[1]),
                cell("social", p, p.gains[2]),
            ],
        };
        let table = Table {
            caption: self.text("figure.gains.subtitle", &[]),
            columns: self.columns(&[
                "column.party",
                "column.pays",
                "column.gains_cash",
                "column.cashable",
                "column.net_cash",
                "column.economic",
                "column.social",
            ]),
            rows: public.partners.iter().map(row).gather(),
        };
        let lead = &public.partners[public.lead()?];
        let (net, all) = (self.o().values.or_zero("lead_net"), self.o().values.or_zero("public_net"));
        let money = |id: &str, v: f64| Arg::Result(id.into(), Some(v.abs()), Unit::Gbp);
        let args =
            [("who", Arg::text(self.name(lead))), ("lead", money("lead_net", net)), ("all", money("public_net", all))];
        let headline = self.text(
            match (net < 0.0, all < 0.0) {
                (true, false) => "figure.gains.lead_loses",
                (false, false) => "figure.gains.both_gain",
                (true, true) => "figure.gains.both_lose",
                (false, true) => "figure.gains.lead_gains",
            },
            &args,
        );
        let columns = ["figure.gains.pays", "figure.gains.delivers", "figure.gains.gains"];
        let chart = Chart::Flows {
            columns: columns.map(|id| word(lang, id).to_string()).to_vec(),
            nodes,
            links,
            unit: Unit::GbpShort,
        };
        let mut figure = self.bare("gains", chart, headline, table);
        let option = |id: &'static str, chosen| SwitchOption {
            label: fields::choice(fields::CASH, id).to_string(),
            chosen,
            act: format!("cash={id}"),
        };
        let all = self.s().appraisal.all_cash;
        figure.switches = vec![Switch {
            label: word(lang, "switch.cash").to_string(),
            options: vec![option("cashable", !all), option("all", all)],
        }];
        figure.remarks = self.gains_remarks(public);
        Some(figure)
    }

    fn gains_remarks(&self, public: &Public) -> Vec<Vec<Part>> {
        let mut out = Vec::new();
        let alone = public.alone();
        let others: Vec<usize> = public.public().into_iter().filter(|i| !alone.contains(i)).gather();
        let would = Arg::text(capital(&self.listed(public, &alone)));
        let not = Arg::text(self.listed(public, &others));
        let cost = ("cost", self.result("public_outlay"));
        match (alone.is_empty(), others.is_empty()) {
            (true, _) => out.push(self.text("figure.gains.nobody_alone", &[cost, ("not", not)])),
            (false, true) => out.push(self.text("figure.gains.all_alone", &[cost, ("would", would)])),
            (false, false) => out.push(self.text("figure.gains.alone", &[cost, ("would", would), ("not", not)])),
        }
        let free = self.o().values.or_zero("free_riders");
        if free > 0.5 {
            out.push(self.text("figure.gains.free", &[("free", self.result("free_riders"))]));
        }
        if self.o().values.get("wrong_pockets").is_some() {
            out.push(self.text("figure.gains.pockets", &[("index", self.result("wrong_pockets"))]));
        }
        if self.o().values.get("bad_unpaid").is_some_and(|x| x > 0.5)
            && self.o().values.get("bad_worth_less").is_some_and(|x| x > 0.5)
        {
            let args = [("unpaid", self.result("bad_unpaid")), ("lost", self.result("bad_worth_less"))];
            out.push(self.text("figure.gains.unpaid", &args));
        }
        for (book, id) in [(Book::Economic, "figure.gains.economic"), (Book::Social, "figure.gains.social")] {
            if public.total(book) > 0.5 {
                let id_of = if book == Book::Social { "social_gain" } else { "economic_gain" };
                out.push(self.text(id, &[("gain", self.result(id_of))]));
            }
        }
        out.push(self.text("figure.gains.never", &[]));
        out.push(self.text("figure.gains.answers", &[]));
        out
    }

    /// What each result is worth, to whom: the matrix of parties and outcomes.
    pub(super) fn matrix(&self) -> Option<Figure> {
        let public = self.o().public.as_ref()?;
        let (s, lang) = (self.s(), self.story.lang);
        let voice = |b: Book| if b == Book::Cash { Voice::Commissioner } else { Voice::People };
        let name = |i: usize| {
            let gain = &s.gains[i];
            let outcome = s.outcomes[gain.outcome].id.replace('_', " ");
            let what = gain.says.clone().unwrap_or(outcome);
            capital(&format!("{}: {what}", party(s, &gain.to, lang)))
        };
        let bar = |i: usize| {
            let piece = Piece {
                name: said(s.gains[i].book).to_string(),
                value: public.lines[i],
                text: number::format(public.lines[i], Unit::GbpShort, lang),
                result: format!("gains[{i}]"),
                voice: voice(s.gains[i].book),
            };
            let text = vec![self.short(format!("gains[{i}]"), public.lines[i])];
            Bar { name: name(i), from: 0.0, pieces: vec![piece], text }
        };
        let row = |i: usize| {
            let gain = &s.gains[i];
            TableRow {
                head: words_only(&name(i)),
                cells: vec![
                    words_only(said(gain.book)),
                    self.cell(&format!("gains[{i}].more"), public.more[gain.outcome], Unit::People),
                    self.cell(&format!("gains[{i}].each"), gain.each, Unit::Gbp),
                    self.cell(&format!("gains[{i}].cashable"), gain.cashable, Unit::Percent),
                    self.cell(&format!("gains[{i}]"), public.lines[i], Unit::GbpShort),
                ],
            }
        };
        let lines = 0..s.gains.len();
        let table = Table {
            caption: self.text("figure.matrix.subtitle", &[]),
            columns: self.columns(&[
                "column.party",
                "column.book",
                "column.more_of_it",
                "column.each",
                "column.cashable_share",
                "column.in_all",
            ]),
            rows: lines.clone().map(row).gather(),
        };
        let most = lines.clone().reduce(|a, b| if public.lines[b] > public.lines[a] { b } else { a })?;
        let args = [
            ("what", Arg::text(name(most))),
            ("worth", Arg::Result(format!("gains[{most}]"), Some(public.lines[most]), Unit::GbpShort)),
            ("book", Arg::text(said(s.gains[most].book))),
        ];
        let chart = Chart::Bars { bars: lines.map(bar).gather(), unit: Unit::GbpShort };
        let mut figure = self.bare("matrix", chart, self.text("figure.matrix.headline", &args), table);
        let year = Arg::text(number::format(s.price_year, Unit::Number, lang).replace(',', ""));
        figure.remarks.push(self.text("figure.matrix.prices", &[("year", year)]));
        if s.gains.iter().any(|g| g.years > 1 || g.price_year != s.price_year || g.bias > 0.0) {
            let a = s.appraisal;
            let rates = match a.discounting {
                crate::scenario::Discounting::None => "figure.matrix.undiscounted",
                _ => "figure.matrix.discounted",
            };
            figure.remarks.push(self.text(rates, &[]));
            let optimism = if a.optimism { "figure.matrix.optimism" } else { "figure.matrix.no_optimism" };
            figure.remarks.push(self.text(optimism, &[]));
        }
        Some(figure)
    }

    /// What a fair contribution would be: the rules side by side.
    pub(super) fn pool(&self) -> Option<Figure> {
        let public = self.o().public.as_ref()?;
        let (s, lang) = (self.s(), self.story.lang);
        let who = public.public();
        if who.len() < 2 {
            return None;
        }
        // as the contract has it, whatever the pool's rule
        let shares: Vec<Vec<f64>> = Sharing::ALL.iter().map(|(_, rule)| public.shared(*rule)).gather();
        let now = s.pool.map_or(Sharing::AsPaid, |p| p.rule);
        let at = Sharing::ALL.iter().position(|(_, rule)| *rule == now).unwrap_or(0);
        let rule_name = |id: &str| fields::choice(fields::SHARING, id).to_string();
        let bar = |i: &usize| {
            let p = &public.partners[*i];
            let text = self.text(
                "figure.pool.gives",
                &[
                    ("gives", Arg::Result(format!("gives[{}]", p.id), Some(shares[at][*i]), Unit::GbpShort)),
                    ("gains", Arg::Result(format!("cashable[{}]", p.id), Some(p.cashable), Unit::GbpShort)),
                ],
            );
            let piece = Piece {
                name: rule_name(Sharing::ALL[at].0),
                value: shares[at][*i],
                text: number::format(shares[at][*i], Unit::GbpShort, lang),
                result: format!("gives[{}]", p.id),
                voice: Voice::Commissioner,
            };
            Bar { name: self.name(p), from: 0.0, pieces: vec![piece], text }
        };
        let row = |i: &usize| {
            let p = &public.partners[*i];
            let mut cells = vec![self.cell(&format!("cashable[{}]", p.id), p.cashable, Unit::GbpShort)];
            for (k, (id, _)) in Sharing::ALL.iter().enumerate() {
                cells.push(self.cell(&format!("gives.{id}[{}]", p.id), shares[k][*i], Unit::GbpShort));
            }
            TableRow { head: words_only(&self.name(p)), cells }
        };
        let mut columns = self.columns(&["column.party", "column.cashable"]);
        columns.extend(Sharing::ALL.iter().map(|(id, _)| capital(&rule_name(id))));
        let table =
            Table { caption: self.text("figure.pool.subtitle", &[]), columns, rows: who.iter().map(row).gather() };
        let worth = public.cashable() >= public.outlay;
        let args = [
            ("rule", Arg::text(rule_name(Sharing::ALL[at].0))),
            ("cost", self.result("public_outlay")),
            ("gains", self.result("public_cashable")),
        ];
        let headline =
            if worth { self.text("figure.pool.headline", &args) } else { self.text("figure.pool.short", &args[1..]) };
        let chart = Chart::Bars { bars: who.iter().map(bar).gather(), unit: Unit::GbpShort };
        let mut figure = self.bare("pool", chart, headline, table);
        let option = |(id, rule): &(&str, Sharing)| SwitchOption {
            label: rule_name(id),
            chosen: s.pool.is_some() && *rule == now,
            act: format!("pool={id}"),
        };
        figure.switches = vec![Switch {
            label: word(lang, "switch.pool").to_string(),
            options: Sharing::ALL.iter().map(option).gather(),
        }];
        figure.remarks = vec![self.text("figure.pool.shapley", &[]), self.text("figure.pool.cash", &[])];
        if let Some(pool) = s.pool.filter(|p| p.running_cost > 0.0) {
            let cost = Arg::Result("pool_running".into(), Some(pool.running_cost), Unit::GbpShort);
            figure.remarks.push(self.text("figure.pool.running", &[("cost", cost)]));
        }
        Some(figure)
    }
}
