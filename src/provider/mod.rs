//! Provider behaviour on plain numbers: what help achieves, and how much of it a price buys.

pub mod production;

pub use production::{Need, best_response, scale_from};
