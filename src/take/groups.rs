//! Groups of people from a spreadsheet: a table with a header in plain words, read strictly, every mistake at its cell.
//!
//! What the columns do not tell stays as it was for a group of the same name. A table with mistakes changes nothing.

use crate::gather::Gather;
use crate::json::{Node, key};
use crate::link::MAX_DRAFT;
use crate::num::decimal;
use crate::reply::{Pasted, PastedCell, Unit};
use crate::scenario::{Delivery, Scenario, inputs, read};
use crate::words::{Arg, Lang, number, tell, word};

/// One column: what it may be headed, its first name being ours; where it goes; in which unit; from 0 to at most.
struct Column {
    id: &'static str,
    /// Words of which a header must have one, all small letters.
    heads: &'static [&'static str],
    /// Below the group; `*` is the first outcome.
    path: &'static str,
    unit: Unit,
    most: f64,
}

/// Every column, the more particular before those whose word is part of theirs.
const COLUMNS: [Column; 9] = [
    column("name", &["name", "group", "groups"], "name", Unit::Text, 0.0),
    column(
        "people",
        &["people", "how many are referred", "referred", "referrals", "number"],
        "referrals",
        Unit::People,
        1e8,
    ),
    column(
        "service",
        &["basic service, £ a start", "basic service", "fixed cost", "service"],
        "fixed_cost",
        Unit::Gbp,
        1e7,
    ),
    column(
        "anyway",
        &["would succeed anyway, of 100", "anyway of 100", "anyway"],
        "delivery.*.responds.p0",
        Unit::Of100,
        1.0,
    ),
    column("succeed", &["succeed, of 100", "succeed of 100", "succeed"], "delivery.*.given.p", Unit::Of100, 1.0),
    column("help", &["extra help, £ a head", "extra help", "help"], "delivery.*.responds.x1", Unit::Gbp, 1e7),
    column(
        "with",
        &["succeed with that much help, of 100", "with that much help", "with that help", "with help"],
        "delivery.*.responds.p1",
        Unit::Of100,
        1.0,
    ),
    column(
        "best",
        &["succeed at best, of 100", "at best of 100", "at best", "best"],
        "delivery.*.responds.pmax",
        Unit::Of100,
        1.0,
    ),
    column("worth", &["a result is worth, £", "worth", "value"], "value.*", Unit::Gbp, 1e9),
];

