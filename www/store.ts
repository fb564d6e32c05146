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

const local = storage();

/** False in a sandboxed frame or where storage is refused: nothing outlives the page. */
export const lasting = local !== null;

const KEPT = ["draft", "tables", "theme", "stage"] as const;
export type Kept = (typeof KEPT)[number];

export function read(key: Kept): string | null {
  return local ? local.getItem(PREFIX + key) : (memory.get(key) ?? null);
}

export function write(key: Kept, value: string): void {
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
  memory.clear();
  for (const key of KEPT) local?.removeItem(PREFIX + key);
}
