// The tool "matters" of the workbench, drawn: which numbers move a result, alone, together, two at a time; and how far each may be off.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { heat, sideOf, toneOf } from "../charts/heat.ts";
import { importance } from "../charts/importance.ts";
import { tornado } from "../charts/tornado.ts";
import type { Size, Stage } from "../charts/frame.ts";
import type { Choice, HeatMap, Mattered, Ranged, Spot, Swings, Table, Together } from "../gen/pbr.js";
import { isDone, workedOf, type Worked } from "../bench.ts";
import type { Portable } from "../pictures.ts";
import { viewOf, type Act, type State } from "../state.ts";
import { alone, further, latest, most as weighed, VIEWS } from "../tools/matters.ts";
import { progress } from "./bench.ts";
import { plain, prose } from "./parts.ts";
import { saves } from "./picture.ts";
import { twin } from "./table.ts";

const PAPER = 680; // CSS pixels of a picture on A4

const stageOf = ({ format, say, printing }: State): Stage => ({ place: printing ? "print" : "page", format, say });
const room = ({ printing, width }: State): number => (printing ? PAPER : width);

function select(id: string, label: string, options: readonly Choice[], now: string, on: (value: string) => void): TemplateResult {
  return html`<p class="weigh-by">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(e: Event) => on((e.target as HTMLSelectElement).value)}>
      ${options.map((o) => html`<option value=${o.value} .selected=${live(o.value === now)}>${o.label}</option>`)}
    </select>
  </p>`;
}

function asking(state: State, act: Act, choices: readonly Choice[], now: string): TemplateResult {
  const { say, bench } = state;
  const { view, terms } = bench.matters;
  const { matters } = act.bench;
  return html`<div class="weighing unprinted">
    ${choices.length > 0 ? select("weigh-of", say("matters_of"), choices, now, (id) => matters.of(id)) : nothing}
    <fieldset class="choose">
      <legend class="govuk-visually-hidden">${say("matters_views")}</legend>
      ${VIEWS.map(
        (each) =>
          html`<label>
            <input type="radio" name="weigh-view" value=${each} .checked=${live(each === view)} @change=${() => matters.look(each)} />
            <span>${say(`matters_${each}`)}</span>
          </label>`,
      )}
    </fieldset>
    <p>
      <button type="button" class="switch" role="switch" aria-checked=${terms ? "true" : "false"} @click=${() => matters.terms()}>${say("matters_terms")}</button>
    </p>
  </div>`;
}

/** Headline, subtitle, the picture or its table, and the switch between them. */
function shown(
  state: State,
  act: Act,
  { headline, subtitle, table }: Swings | Together | HeatMap,
  generation: number,
  stale: boolean,
  draw: Portable["draw"],
  picture = draw({ width: room(state) }, stageOf(state)),
): TemplateResult {
  const { say, bench } = state;
  return html`<figure class=${stale ? "is-stale" : nothing} data-generation=${generation}>
    <figcaption>
      <h3 class="headline">${prose(headline, act)}</h3>
      <p class="subtitle">${prose(subtitle)}</p>
    </figcaption>
    ${state.tables && table.rows.length > 0 ? twin(table, generation, false) : html`<div class="picture">${picture}</div>`}
    <p class="switches">
      <button type="button" class="switch" role="switch" aria-checked=${state.tables ? "true" : "false"} @click=${() => act.toggleTables()}>${say("table_always")}</button>
      ${stale || picture === nothing ? nothing : saves(state, act, { id: `matters-${bench.matters.view}`, headline, subtitle, draw })}
    </p>
  </figure>`;
}

const key = (css: string, words: unknown): TemplateResult =>
  html`<li><svg class="chart key" width="22" height="14" aria-hidden="true"><rect class=${css} x="0.5" y="0.5" width="21" height="13" /></svg> <span>${words}</span></li>`;

const keys = (...all: readonly [string, string][]): TemplateResult => html`<ul class="weigh-key" aria-hidden="true">
  ${all.map(([css, words]) => key(css, words))}
</ul>`;

const notes = (all: Swings["notes"]): TemplateResult[] => all.map((n) => html`<p class="remark">${prose(n)}</p>`);

function turns(state: State, table: Table, generation: number): TemplateResult {
  return html`<section class="weigh-turns">
    <h3>${state.say("matters_turns")}</h3>
    ${twin(table, generation, true)}
  </section>`;
}

function swings(state: State, act: Act, mattered: Mattered, t: Swings, generation: number, stale: boolean): TemplateResult {
  const { say, catalogue } = state;
  const unit = catalogue.results.find((r) => r.id === mattered.result)?.unit ?? "number";
  const draw = (size: Size, stage: Stage): TemplateResult | typeof nothing =>
    t.bars.length > 0 && size.width > 0
      ? html`${keys(["swing is-low", say("matters_low_key")], ["swing is-high", say("matters_high_key")])} ${tornado(t, unit, size, stage)}`
      : nothing;
  return html`${shown(state, act, t, generation, stale, draw)} ${notes(t.notes)} ${t.turns ? turns(state, t.turns, generation) : nothing}`;
}

