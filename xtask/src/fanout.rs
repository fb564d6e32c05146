//! Fanning scenarios out over GNU parallel and Dask into Parquet: the recipe of docs/fan-out.md, run and held against the lines.
//! Required where CI=true, and named at the end where a tool was not found.

use crate::setup::Place;
use crate::step::{Result, capture, note, run};
use crate::version;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How many scenarios the test fans out.
pub const FEW: u32 = 2000;
/// Every so many of them one has a mistake.
const SPOILT: u32 = 500;

/// The Python that has Dask and Arrow, if it and GNU parallel are here or can be brought.
pub fn find(place: &Place) -> Result<Option<PathBuf>> {
    let found = tools(place);
    if let Err(why) = &found {
        if env::var("CI").is_ok_and(|ci| ci == "true") {
            return Err(format!("required where CI=true: {why}"));
        }
        note(&format!("{why}: no scenario will be fanned out"));
    }
    Ok(found.ok())
}

/// For the end of the screen: empty, or what was left out.
pub fn not_run(found: bool) -> String {
    if found {
        return String::new();
    }
    let bar = "!".repeat(100);
    format!(
        "\n\n{bar}\nNOT RUN: fanning out, as GNU parallel (parallel) or Python (python3-venv) was not found here\n{bar}"
    )
}

/// Both engines on so many scenarios, and the check of what they wrote.
pub fn fan_out(place: &Place, python: &Path, count: u32) -> Result<()> {
    let recipe = place.root.join("tests/fanout");
    let draft = place.root.join("tests/scenarios/gallery/front1.json");
    let pbr = native(place);
    let part = (count / 8).clamp(1, 10_000);
    let folders = ["parallel", "dask"].map(|engine| place.target.join("fanout").join(engine));
    for folder in &folders {
        // parts that are there are not done again, and these are of another engine
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
    }
    let [parallel, dask] = [("sh", "with_parallel.sh"), ("", "with_dask.py")].map(|(shell, script)| {
        let mut command = Command::new(if shell.is_empty() { python } else { Path::new(shell) });
        command.arg(recipe.join(script));
        if !shell.is_empty() {
            command.arg(python);
        }
        command
    });
    let [count_text, part, spoilt] = [count, part, SPOILT].map(|number| number.to_string());
    for (mut command, folder) in [parallel, dask].into_iter().zip(&folders) {
        command.arg(&pbr).arg(&draft).args([&count_text, &part]).arg(folder).arg(&spoilt);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let started = Instant::now();
        run(&format!("{count} scenarios over {name}"), &mut command)?;
        note(&format!("{:.0} scenarios a second", f64::from(count) / started.elapsed().as_secs_f64()));
    }
    let mut check = Command::new(python);
    check.arg(recipe.join("check.py")).arg(&pbr).arg(&draft).args([&count_text, &spoilt]).args(&folders);
    run("the Parquet against the lines", &mut check)
}

/// The engine as it is released.
pub fn native(place: &Place) -> PathBuf {
    place.target.join("release").join(format!("pbr{}", env::consts::EXE_SUFFIX))
}

/// GNU parallel, and an environment of Python under the target folder, brought up to tests/fanout/requirements.txt.
fn tools(place: &Place) -> Result<PathBuf> {
    if !version(Path::new("parallel")).is_some_and(|line| line.starts_with("GNU parallel")) {
        return Err("GNU parallel was not found (parallel)".into());
    }
    let wanted = place.root.join("tests/fanout/requirements.txt");
    let text = std::fs::read_to_string(&wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
    let home = place.target.join("fanout/python");
    let python = home.join("bin/python");
    let installed = home.join("installed-by-xtask");
    if python.exists() && std::fs::read_to_string(&installed).is_ok_and(|before| before == text) {
        return Ok(python);
    }
    capture(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home))
        .map_err(|why| format!("Python cannot make an environment (python3-venv): {why}"))?;
    note("installing Dask and Arrow for Python");
    let mut pip = Command::new(&python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary=:all:",
        "--requirement",
    ]);
    capture(pip.arg(&wanted))?;
    std::fs::write(&installed, text).map_err(|error| format!("{}: {error}", installed.display()))?;
    Ok(python)
}

#[test]
fn what_was_left_out_is_told() {
    assert!(not_run(false).contains("NOT RUN") && not_run(true).is_empty());
}
