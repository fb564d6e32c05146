//! Payment by Results: what if? Pricing, incentives and risk-sharing of outcomes-based public contracts.
#![warn(missing_docs)]

pub mod answer;
pub mod backtest;
pub mod chance;
pub mod contract;
pub mod evaluate;
pub mod figures;
pub mod issues;
pub mod json;
pub mod library;
pub mod link;
pub mod num;
pub mod outcomes;
pub mod people;
pub mod prose;
pub mod provider;
pub mod reply;
pub mod response;
pub mod results;
pub mod scenario;
pub mod story;
pub mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod words;
