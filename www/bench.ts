// The workbench beneath the answer: which tool is open, what it wants worked out, and what has come of it.
import type { Engine } from "./engine.ts";
import type { Progress } from "./gen/pbr.js";
import { placeOf, type State } from "./state.ts";
import * as ask from "./tools/ask.ts";
import * as compare from "./tools/compare.ts";
import * as matters from "./tools/matters.ts";
import * as take from "./tools/take.ts";
import * as working from "./tools/working.ts";

export const TOOLS = ["compare", "ask", "matters", "working", "take"] as const;
export type Tool = (typeof TOOLS)[number];

const KEPT = 12; // what was worked out is at hand for undo, redo and a second look

/** What has come of a task so far. */
export interface Worked {
  readonly job: string;
  readonly draft: string;
  readonly progress: Progress;
}

export interface Bench {
  tool: Tool | null;
  worked: readonly Worked[];
  /** The task that somebody stopped. */
  stopped: string | null;
  compare: compare.Comparing;
  ask: ask.Asking;
  matters: matters.Weighing;
  working: working.Working;
  take: take.Taking;
}

export const begun: Bench = {
  tool: null,
  worked: [],
  stopped: null,
  compare: compare.begun,
  ask: ask.begun,
  matters: matters.begun,
  working: working.begun,
  take: take.begun,
};

const TASKS: Readonly<Record<Tool, (state: State) => string | null>> = {
  compare: compare.task,
  ask: ask.task,
  matters: matters.task,
  working: working.task,
  take: take.task,
};

/** What has come of a task on the draft whose answer stands. */
export const workedOf = ({ bench, sound }: State, job: string): Worked | undefined => bench.worked.find((w) => w.job === job && w.draft === sound);

export const isDone = ({ progress }: Worked): boolean => progress.done >= progress.total;

/** What the open tool wants and nobody has worked out, once the draft has settled. */
export function taskOf(state: State): string | null {
  const { tool, stopped } = state.bench;
  const place = placeOf(state);
  if (state.history.began !== null) return null;
  const open = place === "calculator" ? tool : null;
  const job = place === "commission" ? ask.COMMISSION : open && TASKS[open](state);
  if (job === null || job === stopped) return null;
  const worked = workedOf(state, job);
  return worked && isDone(worked) ? null : job;
}

/** What nobody asked for and the answer tells once it is known: the numbers that it depends on most. */
export function quietTask(state: State): string | null {
  const { bench, history, reply, answered } = state;
  if (placeOf(state) !== "calculator" || history.began !== null || reply !== answered) return null;
  const job = matters.most(state);
  const worked = workedOf(state, job);
  return job === bench.stopped || (worked && isDone(worked)) ? null : job;
}

/** Keeps what has come of a task, instead of what had come of it before. */
export function keep(state: State, mine: Worked): void {
  const isMine = (w: Worked): boolean => w.job === mine.job && w.draft === mine.draft;
  // what is not told anew is what it was
  const progress = { ...state.bench.worked.find(isMine)?.progress, ...mine.progress };
  state.bench.worked = [...state.bench.worked.filter((w) => !isMine(w)).slice(1 - KEPT), { ...mine, progress }];
}

export interface BenchDeeds {
  open(tool: Tool): void;
  /** Stops the task at hand; what has come of it stays. */
  stop(job: string): void;
  resume(): void;
  readonly compare: compare.Deeds;
  readonly ask: ask.Deeds;
  readonly matters: matters.Deeds;
  readonly working: working.Deeds;
  readonly take: take.Deeds;
}

export function bench(engine: Engine, state: State, draw: () => void): BenchDeeds {
  return {
    open(tool) {
      state.bench.tool = state.bench.tool === tool ? null : tool;
      draw();
    },
    stop(job) {
      state.bench.stopped = job;
      draw();
    },
    resume() {
      state.bench.stopped = null;
      draw();
    },
    compare: compare.deeds(engine, state, draw),
    ask: ask.deeds(engine, state, draw),
    matters: matters.deeds(engine, state, draw),
    working: working.deeds(engine, state, draw),
    take: take.deeds(engine, state, draw),
  };
}
