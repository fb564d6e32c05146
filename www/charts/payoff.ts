// What the contract pays against how many succeed: the rule, what it comes to on average, the plan, and what is due anyway.
import { extent, max, min } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Figure, Part } from "../gen/pbr.js";
import {
  drawLabel,
  gutter,
  hatch,
  LINE,
  marked,
  NARROW,
  px,
  ticksThatFit,
  title,
  widthOf,
  wrap,
  xAxis,
  yAxis,
  type Box,
  type Label,
  type Scale,
  type Size,
  type Stage,
} from "./frame.ts";
import { across, upward } from "./guesses.ts";
import { area, linear, polyline, type Point } from "./scale.ts";
import { plain } from "../views/parts.ts";

type Payoff = Extract<Chart, { is: "payoff" }>;

const points = (xs: ArrayLike<number>, ys: ArrayLike<number>): Point[] => Array.from(xs, (x, i) => [x, ys[i] ?? 0]);

const at = (list: readonly Point[], x: Scale, y: Scale): Point[] => list.map((p) => [px(x(p[0])), px(y(p[1]))]);
const path = (list: readonly Point[], x: Scale, y: Scale): string => polyline(at(list, x, y));

/** Luck smooths jumps: where it does, the average is a line of its own. */
function differs(chart: Payoff): boolean {
  const top = max(chart.rule) ?? 0;
  return points(chart.rule, chart.expected).some(([r, e]) => Math.abs(r - e) > top * 0.004);
}

/** Above and to the left, where a rising curve leaves room; or below and to the right. */
function place(said: readonly Part[], at: Point, css: string, box: Box, wanted: "left" | "right"): Label {
  const [cx, cy] = at;
  const text = plain(said);
  const room = { left: cx - box.left - 13, right: box.right - cx - 13 };
  const needs = Math.min(widthOf(text, true), 110);
  const other = wanted === "left" ? "right" : "left";
  const side = room[wanted] >= needs || room[wanted] >= room[other] ? wanted : other;
  const lines = wrap(text, Math.max(8, Math.floor(Math.min(room[side], 270) / 9)));
  const rest = (lines.length - 1) * LINE;
  const y = side === "left" ? cy - 10 - rest : cy + 20;
  return {
    said,
    lines,
    css,
    anchor: side === "left" ? "end" : "start",
    x: side === "left" ? cx - 13 : cx + 13,
    y: Math.min(Math.max(y, box.top + 12), box.bottom - 8 - rest),
  };
}

const bottomOf = (l: Label): number => l.y + (l.lines.length - 1) * LINE;

/** True if two labels lie one over the other. */
function collide(a: Label, b: Label): boolean {
  const span = (l: Label): readonly [number, number] => {
    const wide = max(l.lines, (line) => widthOf(line, true)) ?? 0;
    return l.anchor === "end" ? [l.x - wide, l.x] : [l.x, l.x + wide];
  };
  const [[fromA, toA], [fromB, toB]] = [span(a), span(b)];
  return fromA < toB && fromB < toA && a.y - LINE < bottomOf(b) && b.y - LINE < bottomOf(a);
}

/** The plan's label has its place; the other one joins it where it stays clear of it. */
function placed(chart: Payoff, plan: Point, anyway: Point | null, box: Box): Label[] {
  const side = plan[0] > (box.left + box.right) * 0.45 ? "left" : "right";
  const first = place(chart.labels[0] ?? [], plan, "voice-commissioner", box, side);
  if (!anyway) return [first];
  const tried = (["left", "right"] as const).map((wanted) => place(chart.labels[1] ?? [], anyway, "voice-anyway", box, wanted));
  const [left, right] = tried as [Label, Label];
  const clear = tried.find((l) => !collide(first, l));
  // where there is room on neither side it stands over the other
  const over = { ...(first.anchor === "end" ? left : right), y: first.y - LINE * (right.lines.length + 0.3) };
  return [first, clear ?? over];
}

function likelyBand(chart: Payoff, x: Scale, box: Box, foot: number): TemplateResult | typeof nothing {
  if (!chart.likely) return nothing;
  const [bad, good] = chart.likely.map(x) as [number, number];
  const said = chart.labels[2] ?? [];
  const half = widthOf(plain(said)) / 2;
  const middle = Math.min(Math.max((bad + good) / 2, box.left + half), box.right - half);
  return svg`<g class="likely">
    <rect x=${px(bad)} width=${px(good - bad)} y=${box.top} height=${foot - box.top} />
    <text class="likely-label" x=${px(middle)} y=${box.top - 26} text-anchor="middle">${marked(plain(said), said)}</text>
  </g>`;
}

/** Where a target would lie too high to be tried for. */
function giveUp(chart: Payoff, x: Scale, box: Box): TemplateResult | typeof nothing {
  if (chart.give_up === undefined) return nothing;
  const at = x(chart.give_up);
  const said = chart.labels[3] ?? [];
  const left = at - box.left > box.right - at;
  return svg`<g class="give-up">
    <line x1=${px(at)} x2=${px(at)} y1=${box.top} y2=${box.bottom} />
    ${wrap(plain(said), 22).map(
      (line, i) =>
        svg`<text class="point-label halo" x=${px(left ? at - 9 : at + 9)} y=${box.bottom - 34 + i * LINE} text-anchor=${left ? "end" : "start"}>${marked(line, said)}</text>`,
    )}
  </g>`;
}

