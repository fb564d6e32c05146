//! The verbs of `cargo xtask`, one function each.

mod artifact;
mod bench;
mod browsers;
mod fanout;
mod fuzz;
mod mutants;
mod notices;
mod office;
mod release;
mod setup;
mod shifts;
mod step;
mod supply;

use setup::Place;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use step::{Result, ahead, capture, note, run};

const VERBS: &str = "\
cargo xtask demo [--no-open]   build the page and open it; --no-open only prints its path
cargo xtask test               everything that must hold: format, lints, tests, build, types, the page in two browsers
cargo xtask build              dist/index.html, the one artifact
cargo xtask fanout [COUNT]     scenarios over GNU parallel and Dask into Parquet, held against the lines; prints the rates
cargo xtask bench [--quick]    prints how fast: native, WebAssembly and what others would use, side by side; size, time to the
                               first answer, a dragged slider in every scheme; --quick: fewer runs, no sliders
cargo xtask audit              what is publicly known against anything locked; says what it could not ask
cargo xtask twice              builds the last commit in two folders: the page must be the same, byte for byte
cargo xtask release            what is published of the last commit, in target/release-VERSION: .ci/release puts it where it is served
cargo xtask fuzz [MINUTES]     hostile inputs of every kind, 10 minutes if not said; `fuzz keep` puts the least of all inputs that
                               reach what was reached into the corpus of the tests
cargo xtask mutants [N]        N faults put into the engine one by one, 60 if not said: how many does a test tell
cargo xtask soak               10,000 edits in the module that ships: its memory must be flat
Each does all of its own set-up.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let started = Instant::now();
    let outcome = match words[..] {
        [] | ["help" | "--help" | "-h", ..] => {
            println!("{VERBS}");
            return ExitCode::SUCCESS;
        }
        ["demo"] => demo(true),
        ["demo", "--no-open"] => demo(false),
        ["test"] => test(),
        ["build"] => build(),
        ["fanout"] => fan_out(fanout::FEW),
        ["fanout", count] => count.parse().map_err(|_| format!("“{count}” is no number")).and_then(fan_out),
        ["bench"] => bench(false),
        ["bench", "--quick"] => bench(true),
        ["audit"] => Place::find().and_then(|place| supply::audit(&place)),
        ["twice"] => Place::find().and_then(|place| supply::twice(&place, None)),
        ["release"] => Place::find().and_then(|place| release::release(&place)),
        ["fuzz", "keep"] => Place::find().and_then(|place| fuzz::keep(&place)).map(|()| Last::new()),
        ["fuzz", ref minutes @ ..] if minutes.len() < 2 => {
            number(minutes, 10.0).and_then(|n| fuzz::long(&Place::find()?, n)).map(|()| Last::new())
        }
        ["mutants", ref many @ ..] if many.len() < 2 => {
            number(many, 60.0).and_then(|n| mutants::mutants(&Place::find()?, n as usize)).map(|()| Last::new())
        }
        ["soak"] => soak(),
        _ => Err(format!("no such verb: {}\n\n{VERBS}", words.join(" "))),
    };
    match outcome {
        Ok(last) => {
            println!("\nxtask: all well, {:.1} s{last}", started.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("\nxtask: FAILED after {:.1} s: {why}", started.elapsed().as_secs_f64());
            ExitCode::FAILURE
        }
    }
}

/// What is printed last of all: the path of the page, or what was not run.
type Last = String;

fn build() -> Result<Last> {
    let place = Place::find()?;
    setup::for_build(&place)?;
    artifact::build(&place)?;
    Ok(format!("\n{}", artifact::page(&place).display()))
}

fn demo(open: bool) -> Result<Last> {
    let last = build()?;
    if open {
        show(&artifact::page(&Place::find()?));
    }
    Ok(last)
}

/// Opens the page in whatever the person browses with. Failing is no error: its path is printed in any case.
fn show(page: &Path) {
    let mut opener = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        start.args(["/C", "start", ""]);
        start
    } else {
        Command::new("xdg-open")
    };
    let quiet = opener.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if quiet.spawn().is_err() {
        note("no browser could be opened from here: open this file in one");
    }
}

/// The number of a verb, or what it is if none was said.
fn number(words: &[&str], else_: f64) -> Result<f64> {
    words.first().map_or(Ok(else_), |word| word.parse().map_err(|_| format!("{word} is no number")))
}

fn soak() -> Result<Last> {
    let place = Place::find()?;
    let chromium = browsers::chromium(&place)?;
    setup::for_build(&place)?;
    artifact::build(&place)?;
    let mut node = Command::new("node");
    node.current_dir(&place.root).args(["--test", "--test-reporter=spec", "www/test/soak.test.mjs"]);
    run("10,000 edits", node.env("SOAK", "10000").env("PBR_CHROMIUM", chromium))?;
    Ok(Last::new())
}

fn bench(quick: bool) -> Result<Last> {
    let place = Place::find()?;
    let chromium = browsers::chromium(&place)?;
    setup::for_build(&place)?;
    bench::bench(&place, &chromium, quick)?;
    Ok(Last::new())
}

