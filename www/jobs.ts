// What takes long, one job at a time and for no other draft than the one whose answer stands: a costly picture, the futures.
import { Trapped, type Engine } from "./engine.ts";
import { showsLive } from "./live.ts";
import type { Job } from "./server.ts";
import { owed, settled, type State } from "./state.ts";

const KEPT = 6; // costly pictures at hand, for undo, redo and the one before

export interface Jobs {
  /** Begins what is due; to be called whenever that may have changed. */
  next(): void;
  /** A new answer stands, to these questions: what was being done for another is of no use. */
  stand(draft: string, before: string | null, generation: number): void;
}

export function jobs(engine: Engine, state: State, draw: () => void): Jobs {
  let stands: Omit<Job, "job"> | null = null;
  let sampled = 0; // generation whose futures are drawn, or cannot be
  let working: (Job & { readonly stop: AbortController }) | null = null;

  /** The picture that is looked at and not there yet; or else the futures, once the draft has settled. */
  function due(): string | null {
    const futures = state.history.began === null && stands?.generation !== sampled;
    return owed(state) ?? (futures ? "futures" : null);
  }

  function next(): void {
    if (showsLive()) return rest(); // one job at a time, and theirs are looked at
    const job = due();
    if (!stands || job === null) return;
    if (working && (working.job !== "futures" || job === "futures")) return; // a picture looked at goes before futures
    working?.stop.abort();
    working = { ...stands, job, stop: new AbortController() };
    void work(working);
  }

  function rest(): void {
    working?.stop.abort();
    working = null;
  }

  async function work(mine: NonNullable<typeof working>): Promise<void> {
    const { stop, ...job } = mine;
    const { job: id, draft, generation } = job;
    let figure = null;
    try {
      for await (const progress of engine.run(job, stop.signal)) {
        figure = progress.figure ?? null;
        if (!progress.answer || progress.generation !== state.answered?.generation) continue;
        const better = settled(state.answered, progress.answer, progress.door);
        if (state.reply === state.answered) state.reply = better;
        state.answered = better;
        draw();
      }
    } catch (fault) {
      if (!(fault instanceof Trapped)) throw fault;
      state.trouble = { id: "panic", why: fault.message };
      draw();
    }
    if (working !== mine) return;
    working = null;
    // done, or it broke: in either case it is not asked again
    if (id === "futures") document.documentElement.dataset["settled"] = String((sampled = generation));
    else state.drawn = [...state.drawn.slice(1 - KEPT), { id, draft, generation, figure }];
    draw();
  }

  function stand(draft: string, before: string | null, generation: number): void {
    stands = { draft, before, generation };
    if (working && (working.job === "futures" || working.draft !== draft)) rest();
  }

  return { next, stand };
}
