//! Mutation testing: a seeded sample of faults put into the engine one by one, and whether a test tells.

use crate::setup::Place;
use crate::step::{Result, capture, note, run};
use std::fs;
use std::process::Command;

/// As `cargo install` names it.
const VERSION: &str = "27.1.0";

/// What is mutated: the engine's arithmetic and its readers. Words, pictures and tables are held by goldens.
const ENGINE: [&str; 14] = [
    "src/num/**",
    "src/json/**",
    "src/contract/**",
    "src/outcomes/**",
    "src/provider/**",
    "src/risk/**",
    "src/public/**",
    "src/scenario/**",
    "src/response/**",
    "src/futures/**",
    "src/link/**",
    "src/people.rs",
    "src/chance.rs",
    "src/answer.rs",
];

/// Tests that run in half a minute and between them look at all of that.
const TESTS: [&str; 15] = [
    "golden",
    "vectors",
    "properties",
    "contracts",
    "invalid",
    "links",
    "scenarios",
    "behaviour",
    "finance",
    "public",
    "schema",
    "draws",
    "futures",
    "seek",
    "backtests",
];

/// Tries so many mutants; what was missed is listed in target/mutants.out/missed.txt.
pub fn mutants(place: &Place, many: usize) -> Result<()> {
    let program = installed(place)?;
    let list = capture(told(&program, place).arg("--list"))?;
    let all = list.lines().count();
    // cargo-mutants shuffles by no seed of ours; it cuts what it is given into shards, of which the first is as good as any
    let shards = all.div_ceil(many.max(1)).max(1);
    note(&format!("{all} mutants in the engine, of which one in {shards} is tried"));
    let out = place.target.join("mutants");
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut command = told(&program, place);
    command.args(["--shard", &format!("0/{shards}"), "--sharding", "round-robin", "--profile", "mutants"]);
    // two at a time: the longest test runs alone at the end, on one core
    command.args(["--jobs", "2", "--timeout-multiplier", "5", "--output"]).arg(&out);
    command.args(["--", "--test", "it", "--"]).args(TESTS);
    // it ends with a status of its own where mutants were missed: that is a result, and no failure of the command
    let outcome = run("mutants", &mut command);
    let count = |kind: &str| {
        let text = fs::read_to_string(out.join(format!("mutants.out/{kind}.txt"))).unwrap_or_default();
        text.lines().count()
    };
    let (caught, missed, slow) = (count("caught"), count("missed"), count("timeout"));
    if caught + missed + slow == 0 {
        return outcome;
    }
    note(&format!(
        "{} of {} told by a test ({slow} by never ending), {missed} missed, {} that do not compile",
        caught + slow,
        caught + slow + missed,
        count("unviable")
    ));
    note(&format!("missed: {}", out.join("mutants.out/missed.txt").display()));
    Ok(())
}

/// cargo-mutants in target/tools, brought if missing.
fn installed(place: &Place) -> Result<std::path::PathBuf> {
    let root = place.target.join("tools");
    let program = root.join("bin/cargo-mutants");
    if capture(Command::new(&program).args(["mutants", "--version"])).is_ok_and(|v| v.contains(VERSION)) {
        return Ok(program);
    }
    let mut install = Command::new("cargo");
    install.args(["install", "cargo-mutants", "--locked", "--version", VERSION, "--root"]).arg(&root);
    run("cargo-mutants", &mut install)?;
    Ok(program)
}

fn told(program: &std::path::Path, place: &Place) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&place.root).args(["mutants", "--package", "pbr", "--no-shuffle"]);
    command.args(ENGINE.iter().flat_map(|glob| ["--file", glob]));
    command
}
