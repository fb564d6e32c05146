//! Two numbers at a time: a result over both, worked out coarse to fine, and the line along which it turns.

use super::grid::{self, SIDE, finest, middle, order, stand_in};
use super::model::Model;
use super::ranges::{Range, ranges};
use super::{Question, told, turns};
use crate::gather::Gather;
use crate::json::Node;
use crate::num::{decimal, float};
use crate::reply::{HeatMap, MapAxis, MapClass, Mattered, Progress, Spot};
use crate::results;
use crate::words::{Arg, Lang, say};

/// Classes of values at most.
const CLASSES: f64 = 9.0;

/// A map in the making.
pub struct Map {
    model: Model,
    pub(super) result: String,
    /// Indices of the ranges across and up.
    axes: [usize; 2],
    order: Vec<[usize; 2]>,
    done: usize,
    /// Of each cell, row by row: unknown yet, no answer, or a value.
    cells: Vec<Option<Option<f64>>>,
    /// What the result is as the draft stands.
    now: f64,
    /// The map is told anew once so many cells are known: telling costs as much as some cells.
    next: usize,
}

/// The value of a number in the middle of a column or row; round where the slider's ends are.
fn value_at(range: &Range, [from, to]: [f64; 2], i: usize) -> f64 {
    let v = from + (to - from) * middle(i);
    let v = if range.whole { float::round(v) } else { v };
    decimal::parse(&decimal::fixed(v, 9)).unwrap_or(v)
}

impl Map {
    /// A map of a result over the two numbers at these paths.
    pub fn of(mut model: Model, result: &str, paths: &[String]) -> Option<Map> {
        let now = model.at(&[])?.get(result)?;
        let [x, y] = paths else { return None };
        let axes = [model.find(x)?, model.find(y)?];
        if axes[0] == axes[1] || axes.iter().any(|i| model.ranges[*i].slider.is_none()) {
            return None;
        }
        let result = result.to_string();
        Some(Map { model, result, axes, order: order(), done: 0, cells: vec![None; SIDE * SIDE], now, next: 0 })
    }

    fn range(&self, axis: usize) -> (&Range, [f64; 2]) {
        let range = &self.model.ranges[self.axes[axis]];
        (range, range.slider.unwrap_or([range.low, range.high]))
    }

    fn work(&mut self) {
        let Some([column, row]) = self.order.get(self.done).copied() else { return };
        self.done += 1;
        let at = [column, row];
        let change = |axis: usize| {
            let (range, slider) = self.range(axis);
            (self.axes[axis], value_at(range, slider, at[axis]))
        };
        let changes = [change(0), change(1)];
        self.cells[row * SIDE + column] = Some(self.model.at(&changes).and_then(|v| v.get(&self.result)));
    }

    fn known(&self, column: usize, row: usize) -> Option<Option<f64>> {
        self.cells[row * SIDE + column]
    }

    /// The value at which the line is drawn, and whether it parts good from bad.
    fn level(&self) -> (f64, bool) {
        turns::line(&self.result).map_or((self.now, false), |level| (level, true))
    }

