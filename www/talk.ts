// A talk on the stage: which one, where it is, what was guessed; kept so that the reload of a clicker finds it as it was.
import { onClicker, onKey } from "./clicker.ts";
import type { Engine } from "./engine.ts";
import type { Deck, DeckStep, Scene } from "./gen/pbr.js";
import { current } from "./history.ts";
import type { Lives } from "./live.ts";
import { notesWindow } from "./notes.ts";
import type { Act, Live, Place, Sheet, State, Talk } from "./state.ts";
import * as store from "./store.ts";
import { notes } from "./views/notes.ts";
import { plain } from "./views/parts.ts";
import { slidesOf, type Slide } from "./views/slides.ts";

type Deeds = Pick<Act, "present" | "pace" | "anew" | "guess" | "hold" | "blank" | "notes" | "back" | "leaveStage" | "arrange" | "printTalk">;

/** What main.ts lends. */
export interface Lent {
  readonly draw: () => void;
  /** A change that belongs to the step in the making, and one that is a step of its own. */
  readonly edit: (to: (draft: string) => string) => void;
  readonly take: (deed: string) => void;
}

export interface Talks {
  readonly deeds: Deeds;
  /** What a drawing needs that follows from the draft; to be called before it. */
  ready(): void;
  /** What other windows show; to be called after it. */
  follow(): void;
  /** After a reload; `at`: the place that was asked for by name. */
  resume(at: Place | null): void;
}

/** What is kept of a talk, as text. */
type Kept = Pick<Talk, "of" | "cut" | "from" | "place" | "step" | "slide" | "guesses" | "drafts" | "blank">;

/** Of this width a picture is blown up to a large screen's: its words, 14 pixels, become 28. */
const CANVAS = 875;

