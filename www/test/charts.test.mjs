// Pictures as text: each chart is a pure function, so its SVG can be compared. UPDATE=1 rewrites what is kept.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import * as figures from "./charts.fixture.mjs";

const folder = await mkdtemp(join(tmpdir(), "charts-"));
after(() => rm(folder, { recursive: true }));
const outfile = join(folder, "chart.mjs");
await build({
  stdin: {
    contents: 'export { chart } from "./charts/chart.ts"; export { hands } from "./views/grips.ts";',
    resolveDir: fileURLToPath(new URL("..", import.meta.url)),
  },
  bundle: true,
  format: "esm",
  platform: "node", // lit-html's build for Node needs no document
  outfile,
  logLevel: "warning",
});
const { chart, hands } = await import(pathToFileURL(outfile));

const kept = new URL("charts/", import.meta.url);
const stage = { place: "page", format: (value, unit) => `${value} ${unit}`, say: (id, args) => `{${[id, ...Object.values(args ?? {})].join(" ")}}` };

/** A lit template as the text it stands for, without a browser. */
function written(node) {
  if (node === null || node === undefined || typeof node === "symbol") return "";
  if (Array.isArray(node)) return node.map(written).join("");
  if (typeof node !== "object") return String(node).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const { strings, values } = node;
  return strings.reduce((text, string, i) => {
    const value = values[i - 1];
    const before = text.slice(text.lastIndexOf("<"));
    const isAttribute = /\s[\w-]+=$/.test(before) && !before.includes(">");
    if (isAttribute && typeof value === "symbol") return text.replace(/\s[\w-]+=$/, "") + string; // `nothing`: no attribute
    return text + (isAttribute ? `"${written(value)}"` : written(value)) + string;
  });
}

const lines = (node) =>
  `${written(node)
    .replace(/\s*\n\s*/g, "\n")
    .replace(/(?<!^)(<(?:g|path|rect|circle|line|text|pattern|defs)\b)/g, "\n$1")
    .replace(/\n+/g, "\n")
    .trim()}\n`;

async function same(name, node) {
  const file = new URL(`${name}.svg`, kept);
  const text = lines(node);
  assert.doesNotMatch(text, /NaN|undefined|Infinity|\sstyle=|\son\w+=/);
  if (process.env.UPDATE === "1") {
    await mkdir(kept, { recursive: true });
    await writeFile(file, text);
  }
  assert.equal(text, await readFile(file, "utf8"), `${name}: UPDATE=1 if the change is meant`);
}

const cases = {
  "stack-wide": [figures.byKind, null, 800],
  "stack-narrow": [figures.byKind, null, 300],
  "stack-ghost": [figures.byKind, figures.clawedBack, 800],
  "stack-below": [figures.clawedBack, null, 800],
  "stack-many": [figures.byGroup, null, 800],
  "stack-many-narrow": [figures.byGroup, null, 300],
  "stack-monthly": [figures.monthly, null, 800],
  "stack-monthly-narrow": [figures.monthly, null, 300],
  "payoff-cliff": [figures.payoff, null, 800],
  "payoff-ghost": [figures.payoff, figures.payoffBefore, 800],
  "payoff-narrow": [figures.payoff, null, 300],
  "payoff-straight": [figures.straight, null, 800],
  "split-wide": [figures.anyway, null, 800],
  "split-narrow": [figures.anyway, null, 300],
  "split-ghost": [figures.anyway, figures.anywayBefore, 800],
  "help-flat": [figures.flat, null, 800],
  "help-flat-narrow": [figures.flat, null, 288],
  "help-ghost": [figures.flat, figures.flatBefore, 800],
  "help-stretched": [figures.flatStretched, null, 800],
  "help-stretched-narrow": [figures.flatStretched, null, 288],
  "help-graded": [figures.graded, null, 800],
  "help-graded-narrow": [figures.graded, null, 288],
  "help-graded-ghost": [figures.graded, figures.flat, 800],
  "help-strained": [figures.strained, null, 800],
  "help-strained-narrow": [figures.strained, null, 288],
  "help-ten": [figures.ten, null, 800],
  "help-ten-narrow": [figures.ten, null, 288],
  "bars-pieces": [figures.bought, null, 800],
  "bars-pieces-narrow": [figures.bought, null, 288],
  "bars-ghost": [figures.bought, figures.boughtBefore, 800],
  "bars-terms": [figures.terms, null, 800],
  "bars-terms-narrow": [figures.terms, null, 288],
  "bars-sentences": [figures.sentences, null, 800],
  "bars-sentences-narrow": [figures.sentences, null, 288],
  "bars-fall": [figures.fall, null, 800],
  "bars-fall-narrow": [figures.fall, null, 288],
  "dots-mixed": [figures.mixed, null, 800],
  "dots-mixed-narrow": [figures.mixed, null, 288],
  "dots-ghost": [figures.mixed, figures.mixedBefore, 800],
  "dots-certain": [figures.certain, null, 800],
  "dots-ruined-narrow": [figures.ruined, null, 288],
  "dots-near-nought": [figures.nearNought, null, 800],
  "curves-cash": [figures.cash, null, 800],
  "curves-cash-narrow": [figures.cash, null, 288],
  "curves-ghost": [figures.cash, figures.cashBefore, 800],
  "curves-perverse": [figures.perverse, null, 800],
  "curves-perverse-narrow": [figures.perverse, null, 288],
  "curves-risk": [figures.risk, null, 800],
  "curves-risk-narrow": [figures.risk, null, 288],
  "curves-bare": [figures.bare, null, 800],
  "flows-purse": [figures.purse, null, 864],
  "flows-purse-tablet": [figures.purse, null, 704],
  "flows-purse-narrow": [figures.purse, null, 288],
  "flows-ghost": [figures.purse, figures.purseBefore, 864],
  "flows-ghost-narrow": [figures.purse, figures.purseBefore, 288],
  "flows-uneven": [figures.uneven, null, 864],
  "flows-uneven-narrow": [figures.uneven, null, 288],
  "flows-still": [figures.still, null, 864],
  "flows-still-narrow": [figures.still, null, 288],
};

