//! Long work of the workbench's tools, done in steps by whoever has the time.

use crate::reply::Progress;

/// Long work, done in steps.
pub trait Task {
    /// Does so many units more and says in `progress` how much is done (`done` of `total`) and what has come of it so far.
    fn step(&mut self, units: u32, progress: &mut Progress);
}
