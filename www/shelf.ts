// Scenarios kept by name on this computer, and the same as one file: put there, taken from there, given to somebody.
import type { Engine } from "./engine.ts";
import { current } from "./history.ts";
import { unreadable } from "./opening.ts";
import { viewOf, type State } from "./state.ts";
import * as store from "./store.ts";

/** A draft under a name, letter for letter. */
export interface Kept {
  readonly name: string;
  readonly draft: string;
}

/** What a text holds, if it is a list of such: anything else is not one of ours. */
function readKept(list: unknown): Kept[] | null {
  const one = (item: unknown): item is Kept => typeof item === "object" && item !== null && "name" in item && "draft" in item && typeof item.name === "string" && typeof item.draft === "string";
  return Array.isArray(list) && list.every(one) ? list.map(({ name, draft }) => ({ name, draft })) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The scenarios of a file that holds several; null if it is no such file. */
export function setOf(text: string): Kept[] | null {
  const file = parsed(text);
  return typeof file === "object" && file !== null && "kept" in file ? readKept(file.kept) : null;
}

/** The same as a file. Drafts stand in it as text, so that no number is ever read and written again. */
export const setFile = (kept: readonly Kept[]): string => `${JSON.stringify({ kept }, null, 1)}\n`;

export const shelved = (): readonly Kept[] => readKept(parsed(store.read("shelf") ?? "[]")) ?? [];

export const shelve = (kept: readonly Kept[]): void => store.write("shelf", JSON.stringify(kept));

/** A name that none of them has yet: a name in use gets a number behind it. */
export function freeName(kept: readonly Kept[], wanted: string): string {
  const name = wanted.trim() || "…";
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? name : `${name} (${n})`;
    if (!kept.some((k) => k.name === tried)) return tried;
  }
}

/** What is looked at of the shelf, and what became of the last thing done to it. */
export interface Shelf {
  /** The name that is being typed; null while the scenario's own is offered. */
  readonly name: string | null;
  readonly dropped: { readonly kept: Kept; readonly place: number } | null;
  readonly told: string;
}

export const untouched: Shelf = { name: null, dropped: null, told: "" };

export interface ShelfDeeds {
  name(text: string): void;
  keep(): void;
  drop(place: number): void;
  putBack(): void;
  /** Adds the scenarios of a file: those that can be shown. What cannot be is named. */
  add(kept: readonly Kept[]): void;
}

export function shelf(engine: Engine, state: State, draw: () => void): ShelfDeeds {
  const { say } = state;
  function tell(now: Partial<Shelf>): void {
    state.shelf = { ...untouched, ...now };
    draw();
  }
  function put(kept: readonly Kept[]): void {
    store.again();
    shelve(kept);
  }
  return {
    name: (text) => tell({ name: text }),
    keep() {
      const all = shelved();
      const name = freeName(all, state.shelf.name ?? viewOf(state.reply)?.name ?? "");
      put([...all, { name, draft: current(state.history) }]);
      tell({ told: say("shelf_kept", { name }) });
    },
    drop(place) {
      const all = shelved();
      const kept = all[place];
      if (!kept) return;
      put(all.filter((_, i) => i !== place));
      tell({ dropped: { kept, place }, told: say("shelf_dropped", { name: kept.name }) });
    },
    putBack() {
      const { dropped } = state.shelf;
      const all = shelved();
      if (dropped) put([...all.slice(0, dropped.place), dropped.kept, ...all.slice(dropped.place)]);
      tell({});
    },
    add(kept) {
      const why = kept.flatMap(({ name, draft }) => {
        const reason = unreadable(engine, draft);
        return reason === null ? [] : [`${name}: ${reason}`];
      });
      const good = kept.filter(({ draft }) => unreadable(engine, draft) === null);
      let all = shelved();
      const added = good.map((k) => {
        const name = freeName(all, k.name);
        all = [...all, { name, draft: k.draft }];
        return name;
      });
      put(all);
      if (why.length > 0) state.trouble = { id: "set_wrong", why: why.join(" ") };
      tell({ told: added.length > 0 ? say("shelf_added", { names: added.join(", ") }) : "" });
    },
  };
}
