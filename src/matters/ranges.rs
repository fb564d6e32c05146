//! How far each number of a draft may be off: as it says itself, else by the grade of its evidence, else by its status.

use crate::gather::Gather;
use crate::json::Node;
use crate::num::{float, normal};
use crate::reply::{Input, Ranged, Unit};
use crate::scenario::fields::Kind;
use crate::scenario::inputs::{self, Original};
use crate::value::{GRADE_WIDTH, Status};
use crate::words::{Arg, Lang, number, tell};

/// How likely the values of a range are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All alike.
    Uniform,
    /// Most likely where the number stands, falling off in straight lines. A `pert` of a draft is drawn as this: its ends and
    /// its peak are the same.
    Triangular,
    /// Normal on each side, its ends the 5th and 95th percentiles; held within what the field may be.
    Normal,
}

/// Where a range comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The draft states its ends.
    Stated,
    /// By the grade of its evidence, 1 to 6.
    Grade(u32),
    /// By its status alone.
    Status(Status),
    /// Fixed: the draft says so, or it is a term that has been agreed.
    Fixed,
}

/// One number and how far it may be off. All in units of the draft.
#[derive(Debug, Clone)]
pub struct Range {
    /// Path of the number; of a list by month, that of the list.
    pub path: String,
    /// The places that move with it, and what stands there: one, or each month of a list.
    pub parts: Vec<(String, f64)>,
    /// Its name; no two are called the same.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What it is.
    pub value: f64,
    /// Low end, at most `value`.
    pub low: f64,
    /// High end, at least `value`.
    pub high: f64,
    /// Least and greatest that the field allows.
    pub limits: [f64; 2],
    /// The values that its slider goes through, within the limits; none where no slider moves it.
    pub slider: Option<[f64; 2]>,
    /// Between its ends.
    pub shape: Shape,
    /// Where the range comes from.
    pub origin: Origin,
    /// True for a whole number.
    pub whole: bool,
}

/// Width to either side of a number without range and grade, as a share of it, by its status. Illustrative, like the widths of
/// the grades, of which these are three: published figures stand at grade 2, what was derived or reported at grade 3, and
/// examples and a reader's own guesses at grade 5.
pub fn width_of(status: Status) -> f64 {
    match status {
        Status::Published => GRADE_WIDTH[1],
        Status::Secondary | Status::Calculated => GRADE_WIDTH[2],
        Status::Unverified | Status::Illustrative | Status::Yours => GRADE_WIDTH[4],
    }
}

/// Numbers that nobody is unsure of: over how many months people start, in which year's £, in which order of need; payments of
/// readings that are not in force.
const SETTLED: [&str; 4] = [
    "scenarios[].months",
    "scenarios[].price_year",
    "scenarios[].people[].need_rank",
    "scenarios[].contracts[].readings[]",
];

/// What is agreed or designed rather than assumed: the terms of contract, finance and pool, and how results are timed.
const TERMS: [&str; 9] = [
    "scenarios[].contracts[]",
    "scenarios[].finance",
    "scenarios[].pool",
    "scenarios[].savings.share",
    "scenarios[].savings.threshold",
    "scenarios[].savings.cap",
    "scenarios[].outcomes[].stages[].after",
    "scenarios[].outcomes[].stages[].every",
    "scenarios[].outcomes[].stages[].times",
];

