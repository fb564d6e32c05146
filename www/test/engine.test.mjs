// The module that ships, outside any browser: the same bits as the native engine, no memory of drags, no text it cannot take.
//
// UPDATE=1 writes tests/api.d.ts anew; the goldens are written by `UPDATE=1 cargo test`, never from here.
import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFile(new URL(path, root), "utf8");
const { evaluate, Run, edit, set, nudge, reset, encode, decode, catalogue } = glue;

glue.initSync({ module: await readFile(new URL("www/gen/pbr_bg.wasm", root)) });
const { schemes } = catalogue("en");
const [front] = schemes;

const kind = (value) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

/** Where two replies differ: numbers by Object.is, texts by their letters, keys by their being there. */
function differences(got, want, at = "", found = []) {
  if (kind(got) !== kind(want)) found.push(`${at}: ${kind(got)} instead of ${kind(want)}`);
  else if (kind(want) === "list") {
    if (got.length !== want.length) found.push(`${at}: ${got.length} items instead of ${want.length}`);
    else want.forEach((each, i) => differences(got[i], each, `${at}[${i}]`, found));
  } else if (kind(want) === "object") {
    // Reflect: a key that is there and holds undefined is not absent
    for (const key of new Set([...Reflect.ownKeys(got), ...Reflect.ownKeys(want)])) {
      if (!Object.hasOwn(got, key) || !Object.hasOwn(want, key)) {
        found.push(`${at}.${key}: only ${Object.hasOwn(got, key) ? "got" : "wanted"}`);
      } else differences(got[key], want[key], `${at}.${key}`, found);
    }
  } else if (!Object.is(got, want)) found.push(`${at}: ${got} instead of ${want}`);
  return found;
}

const same = (got, want, message) => {
  const found = differences(got, want);
  assert.deepEqual(found.slice(0, 20), [], `${message}: ${found.length} differences`);
};

test("a difference of one bit, one letter or one key is seen", () => {
  const of = (change) => differences({ a: [0.1, "x", 0], ...change }, { a: [0.1, "x", 0] }).length;
  assert.equal(of({}), 0);
  assert.equal(of({ a: [0.1 + Number.EPSILON / 16, "x", 0] }), 1);
  assert.equal(of({ a: [0.1, "y", 0] }), 1);
  assert.equal(of({ a: [0.1, "x", -0] }), 1);
  assert.equal(of({ a: [0.1, "x"] }), 1);
  assert.equal(of({ b: undefined }), 1);
});

test("fields and steps that an edit leaves alone are handed over as they were; all is as a fresh engine tells it", () => {
  const before = evaluate(front.draft, undefined, 1).views[0];
  const { path, value } = before.inputs.find(({ unit, path }) => unit === "gbp" && path.includes(".contracts["));
  const { draft } = set(front.draft, path, 2 * value);
  const after = evaluate(draft, undefined, 1).views[0];
  const anew = (list) => after[list].filter((each, i) => each !== before[list][i]);
  assert.deepEqual(anew("inputs").map((input) => input.path), [path]);
  assert.equal(anew("form").length, 1);
  const back = evaluate(front.draft, undefined, 1).views[0];
  glue.__wbg_reset_state();
  same(evaluate(draft, undefined, 1).views[0], after, "an edit");
  glue.__wbg_reset_state();
  same(evaluate(front.draft, undefined, 1).views[0], back, "and back");
});

const goldens = (await readdir(new URL("tests/goldens/", root))).filter((name) => name.endsWith(".json"));
assert.ok(goldens.length >= schemes.length + 8);

/** The pictures of a reply that are drawn only when looked at. */
const costly = ({ views: [view] }) => (view?.answer?.tabs ?? []).map(({ id }) => id).filter((id) => view.answer.figures.every((figure) => figure.id !== id));
const drawn = new Set(schemes.flatMap(({ draft }) => costly(evaluate(draft, undefined, 0))));

for (const name of goldens) {
  test(`the same bits as native: ${name}`, async () => {
    const draft = await read(`tests/scenarios/gallery/${name}`);
    const reply = evaluate(draft, undefined, 0);
    // of drafts that are no scheme's those alone that no scheme has: some take longer than all others together
    const ours = schemes.some(({ id }) => `${id}.json` === name);
    const looked = costly(reply).filter((id) => ours || !drawn.has(id));
    const figures = looked.map((id) => new Run(draft, undefined, 0, id).step(1).figure).filter(Boolean);
    // what futures make of it: bits.test.mjs
    const { futures, ...golden } = JSON.parse(await read(`tests/goldens/${name}`));
    same({ ...reply, costly: figures }, { ...golden, costly: golden.costly.filter(({ id }) => looked.includes(id)) }, name);
  });
}

