// The text that carries the module: the same bytes come out of it, and what it cannot carry is refused when it is made.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { carry, unpack } from "../carry.mjs";

const section = (id, ...content) => [id, content.length, ...content];
const sized = (body) => [body.length, ...body];

/** A module of one function, i32 -> i32, with a memory, a table and a global; `body` is what it does. */
function module(body, { locals = [0], data = [] } = {}) {
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7f),
    ...section(3, 1, 0),
    ...section(4, 1, 0x70, 0, 1),
    ...section(5, 1, 0, 1),
    ...section(6, 1, 0x7f, 1, 0x41, 0, 0x0b),
    ...section(10, 1, ...sized([...locals, ...body, 0x0b])),
    ...(data.length > 0 ? section(11, 1, 0, 0x41, 0, 0x0b, ...sized(data)) : []),
  ]);
}

function comesBack(bytes) {
  const text = carry(bytes);
  assert.doesNotMatch(text, /[<\r\0\ud800-\udfff]/);
  assert.deepEqual(unpack(text), bytes);
}

const drop = 0x1a;
const get = [0x20, 0];

test("the module that is shipped comes back", async () => {
  comesBack(new Uint8Array(await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url))));
});

test("so does every shape of instruction", () => {
  const bodies = {
    "numbers of a letter": [...get, 0x41, 0x7f, 0x6a, drop],
    "a number whose letter HTML would take for a tag": [0x41, 14, drop], // 46, counted from -32
    "constants of every size": [
      ...[0x41, 0x80, 0x80, 0xc0, 0, drop], // 2^20
      ...[0x41, 0xff, 0xff, 0xff, 0xff, 0x07, drop], // the largest
      ...[0x41, 0x80, 0x80, 0x80, 0x80, 0x78, drop], // the least
      ...[0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f, drop],
      ...[0x43, 0, 13, 60, 127, drop],
      ...[0x44, 0, 1, 2, 10, 13, 60, 127, 255, drop],
    ],
    "loads and stores": [...get, 0x28, 2, 4, drop, ...get, ...get, 0x36, 0, 0x80, 0x80, 0x80, 1],
    "blocks and branches": [0x02, 0x40, 0x03, 0x40, ...get, 0x0d, 1, ...get, 0x0e, 2, 0, 1, 0, 0x0b, 0x0b],
    "calls": [...get, 0x10, 0, drop, ...get, ...get, 0x11, 0, 0, drop],
    "globals and memory": [0x23, 0, 0x24, 0, 0x3f, 0, 0x40, 0, drop, ...get, ...get, ...get, 0xfc, 10, 0, 0],
  };
  for (const [what, body] of Object.entries(bodies)) {
    const bytes = module([...body, ...get]);
    assert.ok(WebAssembly.validate(bytes), what);
    comesBack(bytes);
  }
  comesBack(module(get, { locals: [3, 2, 0x7f, 1, 0x7c, 100, 0x7e] }));
});

test("so do numbers that a linker left in five bytes", () => {
  const five = (number) => [0x80 | number, 0x80, 0x80, 0x80, 0];
  const bytes = module([
    ...[0x41, ...five(1), drop, 0x41, 0xff, 0xff, 0xff, 0xff, 0x7f, drop],
    ...[0x20, ...five(0), 0x10, ...five(0), drop],
    ...[...get, 0x28, 2, ...five(3), drop, 0x23, ...five(0), drop],
    ...get,
  ]);
  assert.ok(WebAssembly.validate(bytes));
  comesBack(bytes);
});

test("so does whatever lies in memory", () => {
  const pointer = (to) => [to & 255, (to >> 8) & 255, (to >> 16) & 255, to >>> 24];
  for (let line = 0; line < 4; line += 1) {
    const pairs = [[0x100000, 5], [0x100005, 0], [0x100005, 2 ** 31], [0x1fffff, 7], [0x100000, 1]];
    const pointers = [...pairs.flat(), 0x100001, 0x100002].flatMap(pointer);
    comesBack(module(get, { data: [...Array(line).fill(9), ...pointers, 0, 1, 2, 13, 60, 127, 255] }));
  }
});

test("what it does not know is refused, by name", () => {
  assert.throws(() => carry(module([0xfd, 12])), /opcode.*0xfd/);
  assert.throws(() => carry(module([0xfc, 99])), /opcode.*0xfc/);
  assert.throws(() => carry(module([...get, 0x28, 0x42, 1, 0])), /memory/);
});

test("so are lengths that would not come back, and what is cut off", () => {
  const whole = module(get);
  const code = whole.lastIndexOf(10);
  const padded = [...whole.subarray(0, code), 10, 7, 1, 0x84, 0, 0, ...get, 0x0b];
  assert.throws(() => carry(Uint8Array.from(padded)), /longer than it need be/);
  assert.throws(() => carry(whole.subarray(0, whole.length - 1)), /ends too early/);
  assert.throws(() => carry(whole.subarray(0, 8)), /no functions/);
});
