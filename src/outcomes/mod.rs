//! Uncertainty: how far counts can stray from their means.

pub mod exact;
