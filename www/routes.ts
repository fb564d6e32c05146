// Where the address says one is: a place, a scenario that somebody sent, one figure for another page.
import { placeOf, type Place, type State } from "./state.ts";
import * as store from "./store.ts";

/** What opens where the address names nothing. */
export const FRONT: Place = "explainer";

const NAMES: Readonly<Record<Place, string>> = {
  explainer: "explainer",
  calculator: "calculator",
  record: "schemes",
  method: "method",
  costs: "costs",
  bid: "bid",
  commission: "commission",
  it: "it",
};

export type Route =
  | { readonly is: "place"; readonly place: Place }
  /** A link to a draft, whole or not. */
  | { readonly is: "scenario"; readonly text: string }
  /** One figure by itself, for a frame in another page, in the state that a link gives it. */
  | { readonly is: "embed"; readonly figure: string; readonly link: string | null }
  | { readonly is: "unknown"; readonly text: string };

export const hashOf = (place: Place): string => `#${NAMES[place]}`;

export function routeOf(hash: string): Route {
  const text = hash.replace(/^#/, "");
  if (text === "") return { is: "place", place: FRONT };
  const places = Object.keys(NAMES) as Place[];
  const place = places.find((p) => NAMES[p] === text);
  if (place) return { is: "place", place };
  const [head, figure, link, ...rest] = text.split("/");
  if (head === "embed" && figure && rest.length === 0) return { is: "embed", figure, link: link || null };
  return /^[1-9][a-z]/.test(text) ? { is: "scenario", text } : { is: "unknown", text };
}

/** Where one is after a link: what cannot be read leads to where its reader was going, or to the front. */
export const landing = (route: Route, opened: boolean): Place =>
  route.is === "place" ? route.place : route.is === "scenario" || opened ? "calculator" : FRONT;

/** The place that an address stands for. */
const placeAt = (hash: string): Place => landing(routeOf(hash), false);

/** On an entry of the browser's history: its link was opened once, and what was changed since then stands. */
export const FOLLOWED = "followed";

export interface Routes {
  /** The address follows the place: a step that Back undoes. */
  tell(): void;
  /** No link stands in the address. Where nothing is kept, a link is all there is, and stays. */
  clear(): void;
}

/** `arrive` goes where the address says, `follow` opens a link. */
export function routes(state: State, arrive: (place: Place) => void, follow: (link: Route & { text: string }) => void): Routes {
  const whole = (place: Place): string => location.pathname + location.search + hashOf(place);

  function clear(): void {
    const { is } = routeOf(location.hash);
    if (state.embed !== null) return;
    if (is === "scenario" && !store.lasting) window.history.replaceState(FOLLOWED, "");
    else if (is !== "place") window.history.replaceState(null, "", whole(placeOf(state)));
  }

  let told: Place | null = null; // where one was when the address was last in step

  function tell(): void {
    const now = placeOf(state);
    // Back changes the address before the page hears of it: what is drawn in between is no step
    if (state.embed !== null || now === told) return;
    told = now;
    if (placeAt(location.hash) !== now) window.history.pushState(null, "", whole(now));
  }

  window.addEventListener("hashchange", () => {
    const route = routeOf(location.hash);
    if (route.is === "embed" || state.embed !== null) location.reload(); // another page altogether
    else if (route.is === "place") {
      told = route.place;
      if (route.place !== placeOf(state)) arrive(route.place);
    } else if (window.history.state === FOLLOWED) {
      arrive("calculator");
      if (location.href !== state.link?.url) clear();
    } else {
      follow(route);
      clear();
    }
  });

  return { tell, clear };
}
