//! `cargo xtask`: demo, test, build, bench.
fn main() {}
