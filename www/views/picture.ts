// A picture with what stood before behind it, and the marks on it that can be dragged.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { Guesses } from "../charts/frame.ts";
import type { Chart, Figure } from "../gen/pbr.js";
import type { Portable } from "../pictures.ts";
import type { Act, Grip, State } from "../state.ts";
import { hands, type Holding } from "./grips.ts";

const PAPER = 680; // CSS pixels of a picture on A4

/** The axis holds still while a mark on it is in somebody's hand. */
function held(grip: Grip | null, figure: Figure): Figure {
  const { chart } = figure;
  const taken = grip?.chart;
  if (chart.is !== "help_map" || taken?.is !== "help_map") return figure;
  const { most, stretched } = taken;
  return { ...figure, chart: { ...chart, most, stretched } };
}

/** Lanes and bars are compared by name: where no name has stayed there is nothing to compare. */
function alike(a: Chart, b: Chart): boolean {
  const names = (c: Chart): string[] | null =>
    c.is === "help_map" ? c.groups.map((g) => g.name)
    : c.is === "bars" ? c.bars.map((bar) => bar.name)
    : c.is === "flows" ? c.nodes.map((n) => n.name)
    : null;
  const mine = names(a);
  return a.is === b.is && (mine === null || mine.some((name) => names(b)?.includes(name)));
}

export interface Picture {
  readonly figure: Figure;
  /** The same picture before the last act. */
  readonly before: Figure | null;
  /** Width of its column, and where it is. */
  readonly width: number;
  readonly place: "page" | "stage";
  readonly holding: Holding;
  readonly dismiss: () => void;
  readonly guesses?: Guesses | undefined;
  /** What stands behind it is held there, and is no change of the reader's. */
  readonly held?: Figure | null | undefined;
}

export function drawn({ say, format, printing }: State, { figure, before, width, place, holding, dismiss, guesses, held: kept }: Picture): TemplateResult {
  const differs = before && JSON.stringify(before.chart) !== JSON.stringify(figure.chart);
  const previous = differs && alike(before.chart, figure.chart) ? before : null;
  const room = printing ? PAPER : width;
  const taken = holding.grip?.chart;
  const span = taken?.is === "curves" ? ([taken.x[0] ?? 0, taken.x.at(-1) ?? 1] as const) : undefined;
  const { down, move, up, cancel } = hands(holding, figure, room);
  return html`<div class="picture" @pointerdown=${down} @pointermove=${move} @pointerup=${up} @pointercancel=${cancel}>
      ${chart(held(holding.grip, figure), previous, { width: room, span }, { place: printing ? "print" : place, format, say, guesses })}
    </div>
    ${
      previous
        ? html`<p class="ghost-note">
          <svg class="ghost-key" width="28" height="8" aria-hidden="true"><line x1="0" y1="4" x2="28" y2="4" /></svg>
          ${say(kept ? "stage_held" : "ghost_note")}
          <button type="button" class="text-button" @click=${dismiss}>${say("ghost_dismiss")}</button>
        </p>`
        : nothing
    }`;
}

/** A figure as it leaves the page; `before` is drawn behind it. */
export const portable = (figure: Figure, before: Figure | null = null): Portable => ({
  ...figure,
  draw: (size, stage) => chart(figure, before, size, stage),
});

/** The same picture as a file. */
export const saves = ({ say }: State, act: Act, picture: Portable): TemplateResult =>
  html`<button type="button" class="text-button unprinted" data-act="save-svg" @click=${() => act.bench.take.picture(picture, "svg")}>${say("take_svg")}</button>
    <button type="button" class="text-button unprinted" data-act="save-png" @click=${() => act.bench.take.picture(picture, "png")}>${say("take_png")}</button>`;
