//! One step: its name, the command, how long it took, and on failure how to run it again.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

/// An error is a sentence for the person at the terminal: no caller tells one from another.
pub type Result<T> = std::result::Result<T, String>;

/// Runs a command with its output on the screen.
pub fn run(name: &str, command: &mut Command) -> Result<()> {
    let again = line(command);
    timed(name, &again, || {
        let status = command
            .status()
            .map_err(|error| format!("{} cannot be started: {error}", command.get_program().display()))?;
        if status.success() { Ok(()) } else { Err(status.to_string()) }
    })
}

/// Runs a function as a step; `again` is the command that runs it alone.
pub fn timed<T>(name: &str, again: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let started = Instant::now();
    let outcome = work();
    let seconds = started.elapsed().as_secs_f64();
    match outcome {
        Ok(value) => {
            println!("-- {name}: {seconds:.1} s");
            Ok(value)
        }
        Err(why) => Err(format!("{name}: {why} ({seconds:.1} s)\nto run it again:\n  {again}")),
    }
}

/// Runs commands one after another without a word: the step that needs what one of them builds runs it again, and finds it
/// built or tells what is wrong.
pub fn ahead(commands: Vec<Command>) {
    for mut command in commands {
        let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// A line that is not a step.
pub fn note(text: &str) {
    println!("   {text}");
}

/// What a command prints, for steps that read it.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{} cannot be started: {error}", command.get_program().display()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{}: {}\n{}", line(command), output.status, String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let quote = |word: &OsStr| {
        let word = word.to_string_lossy();
        let plain = |c: char| c.is_alphanumeric() || "-_./=:,@+\\".contains(c);
        if !word.is_empty() && word.chars().all(plain) { word.into_owned() } else { format!("'{word}'") }
    };
    let mut words = Vec::new();
    if let Some(folder) = command.get_current_dir() {
        words.push(format!("cd {} &&", quote(folder.as_os_str())));
    }
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            words.push(format!("{}={}", name.display(), quote(value)));
        }
    }
    words.push(quote(command.get_program()));
    words.extend(command.get_args().map(quote));
    words.join(" ")
}

#[test]
fn a_failed_step_names_itself_and_how_to_run_it_again() {
    let mut command = Command::new("cargo");
    command.args(["no-such-verb", "two words"]).env("PBR_X", "1").current_dir(".");
    assert_eq!(line(&command), "cd . && PBR_X=1 cargo no-such-verb 'two words'");
    command.stderr(Stdio::null());
    let why = run("nothing", &mut command).unwrap_err();
    assert!(why.starts_with("nothing: ") && why.ends_with(&line(&command)), "{why}");
}
