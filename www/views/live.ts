// A live figure in parts: the sentence that rewrites itself, what can be changed, the picture or its table. All but the number in
// somebody's hand is of one scene.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Guesses } from "../charts/frame.ts";
import type { Control, Figure, Handle, Input, Scene } from "../gen/pbr.js";
import { liveId } from "../live.ts";
import type { Act, Live, State } from "../state.ts";
import type { Desk, Find } from "./desk.ts";
import { fieldOn } from "./field.ts";
import { switches } from "./offers.ts";
import { panelOn, slider, steps } from "./panel.ts";
import { plain, prose } from "./parts.ts";
import { drawn } from "./picture.ts";
import { withFields } from "./sentence.ts";
import { twin } from "./table.ts";

/** `where` tells the twins of a number apart: in the sentence, and among the controls. */
function deskOf({ say, format }: State, act: Act, figure: Live, where: "said" | "set"): Desk {
  const id = (path: string): string => liveId(figure, where, path);
  const controls = figure.now?.controls ?? [];
  return {
    say,
    format,
    hand: act.live(figure, where),
    id,
    panelId: (path) => `panel:${id(path)}`,
    isOpen: (path) => figure.open === id(path),
    entered: figure.entered,
    typed: (path) => (figure.typing?.field === id(path) ? figure.typing.text : undefined),
    taps: where === "said",
    slides: where === "said",
    stop: (path) => where === "set" || !controls.some((c) => c.input === path),
  };
}

const at = (scene: Scene | null, path: string): Input | undefined => scene?.inputs.find((i) => i.path === path);

/** What is shown, but for the field that is in somebody's hand, readable or not. */
const finder =
  ({ scene, now, held }: Live, { id }: Desk): Find =>
  (path) => {
    if (id(path) !== held) return at(scene, path);
    const issue = now?.issues.find((i) => i.path === path)?.message;
    const shown = at(now, path) ?? at(scene, path);
    return shown && issue !== undefined ? { ...shown, issue } : shown;
  };

const busy = ({ waits, scene }: Live): "true" | "false" => (waits || !scene ? "true" : "false");

/** What keeps the draft from an answer, and that what is shown is older. */
function mistakes({ say }: State, { now, scene }: Live): TemplateResult | typeof nothing {
  const issues = now?.issues ?? [];
  if (issues.length === 0) return nothing;
  return html`<div class="live-wrong" role="alert">
    ${issues.map(({ message }) => html`<p class="govuk-error-message">${message}</p>`)} ${scene ? html`<p>${say("live_stale")}</p>` : nothing}
  </div>`;
}

export function says(state: State, act: Act, figure: Live): TemplateResult {
  const { scene } = figure;
  const desk = deskOf(state, act, figure, "said");
  const find = finder(figure, desk);
  const said = [...(scene?.terms ?? []).map(({ parts }) => parts), scene?.says ?? []].filter((parts) => parts.length > 0);
  const open = said.flat().find(({ input }) => input !== undefined && desk.isOpen(input))?.input;
  const input = open === undefined ? undefined : find(open);
  return html`<div class="live-says" data-generation=${scene?.generation ?? nothing} aria-busy=${busy(figure)}>
    ${scene ? said.map((parts) => html`<p class="live-said">${withFields(desk, find, parts)}</p>`) : html`<p class="live-said is-awaited">${state.say("figure_working")}</p>`}
    ${input ? panelOn(desk, input) : nothing} ${mistakes(state, figure)}
  </div>`;
}

function control(act: Act, desk: Desk, figure: Live, c: Control, i: number): TemplateResult | typeof nothing {
  if (c.input === undefined) return html`${switches(act.live(figure), [c], `${figure.key}-${i}`)}`;
  const found = at(figure.now, c.input);
  if (!found) return nothing;
  const input = { ...found, name: c.label }; // here it goes by what the figure calls it
  return html`<div class="control">
    <label for=${desk.id(input.path)}>${c.label}</label>
    <p class="steps">${steps(desk, input, fieldOn(desk, input))}</p>
    ${slider(desk, input)} ${desk.isOpen(input.path) ? panelOn(desk, input) : nothing}
  </div>`;
}

/** They follow the hand, whatever is still worked out. */
export function controls(state: State, act: Act, figure: Live): TemplateResult | typeof nothing {
  const desk = deskOf(state, act, figure, "set");
  const all = figure.now?.controls ?? [];
  return all.length === 0
    ? nothing
    : html`<div class="live-controls">
        ${repeat(
          all,
          (c) => c.input ?? c.label,
          (c, i) => control(act, desk, figure, c, i),
        )}
      </div>`;
}

/** No mark looks as if it could be dragged that moves no number of this figure. */
function graspable(figure: Figure, find: Find): Figure {
  const { chart } = figure;
  const idle = (handle: Handle | undefined): boolean => handle !== undefined && !find(handle.path);
  if (chart.is === "help_map") {
    const groups = chart.groups.map(({ handle, ...group }) => (handle && !idle(handle) ? { ...group, handle } : group));
    return { ...figure, chart: { ...chart, groups } };
  }
  if (chart.is !== "curves" || !idle(chart.handle)) return figure;
  const { handle: _, ...rest } = chart;
  return { ...figure, chart: rest };
}

export interface Room {
  readonly width: number;
  readonly place: "page" | "stage";
  readonly guesses?: Guesses;
  /** What stays behind it instead of what was shown before the last act. */
  readonly held?: Figure | null;
}

export function picture(state: State, act: Act, figure: Live, room: Room = { width: state.liveWidth, place: "page" }): TemplateResult | typeof nothing {
  const { scene, ghost, grip, now } = figure;
  const shown = scene?.figure;
  if (!scene || !shown) return nothing;
  const hand = act.live(figure);
  const find: Find = (path) => at(now, path);
  const holding = { grip, find, act: hand };
  const table = state.tables || state.printing ? twin(shown.table, scene.generation, false) : nothing;
  return html`<figure class="live-picture" data-generation=${scene.generation} aria-busy=${busy(figure)} aria-label=${plain(shown.headline)}>
    <figcaption class="subtitle">${prose(shown.subtitle)}</figcaption>
    ${state.tables && !state.printing ? nothing : drawn(state, { figure: graspable(shown, find), before: room.held ?? ghost?.figure ?? null, ...room, holding, dismiss: () => hand.dismiss() })}
    ${table}
  </figure>`;
}

/** The lasting setting: tables instead of pictures. */
export const tablesInstead = ({ say, tables }: State, act: Act): TemplateResult =>
  html`<button type="button" class="switch" role="switch" aria-checked=${tables ? "true" : "false"} @click=${() => act.toggleTables()}>${say("table_always")}</button>`;
