// How it is worked out: the model in words and formulas, each measure with what it is now, the record, the limits, words and logs.
import { html, nothing, type TemplateResult } from "lit-html";
import type { MethodSection, ResultRow } from "../gen/pbr.js";
import { answerOf, type Act, type State } from "../state.ts";
import { checks } from "./checks.ts";
import { placeLink } from "./parts.ts";

function measure(state: State, row: ResultRow): TemplateResult {
  const { say } = state;
  const now = answerOf(state.answered)?.results.find((r) => r.id === row.id);
  return html`<section class="measure">
    <h4>${row.label}</h4>
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

function part(state: State, s: MethodSection): TemplateResult {
  const { say } = state;
  return html`<section class="model-part" id=${`method-${s.id}`} tabindex="-1">
    <h4>${s.title}</h4>
    ${s.says.map((p) => html`<p>${p}</p>`)}
    <ul class="formulas" aria-label=${say("method_formula")}>
      ${s.formulas.map((f) => html`<li>${f}</li>`)}
    </ul>
    <dl class="check-values">
      ${s.checks.map(
        (c) =>
          html`<div>
            <dt>${c.says} <span class="muted">(${c.case})</span></dt>
            <dd>${c.value}</dd>
          </div>`,
      )}
    </dl>
    <p class="muted">${say("method_rests", { what: s.rests })}</p>
  </section>`;
}

/** A table of words: the first column heads its row. */
const table = (label: string, columns: readonly string[], rows: readonly (readonly string[])[]): TemplateResult =>
  html`<div class="twin" tabindex="0" role="region" aria-label=${label}>
    <table class="govuk-table words">
      <thead>
        <tr class="govuk-table__row">
          ${columns.map((c) => html`<th scope="col" class="govuk-table__header">${c}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([head, ...cells]) =>
            html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">${head}</th>
              ${cells.map((c) => html`<td class="govuk-table__cell">${c}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

export function method(state: State, act: Act): TemplateResult {
  const { say, catalogue } = state;
  const { sections, limits, unsettled, glossary, assumptions, assurance, versions } = catalogue.method;
  const stale = state.answered?.generation !== state.reply.generation;
  const tried = state.checks.get("");
  const heads = ["model", "measures", "record", "limits", "words", "assumptions", "assurance", "versions"] as const;
  const head = (id: (typeof heads)[number]): TemplateResult => html`<h3 id=${`method-${id}`} tabindex="-1">${say(`method_${id}`)}</h3>`;
  return html`<section class="method-place" id="method" tabindex="-1" aria-labelledby="method-heading" data-generation=${state.answered?.generation ?? 0}>
    <h2 id="method-heading">${say("method_heading")}</h2>
    <nav class="contents unprinted" aria-label=${say("method_contents")}>
      <ul>
        ${heads.map((id) => html`<li><button type="button" class="text-button" @click=${() => act.teach(id)}>${say(`method_${id}`)}</button></li>`)}
      </ul>
    </nav>
    ${head("model")} ${sections.map((s) => part(state, s))}
    ${head("measures")}
    <p>${say("method_intro")}</p>
    ${stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
    ${catalogue.results.filter((r) => r.says !== undefined).map((r) => measure(state, r))}
    ${head("record")}
    <p>${say("method_record_intro")}</p>
    <div class="record-checks" aria-busy=${tried ? "false" : "true"}>
      ${tried ? checks(state, tried, true) : html`<p class="muted" role="status">${say("figure_working")}</p>`}
    </div>
    ${head("limits")}
    <ul class="limits">
      ${limits.map((l) => html`<li>${l}</li>`)}
    </ul>
    <h4>${say("method_unsettled")}</h4>
    <ul class="limits">
      ${unsettled.map((l) => html`<li>${l}</li>`)}
    </ul>
    ${head("words")}
    ${table(say("method_words"), [say("word_ours"), say("word_standard"), say("word_means")], glossary.map((w) => [w.word, w.standard, w.means]))}
    ${head("assumptions")}
    ${table(say("method_assumptions"), [say("assume_what"), say("assume_taken"), say("assume_sure"), say("assume_instead")], assumptions.map((a) => [a.what, a.taken, a.sure, a.instead]))}
    ${head("assurance")}
    ${table(say("method_assurance"), [say("assure_what"), say("assure_how")], assurance.map((a) => [a.head, a.text]))}
    <p class="unprinted">${placeLink(act, "it", say("it"))}</p>
    ${head("versions")}
    ${table(say("method_versions"), [say("version_number"), say("version_changes")], versions.map((v) => [v.head, v.text]))}
  </section>`;
}
