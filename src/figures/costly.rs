//! Pictures that take long, drawn only when somebody looks at them: better terms, other ways of paying, what clauses cost.

use super::{Figures, noise, words_only};
use crate::alternatives::{Motive, alternatives};
use crate::answer::{self, Outcome};
use crate::clauses;
use crate::contract::clauses::{Kind, Tag};
use crate::design::Basis;
use crate::futures;
use crate::gather::Gather;
use crate::json::Node;
use crate::money::paid;
use crate::people;
use crate::reply::{Bar, Chart, Figure, Offer, Part, Piece, Table, TableRow, Unit, Voice};
use crate::response::{self, How};
use crate::scenario::inputs::capital;
use crate::scenario::{Scenario, read};
use crate::share;
use crate::story::Story;
use crate::terms;
use crate::words::{Arg, number, word};

/// Ids of these pictures that a draft has.
pub fn ids(story: &Story) -> Vec<&'static str> {
    let responds = story.o.incentives.is_some();
    let mut out = if responds { vec!["terms"] } else { Vec::new() };
    // a motive that lasts as long as the margin is found by trying, plan after plan
    if responds && !(response::bends(story.s) && story.s.is_large()) {
        out.push("motive");
    }
    if story.s.outturn.is_none() && story.s.segments.iter().any(|g| !g.needs.is_empty()) {
        out.push("links");
    }
    let (_, found) = clauses::keeping(story.s, &|_| true);
    let s = story.s;
    let law = story.o.law.is_some();
    // without a law nothing can be said of how often luck alone is paid
    if noise::test(s).is_some() && people::anyway(s).is_some() && answer::takings(s, &story.o.plans).is_some() {
        out.push("luck");
    }
    if s.provider.slip_saving.is_some() && s.contracts.len() == 1 {
        out.push("perverse");
    }
    // what the futures job draws anyway is a picture of its own only until then
    if s.outturn.is_none() && !law && story.o.futures.is_none() {
        out.push("futures");
    }
    if s.outturn.is_none() && story.o.values.or_zero("cost") > 0.0 {
        let valued = s.segments.iter().any(|g| !g.value.is_empty());
        out.extend(
            [("risk", valued && share::on_results(story.o).is_some()), ("stress", law)]
                .iter()
                .filter(|(_, has)| *has)
                .map(|(id, _)| *id),
        );
        out.push("owed");
        if s.world.pilot_months > 0 && s.world.effect_spread > 0.0 && story.o.values.or_zero("more") > 0.0 && valued {
            out.push("pilot");
        }
    }
    if (1..=MOST_CLAUSES).contains(&found.len()) && story.s.outturn.is_none() {
        out.push("clauses");
    }
    out
}

/// More clauses than this no picture can hold apart.
const MOST_CLAUSES: usize = 12;

/// One of them.
pub fn figure(story: &Story, draft: &Node, id: &str) -> Option<Figure> {
    let f = Figures::of(story);
    match id {
        "terms" => f.terms(draft),
        "motive" => f.motive(),
        "clauses" => f.clauses(),
        "luck" => f.luck(),
        "perverse" => f.perverse(),
        "stress" => f.stress(),
        "pilot" => f.pilot(),
        "links" => f.links(),
        _ => drawn(story, draft, id),
    }
}

/// Pictures that only futures can give.
fn drawn(story: &Story, draft: &Node, id: &str) -> Option<Figure> {
    if story.s.outturn.is_some() || !ids(story).contains(&id) {
        return None;
    }
    let summary = futures::remembered(&draft.to_string(), &|| {
        let mut drawing = story.o.drawing(story.s);
        drawing.draw(drawing.total());
        drawing.summary()
    });
    let o = story.o.with((*summary).clone());
    let story = Story { o: &o, ..*story };
    let f = Figures::of(&story);
    match id {
        "futures" => f.futures(),
        "risk" => f.whose_risk(&summary),
        "owed" => f.owed(&summary),
        _ => None,
    }
}

