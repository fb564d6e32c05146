// The tool "compare" of the workbench, drawn: what stands side by side, what differs, and which change caused how much.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Column, Compared, Contrast, Figure, Part } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { choices, hasRoom, shown, task, type Choice } from "../tools/compare.ts";
import { progress } from "./bench.ts";
import { plain, prose } from "./parts.ts";
import { drawn, portable, saves } from "./picture.ts";
import { twin } from "./table.ts";

const GROUPS: readonly Choice["group"][] = ["here", "kept", "schemes"];

function chooser(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const all = choices(state);
  // chosen first and put there then: the keys of a list pass by many on the way to one
  const add = (e: Event): void => {
    e.preventDefault();
    const select = document.getElementById("compare-with") as HTMLSelectElement;
    if (select.value !== "") act.bench.compare.add(select.value);
    select.value = "";
  };
  return html`<form class="compare-add" @submit=${add}>
    <label for="compare-with">${say("compare_with")}</label>
    <select id="compare-with" class="govuk-select" ?disabled=${!hasRoom(state)}>
      <option value="">${say(hasRoom(state) ? "compare_choose" : "compare_full")}</option>
      ${GROUPS.map((group) => {
        const mine = all.filter((c) => c.group === group);
        return mine.length === 0
          ? nothing
          : html`<optgroup label=${say(`compare_${group}`)}>${mine.map((c) => html`<option value=${c.id}>${c.other.name}</option>`)}</optgroup>`;
      })}
    </select>
    <button type="submit" class="button is-quiet" data-act="compare-add" ?disabled=${!hasRoom(state)}>${say("compare_add")}</button>
    <label class="unknown"><input type="checkbox" id="same-budget" .checked=${bench.compare.sameBudget} @change=${() => act.bench.compare.sameBudget(!bench.compare.sameBudget)} /> ${say("compare_same_budget")}</label>
  </form>`;
}

