//! One normal form for every clause from one number to pounds: a piecewise-linear curve with jumps.
//!
//! Model specification 2.3 (`PWL1`-`PWL3`, `CLO1`, `EDG1`). A cap, a target, a dead-band and a
//! bonus are the same small object; each change of slope is a call option and each jump a digital
//! option, which gives expectations in closed form.

use crate::gather::Gather;
use crate::num::edgeworth::Moments;
use crate::num::float;
use crate::num::pmf::Pmf;

/// A place where a curve bends or jumps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knot {
    /// Where, in units of the metric.
    pub at: f64,
    /// By how much the slope changes, pounds per unit.
    pub slope: f64,
    /// By how much the value jumps, pounds; at `at` itself it has jumped already ("at least" pays).
    pub jump: f64,
}

/// f(x) = y0 + s0 (x - x0) + sum over knots of slope (x - at)+ + jump 1{x >= at}. Right-continuous.
///
/// y0 + s0 (x - x0) is the left-most straight piece, extended to all x. Build with [`Curve::new`],
/// which puts the knots in order, one a place; the operations keep it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// A point on the left-most piece, in units of the metric.
    pub x0: f64,
    /// The value of the left-most piece at `x0`, pounds.
    pub y0: f64,
    /// The slope of the left-most piece, pounds per unit.
    pub s0: f64,
    /// Bends and jumps, from left to right, no two at one place.
    pub knots: Vec<Knot>,
}

impl Curve {
    /// The curve with this left-most piece and these knots, which may come in any order and share
    /// places.
    #[must_use]
    pub fn new(x0: f64, y0: f64, s0: f64, knots: Vec<Knot>) -> Self {
        let mut sorted: Vec<Knot> = Vec::with_capacity(knots.len());
        for knot in knots {
            let place = sorted.partition_point(|before| before.at <= knot.at);
            match sorted[..place].last_mut() {
                Some(same) if same.at == knot.at => {
                    same.slope += knot.slope;
                    same.jump += knot.jump;
                }
                _ => sorted.insert(place, knot),
            }
        }
        sorted.retain(|knot| knot.slope != 0.0 || knot.jump != 0.0);
        // adding 0 turns -0 into 0, which would otherwise be shown
        Self { x0, y0: y0 + 0.0, s0: s0 + 0.0, knots: sorted }
    }

    /// f(x) = x.
    #[must_use]
    pub fn identity() -> Self {
        Self::new(0.0, 0.0, 1.0, Vec::new())
    }

    /// f(x) = `c`.
    #[must_use]
    pub fn constant(c: f64) -> Self {
        Self::new(0.0, c, 0.0, Vec::new())
    }

    /// The value at `x`, jumps at `x` included.
    #[must_use]
    pub fn eval(&self, x: f64) -> f64 {
        let knots = self.reached(x).iter().map(|knot| knot.slope * (x - knot.at) + knot.jump);
        self.y0 + self.s0 * (x - self.x0) + knots.sum::<f64>()
    }

    /// The value at `x` where that was counted and divided: a knot that it falls short of by rounding alone is reached.
    #[must_use]
    pub fn at_measured(&self, x: f64) -> f64 {
        let next = self.knots.get(self.reached(x).len()).filter(|knot| reaches(x, knot.at));
        self.eval(next.map_or(x, |knot| knot.at))
    }

    /// The slope just right of `x`.
    #[must_use]
    pub fn slope_at(&self, x: f64) -> f64 {
        self.s0 + self.reached(x).iter().map(|knot| knot.slope).sum::<f64>()
    }

    /// f + g.
    #[must_use]
    pub fn sum(&self, other: &Self) -> Self {
        let y0 = self.y0 + other.y0 + other.s0 * (self.x0 - other.x0);
        Self::new(self.x0, y0, self.s0 + other.s0, [self.knots.as_slice(), &other.knots].concat())
    }

    /// c f.
    #[must_use]
    pub fn scale(&self, c: f64) -> Self {
        let knot = |k: &Knot| Knot { at: k.at, slope: c * k.slope, jump: c * k.jump };
        Self::new(self.x0, c * self.y0, c * self.s0, self.knots.iter().map(knot).gather())
    }

    /// The curve for a law that smooths whole counts of `unit`: its jumps lie half a step below the counts that reach them.
    #[must_use]
    pub fn between_counts(&self, unit: f64) -> Self {
        if unit <= 0.0 {
            return self.clone();
        }
        let halves = |k: &Knot| {
            // the first count that reaches it, but for rounding
            let first = float::ceil(k.at / unit - 1e-9);
            [Knot { jump: 0.0, ..*k }, Knot { at: (first - 0.5) * unit, slope: 0.0, jump: k.jump }]
        };
        Self::new(self.x0, self.y0, self.s0, self.knots.iter().flat_map(halves).gather())
    }

