// Who is helped and who is left out: a lane a group, least need first, as thick as the group is large, along the price of a
// result. Hollow where the price is too low for extra help, filled where it is not; a mark at the price that stands.
import { max } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, MapGroup, Part } from "../gen/pbr.js";
import {
  key,
  LINE,
  marked,
  NARROW,
  px,
  ticksThatFit,
  widthOf,
  wrap,
  xAxis,
  type Box,
  type Scale,
  type Size,
  type Stage,
} from "./frame.ts";
import { across } from "./guesses.ts";
import { bounded, linear } from "./scale.ts";
import { plain } from "../views/parts.ts";

export type HelpMap = Extract<Chart, { is: "help_map" }>;

const ABOVE = 20; // room over a bar for the price at which help begins
const PILL = 28;

interface Axis {
  readonly at: Scale;
  readonly price: Scale;
  readonly ticks: (stage: Stage) => number[];
  readonly left: number;
  readonly right: number;
}

/** 0, 1, 2, 5, 10, 20, 50 ...: as many as have room for their labels, the lowest first. */
function stretchedTicks(most: number, at: Scale, stage: Stage): number[] {
  const half = (t: number): number => widthOf(stage.format(t, "gbp")) / 2;
  const found = [0];
  for (let ten = 10 ** Math.floor(Math.log10(most / 20)); ten <= most; ten *= 10) {
    for (const t of [ten, 2 * ten, 5 * ten]) {
      const last = found[found.length - 1] ?? 0;
      if (t <= most && at(t) - half(t) >= at(last) + half(last) + 16) found.push(t);
    }
  }
  return found;
}

/** Its ends lean on the names and on the width alone, so that nothing shifts under a hand that drags. */
function axis({ groups, most, stretched }: HelpMap, { width }: Size): Axis {
  const narrow = width < NARROW;
  const names = max(groups, (g) => Math.max(widthOf(g.name), widthOf(g.people_text.text))) ?? 0;
  const left = narrow ? 10 : Math.min(names, width * 0.24) + 20;
  const right = width - (narrow ? 10 : Math.min(208, width * 0.26) + 20);
  const { at, value } = bounded(most || 1, [left, right], stretched);
  const plain = linear([0, most || 1], [left, right]);
  return {
    at,
    price: value,
    ticks: (stage) => (stretched ? stretchedTicks(most, at, stage) : ticksThatFit(plain, "gbp", right - left, stage)),
    left,
    right,
  };
}

/** Where a price stands across the picture, and the price that stands there. */
export const placeOf = (chart: HelpMap, width: number, price: number): number => axis(chart, { width }).at(price);
export const priceAt = (chart: HelpMap, width: number, x: number): number => axis(chart, { width }).price(x);

/** Two roads to one price may differ in its last bits. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(a);

/** One price for everybody: one line through all lanes. */
const isFlat = ({ groups: [first, ...rest] }: HelpMap): boolean =>
  first !== undefined && rest.every((g) => same(g.price, first.price) && g.handle?.path === first.handle?.path);

interface Lane {
  readonly group: MapGroup;
  readonly index: number;
  readonly name: readonly string[];
  readonly help: readonly string[];
  /** Top of the lane, of its bar, its thickness, where its words begin, its foot. */
  readonly top: number;
  readonly bar: number;
  readonly thick: number;
  readonly words: number;
  readonly foot: number;
}

function lanes(chart: HelpMap, x: Axis, width: number, from: number, flat: boolean, alone: boolean): Lane[] {
  const narrow = width < NARROW;
  const largest = max(chart.groups, (g) => g.people) || 1;
  const below = flat ? 4 : PILL + 12;
  let top = from;
  return chart.groups.map((group, index) => {
    const thick = Math.max(4, ((narrow ? 26 : alone ? 22 : 40) * group.people) / largest);
    const help = wrap(plain(group.help_text), Math.floor((narrow ? width : width - x.right - 20) / 8.4));
    const own = top;
    if (narrow) {
      const chars = Math.floor(width / 8.4);
      const title = wrap(group.name, chars);
      const whole = `${title[title.length - 1]}, ${group.people_text.text}`;
      if (whole.length > chars) title.push(group.people_text.text);
      else title[title.length - 1] = whole;
      const bar = own + (title.length + help.length) * LINE + ABOVE + 2;
      top = bar + thick + below + 22;
      return { group, index, name: title, help, top: own, bar, thick, words: own + 14, foot: bar + thick + below };
    }
    const name = wrap(group.name, Math.floor((x.left - 20) / 8.6));
    const needs = ABOVE + thick + below;
    const high = Math.max(needs, (Math.max(name.length + 1, help.length) + (alone ? 0 : 0.5)) * LINE);
    const bar = own + (high - needs) / 2 + ABOVE;
    top = own + high + (alone ? 6 : 14);
    return { group, index, name, help, top: own, bar, thick, words: bar + thick / 2 + 5, foot: own + high };
  });
}

