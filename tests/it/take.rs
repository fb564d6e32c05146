//! What is taken away: the stamp, the CSV files, the futures one by one, 150 words, and groups from a spreadsheet.

use pbr::deck;
use pbr::evaluate::{drawn, evaluate};
use pbr::futures::FUTURES;
use pbr::json::Node;
use pbr::library;
use pbr::link;
use pbr::num::decimal;
use pbr::reply::{Drawn, Papers, Progress};
use pbr::scenario::read;
use pbr::take::{Work, groups, stamp};
use pbr::task::Task;

fn scheme(id: &str) -> &'static str {
    library::find(id).expect("scheme").text
}

fn papers(draft: &str) -> Papers {
    Work::of("papers", draft).expect("a sound draft").whole().0.expect("papers")
}

/// What is told before any future is drawn: all that words are made of, and a moment's work.
fn at_once(draft: &str) -> Papers {
    let mut progress = Progress { done: 1, total: 1, ..Progress::default() };
    Work::of("papers", draft).expect("a sound draft").step(1, &mut progress);
    progress.papers.expect("papers")
}

fn with(draft: &str, path: &str, value: Node) -> String {
    let mut node = Node::parse(draft).expect("json");
    assert!(node.set(path, value));
    node.to_string()
}

/// Rows of RFC 4180, read by its grammar and nothing else.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut out = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        let row = out.last_mut().expect("row");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().expect("cell").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => assert_eq!(chars.next(), Some('\n'), "a row ends with CRLF"),
            c => {
                assert!(quoted || c != '\n', "a bare line feed");
                row.last_mut().expect("cell").push(c);
            }
        }
        if c == '\r' && !quoted {
            out.push(vec![String::new()]);
        }
    }
    assert!(!quoted);
    assert_eq!(out.pop(), Some(vec![String::new()]), "the last row ends too");
    out
}

/// The rows beneath a heading and its columns, up to the empty row.
fn section<'a>(rows: &'a [Vec<String>], head: &str) -> &'a [Vec<String>] {
    let from = rows.iter().position(|r| *r == [head]).expect("section") + 2;
    let len = rows[from..].iter().position(|r| *r == [""]).unwrap_or(rows.len() - from);
    &rows[from..from + len]
}

#[test]
fn the_stamp_knows_model_data_and_seed_and_the_link_only_if_asked() {
    let draft = scheme("front1");
    let s = stamp::stamp(draft, None).expect("stamp");
    assert_eq!((s.file.as_str(), s.tag.as_str(), s.seed.as_str()), ("front1", "Example", "1"));
    assert_eq!(s.version, env!("CARGO_PKG_VERSION"));
    for part in [&s.version, &s.data, &s.seed, &s.tag] {
        assert!(s.line.contains(part.as_str()), "{}", s.line);
    }
    assert_eq!(s.link, None);
    // spaces are no data, and every number is
    let node = Node::parse(draft).expect("json");
    assert_eq!(stamp::stamp(&node.to_string(), None).expect("stamp").data, s.data);
    let other = with(draft, "scenarios[0].people[0].referrals", Node::Number(401.0));
    assert_ne!(stamp::stamp(&other, None).expect("stamp").data, s.data);
    let linked = stamp::stamp(draft, Some("https://example.org/pbr")).expect("stamp").link.expect("link");
    let text = linked.strip_prefix("https://example.org/pbr#").expect("behind the address");
    assert_eq!(link::decode(text).expect("opens"), node.to_string());
    // a name that no disk takes
    let odd = with(draft, "scenarios[0].id", Node::Text("a/b: \"c\"".into()));
    assert_eq!(stamp::stamp(&odd, None).expect("stamp").file, "a-b---c-");
}

