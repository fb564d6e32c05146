// Two numbers at a time: a field of cells in classes, one path a class; the line at which the result turns; where the draft stands.
import { nothing, svg, type TemplateResult } from "lit-html";
import type { HeatMap, MapClass } from "../gen/pbr.js";
import { hatch, LINE, px, title, wrap, type Size } from "./frame.ts";

/** How a class is dressed: away from the line on its good or its bad side, or from low to high. */
export const toneOf = ({ tone, judged }: MapClass): string => (!judged ? `tone-${tone}` : tone > 0 ? `good-${tone}` : `bad-${-tone}`);

/** Stretches of cells of one class, as one path: a rectangle for each run along a row. */
function runs(rows: readonly string[], cell: (c: string) => boolean, size: number): string {
  let path = "";
  rows.forEach((row, r) => {
    const top = px((rows.length - 1 - r) * size);
    for (let from = 0; from < row.length; from += 1) {
      if (!cell(row[from] ?? " ")) continue;
      let to = from;
      while (to + 1 < row.length && cell(row[to + 1] ?? " ")) to += 1;
      path += `M${px(from * size)} ${top}H${px((to + 1) * size)}v${px(size)}H${px(from * size)}Z`;
      from = to;
    }
  });
  return path;
}

const FOOT = 24; // room for the ends of the side that goes across
const MOST = 560;

/** The side of the square that cells lie in. */
export const sideOf = ({ width }: Size, side: number): number => Math.floor(Math.min(width, MOST) / side) * side;

export function heat(map: HeatMap, cell: readonly [number, number] | null, size: Size): TemplateResult {
  const all = sideOf(size, map.side);
  const one = all / map.side;
  const [across, up] = map.axes;
  const [sx = 0, sy = 0] = map.stands;
  const inside = sx >= 0 && sx <= 1 && sy >= 0 && sy <= 1;
  const at = (share: number): number => px(share * all);
  const line = map.line.map(([a, b, c, d]) => `M${at(a)} ${at(1 - b)}L${at(c)} ${at(1 - d)}`).join("");
  const bad = new Set(map.classes.flatMap((c, i) => (c.judged && c.tone < 0 ? [String(i)] : [])));
  const [acrossName, upName] = [across, up].map((axis) => wrap(axis?.name ?? "", Math.floor(all / 7.9)));
  const head = (upName?.length ?? 0) * LINE + 6;
  const height = all + head + FOOT + (acrossName?.length ?? 0) * LINE;
  return svg`<svg class="chart heat" width=${all} height=${height} viewBox="0 ${-head} ${all} ${height}" aria-hidden="true">
    <defs>${hatch("hatch-heat")}
      <pattern id="hatch-bad" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><line class="bad-line" x1="1" x2="1" y1="0" y2="6" /></pattern>
    </defs>
    ${upName?.map((line, i) => title(line, 0, LINE * (i + 1) - head - 2))}
    <rect class="heat-ground" x="0" y="0" width=${all} height=${all} />
    ${map.classes.map((c, i) => svg`<path class="cells ${toneOf(c)}" d=${runs(map.rows, (each) => each === String(i), one)} />`)}
    <path class="cells-bad" fill="url(#hatch-bad)" d=${runs(map.rows, (each) => bad.has(each), one)} />
    <path class="cells-not" fill="url(#hatch-heat)" d=${runs(map.rows, (each) => each === "-", one)} />
    <path class="frontier-halo" d=${line} /><path class="frontier" d=${line} />
    ${inside ? svg`<g class="stands"><circle cx=${at(sx)} cy=${at(1 - sy)} r="7" /><circle cx=${at(sx)} cy=${at(1 - sy)} r="2" /></g>` : nothing}
    ${cell ? svg`<rect class="reads" x=${px(cell[0] * one - 1)} y=${px((map.side - 1 - cell[1]) * one - 1)} width=${px(one + 2)} height=${px(one + 2)} />` : nothing}
    <text class="tick" x="0" y=${all + 18}>${across?.ends[0]}</text>
    <text class="tick" x=${all} y=${all + 18} text-anchor="end">${across?.ends[1]}</text>
    <text class="tick halo" x="6" y="16">${up?.ends[1]}</text>
    <text class="tick halo" x="6" y=${all - 6}>${up?.ends[0]}</text>
    ${acrossName?.map((line, i) => title(line, 0, all + 18 + LINE * (i + 1)))}
  </svg>`;
}
