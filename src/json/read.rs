//! JSON text -> tree, as RFC 8259 has it; what is no JSON is told with its line and column.

use super::Node;
use crate::num::decimal;

/// So many lists and objects may stand within each other: every one is a call within a call.
const DEPTH: usize = 127;

/// Reads a whole text.
pub fn read(text: &str) -> Result<Node, String> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let node = reader.value()?;
    match reader.peek() {
        None => Ok(node),
        Some(_) => reader.here("trailing characters"),
    }
}

/// As much of a text as can be read: up to the last whole value before what is wrong, with what is open closed. None if nothing
/// can.
pub fn salvage(text: &str) -> Option<Node> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    if let Ok(node) = reader.value() {
        return Some(node);
    }
    let sound = text.get(..reader.at)?;
    let mut open = String::new();
    let mut whole = None;
    let mut quoted = false;
    let mut escaped = false;
    for (i, c) in sound.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' => open.push('}'),
            '[' => open.push(']'),
            ',' => whole = Some((i, open.clone())),
            '}' | ']' => {
                open.pop();
                whole = Some((i + 1, open.clone()));
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    let closed: String = sound[..end].chars().chain(open.chars().rev()).collect();
    read(&closed).ok()
}

struct Reader<'t> {
    text: &'t str,
    /// Bytes read so far.
    at: usize,
    /// Lists and objects begun and not ended.
    depth: usize,
}