for (const [name, [figure, previous, width]] of Object.entries(cases)) {
  test(name, () => same(name, chart(figure, previous, { width }, stage)));
}

// what was guessed on a stage: the guess dashed, the answer solid, the rest a letter
const guessed = (up, ...at) => ({
  ...stage,
  place: "stage",
  guesses: { up, marks: at.map((at, i) => ({ at, text: ["A", "you guessed B", "answer C: so much"][i], kind: ["option", "guess", "answer"][i] })) },
});
const guesses = {
  "guessed-help": [figures.flat, 800, guessed(false, 3000, 7000, 12500)],
  "guessed-help-narrow": [figures.flat, 288, guessed(false, 3000, 7000, 12500)],
  "guessed-bars": [figures.fall, 800, guessed(false, -100_000, 0, 200_000)],
  "guessed-payoff": [figures.payoff, 800, guessed(true, 0, 833_333, 1_100_000)],
  "guessed-curves": [figures.cash, 800, guessed(false, 4, 12, 13)],
};
for (const [name, [figure, width, place]] of Object.entries(guesses)) {
  test(name, () => same(name, chart(figure, null, { width }, place)));
}

test("a guess that lies beyond the axis is no mark on it", () => {
  const text = written(chart(figures.flat, null, { width: 800 }, guessed(true, 1, 2, 3)));
  assert.doesNotMatch(text, /guess/);
});

test("a mark on lines is dragged along their axis, and keeps its distance from the pointer", () => {
  const width = 800;
  const drawn = written(chart(figures.risk, null, { width }, stage));
  const axis = /data-axis="([^"]+)"/.exec(drawn)[1];
  const [left, right, from, to] = axis.split(" ").map(Number);
  const place = (share) => left + ((share - from) / (to - from)) * (right - left);
  const svg = { getBoundingClientRect: () => ({ left: 100, width: width / 2 }) }; // shown at half its size
  const mark = { dataset: { grip: "0", axis }, closest: (what) => (what === "svg" ? svg : mark) };
  const target = { closest: () => mark, setPointerCapture() {} };
  const state = { grip: null };
  const slid = [];
  const act = { grab: (grip) => (state.grip = grip), slide: (path, value) => slid.push([path, value]) };
  const inputs = [{ path: "share", value: 0.6, step: 0.05, unit: "percent" }];
  const held = () => hands({ grip: state.grip, find: (path) => inputs.find((i) => i.path === path), act }, figures.risk, width);
  const at = (share, off = 6) => ({ pointerId: 1, button: 0, target, currentTarget: target, clientX: 100 + (place(share) + off) / 2, preventDefault() {} });
  held().down(at(0.6));
  for (const share of [0.6, 0.75, 0.2, 3]) held().move(at(share));
  assert.deepEqual(slid, [["share", 0.75], ["share", 0.2], ["share", 1]]);
});