const head = (state: State, act: Act, column: Column, i: number): TemplateResult =>
  html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">
    ${i === 0 ? column.name : (state.bench.compare.others[i - 1]?.name ?? column.name)}
    ${i === 0 ? html`<span class="muted">${state.say("compare_desk")}</span>` : html`<button type="button" class="text-button unprinted" aria-label=${state.say("compare_drop_named", { name: column.name })} @click=${() => act.bench.compare.drop(i - 1)}>${state.say("compare_drop")}</button>`}
  </th>`;

/** One row an input or a result, one column a scenario. */
function contrasts(state: State, act: Act, { columns }: Compared, rows: readonly Contrast[], caption: string): TemplateResult {
  return html`<div class="twin" tabindex="0" role="region" aria-label=${caption}>
    <table class="govuk-table">
      <caption class="govuk-table__caption">
        ${caption}
      </caption>
      <thead>
        <tr class="govuk-table__row">
          <td></td>
          ${columns.map((column, i) => head(state, act, column, i))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr class="govuk-table__row ${row.differs ? "" : "is-alike"}">
              <th scope="row" class="govuk-table__header">${row.name}</th>
              ${row.sides.map(
                ({ text, more }, i) =>
                  html`<td class="govuk-table__cell govuk-table__cell--numeric" data-compared="${i}.${row.result}">${text}${more === "" ? nothing : html` <span class="more">${more}</span>`}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What each comes to, in words; of the others also against the first. */
const told = (state: State, act: Act, { columns }: Compared): TemplateResult =>
  html`<div class="compare-columns">
    ${columns.map(
      (column, i) =>
        html`<section data-column=${i}>
          <h3>${i === 0 ? column.name : (state.bench.compare.others[i - 1]?.name ?? column.name)} <span class="tag">${column.tag}</span></h3>
          ${column.budget.length > 0 ? html`<p class="muted">${prose(column.budget)}</p>` : nothing}
          ${column.says.map((says) => html`<p>${prose(says)}</p>`)}
          ${column.issues.map((issue) => html`<p class="govuk-error-message">${issue.message}</p>`)}
          ${column.method === "" ? nothing : html`<p class="muted">${column.method}</p>`}
          ${i > 0 && column.issues.length === 0 ? open(state, act, i - 1) : nothing}
        </section>`,
    )}
  </div>`;

function open(state: State, act: Act, place: number): TemplateResult | typeof nothing {
  const of = state.bench.compare.others[place]?.of;
  if (typeof of !== "string") return nothing;
  return html`<p><button type="button" class="text-button unprinted" @click=${() => act.start(of)}>${state.say("compare_open")}</button></p>`;
}

/** A headline, and of which scenario it is. */
const named = (column: Column | undefined, { headline }: Figure): Part[] => [{ text: `${column?.name ?? ""} – `, fails: false, strong: false }, ...headline];

/** The same picture of each, with the first scenario's behind the others. */
function pictures(state: State, act: Act, { columns }: Compared): TemplateResult | typeof nothing {
  const { say, bench } = state;
  const first = columns[0]?.figures ?? [];
  const ids = first.filter(({ id }) => columns.some((c, i) => i > 0 && c.figures.some((f) => f.id === id)));
  const chosen = ids.find(({ id }) => id === bench.compare.figure) ?? ids[0];
  if (!chosen) return nothing;
  const holding = { grip: null, find: () => undefined, act };
  const width = Math.max(280, state.width);
  return html`<h3 id="compare-pictures">${say("compare_pictures")}</h3>
    <p>
      <label for="compare-figure">${say("compare_picture")}</label>
      <select id="compare-figure" class="govuk-select" .value=${chosen.id} @change=${(e: Event) => act.bench.compare.figure((e.target as HTMLSelectElement).value)}>
        ${ids.map((f) => html`<option value=${f.id} ?selected=${f === chosen}>${f.question}</option>`)}
      </select>
    </p>
    ${columns.map((column, i) => {
      const figure = column.figures.find((f) => f.id === chosen.id);
      if (!figure) return nothing;
      const behind = i === 0 ? null : (first.find((f) => f.id === chosen.id) ?? null);
      const own = { ...figure, id: `${figure.id}-${i}` };
      return html`<figure aria-label=${plain(figure.headline)} data-picture=${i}>
        <figcaption>
          <h4>${prose(named(column, figure))}</h4>
          <p class="subtitle">${prose(figure.subtitle)}</p>
        </figcaption>
        ${state.tables ? twin(figure.table, 0, false) : drawn(state, { figure: own, before: behind, width, place: "page", holding, dismiss: () => {}, held: behind })}
        <p class="switches">${saves(state, act, { ...portable(own), headline: named(column, figure) })}</p>
      </figure>`;
    })}`;
}

/** Which change caused how much of one result, scenario by scenario. */
function causes(state: State, act: Act, { causes, columns }: Compared): TemplateResult | typeof nothing {
  const { say, bench } = state;
  const options = causes.flatMap((c) => c.options).filter((o, i, all) => all.findIndex((p) => p.value === o.value) === i);
  const chosen = options.find((o) => o.value === bench.compare.result) ?? options[0];
  if (!chosen) return nothing;
  const holding = { grip: null, find: () => undefined, act };
  return html`<h3>${say("compare_causes")}</h3>
    <p>
      <label for="compare-result">${say("compare_result")}</label>
      <select id="compare-result" class="govuk-select" @change=${(e: Event) => act.bench.compare.result((e.target as HTMLSelectElement).value)}>
        ${options.map((o) => html`<option value=${o.value} ?selected=${o === chosen}>${o.label}</option>`)}
      </select>
    </p>
    ${causes.map((cause, i) => {
      const figure = cause.figures[cause.options.findIndex((o) => o.value === chosen.value)];
      if (!figure) return nothing;
      const own = { ...figure, id: `${figure.id}-${i}` };
      return html`<figure aria-label=${plain(figure.headline)} data-cause=${i}>
        <figcaption>
          <h4>${prose(named(columns[i + 1], figure))}</h4>
          <p class="subtitle">${prose(figure.subtitle)}</p>
        </figcaption>
        ${state.tables ? nothing : drawn(state, { figure: own, before: null, width: Math.max(280, state.width), place: "page", holding, dismiss: () => {} })}
        ${twin(figure.table, 0, false)}
        <p class="switches">${saves(state, act, { ...portable(own), headline: named(columns[i + 1], figure) })}</p>
      </figure>`;
    })}`;
}

export function compare(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const job = task(state);
  const now = shown(state);
  const compared = now?.worked.progress.compared;
  const rows = compared?.results.filter((r) => (r.differs && r.main) || bench.compare.all) ?? [];
  return html`<div class="compare">
    <p class="muted">${say("compare_about")}</p>
    ${chooser(state, act)} ${job === null ? nothing : progress(state, act, job)}
    ${
      compared
        ? html`<div class=${now.stale ? "is-stale" : nothing} aria-busy=${now.stale ? "true" : "false"}>
            ${told(state, act, compared)}
            <p class="muted common">${prose(compared.common)}</p>
            ${compared.inputs.length === 0 ? html`<p>${say("compare_same_inputs")}</p>` : contrasts(state, act, compared, compared.inputs, say("compare_inputs"))}
            ${contrasts(state, act, compared, rows, say("compare_results"))}
            <p class="unprinted"><label class="unknown"><input type="checkbox" id="compare-all" .checked=${bench.compare.all} @change=${() => act.bench.compare.all(!bench.compare.all)} /> ${say("compare_all")}</label></p>
            ${causes(state, act, compared)} ${pictures(state, act, compared)}
          </div>`
        : nothing
    }
  </div>`;
}
