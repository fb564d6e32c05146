//! Up to four scenarios side by side: what differs between them, what each comes to, and which change caused how much.
//!
//! All are drawn with the seed of the first: common random numbers, so that no difference is luck.

mod budget;
mod causes;
mod differ;

use crate::answer::{self, Outcome};
use crate::figures;
use crate::futures::Drawing;
use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Column, Compared, Contrast, Input, Issue, Part, Progress, Side, Unit};
use crate::results;
use crate::scenario::inputs::tag;
use crate::scenario::{Envelope, Scenario, read};
use crate::story::Story;
use crate::task::Task;
use crate::words::{Arg, Lang, number, say, word};
use budget::{Found, Search};
use causes::{Way, signed};

/// So many stand side by side at most, the first with them.
pub const MOST: usize = 4;

/// The results that are looked at first.
const MAIN: [&str; 20] = [
    "people",
    "successes",
    "more",
    "events_avoided",
    "unhelped",
    "little_help",
    "worth_more",
    "paid",
    "paid_anyway",
    "price_per_more",
    "bad_paid",
    "most_owed",
    "income",
    "cost",
    "margin",
    "loss_chance",
    "worst_margin",
    "cash_out",
    "cash_out_chance",
    "cash_needed",
];

/// One scenario of those compared.
struct One {
    name: String,
    tag: String,
    tree: Node,
    /// The draft that it stands in alone, and it itself; nothing if it has mistakes.
    sound: Option<(Node, Scenario)>,
    issues: Vec<Issue>,
    inputs: Vec<(String, Input)>,
    search: Option<Search>,
    /// What it comes to; and before its payments were changed so that it costs as much as the first, if they were.
    outcome: Option<Outcome>,
    before: Option<Outcome>,
    drawing: Option<Drawing>,
}

impl One {
    fn of(envelope: &Envelope, i: usize, seed: u32) -> Option<One> {
        let tree = envelope.node.get("scenarios").and_then(|all| match all {
            Node::List(list) => list.get(i),
            _ => None,
        })?;
        let name = tree.get("name").and_then(Node::text).unwrap_or_default().to_string();
        let sound = if envelope.issues.found.is_empty() { differ::scenario(tree, seed) } else { None };
        let inputs = sound.as_ref().map(|(draft, _)| differ::keyed(draft, envelope.issues.lang)).unwrap_or_default();
        Some(One {
            name,
            tag: tag(&inputs.iter().map(|(_, i)| i.clone()).gather(), envelope.issues.lang),
            tree: tree.clone(),
            sound,
            issues: envelope.issues.found.clone(),
            inputs,
            search: None,
            outcome: None,
            before: None,
            drawing: None,
        })
    }
}

/// What is asked: which others, at the same budget or not.
///
/// `{"others": [draft, …], "same_budget": true}`: each draft is the text of a draft, of which its first scenario
/// counts, or the number of another scenario of the draft on the desk.
struct Asked {
    others: Vec<Node>,
    same_budget: bool,
}

impl Asked {
    fn read(text: &str) -> Option<Asked> {
        let node = Node::parse(text).ok()?;
        let others = match node.get("others") {
            Some(Node::List(list)) => list.iter().take(MOST - 1).cloned().gather(),
            _ => Vec::new(),
        };
        Some(Asked { others, same_budget: node.get("same_budget") == Some(&Node::Bool(true)) })
    }
}

/// A comparison in the making.
pub struct Comparison {
    lang: Lang,
    all: Vec<One>,
    /// None until every scenario has been evaluated once.
    ways: Option<Vec<Way>>,
    /// Something has come of it since it was last told.
    news: bool,
}

/// Begins a comparison of the first scenario of a draft with others.
pub fn begin(asked: &str, draft: &Envelope) -> Option<Comparison> {
    let asked = Asked::read(asked)?;
    let seed = draft.scenarios.first()?.seed;
    let mut all = vec![One::of(draft, 0, seed)?];
    for other in &asked.others {
        let one = match other {
            Node::Number(i) => One::of(draft, *i as usize, seed),
            Node::Text(text) => read(text).ok().and_then(|e| One::of(&e, 0, seed)),
            _ => None,
        };
        all.extend(one);
    }
    if asked.same_budget {
        for one in all.iter_mut().skip(1) {
            one.search = Some(Search::new());
        }
    }
    Some(Comparison { lang: draft.issues.lang, all, ways: None, news: false })
}

impl Task for Comparison {
    fn step(&mut self, units: u32, progress: &mut Progress) {
        self.work(units);
        (progress.done, progress.total) = self.how_far();
        if std::mem::take(&mut self.news) {
            progress.compared = Some(self.told());
        }
    }
}

