// Does long jobs in steps, one request, one reply: in a worker, or on the page where there is none.
import { __wbg_reset_state, Run, type Progress } from "./gen/pbr.js";

/** Work on a draft that no frame has room for: `futures`, or the id of a costly picture. */
export interface Job {
  readonly draft: string;
  readonly before: string | null;
  readonly generation: number;
  readonly job: string;
}

/** A job is started, done so many units at a time, and stopped: a request with neither. A newer start replaces an older. */
export interface Request {
  readonly id: number;
  readonly start?: Job;
  readonly units?: number;
}

export interface Served {
  readonly id: number;
  /** Of a step; absent if this job is not the one in hand. */
  readonly progress?: Progress;
  /** ms that it took, for the size of the next step: it decides nothing else. */
  readonly took?: number;
  /** Why nothing more may be asked of this instance. */
  readonly fault?: string;
}

let run: Run | null = null;
let whose = 0;

export type Serve = typeof serve;

export function serve({ id, start, units }: Request): Served {
  try {
    if (!start && id !== whose) return { id };
    if (units !== undefined && run) {
      const began = performance.now();
      const progress = run.step(units);
      return { id, progress, took: performance.now() - began };
    }
    whose = 0;
    run?.free();
    run = null;
    if (start) {
      run = new Run(start.draft, start.before, start.generation, start.job);
      whose = id;
    }
    return { id };
  } catch (fault) {
    return { id, fault: String(fault) };
  }
}

/** A fresh instance of the same module: a trap leaves the old one poisoned, and nothing of it may be freed in the new. */
export function afresh(): void {
  run = null;
  whose = 0;
  __wbg_reset_state();
}
