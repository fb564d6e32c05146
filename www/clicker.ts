// The keys of a talk: arrows, a clicker, digits to guess. What belongs to a field stays with it.
import type { Act } from "./state.ts";

type Deeds = Pick<Act, "pace" | "back" | "blank" | "guess">;

const FAR = 1000;
const MOVES: Readonly<Record<string, number>> = {
  PageDown: 1,
  PageUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -FAR,
  End: FAR,
};

/** Told by name: those of the notes' window are of another realm. */
const kindOf = (target: EventTarget | null): string => {
  const { tagName = "", type = "" } = (target ?? {}) as Partial<HTMLInputElement>;
  return tagName === "INPUT" ? `INPUT ${type}` : tagName;
};
const isModified = (e: KeyboardEvent): boolean => e.ctrlKey || e.metaKey || e.altKey || e.isComposing;

/**
 * Before any field hears of it: a clicker has no other keys than these two, and whoever typed a number a minute ago still stands
 * in its field.
 */
export function onClicker(e: KeyboardEvent, act: Deeds): void {
  if ((e.key !== "PageDown" && e.key !== "PageUp") || isModified(e) || kindOf(e.target) === "TEXTAREA") return;
  act.pace(MOVES[e.key] ?? 0);
  e.preventDefault();
  e.stopPropagation();
}

export function onKey(e: KeyboardEvent, act: Deeds): void {
  if (isModified(e)) return;
  const kind = kindOf(e.target);
  const field = kind === "TEXTAREA" || kind === "SELECT" || kind.startsWith("INPUT");
  const steps = e.key === " " ? (kind === "BUTTON" || kind === "SUMMARY" ? undefined : 1) : MOVES[e.key];
  if (e.key === "Escape") act.back(field);
  else if (field) return;
  else if (e.key === "." || e.key.toLowerCase() === "b") act.blank();
  else if (/^[1-9]$/.test(e.key)) act.guess(Number(e.key) - 1);
  else if (steps !== undefined) act.pace(steps);
  else return;
  e.preventDefault();
}
