// What comes in and goes out: a link, a file, an answer to e-mail, text to paste. Only when asked, and nowhere but where it is put.
import { embeds } from "./embed.ts";
import type { Engine } from "./engine.ts";
import { commit, current } from "./history.ts";
import { openFile, type Opening } from "./opening.ts";
import { plainAnswer, type Plain } from "./plain.ts";
import { FOLLOWED } from "./routes.ts";
import { setFile, setOf, shelved, type ShelfDeeds } from "./shelf.ts";
import { viewOf, type Act, type Secret, type State } from "./state.ts";
import { save } from "./saving.ts";

const LONGEST = 32_000_000; // bytes: no scenario is nearly as long, and of what is, the engine is told as much

/** The links that a drawer offers. */
export function linkTo(engine: Engine, draft: string, secret: Secret = "prices"): NonNullable<State["link"]> {
  const url = (draft: string): string => new URL(`#${engine.encode(draft)}`, location.href).href;
  return { url: url(draft), bare: url(engine.without(draft, secret)), secret, done: null };
}

type Deeds = Pick<Act, "copyLink" | "withhold" | "saveFile" | "saveSet" | "openFile" | "copyPaste" | "placeLink" | "linkPlain" | "savePlain" | "copyPlain" | "embed" | "copyEmbed">;

export function exchange(engine: Engine, state: State, draw: () => void, open: (opening: Opening) => void, shelf: ShelfDeeds): Deeds {
  /** What stands in a field, if the browser lets us; it is selected in any case. */
  function copy(id: string, told: (done: "copied" | "selected") => void): void {
    const field = document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement | null;
    const tell = (done: "copied" | "selected") => (): void => {
      told(done);
      draw();
    };
    field?.select();
    navigator.clipboard?.writeText(field?.value ?? "").then(tell("copied"), tell("selected")) ?? tell("selected")();
  }

  /** With the link, if that is asked for: of a file on a disk only what stands behind the address, which may name somebody. */
  function plainNow(): Plain | null {
    const text = `#${engine.encode(state.sound ?? "")}`;
    const whole = location.protocol.startsWith("http") ? new URL(text, location.href).href : text;
    return plainAnswer(state, state.plain.linked ? whole : null);
  }

  return {
    ...embeds(engine, state, draw, copy),
    copyLink(field) {
      copy(field, (done) => {
        if (state.link) state.link = { ...state.link, done };
      });
    },
    withhold(secret) {
      state.link = linkTo(engine, current(state.history), secret);
      draw();
    },
    saveFile() {
      save(`${viewOf(state.reply)?.id ?? "scenario"}.json`, current(state.history), "application/json");
    },
    saveSet() {
      save("scenarios.json", setFile(shelved()), "application/json");
    },
    openFile(file) {
      const told = (text: string): void => {
        const several = setOf(text);
        if (several) shelf.add(several);
        else open(openFile(engine, text, commit(state.history)));
      };
      file.slice(0, LONGEST).text().then(told, () => told(""));
    },
    copyPaste() {
      copy("paste-text", (done) => {
        state.pasted = done;
      });
    },
    linkPlain(linked) {
      state.plain = { linked, text: null, done: null };
      draw();
    },
    savePlain() {
      const plain = plainNow();
      if (plain) save(plain.name, plain.page, "text/html");
    },
    copyPlain() {
      const plain = plainNow();
      if (!plain) return;
      const tell = (text: string | null, done: "copied" | "selected"): void => {
        state.plain = { ...state.plain, text, done };
        draw();
        if (text !== null) (document.getElementById("plain-text") as HTMLTextAreaElement | null)?.select();
      };
      const blob = (text: string, type: string): Blob => new Blob([text], { type });
      const write = async (): Promise<void> =>
        navigator.clipboard.write([new ClipboardItem({ "text/html": blob(plain.body, "text/html"), "text/plain": blob(plain.text, "text/plain") })]);
      write().then(() => tell(null, "copied"), () => tell(plain.text, "selected"));
    },
    placeLink() {
      if (!state.link) return;
      window.history.replaceState(FOLLOWED, "", state.link.url);
      state.link = { ...state.link, done: "placed" };
      draw();
    },
  };
}
