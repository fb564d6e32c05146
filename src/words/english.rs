//! English words that change with number: what a draft calls people, parties and events, put into a sentence.

use crate::gather::Gather;

/// A noun in the plural: reconviction, entry, loss, bed night. What is in the plural already stays.
pub fn plural(noun: &str) -> String {
    let (before, last) = noun.rsplit_once(' ').map_or(("", noun), |(b, l)| (b, l));
    let stem = |n: usize| last.get(..last.len() - n).unwrap_or(last);
    let vowel = |c: u8| b"aeiou".contains(&c);
    let many = match last {
        "person" => "people".into(),
        "child" | "man" | "woman" => format!("{}en", if last == "child" { "childr" } else { stem(2) }),
        _ if last.ends_with('y') && !last.bytes().rev().nth(1).is_some_and(vowel) => format!("{}ies", stem(1)),
        _ if ["ss", "x", "z", "ch", "sh"].iter().any(|end| last.ends_with(end)) => format!("{last}es"),
        _ if last.ends_with('s') || ["people", "children", "men", "women"].contains(&last) => last.into(),
        _ => format!("{last}s"),
    };
    if before.is_empty() { many } else { format!("{before} {many}") }
}

/// True if a verb after this name must be that of several: “the trusts that invested need”, “the Ministry of Justice needs”.
pub fn are_many(name: &str) -> bool {
    const ENDS: [&str; 13] = [
        " of ", " for ", " in ", " at ", " on ", " to ", " who ", " that ", " which ", " with ", " from ", " by ", " (",
    ];
    let first = name.split(' ').next().unwrap_or("").to_ascii_lowercase();
    if ["a", "an", "one", "each", "every"].contains(&first.as_str()) {
        return false;
    }
    if name.contains(" and the ") {
        return true;
    }
    let head = ENDS.iter().filter_map(|end| name.split_once(end)).map(|(head, _)| head).min_by_key(|h| h.len());
    let head = head.unwrap_or(name);
    if head.contains(" and ") {
        return true;
    }
    // “victims spared”: what follows the noun and is none
    let words: Vec<&str> = head.split(' ').filter(|w| !w.ends_with("ed") || head.split(' ').count() == 1).gather();
    let Some(last) = words.last() else { return false };
    if ["people", "children", "men", "women", "police"].contains(&last.to_ascii_lowercase().as_str()) {
        return true;
    }
    // a proper name such as Tower Hamlets is one body; at the start of a sentence every name has a capital
    let proper = words.len() > 1 && last.starts_with(|c: char| c.is_ascii_uppercase());
    last.ends_with('s') && !proper && !["ss", "us", "is", "'s", "’s"].iter().any(|end| last.ends_with(end))
}

/// What is said of one, said of many: “is in work and stays there” becomes “are in work and stay there”.
pub fn of_many(says: &str) -> String {
    let words: Vec<&str> = says.split(' ').gather();
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_string()).gather();
    // an adverb may come first: “still uses”
    let verb = words.iter().take(3).position(|w| w.ends_with('s') && !w.ends_with("ss") && *w != "always");
    let Some(verb) = verb else { return says.to_string() };
    for (i, word) in words.iter().enumerate() {
        let after_and = i > 0 && words.get(i - 1) == Some(&"and");
        // “reads and counts”, but not “has food and clothes”
        let another = after_and && (i == verb + 2 || irregular(word).is_some()) && word.ends_with('s');
        if i == verb || another {
            if let Some(o) = out.get_mut(i) {
                *o = verb_of_many(word);
            }
        }
    }
    out.join(" ")
}

fn irregular(verb: &str) -> Option<&'static str> {
    let known = [("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"), ("goes", "go")];
    known.iter().find(|(one, _)| *one == verb).map(|(_, many)| *many)
}

fn verb_of_many(verb: &str) -> String {
    if let Some(many) = irregular(verb) {
        return many.into();
    }
    match verb.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => return format!("{stem}y"),
        _ => {}
    }
    let hiss = ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| verb.ends_with(end));
    verb.get(..verb.len() - if hiss { 2 } else { 1 }).unwrap_or(verb).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns() {
        for (one, many) in [
            ("reconviction", "reconvictions"),
            ("bed night", "bed nights"),
            ("entry", "entries"),
            ("jail day", "jail days"),
            ("loss", "losses"),
            ("crash", "crashes"),
            ("offences", "offences"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn names() {
        for many in [
            "Serco and its partners",
            "the trusts that invested",
            "the Ministry of Justice and the Lottery",
            "the clinics",
            "children who stay out of care",
            "victims spared",
            "Children's services",
        ] {
            assert!(are_many(many), "{many}");
        }
        for one in [
            "the Ministry of Justice",
            "the Department for Work and Pensions",
            "Your organisation",
            "tax on earnings",
            "a night in cells",
            "Tower Hamlets",
            "Crisis",
            "DWP",
        ] {
            assert!(!are_many(one), "{one}");
        }
    }

    #[test]
    fn verbs() {
        for (one, many) in [
            ("is in work for 26 weeks", "are in work for 26 weeks"),
            ("reads and counts as well as hoped", "read and count as well as hoped"),
            ("completes treatment and does not return", "complete treatment and do not return"),
            ("still uses them a year later", "still use them a year later"),
            ("reaches “home”", "reach “home”"),
            ("passes an exam", "pass an exam"),
            ("gets food and clothes", "get food and clothes"),
            ("succeeds", "succeed"),
        ] {
            assert_eq!(of_many(one), many);
        }
    }
}
