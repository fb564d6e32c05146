// The tool "ask" of the workbench: what is asked, and what can be done to it.
import type { Engine } from "../engine.ts";
import type { State } from "../state.ts";

/** Questions of the trade, in order; those that ask for a number have it in `typed`. */
export const QUESTIONS = ["nobody", "safe", "even", "carry", "block", "fair", "equal", "budget"] as const;
export type Question = (typeof QUESTIONS)[number];
/** What each of them asks for first. */
export const ASKS: readonly Question[] = ["fair", "equal", "budget"];

/** The commissioner's door asks one thing of its draft. */
export const COMMISSION = "ask:" + JSON.stringify({ is: "commission" });
export const BIDS = "ask:" + JSON.stringify({ is: "bids" });

/** A goal seek as it was put together so far. */
export interface Sought {
  readonly find: string;
  readonly input: string;
  readonly result: string;
  readonly want: string;
  readonly value: string;
  readonly prefer: string;
}

export interface Asking {
  /** The question that is being asked: one of the trade, or `seek`. */
  asked: Question | "seek" | null;
  /** The task that stands for it. */
  job: string | null;
  /** What was typed with each question. */
  typed: Readonly<Partial<Record<Question, string>>>;
  sought: Sought;
  /** True once the bids of the draft were asked about. */
  bids: boolean;
}

export const begun: Asking = {
  asked: null,
  job: null,
  typed: { fair: "5", equal: "£1,500,000", budget: "£1,000,000" },
  sought: { find: "", input: "", result: "margin", want: "least", value: "£0", prefer: "lowest" },
  bids: false,
};

/** True if bids stand in the draft. */
export const hasBids = ({ reply }: State): boolean => (reply.views[0]?.inputs ?? []).some((i) => i.field.startsWith("scenarios[].bids[]"));

/** What is to be worked out of the draft as it stands: the tool's name, and what it is asked. Null: nothing. */
export function task(state: State): string | null {
  const { job } = state.bench.ask;
  const done = (wanted: string): boolean =>
    state.bench.worked.some((w) => w.job === wanted && w.draft === state.sound && w.progress.done >= w.progress.total);
  if (job !== null && !done(job)) return job;
  return hasBids(state) ? BIDS : job;
}

export interface Deeds {
  /** Asks a question, with what was typed beside it. */
  ask(question: Question | "seek"): void;
  type(question: Question, text: string): void;
  seek(change: Partial<Sought>): void;
}

export function deeds(_engine: Engine, state: State, draw: () => void): Deeds {
  return {
    ask(question) {
      const { typed, sought } = state.bench.ask;
      const { find: _find, ...asked } = sought;
      const what = question === "seek" ? { is: "seek", ...asked } : { is: question, value: typed[question] ?? "" };
      state.bench.ask = { ...state.bench.ask, asked: question, job: `ask:${JSON.stringify(what)}` };
      state.bench.stopped = null;
      draw();
      // the answer stands beneath all questions: whoever asked is taken there, and a mistake in what was typed is told at its field
      document.getElementById("ask-answer")?.focus();
    },
    type(question, text) {
      state.bench.ask = { ...state.bench.ask, typed: { ...state.bench.ask.typed, [question]: text } };
      draw();
    },
    seek(change) {
      state.bench.ask = { ...state.bench.ask, sought: { ...state.bench.ask.sought, ...change } };
      draw();
    },
  };
}
