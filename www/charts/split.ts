// One bar, divided: what the money buys, with the part due anyway hatched.
import { sum } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Figure, Piece } from "../gen/pbr.js";
import { hatch, LINE, marked, px, widthOf, wrap, type Scale, type Size } from "./frame.ts";
import { linear } from "./scale.ts";

type Split = Extract<Chart, { is: "split" }>;

const BAR = 64;
interface Slice {
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

function slices(chart: Split): Slice[] {
  let at = 0;
  return chart.pieces.map((piece) => {
    const from = at;
    at += Math.max(0, piece.value);
    return { piece, from, to: at };
  });
}

const fillOf = (figure: Figure, piece: Piece): string | typeof nothing =>
  piece.voice === "anyway" ? `url(#hatch-${figure.id})` : nothing;

interface Place {
  readonly slice: Slice;
  readonly lines: string[];
  readonly x: number;
  readonly anchor: "start" | "end";
}

/** Each label begins over its piece; the last, if it would run out of the picture, ends with it. Null: they do not fit. */
function above(all: readonly Slice[], x: Scale, width: number): Place[] | null {
  const places: Place[] = [];
  let free = 0;
  for (const [i, slice] of all.entries()) {
    const room = i === all.length - 1 ? width - free : Math.max(x(slice.to), x(slice.from) + 120) - x(slice.from);
    const lines = wrap(slice.piece.name, Math.max(12, Math.floor(room / 7.9)));
    const wants = Math.max(...lines.map((l) => widthOf(l)), widthOf(slice.piece.text, true) + 18);
    const from = x(slice.from);
    if (from >= free && from + wants <= width) places.push({ slice, lines, x: from, anchor: "start" });
    else if (i === all.length - 1 && width - wants >= free) places.push({ slice, lines, x: width, anchor: "end" });
    else return null;
    free = (places[i]?.anchor === "end" ? width : from + wants) + 12;
  }
  return places;
}

const label = (p: Place, top: number, rows: number): TemplateResult => {
  const y = top + (rows - p.lines.length) * LINE;
  return svg`<text class="piece-label" x=${px(p.x)} text-anchor=${p.anchor}><tspan class="piece-value voice-${p.slice.piece.voice}" x=${px(p.x)} y=${px(y)}>${marked(p.slice.piece.text, [p.slice.piece])}</tspan>${p.lines.map((line, i) => svg`<tspan x=${px(p.x)} y=${px(y + (i + 1) * LINE)}>${line}</tspan>`)}</text>`;
};

export function split(figure: Figure, chart: Split, previous: Split | null, size: Size): TemplateResult {
  const all = slices(chart);
  const width = size.width;
  const x = linear(
    [
      0,
      Math.max(
        1e-9,
        sum(chart.pieces, (p) => Math.max(0, p.value)),
      ),
    ],
    [1, width - 1],
  );
  const places = above(all, x, width);
  const rows = places ? Math.max(...places.map((p) => p.lines.length)) : 0;
  const top = places ? 24 + rows * LINE + 4 : 12;
  const key = places
    ? 0
    : all.reduce(
        (n, s) => n + wrap(`${s.piece.text} ${s.piece.name}`, Math.floor((width - 24) / 7.9)).length * LINE + 6,
        0,
      );
  const height = top + BAR + 14 + key + (places ? 0 : 12);
  let at = top + BAR + 26;

  return svg`<svg class="chart" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <defs>${hatch(`hatch-${figure.id}`)}</defs>
    ${all.map(
      (s) =>
        svg`<rect class="piece piece-${s.piece.voice}" x=${px(x(s.from))} y=${top} width=${px(Math.max(0, x(s.to) - x(s.from)))} height=${BAR} fill=${fillOf(figure, s.piece)} />`,
    )}
    ${
      previous
        ? svg`<g class="ghost">${slices(previous).map((s) => {
            const total = sum(previous.pieces, (p) => Math.max(0, p.value)) || 1;
            const end = (s.to / total) * (width - 2) + 1;
            return end >= width - 2
              ? nothing
              : svg`<line x1=${px(end)} x2=${px(end)} y1=${top - 8} y2=${top + BAR + 8} />`;
          })}</g>`
        : nothing
    }
    ${
      places
        ? places.map((p) => label(p, 20, rows))
        : all.map((s) => {
            const lines = wrap(`${s.piece.text} ${s.piece.name}`, Math.floor((width - 24) / 7.9));
            const y = at;
            at += lines.length * LINE + 6;
            return svg`<rect class="swatch piece-${s.piece.voice}" x="0.5" y=${y - 11.5} width="13" height="13" fill=${fillOf(figure, s.piece)} />
              <text class="piece-label">${lines.map((line, i) => svg`<tspan x="22" y=${y + i * LINE}>${marked(line, [s.piece])}</tspan>`)}</text>`;
          })
    }
  </svg>`;
}
