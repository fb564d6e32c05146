// Figures to try, each with a draft of its own: what is done to one, and what is worked out when. Whatever is shown of a figure is
// one scene, swapped whole, so that its sentence and its picture cannot disagree.
import { Trapped, type Engine } from "./engine.ts";
import type { Deck, DeckStep, Scene } from "./gen/pbr.js";
import { abandon, begin, change, commit, current, dismiss, opened, redo, undo, type History } from "./history.ts";
import type { Grip, Live, State } from "./state.ts";
import type { Hand } from "./views/desk.ts";
import { plain } from "./views/parts.ts";

const PAUSE = 1000; // ms after the last key: then a burst of typing is one step, and is spoken once
const KEPT = 8; // scenes at hand of a figure that takes long: settings, undo, redo

export interface LiveHand extends Hand {
  take(deed: string): void;
  /** Where it starts is a draft that somebody sent. */
  open(draft: string): void;
  /** To one of its settings. */
  pose(setting: number): void;
  guess(option: number): void;
  /** To the answer. */
  reveal(): void;
  undo(): void;
  redo(): void;
  dismiss(): void;
  grab(grip: Grip): void;
  letGo(): void;
}

export interface Lives {
  /** To be called after every drawing: works out what has come near the screen, one thing at a time. */
  next(): void;
  deck(own: string | null): Deck;
  /** On the stage it is another than on the page behind it. */
  of(step: DeckStep, own: string | null, onStage?: boolean): Live;
  /** Puts a draft there, at once; `ghost`: what was shown stays behind it. */
  show(figure: Live, draft: string, ghost: boolean): void;
  /** What will be looked at next is worked out while nothing else is. */
  foresee(figure: Live, draft: string): void;
  /** `where` its fields stand, if they stand in several places. */
  on(figure: Live, where?: string): LiveHand;
  /** The figure that was touched last, for the keys that undo. */
  touched(): LiveHand | null;
}

/** The figures that are to be seen somewhere on the page. */
const onPage = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-live]")].filter((e) => !e.closest("[hidden]"));

/** Whether they are what is worked on, and not the calculator's draft. */
export const showsLive = (): boolean => onPage().length > 0;

/** The element that holds the field of `path`, of those that a figure has of it. */
export const liveId = (live: Live, where: string, path: string): string => `${live.key}-${where}:${path}`;

