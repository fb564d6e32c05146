//! The payment algebra: trees of pay nodes over metrics, and what they pay.

pub mod class;
pub mod clauses;
pub mod curve;
pub mod discount;
pub mod expect;
pub mod finance;
pub mod grammar;
pub mod ledger;
pub mod measure;
pub mod netting;
pub mod path;
pub mod read;
pub mod settle;
mod shorthand;
pub mod significance;
pub mod staged;
pub mod tree;