const middle = (l: Lane): number => l.bar + l.thick / 2;

/** The stretch with no extra help is hollow, the one that is reached is solid, the rest of what there could be is pale. */
function bar(l: Lane, x: Axis, most: number): TemplateResult {
  const { helped, price, threshold } = l.group;
  const away = helped === "away";
  const from = away ? most : (threshold ?? 0);
  const piece = (css: string, a: number, b: number): TemplateResult | typeof nothing =>
    x.at(b) - x.at(a) < 0.05
      ? nothing
      : svg`<rect class="lane-${css}" x=${px(x.at(a))} y=${px(l.bar)} width=${px(x.at(b) - x.at(a))} height=${px(l.thick)} />`;
  return svg`${piece(away || helped === "not" ? "none is-short" : "none", 0, from)}
    ${piece("more", Math.max(from, helped === "helped" ? price : 0), most)}
    ${helped === "helped" ? piece("now", from, price) : nothing}`;
}

/** The tick at which extra help begins, its price above it, clear of the price that stands. */
function threshold(l: Lane, x: Axis, most: number, stage: Stage, flat: boolean): TemplateResult | typeof nothing {
  const { threshold: t, threshold_text: text, price } = l.group;
  if (t === undefined || text === undefined) return nothing;
  const said = stage.say(t > most ? "map_beyond" : "map_from", { price: text.text });
  const wide = said.length * 7.4;
  const at = x.at(t);
  const mark = x.at(price);
  const near = flat && Math.abs(mark - at) < wide / 2 + 4;
  const start = near && (mark < at || mark - 6 - wide < x.left);
  const want = near ? (start ? Math.max(at, mark + 6) : Math.min(at, mark - 6) - wide) : at - wide / 2;
  const beyond = t > most;
  const left = beyond ? x.right : Math.min(Math.max(want, x.left + 4), x.right - wide);
  return svg`${beyond ? nothing : svg`<line class="lane-tick" x1=${px(at)} x2=${px(at)} y1=${px(l.bar - 5)} y2=${px(l.bar + l.thick + 5)} />`}
    <text class="lane-from halo" x=${px(left)} y=${px(l.bar - 8)} text-anchor=${beyond ? "end" : nothing}>${marked(said, [text])}</text>`;
}

/** Full, half, hollow, crossed: how the group is helped at the price that stands. */
function mark(l: Lane, x: Axis): TemplateResult {
  const { helped, price } = l.group;
  return svg`<g class="lane-mark is-${helped}" transform="translate(${px(x.at(price))} ${px(middle(l))})">
    <circle r="7" />${
      helped === "little"
        ? svg`<path d="M-7 0A7 7 0 0 0 7 0Z" />`
        : helped === "away"
          ? svg`<path d="M-4 -4L4 4M-4 4L4 -4" />`
          : nothing
    }</g>`;
}

/** What stood before: its price, and where help began, dashed. */
function ghost(l: Lane, old: MapGroup | undefined, x: Axis, most: number): TemplateResult | typeof nothing {
  if (!old) return nothing;
  const { price, threshold } = l.group;
  const line = (v: number, beyond: number): TemplateResult =>
    svg`<line x1=${px(x.at(v))} x2=${px(x.at(v))} y1=${px(l.bar - beyond)} y2=${px(l.bar + l.thick + beyond)} />`;
  const moved = !same(old.threshold ?? 0, threshold ?? 0) && (old.threshold ?? 0) <= most;
  const stood = same(old.price, price);
  if (stood && !moved) return nothing;
  return svg`<g class="ghost">${stood ? nothing : line(Math.min(old.price, most), 14)}
    ${moved ? line(old.threshold ?? 0, 5) : nothing}</g>`;
}

/** The price that stands, in a pill; it can be dragged where one number of the contract sets it. */
function pill(group: MapGroup, index: number, x: Axis, top: number, reach: readonly [number, number]): TemplateResult {
  const held = group.handle !== undefined;
  const at = x.at(group.price);
  const wide = widthOf(group.price_text.text, true) + (held ? 44 : 16);
  const left = Math.min(Math.max(at - wide / 2, 0), x.right + 10 - wide);
  const y = top + PILL / 2;
  return svg`<g class=${held ? "pin grip" : "pin"} data-grip=${held ? index : nothing}>
    <rect class="reach" x=${px(at - 22)} width="44" y=${px(reach[0])} height=${px(reach[1] - reach[0])} />
    <rect x=${px(left)} width=${px(wide)} y=${px(top)} height=${PILL} rx=${held ? PILL / 2 : 0} />
    <text x=${px(left + wide / 2)} y=${px(y + 5)} text-anchor="middle">${marked(group.price_text.text, [group.price_text])}</text>
    ${held ? svg`<path d="M${px(left + 15)} ${px(y - 4)}l-5 4l5 4M${px(left + wide - 15)} ${px(y - 4)}l5 4l-5 4" />` : nothing}
  </g>`;
}

