//! Draft text <-> link text: version, codec, checksum, deflate, base64url. A link that cannot be opened says why.
//!
//! A link is `1d` and base64url, without padding, of: length of what follows the header (4 bytes, big-endian), CRC-32 of
//! that length and of what follows (4 bytes), the draft deflated. `1` is the version of this layout, `d` the codec.
//! Every layout that was ever published opens for ever (`tests/links/`).

pub(crate) mod deflate;
mod inflate;

use crate::reply::Unit;
use crate::words::{Arg, Lang, number, tell};

/// The longest draft that a link may unpack to, in bytes. A longer one belongs in a file.
pub const MAX_DRAFT: usize = 1 << 20;

/// Version of the layout.
const VERSION: char = '1';
/// Codec: deflate.
const DEFLATE: char = 'd';
/// Bytes before the deflated draft: length, checksum.
const HEADER: usize = 8;
/// The most that a draft of `MAX_DRAFT` bytes was ever packed to: text that cannot be packed may grow by 5 bytes in 32,768.
const MAX_PACKED: usize = MAX_DRAFT + MAX_DRAFT / 1024;

/// Why a text could not be opened as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Some other text.
    NotALink,
    /// The end is missing: so many characters arrived, of so many.
    CutShort {
        /// Characters that arrived.
        got: usize,
        /// Characters that it says it has.
        want: usize,
    },
    /// Characters were changed, lost or added on the way.
    Altered,
    /// It would unpack to more than `MAX_DRAFT`.
    TooLarge,
    /// A version or codec of later years.
    Newer {
        /// Its first two characters.
        format: String,
    },
}

impl Refusal {
    /// Its message in the catalogue of words.
    pub fn id(&self) -> &'static str {
        match self {
            Refusal::NotALink => "link.not",
            Refusal::CutShort { .. } => "link.cut_short",
            Refusal::Altered => "link.altered",
            Refusal::TooLarge => "link.too_large",
            Refusal::Newer { .. } => "link.newer",
        }
    }

    /// What is wrong and what one can do, in words.
    pub fn message(&self, lang: Lang) -> String {
        let count = |n: usize| Arg::text(number::format(n as f64, Unit::Count, lang));
        let args = match self {
            Refusal::NotALink | Refusal::Altered => Vec::new(),
            Refusal::CutShort { got, want } => vec![("got", count(*got)), ("want", count(*want))],
            Refusal::TooLarge => vec![("max", count(MAX_DRAFT))],
            Refusal::Newer { format } => vec![("format", Arg::text(format))],
        };
        tell(lang, self.id(), &args)
    }
}

/// A draft as link text, to stand behind a `#`. Of a draft over [`MAX_DRAFT`] it is a link that nobody can open.
///
/// ```
/// use pbr::{library, link};
///
/// let draft = library::find("front1").expect("a scheme").text;
/// let link = link::encode(draft);
/// assert_eq!(link::decode(&format!("https://example.org/#{link}")), Ok(draft.to_string()));
/// // a link that was cut says so
/// assert!(link::decode(&link[..link.len() / 2]).is_err());
/// ```
pub fn encode(draft: &str) -> String {
    let packed = deflate::deflate(draft.as_bytes());
    let length = (packed.len() as u32).to_be_bytes();
    let check = crc32(&[&length, &packed]).to_be_bytes();
    let mut link = String::from_iter([VERSION, DEFLATE]);
    link.push_str(&to_base64(&[&length[..], &check, &packed].concat()));
    link
}

