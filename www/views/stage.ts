// The stage: a scheme told in a few full-screen steps, one idea each, with arrow keys or a clicker.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { SchemeCard } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { prose } from "./parts.ts";

/** Width that a picture is drawn for; the style blows it up so that the last row can read it. */
const CANVAS = 840;

interface Slide {
  readonly head: string;
  readonly body: TemplateResult;
}

const line = (text: string): TemplateResult => html`<p class="line">${text}</p>`;

/** The steps of a scheme: what it was, its terms, what the model makes of them, what happened, both sides, what stays open. */
export function slides(state: State, card: SchemeCard): readonly Slide[] {
  const told = state.told.get(card.id);
  const [what, paid, pro, contra, ended, unsettled] = card.story;
  const say = state.say;
  const spoken = (told?.answer ?? []).flatMap((s, i) => (i === 0 ? prose(s) : [" ", ...prose(s)]));
  const picture = told?.picture;
  const facts = told?.record.slice(0, 4) ?? [];
  const all: (Slide | null)[] = [
    { head: card.name, body: html`<p class="line">${what?.text ?? card.about}</p>` },
    paid ? { head: paid.head, body: line(paid.text) } : null,
    { head: say("record_answer"), body: html`<p class="line">${spoken.length > 0 ? spoken : say("figure_working")}</p>` },
    picture
      ? {
          head: picture.question,
          body: html`<p class="line small">${prose(picture.headline)}</p>
            <div class="stage-picture">${chart(picture, null, { width: CANVAS, span: undefined }, { place: "stage", format: state.format, say })}</div>`,
        }
      : null,
    ended
      ? {
          head: ended.head,
          body: html`${line(ended.text)}
            <dl class="stage-facts">
              ${facts.map(
                (f) =>
                  html`<div>
                    <dd>${f.value}</dd>
                    <dt>${f.says}</dt>
                  </div>`,
              )}
            </dl>`,
        }
      : null,
    pro && contra
      ? {
          head: say("stage_for_against"),
          body: html`<div class="sides">
            <div><h2>${pro.head}</h2>${line(pro.text)}</div>
            <div><h2>${contra.head}</h2>${line(contra.text)}</div>
          </div>`,
        }
      : null,
    unsettled ? { head: unsettled.head, body: line(unsettled.text) } : null,
  ];
  return all.filter((slide) => slide !== null);
}

/** The keys of a clicker: page keys, arrows, and Escape. Its play key reloads the page, and the stage is found where it was. */
export function onKey(e: KeyboardEvent, act: Act): void {
  const far = 1000;
  const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -far, End: far };
  const onButton = e.target instanceof HTMLButtonElement;
  const steps = e.key === " " && !onButton ? 1 : moves[e.key];
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape") act.leaveStage();
  else if (steps !== undefined) act.pace(steps);
  else return;
  e.preventDefault();
}

export function stage(state: State, act: Act, now: { readonly scheme: string; readonly step: number }): TemplateResult | typeof nothing {
  const { say, format, catalogue } = state;
  const card = catalogue.schemes.find((s) => s.id === now.scheme);
  if (!card) return nothing;
  const all = slides(state, card);
  const step = Math.min(now.step, all.length - 1);
  const slide = all[step] as Slide;
  const count = (n: number): string => format(n, "count");
  return html`<main class="stage" id="stage" aria-label=${say("stage_place")}>
    <section class="slide" id="slide" tabindex="-1" aria-labelledby="slide-heading" data-step=${step}>
      <h1 id="slide-heading">${slide.head}</h1>
      ${slide.body}
    </section>
    <footer class="stage-foot">
      <p>${step === 0 ? (card.years === "" ? card.tag : card.years) : card.name} · ${card.tag}</p>
      <p>${say("stage_step", { step: count(step + 1), of: count(all.length) })}</p>
      <p class="stage-acts unprinted">
        <button type="button" class="tool" aria-disabled=${step === 0 ? "true" : "false"} @click=${() => act.pace(-1)}>${say("stage_previous")}</button>
        <button type="button" class="tool" aria-disabled=${step === all.length - 1 ? "true" : "false"} @click=${() => act.pace(1)}>${say("stage_next")}</button>
        <button type="button" class="tool" data-act="theme" @click=${() => act.toggleTheme()}>${say("dark")}</button>
        <button type="button" class="tool" data-act="leave" @click=${() => act.leaveStage()}>${say("stage_leave")}</button>
      </p>
    </footer>
  </main>`;
}
