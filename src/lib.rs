//! Payment by Results: what if? Pricing, incentives and risk-sharing of outcomes-based public contracts.
//!
//! A draft goes in as text; what it comes to, or everything that is wrong with it, comes out:
//!
//! ```
//! use pbr::{evaluate::evaluate, library, reply::Status};
//!
//! let scheme = library::find("front1").expect("the contract of the front window");
//! let reply = evaluate(scheme.text, None, 1);
//! assert_eq!(reply.status, Status::Answered);
//!
//! let answer = reply.views[0].answer.as_ref().expect("a draft without mistakes has an answer");
//! let paid = answer.results.iter().find(|r| r.id == "paid").expect("every result has a row");
//! assert_eq!(paid.text, "£1.53m");
//! ```
//!
//! The tour: `scenario` reads drafts, `contract` gives a payment rule its meaning, `people` and `chance` say what happens to
//! people and how surely, `response` what the provider does about it, `answer` calls them in order, and `story`, `figures`
//! and `prose` put it into words. `ARCHITECTURE.md` has the map and the invariants.
#![warn(missing_docs)]

pub mod acts;
pub mod alternatives;
pub mod answer;
pub mod ask;
pub mod backtest;
pub mod bid;
pub mod bids;
pub mod cards;
pub mod catalogue;
pub mod chance;
pub mod clauses;
pub mod commission;
pub mod compare;
pub mod contract;
pub mod deck;
pub mod design;
pub mod evaluate;
pub mod figures;
pub mod futures;
pub mod gainers;
pub mod gather;
pub mod incentives;
pub mod issues;
pub mod json;
pub mod kept;
pub mod library;
pub mod link;
pub mod matters;
pub mod measures;
pub mod method;
pub mod money;
pub mod num;
pub mod ordered;
pub mod outcomes;
pub mod payoff;
pub mod people;
pub mod private;
pub mod prose;
pub mod provider;
pub mod public;
pub mod reply;
pub mod response;
pub mod results;
pub mod risk;
pub mod rules;
pub mod scenario;
pub mod seek;
pub mod share;
pub mod sides;
pub mod story;
pub mod stress;
pub mod take;
pub mod tariffs;
pub mod task;
pub mod tasks;
pub mod terms;
pub mod unit_costs;
pub mod unsure;
pub mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod words;
pub mod workbook;
