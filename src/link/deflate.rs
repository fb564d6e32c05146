//! Bytes -> deflated bytes (RFC 1951): one block, whose codes fit what is in it.

use super::inflate::{END, LONGEST, ORDER, distance, length};
use crate::gather::Gather;

/// As far back as a copy may reach.
const WINDOW: usize = 1 << 15;
/// The shortest and the longest copy.
const COPY: (usize, usize) = (3, 258);
/// So many places with the same beginning are tried; more of them make no draft of ours shorter.
const TRIES: usize = 256;

/// Packs bytes, so that few of them are left.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let pieces = pieces(bytes);
    let (mut symbols, mut distances) = ([0; END + 30], [0; 30]);
    for piece in &pieces {
        symbols[piece.symbol] += 1;
        if let Some((i, _, _)) = piece.back {
            distances[i] += 1;
        }
    }
    let (symbols, distances) = (lengths(&symbols, LONGEST), lengths(&distances, LONGEST));
    let mut out = Bits::default();
    // the last block, with codes of its own
    out.put(1, 1);
    out.put(2, 2);
    head(&mut out, &symbols, &distances);
    let (symbols, distances) = (codes(&symbols), codes(&distances));
    for piece in pieces {
        out.code(symbols[piece.symbol]);
        out.put(piece.more.0, piece.more.1);
        if let Some((i, more, extra)) = piece.back {
            out.code(distances[i]);
            out.put(more, extra);
        }
    }
    out.bytes
}

/// A byte, a copy or the end: its symbol, and what is said beyond it.
struct Piece {
    symbol: usize,
    /// By how much a copy is longer than its symbol says, in so many bits.
    more: (usize, usize),
    /// How far back a copy lies: the symbol of the distance, by how much it is farther, in so many bits.
    back: Option<(usize, usize, usize)>,
}

/// Cuts bytes into copies of what came before, and the rest.
fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let before = before(bytes);
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (size, back) = longest(bytes, at, &before);
        // a longer copy that starts one byte later is worth that byte
        if size < COPY.0 || longest(bytes, at + 1, &before).0 > size {
            pieces.push(Piece { symbol: usize::from(bytes[at]), more: (0, 0), back: None });
            at += 1;
        } else {
            let (symbol, more, extra) = coded(size, 29, length);
            pieces.push(Piece { symbol: END + 1 + symbol, more: (more, extra), back: Some(coded(back, 30, distance)) });
            at += size;
        }
    }
    pieces.push(Piece { symbol: END, more: (0, 0), back: None });
    pieces
}

/// Of each place the last one before it where three bytes like its own may stand, counted from 1; 0 if there is none.
fn before(bytes: &[u8]) -> Vec<usize> {
    let mut last = vec![0; 1 << 15];
    let place = |(at, three): (usize, &[u8])| {
        let slot = three.iter().fold(0, |slot, byte| (slot << 5 ^ usize::from(*byte)) % last.len());
        std::mem::replace(&mut last[slot], at + 1)
    };
    bytes.windows(COPY.0).enumerate().map(place).gather()
}

/// The longest copy that can stand here, with the nearest place it can be of.
fn longest(bytes: &[u8], at: usize, before: &[usize]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut place = at;
    for _ in 0..TRIES {
        place = match before.get(place).and_then(|place| place.checked_sub(1)) {
            Some(place) if at - place <= WINDOW && best.0 < COPY.1 => place,
            _ => break,
        };
        let same = bytes[at..].iter().zip(&bytes[place..]).take(COPY.1).take_while(|(a, b)| a == b).count();
        if same > best.0 {
            best = (same, at - place);
        }
    }
    best
}

/// The symbol of a length or distance, by how much it is more than that, and in how many bits.
fn coded(value: usize, symbols: usize, least: impl Fn(usize) -> (usize, usize)) -> (usize, usize, usize) {
    let symbol = (0..symbols).rev().find(|i| least(*i).0 <= value).unwrap_or(0);
    let (start, extra) = least(symbol);
    (symbol, value - start, extra)
}

