// Who pays and who gains: parties in columns, what passes between them as ribbons on one scale; what is not cash is hatched.
import { max, sum } from "d3-array";
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Chart, Figure, Link, Party } from "../gen/pbr.js";
import { hatch, key, LINE, marked, NARROW, px, widthOf, wrap, wrapped, type Size, type Stage } from "./frame.ts";

type Flows = Extract<Chart, { is: "flows" }>;

const TALL = 220; // all ribbons of the column through which most passes
const GAP = 20;
const PAD = 10;
const ROOM = 24; // so thick a ribbon has room for its text, any other has it above or beneath
const BAR = 20;

const VOICES = ["people", "provider", "commissioner", "investor", "anyway"] as const;

interface Look {
  readonly fill: (link: Link) => string | typeof nothing;
  readonly stage: Stage;
  readonly width: number;
  /** The same link in the picture before. */
  readonly old: (link: Link) => number;
}

const css = ({ voice, worth }: Link): string => `flow family-${voice} ${worth ? "is-worth" : ""}`;

/** Words of a party in so many pixels, and how tall they are. */
function told({ name, text }: Party, width: number): { names: string[]; says: string[]; tall: number } {
  const chars = Math.floor(width / 7.9);
  const names = wrap(name, Math.floor(width / 8.6));
  const says = text.length > 0 ? wrapped(text, chars) : [];
  return { names, says, tall: (names.length + says.length) * LINE };
}

/** What a party is called, and beneath it what is told of it; `y` is their top. */
const words = (party: Party, { names, says }: ReturnType<typeof told>, x: number, y: number): TemplateResult =>
  svg`<text class="flow-name">${names.map((line, i) => svg`<tspan x=${px(x)} y=${px(y + 14 + i * LINE)}>${line}</tspan>`)}</text>
    ${says.length > 0 ? svg`<text class=${party.text.some((p) => p.fails) ? "fails" : nothing}>${says.map((line, i) => svg`<tspan x=${px(x)} y=${px(y + 14 + (names.length + i) * LINE)}>${marked(line, party.text)}</tspan>`)}</text>` : nothing}`;

/** A party, or the way of a link through a column that it only crosses. */
interface Stop {
  readonly column: number;
  readonly party: Party | null;
}

/** From one column to the next. */
interface Leg {
  readonly link: Link;
  readonly from: number;
  readonly to: number;
  /** The leg at which the text stands. */
  readonly first: boolean;
}

function legsOf({ nodes, links }: Flows): { stops: Stop[]; legs: Leg[][] } {
  const stops: Stop[] = nodes.map((party) => ({ column: party.column, party }));
  const legs = links.map((link) => {
    const end = nodes[link.to]?.column ?? 0;
    const way = [link.from];
    for (let column = (nodes[link.from]?.column ?? 0) + 1; column < end; column += 1) {
      way.push(stops.length);
      stops.push({ column, party: null });
    }
    return [...way, link.to].slice(1).map((to, i) => ({ link, from: way[i] ?? 0, to, first: i === 0 }));
  });
  return { stops, legs };
}

/** How much passes through each column. */
function load(chart: Flows): number {
  const { stops, legs } = legsOf(chart);
  const flat = legs.flat();
  const through = stops.map((_, i) =>
    Math.max(...(["from", "to"] as const).map((end) => sum(flat, (leg) => (leg[end] === i ? leg.link.value : 0)))),
  );
  return max(chart.columns, (_, c) => sum(stops, (s, i) => (s.column === c ? (through[i] ?? 0) : 0))) ?? 0;
}

