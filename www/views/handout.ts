// A talk on paper: a page a step, with its picture, what it says, and the notes to it.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { Sheet, State } from "../state.ts";
import { prose } from "./parts.ts";
import { table } from "./sidebyside.ts";

const PAPER = 680; // CSS pixels across A4

function sheet(state: State, { step, scene }: Sheet): TemplateResult {
  const { say, format, catalogue } = state;
  const e = step.exhibit;
  const cards = step.schemes.flatMap((id) => catalogue.schemes.find((s) => s.id === id) ?? []);
  const [only, ...others] = cards;
  const figure = scene?.figure;
  return html`<section class="sheet">
    <h2>${step.head || step.name}</h2>
    ${step.text === "" ? nothing : html`<p>${step.text}</p>`}
    ${e && e.options.length > 0 ? html`<p>${e.options.map((o, i) => html`${i > 0 ? " · " : ""}${o.letter} ${o.says}${i === e.answer ? ` (${say("guess_is_answer")})` : ""}`)}</p>` : nothing}
    ${scene ? html`<p class="sheet-says">${prose(scene.says)}</p> ${scene.terms.map((t) => html`<p>${prose(t.parts)}</p>`)}` : nothing}
    ${figure ? chart(figure, null, { width: PAPER, span: undefined }, { place: "print", format, say }) : nothing}
    ${only && others.length === 0 ? html`<dl>${only.story.map((s) => html`<dt>${s.head}</dt><dd>${s.text}</dd>`)}</dl>` : nothing}
    ${others.length > 0 ? table(state, null, cards) : nothing}
    ${e && e.published.length > 0 ? html`<ul>${e.published.map((f) => html`<li>${f.value} ${f.says} (${f.status}; ${f.source})</li>`)}</ul>` : nothing}
    ${(e?.sides ?? []).map((s) => html`<p><strong>${s.head}:</strong> ${s.text}</p>`)}
    ${step.notes === "" ? nothing : html`<h3>${say("stage_notes")}</h3> <p class="notes-text">${step.notes}</p>`}
    <p class="muted">${[e?.tag ?? only?.tag ?? "", e?.credit ?? ""].filter(Boolean).join(" · ")}</p>
  </section>`;
}

export const handout = (state: State, { name, all }: NonNullable<State["sheets"]>): TemplateResult =>
  html`<article class="handout">
    <h1>${name}</h1>
    ${all.map((s) => sheet(state, s))}
  </article>`;
