// Bars one below the other on one scale, each in pieces; a waterfall where a bar begins where the one above it ended.
import { max, min, sum } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Bar, Chart, Figure, Part, Piece } from "../gen/pbr.js";
import {
  hatch,
  LINE,
  marked,
  NARROW,
  px,
  ticksThatFit,
  widthOf,
  wrap,
  wrapped,
  xAxis,
  type Box,
  type Size,
  type Stage,
} from "./frame.ts";
import { across } from "./guesses.ts";
import { linear } from "./scale.ts";
import { plain } from "../views/parts.ts";

type Bars = Extract<Chart, { is: "bars" }>;


interface Slice {
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

/** What adds goes to the right of where the bar begins, what takes away to the left. */
function slices({ from, pieces }: Bar): Slice[] {
  let up = from;
  let down = from;
  return pieces.map((piece) => {
    const at = piece.value < 0 ? down : up;
    const to = at + piece.value;
    if (piece.value < 0) down = to;
    else up = to;
    return { piece, from: Math.min(at, to), to: Math.max(at, to) };
  });
}

const ends = (bar: Bar): [number, number] => {
  const all = slices(bar);
  return [min(all, (s) => s.from) ?? bar.from, max(all, (s) => s.to) ?? bar.from];
};

type Said = readonly Pick<Part, "text" | "result">[];

const written = (said: Said): string => said.map(({ text }) => text).join("");

/** What stands at the end of each: what is said of it, or its number where each has one and more is said of it. */
function endings(bars: readonly Bar[]): Said[] {
  const numbers = bars.every(({ pieces }) => pieces.length < 2);
  return bars.map(({ pieces: [only], text }) => (numbers && only && plain(text) !== only.text ? [only] : text));
}

/** Pieces are named once, where bars have several: by colour and hatching, in the order of their first coming. */
function named(bars: readonly Bar[]): Piece[] {
  const several = bars.flatMap((b) => (b.pieces.length > 1 ? b.pieces : []));
  return several.filter((piece, i) => several.findIndex((p) => p.name === piece.name) === i);
}

export function bars(figure: Figure, chart: Bars, previous: Bars | null, size: Size, stage: Stage): TemplateResult {
  const { width } = size;
  const narrow = width < NARROW;
  // on a stage there is room for one thing: many bars leave none for what else is said of each
  const alone = stage.place === "stage";
  const [thick, gap] = alone ? [20, 8] : [28, 14];
  const aside = narrow ? 0 : Math.min(max(chart.bars, (b) => widthOf(b.name)) ?? 0, width * (alone ? 0.44 : 0.34)) + 16;
  const chars = Math.floor((narrow ? width : aside - 16) / 7.9);
  const fill = ({ voice }: Piece): string | typeof nothing =>
    voice === "anyway" ? `url(#hatch-${figure.id})` : nothing;

  // a sentence has no room at the end of a bar: it goes beneath
  const ending = endings(chart.bars);
  const short = max(ending, (said) => widthOf(written(said), true)) ?? 0;
  const fits = short <= (width - aside) * 0.45;
  const noteLeft = narrow ? 0 : aside + 12;
  const noteOf = (b: Bar, said: Said | undefined): string[] =>
    (fits && said === b.text) || (alone && chart.bars.length > 4) ? [] : wrapped(b.text, Math.floor((width - noteLeft) / 7.9)).filter(Boolean);

  const keys = named(chart.bars);
  let keyX = 0;
  let keyY = 14;
  const key = keys.map((piece) => {
    const wide = 22 + widthOf(piece.name);
    if (keyX > 0 && keyX + wide > width) {
      keyX = 0;
      keyY += 22;
    }
    const x = keyX;
    keyX += wide + 16;
    return svg`<rect class="swatch piece-${piece.voice}" x=${px(x + 0.5)} y=${keyY - 11.5} width="13" height="13" fill=${fill(piece)} /><text x=${px(x + 22)} y=${keyY}>${piece.name}</text>`;
  });

  let top = keys.length > 0 ? keyY + 22 : 4;
  const places = chart.bars.map((bar, i) => {
    const name = wrap(bar.name, chars);
    const said = ending[i] ?? [];
    const note = noteOf(bar, said);
    const words = name.length * LINE;
    const own = top;
    const y = narrow ? own + words + 4 : own + Math.max(0, words - thick) / 2;
    const under = y + thick + (note.length > 0 ? note.length * LINE + 9 : 0);
    top = Math.max(under, narrow ? 0 : own + words) + gap;
    return { bar, name, said: fits ? said : [], note, y, nameY: narrow ? own + 14 : y + thick / 2 + 5 - ((name.length - 1) * LINE) / 2 };
  });

  const old = previous?.bars ?? [];
  const all = [...[...chart.bars, ...old].flatMap(ends), ...(stage.guesses?.up === false ? stage.guesses.marks.map((m) => m.at) : [])];
  const box: Box = { left: aside + 4, right: width - (fits ? short : 0) - 12, top: 0, bottom: top - gap + 10 };
  const x = linear([Math.min(0, min(all) ?? 0), Math.max(0, max(all) ?? 0) || 1], [box.left, box.right]);
  const ticks = ticksThatFit(x, chart.unit, box.right - box.left, stage);
  const guesses = across(stage, x, [box.left, box.right], width);
  const height = box.bottom + 32 + guesses.head;
  const falls = chart.bars.some((b) => b.from !== 0);
  const zero = px(x(0));
  // where words stand between the bars, no line runs through them
  const stretches = narrow ? places.map(({ y }) => [y - 4, y + thick + 4]) : [[(places[0]?.y ?? 0) - 4, box.bottom]];
  const upright = (css: string, at: number): TemplateResult[] =>
    stretches.map(([from = 0, to = 0]) => svg`<line class=${css} x1=${at} x2=${at} y1=${px(from)} y2=${px(to)} />`);

  return svg`<svg class="chart" width=${width} height=${height} viewBox="0 ${-guesses.head} ${width} ${height}" aria-hidden="true">
    <defs>${hatch(`hatch-${figure.id}`)}</defs>
    <g class="band-label">${key}</g>
    ${ticks.map((t) => upright("grid", px(x(t))))}
    ${guesses.lines(box.bottom)}
    ${places.map(({ bar, name, said, note, y, nameY }, i) => {
      const next = places[i + 1];
      const stop = px(x(bar.from + sum(bar.pieces, (p) => p.value)));
      const before = old.find((b) => b.name === bar.name);
      const [a, b] = before ? ends(before) : [0, 0];
      return svg`<text class="bar-name halo">${name.map((line, n) => svg`<tspan x="0" y=${px(nameY + n * LINE)}>${line}</tspan>`)}</text>
        ${slices(bar).map(({ piece, from, to }) => {
          const wide = x(to) - x(from);
          const room = bar.pieces.length > 1 && wide > widthOf(piece.text) + 8;
          return svg`<rect class="piece piece-${piece.voice}" x=${px(x(from))} width=${px(wide)} y=${px(y)} height=${thick} fill=${fill(piece)} />
            ${room ? svg`<text class="piece-in in-${piece.voice}" x=${px(x(from) + wide / 2)} y=${px(y + thick / 2 + 5)} text-anchor="middle">${marked(piece.text, [piece])}</text>` : nothing}`;
        })}
        ${before ? svg`<rect class="ghost" x=${px(x(a))} width=${px(x(b) - x(a))} y=${px(y - 3)} height=${thick + 6} />` : nothing}
        ${falls && next ? svg`<line class="link" x1=${stop} x2=${stop} y1=${px(y + thick)} y2=${px(next.y)} />` : nothing}
        <text class="total halo" x=${px(Math.max(x(ends(bar)[1]), before ? x(b) : 0, x(0)) + 8)} y=${px(y + thick / 2 + 5)}>${marked(written(said), said)}</text>
        ${note.length > 0 ? svg`<text class="bar-note halo">${note.map((line, n) => svg`<tspan x=${noteLeft} y=${px(y + thick + 20 + n * LINE)}>${marked(line, bar.text)}</tspan>`)}</text>` : nothing}`;
    })}
    ${upright("base", zero)}
    ${xAxis(x, ticks, chart.unit, { ...box, left: 0, right: width }, stage)}
    ${guesses.words}
  </svg>`;
}
