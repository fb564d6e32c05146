//! Fuzzing: what must hold of every input, tried on inputs that nobody thought of. A bounded run for the tests, a long one by
//! itself. Subjects and what must hold of each: tests/fuzz/src/holds.rs.

use crate::setup::Place;
use crate::step::{Result, capture, note, run};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Subjects, and after how many inputs the bounded run of each ends: some seconds.
const SUBJECTS: [(&str, u32); 5] = [("read", 4000), ("answer", 500), ("tool", 1200), ("groups", 600), ("link", 4000)];

/// What the compiler adds so that libFuzzer sees which code an input reaches, on stable Rust.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table";

/// True if libFuzzer, which is C++, can be compiled here.
pub fn find() -> Result<bool> {
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".into());
    let found = cfg!(unix) && capture(Command::new(&compiler).arg("--version")).is_ok();
    match found {
        true => note(&format!("C++ compiler: {compiler}")),
        false if env::var("CI").is_ok_and(|ci| ci == "true") => {
            return Err("a C++ compiler is required where CI=true: install g++".into());
        }
        false => note("C++ compiler: not found, nothing will be fuzzed; the corpus is replayed all the same"),
    }
    Ok(found)
}

/// For the end of the screen: empty, or what was left out.
pub fn not_run(found: bool) -> String {
    if found {
        return String::new();
    }
    let bar = "!".repeat(100);
    format!("\n\n{bar}\nNOT RUN: fuzzing, as no C++ compiler (g++) was found here\n{bar}")
}

/// So many inputs of each subject, the same in each run on any machine: folders are listed in no order of their own.
pub fn bounded(place: &Place) -> Result<()> {
    let fuzzer = build(place)?;
    for (subject, runs) in SUBJECTS {
        // what an input reached that none did is kept in the first folder: not in the corpus, and not for the next run
        let work = fuzzer.emptied("bounded", subject)?;
        let mut command = fuzzer.on(subject);
        command.args([&format!("-runs={runs}"), "-seed=1", &fuzzer.in_order(subject)?]).arg(&work);
        run(&format!("fuzzing: {subject}, {runs} inputs"), &mut command)?;
    }
    Ok(())
}

/// Each subject for its share of the time, or as long as somebody lets it; what is found lies in target/fuzz/finds.
pub fn long(place: &Place, minutes: f64) -> Result<()> {
    let fuzzer = build(place)?;
    let each = format!("-max_total_time={}", (minutes * 60.0 / SUBJECTS.len() as f64).ceil());
    for (subject, _) in SUBJECTS {
        let work = fuzzer.folder("work", subject)?;
        let mut command = fuzzer.on(subject);
        command.args([&each, "-print_final_stats=1"]).arg(&work).args(fuzzer.seeds(subject));
        run(&format!("fuzzing: {subject}"), &mut command)?;
    }
    Ok(())
}

/// Puts the least of all inputs that reach what any reached into the repository's corpus.
pub fn keep(place: &Place) -> Result<()> {
    let fuzzer = build(place)?;
    for (subject, _) in SUBJECTS {
        let (new, work) = (fuzzer.emptied("kept", subject)?, fuzzer.folder("work", subject)?);
        let mut command = fuzzer.on(subject);
        // an input for each place that is reached, not for each number of times
        command.args(["-set_cover_merge=1", "-use_counters=0"]).arg(&new).arg(&work).args(fuzzer.seeds(subject));
        run(&format!("the least corpus: {subject}"), &mut command)?;
        let corpus = fuzzer.corpus(subject);
        fs::remove_dir_all(&corpus)
            .and_then(|()| fs::create_dir(&corpus))
            .and_then(|()| {
                fs::read_dir(&new)?.try_for_each(|kept| {
                    let kept = kept?;
                    fs::copy(kept.path(), corpus.join(kept.file_name())).map(drop)
                })
            })
            .map_err(|e| format!("{}: {e}", corpus.display()))?;
    }
    Ok(())
}

/// The fuzzer, built, and where its inputs are.
struct Fuzzer {
    program: PathBuf,
    target: PathBuf,
    tests: PathBuf,
}

fn build(place: &Place) -> Result<Fuzzer> {
    let (host, target) = (host()?, target(place));
    run("the fuzzer", &mut compile(place)?)?;
    Ok(Fuzzer { program: target.join(host).join("release/fuzz"), target, tests: place.root.join("tests") })
}

pub fn compile(place: &Place) -> Result<Command> {
    let mut cargo = Command::new("cargo");
    // with a target named, the flags are not for build scripts, which would not link
    cargo.args(["build", "--release", "--locked", "--target", &host()?, "--manifest-path", "tests/fuzz/Cargo.toml"]);
    cargo.current_dir(&place.root).env("CARGO_TARGET_DIR", target(place)).env("RUSTFLAGS", COVERAGE);
    Ok(cargo)
}

fn host() -> Result<String> {
    let about = capture(Command::new("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|l| l.strip_prefix("host: ")).ok_or("rustc does not say where it runs")?;
    Ok(host.to_owned())
}

fn target(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

impl Fuzzer {
    /// The fuzzer on a subject. What takes half a minute hangs, and no input is worth 2 GB.
    fn on(&self, subject: &str) -> Command {
        let mut command = Command::new(&self.program);
        let finds = self.folder("finds", subject).unwrap_or_default();
        command.env("PBR_FUZZ", subject).args(["-timeout=30", "-rss_limit_mb=2048", "-max_len=32768", "-verbosity=0"]);
        command.arg(format!("-artifact_prefix={}/", finds.display()));
        command
    }

    fn corpus(&self, subject: &str) -> PathBuf {
        self.tests.join("fuzz/corpus").join(subject)
    }

    /// What an input is made from: the corpus, and drafts that people wrote.
    fn seeds(&self, subject: &str) -> Vec<PathBuf> {
        let drafts = matches!(subject, "read" | "answer");
        let written = ["gallery", "elsewhere", "invalid"].map(|folder| self.tests.join("scenarios").join(folder));
        [self.corpus(subject)].into_iter().chain(written.into_iter().filter(|_| drafts)).collect()
    }

    /// The option that names every seed, in the order of its name.
    fn in_order(&self, subject: &str) -> Result<String> {
        let mut files = Vec::new();
        for folder in self.seeds(subject) {
            let listed = fs::read_dir(&folder).and_then(|all| all.collect::<std::io::Result<Vec<_>>>());
            files.extend(listed.map_err(|e| format!("{}: {e}", folder.display()))?.into_iter().map(|file| file.path()));
        }
        files.sort();
        let list = self.folder("bounded", "seeds")?.join(subject);
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        fs::write(&list, names.join(",")).map_err(|e| format!("{}: {e}", list.display()))?;
        Ok(format!("-seed_inputs=@{}", list.display()))
    }

    fn folder(&self, what: &str, subject: &str) -> Result<PathBuf> {
        let folder = self.target.join(what).join(subject);
        made(&folder)?;
        Ok(folder)
    }

    fn emptied(&self, what: &str, subject: &str) -> Result<PathBuf> {
        let folder = self.folder(what, subject)?;
        fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        self.folder(what, subject)
    }
}

fn made(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

#[test]
fn what_was_left_out_is_told() {
    assert!(not_run(false).contains("NOT RUN") && not_run(true).is_empty());
}