#[test]
fn the_file_holds_every_input_result_and_posting_as_they_are() {
    for id in ["front1", "hybrid", "bid"] {
        let draft = scheme(id);
        let taken = papers(draft);
        let rows = rows(&taken.csv);
        assert_eq!(rows[0], ["scenario", taken.stamp.name.as_str()]);
        for (i, want) in
            [&taken.stamp.tag, &taken.stamp.version, &taken.stamp.data, &taken.stamp.seed].iter().enumerate()
        {
            assert_eq!(&rows[i + 1][1], *want);
        }
        let reply = drawn(draft);
        let view = &reply.views[0];
        let answer = view.answer.as_ref().expect("answer");
        let raw = |v: Option<f64>| v.map_or_else(String::new, decimal::plain);
        let inputs = section(&rows, "INPUTS");
        assert_eq!(inputs.len(), view.inputs.len());
        for (row, i) in inputs.iter().zip(&view.inputs) {
            let want = [i.path.clone(), i.name.clone(), raw(i.value), i.text.clone()];
            assert_eq!(row[..4], want, "{id}");
            assert_eq!((&row[7], row[8].as_str()), (&i.status, i.source.as_deref().unwrap_or("")));
        }
        let results = section(&rows, "RESULTS");
        assert_eq!(results.len(), answer.results.len());
        for (row, v) in results.iter().zip(&answer.results) {
            assert_eq!((&row[0], &row[2], &row[3]), (&v.id, &raw(v.value), &v.text), "{id}");
            assert_eq!(row[5] == "sampled", v.error.is_some() || !row[6].is_empty(), "{id} {}", v.id);
        }
        let ledger = section(&rows, "LEDGER");
        assert_eq!(ledger.len(), answer.ledger.len());
        for (row, p) in ledger.iter().zip(&answer.ledger) {
            let month = (p.month + 1).to_string();
            assert_eq!(row[..4], [p.from.clone(), p.to.clone(), p.tag.clone(), month], "{id}");
            assert_eq!(row[5], decimal::plain(p.amount));
        }
    }
    // April to March
    let rows = rows(&at_once(scheme("front1")).csv);
    let year = |month: &str| section(&rows, "LEDGER").iter().find(|r| r[3] == month).expect("month")[4].clone();
    assert_eq!((year("12"), year("13")), ("2026–27".to_string(), "2027–28".to_string()));
}

#[test]
fn a_name_is_never_a_formula_and_never_breaks_a_row() {
    for name in ["=1+1", "+44", "-1", "@sum", "\tx", "a,\"b\"\r\nc", "=HYPERLINK(\"http://x\",\"y\")"] {
        let draft = with(scheme("front1"), "scenarios[0].name", Node::Text(name.into()));
        let taken = at_once(&draft);
        let rows = rows(&taken.csv);
        assert!(!rows[0][1].starts_with(['=', '+', '-', '@', '\t']), "{name}: {:?}", rows[0]);
        assert_eq!(rows[0][1].trim_start_matches('\''), name);
        assert_eq!(rows[1][0], "status");
    }
    // numbers are not names: one below nothing stays a number
    let csv = at_once(scheme("front1")).csv;
    let rows = rows(&csv);
    let worst = section(&rows, "RESULTS").iter().find(|r| r[0] == "bad_margin").expect("row");
    assert!(worst[2].starts_with('-') && decimal::parse(&worst[2]).is_some(), "{worst:?}");
}

#[test]
fn the_futures_one_by_one_come_to_what_the_answer_says() {
    let draft = scheme("front1");
    let (_, drawn) = Work::of("draws", draft).expect("work").whole();
    let Drawn { file, csv } = drawn.expect("futures");
    assert_eq!(file, "front1-futures-seed-1.csv");
    let rows = rows(&csv);
    let (head, body) = rows.split_first().expect("header");
    assert_eq!(body.len(), FUTURES as usize);
    let at = |name: &str| head.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} in {head:?}"));
    let column = |name: &str| -> Vec<f64> {
        let i = at(name);
        body.iter().map(|r| decimal::parse(&r[i]).unwrap_or(0.0)).collect()
    };
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 0.005, "{a} {b}");
    close(mean(&column("paid")), 1_532_000.0);
    close(mean(&column("succeed: success")), 306.4);
    // sums hold in every row, to the penny
    let (paid, income, cost, margin) = (column("paid"), column("income"), column("cost"), column("margin"));
    let years: Vec<Vec<f64>> = head.iter().filter(|h| h.starts_with("paid ")).map(|h| column(h)).collect();
    assert!(years.len() >= 2);
    for i in 0..body.len() {
        assert!((income[i] - cost[i] - margin[i]).abs() < 0.021);
        let sum: f64 = years.iter().map(|y| y[i]).sum();
        assert!((sum - paid[i]).abs() < 0.01 * years.len() as f64 + 0.011, "{i}");
        assert_eq!(body[i].len(), head.len());
        assert_eq!(body[i][at("seed")], "1");
    }
    // cash runs out in month 4, whatever comes
    assert!(column("cash_out_month").iter().all(|m| *m == 4.0));
    let losing = margin.iter().filter(|m| **m <= -0.005).count() as f64 / f64::from(FUTURES);
    let told = evaluate(draft, None, 0).views[0]
        .answer
        .as_ref()
        .and_then(|a| a.results.iter().find(|r| r.id == "loss_chance").and_then(|r| r.value));
    assert!((losing - told.expect("chance")).abs() < 0.01, "{losing}");
    // nothing is drawn of what is on record, and nothing of a draft with mistakes
    assert!(
        Work::of("draws", scheme("doncaster")).is_none()
            || read(scheme("doncaster")).expect("reads").scenarios[0].outturn.is_none()
    );
    assert!(Work::of("draws", &with(draft, "scenarios[0].months", Node::Text("x".into()))).is_none());
}

