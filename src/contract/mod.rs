//! The payment algebra: trees of pay nodes over metrics, and what they pay.
