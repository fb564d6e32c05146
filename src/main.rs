//! `pbr`: evaluates scenarios, one JSON a line in, one JSON a line out. Nothing here but reading and writing.

use pbr::reply::{Status, Verdict};
use pbr::results::RESULTS;
use pbr::seek::{Prefer, Question, Want, seek};
use pbr::take::Work;
use pbr::{evaluate, library};
use serde_json::{Value, json};
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
  pbr evaluate --results    {id, line, status, results | issues}: the table of results alone, each by its id, in half the time
  pbr evaluate --first      the same with the first 1,024 futures, of a draft's first scenario alone: what the page shows first
  pbr seek INPUT RESULT --at-least N | --at-most N [--highest] [FILE]
                            the lowest (highest) value of one number that brings one result there; INPUT is a path,
                            e.g. scenarios[0].contracts[0].params.price; exit status 1 if there is none
  pbr compare FILE FILE …   up to four drafts side by side, the first one the measure: inputs that differ, results, causes;
                            one JSON line; `--same-budget`: every payment of the others times one factor
  pbr workbook [--futures] [FILE] > OUT.xlsx
                            the first scenario of a draft as a workbook with live formulas; percentiles of all its futures if
                            asked for, else of 1,024
  pbr matters RESULT [--terms] [FILE]
                            which numbers move a result within their ranges: each alone, where the answer turns, all together
                            (one JSON line); RESULT is an id of the table of results, `-` for what the first party to fail
                            fails by; --terms varies the terms of the contract too
  pbr ask QUESTION [FILE]   one question of the trade: nobody, safe, even, carry, block, bids; fair N, equal N, budget N
                            with a number; exit status 1 if the draft has mistakes
  pbr commission [FILE]     whether to pay by results here, and up to three terms, each a draft
  pbr schema                JSON Schema of a draft; `pbr schema --reference` the same in words;
                            `pbr schema --results` what the results are: id, name, unit, party, formula
  pbr backtest              the published record against the model; exit status 1 if any is out of tolerance
  pbr csv [FILE]            inputs, results and ledger of a draft's first scenario as one CSV file, its futures drawn
  pbr draws [FILE]          its futures one by one as CSV, a row each
  pbr words [FILE]          at most 150 words on it, to paste
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
        ["evaluate", "--futures", files @ ..] => return lines(files, Told::Drawn),
        ["evaluate", "--first", files @ ..] => return lines(files, Told::First),
        ["evaluate", "--results", files @ ..] => return lines(files, Told::Results),
        ["evaluate", files @ ..] => return lines(files, Told::Answer),
        ["seek", input, result, rest @ ..] => return sought(input, result, rest),
        ["compare", "--same-budget", first, rest @ ..] => compared(first, rest, true),
        ["compare", first, rest @ ..] => compared(first, rest, false),
        ["workbook", "--futures", file @ ..] => return workbook(file.first().copied(), u32::MAX),
        ["workbook", file @ ..] => return workbook(file.first().copied(), pbr::workbook::FUTURES),
        ["matters", result, rest @ ..] => return weighed(result, rest),
        ["ask", question @ ("fair" | "equal" | "budget"), number, file @ ..] => return asked(question, number, file),
        ["ask", question @ ("nobody" | "safe" | "even" | "carry" | "block" | "bids"), file @ ..] => {
            return asked(question, "", file);
        }
        ["commission", file @ ..] => return asked("commission", "", file),
        ["schema"] => print(&format!("{:#}\n", pbr::scenario::schema::schema())),
        ["schema", "--results"] => print(&format!("{:#}\n", table())),
        ["schema", "--reference"] => print(&pbr::scenario::reference()),
        ["backtest"] => return backtest(),
        ["csv" | "draws" | "words", file @ ..] => match text_of(file.first().copied()) {
            Ok(text) => match taken(words[0], &text) {
                Some(file) => print(&file),
                None => return fail("the draft has mistakes, or no futures; `pbr evaluate` tells them"),
            },
            Err(e) => Err(e),
        },
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

/// What is told of a line.
#[derive(Clone, Copy)]
enum Told {
    /// The answer without futures, with the first of them, with all of them.
    Answer,
    First,
    Drawn,
    /// The table of results.
    Results,
}