    /// The smaller of two curves at every x.
    #[must_use]
    pub fn min(&self, other: &Self) -> Self {
        self.scale(-1.0).max(&other.scale(-1.0)).scale(-1.0)
    }

    /// The larger of two curves at every x (algorithm B4: split each piece where the two cross).
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        let mut bounds: Vec<f64> = self.knots.iter().map(|knot| knot.at).gather();
        for knot in &other.knots {
            let place = bounds.partition_point(|bound| *bound < knot.at);
            if bounds.get(place) != Some(&knot.at) {
                bounds.insert(place, knot.at);
            }
        }
        if bounds.is_empty() {
            bounds.push(0.0);
        }

        let mut pieces = Pieces::default();
        pieces.add_left(Line::before(self, bounds[0]), Line::before(other, bounds[0]));
        for (i, &start) in bounds.iter().enumerate() {
            let end = bounds.get(i + 1).copied().unwrap_or(f64::INFINITY);
            pieces.add(Line::from(self, start), Line::from(other, start), end);
        }
        pieces.curve()
    }

    /// f held between `lo` and `hi`, pounds; `None` or infinite = no bound; `hi` wins if they
    /// cross.
    #[must_use]
    pub fn clamp(&self, lo: Option<f64>, hi: Option<f64>) -> Self {
        let mut held = self.clone();
        if let Some(lo) = lo.filter(|lo| lo.is_finite()) {
            held = held.max(&Self::constant(lo));
        }
        if let Some(hi) = hi.filter(|hi| hi.is_finite()) {
            held = held.min(&Self::constant(hi));
        }
        held
    }

    /// f(x) where x >= `k`, 0 below: pays only once `k` is reached.
    #[must_use]
    pub fn gate_at_least(&self, k: f64) -> Self {
        let mut knots: Vec<Knot> = self.knots.iter().copied().filter(|knot| knot.at > k).gather();
        knots.push(Knot { at: k, slope: self.slope_at(k), jump: self.eval(k) });
        Self::new(0.0, 0.0, 0.0, knots)
    }

    /// x -> f(`a` + `b` x). With `b` < 0 left and right change places, and at a jump the new curve
    /// takes the value that f has just below it, since every curve here is right-continuous.
    #[must_use]
    pub fn compose_affine(&self, a: f64, b: f64) -> Self {
        if b == 0.0 {
            return Self::constant(self.eval(a));
        }
        let (mut y0, mut s0) = (self.y0 + self.s0 * (a - self.x0), self.s0 * b);
        let mut knots = Vec::with_capacity(self.knots.len());
        for knot in &self.knots {
            let at = (knot.at - a) / b;
            if b > 0.0 {
                knots.push(Knot { at, slope: knot.slope * b, jump: knot.jump });
            } else {
                // the knot now works on all x below it: put it into the left-most piece and end it
                // at its place
                y0 += knot.slope * (a - knot.at) + knot.jump;
                s0 += knot.slope * b;
                knots.push(Knot { at, slope: -knot.slope * b, jump: -knot.jump });
            }
        }
        Self::new(0.0, y0, s0, knots)
    }

    /// E f(X) for X ~ N(`mean`, `sd`^2), `sd` >= 0.
    #[must_use]
    pub fn expect_normal(&self, mean: f64, sd: f64) -> f64 {
        self.expect_normal_skewed(mean, sd, 0.0)
    }

    /// E f(X) for X with this mean, s.d. and skewness, by Edgeworth calls and digitals.
    #[must_use]
    pub fn expect_normal_skewed(&self, mean: f64, sd: f64, skew: f64) -> f64 {
        let law = Moments { mean, sd, skew };
        let options = self
            .knots
            .iter()
            .map(|knot| weigh(knot.slope, || law.call(knot.at)) + weigh(knot.jump, || law.digital(knot.at)));
        self.y0 + self.s0 * (mean - self.x0) + options.sum::<f64>()
    }

    /// dE f(X)/d mean at a fixed `sd`: the incentive that survives the clause, pounds per extra
    /// expected unit.
    ///
    /// With `sd` = 0 it is the slope just right of the mean; a jump there would make it infinite
    /// and is left out.
    #[must_use]
    pub fn slope_normal(&self, mean: f64, sd: f64) -> f64 {
        let law = Moments { mean, sd, skew: 0.0 };
        let options = self
            .knots
            .iter()
            .map(|knot| weigh(knot.slope, || law.digital(knot.at)) + weigh(knot.jump, || law.density(knot.at)));
        self.s0 + options.sum::<f64>()
    }

    /// E f(`unit` K) for a whole number K of lattice steps of `unit` each.
    #[must_use]
    pub fn expect_pmf(&self, law: &Pmf, unit: f64) -> f64 {
        law.expect(|k| self.eval(k as f64 * unit))
    }

    /// What one more expected success is worth: (1/n) d/dp E f(Y), Y ~ Bin(`n`, `p`), pounds a
    /// success.
    ///
    /// By the Bernstein identity E[f(Y' + 1) - f(Y')], Y' ~ Bin(n - 1, p). Exact for whole n >= 1.
    #[must_use]
    pub fn effective_tariff_binomial(&self, n: f64, p: f64) -> f64 {
        Pmf::binomial((n - 1.0).max(0.0), p).expect(|k| self.eval((k + 1) as f64) - self.eval(k as f64))
    }

    /// The knots at or left of `x`.
    fn reached(&self, x: f64) -> &[Knot] {
        &self.knots[..self.knots.partition_point(|knot| knot.at <= x)]
    }
}