impl Comparison {
    /// One piece: an evaluation, or so many futures.
    fn work(&mut self, units: u32) {
        let target = self.all.first().and_then(|one| one.outcome.as_ref()).and_then(|o| o.values.get("paid"));
        let next = self.all.iter().position(|one| one.sound.is_some() && one.outcome.is_none());
        if let Some(i) = next {
            self.evaluate(i, target);
            self.news = self.all.iter().all(|one| one.sound.is_none() || one.outcome.is_some());
            return;
        }
        if self.ways.is_none() {
            self.ways = Some(self.ways_from_first());
        }
        if let Some(way) = self.ways.iter_mut().flatten().find(|w| w.done() < w.total()) {
            way.step();
            self.news = self.ways.iter().flatten().all(|w| w.done() == w.total());
            return;
        }
        for one in &mut self.all {
            let (Some(outcome), Some((_, s))) = (&one.outcome, &one.sound) else { continue };
            if s.outturn.is_some() || outcome.futures.is_some() {
                continue;
            }
            let s = scaled(s, &one.search);
            let drawing = one.drawing.get_or_insert_with(|| outcome.drawing(&s));
            drawing.draw(units.clamp(1, drawing.total() - drawing.drawn()));
            if drawing.drawn() == drawing.total() {
                one.outcome = Some(outcome.with(drawing.summary()));
                one.drawing = None;
                self.news = true;
            }
            return;
        }
    }

    /// One evaluation of a scenario, or of it at one more factor of its budget.
    fn evaluate(&mut self, i: usize, target: Option<f64>) {
        let one = &mut self.all[i];
        let Some((_, s)) = &one.sound else { return };
        if let (Some(search), Some(target)) = (&mut one.search, target) {
            if search.found == Found::Searching {
                search.aim(target);
                let factor = search.next();
                let outcome = answer::evaluate(&budget::scaled(s, factor));
                search.learn(factor, outcome.values.get("paid"));
                one.before.get_or_insert_with(|| outcome.clone()); // the first factor is 1
                if matches!(search.found, Found::Factor(_)) {
                    one.outcome = Some(outcome);
                }
                return;
            }
        }
        one.outcome = Some(answer::evaluate(s));
    }

    /// What the waterfalls are to be worked out of; none between scenarios of which one has mistakes.
    fn ways_from_first(&self) -> Vec<Way> {
        let Some((first, rest)) = self.all.split_first() else { return Vec::new() };
        let seed = first.sound.as_ref().map_or(1, |(_, s)| s.seed);
        let way = |one: &One| {
            let values = |o: &Option<Outcome>| o.as_ref().map(|o| o.values.clone());
            let (start, finish) = values(&first.outcome).zip(values(&one.outcome))?;
            let known = first.inputs.iter().chain(&one.inputs).map(|(_, i)| i.clone()).gather();
            let mut way =
                Way::of([&first.tree, &one.tree], seed, known, [start, values(&one.before).unwrap_or(finish.clone())]);
            if one.before.is_some() {
                way.then(word(self.lang, "compare.budget"), finish);
            }
            Some(way)
        };
        rest.iter().filter_map(way).gather()
    }

    /// Done and in all: evaluations and, a hundred to one of them, futures.
    fn how_far(&self) -> (u32, u32) {
        const FUTURES: u32 = 100;
        let (mut done, mut total) = (0, 0);
        for one in self.all.iter().filter(|one| one.sound.is_some()) {
            total += 1 + FUTURES;
            let Some(outcome) = &one.outcome else { continue };
            let drawn = one.drawing.as_ref().map_or(0, |d| FUTURES * d.drawn() / d.total());
            let recorded = one.sound.as_ref().is_some_and(|(_, s)| s.outturn.is_some());
            done += 1 + if recorded || outcome.futures.is_some() { FUTURES } else { drawn.min(FUTURES - 1) };
        }
        for way in self.ways.iter().flatten() {
            done += way.done();
            total += way.total();
        }
        // how long the ways are is known once there is something to go between
        (done, total.max(done + u32::from(self.ways.is_none())).max(1))
    }

    fn told(&self) -> Compared {
        let first = self.all.first();
        let base = first.and_then(|one| one.outcome.as_ref());
        let names = |one: &One| [first.map_or("", |f| f.name.as_str()), one.name.as_str()].map(str::to_string);
        let mut ways = self.ways.iter().flatten();
        let mut causes = Vec::new();
        for one in self.all.iter().skip(1).filter(|one| one.outcome.is_some() && base.is_some()) {
            if let Some(way) = ways.next() {
                let [a, b] = names(one);
                causes.push(way.told([&a, &b], self.lang));
            }
        }
        Compared {
            columns: self.all.iter().enumerate().map(|(i, one)| self.column(i, one, base)).gather(),
            inputs: self.inputs(),
            results: self.results(base),
            causes,
            common: say(self.lang, "compare.common", &[("seed", Arg::text(seed_of(first)))]),
        }
    }

