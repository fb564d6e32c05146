// The page: one state, what may be done to it, and one drawing of it for every event.
import { render } from "lit-html";
import { compiled, start as startEngine, Trapped, type Engine } from "./engine.ts";
import { abandon, begin, change, commit, current, dismiss, opened, packed, redo, undo, type History } from "./history.ts";
import { bench, begun as benchBegun } from "./bench.ts";
import { embedded } from "./embed.ts";
import { exchange, linkTo } from "./exchange.ts";
import { draftInside, openInside } from "./inside.ts";
import { jobs } from "./jobs.ts";
import { lives, showsLive } from "./live.ts";
import { follow, openKept, type Opening } from "./opening.ts";
import { answerOf, fieldId, isDoor, placeOf, regionOf, viewOf, type Act, type Place, type State } from "./state.ts";
import { places } from "./places.ts";
import { record } from "./record.ts";
import { ask, whole } from "./replies.ts";
import { shelf, untouched } from "./shelf.ts";
import { hashOf, landing, routeOf, routes } from "./routes.ts";
import * as store from "./store.ts";
import { listen, theme } from "./surroundings.ts";
import { talks } from "./talk.ts";
import { inWorker, onPage } from "./transport.ts";
import { page } from "./views/page.ts";
import { plain } from "./views/parts.ts";
import { refused } from "./views/trouble.ts";
import { sayer } from "./words.ts";

const app = document.getElementById("app") as HTMLElement;
const PAUSE = 1000; // ms after the last key: then a burst of typing is one step, and is spoken once