export function lives(engine: Engine, state: State, draw: () => void): Lives {
  const decks = new Map<string | null, Deck>();
  const all = new Map<string, Live>();
  const near = new WeakSet<Element>();
  const watched = new WeakSet<Element>();
  const kept = new WeakMap<Live, Map<string, Scene>>();
  const broken = new WeakMap<Live, string>(); // the draft that could not be worked out: it is not asked again
  let stamp = 0;
  let asked = false;
  let ahead: { readonly live: Live; readonly draft: string } | null = null;
  let working: { readonly live: Live; readonly draft: string; readonly stop: AbortController } | null = null;
  let last: Live | null = null;
  let moved = false; // what was touched last has changed, and nobody has been told
  let pause = 0;
  let held = false; // a slider or a mark is in somebody's hand: no pause ends its step

  function deck(own: string | null): Deck {
    const known = decks.get(own) ?? engine.deck(own);
    decks.set(own, known);
    return known;
  }

  function of(step: DeckStep, own: string | null, onStage = false): Live {
    const of = [...decks.keys()].indexOf(own);
    const key = `${onStage ? "stage." : ""}${own === null ? "" : `${of}.`}${step.id}`;
    const known = all.get(key);
    if (known) return known;
    const fresh: Live = {
      key,
      step,
      own,
      history: null,
      scene: null,
      now: null,
      waits: false,
      ghost: null,
      posed: null,
      guess: null,
      revealed: false,
      open: null,
      entered: false,
      typing: null,
      held: null,
      grip: null,
    };
    all.set(key, fresh);
    return fresh;
  }

  const draftOf = (live: Live): string => (live.history ? current(live.history) : "");

  /** The scene of a draft stands, if it is whole. */
  function stand(live: Live, draft: string, told: Scene): void {
    const newest = draft === draftOf(live);
    if (newest) live.now = told;
    if (newest) live.waits = told.waits;
    if (told.waits || told.issues.length > 0) return;
    if (told.generation > (live.scene?.generation ?? 0)) live.scene = told;
    const known = kept.get(live) ?? new Map<string, Scene>();
    known.delete(draft);
    kept.set(live, new Map([...[...known].slice(1 - KEPT), [draft, told]]));
  }

  function evaluate(live: Live): void {
    const draft = draftOf(live);
    stamp += 1;
    const known = kept.get(live)?.get(draft);
    stand(live, draft, known ? { ...known, generation: stamp } : engine.scene(live.step.id, draft, live.own, stamp));
  }

  /** Whatever changes the history: the scene that stood becomes the ghost of the new one. */
  function turn(live: Live, next: History): void {
    const from = live.history;
    if (!from || next === from) return;
    if (next.before === null) live.ghost = null;
    else if (next.before !== from.before) live.ghost = live.scene;
    live.history = next;
    if (current(next) === current(from)) return;
    moved = true;
    evaluate(live);
  }

  function attempt(deed: () => void): void {
    try {
      deed();
    } catch (fault) {
      if (!(fault instanceof Trapped)) throw fault;
      state.trouble = { id: "panic", why: fault.message };
    }
    draw();
  }

  /** Where it starts. */
  function ready(live: Live): void {
    if (live.history) return;
    live.history = opened(engine.pose(live.step.id, 0, live.own));
    evaluate(live);
  }

  /** Another figure is taken in hand: the step that was in the making there is over. */
  function touch(live: Live): void {
    if (last && last !== live && pause > 0) settle(last);
    if (last !== live) moved = false;
    last = live;
  }

  function settle(live: Live): void {
    window.clearTimeout(pause);
    pause = 0;
    held = false;
    live.grip = null;
    attempt(() => {
      if (live.history) turn(live, commit(live.history));
      if (!live.waits && (live.now?.issues ?? []).length === 0) live.held = null;
      speak(live);
    });
  }

  /** Once for every change, and not before all of it is there. */
  function speak(live: Live): void {
    if (!moved || live.waits || !live.scene || live.now !== live.scene) return;
    moved = false;
    const { exhibit } = live.step;
    const right = exhibit?.options[exhibit.answer];
    const shows = live.posed !== null && exhibit?.settings[live.posed]?.kind === "answer";
    const answer = right && shows ? state.say("explainer_answer", { letter: right.letter, says: right.says }) : "";
    state.spoken = `${answer} ${plain(live.scene.says)}`.trim();
  }

  function edit(live: Live, field: string, to: (draft: string) => string): void {
    touch(live);
    live.held = field;
    live.posed = null;
    attempt(() => {
      ready(live);
      if (live.history) turn(live, change(begin(live.history), to(draftOf(live))));
    });
    window.clearTimeout(pause);
    if (!held) pause = window.setTimeout(() => settle(live), PAUSE);
  }

  /** A step of its own, and at once. */
  function step(live: Live, to: (history: History) => History, posed: number | null = null): void {
    touch(live);
    live.typing = null;
    live.held = null;
    live.posed = posed;
    attempt(() => {
      ready(live);
      if (live.history) turn(live, to(commit(live.history)));
    });
    settle(live);
  }

  function on(live: Live, where = ""): LiveHand {
    const element = (): HTMLElement | null => document.querySelector(`[data-live="${live.key}"]`);
    const panelAt = (path: string): HTMLElement | null | undefined => element()?.querySelector(`[data-panel="${CSS.escape(path)}"]`);
    const fieldAt = (path: string): HTMLElement | null => document.getElementById(liveId(live, where, path));
    const hand: LiveHand = {
      focus() {
        touch(live);
      },
      leave(path, target) {
        const to = target instanceof Element ? target.closest("[data-panel]") : null;
        if (to && to === panelAt(path)) return;
        // what cannot be read stays as it was typed
        if ((live.now?.issues ?? []).length === 0) live.typing = null;
        live.open = null;
        live.entered = false;
        if (pause > 0 && !held) settle(live);
        else draw();
      },
      enter(path) {
        live.open = liveId(live, where, path);
        live.entered = true;
        draw();
        panelAt(path)?.focus();
      },
      type(path, text) {
        live.typing = { field: liveId(live, where, path), text };
        edit(live, liveId(live, where, path), (draft) => engine.edit(draft, path, text).draft);
      },
      nudge(path, steps) {
        live.typing = null;
        edit(live, liveId(live, where, path), (draft) => engine.nudge(draft, path, steps).draft);
      },
      begin() {
        touch(live);
        window.clearTimeout(pause);
        pause = 0;
        if (live.history) live.history = begin(commit(live.history));
        held = true;
      },
      grab(grip) {
        hand.commit();
        hand.begin();
        live.grip = grip;
        draw();
      },
      slide(path, value) {
        live.typing = null;
        edit(live, liveId(live, where, path), (draft) => engine.set(draft, path, value).draft);
      },
      commit() {
        if ((live.now?.issues ?? []).length === 0) live.typing = null;
        settle(live);
      },
      letGo() {
        step(live, abandon);
      },
      reset(path) {
        fieldAt(path)?.focus(); // the button goes with what it resets
        step(live, (history) => change(history, engine.reset(current(history), path).draft));
      },
      escape(path) {
        window.clearTimeout(pause);
        pause = 0;
        fieldAt(path)?.focus(); // before the panel goes, so that focus is never lost with it
        live.typing = null;
        live.open = null;
        live.entered = false;
        attempt(() => {
          if (live.history) turn(live, abandon(live.history));
        });
        settle(live);
      },
      take(deed) {
        step(live, (history) => change(history, engine.act(current(history), deed).draft));
      },
      open(draft) {
        live.history = opened(draft);
        attempt(() => evaluate(live));
      },
      pose(setting) {
        step(live, (history) => change(history, engine.pose(live.step.id, setting, live.own)), setting);
      },
      guess(option) {
        live.guess = option;
        draw();
      },
      reveal() {
        const answer = live.step.exhibit?.settings.findIndex(({ kind }) => kind === "answer") ?? -1;
        live.revealed = true;
        touch(live);
        moved = true; // it is told, though it may stand there already
        if (answer >= 0) hand.pose(answer);
        else settle(live);
      },
      undo() {
        step(live, undo);
      },
      redo() {
        step(live, redo);
      },
      dismiss() {
        step(live, dismiss);
        element()?.focus({ preventScroll: true }); // the button went with what it hid
      },
    };
    return hand;
  }

  /** Those near the screen first. */
  function shown(): Live[] {
    const here = onPage();
    return [...here.filter((e) => near.has(e)), ...here.filter((e) => !near.has(e))].flatMap((e) => all.get(e.dataset["live"] ?? "") ?? []);
  }

  const sight = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) if (isIntersecting) near.add(target);
        else near.delete(target);
    },
    { rootMargin: "50%" },
  );
  const gauge = new ResizeObserver(([column]) => {
    const width = Math.floor(column?.contentRect.width ?? 0);
    if (width === state.liveWidth || width === 0) return;
    state.liveWidth = width;
    draw();
  });

  function watch(): void {
    for (const [observer, selector] of [[sight, "[data-live]"], [gauge, "[data-live-gauge]"]] as const)
      for (const e of document.querySelectorAll(selector))
        if (!watched.has(e)) {
          watched.add(e);
          observer.observe(e);
        }
  }

  /** The first look at a figure: one after the other, between frames. */
  function ask(): void {
    if (asked || !shown().some((live) => !live.history)) return;
    asked = true;
    // what is known stands on the screen first
    requestAnimationFrame(() =>
      setTimeout(() => {
        asked = false;
        const live = shown().find((live) => !live.history);
        if (!live) return;
        attempt(() => ready(live));
      }),
    );
  }

  /** What takes long, one at a time: of a burst the newest, once the one at hand is done, which stands meanwhile. */
  function work(): void {
    if (working) return;
    const due = shown().filter((live) => live.waits && broken.get(live) !== draftOf(live));
    const live = due.find((one) => one === last) ?? due[0];
    const next = live ? { live, draft: draftOf(live) } : ahead;
    if (!next) return;
    if (!live) ahead = null;
    working = { ...next, stop: new AbortController() };
    void run(working, live?.now?.generation ?? 0);
  }

  async function run(mine: NonNullable<typeof working>, generation: number): Promise<void> {
    const { live, draft, stop } = mine;
    let told: Scene | null = null;
    try {
      const job = { draft, before: live.own, generation, job: `scene:${live.step.id}` };
      for await (const { scene } of engine.run(job, stop.signal)) told = scene ?? told;
    } catch (fault) {
      if (!(fault instanceof Trapped)) throw fault;
      state.trouble = { id: "panic", why: fault.message };
    }
    if (working !== mine) return;
    working = null;
    const newest = draft === draftOf(live); // it may have been foreseen, under an older stamp
    if (told && !told.waits) stand(live, draft, newest && live.now ? { ...told, generation: live.now.generation } : told);
    else broken.set(live, draft);
    if (live === last && pause === 0 && !held) {
      live.held = live.waits ? live.held : null;
      speak(live);
    }
    draw();
  }

  function next(): void {
    if (showsLive()) {
      watch();
      work();
      ask();
    } else if (working) {
      working.stop.abort();
      working = null;
    }
  }

  function show(live: Live, draft: string, ghost: boolean): void {
    window.clearTimeout(pause);
    pause = 0;
    held = false;
    live.ghost = ghost && draft !== draftOf(live) ? live.scene : null;
    live.history = opened(draft);
    Object.assign(live, { open: null, entered: false, typing: null, path: null, grip: null, posed: null });
    last = live;
    moved = false;
    evaluate(live);
    if (live.waits) live.scene = null; // an older picture under another heading would be believed
  }

  function foresee(live: Live, draft: string): void {
    if (kept.get(live)?.has(draft) || broken.get(live) === draft) return;
    ahead = engine.scene(live.step.id, draft, live.own, 0).waits ? { live, draft } : null;
    next();
  }

  return { next, deck, of, show, foresee, on, touched: () => last && on(last) };
}
