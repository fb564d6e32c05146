//! One test binary: vectors, properties, goldens, back-tests, the command line and tidiness.
mod backtests;
mod library;
mod properties_num;
mod vectors;
mod vectors_num;
mod contracts;
mod scratch;
