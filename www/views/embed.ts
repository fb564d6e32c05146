// A figure by itself, as it stands in somebody else's page; and, beneath each figure of ours, the text that puts it there.
import { html, nothing, type TemplateResult } from "lit-html";
import { current } from "../history.ts";
import type { Act, Live, State } from "../state.ts";
import { controls, picture, says, tablesInstead } from "./live.ts";
import { trouble } from "./trouble.ts";

/** The whole page, where one figure is all of it. */
export function embedded(state: State, act: Act, id: string): TemplateResult {
  const { say, catalogue } = state;
  const all = state.deck(null).steps.filter(({ exhibit }) => exhibit);
  const step = all.find((s) => s.id === id);
  if (!step?.exhibit)
    return html`<main class="embedded">
      <h1>${say("embed_unknown")}</h1>
      <p>${say("embed_unknown_then", { names: all.map((s) => s.id).join(", ") })}</p>
    </main>`;
  const figure = state.live(step, null);
  return html`<main class="embedded explainer" data-live=${figure.key}>
      ${trouble(state, act)}
      <p class="eyebrow">${step.name} <span class="tag is-${step.exhibit.tag_id}">${step.exhibit.tag}</span></p>
      <h1>${step.head}</h1>
      ${controls(state, act, figure)} ${says(state, act, figure)} ${picture(state, act, figure)}
      <div data-live-gauge></div>
      <p class="exhibit-acts">${tablesInstead(state, act)}</p>
      <p class="muted">${figure.scene?.method_text}<br />${say("embed_from", { title: say("title"), version: catalogue.version })}</p>
    </main>
    <p class="govuk-visually-hidden" aria-live="polite" data-spoken>${state.spoken}</p>`;
}

/** What is shown for a figure as it stands; a figure that moved on has none. */
const snippetOf = ({ snippet }: State, figure: Live): State["snippet"] => (figure.history && snippet?.key === figure.key && snippet.draft === current(figure.history) ? snippet : null);

export const embedButton = (state: State, act: Act, figure: Live): TemplateResult =>
  html`<button type="button" class="text-button unprinted" data-act="embed" aria-expanded=${snippetOf(state, figure) ? "true" : "false"} aria-label=${state.say("embed_named", { name: figure.step.name })} @click=${() => act.embed(figure)}>${state.say("embed")}</button>`;

export function embedText(state: State, act: Act, figure: Live): TemplateResult | typeof nothing {
  const { say } = state;
  const snippet = snippetOf(state, figure);
  if (!snippet) return nothing;
  return html`<div class="embed-text unprinted">
    <p>${say("embed_note")} ${location.protocol === "file:" ? say("embed_file") : nothing}</p>
    <label for="embed-text">${say("embed_text")}</label>
    <textarea class="plain-text" id="embed-text" rows="5" readonly .value=${snippet.text}></textarea>
    <p>
      <button type="button" class="button" data-act="copy-embed" @click=${() => act.copyEmbed()}>${say("link_copy")}</button>
      <span role="status">${snippet.done === null ? "" : say(snippet.done === "copied" ? "link_copied" : "bid_select")}</span>
    </p>
  </div>`;
}
