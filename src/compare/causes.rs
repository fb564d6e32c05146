//! Which change caused how much: the changes made one after the other, in the order of the contract, each on top of those before.

use super::differ::{self, Change};
use crate::answer;
use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Bar, Cause, Cell, Chart, Choice, Figure, Input, Part, Piece, Table, TableRow, Unit};
use crate::results::{self, Values};
use crate::rules::listed;
use crate::words::{Arg, Lang, number, plain, say, tell, word};

/// One or more changes that only make sense together.
#[derive(Debug, Clone)]
struct Step {
    names: Vec<String>,
    /// What all results come to once it is made, with those before it.
    then: Values,
    /// And what they come to if it alone is made; nothing if it cannot stand alone.
    alone: Option<Values>,
}

/// The way from one scenario to another, one evaluation at a time.
pub struct Way {
    first: Node,
    seed: u32,
    changes: Vec<Change>,
    known: Vec<Input>,
    /// The tree as far as it has been changed, and changes made that cannot be answered yet without the next.
    tree: Node,
    waiting: Vec<usize>,
    /// How many changes have been made, and whether the last one has still to be tried alone.
    made: usize,
    alone: Option<Vec<usize>>,
    steps: Vec<Step>,
    start: Values,
    finish: Values,
    /// What is done at the end that is no change of the draft, and what all comes to then.
    last: Option<(String, Values)>,
}

impl Way {
    /// From the tree of one scenario to that of another; `known` are the inputs of both, `start` and `finish` what they come to.
    pub fn of(trees: [&Node; 2], seed: u32, known: Vec<Input>, [start, finish]: [Values; 2]) -> Way {
        let [first, second] = trees;
        Way {
            first: first.clone(),
            seed,
            changes: differ::changes(first, second),
            known,
            tree: first.clone(),
            waiting: Vec::new(),
            made: 0,
            alone: None,
            steps: Vec::new(),
            start,
            finish,
            last: None,
        }
    }

    /// Something that is done at the end and is no change of the draft, and what all results come to then.
    pub fn then(&mut self, name: &str, values: Values) {
        self.last = Some((name.to_string(), values));
    }

    fn end(&self) -> &Values {
        self.last.as_ref().map_or(&self.finish, |(_, values)| values)
    }

    /// Evaluations at most.
    pub fn total(&self) -> u32 {
        2 * self.changes.len() as u32
    }

    /// Evaluations that need not be made any more.
    pub fn done(&self) -> u32 {
        2 * self.made as u32 - u32::from(self.alone.is_some())
    }

    fn values(&self, tree: &Node) -> Option<Values> {
        let (_, s) = differ::scenario(tree, self.seed)?;
        Some(answer::evaluate(&s).values)
    }

    fn with(&self, changes: &[usize]) -> Node {
        let mut tree = self.first.clone();
        changes.iter().for_each(|i| differ::make(&mut tree, &self.changes[*i]));
        tree
    }

