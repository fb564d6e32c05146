//! The three tasks of the comparison, timed natively: a whole reply with the laws worked out, and a future drawn and
//! settled. Writes the times, the answers and what the peers must be told to the file that is named.
//! Started by `cargo xtask bench`; `tests/bench/product.mjs` times the same steps in the shipped WebAssembly.

use pbr::answer;
use pbr::evaluate::{FIRST, Job, evaluate};
use pbr::json::Node;
use pbr::library;
use pbr::reply::Answer;
use pbr::scenario::{Scenario, read};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, runs] = &words[..] else {
        panic!("the file to write and the number of runs; `cargo xtask bench` names them")
    };
    let runs: u32 = runs.parse().expect("the number of runs is a number");
    let front1 = library::find("front1").expect("the contract of the front window").text;
    let drafts = [include_str!("tasks/capped.json"), include_str!("tasks/realistic.json"), front1];
    let tasks: Vec<Value> = drafts.iter().map(|draft| task(draft, runs)).collect();
    std::fs::write(file, json!({"tasks": tasks, "front1": told(front1)}).to_string()).expect("the file can be written");
}

fn task(draft: &str, runs: u32) -> Value {
    black_box(evaluate(draft, None, 1));
    let replying: Vec<f64> =
        (0..5 * runs).map(|_| ms(|| drop(black_box(evaluate(black_box(draft), None, 1))))).collect();
    let mut times = [(); 3].map(|()| Vec::new());
    let mut answers = Vec::new();
    for seed in 1..=runs {
        let draft = set(draft, "seed", f64::from(seed));
        let fresh = futures(&draft);
        for (list, time) in times.iter_mut().zip([fresh.path, fresh.busy, fresh.whole]) {
            list.push(time);
        }
        answers.push(fresh.answer);
    }
    let [path, busy, whole] = times;
    json!({"id": id(draft), "reply": replying, "path": path, "busy": busy, "whole": whole, "answers": answers, "draft": draft})
}

/// All futures of a draft: µs for each that is only drawn and settled, by the clock and of the processor, ms for the whole job, and
/// what it comes to.
struct Futures {
    path: f64,
    busy: f64,
    whole: f64,
    answer: Value,
}

fn futures(draft: &str) -> Futures {
    let mut job = Job::new(draft, None, 1, "futures");
    let (mut only, mut total, mut answer) = (0.0, 0, None);
    let first = ms(|| total = job.step(FIRST).total);
    // all but the last, so that no statistics and no words are among them
    let between = total - FIRST - 1;
    let before = worked();
    if between > 0 {
        only = ms(|| drop(job.step(between)));
    }
    let busy = (worked() - before) / f64::from(between);
    let last = ms(|| answer = job.step(1).answer);
    Futures {
        path: only * 1e3 / f64::from(between),
        busy,
        whole: first + only + last,
        answer: figures(&answer.expect("all futures are drawn")),
    }
}

/// The figures that every contender must agree on.
fn figures(answer: &Answer) -> Value {
    let figure = |(name, id): (&str, &str)| {
        let result = answer.results.iter().find(|result| result.id == id).expect("every result has a row");
        (name.to_string(), json!(result.value))
    };
    let all = [("paid", "paid"), ("margin", "margin"), ("loss", "loss_chance"), ("cash", "cash_for_19")];
    Value::Object(all.map(figure).into_iter().collect::<Map<_, _>>())
}

/// What FRONT1 comes to before chance: how many of each group, what each costs and how likely each succeeds.
fn told(draft: &str) -> Value {
    let envelope = read(draft).expect("a scheme can be read");
    let s: &Scenario = &envelope.scenarios[0];
    let outcome = answer::evaluate(s);
    let groups = s.segments.iter().zip(&outcome.plans).map(|(group, plan)| {
        let referrals: f64 = group.starts.iter().sum();
        json!({"referrals": referrals, "each": group.fixed_cost + plan[0].help, "p": plan[0].rate})
    });
    let delayed = outcome.ledger.entries.iter().filter(|e| e.start.is_some()).map(|e| e.month - e.start.unwrap_or(0));
    let node = Node::parse(draft).expect("a scheme is JSON");
    let price = node.at("scenarios[0].contracts[0].payments[0].pay.of.rate.v").and_then(Node::number);
    json!({
        "draft": draft,
        "groups": groups.collect::<Vec<_>>(),
        "rho": s.rho,
        "months": s.months,
        "lag": delayed.max(),
        "price": price,
    })
}

fn id(draft: &str) -> String {
    read(draft).expect("a task can be read").scenarios[0].id.clone()
}

fn set(draft: &str, path: &str, value: f64) -> String {
    let mut node = Node::parse(draft).expect("a task is JSON");
    node.set(path, Node::Number(value));
    node.to_string()
}

/// µs that the processor has worked for this thread, where the system tells: what others do meanwhile is not in it.
fn worked() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    ns.map_or(f64::NAN, |ns| ns / 1e3)
}

fn ms(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1e3
}