#[test]
fn no_byte_depends_on_the_size_of_the_steps() {
    // few months, so that both ways take a moment
    let draft = with(scheme("bid"), "seed", Node::Number(7.0));
    let in_steps = |asked: &str, units: u32| {
        let mut work = Work::of(asked, &draft).expect("work");
        loop {
            let mut progress = Progress { done: 1, total: 1, ..Progress::default() };
            work.step(units, &mut progress);
            assert!(progress.done <= progress.total);
            if progress.done == progress.total {
                return progress;
            }
        }
    };
    let csv = |units| in_steps("draws", units).drawn.expect("futures").csv;
    assert_eq!(csv(1000), csv(u32::MAX));
    let first = in_steps("papers", 777).papers.expect("papers").csv;
    // from what was kept, and from the start
    let kept = in_steps("papers", u32::MAX).papers.expect("papers").csv;
    assert_eq!(first, kept);
}

/// The bits of the futures: `www/test/take.test.mjs` holds the shipped WebAssembly to the same.
#[test]
fn the_futures_are_the_same_bytes_on_the_command_line_and_on_the_page() {
    let golden = "tests/goldens/draws.txt";
    let mut lines = String::new();
    for id in ["bid", "front1"] {
        let (_, drawn) = Work::of("draws", scheme(id)).expect("work").whole();
        let crc = link::crc32(&[drawn.expect("futures").csv.as_bytes()]);
        lines.push_str(&format!("{id} {crc:08x}\n"));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(golden, &lines).expect("write");
    }
    assert_eq!(std::fs::read_to_string(golden).expect("read"), lines);
}

#[test]
fn the_command_line_gives_the_same_files() {
    let draft = scheme("bid");
    let run = |what: &str, text: &str| {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("take-{what}.json"));
        std::fs::write(&path, text).expect("write");
        std::process::Command::new(env!("CARGO_BIN_EXE_pbr")).arg(what).arg(path).output().expect("pbr runs")
    };
    let said = |what: &str| {
        let out = run(what, draft);
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let papers = papers(draft);
    assert_eq!(said("csv"), papers.csv);
    assert_eq!(said("words"), format!("{}\n", papers.words));
    assert!(said("draws").lines().count() == FUTURES as usize + 1);
    assert_eq!(run("csv", "{}").status.code(), Some(2));
}

#[test]
fn what_is_known_at_once_is_told_at_once() {
    let mut work = Work::of("papers", &with(scheme("front1"), "seed", Node::Number(99.0))).expect("work");
    let mut progress = Progress { done: 1, total: 1, ..Progress::default() };
    work.step(1, &mut progress);
    assert!(progress.done < progress.total);
    assert!(progress.papers.expect("papers").words.contains("runs out of cash"));
}

#[test]
fn never_more_than_150_words_and_the_stamp() {
    for s in library::all() {
        let taken = at_once(s.text);
        let (text, under) = taken.words.split_once('\n').expect("words, then the stamp");
        let n = text.split_whitespace().count();
        assert!((25..=150).contains(&n), "{}: {n} words: {text}", s.id);
        assert_eq!(under, taken.stamp.line);
        let answer = evaluate(s.text, None, 0);
        let first: String =
            answer.views[0].answer.as_ref().expect("answer").sentences[0].iter().map(|p| p.text.as_str()).collect();
        assert!(text.contains(first.trim()) || first.contains("path"), "{}: {text}\n{first}", s.id);
    }
    // names as long as they like
    let long = with(scheme("front1"), "scenarios[0].name", Node::Text("so very long ".repeat(60)));
    let words = at_once(&long).words;
    assert!(words.lines().next().expect("line").split_whitespace().count() <= 150);
}

#[test]
fn the_board_is_told_three_risks_and_what_to_ask() {
    for s in library::all() {
        let d = at_once(s.text).digest;
        assert!((1..=3).contains(&d.risks.len()) && d.asks.len() >= 4, "{}", s.id);
    }
    let plain = |parts: &[pbr::reply::Part]| parts.iter().map(|p| p.text.as_str()).collect::<String>();
    let risks: Vec<String> = papers(scheme("front1")).digest.risks.iter().map(|r| plain(r)).collect();
    assert_eq!(risks[0], "The provider runs out of cash, most often in month 4: in all 20 futures.");
    assert!(risks[1].contains("8 of 20 futures") && risks[2].contains("200 people get no extra help"), "{risks:?}");
}

