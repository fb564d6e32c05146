// A live figure on the stage: what is said, what can be changed, what may be guessed, and the picture with the guesses on it.
import { html, nothing, type TemplateResult } from "lit-html";
import type { GuessMark } from "../charts/frame.ts";
import type { DeckStep, Exhibit } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { controls, picture, says } from "./live.ts";

type Turn = "ask" | "answer" | "show";

/** What the room may guess, what it guessed, what is right, in words. */
function wordOf(state: State, e: Exhibit, i: number, guess: number | undefined, turn: Turn): string {
  const { letter = "", says = "" } = e.options[i] ?? {};
  const mine = i === guess;
  if (turn === "ask") return mine ? state.say("guess_yours", { letter }) : letter;
  if (i !== e.answer) return mine ? state.say("guess_yours", { letter }) : "";
  return mine ? state.say("guess_right", { letter }) : state.say("guess_answer", { letter, says });
}

/** The same on the axis of the picture, for those that have a place there. */
function marks(state: State, e: Exhibit, guess: number | undefined, turn: Turn): GuessMark[] {
  return e.options.flatMap(({ at }, i): GuessMark[] => {
    const text = at === undefined || turn === "show" ? "" : wordOf(state, e, i, guess, turn);
    const kind = turn === "answer" && i === e.answer ? "answer" : i === guess ? "guess" : "option";
    return at === undefined || text === "" ? [] : [{ at, text, kind }];
  });
}

/** The guesses as buttons, which stay where they are when the answer is told: ring for a guess, filled for the answer. */
function options(state: State, act: Act, step: DeckStep, e: Exhibit, turn: Turn): TemplateResult {
  const guess = state.stage?.guesses[step.id];
  const told = turn === "answer";
  return html`<div class="stage-guesses" role="group" aria-label=${state.say("stage_guess")}>
    ${e.options.map(({ letter, says }, i) => {
      const mine = i === guess;
      const right = told && i === e.answer;
      const word = right ? state.say(mine ? "guess_right" : "guess_is_answer", { letter }) : mine ? state.say("guess_yours", { letter }) : "";
      return html`<button
        type="button"
        class="guess-option ${mine ? "is-mine" : ""} ${right ? "is-right" : ""}"
        aria-pressed=${mine ? "true" : "false"}
        aria-disabled=${told ? "true" : "false"}
        @click=${() => act.guess(i)}
      >
        <span class="letter">${letter}</span> <span>${says}</span> ${word === "" ? nothing : html`<span class="guess-word">${word}</span>`}
      </button>`;
    })}
  </div>`;
}

/** `text` is said of what stands at first; what rewrites itself is said once the room has guessed. */
export function exhibited(state: State, act: Act, step: DeckStep, e: Exhibit, turn: Turn, text: string): TemplateResult {
  const { say, stage: talk } = state;
  if (!talk) return html``;
  const figure = state.live(step, talk.own, true);
  const guess = talk.guesses[step.id];
  const { scene } = figure;
  const asks = turn === "ask";
  const covered = asks && e.covered;
  const changed = scene !== null && scene.setting === undefined;
  const guesses = { up: e.up, marks: marks(state, e, guess, turn) };
  // what is said of a state of the figure goes when it is changed: then the model speaks
  const said = text !== "" && !changed;
  return html`<div class="stage-exhibit ${covered ? "is-veiled" : scene && !scene.figure ? "is-told" : ""}" data-live=${figure.key}>
    ${said ? html`<p class="line small">${text}</p>` : nothing}
    ${covered || (said && turn === "answer" && scene?.terms.length === 0) ? nothing : says(state, act, figure)}
    ${asks ? nothing : html`<div class="stage-controls">${controls(state, act, figure)} ${changed ? html`<button type="button" class="text-button" @click=${() => act.anew()}>${say("stage_anew")}</button>` : nothing}</div>`}
    <div class="stage-picture">
      ${scene ? picture(state, act, figure, { width: state.canvas, place: "stage", guesses, held: asks ? null : talk.held }) : html`<p class="awaited" aria-busy="true">${say("figure_working")}</p>`}
    </div>
    ${turn !== "show" ? options(state, act, step, e, turn) : nothing}
  </div>`;
}
