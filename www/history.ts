// The history: every draft that ever stood, a cursor, and the draft that the last act left behind.

export interface History {
  readonly drafts: readonly string[];
  readonly cursor: number;
  /** What stood before the last act: the page compares with it. Null after opening and when dismissed. */
  readonly before: string | null;
  /** Where a step in the making began; null between steps. A drag, or a burst of typing, is one step. */
  readonly began: number | null;
}

export const opened = (draft: string): History => ({ drafts: [draft], cursor: 0, before: null, began: null });

export const current = (h: History): string => h.drafts[h.cursor] ?? "";

/** Pointer down, first key: all changes until `commit` are one step. */
export const begin = (h: History): History => (h.began === null ? { ...h, began: h.cursor } : h);

/** A change within a step; outside one it is a step of its own. */
export function change(h: History, draft: string): History {
  if (draft === current(h)) return h;
  const from = h.began ?? h.cursor;
  const drafts = [...h.drafts.slice(0, from + 1), draft];
  return { drafts, cursor: from + 1, before: h.drafts[from] ?? null, began: h.began };
}

/** Release, blur, the pause after typing. A step that ended where it began leaves no trace. */
export function commit(h: History): History {
  if (h.began === null) return h;
  const came = h.drafts[h.began];
  const idle = h.cursor > h.began && came === current(h);
  return idle
    ? { drafts: h.drafts.slice(0, h.began + 1), cursor: h.began, before: null, began: null }
    : { ...h, began: null };
}

/** Escape: back to where the step in the making began. */
export function abandon(h: History): History {
  if (h.began === null) return h;
  return { drafts: h.drafts.slice(0, h.began + 1), cursor: h.began, before: null, began: null };
}

export const canUndo = (h: History): boolean => h.cursor > 0;
export const canRedo = (h: History): boolean => h.cursor < h.drafts.length - 1;

const to = (h: History, cursor: number): History => ({ drafts: h.drafts, cursor, before: current(h), began: null });
export const undo = (h: History): History => (canUndo(h) ? to(h, h.cursor - 1) : h);
export const redo = (h: History): History => (canRedo(h) ? to(h, h.cursor + 1) : h);

/** No ghost, no comparison: only what stands. */
export const dismiss = (h: History): History => ({ ...h, before: null });

const MOST = 1_000_000; // letters of earlier drafts that are kept for the next time

/** As text to keep: where one is, what came before it and what was undone, the oldest left out where there is too much. */
export function packed({ drafts, cursor }: History): string {
  let from = cursor;
  let room = MOST - (drafts[cursor]?.length ?? 0);
  while (from > 0 && (room -= drafts[from - 1]?.length ?? 0) >= 0) from -= 1;
  let end = cursor + 1;
  while (end < drafts.length && (room -= drafts[end]?.length ?? 0) >= 0) end += 1;
  return JSON.stringify({ drafts: drafts.slice(from, end), cursor: cursor - from });
}

/** The history that was kept, if it is one whose draft is `draft`; else one that begins with it. */
export function unpacked(text: string | null, draft: string): History {
  try {
    const { drafts, cursor }: { drafts: unknown; cursor: unknown } = JSON.parse(text ?? "null") ?? {};
    const sound = Array.isArray(drafts) && drafts.every((d) => typeof d === "string") && typeof cursor === "number";
    if (sound && drafts[cursor] === draft) return { drafts, cursor, before: null, began: null };
  } catch {
    // what was kept is no history: the draft stands without one
  }
  return opened(draft);
}