/** Columns side by side; null where they have no room. */
function beside(chart: Flows, previous: Flows | null, look: Look, top: number): { drawn: TemplateResult; foot: number } | null {
  const { columns, nodes, links } = chart;
  const gaps = Math.max(1, columns.length - 1);
  const word = max(nodes, (n) => Math.max(...wrap(n.name, 1).map((w) => widthOf(w, true)), ...wrapped(n.text, 1).map((w) => widthOf(w)))) ?? 0;
  const label = max(links, (l) => widthOf(l.text.text, true)) ?? 0;
  const [leastBox, leastGap] = [word + 2 * PAD, Math.max(72, label + 16)];
  const spare = look.width - leastBox * columns.length - leastGap * gaps;
  if (look.width < NARROW || spare < 0) return null;
  // a stage is low: names on one line each
  const [share, tallest, gap, around, pad] = look.stage.place === "stage" ? [1, 70, 4, 2, 2] : [2, TALL, GAP, 12, 8];
  const box = Math.min(leastBox + spare / (share * columns.length), 208);
  const pitch = (look.width - box) / gaps;

  const { stops, legs } = legsOf(chart);
  const flat = legs.flat();
  const most = Math.max(load(chart), previous ? load(previous) : 0);
  const k = most > 0 ? tallest / most : 0;
  const count = (column: number): number => stops.filter((s) => s.column === column).length;
  /** Texts stand where ribbons lie furthest apart: at the column of more stops. */
  const textAt = (leg: Leg): "from" | "to" => {
    const column = stops[leg.from]?.column ?? 0;
    return count(column) < count(column + 1) ? "to" : "from";
  };
  const thick = (link: Link): number => link.value * k;
  const beyond = (leg: Leg, end: "from" | "to"): number =>
    leg.first && textAt(leg) === end && thick(leg.link) < ROOM ? LINE + 2 : 0;
  const ends = (stop: number, end: "from" | "to"): Leg[] => flat.filter((leg) => leg[end] === stop);
  const tall = (stop: number, end: "from" | "to"): number => sum(ends(stop, end), (leg) => thick(leg.link) + beyond(leg, end));

  const texts = stops.map(({ party }) => (party ? told(party, box - 2 * PAD) : null));
  const heights = stops.map((_, i) => Math.max(texts[i] ? texts[i].tall + around : 0, tall(i, "from") + pad, tall(i, "to") + pad));
  const titles = columns.map((title, c) => wrap(title, Math.floor((c < gaps ? pitch - 12 : box) / 8.8)));
  const head = top + (max(titles, (t) => t.length) ?? 0) * LINE + 4;
  const full = (column: number): number => sum(heights, (h, i) => (stops[i]?.column === column ? h + gap : 0)) - gap;
  const deep = max(columns, (_, c) => full(c)) ?? 0;
  const free = columns.map((_, c) => head + (deep - full(c)) / 2);
  const tops = stops.map(({ column }, i) => {
    const at = free[column] ?? head;
    free[column] = at + (heights[i] ?? 0) + gap;
    return at;
  });

  const centre = (stop: number): number => (tops[stop] ?? 0) + (heights[stop] ?? 0) / 2;
  /** The text keeps off the side from which the ribbon comes. */
  const beneath = (leg: Leg, end: "from" | "to"): boolean => centre(leg[end === "to" ? "from" : "to"]) < centre(leg[end]) - 1;
  /** Middle of a leg's ribbon at a stop: one below the other, in the order of where they lead. */
  const middle = (leg: Leg, end: "from" | "to"): number => {
    const stop = leg[end];
    const other = end === "from" ? "to" : "from";
    const all = ends(stop, end).sort((a, b) => (tops[a[other]] ?? 0) - (tops[b[other]] ?? 0));
    const before = sum(all.slice(0, all.indexOf(leg)), (l) => thick(l.link) + beyond(l, end));
    const start = (tops[stop] ?? 0) + ((heights[stop] ?? 0) - tall(stop, end)) / 2;
    return start + before + (beneath(leg, end) ? 0 : beyond(leg, end)) + thick(leg.link) / 2;
  };
  const left = (stop: number): number => (stops[stop]?.column ?? 0) * pitch;
  const ribbon = (way: readonly Leg[], width: number): string => {
    const edge = (half: number): number[][] =>
      way.map((leg) => [left(leg.from) + box, middle(leg, "from") + half, left(leg.to), middle(leg, "to") + half].map(px));
    const over = edge(-width / 2).map(([x = 0, y, X = 0, Y]) => `${x} ${y}C${px((x + X) / 2)} ${y} ${px((x + X) / 2)} ${Y} ${X} ${Y}`);
    const back = edge(width / 2).reverse().map(([x = 0, y, X = 0, Y]) => `${X} ${Y}C${px((x + X) / 2)} ${Y} ${px((x + X) / 2)} ${y} ${x} ${y}`);
    return `M${[...over, ...back].join("L")}Z`;
  };

  const drawn = svg`${titles.map((lines, c) => svg`<text class="axis-title">${lines.map((line, i) => svg`<tspan x=${px(c * pitch)} y=${px(top + 12 + i * LINE)}>${line}</tspan>`)}</text>`)}
    ${legs.map((way) => way[0] && svg`<path class=${css(way[0].link)} d=${ribbon(way, thick(way[0].link))} fill=${look.fill(way[0].link)} />`)}
    ${legs.map((way) => (way[0] && look.old(way[0].link) > 0 ? svg`<path class="ghost" d=${ribbon(way, look.old(way[0].link) * k)} />` : nothing))}
    ${stops.map(({ party }, i) => {
      const said = texts[i];
      if (!party || !said) return nothing;
      const [x, y, h] = [left(i), tops[i] ?? 0, heights[i] ?? 0];
      return svg`<rect class="flow-box" x=${px(x)} y=${px(y)} width=${px(box)} height=${px(h)} /><rect class="piece-${party.voice}" x=${px(x)} y=${px(y)} width="4" height=${px(h)} />
        ${words(party, said, x + PAD + 2, y + (h - said.tall) / 2 - 1)}`;
    })}
    ${legs.map(([leg]) => {
      if (!leg) return nothing;
      const at = textAt(leg);
      const y = middle(leg, at) + (beyond(leg, at) > 0 ? (beneath(leg, at) ? thick(leg.link) / 2 + 16 : -thick(leg.link) / 2 - 6) : 5);
      return svg`<text class="total halo" x=${px(at === "from" ? left(leg.from) + box + 7 : left(leg.to) - 7)} y=${px(y)} text-anchor=${at === "from" ? "start" : "end"}>${marked(leg.link.text.text, [leg.link.text])}</text>`;
    })}`;
  return { drawn, foot: head + deep };
}

