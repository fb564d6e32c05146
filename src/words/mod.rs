//! The catalogue of words: every message by language and id, with typed arguments, rendered to parts.

/// Writes a table of messages: id, typed arguments, words.
macro_rules! messages {
    ($($id:literal ($($name:ident: $kind:ident),*) $text:literal;)*) => {
        /// Every message, by id.
        pub(super) const MESSAGES: &[Message] = &[
            $(Message { id: $id, takes: super::declared(&[$((stringify!($name), $kind)),*]), text: $text },)*
        ];
    };
}

/// What messages take is held by tests and debug builds; the page does without.
const fn declared(takes: &'static [(&'static str, Kind)]) -> &'static [(&'static str, Kind)] {
    if cfg!(target_arch = "wasm32") { &[] } else { takes }
}

mod en;
mod en_ask;
mod en_asked;
mod en_compare;
mod en_explainer;
mod en_matters;
mod en_page;
mod en_public;
mod en_record;
mod en_risk;
mod en_rules;
mod en_take;
mod en_workbook;
mod english;
pub mod number;

use crate::ordered::Map;
use crate::reply::{Part, Unit, Voice};
use std::cell::RefCell;

/// A language that the catalogue speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lang {
    /// British English.
    #[default]
    En,
}

impl Lang {
    /// The language of a code such as `en`; unknown codes get English, and the reader of drafts says so.
    pub fn of(code: &str) -> Option<Lang> {
        (code == "en").then_some(Lang::En)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
        }
    }
}

/// What kind of thing an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words: a name, a list, what was typed.
    Text,
    /// A computed number with its result id.
    Result,
    /// An editable field with its path.
    Input,
    /// Parts made before.
    Parts,
}

/// One message of the catalogue.
#[derive(Debug)]
pub struct Message {
    /// Its id, the same in every language.
    pub id: &'static str,
    /// Its arguments.
    pub takes: &'static [(&'static str, Kind)],
    /// Its words; `{name}` is an argument, `<people>...</people>` a voice, `<fails>` and `<strong>` a state.
    /// `{n?month|months}` is the first if the argument is one (a number that shows 1, a party that is one), else the second;
    /// `{kind*}` is the plural of a noun, and `{kind*n}` too unless `n` is one.
    pub text: &'static str,
}

/// An argument.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Words.
    Text(String),
    /// Parties by name: one, or several of whom the same is said.
    Names(Vec<String>),
    /// A result: id, value (if defined), unit it is shown in.
    Result(String, Option<f64>, Unit),
    /// A field: path and what stands in it.
    Input(String, String),
    /// Parts made before.
    Parts(Vec<Part>),
}

impl Arg {
    /// Words.
    pub fn text(s: impl Into<String>) -> Arg {
        Arg::Text(s.into())
    }

    fn kind(&self) -> Kind {
        match self {
            Arg::Text(_) | Arg::Names(_) => Kind::Text,
            Arg::Result(..) => Kind::Result,
            Arg::Input(..) => Kind::Input,
            Arg::Parts(_) => Kind::Parts,
        }
    }
}

/// All messages of a language.
pub fn all(lang: Lang) -> impl Iterator<Item = &'static Message> {
    let [answers, rules, risk, public, record, workbook, asked] = match lang {
        Lang::En => [
            en::MESSAGES,
            en_rules::MESSAGES,
            en_risk::MESSAGES,
            en_public::MESSAGES,
            en_record::MESSAGES,
            en_workbook::MESSAGES,
            en_asked::MESSAGES,
        ],
    };
    answers.iter().chain(rules).chain(risk).chain(page(lang)).chain(public).chain(record).chain(workbook).chain(asked)
}

/// The page's own messages: some take arguments, which the page fills in.
pub fn page(lang: Lang) -> impl Iterator<Item = &'static Message> {
    let [page, explainer, ask, compare, matters, take] = match lang {
        Lang::En => [
            en_page::MESSAGES,
            en_explainer::MESSAGES,
            en_ask::MESSAGES,
            en_compare::MESSAGES,
            en_matters::MESSAGES,
            en_take::MESSAGES,
        ],
    };
    page.iter().chain(explainer).chain(ask).chain(compare).chain(matters).chain(take)
}

/// The words of a message without arguments, or its id if nobody wrote it (a test forbids that).
pub fn word(lang: Lang, id: &str) -> &'static str {
    find(lang, id).map_or("", |m| m.text)
}

