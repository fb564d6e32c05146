// The slides of a step, one idea each: a figure asks, reveals, is shown where it embarrasses either side, and stands beside what
// was published; a scheme is told in seven; schemes stand side by side; or words.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { DeckStep, Exhibit, SchemeCard, SchemeFact, SettingKind } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { exhibited } from "./exhibited.ts";
import { says } from "./live.ts";
import { prose } from "./parts.ts";
import { table } from "./sidebyside.ts";

export interface Slide {
  /** Stays the same slide of its step after a reload. */
  readonly id: string;
  /** What it is part of, above its heading; empty where the heading says it. */
  readonly over: string;
  readonly head: string;
  /** How its figures may be shown. */
  readonly tag: string;
  readonly body: (state: State, act: Act) => TemplateResult;
  /** The setting of the figure that it begins at; absent where nothing of it is live. */
  readonly setting?: number;
  /** It has no picture that could be held. */
  readonly still?: boolean;
  /** `ask`: the room may guess; `answer`: what was right is marked. */
  readonly turn?: "ask" | "answer";
}

const line = (text: string): TemplateResult => html`<p class="line">${text}</p>`;

const facts = (all: readonly SchemeFact[], sourced: boolean): TemplateResult =>
  html`<dl class="stage-facts">
    ${all.map(
      (f) =>
        html`<div>
          <dd>${f.value}</dd>
          <dt>${f.says}${sourced ? html` <span class="muted">${f.status}</span>` : nothing}</dt>
        </div>`,
    )}
  </dl>`;

/** What it was, its terms, what the model makes of them, what happened, both sides, what stays open. */
function ofScheme(state: State, card: SchemeCard): Slide[] {
  const told = state.told.get(card.id);
  const [what, paid, pro, contra, ended, unsettled] = card.story;
  const { say } = state;
  const spoken = (told?.answer ?? []).flatMap((s, i) => (i === 0 ? prose(s) : [" ", ...prose(s)]));
  const picture = told?.picture;
  const all: (Pick<Slide, "head"> & { readonly shown: TemplateResult } | null)[] = [
    { head: card.name, shown: line(what?.text ?? card.about) },
    paid ? { head: paid.head, shown: line(paid.text) } : null,
    { head: say("record_answer"), shown: html`<p class="line">${spoken.length > 0 ? spoken : say("figure_working")}</p>` },
    picture
      ? {
          head: picture.question,
          shown: html`<p class="line small">${prose(picture.headline)}</p>
            <div class="stage-picture">${chart(picture, null, { width: state.canvas, span: undefined }, { place: "stage", format: state.format, say })}</div>`,
        }
      : null,
    ended ? { head: ended.head, shown: html`${line(ended.text)} ${facts(told?.record.slice(0, 4) ?? [], false)}` } : null,
    pro && contra
      ? {
          head: say("stage_for_against"),
          shown: html`<div class="sides">
            <div><h2>${pro.head}</h2>${line(pro.text)}</div>
            <div><h2>${contra.head}</h2>${line(contra.text)}</div>
          </div>`,
        }
      : null,
    unsettled ? { head: unsettled.head, shown: line(unsettled.text) } : null,
  ];
  return all
    .filter((slide) => slide !== null)
    .map(({ head, shown }, i) => ({ id: `scheme-${i}`, over: i === 0 ? card.years : card.name, head, tag: card.tag, body: () => shown }));
}

/** Published figures beside what the model says, and what they speak for. */
function evidence(state: State, act: Act, step: DeckStep, { published, sides, credit }: Exhibit): TemplateResult {
  const figure = state.live(step, state.stage?.own ?? null, true);
  return html`<div class="stage-exhibit" data-live=${figure.key}>
    ${facts(published, true)}
    <div class="sides four">
      <div><h2>${state.say("record_answer")}</h2>${says(state, act, figure)}</div>
      ${sides.map((s) => html`<div><h2>${s.head}</h2><p>${s.text}</p></div>`)}
    </div>
    ${credit === "" ? nothing : html`<p class="muted">${credit}</p>`}
  </div>`;
}

/** A figure: the question, the answer, each state worth showing, what was published. */
function ofFigure(state: State, step: DeckStep, e: Exhibit): Slide[] {
  const { say } = state;
  const tag = e.tag;
  const first = (kind: SettingKind): number => Math.max(0, e.settings.findIndex((s) => s.kind === kind));
  const start: Slide = {
    id: "ask",
    over: "",
    head: step.head,
    tag,
    setting: first("start"),
    ...(e.options.length > 0 && { turn: "ask" }),
    body: (s, act) => exhibited(s, act, step, e, e.options.length > 0 ? "ask" : "show", step.text),
  };
  const answer: Slide = {
    ...start,
    id: "answer",
    setting: first("answer"),
    turn: "answer",
    body: (s, act) => exhibited(s, act, step, e, "answer", e.settings[first("answer")]?.says ?? ""),
  };
  const settings = e.settings.flatMap(({ kind, says }, i): Slide[] => {
    if (kind === "start" || kind === "answer") return [];
    const side = kind === "more" ? "" : say(`setting_${kind}`);
    return [{ id: `set-${i}`, over: [step.name, side].filter(Boolean).join(" · "), head: says, tag, setting: i, body: (s, act) => exhibited(s, act, step, e, "show", "") }];
  });
  const beside = e.published.length + e.sides.length > 0;
  return [
    start,
    ...(e.options.length > 0 ? [answer] : []),
    ...settings,
    ...(beside ? [{ id: "evidence", over: step.name, head: say("stage_evidence"), tag, setting: first("answer"), still: true, body: (s: State, act: Act) => evidence(s, act, step, e) }] : []),
  ];
}

export function slidesOf(state: State, step: DeckStep): readonly Slide[] {
  const cards = step.schemes.flatMap((id) => state.catalogue.schemes.find((s) => s.id === id) ?? []);
  const [only, ...others] = cards;
  if (only && others.length === 0) return ofScheme(state, only);
  if (step.exhibit) return ofFigure(state, step, step.exhibit);
  const side = cards.length > 0;
  return [
    {
      id: side ? "compare" : "words",
      over: "",
      head: step.head || step.name,
      tag: [...new Set(cards.map((c) => c.tag))].join(", "),
      body: (s) => html`${step.text === "" ? nothing : line(step.text)} ${side ? table(s, null, cards) : nothing}`,
    },
  ];
}
