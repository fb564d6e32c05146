// What is done in the places beside the calculator: looking for schemes, opening them, setting them side by side.
import { MOST_COMPARED, type Act, type State } from "./state.ts";

type Deeds = Pick<Act, "want" | "pick" | "unfold" | "choose" | "explain" | "tell">;

export function places(state: State, draw: () => void): Deeds {
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
    tell(side) {
      state.side = state.side === side ? null : side;
      draw();
    },
    explain(what) {
      state.explained = state.explained === what ? null : what;
      draw();
    },
  };
}
