//! What matters, in words: headlines, bars, tables and notes of what has been worked out so far.

use super::model::Model;
use super::ranges::Range;
use super::together::{MOST, Together};
use super::tornado::{Swing, Tornado, Turned};
use super::turns::TURNS;
use crate::gather::Gather;
use crate::num::float;
use crate::reply::{self, Cell, Choice, ImportanceBar, Mattered, Part, SwingBar, Swings, Table, TableRow, Unit};
use crate::results::{self, RESULTS};
use crate::words::{Arg, Lang, number, say, tell, word};

/// Bars that are drawn at most.
const BARS: usize = 12;
/// Numbers that the answer names.
const NAMED: usize = 3;

fn row_of(result: &str) -> (&'static str, Unit) {
    results::find(result).map_or(("", Unit::Number), |d| (d.label, d.unit))
}

/// A result as shown, or why there is none.
fn part(result: &str, v: Option<f64>, unit: Unit, lang: Lang) -> Part {
    let text = v.map_or_else(|| word(lang, "matters.map.unknown").to_string(), |v| number::format(v, unit, lang));
    Part { text, result: Some(result.to_string()), ..Part::default() }
}

fn cell(result: &str, text: String) -> Cell {
    Cell { result: result.to_string(), text, ..Cell::default() }
}

fn words_cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn input(r: &Range) -> Arg {
    Arg::Input(r.path.clone(), r.name.clone())
}

/// Id of a number at some value, as a result of what was tried.
fn at_id(r: &Range) -> String {
    format!("at[{}]", r.path)
}

/// A number of things, as a result of its own.
fn count(id: &str, n: usize) -> Arg {
    Arg::Result(id.to_string(), Some(n as f64), Unit::Count)
}

/// The numbers that a result depends on most, once all have been tried.
pub fn most(t: &Tornado) -> Mattered {
    let most = strongest(t.model(), t.result(), &moving(t, &t.ranked()));
    Mattered { result: t.result().to_string(), choices: Vec::new(), most, tornado: None, together: None, map: None }
}

/// Those that move the result at all.
fn moving<'a>(t: &Tornado, ranked: &[&'a Swing]) -> Vec<&'a Swing> {
    let now = t.stands();
    ranked.iter().copied().filter(|s| s.width(t.result(), now) > tiny(now)).gather()
}

/// One number at a time, as far as it has been worked out.
pub fn alone(t: &Tornado) -> Mattered {
    let model = t.model();
    let ranked = t.ranked();
    let known = t.done() >= 2 * model.ranges.iter().filter(|r| r.is_wide()).count();
    let moving = moving(t, &ranked);
    let most = if known { strongest(model, t.result(), &moving) } else { Vec::new() };
    let choice = |d: &results::Def| Choice { value: d.id.to_string(), label: d.label.to_string() };
    Mattered {
        result: t.result().to_string(),
        choices: RESULTS.iter().filter(|d| t.now.get(d.id).is_some()).map(choice).gather(),
        most,
        tornado: Some(swings(t, &ranked, &moving, known)),
        together: None,
        map: None,
    }
}

/// What rounding alone may move.
fn tiny(now: f64) -> f64 {
    1e-9 * now.abs().max(1e-3)
}

/// The numbers that a result depends on most, in one sentence.
fn strongest(model: &Model, result: &str, moving: &[&Swing]) -> Vec<Part> {
    let lang = model.lang;
    let named = moving.len().min(NAMED);
    if named == 0 {
        return Vec::new();
    }
    let mut names: Vec<Part> = Vec::new();
    for (i, s) in moving.iter().take(NAMED).enumerate() {
        if i > 0 {
            names.extend(say(lang, if i + 1 == named { "matters.and" } else { "matters.comma" }, &[]));
        }
        names.extend(say(lang, "matters.name", &[("name", input(&model.ranges[s.range]))]));
    }
    let (label, _) = row_of(result);
    say(lang, "matters.most", &[("label", Arg::text(label)), ("names", Arg::Parts(names))])
}