/// Evaluates line after line in constant memory; a bad line gets its mistakes and the next line its turn.
fn lines(files: &[&str], told: Told) -> ExitCode {
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
            let (json, good) = reply(&line, i + 1, told);
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

fn reply(line: &str, number: usize, told: Told) -> (Value, bool) {
    let (id, answers, issues) = match told {
        Told::Results => results(line),
        _ => answers(line, told),
    };
    let status = if issues.is_empty() { Status::Answered } else { Status::Issues };
    let mut json = json!({ "id": id.join(","), "line": number, "status": status });
    if issues.is_empty() {
        // one scenario, one answer; several, a list in their order
        let key = if matches!(told, Told::Results) { "results" } else { "answer" };
        json[key] = if let [one] = answers.as_slice() { one.clone() } else { json!(answers) };
    } else {
        json["issues"] = json!(issues);
    }
    (json, issues.is_empty())
}

/// Ids of the scenarios of a draft, what is told of each, and what is wrong with it.
type Reply = (Vec<String>, Vec<Value>, Vec<pbr::reply::Issue>);

fn answers(line: &str, told: Told) -> Reply {
    let mut reply = match told {
        Told::Drawn => evaluate::drawn(line),
        _ => evaluate::evaluate(line, None, 0),
    };
    if let (Told::First, Status::Answered, Some(view)) = (told, reply.status, reply.views.first_mut()) {
        // a recorded path has no futures
        let drawn = evaluate::Job::new(line, None, 0, "futures").step(u32::MAX).answer;
        view.answer = drawn.or_else(|| view.answer.take());
    }
    let ids = reply.views.iter().map(|v| v.id.clone()).collect();
    (ids, reply.views.iter().map(|v| json!(v.answer)).collect(), reply.issues)
}

fn results(line: &str) -> Reply {
    let envelope = match pbr::scenario::read(line) {
        Ok(envelope) => envelope,
        Err(issues) => return (Vec::new(), Vec::new(), issues.found),
    };
    let ids = envelope.scenarios.iter().map(|s| s.id.clone()).collect();
    if !envelope.issues.found.is_empty() {
        return (ids, Vec::new(), envelope.issues.found);
    }
    let one = |s| {
        let values = pbr::answer::evaluate(s).values;
        RESULTS.iter().map(|d| (d.id.to_string(), json!(values.get(d.id)))).collect()
    };
    (ids, envelope.scenarios.iter().map(one).collect(), Vec::new())
}

/// What each result is: for whoever keeps them in a table of their own.
fn table() -> Value {
    json!(pbr::catalogue::catalogue(pbr::words::Lang::En).results)
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
    if let Err(e) = print(&format!("{}\n", json!(found))) {
        return fail(&e.to_string());
    }
    ExitCode::from(u8::from(matches!(found.verdict, Verdict::Never | Verdict::Unknown)))
}

fn asked(question: &str, number: &str, file: &[&str]) -> ExitCode {
    let draft = match text_of(file.first().copied()) {
        Ok(draft) => draft,
        Err(e) => return fail(&e.to_string()),
    };
    let job = format!("ask:{}", json!({"is": question, "value": number}));
    let mut job = evaluate::Job::new(&draft, None, 0, &job);
    loop {
        let progress = job.step(1024);
        let Some(asked) = progress.asked else { return fail("the draft has mistakes; `pbr evaluate` tells them") };
        if progress.done >= progress.total {
            return match print(&format!("{}\n", json!(asked))) {
                Ok(()) => ExitCode::from(u8::from(asked.issue.is_some())),
                Err(e) => fail(&e.to_string()),
            };
        }
    }
}

fn workbook(file: Option<&str>, futures: u32) -> ExitCode {
    let draft = match text_of(file) {
        Ok(draft) => draft,
        Err(e) => return fail(&e.to_string()),
    };
    let Some(bytes) = pbr::workbook::workbook(&draft, None, futures) else {
        return fail("the draft has mistakes; `pbr evaluate` tells them");
    };
    match io::stdout().write_all(&bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => fail(&e.to_string()),
    }
}

fn weighed(result: &str, rest: &[&str]) -> ExitCode {
    let (terms, file) = match rest {
        ["--terms", file @ ..] => (true, file),
        file => (false, file),
    };
    let draft = match text_of(file.first().copied()) {
        Ok(draft) => draft,
        Err(e) => return fail(&e.to_string()),
    };
    if result != "-" && pbr::results::find(result).is_none() {
        return fail(&format!("there is no result “{result}”; `pbr evaluate` lists them with their values"));
    }
    let envelope = pbr::scenario::read(&draft).ok().filter(|e| e.issues.found.is_empty());
    let Some(weighed) = envelope.and_then(|e| pbr::matters::whole(&e, result, terms)) else {
        return fail("the draft has mistakes, or is a record of what happened; `pbr evaluate` tells them");
    };
    if result != "-" && weighed.result != result {
        return fail(&format!("“{result}” has no value in this draft that can be worked out"));
    }
    match print(&format!("{}\n", json!(weighed))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => fail(&e.to_string()),
    }
}

/// What is taken away of a draft, as text.
fn taken(what: &str, draft: &str) -> Option<String> {
    let asked = if what == "draws" { what } else { "papers" };
    let (papers, drawn) = Work::of(asked, draft)?.whole();
    match what {
        "draws" => drawn.map(|d| d.csv),
        "csv" => papers.map(|p| p.csv),
        _ => papers.map(|p| format!("{}\n", p.words)),
    }
}

fn backtest() -> ExitCode {
    let rows = pbr::backtest::run();
    if let Err(e) = print(&pbr::backtest::print(&rows)) {
        return fail(&e.to_string());
    }
    ExitCode::from(u8::from(rows.iter().any(|r| !r.verdict)))
}

/// Sets drafts side by side.
fn compared(first: &str, rest: &[&str], same_budget: bool) -> io::Result<()> {
    let first = text_of(Some(first))?;
    let rest: io::Result<Vec<String>> = rest.iter().map(|file| text_of(Some(file))).collect();
    let asked = json!({ "others": rest?, "same_budget": same_budget });
    let mut job = evaluate::Job::new(&first, None, 0, &format!("compare:{asked}"));
    let mut told = None;
    loop {
        let progress = job.step(4096);
        told = progress.compared.or(told);
        if progress.done == progress.total {
            break;
        }
    }
    match told {
        Some(compared) => print(&format!("{}\n", serde_json::to_string(&compared)?)),
        None => Err(io::Error::other("the first draft cannot be answered: `pbr evaluate` says why")),
    }
}
