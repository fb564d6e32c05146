// The front page: what this is, six figures to try, when it can work, and the doors.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { DeckStep, Exhibit, SchemeFact, Setting } from "../gen/pbr.js";
import { current } from "../history.ts";
import type { Act, Live, Place, State } from "../state.ts";
import { embedButton, embedText } from "./embed.ts";
import { placeLink } from "./parts.ts";
import { controls, picture, says, tablesInstead } from "./live.ts";

/** A guess is quiet until the answer is shown; then both are marked, in words. */
function guesses({ say }: State, act: Act, figure: Live, { options, answer }: Exhibit): TemplateResult | typeof nothing {
  if (options.length === 0) return nothing;
  const hand = act.live(figure);
  const { guess, revealed } = figure;
  const right = options[answer];
  const marks = (i: number): string => [i === guess ? say("explainer_mine") : "", revealed && i === answer ? say("explainer_right") : ""].filter(Boolean).join(", ");
  return html`<div class="guess">
    <div class="guesses" role="group" aria-label=${say("explainer_guess")}>
      ${options.map(
        ({ letter, says }, i) =>
          html`<button type="button" class="option ${revealed && i === answer ? "is-right" : ""}" aria-pressed=${i === guess ? "true" : "false"} @click=${() => hand.guess(i)}>
            <span class="letter">${letter}</span> <span>${says}</span> <span class="mark">${marks(i)}</span>
          </button>`,
      )}
    </div>
    <button type="button" class="button ${revealed ? "is-quiet" : ""}" data-act="reveal" @click=${() => hand.reveal()}>${say("explainer_see")}</button>
    ${revealed && right ? html`<p class="revealed">${say("explainer_answer", { letter: right.letter, says: right.says })}</p>` : nothing}
  </div>`;
}

/** What each side would rather not show, side by side; then what else there is to see. */
function settings({ say }: State, act: Act, figure: Live, { settings: all }: Exhibit): TemplateResult {
  const stands = figure.posed ?? figure.now?.setting;
  const one = ({ says }: Setting, i: number): TemplateResult =>
    html`<button type="button" class="setting" aria-pressed=${i === stands ? "true" : "false"} @click=${() => act.live(figure).pose(i)}>${says}</button>`;
  const each = (kind: Setting["kind"]): TemplateResult[] => all.flatMap((s, i) => (s.kind === kind ? [one(s, i)] : []));
  const more = each("more");
  return html`<section class="settings">
    <h3>${say("explainer_both")}</h3>
    <div class="both">
      ${(["for", "against"] as const).map((kind) => html`<div><h4>${say(`explainer_${kind}`)}</h4>${each(kind)}</div>`)}
    </div>
    ${more.length > 0 || figure.revealed ? html`<h4>${say("explainer_more")}</h4>${figure.revealed ? each("answer") : nothing}${more}` : nothing}
  </section>`;
}

/** "N7: where it can be found": beside each number its code, each source once beneath. */
const codeOf = (source: string): string => source.split(":", 1)[0] ?? source;

function published({ say }: State, facts: readonly SchemeFact[]): TemplateResult | typeof nothing {
  if (facts.length === 0) return nothing;
  const sources = [...new Set(facts.map(({ source }) => source))];
  return html`<section class="published">
    <h3>${say("explainer_published")}</h3>
    <dl>
      ${facts.map(
        (f) =>
          html`<div>
            <dt>${f.says}</dt>
            <dd>
              <span class="value">${f.value}</span>
              <span class="sourced"><span class="status is-${f.status_id}">${f.status}</span> ${codeOf(f.source)}</span>
            </dd>
          </div>`,
      )}
    </dl>
    <ul class="sources" aria-label=${say("record_sources")}>
      ${sources.map((source) => html`<li>${source}</li>`)}
    </ul>
  </section>`;
}

function figure(state: State, act: Act, step: DeckStep, exhibit: Exhibit, i: number): TemplateResult {
  const { say } = state;
  const live = state.live(step, null);
  const { history } = live;
  const of = `figure:${step.id}`;
  const start = exhibit.settings[0];
  return html`<section class="exhibit" data-live=${live.key} tabindex="-1" aria-labelledby="head-${live.key}">
    <header class="exhibit-head">
      <p class="eyebrow"><span class="number">${state.format(i + 1, "count")}</span> ${step.name} <span class="tag is-${exhibit.tag_id}">${exhibit.tag}</span></p>
      <h2 id="head-${live.key}">${step.head}</h2>
      ${step.text === "" ? nothing : html`<p class="lead">${step.text}</p>`}
    </header>
    <div class="exhibit-try">
      ${guesses(state, act, live, exhibit)}
      ${controls(state, act, live)} ${says(state, act, live)} ${picture(state, act, live)}
      <div data-live-gauge></div>
      <p class="exhibit-acts">
        ${history ? html`<button type="button" class="text-button" data-act="open" aria-label=${say("explainer_open_named", { name: step.name })} @click=${() => act.start(current(history))}>${say("explainer_open")}</button>` : nothing}
        <button type="button" class="text-button" data-act="present" data-present=${of} aria-label=${say("explainer_present_named", { name: step.name })} @click=${() => act.present(of, null, of)}>${say("explainer_present")}</button>
        ${start && history ? html`<button type="button" class="text-button" data-act="start" @click=${() => act.live(live).pose(0)}>${say("explainer_start")}</button>` : nothing}
        ${history ? embedButton(state, act, live) : nothing} ${tablesInstead(state, act)}
      </p>
      ${embedText(state, act, live)}
      ${settings(state, act, live, exhibit)}
    </div>
    <div class="exhibit-beside">
      ${published(state, exhibit.published)}
      <dl class="exhibit-sides">
        ${exhibit.sides.map((s) => html`<div><dt>${s.head}</dt><dd>${s.text}</dd></div>`)}
      </dl>
      ${exhibit.credit === "" ? nothing : html`<p class="credit">${exhibit.credit}</p>`}
    </div>
  </section>`;
}

const DOORS: readonly (readonly [Place, string])[] = [
  ["bid", "bid"],
  ["commission", "commission"],
  ["calculator", "place_calculator"],
  ["record", "explainer_schemes"],
];

export function explainer(state: State, act: Act): TemplateResult {
  const { say } = state;
  const { steps } = state.deck(null);
  return html`<div class="explainer" id="explainer" tabindex="-1">
    <header class="opening">
      <h2>${say("explainer_heading")}</h2>
      <p>${say("explainer_what")}</p>
      <p>${say("explainer_how")}</p>
      <p class="muted">${say("explainer_private")}</p>
    </header>
    ${repeat(
      steps,
      (step) => step.id,
      (step, i) => (step.exhibit ? figure(state, act, step, step.exhibit, i) : nothing),
    )}
    <section class="closing" aria-labelledby="closing-heading">
      <h2 id="closing-heading">${say("explainer_close")}</h2>
      <p class="moral">${say("explainer_closing")}</p>
      <h3>${say("explainer_doors")}</h3>
      <ul class="doors">
        ${DOORS.map(
          ([place, name]) =>
            html`<li>
              ${placeLink(act, place, say(name))}
              <p>${say(`explainer_${place}`)}</p>
            </li>`,
        )}
      </ul>
    </section>
  </div>`;
}
