//! One number at a time: what a result comes to with each number low and high, and where the answer turns.

use super::model::Model;
use super::turns::{HALVINGS, TRIED, TURNS, stretch, tried};
use crate::gather::Gather;
use crate::results::Values;

/// One number at both ends of its range.
#[derive(Debug, Clone)]
pub struct Swing {
    /// Index of the range.
    pub range: usize,
    /// Low and high end, as far as the other numbers let it go.
    pub at: [f64; 2],
    /// False for an end that the other numbers keep it from.
    pub whole: [bool; 2],
    /// All results there; nothing where there is no answer.
    pub values: [Option<Values>; 2],
}

impl Swing {
    /// The result at both ends.
    pub fn ends(&self, result: &str) -> [Option<f64>; 2] {
        [0, 1].map(|end| self.values[end].as_ref().and_then(|v| v.get(result)))
    }

    /// How far apart the result comes, with what it is now; in its unit.
    pub fn width(&self, result: &str, now: f64) -> f64 {
        let [low, high] = self.ends(result).map(|v| v.unwrap_or(now));
        low.max(high).max(now) - low.min(high).min(now)
    }
}

/// Where one question turns as one number goes along its slider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turned {
    /// Not looked for yet.
    Open,
    /// At this value of the number.
    At(f64),
    /// At none on the slider.
    Nowhere,
}

/// How many of the strongest numbers are asked where the answer turns.
const ASKED: usize = 6;

/// All numbers of a draft, one after the other.
pub struct Tornado {
    model: Model,
    result: String,
    /// What stands: all results of the draft.
    pub now: Values,
    /// Indices of the ranges that have a width.
    wide: Vec<usize>,
    done: usize,
    /// The number of which one end is known.
    half: Option<Swing>,
    swings: Vec<Swing>,
    /// How many of the strongest are asked where the answer turns, at most.
    asks: usize,
    /// The strongest, once all are known: range, what was tried, the stretch of each question, where it turned.
    asked: Vec<Asked>,
}

/// One number on its slider.
struct Asked {
    range: usize,
    tried: Vec<(f64, Option<Values>)>,
    /// Of each question: the stretch that is left, and what holds at its lower end.
    left: Vec<Option<(f64, f64, Option<bool>)>>,
    turned: Vec<Turned>,
}

impl Tornado {
    /// All that is to be worked out for one result of a model.
    pub fn of(mut model: Model, result: &str) -> Option<Tornado> {
        let now = model.at(&[])?;
        let result = if now.get(result).is_some() { result } else { super::turns::first_question(&now) };
        let wide = (0..model.ranges.len()).filter(|i| model.ranges[*i].is_wide()).gather();
        let result = result.to_string();
        Some(Tornado {
            model,
            result,
            now,
            wide,
            done: 0,
            half: None,
            swings: Vec::new(),
            asks: ASKED,
            asked: Vec::new(),
        })
    }

    /// The same without where the answer turns, which is nine tenths of the work.
    pub fn without_turns(mut self) -> Tornado {
        self.asks = 0;
        self
    }

    /// The result that is weighed.
    pub fn result(&self) -> &str {
        &self.result
    }

    /// What it comes to now.
    pub fn stands(&self) -> f64 {
        self.now.or_zero(&self.result)
    }

    /// The draft.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Evaluations that are made at most; some are not needed and take no time.
    pub fn total(&self) -> usize {
        2 * self.wide.len() + self.asks.min(self.wide.len()) * self.each()
    }

    fn each(&self) -> usize {
        TRIED + self.turns().len() * HALVINGS
    }

    /// The questions that can be put to this draft, as indices of [`TURNS`].
    pub fn turns(&self) -> Vec<usize> {
        (0..TURNS.len()).filter(|t| (TURNS[*t].holds)(&self.now).is_some()).gather()
    }

    /// How much is done, of [`Tornado::total`].
    pub fn done(&self) -> usize {
        self.done
    }

