//! The specification's vectors for random numbers, other laws of counts, tails, shares of risk and prices under risk.

use pbr::num::sobol::Sobol;
use pbr::num::splitmix;

use crate::vectors::{Answer, Case, Got, run};

/// The groups of this file.
const GROUPS: [&str; 3] = ["RNG1", "RNG2", "RNG3"];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_risk.rs");
    for id in GROUPS {
        assert!(source.contains(&format!("run(\"{id}\"")), "{id} is not run");
    }
}

/// A 64-bit input, which the file writes as text.
fn bits(case: &Case, name: &str) -> u64 {
    case.value(name).as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{}: {name}", case.id))
}

#[test]
fn rng1_splitmix() {
    run("RNG1", |case| {
        // the generator's state rises by a constant: its outputs are those of as many first draws
        let states = (0..case.out["u64"].as_array().map_or(0, Vec::len) as u64)
            .map(|i| bits(case, "seed").wrapping_add(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        Answer::new().with("u64", states.map(|s| splitmix::mix(s).to_string().as_str().into()).collect::<Vec<Got>>())
    });
}

#[test]
fn rng2_sobol() {
    run("RNG2", |case| {
        let points = Sobol::new(case.num("dim") as u32).expect("a dimension");
        let x = case.nums("indices").into_iter().map(|i| f64::from(points.point(i as u32)) / 4_294_967_296.0);
        Answer::new().with("x", x.collect::<Vec<_>>())
    });
}

#[test]
fn rng3_keyed_draw() {
    run("RNG3", |case| {
        let draw = splitmix::bits(bits(case, "seed"), case.num("stream") as u64, case.num("path") as u64);
        Answer::new().with("u64", draw.to_string().as_str()).with("u", splitmix::uniform(draw))
    });
}
