// What takes long, one job at a time and for no other draft than the one whose answer stands: a costly picture, a task of the
// workbench, the futures.
import { keep, quietTask, taskOf } from "./bench.ts";
import { Trapped, type Engine } from "./engine.ts";
import { showsLive } from "./live.ts";
import type { Job } from "./server.ts";
import { owed, settled, type State } from "./state.ts";
import { plain } from "./views/parts.ts";

const KEPT = 6; // costly pictures at hand, for undo, redo and the one before

/** A tool's task has a colon in its name: `ask:…`. */
const isTask = (job: string): boolean => job.includes(":");

export interface Jobs {
  /** Begins what is due; to be called whenever that may have changed. */
  next(): void;
  /** A new answer stands, to these questions: what was being done for another is of no use. */
  stand(draft: string, before: string | null, generation: number): void;
}

export function jobs(engine: Engine, state: State, draw: () => void): Jobs {
  let stands: Omit<Job, "job"> | null = null;
  let broke: string | null = null; // the draft whose last job broke: nothing that nobody waits for is tried on it
  let sampled = 0; // generation whose futures are drawn, or cannot be
  let working: (Job & { readonly stop: AbortController }) | null = null;

  /** The picture that is looked at and not there yet; or else what a tool wants; or else the futures, once the draft has settled; last
   * what nobody waits for. */
  function due(): string | null {
    const futures = state.history.began === null && stands?.generation !== sampled;
    return owed(state) ?? taskOf(state) ?? (futures ? "futures" : stands?.draft === broke ? null : quietTask(state));
  }

  function next(): void {
    if (showsLive()) return rest(); // one job at a time, and theirs are looked at
    const job = due();
    // what somebody stopped, or a tool that was closed, is no longer wanted
    if (working && isTask(working.job) && working.job !== job) rest();
    if (!stands || job === null) return;
    if (working && (working.job !== "futures" || job === "futures")) return; // what is looked at goes before futures
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
        if (isTask(id)) {
          const watched = id === taskOf(state);
          keep(state, { job: id, draft, progress });
          const [answer] = progress.asked?.says ?? [];
          if (watched && answer && progress.done >= progress.total) state.spoken = plain(answer);
          if (watched) draw(); // what nobody waits for is drawn once, at its end
        }
        if (!progress.answer || progress.generation !== state.answered?.generation) continue;
        const better = settled(state.answered, progress.answer, progress.door);
        if (state.reply === state.answered) state.reply = better;
        state.answered = better;
        draw();
      }
    } catch (fault) {
      if (!(fault instanceof Trapped)) throw fault;
      state.trouble = { id: "panic", why: fault.message };
      broke = draft;
      if (isTask(id)) state.bench.stopped = id;
      draw();
    }
    if (working !== mine) return;
    working = null;
    // done, or it broke: in either case it is not asked again
    if (id === "futures") document.documentElement.dataset["settled"] = String((sampled = generation));
    else if (!isTask(id)) state.drawn = [...state.drawn.slice(1 - KEPT), { id, draft, generation, figure }];
    draw();
  }

  function stand(draft: string, before: string | null, generation: number): void {
    stands = { draft, before, generation };
    if (working && (working.job === "futures" || working.draft !== draft)) rest();
  }

  return { next, stand };
}
