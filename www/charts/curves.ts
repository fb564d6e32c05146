// Lines over a common axis: bands of likely values, widest first, levels to compare with, stretches that mean something, points
// to look at. Lines and levels are named at their ends, or beneath where there is no room.
import { extent, max } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Figure, Level, Line, Mark, Part, Zone } from "../gen/pbr.js";
import { plain } from "../views/parts.ts";
import {
  apart,
  drawLabel,
  gutter,
  hatch,
  key,
  leader,
  LINE,
  NARROW,
  px,
  rowsOf,
  ticksThatFit,
  widthOf,
  wrap,
  wrapped,
  xAxis,
  yAxis,
  type Box,
  type Keyed,
  type Label,
  type Size,
  type Stage,
} from "./frame.ts";
import { across, upward } from "./guesses.ts";
import { linear, polyline, type Point, type Span } from "./scale.ts";

type Curves = Extract<Chart, { is: "curves" }>;

const HANDLE = 28;

const broad = (lines: readonly string[]): number => max(lines, (l) => widthOf(l, true)) ?? 0;

/** What stands where words should not: the points that lines pass, and the corners of labels. */
interface Taken {
  readonly points: readonly Point[];
  readonly labels: { x: number; y: number; w: number; h: number }[];
}

/** Beside a mark, over or under it: where it hides least. */
function place({ text, fails }: Mark, [cx, cy]: Point, { points, labels }: Taken, box: Box): Label {
  const lines = wrapped(text, box.right - box.left < 400 ? 18 : 30);
  const w = broad(lines);
  const h = lines.length * LINE;
  const hides = (x: number, y: number): number =>
    labels.filter((l) => x < l.x + l.w && l.x < x + w && y < l.y + l.h && l.y < y + h).length * 1e4 +
    points.filter(([px, py]) => px > x && px < x + w && py > y && py < y + h).length * 9;
  const tried = (["start", "end", "middle"] as const).flatMap((anchor) =>
    [cy - 9 - h, cy + 9].map((wanted) => {
      const want = anchor === "start" ? cx + 11 : anchor === "end" ? cx - 11 - w : cx - w / 2;
      const x = Math.max(Math.min(want, box.right - w), box.left);
      const y = Math.max(Math.min(wanted, box.bottom - h - 2), box.top);
      return { anchor, x, y, cost: hides(x, y) + Math.abs(x - want) + 3 * Math.abs(y - wanted) };
    }),
  );
  const best = tried.reduce((a, b) => (b.cost < a.cost ? b : a));
  labels.push({ ...best, w, h });
  return {
    said: text,
    lines,
    css: fails ? "fails" : "",
    anchor: best.anchor,
    x: best.anchor === "start" ? best.x : best.anchor === "end" ? best.x + w : best.x + w / 2,
    y: best.y + 14,
  };
}

/** Points along a line, close enough that no label slips between two of them. */
const along = (line: readonly Point[]): Point[] =>
  line.flatMap(([x, y], i) => {
    const [a, b] = line[i - 1] ?? [x, y];
    const steps = Math.max(1, Math.ceil(Math.hypot(x - a, y - b) / 8));
    return Array.from({ length: steps }, (_, n): Point => [x + ((a - x) * n) / steps, y + ((b - y) * n) / steps]);
  });

interface Head {
  readonly zone: Zone;
  readonly lines: readonly string[];
  readonly middle: number;
}

/** The words over a stretch, in as many rows as they need. */
function heads(zones: readonly Zone[], x: (v: number) => number, width: number): { heads: Head[]; rows: number[]; tall: number } {
  const all = zones
    .map((zone): Head => {
      const chars = Math.floor(Math.min(Math.max(x(zone.to) - x(zone.from), 300), width) / 9);
      const lines = wrapped(zone.text, chars);
      const half = broad(lines) / 2;
      return { zone, lines, middle: Math.min(Math.max((x(zone.from) + x(zone.to)) / 2, half), width - half) };
    })
    .sort((a, b) => a.middle - broad(a.lines) / 2 - b.middle + broad(b.lines) / 2);
  const rows = rowsOf(
    all.map(({ lines, middle }): Span => [middle - broad(lines) / 2, middle + broad(lines) / 2]),
    12,
  );
  // a row is as high as its longest text; those above it make its top
  const above = (row: number): number => (row === 0 ? 0 : above(row - 1) + (max(all, (h, i) => (rows[i] === row - 1 ? h.lines.length : 0)) ?? 0));
  return { heads: all, rows: rows.map(above), tall: above((max(rows) ?? -1) + 1) };
}