/// The length of each symbol's code, the shorter the more often it occurs, and none longer than `most`.
fn lengths(times: &[usize], most: usize) -> Vec<usize> {
    let mut weights = times.to_vec();
    loop {
        let lengths = huffman(&weights);
        if lengths.iter().all(|length| *length <= most) {
            return lengths;
        }
        // with weights more alike, lengths are so too
        weights.iter_mut().filter(|weight| **weight > 0).for_each(|weight| *weight = *weight / 2 + 1);
    }
}

/// Huffman's own: the two lightest groups become one, whose codes are a bit longer, until there is one group.
fn huffman(weights: &[usize]) -> Vec<usize> {
    let mut lengths = vec![0; weights.len()];
    let mut groups: Vec<(usize, Vec<usize>)> =
        (0..weights.len()).filter(|i| weights[*i] > 0).map(|i| (weights[i], vec![i])).gather();
    if let [(_, one)] = groups.as_slice() {
        lengths[one[0]] = 1;
    }
    while groups.len() > 1 {
        let mut lightest = || {
            let i = (1..groups.len()).fold(0, |least, i| if groups[i].0 < groups[least].0 { i } else { least });
            groups.swap_remove(i)
        };
        let ((a, mut members), (b, others)) = (lightest(), lightest());
        members.extend(others);
        members.iter().for_each(|i| lengths[*i] += 1);
        groups.push((a + b, members));
    }
    lengths
}

/// Each symbol's code and its length: codes of one length are numbers one after another.
fn codes(lengths: &[usize]) -> Vec<(usize, usize)> {
    let mut codes = vec![(0, 0); lengths.len()];
    let mut code = 0;
    for length in 1..=LONGEST {
        for i in (0..lengths.len()).filter(|i| lengths[*i] == length) {
            codes[i] = (code, length);
            code += 1;
        }
        code *= 2;
    }
    codes
}

/// Tells the lengths of the codes, themselves in a code.
fn head(out: &mut Bits, symbols: &[usize], distances: &[usize]) {
    let used =
        |lengths: &[usize], least: usize| lengths.iter().rposition(|l| *l > 0).map_or(least, |i| least.max(i + 1));
    let (symbols, distances) = (&symbols[..used(symbols, 257)], &distances[..used(distances, 1)]);
    // a length, or a repetition of one, and what is said beyond it in so many bits
    let mut told: Vec<(usize, usize, usize)> = Vec::new();
    for same in [symbols, distances].concat().chunk_by(|a, b| a == b) {
        let (length, mut left) = (same[0], same.len());
        if length > 0 {
            told.push((length, 0, 0));
            left -= 1;
        }
        while left > 0 {
            let (symbol, least, most, extra) = match (length, left) {
                (_, 1 | 2) => (length, 1, 1, 0),
                (0, 3..11) => (17, 3, 10, 3),
                (0, _) => (18, 11, 138, 7),
                _ => (16, 3, 6, 2),
            };
            let times = left.min(most);
            told.push((symbol, times - least, extra));
            left -= times;
        }
    }
    let mut times = [0; ORDER.len()];
    told.iter().for_each(|(symbol, ..)| times[*symbol] += 1);
    let lengths = lengths(&times, 7);
    let ordered = ORDER.map(|i| lengths[i]);
    let count = used(&ordered, 4);
    out.put(symbols.len() - 257, 5);
    out.put(distances.len() - 1, 5);
    out.put(count - 4, 4);
    ordered[..count].iter().for_each(|length| out.put(*length, 3));
    let codes = codes(&lengths);
    for (symbol, more, extra) in told {
        out.code(codes[symbol]);
        out.put(more, extra);
    }
}

/// Bytes that are filled bit by bit, from the lowest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: usize,
}

impl Bits {
    /// A number in so many bits, the lowest first.
    fn put(&mut self, number: usize, bits: usize) {
        for i in 0..bits {
            if self.count % 8 == 0 {
                self.bytes.push(0);
            }
            if let Some(byte) = self.bytes.last_mut() {
                *byte |= ((number >> i & 1) as u8) << (self.count % 8);
            }
            self.count += 1;
        }
    }

    /// A code, of which the highest bit comes first.
    fn code(&mut self, (code, length): (usize, usize)) {
        (0..length).rev().for_each(|i| self.put(code >> i, 1));
    }
}
