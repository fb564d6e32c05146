// A mark on a picture that can be dragged: a convenience for mouse, pen and finger; the field beneath it is the way for keys.
import { placeOf, priceAt } from "../charts/helpmap.ts";
import type { Figure, View } from "../gen/pbr.js";
import { inputAt, type Act, type State } from "../state.ts";

export interface Hands {
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
  readonly cancel: (event: PointerEvent) => void;
}

/** What the hand on a picture does; the grip keeps its distance from the pointer, so that nothing jumps when it is taken. */
export function hands(state: State, act: Act, view: View, { chart }: Figure, width: number): Hands {
  const mine = (event: PointerEvent): boolean => event.pointerId === state.grip?.pointer;
  return {
    down(event) {
      const mark = (event.target as Element).closest<SVGElement>("[data-grip]");
      if (!mark || event.button !== 0 || state.grip || chart.is !== "help_map") return;
      const group = chart.groups[Number(mark.dataset["grip"])];
      const input = group?.handle && inputAt(view, group.handle.path);
      const picture = mark.closest("svg");
      if (!group?.handle || !input || !picture) return;
      const { path, scale } = group.handle;
      const { most, stretched } = chart;
      const step = input.step ?? 1;
      const across = (clientX: number): number => {
        const { left, width: shown } = picture.getBoundingClientRect();
        return ((clientX - left) * width) / shown;
      };
      const off = across(event.clientX) - placeOf(chart, width, group.price);
      event.preventDefault();
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      act.grab({
        pointer: event.pointerId,
        path,
        most,
        stretched,
        value: (x) => Number((Math.round(priceAt(chart, width, across(x) - off) / scale / step) * step).toFixed(9)),
      });
    },
    move(event) {
      const grip = mine(event) ? state.grip : null;
      const input = grip && inputAt(view, grip.path);
      const value = grip?.value(event.clientX);
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