const lines = (all: readonly string[], x: number, y: number, said: readonly Part[]): TemplateResult[] =>
  all.map((line, i) => svg`<tspan x=${px(x)} y=${px(y + i * LINE)}>${marked(line, said)}</tspan>`);

/** Beside the bar on both sides; on a narrow screen above it. */
function words(l: Lane, x: Axis, narrow: boolean): TemplateResult {
  const { group, name, help } = l;
  const up = (rows: number): number => l.words - ((rows - 1) * LINE) / 2;
  const helpAt = narrow ? l.words + name.length * LINE : up(help.length);
  return svg`<text class="lane-name halo" >${
    narrow ? lines(name, 0, l.words, [group.people_text]) : lines(name, 0, up(name.length + 1), [])
  }${
    narrow
      ? nothing
      : svg`<tspan class="lane-people" x="0" y=${px(up(name.length + 1) + name.length * LINE)}>${marked(group.people_text.text, [group.people_text])}</tspan>`
  }</text>
  <text class="lane-help halo is-${group.helped}">${lines(help, narrow ? 0 : x.right + 20, helpAt, group.help_text)}</text>`;
}

export function helpmap(chart: HelpMap, previous: HelpMap | null, size: Size, stage: Stage): TemplateResult {
  const { width } = size;
  const narrow = width < NARROW;
  const { most } = chart;
  const x = axis(chart, size);
  const flat = isFlat(chart);
  const [first] = chart.groups;
  const alone = stage.place === "stage";
  const all = lanes(chart, x, width, flat ? PILL + (alone ? 4 : 14) : 4, flat, alone);
  const guesses = across(stage, x.at, [x.left, x.right], width);
  const bottom = (all[all.length - 1]?.foot ?? 0) + 10;
  const box: Box = { left: x.left, right: x.right, top: 0, bottom };
  const ticks = x.ticks(stage);
  const told = wrap(
    chart.stretched ? stage.say("map_stretched", { axis: chart.axis }) : chart.axis,
    Math.floor((x.right - x.left) / 7.4),
  );
  const under = bottom + 42 + (told.length - 1) * LINE;
  // what hollow, filled and thick mean
  const legend = key(
    (["none", "more", "now"] as const).map((css) => ({
      said: [{ text: stage.say(`map_key_${css}`) }],
      swatch: (at, y) => svg`<rect class="lane-${css}" x=${px(at + 0.5)} y=${y - 11} width="22" height="12" />`,
    })),
    under + (alone ? 24 : 30),
    width,
  );
  const height = legend.foot + 10 + guesses.head;
  const now = first ? px(x.at(first.price)) : 0;

  return svg`<svg class="chart help-map" width=${width} height=${height} viewBox="0 ${-guesses.head} ${width} ${height}" aria-hidden="true">
    ${(narrow ? all.map((l) => [l.bar - 5, l.foot + 10] as const) : [[flat ? PILL : 4, bottom] as const]).map(([from, to]) =>
      ticks.map((t) => svg`<line class=${t === 0 ? "base" : "grid"} x1=${px(x.at(t))} x2=${px(x.at(t))} y1=${px(from)} y2=${px(to)} />`),
    )}
    ${all.map((l) => bar(l, x, most))}
    ${guesses.lines(bottom)}
    ${all.map((l) =>
      ghost(
        l,
        previous?.groups.find((g) => g.name === l.group.name),
        x,
        most,
      ),
    )}
    ${flat && first ? svg`<line class="price-line" x1=${now} x2=${now} y1=${PILL} y2=${bottom} />` : nothing}
    ${all.map((l) => svg`${threshold(l, x, most, stage, flat)}${words(l, x, narrow)}`)}
    ${xAxis(x.at, ticks, "gbp", box, stage)}
    <text class="axis-title">${lines(told, x.left, bottom + 42, [])}</text>
    <g class="lane-key">${legend.drawn}</g>
    ${
      flat && first
        ? pill(first, 0, x, 0, [0, bottom])
        : all.map((l) => {
            const top = l.bar + l.thick + 10;
            return svg`<line class="price-line" x1=${px(x.at(l.group.price))} x2=${px(x.at(l.group.price))} y1=${px(l.bar - 5)} y2=${px(top)} />
              ${pill(l.group, l.index, x, top, [l.bar - 4, Math.max(top + PILL, l.bar + 40)])}`;
          })
    }
    <g class="lane-marks">${all.map((l) => mark(l, x))}</g>
    ${guesses.words}
  </svg>`;
}
