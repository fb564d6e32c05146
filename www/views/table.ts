// A table to read: the twin of a picture, and the ledger.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Cell, Table } from "../gen/pbr.js";
import { copies, gridOf } from "../copying.ts";
import { plain, prose } from "./parts.ts";

const idOf = (cell: Cell): string | typeof nothing => cell.result || nothing;

/** Wide tables scroll within themselves, by keyboard too; the page never does. */
export const twin = (table: Table, generation: number, captioned: boolean): TemplateResult =>
  html`${grid(table, generation, captioned)}${copies(plain(table.caption), () => gridOf(table))}`;

const grid = (table: Table, generation: number, captioned: boolean): TemplateResult =>
  html`<div class="twin" tabindex="0" role="region" aria-label=${plain(table.caption)}>
    <table class="govuk-table" data-generation=${generation}>
      <caption class=${captioned ? "govuk-table__caption" : "govuk-visually-hidden"}>
        ${prose(table.caption)}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          ${table.columns.map((c, i) =>
            i === 0 && c === ""
              ? html`<td class="govuk-table__header"></td>`
              : html`<th scope="col" class="govuk-table__header ${i > 0 ? "govuk-table__header--numeric" : ""}">${c}</th>`,
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${table.rows.map(
          (r) =>
            html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header" data-result=${idOf(r.head)}>${r.head.text}</th>
              ${r.cells.map((c) => html`<td class="govuk-table__cell govuk-table__cell--numeric" data-result=${idOf(c)}>${c.text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