test("the same bits as native: the explainer, every figure at every setting", async () => {
  const talk = JSON.parse(await read("tests/talk.json"));
  same(glue.deck(undefined, "en"), talk.deck, "deck");
  for (const { step, setting, scene } of talk.scenes) {
    const draft = glue.pose(step, setting, undefined, "en");
    const quick = glue.scene(step, draft, undefined, 7, "en");
    const whole = quick.waits ? new Run(draft, undefined, 7, `scene:${step}`).step(1).scene : quick;
    same(whole, scene, `${step} ${setting}`);
  }
});

test("the stamp comes back untouched", () => {
  for (const generation of [0, 1, 4294967295]) {
    assert.equal(evaluate(front.draft, undefined, generation).generation, generation);
  }
});

/** The inputs of a draft, without what it comes to: a mistake outside its scenario spares the engine the answer. */
function inputs(draft) {
  const { views } = evaluate(JSON.stringify({ ...JSON.parse(draft), seed: "none" }), undefined, 0);
  assert.ok(!Object.hasOwn(views[0], "answer"));
  return views[0].inputs;
}

const input = (draft, path) => inputs(draft).find((each) => each.path === path);

const numbers = (draft) =>
  inputs(draft).filter(
    ({ unit, value, step }) => value !== undefined && step !== undefined && unit !== "choice" && unit !== "text",
  );

/** A direction in which a number can be stepped so often without meeting an end. */
function direction({ value, min = -Infinity, max = Infinity, step }, times) {
  if (value + times * step <= max) return 1;
  return value - times * step >= min ? -1 : 0;
}

test("a drag of 50 nudges and back leaves no trace", () => {
  const times = 50;
  const first = evaluate(front.draft, undefined, 0);
  // nudging rounds to nine decimals: only a number that has no more of them can come back to itself
  const draggable = numbers(front.draft).filter(
    (each) => Number(each.value.toFixed(9)) === each.value && direction(each, times) !== 0,
  );
  const chosen = ["referrals", "p0", "rate", "fixed_cost"].map((end) => {
    const found = draggable.find(({ path }) => path.endsWith(`.${end}`));
    assert.ok(found, end);
    return found;
  });
  for (const { path, value, ...range } of chosen) {
    const way = direction({ value, ...range }, times);
    const there = [front.draft];
    for (let i = 0; i < times; i += 1) there.push(nudge(there[i], path, way).draft);
    const replies = there.map((draft) => evaluate(draft, front.draft, 0));
    assert.notEqual(there[times], there[times - 1], `${path} moved all the way`);
    let back = there[times];
    for (let i = times - 1; i > 0; i -= 1) {
      back = nudge(back, path, -way).draft;
      assert.equal(back, there[i], `${path}: the way back leads through the same drafts`);
      same(evaluate(back, front.draft, 0), replies[i], `${path}, ${i} steps from home`);
    }
    back = nudge(back, path, -way).draft;
    const [home] = evaluate(back, front.draft, 0).views;
    assert.ok(Object.is(home.inputs.find((each) => each.path === path).value, value), path);
    // the number is the reader's own now; what it comes to is what it came to before
    same(home.answer, first.views[0].answer, path);
    same(evaluate(reset(back, path).draft, undefined, 0), first, `${path} after reset`);
    same(evaluate(front.draft, undefined, 0), first, `${path} after all that`);
  }
});

/** A number of each kind, whichever of several groups or payments it stands in, from the shortest scheme that has it. */
const kinds = new Map(schemes.toSorted((a, b) => b.draft.length - a.draft.length).flatMap(({ id, draft }) => numbers(draft).toReversed().map((each) => [each.path.replace(/\[\d+\]/g, "[]"), { id, draft, ...each }])));
const byScheme = new Map(schemes.map(({ id }) => [id, [...kinds.values()].filter((each) => each.id === id)]).filter(([, mine]) => mine.length > 0));

test("numbers of every kind are tried", () => assert.ok(kinds.size > 150, `${kinds.size}`));

for (const [id, mine] of byScheme) {
  const { draft } = mine[0];
  test(`what is typed, set and reset comes back: ${id}`, () => {
    const before = inputs(draft);
    for (const { path, name, unit, min, max } of mine) {
      const typed = edit(draft, path, "no number");
      assert.equal(typed.name, name);
      assert.equal(input(typed.draft, path)?.text, "no number", `${path}: letter for letter`);
      assert.ok(input(typed.draft, path).issue, path);
      assert.equal(edit(typed.draft, path, "no number").draft, typed.draft, `${path}: typed twice is typed once`);
      same(inputs(reset(typed.draft, path).draft), before, `${path} reset`);

      // a number of the contract language may have no end
      for (const end of [min, max].filter((each) => each !== undefined)) {
        const there = input(set(draft, path, end).draft, path);
        assert.ok(Object.is(there?.value, end), `${path} set to ${end}: ${there?.value}`);
      }
      const low = min ?? 0;
      const again = input(edit(draft, path, input(set(draft, path, low).draft, path).text).draft, path);
      assert.ok(Object.is(again?.value, low), `${path}: the words for ${low} (${unit}) read as ${again?.value}`);
    }
  });

  test(`what is no number sets nothing, and what cannot be read is not stepped: ${id}`, () => {
    for (const { path, value } of mine) {
      for (const no of [Infinity, -Infinity, NaN]) {
        assert.equal(input(set(draft, path, no).draft, path)?.value, value, `${path} set to ${no}`);
      }
      const typed = edit(draft, path, "no number").draft;
      for (const steps of [1, -10, Infinity]) {
        const stepped = input(nudge(typed, path, steps).draft, path);
        assert.equal(stepped?.text, "no number", `${path}: what was typed stays, letter for letter`);
      }
    }
  });

  test(`keys reach the ends of the slider and stay within the range: ${id}`, () => {
    for (const { path, slider, min = -Infinity, max = Infinity } of mine) {
      const after = (steps) => input(nudge(draft, path, steps).draft, path)?.value;
      assert.ok(Object.is(after(-Infinity), slider[0]), `${path}: Home`);
      assert.ok(Object.is(after(Infinity), slider[1]), `${path}: End`);
      assert.ok(after(-1e9) >= min && after(1e9) <= max, path);
    }
  });
}