export function talks(engine: Engine, state: State, lives: Lives, lent: Lent): Talks {
  const { draw } = lent;
  const focusOn = (id: string): void => document.getElementById(id)?.focus();

  function listen(to: Window): void {
    to.addEventListener("keydown", (e) => state.stage && onClicker(e, deeds), true);
    to.addEventListener("keydown", (e) => state.stage && onKey(e, deeds));
  }
  const window_ = notesWindow(listen);

  /** The file that holds a talk: one that is made of a scenario is put into it first, so that it is not made again and again. */
  const ownOf = (of: string): string | null => {
    const desk = current(state.history);
    return of === "desk" ? engine.act(desk, "deck=made").draft : of.startsWith("picture:") ? engine.act(desk, `deck=alone:${of.slice(8)}`).draft : null;
  };

  function deckOf(of: string, own: string | null): Deck {
    const [kind = "", ids = ""] = of.split(":");
    if (kind !== "schemes") {
      const deck = lives.deck(own);
      return kind === "figure" ? { ...deck, steps: deck.steps.filter((s) => s.id === ids) } : deck;
    }
    const schemes = ids.split(" ").filter((id) => state.catalogue.schemes.some((s) => s.id === id));
    const name = schemes.length > 1 ? state.say("compare_heading") : (state.catalogue.schemes.find((s) => s.id === ids)?.name ?? "");
    const step: DeckStep = { id: "schemes", name, head: name, text: "", notes: "", schemes };
    return { name, steps: schemes.length > 0 ? [step] : [], cuts: [] };
  }

  /** A talk at its beginning; none if there is nothing to show. */
  function begun(of: string, cut: string | null, from: string, place: Place): Talk | null {
    const own = ownOf(of);
    const deck = deckOf(of, own);
    const ids = deck.cuts.find((c) => c.name === cut)?.steps;
    const steps = ids ? ids.flatMap((id) => deck.steps.find((s) => s.id === id) ?? []) : deck.steps;
    if (steps.length === 0) return null;
    return { of, cut, from, place, name: deck.name, own, steps, step: 0, slide: 0, guesses: {}, drafts: {}, held: null, blank: false, notes: false };
  }

  function slideOf(talk: Talk): Slide | undefined {
    const step = talk.steps[talk.step];
    return step && slidesOf(state, step)[talk.slide];
  }

  const keyOf = (talk: Talk): string => `${talk.steps[talk.step]?.id}.${slideOf(talk)?.id}`;

  const figureOf = (talk: Talk): Live | undefined => {
    const step = talk.steps[talk.step];
    return step && lives.of(step, talk.own, true);
  };

  /** The draft of the slide that stands, as it was left or at its setting. */
  function pose(talk: Talk, ghost: boolean): void {
    const step = talk.steps[talk.step];
    const setting = slideOf(talk)?.setting;
    if (!step || setting === undefined) return;
    lives.show(lives.of(step, talk.own, true), talk.drafts[keyOf(talk)] ?? engine.pose(step.id, setting, talk.own), ghost);
  }

  /** So many slides on; the same talk at either end. */
  function moved(talk: Talk, slides: number): Talk {
    const all = talk.steps.flatMap((s, step) => slidesOf(state, s).map((_, slide) => ({ step, slide })));
    const now = all.findIndex((p) => p.step === talk.step && p.slide === talk.slide);
    const to = all[Math.max(0, Math.min(all.length - 1, Math.max(0, now) + slides))];
    return !to || (to.step === talk.step && to.slide === talk.slide) ? talk : { ...talk, ...to };
  }

  /** As it stands now, with what was changed on the slide that is left. */
  function noted(talk: Talk): Talk {
    const step = talk.steps[talk.step];
    const setting = slideOf(talk)?.setting;
    const history = figureOf(talk)?.history;
    if (!step || setting === undefined || !history) return talk;
    const draft = current(history);
    const { [keyOf(talk)]: _, ...others } = talk.drafts;
    const changed = draft !== engine.pose(step.id, setting, talk.own);
    return { ...talk, drafts: changed ? { ...others, [keyOf(talk)]: draft } : others };
  }

  function keep(): void {
    if (!state.stage) return;
    const { of, cut, from, place, step, slide, guesses, drafts, blank } = noted(state.stage);
    const kept: Kept = { of, cut, from, place, step, slide, guesses, drafts, blank };
    store.write("stage", JSON.stringify(kept));
  }

  function say(text: string): void {
    state.spoken = text;
  }

  /** What the room hears at the reveal, in one sentence or two. */
  function revealed(talk: Talk): string {
    const step = talk.steps[talk.step];
    const e = step?.exhibit;
    const right = e?.options[e.answer];
    if (!e || !right) return "";
    const guess = e.options[talk.guesses[step.id] ?? -1];
    const mine = guess && guess !== right ? `, ${state.say("guess_yours", { letter: guess.letter })}` : "";
    const told = e.settings.find((s) => s.kind === "answer")?.says ?? plain(figureOf(talk)?.scene?.says ?? []);
    return `${state.say("guess_answer", { letter: right.letter, says: right.says })}${mine}. ${told}`;
  }

  function move(talk: Talk, slides: number): void {
    const to = moved(talk, slides);
    if (to === talk) return;
    const same = to.step === talk.step;
    const left = slideOf(talk);
    const asked = left?.turn === "ask";
    state.stage = { ...noted(talk), step: to.step, slide: to.slide, held: same ? talk.held : null };
    const settings = state.stage.steps[to.step]?.exhibit?.settings ?? [];
    const sceneOf = (slide: Slide | undefined): number | undefined => settings[slide?.setting ?? -1]?.scene;
    // what another scenario looked like is no ghost of this one
    pose(state.stage, same && !asked && sceneOf(left) === sceneOf(slideOf(state.stage)));
    const reveals = same && asked && slideOf(state.stage)?.turn === "answer";
    if (reveals) say(revealed(state.stage));
    keep();
    draw();
    // the reveal is announced where one is; any other slide is read from its heading
    if (!reveals) {
      focusOn("slide");
      window.scrollTo({ top: 0, behavior: "instant" });
    }
  }

  const deeds: Deeds = {
    present(of, cut, from) {
      const talk = begun(of, cut, from, state.place);
      if (!talk) return;
      store.again(); // where a talk is must be found again, whatever was forgotten before
      state.forgotten = false;
      state.stage = talk;
      pose(talk, false);
      keep();
      draw();
      focusOn("slide");
      window.scrollTo({ top: 0, behavior: "instant" });
    },
    pace(slides) {
      if (!state.stage) return;
      if (state.stage.blank) deeds.blank();
      else move(state.stage, slides);
    },
    anew() {
      if (!state.stage) return;
      const { [keyOf(state.stage)]: _, ...drafts } = state.stage.drafts;
      state.stage = { ...state.stage, drafts };
      pose(state.stage, true);
      keep();
      draw();
      focusOn("slide");
    },
    guess(option) {
      const talk = state.stage;
      const step = talk?.steps[talk.step];
      if (!talk || !step?.exhibit?.options[option] || slideOf(talk)?.turn !== "ask") return;
      state.stage = { ...talk, guesses: { ...talk.guesses, [step.id]: option } };
      say(state.say("guess_yours", { letter: step.exhibit.options[option].letter }));
      keep();
      draw();
    },
    hold() {
      const talk = state.stage;
      if (!talk) return;
      state.stage = { ...talk, held: talk.held ? null : (figureOf(talk)?.scene?.figure ?? null) };
      draw();
    },
    blank() {
      if (!state.stage) return;
      const blank = !state.stage.blank;
      state.stage = { ...state.stage, blank };
      say(state.say(blank ? "stage_blanked" : "stage_back"));
      keep();
      draw();
      if (!blank && document.activeElement === document.body) focusOn("slide"); // what had the focus was in the dark
    },
    notes() {
      if (!state.stage) return;
      state.stage = { ...state.stage, notes: !window_.open() && !state.stage.notes };
      draw();
    },
    back(field) {
      if (field) focusOn("slide");
      else if (state.stage?.blank) deeds.blank();
      else deeds.leaveStage();
    },
    leaveStage() {
      const { from } = state.stage ?? {};
      state.stage = null;
      store.drop("stage");
      window_.close();
      say("");
      draw();
      const button = from === undefined ? null : document.querySelector<HTMLElement>(`[data-present="${CSS.escape(from)}"]`);
      (button ?? document.querySelector<HTMLElement>("[data-act=talk]"))?.focus();
    },
    arrange(deed, typing, then) {
      if (typing) lent.edit((draft) => engine.act(draft, `deck=${deed}`).draft);
      else lent.take(`deck=${deed}`);
      if (then !== undefined) focusOn(then);
    },
    printTalk(of) {
      void print(of);
    },
  };

  async function whole(id: string, draft: string, own: string | null): Promise<Scene> {
    let scene = engine.scene(id, draft, own, 0);
    if (scene.waits) for await (const told of engine.run({ draft, before: own, generation: 0, job: `scene:${id}` })) scene = told.scene ?? scene;
    return scene;
  }

  /** A page a step: its picture as it stands at the answer, or where it begins. */
  async function print(of: string): Promise<void> {
    const talk = state.stage ?? begun(of, null, of, state.place);
    if (!talk) return;
    const all: Sheet[] = [];
    for (const step of talk.steps) {
      const settings = step.exhibit?.settings ?? [];
      const answer = Math.max(0, settings.findIndex((s) => s.kind === "answer"));
      all.push({ step, scene: step.exhibit ? await whole(step.id, engine.pose(step.id, answer, talk.own), talk.own) : null });
    }
    state.sheets = { name: talk.name, all };
    draw();
    window.print();
    state.sheets = null;
    draw();
  }

  function ready(): void {
    const draft = current(state.history);
    // a picture is blown up to the width of a large screen, and drawn for that of a small one; to ask how wide it is costs every
    // frame of a drag a layout
    if (state.stage || state.sheets) {
      const wide = document.documentElement.clientWidth;
      state.canvas = wide < 900 ? Math.max(280, wide - 32) : CANVAS;
    }
    if (state.drawer !== "talk") return;
    if (state.talks?.of === draft) return;
    state.talks = { of: draft, desk: engine.deck(draft), explainer: state.talks?.explainer ?? engine.deck(null) };
  }

  /** The picture of the next slide may take long: it is worked out while this one is talked about. */
  function foresee(talk: Talk): void {
    const next = moved(talk, 1);
    const step = next.steps[next.step];
    const setting = slideOf(next)?.setting;
    if (next === talk || !step || setting === undefined) return;
    lives.foresee(lives.of(step, next.own, true), next.drafts[keyOf(next)] ?? engine.pose(step.id, setting, next.own));
  }

  let foreseen = "";
  function follow(): void {
    const talk = state.stage;
    const at = talk ? `${talk.of}.${talk.step}.${talk.slide}` : "";
    if (talk && at !== foreseen) setTimeout(() => state.stage === talk && foresee(talk)); // what was asked for stands on the screen first
    foreseen = at;
    if (talk) window_.draw(state.say("stage_notes_of", { name: talk.name }), notes(state, talk));
  }

  function resume(at: Place | null): void {
    let kept: Partial<Kept>;
    try {
      kept = JSON.parse(store.read("stage") ?? "null") ?? {};
    } catch {
      return; // of another version
    }
    const { of, cut = null, from = "", place = "calculator", step = 0, slide = 0, guesses = {}, drafts = {}, blank = false } = kept;
    if (at !== null && at !== place) return;
    const talk = typeof of === "string" ? begun(of, cut, from, place) : null;
    if (!talk) return;
    const within = (n: number, of: readonly unknown[]): number => Math.max(0, Math.min(of.length - 1, Math.trunc(n) || 0));
    state.stage = { ...talk, step: within(step, talk.steps), slide: Math.max(0, Math.trunc(slide) || 0), guesses, drafts, blank };
    state.place = place;
    pose(state.stage, false);
  }

  listen(window);
  window.addEventListener("resize", () => {
    if (state.stage) draw();
  });
  return { deeds, ready, follow, resume };
}
