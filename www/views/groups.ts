// Groups of people to and from a spreadsheet: what is pasted, and each wrong cell where it stands, to be mended.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Pasted, PastedCell } from "../gen/pbr.js";
import { current } from "../history.ts";
import type { Act, State } from "../state.ts";

const FIELD = "take-groups-text";

function cell(act: Act, { text, name, issue }: PastedCell, row: number, column: number): TemplateResult {
  const id = `pasted-${row + 1}-${column}`;
  const mend = (e: Event): void => act.bench.take.mendGroup(row, column, (e.target as HTMLInputElement).value);
  const field = html`<input class="govuk-input" id=${id} type="text" aria-label=${name} aria-invalid=${issue === undefined ? nothing : "true"} aria-describedby=${issue === undefined ? nothing : `${id}-issue`} .value=${live(text)} @change=${mend} />
    ${issue === undefined ? nothing : html`<p class="govuk-error-message" id="${id}-issue">${issue}</p>`}`;
  return row < 0 ? html`<th scope="col">${field}</th>` : html`<td>${field}</td>`;
}

function told(state: State, act: Act, { columns, rows, wrong }: Pasted): TemplateResult {
  return html`${rows.length === 0 ? nothing : wrong.map((w) => html`<p class="govuk-error-message">${w}</p>`)}
    ${
      rows.length === 0
        ? nothing
        : html`<div class="pasted" role="region" tabindex="0" aria-label=${state.say("take_groups_table")}>
            <table>
              <thead><tr>${columns.map((c, j) => cell(act, c, -1, j))}</tr></thead>
              <tbody>${rows.map((r, i) => html`<tr>${r.map((c, j) => cell(act, c, i, j))}</tr>`)}</tbody>
            </table>
          </div>`
    }`;
}

export function groups(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const take = act.bench.take;
  const { text, told: read, of, done } = bench.take.groups;
  const pasted = read && of === current(state.history) ? read : null;
  const put = (): void => {
    take.groupsPut();
    act.take(`groups=${text}`);
  };
  return html`<label class="take-label" for=${FIELD}>${say("take_groups_field")}</label>
    <textarea class="plain-text" id=${FIELD} rows="5" spellcheck="false" .value=${live(text)} @input=${(e: Event) => take.typeGroups((e.target as HTMLTextAreaElement).value)}></textarea>
    <button type="button" class="button is-quiet" data-act="fill-groups" @click=${() => take.fillGroups()}>${say("take_groups_now")}</button>
    <button type="button" class="button" data-act="read-groups" @click=${() => take.readGroups()}>${say("take_groups_read")}</button>
    ${pasted?.good ? html`<button type="button" class="button" data-act="put-groups" @click=${put}>${say("take_groups_put")}</button>` : nothing}
    <p role="status" data-groups=${pasted ? (pasted.good ? "good" : "bad") : done ? "done" : "none"}>${pasted ? pasted.says : done ? say("take_groups_done") : ""}</p>
    ${pasted ? told(state, act, pasted) : nothing}`;
}
