// The library of unit costs: found by any of their words, each with its source, each to be added to the contract.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { UnitCost } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";

/** As people type it: years with a hyphen. */
const typed = (text: string): string => text.toLowerCase().replace(/[–/]/g, "-");

const all = (c: UnitCost): string =>
  typed([c.says, c.payer, c.ledger, c.each, c.price_year, c.status, c.source, c.note].join(" "));

/** Those that have every word that is typed, whole or begun. */
function found({ catalogue, sought }: State): readonly UnitCost[] {
  const words = typed(sought).split(/\s+/).filter(Boolean);
  return catalogue.unit_costs.filter((c) => words.every((word) => all(c).includes(word)));
}

const term = (name: string, said: string | TemplateResult): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd>${said}</dd>
  </div>`;

function row(state: State, act: Act, c: UnitCost): TemplateResult {
  const { say } = state;
  return html`<section class="cost" data-cost=${c.id}>
    <p class="each">${c.each}</p>
    <h3>${c.says}</h3>
    <dl>
      ${term(say("costs_payer"), c.payer)} ${term(say("costs_ledger"), c.ledger)} ${term(say("costs_year"), c.price_year)}
      ${term(say("column_status"), html`<span class="status is-${c.status_id}">${c.status}</span>`)} ${term(say("column_source"), c.source)}
    </dl>
    ${c.note === "" ? nothing : html`<p class="note">${c.note}</p>`}
    ${
      c.act === ""
        ? nothing
        : html`<p class="unprinted">
          <button type="button" class="button is-quiet" aria-label=${say("costs_add_named", { name: c.says })} @click=${() => act.take(c.act)}>
            ${say("costs_add")}
          </button>
          <span role="status">${state.added === c.act ? say("costs_added") : ""}</span>
        </p>`
    }
  </section>`;
}

export function costs(state: State, act: Act): TemplateResult {
  const { say, format, sought } = state;
  const rows = found(state);
  return html`<section class="method-place" id="costs" tabindex="-1" aria-labelledby="costs-heading">
    <h2 id="costs-heading">${say("costs_heading")}</h2>
    <p>${say("costs_intro")}</p>
    <div class="costs-search unprinted" role="search">
      <label for="costs-search">${say("costs_search")}</label>
      <input
        class="govuk-input"
        id="costs-search"
        type="search"
        autocomplete="off"
        .value=${live(sought)}
        @input=${(e: Event) => act.seek((e.target as HTMLInputElement).value)}
      />
      <span class="muted" role="status">${say("costs_found", { count: format(rows.length, "count") })}</span>
    </div>
    ${repeat(
      rows,
      (c) => c.id,
      (c) => row(state, act, c),
    )}
  </section>`;
}
