// The same work side by side: the product natively, in Node and in Chromium, and the peers. Prints; asserts no time. What it asserts is
// that the product gives one answer everywhere; of each peer it says whether its answer agrees.
//
//   node side_by_side.mjs NATIVE.json RUNS [PYTHON]      with PBR_CHROMIUM; started by `cargo xtask bench`
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { first } from "./first.mjs";
import { inChromium } from "./chromium.mjs";
import { exact } from "./exact.mjs";
import { grown } from "./grown.mjs";
import { latent } from "./peers/figures.mjs";
import { capped, front1, realistic } from "./tasks.mjs";
import quantile from "./peers/node_modules/@stdlib/stats-base-dists-normal-quantile/lib/index.js";

const [nativeFile, runsGiven, python] = process.argv.slice(2);
const runs = Number(runsGiven);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const native = JSON.parse(await readFile(nativeFile, "utf8"));
const tasks = [await capped(), await realistic(), front1(native.front1)];

// --- what is printed ---------------------------------------------------------------------------------------------------------------

const sorted = (times) => [...times].sort((a, b) => a - b);
const middle = (times) => sorted(times)[Math.floor(times.length / 2)];
const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
const scatter = (list) => Math.sqrt(list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0) / (list.length - 1));
const digits = (x, n = 3) => (x >= 10 ** n ? Math.round(x).toLocaleString("en-GB") : String(Number(x.toPrecision(n))));
const spread = (times) => `${digits(middle(times))} (${digits(Math.min(...times))}–${digits(Math.max(...times))})`;
const pounds = (x) => `£${Math.round(x).toLocaleString("en-GB")}`;
const span = (s) => (s < 1e-3 ? `${digits(s * 1e6)} µs` : s < 1 ? `${digits(s * 1e3)} ms` : `${digits(s)} s`);

function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  for (const row of rows) {
    console.log(`   ${row.map((cell, i) => (i < 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ")}`);
  }
}

const head = (words) => console.log(`\n   ${words}`);

// --- who takes part ----------------------------------------------------------------------------------------------------------------

/** Runs a program of its own, hands it JSON and reads its JSON. */
async function asked(program, words, question) {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  const over = new Promise((end, fail) => child.on("error", fail).on("close", (code) => (code ? fail(new Error(`${words[0]}: ${code}`)) : end())));
  child.stdin.end(JSON.stringify(question));
  const told = await text(child.stdout);
  await over;
  return JSON.parse(told);
}

/** How many samples each peer draws at once, by task, so that a run takes about a second. */
const PEERS = [
  { name: "@stdlib", module: "stdlib", run: "run", samples: [100_000, 10_000, 10_000] },
  { name: "@stdlib, counts in parts", module: "stdlib", run: "parts", samples: [5_000, 5_000, 5_000] },
  { name: "jStat", module: "jstat", run: "run", samples: [5_000, 3_000, 5_000] },
  { name: "Squiggle", module: "squiggle", run: "run", samples: [20_000, 5_000, 5_000] },
];
const repeats = Math.max(runs, 5);

console.log(`\n   ${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()} (${platform()} ${arch()}), Node ${process.version}`);
console.log(`   ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}: what others did meanwhile is in every time below`);

const drafts = tasks.map(({ draft }) => draft);
const inNode = await asked("node", [here("shipped.mjs")], { drafts, runs });
const chromium = await inChromium(drafts, runs);
const ours = [
  { name: "the product, native", tasks: native.tasks },
  { name: "the product, WebAssembly in Node", tasks: inNode.tasks },
  { name: `the product, WebAssembly in ${chromium.version}`, tasks: chromium.tasks },
];
const peers = [];
for (const { name, module, run, samples } of PEERS) {
  const question = tasks.map((task, i) => ({ task, samples: samples[i], runs: repeats }));
  const told = await asked("node", [here("peers/run.mjs"), module, run], question);
  peers.push({ name, samples, tasks: told.tasks });
}
if (python) {
  const samples = [100_000, 10_000, 10_000];
  const onScale = (task) => {
    const scale = (p) => latent(p, task.rho, (p) => quantile(p, 0, 1));
    const cap = Number.isFinite(task.cap) ? task.cap : null;
    if (task.id === "capped") return { ...task, ...scale(task.p) };
    return { ...task, cap, groups: task.groups.map((group) => ({ ...group, latent: group.p.map(scale) })) };
  };
  const question = tasks.map((task, i) => ({ task: onScale(task), samples: samples[i], runs: repeats }));
  const told = await asked(python, [here("peers/vectors.py")], question);
  peers.push({ name: `NumPy ${told.version}`, samples, tasks: told.tasks });
}