function together(state: State, act: Act, t: Together, generation: number, stale: boolean): TemplateResult {
  const { say } = state;
  const draw = (size: Size, stage: Stage): TemplateResult | typeof nothing =>
    t.bars.length > 0 && size.width > 0
      ? html`${keys(["part is-first", say("matters_alone_key")], ["part is-total", say("matters_with_key")])} ${importance(t.bars, size, stage)}`
      : nothing;
  return html`${shown(state, act, t, generation, stale, draw)} ${notes(t.notes)}`;
}

/** The cell under a pointer. */
function cellAt(map: HeatMap, event: MouseEvent, all: number): readonly [number, number] | null {
  const svg = (event.currentTarget as Element).querySelector("svg");
  const ground = svg?.querySelector(".heat-ground")?.getBoundingClientRect();
  if (!ground || all <= 0) return null;
  const at = (share: number): number => Math.floor(share * map.side);
  const [column, row] = [at((event.clientX - ground.left) / ground.width), map.side - 1 - at((event.clientY - ground.top) / ground.height)];
  const inside = (n: number): boolean => n >= 0 && n < map.side;
  return inside(column) && inside(row) ? [column, row] : null;
}

function reader(state: State, act: Act, map: HeatMap, spot: Spot | undefined, stale: boolean): TemplateResult {
  const { say, bench } = state;
  const [column, row] = bench.matters.cell ?? [Math.floor(map.side / 2), Math.floor(map.side / 2)];
  const slide = (which: 0 | 1): TemplateResult => {
    const axis = map.axes[which];
    const now = which === 0 ? column : row;
    const to = (n: number): void => (which === 0 ? act.bench.matters.read(n, row) : act.bench.matters.read(column, n));
    return html`<label class="read-by">
      <span>${axis?.name}</span>
      <input
        type="range"
        data-axis=${which}
        min="0"
        max=${map.side - 1}
        step="1"
        .value=${live(String(now))}
        aria-valuetext=${spot ? plain(spot.says) : (axis?.now ?? "")}
        @input=${(e: InputEvent) => to((e.target as HTMLInputElement).valueAsNumber)}
      />
    </label>`;
  };
  return html`<div class="map-reader unprinted">
    <h3>${say("matters_read")}</h3>
    <p class="subtitle">${say("matters_read_note")}</p>
    ${slide(0)} ${slide(1)}
    <p class="read-says">${spot ? prose(spot.says) : nothing}</p>
    ${
      spot
        ? html`<button type="button" class="button is-quiet" data-use aria-disabled=${stale ? "true" : "false"} @click=${() => (stale ? undefined : act.take(spot.act))}>${say("matters_use")}</button>`
        : nothing
    }
  </div>`;
}

function map(state: State, act: Act, worked: Worked, m: HeatMap, movable: readonly Choice[], generation: number, stale: boolean): TemplateResult {
  const { say, bench } = state;
  const { matters } = act.bench;
  const all = sideOf({ width: room(state) }, m.side);
  const press = (e: MouseEvent): void => {
    const cell = cellAt(m, e, all);
    if (cell) matters.read(cell[0], cell[1]);
  };
  const spot = matters.spot(worked, m);
  const legend = html`<ul class="weigh-key">
    ${m.line.length > 0 ? html`<li><svg class="chart key" width="22" height="14" aria-hidden="true"><path class="frontier" d="M0 7H22" /></svg> <span>${prose(m.line_text)}</span></li>` : nothing}
    <li><svg class="chart key" width="22" height="14" aria-hidden="true"><g class="stands"><circle cx="11" cy="7" r="6" /><circle cx="11" cy="7" r="2" /></g></svg> ${say("matters_here")}</li>
    ${m.classes.map((c) => key(`cells ${toneOf(c)}`, prose(c.text)))}
    ${m.rows.some((r) => r.includes("-")) ? html`<li><svg class="chart key" width="22" height="14" aria-hidden="true"><rect class="cells-not" fill="url(#hatch-heat)" x="0.5" y="0.5" width="21" height="13" /></svg> ${say("matters_not")}</li>` : nothing}
  </ul>`;
  const field = (size: Size, cell: typeof bench.matters.cell): TemplateResult | typeof nothing => (sideOf(size, m.side) > 0 ? heat(m, cell, size) : nothing);
  const picture = html`<div class="heat-press" @click=${press}>${field({ width: room(state) }, bench.matters.cell)}</div>`;
  return html`${shown(state, act, m, generation, stale, (size) => html`${field(size, null)} ${legend}`, picture)}
    <div class="map-legend">
      <h3>${say("matters_key")}</h3>
      ${legend}
    </div>
    ${reader(state, act, m, spot, stale)}
    ${movable.length > 1 ? axes(state, act, m, movable) : nothing}`;
}

