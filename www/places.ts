// What is done in the places beside the calculator: looking for schemes, opening them, setting them side by side, on stage.
import { MOST_COMPARED, type Act, type State } from "./state.ts";
import * as store from "./store.ts";
import { slides } from "./views/stage.ts";

type Deeds = Pick<Act, "want" | "pick" | "unfold" | "choose" | "present" | "pace" | "leaveStage" | "explain">;

export function places(state: State, draw: () => void, focusOn: (id: string) => void): Deeds {
  /** A clicker's play key reloads the page: the stage is found where it was. */
  function onStage(): void {
    if (state.stage) store.write("stage", `${state.stage.scheme}:${state.stage.step}`);
    draw();
    focusOn("slide");
  }

  return {
    want(words) {
      state.wanted = words;
      draw();
    },
    pick(kind, quality) {
      const others = [...state.qualities].filter(([other]) => other !== kind);
      state.qualities = new Map(quality === "" ? others : [...others, [kind, quality]]);
      draw();
    },
    unfold(scheme) {
      state.unfolded = state.unfolded === scheme ? null : scheme;
      draw();
    },
    choose(scheme) {
      const { chosen } = state;
      state.chosen = chosen.includes(scheme) ? chosen.filter((id) => id !== scheme) : [...chosen, scheme].slice(-MOST_COMPARED);
      draw();
    },
    present(scheme) {
      state.stage = { scheme, step: 0 };
      onStage();
    },
    pace(steps) {
      const card = state.catalogue.schemes.find(({ id }) => id === state.stage?.scheme);
      if (!state.stage || !card) return;
      const last = slides(state, card).length - 1;
      state.stage = { ...state.stage, step: Math.max(0, Math.min(last, state.stage.step + steps)) };
      onStage();
    },
    leaveStage() {
      const scheme = state.stage?.scheme;
      state.stage = null;
      store.drop("stage");
      draw();
      document.querySelector<HTMLElement>(`[data-present="${scheme}"]`)?.focus();
    },
    explain(what) {
      state.explained = state.explained === what ? null : what;
      draw();
    },
  };
}