fn swings(t: &Tornado, ranked: &[&Swing], moving: &[&Swing], known: bool) -> Swings {
    let (model, lang, result, now) = (t.model(), t.model().lang, t.result(), t.stands());
    let (label, unit) = row_of(result);
    let label_arg = ("label", Arg::text(label));
    let range = |s: &Swing| &model.ranges[s.range];
    let headline = match moving.first() {
        None if known => say(lang, "matters.nothing", std::slice::from_ref(&label_arg)),
        None => Vec::new(),
        Some(s) => {
            let [low, high] = s.ends(result).map(|v| Arg::Result(result.to_string(), v, unit));
            let [low_at, high_at] = s.at.map(|v| Arg::Result(at_id(range(s)), Some(v), range(s).unit));
            let args = [
                ("name", input(range(s))),
                label_arg.clone(),
                ("low", low),
                ("low_at", low_at),
                ("high", high),
                ("high_at", high_at),
            ];
            say(lang, "matters.headline", &args)
        }
    };
    let bar = |s: &&Swing| {
        let ends = s.ends(result);
        SwingBar {
            path: range(s).path.clone(),
            name: range(s).name.clone(),
            at: s.at.map(|v| range(s).text(v, lang)),
            ends,
            texts: ends.map(|v| part(result, v, unit, lang)),
        }
    };
    let mut notes = Vec::new();
    if moving.len() > BARS {
        notes.push(say(lang, "matters.more", &[("n", count("numbers_more", moving.len() - BARS))]));
    }
    if known && ranked.len() > moving.len() {
        notes.push(say(lang, "matters.still", &[("n", count("numbers_still", ranked.len() - moving.len()))]));
    }
    if moving.iter().take(BARS).any(|s| s.whole != [true; 2]) {
        notes.push(say(lang, "matters.short", &[]));
    }
    let column = |id: &str| word(lang, id).to_string();
    let row = |s: &&Swing| {
        let id = at_id(range(s));
        let [low_at, high_at] = s.at.map(|v| cell(&id, range(s).text(v, lang)));
        let [low, high] = s.ends(result).map(|v| cell(result, part(result, v, unit, lang).text));
        TableRow { head: words_cell(range(s).name.clone()), cells: vec![low_at, low, high_at, high] }
    };
    let movable = |r: &&Range| r.slider.is_some();
    Swings {
        headline,
        subtitle: say(
            lang,
            "matters.subtitle",
            &[label_arg.clone(), ("now", Arg::Result(result.to_string(), Some(now), unit))],
        ),
        now,
        now_text: part(result, Some(now), unit, lang),
        bars: moving.iter().take(BARS).map(bar).gather(),
        notes,
        table: Table {
            caption: say(lang, "matters.table", &[label_arg]),
            columns: ["number", "low", "at_low", "high", "at_high"]
                .map(|c| column(&format!("matters.column.{c}")))
                .to_vec(),
            rows: moving.iter().map(row).gather(),
        },
        turns: turns(t),
        strongest: moving.iter().take(MOST).map(|s| range(s).path.clone()).gather(),
        movable: {
            // the strongest first, then the others in the order of the draft
            let first: Vec<&Range> = moving.iter().map(|s| range(s)).gather();
            let rest = model.ranges.iter().filter(|r| !first.iter().any(|f| f.path == r.path));
            let all = first.iter().copied().chain(rest).filter(movable);
            all.map(|r| Choice { value: r.path.clone(), label: r.name.clone() }).gather()
        },
    }
}

/// Where the answer turns along the strongest numbers.
fn turns(t: &Tornado) -> Option<Table> {
    let (model, lang) = (t.model(), t.model().lang);
    let asked = t.turns();
    let rows: Vec<TableRow> = t
        .turned()
        .map(|(range, turned)| {
            let r = &model.ranges[range];
            let place = |turn: &Turned| match (turn, r.slider) {
                (_, None) => words_cell(word(lang, "matters.turned.unmoved")),
                (Turned::Open, _) => words_cell(word(lang, "matters.turned.open")),
                (Turned::At(v), _) => {
                    cell(&at_id(r), tell(lang, "matters.turned.at", &[("at", Arg::text(r.text(*v, lang)))]))
                }
                (Turned::Nowhere, _) => words_cell(word(lang, "matters.turned.nowhere")),
            };
            let tried = r.slider.map_or_else(String::new, |[from, to]| {
                let args = [("from", Arg::text(r.text(from, lang))), ("to", Arg::text(r.text(to, lang)))];
                tell(lang, "matters.turned.tried", &args)
            });
            let mut cells = vec![cell(&at_id(r), r.text(r.value, lang)), cell(&at_id(r), tried)];
            cells.extend(turned.iter().map(place));
            TableRow { head: words_cell(r.name.clone()), cells }
        })
        .gather();
    if rows.is_empty() || asked.is_empty() {
        return None;
    }
    let head = |turn: &usize| {
        let Some(turn) = TURNS.get(*turn) else { return String::new() };
        let holds = (turn.holds)(&t.now) == Some(true);
        word(lang, &format!("matters.turn.{}.{}", turn.id, if holds { "yes" } else { "no" })).to_string()
    };
    let mut columns =
        ["matters.column.number", "matters_now", "matters.column.tried"].map(|id| word(lang, id).to_string()).to_vec();
    columns.extend(asked.iter().map(head));
    Some(Table { caption: say(lang, "matters.turns", &[]), columns, rows })
}

