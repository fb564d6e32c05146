//! Uncertainty: how far counts can stray from their means.

pub mod baseline;
pub mod checking;
pub mod exact;
pub mod persistence;
pub mod recurrence;
pub mod volume;