const fn column(id: &'static str, heads: &'static [&'static str], path: &'static str, unit: Unit, most: f64) -> Column {
    Column { id, heads, path, unit, most }
}

/// The most rows that are read: no contract has as many groups.
const MOST: usize = 200;
/// The most cells that are looked at.
const CELLS: usize = 10_000;

/// The groups of a draft as such a table, tabs between its columns; what is not a plain number is left empty. Empty where these
/// columns cannot tell them.
pub fn table(draft: &str) -> String {
    let Ok(e) = read(draft) else { return String::new() };
    let Some(s) = e.scenarios.first().filter(|s| can(s)) else { return String::new() };
    let Some(Node::List(people)) = e.node.at(&key(&s.path, "people")) else { return String::new() };
    let at = |g: &Node, c: &Column| -> Option<String> {
        let node = places(c, s).find_map(|p| g.at(&p).cloned())?;
        match c.unit {
            Unit::Text => node.text().map(flat),
            unit => inputs::value_of(&node).map(|v| number::typed(v, unit)),
        }
    };
    let used: Vec<&Column> = COLUMNS
        .iter()
        .filter(|c| ["name", "people"].contains(&c.id) || people.iter().any(|g| at(g, c).is_some()))
        .gather();
    let mut out = used.iter().map(|c| c.heads[0]).gather().join("\t");
    for g in people {
        out.push('\n');
        out.push_str(&used.iter().map(|c| at(g, c).unwrap_or_default()).gather().join("\t"));
    }
    out
}

/// A text that ends no cell.
fn flat(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}

/// Where a column may stand in a group: what would happen anyway has a place in either kind of delivery.
fn places<'a>(c: &'a Column, s: &'a Scenario) -> impl Iterator<Item = String> + 'a {
    let outcome = s.outcomes.first().map_or("", |o| o.id.as_str());
    let other = (c.id == "anyway").then_some("delivery.*.given.p0");
    [Some(c.path), other].into_iter().flatten().map(move |p| p.replace('*', outcome))
}

/// Reads a table against a draft: what it says, and everything that is wrong with it.
pub fn paste(draft: &str, text: &str) -> Pasted {
    Reading::of(draft, text).map_or_else(|| nothing(Lang::default()), |r| r.told)
}

/// The draft with the groups of a table instead of its own; none if the table has mistakes.
pub fn put(draft: &str, text: &str) -> Option<Node> {
    Reading::of(draft, text)?.draft
}

fn nothing(lang: Lang) -> Pasted {
    let says = word(lang, "take.groups.none").to_string();
    Pasted { columns: Vec::new(), rows: Vec::new(), wrong: vec![says.clone()], says, good: false }
}

/// A table as it was read, and the draft that comes of it.
struct Reading {
    told: Pasted,
    draft: Option<Node>,
}

impl Reading {
    fn of(draft: &str, text: &str) -> Option<Reading> {
        let e = read(draft).ok()?;
        let s = e.scenarios.first()?;
        let lang = e.issues.lang;
        if !can(s) {
            let says = word(lang, "take_groups_cannot").to_string();
            let told = Pasted { columns: Vec::new(), rows: Vec::new(), wrong: vec![says.clone()], says, good: false };
            return Some(Reading { told, draft: None });
        }
        if let Some(says) = too_much(text, lang) {
            let told = Pasted { columns: Vec::new(), rows: Vec::new(), wrong: vec![says.clone()], says, good: false };
            return Some(Reading { told, draft: None });
        }
        let lines = cells(text);
        let Some((head, body)) = lines.split_first().filter(|(_, body)| !body.is_empty()) else {
            return Some(Reading { told: nothing(lang), draft: None });
        };
        let mut wrong = Vec::new();
        let known: Vec<Option<&Column>> = head.iter().map(|h| meant(h)).gather();
        let mut columns = Vec::new();
        for (i, (h, c)) in head.iter().zip(&known).enumerate() {
            let twice = c.is_some_and(|c| known[..i].iter().flatten().any(|o| o.id == c.id));
            let issue = match c {
                None => Some(tell(lang, "take.groups.head", &[("list", Arg::text(names()))])),
                Some(_) if twice => Some(word(lang, "take.groups.head_twice").to_string()),
                Some(_) => None,
            };
            columns.push(PastedCell { text: h.clone(), name: place(lang, 0, h), issue });
        }
        for id in ["name", "people"] {
            if !known.iter().flatten().any(|c| c.id == id) {
                wrong.push(tell(lang, "take.groups.lacks", &[("column", Arg::text(id))]));
            }
        }
        if body.len() > MOST {
            wrong.push(tell(lang, "take.groups.many", &[("most", Arg::text(MOST.to_string()))]));
        }
        let mut rows: Vec<Vec<PastedCell>> = Vec::new();
        for (i, line) in body.iter().take(MOST).enumerate() {
            let width = head.len().max(line.len());
            let cell = |j: usize| {
                let text = line.get(j).map_or("", String::as_str).trim();
                let issue = match known.get(j) {
                    None => (!text.is_empty()).then(|| word(lang, "take.groups.beyond").to_string()),
                    Some(None) => None,
                    Some(Some(c)) => c.issue(text, lang),
                };
                let head = head.get(j).map_or("", String::as_str);
                PastedCell { text: text.to_string(), name: place(lang, i + 1, head), issue }
            };
            rows.push((0..width).map(cell).gather());
        }
        let at = |row: &[PastedCell], id: &str| -> String {
            let j = known.iter().position(|c| c.is_some_and(|c| c.id == id));
            j.and_then(|j| row.get(j)).map_or_else(String::new, |c| c.text.clone())
        };
        // what only shows among several cells: a name that stands twice, a new group of nobody
        for i in 0..rows.len() {
            let (mine, others) = (at(&rows[i], "name"), rows[..i].iter().map(|r| at(r, "name")).gather());
            let none = at(&rows[i], "people").is_empty();
            let twice = !mine.is_empty() && others.iter().any(|o| o.eq_ignore_ascii_case(&mine));
            let mut say = |id: &str, message: String| {
                let j = known.iter().position(|c| c.is_some_and(|c| c.id == id));
                if let Some(cell) = j.and_then(|j| rows[i].get_mut(j)) {
                    cell.issue.get_or_insert(message);
                }
            };
            if twice {
                say("name", word(lang, "take.groups.twice").to_string());
            }
            // a group that is there already keeps how many it has, a month at a time perhaps
            if none && !s.segments.iter().any(|g| g.name.eq_ignore_ascii_case(&mine)) {
                say("people", word(lang, "take.groups.no_people").to_string());
            }
        }
        let mut draft = None;
        let clean = |cells: &[PastedCell]| cells.iter().all(|c| c.issue.is_none());
        if wrong.is_empty() && clean(&columns) && rows.iter().all(|r| clean(r)) {
            let told: Vec<Vec<(&Column, String)>> = rows
                .iter()
                .map(|r| known.iter().flatten().zip(r).map(|(c, cell)| (*c, cell.text.clone())).gather())
                .gather();
            let node = groups(&e.node, s, &told)?;
            let read = read(&node.to_string()).ok()?;
            let of_people = key(&s.path, "people");
            for issue in read.issues.found {
                // the model's own checks, told at the cell if there is one
                let cell = issue.path.strip_prefix(&of_people).and_then(|rest| {
                    let (row, rest) = rest.strip_prefix('[')?.split_once(']')?;
                    let rest = rest.trim_start_matches('.');
                    let is = |c: &&Column| places(c, s).any(|p| rest.starts_with(&p));
                    let j = known.iter().position(|c| c.as_ref().is_some_and(is))?;
                    Some((decimal::parse(row)? as usize, j))
                });
                match cell.and_then(|(i, j)| rows.get_mut(i)?.get_mut(j)) {
                    Some(cell) => {
                        cell.issue.get_or_insert(issue.message);
                    }
                    None => wrong.push(format!("{}: {}", issue.path, issue.message)),
                }
            }
            draft = (wrong.is_empty() && rows.iter().all(|r| clean(r))).then_some(node);
        }
        let bad = rows.iter().chain([&columns]).flatten().filter(|c| c.issue.is_some()).gather().len();
        let good = draft.is_some();
        let n = |n: usize| Arg::text(n.to_string());
        let says = if good {
            tell(lang, "take.groups.good", &[("n", n(rows.len()))])
        } else {
            tell(lang, "take.groups.bad", &[("n", n(bad + wrong.len()))])
        };
        Some(Reading { told: Pasted { columns, rows, wrong, says, good }, draft })
    }
}

/// What is no table of groups but something else, pasted here by mistake: nobody could mend so many cells.
fn too_much(text: &str, lang: Lang) -> Option<String> {
    let (lines, marks) = (text.lines().count(), text.matches(['\t', ',']).count());
    let told = |id: &str, got: usize, most: usize| {
        let n = |n: usize| Arg::text(number::format(n as f64, Unit::Count, lang));
        (got > most).then(|| tell(lang, id, &[("got", n(got)), ("max", n(most))]))
    };
    told("issue.too_large", text.len(), MAX_DRAFT).or_else(|| told("issue.too_many", lines + marks, CELLS))
}

/// Where a cell stands, in words; row 0 is the header.
fn place(lang: Lang, row: usize, head: &str) -> String {
    let head = if head.is_empty() { word(lang, "take.groups.unnamed") } else { head };
    tell(lang, "take.groups.place", &[("row", Arg::text((row + 1).to_string())), ("column", Arg::text(head))])
}

/// What a header may say.
fn names() -> String {
    COLUMNS.iter().map(|c| c.heads[0]).gather().join("; ")
}

/// The column that a header means: one of its names, whatever the case, spaces and commas.
fn meant(head: &str) -> Option<&'static Column> {
    let plain =
        |t: &str| t.to_lowercase().replace([',', '£', ':', '(', ')'], " ").split_whitespace().gather().join(" ");
    let head = plain(head);
    COLUMNS.iter().find(|c| c.heads.iter().any(|name| plain(name) == head))
}

