//! The workbook: what is live in it, that its formulas come to what the model says, and that nothing typed becomes a formula.

use miniz_oxide::inflate::decompress_to_vec;
use pbr::library;
use pbr::reply::Status;
use pbr::scenario::edit;
use pbr::workbook::book::{Book, Content, SHEETS};
use pbr::workbook::expr::At;
use pbr::workbook::{Made, make, workbook};
use std::fs;

const GALLERY: &str = "tests/scenarios/gallery";
const GOLDEN: &str = "tests/workbooks.txt";

fn scheme(id: &str) -> &'static str {
    library::find(id).expect("a scheme").text
}

fn made(draft: &str) -> Made {
    make(draft, None, 0).expect("a workbook")
}

/// Every draft of the gallery that has no mistakes, by name.
fn gallery() -> Vec<(String, String)> {
    let entries = fs::read_dir(GALLERY).expect("the gallery");
    let mut all: Vec<(String, String)> = entries
        .map(|e| e.expect("entry").path())
        .map(|p| (p.file_stem().expect("name").to_string_lossy().into(), fs::read_to_string(&p).expect("text")))
        .filter(|(_, draft)| pbr::evaluate::evaluate(draft, None, 0).status == Status::Answered)
        .collect();
    all.sort();
    assert!(all.len() >= library::all().len() + 8);
    all
}

/// Every formula with its place.
fn formulas(book: &Book) -> Vec<(At, f64)> {
    let mut out = Vec::new();
    for (sheet, s) in book.sheets.iter().enumerate() {
        for (row, cells) in s.rows.iter().enumerate() {
            for (col, cell) in cells.iter().enumerate() {
                if let Some(Content::Live(_, v) | Content::Says(_, v, _)) = cell.as_ref().map(|c| &c.content) {
                    out.push((At { sheet, col, row }, *v));
                }
            }
        }
    }
    out
}

/// Works all formulas out anew, as a spreadsheet does: until nothing moves.
fn recalculate(book: &mut Book) {
    for round in 0.. {
        assert!(round < 200, "formulas go round in circles");
        let mut moved = false;
        for (at, before) in formulas(book) {
            let cell = book.cell(at).expect("a cell").content.clone();
            let (Content::Live(e, _) | Content::Says(e, _, _)) = &cell else { unreachable!() };
            let now = e.value(book) + 0.0;
            if now.to_bits() != before.to_bits() {
                moved = true;
                let there = book.sheets[at.sheet].rows[at.row][at.col].as_mut().expect("a cell");
                if let Content::Live(_, v) | Content::Says(_, v, _) = &mut there.content {
                    *v = now;
                }
            }
        }
        if !moved {
            return;
        }
    }
}

fn named(book: &Book, name: &str) -> At {
    book.names.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no name {name}")).1
}

fn type_in(book: &mut Book, name: &str, value: f64) {
    let at = named(book, name);
    let cell = book.sheets[at.sheet].rows[at.row][at.col].as_mut().expect("an input");
    cell.content = Content::Number(value);
}

/// The first check: the sheets against one another and, while no input is changed, against the model.
fn check(book: &Book) -> f64 {
    book.value(At { sheet: SHEETS.len() - 1, col: 2, row: 3 })
}

/// Parts of a zip by name, each unpacked and held against its checksum's length.
fn parts(zip: &[u8]) -> Vec<(String, String)> {
    let four = |at: usize| u32::from_le_bytes(zip[at..at + 4].try_into().expect("4 bytes")) as usize;
    let two = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let mut out = Vec::new();
    let mut at = 0;
    while zip[at..].starts_with(b"PK\x03\x04") {
        let (packed, size, name, extra) = (four(at + 18), four(at + 22), two(at + 26), two(at + 28));
        let start = at + 30 + name + extra;
        let text = decompress_to_vec(&zip[start..start + packed]).expect("deflated");
        assert_eq!(text.len(), size);
        let name = String::from_utf8(zip[at + 30..at + 30 + name].to_vec()).expect("a name");
        out.push((name, String::from_utf8(text).expect("XML is text")));
        at = start + packed;
    }
    out
}

