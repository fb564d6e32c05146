//! All numbers at once: the runs of the model that the importance of each is estimated from, and what comes of them so far.

use super::model::{Change, Model};
use super::shares::{Index, Points, Row, SETS, indices};
use super::told;
use crate::gather::Gather;
use crate::reply::{self, Progress};

/// Points of each set at the end. In all, sets × points × (numbers + 2) runs: 7,168 for twelve numbers.
const POINTS: u32 = 64;
/// After so many points of each set there are first, rough shares.
const FIRST: u32 = 2;
/// More numbers than these are not drawn together.
pub const MOST: usize = 12;

/// The runs so far.
pub struct Together {
    pub(super) model: Model,
    pub(super) result: String,
    /// Indices of the ranges that are drawn.
    pub(super) drawn: Vec<usize>,
    points: Points,
    done: usize,
    sets: Vec<Vec<Row>>,
    row: Row,
    /// What the runs of the last full doubling come to.
    pub(super) indices: Vec<Index>,
    /// Runs that the indices rest on; none before the first.
    pub(super) rests: usize,
    /// Runs whose numbers did not go together, and rows that were left out.
    pub(super) near: usize,
    pub(super) lost: usize,
}

impl Together {
    /// The numbers at these paths, as far as they have a range.
    pub fn of(mut model: Model, result: &str, paths: &[String]) -> Option<Together> {
        model.at(&[])?.get(result)?;
        let found = paths.iter().filter_map(|p| model.find(p)).filter(|i| model.ranges[*i].is_wide());
        let drawn: Vec<usize> = found.take(MOST).gather();
        if drawn.is_empty() {
            return None;
        }
        let points = Points::new(1, drawn.len());
        let sets = vec![Vec::new(); SETS];
        let (result, row) = (result.to_string(), Some(Vec::new()));
        let (indices, done, rests, near, lost) = (Vec::new(), 0, 0, 0, 0);
        Some(Together { model, result, drawn, points, done, sets, row, indices, rests, near, lost })
    }

    /// Runs of a point of one set.
    fn runs(&self) -> usize {
        self.drawn.len() + 2
    }

    /// Runs in all.
    pub fn total(&self) -> usize {
        POINTS as usize * SETS * self.runs()
    }

    /// One run more: point by point, set by set, so that a doubling of the points is whole before the next begins.
    pub fn run(&mut self) {
        if self.done >= self.total() {
            return;
        }
        let (row, run) = (self.done / self.runs(), self.done % self.runs());
        let (point, set) = (row / SETS, row % SETS);
        if run == 0 {
            self.row = Some(Vec::new());
        }
        let unit = self.points.at(set, point as u32, run);
        let changes: Vec<Change> = self.drawn.iter().zip(unit).map(|(i, u)| (*i, self.model.ranges[*i].at(u))).gather();
        let (values, near) = self.model.near(&changes);
        self.near += usize::from(near);
        let value = values.and_then(|v| v.get(&self.result));
        self.row = self.row.take().zip(value).map(|(mut row, v)| {
            row.push(v);
            row
        });
        self.done += 1;
        if run + 1 < self.runs() {
            return;
        }
        let row = self.row.take();
        self.lost += usize::from(row.is_none());
        self.sets[set].push(row);
        let whole = point as u32 + 1;
        if set + 1 == SETS && whole >= FIRST && whole.is_power_of_two() {
            self.indices = indices(&self.sets, self.drawn.len());
            self.rests = self.done;
        }
    }

    /// What has come of it.
    pub fn told(&self) -> reply::Together {
        told::together(self)
    }
}

impl Together {
    /// So many runs more, and what has come of them.
    pub fn step(&mut self, units: u32, progress: &mut Progress) {
        (0..units.max(1)).for_each(|_| self.run());
        (progress.done, progress.total) = (self.done as u32, self.total() as u32);
        let together = Some(self.told());
        progress.mattered =
            Some(reply::Mattered { result: self.result.clone(), together, ..reply::Mattered::default() });
    }
}
