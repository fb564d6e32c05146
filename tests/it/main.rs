//! One test binary: vectors, properties, goldens, back-tests, the command line and tidiness.
mod backtests;
mod cli;
mod contracts;
mod docs;
mod golden;
mod invalid;
mod library;
mod links;
mod properties_behaviour;
mod properties_contract;
mod properties_num;
mod scenarios;
mod schema;
mod tidy;
mod vectors;
mod vectors_behaviour;
mod vectors_num;
