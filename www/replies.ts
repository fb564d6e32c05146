// The reply that stands on the page: whole, or within a step with no picture but the one that is looked at.
import type { Engine } from "./engine.ts";
import { current } from "./history.ts";
import { answerOf, chosenTab, type State } from "./state.ts";

/** Asks for the draft that stands; true if it has an answer. */
export function ask(engine: Engine, state: State, generation: number): boolean {
  const draft = current(state.history);
  const stands = state.history.began === null ? undefined : answerOf(state.answered);
  const lookedAt = stands ? (chosenTab(state, stands)?.id ?? "") : null;
  state.reply = engine.evaluate(draft, state.compared, generation, lookedAt);
  if (!answerOf(state.reply)) return false;
  state.answered = state.reply;
  state.sound = draft;
  // the picture of this draft, if it is at hand, is the one that stays behind when the draft moves on
  const seen = state.drawn.filter((d) => d.draft === draft);
  state.drawn = [...state.drawn.filter((d) => d.draft !== draft), ...seen];
  return true;
}

/** Adds to the answer that stands the pictures that nobody looked at while it was made. */
export function whole(engine: Engine, state: State): void {
  if (!state.answered || state.sound === null || !answerOf(state.answered)?.glimpse) return;
  const same = state.reply === state.answered;
  state.answered = engine.evaluate(state.sound, state.compared, state.answered.generation, null);
  if (same) state.reply = state.answered;
}
