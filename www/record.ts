// What the record says: cards told one at a time, back-tests run when somebody looks, so that no event has to wait for either.
import { Trapped, type Engine } from "./engine.ts";
import { placeOf, type State } from "./state.ts";

/** `ask` is to be called whenever what is looked at may have changed. */
export function record(engine: Engine, state: State, draw: () => void): { ask(): void } {
  let asked = false;

  /** The one thing that is looked at and not there yet. */
  function due(): (() => void) | undefined {
    const place = placeOf(state);
    const staged = state.stage?.steps.flatMap((s) => s.schemes) ?? [];
    if (staged.length > 0 || place === "record") {
      const ids = place === "record" ? [state.unfolded, ...state.chosen, ...state.catalogue.schemes.map(({ id }) => id)] : [];
      const wanted = [...staged, ...ids].find((id) => id !== null && !state.told.has(id));
      const told = state.unfolded === null ? undefined : state.told.get(state.unfolded);
      if (wanted && (!told || told.tests.length === 0 || state.checks.has(told.tests.join())))
        return () => {
          const found = engine.scheme(wanted);
          if (found) state.told = new Map([...state.told, [wanted, found]]);
        };
      if (told && told.tests.length > 0 && !state.checks.has(told.tests.join())) return () => check(told.tests);
    }
    return place === "method" && !state.checks.has("") ? () => check([]) : undefined;
  }

  function check(ids: readonly string[]): void {
    state.checks = new Map([...state.checks, [ids.join(), engine.checks(ids)]]);
  }

  function ask(): void {
    if (asked || !due()) return;
    asked = true;
    // what is known stands on the screen first
    requestAnimationFrame(() =>
      setTimeout(() => {
        asked = false;
        try {
          due()?.();
        } catch (fault) {
          if (!(fault instanceof Trapped)) throw fault;
          state.trouble = { id: "panic", why: fault.message };
          state.place = "calculator";
        }
        draw();
      }),
    );
  }

  return { ask };
}