// --- first of all: is it the same answer? ------------------------------------------------------------------------------------------

for (const { name, tasks: mine } of ours.slice(1)) {
  mine.forEach(({ answers }, i) => assert.deepEqual(answers, native.tasks[i].answers, `${name} and native differ`));
}
console.log("\n   The product gives the same bits natively, in Node and in Chromium, for every seed below.");

const truth = exact(tasks[0], latent(tasks[0].p, tasks[0].rho, (p) => quantile(p, 0, 1)));
const [known] = native.tasks[0].answers;
const off = Math.max(Math.abs(known.margin / truth.margin - 1), Math.abs(known.loss / truth.loss - 1));
assert.ok(off < 1e-9, `the law of the capped contract: ${JSON.stringify(known)} instead of ${JSON.stringify(truth)}`);
console.log(`   Capped contract: its law gives what an independent sum over ${truth.points.toLocaleString("en-GB")} points gives, to 1 in 10^${Math.floor(-Math.log10(off || 1e-16))}.`);

/** By how many standard errors a peer is off the product, in each figure. */
function compared(peer, i) {
  const told = peer.tasks[i].answers;
  const drawn = peer.samples[i] * told.length;
  const mine = native.tasks[i].answers;
  const certain = (id) => mine.every((answer) => answer[id] === mine[0][id]);
  const my = (id) => ({ at: mean(mine.map((a) => a[id])), error: certain(id) ? 0 : scatter(mine.map((a) => a[id])) / Math.sqrt(mine.length) });
  const figure = (id, error) => {
    const at = mean(told.map((a) => a[id]));
    return { id, at, by: (at - my(id).at) / Math.hypot(error, my(id).error) };
  };
  const loss = mean(told.map((a) => a.loss));
  const figures = [
    figure("paid", mean(told.map((a) => a.sd.paid)) / Math.sqrt(drawn)),
    figure("margin", mean(told.map((a) => a.sd.margin)) / Math.sqrt(drawn)),
    figure("loss", Math.sqrt((loss * (1 - loss)) / drawn)),
  ];
  if (i > 0) figures.push(figure("cash", scatter(told.map((a) => a.cash)) / Math.sqrt(told.length)));
  return figures;
}

head("Is it the same answer? Each figure, and by how many standard errors it is off the product's");
const AGREES = 5;
const TITLES = ["Capped contract", "Realistic contract", "FRONT1"];
const checks = [["", "paid", "kept", "chance of a loss", "cash for 19 in 20", ""]];
tasks.forEach((_, i) => {
  const mine = native.tasks[i].answers;
  const at = (id) => mean(mine.map((a) => a[id]));
  checks.push([`${TITLES[i]}: the product`, pounds(at("paid")), pounds(at("margin")), `${(100 * at("loss")).toFixed(2)}%`, i > 0 ? pounds(at("cash")) : "", ""]);
  for (const peer of peers) {
    const figures = compared(peer, i);
    const cell = ({ id, at, by }) => `${id === "loss" ? `${(100 * at).toFixed(2)}%` : pounds(at)} (${by.toFixed(1)})`;
    const cells = figures.map(cell);
    const worst = Math.max(...figures.map(({ by }) => Math.abs(by)));
    checks.push([`  ${peer.name}`, ...cells, ...(i > 0 ? [] : [""]), worst <= AGREES ? "agrees" : "DOES NOT AGREE"]);
  }
});
table(checks);
console.log(`   "Agrees": all within ${AGREES} standard errors, its own and the product's together.`);

// --- a path ------------------------------------------------------------------------------------------------------------------------

head("One path, µs, median of runs (least–most). Draws are generated inside the timing");
const hard = peers[0];
const fair = peers.find(({ name }) => name === "Squiggle");
const told = (times) => times.every(Number.isFinite);
/** How many times as long `other` takes: of the processor where both are told, else by the clock. */
function times(other, mine) {
  const [a, b] = told(other.busy) && told(mine.busy) ? [other.busy, mine.busy] : [other.path, mine.path];
  return `${digits(middle(a) / middle(b))} (${digits(Math.min(...a) / Math.max(...b))}–${digits(Math.max(...a) / Math.min(...b))})`;
}
tasks.forEach((_, i) => {
  const rows = [[TITLES[i], "by the clock", "of the processor", "× @stdlib", "× Squiggle", "× native"]];
  for (const { name, tasks: mine } of [...ours, ...peers]) {
    const one = mine[i];
    const beside = [hard, fair, ours[0]].map(({ tasks: other }) => times(other[i], one));
    rows.push([`  ${name}`, spread(one.path), told(one.busy) ? spread(one.busy) : "–", ...beside]);
  }
  table(rows);
});
console.log("   Times as fast as each: of processor time where both have it told, which leaves out what others do on the machine.");