/// All numbers at once, as far as it has been worked out.
pub fn together(t: &Together) -> reply::Together {
    let (model, lang) = (&t.model, t.model.lang);
    let (label, _) = row_of(&t.result);
    let label_arg = ("label", Arg::text(label));
    let whole = |n: usize| Arg::text(number::format(n as f64, Unit::Count, lang));
    let mut bars: Vec<ImportanceBar> = Vec::new();
    for (i, index) in t.drawn.iter().zip(&t.indices) {
        let r = &model.ranges[*i];
        let shares = [index.first, index.total].map(|v| v.max(0.0));
        // whole parts of a hundred: the error is never told smaller than it is
        let hundred = |v: f64| number::format(v / 100.0, Unit::Percent, lang);
        let text = |which: usize| {
            let error =
                tell(lang, "method.error", &[("error", Arg::text(hundred(float::ceil(100.0 * index.error[which]))))]);
            let share = hundred(float::round(100.0 * shares[which]));
            let args = [("share", Arg::text(share)), ("error", Arg::text(error))];
            let id = format!("share[{}]", r.path);
            Part { text: tell(lang, "matters.share", &args), result: Some(id), ..Part::default() }
        };
        let bar = ImportanceBar {
            path: r.path.clone(),
            name: r.name.clone(),
            shares,
            errors: index.error,
            texts: [text(0), text(1)],
        };
        let at = bars.iter().position(|b| b.shares[1] < bar.shares[1]).unwrap_or(bars.len());
        bars.insert(at, bar);
    }
    let headline = match bars.first() {
        Some(b) => {
            let args = [
                ("name", Arg::Input(b.path.clone(), b.name.clone())),
                label_arg.clone(),
                ("share", Arg::Parts(vec![b.texts[1].clone()])),
            ];
            say(lang, "matters.together", &args)
        }
        None if t.rests == 0 => say(lang, "matters.together.wait", &[]),
        None => say(lang, "matters.together.none", std::slice::from_ref(&label_arg)),
    };
    let mut notes = vec![say(lang, "matters.together.note", &[])];
    if t.near > 0 {
        notes.push(say(lang, "matters.together.near", &[("n", whole(t.near))]));
    }
    if t.lost > 0 {
        notes.push(say(lang, "matters.together.lost", &[("n", whole(t.lost))]));
    }
    let row = |b: &ImportanceBar| TableRow {
        head: words_cell(b.name.clone()),
        cells: b.texts.iter().map(|p| cell(p.result.as_deref().unwrap_or_default(), p.text.clone())).gather(),
    };
    let args = [("n", whole(t.drawn.len())), ("runs", whole(t.rests)), ("all", whole(t.total()))];
    reply::Together {
        headline,
        subtitle: say(lang, "matters.together.subtitle", &args),
        notes,
        table: Table {
            caption: say(lang, "matters.together.table", &[label_arg]),
            columns: ["number", "alone", "with"]
                .map(|c| word(lang, &format!("matters.column.{c}")).to_string())
                .to_vec(),
            rows: bars.iter().map(row).gather(),
        },
        bars,
    }
}

/// Places along each side of a map that its table reads.
const READ: [usize; 6] = [4, 12, 20, 29, 37, 45];

/// A map at a few places, highest row first.
pub fn map_table(
    result: &str,
    axes: [(&Range, [f64; 2]); 2],
    value_at: &dyn Fn(&Range, [f64; 2], usize) -> f64,
    shown: &dyn Fn(usize, usize) -> Option<Option<f64>>,
    lang: Lang,
) -> Table {
    let (label, unit) = row_of(result);
    let [(x, xs), (y, ys)] = axes;
    let head = |r: &Range, s: [f64; 2], i: usize| r.text(value_at(r, s, i), lang);
    let mut columns = vec![y.name.clone()];
    columns.extend(READ.iter().map(|i| head(x, xs, *i)));
    let mut rows = Vec::new();
    for row in READ.iter().rev() {
        let text = |column: &usize| match shown(*column, *row) {
            Some(v) => cell(result, part(result, v, unit, lang).text),
            None => words_cell(word(lang, "matters.turned.open")),
        };
        rows.push(TableRow { head: cell(&at_id(y), head(y, ys, *row)), cells: READ.iter().map(text).gather() });
    }
    let args = [("label", Arg::text(label)), ("x", Arg::text(&x.name)), ("y", Arg::text(&y.name))];
    Table { caption: say(lang, "matters.map.table", &args), columns, rows }
}
