//! Drags the slider of every scheme's main price, natively: writes the values and the times to the file that is named, for
//! www/test/bench.mjs, which drags the page's sliders to the same values; and what one draft takes by tier, from closed
//! forms to all futures. Started by `cargo xtask bench`.

use pbr::evaluate::{FIRST, Job, evaluate, glimpse};
use pbr::futures::FUTURES;
use pbr::json::Node;
use pbr::library;
use pbr::reply::{Chart, Input, MapGroup, Unit, View};
use pbr::scenario::edit;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// Input events of one drag.
const EVENTS: usize = 200;

fn main() {
    let file = std::env::args().nth(1).expect("the file to write; `cargo xtask bench` names it");
    // a scheme that pays a block or a share has no price to drag
    let drags: Vec<Value> = library::all().iter().filter_map(drag).collect();
    std::fs::write(&file, json!(drags).to_string()).expect("the file can be written");
}

fn drag(scheme: &library::Scheme) -> Option<Value> {
    let view = evaluate(scheme.text, None, 1).views.remove(0);
    let price = main_price(scheme, &view)?;
    let values = values(price);
    let (mut answering, mut writing) = (Vec::new(), Vec::new());
    let mut draft = scheme.text.to_string();
    let looked_at = view.answer.as_ref().and_then(|answer| answer.tabs.first()).map_or("", |tab| &tab.id);
    for (value, generation) in values.iter().zip(2..) {
        draft = edit::set(&draft, &price.path, *value).draft;
        // as in the page, each is compared with what stood when the drag began, and the first picture is looked at
        let started = Instant::now();
        let reply = black_box(glimpse(black_box(&draft), Some(scheme.text), generation, looked_at));
        answering.push(started.elapsed().as_secs_f64() * 1e3);
        let started = Instant::now();
        black_box(serde_json::to_string(&reply).expect("a reply is JSON"));
        writing.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Some(json!({
        "scheme": scheme.id,
        "name": scheme.name,
        "path": price.path,
        "field": price.name,
        "values": values,
        "answering": answering,
        "writing": writing,
        "work": work(scheme.text),
    }))
}

/// What one draft takes, ms: with nothing uncertain (closed forms), as it is (laws worked out), and with the first and with
/// all of its futures drawn. The page is timed at the same four.
fn work(draft: &str) -> Value {
    let certain = still(draft);
    let answer = |draft: &str| {
        let times = (0..9).map(|_| timed(|| drop(black_box(evaluate(black_box(draft), None, 1))))).collect();
        median(times)
    };
    let mut job = Job::new(draft, None, 1, "futures");
    let first = timed(|| drop(black_box(job.step(FIRST))));
    let mut rest = 0.0;
    loop {
        let mut done = true;
        rest += timed(|| {
            let progress = job.step(FUTURES);
            done = progress.done == progress.total;
        });
        if done {
            break;
        }
    }
    json!({
        "certain": certain,
        "draft": draft,
        "closed": answer(&certain),
        "exact": answer(draft),
        "first": first,
        "all": first + rest,
    })
}

/// The draft with no ordinary bad year in it.
fn still(draft: &str) -> String {
    let mut node = Node::parse(draft).expect("a scheme is JSON");
    node.set("scenarios[0].world", Node::Object(Vec::new()));
    node.to_string()
}

fn timed(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The price of the hardest group where each has its own; else, of the prices of the contract that stand in the form, the one
/// that moves most what is paid when it rises by 1%.
fn main_price<'a>(scheme: &library::Scheme, view: &'a View) -> Option<&'a Input> {
    let parts = view.form.iter().flat_map(|part| &part.sentences).flat_map(|sentence| &sentence.parts);
    let shown: Vec<&str> = parts.filter_map(|part| part.input.as_deref()).collect();
    let is_price = |input: &&Input| {
        input.unit == Unit::Gbp && input.path.contains(".contracts[") && shown.contains(&input.path.as_str())
    };
    let moves = |input: &Input| {
        let more = edit::set(scheme.text, &input.path, 1.01 * input.value?).draft;
        Some((paid(&evaluate(&more, None, 1).views[0])? - paid(view)?).abs())
    };
    if let Some(hardest) = hardest(view) {
        return view.inputs.iter().find(|input| input.path == hardest);
    }
    let prices = view.inputs.iter().filter(is_price).filter(|input| ends(input).is_some());
    let by_weight = prices.filter_map(|input| Some((moves(input)?, input)));
    // the earlier of two that weigh the same
    by_weight.rev().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, input)| input)
}

/// What the help map's last group is dragged by, if that is not what drags the first.
fn hardest(view: &View) -> Option<&str> {
    view.answer.as_ref()?.figures.iter().find_map(|figure| match &figure.chart {
        Chart::HelpMap { groups, .. } => {
            let (first, last) = (path(groups.first()?), path(groups.last()?));
            last.filter(|_| first != last)
        }
        _ => None,
    })
}

fn path(group: &MapGroup) -> Option<&str> {
    group.handle.as_ref().map(|handle| handle.path.as_str())
}

fn paid(view: &View) -> Option<f64> {
    view.answer.as_ref()?.results.iter().find(|result| result.id == "paid")?.value
}

fn ends(input: &Input) -> Option<[f64; 2]> {
    input.slider.or(input.min.zip(input.max).map(|(from, to)| [from, to]))
}

/// From one end of the slider to the other and back, in its own steps, until there have been events enough; no two
/// neighbours are the same, as the page would not be asked again.
fn values(input: &Input) -> Vec<f64> {
    let [from, to] = ends(input).expect("chosen for having them");
    let step = input.step.unwrap_or((to - from) / EVENTS as f64);
    let steps = ((to - from) / step).floor().max(1.0);
    // evenly over the range where it has more steps than there are events
    let stops = (EVENTS as f64 / 2.0).min(steps);
    let at = |i: f64| from + (i * steps / stops).round() * step;
    let there = (0..=stops as usize).map(|i| at(i as f64));
    let back = (1..stops as usize).rev().map(|i| at(i as f64));
    let round: Vec<f64> = there.chain(back).collect();
    round.into_iter().cycle().take(EVENTS).collect()
}