// --- error and time ----------------------------------------------------------------------------------------------------------------

head("Capped contract: what it keeps, on average, and how far off that is");
{
  const rows = [["", "time", "error", "time to 0.1%", "÷ the product's"]];
  for (const { name, tasks: mine } of ours) {
    const s = middle(mine[0].reply) / 1e3;
    rows.push([`${name}: the whole reply`, span(s), `1 in 10^${Math.floor(-Math.log10(off || 1e-16))}`, span(s), ""]);
  }
  // of the processor: one reply is so short that whatever else the machine does would be most of it
  const s = ours[1].tasks[0].replying / 1e3;
  rows.push(["of the processor from here: the product, WebAssembly in Node", span(s), `1 in 10^${Math.floor(-Math.log10(off || 1e-16))}`, span(s), ""]);
  for (const peer of peers) {
    const { busy, answers } = peer.tasks[0];
    const [each, sd] = [middle(busy) / 1e6, mean(answers.map((a) => a.sd.margin))];
    const seen = Math.sqrt(mean(answers.map((a) => (a.margin - truth.margin) ** 2)));
    const needed = (sd / (0.001 * truth.margin)) ** 2 * each;
    const equal = sd / Math.sqrt(s / each) / truth.margin;
    rows.push(
      [`${peer.name}: in the time of one reply, ${digits(s / each)} samples`, span(s), `${digits(100 * equal, 2)}%`, span(needed), digits(needed / s)],
      [`  ${peer.samples[0].toLocaleString("en-GB")} samples, seen in ${answers.length} runs`, span(each * peer.samples[0]), `${digits((100 * seen) / truth.margin, 2)}%`, "", ""],
    );
  }
  table(rows);
  console.log("   Root mean square errors, of the mean. Of the peers, in the time of a reply and to 0.1%: by the law of the square root, as if");
  console.log("   they were right on average; the product's is the reply of WebAssembly in Node, with its words and pictures.");
}

head("Realistic contract: what is paid, on average: time of the product's futures and of as many samples as have the same error");
{
  const mine = ours[1].tasks[1];
  const error = scatter(mine.answers.map((a) => a.paid));
  const s = middle(mine.whole) / 1e3;
  const rows = [["", "paths", "time by the clock", "error", "÷ the product's time"]];
  rows.push(["the product, WebAssembly in Node, with its reply", "16,384", span(s), pounds(error), ""]);
  for (const peer of peers) {
    const { path, answers } = peer.tasks[1];
    const sd = mean(answers.map((a) => a.sd.paid));
    const [needed, each] = [(sd / error) ** 2, middle(path) / 1e6];
    rows.push([peer.name, digits(needed), span(needed * each), pounds(error), digits((needed * each) / s)]);
    rows.push([`  in the product's time`, digits(s / each), span(s), pounds(sd / Math.sqrt(s / each)), ""]);
  }
  table(rows);
  console.log(`   The product's error is the scatter of ${mine.answers.length} seeds${mine.answers.length < 8 ? ", which is few" : ""}.`);
}

// --- bytes and the first answer ----------------------------------------------------------------------------------------------------

head("Over the wire, and from opening the page to its first answer in Chromium (median; least–most)");
{
  const rows = [["", "kB", "kB gzip", "kB brotli", "ms"]];
  for (const { name, bytes, times } of await first(tasks[0], runs)) rows.push([name, ...bytes.map((n) => digits(n / 1e3)), spread(times)]);
  table(rows);
}

// --- growth ------------------------------------------------------------------------------------------------------------------------

head("How the cost of FRONT1 grows: WebAssembly in Node");
{
  const rows = [["", "", "reply, ms", "a future, µs of the processor"]];
  const wanted = grown(native.front1.draft);
  const told = await asked("node", [here("shipped.mjs")], { drafts: wanted.map(({ draft }) => draft) });
  wanted.forEach(({ what, size }, i) => {
    const { reply, busy } = told.tasks[i];
    rows.push([what, size, digits(middle(reply)), digits(busy)]);
  });
  table(rows);
  console.log("   Futures: 16,384, or 2,048 where chains times months are more than 1,500; each costs the same, so paths cost in proportion.");
}