/** Columns one below the other, each link a bar at the party of the fuller column. */
function below({ columns, nodes, links }: Flows, previous: Flows | null, look: Look, top: number): { drawn: TemplateResult; foot: number } {
  const { stage, width } = look;
  const most = max([...links, ...(previous?.links ?? [])], (l) => l.value) ?? 1;
  const label = max(links, (l) => widthOf(l.text.text, true)) ?? 0;
  const k = (width - 16 - label - 12) / most;
  const count = (node: number): number => nodes.filter((n) => n.column === nodes[node]?.column).length;
  const home = (l: Link): number => (count(l.from) < count(l.to) ? l.to : l.from);
  let y = top;
  const drawn = columns.map((title, column) => {
    const heading = wrap(title, Math.floor(width / 7.9)).map((line) => svg`<text class="axis-title" x="0" y=${px((y += LINE) - 5)}>${line}</text>`);
    y += 4;
    const parties = nodes.map((party, i) => {
      if (party.column !== column) return nothing;
      const from = y;
      const said = told(party, width - 16);
      const name = words(party, said, 16, y);
      y += said.tall + 4;
      const bars = links.map((l) => {
        if (home(l) !== i) return nothing;
        const other = nodes[l.from === i ? l.to : l.from]?.name ?? "";
        const way = wrap(stage.say(l.from === i ? "flows_to" : "flows_from", { name: other }), Math.floor((width - 16) / 7.9));
        const note = way.map((line) => svg`<text class="tick" x="16" y=${px((y += LINE) - 5)}>${line}</text>`);
        const at = y + 4; // what was before stands out by 3
        y = at + BAR + 7;
        const before = look.old(l) * k;
        return svg`${note}<rect class=${css(l)} x="16" y=${px(at)} width=${px(l.value * k)} height=${BAR} fill=${look.fill(l)} />
          ${before > 0 ? svg`<rect class="ghost" x="16" y=${px(at - 3)} width=${px(before)} height=${BAR + 6} />` : nothing}
          <text class="total halo" x=${px(16 + Math.max(l.value * k, before) + 8)} y=${px(at + BAR / 2 + 5)}>${marked(l.text.text, [l.text])}</text>`;
      });
      const mark = svg`<rect class="piece-${party.voice}" x="0" y=${px(from)} width="4" height=${px(y - from)} />`;
      y += 14;
      return svg`${mark}${name}${bars}`;
    });
    y += 10;
    return svg`${heading}${parties}`;
  });
  return { drawn: svg`${drawn}`, foot: y - 24 };
}

export function flows(figure: Figure, chart: Flows, previous: Flows | null, { width }: Size, stage: Stage): TemplateResult {
  const id = (voice: string): string => `worth-${voice}-${figure.id}`;
  const fill = (l: Link): string | typeof nothing => (l.worth ? `url(#${id(l.voice)})` : nothing);
  const name = (c: Flows, l: Link): string => `${c.nodes[l.from]?.name} > ${c.nodes[l.to]?.name} > ${l.worth}`;
  const old = (l: Link): number => previous?.links.find((o) => name(previous, o) === name(chart, l))?.value ?? 0;
  const used = VOICES.filter((voice) => chart.links.some((l) => l.worth && l.voice === voice));
  const kinds = [false, true].flatMap((worth) => chart.links.find((l) => l.worth === worth) ?? []);
  const legend = key(
    used.length === 0 || stage.place === "stage"
      ? []
      : kinds.map((l) => ({
          said: [{ text: stage.say(l.worth ? "flows_worth" : "flows_cash") }],
          swatch: (x, y) => svg`<rect class=${css(l)} x=${px(x + 0.5)} y=${px(y - 11.5)} width="22" height="13" fill=${fill(l)} />`,
        })),
    14,
    width,
  );
  const look: Look = { fill, stage, width, old };
  const top = legend.drawn.length > 0 ? legend.foot + 18 : 4;
  const { drawn, foot } = beside(chart, previous, look, top) ?? below(chart, previous, look, top);
  const height = Math.ceil(foot + 6);
  return svg`<svg class="chart flows" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <defs>${used.map((voice) => svg`<g class="family-${voice}">${hatch(id(voice))}</g>`)}</defs>
    ${legend.drawn}${drawn}
  </svg>`;
}
