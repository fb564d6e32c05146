// The tool "working" of the workbench: which result is shown with its working.
import type { Engine } from "../engine.ts";
import type { State } from "../state.ts";

export interface Working {
  readonly result: string;
}

export const begun: Working = { result: "paid" };

/** Nothing has to be worked out for it: every number is there with the answer. */
export const task = (): null => null;

export interface Deeds {
  show(result: string): void;
}

export const deeds = (_engine: Engine, state: State, draw: () => void): Deeds => ({
  show(result) {
    state.bench.working = { result };
    draw();
  },
});