const axes = ({ say }: State, act: Act, m: HeatMap, movable: readonly Choice[]): TemplateResult => html`<div class="weighing unprinted">
  ${select("weigh-across", say("matters_across"), movable, m.axes[0]?.path ?? "", (path) => act.bench.matters.axis("across", path))}
  ${select("weigh-up", say("matters_up"), movable, m.axes[1]?.path ?? "", (path) => act.bench.matters.axis("up", path))}
</div>`;

function end(state: State, act: Act, r: Ranged, which: "low" | "high"): TemplateResult {
  const path = `${r.path}.${which}`;
  const typed = (e: Event): void => {
    act.type(path, (e.target as HTMLInputElement).value);
    act.commit();
  };
  const issue = viewOf(state.reply)?.inputs.find((i) => i.path === r.path)?.issue;
  return html`<input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    spellcheck="false"
    data-range=${path}
    aria-label=${state.say(`matters_${which}_of`, { name: r.name })}
    aria-invalid=${issue === undefined ? nothing : "true"}
    aria-describedby=${issue === undefined ? nothing : `wrong:${r.path}`}
    .value=${r[which]}
    @change=${typed}
  />`;
}

function ranges(state: State, act: Act): TemplateResult {
  const { say } = state;
  const all = act.bench.matters.ranges();
  const issueOf = (path: string): string | undefined => viewOf(state.reply)?.inputs.find((i) => i.path === path)?.issue;
  const row = (r: Ranged): TemplateResult => {
    const issue = issueOf(r.path);
    return html`<tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">${r.name}</th>
      <td class="govuk-table__cell" data-input-shown=${r.path}>${r.text}</td>
      <td class="govuk-table__cell" data-input-shown="${r.path}.low">${r.typed ? end(state, act, r, "low") : r.low}</td>
      <td class="govuk-table__cell" data-input-shown="${r.path}.high">${r.typed ? end(state, act, r, "high") : r.high}</td>
      <td class="govuk-table__cell">
        ${issue === undefined ? r.says : html`<span class="govuk-error-message" id="wrong:${r.path}">${issue}</span>`}
        ${r.own ? html`<button type="button" class="text-button" @click=${() => act.take(`unrange=${r.path}`)}>${say("matters_back")}<span class="govuk-visually-hidden">: ${r.name}</span></button>` : nothing}
      </td>
    </tr>`;
  };
  return html`<details class="govuk-details weigh-ranges unprinted">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${say("matters_ranges")}</span></summary>
    <p class="subtitle">${say("matters_ranges_note")}</p>
    <div class="twin" tabindex="0" role="region" aria-label=${say("matters_ranges")}>
      <table class="govuk-table">
        <caption class="govuk-visually-hidden">${say("matters_ranges")}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            ${["matters_number", "matters_now", "matters_low", "matters_high", "matters_why"].map((id) => html`<th scope="col" class="govuk-table__header">${say(id)}</th>`)}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${all.map(row)}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The numbers that the answer depends on most, beneath it, once they have been weighed for this draft. Until then its room is
 * kept, so that nothing moves under a hand when it comes. */
export function most(state: State, act: Act): TemplateResult | typeof nothing {
  const worked = workedOf(state, weighed(state));
  const parts = worked?.progress.mattered?.most ?? [];
  if (worked && isDone(worked) && parts.length === 0) return nothing;
  return html`<div class="most-room">${parts.length > 0 && state.reply === state.answered ? html`<p class="most">${prose(parts, act)}</p>` : nothing}</div>`;
}

export function matters(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const { view } = bench.matters;
  const first = latest(state, alone(state), (m) => m.tornado);
  const { choices = [], result = "", tornado: t } = first?.worked.progress.mattered ?? {};
  const job = bench.worked.some((w) => w.job === alone(state) && w.draft === state.sound && w.progress.done >= w.progress.total) ? further(state) : alone(state);
  const mine = view === "alone" ? first : latest(state, further(state), (m) => (view === "map" ? m.map : m.together));
  const m = mine?.worked.progress.mattered;
  const generation = mine?.worked.progress.generation ?? 0;
  const stale = mine?.stale ?? false;
  const none = job !== null && bench.worked.some((w) => w.job === job && w.draft === state.sound && w.progress.done >= w.progress.total && !w.progress.mattered);
  return html`<div class="matters" data-view=${view} data-generation=${generation} aria-busy=${job !== null && !none && (!mine || stale || mine.worked.progress.done < mine.worked.progress.total) ? "true" : "false"}>
    <p>${say("matters_intro")}</p>
    ${asking(state, act, choices, result)}
    ${none ? html`<p class="awaited">${say("matters_none")}</p>` : nothing}
    ${stale ? html`<p class="stale">${say("matters_stale")}</p>` : nothing}
    ${job !== null && !none ? progress(state, act, job) : nothing}
    ${view === "alone" && m?.tornado ? swings(state, act, m, m.tornado, generation, stale) : nothing}
    ${view === "together" && m?.together ? together(state, act, m.together, generation, stale) : nothing}
    ${view === "map" && m?.map && mine ? map(state, act, mine.worked, m.map, t?.movable ?? [], generation, stale) : nothing}
    ${ranges(state, act)}
  </div>`;
}