function run(engine: Engine): void {
  const catalogue = engine.catalogue();
  const say = sayer(catalogue);
  const example = catalogue.schemes[0]?.draft ?? "{}";
  const inside = draftInside();
  if (inside !== null) store.apart(engine.stamp(inside, null)?.data ?? "");
  const route = routeOf(inside !== null && location.hash === "" ? hashOf("calculator") : location.hash);
  if (route.is === "embed") store.without();
  const last = store.read("draft");
  let opening = inside === null ? openKept(engine, last, store.read("history"), example) : openInside(engine, inside, last, store.read("history"), example);
  if (route.is === "scenario" || route.is === "unknown") {
    const followed = follow(engine, route.text, opening.history);
    opening = last === null && !followed.trouble ? { ...followed, history: opened(current(followed.history)) } : followed;
  }
  let generation = 1;
  const first = engine.evaluate(current(opening.history), null, generation, null);

  const state: State = {
    catalogue,
    say,
    format: (value, unit) => engine.format(value, unit),
    deck: (own) => tried.deck(own),
    live: (step, own, onStage) => tried.of(step, own, onStage),
    history: opening.history,
    reply: first,
    answered: answerOf(first) ? first : null,
    sound: answerOf(first) ? current(opening.history) : null,
    compared: null,
    ghost: null,
    drawn: [],
    open: null,
    beneath: false,
    entered: false,
    typing: null,
    paused: true,
    spoken: "",
    grip: null,
    dial: null,
    fields: false,
    bench: { ...benchBegun },
    shelf: untouched,
    place: landing(route, opening.trouble === null),
    sought: "",
    added: null,
    wanted: "",
    qualities: new Map(),
    unfolded: null,
    chosen: [],
    told: new Map(),
    checks: new Map(),
    stage: null,
    canvas: 0,
    talks: null,
    sheets: null,
    side: null,
    explained: null,
    figure: null,
    tables: store.read("tables") === "yes",
    theme: theme(),
    drawer: null,
    link: null,
    plain: { linked: false, text: null, done: null },
    embed: route.is === "embed" ? route.figure : null,
    snippet: null,
    pasted: null,
    trouble: opening.trouble,
    forgotten: false,
    away: false,
    width: 0,
    liveWidth: 0,
    printing: false,
  };

  function draw(): void {
    const name = viewOf(state.reply)?.name;
    const place = placeOf(state) === "calculator" ? name : say(state.place);
    document.title = place === undefined ? say("title") : `${place} – ${say("title")}`;
    document.documentElement.dataset["theme"] = state.theme;
    const focused = document.activeElement;
    const panel = focused?.closest<HTMLElement>("#figure-panel, #bid, #commission, #ask-answer");
    talk.ready();
    render(page(state, act), app);
    talk.follow();
    // an offer that was taken goes: focus stays at its picture
    if (panel && !focused?.isConnected) panel.focus({ preventScroll: true });
    address.tell();
    long.next();
    read.ask();
    tried.next();
  }

  const long = jobs(engine, state, draw);
  const read = record(engine, state, draw);
  const tried = lives(engine, state, draw);
  const talk = talks(engine, state, tried, { draw, edit: (to) => attempt(() => edit(to)), take: (deed) => act.take(deed) });
  const address = routes(state, arrive, (link) => {
    const followed = follow(engine, link.text, commit(state.history));
    show(followed, landing(link, followed.trouble === null));
  });

  /** One event, one evaluation, one drawing: sentence and pictures cannot disagree. */
  function evaluate(): void {
    generation += 1;
    state.pasted = null;
    state.plain = { ...state.plain, text: null, done: null };
    if (ask(engine, state, generation)) long.stand(current(state.history), state.compared, generation);
    if (state.reply.issues.length === 0) state.paused = false;
  }

  /** Whatever changes the history: the answer that stood becomes the ghost of the new one. */
  function turn(next: History): void {
    if (next === state.history) return;
    if (next.before === null) {
      state.ghost = null;
      state.compared = null;
    } else if (next.before !== state.history.before) {
      whole(engine, state);
      state.ghost = answerOf(state.answered) ?? null;
      state.compared = state.sound;
    }
    const draft = current(state.history);
    state.history = next;
    if (current(next) !== draft) {
      address.clear(); // so that a reload finds the latest, not the link
      state.dial = null;
      state.added = null;
      state.link = null;
      if (state.drawer !== "talk") state.drawer = null; // which shows what is changed
      state.forgotten = false;
      store.again();
    }
    evaluate();
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

  let pause = 0;
  let held = false; // a slider or a mark is in somebody's hand: no pause ends its step
  function unpause(): void {
    window.clearTimeout(pause);
    pause = 0;
  }

  /** The pause after the last key ends the step, lists mistakes, and is spoken. */
  function settleSoon(): void {
    window.clearTimeout(pause);
    if (!held) pause = window.setTimeout(settle, PAUSE);
  }

  function settle(): void {
    unpause();
    held = false;
    state.grip = null;
    const done = commit(state.history);
    if (done.before === state.history.before) {
      state.history = done;
      attempt(() => whole(engine, state));
    } else attempt(() => turn(done)); // it ended where it began: nothing to compare with
    state.paused = state.reply.issues.length > 0;
    state.spoken = state.paused ? "" : plain(answerOf(state.answered)?.changed ?? []); // mistakes speak for themselves
    keep();
    draw();
  }

  function keep(): void {
    store.write("draft", current(state.history));
    store.write("history", packed(state.history));
  }

  /** An edit that belongs to the step in the making. */
  function edit(to: (draft: string) => string): void {
    state.history = begin(state.history);
    turn(change(state.history, to(current(state.history))));
    settleSoon();
  }

  const focusOn = (id: string): void => document.getElementById(id)?.focus();

  function show({ history, trouble }: Opening, place: Place = "calculator"): void {
    state.drawer = null;
    state.trouble = trouble;
    state.place = place;
    attempt(() => turn(history));
    settle();
    focusOn(regionOf(place));
  }

  function arrive(place: Place): void {
    enter(place);
    draw();
    focusOn(regionOf(place));
  }

  /** The same draft elsewhere; the door opens on a draft of its own. */
  function enter(place: Place): void {
    state.place = place;
    state.open = null;
    state.drawer = null;
    const card = catalogue.schemes.find((s) => s.id === place);
    if (!card || viewOf(state.reply)?.door?.at === place) return;
    attempt(() => turn(change(commit(state.history), card.draft)));
    settle();
  }

  const panelAt = (path: string): HTMLElement | null => app.querySelector<HTMLElement>(`[data-panel="${CSS.escape(path)}"]`);

  const kept = shelf(engine, state, draw);
  const act: Act = {
    ...places(state, draw),
    ...talk.deeds,
    ...exchange(engine, state, draw, show, kept),
    shelf: kept,
    live: tried.on,
    bench: bench(engine, state, draw),
    focus(path, beneath) {
      if (state.open === path && state.beneath === beneath) return;
      const field = document.getElementById(fieldId(path, beneath));
      const top = field?.getBoundingClientRect().top ?? 0;
      state.open = path;
      state.beneath = beneath;
      state.entered = false;
      state.typing = null;
      if (pause > 0) settle();
      else draw();
      // one panel folds as another unfolds: what was pressed stays under the pointer
      const shift = (field?.getBoundingClientRect().top ?? top) - top;
      const column = field?.closest(".contract");
      const scrolls = column && column.scrollHeight > column.clientHeight;
      if (shift !== 0) (scrolls ? column : window).scrollBy({ top: shift, behavior: "instant" });
      for (const e of [panelAt(path), field]) e?.scrollIntoView({ block: "nearest" }); // the field last: a low screen has room for one
    },
    leave(path, target) {
      const to = target instanceof Element ? target.closest("[data-panel], [data-input]") : null;
      if (to && to.getAttribute("data-panel") === path) return;
      if (to?.hasAttribute("data-input")) return; // its own focus event follows
      state.typing = null;
      if (state.open === path) state.open = null;
      if (pause > 0) settle();
      else draw();
    },
    enter(path) {
      state.open = path;
      state.entered = true;
      draw();
      panelAt(path)?.focus();
    },
    type(path, text) {
      state.open = path;
      state.typing = { path, text };
      attempt(() => edit((draft) => engine.edit(draft, path, text).draft));
    },
    nudge(path, steps) {
      state.open = path;
      state.typing = null;
      attempt(() => edit((draft) => engine.nudge(draft, path, steps).draft));
    },
    begin(dial) {
      unpause();
      state.history = begin(commit(state.history));
      state.dial = dial ?? null;
      held = true;
    },
    grab(grip) {
      act.commit();
      act.begin();
      state.grip = grip;
      draw();
    },
    slide(path, value) {
      state.typing = null;
      attempt(() => edit((draft) => engine.set(draft, path, value).draft));
    },
    turn(dial, value) {
      const held = state.dial?.act === dial.act ? state.dial : dial;
      state.typing = null;
      attempt(() => {
        edit((draft) => engine.act(draft, dial.act + value).draft);
        state.dial = { ...held, value };
      });
    },
    reset(path) {
      state.typing = null;
      focusOn(fieldId(path, state.beneath)); // the button goes with what it resets
      attempt(() => edit((draft) => engine.reset(draft, path).draft));
      settle();
    },
    commit() {
      state.typing = null;
      settle();
    },
    letGo() {
      unpause();
      held = false;
      state.grip = null;
      attempt(() => turn(abandon(state.history)));
    },
    escape(path) {
      unpause();
      state.typing = null;
      state.entered = false;
      focusOn(fieldId(path, state.beneath)); // before the panel goes, so that focus is never lost with it
      if (state.history.began === null) {
        state.open = null;
        draw();
      } else attempt(() => turn(abandon(state.history)));
    },
    jump(path) {
      if (isDoor(placeOf(state)) ? !document.getElementById(fieldId(path)) : placeOf(state) !== "calculator") act.go("calculator");
      if (!document.getElementById(fieldId(path))) {
        // no sentence tells it: the table of all fields does
        state.fields = true;
        draw();
      }
      focusOn(fieldId(path));
      document.getElementById(fieldId(path))?.scrollIntoView({ block: "center" });
    },
    undo() {
      state.typing = null;
      attempt(() => turn(undo(commit(state.history))));
      settle();
    },
    redo() {
      state.typing = null;
      attempt(() => turn(redo(commit(state.history))));
      settle();
    },
    dismissGhost: () => attempt(() => turn(dismiss(state.history))),
    toggleFields() {
      state.fields = !state.fields;
      state.place = "calculator";
      state.open = null;
      draw();
    },
    go(place) {
      arrive(place);
      window.scrollTo(0, 0);
    },
    toggleDrawer(drawer) {
      state.drawer = state.drawer === drawer ? null : drawer;
      if (state.drawer === "link") {
        state.link = linkTo(engine, current(state.history));
      }
      draw();
      if (state.drawer) focusOn(state.drawer);
    },
    start(draft) {
      attempt(() => turn(change(commit(state.history), draft)));
      state.drawer = null;
      state.trouble = null;
      state.place = "calculator";
      settle();
      focusOn("answer");
    },
    take(deed) {
      state.typing = null;
      const before = current(state.history);
      attempt(() => turn(change(commit(state.history), engine.act(before, deed).draft)));
      if (current(state.history) !== before) state.added = deed;
      settle();
    },
    seek(words) {
      state.sought = words;
      draw();
    },
    teach(section) {
      act.go("method");
      focusOn(`method-${section}`);
      document.getElementById(`method-${section}`)?.scrollIntoView({ block: "start" });
    },
    dismissTrouble() {
      state.trouble = null;
      draw();
      focusOn("answer");
    },
    chooseFigure(id, focus) {
      state.figure = id;
      attempt(() => whole(engine, state));
      if (focus) focusOn(`tab:${id}`);
    },
    toggleTables() {
      state.tables = !state.tables;
      store.write("tables", state.tables ? "yes" : "no");
      draw();
    },
    toggleTheme() {
      state.theme = state.theme === "dark" ? "light" : "dark";
      store.write("theme", state.theme);
      draw();
    },
    print: () => window.print(),
    forget() {
      store.forget();
      address.clear(); // or a reload would bring it all back
      unpause();
      state.forgotten = true;
      draw();
    },
  };

  if (route.is === "place") talk.resume(location.hash === "" ? null : route.place);
  if (route.is === "place") enter(state.place);
  address.clear();
  if (route.is === "embed") embedded(engine, state, tried, route);
  else if (state.sound !== null) long.stand(state.sound, null, generation);
  draw();
  const gauge = app.querySelector("[data-gauge]");
  if (gauge) new ResizeObserver(measure).observe(gauge);
  measure();
  const answer = document.getElementById("answer");
  const watch = new IntersectionObserver(([seen]) => {
    state.away = seen ? !seen.isIntersecting : false;
    draw();
  });
  if (answer) watch.observe(answer);
  listen(state, draw, keep);
  document.addEventListener("keydown", (e) => {
    const key = e.key.toLowerCase();
    if ((e.ctrlKey || e.metaKey) && !e.altKey && (key === "z" || key === "y")) {
      e.preventDefault();
      const hand = showsLive() ? tried.touched() : state.stage ? null : act;
      if (key === "y" || e.shiftKey) hand?.redo();
      else hand?.undo();
    }
    if (state.stage) return;
    if (e.key === "Escape" && (state.grip || (held && state.dial))) {
      e.preventDefault();
      act.letGo();
    }
    if (e.key !== "Escape" || !state.drawer || e.defaultPrevented) return;
    const drawer = state.drawer;
    state.drawer = null;
    draw();
    app.querySelector<HTMLElement>(`[aria-controls="${drawer}"]`)?.focus();
  });

  function measure(): void {
    const width = Math.floor(gauge?.clientWidth ?? 0);
    if (width === state.width || width === 0) return; // nought: another place is open
    state.width = width;
    draw();
  }
}

try {
  const module = await compiled();
  pbr.initSync({ module });
  const here = onPage(pbr, (then) => requestAnimationFrame(() => setTimeout(then))); // what is known stands on the screen first
  const script = document.getElementById("worker")?.textContent ?? "";
  const engine = startEngine("en", pbr, inWorker(script, module, here));
  app.replaceChildren(); // the words for those without script
  run(engine);
} catch (fault) {
  console.warn(fault);
  const why = document.getElementById("refused") ?? app; // the story stays
  why.replaceChildren();
  render(refused(sayer(null)), why);
}
document.documentElement.dataset["ready"] = "";
