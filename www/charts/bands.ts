// Fills for the bands of one family of colour: told apart by lightness and by pattern, so that hue is never needed.
import { svg, type TemplateResult } from "lit-html";

const TILES = 9;

/** Solid, ruled, dotted ... the same order in every picture. */
const marks = (n: number): TemplateResult | string => {
  switch (n % TILES) {
    case 1:
      return svg`<line x1="0" x2="8" y1="4" y2="4" />`;
    case 2:
      return svg`<circle cx="2" cy="2" r="1.3" /><circle cx="6" cy="6" r="1.3" />`;
    case 4:
      return svg`<line x1="4" x2="4" y1="0" y2="8" />`;
    case 5:
      return svg`<line x1="0" x2="8" y1="8" y2="0" />`;
    case 7:
      return svg`<line x1="0" x2="8" y1="4" y2="4" /><line x1="4" x2="4" y1="0" y2="8" />`;
    case 8:
      return svg`<circle cx="4" cy="4" r="2" />`;
    default:
      return "";
  }
};

const tileId = (chart: string, n: number): string => `band-${chart}-${n % TILES}`;

export const tiles = (chart: string, count: number): TemplateResult[] =>
  Array.from(
    { length: Math.min(count, TILES) },
    (_, n) =>
      svg`<pattern id=${tileId(chart, n)} class="tile tone-${n % TILES}" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" />${marks(n)}
      </pattern>`,
  );

export const fill = (chart: string, n: number): string => `url(#${tileId(chart, n)})`;
