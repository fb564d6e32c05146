// How it is worked out: each measure with its standard name, its formula, what it cannot tell, and what it is now.
import { html, nothing, type TemplateResult } from "lit-html";
import type { ResultRow } from "../gen/pbr.js";
import { answerOf, type State } from "../state.ts";

function measure(state: State, row: ResultRow): TemplateResult {
  const { say } = state;
  const now = answerOf(state.answered)?.results.find((r) => r.id === row.id);
  return html`<section class="measure">
    <h3>${row.label}</h3>
    ${row.standard === undefined ? nothing : html`<p class="muted">${say("method_standard", { name: row.standard })}</p>`}
    <p>${row.says}</p>
    <dl>
      <dt>${say("method_formula")}</dt>
      <dd>${row.formula}</dd>
      ${
        row.limits === undefined
          ? nothing
          : html`<dt>${say("method_limits")}</dt>
            <dd>${row.limits}</dd>`
      }
      <dt>${say("method_now")}</dt>
      <dd><strong data-result=${row.id}>${now?.text ?? say("method_no_answer")}</strong>${now?.error === undefined ? nothing : html` <span data-result=${row.id}>${now.error}</span>`}</dd>
    </dl>
  </section>`;
}

export function method(state: State): TemplateResult {
  const { say } = state;
  const stale = state.answered?.generation !== state.reply.generation;
  return html`<section class="method-place" id="method" tabindex="-1" aria-labelledby="method-heading" data-generation=${state.answered?.generation ?? 0}>
    <h2 id="method-heading">${say("method_heading")}</h2>
    <p>${say("method_intro")}</p>
    ${stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
    ${state.catalogue.results.filter((r) => r.says !== undefined).map((r) => measure(state, r))}
  </section>`;
}
