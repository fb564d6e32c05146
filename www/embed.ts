// One figure by itself, in a frame of somebody else's page: which, in what state, and the text that puts it there.
import { Trapped, type Engine } from "./engine.ts";
import type { DeckStep } from "./gen/pbr.js";
import { current } from "./history.ts";
import type { Lives } from "./live.ts";
import type { Route } from "./routes.ts";
import type { Act, State } from "./state.ts";

type Embedded = Extract<Route, { is: "embed" }>;

/** High enough for controls, sentence and picture in the column of most pages; what is higher scrolls in its frame. */
const HEIGHT = 820;

/** The figure starts where its link says; a link that cannot be read is told, and the figure starts where it always does. */
export function embedded(engine: Engine, state: State, lives: Lives, { figure, link }: Embedded): void {
  const step = state.deck(null).steps.find(({ id, exhibit }) => id === figure && exhibit);
  if (!step || link === null) return;
  try {
    const { draft, issue } = engine.decode(link);
    const issues = draft === undefined ? [] : engine.scene(step.id, draft, null, 0).issues;
    const why = issue ?? issues.map(({ message }) => message).join(" ");
    if (draft === undefined || issues.length > 0) state.trouble = { id: "link_wrong", why };
    else lives.on(lives.of(step, null)).open(draft);
  } catch (fault) {
    if (!(fault instanceof Trapped)) throw fault;
    state.trouble = { id: "panic", why: fault.message };
  }
}

type Deeds = Pick<Act, "embed" | "copyEmbed">;

export function embeds(engine: Engine, state: State, draw: () => void, copy: (id: string, told: (done: "copied" | "selected") => void) => void): Deeds {
  /** HTML to paste. Of a file on a disk no folder is named, which may name somebody: the file goes beside the page. */
  function snippet(step: DeckStep, stands: string): string {
    const whole = location.protocol.startsWith("http") ? location.href.split("#", 1)[0] ?? "" : "index.html";
    const link = stands === engine.pose(step.id, 0, null) ? "" : `/${engine.encode(stands)}`;
    const frame = document.createElement("iframe");
    const told = { src: `${whole}#embed/${step.id}${link}`, title: step.head, width: "100%", height: `${HEIGHT}`, loading: "lazy", sandbox: "allow-scripts" };
    for (const [name, value] of Object.entries(told)) frame.setAttribute(name, value);
    return frame.outerHTML; // the browser escapes what must be
  }

  return {
    embed(figure) {
      if (!figure.history) return;
      const draft = current(figure.history);
      const shown = state.snippet?.key === figure.key && state.snippet.draft === draft;
      state.snippet = shown ? null : { key: figure.key, draft, text: snippet(figure.step, draft), done: null };
      draw();
      if (state.snippet) document.getElementById("embed-text")?.focus();
    },
    copyEmbed() {
      copy("embed-text", (done) => {
        if (state.snippet) state.snippet = { ...state.snippet, done };
      });
    },
  };
}
