//! Numbers: elementary functions, laws and quadrature that give the same bits everywhere.

pub mod decimal;
pub mod edgeworth;
pub mod float;
pub mod lambert;
pub mod normal;
pub mod owen_t;
pub mod pmf;
pub mod quadrature;
pub mod root;
pub mod sobol;
pub mod splitmix;
mod whole;
