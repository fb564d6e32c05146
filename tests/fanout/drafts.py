"""Drafts to fan out, one a line: a scenario with its prices, people and timing varied, each by its number alone.

    drafts.py DRAFT FIRST COUNT [SPOILT]     SPOILT: every so many drafts one has a mistake, to see it answered in its place
"""

import copy
import json
import random
import sys


def varied(draft, number, spoilt=0):
    """The draft of a number: the same whoever makes it, and in whatever order."""
    dice = random.Random(number)
    draft = copy.deepcopy(draft)
    scenario = draft["scenarios"][0]
    scenario["id"] = f"s{number:08}"
    for group in scenario["people"]:
        group["referrals"] = dice.randint(50, 600)
        group["fixed_cost"] = dice.randint(200, 2000)
    pay = scenario["contracts"][0]["payments"][0]["pay"]
    pay["months"] = dice.randint(0, 12)
    pay["of"]["rate"] = dice.randint(1000, 20000)
    scenario["provider"]["motive"] = round(dice.uniform(0, 0.3), 3)
    if spoilt and number % spoilt == spoilt - 1:
        scenario["provider"]["motive"] = 7
    return json.dumps(draft, separators=(",", ":"))


def lines(draft, first, count, spoilt=0):
    return (varied(draft, number, spoilt) for number in range(first, first + count))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        start = json.load(file)
    for line in lines(start, *map(int, sys.argv[2:])):
        print(line)
