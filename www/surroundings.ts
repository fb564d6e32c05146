// What the window tells the page: dark or light, on paper or not, and the last moment in which something can be kept.
import type { State, Theme } from "./state.ts";
import * as store from "./store.ts";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

export const systemTheme = (): Theme => (dark.matches ? "dark" : "light");

/** What was chosen here before, or what the system asks for. */
export function theme(): Theme {
  const kept = store.read("theme");
  return kept === "dark" || kept === "light" ? kept : systemTheme();
}

export function listen(state: State, draw: () => void, keep: () => void): void {
  dark.addEventListener("change", () => {
    if (store.read("theme") !== null) return;
    state.theme = systemTheme();
    draw();
  });
  for (const [event, printing] of [["beforeprint", true], ["afterprint", false]] as const) {
    window.addEventListener(event, () => {
      state.printing = printing;
      draw();
    });
  }
  window.addEventListener("pagehide", () => {
    // what could not be read is not written over before its owner has been told
    if (state.trouble?.id !== "kept_wrong") keep();
  });
}
