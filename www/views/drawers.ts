// What opens beneath the bar: the schemes to start from; links, files and answers to take away; what can be presented.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { shelved } from "../shelf.ts";
import { SECRETS, viewOf, type Act, type Secret, type State } from "../state.ts";
import { arrange } from "./arrange.ts";

const opens =
  (act: Act) =>
  (e: Event): void => {
    const input = e.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) act.openFile(file);
    input.value = ""; // the same file may be opened again
  };

/** Scenarios under names of one's own. */
function kept(state: State, act: Act): TemplateResult {
  const { say, shelf } = state;
  const all = shelved();
  return html`<h2>${say("shelf_heading")}</h2>
    <p>${say("shelf_note")}</p>
    ${
      all.length === 0
        ? html`<p class="muted">${say("shelf_none")}</p>`
        : html`<ul class="shelf">
            ${all.map(
              ({ name, draft }, i) =>
                html`<li>
                  <button type="button" class="card" data-kept=${i} aria-label=${say("shelf_open", { name })} @click=${() => act.start(draft)}><span class="card-name">${name}</span></button>
                  <button type="button" class="text-button" data-drop=${i} aria-label=${say("shelf_drop", { name })} @click=${() => act.shelf.drop(i)}>${say("shelf_drop_short")}</button>
                </li>`,
            )}
          </ul>`
    }
    <p class="link-line">
      <label for="shelf-name">${say("shelf_name")}</label>
      <input class="govuk-input" id="shelf-name" type="text" .value=${live(shelf.name ?? viewOf(state.reply)?.name ?? "")} @input=${(e: Event) => act.shelf.name((e.target as HTMLInputElement).value)} />
      <button type="button" class="button" data-act="keep" @click=${() => act.shelf.keep()}>${say("shelf_keep")}</button>
      ${all.length === 0 ? nothing : html`<button type="button" class="button is-quiet" data-act="save-set" @click=${() => act.saveSet()}>${say("shelf_save")}</button>`}
      <label class="file-open">${say("file_open")} <input type="file" id="set-open" accept=".json,application/json" @change=${opens(act)} /></label>
    </p>
    <p class="muted">
      <span role="status">${shelf.told}</span>
      ${shelf.dropped ? html`<button type="button" class="text-button" data-act="put-back" @click=${() => act.shelf.putBack()}>${say("shelf_back")}</button>` : nothing}
    </p>`;
}

const schemes = (state: State, act: Act): TemplateResult =>
  html`<section class="drawer" id="schemes" tabindex="-1" aria-labelledby="schemes-heading">
    <h2 id="schemes-heading">${state.say("choose_scheme")}</h2>
    <ul class="cards">
      ${state.catalogue.schemes.map(
        (s) =>
          html`<li>
            <button type="button" class="card" data-scheme=${s.id} @click=${() => act.start(s.draft)}>
              <span class="card-name">${s.name}</span>
              <span class="card-about">${s.about}</span>
            </button>
          </li>`,
      )}
    </ul>
    <p class="muted">${state.say("choose_note")}</p>
    ${kept(state, act)}
    <p><button type="button" class="text-button" data-act="all-schemes" @click=${() => act.go("record")}>${state.say("choose_all")}</button></p>
  </section>`;

/** The answer for whoever cannot be sent a program: a page without script, or text in an e-mail. */
function plain(state: State, act: Act): TemplateResult {
  const { say } = state;
  const { linked, text, done } = state.plain;
  return html`<h2>${say("plain_heading")}</h2>
    <p>${say("plain_note")}</p>
    <p>
      <label class="unknown"><input type="checkbox" id="plain-linked" .checked=${live(linked)} @change=${() => act.linkPlain(!linked)} /> ${say("plain_link")}</label>
    </p>
    <div class="link-line">
      <button type="button" class="button" data-act="save-plain" @click=${() => act.savePlain()}>${say("plain_save")}</button>
      <button type="button" class="button is-quiet" data-act="copy-plain" @click=${() => act.copyPlain()}>${say("plain_copy")}</button>
    </div>
    <p class="muted" role="status">${done === null ? "" : say(`plain_${done}`)}</p>
    ${
      text === null
        ? nothing
        : html`<label class="govuk-visually-hidden" for="plain-text">${say("plain_text")}</label>
          <textarea class="plain-text" id="plain-text" rows="12" readonly .value=${text}></textarea>`
    }`;
}

const linkLine = ({ say }: State, act: Act, id: string, name: string, url: string, more: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<div class="link-line">
    <label class="govuk-visually-hidden" for=${id}>${name}</label>
    <input class="govuk-input" id=${id} type="text" readonly .value=${url} @focus=${(e: FocusEvent) => (e.target as HTMLInputElement).select()} />
    <button type="button" class="button" data-act="copy" aria-label=${say("link_copy_named", { name })} @click=${() => act.copyLink(id)}>${say("link_copy")}</button>
    ${more}
  </div>`;

function link(state: State, act: Act): TemplateResult {
  const { say } = state;
  const done = state.link?.done ?? null;
  const told =
    done === "copied"
      ? say("link_copied")
      : done === "selected"
        ? say("link_select")
        : done === "placed"
          ? say("link_in_bar")
          : "";
  return html`<section class="drawer" id="link" tabindex="-1" aria-labelledby="link-heading">
    <h2 id="link-heading">${say("link_heading")}</h2>
    <p>${say("link_contains")}</p>
    ${linkLine(state, act, "link-text", say("link_field"), state.link?.url ?? "", html`<button type="button" class="button is-quiet" data-act="place" @click=${() => act.placeLink()}>${say("link_bar")}</button>`)}
    <h2>${say("bare_heading")}</h2>
    <p>
      <label for="bare-of">${say("bare_of")}</label>
      <select id="bare-of" class="govuk-select" @change=${(e: Event) => act.withhold((e.target as HTMLSelectElement).value as Secret)}>
        ${SECRETS.map((secret) => html`<option value=${secret} ?selected=${secret === state.link?.secret}>${say(`bare_${secret}`)}</option>`)}
      </select>
    </p>
    <p>${say(`bare_note_${state.link?.secret ?? "prices"}`)}</p>
    ${linkLine(state, act, "bare-text", say("bare_heading"), state.link?.bare ?? "")}
    <p class="muted">${say("link_history")} <span role="status">${told}</span></p>
    ${plain(state, act)}
    <h2>${say("file_heading")}</h2>
    <p>${say("file_note")}</p>
    <div class="link-line">
      <button type="button" class="button" data-act="save-file" @click=${() => act.saveFile()}>${say("file_save")}</button>
      <label class="file-open">${say("file_open")} <input type="file" id="file-open" accept=".json,application/json" @change=${opens(act)} /></label>
    </div>
  </section>`;
}

export const drawer = (state: State, act: Act): TemplateResult | typeof nothing =>
  state.drawer === "schemes" ? schemes(state, act) : state.drawer === "link" ? link(state, act) : state.drawer === "talk" ? arrange(state, act) : nothing;
