//! Goal seek: which value of one number brings one result where it is wanted. Asked of any number and any result; the answer may
//! be that no value does.

use crate::answer;
use crate::gather::Gather;
use crate::reply::{Input, Sought, Verdict};
use crate::results;
use crate::scenario::{edit, inputs, read};
use crate::words::number;

/// What is wanted of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// So much or more.
    AtLeast,
    /// So much or less.
    AtMost,
}

/// Which of several values that would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// The lowest, e.g. of prices.
    Lowest,
    /// The highest, e.g. of shares on results.
    Highest,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Path of the number that may be changed.
    pub input: &'a str,
    /// Id of the result.
    pub result: &'a str,
    /// What is wanted of it.
    pub want: Want,
    /// How much.
    pub value: f64,
    /// Which answer is preferred.
    pub prefer: Prefer,
}

/// How many values are tried before one is closed in on: rules may jump, so neither side is taken on trust.
const TRIED: u32 = 32;
/// Halvings once two neighbours disagree: then a millionth of the range is left.
const HALVINGS: u32 = 26;

/// Answers a question about a draft's first scenario. Nothing if there is no such number or result, or the draft has mistakes.
pub fn seek(draft: &str, q: &Question) -> Option<Sought> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let lang = envelope.issues.lang;
    let input = inputs::inputs(&envelope.node, &s.path, &[], lang).into_iter().find(|i| i.path == q.input)?;
    let unit = results::find(q.result)?.unit;
    let [from, to] = range(&input)?;
    let at = |x: f64| -> Option<f64> {
        let edited = edit::set(draft, q.input, x).draft;
        let envelope = read(&edited).ok().filter(|e| e.issues.found.is_empty())?;
        answer::evaluate(envelope.scenarios.first()?).values.get(q.result)
    };
    let good = |v: Option<f64>| v.is_some_and(|v| if q.want == Want::AtLeast { v >= q.value } else { v <= q.value });
    let tried: Vec<(f64, Option<f64>)> = (0..=TRIED)
        .map(|i| {
            let x = from + (to - from) * f64::from(i) / f64::from(TRIED);
            (x, at(x))
        })
        .gather();
    let told = |verdict, x: f64, value: Option<f64>| Sought {
        verdict,
        input: input.path.clone(),
        value: x,
        text: number::format(x, input.unit, lang),
        result: q.result.to_string(),
        result_text: value.map_or_else(String::new, |v| number::format(v, unit, lang)),
        range: [from, to].map(|v| number::format(v, input.unit, lang)),
    };
    let order: Vec<usize> =
        if q.prefer == Prefer::Lowest { (0..tried.len()).gather() } else { (0..tried.len()).rev().gather() };
    let Some(first) = order.iter().position(|i| good(tried[*i].1)) else {
        // the nearest that any value comes
        let gap = |v: f64| (v - q.value).abs();
        let known = tried.iter().filter_map(|(x, v)| Some((*x, (*v)?)));
        let best = known.reduce(|a, b| if gap(b.1) < gap(a.1) { b } else { a });
        return Some(
            best.map_or_else(|| told(Verdict::Unknown, from, None), |(x, v)| told(Verdict::Never, x, Some(v))),
        );
    };
    let (mut yes, mut value) = tried[order[first]];
    if first == 0 {
        return Some(told(Verdict::Always, yes, value));
    }
    let mut no = tried[order[first - 1]].0;
    for _ in 0..HALVINGS {
        let middle = (yes + no) / 2.0;
        let v = at(middle);
        if good(v) {
            (yes, value) = (middle, v);
        } else {
            no = middle;
        }
    }
    Some(told(Verdict::Found, yes, value))
}

/// The values that are tried: the slider's, as far as the number may go.
fn range(input: &Input) -> Option<[f64; 2]> {
    let [from, to] = input.slider?;
    let (from, to) = (from.max(input.min.unwrap_or(from)), to.min(input.max.unwrap_or(to)));
    (from < to).then_some([from, to])
}
