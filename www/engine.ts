// The calculator's engine on this page: one WebAssembly instance, thrown away and remade if it ever traps.
import * as glue from "./gen/pbr.js";
import type { Catalogue, Edited, Figure, Reply, Unit } from "./gen/pbr.js";

export interface Opened {
  readonly draft?: string;
  readonly issue?: string;
}

export interface Engine {
  catalogue(): Catalogue;
  evaluate(draft: string, before: string | null, generation: number): Reply;
  edit(draft: string, path: string, typed: string): Edited;
  set(draft: string, path: string, value: number): Edited;
  nudge(draft: string, path: string, steps: number): Edited;
  reset(draft: string, path: string): Edited;
  figure(draft: string, id: string): Figure | undefined;
  act(draft: string, deed: string): Edited;
  format(value: number, unit: Unit): string;
  encode(draft: string): string;
  decode(link: string): Opened;
}

/** A trap leaves an instance poisoned: nothing may be asked of it again. Thrown after a fresh one stands. */
export class Trapped extends Error {}

/** The module lies in the page itself, a letter a byte, so that nothing is ever fetched (`letters` in build.mjs). */
function compiled(): Promise<WebAssembly.Module> {
  const letters = document.getElementById("engine")?.textContent ?? "";
  const byte = new Uint8Array(512);
  for (let i = 0; i < 256; i += 1) byte[letters.charCodeAt(i)] = i;
  return WebAssembly.compile(
    Uint8Array.from({ length: letters.length - 256 }, (_, i) => byte[letters.charCodeAt(i + 256)] ?? 0),
  );
}

export async function start(lang: string): Promise<Engine> {
  glue.initSync({ module: await compiled() });

  function ask<T>(question: () => T): T {
    try {
      return question();
    } catch (fault) {
      if (!(fault instanceof WebAssembly.RuntimeError)) throw fault;
      glue.__wbg_reset_state(); // a fresh instance of the same module
      throw new Trapped(fault.message);
    }
  }

  return {
    catalogue: () => ask(() => glue.catalogue(lang)),
    evaluate: (draft, before, generation) => ask(() => glue.evaluate(draft, before ?? undefined, generation)),
    edit: (draft, path, typed) => ask(() => glue.edit(draft, path, typed)),
    set: (draft, path, value) => ask(() => glue.set(draft, path, value)),
    nudge: (draft, path, steps) => ask(() => glue.nudge(draft, path, steps)),
    reset: (draft, path) => ask(() => glue.reset(draft, path)),
    figure: (draft, id) => ask(() => glue.figure(draft, id)),
    act: (draft, deed) => ask(() => glue.act(draft, deed)),
    format: (value, unit) => ask(() => glue.format(value, unit, lang)),
    encode: (draft) => ask(() => glue.encode(draft)),
    decode: (link) => ask(() => glue.decode(link)),
  };
}