impl Column {
    /// What is wrong with a cell.
    fn issue(&self, text: &str, lang: Lang) -> Option<String> {
        if self.unit == Unit::Text {
            return text.is_empty().then(|| word(lang, "take.groups.no_name").to_string());
        }
        if text.is_empty() {
            return None;
        }
        let wants = word(lang, &["take.groups.want.", self.id].concat());
        match number::parse(text, self.unit).filter(|_| grouped(text)) {
            None => Some(tell(lang, "take.groups.number", &[("got", Arg::text(text)), ("want", Arg::text(wants))])),
            Some(v) if v < 0.0 || v > self.most => {
                let most = number::typed(self.most, self.unit);
                let args = [("got", Arg::text(text)), ("min", Arg::text("0")), ("max", Arg::text(most))];
                Some(tell(lang, "issue.range", &args))
            }
            Some(_) => None,
        }
    }
}

/// True unless a comma stands where no thousands end: `1,5` is no 15.
fn grouped(text: &str) -> bool {
    let mut pieces = text.split(',');
    let digits = |t: &str| t.chars().take_while(char::is_ascii_digit).count();
    let first = pieces.next().unwrap_or("");
    let many = text.contains(',');
    let starts = !many || (1..=3).contains(&first.chars().filter(char::is_ascii_digit).count());
    starts && pieces.all(|p| digits(p) == 3)
}

/// Lines of cells: tabs between them if there is one in the first line, else commas; quoted as spreadsheets quote.
fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let between = if text.lines().next().is_some_and(|l| l.contains('\t')) { '\t' } else { ',' };
    let mut out: Vec<Vec<String>> = vec![vec![String::new()]];
    let (mut quoted, mut fresh) = (false, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = out.last_mut().and_then(|row| row.last_mut()) else { break };
        let was_fresh = std::mem::take(&mut fresh);
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if was_fresh => quoted = true,
            c if quoted => cell.push(c),
            '\r' => fresh = was_fresh,
            '\n' => {
                out.push(vec![String::new()]);
                fresh = true;
            }
            c if c == between => {
                if let Some(row) = out.last_mut() {
                    row.push(String::new());
                }
                fresh = true;
            }
            c => cell.push(c),
        }
    }
    out.retain(|row| row.iter().any(|c| !c.trim().is_empty()));
    for row in &mut out {
        for cell in row.iter_mut() {
            *cell = cell.trim().to_string();
        }
    }
    out
}

