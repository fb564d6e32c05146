// Where a figure comes from: for each result that is told here its formula, with the numbers of this contract, and the inputs it rests on.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Answer, Input, Part, ResultRow, View } from "../gen/pbr.js";
import { workedOf } from "../bench.ts";
import { alone } from "../tools/matters.ts";
import { chosenTab, drawnOf, viewOf, type Act, type Explained, type State } from "../state.ts";

/** The row of the table of results that a part, or a cell, formats: `paid_by_kind[x][3]` is no row, `paid` is. */
const named = (parts: readonly Part[]): string[] => parts.flatMap((p) => p.result ?? []);

/** What is told where somebody asks. */
function told(state: State, what: Explained, answer: Answer): string[] {
  const { compare, ask, matters, working } = state.bench;
  if (what === "answer") return answer.sentences.flatMap(named);
  if (what === "rows") return answer.rows.flatMap((r) => [...r.average, ...r.bad, ...r.fails].flatMap(named));
  if (what === "compare") return [compare.result];
  if (what === "ask") return ask.job === null ? [] : (workedOf(state, ask.job)?.progress.asked?.of ?? []);
  if (what === "matters") return [workedOf(state, alone(state))?.progress.mattered?.result ?? matters.result ?? ""];
  if (what === "working") return [working.result];
  if (what === "bid") {
    const { verdict = [], answers = [] } = viewOf(state.answered ?? state.reply)?.door?.findings ?? {};
    return named([...verdict, ...answers.flatMap((a) => a.says)]);
  }
  const id = chosenTab(state, answer)?.id;
  const figure = answer.figures.find((f) => f.id === id) ?? (id === undefined ? undefined : drawnOf(state, id, state.sound)?.figure);
  return figure ? [...named(figure.headline), ...figure.remarks?.flatMap(named) ?? []] : [];
}

/** Those results and, after each, what it is made of. */
function chain(state: State, ids: readonly string[]): ResultRow[] {
  const found: ResultRow[] = [];
  const add = (id: string): void => {
    const row = state.catalogue.results.find((r) => r.id === id);
    if (!row || found.includes(row)) return;
    found.push(row);
    row.of?.forEach(add);
  };
  ids.forEach(add);
  return found;
}

/** Inputs below any of the patterns, as `scenarios[].people[]` stands for every number of every group. */
function inputs(view: View, row: ResultRow): readonly Input[] {
  const below = (field: string): boolean =>
    row.rests.some((p) => field === p || (field.startsWith(p) && ".[{".includes(field.charAt(p.length))));
  return view.inputs.filter((i) => below(i.field));
}

const value = (answer: Answer, id: string): string => answer.results.find((r) => r.id === id)?.text ?? "";

function entry(state: State, act: Act, view: View, answer: Answer, row: ResultRow, open = false): TemplateResult {
  const { say } = state;
  const rests = inputs(view, row);
  const label = (id: string): string => state.catalogue.results.find((r) => r.id === id)?.label ?? id;
  const [a = "", b = ""] = row.of ?? [];
  return html`<details class="trail-entry" data-trail=${row.id} ?open=${open}>
    <summary>${row.label}: <strong data-result=${row.id}>${value(answer, row.id)}</strong></summary>
    <p>
      ${
        row.of
          ? html`${label(a)} ${row.sign} ${label(b)}:
              <span class="worked"><span data-result=${a}>${value(answer, a)}</span> ${row.sign} <span data-result=${b}>${value(answer, b)}</span> = <span data-result=${row.id}>${value(answer, row.id)}</span></span>`
          : row.formula
      }
    </p>
    ${row.says === undefined ? nothing : html`<p class="muted">${row.says} ${row.limits}</p>`}
    ${
      rests.length === 0
        ? nothing
        : html`<p>${say("trail_inputs")}</p>
          <ul class="trail-inputs">
            ${rests.map(
              (i) =>
                html`<li>
                  <button type="button" class="jump" @click=${() => act.jump(i.path)}>${i.name}</button>: <span data-input-shown=${i.path}>${i.options?.find((o) => o.value === i.text)?.label ?? i.text}</span>
                  <span class="status is-${i.status_id}">${i.status}</span>${i.source === undefined ? nothing : html` <span class="muted source">${i.source}</span>`}
                </li>`,
            )}
          </ul>`
    }
  </details>`;
}

export function trail(state: State, act: Act, what: Explained, view: View, answer: Answer): TemplateResult | typeof nothing {
  const { say } = state;
  const open = state.explained === what;
  const id = `trail-${what}`;
  const shown = what === "figure" ? chosenTab(state, answer)?.id : what;
  const rows = chain(state, told(state, what, answer));
  const section = state.catalogue.method.sections.find((s) => s.figures.includes(shown ?? ""));
  return html`<div class="trail unprinted">
    <p>
      ${
        rows.length === 0
          ? nothing
          : html`<button type="button" class="text-button" data-explain=${what} aria-expanded=${open ? "true" : "false"} aria-controls=${open ? id : nothing} @click=${() => act.explain(what)}>${say(what === "figure" || what === "rows" ? `trail_${what}` : "trail_answer")}</button>`
      }
      ${section ? html`<button type="button" class="text-button" data-teach=${section.id} @click=${() => act.teach(section.id)}>${say("trail_method", { title: section.title })}</button>` : nothing}
    </p>
    ${open && rows.length > 0 ? html`<div id=${id}>${rows.map((row) => entry(state, act, view, answer, row))}</div>` : nothing}
  </div>`;
}

/** A result and all that it is made of, unfolded. */
export const steps = (state: State, act: Act, view: View, answer: Answer, id: string): TemplateResult[] =>
  chain(state, [id]).map((row, i) => entry(state, act, view, answer, row, i === 0));