fn fan_out(count: u32) -> Result<Last> {
    let place = Place::find()?;
    let Some(python) = fanout::find(&place)? else { return Ok(fanout::not_run(false)) };
    native(&place)?;
    fanout::fan_out(&place, &python, count)?;
    Ok(Last::new())
}

/// The command line as it is released.
fn native(place: &Place) -> Result<()> {
    run("command line, as released", &mut compile(place))
}

fn compile(place: &Place) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--bin", "pbr"]).current_dir(&place.root);
    cargo
}

fn test() -> Result<Last> {
    let place = Place::find()?;
    // both wait for what they fetch
    let (python, tools) = std::thread::scope(|beside| {
        let python = beside.spawn(|| fanout::find(&place));
        let tools =
            setup::for_test(&place).and_then(|()| Ok((browsers::find(&place)?, office::find()?, fuzz::find()?)));
        (python.join().expect("a step fails, it does not panic"), tools)
    });
    let (browsers, office, fuzzes) = tools?;
    let tools = Tools { browsers, office, python: python?, fuzzes };
    let outcome = check(&place, &tools);
    // last on the screen, whatever else happened
    let not_run = tools.not_run();
    outcome.map(|()| not_run.clone()).map_err(|why| why + &not_run)
}

/// What the tests need and a machine may lack.
struct Tools {
    browsers: browsers::Found,
    office: Option<PathBuf>,
    python: Option<PathBuf>,
    fuzzes: bool,
}

impl Tools {
    fn not_run(&self) -> String {
        [
            self.browsers.not_run(),
            office::not_run(self.office.is_some()),
            fanout::not_run(self.python.is_some()),
            fuzz::not_run(self.fuzzes),
        ]
        .concat()
    }
}

fn check(place: &Place, tools: &Tools) -> Result<()> {
    // what a later compilation could start from is written where there was one before; in a clean clone it takes a quarter more
    let later = place.target.join("debug/incremental").exists();
    let cargo = |words: &str| {
        let mut cargo = Command::new("cargo");
        cargo.args(words.split(' ')).current_dir(&place.root);
        if !later {
            cargo.env("CARGO_INCREMENTAL", "0");
        }
        cargo
    };
    run("format", &mut cargo("fmt --all --check"))?;
    run("format of the fuzzer", &mut cargo("fmt --manifest-path tests/fuzz/Cargo.toml --check"))?;
    // each in a folder of its own, beside lints and tests, which leave a core free now and then
    let mut units = vec![artifact::compile(place), compile(place)];
    if tools.fuzzes {
        units.push(fuzz::compile(place)?);
    }
    std::thread::scope(|beside| {
        beside.spawn(|| ahead(units));
        run("lints", &mut cargo("clippy --workspace --all-targets -- -D warnings"))?;
        run("documentation", cargo("doc --no-deps --package pbr").env("RUSTDOCFLAGS", "-D warnings"))?;
        run("tests", &mut cargo("test --package pbr"))?;
        // in its own profile: the dev profile would compile the tooling a second time
        run("tests of the tooling", &mut cargo("test --profile xtask --package xtask"))?;
        // in its own profile too, and so after the page's module: its macros are compiled by then
        run(
            "lints of what only the page compiles",
            &mut cargo("clippy --profile page --package pbr --lib --target wasm32-unknown-unknown -- -D warnings"),
        )
    })?;
    native(place)?;
    // a core for each
    std::thread::scope(|beside| {
        let others = beside.spawn(|| {
            if tools.fuzzes {
                fuzz::bounded(place)?;
            }
            tools.python.as_ref().map_or(Ok(()), |python| fanout::fan_out(place, python, fanout::FEW))
        });
        artifact::build(place)?;
        others.join().expect("a step fails, it does not panic")
    })?;
    for config in setup::files(&place.www(), "tsconfig", ".json")? {
        let mut tsc = place.node("typescript/bin/tsc");
        tsc.args(["--noEmit", "--project"]).arg(&config);
        run(&format!("types, {}", name(&config)), &mut tsc)?;
    }
    let mut node = shifts::node(place)?;
    node.env("PBR_CHROMIUM", &tools.browsers.chromium);
    // built by the tests, and as it is released
    node.env("PBR_DEV", place.target.join("debug").join(format!("pbr{}", std::env::consts::EXE_SUFFIX)));
    node.env("PBR_RELEASE", fanout::native(place));
    if let Some(firefox) = &tools.browsers.firefox {
        node.env("PBR_FIREFOX", firefox);
    }
    if let Some(office) = &tools.office {
        node.env("PBR_SOFFICE", office);
    }
    run(&format!("the page in {}", tools.browsers.names()), &mut node)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The first line that a tool prints about itself, or nothing when it is missing or broken.
fn version(program: &Path) -> Option<String> {
    let text = capture(Command::new(program).arg("--version")).ok()?;
    text.lines().next().map(|line| line.trim().to_owned())
}