/// The draft of a link: the link text alone, behind a `#`, or a whole address. Line breaks that mail put into it and
/// brackets around it do no harm.
pub fn decode(link: &str) -> Result<String, Refusal> {
    // nothing that we ever make is longer, and what is not looked at cannot hurt
    if link.len() > 2 * MAX_PACKED {
        return Err(Refusal::TooLarge);
    }
    let whole = link.trim().replace(['\r', '\n', '\t'], "");
    let text = text_of(&whole);
    let mut chars = text.chars();
    let (version, codec, body) = match (chars.next(), chars.next()) {
        (Some(v @ '1'..='9'), Some(c @ 'a'..='z')) => (v, c, chars.as_str()),
        _ => return Err(Refusal::NotALink),
    };
    if (version, codec) != (VERSION, DEFLATE) {
        let format = String::from_iter([version, codec]);
        let like_ours = body.chars().count() > characters(HEADER) && body.chars().all(|c| digit(c).is_some());
        return Err(if like_ours { Refusal::Newer { format } } else { Refusal::NotALink });
    }
    let bytes = from_base64(body).ok_or(Refusal::Altered)?;
    let got = 2 + body.len();
    let Some((header, packed)) = bytes.split_first_chunk::<HEADER>() else {
        // even the length is missing; the shortest link of all has an empty draft in it
        return Err(Refusal::CutShort { got, want: encode("").len() });
    };
    let (length, check) = header.split_at(4);
    let number = |b: &[u8]| b.iter().fold(0_usize, |n, byte| n << 8 | usize::from(*byte));
    let want = 2 + characters(HEADER + number(length));
    if got < want && number(length) <= MAX_PACKED {
        return Err(Refusal::CutShort { got, want });
    }
    // unused bits of the last character must be 0, so that no two links are the same draft
    let as_made = to_base64(&bytes) == body;
    if got != want || !as_made || crc32(&[length, packed]) as usize != number(check) {
        return Err(Refusal::Altered);
    }
    let draft = inflate::inflate(packed, MAX_DRAFT).map_err(|fault| match fault {
        inflate::Fault::TooLarge => Refusal::TooLarge,
        inflate::Fault::Broken => Refusal::Altered,
    })?;
    String::from_utf8(draft).map_err(|_| Refusal::Altered)
}

/// The text of a link in a whole address, or alone.
fn text_of(whole: &str) -> &str {
    let text = match whole.rsplit_once('#') {
        Some((_, text)) => text,
        None if whole.starts_with(|c: char| c.is_ascii_digit()) => whole,
        None => whole.rsplit(['/', '?', '=', '&']).next().unwrap_or(""),
    };
    text.trim_matches(|c| digit(c).is_none())
}

/// What can still be unpacked of a link that was cut or altered: the beginning of a draft, of which nothing vouches for the
/// letters. None if there is nothing of it.
pub fn torn(link: &str) -> Option<String> {
    if link.len() > 2 * MAX_PACKED {
        return None;
    }
    let whole = link.trim().replace(['\r', '\n', '\t'], "");
    let body = text_of(&whole).strip_prefix(VERSION)?.strip_prefix(DEFLATE)?;
    let end = body.find(|c| digit(c).is_none()).unwrap_or(body.len());
    let bytes = from_base64(&body[..end])?;
    let draft = inflate::beginning(bytes.get(HEADER..)?, MAX_DRAFT);
    let text = String::from_utf8_lossy(&draft);
    // half a letter at the end is no letter
    let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
    (!text.is_empty()).then(|| text.to_string())
}

/// CRC-32 of several stretches as one (polynomial of IEEE 802.3, as in zip and PNG).
pub fn crc32(parts: &[&[u8]]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    };
    !parts.iter().copied().flatten().fold(u32::MAX, step)
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of a base64url digit.
fn digit(c: char) -> Option<u32> {
    DIGITS.iter().position(|d| char::from(*d) == c).map(|i| i as u32)
}

/// Digits that so many bytes take.
fn characters(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(characters(bytes.len()));
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, i| bits << 8 | u32::from(three.get(i).copied().unwrap_or(0)));
        for i in 0..characters(three.len()) {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * i) & 63) as usize]));
        }
    }
    out
}

/// Whole bytes of a text of digits; none if something else stands in it.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for four in digits?.chunks(4) {
        let bits = (0..4).fold(0_u32, |bits, i| bits << 6 | four.get(i).copied().unwrap_or(0));
        out.extend((0..four.len() * 3 / 4).map(|i| (bits >> (16 - 8 * i)) as u8));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples() {
        // RFC 4648 10; the check value of CRC-32 in every catalogue of CRCs
        let pairs =
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{7f}>?", "fz4_")];
        for (plain, coded) in pairs {
            assert_eq!(to_base64(plain.as_bytes()), coded);
            assert_eq!(from_base64(coded).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(crc32(&[b"1234", b"56789"]), 0xCBF4_3926);
    }
}