/// The draft with these groups: those of the same name with what they have besides, new ones with what they are told.
fn groups(draft: &Node, s: &Scenario, told: &[Vec<(&Column, String)>]) -> Option<Node> {
    let path = key(&s.path, "people");
    let Some(Node::List(old)) = draft.at(&path) else { return None };
    let outcome = s.outcomes.first()?;
    let named = |name: &str| {
        let is = |g: &&Node| g.get("name").and_then(Node::text).is_some_and(|n| n.eq_ignore_ascii_case(name));
        old.iter().find(is)
    };
    let number = |g: &Node, k: &str| g.get(k).and_then(inputs::value_of);
    let mut stream = old.iter().filter_map(|g| number(g, "stream")).fold(0.0, f64::max);
    let mut new: Vec<Node> = Vec::new();
    for row in told {
        let at = |id: &str| row.iter().find(|(c, _)| c.id == id).map_or("", |(_, t)| t.as_str());
        let mut group = named(at("name")).cloned().unwrap_or_else(|| {
            stream += 1.0;
            let taken = |id: &str| old.iter().chain(&new).any(|g| g.get("id").and_then(Node::text) == Some(id));
            let id = free(at("name"), &taken);
            let nothing = || Node::Object(Vec::new());
            let delivery = Node::Object(vec![(outcome.id.clone(), nothing())]);
            Node::record(vec![
                ("id", Node::Text(id)),
                ("name", Node::Text(at("name").to_string())),
                ("stream", Node::Number(stream)),
                ("referrals", Node::Number(0.0)),
                ("delivery", delivery),
            ])
        });
        deliver(&mut group, &outcome.id, !at("best").is_empty(), !at("succeed").is_empty());
        let given = group.at(&format!("delivery.{}.given", outcome.id)).is_some();
        for (c, text) in row {
            let place = match (c.id, given) {
                ("anyway", true) => "delivery.*.given.p0",
                ("best" | "help" | "with", true) | ("succeed", false) => continue,
                _ => c.path,
            };
            let place = place.replace('*', &outcome.id);
            if c.unit == Unit::Text {
                continue; // the name is how the group was found
            }
            let Some(v) = number::parse(text, c.unit) else { continue };
            // a number that is the same keeps its source; one that is shown with fewer digits is the same
            let was = group.at(&place).and_then(inputs::value_of);
            if was.is_some_and(|was| number::typed(was, c.unit) == number::typed(v, c.unit)) {
                continue;
            }
            if c.id == "worth" && group.get("value").is_none() {
                if let Node::Object(pairs) = &mut group {
                    pairs.push(("value".into(), Node::Object(Vec::new())));
                }
            }
            if matches!(c.id, "help" | "with") {
                let k = format!("delivery.{}.responds", outcome.id);
                if let Some(Node::Object(pairs)) = group.at_mut(&k) {
                    pairs.retain(|(k, _)| k != "k");
                }
            }
            group.set(&place, Node::Number(v));
        }
        new.push(group);
    }
    let mut out = draft.clone();
    out.set(&path, Node::List(new)).then_some(out)
}

/// Makes the delivery of a group one that responds if its best is told, or given if only what it reaches is.
fn deliver(group: &mut Node, outcome: &str, best: bool, succeed: bool) {
    let Some(Node::Object(pairs)) = group.at_mut(&key("delivery", outcome)) else { return };
    let (from, to) = if best { ("given", "responds") } else { ("responds", "given") };
    if !(best || succeed) || pairs.iter().any(|(k, _)| k == to) {
        return;
    }
    pairs.retain(|(k, _)| k != from);
    pairs.push((to.to_string(), Node::Object(Vec::new())));
}

/// An id made of a name that no other group has.
fn free(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let base = if plain.is_empty() { "group".to_string() } else { plain };
    if !taken(&base) {
        return base;
    }
    let mut n = 2;
    while taken(&format!("{base}_{n}")) {
        n += 1;
    }
    format!("{base}_{n}")
}

/// True of a scenario whose groups can be told by these columns: how often is none of them.
pub fn can(s: &Scenario) -> bool {
    let Some(o) = s.outcomes.first() else { return false };
    let told = |d: &Delivery| matches!(d, Delivery::Given { .. } | Delivery::Responds { .. });
    s.outturn.is_none() && s.segments.iter().all(|g| g.delivery.get(&o.id).is_some_and(told))
}