export function curves(figure: Figure, chart: Curves, previous: Curves | null, { width, span }: Size, stage: Stage): TemplateResult {
  const narrow = width < NARROW;
  const { bands, lines, levels, marks, zones, handle, units } = chart;
  const [x0 = 0, x1 = 1] = span ?? (extent(chart.x) as [number?, number?]);
  const within = (v: number): boolean => v >= x0 && v <= x1;
  const old = previous?.lines[0];

  const [least = 0, most = 0] = extent([
    0,
    ...[...bands.flatMap((b) => [b.low, b.high]), ...lines.map((l) => l.values), old?.values ?? []].flat(),
    ...[...levels, ...marks].map((l) => l.y),
  ]) as [number?, number?];
  const steps = narrow ? 4 : 5;
  const domain: Span = [least, most > least ? most : least + 1];
  const ticks = linear(domain, [0, 1]).nice(5).ticks(steps);

  // lines and levels are named at their ends
  const named: readonly (Line | Level)[] = narrow ? [] : [...lines, ...levels];
  const nameOf = (l: Line | Level): readonly Part[] => ("name" in l ? l.name : l.text);
  const aside = named.length > 0 ? Math.min(Math.max(...named.map((l) => widthOf(plain(nameOf(l)), true)), 80), width * 0.26) : 0;
  const left = gutter(ticks, units[1], stage);
  const right = width - (narrow ? 8 : aside + 28);
  const x = linear([x0, x1], [left, right]);

  const titled = wrap(chart.axes[1], Math.floor(width / 8));
  const over = heads(zones, x, width);
  const top = titled.length * LINE + 26 + over.tall * LINE + (handle ? HANDLE + 6 : 0);
  const names = named.map((l) => wrapped(nameOf(l), Math.max(8, Math.floor(aside / 8.6))));
  const tall = names.map((n) => n.length * LINE + 5);
  const bottom = top + Math.max(narrow ? 220 : stage.place === "stage" ? 150 : 300, tall.reduce((a, b) => a + b, 0) - 16);
  const box: Box = { left: 0, right, top, bottom };
  const y = linear(domain, [bottom, top]).nice(5);

  const trace = (xs: readonly number[], ys: readonly number[]): Point[] =>
    xs.flatMap((v, i) => (within(v) ? [[px(x(v)), px(y(ys[i] ?? 0))] as const] : []));
  const drawn = lines.map((l) => trace(chart.x, l.values));
  const spots = marks.filter((m) => within(m.x)).map((m): [Mark, Point] => [m, [x(m.x), y(m.y)]]);
  const grip = handle && spots[0] ? spots[0][1][0] : null;
  const straight: Point[][] = levels.map((l) => [[left, y(l.y)], [right, y(l.y)]]);
  if (grip !== null) straight.push([[grip, top], [grip, bottom]]);
  const taken: Taken = {
    points: [...drawn, ...straight].flatMap(along),
    labels: spots.map(([, [cx, cy]]) => ({ x: cx - 8, y: cy - 8, w: 16, h: 16 })),
  };
  const labels = spots.map(([mark, at]) => place(mark, at, taken, { ...box, left, top: grip === null ? top - 14 : top }));

  const foots = named.map((l) => ("name" in l ? (drawn[lines.indexOf(l)]?.at(-1)?.[1] ?? bottom) : y(l.y)));
  const tops = apart(
    foots.map((f) => f - LINE / 2),
    tall,
    top - 10,
    bottom + 10,
  );
  const styleOf = (l: Line | Level, i: number): string =>
    "name" in l ? `curve family-${l.voice} ${l.dashed ? "is-dashed" : i > 0 ? "is-second" : ""}` : l.fails ? "level is-short" : "level";
  const cssOf = (l: Line | Level): string => ("name" in l ? `voice-${l.voice}` : l.fails ? "fails" : "");
  const rule = (l: Line | Level, i: number): Keyed => ({
    said: nameOf(l),
    css: cssOf(l),
    swatch: (at, foot) => svg`<line class=${styleOf(l, i)} x1=${px(at)} x2=${px(at + 22)} y1=${foot - 5} y2=${foot - 5} />`,
  });

  const foot = wrap(chart.axes[0], Math.floor(width / 8));
  const under = bottom + 42;
  const fill = (b: (typeof bands)[number]): string | typeof nothing => (b.voice === "anyway" ? `url(#hatch-${figure.id})` : nothing);
  const legend = key(
    [
      ...(narrow ? [...lines, ...levels].map(rule) : []),
      ...bands.map((b, i): Keyed => ({
        said: [{ text: b.name }],
        css: "band-name",
        swatch: (at, y) =>
          svg`<g class="curve-area family-${b.voice}">${Array.from(
            { length: i + 1 }, // as deep as where it lies on those before it
            () => svg`<rect x=${px(at + 0.5)} y=${y - 11} width="22" height="12" fill=${fill(b)} />`,
          )}</g>`,
      })),
    ],
    under + foot.length * LINE + 8,
    width,
  );
  const guesses = across(stage, x, [left, right], width);
  const height = legend.foot + 10 + guesses.head;

  return svg`<svg class="chart curves" width=${width} height=${height} viewBox="0 ${-guesses.head} ${width} ${height}" aria-hidden="true">
    <defs>${hatch(`hatch-${figure.id}`)}</defs>
    ${over.heads.map(({ zone, lines, middle }, i) => {
      const [from, to] = [zone.from, zone.to].map((v) => px(x(Math.min(Math.max(v, x0), x1)))) as [number, number];
      return svg`<g class="zone"><rect x=${from} width=${px(to - from)} y=${top} height=${bottom - top} />
        <path d="M${from} ${top}V${bottom}M${to} ${top}V${bottom}" />
        ${drawLabel({ said: zone.text, lines, css: "", anchor: "middle", x: middle, y: titled.length * LINE + 18 + (over.rows[i] ?? 0) * LINE })}</g>`;
    })}
    ${yAxis(y, ticks, units[1], box, stage)}
    ${guesses.lines(bottom)} ${upward(stage, y, { ...box, left })}
    ${titled.map((line, i) => svg`<text class="axis-title" x="0" y=${16 + i * LINE}>${line}</text>`)}
    ${bands.map((b) => {
      const edges = [...trace(chart.x, b.low), ...trace(chart.x, b.high).reverse()];
      return svg`<path class="curve-area family-${b.voice}" d="${polyline(edges)}Z" fill=${fill(b)} />`;
    })}
    ${levels.map((l, i) => svg`<line class=${styleOf(l, i)} x1=${left} x2=${right} y1=${px(y(l.y))} y2=${px(y(l.y))} />`)}
    ${previous && old ? svg`<path class="ghost" d=${polyline(trace(previous.x, old.values))} />` : nothing}
    ${lines.map((l, i) => svg`<path class=${styleOf(l, i)} d=${polyline(drawn[i] ?? [])} />`)}
    ${
      grip !== null
        ? svg`<g class="pin grip" data-grip="0" data-axis="${px(left)} ${px(right)} ${x0} ${x1}">
          <rect class="reach" x=${px(grip - 22)} width="44" y=${top - HANDLE - 4} height=${bottom - top + HANDLE + 4} />
          <line class="price-line" x1=${px(grip)} x2=${px(grip)} y1=${top - 6} y2=${bottom} />
          <rect x=${px(grip - 22)} width="44" y=${top - HANDLE - 6} height=${HANDLE} rx=${HANDLE / 2} />
          <path d="M${px(grip - 6)} ${top - HANDLE / 2 - 10}l-5 4l5 4M${px(grip + 6)} ${top - HANDLE / 2 - 10}l5 4l-5 4" />
        </g>`
        : nothing
    }
    ${spots.map(([m, [cx, cy]]) => svg`<circle class=${m.fails ? "mark is-short" : "mark"} cx=${px(cx)} cy=${px(cy)} r=${m.fails ? 6 : 7} />`)}
    ${labels.map(drawLabel)}
    ${named.map((l, i) => {
      const y0 = (tops[i] ?? 0) + 14;
      const moved = Math.abs(y0 - 5 - (foots[i] ?? 0)) > 9 || (names[i]?.length ?? 0) > 1;
      return svg`${moved ? leader(right, foots[i] ?? 0, y0 - 5) : nothing}
        ${drawLabel({ said: nameOf(l), lines: names[i] ?? [], css: cssOf(l), anchor: "start", x: right + (moved ? 27 : 8), y: y0 })}`;
    })}
    ${xAxis(x, ticksThatFit(x, units[0], right - left, stage), units[0], { ...box, right: width }, stage)}
    ${foot.map((line, i) => svg`<text class="axis-title" x=${narrow ? width : right} y=${under + i * LINE} text-anchor="end">${line}</text>`)}
    ${legend.drawn}
    ${guesses.words}
  </svg>`;
}
