// Bars stacked over time, each band named directly at the right, or beneath where there is no room.
import { max, min } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Figure, Piece, Series } from "../gen/pbr.js";
import { fill, tiles } from "./bands.ts";
import {
  apart,
  gutter,
  leader,
  LINE,
  marked,
  NARROW,
  px,
  widthOf,
  wrap,
  yAxis,
  type Box,
  type Scale,
  type Size,
  type Stage,
} from "./frame.ts";
import { bands, linear } from "./scale.ts";

type Stack = Extract<Chart, { is: "stack" }>;

interface Rect {
  readonly series: number;
  readonly period: number;
  readonly from: number;
  readonly to: number;
}

/** What is paid stands above the line, what is given back hangs below it. */
function stacked(chart: Stack): Rect[] {
  return chart.periods.flatMap((_, period) => {
    let up = 0;
    let down = 0;
    return chart.series.map(({ values }, series) => {
      const value = values[period] ?? 0;
      const from = value < 0 ? down : up;
      if (value < 0) down += value;
      else up += value;
      return { series, period, from, to: from + value };
    });
  });
}

/** With so many periods bars become a skyline: one outline a band, no gaps to flicker. */
const MANY = 18;

/** Along the tops of neighbouring bars and back along their feet. */
function skyline(bars: readonly (readonly [number, number])[], x: (i: number) => number, width: number): string {
  const along = bars.map(([, top], i) => `${px(x(i))} ${px(top)}H${px(x(i) + width)}`).join("L");
  const back = bars.map(([foot], i) => `${px(x(i) + width)} ${px(foot)}H${px(x(i))}`).reverse();
  return `M${along}L${back.join("L")}Z`;
}

const bandPath = (
  figure: Figure,
  series: number,
  rects: readonly Rect[],
  x: Scale,
  width: number,
  y: Scale,
): TemplateResult =>
  svg`<path d=${skyline(
    rects.filter((r) => r.series === series).map((r) => [y(r.from), y(r.to)]),
    x,
    width,
  )} fill=${fill(figure.id, series)} />`;

/** The silhouette of the answer before: only its tops, so that it never competes. */
function ghost(chart: Stack, x: Scale, width: number, y: Scale): TemplateResult {
  const rects = stacked(chart);
  const bars = chart.periods.map((_, p): [number, number] => {
    const own = rects.filter((r) => r.period === p);
    return [y(min(own, (r) => Math.min(r.from, r.to)) ?? 0), y(max(own, (r) => Math.max(r.from, r.to)) ?? 0)];
  });
  if (bars.length > MANY) return svg`<path class="ghost" d=${skyline(bars, x, width)} />`;
  return svg`<g class="ghost">${bars.map(
    ([foot, top], p) => svg`<rect x=${px(x(p) - 3)} width=${px(width + 6)} y=${px(top)} height=${px(foot - top)} />`,
  )}</g>`;
}

type Total = Pick<Piece, "text" | "result">;

interface Label {
  readonly series: number;
  readonly lines: readonly string[];
  readonly total: Total;
}

/** Beneath the picture the total follows the name where both fit on a line; at the side it has its own. */
const inline = (label: Label, chars: number, wide: boolean): boolean =>
  !wide && (label.lines[label.lines.length - 1] ?? "").length + 1 + label.total.text.length <= chars;

function labelText(label: Label, fits: boolean): TemplateResult {
  return svg`${label.lines.map(
    (line, i) =>
      svg`<tspan x="20" y=${13 + i * LINE}>${line}${
        fits && i === label.lines.length - 1 ? svg`<tspan class="total" dx="6">${marked(label.total.text, [label.total])}</tspan>` : ""
      }</tspan>`,
  )}${fits ? "" : svg`<tspan class="total" x="20" y=${13 + label.lines.length * LINE}>${marked(label.total.text, [label.total])}</tspan>`}`;
}

const drawLabel = (figure: Figure, label: Label, fits: boolean, x: number, y: number): TemplateResult =>
  svg`<g class="band-label" transform="translate(${px(x)} ${px(y)})">
    <rect class="swatch" x="0.5" y="1.5" width="13" height="13" fill=${fill(figure.id, label.series)} />
    <text>${labelText(label, fits)}</text>
  </g>`;

/** Half years, years: what a reader of months expects between two labels. */
const STRIDES = [1, 2, 3, 6, 12, 24, 36, 60, 120];