/// Every number of a scenario that may be off, in the order of the draft. Terms have no width, unless the draft states one or
/// `terms` asks for it.
pub fn ranges(draft: &Node, scenario: &str, terms: bool, lang: Lang) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::new();
    let leaves = inputs::leaves(draft, scenario);
    for (leaf, input) in leaves.iter().zip(inputs::inputs(draft, scenario, &[], lang)) {
        let under = |list: &[&str]| list.iter().any(|p| leaf.row.path.starts_with(p));
        let Some(value) = input.value.filter(|_| !under(&SETTLED)) else { continue };
        let node = draft.at(&leaf.path);
        let month = matches!(leaf.kind, Kind::Monthly { .. }) && leaf.path.ends_with(']');
        let list = leaf.path.rsplit_once('[').map_or("", |(list, _)| list);
        let (low, high, origin, shape) = ends(node, value, &input, under(&TERMS) && !terms);
        let whole = matches!(leaf.kind, Kind::Whole { .. });
        if let Some(all) = out.last_mut().filter(|r| month && r.path == list) {
            // months of one list are one assumption: how many come in all
            all.parts.push((leaf.path.clone(), value));
            (all.value, all.low, all.high) = (all.value + value, all.low + low, all.high + high);
            continue;
        }
        let (min, max) = (input.min.unwrap_or(f64::NEG_INFINITY), input.max.unwrap_or(f64::INFINITY));
        let name = if month { input.name.rsplit_once(", ").map_or("", |(name, _)| name) } else { &input.name };
        out.push(Range {
            path: if month { list.to_string() } else { leaf.path.clone() },
            parts: vec![(leaf.path.clone(), value)],
            name: name.to_string(),
            unit: leaf.unit,
            value,
            low,
            high,
            limits: [min, max],
            slider: input.slider.filter(|_| !month).map(|[a, b]| [a.max(min), b.min(max)]).filter(|[a, b]| a < b),
            shape,
            origin,
            whole,
        });
    }
    tell_apart(&mut out);
    out
}

/// Low end, high end, where they come from and what lies between.
fn ends(node: Option<&Node>, v: f64, input: &Input, agreed: bool) -> (f64, f64, Origin, Shape) {
    let number = |k: &str| node.and_then(|n| n.get(k)).and_then(Node::number);
    let (low, high) = (number("low"), number("high"));
    let (width, origin) = match number("grade") {
        Some(g) if (1.0..=6.0).contains(&g) => (GRADE_WIDTH[g as usize - 1], Origin::Grade(g as u32)),
        _ => {
            let status = status_of(input);
            (width_of(status), Origin::Status(status))
        }
    };
    let (shape, fixed) = match node.and_then(|n| n.get("dist")).and_then(Node::text) {
        Some("uniform") => (Shape::Uniform, false),
        Some("normal") => (Shape::Normal, false),
        Some("fixed") => (Shape::Triangular, true),
        _ => (Shape::Triangular, false),
    };
    let stated = low.is_some() || high.is_some();
    if fixed || (agreed && !stated) {
        return (v, v, Origin::Fixed, shape);
    }
    let half = width * v.abs();
    let within = |x: f64| float::clamp(x, input.min.unwrap_or(f64::NEG_INFINITY), input.max.unwrap_or(f64::INFINITY));
    let low = within(low.unwrap_or(v - half)).min(v);
    let high = within(high.unwrap_or(v + half)).max(v);
    (low, high, if stated { Origin::Stated } else { origin }, shape)
}

/// The status that the page shows of an input.
fn status_of(input: &Input) -> Status {
    match input.status_id.as_str() {
        "published" => Status::Published,
        "calculated" => Status::Calculated,
        "example" => Status::Illustrative,
        _ => Status::Yours,
    }
}

/// Where numbers bear one name, each is followed by the pieces of its path in which it first differs from the others.
fn tell_apart(all: &mut [Range]) {
    let names: Vec<String> = all.iter().map(|r| r.name.clone()).gather();
    let paths: Vec<Vec<String>> = all.iter().map(|r| r.path.split('.').map(str::to_string).gather()).gather();
    for i in 0..all.len() {
        let mut differs: Vec<usize> = Vec::new();
        for j in (0..all.len()).filter(|j| *j != i && names[*j] == names[i]) {
            let first = paths[i].iter().zip(&paths[j]).position(|(a, b)| a != b);
            let k = first.unwrap_or(paths[i].len().min(paths[j].len()));
            let place = differs.iter().position(|d| *d >= k).unwrap_or(differs.len());
            if differs.get(place) != Some(&k) {
                differs.insert(place, k);
            }
        }
        let pieces: Vec<String> = differs.iter().filter_map(|k| paths[i].get(*k)).map(|p| spoken(p)).gather();
        if !pieces.is_empty() {
            all[i].name = format!("{} ({})", names[i], pieces.join(", "));
        }
    }
}

