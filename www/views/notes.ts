// What the speaker alone reads: where the talk is, the notes to this step, what comes next. No clock.
import { html, type TemplateResult } from "lit-html";
import type { State, Talk } from "../state.ts";

export function notes(state: State, talk: Talk): TemplateResult {
  const { say, format } = state;
  const step = talk.steps[talk.step];
  const next = talk.steps[talk.step + 1];
  return html`<section class="notes-of" aria-labelledby="notes-heading">
    <p>${say("stage_step", { step: format(talk.step + 1, "count"), of: format(talk.steps.length, "count") })}</p>
    <h2 id="notes-heading">${say("stage_notes_of", { name: step?.name || step?.head || talk.name })}</h2>
    <p class="notes-text">${step?.notes || say("stage_notes_none")}</p>
    <p>${next ? say("stage_then", { head: next.head || next.name }) : say("stage_last")}</p>
  </section>`;
}
