// All numbers together: of the variance of a result, the part that each explains alone and with what it shares with others.
import { svg, type TemplateResult } from "lit-html";
import type { ImportanceBar, Part } from "../gen/pbr.js";
import { LINE, marked, px, widthOf, wrap, type Size, type Stage } from "./frame.ts";
import { linear } from "./scale.ts";

const THICK = 18;
const MARGIN = 12;

export function importance(bars: readonly ImportanceBar[], { width }: Size, { say }: Stage): TemplateResult {
  const most = Math.max(...bars.map(({ shares, errors }) => (shares[1] ?? 0) + (errors[1] ?? 0)), 0.05);
  const x = linear([0, most], [0, width - MARGIN]);
  let top = 4;
  const rows = bars.map((bar) => {
    const name = wrap(bar.name, Math.floor(width / 7.9));
    const y = top + name.length * LINE + 2;
    const words: Pick<Part, "text" | "result">[][] = ["matters_alone_key", "matters_with_key"].map((id, i) => {
      const told = bar.texts[i];
      return [{ text: `${say(id)} ` }, ...(told ? [told] : [])];
    });
    const apart = words.reduce((sum, parts) => sum + widthOf(parts.map((p) => p.text).join("")), 24) > width;
    const own = top;
    top = y + THICK + LINE * (apart ? 2 : 1) + 14;
    return { bar, name, y, own, words, apart };
  });
  return svg`<svg class="chart importance" width=${width} height=${top} viewBox="0 0 ${width} ${top}" aria-hidden="true">
    ${rows.map(({ bar, name, y, own, words, apart }) => {
      const [first = 0, total = 0] = bar.shares;
      const error = bar.errors[1] ?? 0;
      const middle = px(y + THICK / 2);
      const said = apart ? words : [[...(words[0] ?? []), { text: " · " }, ...(words[1] ?? [])]];
      return svg`<text class="bar-name">${name.map((line, n) => svg`<tspan x="0" y=${px(own + 14 + n * LINE)}>${line}</tspan>`)}</text>
        <rect class="part is-total" x="0" width=${px(x(total))} y=${px(y)} height=${THICK} />
        <rect class="part is-first" x="0" width=${px(x(Math.min(first, most)))} y=${px(y)} height=${THICK} />
        <path class="whisker" d="M${px(x(Math.max(0, total - error)))} ${middle}H${px(x(total + error))}M${px(x(total + error))} ${px(y + 4)}V${px(y + THICK - 4)}" />
        ${said.map((parts, i) => svg`<text class="bar-note" x="0" y=${px(y + THICK + 16 + i * LINE)}>${marked(parts.map((p) => p.text).join(""), parts)}</text>`)}`;
    })}
  </svg>`;
}
