// The tool "matters" of the workbench: which result is weighed, how, over which two numbers a map is drawn, and where it is read.
import { workedOf, isDone, type Worked } from "../bench.ts";
import type { Engine } from "../engine.ts";
import type { HeatMap, Mattered, Ranged, Spot } from "../gen/pbr.js";
import { current } from "../history.ts";
import type { State } from "../state.ts";

export const VIEWS = ["alone", "together", "map"] as const;
export type View = (typeof VIEWS)[number];

export interface Weighing {
  view: View;
  /** Id of the result; null for the one that the model picks. */
  result: string | null;
  /** Whether terms of the contract are varied too. */
  terms: boolean;
  /** Paths of the numbers across and up; null for the strongest two. */
  across: string | null;
  up: string | null;
  /** The cell of the map that is read, column and row from the lower left; null for none yet. */
  cell: readonly [number, number] | null;
}

export const begun: Weighing = { view: "alone", result: null, terms: false, across: null, up: null, cell: null };

const asked = (question: object): string => `matters:${JSON.stringify(question)}`;

/** One number at a time: what the other views lean on. */
export function alone({ bench }: State): string {
  const { result, terms } = bench.matters;
  return asked({ view: "alone", result: result ?? "", terms });
}

/** The sentence beneath the answer: nobody waits for it, and it is a tenth of what the view takes. */
export function most({ bench }: State): string {
  const { result, terms } = bench.matters;
  return asked({ view: "most", result: result ?? "", terms });
}

/** What the view that is open asks, once the strongest numbers are known; null before, or where there are too few. */
export function further(state: State): string | null {
  const { view, terms, across, up } = state.bench.matters;
  if (view === "alone") return null;
  const first = workedOf(state, alone(state));
  const mattered = first?.progress.mattered;
  if (!first || !isDone(first) || !mattered?.tornado) return null;
  const { strongest, movable } = mattered.tornado;
  if (view === "together") return strongest.length > 0 ? asked({ view, result: mattered.result, terms, inputs: strongest }) : null;
  const axes = axesOf(movable.map(({ value }) => value), across, up);
  return axes && asked({ view, result: mattered.result, terms, inputs: axes });
}

/** The numbers that were chosen, where they can still be; else the strongest that are free. */
function axesOf(paths: readonly string[], across: string | null, up: string | null): [string, string] | null {
  const has = (path: string | null): path is string => path !== null && paths.includes(path);
  const y = has(up) ? up : null;
  const x = has(across) && across !== y ? across : paths.find((path) => path !== y);
  const other = y ?? paths.find((path) => path !== x);
  return x === undefined || other === undefined ? null : [x, other];
}

/** What is to be worked out of the draft as it stands: the tool's name, and what it is asked. Null: nothing. */
export function task(state: State): string | null {
  const first = workedOf(state, alone(state));
  return first && isDone(first) ? further(state) : alone(state);
}

/** What has come of a question: of this draft, or, until there is something, the last of another. */
export function latest(state: State, job: string | null, has: (mattered: Mattered) => unknown): { readonly worked: Worked; readonly stale: boolean } | null {
  const mine = job === null ? undefined : workedOf(state, job);
  const shows = ({ progress }: Worked): boolean => Boolean(progress.mattered && has(progress.mattered));
  const stale = state.reply !== state.answered || state.history.began !== null;
  if (mine && shows(mine)) return { worked: mine, stale: state.reply !== state.answered };
  const last = state.bench.worked.filter((w) => w.job.startsWith("matters:") && w.draft !== state.sound && shows(w)).at(-1);
  return last ? { worked: last, stale: stale || last.draft !== state.sound } : null;
}

export interface Deeds {
  look(view: View): void;
  of(result: string): void;
  terms(): void;
  axis(which: "across" | "up", path: string): void;
  /** Reads the map at a cell. */
  read(column: number, row: number): void;
  /** How far each number of the draft on the desk may be off. */
  ranges(): readonly Ranged[];
  /** What stands at the cell that is read, of the map that a job made of a draft. */
  spot(worked: Worked, map: HeatMap): Spot | undefined;
}

export function deeds(engine: Engine, state: State, draw: () => void): Deeds {
  const mine = state.bench.matters;
  let listed: { readonly draft: string; readonly terms: boolean; readonly all: readonly Ranged[] } | null = null;
  let read: { readonly key: string; readonly spot: Spot | undefined } | null = null;
  return {
    look(view) {
      mine.view = view;
      draw();
    },
    of(result) {
      mine.result = result;
      draw();
    },
    terms() {
      mine.terms = !mine.terms;
      draw();
    },
    axis(which, path) {
      const other = which === "across" ? "up" : "across";
      if (mine[other] === path) mine[other] = mine[which];
      mine[which] = path;
      mine.cell = null;
      draw();
    },
    read(column, row) {
      mine.cell = [column, row];
      draw();
    },
    ranges() {
      const draft = current(state.history);
      if (listed?.draft !== draft || listed.terms !== mine.terms) listed = { draft, terms: mine.terms, all: engine.ranges(draft, mine.terms) };
      return listed.all;
    },
    spot({ job, draft }, map) {
      if (!mine.cell) return undefined;
      const [column, row] = mine.cell;
      const value = map.values[row * map.side + column] ?? undefined;
      const known = map.done[row * map.side + column] === "1";
      const key = JSON.stringify([job, draft, column, row, value, known]);
      if (read?.key !== key) read = { key, spot: engine.spot(draft, job.slice("matters:".length), [column, row], value, known) };
      return read.spot;
    },
  };
}
