//! The luck of one future: standard normal deviates addressed by source and period.
//!
//! They depend on the seed alone, so every scenario meets the same luck and an edit moves no other draw (`model-spec.md`
//! 5.8): what matters most stands in the first Sobol dimensions, the rest is drawn by key.

use crate::gather::Gather;
use crate::num::sobol::{self, Shifted};
use crate::num::{normal, splitmix};

/// How many futures are drawn in the end, of all but the largest schemes: fixed for each version of the model.
pub const FUTURES: u32 = 16_384;
/// Independent scrambles, from whose scatter the error is read: future i belongs to scramble i mod 8.
pub const SCRAMBLES: u32 = 8;

/// Years that have Sobol dimensions of their own; later ones are drawn by key.
const YEARS: u32 = 8;

/// What is uncertain about a whole contract.
#[derive(Debug, Clone, Copy)]
pub enum Whole {
    /// What help achieves.
    Effect,
    /// How many are referred.
    Volume,
    /// The people whose past rate is the baseline.
    Baseline,
    /// The people of a comparison group.
    Comparison,
    /// Other people whose past rate might have been the baseline.
    BaselineAgain,
    /// Other people of a comparison group.
    ComparisonAgain,
}

/// The luck of a seed.
pub struct Luck {
    seed: u64,
    /// By scramble and dimension.
    sobol: Vec<Shifted>,
}

impl Luck {
    /// The luck of a seed, the same for every draft. None of it is kept: to find a deviate takes as long as to make it.
    pub fn new(seed: u32) -> Luck {
        let seed = u64::from(seed);
        let shifted = |i: u32| Shifted::new(seed, i / sobol::DIMENSIONS, i % sobol::DIMENSIONS);
        Luck { seed, sobol: (0..SCRAMBLES * sobol::DIMENSIONS).filter_map(shifted).gather() }
    }

    /// The common factor's own news of a year.
    pub fn year(&self, future: u32, year: u32) -> f64 {
        if year < YEARS { self.sobol(future, year) } else { self.keyed(future, YEAR_KEYS + u64::from(year)) }
    }

    /// Something that holds for the whole contract.
    pub fn whole(&self, future: u32, what: Whole) -> f64 {
        self.sobol(future, YEARS + what as u32)
    }

    /// The luck of all who start in a year in one group, for one outcome.
    pub fn group(&self, future: u32, stream: u32, outcome: u32, year: u32) -> f64 {
        let dimension = 2 * YEARS + stream.saturating_sub(1).saturating_mul(YEARS) + year;
        if outcome == 0 && stream > 0 && year < YEARS && dimension < sobol::DIMENSIONS {
            return self.sobol(future, dimension);
        }
        self.keyed(future, GROUP_KEYS + (u64::from(stream) << 24 | u64::from(outcome) << 16 | u64::from(year)))
    }

    /// Anything finer: a step of the chain of those who start in one month.
    pub fn step(&self, future: u32, stream: u32, outcome: u32, month: u32, step: u32) -> f64 {
        // room for 512 months and 16 million steps: people in many parts take many
        let place = u64::from(stream) << 41 | u64::from(outcome) << 33 | u64::from(month) << 24 | u64::from(step);
        self.keyed(future, STEP_KEYS + place)
    }

    /// A chance between 0 and 1 by key, for what either is or is not.
    pub fn uniform(&self, future: u32, stream: u32) -> f64 {
        splitmix::uniform(splitmix::bits(self.seed, CHANCE_KEYS + u64::from(stream), u64::from(future)))
    }

    fn sobol(&self, future: u32, dimension: u32) -> f64 {
        let place = (future % SCRAMBLES) * sobol::DIMENSIONS + dimension;
        normal::deviate(self.sobol[place as usize].point(future / SCRAMBLES))
    }

    fn keyed(&self, future: u32, stream: u64) -> f64 {
        normal::deviate(splitmix::uniform(splitmix::bits(self.seed, stream, u64::from(future))))
    }
}

// streams of the keyed draws, far apart from each other and from the dimensions, which come first
const YEAR_KEYS: u64 = 1 << 60;
const GROUP_KEYS: u64 = 2 << 60;
const STEP_KEYS: u64 = 3 << 60;
const CHANCE_KEYS: u64 = 4 << 60;
