// What is printed: two pages of report, or one for a board, from the same papers.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { Figure, Part, Row, Stamp, Table } from "../gen/pbr.js";
import type { State } from "../state.ts";
import type { Paper } from "../tools/take.ts";
import { plain, prose } from "./parts.ts";

const PAPER = 672; // CSS pixels across A4 between its margins

const cell = (lines: readonly (readonly Part[])[]): TemplateResult => html`<td>${lines.map((line) => html`<div>${prose(line)}</div>`)}</td>`;

function rows({ say }: State, list: readonly Row[]): TemplateResult {
  return html`<h2>${say("paper_rows")}</h2>
    <table class="paper-rows">
      <thead>
        <tr><td></td><th scope="col">${say("row_average")}</th><th scope="col">${say("row_bad")}</th><th scope="col">${say("row_fails")}</th></tr>
      </thead>
      <tbody>
        ${list.map(
          (r) =>
            html`<tr class="paper-${r.voice}">
              <th scope="row">${r.name}</th>
              ${r.bad.length === 0 && r.fails.length === 0 ? html`<td colspan="3">${r.average.map((line) => html`<div>${prose(line)}</div>`)}</td>` : html`${cell(r.average)}${cell(r.bad)}${cell(r.fails)}`}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function picture({ format, say }: State, figure: Figure): TemplateResult {
  return html`<figure class="paper-picture">
    <figcaption><strong>${plain(figure.headline)}</strong> ${plain(figure.subtitle)}</figcaption>
    ${chart(figure, null, { width: PAPER, span: undefined }, { place: "print", format, say })}
  </figure>`;
}

function table({ columns, rows, caption }: Table, all: number): TemplateResult {
  return html`<h2>${plain(caption)}</h2>
    <table class="paper-assumed">
      <thead><tr>${columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
      <tbody>
        ${rows.slice(0, all).map((r) => html`<tr><th scope="row">${r.head.text}</th>${r.cells.map((c) => html`<td>${c.text}</td>`)}</tr>`)}
      </tbody>
    </table>`;
}

const foot = ({ say }: State, stamp: Stamp, { link }: Paper["without"]): TemplateResult =>
  html`<footer class="paper-stamp">
    <p>${stamp.line}</p>
    ${stamp.link === undefined ? nothing : html`<p class="paper-link">${say("paper_link")}: ${link > 0 ? say("paper_link_long") : stamp.link}</p>`}
  </footer>`;

const head = (stamp: Stamp, what: string, answer: readonly (readonly Part[])[]): TemplateResult =>
  html`<header><p class="paper-what">${what}</p><h1>${stamp.name} <span class="paper-tag">${stamp.tag}</span></h1></header>
    <p class="paper-answer">${answer.map((s) => prose(s))}</p>`;

function report(state: State, { papers, without }: Paper): TemplateResult {
  const { say } = state;
  const { report: r, stamp } = papers;
  const left = r.figures.length - without.figures;
  const terms = r.terms.length - without.terms;
  const assumed = r.assumed.rows.length - without.assumed;
  return html`<section class="paper-page">
      ${head(stamp, say("take_report"), r.answer)} ${rows(state, r.rows)}
      ${r.figures.slice(0, left).map((f) => picture(state, f))}
      ${r.figures.slice(left).map((f) => html`<p><strong>${plain(f.headline)}</strong> ${say("paper_picture")}.</p>`)}
    </section>
    <section class="paper-page">
      <h2>${say("paper_terms")}</h2>
      <ul class="paper-terms">${r.terms.slice(0, terms).map((t) => html`<li>${prose(t)}</li>`)}</ul>
      ${without.terms > 0 ? html`<p>${r.terms_more[without.terms - 1]}</p>` : nothing}
      ${assumed > 0 ? table(r.assumed, assumed) : html`<h2>${plain(r.assumed.caption)}</h2>`}
      ${without.assumed > 0 ? html`<p>${r.assumed_more[without.assumed - 1]}</p>` : nothing}
      <p>${plain(r.provenance)} ${r.method}.</p>
      <h2>${say("paper_limits")}</h2>
      <ul class="paper-limits">${r.limits.slice(0, r.limits.length - without.limits).map((l) => html`<li>${l}</li>`)}</ul>
      ${without.limits > 0 ? html`<p>${say("paper_limits_more")}</p>` : nothing}
      ${foot(state, stamp, without)}
    </section>`;
}

function digest(state: State, { papers, without }: Paper): TemplateResult {
  const { say } = state;
  const { report: r, digest: d, stamp } = papers;
  return html`<section class="paper-page">
    ${head(stamp, say("take_digest"), r.answer)} ${rows(state, r.rows)}
    <h2>${say("paper_risks")}</h2>
    <ol>${d.risks.map((risk) => html`<li>${prose(risk)}</li>`)}</ol>
    <h2>${say("paper_asks")}</h2>
    <ul class="paper-asks">${d.asks.slice(0, d.asks.length - without.asks).map((ask) => html`<li>${ask}</li>`)}</ul>
    ${without.asks > 0 ? html`<p>${say("paper_asks_more")}</p>` : nothing}
    <p>${plain(r.provenance)} ${r.method}.</p>
    <p class="paper-sign"><span>${say("paper_signed")}</span><span>${say("paper_date")}</span></p>
    ${foot(state, stamp, without)}
  </section>`;
}

export const paper = (state: State, p: Paper): TemplateResult =>
  html`<article class="paper" lang=${state.catalogue.lang}>${p.kind === "report" ? report(state, p) : digest(state, p)}</article>`;