impl<'t> Reader<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.byte();
        self.at += usize::from(byte.is_some());
        byte
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// A mistake that ends with the last byte read.
    fn before<T>(&self, what: &str) -> Result<T, String> {
        let read = &self.text.as_bytes()[..self.at];
        let line = 1 + read.iter().filter(|b| **b == b'\n').count();
        let column = read.iter().rev().take_while(|b| **b != b'\n').count();
        Err(format!("{what} at line {line} column {column}"))
    }

    /// A mistake at the next byte.
    fn here<T>(&mut self, what: &str) -> Result<T, String> {
        self.next();
        self.before(what)
    }

    fn value(&mut self) -> Result<Node, String> {
        match self.peek() {
            None => self.here("EOF while parsing a value"),
            Some(b'n') => self.word("null", Node::Null),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            Some(b'"') => Ok(Node::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[' | b'{') if self.depth == DEPTH => self.here("recursion limit exceeded"),
            Some(b'[') => self.list(),
            Some(b'{') => self.object(),
            Some(_) => self.here("expected value"),
        }
    }

    fn word(&mut self, word: &str, node: Node) -> Result<Node, String> {
        for wanted in word.bytes() {
            match self.next() {
                None => return self.before("EOF while parsing a value"),
                Some(byte) if byte != wanted => return self.before("expected ident"),
                _ => {}
            }
        }
        Ok(node)
    }

    fn list(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        while self.another(b']', items.is_empty(), "EOF while parsing a list", "expected `,` or `]`")? {
            items.push(self.value()?);
        }
        Ok(Node::List(items))
    }

    fn object(&mut self) -> Result<Node, String> {
        let mut pairs = Vec::new();
        while self.another(b'}', pairs.is_empty(), "EOF while parsing an object", "expected `,` or `}`")? {
            if self.byte() != Some(b'"') {
                return self.here("key must be a string");
            }
            let key = self.string()?;
            match self.peek() {
                None => return self.here("EOF while parsing an object"),
                Some(b':') => self.at += 1,
                Some(_) => return self.here("expected `:`"),
            }
            pairs.push((key, self.value()?));
        }
        Ok(Node::Object(pairs))
    }

    /// Goes to the next item of a list or object, or behind its end. Before the first item it stands at the opening bracket.
    fn another(&mut self, end: u8, first: bool, cut: &str, want: &str) -> Result<bool, String> {
        if first {
            self.at += 1;
            self.depth += 1;
        }
        let comma = match self.peek() {
            None => return self.here(cut),
            Some(byte) if byte == end => {
                self.at += 1;
                self.depth -= 1;
                return Ok(false);
            }
            Some(byte) => byte == b',',
        };
        if first {
            return Ok(true);
        }
        if !comma {
            return self.here(want);
        }
        self.at += 1;
        match self.peek() {
            None => self.here("EOF while parsing a value"),
            Some(byte) if byte == end => self.here("trailing comma"),
            Some(_) => Ok(true),
        }
    }

    /// The digits from here on.
    fn digits(&mut self) -> &'t str {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        self.since(start)
    }

    /// What has been read since then; both ends are ends of characters.
    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn number(&mut self) -> Result<Node, String> {
        let negative = self.byte() == Some(b'-');
        self.at += usize::from(negative);
        let start = self.at;
        match self.next() {
            None => return self.before("EOF while parsing a value"),
            Some(b'0') if matches!(self.byte(), Some(b'0'..=b'9')) => return self.here("invalid number"),
            Some(b'0'..=b'9') => {
                self.digits();
            }
            Some(_) => return self.before("invalid number"),
        }
        let whole = self.since(start);
        let mut part = "";
        if self.byte() == Some(b'.') {
            self.at += 1;
            part = self.digits();
            if part.is_empty() {
                let what = if self.byte().is_none() { "EOF while parsing a value" } else { "invalid number" };
                return self.here(what);
            }
        }
        let mut power = 0;
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            let down = self.byte() == Some(b'-');
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            match self.byte() {
                None => return self.before("EOF while parsing a value"),
                Some(b'0'..=b'9') => {}
                Some(_) => return self.here("invalid number"),
            }
            // no text is long enough for a larger power to come to anything but 0 or infinity
            power = self.digits().bytes().fold(0, |p: i32, b| p.saturating_mul(10).saturating_add(i32::from(b - b'0')));
            power = if down { -power } else { power };
        }
        let value = decimal::nearest(whole, part, power);
        if value.is_infinite() {
            return self.before("number out of range");
        }
        Ok(Node::Number(if negative { -value } else { value }))
    }

    /// Text from its opening quotation mark to behind the closing one, less what nobody sees and what turns the direction of
    /// writing: a name with such a character would turn round the amounts that stand after it.
    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while self.byte().is_some_and(|b| b >= 32 && b != b'"' && b != b'\\') {
                self.at += 1;
            }
            out.push_str(self.since(start));
            match self.next() {
                None => return self.before("EOF while parsing a string"),
                Some(b'"') => {
                    out.retain(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return self.before("control character (\\u0000-\\u001F) found while parsing a string"),
            }
        }
    }

    /// The character that stands behind a backslash.
    fn escape(&mut self) -> Result<char, String> {
        match self.next() {
            None => self.before("EOF while parsing a string"),
            Some(byte @ (b'"' | b'\\' | b'/')) => Ok(char::from(byte)),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => self.unicode(),
            Some(_) => self.before("invalid escape"),
        }
    }

    /// The character of one escape or, beyond 16 bits, of a pair.
    fn unicode(&mut self) -> Result<char, String> {
        let mut code = self.hex()?;
        if let 0xD800..0xDC00 = code {
            for wanted in [b'\\', b'u'] {
                match self.next() {
                    None => return self.before("EOF while parsing a string"),
                    Some(byte) if byte != wanted => return self.before("unexpected end of hex escape"),
                    _ => {}
                }
            }
            let low = self.hex()?;
            // a second half that is none leaves no character
            code = if let 0xDC00..0xE000 = low { 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00) } else { 0xDC00 };
        }
        match char::from_u32(code) {
            Some(c) => Ok(c),
            None => self.before("lone leading surrogate in hex escape"),
        }
    }

    fn hex(&mut self) -> Result<u32, String> {
        let Some(four) = self.text.as_bytes()[self.at..].first_chunk::<4>() else {
            self.at = self.text.len();
            return self.before("EOF while parsing a string");
        };
        self.at += 4;
        let code = four.iter().try_fold(0, |code, byte| Some(code << 4 | char::from(*byte).to_digit(16)?));
        code.map_or_else(|| self.before("invalid escape"), Ok)
    }
}