test("a path that leads nowhere changes nothing", () => {
  for (const path of ["", ".", "scenarios[9].months", "scenarios[0].nothing", "scenarios[0", "[", "scenarios[0].people[-1].id"]) {
    for (const edited of [edit(front.draft, path, "1"), set(front.draft, path, 1), nudge(front.draft, path, 1), reset(front.draft, path)]) {
      assert.deepEqual(edited, { draft: front.draft, name: "" }, path);
    }
  }
});

test("a link carries a draft letter for letter", async () => {
  const names = await readdir(new URL("tests/scenarios/gallery/", root));
  for (const name of names) {
    const draft = await read(`tests/scenarios/gallery/${name}`);
    const link = encode(draft);
    assert.match(link, /^[\w.~-]+$/, "nothing that an address would have to escape");
    assert.deepEqual(decode(link), { draft }, name);
    const [cut] = [decode(link.slice(0, -5))];
    assert.deepEqual(Object.keys(cut), ["issue", "torn"], `${name}, cut short`);
    assert.ok(draft.startsWith(cut.torn), "what is left of it was there");
    assert.ok(cut.issue.length > 20);
  }
});

const texts = {
  "no JSON": "five pounds",
  "an empty text": "",
  "half a draft": front.draft.slice(0, front.draft.length / 2),
  "a list": "[]",
  "an empty record": "{}",
  "a number": "1e999",
  "null": "null",
  "lists 200 deep": "[".repeat(200) + "]".repeat(200),
  "records 200 deep": '{"a":'.repeat(200) + "1" + "}".repeat(200),
  "lists 200 deep in a draft": front.draft.replace('"referrals":{', `"referrals": ${"[".repeat(200)}${"]".repeat(200)}, "x": {`),
  "half a surrogate": '{"format": "\ud800"}',
  "a nought byte": "\0",
};
assert.notEqual(texts["lists 200 deep in a draft"], front.draft);

for (const [what, text] of Object.entries(texts)) {
  test(`${what} gives issues, never a throw`, () => {
    const reply = evaluate(text, undefined, 7);
    assert.equal(reply.status, "issues");
    assert.equal(reply.generation, 7);
    assert.ok(reply.issues.length > 0);
    for (const { message, id } of reply.issues) assert.ok(message.length > 10 && id !== "", JSON.stringify(reply.issues));
    for (const view of reply.views) assert.ok(!Object.hasOwn(view, "answer"));
    // as the draft before it, it is as good as none
    const after = evaluate(front.draft, text, 7);
    same(after, evaluate(front.draft, undefined, 7), what);
    for (const path of ["", "scenarios[0].months", "scenarios[0].people[0].referrals"]) {
      for (const change of [edit(text, path, "1"), set(text, path, 1), nudge(text, path, 1), reset(text, path)]) {
        assert.equal(typeof change.draft, "string");
      }
    }
    const { draft, issue } = decode(text);
    assert.ok(draft === undefined && issue.length > 20, "nor is it a link");
    same(evaluate(front.draft, undefined, 7), after, "and the next draft is answered as ever");
  });
}

test("the page's types are the golden ones, and none is `any`", async () => {
  const declared = await read("www/gen/pbr.d.ts");
  const bare = declared.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/^\s*\n/gm, "");
  const first = "// The types that the page has of the engine, without their comments; www/test/engine.test.mjs compares and writes them.\n";
  const golden = new URL("tests/api.d.ts", root);
  if (process.env.UPDATE) await writeFile(golden, first + bare);
  assert.equal(first + bare, await readFile(golden, "utf8"), "UPDATE=1 writes tests/api.d.ts anew; read the difference first");
  // InitOutput: the raw exports beneath the glue, which no caller names
  const typed = bare.replace(/^export interface InitOutput \{[^}]*\}$/m, "");
  assert.ok(typed.includes("export function evaluate(") && !typed.includes("readonly memory"));
  assert.doesNotMatch(typed, /\bany\b/);
});