fn find(lang: Lang, id: &str) -> Option<&'static Message> {
    thread_local! {
        static ROWS: RefCell<Map<Lang, Map<&'static str, &'static Message>>> = const { RefCell::new(Map::new()) };
    }
    ROWS.with_borrow_mut(|rows| {
        let of_lang = rows.entry(lang).or_insert_with(|| all(lang).map(|m| (m.id, m)).collect());
        of_lang.get(id).copied()
    })
}

/// Renders a message to parts, so that a page can colour its nouns and make its numbers editable.
///
/// # Panics
/// In debug builds, if the message does not exist or is given other arguments than it takes.
pub fn say(lang: Lang, id: &str, args: &[(&str, Arg)]) -> Vec<Part> {
    let Some(message) = find(lang, id) else {
        debug_assert!(false, "no message `{id}`");
        return Vec::new();
    };
    debug_assert!(
        args.iter().all(|(n, a)| message.takes.contains(&(n, a.kind()))) && message.takes.len() == args.len(),
        "message `{id}` takes {:?}, not {args:?}",
        message.takes
    );
    fill(message.text, lang, &|name| args.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg.clone()))
}

/// The same as plain text.
pub fn tell(lang: Lang, id: &str, args: &[(&str, Arg)]) -> String {
    plain(&say(lang, id, args))
}