/** The strip below: what one more success adds, on the same x. */
function strip(chart: Payoff, previous: Payoff | null, x: Scale, box: Box, stage: Stage): TemplateResult {
  const all = [...chart.slope, ...(previous?.slope ?? []), 0];
  const y = linear([min(all) ?? 0, max(all) || 1], [box.bottom, box.top]).nice(2);
  const slope = points(chart.x, chart.slope);
  return svg`<g class="strip">
    <path class="slope-area" d=${area(at(slope, x, y), px(y(0)))} />
    <path class="slope" d=${path(slope, x, y)} />
    ${previous ? svg`<path class="ghost" d=${path(points(previous.x, previous.slope), x, y)} />` : nothing}
    ${yAxis(y, [...new Set([0, ...y.domain])], "gbp", box, stage)}
    ${title(stage.say("chart_slope"), box.left, box.top - 26)}
  </g>`;
}

/** Which line is which, where there are two: at the right of the title, or beneath it. */
function key(stage: Stage, box: Box, narrow: boolean): TemplateResult {
  let right = box.right;
  const names = [
    ["expected", stage.say("chart_expected")],
    ["rule", stage.say("chart_rule")],
  ] as const;
  return svg`<g class="line-key">${names.map(([css, name], i) => {
    const x = narrow ? box.left : right - widthOf(name) - 36;
    const y = narrow ? 42 + i * 22 : 16;
    right = x - 24;
    return svg`<path class=${css} d="M${px(x)} ${y - 5}h28" /><text class="tick" x=${px(x + 36)} y=${y}>${name}</text>`;
  })}</g>`;
}

export function payoff(
  figure: Figure,
  chart: Payoff,
  previous: Payoff | null,
  size: Size,
  stage: Stage,
): TemplateResult {
  const narrow = size.width < NARROW;
  const smooth = differs(chart);
  const top = narrow && smooth ? 120 : 72;
  const alone = stage.place === "stage";
  const box: Box = { left: 0, right: size.width, top, bottom: top + (narrow ? 210 : alone ? 150 : 284) };
  const below: Box = alone ? box : { ...box, top: box.bottom + 72, bottom: box.bottom + 136 };
  const [x0 = 0, x1 = 1] = extent(chart.x) as [number | undefined, number | undefined];
  const paid = [...chart.rule, ...chart.expected, ...(previous ? [...previous.rule] : []), 0];
  const y = linear([min(paid) ?? 0, max(paid) || 1], [box.bottom, box.top]).nice(narrow ? 3 : 5);
  const ticks = y.ticks(narrow ? 3 : 5);
  const x = linear([x0, x1], [box.left + gutter(ticks, "gbp_short", stage), box.right - 8]);
  const guesses = across(stage, x, [x(x0), x(x1)], size.width);
  const height = below.bottom + 48 + guesses.head;
  const spot = (p: Point): Point => [x(p[0]), y(p[1])];
  const within = (p: Point): boolean => p[0] >= x0 && p[0] <= x1;

  const plan = spot(chart.plan);
  const anyway = chart.anyway ? spot(chart.anyway) : null;
  const labels = placed(chart, plan, anyway, { ...box, left: x(x0) });
  const old = previous?.plan;

  return svg`<svg class="chart" width=${size.width} height=${height} viewBox="0 ${-guesses.head} ${size.width} ${height}" aria-hidden="true">
    <defs>${hatch(`hatch-${figure.id}`)}</defs>
    ${likelyBand(chart, x, box, below.bottom)}
    ${yAxis(y, ticks, "gbp_short", box, stage)}
    ${title(chart.axes[1], box.left, 16)} ${smooth ? key(stage, box, narrow) : nothing}
    ${guesses.lines(box.bottom)} ${upward(stage, y, { ...box, left: x(x0) })}
    <g class="drops">
      <line x1=${px(plan[0])} x2=${px(plan[0])} y1=${px(plan[1])} y2=${below.bottom} />
      ${anyway ? svg`<line class="drop-anyway" x1=${px(anyway[0])} x2=${px(anyway[0])} y1=${px(anyway[1])} y2=${below.bottom} />` : nothing}
    </g>
    ${
      previous
        ? svg`<path class="ghost" d=${path(points(previous.x, previous.expected).filter(within), x, y)} />
          ${old && within(old) ? svg`<circle class="ghost" cx=${px(x(old[0]))} cy=${px(y(old[1]))} r="7" />` : nothing}`
        : nothing
    }
    ${smooth ? svg`<path class="rule" d=${path(points(chart.x, chart.rule), x, y)} />` : nothing}
    <path class="expected" d=${path(points(chart.x, chart.expected), x, y)} />
    ${
      anyway
        ? svg`<circle class="anyway-point" cx=${px(anyway[0])} cy=${px(anyway[1])} r="7" fill="url(#hatch-${figure.id})" />`
        : nothing
    }
    <circle class="plan-point" cx=${px(plan[0])} cy=${px(plan[1])} r="7" />
    ${giveUp(chart, x, { ...box, left: x(x0) })} ${labels.map(drawLabel)}
    ${alone ? nothing : strip(chart, previous, x, below, stage)}
    ${xAxis(x, ticksThatFit(x, "people", box.right - x(x0), stage), "people", { ...below, left: x(x0) }, stage)}
    ${title(chart.axes[0], box.right, below.bottom + 40, "end")}
    ${guesses.words}
  </svg>`;
}