    /// Does one piece more.
    pub fn step(&mut self) {
        if self.done >= self.total() {
            return;
        }
        let k = self.done;
        self.done += 1;
        if let Some(range) = self.wide.get(k / 2) {
            self.swing(*range, k % 2);
            return;
        }
        let (which, piece) = ((k - 2 * self.wide.len()) / self.each(), (k - 2 * self.wide.len()) % self.each());
        if piece == 0 {
            let range = self.ranked()[which].range;
            let open = vec![Turned::Open; self.turns().len()];
            self.asked.push(Asked { range, tried: Vec::new(), left: Vec::new(), turned: open });
        }
        let Some(asked) = self.asked.last_mut() else { return };
        let range = asked.range;
        let Some(slider) = self.model.ranges[range].slider else {
            asked.turned.iter_mut().for_each(|t| *t = Turned::Nowhere);
            return;
        };
        if piece < TRIED {
            let x = tried(slider, piece);
            asked.tried.push((x, self.model.at(&[(range, x)])));
            if piece + 1 == TRIED {
                self.bracket();
            }
        } else {
            self.halve((piece - TRIED) / HALVINGS, (piece - TRIED) % HALVINGS + 1 == HALVINGS);
        }
    }

    fn swing(&mut self, range: usize, end: usize) {
        let r = &self.model.ranges[range];
        let (at, whole) = self.model.reach(range, if end == 0 { r.low } else { r.high });
        let value = self.model.at(&[(range, at)]);
        match self.half.take() {
            Some(mut s) if end == 1 => {
                (s.at[1], s.whole[1], s.values[1]) = (at, whole, value);
                self.swings.push(s);
            }
            _ => self.half = Some(Swing { range, at: [at; 2], whole: [whole; 2], values: [value, None] }),
        }
    }

    /// The swings so far, largest first; of equal ones, in the order of their names, whatever the order of the draft.
    pub fn ranked(&self) -> Vec<&Swing> {
        let now = self.stands();
        let name = |s: &Swing| self.model.ranges[s.range].name.as_str();
        let mut out: Vec<&Swing> = Vec::new();
        for s in &self.swings {
            let before = |o: &&Swing| {
                let (a, b) = (o.width(&self.result, now), s.width(&self.result, now));
                // sums in another order differ in their last digits
                let alike = (a - b).abs() <= 1e-9 * a.max(b);
                if alike { name(o) <= name(s) } else { a > b }
            };
            let at = out.iter().position(|o| !before(o)).unwrap_or(out.len());
            out.insert(at, s);
        }
        out
    }

    /// Finds, once the whole slider has been tried, the stretch nearest to what stands in which each question turns.
    fn bracket(&mut self) {
        let turns = self.turns();
        let Some(asked) = self.asked.last_mut() else { return };
        let range = &self.model.ranges[asked.range];
        for (t, turn) in turns.iter().enumerate() {
            let holds = TURNS[*turn].holds;
            let mut at: Vec<(f64, Option<bool>)> =
                asked.tried.iter().map(|(x, v)| (*x, v.as_ref().and_then(holds))).gather();
            // what stands is known, and lies between two that were tried
            let place = at.iter().position(|(x, _)| *x >= range.value).unwrap_or(at.len());
            at.insert(place, (range.value, holds(&self.now)));
            let found = stretch(&at, range.value);
            let below = found.and_then(|(a, _)| at.iter().find(|(x, _)| *x == a)).and_then(|(_, h)| *h);
            asked.left.push(found.map(|(a, b)| (a, b, below)));
            if found.is_none() {
                asked.turned[t] = Turned::Nowhere;
            }
        }
    }

    fn halve(&mut self, t: usize, last: bool) {
        let turn = self.turns()[t];
        let Some(asked) = self.asked.last_mut() else { return };
        let Some(Some((a, b, below))) = asked.left.get(t).copied() else { return };
        let middle = (a + b) / 2.0;
        let holds = self.model.at(&[(asked.range, middle)]).as_ref().and_then(TURNS[turn].holds);
        let (a, b) = if holds == below { (middle, b) } else { (a, middle) };
        asked.left[t] = Some((a, b, below));
        if last {
            asked.turned[t] = Turned::At((a + b) / 2.0);
        }
    }

    /// Where each question turns along the strongest numbers, as far as it has been looked for: the range, and a place for each
    /// of [`Tornado::turns`].
    pub fn turned(&self) -> impl Iterator<Item = (usize, &[Turned])> {
        self.asked.iter().map(|a| (a.range, a.turned.as_slice()))
    }
}