impl Figures<'_> {
    pub(super) fn bare(&self, id: &str, chart: Chart, headline: Vec<Part>, table: Table) -> Figure {
        Figure {
            id: id.to_string(),
            question: word(self.story.lang, &format!("figure.{id}.question")).to_string(),
            headline,
            subtitle: table.caption.clone(),
            chart,
            table,
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        }
    }

    pub(super) fn people_piece(&self, result: &str, v: f64) -> Piece {
        Piece {
            name: word(self.story.lang, "piece.more_succeed").to_string(),
            value: v,
            text: number::format(v, Unit::People, self.story.lang),
            result: result.to_string(),
            voice: Voice::People,
        }
    }

    /// What would stop it: terms that leave nobody out, each with what it would change.
    fn terms(&self, draft: &Node) -> Option<Figure> {
        let o = self.o();
        let lang = self.story.lang;
        let incentives = o.incentives.as_ref()?;
        // the scenario as it is written: whoever is turned away is still to be thought of
        let written = read(&draft.to_string()).ok()?;
        let s = written.scenarios.first()?;
        let value = |o: &Outcome, id: &str| o.values.get(id).unwrap_or(0.0);
        let mut found: Vec<(&str, Outcome)> = Vec::new();
        for (name, aim) in terms::AIMS {
            let Some(node) = terms::propose(draft, s, o, aim) else { continue };
            let Ok(proposed) = read(&node.to_string()) else { continue };
            let Some(then) = proposed.scenarios.first().filter(|_| proposed.issues.found.is_empty()) else { continue };
            let then = answer::evaluate(then);
            let moves = |id: &str, least: f64| (value(&then, id) - value(o, id)).abs() >= least;
            if moves("more", 0.5) || moves("unhelped", 0.5) || moves("little_help", 0.5) || moves("swap_gain", 1.0) {
                found.push((name, then));
            }
        }
        let label = |name: &str| word(lang, &format!("terms.{name}")).to_string();
        let arg =
            |name: &str, id: &str, o: &Outcome, unit| Arg::Result(format!("{id}[{name}]"), Some(value(o, id)), unit);
        let all: Vec<(&str, &Outcome)> =
            [("now", o)].into_iter().chain(found.iter().map(|(name, o)| (*name, o))).gather();
        let bar = |(name, o): &(&str, &Outcome)| Bar {
            name: label(name),
            from: 0.0,
            pieces: vec![self.people_piece(&format!("more[{name}]"), value(o, "more"))],
            text: self.text(
                "terms.costs",
                &[("paid", arg(name, "paid", o, Unit::GbpShort)), ("none", arg(name, "little_help", o, Unit::People))],
            ),
        };
        let row = |(name, o): &(&str, &Outcome)| {
            let cell = |id: &str, unit| self.cell(&format!("{id}[{name}]"), value(o, id), unit);
            TableRow {
                head: words_only(&label(name)),
                cells: vec![
                    cell("more", Unit::People),
                    cell("unhelped", Unit::People),
                    cell("little_help", Unit::People),
                    cell("paid", Unit::GbpShort),
                    cell("worth_more", Unit::GbpShort),
                    cell("margin", Unit::GbpShort),
                ],
            }
        };
        let table = Table {
            caption: self.text("figure.terms.subtitle", &[]),
            columns: self.columns(&[
                "column.terms",
                "column.more",
                "column.none",
                "column.little",
                "column.paid",
                "column.worth",
                "column.keeps",
            ]),
            rows: all.iter().map(row).gather(),
        };
        let chart = Chart::Bars { bars: all.iter().map(bar).gather(), unit: Unit::People };
        let headline = match found.iter().find(|(name, _)| *name == "nobody_left_out") {
            Some((name, then)) => {
                let more =
                    Arg::Result("paid−before".into(), Some(value(then, "paid") - value(o, "paid")), Unit::GbpShort);
                let args = [("more", more), ("n", arg(name, "more", then, Unit::People)), ("now", self.result("more"))];
                self.text("figure.terms.headline", &args)
            }
            None => self.text("figure.terms.none", &[]),
        };
        let mut figure = self.bare("terms", chart, headline, table);
        for (name, then) in &found {
            let mut says = vec![self.new_prices(name, then, *name == "start_fees")];
            let line = |id: &str, unit, words: [&str; 2], least: f64| {
                let same = (value(then, id) - value(o, id)).abs() < least;
                match (same, words) {
                    (true, [_, ""]) => Vec::new(),
                    (true, [_, same]) => self.text(same, &[]),
                    (false, [changed, _]) => {
                        self.text(changed, &[("now", self.result(id)), ("then", arg(name, id, then, unit))])
                    }
                }
            };
            let mut change = line("more", Unit::People, ["terms.more", "terms.more_same"], 0.5);
            change.extend(line("unhelped", Unit::People, ["terms.left", ""], 0.5));
            change.extend(line("paid", Unit::GbpShort, ["terms.cost", "terms.cost_same"], 0.001 * value(o, "paid")));
            says.push(change);
            figure.offers.push(Offer { title: label(name), says, act: Some(format!("terms={name}")) });
        }
        let advice: Vec<Vec<Part>> = (0..s.segments.len()).filter_map(|i| self.worth_paying(incentives, i)).gather();
        if !advice.is_empty() {
            let pays = (0..s.segments.len())
                .filter_map(|i| terms::deal(incentives, i))
                .any(|d| d.best_tariff(Basis::Gross) > 0.0);
            let title = if pays { "terms.which_pay" } else { "terms.do_not" };
            figure.offers.push(Offer { title: word(lang, title).to_string(), says: advice, act: None });
        }
        Some(figure)
    }

    /// The price of each group under proposed terms, or its fee for joining.
    fn new_prices(&self, name: &str, then: &Outcome, fees: bool) -> Vec<Part> {
        let (Some(now), Some(then)) = (&self.o().incentives, &then.incentives) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, (g, (a, b))) in self.s().segments.iter().zip(now.groups.iter().zip(&then.groups)).enumerate() {
            let (Some(a), Some(b)) = (a, b) else { continue };
            let (then, id) = if fees { (b.margin - a.margin, "fee") } else { (b.price, "price") };
            let args = [
                ("name", Arg::text(capital(&g.name))),
                ("then", Arg::Result(format!("{id}[{name}][{}]", g.id), Some(then), Unit::Gbp)),
            ];
            if fees {
                let size = ("then", Arg::Result(format!("{id}[{name}][{}]", g.id), Some(then.abs()), Unit::Gbp));
                let words = if then < 0.0 { "terms.fee_back" } else { "terms.fee" };
                out.extend(self.text(words, &[args[0].clone(), size]));
            } else {
                let now = self.named("price", i, a.price, Unit::Gbp);
                let same = (a.price - b.price).abs() < 0.5;
                out.extend(if same {
                    self.text("terms.price_same", &args)
                } else {
                    self.text("terms.price", &[args[0].clone(), args[1].clone(), ("now", now)])
                });
            }
        }
        out
    }

    /// Whether a price for each result is worth paying for a group at all.
    fn worth_paying(&self, incentives: &crate::incentives::Incentives, i: usize) -> Option<Vec<Part>> {
        let deal = terms::deal(incentives, i)?;
        let g = &self.s().segments[i];
        let result = |id: &str, v: f64| Arg::Result(format!("{id}[{}]", g.id), Some(v), Unit::Gbp);
        let name = ("name", Arg::text(capital(&g.name)));
        let best = deal.best_tariff(Basis::Gross);
        if best > 0.0 {
            let gain = result("gain_gross", deal.worth(Basis::Gross, best) - deal.worth(Basis::Gross, 0.0));
            return Some(self.text("terms.best", &[name, ("price", result("best_price", best)), ("gain", gain)]));
        }
        let gross = deal.square_root_tariff(Basis::Gross).map(|t| deal.worth(Basis::Gross, t));
        let net = deal.best_tariff(Basis::Net);
        let gain = deal.worth(Basis::Net, net) - deal.worth(Basis::Net, 0.0);
        Some(match gross.filter(|v| *v < 0.0) {
            Some(loss) if net > 0.0 => self.text(
                "terms.only_net",
                &[
                    name,
                    ("loss", result("loss_gross", -loss)),
                    ("price", result("net_price", net)),
                    ("gain", result("gain_net", gain)),
                ],
            ),
            Some(loss) => self.text("terms.never", &[name, ("loss", result("loss_gross", -loss))]),
            None => self.text("terms.no_price", &[name]),
        })
    }

    /// Service, activity or results, by motive.
    fn motive(&self) -> Option<Figure> {
        let lang = self.story.lang;
        let sum = self.o().values.get("paid")?;
        let all = alternatives(self.s(), sum);
        let motive = |m: Motive| match m {
            Motive::Margin => "motive.margin",
            Motive::People => "motive.people",
            Motive::All => "motive.all",
        };
        let id = |a: &crate::alternatives::Alternative| {
            format!(
                "{}{}",
                if a.by_results { "results" } else { "service" },
                motive(a.motive).strip_prefix("motive").unwrap_or_default()
            )
        };
        let name = |a: &crate::alternatives::Alternative| {
            let pay = word(lang, if a.by_results { "motive.results" } else { "motive.service" });
            format!("{pay}: {}", word(lang, motive(a.motive)))
        };
        let bar = |a: &crate::alternatives::Alternative| Bar {
            name: name(a),
            from: 0.0,
            pieces: vec![self.people_piece(&format!("more[{}]", id(a)), a.more)],
            text: self.text(
                "motive.costs",
                &[("paid", Arg::Result(format!("paid[{}]", id(a)), Some(a.paid), Unit::GbpShort))],
            ),
        };
        let row = |a: &crate::alternatives::Alternative| TableRow {
            head: words_only(&name(a)),
            cells: vec![
                self.cell(&format!("more[{}]", id(a)), a.more, Unit::People),
                self.cell(&format!("paid[{}]", id(a)), a.paid, Unit::GbpShort),
            ],
        };
        let at = |results: bool, m: Motive| all.iter().find(|a| a.by_results == results && a.motive == m);
        let more = |results: bool, m: Motive| {
            let a = at(results, m)?;
            Some(Arg::Result(format!("more[{}]", id(a)), Some(a.more), Unit::People))
        };
        let headline = self.text(
            "figure.motive.headline",
            &[
                ("results", more(true, Motive::Margin)?),
                ("service", more(false, Motive::Margin)?),
                ("people_results", more(true, Motive::People)?),
                ("people_service", more(false, Motive::People)?),
            ],
        );
        let table = Table {
            caption: self.text("figure.motive.subtitle", &[("paid", self.result("paid"))]),
            columns: self.columns(&["column.way", "column.more", "column.paid"]),
            rows: all.iter().map(row).gather(),
        };
        let chart = Chart::Bars { bars: all.iter().map(bar).gather(), unit: Unit::People };
        let mut figure = self.bare("motive", chart, headline, table);
        let adds = |results: bool, m: Motive| at(results, m).map_or(0.0, |a| a.more);
        if adds(true, Motive::Margin) > 0.5 && adds(false, Motive::People) > 0.5 {
            figure.remarks.push(self.text("motive.both_sides", &[]));
        }
        Some(figure)
    }

    /// What each clause is worth, one at a time and as a waterfall.
    fn clauses(&self) -> Option<Figure> {
        let s = self.s();
        let (_, tags) = clauses::keeping(s, &|_| true);
        if tags.is_empty() || tags.len() > MOST_CLAUSES {
            return None;
        }
        let lang = self.story.lang;
        let with = |set: u32| clauses::keeping(s, &|i| set & (1 << i) != 0).0;
        // behaviour as it is: what the clause itself moves
        let plans = &self.o().plans;
        let value = |set: u32| {
            let s = with(set);
            paid(&s, &response::ledger(&s, plans, How::Totals))
        };
        let prices = clauses::prices(tags.len(), &value);
        let plain = |t: &Tag| {
            let kind = match t.kind {
                Kind::Ceiling => "clause.ceiling",
                Kind::Floor => "clause.floor",
                Kind::Condition => "clause.condition",
                Kind::Steps => "clause.steps",
                Kind::Payment => "clause.payment",
            };
            self.text(kind, &[("name", Arg::text(&t.payment))]).into_iter().map(|p| p.text).collect::<String>()
        };
        // two of a kind in one payment are told apart by their order
        let name = |t: &Tag| {
            let alike: Vec<&Tag> = tags.iter().filter(|other| *other == t).gather();
            match alike.iter().position(|other| std::ptr::eq(*other, t)) {
                // a number on the page would be a result
                Some(i) if alike.len() > 1 => format!("{} ({})", plain(t), char::from(b'a' + i as u8)),
                _ => plain(t),
            }
        };
        let all = (1_u32 << tags.len()) - 1;
        let money = |v: f64| number::format(v, Unit::GbpShort, lang);
        let piece =
            |result: String, v: f64, voice| Piece { name: String::new(), value: v, text: money(v), result, voice };
        let total = |id: &str, label: &str, v: f64| Bar {
            name: word(lang, label).to_string(),
            from: 0.0,
            pieces: vec![piece(id.to_string(), v, Voice::Commissioner)],
            text: Vec::new(),
        };
        let mut bars = vec![total("clauses_none", "clause.none", prices.running[0])];
        let mut rows = Vec::new();
        let now = self.o().values.get("unhelped").unwrap_or(0.0);
        for (i, tag) in tags.iter().enumerate() {
            let step = prices.running[i + 1] - prices.running[i];
            let voice = if step < 0.0 { Voice::Provider } else { Voice::Commissioner };
            bars.push(Bar {
                name: name(tag),
                from: prices.running[i] + 0.0,
                pieces: vec![piece(format!("clause[{i}]"), step, voice)],
                text: Vec::new(),
            });
            // and what the provider would do without it
            let without = with(all & !(1 << i));
            let response = response::respond(&without);
            let help = |plans: &crate::people::Plans| -> f64 {
                let none = |(g, p): (&crate::scenario::Segment, &Vec<crate::people::Plan>)| {
                    let decides = g.delivery.values().any(crate::scenario::Delivery::responds);
                    if decides && p.iter().all(|p| p.help <= 0.0) { g.n() } else { 0.0 }
                };
                s.segments.iter().zip(plans).map(none).sum()
            };
            let left_out = if self.o().incentives.is_some() { now - help(&response.plans) } else { 0.0 };
            let cell = |id: &str, v: f64| self.cell(&format!("{id}[{i}]"), v, Unit::GbpShort);
            rows.push(TableRow {
                head: words_only(&name(tag)),
                cells: vec![
                    cell("clause", step),
                    match &prices.shapley {
                        Some(shapley) => cell("clause_shapley", shapley[i]),
                        None => words_only(word(lang, "unknown")),
                    },
                    cell("clause_alone", prices.alone[i]),
                    self.cell(&format!("clause_left_out[{i}]"), left_out, Unit::People),
                ],
            });
        }
        bars.push(total("clauses_all", "clause.all", prices.running[tags.len()]));
        let table = Table {
            caption: self.text("figure.clauses.subtitle", &[]),
            columns: self.columns(&[
                "column.clause",
                "column.in_order",
                "column.average",
                "column.alone",
                "column.left_out",
            ]),
            rows,
        };
        let dearest = prices.alone.iter().enumerate().reduce(|a, b| if b.1.abs() > a.1.abs() { b } else { a });
        let headline = dearest.map_or_else(Vec::new, |(i, v)| {
            let args = [
                ("clause", Arg::text(name(&tags[i]))),
                ("much", Arg::Result(format!("clause_alone[{i}]"), Some(v.abs()), Unit::GbpShort)),
            ];
            if v.abs() < 0.5 {
                return self.text("figure.clauses.nothing", &[]);
            }
            self.text(if *v < 0.0 { "figure.clauses.takes" } else { "figure.clauses.gives" }, &args)
        });
        Some(self.bare("clauses", Chart::Bars { bars, unit: Unit::GbpShort }, headline, table))
    }
}

/// The draft's first scenario with what it comes to, for whoever applies terms.
pub fn first(draft: &Node) -> Option<(Scenario, Outcome)> {
    let mut written = read(&draft.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    (!written.scenarios.is_empty()).then(|| {
        let s = written.scenarios.remove(0);
        let o = answer::evaluate(&s);
        (s, o)
    })
}