    /// Lowest value of each class, in order: round steps away from the line; the first also holds what is lower.
    fn bounds(&self) -> Vec<f64> {
        let known = || self.cells.iter().flatten().flatten().copied();
        let (least, most) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        if least > most {
            return Vec::new();
        }
        let (level, judged) = self.level();
        // a line at what stands is no round number to count from
        let from = if judged { level } else { 0.0 };
        let mut step = 1e-9;
        'found: while step < 1e15 {
            for times in [1.0, 2.0, 5.0] {
                if (most - least) / (step * times) <= CLASSES - 1.0 {
                    step *= times;
                    break 'found;
                }
            }
            step *= 10.0;
        }
        let (first, last) = (float::floor((least - from) / step), float::floor((most - from) / step));
        (0..=(last - first) as u32).map(|k| from + step * (first + f64::from(k))).gather()
    }

    fn classes(&self, bounds: &[f64]) -> Vec<MapClass> {
        let lang = self.model.lang;
        let (level, judged) = self.level();
        let unit = results::find(&self.result).map_or(crate::reply::Unit::Number, |d| d.unit);
        let arg = |v: f64| Arg::Result(self.result.clone(), Some(v), unit);
        let below = bounds.iter().filter(|b| **b < level).count() as i32;
        let class = |i: usize| {
            let text = match (bounds.get(i), bounds.get(i + 1)) {
                (_, Some(to)) if i == 0 => say(lang, "matters.map.below", &[("to", arg(*to))]),
                (Some(from), Some(to)) => say(lang, "matters.map.between", &[("from", arg(*from)), ("to", arg(*to))]),
                _ => say(lang, "matters.map.above", &[("from", arg(bounds[i]))]),
            };
            let steps = i as i32 - below; // 0 is the first class above the line
            let tone = if !judged {
                // over all nine tones, however few classes there are
                1 + (8 * i / (bounds.len() - 1).max(1)) as i32
            } else {
                let tone = if steps >= 0 { (steps + 1).min(4) } else { steps.max(-4) };
                if turns::less_is_better(&self.result) { -tone } else { tone }
            };
            MapClass { text, tone, judged }
        };
        (0..bounds.len()).map(class).gather()
    }

    fn told(&self) -> HeatMap {
        let lang = self.model.lang;
        let bounds = self.bounds();
        let class = |v: f64| bounds.iter().filter(|b| **b <= v).count().max(1) - 1;
        let shown = |column: usize, row: usize| {
            let [c, r] = stand_in(&|c, r| self.known(c, r).is_some(), column, row)?;
            self.known(c, r)
        };
        let letter = |cell: Option<Option<f64>>| match cell {
            None => ' ',
            Some(None) => '-',
            Some(Some(v)) => char::from(b'0' + class(v).min(8) as u8),
        };
        let mut rows = Vec::new();
        for row in 0..SIDE {
            let mut text = String::new();
            (0..SIDE).for_each(|column| text.push(letter(shown(column, row))));
            rows.push(text);
        }
        let (level, judged) = self.level();
        let pieces = match finest(self.done) {
            Some(stride) => grid::frontier(&|c, r| self.known(c, r).flatten(), stride, level),
            None => Vec::new(),
        };
        let d = results::find(&self.result);
        let (label, unit) = d.map_or(("", crate::reply::Unit::Number), |d| (d.label, d.unit));
        let line = [("label", Arg::text(label)), ("level", Arg::Result(self.result.clone(), Some(level), unit))];
        let axis = |a: usize| {
            let (r, ends) = self.range(a);
            let ends = ends.map(|v| r.text(v, lang));
            MapAxis { path: r.path.clone(), name: r.name.clone(), ends, now: r.text(r.value, lang) }
        };
        let stands = [0, 1].map(|a| {
            let (r, [from, to]) = self.range(a);
            (r.value - from) / (to - from)
        });
        let both = |a: usize| Arg::Input(self.range(a).0.path.clone(), self.range(a).0.name.clone());
        let count = |n: usize| Arg::text(crate::words::number::format(n as f64, crate::reply::Unit::Count, lang));
        HeatMap {
            headline: say(lang, "matters.map", &[("label", Arg::text(label)), ("x", both(0)), ("y", both(1))]),
            subtitle: say(lang, "matters.map.subtitle", &[("known", count(self.done)), ("all", count(SIDE * SIDE))]),
            axes: [axis(0), axis(1)],
            side: SIDE as u32,
            rows,
            classes: self.classes(&bounds),
            done: {
                let mut done = String::new();
                self.cells.iter().for_each(|c| done.push(if c.is_some() { '1' } else { '0' }));
                done
            },
            values: self.cells.iter().map(|c| c.flatten()).gather(),
            line: pieces.iter().map(|[[a, b], [c, d]]| [*a, *b, *c, *d]).gather(),
            line_text: say(lang, if judged { "matters.map.line" } else { "matters.map.now" }, &line),
            stands,
            table: told::map_table(
                &self.result,
                [self.range(0), self.range(1)].map(|(r, s)| (r, s)),
                &value_at,
                &shown,
                lang,
            ),
        }
    }
}

impl Map {
    /// So many cells more, and the map so far.
    pub fn step(&mut self, units: u32, progress: &mut Progress) {
        (0..units.max(1)).for_each(|_| self.work());
        (progress.done, progress.total) = (self.done as u32, (SIDE * SIDE) as u32);
        let all = self.order.len();
        if self.done >= self.next || self.done >= all {
            self.next = (self.done + self.done / 8 + 8).min(all);
            progress.mattered =
                Some(Mattered { result: self.result.clone(), map: Some(self.told()), ..Mattered::default() });
        }
    }
}

/// What stands at a cell of a map, in words, given its value; `known` is false where that has not been worked out. `asked` as
/// in [`super::begin`].
pub fn spot(
    draft: &str,
    asked: &str,
    [column, row]: [u32; 2],
    value: Option<f64>,
    known: bool,
    lang: Lang,
) -> Option<Spot> {
    let q = Question::read(asked)?;
    let node = Node::parse(draft).ok()?;
    let all = ranges(&node, "scenarios[0]", true, lang);
    let side = |i: usize, cell: u32| {
        let range = all.iter().find(|r| Some(&r.path) == q.inputs.get(i))?;
        let v = value_at(range, range.slider?, (cell as usize).min(SIDE - 1));
        Some((range, v, range.text(v, lang)))
    };
    let ((x, x_at, x_text), (y, y_at, y_text)) = (side(0, column)?, side(1, row)?);
    let d = results::find(&q.result)?;
    let shown = |r: &Range, v: f64| Arg::Result(format!("at[{}]", r.path), Some(v), r.unit);
    let mut args =
        vec![("x", Arg::text(&x.name)), ("y", Arg::text(&y.name)), ("x_at", shown(x, x_at)), ("y_at", shown(y, y_at))];
    let id = match value {
        Some(v) => {
            args.push(("label", Arg::text(d.label)));
            args.push(("value", Arg::Result(d.id.to_string(), Some(v), d.unit)));
            "matters.map.spot"
        }
        None if known => "matters.map.spot_unknown",
        None => "matters.map.spot_waits",
    };
    let set = |r: &Range, v: f64| format!("set={}={}", r.path, decimal::plain(v));
    let act = format!("{};{}", set(x, x_at), set(y, y_at));
    Some(Spot { says: say(lang, id, &args), act, at: [x_text, y_text] })
}
