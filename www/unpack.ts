// Puts the module together from the text that carries it, as carry.mjs took it apart. It knows no opcode.

/** How numbers that stand in the code lie in the text: those of a kind in a part of their own, in this order of kinds. */
interface Kind {
  /** How many letters a number takes: if more than one, as digits of base 64. */
  readonly letters: number;
  /** What is carried is how much more it is than this. */
  readonly least: number;
  readonly signed: boolean;
  /** Numbers among the same heads are alike, so they lie together: how far on those heads stand, the weightiest first. */
  readonly among: readonly number[];
}

export const KINDS: readonly Kind[] = [
  { letters: 1, least: 0, signed: false, among: [] }, // which local
  { letters: 1, least: 0, signed: false, among: [] }, // how far from an address
  { letters: 1, least: -32, signed: true, among: [1, 2, -1] }, // a constant: what is done with it tells most
  { letters: 3, least: 2 ** 20, signed: true, among: [] }, // the address of something static: below lies the stack
  { letters: 2, least: 0, signed: false, among: [-1, -2] }, // which function is called
  { letters: 1, least: 0, signed: false, among: [1, 2, -1] }, // out of how many blocks
];
/** Heads that no such number follows: nothing does; the function ends there; bytes do, out of a part of that head's own. */
export const ALONE = 6;
export const END = 7;
export const BYTES = 8;

/** The parts of the text: these, then one for each kind of number, then one for each head that bytes follow. */
const TABLE = 0;
const HEADS = 1;
const BEFORE = 2;
const AFTER = 3;
const LOCALS = 4;
const NUMBERS = 5;

/** Letters that are neither number nor byte. The first comes between parts; the other before four bytes that are a pointer. */
export const BREAK = 2;
export const POINTER = 1;
/** Numbers begin beyond all letters that HTML would change, but for one, and for that POINTER stands. */
export const FIRST = 14;
export const BARRED = 60; // "<"

/** The places of one kind in the order of their numbers in the text. */
export function inOrder(places: readonly number[], heads: ArrayLike<number>, { among }: Kind): Float64Array {
  const keys = new Float64Array(places.length);
  for (let i = 0; i < keys.length; i += 1) {
    const place = places[i]!;
    let context = 0;
    for (let j = 0; j < among.length; j += 1) context = context * 256 + (heads[place + among[j]!] ?? 0);
    keys[i] = context * 2 ** 24 + place;
  }
  return keys.sort().map((key) => key % 2 ** 24);
}

/** Where a pointer should point: texts lie in the order of the pointers to them, each of which its length may follow. */
export function expected(bytes: Uint8Array, last: number, now: number): number {
  const word = (at: number): number => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  if (last < 0) return 2 ** 20;
  return (word(last) + (now < last + 8 ? 0 : word(last + 4))) | 0;
}

/** The bytes of the module. It runs once, before a browser has compiled much of it: so loops are plain. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const next = [0]; // in each part, the letter to be read
  for (let i = 0; (i = text.indexOf(String.fromCharCode(BREAK), i) + 1) > 0; ) next.push(i);
  const number = (part: number): number => {
    const letter = text.charCodeAt(next[part]!++);
    return (letter === POINTER ? BARRED : letter) - FIRST;
  };
  const digits = (part: number, count: number): number => {
    let sum = number(part);
    for (; count > 1; count -= 1) sum = sum * 64 + number(part);
    return sum;
  };

  const length = digits(TABLE, 4);
  const kinds: number[] = [];
  const opcodes: number[][] = [];
  const parts: number[] = [];
  let others = NUMBERS + KINDS.length;
  while (next[TABLE]! < next[HEADS]! - 1) {
    const kind = number(TABLE);
    kinds.push(kind);
    opcodes.push(Array.from({ length: number(TABLE) }, () => number(TABLE)));
    parts.push(kind === BYTES ? others++ : NUMBERS + kind);
  }

  const heads = new Uint8Array(next[BEFORE]! - 1 - next[HEADS]!);
  const scattered = KINDS.map(({ among }) => (among.length > 0 ? ([] as number[]) : null));
  let functions = 0;
  for (let place = 0; place < heads.length; place += 1) {
    const kind = kinds[(heads[place] = number(HEADS))]!;
    if (kind < ALONE) scattered[kind]?.push(place);
    else if (kind === END) functions += 1;
  }
  const numbers = new Int32Array(heads.length); // those that do not lie in the order of the code
  scattered.forEach((places, i) => {
    const kind = KINDS[i]!;
    const ordered = places ? inOrder(places, heads, kind) : [];
    for (let j = 0; j < ordered.length; j += 1) numbers[ordered[j]!] = digits(NUMBERS + i, kind.letters);
  });

  const module = new Uint8Array(length + 10); // room for two lengths that are not known yet
  let at = 0;
  /** Seven bits a byte, the lowest first. */
  const leb = (value: number, limit = 128): void => {
    for (; value < -64 || value >= limit; value >>= 7) module[at++] = (value & 127) | 128;
    module[at++] = value & 127;
  };
  const bytes = (part: number, count: number): void => {
    let last = -1;
    for (const end = at + count; at < end; ) {
      const letter = text.charCodeAt(next[part]!++);
      if (letter === BREAK) return;
      if (letter === POINTER) {
        const far = number(part);
        const pointer = expected(module, last, at) + (far % 2 ? ~far : far) / 2;
        last = at;
        for (let bits = 0; bits < 32; bits += 8) module[at++] = pointer >> bits;
      } else module[at++] = letter === 127 ? 0 : letter; // one that may not stand there is 256 further on
    }
  };
  /** What is written moves up to its length, which takes as many bytes as it needs. */
  const withLength = (write: () => void): void => {
    const start = (at += 5);
    write();
    const end = at;
    at = start - 5;
    leb(end - start);
    module.copyWithin(at, start, end);
    at += end - start;
  };

  let place = 0;
  const body = (): void => {
    const groups = number(LOCALS);
    leb(groups);
    for (let i = 0; i < groups; i += 1) {
      leb(number(LOCALS));
      module[at++] = 128 - number(LOCALS);
    }
    for (let kind = ALONE; kind !== END; place += 1) {
      const head = heads[place]!;
      kind = kinds[head]!;
      const opcode = opcodes[head]!;
      for (let i = 0; i < opcode.length; i += 1) module[at++] = opcode[i]!;
      if (kind < ALONE) {
        const { letters, least, signed } = KINDS[kind]!;
        leb(least + (scattered[kind] ? numbers[place]! : digits(NUMBERS + kind, letters)), signed ? 64 : 128);
      } else if (kind === BYTES) bytes(parts[head]!, number(parts[head]!));
    }
  };
  bytes(BEFORE, length);
  withLength(() => {
    leb(functions);
    while (place < heads.length) withLength(body);
  });
  bytes(AFTER, length);
  return module.subarray(0, length);
}