#[test]
fn formulas_come_to_what_the_model_says() {
    for (name, draft) in gallery() {
        let mut book = made(&draft).book;
        assert_eq!(check(&book), 0.0, "{name}: the check");
        let before = formulas(&book);
        assert!(before.len() > 100, "{name} has {} formulas", before.len());
        for (at, v) in &before {
            assert!(v.is_finite(), "{name}: {at:?} is {v}");
        }
        recalculate(&mut book);
        assert_eq!(formulas(&book), before, "{name}: what is stored is what the formulas come to");
    }
}

/// Rules of the library that are not live, with the reason; all others are.
const PASTED: [(&str, &str, &str); 3] = [
    ("rough_sleepers", "Back to investors", "wb.why.waterfall"),
    ("smf", "Charged for a significant rise", "wb.why.person"),
    ("smf", "Paid for a significant fall", "wb.why.person"),
];

/// Rules of the library beside which a pasted column says what luck adds or takes: they bend.
const LUCK: [(&str, &str); 8] = [
    ("work_programme", "Incentive"),
    ("probation", "Fewer people who reoffend"),
    ("probation", "More people who reoffend"),
    ("doncaster", "The tenth, and the bonus"),
    ("hybrid", "Bonus for results"),
    ("restaurant", "Tip"),
    ("restaurant", "Money off"),
    ("five_percent", "Bonus"),
];

#[test]
fn payment_rules_are_live_but_for_these() {
    let (mut pasted, mut luck, mut live) = (Vec::new(), Vec::new(), 0);
    for s in library::all() {
        for line in made(s.text).rules {
            live += usize::from(line.pasted.is_none());
            pasted.extend(line.pasted.map(|why| (s.id, line.name.clone(), why)));
            luck.extend(line.luck.then(|| (s.id, line.name.clone())));
        }
    }
    let wanted: Vec<_> = PASTED.iter().map(|(id, rule, why)| (*id, (*rule).to_string(), *why)).collect();
    pasted.sort();
    assert_eq!(pasted, wanted, "pasted");
    let mut bent: Vec<_> = LUCK.iter().map(|(id, rule)| (*id, (*rule).to_string())).collect();
    luck.sort();
    bent.sort();
    assert_eq!(luck, bent, "with a pasted part");
    assert!(live >= 40, "{live} rules are live");
}

#[test]
fn another_price_moves_what_is_paid_and_nothing_that_is_pasted() {
    let mut book = made(scheme("front1")).book;
    let paid = book.value(named(&book, "result_paid"));
    type_in(&mut book, "in_contracts_0_payments_0_pay_of_rate", 5500.0);
    recalculate(&mut book);
    let now = book.value(named(&book, "result_paid"));
    assert!((now - 1.1 * paid).abs() < 0.005, "{now} is not 1.1 × {paid}");
    assert_eq!(check(&book), 0.0, "the sheets still agree with one another");
    let says = book.cell(At { sheet: 0, col: 1, row: 9 }).expect("the cover says so");
    assert!(matches!(&says.content, Content::Says(_, moved, _) if *moved > 0.0));
}

