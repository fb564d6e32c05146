"""NumPy: whole vectors of samples at once. Reads tasks as JSON from standard input; writes times, figures and its version."""

import json
import math
import sys
import time

import numpy

# NumPy has no normal distribution function, and Python's works on one number; whoever has SciPy has one for vectors
normal_cdf = numpy.vectorize(lambda x: 0.5 * math.erfc(-x * math.sqrt(0.5)), otypes=[float])


def capped(task, samples, rng):
    p = normal_cdf(task["at"] + task["by"] * rng.standard_normal(samples))
    successes = rng.binomial(task["n"], p)
    paid = task["fee"] + numpy.minimum(task["cap"], task["price"] * numpy.maximum(0, successes - task["threshold"]))
    return paid, paid - task["cost"], None


def months(task, samples, rng):
    z = rng.standard_normal(samples)
    last = max(s["month"] for g in task["groups"] for s in g["starts"])
    due = numpy.zeros((last + 1 + max(o["lag"] for o in task["outcomes"]), samples))
    for group in task["groups"]:
        for p, outcome in zip(group["latent"], task["outcomes"]):
            chance = normal_cdf(p["at"] + p["by"] * z)
            for start in group["starts"]:
                due[start["month"] + outcome["lag"]] += outcome["price"] * rng.binomial(start["n"], chance)
    paid = numpy.cumsum(due, axis=0)
    if task["cap"] is not None:
        numpy.minimum(paid, task["cap"], out=paid)
    cost = numpy.zeros(len(due))
    cost[: len(task["cost"])] = task["cost"]
    spent = numpy.cumsum(cost)
    troughs = numpy.maximum((spent[:, None] - paid).max(axis=0), 0)
    return paid[-1], paid[-1] - spent[-1], troughs


def figures(paid, margin, troughs):
    return {
        "paid": float(paid.mean()),
        "margin": float(margin.mean()),
        "loss": float((margin <= -0.005).mean()),
        "cash": None if troughs is None else float(numpy.quantile(troughs, 0.95)),
        "sd": {"paid": float(paid.std(ddof=1)), "margin": float(margin.std(ddof=1))},
    }


def run(task, samples, runs):
    times, busy, answers = [], [], []
    for seed in range(1, runs + 1):
        rng = numpy.random.Generator(numpy.random.PCG64(seed))
        started, before = time.perf_counter(), time.process_time()
        told = figures(*(capped if task["id"] == "capped" else months)(task, samples, rng))
        times.append((time.perf_counter() - started) * 1e6 / samples)
        busy.append((time.process_time() - before) * 1e6 / samples)
        answers.append(told)
    return {"path": times, "busy": busy, "answers": answers}


asked = json.load(sys.stdin)
print(json.dumps({"version": numpy.__version__, "tasks": [run(a["task"], a["samples"], a["runs"]) for a in asked]}))
