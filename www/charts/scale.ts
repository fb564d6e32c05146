// Where numbers stand in a picture: straight and bent scales, bands side by side, and paths as text.
import { tickIncrement, ticks } from "d3-array";

export type Span = readonly [number, number];
export type Point = readonly [number, number];

export interface Linear {
  (value: number): number;
  readonly domain: Span;
  readonly ticks: (count: number) => number[];
  /** The same range for a domain that begins and ends at a round number. */
  readonly nice: (count: number) => Linear;
}

function between(value: number, [from, to]: Span, [a, b]: Span): number {
  const share = from === to ? 0.5 : (value - from) / (to - from);
  return a * (1 - share) + b * share;
}

export const linear = (domain: Span, range: Span): Linear =>
  Object.assign((value: number) => between(value, domain, range), {
    domain,
    ticks: (count: number) => ticks(domain[0], domain[1], count),
    nice: (count: number) => linear(rounded(domain, count), range),
  });

/** Wider ends may ask for wider steps: again until they agree, and never for ever. */
function rounded([start, stop]: Span, count: number): Span {
  let last = 0;
  for (let tries = 0; tries < 10; tries += 1) {
    const step = tickIncrement(start, stop, count); // below nought: the reciprocal of a fraction, so that it is exact
    if (step === last || step === 0 || !Number.isFinite(step)) break;
    [start, stop] =
      step > 0
        ? [Math.floor(start / step) * step, Math.ceil(stop / step) * step]
        : [Math.ceil(start * step) / step, Math.floor(stop * step) / step];
    last = step;
  }
  return [start, stop];
}

export interface Bounded {
  readonly at: (value: number) => number;
  readonly value: (at: number) => number;
}

/** From nought to `most` and no further, both ways; `bent` like a root, which gives small numbers more room. */
export function bounded(most: number, range: Span, bent: boolean): Bounded {
  const within = (n: number, [from, to]: Span): number => Math.min(Math.max(n, from), to);
  const domain: Span = [0, bent ? Math.sqrt(most) : most];
  return {
    at: (value) => between(within(bent ? Math.sqrt(Math.max(0, value)) : value, domain), domain, range),
    value: (at) => {
      const found = between(within(at, range), range, domain);
      return bent ? found ** 2 : found;
    },
  };
}

/** Bands of one width side by side, `gap` of a step between them. */
export function bands(count: number, [from, to]: Span, gap: number): { at: (i: number) => number; width: number } {
  const step = (to - from) / Math.max(1, count - gap);
  const first = from + (to - from - step * (count - gap)) / 2;
  return { at: (i) => first + step * i, width: step * (1 - gap) };
}

/** Through the points, in order. */
export const polyline = (points: readonly Point[]): string => (points.length > 0 ? `M${points.join("L")}` : "");

/** Between the points and a level. */
export const area = (points: readonly Point[], foot: number): string =>
  points.length > 0 ? `${polyline([...points, ...points.map(([x]): Point => [x, foot]).reverse()])}Z` : "";
