//! `pbr`: evaluates scenarios, one JSON a line in, one JSON a line out.
fn main() {}