/// A piece of a path in words: `knots[2]` is the third of the knots, `knots[2][0]` the first number of it.
fn spoken(piece: &str) -> String {
    match piece.split_once('[') {
        Some((key, i)) => {
            let count = |i: &str| i.parse::<u32>().map_or(0, |i| i + 1).to_string();
            let all: Vec<String> = i.trim_end_matches(']').split("][").map(count).gather();
            format!("{} {}", key.replace('_', " "), all.join("."))
        }
        None => piece.replace('_', " "),
    }
}

impl Range {
    /// The value below which a share `u` of the range lies, 0 < u < 1.
    pub fn at(&self, u: f64) -> f64 {
        let Range { value, low, high, .. } = *self;
        match self.shape {
            Shape::Uniform => low + u * (high - low),
            Shape::Triangular => {
                let (below, above, all) = (value - low, high - value, high - low);
                if all <= 0.0 {
                    value
                } else if u * all <= below {
                    low + float::sqrt(u * all * below)
                } else {
                    high - float::sqrt((1.0 - u) * all * above)
                }
            }
            Shape::Normal => {
                let z = normal::quantile(u) / normal::quantile(0.95);
                let side = if z < 0.0 { value - low } else { high - value };
                float::clamp(value + z * side, self.limits[0], self.limits[1])
            }
        }
    }

    /// True if it can be anything but what it is.
    pub fn is_wide(&self) -> bool {
        self.low < self.high
    }

    /// A value of it as words show it.
    pub fn text(&self, v: f64, lang: Lang) -> String {
        number::format(v, self.unit, lang)
    }

    /// Where the range comes from, in words.
    fn says(&self, lang: Lang) -> String {
        let percent = |w: f64| Arg::text(number::format(w, Unit::Percent, lang));
        match self.origin {
            Origin::Stated => tell(lang, "matters.range.stated", &[]),
            Origin::Fixed => tell(lang, "matters.range.fixed", &[]),
            Origin::Grade(g) => {
                let args = [("grade", Arg::text(g.to_string())), ("width", percent(GRADE_WIDTH[g as usize - 1]))];
                tell(lang, "matters.range.grade", &args)
            }
            Origin::Status(s) => {
                let tag = crate::words::word(lang, s.tag()).to_string();
                tell(lang, "matters.range.status", &[("status", Arg::text(tag)), ("width", percent(width_of(s)))])
            }
        }
    }
}

/// The ranges as a page lists them, each to be typed over: of what was read, right or wrong.
pub fn listed(draft: &str, terms: bool, lang: Lang) -> Vec<Ranged> {
    let Ok(node) = Node::parse(draft) else { return Vec::new() };
    let original = Original::of(&node, "scenarios[0]");
    let row = |r: &Range| {
        let end = |k: &str, v: f64| match node.at(&r.path).and_then(|n| n.get(k)) {
            Some(Node::Text(t)) => t.clone(),
            _ => number::typed(v, r.unit),
        };
        let stated = |n: Option<&Node>| ["low", "high"].map(|k| n.and_then(|n| n.get(k)).cloned());
        let was = original.at(&r.path);
        let kept = was.and_then(inputs::value_of) == Some(r.value);
        let before = if kept { stated(was) } else { [None, None] };
        let own = stated(node.at(&r.path)) != before;
        Ranged {
            path: r.path.clone(),
            name: r.name.clone(),
            text: number::typed(r.value, r.unit),
            low: end("low", r.low),
            high: end("high", r.high),
            says: if own { tell(lang, "matters.range.own", &[]) } else { r.says(lang) },
            own,
            typed: r.parts.len() == 1 && r.path == r.parts[0].0,
        }
    };
    ranges(&node, "scenarios[0]", terms, lang).iter().map(row).gather()
}
