//! A map of two numbers: in which order its cells are worked out, coarse to fine, and the line along which it takes a value.

use crate::gather::Gather;

/// Cells along each side.
pub const SIDE: usize = 50;

/// Distances from one worked-out cell to the next, one after the other.
pub const STRIDES: [usize; 5] = [16, 8, 4, 2, 1];

/// A point of the map, both coordinates as shares of its sides, from the lower left.
pub type Point = [f64; 2];

/// Every cell once, as `[column, row]`, in the order in which they are worked out.
pub fn order() -> Vec<[usize; 2]> {
    let mut out = Vec::new();
    for (level, stride) in STRIDES.iter().enumerate() {
        for row in (0..SIDE).step_by(*stride) {
            for column in (0..SIDE).step_by(*stride) {
                let before = level.checked_sub(1).map(|l| STRIDES[l]);
                if before.is_none_or(|s| row % s != 0 || column % s != 0) {
                    out.push([column, row]);
                }
            }
        }
    }
    out
}

/// How many cells are known once a stride is done.
pub fn known_after(stride: usize) -> usize {
    let along = SIDE.div_ceil(stride);
    along * along
}

/// The finest stride of which every cell is known, if any is.
pub fn finest(done: usize) -> Option<usize> {
    STRIDES.into_iter().rfind(|s| known_after(*s) <= done)
}

/// The middle of a cell as a share of its side.
pub fn middle(i: usize) -> f64 {
    (i as f64 + 0.5) / SIDE as f64
}

/// The cell that stands for one that may not be known yet: itself, or the nearest below it on a coarser grid.
pub fn stand_in(known: &dyn Fn(usize, usize) -> bool, column: usize, row: usize) -> Option<[usize; 2]> {
    let at = |s: usize| [column - column % s, row - row % s];
    STRIDES.iter().rev().map(|s| at(*s)).find(|[c, r]| known(*c, *r))
}

/// The pieces of the line along which a result takes the value `level`, between the middles of cells `stride` apart: marching
/// squares, straight between neighbours. Where a corner is unknown there is no line.
pub fn frontier(value: &dyn Fn(usize, usize) -> Option<f64>, stride: usize, level: f64) -> Vec<[Point; 2]> {
    let mut out = Vec::new();
    let along: Vec<usize> = (0..SIDE).step_by(stride).gather();
    for rows in along.windows(2) {
        for columns in along.windows(2) {
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(c, r)| {
                let (c, r) = (columns[c], rows[r]);
                value(c, r).map(|v| ([middle(c), middle(r)], v - level))
            });
            let [Some(a), Some(b), Some(c), Some(d)] = corners else { continue };
            let ring = [a, b, c, d, a];
            let mut cuts: Vec<Point> = Vec::new();
            for side in ring.windows(2) {
                let [(from, v), (to, w)] = *side else { continue };
                // a corner that lies on the line counts as above it, so that it is cut once
                if (v >= 0.0) != (w >= 0.0) {
                    let share = v / (v - w);
                    cuts.push([0, 1].map(|k| from[k] + share * (to[k] - from[k])));
                }
            }
            match cuts.as_slice() {
                [p, q] => out.push([*p, *q]),
                // a saddle: what its middle is decides which corners belong together
                [p, q, r, s] => {
                    let center = ring[..4].iter().map(|(_, v)| v).sum::<f64>();
                    let joined = (center >= 0.0) == (a.1 >= 0.0);
                    out.extend(if joined { [[*p, *q], [*r, *s]] } else { [[*s, *p], [*q, *r]] });
                }
                _ => {}
            }
        }
    }
    out
}
