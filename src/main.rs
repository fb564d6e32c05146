//! `pbr`: evaluates scenarios, one JSON a line in, one JSON a line out. Nothing here but reading and writing.

use pbr::reply::{Status, Verdict};
use pbr::seek::{Prefer, Question, Want, seek};
use pbr::{evaluate, library};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;

const HELP: &str = "\
pbr — Payment by Results: what if?

  pbr schemes               the library: id and name, one a line
  pbr scheme ID             the draft of a scheme
  pbr evaluate [FILE …]     drafts in (one JSON a line; `-` or nothing: standard input), one reply a line out:
                            {id, line, status, answer | issues}; exit status 1 if any failed
  pbr evaluate --futures    the same with 16,384 futures drawn for each scenario (2,048 for a large one)
  pbr seek INPUT RESULT --at-least N | --at-most N [--highest] [FILE]
                            the lowest (highest) value of one number that brings one result there; INPUT is a path,
                            e.g. scenarios[0].contracts[0].params.price; exit status 1 if there is none
  pbr schema                JSON Schema of a draft; `pbr schema --reference` the same in words
  pbr backtest              the published record against the model; exit status 1 if any is out of tolerance
  pbr link encode [FILE]    draft -> link text;  pbr link decode LINK  link text -> draft
  --lang en                 language of answers and errors
";

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(i) = args.iter().position(|a| a == "--lang") {
        let lang = args.get(i + 1).cloned().unwrap_or_default();
        if pbr::words::Lang::of(&lang).is_none() {
            return fail(&format!("there is no language “{lang}”; there is: en"));
        }
        args.drain(i..(i + 2).min(args.len()));
    }
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["schemes"] => schemes(),
        ["scheme", id] => match library::find(id) {
            Some(s) => print(&format!("{}\n", s.text)),
            None => {
                return fail(&format!("there is no scheme “{id}”; `pbr schemes` lists them"));
            }
        },
        ["evaluate", "--futures", files @ ..] => return lines(files, true),
        ["evaluate", files @ ..] => return lines(files, false),
        ["seek", input, result, rest @ ..] => return sought(input, result, rest),
        ["schema"] => print(&format!("{:#}\n", pbr::scenario::schema::schema())),
        ["schema", "--reference"] => print(&pbr::scenario::reference()),
        ["backtest"] => return backtest(),
        ["link", "encode", file @ ..] => match text_of(file.first().copied()) {
            Ok(text) => print(&format!("{}\n", pbr::link::encode(&text))),
            Err(e) => Err(e),
        },
        ["link", "decode", link] => match pbr::link::decode(link) {
            Ok(draft) => print(&format!("{draft}\n")),
            Err(e) => return fail(&e.message(pbr::words::Lang::En)),
        },
        [] | ["help" | "--help" | "-h"] => print(HELP),
        other => {
            return fail(&format!("I do not know `pbr {}`.\n\n{HELP}", other.join(" ")));
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // a reader that has seen enough is no failure
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => fail(&e.to_string()),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("pbr: {message}");
    ExitCode::from(2)
}

fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

fn schemes() -> io::Result<()> {
    library::all().iter().try_for_each(|s| print(&format!("{}\t{}\n", s.id, s.name)))
}

fn text_of(file: Option<&str>) -> io::Result<String> {
    match file {
        None | Some("-") => io::read_to_string(io::stdin()),
        Some(file) => std::fs::read_to_string(file),
    }
}

/// Evaluates line after line in constant memory; a bad line gets its mistakes and the next line its turn.
fn lines(files: &[&str], futures: bool) -> ExitCode {
    let sources = if files.is_empty() { &["-"][..] } else { files };
    let mut out = io::BufWriter::new(io::stdout());
    let mut failed = false;
    for source in sources {
        let reader: Box<dyn BufRead> = match *source {
            "-" => Box::new(BufReader::new(io::stdin())),
            file => match File::open(file) {
                Ok(f) => Box::new(BufReader::new(f)),
                Err(e) => {
                    eprintln!("pbr: {file}: {e}");
                    failed = true;
                    continue;
                }
            },
        };
        for (i, line) in reader.split(b'\n').enumerate() {
            let line = match line {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(e) => return fail(&format!("{source}: {e}")),
            };
            if line.trim().is_empty() {
                continue;
            }
            let (json, good) = reply(&line, i + 1, futures);
            failed |= !good;
            if let Err(e) = writeln!(out, "{json}").and_then(|()| out.flush()) {
                return if e.kind() == io::ErrorKind::BrokenPipe {
                    ExitCode::from(u8::from(failed))
                } else {
                    fail(&e.to_string())
                };
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

fn reply(line: &str, number: usize, futures: bool) -> (serde_json::Value, bool) {
    let reply = if futures { evaluate::drawn(line) } else { evaluate::evaluate(line, None, 0) };
    let good = reply.status == Status::Answered;
    let id: Vec<&str> = reply.views.iter().map(|v| v.id.as_str()).collect();
    let mut json = serde_json::json!({ "id": id.join(","), "line": number, "status": reply.status });
    if good {
        let answers: Vec<_> = reply.views.iter().map(|v| &v.answer).collect();
        // one scenario, one answer; several, a list in their order
        json["answer"] =
            if let [one] = answers.as_slice() { serde_json::json!(one) } else { serde_json::json!(answers) };
    } else {
        json["issues"] = serde_json::json!(reply.issues);
    }
    (json, good)
}

fn sought(input: &str, result: &str, rest: &[&str]) -> ExitCode {
    let (want, rest) = match rest {
        ["--at-least", n, rest @ ..] => ((Want::AtLeast, n), rest),
        ["--at-most", n, rest @ ..] => ((Want::AtMost, n), rest),
        _ => return fail("say --at-least N or --at-most N"),
    };
    let (prefer, file) = match rest {
        ["--highest", file @ ..] => (Prefer::Highest, file),
        file => (Prefer::Lowest, file),
    };
    let Ok(value) = want.1.parse() else { return fail(&format!("“{}” is no number", want.1)) };
    let draft = match text_of(file.first().copied()) {
        Ok(draft) => draft,
        Err(e) => return fail(&e.to_string()),
    };
    let Some(found) = seek(&draft, &Question { input, result, want: want.0, value, prefer }) else {
        return fail("the draft has mistakes, or no such number or result; `pbr evaluate` tells them");
    };
    if let Err(e) = print(&format!("{}\n", serde_json::json!(found))) {
        return fail(&e.to_string());
    }
    ExitCode::from(u8::from(matches!(found.verdict, Verdict::Never | Verdict::Unknown)))
}

fn backtest() -> ExitCode {
    let rows = pbr::backtest::run();
    if let Err(e) = print(&pbr::backtest::print(&rows)) {
        return fail(&e.to_string());
    }
    ExitCode::from(u8::from(rows.iter().any(|r| !r.verdict)))
}
