// One number at a time: a bar from where the result stands to where it comes with the number low, and one with it high.
import { max, min } from "d3-array";
import { svg, type TemplateResult } from "lit-html";
import type { SwingBar, Swings, Unit } from "../gen/pbr.js";
import { LINE, marked, px, ticksThatFit, widthOf, wrap, xAxis, type Size, type Stage } from "./frame.ts";
import { linear } from "./scale.ts";

const THICK = 18;
const MARGIN = 12;

const known = (bar: SwingBar): number[] => bar.ends.filter((v): v is number => v !== undefined);

export function tornado({ bars, now, now_text }: Swings, unit: Unit, { width }: Size, stage: Stage): TemplateResult {
  const all = bars.flatMap(known);
  const [from, to] = [Math.min(now, min(all) ?? now), Math.max(now, max(all) ?? now)];
  const x = linear([from, to === from ? from + 1 : to], [MARGIN, width - MARGIN]);
  const zero = px(x(now));
  let top = 4;
  const rows = bars.map((bar) => {
    const name = wrap(bar.name, Math.floor(width / 7.9));
    const y = top + name.length * LINE + 2;
    // what stands beneath is beneath the end that it tells of
    const ends = bar.ends.map((v, i) => ({ v: v ?? now, at: bar.at[i] ?? "", text: bar.texts[i], css: i === 0 ? "is-low" : "is-high" }));
    ends.sort((a, b) => a.v - b.v);
    const said = ends.map(({ at, text }) => [{ text: `${at}: ` }, ...(text ? [text] : [])]);
    const words = said.map((parts) => parts.map((p) => p.text).join(""));
    const apart = words.reduce((sum, text) => sum + widthOf(text), 16) > width;
    const own = top;
    top = y + THICK + LINE * (apart ? 2 : 1) + 14;
    return { bar, name, y, own, ends, said, words, apart };
  });
  const bottom = top - 4;
  const ticks = ticksThatFit(x, unit, width - 2 * MARGIN - 40, stage); // the last label is shifted to stay inside
  return svg`<svg class="chart tornado" width=${width} height=${bottom + 30} viewBox="0 0 ${width} ${bottom + 30}" aria-hidden="true">
    ${rows.map(
      ({ name, y, own, ends, said, words, apart }) => svg`<text class="bar-name">${name.map((line, n) => svg`<tspan x="0" y=${px(own + 14 + n * LINE)}>${line}</tspan>`)}</text>
        ${ends.map(
          ({ v, css }) => svg`<rect class="swing ${css}" x=${px(Math.min(x(v), x(now)))} width=${px(Math.abs(x(v) - x(now)))} y=${px(y)} height=${THICK} />`,
        )}
        <line class="base" x1=${zero} x2=${zero} y1=${px(y - 3)} y2=${px(y + THICK + 3)} />
        ${said.map(
          (parts, i) => svg`<text class="bar-note" x=${apart || i === 0 ? 0 : width} y=${px(y + THICK + 16 + (apart ? i * LINE : 0))} text-anchor=${apart || i === 0 ? "start" : "end"}>${marked(words[i] ?? "", parts)}</text>`,
        )}`,
    )}
    ${xAxis(x, ticks, unit, { left: 0, right: width, top: 0, bottom }, stage)}
    <title>${now_text.text}</title>
  </svg>`;
}
