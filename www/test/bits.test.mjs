// The same bits everywhere: every draft of the corpus and every shipped scheme, answered and with its first futures, by the
// engine built for tests, the one built for release, and the module that ships, in Node, Chromium and Firefox.
//
// Each place gives one text a draft: its reply with keys in order and numbers to the last bit. The digests of these texts
// are compared; where two differ, the draft and the first path at which it does are named.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { glue, schemes } from "./engine.mjs";

const root = new URL("../../", import.meta.url);
const folder = "tests/scenarios/";
const files = readdirSync(new URL(folder, root), { recursive: true }).filter((name) => name.endsWith(".json") && !name.endsWith(".issues.json"));
const found = [
  ...schemes.map(({ id, draft }) => [`scheme ${id}`, draft]),
  ...files.sort().map((name) => [name, readFileSync(new URL(folder + name, root), "utf8")]),
];
// one line each, as the command line reads them; the gallery has most schemes again
const lines = new Map(found.map(([name, draft]) => [draft.replaceAll(/[\r\n]+/g, " ").trim(), name]));
const corpus = [...lines].filter(([draft]) => draft !== "").map(([draft, name]) => ({ draft, name }));
assert.ok(corpus.length >= schemes.length + 60, `${corpus.length} drafts`);

/** A value as text that differs when any bit of it does; what is absent, null, undefined or no number (a gap) is the same. */
function exact(value) {
  if (Number.isNaN(value)) return "null";
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(value, exact).join(",")}]`;
  const told = Object.keys(value).sort().map((key) => [key, exact(value[key])]).filter(([, text]) => text !== "null");
  return `{${told.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
}

/** What `pbr evaluate --first` says of a draft, from the module. */
function told(engine, draft) {
  const { status, issues, views } = engine.evaluate(draft, undefined, 0);
  const id = views.map((view) => view.id).join(",");
  if (status !== "answered") return { id, status, issues };
  const run = new engine.Run(draft, undefined, 0, "futures");
  const answers = views.map((view) => view.answer);
  answers[0] = run.step(2 ** 32 - 1).answer ?? answers[0];
  run.free();
  return { id, status, answer: answers.length === 1 ? answers[0] : answers };
}

/** Of a native engine: the lines of its replies, without the number of the line. */
function native(program) {
  assert.ok(program, "run `cargo xtask test`, or set PBR_DEV and PBR_RELEASE to the engine as cargo builds it");
  const input = corpus.map(({ draft }) => draft).join("\n");
  const out = spawnSync(program, ["evaluate", "--first"], { input, encoding: "utf8", maxBuffer: 2 ** 31 - 1 });
  assert.ok(!out.error, `${program}: ${out.error}`);
  return out.stdout.trimEnd().split("\n").map((line) => {
    const { line: _, ...reply } = JSON.parse(line);
    return exact(reply);
  });
}

const script = readFileSync(new URL("www/gen/pbr.js", root), "utf8");
const module = readFileSync(new URL("www/gen/pbr_bg.wasm", root)).toString("base64");

const started = [];
after(() => Promise.all(started.map((browser) => browser.close())));

/** Of the module in a browser, on an empty page. */
async function within(options) {
  const browser = await puppeteer.launch({ ...options, headless: true });
  started.push(browser);
  const page = await browser.newPage();
  const start = async (script, module, helpers) => {
    const engine = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    engine.initSync({ module: Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0)) });
    const { exact, told } = await import(URL.createObjectURL(new Blob([helpers], { type: "text/javascript" })));
    globalThis.answered = (draft) => exact(told(engine, draft));
  };
  await page.evaluate(start, script, module, `export ${exact}\nexport ${told}`);
  const texts = [];
  for (const { draft } of corpus) texts.push(await page.evaluate((draft) => globalThis.answered(draft), draft));
  return texts;
}

const digest = (text) => createHash("sha256").update(text).digest("hex");

/** The first path at which two replies differ. */
function differs(a, b, path = "") {
  if (exact(a) === exact(b)) return undefined;
  const open = (each) => typeof each === "object" && each !== null;
  if (!open(a) || !open(b)) return `${path}: ${exact(a)} and ${exact(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = differs(a[key], b[key], `${path}.${key}`);
    if (found) return found;
  }
  return path;
}

// the first of them is the measure
const here = corpus.map(({ draft }) => exact(told(glue, draft)));

const places = {
  "native, as tests build it": () => native(process.env.PBR_DEV),
  "native, as it is released": () => native(process.env.PBR_RELEASE),
  Chromium: () => within({ browser: "chrome", executablePath: process.env.PBR_CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] }),
  Firefox: () => within({ browser: "firefox", executablePath: process.env.PBR_FIREFOX }),
};
const missing = { Chromium: !process.env.PBR_CHROMIUM, Firefox: !process.env.PBR_FIREFOX };

test("one bit more or less is seen", () => {
  const reply = { a: [0.1, -0, { b: "x" }], c: Float64Array.of(0.3) };
  const other = (change) => differs(reply, { ...reply, ...change });
  assert.equal(other({}), undefined);
  assert.match(other({ a: [0.1, 0, { b: "x" }] }), /^\.a\.1: -0 and 0$/);
  assert.match(other({ a: [0.1 + 2 ** -56, -0, { b: "x" }] }), /^\.a\.0/);
  assert.match(other({ c: Float64Array.of(0.30000000000000004) }), /^\.c\.0/);
});

for (const [place, of] of Object.entries(places)) {
  test(`the same bits as the module in Node: ${place}`, { skip: missing[place] ? `${place} was not found` : false }, async () => {
    const texts = await of();
    assert.equal(texts.length, corpus.length);
    const found = corpus.flatMap(({ name }, i) =>
      digest(texts[i]) === digest(here[i]) ? [] : [`${name}${differs(JSON.parse(texts[i]), JSON.parse(here[i]))}`]);
    assert.deepEqual(found, [], place);
  });
}