/// Parts joined into the plain sentence.
pub fn plain(parts: &[Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect()
}

/// How a stretch between tags is dressed.
#[derive(Clone, Copy, Default)]
struct Dress {
    voice: Option<Voice>,
    fails: bool,
    strong: bool,
}

/// Renders words with `{name}` and tags in them, as messages have; what no argument is found for is left out.
pub fn fill(text: &str, lang: Lang, args: &dyn Fn(&str) -> Option<Arg>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut dress = vec![Dress::default()];
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once(['{', '<']) {
        let top = *dress.last().unwrap_or(&Dress::default());
        push(&mut parts, top, before);
        let close = if rest.strip_prefix(before).is_some_and(|tail| tail.starts_with('{')) { '}' } else { '>' };
        let (name, after) = tail.split_once(close).unwrap_or((tail, ""));
        rest = after;
        if close == '>' {
            if name.starts_with('/') {
                dress.pop();
            } else {
                dress.push(dressed(top, name));
            }
            continue;
        }
        if let Some((of, forms)) = name.split_once('?') {
            let (one, many) = forms.split_once('|').unwrap_or((forms, forms));
            push(&mut parts, top, if args(of).is_some_and(|arg| is_one(&arg, lang)) { one } else { many });
            continue;
        }
        if let Some((noun, count)) = name.split_once('*') {
            if let Some(Arg::Text(noun)) = args(noun) {
                let one = args(count).is_some_and(|arg| is_one(&arg, lang));
                push(&mut parts, top, &if one { noun } else { plural(lang, &noun) });
            }
            continue;
        }
        let Some(arg) = args(name) else {
            continue;
        };
        match arg {
            Arg::Text(t) => push(&mut parts, top, &t),
            Arg::Names(names) => push(&mut parts, top, &listed_names(lang, &names)),
            Arg::Result(id, value, unit) => parts.push(Part {
                text: value.map_or_else(|| word(lang, "undefined").into(), |v| number::format(v, unit, lang)),
                result: Some(id),
                ..styled(top)
            }),
            Arg::Input(path, shown) => parts.push(Part { text: shown, input: Some(path), ..styled(top) }),
            Arg::Parts(given) => parts.extend(given.into_iter().map(|p| Part {
                voice: p.voice.or(top.voice),
                fails: p.fails || top.fails,
                strong: p.strong || top.strong,
                ..p
            })),
        }
    }
    push(&mut parts, *dress.last().unwrap_or(&Dress::default()), rest);
    parts
}

/// True if what stands there is one: the number 1 as it is shown, a party that is not several.
fn is_one(arg: &Arg, lang: Lang) -> bool {
    let text = match arg {
        Arg::Names(names) if names.len() != 1 => return false,
        Arg::Names(names) => names.concat(),
        // what was typed for a number may be none
        Arg::Input(_, typed) => return typed == "1",
        Arg::Text(t) => t.clone(),
        Arg::Result(_, value, unit) => value.map_or_else(String::new, |v| number::format(v, *unit, lang)),
        Arg::Parts(parts) => plain(parts),
    };
    let number = text.trim_start_matches('−').starts_with(|c: char| c.is_ascii_digit());
    if number { text == "1" } else { !are_many(lang, &text) }
}

/// A noun in the plural.
fn plural(lang: Lang, noun: &str) -> String {
    match lang {
        Lang::En => english::plural(noun),
    }
}

/// True if a name is that of several.
pub fn are_many(lang: Lang, name: &str) -> bool {
    match lang {
        Lang::En => english::are_many(name),
    }
}

/// What a draft says of one person, said of many.
pub fn of_many(lang: Lang, says: &str) -> String {
    match lang {
        Lang::En => english::of_many(says),
    }
}

/// Names joined by commas, the last by "and".
pub fn listed_names(lang: Lang, names: &[String]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().enumerate() {
        if i > 0 {
            out.push_str(word(lang, if i + 1 == names.len() { "list.and" } else { "list.comma" }));
        }
        out.push_str(name);
    }
    out
}

fn dressed(under: Dress, tag: &str) -> Dress {
    let voice = match tag {
        "people" => Some(Voice::People),
        "provider" => Some(Voice::Provider),
        "commissioner" => Some(Voice::Commissioner),
        "investor" => Some(Voice::Investor),
        "anyway" => Some(Voice::Anyway),
        _ => under.voice,
    };
    Dress { voice, fails: under.fails || tag == "fails", strong: under.strong || tag == "strong" }
}

fn styled(dress: Dress) -> Part {
    Part { voice: dress.voice, fails: dress.fails, strong: dress.strong, ..Part::default() }
}

/// Adds words, joining them to the part before if that is dressed alike.
fn push(parts: &mut Vec<Part>, dress: Dress, text: &str) {
    if text.is_empty() {
        return;
    }
    let part = Part { text: text.to_string(), ..styled(dress) };
    match parts.last_mut() {
        Some(p)
            if p.result.is_none()
                && p.input.is_none()
                && (p.voice, p.fails, p.strong) == (part.voice, part.fails, part.strong) =>
        {
            p.text.push_str(text);
        }
        _ => parts.push(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_is_declared_and_used() {
        for m in all(Lang::En) {
            let token = |piece: &'static str| piece.split('}').next().unwrap_or("");
            let tokens = || m.text.split('{').skip(1).map(token);
            let names = |t: &'static str| t.split('?').next().unwrap_or("").split('*').filter(|n| !n.is_empty());
            let used: Vec<&str> = tokens().flat_map(names).collect();
            for (name, _) in m.takes {
                assert!(used.contains(name), "{}: {name} is not used", m.id);
            }
            for name in used {
                assert!(m.takes.iter().any(|(n, _)| *n == name), "{}: {name} is not declared", m.id);
            }
            assert_eq!(all(Lang::En).filter(|o| o.id == m.id).count(), 1, "{} twice", m.id);
        }
    }

    #[test]
    fn words_follow_their_number() {
        let text = "{who?needs|need} {n} {n?month|months}, {kind*n}, {kind*}";
        let told = |who: Arg, n: &str| {
            let args = [("who", who), ("n", Arg::Input("a".into(), n.into())), ("kind", Arg::text("entry"))];
            plain(&fill(text, Lang::En, &|name| args.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg.clone())))
        };
        let names = |list: &[&str]| Arg::Names(list.iter().map(|n| (*n).to_string()).collect());
        assert_eq!(told(names(&["DWP"]), "1"), "needs 1 month, entry, entries");
        assert_eq!(told(names(&["DWP", "the council"]), "1.5"), "need 1.5 months, entries, entries");
        assert_eq!(told(Arg::text("the clinics"), "12"), "need 12 months, entries, entries");
    }

    #[test]
    fn tags_dress_and_numbers_keep_their_id() {
        let parts = fill("<people>{n} more</people> now", Lang::En, &|_| {
            Some(Arg::Result("more".into(), Some(36.0), Unit::People))
        });
        assert_eq!(plain(&parts), "36 more now");
        assert_eq!(parts[0].result.as_deref(), Some("more"));
        assert_eq!(parts[1].voice, Some(Voice::People));
        assert_eq!(parts[2].voice, None);
    }
}
