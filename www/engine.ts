// What the page may ask: quick questions of its own instance, which is remade if it ever traps, and jobs by whatever transport.
import type { Catalogue, Check, Deck, Edited, Pasted, Progress, Ranged, Reply, Scene, SchemeTold, Spot, Stamp, Unit } from "./gen/pbr.js";
import type { Job } from "./server.ts";
import type { Secret } from "./state.ts";
import type { Transport } from "./transport.ts";
import { unpack } from "./unpack.ts";
import type { Core } from "./worker.ts";

export interface Opened {
  readonly draft?: string;
  readonly issue?: string;
  /** What could be unpacked of a link that is not whole. */
  readonly torn?: string;
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
  /** With no picture but the one that is `lookedAt`, if a hand drags; else with all. */
  evaluate(draft: string, before: string | null, generation: number, lookedAt: string | null): Reply;
  edit(draft: string, path: string, typed: string): Edited;
  set(draft: string, path: string, value: number): Edited;
  nudge(draft: string, path: string, steps: number): Edited;
  reset(draft: string, path: string): Edited;
  /** A job, step by step. Leaving the loop stops it; so does a newer one. */
  run(job: Job, signal?: AbortSignal): AsyncGenerator<Progress, void, void>;
  act(draft: string, deed: string): Edited;
  /** How far each number may be off; terms of the contract too, or held where they are. */
  ranges(draft: string, terms: boolean): Ranged[];
  /** What stands at a cell of a map, given its value if it has been worked out. */
  spot(draft: string, asked: string, cell: readonly [number, number], value: number | undefined, known: boolean): Spot | undefined;
  format(value: number, unit: Unit): string;
  encode(draft: string): string;
  decode(link: string): Opened;
  /** A draft of as much of a text as can be read. */
  salvage(text: string): string | undefined;
  /** The draft without what one side keeps to itself. */
  without(draft: string, secret: Secret): string;
  /** The first scenario as a workbook (.xlsx) with live formulas, stamped with a link; no bytes if the draft has mistakes. */
  workbook(draft: string, link: string | null): Uint8Array;
  /** What everything that leaves the page says of itself; `address` is what the link stands behind, if it is asked for. */
  stamp(draft: string, address: string | null): Stamp | undefined;
  /** A number with all its digits. */
  digits(value: number): string;
  /** The groups of a draft as a table for a spreadsheet; and such a table, read. */
  groupsTable(draft: string): string;
  groupsPasted(draft: string, text: string): Pasted;
}

/** A trap leaves an instance poisoned: nothing may be asked of it again. Thrown after a fresh one stands. */
export class Trapped extends Error {}

/** Futures of a workbook's percentiles: the page stands still while they are drawn, and the largest scheme draws 200 in a second. */
const FUTURES = 256;

/** More than any job has. */
const MOST_UNITS = 2 ** 20;

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
        // a task may end a step early and in no time: what it is asked for must not grow beyond what the engine can count
        units = Math.max(1, Math.min(MOST_UNITS, 8 * units, Math.round((units * step) / Math.max(took, 1))));
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
    ranges: asking((draft, terms) => core.ranges(draft, terms, lang)),
    spot: asking((draft, asked, [column, row], value, known) => core.spot(draft, asked, column, row, value, known, lang)),
    format: asking((value, unit) => core.format(value, unit, lang)),
    encode: asking(core.encode),
    decode: asking(core.decode),
    salvage: asking(core.salvage),
    without: asking(core.without),
    workbook: asking((draft: string, link: string | null) => core.workbook(draft, link, FUTURES)),
    stamp: asking((draft: string, address: string | null) => core.stamp(draft, address)),
    digits: asking(core.digits),
    groupsTable: asking(core.groups_table),
    groupsPasted: asking(core.groups_pasted),
  };
}
