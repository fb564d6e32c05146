//! Who bears which risk and what it costs, on plain numbers: tails, shares, bids, investors, pay for luck.

pub mod bid;
pub mod investor;
pub mod noise;
pub mod safe_share;
pub mod shares;
pub mod staging;
pub mod tails;
