//! The public purse, on plain numbers: who gains and who pays, what is shared or paid twice, what counting costs, appraisal.

pub mod administration;
pub mod appraisal;
pub mod gains;
pub mod overlap;
pub mod pooling;
