// What comes in and goes out: a link, a file, text to paste. Only when asked, and nowhere but where it is put.
import type { Engine } from "./engine.ts";
import { commit, current } from "./history.ts";
import { openFile, type Opening } from "./opening.ts";
import { FOLLOWED } from "./routes.ts";
import { viewOf, type Act, type State } from "./state.ts";

const LONGEST = 4_000_000; // bytes: no scenario is as long, and what is, is not read at all

type Deeds = Pick<Act, "copyLink" | "saveFile" | "openFile" | "copyPaste" | "placeLink">;

export function exchange(engine: Engine, state: State, draw: () => void, open: (opening: Opening) => void): Deeds {
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

  return {
    copyLink() {
      copy("link-text", (done) => {
        if (state.link) state.link = { ...state.link, done };
      });
    },
    saveFile() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([current(state.history)], { type: "application/json" }));
      link.download = `${viewOf(state.reply)?.id ?? "scenario"}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href)); // once the browser has taken it
    },
    openFile(file) {
      const told = (text: string): void => {
        open(openFile(engine, text, commit(state.history)));
      };
      if (file.size > LONGEST) told("");
      else file.text().then(told, () => told(""));
    },
    copyPaste() {
      copy("paste-text", (done) => {
        state.pasted = done;
      });
    },
    placeLink() {
      if (!state.link) return;
      window.history.replaceState(FOLLOWED, "", state.link.url);
      state.link = { ...state.link, done: "placed" };
      draw();
    },
  };
}
