// What may be guessed, what the room guessed and what the answer is, on the axis of a picture: words that keep clear of each
// other, and lines; dashed for a guess, solid for the answer.
import { svg, type TemplateResult } from "lit-html";
import { apart, LINE, px, rowsOf, widthOf, type Box, type GuessMark, type Scale, type Stage } from "./frame.ts";
import type { Span } from "./scale.ts";

interface Drawn {
  /** Room that their words need above the picture. */
  readonly head: number;
  /** To be drawn before the marks of the picture, from the top of the words to `to`. */
  readonly lines: (to: number) => TemplateResult[];
  readonly words: TemplateResult[];
}

const isBold = ({ kind }: GuessMark): boolean => kind !== "option";
const wide = (m: GuessMark): number => widthOf(m.text, isBold(m)) + 8;

/** Those that have a place on this axis, in its order. */
const standing = ({ guesses }: Stage, up: boolean, at: Scale, [from, to]: Span): GuessMark[] =>
  (guesses?.up === up ? guesses.marks : [])
    .filter((m) => at(m.at) >= from - 0.5 && at(m.at) <= to + 0.5)
    .sort((a, b) => at(a.at) - at(b.at));

const label = (m: GuessMark, x: number, y: number, anchor: string): TemplateResult =>
  svg`<text class="guess-label halo is-${m.kind}" x=${px(x)} y=${px(y)} text-anchor=${anchor}>${m.text}</text>`;

/** On the axis that goes across: words above the picture, lines down through it. Drawn in a frame moved down by `head`. */
export function across(stage: Stage, x: Scale, reach: Span, width: number): Drawn {
  const marks = standing(stage, false, x, reach);
  const middles = marks.map((m) => Math.min(Math.max(x(m.at), wide(m) / 2), width - wide(m) / 2));
  const spans = marks.map((m, i): Span => [(middles[i] ?? 0) - wide(m) / 2, (middles[i] ?? 0) + wide(m) / 2]);
  const rows = rowsOf(spans, 8);
  const head = marks.length === 0 ? 0 : (Math.max(...rows) + 1) * LINE + 10;
  const foot = (i: number): number => -8 - (rows[i] ?? 0) * LINE;
  return {
    head,
    lines: (to) =>
      marks.map((m, i) => {
        const at = px(x(m.at));
        return svg`<line class="guess is-${m.kind}" x1=${at} x2=${at} y1=${foot(i) + 4} y2=${px(to)} />`;
      }),
    words: marks.map((m, i) => label(m, middles[i] ?? 0, foot(i), "middle")),
  };
}

/** On the axis that goes up: lines across, their words resting on them at the right. */
export function upward(stage: Stage, y: Scale, box: Box): TemplateResult[] {
  const marks = standing(stage, true, (v) => -y(v), [-box.bottom, -box.top]).reverse();
  const tops = apart(
    marks.map((m) => y(m.at) - LINE - 2),
    marks.map(() => LINE),
    box.top - LINE,
    box.bottom,
  );
  return marks.map(
    (m, i) => svg`<line class="guess is-${m.kind}" x1=${px(box.left)} x2=${px(box.right)} y1=${px(y(m.at))} y2=${px(y(m.at))} />
      ${label(m, box.right - 2, (tops[i] ?? 0) + 14, "end")}`,
  );
}
