// The tool "take" of the workbench, drawn: one list of what can be taken, what each is for and who reads it.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { isDone, workedOf } from "../bench.ts";
import type { Act, State } from "../state.ts";
import { DRAWS, papersJob, papersOf, type PaperKind } from "../tools/take.ts";
import { progress } from "./bench.ts";
import { groups } from "./groups.ts";

const button = (words: string, act: string, about: string, press: () => void, quiet = false): TemplateResult =>
  html`<button type="button" class="button ${quiet ? "is-quiet" : ""}" data-act=${act} aria-describedby=${about} @click=${press}>${words}</button>`;

/** `wide` is what does not stand beside its words. */
function entry(id: string, title: string, says: string, content: unknown, wide = false): TemplateResult {
  return html`<li class="take-entry ${wide ? "is-wide" : ""}">
    <h4 id=${`take-${id}`}>${title}</h4>
    <p class="muted">${says}</p>
    <div class="take-acts">${content}</div>
  </li>`;
}

function paper(state: State, act: Act, kind: PaperKind): TemplateResult {
  const { say } = state;
  const take = act.bench.take;
  return entry(
    kind,
    say(`take_${kind}`),
    say(`take_${kind}_for`),
    html`${button(say("take_print"), `print-${kind}`, `take-${kind}`, () => take.print(kind))} ${button(say("take_save_page"), `save-${kind}`, `take-${kind}`, () => take.savePaper(kind), true)}`,
  );
}

function draws(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const take = act.bench.take;
  const worked = workedOf(state, DRAWS);
  const drawn = worked?.progress.drawn;
  const content = drawn
    ? button(say("take_save"), "save-draws", "take-draws", () => take.saveDraws())
    : worked && isDone(worked)
      ? html`<p class="muted">${say("take_draws_none")}</p>`
      : bench.take.draws
        ? progress(state, act, DRAWS)
        : button(say("take_draws_begin"), "ask-draws", "take-draws", () => take.askDraws());
  return entry("draws", say("take_draws"), say("take_draws_for"), content);
}

export function take(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const deeds = act.bench.take;
  const papers = papersOf(state);
  const job = papersJob(state);
  const worked = workedOf(state, job);
  if (!papers) return html`<div class="take">${progress(state, act, job)}</div>`;
  const { words } = bench.take;
  return html`<div class="take" data-papers=${worked && isDone(worked) ? "whole" : "begun"}>
    <p>${say("take_intro")} ${say("take_pictures_for")}</p>
    ${state.reply === state.answered || state.reply.issues.length === 0 ? nothing : html`<p class="take-stale">${say("take_stale")}</p>`}
    ${worked && isDone(worked) ? nothing : html`<p class="muted">${say("take_drawing")}</p>${progress(state, act, job)}`}
    <p>
      <label class="unknown"><input type="checkbox" id="take-linked" aria-describedby="take-linked-note" .checked=${live(bench.take.linked)} @change=${() => deeds.link()} /> ${say("take_linked")}</label>
      <span class="muted" id="take-linked-note">${say("take_linked_note")}</span>
    </p>
    <h3>${say("take_read")}</h3>
    <ul class="take-list">
      ${paper(state, act, "report")} ${paper(state, act, "digest")}
      ${entry(
        "words",
        say("take_words"),
        say("take_words_for"),
        html`<textarea class="plain-text" id="take-words-text" rows="9" readonly aria-labelledby="take-words" .value=${live(papers.words)}></textarea>
          ${button(say("take_copy"), "copy-words", "take-words", () => deeds.copyWords())}
          <span class="muted" role="status">${words === null ? "" : say(`take_${words}`)}</span>`,
        true,
      )}
    </ul>
    <h3>${say("take_compute")}</h3>
    <ul class="take-list">
      ${entry("csv", say("take_csv"), say("take_csv_for"), button(say("take_save"), "save-csv", "take-csv", () => deeds.saveCsv()))}
      ${entry("workbook", say("take_workbook"), say("take_workbook_for"), button(say("take_save"), "save-workbook", "take-workbook", () => deeds.saveWorkbook()))}
      ${draws(state, act)}
      ${entry("json", say("take_json"), say("take_json_for"), button(say("take_save"), "save-json", "take-json", () => act.saveFile()))}
      ${entry("groups", say("take_groups"), say("take_groups_for"), groups(state, act), true)}
    </ul>
    <h3>${say("take_keep")}</h3>
    <ul class="take-list">
      ${entry("inside", say("take_inside"), say("take_inside_for"), button(say("take_save"), "save-inside", "take-inside", () => deeds.saveInside()))}
      ${entry("link", say("take_link"), say("take_link_for"), button(say("take_link_open"), "open-link", "take-link", () => state.drawer === "link" || act.toggleDrawer("link"), true))}
    </ul>
  </div>`;
}
