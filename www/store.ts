// What lasts on this computer. The only file that names storage; where it is denied, memory stands in.

let prefix = "pbr.";
const memory = new Map<string, string>();

function storage(): Storage | null {
  try {
    const s = window.localStorage;
    s.setItem(prefix + "probe", "1");
    s.removeItem(prefix + "probe");
    return s;
  } catch {
    return null;
  }
}

let local = storage();

/** False in a sandboxed frame or where storage is refused: nothing outlives the page. */
export let lasting = local !== null;
/** Opened from a page that was saved with a scenario inside. */
export let inside = false;
/** Opened from a disk: a browser may keep one store for all such files. */
export const shared = lasting && location.protocol === "file:";
/** Everything was forgotten, here or in another tab, and nothing is written until there is something new to keep. */
let silent = false;

/** A page that was saved with a scenario inside opens with that, wherever it is: it keeps its changes for this tab alone. */
export function apart(name: string): void {
  prefix = `pbr.${name}.`;
  inside = true;
  try {
    local = window.sessionStorage;
  } catch {
    local = null;
  }
  lasting = local !== null;
}

/** A page in somebody else's page neither reads nor keeps. */
export function without(): void {
  local = null;
  lasting = false;
}

const KEPT = ["draft", "history", "shelf", "tables", "theme", "stage"] as const;
export type Kept = (typeof KEPT)[number];

export function read(key: Kept): string | null {
  return local ? local.getItem(prefix + key) : (memory.get(key) ?? null);
}

export function write(key: Kept, value: string): void {
  if (silent) return;
  try {
    if (local) local.setItem(prefix + key, value);
    else memory.set(key, value);
  } catch {
    memory.set(key, value); // full: the page goes on, the reload does not find it
  }
}

export function drop(key: Kept): void {
  memory.delete(key);
  local?.removeItem(prefix + key);
}

export function forget(): void {
  silent = true;
  memory.clear();
  for (const key of KEPT) local?.removeItem(prefix + key);
}

/** There is something new to keep. */
export function again(): void {
  silent = false;
}

// pictures are drawn without a window, too
globalThis.addEventListener?.("storage", ({ key, newValue }) => {
  // forgotten in another tab: what that tab forgot, this one does not write again on leaving; and what it wrote a moment before
  // may have reached that tab too late to be forgotten there
  if (local && newValue === null && (key === null || key === `${prefix}draft`)) forget();
});
