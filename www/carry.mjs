// The module as the text that the page carries: taken apart by what its bytes mean, so that brotli finds like beside like.
//
// The code becomes heads, an opcode each with what hardly varies after it, and apart from them the numbers that follow, kind
// by kind. Part by part, the text holds: a table of the heads that occur; the heads in their order; the sections before the
// code; those after it; what locals each function declares; the numbers, a part for each kind; and bytes, a part for each
// head that is followed by them. Lengths of functions are what they come to. `unpack.ts` undoes it.
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const { outputFiles } = await esbuild.build({
  entryPoints: [fileURLToPath(new URL("unpack.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  write: false,
});
const unpacking = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
const { ALONE, BARRED, BREAK, BYTES, END, FIRST, KINDS, POINTER, expected, inOrder } = unpacking;
export const { unpack } = unpacking;

const [LOCAL, OFFSET, CONSTANT, ADDRESS, CALL, LABEL] = KINDS.keys();
const CODE = 10; // the section of functions
const LETTERS = 0xd800 - FIRST; // so many numbers are a letter each: what comes after is none by itself

/** Throws if there is anything in the module that this cannot carry. */
export function carry(module) {
  const { before, functions, after } = sections(new Reader(module));
  const places = functions.flatMap(({ instructions }) => instructions);

  const name = ({ kind, head }) => Buffer.from([...head, kind]).toString("hex");
  const named = new Map(places.map((place) => [name(place), place]));
  const names = [...named.keys()].sort(); // by opcode, so that like heads are like letters
  const number = new Map(names.map((each, i) => [each, i]));
  const heads = places.map((place) => number.get(name(place)));

  const table = names.map((each) => named.get(each));
  if (table.length > 256 || places.length > 2 ** 24) throw new Error("the module cannot be carried: it is too large");

  const numbers = KINDS.map((kind, i) => {
    const own = [...places.keys()].filter((place) => places[place].kind === i);
    return Array.from(inOrder(own, heads, kind), (place) => digits(places[place].number - kind.least, kind.letters));
  });
  const others = table.flatMap(({ kind }, head) =>
    kind === BYTES ? [places.filter((_, i) => heads[i] === head).map(({ rest }) => letter(rest.length) + bytes(rest))] : [],
  );
  return [
    [digits(module.length, 4), ...table.map(({ kind, head }) => [kind, head.length, ...head].map(letter).join(""))],
    heads.map(letter),
    [bytes(before)],
    [bytesWithPointers(after)],
    functions.map(({ locals }) => [locals.length, ...locals.flat()].map(letter).join("")),
    ...numbers,
    ...others,
  ].map((part) => part.join("")).join(String.fromCharCode(BREAK));
}

function letter(number) {
  if (!(number >= 0 && number < LETTERS)) throw new Error(`the module cannot be carried: ${number} is no letter`);
  return String.fromCharCode(number + FIRST === BARRED ? POINTER : number + FIRST);
}

function digits(number, count) {
  const last = letter(count === 1 ? number : number % 64);
  return count === 1 ? last : digits(Math.floor(number / 64), count - 1) + last;
}

/** Each byte is the letter that it is in any text, unless that may not stand there: the module is full of words. */
function bytes(all) {
  const letterOf = (byte) => (byte === 0 ? 127 : [POINTER, BREAK, 13, BARRED, 127].includes(byte) ? 256 + byte : byte);
  return Array.from(all, (byte) => String.fromCharCode(letterOf(byte))).join("");
}

/**
 * What is static points to its texts, and these lie in the order of the pointers to them: so a pointer is little more than
 * the end of what the last pointed to. Which four bytes in line are pointers need only be guessed well.
 */
function bytesWithPointers(all) {
  const view = new DataView(all.buffer, all.byteOffset, all.length);
  const texts = [0, 1, 2, 3].map((line) => {
    let text = "";
    let last = -1;
    for (let at = 0; at < all.length; ) {
      const points = at % 4 === line && at + 4 <= all.length ? view.getInt32(at, true) : 0;
      const further = points - expected(all, last, at);
      const far = further < 0 ? -2 * further - 1 : 2 * further;
      if (points >= 2 ** 20 && points < 2 ** 21 && far < LETTERS) {
        text += String.fromCharCode(POINTER) + letter(far);
        last = at;
        at += 4;
      } else {
        text += bytes([all[at]]);
        at += 1;
      }
    }
    return text;
  });
  return texts.reduce((best, text) => (text.length < best.length ? text : best));
}

function sections(reader) {
  reader.take(8); // the magic number and the version
  while (reader.more) {
    const id = reader.byte();
    const start = reader.at;
    const length = reader.length();
    const end = reader.at + length;
    if (id === CODE) {
      const functions = Array.from({ length: reader.length() }, () => readFunction(reader));
      if (reader.at !== end) throw reader.wrong("the code does not end where it says");
      return { before: reader.all.subarray(0, start), functions, after: reader.all.subarray(end) };
    }
    reader.take(length);
  }
  throw reader.wrong("no functions");
}

function readFunction(reader) {
  const length = reader.length();
  const end = reader.at + length;
  const locals = Array.from({ length: reader.length() }, () => [reader.length(), 128 - reader.byte()]);
  const instructions = [];
  while (reader.at < end) instructions.push(readInstruction(reader));
  const last = instructions.at(-1);
  if (reader.at !== end || last?.kind !== ALONE) throw reader.wrong("a function does not end where it says");
  last.kind = END;
  return { locals, instructions };
}

/** `kind`, `head`, and what follows the head: by its kind a `number`, or `rest`, which is bytes, or nothing. */
function readInstruction(reader) {
  const start = reader.at;
  const op = reader.byte();
  const since = (from) => [...reader.all.subarray(from, reader.at)];
  const alone = (count) => {
    reader.skip(count);
    return { kind: ALONE, head: since(start) };
  };
  const followed = (read) => {
    const head = since(start);
    const from = reader.at;
    read();
    return { kind: BYTES, head, rest: since(from) };
  };
  /** Of the first of these kinds that tells the very bytes that stand there; or else these bytes. */
  const number = (...kinds) => {
    const { head, rest } = followed(() => reader.skip(1));
    for (const kind of kinds) {
      const { letters, least, signed } = KINDS[kind];
      const number = valueOf(rest, signed);
      const fits = number >= least && number - least < (letters === 1 ? LETTERS : 64 ** letters);
      if (fits && isShortest(rest, signed)) return { kind, head, number };
    }
    return { kind: BYTES, head, rest };
  };

  if (op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f) return alone(0); // unreachable, nop, else, end, return
  if (op <= 0x04) return alone(1); // block, loop, if, with its type
  if (op === 0x0c || op === 0x0d) return number(LABEL);
  if (op === 0x0e) return followed(() => reader.skip(reader.length() + 1)); // br_table
  if (op === 0x10) return number(CALL);
  if (op === 0x11) return followed(() => reader.skip(2)); // call_indirect: type, table
  if (op === 0x1a || op === 0x1b) return alone(0); // drop, select
  if (op >= 0x20 && op <= 0x22) return number(LOCAL);
  if (op >= 0x23 && op <= 0x26) return alone(1); // a global, nearly always that of the stack; a table
  if (op >= 0x28 && op <= 0x3e) {
    if (reader.length() > 4) throw reader.wrong("a memory that is not the first", start);
    return number(OFFSET);
  }
  if (op === 0x3f || op === 0x40) return alone(1); // memory.size, memory.grow
  if (op === 0x41) return number(CONSTANT, ADDRESS);
  if (op === 0x42) return followed(() => reader.skip(1)); // i64.const
  if (op === 0x43) return followed(() => reader.take(4)); // f32.const
  if (op === 0x44) return followed(() => reader.take(8)); // f64.const
  if (op >= 0x45 && op <= 0xc4) return alone(0);
  if (op === 0xd0 || op === 0xd2) return alone(1); // ref.null, ref.func
  if (op === 0xd1) return alone(0); // ref.is_null
  if (op === 0xfc) {
    const and = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1][reader.length()]; // indices of memories, tables, segments
    if (and !== undefined) return alone(and);
  }
  throw reader.wrong("an opcode that is not known", start);
}

function valueOf(bytes, signed) {
  const bits = [...bytes].reduce((sum, byte, i) => sum + (byte & 127) * 128 ** i, 0);
  return signed && bytes.at(-1) & 64 ? bits - 128 ** bytes.length : bits;
}

/** What a linker may have to change takes five bytes, whatever it is: such a number is not told by its value alone. */
function isShortest(bytes, signed) {
  const [last, previous] = [bytes.at(-1), bytes.at(-2)];
  if (previous === undefined) return true;
  const sign = signed && previous & 64 ? 127 : 0;
  return last !== sign;
}

class Reader {
  at = 0;
  constructor(all) {
    this.all = all;
  }
  get more() {
    return this.at < this.all.length;
  }
  take(count) {
    if (this.at + count > this.all.length) throw this.wrong("it ends too early");
    this.at += count;
  }
  byte() {
    this.take(1);
    return this.all[this.at - 1];
  }
  /** So many numbers of seven bits a byte. */
  skip(count) {
    for (; count > 0; count -= 1) while (this.byte() & 128);
  }
  /** A number that is told again from its value, so it must be written in the fewest bytes. */
  length() {
    const start = this.at;
    this.skip(1);
    const bytes = this.all.subarray(start, this.at);
    if (!isShortest(bytes, false)) throw this.wrong("a number longer than it need be", start);
    return valueOf(bytes, false);
  }
  wrong(why, at = this.at) {
    const byte = this.all[at];
    return new Error(`the module cannot be carried: ${why}, at byte ${at}${byte === undefined ? "" : ` (0x${byte.toString(16)})`}`);
  }
}
