// The contract and its world as prose: four steps of sentences with numbers in them.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Sentence, Step, SwitchOption, View } from "../gen/pbr.js";
import { inputAt, type Act, type State } from "../state.ts";
import { contract } from "./desk.ts";
import { withFields } from "./sentence.ts";
import { panel } from "./panel.ts";
import { prose } from "./parts.ts";

function sentence(state: State, act: Act, view: View, s: Sentence): TemplateResult {
  const open = s.parts.find((p) => !state.beneath && p.input !== undefined && p.input === state.open)?.input;
  const input = open === undefined ? undefined : inputAt(view, open);
  return html`<div class="sentence">
    <p>${withFields(contract(state, act), (path) => inputAt(view, path), s.parts)}</p>
    ${input ? panel(state, act, input) : nothing}
  </div>`;
}

/** What may be added to a step, each with one press; a second press takes it out. */
const also = (state: State, act: Act, more: readonly SwitchOption[]): TemplateResult =>
  html`<p class="also">
    ${state.say("form_also")}
    ${more.map(
      (m) =>
        html`<button type="button" class="text-button" aria-pressed=${m.chosen ? "true" : "false"} @click=${() => act.take(m.act)}>
          ${m.label}</button
        > `,
    )}
  </p>`;

const step = (state: State, act: Act, view: View, s: Step, number: number): TemplateResult =>
  html`<section class="step">
    <h3><span class="step-number">${number}</span> ${s.title}</h3>
    ${repeat(
      s.sentences,
      (x) => x.id,
      (x) => sentence(state, act, view, x),
    )}
    ${(s.more ?? []).length === 0 ? nothing : also(state, act, s.more ?? [])}
  </section>`;

export function form(state: State, act: Act, view: View): TemplateResult {
  const { say } = state;
  return html`
    ${repeat(
      view.form,
      (s) => s.id,
      (s, i) => step(state, act, view, s, i + 1),
    )}
    <div class="provenance">
      <p>${prose(view.provenance)}</p>
      <p class="legend">
        <span class="is-published">${say("legend_published")}</span>
        <span class="is-example">${say("legend_example")}</span>
        <span class="is-yours">${say("legend_yours")}</span>
      </p>
    </div>
  `;
}
