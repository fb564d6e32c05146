// What the page says when something outside the contract goes wrong: a bad link, a broken engine, no engine at all.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Act, State } from "../state.ts";
import type { Say } from "../words.ts";

export function trouble(state: State, act: Act): TemplateResult | typeof nothing {
  const { say } = state;
  if (!state.trouble) return nothing;
  const { id, why, rest } = state.trouble;
  return html`<div class="trouble" role="alert">
    <h2>${say(id)}</h2>
    ${id === "panic" ? nothing : html`<p>${why}</p>`}
    <p>${say(`${id}_then`)}</p>
    ${rest === undefined ? nothing : html`<p><button type="button" class="button is-quiet" data-act="rest" @click=${() => act.start(rest)}>${say("rest_open")}</button></p>`}
    <button type="button" class="text-button" @click=${() => act.dismissTrouble()}>${say("close")}</button>
  </div>`;
}

/** Script runs but WebAssembly is refused: what can be read stays, and the reason stands over it. */
export const refused = (say: Say): TemplateResult =>
  html`<h2>${say("refused_heading")}</h2>
    <p>${say("refused")}</p>`;
