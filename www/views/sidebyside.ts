// Up to four schemes side by side: what each comes to, as the calculator opens with it.
import { html, nothing, type TemplateResult } from "lit-html";
import { cellOf, copies, gridOfWords } from "../copying.ts";
import type { SchemeCard } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";

/** One column a scheme; `act` lets each be taken away. */
export function table(state: State, act: Act | null, cards: readonly SchemeCard[]): TemplateResult {
  const { say, catalogue } = state;
  const of = (s: SchemeCard, id: string) => state.told.get(s.id)?.results.find((r) => r.id === id);
  const known = catalogue.results.filter(({ id }) => cards.some((s) => of(s, id)?.value !== undefined));
  return html`<div class="twin" tabindex="0" role="region" aria-label=${say("compare_heading")}>
      <table class="govuk-table">
        <thead>
          <tr class="govuk-table__row">
            <td></td>
            ${cards.map(
              (s) =>
                html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">
                  ${s.name}
                  ${act ? html`<button type="button" class="text-button unprinted" aria-label=${say("compare_drop_named", { name: s.name })} @click=${() => act.choose(s.id)}>${say("compare_drop")}</button>` : nothing}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${known.map(
            (r) =>
              html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">${r.label}</th>
                ${cards.map((s) => html`<td class="govuk-table__cell govuk-table__cell--numeric" data-compared=${`${s.id}.${r.id}`}>${of(s, r.id)?.text ?? ""}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${copies("schemes", () => [
      ...gridOfWords([["", ...cards.map((s) => s.name)]]),
      ...known.map((r) => [r.label, ...cards.map((s) => cellOf(of(s, r.id) ?? { text: "" }))]),
    ])}`;
}

export function sideBySide(state: State, act: Act): TemplateResult {
  const { say, catalogue, chosen } = state;
  const cards = chosen.flatMap((id) => catalogue.schemes.find((s) => s.id === id) ?? []);
  const of = `schemes:${chosen.join(" ")}`;
  return html`<div class="side-by-side">
    <h3 id="compare-heading">${say("compare_heading")}</h3>
    <p class="muted">${say("compare_note")}</p>
    ${chosen.length > 1 ? html`<p class="unprinted"><button type="button" class="button is-quiet" data-present="compared" @click=${() => act.present(of, null, "compared")}>${say("present_compared")}</button></p>` : nothing}
    ${table(state, act, cards)}
  </div>`;
}
