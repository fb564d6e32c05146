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
pub const TRIED: u32 = 32;
/// Halvings once two neighbours disagree: then a millionth of the range is left.
pub const HALVINGS: u32 = 26;

/// A search for a value, told one trial at a time, so that whoever runs it may stop between any two.
#[derive(Debug, Clone)]
pub struct Search {
    range: [f64; 2],
    want: Want,
    value: f64,
    prefer: Prefer,
    trials: u32,
    halvings: u32,
    tried: Vec<(f64, Option<f64>)>,
    /// The value that does with its result, and its neighbour that does not, once they are known.
    between: Option<((f64, Option<f64>), f64)>,
    halved: u32,
}

/// Where a search ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// Whether, and how, a value was found.
    pub verdict: Verdict,
    /// The value that does, or the one that comes nearest.
    pub value: f64,
    /// The result there; none if it is not known at any value.
    pub result: Option<f64>,
}

impl Search {
    /// A search between the ends of `range`, of a result that is wanted at `value`: so many trials (at least 1), then so many
    /// halvings.
    pub fn new(range: [f64; 2], want: Want, value: f64, prefer: Prefer, trials: u32, halvings: u32) -> Search {
        let (tried, between) = (Vec::new(), None);
        Search { range, want, value, prefer, trials, halvings, tried, between, halved: 0 }
    }

    /// True if a result is as it is wanted.
    pub fn good(&self, result: Option<f64>) -> bool {
        result.is_some_and(|v| if self.want == Want::AtLeast { v >= self.value } else { v <= self.value })
    }

    /// The values between which it is sought.
    pub fn range(&self) -> [f64; 2] {
        self.range
    }

    /// Trials done, and the most that there can be.
    pub fn progress(&self) -> (u32, u32) {
        (self.tried.len() as u32 + self.halved, self.trials + 1 + self.halvings)
    }

    /// The value to be tried next; none once it is over.
    pub fn next(&self) -> Option<f64> {
        let i = self.tried.len() as u32;
        if i <= self.trials {
            let [from, to] = self.range;
            return Some(from + (to - from) * f64::from(i) / f64::from(self.trials));
        }
        let ((yes, _), no) = self.between?;
        (self.halved < self.halvings).then(|| (yes + no) / 2.0)
    }

    /// Takes what came of that value.
    pub fn tell(&mut self, result: Option<f64>) {
        let Some(x) = self.next() else { return };
        let good = self.good(result);
        if let Some(((yes, value), no)) = &mut self.between {
            self.halved += 1;
            if good {
                (*yes, *value) = (x, result);
            } else {
                *no = x;
            }
            return;
        }
        self.tried.push((x, result));
        if self.tried.len() as u32 > self.trials {
            let order = self.order();
            if let Some(first) = order.iter().position(|i| self.good(self.tried[*i].1)).filter(|first| *first > 0) {
                self.between = Some((self.tried[order[first]], self.tried[order[first - 1]].0));
            }
        }
    }

    /// The trials in the order in which they are preferred.
    fn order(&self) -> Vec<usize> {
        let all = 0..self.tried.len();
        if self.prefer == Prefer::Lowest { all.gather() } else { all.rev().gather() }
    }

    /// What was found, once it is over.
    pub fn end(&self) -> End {
        if let Some(((value, result), _)) = self.between {
            return End { verdict: Verdict::Found, value, result };
        }
        let first = self.order().first().map(|i| self.tried[*i]);
        if let Some((value, result)) = first.filter(|(_, v)| self.good(*v)) {
            return End { verdict: Verdict::Always, value, result };
        }
        // the nearest that any value comes
        let gap = |v: f64| (v - self.value).abs();
        let known = self.tried.iter().filter_map(|(x, v)| Some((*x, (*v)?)));
        match known.reduce(|a, b| if gap(b.1) < gap(a.1) { b } else { a }) {
            Some((value, result)) => End { verdict: Verdict::Never, value, result: Some(result) },
            None => End { verdict: Verdict::Unknown, value: self.range[0], result: None },
        }
    }
}

/// Answers a question about a draft's first scenario. Nothing if there is no such number or result, or the draft has mistakes.
///
/// ```
/// use pbr::reply::Verdict;
/// use pbr::seek::{Prefer, Question, Want, seek};
///
/// // the lowest price at which nobody is left without help
/// let draft = pbr::library::find("front1").expect("a scheme").text;
/// let input = "scenarios[0].contracts[0].payments[0].pay.of.rate";
/// let question = Question { input, result: "unhelped", want: Want::AtMost, value: 0.0, prefer: Prefer::Lowest };
/// let found = seek(draft, &question).expect("a number and a result of this draft");
/// assert_eq!(found.verdict, Verdict::Found);
/// assert!((found.value - 12_500.0).abs() < 1.0);
/// ```
pub fn seek(draft: &str, q: &Question) -> Option<Sought> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let lang = envelope.issues.lang;
    let input = inputs::inputs(&envelope.node, &s.path, &[], lang).into_iter().find(|i| i.path == q.input)?;
    let unit = results::find(q.result)?.unit;
    let mut search = Search::new(range(&input)?, q.want, q.value, q.prefer, TRIED, HALVINGS);
    while let Some(x) = search.next() {
        let envelope = read(&edit::set(draft, q.input, x).draft).ok().filter(|e| e.issues.found.is_empty());
        let scenario = envelope.as_ref().and_then(|e| e.scenarios.first());
        search.tell(scenario.and_then(|s| answer::evaluate(s).values.get(q.result)));
    }
    let end = search.end();
    Some(Sought {
        verdict: end.verdict,
        input: input.path.clone(),
        value: end.value,
        text: number::format(end.value, input.unit, lang),
        result: q.result.to_string(),
        result_text: end.result.map_or_else(String::new, |v| number::format(v, unit, lang)),
        range: search.range().map(|v| number::format(v, input.unit, lang)),
    })
}

/// The values that are tried: the slider's, as far as the number may go.
pub fn range(input: &Input) -> Option<[f64; 2]> {
    let [from, to] = input.slider?;
    let (from, to) = (from.max(input.min.unwrap_or(from)), to.min(input.max.unwrap_or(to)));
    (from < to).then_some([from, to])
}
