// A mark on a picture that can be dragged: a convenience for mouse, pen and finger; the field beneath it is the way for keys.
import { placeOf, priceAt } from "../charts/helpmap.ts";
import { bounded } from "../charts/scale.ts";
import type { Chart, Figure, Handle } from "../gen/pbr.js";
import type { Act, Grip } from "../state.ts";
import type { Find } from "./desk.ts";

export interface Hands {
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
  readonly cancel: (event: PointerEvent) => void;
}

/** What the hand on a picture does; the grip keeps its distance from the pointer, so that nothing jumps when it is taken. */
interface Axis {
  readonly handle: Handle | undefined;
  /** Where the mark stands across the picture, and the value that stands anywhere on it. */
  readonly at: number;
  readonly value: (x: number) => number;
}

/** The axis that a mark moves along; a picture of lines tells it with the mark. */
function axisOf(chart: Chart, mark: SVGElement, width: number): Axis | null {
  if (chart.is === "help_map") {
    const group = chart.groups[Number(mark.dataset["grip"])];
    return group ? { handle: group.handle, at: placeOf(chart, width, group.price), value: (x) => priceAt(chart, width, x) } : null;
  }
  const [left = 0, right = 0, from = 0, to = 0] = (mark.dataset["axis"] ?? "").split(" ").map(Number);
  const [first] = chart.is === "curves" ? chart.marks : [];
  if (chart.is !== "curves" || !first) return null;
  const along = bounded(to - from, [left, right], false);
  return { handle: chart.handle, at: along.at(first.x - from), value: (x) => along.value(x) + from };
}

/** The mark that is in somebody's hand, what it may move, and who is told. */
export interface Holding {
  readonly grip: Grip | null;
  readonly find: Find;
  readonly act: Pick<Act, "grab" | "slide" | "commit" | "letGo">;
}

export function hands(holding: Holding, { chart }: Figure, width: number): Hands {
  const { find, act } = holding;
  const mine = (event: PointerEvent): boolean => event.pointerId === holding.grip?.pointer;
  return {
    down(event) {
      const mark = (event.target as Element).closest<SVGElement>("[data-grip]");
      const axis = mark && axisOf(chart, mark, width);
      const input = axis?.handle && find(axis.handle.path);
      const picture = mark?.closest("svg");
      if (!axis?.handle || !input || !picture || event.button !== 0 || holding.grip) return;
      const { path, scale } = axis.handle;
      const step = input.step ?? 1;
      const across = (clientX: number): number => {
        const { left, width: shown } = picture.getBoundingClientRect();
        return ((clientX - left) * width) / shown;
      };
      const off = across(event.clientX) - axis.at;
      event.preventDefault();
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      act.grab({
        pointer: event.pointerId,
        path,
        chart,
        value: (x) => Number((Math.round(axis.value(across(x) - off) / scale / step) * step).toFixed(9)),
      });
    },
    move(event) {
      const held = mine(event) ? holding.grip : null;
      const input = held && find(held.path);
      const value = held?.value(event.clientX);
      if (input && value !== undefined && value !== input.value) act.slide(input.path, value, input.unit);
    },
    up(event) {
      if (mine(event)) act.commit();
    },
    cancel(event) {
      if (mine(event)) act.letGo(); // the browser took the finger to scroll
    },
  };
}
