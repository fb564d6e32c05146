// The stage: a talk slide by slide, large, with nothing else on the screen; it reads as a document.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Act, State, Talk } from "../state.ts";
import { notes } from "./notes.ts";
import { slidesOf, type Slide } from "./slides.ts";

/** The slide that stands, and where it is among all. */
export function standing(state: State, talk: Talk): { slide: Slide | undefined; at: number; of: number } {
  const counts = talk.steps.map((s) => slidesOf(state, s));
  const before = counts.slice(0, talk.step).reduce((sum, s) => sum + s.length, 0);
  const mine = counts[talk.step] ?? [];
  const slide = Math.min(talk.slide, mine.length - 1); // a scheme of which more is known has more of them
  return { slide: mine[slide], at: before + slide, of: counts.reduce((sum, s) => sum + s.length, 0) };
}

export function stage(state: State, act: Act, talk: Talk): TemplateResult {
  const { say, format } = state;
  const { slide, at, of } = standing(state, talk);
  const count = (n: number): string => format(n, "count");
  const tool = (word: string, deed: string, press: (e: Event) => void, extra: { off?: boolean; pressed?: boolean } = {}): TemplateResult =>
    html`<button
      type="button"
      class="tool"
      data-act=${deed}
      aria-disabled=${extra.off === undefined ? nothing : String(extra.off)}
      aria-pressed=${extra.pressed === undefined ? nothing : String(extra.pressed)}
      @click=${press}
    >
      ${say(word)}
    </button>`;
  const live = slide?.setting !== undefined && slide.turn !== "ask" && !slide.still;
  return html`<main class="stage ${talk.blank ? "is-blank" : ""}" id="stage" aria-label=${say("stage_place")} @click=${() => talk.blank && act.blank()}>
    <section class="slide" id="slide" tabindex="-1" aria-labelledby="slide-heading" data-step=${at} data-slide="${talk.steps[talk.step]?.id ?? ""}.${slide?.id ?? ""}">
      ${slide && slide.over !== "" ? html`<p class="over">${slide.over}</p>` : nothing}
      <h1 id="slide-heading" class=${slide?.setting !== undefined ? "is-figure" : nothing}>${slide?.head ?? talk.name}</h1>
      ${slide?.body(state, act)}
    </section>
    <footer class="stage-foot">
      <p>${[talk.name, slide?.tag].filter(Boolean).join(" · ")}</p>
      <p>${say("stage_step", { step: count(at + 1), of: count(of) })}</p>
      <p class="stage-acts unprinted">
        ${tool("stage_previous", "previous", () => act.pace(-1), { off: at === 0 })}
        ${tool(slide?.turn === "ask" ? "stage_reveal" : "stage_next", "next", () => act.pace(1), { off: at === of - 1 })}
        ${live ? tool(talk.held ? "stage_thaw" : "stage_freeze", "hold", () => act.hold(), { pressed: talk.held !== null }) : nothing}
        ${tool("stage_notes", "notes", () => act.notes())} ${tool("stage_blank", "blank", (e) => {
          e.stopPropagation(); // a press anywhere brings the screen back
          act.blank();
        }, { pressed: talk.blank })}
        ${tool("dark", "theme", () => act.toggleTheme(), { pressed: state.theme === "dark" })}
        ${tool("stage_leave", "leave", () => act.leaveStage())}
      </p>
    </footer>
    ${talk.notes ? notes(state, talk) : nothing}
  </main>`;
}
