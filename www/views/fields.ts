// Every input as a table: name, value, range, status, source. The same fields, the same panel.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { cellOf, copies, gridOfWords } from "../copying.ts";
import type { Input, View } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { field } from "./field.ts";
import { panel } from "./panel.ts";

// Roles are spelt out because the narrow layout turns rows into blocks, which would otherwise lose them.
const cell = (css: string, heading: string, content: unknown): TemplateResult =>
  html`<td role="cell" class="govuk-table__cell ${css}" data-heading=${heading}>${content}</td>`;

function row(state: State, act: Act, input: Input): TemplateResult {
  const { say } = state;
  const range = input.range ? say("range_between", { from: input.range[0], to: input.range[1] }) : "";
  return html`<tr role="row" class="govuk-table__row">
      <th role="rowheader" scope="row" class="govuk-table__header">${input.name}</th>
      ${cell("value", say("column_value"), field(state, act, input))} ${cell("", say("column_range"), range)}
      ${cell("", say("column_status"), input.status)} ${cell("", say("column_source"), input.source ?? "")}
    </tr>
    ${
      state.open === input.path && !state.beneath
        ? html`<tr role="row" class="unfolded-row">
          <td role="cell" colspan="5">${panel(state, act, input)}</td>
        </tr>`
        : nothing
    }`;
}

const HEADS = ["column_name", "column_value", "column_range", "column_status", "column_source"] as const;

/** The same for a spreadsheet: the number with all its digits. */
function inputCells({ say }: State, { name, value, text, range, status, source = "" }: Input): string[] {
  const between = range ? say("range_between", { from: range[0], to: range[1] }) : "";
  return [name, text, between, status, source].map((words, i) => cellOf({ text: words, ...(i === 1 && value !== undefined && { value }) }));
}

export const fieldsTable = (state: State, act: Act, view: View): TemplateResult =>
  html`<table role="table" class="govuk-table fields">
    <caption class="govuk-table__caption">
      ${state.say("all_fields_caption")}
    </caption>
    <thead role="rowgroup" class="govuk-table__head">
      <tr role="row" class="govuk-table__row">
        ${HEADS.map((h) => html`<th role="columnheader" scope="col" class="govuk-table__header">${state.say(h)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup" class="govuk-table__body">
      ${repeat(
        view.inputs,
        (i) => i.path,
        (i) => row(state, act, i),
      )}
    </tbody>
  </table>
  ${copies("fields", () => [...gridOfWords([HEADS.map((h) => state.say(h))]), ...view.inputs.map((i) => inputCells(state, i))])}`;
