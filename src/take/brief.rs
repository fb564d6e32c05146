//! At most 150 words to paste: what it is, the answer, a bad year, how sure it is; whole sentences, the most telling first.

use super::Taken;
use crate::gather::Gather;
use crate::scenario::inputs::provenance;
use crate::words::{Arg, plain, tell, word};

/// The most that there may be, the stamp not counted.
const MOST: usize = 150;

/// The words, and beneath them the stamp.
pub fn words(taken: &Taken) -> String {
    let Taken { story, stamp, lang, .. } = taken;
    let lang = *lang;
    let of = [("name", Arg::text(&stamp.name)), ("tag", Arg::text(&stamp.tag))];
    let mut pieces = vec![tell(lang, "take.brief.name", &of)];
    pieces.extend(story.sentences().iter().map(|s| plain(s).trim().to_string()));
    // how it was reached, and whose numbers they are, goes before details
    pieces.push(tell(lang, "take.brief.method", &[("method", Arg::text(story.method()))]));
    pieces.push(plain(&provenance(&taken.inputs, lang)));
    for row in story.rows() {
        let bad = row.bad.iter().map(|line| plain(line)).gather().join("; ");
        if !bad.is_empty() && bad != word(lang, "row.dash") {
            let args = [("who", Arg::text(&row.name)), ("bad", Arg::text(bad))];
            pieces.push(tell(lang, "take.brief.bad", &args));
        }
    }
    let mut left = MOST;
    let mut out = Vec::new();
    for piece in pieces {
        let n = count(&piece);
        if n <= left {
            left -= n;
            out.push(piece);
        }
    }
    let mut text = out.join(" ");
    text.push('\n');
    text.push_str(&stamp.line);
    if let Some(link) = &stamp.link {
        text.push('\n');
        text.push_str(link);
    }
    text
}

/// Words as anybody counts them.
pub fn count(text: &str) -> usize {
    text.split_whitespace().gather().len()
}
