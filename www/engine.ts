// What the page may ask: quick questions of its own instance, which is remade if it ever traps, and jobs by whatever transport.
import type { Catalogue, Check, Deck, Edited, Progress, Reply, Scene, SchemeTold, Unit } from "./gen/pbr.js";
import type { Job } from "./server.ts";
import type { Transport } from "./transport.ts";
import { unpack } from "./unpack.ts";
import type { Core } from "./worker.ts";

export interface Opened {
  readonly draft?: string;
  readonly issue?: string;
}

export interface Engine {
  catalogue(): Catalogue;
  /** What a scheme's card says when it is opened. */
  scheme(id: string): SchemeTold | undefined;
  /** Back-tests by their ids, or all of them if none is named. */
  checks(ids: readonly string[]): Check[];
  /** The talk of a file, or the explainer. */
  deck(own: string | null): Deck;
  /** The draft that a step is shown on at one of its settings. */
  pose(step: string, setting: number, own: string | null): string;
  /** What a step shows of a draft; where it `waits`, the job `scene:` and the step's id tells it whole. */
  scene(step: string, draft: string, own: string | null, generation: number): Scene;
  evaluate(draft: string, before: string | null, generation: number): Reply;
  edit(draft: string, path: string, typed: string): Edited;
  set(draft: string, path: string, value: number): Edited;
  nudge(draft: string, path: string, steps: number): Edited;
  reset(draft: string, path: string): Edited;
  /** A job, step by step. Leaving the loop stops it; so does a newer one. */
  run(job: Job, signal?: AbortSignal): AsyncGenerator<Progress, void, void>;
  act(draft: string, deed: string): Edited;
  format(value: number, unit: Unit): string;
  encode(draft: string): string;
  decode(link: string): Opened;
  /** The draft without the £ amounts of its contracts, its provider and its finance. */
  withoutPrices(draft: string): string;
}

/** A trap leaves an instance poisoned: nothing may be asked of it again. Thrown after a fresh one stands. */
export class Trapped extends Error {}

/** The module lies in the page itself, so that nothing is ever fetched (carry.mjs). */
export function compiled(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(unpack(document.getElementById("engine")?.textContent ?? ""));
}

/** `step` is how long a step of a job should take, in ms: it decides when progress is heard of, and nothing else. */
export function start(lang: string, core: Core, transport: Transport, step = 15): Engine {
  const asking =
    <Given extends unknown[], Told>(question: (...given: Given) => Told) =>
    (...given: Given): Told => {
      try {
        return question(...given);
      } catch (fault) {
        if (!(fault instanceof WebAssembly.RuntimeError)) throw fault;
        core.afresh();
        throw new Trapped(fault.message);
      }
    };

  let newest = 0;
  async function* run(job: Job, signal?: AbortSignal): AsyncGenerator<Progress, void, void> {
    const id = (newest += 1);
    const wanted = (): boolean => id === newest && !signal?.aborted;
    let started = false;
    let units = 1;
    try {
      while (wanted()) {
        if (!started) await transport({ id, start: job });
        started = true;
        if (!wanted()) return;
        const { progress, took = 0 } = await transport({ id, units });
        if (!wanted()) return;
        started = progress !== undefined; // unless what went on with it broke under another's request: once more from the start
        if (!progress) continue;
        yield progress;
        if (progress.done >= progress.total) return;
        units = Math.max(1, Math.min(8 * units, Math.round((units * step) / Math.max(took, 1))));
      }
    } finally {
      if (started && id === newest) transport({ id }).catch(() => {}); // what is lost needs no stopping
    }
  }

  return {
    catalogue: asking(() => core.catalogue(lang)),
    scheme: asking((id) => core.scheme(id, lang)),
    checks: asking((ids) => core.checks([...ids])),
    deck: asking((own: string | null) => core.deck(own, lang)),
    pose: asking((step, setting, own) => core.pose(step, setting, own, lang)),
    scene: asking((step, draft, own, generation) => core.scene(step, draft, own, generation, lang)),
    evaluate: asking(core.evaluate),
    edit: asking(core.edit),
    set: asking(core.set),
    nudge: asking(core.nudge),
    reset: asking(core.reset),
    run,
    act: asking(core.act),
    format: asking((value, unit) => core.format(value, unit, lang)),
    encode: asking(core.encode),
    decode: asking(core.decode),
    withoutPrices: asking(core.without_prices),
  };
}
