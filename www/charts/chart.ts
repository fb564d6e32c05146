// Which picture a figure asks for. A chart is a pure function of the figure and the one before it.
import { nothing, type TemplateResult } from "lit-html";
import type { Figure } from "../gen/pbr.js";
import { bars } from "./bars.ts";
import { curves } from "./curves.ts";
import { dots } from "./dots.ts";
import { flows } from "./flows.ts";
import type { Size, Stage } from "./frame.ts";
import { helpmap } from "./helpmap.ts";
import { payoff } from "./payoff.ts";
import { split } from "./split.ts";
import { stack } from "./stack.ts";

export function chart(
  figure: Figure,
  previous: Figure | null,
  size: Size,
  stage: Stage,
): TemplateResult | typeof nothing {
  if (size.width <= 0) return nothing; // not measured yet
  const now = figure.chart;
  const old = previous?.chart ?? null;
  switch (now.is) {
    case "stack":
      return stack(figure, now, old?.is === "stack" ? old : null, size, stage);
    case "split":
      return split(figure, now, old?.is === "split" ? old : null, size);
    case "payoff":
      return payoff(figure, now, old?.is === "payoff" ? old : null, size, stage);
    case "help_map":
      return helpmap(now, old?.is === "help_map" ? old : null, size, stage);
    case "dots":
      return dots(now, old?.is === "dots" ? old : null, size, stage);
    case "curves":
      return curves(figure, now, old?.is === "curves" ? old : null, size, stage);
    case "flows":
      return flows(figure, now, old?.is === "flows" ? old : null, size, stage);
    case "bars":
      return bars(figure, now, old?.is === "bars" ? old : null, size, stage);
  }
}