    /// One evaluation more.
    pub fn step(&mut self) {
        if let Some(which) = self.alone.take() {
            // the first change stands alone anyway
            let alone =
                if self.steps.len() == 1 { self.steps[0].then.clone().into() } else { self.values(&self.with(&which)) };
            if let Some(last) = self.steps.last_mut() {
                last.alone = alone;
            }
            return;
        }
        let Some(change) = self.changes.get(self.made) else { return };
        differ::make(&mut self.tree, change);
        self.waiting.push(self.made);
        self.made += 1;
        let then = if self.made == self.changes.len() { Some(self.finish.clone()) } else { self.values(&self.tree) };
        if let Some(then) = then {
            let which = std::mem::take(&mut self.waiting);
            let mut names: Vec<String> = Vec::new();
            for name in which.iter().map(|i| differ::name(&self.changes[*i], &self.known)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            self.steps.push(Step { names, then, alone: None });
            self.alone = Some(which);
        }
    }

    /// What has come of it for each result that differs: a waterfall, and the words and the table to it.
    pub fn told(&self, names: [&str; 2], lang: Lang) -> Cause {
        let both = |d: &&results::Def| {
            d.unit != Unit::Of20 && self.start.get(d.id).zip(self.end().get(d.id)).is_some_and(|(a, b)| a != b)
        };
        let options: Vec<Choice> = results::RESULTS
            .iter()
            .filter(both)
            .map(|d| Choice { value: d.id.to_string(), label: d.label.to_string() })
            .gather();
        let known = options.iter().filter(|_| self.made == self.changes.len());
        let figures = known.filter_map(|o| self.figure(&o.value, names, lang)).gather();
        Cause { options, figures }
    }

    fn figure(&self, id: &str, names: [&str; 2], lang: Lang) -> Option<Figure> {
        let d = results::find(id)?;
        let (start, finish) = self.start.get(id).zip(self.end().get(id))?;
        let shown = |v: f64| number::format(v, d.unit, lang);
        let piece = |name: &str, value: f64, text: String, key: &str| Piece {
            name: name.to_string(),
            value,
            text,
            result: key.to_string(),
            voice: d.voice,
        };
        let whole = |name: &str, v: f64, key: &str| Bar {
            name: name.to_string(),
            from: 0.0,
            pieces: vec![piece(name, v, shown(v), key)],
            text: vec![Part { text: shown(v), result: Some(key.to_string()), ..Part::default() }],
        };
        let first = format!("cause[0].{id}");
        let mut bars = vec![whole(names[0], start, &first)];
        let mut rows = vec![row(names[0], [String::new(), shown(start), String::new()], &first)];
        let mut at = start;
        let mut most: Option<(f64, Vec<Part>)> = None;
        let last = self.last.iter().map(|(name, v)| Step { names: vec![name.clone()], then: v.clone(), alone: None });
        let steps: Vec<Step> = self.steps.iter().cloned().chain(last).gather();
        for (i, step) in steps.iter().enumerate() {
            let key = format!("cause[{}].{id}", i + 1);
            // where a result is unknown on the way, what it comes to next counts for both
            let then = step.then.get(id).unwrap_or(at);
            let name = words_of(&step.names, lang);
            let by = then - at;
            let text = signed(by, d.unit, lang);
            let alone = step
                .alone
                .as_ref()
                .and_then(|v| v.get(id))
                .map(|v| signed(v - start, d.unit, lang))
                .unwrap_or_default();
            bars.push(Bar {
                name: name.clone(),
                from: at,
                pieces: vec![piece(&name, by, text.clone(), &key)],
                text: vec![Part { text: text.clone(), result: Some(key.clone()), ..Part::default() }],
            });
            rows.push(row(&name, [text.clone(), shown(then), alone], &key));
            if most.as_ref().is_none_or(|(m, _)| by.abs() > *m) {
                let args = [
                    ("name", Arg::text(&name)),
                    ("by", Arg::Parts(vec![Part { text, result: Some(key), ..Part::default() }])),
                ];
                most = Some((by.abs(), say(lang, "compare.most", &args)));
            }
            at = then;
        }
        let end = format!("cause[{}].{id}", steps.len() + 1);
        bars.push(whole(names[1], finish, &end));
        rows.push(row(names[1], [String::new(), shown(finish), String::new()], &end));
        let result = |v: f64, key: &str| {
            Arg::Parts(vec![Part { text: shown(v), result: Some(key.to_string()), ..Part::default() }])
        };
        let args = [("label", Arg::text(d.label)), ("from", result(start, &first)), ("to", result(finish, &end))];
        let mut headline = say(lang, "compare.moves", &args);
        headline.extend(most.into_iter().flat_map(|(_, told)| told));
        headline.extend(say(lang, "answer.stop", &[]));
        Some(Figure {
            id: "causes".into(),
            question: tell(lang, "compare.causes", &[("name", Arg::text(names[1]))]),
            headline,
            subtitle: say(lang, "compare.order", &[]),
            chart: Chart::Bars { bars, unit: d.unit },
            table: Table {
                caption: say(lang, "compare.caption", &[("label", Arg::text(d.label))]),
                columns: ["compare.change", "compare.by", "compare.then", "compare.alone"]
                    .map(|id| word(lang, id).to_string())
                    .into(),
                rows,
            },
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        })
    }
}

fn words_of(names: &[String], lang: Lang) -> String {
    let parts = names.iter().map(|n| vec![Part { text: n.clone(), ..Part::default() }]).gather();
    listed(lang, parts).map(|p| plain(&p)).unwrap_or_default()
}

/// A difference with its sign.
pub fn signed(v: f64, unit: Unit, lang: Lang) -> String {
    // "month 7" is a place in time, and two of them are months apart
    let unit = if unit == Unit::Month { Unit::Months } else { unit };
    let text = if unit == Unit::Percent {
        // 36% less 22% is 14 points, not 14%
        let n = number::format(v, unit, lang).replace('%', "");
        tell(lang, "compare.points", &[("n", Arg::text(n))])
    } else {
        number::format(v, unit, lang)
    };
    if v > 0.0 { format!("+{text}") } else { text }
}

fn row(head: &str, cells: [String; 3], key: &str) -> TableRow {
    let kinds = ["by", "then", "alone"];
    let cells = cells
        .into_iter()
        .zip(kinds)
        .map(|(text, kind)| Cell { result: format!("{key}.{kind}"), text, ..Cell::default() })
        .gather();
    TableRow { head: Cell { text: head.to_string(), ..Cell::default() }, cells }
}
