// The whole page: the answer before the form in reading order, beside it on a wide screen.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Answer } from "../gen/pbr.js";
import { answerOf, isDoor, placeOf, regionOf, viewOf, type Act, type State } from "../state.ts";
import { inside, lasting, shared } from "../store.ts";
import { answer, digest } from "./answer.ts";
import { bar } from "./bar.ts";
import { bench } from "./bench.ts";
import { commission } from "./commission.ts";
import { costs } from "./costs.ts";
import { door } from "./door.ts";
import { drawer } from "./drawers.ts";
import { embedded } from "./embed.ts";
import { errors } from "./errors.ts";
import { fieldsTable } from "./fields.ts";
import { explainer } from "./explainer.ts";
import { figures } from "./figures.ts";
import { form } from "./form.ts";
import { handout } from "./handout.ts";
import { it } from "./it.ts";
import { most } from "./matters.ts";
import { method } from "./method.ts";
import { paper } from "./paper.ts";
import { placeLink } from "./parts.ts";
import { printed } from "./printed.ts";
import { record } from "./record.ts";
import { rows } from "./rows.ts";
import { sides } from "./sides.ts";
import { stage } from "./stage.ts";
import { trail } from "./trail.ts";
import { trouble } from "./trouble.ts";

const foot = (state: State, act: Act): TemplateResult =>
  html`<footer class="foot">
    <p>${placeLink(act, "it", state.say("it"))}</p>
    <p>
      ${state.say(inside ? "take_inside_note" : lasting ? "forget_note" : "forget_none")} ${shared && !inside ? state.say("forget_shared") : ""}
      <button type="button" class="text-button" @click=${() => act.forget()}>${state.say("forget")}</button>
      <span role="status">${state.forgotten ? state.say("forgotten") : ""}</span>
    </p>
    <p>${state.say("print_stamp", { version: state.catalogue.version })}</p>
  </footer>`;

/** Some futures are drawn and more are to come. */
const moving = (a: Answer): boolean => a.settling && a.results.some((r) => r.method === "sampled");

export function page(state: State, act: Act): TemplateResult {
  if (state.embed !== null) return embedded(state, act, state.embed);
  const { say } = state;
  const view = viewOf(state.reply);
  const now = answerOf(state.answered);
  const generation = state.answered?.generation ?? 0;
  const place = placeOf(state);
  const target = isDoor(place) ? "verdict" : regionOf(place);
  const bidding = isDoor(place) ? view?.door : undefined;
  return html`
    ${state.bench.take.paper ? paper(state, state.bench.take.paper) : nothing} ${state.sheets ? handout(state, state.sheets) : nothing} ${state.stage ? stage(state, act, state.stage) : nothing}
    <div class="all" ?hidden=${state.stage !== null}>
    <a
      href="#${target}"
      class="govuk-skip-link"
      @click=${(e: MouseEvent) => {
        e.preventDefault();
        document.getElementById(target)?.focus();
      }}
      >${say(place === "calculator" || isDoor(place) ? "skip" : `skip_${place}`)}</a
    >
    ${bar(state, act, view)} ${drawer(state, act)}
    <main id="main">
      ${place === "calculator" || bidding ? nothing : trouble(state, act)}
      ${place === "explainer" ? explainer(state, act) : nothing} ${place === "record" ? record(state, act) : nothing} ${place === "method" ? method(state, act) : nothing} ${place === "costs" ? costs(state, act) : nothing} ${place === "it" ? it(state) : nothing}
      ${view && bidding ? (bidding.at === "bid" ? door(state, act, view, bidding) : commission(state, act, view, bidding)) : nothing}
      <div class="desk ${state.fields ? "is-fields" : ""}" ?hidden=${place !== "calculator"}>
      ${now && (state.open !== null || state.grip) && state.away ? digest(now, generation) : nothing}
      <section class="answering" id="answer" tabindex="-1" aria-labelledby="answer-heading">
        <h2 class="govuk-visually-hidden" id="answer-heading">${say("answer_heading")}</h2>
        ${bidding ? nothing : html`${trouble(state, act)} ${errors(state, act)}`} ${now ? answer(state, act, now, generation) : nothing}
        ${now && view && !bidding ? trail(state, act, "answer", view, now) : nothing}
      </section>
      <section class="contract" aria-labelledby="form-heading" data-generation=${state.reply.generation}>
        <h2 class="govuk-visually-hidden" id="form-heading">${say("form_heading")}</h2>
        ${view && !bidding ? (state.fields ? fieldsTable(state, act, view) : form(state, act, view)) : nothing}
      </section>
      <section class="detail ${generation === state.reply.generation ? "" : "is-stale"}">
        ${
          now && view && !bidding
            ? html`${rows(state, now.rows, generation)} ${sides(state, act, now.sides, generation)} ${trail(state, act, "rows", view, now)}
              <p class="method">${now.method_text}${moving(now) ? html`. <span class="settling">${say("settling")}</span>` : nothing}</p>
              ${most(state, act)} ${figures(state, act, view, now, generation)} ${bench(state, act)}`
            : nothing
        }
        <div data-gauge></div>
      </section>
      ${view ? printed(state, view) : nothing}
      </div>
    </main>
    ${foot(state, act)}
    </div>
    <p class="govuk-visually-hidden" aria-live="polite" data-spoken>${state.spoken}</p>
  `;
}
