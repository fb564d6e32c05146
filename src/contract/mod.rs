//! The payment algebra: trees of pay nodes over metrics, and what they pay.

pub mod cap;
pub mod curve;
pub mod discount;
pub mod significance;
pub mod staged;
