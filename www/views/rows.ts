// Four rows, one table: who stands where on average, in a bad year, and what fails first.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Part, Row } from "../gen/pbr.js";
import { copies, gridOfWords } from "../copying.ts";
import type { State } from "../state.ts";
import { plain, prose } from "./parts.ts";

/** The same for a spreadsheet: a line of a cell after another. */
const words = ({ say }: State, list: readonly Row[]): string[][] => [
  [say("row_who"), say("row_average"), say("row_bad"), say("row_fails")],
  ...list.map((r) => [r.name, ...[r.average, r.bad, r.fails].map((cell) => cell.map(plain).join("; "))]),
];

const lines = (cell: readonly (readonly Part[])[]): TemplateResult[] =>
  cell.map((line) => html`<div class="line">${prose(line)}</div>`);

function row(state: State, r: Row): TemplateResult {
  const { say } = state;
  const heading = html`<th role="rowheader" scope="row"><h3>${r.name}</h3></th>`;
  const alone = r.bad.length === 0 && r.fails.length === 0;
  return html`<tr role="row" class="row row-${r.voice}">
    ${heading}
    ${
      alone
        ? html`<td role="cell" colspan="3" class="alone">${lines(r.average)}</td>`
        : html`<td role="cell" data-heading=${say("row_average")}>${lines(r.average)}</td>
          <td role="cell" data-heading=${say("row_bad")}>${lines(r.bad)}</td>
          <td role="cell" data-heading=${say("row_fails")}>
            ${r.fails.length > 0 ? lines(r.fails) : html`<span class="muted">${say("row_nothing")}</span>`}
          </td>`
    }
  </tr>`;
}

export const rows = (state: State, list: readonly Row[], generation: number): TemplateResult | typeof nothing =>
  list.length === 0
    ? nothing
    : html`<h2 class="govuk-visually-hidden" id="rows-heading">${state.say("rows_heading")}</h2>
        <table role="table" class="rows" aria-labelledby="rows-heading" data-generation=${generation}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="govuk-visually-hidden">${state.say("row_who")}</span></th>
            <th role="columnheader" scope="col">${state.say("row_average")}</th>
            <th role="columnheader" scope="col">${state.say("row_bad")}</th>
            <th role="columnheader" scope="col">${state.say("row_fails")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${list.map((r) => row(state, r))}
        </tbody>
      </table>
      ${copies("rows", () => gridOfWords(words(state, list)))}`;
