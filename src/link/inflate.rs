//! Deflated bytes -> what they were (RFC 1951), never more than a bound: a bomb is not unpacked.

use crate::gather::Gather;

/// In which order a block tells the lengths of the codes for lengths of codes.
pub const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// The longest code.
pub const LONGEST: usize = 15;
/// The symbol that ends a block; those above it are lengths of copies.
pub const END: usize = 256;

/// The least length that the i-th symbol above `END` stands for, and how many bits say by how much it is more.
pub fn length(i: usize) -> (usize, usize) {
    match i {
        0..8 => (3 + i, 0),
        28 => (258, 0),
        _ => (3 + ((4 + i % 4) << (i / 4 - 1)), i / 4 - 1),
    }
}

/// The same of the i-th distance.
pub fn distance(i: usize) -> (usize, usize) {
    if i < 4 { (1 + i, 0) } else { (1 + ((2 + i % 2) << (i / 2 - 1)), i / 2 - 1) }
}

/// Why bytes could not be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They are no whole deflated stream.
    Broken,
    /// They come to more than the bound.
    TooLarge,
}

/// Unpacks a stream to at most `most` bytes.
pub fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    unpack(bytes, &mut out, most).map(|()| out)
}

/// As much of a broken stream as comes before what is broken, at most `most` bytes.
pub fn beginning(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = unpack(bytes, &mut out, most);
    out
}

fn unpack(bytes: &[u8], out: &mut Vec<u8>, most: usize) -> Result<(), Fault> {
    let mut bits = Bits { bytes, at: 0 };
    loop {
        let last = bits.take(1)?;
        match bits.take(2)? {
            0 => stored(&mut bits, out, most)?,
            1 => {
                let fixed =
                    |i: usize| [8, 9, 7, 8][usize::from(i >= 144) + usize::from(i >= 256) + usize::from(i >= 280)];
                let lengths: Vec<usize> = (0..288).map(fixed).gather();
                block(&mut bits, &Code::new(&lengths)?, &Code::new(&[5; 30])?, out, most)?;
            }
            2 => {
                let (symbols, distances) = codes(&mut bits)?;
                block(&mut bits, &symbols, &distances, out, most)?;
            }
            _ => return Err(Fault::Broken),
        }
        if last == 1 {
            return Ok(());
        }
    }
}

struct Bits<'b> {
    bytes: &'b [u8],
    /// Bits read so far.
    at: usize,
}

impl Bits<'_> {
    /// A number of so many bits, the lowest first.
    fn take(&mut self, count: usize) -> Result<usize, Fault> {
        let mut n = 0;
        for i in 0..count {
            let byte = self.bytes.get(self.at / 8).ok_or(Fault::Broken)?;
            n |= usize::from(byte >> (self.at % 8) & 1) << i;
            self.at += 1;
        }
        Ok(n)
    }
}

/// A Huffman code: symbols in order of their codes, and how many codes of each length there are.
struct Code {
    symbols: Vec<usize>,
    count: [usize; LONGEST + 1],
}

impl Code {
    /// Of the length of each symbol's code; 0 for a symbol that does not occur.
    fn new(lengths: &[usize]) -> Result<Code, Fault> {
        let mut code = Code { symbols: Vec::new(), count: [0; LONGEST + 1] };
        let mut free = 1_usize;
        for (n, count) in code.count.iter_mut().enumerate().skip(1) {
            code.symbols.extend((0..lengths.len()).filter(|i| lengths[*i] == n));
            *count = lengths.iter().filter(|l| **l == n).count();
            free = (2 * free).checked_sub(*count).ok_or(Fault::Broken)?;
        }
        Ok(code)
    }

    fn next(&self, bits: &mut Bits) -> Result<usize, Fault> {
        // codes of one length are numbers one after another: those of this length start at `first`
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in &self.count[1..] {
            code = 2 * code + bits.take(1)?;
            first *= 2;
            if code < first + count {
                return Ok(self.symbols[index + code - first]);
            }
            first += count;
            index += count;
        }
        Err(Fault::Broken)
    }
}

/// The codes that a block brings with it.
fn codes(bits: &mut Bits) -> Result<(Code, Code), Fault> {
    let (symbols, distances, told) = (257 + bits.take(5)?, 1 + bits.take(5)?, 4 + bits.take(4)?);
    let mut lengths = [0; ORDER.len()];
    for place in &ORDER[..told] {
        lengths[*place] = bits.take(3)?;
    }
    let code = Code::new(&lengths)?;
    let mut lengths = Vec::new();
    while lengths.len() < symbols + distances {
        let (length, times) = match code.next(bits)? {
            16 => (*lengths.last().ok_or(Fault::Broken)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            length => (length, 1),
        };
        lengths.resize(lengths.len() + times, length);
    }
    if lengths.len() > symbols + distances {
        return Err(Fault::Broken);
    }
    let (symbols, distances) = lengths.split_at(symbols);
    Ok((Code::new(symbols)?, Code::new(distances)?))
}

fn block(bits: &mut Bits, symbols: &Code, distances: &Code, out: &mut Vec<u8>, most: usize) -> Result<(), Fault> {
    loop {
        match symbols.next(bits)? {
            END => return Ok(()),
            byte @ 0..END => out.push(byte as u8),
            symbol => {
                let (least, extra) =
                    if symbol <= END + 29 { length(symbol - END - 1) } else { return Err(Fault::Broken) };
                let length = least + bits.take(extra)?;
                let symbol = distances.next(bits)?;
                let (least, extra) = if symbol < 30 { distance(symbol) } else { return Err(Fault::Broken) };
                let back = least + bits.take(extra)?;
                // a copy may reach into itself
                for _ in 0..length {
                    let from = out.len().checked_sub(back).ok_or(Fault::Broken)?;
                    out.push(out[from]);
                }
            }
        }
        if out.len() > most {
            return Err(Fault::TooLarge);
        }
    }
}

/// Bytes as they are, behind their number and its complement, from a whole byte on.
fn stored(bits: &mut Bits, out: &mut Vec<u8>, most: usize) -> Result<(), Fault> {
    bits.at = bits.at.next_multiple_of(8);
    let (count, complement) = (bits.take(16)?, bits.take(16)?);
    if count + complement != 0xFFFF {
        return Err(Fault::Broken);
    }
    let start = bits.at / 8;
    out.extend(bits.bytes.get(start..start + count).ok_or(Fault::Broken)?);
    bits.at += 8 * count;
    if out.len() > most { Err(Fault::TooLarge) } else { Ok(()) }
}