/// True if `x` is at least `bound`. A sum of many terms may land a rounding error short of a bound that it meets: 69 of 138
/// people less a baseline of 20% are 30 points.
#[must_use]
pub fn reaches(x: f64, bound: f64) -> bool {
    x >= bound - 1e-12 * bound.abs().max(1.0)
}

/// `weight` times a value that is not worked out when the weight is 0.
fn weigh(weight: f64, value: impl Fn() -> f64) -> f64 {
    if weight == 0.0 { 0.0 } else { weight * value() }
}

/// A straight line through a point.
#[derive(Clone, Copy)]
struct Line {
    x: f64,
    y: f64,
    slope: f64,
}

impl Line {
    /// The left-most piece of a curve, seen from `x`.
    fn before(curve: &Curve, x: f64) -> Self {
        Self { x, y: curve.y0 + curve.s0 * (x - curve.x0), slope: curve.s0 }
    }

    /// The piece of a curve that starts at `x` or runs through it to the right.
    fn from(curve: &Curve, x: f64) -> Self {
        Self { x, y: curve.eval(x), slope: curve.slope_at(x) }
    }

    fn at(&self, x: f64) -> f64 {
        self.y + self.slope * (x - self.x)
    }

    /// Where this line meets another that has the same x; infinite or NaN if they are parallel.
    fn crossing(&self, other: &Self) -> f64 {
        self.x + (other.y - self.y) / (self.slope - other.slope)
    }
}

/// The larger of two curves under construction, from left to right.
#[derive(Default)]
struct Pieces(Vec<Piece>);

/// A line and where it starts to hold; the first one holds from minus infinity.
struct Piece {
    start: f64,
    line: Line,
    /// Whether it starts at a crossing, where there can be no jump.
    crossed: bool,
}

impl Pieces {
    fn push(&mut self, start: f64, line: Line, crossed: bool) {
        self.0.push(Piece { start, line, crossed });
    }

    /// The larger of two lines on everything left of their common x.
    fn add_left(&mut self, a: Line, b: Line) {
        // far to the left the flatter line is on top
        let flatter = a.slope < b.slope || (a.slope == b.slope && a.y >= b.y);
        let (left, right) = if flatter { (a, b) } else { (b, a) };
        let cross = left.crossing(&right);
        let splits = left.slope < right.slope && cross < left.x;
        if !splits || cross.is_finite() {
            self.push(f64::NEG_INFINITY, left, true);
        }
        if splits {
            self.push(cross, right, true);
        }
    }

    /// The larger of two lines from their common x to `end`.
    fn add(&mut self, a: Line, b: Line, end: f64) {
        let higher = a.y > b.y || (a.y == b.y && a.slope >= b.slope);
        let (top, under) = if higher { (a, b) } else { (b, a) };
        self.push(top.x, top, false);
        let cross = top.crossing(&under);
        if under.slope > top.slope && cross < end {
            self.push(cross, under, true);
        }
    }

    /// The lines as a curve: bends are differences of slopes, jumps differences of values.
    fn curve(self) -> Curve {
        let first = self.0[0].line;
        let knot = |pair: &[Piece]| {
            let (before, after) = (pair[0].line.at(pair[1].start), pair[1].line.at(pair[1].start));
            // a jump smaller than the rounding of the two values is no jump
            let smooth = pair[1].crossed || (after - before).abs() <= 1e-13 * (before.abs() + after.abs());
            Knot {
                at: pair[1].start,
                slope: pair[1].line.slope - pair[0].line.slope,
                jump: if smooth { 0.0 } else { after - before },
            }
        };
        let knots = self.0.windows(2).map(knot).gather();
        Curve::new(first.x, first.y, first.slope, knots)
    }
}
