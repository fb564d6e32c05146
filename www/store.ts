// What lasts on this computer. The only file that names storage; where it is denied, memory stands in.

const PREFIX = "pbr.";
const memory = new Map<string, string>();

function storage(): Storage | null {
  try {
    const s = window.localStorage;
    s.setItem(PREFIX + "probe", "1");
    s.removeItem(PREFIX + "probe");
    return s;
  } catch {
    return null;
  }
}

let local = storage();

/** False in a sandboxed frame or where storage is refused: nothing outlives the page. */
export let lasting = local !== null;
/** Opened from a disk: a browser may keep one store for all such files. */
export const shared = lasting && location.protocol === "file:";
/** Everything was forgotten, here or in another tab, and nothing is written until there is something new to keep. */
let silent = false;

/** A page in somebody else's page neither reads nor keeps. */
export function without(): void {
  local = null;
  lasting = false;
}

const KEPT = ["draft", "tables", "theme", "stage"] as const;
export type Kept = (typeof KEPT)[number];

export function read(key: Kept): string | null {
  return local ? local.getItem(PREFIX + key) : (memory.get(key) ?? null);
}

export function write(key: Kept, value: string): void {
  if (silent) return;
  try {
    if (local) local.setItem(PREFIX + key, value);
    else memory.set(key, value);
  } catch {
    memory.set(key, value); // full: the page goes on, the reload does not find it
  }
}

export function drop(key: Kept): void {
  memory.delete(key);
  local?.removeItem(PREFIX + key);
}

export function forget(): void {
  silent = true;
  memory.clear();
  for (const key of KEPT) local?.removeItem(PREFIX + key);
}

/** There is something new to keep. */
export function again(): void {
  silent = false;
}

// pictures are drawn without a window, too
globalThis.addEventListener?.("storage", ({ key, newValue }) => {
  // forgotten in another tab: what that tab forgot, this one does not write again on leaving
  if (local && newValue === null && (key === null || key === `${PREFIX}draft`)) silent = true;
});
