//! One test binary: vectors, properties, goldens, back-tests, the command line and tidiness.
mod invalid;
mod links;
mod properties_num;
mod vectors;
mod vectors_num;
mod contracts;
mod scenarios;
mod schema;
mod scratch;
