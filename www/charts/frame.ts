// What every picture shares: its size, its stage, axes, gridlines, titles, and labels that keep out of each other's way.
import { svg, type TemplateResult } from "lit-html";
import type { Part, Unit } from "../gen/pbr.js";
import { plain } from "../views/parts.ts";
import type { Say } from "../words.ts";
import type { Span } from "./scale.ts";

export interface Size {
  readonly width: number;
  /** Ends of the axis, where a hand that drags along it holds them. */
  readonly span?: Span | undefined;
}

/** A place on an axis that was guessed, could be, or is right. */
export interface GuessMark {
  readonly at: number;
  readonly text: string;
  readonly kind: "option" | "guess" | "answer";
}

export interface Guesses {
  readonly marks: readonly GuessMark[];
  /** On the axis that goes up. */
  readonly up: boolean;
}

export interface Stage {
  /** On a stage there is room for one thing. */
  readonly place: "page" | "print" | "stage";
  /** Numbers are worded by the model alone. */
  readonly format: (value: number, unit: Unit) => string;
  readonly say: Say;
  readonly guesses?: Guesses | undefined;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Scale = (value: number) => number;

/** Below this width labels leave the sides and go beneath. */
export const NARROW = 560;

/** From one line of a label to the next. */
export const LINE = 19;

/** A safe guess at the width of a label in a font nobody chose: 14 px system sans. */
export const widthOf = (text: string, bold = false): number => text.length * (bold ? 9.6 : 8.8);

/** Whole pixels and short paths: the same text on every machine. */
export const px = (n: number): number => Math.round(n * 10) / 10;

/** Words onto lines of at most `chars`. */
export function wrap(text: string, chars: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= chars) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Tops of labels that want to be at `at`, have the given heights, and may not overlap within `from`..`to`. */
export function apart(at: readonly number[], heights: readonly number[], from: number, to: number): number[] {
  const order = at.map((_, i) => i).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
  const tops = at.slice();
  let floor = from;
  for (const i of order) {
    tops[i] = Math.max(floor, tops[i] ?? 0);
    floor = (tops[i] ?? 0) + (heights[i] ?? 0);
  }
  let ceiling = to;
  for (const i of order.reverse()) {
    tops[i] = Math.min(tops[i] ?? 0, ceiling - (heights[i] ?? 0));
    ceiling = tops[i] ?? 0;
  }
  return tops;
}

/** For each span the first row in which it stands clear of those before it; spans in the order of their beginnings. */
export function rowsOf(spans: readonly Span[], gap: number): number[] {
  const ends: number[] = [];
  return spans.map(([from, to]) => {
    const free = ends.findIndex((end) => end + gap <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return row;
  });
}

/** Gridlines with their labels resting on them, at the left; the line at nought is the base, and named if it has an underside. */
export const yAxis = (y: Scale, ticks: readonly number[], unit: Unit, box: Box, stage: Stage): TemplateResult =>
  svg`<g class="y-axis">${ticks.map(
    (t) => svg`<line class=${t === 0 ? "base" : "grid"} x1=${box.left} x2=${box.right} y1=${px(y(t))} y2=${px(y(t))} />
      ${t === 0 && ticks[0] === 0 ? "" : svg`<text class="tick halo" x=${box.left} y=${px(y(t) - 5)}>${stage.format(t, unit)}</text>`}`,
  )}</g>`;

/** How far the marks must stand from the left so that no tick label lies on them. */
export const gutter = (ticks: readonly number[], unit: Unit, stage: Stage): number =>
  Math.max(24, ...ticks.filter((t) => t !== 0).map((t) => widthOf(stage.format(t, unit)))) + 8;

/** As many round ticks as have room for their labels, no two of which read alike. */
export function ticksThatFit(
  scale: { ticks(count: number): number[] },
  unit: Unit,
  width: number,
  stage: Stage,
): number[] {
  for (let count = 8; count > 1; count -= 1) {
    const ticks = scale.ticks(count);
    const texts = ticks.map((t) => stage.format(t, unit));
    if (new Set(texts).size === texts.length && texts.reduce((sum, text) => sum + widthOf(text) + 16, 0) <= width) return ticks;
  }
  return scale.ticks(1);
}

/** Ticks along the bottom; the outer ones stay inside the picture. */
export const xAxis = (x: Scale, ticks: readonly number[], unit: Unit, box: Box, stage: Stage): TemplateResult =>
  svg`<g class="x-axis">${ticks.map((t) => {
    const at = px(x(t));
    const text = stage.format(t, unit);
    const half = widthOf(text) / 2;
    const anchor = at - half < box.left - 1 ? "start" : at + half > box.right + 1 ? "end" : "middle";
    return svg`<line class="stub" x1=${at} x2=${at} y1=${box.bottom} y2=${box.bottom + 5} />
      <text class="tick" x=${at} y=${box.bottom + 20} text-anchor=${anchor}>${text}</text>`;
  })}</g>`;

export const title = (text: string, x: number, y: number, anchor: "start" | "end" = "start"): TemplateResult =>
  svg`<text class="axis-title halo" x=${px(x)} y=${px(y)} text-anchor=${anchor}>${text}</text>`;

export type Said = readonly Pick<Part, "text" | "result">[];

/** Where a text stands in a line as a number of its own, not as digits of another. */
function alone(line: string, text: string): number {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    const [before, after] = [line.slice(0, at), line.slice(at + text.length)];
    if (!/[\d£−][,.]?$/.test(before) && !/^[,.]?\d/.test(after)) return at;
  }
  return -1;
}

/** A line of a label, each result in it with its name. */
export function marked(line: string, said: Said): (TemplateResult | string)[] {
  const out: (TemplateResult | string)[] = [];
  let rest = line;
  for (const { text, result } of said) {
    const at = result === undefined ? -1 : alone(rest, text);
    if (at < 0) continue;
    out.push(rest.slice(0, at), svg`<tspan data-result=${result}>${text}</tspan>`);
    rest = rest.slice(at + text.length);
  }
  return [...out, rest];
}

/** Onto lines of at most `chars`, no result torn in two. */
export const wrapped = (said: Said, chars: number): string[] =>
  wrap(said.map((p) => (p.result === undefined ? p.text : p.text.replaceAll(" ", "\u2060"))).join(""), chars).map((line) =>
    line.replaceAll("\u2060", " "),
  );

export interface Label {
  readonly said: Said;
  readonly lines: readonly string[];
  readonly css: string;
  readonly x: number;
  /** Foot of the first line. */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

export const drawLabel = (l: Label): TemplateResult =>
  svg`<text class="point-label halo ${l.css}" text-anchor=${l.anchor}>${l.lines.map(
    (t, i) => svg`<tspan x=${px(l.x)} y=${px(l.y + i * LINE)}>${marked(t, l.said)}</tspan>`,
  )}</text>`;

/** From the end of a line or a bar to its label. */
export const leader = (right: number, from: number, to: number): TemplateResult =>
  svg`<path class="leader" d="M${px(right + 3)} ${px(from)}H${px(right + 8)}L${px(right + 19)} ${px(to)}H${px(right + 23)}" />`;

export interface Keyed {
  readonly said: Said;
  readonly css?: string;
  /** Drawn in 22 pixels from x, the foot of the words at y. */
  readonly swatch: (x: number, y: number) => TemplateResult;
}

/** What the marks mean, side by side as far as there is room; and the foot of the last line. */
export function key(entries: readonly Keyed[], y: number, width: number): { drawn: TemplateResult[]; foot: number } {
  let at = 0;
  let row = y;
  const drawn = entries.map(({ said, css, swatch }) => {
    const wide = 32 + widthOf(plain(said));
    const lines = wide > width ? wrapped(said, Math.floor((width - 32) / 8)) : [plain(said)];
    if (at > 0 && at + wide > width) {
      at = 0;
      row += 22;
    }
    const [x, top] = [at, row];
    at += wide + 20;
    row += (lines.length - 1) * LINE;
    return svg`${swatch(x, top)}${lines.map(
      (line, i) => svg`<text class=${css ?? "tick"} x=${px(x + 32)} y=${top + i * LINE}>${marked(line, said)}</text>`,
    )}`;
  });
  return { drawn, foot: row };
}

/** Due anyway is hatched wherever it appears. */
export const hatch = (id: string): TemplateResult =>
  svg`<pattern id=${id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="hatch-ground" width="7" height="7" /><line class="hatch-line" x1="1.5" x2="1.5" y1="0" y2="7" />
  </pattern>`;
