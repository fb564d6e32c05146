//! The sentence that rewrites itself: the first of several whose condition holds, its results and numbers filled in.

use crate::gather::Gather;
use crate::num::decimal;
use crate::reply::{Figure, Input, Part};
use crate::results;
use crate::story::Story;
use crate::words::{self, Arg};

/// The sentence; nothing if no condition holds.
pub(super) fn sentence(
    cases: &[(String, String)],
    story: &Story,
    figure: Option<&Figure>,
    inputs: &[Input],
) -> Vec<Part> {
    let teller = Teller { story, figure, inputs };
    let Some((_, says)) = cases.iter().find(|(when, _)| teller.holds(when)) else { return Vec::new() };
    words::fill(says, story.lang, &|name| teller.arg(name))
}

struct Teller<'a> {
    story: &'a Story<'a>,
    figure: Option<&'a Figure>,
    inputs: &'a [Input],
}

impl Teller<'_> {
    /// A condition: comparisons with `and` between. None of a result that is undefined holds.
    fn holds(&self, when: &str) -> bool {
        when.split(" and ").all(|one| {
            let words: Vec<&str> = one.split_whitespace().gather();
            match words.as_slice() {
                [] => true,
                [a, "is", shown @ ..] => self.cell(a).is_some_and(|(_, text)| text == shown.join(" ")),
                [a, sign, b] => self.value(a).zip(self.value(b)).is_some_and(|(a, b)| match *sign {
                    "<" => a < b,
                    ">" => a > b,
                    "<=" => a <= b,
                    ">=" => a >= b,
                    "=" => a == b,
                    _ => false,
                }),
                _ => false,
            }
        })
    }

    fn value(&self, name: &str) -> Option<f64> {
        match name.strip_prefix('@') {
            Some(path) => self.inputs.iter().find(|i| i.path == path)?.value,
            None if results::find(name).is_some() => self.story.shown(name),
            None => decimal::parse(name),
        }
    }

    /// What stands in a cell of the picture's table, or in its headline: its id and its text.
    fn cell(&self, id: &str) -> Option<(String, String)> {
        let figure = self.figure?;
        let mut cells = figure.table.rows.iter().flat_map(|r| &r.cells);
        if let Some(cell) = cells.find(|c| c.result == id) {
            return Some((cell.result.clone(), cell.text.clone()));
        }
        let part = figure.headline.iter().find(|p| p.result.as_deref() == Some(id))?;
        Some((id.to_string(), part.text.clone()))
    }

    fn arg(&self, name: &str) -> Option<Arg> {
        if let Some(path) = name.strip_prefix('@') {
            let input = self.inputs.iter().find(|i| i.path == path)?;
            return Some(Arg::Input(input.path.clone(), input.text.clone()));
        }
        // a minus in front turns the sign round, for words that tell it: "takes back {-paid_for_more}"
        if let Some(Arg::Result(id, value, unit)) = name.strip_prefix('-').map(|name| self.story.result(name)) {
            return Some(Arg::Result(id, value.map(|v| -v), unit));
        }
        if results::find(name).is_some() {
            return Some(self.story.result(name));
        }
        let (id, text) = self.cell(name)?;
        Some(Arg::Parts(vec![Part { text, result: Some(id), ..Part::default() }]))
    }
}
