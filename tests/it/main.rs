//! One test binary: vectors, properties, goldens, back-tests, the command line and tidiness.
mod backtests;
mod invalid;
mod library;
mod links;
mod properties_contract;
mod properties_num;
mod vectors;
mod vectors_num;
mod contracts;
mod scenarios;
mod schema;
mod tidy;
