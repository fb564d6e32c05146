// The tool "compare" of the workbench: which scenarios stand beside the one on the desk, and what is asked of them.
import { workedOf, type Worked } from "../bench.ts";
import type { Engine } from "../engine.ts";
import { current } from "../history.ts";
import { shelved } from "../shelf.ts";
import { viewOf, type State } from "../state.ts";

/** A scenario to compare with: the text of a draft, or the number of another scenario of the draft on the desk. */
export interface Other {
  readonly name: string;
  readonly of: string | number;
}

export interface Comparing {
  readonly others: readonly Other[];
  readonly sameBudget: boolean;
  /** The result whose causes are looked at; the picture that is; whether results that are alike are listed too. */
  readonly result: string;
  readonly figure: string | null;
  readonly all: boolean;
}

export const begun: Comparing = { others: [], sameBudget: false, result: "paid", figure: null, all: false };

/** Beside the one on the desk. */
const MOST = 3;

/** What is to be worked out of the draft as it stands; nothing while nothing stands beside it. */
export function task(state: State): string | null {
  const { others, sameBudget } = state.bench.compare;
  if (others.length === 0) return null;
  return `compare:${JSON.stringify({ others: others.map(({ of }) => of), same_budget: sameBudget })}`;
}

/** What stands: of this draft if it has been worked out, else of the one before. */
export function shown(state: State): { readonly worked: Worked; readonly stale: boolean } | null {
  const job = task(state);
  if (job === null) return null;
  const now = workedOf(state, job);
  if (now?.progress.compared) return { worked: now, stale: false };
  const last = state.bench.worked.filter((w) => w.job === job && w.progress.compared).at(-1);
  return last ? { worked: last, stale: true } : null;
}

export interface Choice {
  readonly group: "here" | "kept" | "schemes";
  readonly id: string;
  readonly other: Other;
}

/** What may be put beside it, and under which words. */
export function choices(state: State): Choice[] {
  const { history, reply, catalogue, say } = state;
  const before = history.before;
  const first = history.drafts[0];
  return [
    ...(before === null ? [] : [{ group: "here", id: "before", other: { name: say("compare_before"), of: before } } as const]),
    ...(first === undefined || first === current(history) ? [] : [{ group: "here", id: "opened", other: { name: say("compare_opened"), of: first } } as const]),
    ...reply.views.slice(1).map((view, i) => ({ group: "here", id: `own${i + 1}`, other: { name: view.name, of: i + 1 } }) as const),
    ...shelved().map(({ name, draft }, i) => ({ group: "kept", id: `kept${i}`, other: { name, of: draft } }) as const),
    ...catalogue.schemes.map(({ id, name, draft }) => ({ group: "schemes", id, other: { name, of: draft } }) as const),
  ];
}

export const hasRoom = ({ bench }: State): boolean => bench.compare.others.length < MOST;

export interface Deeds {
  add(id: string): void;
  drop(place: number): void;
  sameBudget(on: boolean): void;
  result(id: string): void;
  figure(id: string): void;
  all(on: boolean): void;
}

export function deeds(_engine: Engine, state: State, draw: () => void): Deeds {
  const put = (change: Partial<Comparing>): void => {
    state.bench.compare = { ...state.bench.compare, ...change };
    draw();
  };
  const others = (): readonly Other[] => state.bench.compare.others;
  return {
    add(id) {
      const chosen = choices(state).find((c) => c.id === id);
      if (chosen && hasRoom(state) && viewOf(state.reply)) put({ others: [...others(), chosen.other] });
    },
    drop: (place) => put({ others: others().filter((_, i) => i !== place) }),
    sameBudget: (on) => put({ sameBudget: on }),
    result: (id) => put({ result: id }),
    figure: (id) => put({ figure: id }),
    all: (on) => put({ all: on }),
  };
}