/** Every line of words on a picture: what it says, and the room it takes in a font of ordinary width. */
function lettering(text) {
  const spaces = text.replaceAll(/<tspan data-result="[^"]+">([^<]*)<\/tspan>/g, "$1");
  return [...spaces.matchAll(/<text([^>]*)>((?:[^<]|<tspan[^>]*>[^<]*<\/tspan>)*)<\/text>/g)].flatMap(([, outer, inner]) => {
    const lines = [...inner.matchAll(/<tspan([^>]*)>([^<]*)/g)];
    return (lines.length > 0 ? lines : [[, "", inner]]).map(([, own, words]) => {
      const of = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(own)?.[1] ?? new RegExp(`\\b${name}="([^"]*)"`).exec(outer)?.[1];
      const wide = words.length * 8;
      const left = Number(of("x")) - (of("text-anchor") === "end" ? wide : 0);
      return { words, left, right: left + wide, foot: Number(of("y")) };
    });
  });
}

test("words on a picture of flows stand inside it and clear of each other, at every width", () => {
  for (const name of ["purse", "uneven", "still"]) {
    for (const width of [288, 420, 560, 640, 704, 864, 984]) {
      const text = written(chart(figures[name], null, { width }, stage));
      const tall = Number(/height="(\d+)"/.exec(text)[1]);
      const all = lettering(text);
      for (const word of figures[name].chart.nodes.flatMap((n) => n.name.split(" "))) assert.ok(all.some(({ words }) => words.includes(word)), word);
      for (const { text } of figures[name].chart.links) assert.equal(all.filter(({ words }) => words === text.text).length, 1, text.text);
      for (const [i, a] of all.entries()) {
        assert.ok(a.left >= 0 && a.right <= width && a.foot >= 12 && a.foot <= tall - 4, `${name} ${width}: ${JSON.stringify(a)}`);
        for (const b of all.slice(i + 1)) {
          assert.ok(a.left >= b.right || b.left >= a.right || Math.abs(a.foot - b.foot) >= 16, `${name} ${width}: ${a.words} | ${b.words}`);
        }
      }
    }
  }
});

test("ribbons of one picture have one scale, and what is not cash is hatched", () => {
  for (const width of [288, 864]) {
    const { chart: purse } = figures.purse;
    const text = written(chart(figures.purse, null, { width }, stage));
    const drawn = [...text.matchAll(/<(?:path|rect) class="flow ([^"]*)"([^>]*)>/g)].filter(([mark]) => !mark.includes('width="22"'));
    assert.equal(drawn.length, purse.links.length);
    const sizes = drawn.map(([, , rest]) => {
      const numbers = rest.match(/-?\d+(\.\d+)?/g).map(Number);
      return width === 288 ? Number(/width="([^"]+)"/.exec(rest)[1]) : numbers.at(-1) - numbers[1];
    });
    const scale = sizes[0] / purse.links[0].value;
    purse.links.forEach(({ value, worth }, i) => {
      assert.ok(Math.abs(sizes[i] - value * scale) < 0.25, `${width} ${i}: ${sizes[i]}`);
      assert.equal(/fill="url\(#worth/.test(drawn[i][0]), worth);
    });
  }
});

test("a picture of another kind leaves no ghost", () => {
  const alone = chart(figures.anyway, null, { width: 800 }, stage);
  assert.equal(lines(chart(figures.anyway, figures.payoff, { width: 800 }, stage)), lines(alone));
});

test("the same figure gives the same text", () => {
  const again = () => lines(chart(figures.payoff, figures.payoffBefore, { width: 640 }, stage));
  assert.equal(again(), again());
});

test("every number written on a picture comes from the model", () => {
  // all ticks pass through `format`, all labels through the figure: what is left has no digits
  for (const [figure] of Object.values(cases)) {
    const text = lines(chart(figure, null, { width: 800 }, stage));
    for (const [, words] of text.matchAll(/class="tick[^>]*>([^<]*\d[^<]*)</g)) {
      assert.ok(/ (gbp|gbp_short|people|months|points|percent|of100)$/.test(words) || figure.chart.periods?.includes(words), words);
    }
  }
});

test("every number beside a lane, a bar, a dot or a line carries its result's name", () => {
  for (const [name, [figure, previous, width]] of Object.entries(cases).filter(([name]) => /^(help|bars|dots|curves|flows)/.test(name))) {
    const text = written(chart(figure, previous, { width }, stage))
      .replaceAll(/<tspan data-result="[^"]+">[^<]+<\/tspan>/g, "")
      .replaceAll(/class="(tick|band-name)\b[^>]*>[^<]*/g, "")
      .replaceAll(/<title data-result="[^"]+">[^<]+/g, "");
    const loose = [...text.matchAll(/>([^<]*\d[^<]*)</g)].map(([, words]) => words.trim());
    assert.deepEqual(loose.filter((words) => !/^Group \d+, people/.test(words)), [], name);
  }
});