/** As many labels as have room; the last one ends with its bar rather than running out of the picture. */
function periods(names: readonly string[], middle: (i: number) => number, box: Box): TemplateResult {
  const wide = (max(names, (name) => widthOf(name)) ?? 0) + 12;
  const step = names.length > 1 ? middle(1) - middle(0) : Infinity;
  const stride = STRIDES.find((n) => n * step >= wide) ?? names.length;
  let free = box.left;
  return svg`<g class="x-axis">${names.map((name, i) => {
    const half = widthOf(name) / 2;
    const over = middle(i) + half > box.right + 8;
    const from = over ? box.right - 2 * half : middle(i) - half;
    if (i % stride !== 0 || from < free) return nothing;
    free = from + 2 * half + 12;
    return svg`<text class="tick" x=${px(over ? box.right : middle(i))} y=${box.bottom + 20} text-anchor=${over ? "end" : "middle"}>${name}</text>`;
  })}</g>`;
}

const labelsOf = (series: readonly Series[], chars: number): Label[] =>
  series.map((s, i) => ({ series: i, lines: wrap(s.name, chars), total: { text: s.total, result: s.result } })).reverse();

export function stack(figure: Figure, chart: Stack, previous: Stack | null, size: Size, stage: Stage): TemplateResult {
  const wide = size.width >= NARROW;
  const longest = max(chart.series, (s) => Math.max(widthOf(s.name), widthOf(s.total, true))) ?? 0;
  const aside = wide ? Math.min(Math.max(longest + 28, 140), size.width * 0.32) : 0;
  const chars = Math.floor(((wide ? aside : size.width) - 24) / 7.9);
  const labels = labelsOf(chart.series, chars);
  const heights = labels.map((l) => (l.lines.length + (inline(l, chars, wide) ? 0 : 1)) * LINE + 6);
  const keyHeight = heights.reduce((a, b) => a + b, 0);

  const bottom = Math.max(wide ? 300 : 220, wide ? keyHeight : 0) + 24;
  const box: Box = { left: 0, right: size.width - (wide ? aside + 28 : 0), top: 24, bottom };
  const height = wide ? bottom + 32 : bottom + 40 + keyHeight;

  const rects = stacked(chart);
  const old = previous && previous.periods.length === chart.periods.length ? previous : null;
  const all = [...rects, ...(old ? stacked(old) : [])].flatMap((r) => [r.from, r.to]);
  const y = linear([Math.min(0, min(all) ?? 0), Math.max(0, max(all) ?? 0)], [box.bottom, box.top]).nice(4);
  const ticks = y.ticks(4);
  const many = chart.periods.length > MANY;
  const { at: x, width: bw } = bands(
    chart.periods.length,
    [box.left + gutter(ticks, chart.unit, stage), box.right],
    many ? 0 : 0.3,
  );

  const last = chart.periods.length - 1;
  const middles = labels.map((l) => {
    const r = rects.find((q) => q.period === last && q.series === l.series);
    return r ? (y(r.from) + y(r.to)) / 2 : box.bottom;
  });
  const tops = apart(
    middles.map((m) => m - LINE / 2),
    heights,
    0,
    box.bottom + 12,
  );

  // where the labels had to move far from their bands, lines would only tangle: the swatches lead
  const leads = tops.every((top, i) => Math.abs(top + LINE / 2 - (middles[i] ?? 0)) < 2.5 * LINE);

  return svg`<svg class="chart family-${chart.voice}" width=${size.width} height=${height} viewBox="0 0 ${size.width} ${height}" aria-hidden="true">
    <defs>${tiles(figure.id, chart.series.length)}</defs>
    ${yAxis(y, ticks, chart.unit, box, stage)}
    <g class="bands">${
      many
        ? chart.series.map((_, s) => bandPath(figure, s, rects, x, bw, y))
        : rects
            .filter((r) => r.from !== r.to)
            .map(
              (r) =>
                svg`<rect x=${px(x(r.period))} width=${px(bw)} y=${px(Math.min(y(r.from), y(r.to)))} height=${px(Math.abs(y(r.from) - y(r.to)))} fill=${fill(figure.id, r.series)} />`,
            )
    }</g>
    ${old ? ghost(old, x, bw, y) : nothing}
    <line class="base" x1=${box.left} x2=${box.right} y1=${px(y(0))} y2=${px(y(0))} />
    ${periods(chart.periods, (i) => x(i) + bw / 2, box)}
    ${
      wide
        ? labels.map((l, i) => {
            const top = tops[i] ?? 0;
            const from = middles[i] ?? 0;
            const here = (chart.series[l.series]?.values[last] ?? 0) !== 0;
            return svg`${leads && here ? leader(box.right, from, top + 8) : nothing}
              ${drawLabel(figure, l, false, box.right + 27, top)}`;
          })
        : labels.map((l, i) =>
            drawLabel(
              figure,
              l,
              inline(l, chars, wide),
              0,
              box.bottom + 40 + heights.slice(0, i).reduce((a, b) => a + b, 0),
            ),
          )
    }
  </svg>`;
}
