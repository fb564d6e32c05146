// What was published beside what the model says, test by test; one that checks arithmetic only says so.
import { html, type TemplateResult } from "lit-html";
import { copies, gridOfWords } from "../copying.ts";
import type { Check } from "../gen/pbr.js";
import type { State } from "../state.ts";

/** Neighbours of one test. */
function tests(all: readonly Check[]): Check[][] {
  const groups: Check[][] = [];
  for (const check of all) {
    const last = groups.at(-1);
    if (last?.[0]?.id === check.id) last.push(check);
    else groups.push([check]);
  }
  return groups;
}

const distinct = (all: readonly string[]): string[] => [...new Set(all.filter(Boolean))];

function test(state: State, group: readonly Check[], deep: boolean): TemplateResult {
  const { say } = state;
  const { id, claim, strength } = group[0] as Check;
  const head = html`${id}: ${claim}`;
  return html`<section class="backtest" data-test=${id}>
    ${deep ? html`<h4>${head}</h4>` : html`<h5>${head}</h5>`}
    <p class="muted">${say("checks_strength", { strength })}</p>
    <div class="twin" tabindex="0" role="region" aria-label=${id}>
      <table class="govuk-table">
        <thead>
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">${say("record_what")}</th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">${say("checks_published")}</th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">${say("checks_calculated")}</th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">${say("checks_difference")}</th>
            <th scope="col" class="govuk-table__header">${say("checks_verdict")}</th>
          </tr>
        </thead>
        <tbody>
          ${group.map(
            (c) =>
              html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">${c.check}</th>
                <td class="govuk-table__cell govuk-table__cell--numeric">${c.published}</td>
                <td class="govuk-table__cell govuk-table__cell--numeric">${c.calculated}</td>
                <td class="govuk-table__cell govuk-table__cell--numeric">${c.difference}</td>
                <td class="govuk-table__cell ${c.holds ? "" : "fails"}">${c.verdict}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${copies(`checks:${id}`, () =>
      gridOfWords([
        ["record_what", "checks_published", "checks_calculated", "checks_difference", "checks_verdict"].map((h) => say(h)),
        ...group.map((c) => [c.check, c.published, c.calculated, c.difference, c.verdict]),
      ]),
    )}
    ${distinct(group.map((c) => c.why)).map((why) => html`<p>${why}</p>`)}
    ${distinct(group.map((c) => c.source)).map((source) => html`<p class="muted source">${source}</p>`)}
  </section>`;
}

/** `deep`: headings one level higher, where they stand in a place of their own. */
export const checks = (state: State, all: readonly Check[], deep: boolean): TemplateResult =>
  html`${tests(all).map((group) => test(state, group, deep))}`;