/// Of drafts in which nobody responds to the terms: the workbook says of another input what the model says of it.
#[test]
fn another_input_comes_to_what_the_model_says_of_it() {
    let all: &[&str] = &["people", "paid", "income", "cost", "margin", "cash_needed"];
    let cases = [
        ("bid", "contracts[0].payments[1].pay.rate", 1.1, all),
        ("bid", "people[0].referrals", 1.2, all),
        ("bid", "people[0].delivery.result.given.p", 0.9, all),
        ("savings", "contracts[0].payments[0].pay.rate", 1.1, &["people", "paid"]),
        ("recovery", "people[0].referrals", 1.5, &["people", "paid"]),
        ("peterborough", "contracts[0].payments[0].pay.of.of.value", 0.9, &["people", "paid"]),
    ];
    for (id, path, times, asked) in cases {
        let draft = scheme(id);
        let mut book = made(draft).book;
        let name = format!("in_{}", path.replace(']', "").replace(['.', '['], "_"));
        let to = book.value(named(&book, &name)) * times;
        type_in(&mut book, &name, to);
        recalculate(&mut book);
        let edited = edit::set(draft, &format!("scenarios[0].{path}"), to).draft;
        let reply = pbr::evaluate::evaluate(&edited, None, 0);
        let results = &reply.views[0].answer.as_ref().expect("an answer").results;
        for result in asked {
            let want = results.iter().find(|r| r.id == *result).and_then(|r| r.value).expect("a value");
            let got = book.value(named(&book, &format!("result_{result}")));
            assert!((got - want).abs() < 0.005, "{id}, {path}: {result} is {got}, not {want}");
        }
    }
}

#[test]
fn nothing_that_was_typed_becomes_a_formula() {
    let evil = "=HYPERLINK(\\\"http://x\\\",\\\"&<i>\\u0007\\\")";
    let draft = scheme("front1")
        .replace("Three groups, one price", evil)
        .replace("closest to coping", "@SUM(1)]]>")
        .replace("\"Results\"", "\"+1+cmd|' /C calc'!A0\"");
    let zip = workbook(&draft, Some("javascript:alert(1)\"<"), 0).expect("a workbook");
    let all = parts(&zip);
    assert_eq!(all.len(), 5 + SHEETS.len());
    for (name, xml) in &all {
        for piece in xml.split("<f>").skip(1) {
            let formula = piece.split("</f>").next().unwrap_or("");
            assert!(!["HYPERLINK", "@", "cmd", "calc'"].iter().any(|w| formula.contains(w)), "{name}: {formula}");
        }
        assert!(!xml.contains('\u{7}') && !xml.contains("<i>") && !xml.contains("]]>"), "{name}");
    }
    let cover = &all.iter().find(|(n, _)| n == "xl/worksheets/sheet1.xml").expect("the cover").1;
    assert!(
        cover.contains("t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK(\"http://x\",\"&amp;&lt;i&gt;\")<")
    );
    assert!(cover.contains("javascript:alert(1)\"&lt;") && !cover.contains("<hyperlink"));
}

/// The shipped module must make the same bytes (`www/test/workbook.test.mjs`); `UPDATE=1 cargo test` writes the list anew.
#[test]
fn the_same_bytes_as_ever() {
    let mut got = String::new();
    for (name, draft) in gallery() {
        let bytes = workbook(&draft, None, 0).expect("a workbook");
        got.push_str(&format!("{name} {} {}\n", bytes.len(), crc32(&bytes)));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(GOLDEN, &got).expect("write");
    }
    assert_eq!(got, fs::read_to_string(GOLDEN).expect("the list"), "UPDATE=1 writes {GOLDEN} anew");
}

/// CRC-32, by its definition.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, b| {
        (0..8).fold(crc ^ u32::from(*b), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    })
}

#[test]
fn a_draft_with_mistakes_has_no_workbook() {
    assert!(workbook("{}", None, 0).is_none());
    assert!(workbook("not JSON", None, 0).is_none());
}

#[test]
fn percentiles_are_pasted_and_say_how_many_futures() {
    let book = make(scheme("front1"), None, 64).expect("a workbook").book;
    let sheet = SHEETS.iter().position(|s| *s == "Percentiles").expect("the sheet");
    let rows = &book.sheets[sheet].rows;
    assert!(rows.iter().flatten().flatten().all(|c| !matches!(c.content, Content::Live(..))));
    let says = |row: &[Option<pbr::workbook::book::Cell>], col: usize| match row.get(col)?.as_ref()?.content {
        Content::Text(ref t) => Some(t.clone()),
        _ => None,
    };
    let drawn = rows.iter().find(|r| says(r, 0).as_deref() == Some("Futures drawn")).expect("told");
    assert_eq!(says(drawn, 1).as_deref(), Some("64"));
}