    fn column(&self, i: usize, one: &One, base: Option<&Outcome>) -> Column {
        let mut column = Column {
            name: one.name.clone(),
            tag: one.tag.clone(),
            method: String::new(),
            says: Vec::new(),
            budget: Vec::new(),
            figures: Vec::new(),
            issues: if one.sound.is_some() { Vec::new() } else { one.issues.clone() },
        };
        let (Some((_, s)), Some(o)) = (&one.sound, &one.outcome) else { return column };
        let s = scaled(s, &one.search);
        let story = Story::of(&s, o, self.lang);
        column.method = story.method();
        column.figures = figures::figures(&story, None).0;
        column.says = story.sentences();
        if let (Some(base), true) = (base, i > 0) {
            let name = self.all.first().map_or("", |f| f.name.as_str());
            let head = say(self.lang, "compare.with", &[("name", Arg::text(name))]);
            let none = say(self.lang, "compare.alike", &[("name", Arg::text(name))]);
            column.says.push(story.against(base, head, none));
        }
        column.budget = match one.search.as_ref().map(|s| s.found) {
            Some(Found::Factor(f)) => {
                let factor = Part {
                    text: number::format(f, Unit::Number, self.lang),
                    result: Some(format!("factor[{i}]")),
                    ..Part::default()
                };
                say(
                    self.lang,
                    "compare.factor",
                    &[("factor", Arg::Parts(vec![factor])), ("paid", story.result("paid"))],
                )
            }
            Some(Found::None) => say(self.lang, "compare.no_factor", &[]),
            _ => Vec::new(),
        };
        column
    }

    /// Only the inputs that differ, in the order of the first scenario that has them.
    fn inputs(&self) -> Vec<Contrast> {
        let mut rows: Vec<Contrast> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (key, input) in self.all.iter().flat_map(|one| &one.inputs) {
            if seen.contains(&key.as_str()) {
                continue;
            }
            seen.push(key);
            let of = |one: &One| one.inputs.iter().find(|(k, _)| k == key).map(|(_, i)| i.clone());
            let all = self.all.iter().map(of).gather();
            let value = |i: &Option<Input>| i.as_ref().map(|i| (i.value, i.text.clone()));
            if all.iter().all(|i| value(i) == value(&all[0])) {
                continue;
            }
            let text = |i: &Option<Input>| {
                i.as_ref().map_or_else(|| word(self.lang, "compare.none").to_string(), |i| shown(i, self.lang))
            };
            let sides = all.iter().map(|i| Side { text: text(i), more: String::new() }).gather();
            rows.push(Contrast { result: String::new(), name: input.name.clone(), sides, differs: true, main: true });
        }
        rows
    }

    /// Every result that one of them has, with differences from the first.
    fn results(&self, base: Option<&Outcome>) -> Vec<Contrast> {
        let mut rows = Vec::new();
        let stories = self.all.iter().map(|one| {
            let (Some((_, s)), Some(o)) = (&one.sound, &one.outcome) else { return None };
            Some((scaled(s, &one.search), o))
        });
        let stories: Vec<Option<(Scenario, &Outcome)>> = stories.gather();
        for d in results::RESULTS {
            let value = |o: &Outcome| o.values.get(d.id);
            let known = stories.iter().flatten().any(|(_, o)| value(o).is_some());
            if !known {
                continue;
            }
            let first = base.and_then(value);
            let mut differs = false;
            let mut sides = Vec::new();
            for (i, of) in stories.iter().enumerate() {
                let Some((s, o)) = of else {
                    sides.push(Side::default());
                    continue;
                };
                let shown = Story::of(s, o, self.lang).shown(d.id);
                let text = shown
                    .map_or_else(|| word(self.lang, "undefined").to_string(), |v| number::format(v, d.unit, self.lang));
                let more = match (first, value(o)) {
                    (Some(a), Some(b)) if i > 0 && a != b && d.unit != Unit::Of20 => signed(b - a, d.unit, self.lang),
                    _ => String::new(),
                };
                differs |= i > 0 && value(o) != first;
                sides.push(Side { text, more });
            }
            rows.push(Contrast {
                result: d.id.to_string(),
                name: d.label.to_string(),
                sides,
                differs,
                main: MAIN.contains(&d.id),
            });
        }
        rows
    }
}

fn seed_of(first: Option<&One>) -> String {
    first.and_then(|one| one.sound.as_ref()).map(|(_, s)| s.seed.to_string()).unwrap_or_default()
}

/// The scenario at the factor that was found for it, or as it is.
fn scaled(s: &Scenario, search: &Option<Search>) -> Scenario {
    match search.as_ref().map(|s| s.found) {
        Some(Found::Factor(f)) => budget::scaled(s, f),
        _ => s.clone(),
    }
}

/// What stands in an input, with its unit, or the label of what was chosen.
fn shown(i: &Input, lang: Lang) -> String {
    match i.value {
        Some(v) => number::format(v, i.unit, lang),
        None => i.options.iter().find(|o| o.value == i.text).map_or_else(|| i.text.clone(), |o| o.label.clone()),
    }
}
