// A card that is open: the story in six lines, the terms, what was published, what the model says of it, and where all that is from.
import { html, nothing, type TemplateResult } from "lit-html";
import { copies, gridOfWords } from "../copying.ts";
import type { SchemeCard, SchemeTold } from "../gen/pbr.js";
import type { State } from "../state.ts";
import { checks } from "./checks.ts";
import { prose } from "./parts.ts";

function facts(state: State, { record }: SchemeTold): TemplateResult {
  const { say } = state;
  return html`<h4>${say("record_published")}</h4>
    <div class="twin" tabindex="0" role="region" aria-label=${say("record_published")}>
      <table class="govuk-table">
        <thead>
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">${say("record_what")}</th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">${say("column_value")}</th>
            <th scope="col" class="govuk-table__header">${say("column_status")}</th>
            <th scope="col" class="govuk-table__header">${say("column_source")}</th>
          </tr>
        </thead>
        <tbody>
          ${record.map(
            (f) =>
              html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">${f.says}</th>
                <td class="govuk-table__cell govuk-table__cell--numeric">${f.value}</td>
                <td class="govuk-table__cell"><span class="status is-${f.status_id}">${f.status}</span></td>
                <td class="govuk-table__cell source">${f.source}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${copies("published", () =>
      gridOfWords([
        ["record_what", "column_value", "column_status", "column_source"].map((h) => say(h)),
        ...record.map((f) => [f.says, f.value, f.status, f.source]),
      ]),
    )}`;
}

export function scheme(state: State, card: SchemeCard): TemplateResult {
  const { say } = state;
  const told = state.told.get(card.id);
  if (!told) return html`<p class="muted" role="status">${say("figure_working")}</p>`;
  const tried = state.checks.get(told.tests.join());
  return html`<div class="scheme-told">
    <dl class="story">
      ${card.story.map(
        (line) =>
          html`<div>
            <dt>${line.head}</dt>
            <dd>${line.text}</dd>
          </div>`,
      )}
    </dl>
    <h4>${say("record_terms")}</h4>
    <ul class="terms">
      ${told.terms.map((t) => html`<li>${prose(t.parts)}${t.status === "" ? nothing : html` <span class="muted">${t.status}</span>`}</li>`)}
    </ul>
    <p class="muted">${say("record_simplified")} ${told.simplified}</p>
    <h4>${say("record_answer")}</h4>
    <p>${told.answer.flatMap((s, i) => (i === 0 ? prose(s) : [" ", ...prose(s)]))}</p>
    ${told.record.length > 0 ? facts(state, told) : nothing}
    ${
      told.tests.length === 0
        ? nothing
        : html`<h4>${say("record_tests")}</h4>
          ${tried ? checks(state, tried, false) : html`<p class="muted" role="status">${say("figure_working")}</p>`}`
    }
    ${
      told.sources.length === 0
        ? nothing
        : html`<h4>${say("record_sources")}</h4>
          <dl class="sources">
            ${told.sources.map(
              (s) =>
                html`<div>
                  <dt>${s.head}</dt>
                  <dd>${s.text}</dd>
                </div>`,
            )}
          </dl>`
    }
  </div>`;
}
