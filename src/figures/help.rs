//! Who is left out: the help map, and what a person of each group earns the provider.

use super::{Figures, words_only};
use crate::gather::Gather;
use crate::incentives::{Group, is_little};
use crate::ordered::Map;
use crate::provider::selection::Class;
use crate::reply::{
    Bar, Cell, Chart, Figure, Handle, Helped, MapGroup, Part, Piece, Switch, SwitchOption, Table, TableRow, Unit, Voice,
};
use crate::scenario::Delivery;
use crate::scenario::inputs::capital;
use crate::tariffs;
use crate::words::{Arg, number, tell, word};

/// A number that stands in a picture, with its name.
fn part(result: String, text: String) -> Part {
    Part { text, result: Some(result), ..Part::default() }
}

impl Figures<'_> {
    /// Groups with what the terms make of them, in order of need.
    fn by_need(&self) -> Vec<(usize, Group)> {
        let Some(incentives) = &self.o().incentives else {
            return Vec::new();
        };
        let rank = |i: usize| self.s().segments[i].need_rank.unwrap_or(0);
        let groups = incentives.groups.iter().enumerate().filter_map(|(i, g)| g.map(|g| ((rank(i), i), g)));
        groups.collect::<Map<_, _>>().into_iter().map(|((_, i), g)| (i, g)).gather()
    }

    pub(super) fn named(&self, id: &str, i: usize, v: f64, unit: Unit) -> Arg {
        Arg::Result(format!("{id}[{}]", self.s().segments[i].id), Some(v), unit)
    }

    /// How a group is helped, in a word and in a phrase.
    fn helped(&self, i: usize, g: &Group) -> (Helped, Vec<Part>) {
        let help = [("help", self.named("help", i, g.help, Unit::Gbp))];
        let (state, id) = if g.class == Class::Dumped && self.s().segments[i].n() < 0.5 {
            (Helped::Away, "map.away")
        } else if g.help <= 0.0 {
            (Helped::Not, "map.none")
        } else if is_little(g.help, g.worth_giving) {
            (Helped::Little, "map.little")
        } else {
            (Helped::Helped, "map.helped")
        };
        let mut parts = match state {
            Helped::Away => self.text(id, &[("n", self.named("turned_away", i, g.away, Unit::People))]),
            Helped::Not => self.text(id, &[]),
            _ => self.text(id, &help),
        };
        if g.away >= 0.5 && state != Helped::Away {
            parts.extend(self.text("map.also_away", &[("n", self.named("turned_away", i, g.away, Unit::People))]));
        }
        (state, parts)
    }

    /// The help map.
    pub(super) fn help(&self) -> Option<Figure> {
        let groups = self.by_need();
        if groups.is_empty() {
            return None;
        }
        let lang = self.story.lang;
        let money = |v: f64| number::format(v, Unit::Gbp, lang);
        let marks = groups.iter().flat_map(|(_, g)| g.threshold.into_iter().chain([g.price]));
        let (least, most) = marks.filter(|v| *v > 0.0).fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
        let map_group = |(i, g): &(usize, Group)| {
            let segment = &self.s().segments[*i];
            let (helped, help_text) = self.helped(*i, g);
            let id = |what: &str| format!("{what}[{}]", segment.id);
            let place = tariffs::handle(self.s(), *i).filter(|p| p.value > 0.0 && g.price > 0.0);
            MapGroup {
                name: capital(&segment.name),
                people: segment.n(),
                people_text: part(id("starts"), number::format(segment.n(), Unit::People, lang)),
                price: g.price,
                price_text: part(id("price"), money(g.price)),
                threshold: g.threshold,
                threshold_text: g.threshold.map(|t| part(id("threshold"), money(t))),
                helped,
                help_text,
                handle: place.map(|p| Handle { scale: g.price / p.value, path: p.path }),
            }
        };
        let by_event = groups.iter().any(|(_, g)| g.by_event);
        let stretched = most > 12.0 * least;
        let axis = if by_event {
            tell(lang, "map.axis_event", &[("kind", Arg::text(self.story.kind()))])
        } else {
            word(lang, "map.axis").to_string()
        };
        let (headline, subtitle) = (self.help_headline(), self.text("figure.help.subtitle", &[]));
        let chart =
            Chart::HelpMap { groups: groups.iter().map(map_group).gather(), most: most * 1.15, stretched, axis };
        Some(Figure {
            id: "help".into(),
            question: word(lang, "figure.help.question").to_string(),
            headline,
            table: self.help_table(&groups, &subtitle),
            subtitle,
            chart,
            remarks: self.help_remarks(&groups),
            switches: self.help_switches(),
            offers: Vec::new(),
            dial: None,
        })
    }

    fn help_headline(&self) -> Vec<Part> {
        let v = |id: &str| self.o().values.get(id).unwrap_or(0.0);
        let little = v("little_help") - v("unhelped");
        let rest = Arg::Result("little_help−unhelped".into(), Some(little), Unit::People);
        let (none, people) = (self.result("unhelped"), self.result("people"));
        match (v("unhelped") >= 0.5, little >= 0.5) {
            (true, true) => self.text("figure.help.both", &[("none", none), ("little", rest), ("people", people)]),
            (true, false) => self.text("figure.help.none", &[("none", none), ("people", people)]),
            (false, true) => self.text("figure.help.little", &[("little", rest), ("people", people)]),
            (false, false) => self.text("figure.help.all", &[]),
        }
    }

    fn help_table(&self, groups: &[(usize, Group)], subtitle: &[Part]) -> Table {
        let row = |(i, g): &(usize, Group)| {
            let segment = &self.s().segments[*i];
            let cell = |id: &str, v: f64, unit| self.cell(&format!("{id}[{}]", segment.id), v, unit);
            let class = match g.class {
                Class::Dumped => "class.dumped",
                Class::Parked => "class.parked",
                Class::Skimped if g.help > 0.0 && is_little(g.help, g.worth_giving) => "class.little",
                Class::Skimped => "class.skimped",
                Class::Creamed => "class.creamed",
                Class::Aligned => "class.aligned",
            };
            let threshold = match g.threshold {
                Some(t) => cell("threshold", t, Unit::Gbp),
                None => words_only(word(self.story.lang, "map.any_price")),
            };
            TableRow {
                head: words_only(&capital(&segment.name)),
                cells: vec![
                    cell("starts", segment.n(), Unit::People),
                    cell("price", g.price, Unit::Gbp),
                    threshold,
                    cell("help", g.help, Unit::Gbp),
                    cell("worth_giving", g.worth_giving, Unit::Gbp),
                    words_only(word(self.story.lang, class)),
                ],
            }
        };
        Table {
            caption: subtitle.to_vec(),
            columns: self.columns(&[
                "column.group",
                "column.start",
                "column.price",
                "column.threshold",
                "column.help",
                "column.worth_giving",
                "column.class",
            ]),
            rows: groups.iter().map(row).gather(),
        }
    }

    /// What a map cannot show: is the help in the right place, what is not paid for, what binds.
    fn help_remarks(&self, groups: &[(usize, Group)]) -> Vec<Vec<Part>> {
        let v = |id: &str| self.o().values.get(id);
        let mut out = Vec::new();
        let values: Vec<f64> = self.s().segments.iter().flat_map(|g| g.value.values().copied()).gather();
        let (least, most) = values.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
        let worth = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::Gbp);
        if let (Some(moved), Some(_)) = (v("help_to_move"), v("value_lost")) {
            let first = groups.first().map_or(0.0, |(_, g)| g.price);
            let flat = groups.len() > 1 && groups.iter().all(|(_, g)| (g.price - first).abs() <= 1e-6 * first);
            let mut args = vec![
                ("high", worth("worth_most", most)),
                ("low", worth("worth_least", least)),
                ("spent", self.result("help_spent")),
            ];
            let mut id = "help.in_place";
            if moved >= 0.5 {
                // what is counted: people who succeed, or events fewer
                let events = v("events_avoided").is_some();
                id = if flat && most > least * 1.01 && !events { "help.flat" } else { "help.out_of_place" };
                let more = if events { "events_avoided" } else { "more" };
                args.extend([
                    ("moved", self.result("help_to_move")),
                    ("gain", self.result("value_gain")),
                    ("more", self.result(more)),
                    ("by_value", self.result("more_by_value")),
                ]);
                if id == "help.out_of_place" {
                    let what = if events {
                        self.text("help.fewer", &[("kind", Arg::text(self.story.kind()))])
                    } else {
                        self.text("help.more", &[])
                    };
                    args.drain(..2);
                    args.push(("what", Arg::Parts(what)));
                }
            } else {
                args.drain(..2);
            }
            out.push(self.text(id, &args));
        } else if v("help_spent") == Some(0.0) {
            out.push(self.text("help.nothing_spent", &[]));
        }
        if v("shadow_price").is_some_and(|nu| nu > 0.0) {
            out.push(self.text("help.short", &[("nu", self.result("shadow_price"))]));
        }
        let l = &self.o().ledger;
        let between = l
            .entries
            .iter()
            .any(|e| !["provider", "world", "investor"].contains(&l.parties[e.to].as_str()) && e.amount > 0.0);
        if between && self.s().finance.is_none() && v("reaches").is_some_and(|r| r < 0.995) {
            out.push(self.text("help.chain", &[("reaches", self.result("reaches"))]));
        }
        if let Some(lost) = self.partners_lost() {
            out.push(lost);
        }
        out.extend(self.unpaid());
        if crate::response::bends(self.s()) {
            out.push(self.text("help.bends", &[]));
        }
        out
    }

    /// Partners' free help that ended.
    fn partners_lost(&self) -> Option<Vec<Part>> {
        let ended = self.s().segments.iter().flat_map(|g| g.delivery.values()).any(|d| match d {
            Delivery::Responds { p0, alone, .. } => alone < p0,
            Delivery::Counts { events0, alone, .. } => alone > events0,
            _ => false,
        });
        let worth = Arg::Result("partner_help".into(), Some(self.s().provider.partner_help), Unit::Gbp);
        ended.then(|| self.text("help.partners_lost", &[("worth", worth)]))
    }

    /// Outcomes that help could change and nobody pays for.
    fn unpaid(&self) -> Vec<Vec<Part>> {
        let Some(incentives) = &self.o().incentives else {
            return Vec::new();
        };
        let prices = &incentives.response.prices;
        let one = |(j, o): (usize, &crate::scenario::Outcome)| {
            let cells = || incentives.cells.iter().filter(move |c| c.outcome == j);
            let paid =
                cells().any(|c| prices[c.segment][j].success.abs() > 1e-9 || prices[c.segment][j].event.abs() > 1e-9);
            if paid || cells().next().is_none() || incentives.cells.iter().all(|c| c.outcome == j) {
                return None;
            }
            let help: f64 = cells().map(|c| c.n * self.o().plans[c.segment][j].help).sum();
            let help = Arg::Result(format!("help_spent[{}]", o.id), Some(help), Unit::GbpShort);
            Some(self.text("help.unpaid", &[("outcome", Arg::text(o.id.replace('_', " "))), ("help", help)]))
        };
        self.s().outcomes.iter().enumerate().filter_map(one).gather()
    }

    /// What the provider wants, and what is counted.
    fn help_switches(&self) -> Vec<Switch> {
        let lang = self.story.lang;
        let option = |label: &str, chosen: bool, act: &str| SwitchOption {
            label: word(lang, label).to_string(),
            chosen,
            act: act.to_string(),
        };
        let motive = self.s().provider.motive;
        let mut out = vec![Switch {
            label: word(lang, "switch.motive").to_string(),
            options: vec![
                option("switch.margin", motive == 0.0, "motive=0"),
                option("switch.people", motive > 0.0, "motive=0.25"),
            ],
        }];
        if let Some(by_event) = tariffs::counts_events(self.s()) {
            out.push(Switch {
                label: word(lang, "switch.counting").to_string(),
                options: vec![
                    option("switch.yes_no", !by_event, "count=people"),
                    option("switch.how_often", by_event, "count=events"),
                ],
            });
        }
        out
    }

    /// What one start of each group earns: due anyway, what extra help adds, less the basic service.
    pub(super) fn margins(&self) -> Option<Figure> {
        let groups = self.by_need();
        if groups.is_empty() {
            return None;
        }
        let lang = self.story.lang;
        let piece = |i: usize, id: &str, v: f64, voice| Piece {
            name: word(lang, &format!("piece.{id}")).to_string(),
            value: v,
            text: number::format(v, Unit::Gbp, lang),
            result: format!("{id}[{}]", self.s().segments[i].id),
            voice,
        };
        let bar = |(i, g): &(usize, Group)| {
            let fixed = self.s().segments[*i].fixed_cost;
            let mut pieces = vec![
                piece(*i, "rent_anyway", g.rent_anyway, Voice::Anyway),
                piece(*i, "rent_effort", g.rent_effort, Voice::Provider),
                piece(*i, "basic_cost", -fixed, Voice::Commissioner),
            ];
            pieces.retain(|p| p.value.abs() >= 0.005);
            Bar {
                name: capital(&self.s().segments[*i].name),
                from: 0.0,
                pieces,
                text: self.text("margin.keeps", &[("margin", self.named("margin", *i, g.margin, Unit::Gbp))]),
            }
        };
        let row = |(i, g): &(usize, Group)| {
            let segment = &self.s().segments[*i];
            let cell = |id: &str, v: f64| -> Cell { self.cell(&format!("{id}[{}]", segment.id), v, Unit::Gbp) };
            TableRow {
                head: words_only(&capital(&segment.name)),
                cells: vec![
                    cell("rent_anyway", g.rent_anyway),
                    cell("rent_effort", g.rent_effort),
                    cell("basic_cost", -segment.fixed_cost),
                    cell("margin", g.margin),
                ],
            }
        };
        let there: Vec<&(usize, Group)> = groups.iter().filter(|(i, _)| self.s().segments[*i].n() > 0.0).gather();
        let least = there.iter().copied().reduce(|a, b| if b.1.margin < a.1.margin { b } else { a });
        let most = there.iter().copied().reduce(|a, b| if b.1.margin > a.1.margin { b } else { a });
        let headline = match (least, most) {
            (Some(l), Some(h)) if h.1.margin - l.1.margin >= 0.5 => {
                let name = |i: usize| Arg::text(&self.s().segments[i].name);
                self.text(
                    "figure.margin.headline",
                    &[("gain", self.result("swap_gain")), ("low", name(l.0)), ("high", name(h.0))],
                )
            }
            _ => self.text("figure.margin.even", &[]),
        };
        let subtitle = self.text("figure.margin.subtitle", &[]);
        Some(Figure {
            id: "margin".into(),
            question: word(lang, "figure.margin.question").to_string(),
            headline,
            chart: Chart::Bars { bars: groups.iter().map(bar).gather(), unit: Unit::Gbp },
            table: Table {
                caption: subtitle.clone(),
                columns: self.columns(&[
                    "column.group",
                    "piece.rent_anyway",
                    "piece.rent_effort",
                    "piece.basic_cost",
                    "column.margin",
                ]),
                rows: groups.iter().map(row).gather(),
            },
            subtitle,
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        })
    }
}
