//! The payment algebra: trees of pay nodes over metrics, and what they pay.

pub mod finance;
pub mod grammar;
pub mod measure;
pub mod path;
pub mod read;
pub mod settle;
pub mod tree;