#[test]
fn what_is_not_published_is_assumed_and_its_tail_is_told() {
    let r = at_once(scheme("work_programme")).report;
    let view = &evaluate(scheme("work_programme"), None, 0).views[0];
    let examples = view
        .inputs
        .iter()
        .filter(|i| i.options.is_empty() && ["example", "yours"].contains(&i.status_id.as_str()))
        .count();
    assert_eq!(r.assumed.rows.len(), examples);
    assert_eq!(r.assumed_more.len(), examples);
    assert!(r.assumed_more[1].contains("2 more such numbers"), "{}", r.assumed_more[1]);
    assert!(r.terms_more[0].contains("1 more sentence of"), "{}", r.terms_more[0]);
    assert!(!r.figures.is_empty() && r.figures.len() <= 2);
}

// groups

#[test]
fn our_own_table_comes_back_as_it_went() {
    for id in ["front1", "work_programme", "rough_sleepers", "bid", "hybrid"] {
        let draft = scheme(id);
        let e = read(draft).expect("reads");
        if !groups::can(&e.scenarios[0]) {
            continue;
        }
        let table = groups::table(draft);
        let told = groups::paste(draft, &table);
        assert!(told.good, "{id}: {told:?}");
        assert_eq!(groups::put(draft, &table).expect("good").to_string(), e.node.to_string(), "{id}");
    }
}

#[test]
fn columns_in_plain_words_make_groups_and_the_rest_stays() {
    let draft = scheme("front1");
    let text = "Group,How many are referred,Anyway (of 100),At best of 100,Worth\r\nHardest to help,\"1,200\",6%,25,\"£61,000\"\r\nnew people,50,10,30,9k\r\n";
    // a new group needs to be told how help works
    let told = groups::paste(draft, text);
    assert!(!told.good);
    let text = "Group,How many are referred,Anyway (of 100),At best of 100,Worth,Extra help,With that help\nHardest to help,\"1,200\",6%,25,\"£61,000\",,\nnew people,50,10,30,9k,1000,20\n";
    let told = groups::paste(draft, text);
    assert!(told.good, "{told:?}");
    let node = groups::put(draft, text).expect("good");
    let at = |path: &str| node.at(&format!("scenarios[0].people{path}")).and_then(pbr::scenario::inputs::value_of);
    assert_eq!(at("[0].referrals"), Some(1200.0));
    assert_eq!(at("[0].delivery.success.responds.p0"), Some(0.06));
    assert_eq!(at("[0].fixed_cost"), Some(1300.0), "no column for it");
    assert_eq!(at("[0].value.success"), Some(61_000.0));
    assert_eq!(at("[1].delivery.success.responds.p1"), Some(0.2));
    assert_eq!(at("[1].value.success"), Some(9000.0));
    assert_eq!(at("[1].stream"), Some(4.0), "luck of its own");
    assert!(at("[2].referrals").is_none());
    // one step, by the act that the page takes
    let done = deck::act(draft, &format!("groups={text}"));
    assert_eq!((done.draft, done.name.as_str()), (node.to_string(), "groups from a spreadsheet"));
}

#[test]
fn every_mistake_is_told_at_its_cell_and_nothing_is_lost() {
    let draft = scheme("front1");
    let text = "name\tpeople\tanyway of 100\tcolour\na\tmany\t45\tred\na\t10\t145\tblue\n\t1,5\t5\t\tmore";
    let told = groups::paste(draft, text);
    assert!(!told.good);
    let issues: Vec<(&str, &str)> = told
        .columns
        .iter()
        .chain(told.rows.iter().flatten())
        .filter_map(|c| Some((c.name.as_str(), c.issue.as_deref()?)))
        .collect();
    let at: Vec<&str> = issues.iter().map(|(place, _)| *place).collect();
    assert_eq!(
        at,
        [
            "Row 1, colour",
            "Row 2, people",
            "Row 3, name",
            "Row 3, anyway of 100",
            "Row 4, name",
            "Row 4, people",
            "Row 4, a column without a heading",
        ]
    );
    assert_eq!(issues[1].1, "“many” is no number that I can read: write people as 400 or 1,200.");
    assert!(issues[3].1.contains("145") && issues[3].1.contains("0 to 100"), "{}", issues[3].1);
    assert_eq!(told.rows[2][1].text, "1,5");
    assert!(groups::put(draft, text).is_none());
    assert_eq!(deck::act(draft, &format!("groups={text}")).draft, draft);
    for nothing in ["", "name\tpeople", "\n\n"] {
        assert!(!groups::paste(draft, nothing).good);
    }
    assert!(!groups::paste(draft, "people\n4").wrong.is_empty());
}
