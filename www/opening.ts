// What the page opens with: a link that was followed, what was kept on this computer, or the example.
import { Trapped, type Engine } from "./engine.ts";
import type { Reply } from "./gen/pbr.js";
import { change, opened, unpacked, type History } from "./history.ts";

/** What the person must be told, by message id, and why in the model's own words. */
export interface Trouble {
  readonly id: "panic" | "link_wrong" | "file_wrong" | "kept_wrong" | "set_wrong";
  readonly why: string;
  /** A draft of what could be read of it, if that can be shown. */
  readonly rest?: string;
}

/** Why a draft cannot be shown at all; null if it can be, mistakes or not. */
export function unreadable(engine: Engine, draft: string): string | null {
  try {
    const reply: Reply = engine.evaluate(draft, null, 0, null);
    return reply.views.length > 0 ? null : reply.issues.map((issue) => issue.message).join(" ");
  } catch (fault) {
    if (fault instanceof Trapped) return fault.message;
    throw fault;
  }
}

export interface Opening {
  readonly history: History;
  readonly trouble: Trouble | null;
}

/** What could be read of a text that is not whole, if it can be shown. */
function rest(engine: Engine, text: string | undefined): { rest?: string } {
  const draft = text === undefined ? undefined : engine.salvage(text);
  return draft === undefined || unreadable(engine, draft) !== null ? {} : { rest: draft };
}

/** What was kept; if it cannot be shown, the example stands in its place. */
export function openKept(engine: Engine, kept: string | null, past: string | null, example: string): Opening {
  if (kept === null) return { history: opened(example), trouble: null };
  const why = unreadable(engine, kept);
  if (why === null) return { history: unpacked(past, kept), trouble: null };
  return { history: opened(example), trouble: { id: "kept_wrong", why, ...rest(engine, kept) } };
}

/** A file that was opened becomes a step, as a link does. */
export function openFile(engine: Engine, text: string, history: History): Opening {
  const why = unreadable(engine, text);
  if (why !== null) return { history, trouble: { id: "file_wrong", why, ...rest(engine, text) } };
  return { history: change(history, text), trouble: null };
}

/** A followed link becomes a step: Undo returns to what was here. */
export function follow(engine: Engine, link: string, history: History): Opening {
  const { draft, issue, torn } = engine.decode(link);
  const why = draft === undefined ? (issue ?? "") : unreadable(engine, draft);
  if (draft === undefined || why !== null) return { history, trouble: { id: "link_wrong", why: why ?? "", ...rest(engine, draft ?? torn) } };
  return { history: change(history, draft), trouble: null };
}
