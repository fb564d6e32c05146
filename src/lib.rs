//! Payment by Results: what if? Pricing, incentives and risk-sharing of outcomes-based public contracts.
#![warn(missing_docs)]

pub mod contract;
pub mod issues;
pub mod json;
pub mod num;
pub mod outcomes;
pub mod reply;
pub mod value;
pub mod words;
