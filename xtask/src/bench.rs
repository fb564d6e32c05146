//! Speed and size, printed and never asserted: the same work natively, in the shipped WebAssembly and in what others would use, and the
//! page's sliders, on one machine in one run. What it measures and where that ends: docs/speed.md.

use crate::artifact;
use crate::setup::{self, Place};
use crate::step::{Result, capture, note, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// `quick`: fewer runs, and no sliders; a few minutes once all is built.
pub fn bench(place: &Place, chromium: &Path, quick: bool) -> Result<()> {
    artifact::build(place)?;
    let folder = place.target.join("bench");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    setup::npm_packages(&peers(place))?;
    let python = numpy(place, &folder);
    let runs = if quick { "3" } else { "10" };
    let tasks = folder.join("tasks.json");
    run("the tasks natively", example(place, "tasks").arg(&tasks).arg(runs))?;
    let mut beside = Command::new("node");
    beside.arg("tests/bench/side_by_side.mjs").arg(&tasks).arg(runs).args(&python);
    run("side by side", beside.current_dir(&place.root).env("PBR_CHROMIUM", chromium))?;
    if !quick {
        let drags = folder.join("drags.json");
        run("sliders natively", example(place, "native").arg(&drags))?;
        run("sliders of the page in Chromium", &mut page(place, chromium, &drags, &folder.join("page.log")))?;
    }
    if python.is_none() {
        note("NumPy took no part: python3, or pip's way to NumPy, is missing");
    }
    Ok(())
}

/// A program of tests/bench, as it ships: in the release profile.
fn example(place: &Place, name: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--release", "--package", "pbr", "--example", name, "--"]).current_dir(&place.root);
    cargo
}

fn peers(place: &Place) -> PathBuf {
    place.root.join("tests/bench/peers")
}

/// A Python that has NumPy: the system's, or one with an environment of its own. None if there is none to be had.
fn numpy(place: &Place, folder: &Path) -> Option<PathBuf> {
    let has = |python: &Path| capture(Command::new(python).args(["-c", "import numpy"])).is_ok();
    let system = PathBuf::from("python3");
    if has(&system) {
        return Some(system);
    }
    let own = folder.join("python");
    let python = own.join("bin/python");
    if !has(&python) {
        let wanted = peers(place).join("requirements.txt");
        run("an environment for NumPy", Command::new("python3").args(["-m", "venv"]).arg(&own)).ok()?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(wanted);
        run("NumPy", &mut pip).ok()?;
    }
    has(&python).then_some(python)
}

/// With the harness of the page's tests, whose own report goes to a log: what is measured is on the screen.
fn page(place: &Place, chromium: &Path, drags: &Path, log: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg("--test-reporter=spec")
        .arg(format!("--test-reporter-destination={}", log.display()))
        .arg("www/test/bench.mjs")
        .current_dir(&place.root)
        .env("PBR_CHROMIUM", chromium)
        .env_remove("PBR_FIREFOX")
        .env("PBR_DRAGS", drags);
    node
}
