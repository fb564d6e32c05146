// Futures, equally likely, a dot each where it ends: a loss is hollow and dotted, one whose cash runs out is struck through.
import { extent, max, min } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Dot } from "../gen/pbr.js";
import {
  apart,
  drawLabel,
  key,
  LINE,
  NARROW,
  px,
  rowsOf,
  ticksThatFit,
  widthOf,
  wrap,
  xAxis,
  type Box,
  type Scale,
  type Size,
  type Stage,
} from "./frame.ts";
import { linear } from "./scale.ts";

type Dots = Extract<Chart, { is: "dots" }>;

const TALL = 240;
const SMALL = 4; // radius of what stood before

const rows = (dots: readonly Dot[], x: Scale, r: number): number[] =>
  rowsOf(
    dots.map(({ value }) => [x(value) - r, x(value) + r]),
    2,
  );

/** As large as the highest pile allows. */
function piled(dots: readonly Dot[], x: Scale, largest: number): { r: number; at: number[]; tall: number } {
  for (let r = largest; ; r -= 1) {
    const at = rows(dots, x, r);
    const tall = ((max(at) ?? 0) + 1) * (2 * r + 2);
    if (tall <= TALL || r === SMALL) return { r, at, tall };
  }
}

const dot = ({ loses, out, text }: Pick<Dot, "loses" | "out"> & Partial<Dot>, r: number, x: number, y: number): TemplateResult =>
  svg`<g class=${loses ? "dot is-loss" : "dot"} transform="translate(${px(x)} ${px(y)})">
    <circle r=${r - (loses ? 1 : 0)} />${out ? svg`<path d="M${-r} ${r}L${r} ${-r}" />` : nothing}${
      text ? svg`<title data-result=${text.result ?? nothing}>${text.text}</title>` : nothing
    }</g>`;

interface End {
  readonly lines: readonly string[];
  readonly loses: boolean;
  readonly wide: number;
  readonly dot?: number;
}

/** Where each begins, kept apart and inside. */
const spread = (ends: readonly End[], wanted: (e: End) => number, width: number): number[] =>
  apart(
    ends.map(wanted),
    ends.map((e) => e.wide),
    0,
    width,
  );

export function dots(chart: Dots, previous: Dots | null, { width }: Size, stage: Stage): TemplateResult {
  const { say } = stage;
  const all = chart.dots;
  const [least = 0, most = 0] = extent([...all, ...(previous?.dots ?? [])], (d) => d.value) as [number?, number?];
  const x = linear([Math.min(0, least), Math.max(0, most)], [14, width - 14]);
  const nought = x(0);

  // both sides of nought, and both ends: each where it belongs, as far as there is room
  const sides = ["dots_loses", "dots_keeps"].flatMap((id, i): End[] =>
    all.some((d) => d.loses === (i === 0)) ? [{ lines: [say(id)], loses: i === 0, wide: widthOf(say(id), true) + 8 }] : [],
  );
  const sideAt = spread(sides, (s) => (s.loses ? nought - s.wide : nought + 8), width);
  const alike = all[0]?.text.text === all.at(-1)?.text.text;
  const ends = all.flatMap((d, i): End[] => {
    if (i !== all.length - 1 && (i !== 0 || alike)) return [];
    const said = say(alike ? "dots_all" : i === 0 ? "dots_worst" : "dots_best", { value: d.text.text });
    const lines = width < NARROW ? wrap(said, 1) : [said];
    return [{ lines, loses: d.loses, wide: (max(lines, (l) => widthOf(l, true)) ?? 0) + 12, dot: i }];
  });
  const endAt = spread(ends, (e) => x(all[e.dot ?? 0]?.value ?? 0) - e.wide / 2, width);

  const head = 36 + (ends[0]?.lines.length ?? 0) * LINE;
  const { r, at, tall } = piled(all, x, width < NARROW ? 8 : 11);
  const base = head + tall;
  const up = (i: number): number => base - (at[i] ?? 0) * (2 * r + 2) - r - 1;
  const old = previous ? rows(previous.dots, x, SMALL) : [];
  const box: Box = { left: 0, right: width, top: head, bottom: base + (previous ? ((max(old) ?? 0) + 1) * 10 + 4 : 0) };

  const none = say("dots_nought");
  const half = widthOf(none) / 2;
  const title = wrap(chart.axis, Math.floor(width / 8));
  const under = box.bottom + 26 + 2 * LINE;
  const legend = key(
    all.some((d) => d.out)
      ? [{ said: [{ text: say("dots_out") }], swatch: (at, y) => dot({ loses: true, out: true }, 7, at + 11, y - 5) }]
      : [],
    under + title.length * LINE + 8,
    width,
  );
  const height = legend.foot + 10;

  return svg`<svg class="chart dots" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <line class="stub" x1="0" x2=${width} y1=${px(base)} y2=${px(base)} />
    <line class="base" x1=${px(nought)} x2=${px(nought)} y1="24" y2=${px(box.bottom)} />
    ${sides.map(({ lines, loses, wide }, i) => drawLabel({ said: [], lines, css: loses ? "fails" : "voice-provider", anchor: loses ? "end" : "start", x: (sideAt[i] ?? 0) + (loses ? wide - 8 : 0), y: 16 }))}
    ${
      previous
        ? svg`<g class="ghost">${previous.dots.map((d, i) => svg`<circle cx=${px(x(d.value))} cy=${px(base + 8 + (old[i] ?? 0) * 10)} r=${SMALL} />`)}</g>`
        : nothing
    }
    ${ends.map(({ lines, loses, wide, dot = 0 }, i) => {
      const d = all[dot];
      if (!d) return nothing;
      const from = endAt[i] ?? 0;
      // clear of every dot beneath it
      const foot = (min(all, (e, j) => (x(e.value) + r > from && x(e.value) - r < from + wide ? up(j) - r : base)) ?? base) - 10;
      return svg`<line class="leader" x1=${px(x(d.value))} x2=${px(x(d.value))} y1=${px(foot + 4)} y2=${px(up(dot))} />
        ${drawLabel({ said: [d.text], lines, css: loses ? "fails" : "", anchor: "middle", x: from + wide / 2, y: foot - (lines.length - 1) * LINE })}`;
    })}
    ${all.map((d, i) => dot(d, r, x(d.value), up(i)))}
    ${xAxis(x, ticksThatFit(x, chart.unit, width - 28, stage), chart.unit, box, stage)}
    <text class="tick" x=${px(Math.min(Math.max(nought, half), width - half))} y=${px(box.bottom + 20 + LINE)} text-anchor="middle">${none}</text>
    ${title.map((line, i) => svg`<text class="axis-title" x=${width} y=${px(under + i * LINE)} text-anchor="end">${line}</text>`)}
    ${legend.drawn}
  </svg>`;
}
