//! Payment by Results: what if? Pricing, incentives and risk-sharing of outcomes-based public contracts.
#![warn(missing_docs)]

pub mod contract;
pub mod num;
pub mod outcomes;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
