//! Changes of an input that leave it a tree: what libFuzzer, which changes bytes, would seldom find.

use pbr::contract::grammar::RULES;
use pbr::json::Node;
use pbr::scenario::fields::FIELDS;

/// Numbers at which something may turn.
const NUMBERS: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    0.999_999_999_999,
    2.0,
    3.0,
    12.0,
    120.0,
    360.0,
    361.0,
    1e4,
    1e6,
    1e8,
    1e12,
    -1e12,
    1e300,
    -1e300,
    5e-324,
    1e-300,
    1e-9,
    4_294_967_295.0,
    9_007_199_254_740_993.0,
];
/// Texts that mean something somewhere.
const TEXTS: [&str; 14] = [
    "",
    "start",
    "left",
    "left(start)",
    "cost",
    "drawn",
    "tranche",
    "*",
    "$",
    "month",
    "year",
    "person",
    "NaN",
    "2026-04",
];
/// What may be done to a draft.
const TOOLS: [&str; 40] = [
    "futures",
    "papers",
    "draws",
    "ask:{\"is\":\"nobody\"}",
    "ask:{\"is\":\"safe\"}",
    "ask:{\"is\":\"even\"}",
    "ask:{\"is\":\"carry\"}",
    "ask:{\"is\":\"block\"}",
    "ask:{\"is\":\"bids\"}",
    "ask:{\"is\":\"commission\"}",
    "ask:{\"is\":\"fair\",\"value\":\"5\"}",
    "ask:{\"is\":\"equal\",\"value\":\"1000000\"}",
    "ask:{\"is\":\"budget\",\"value\":\"1000000\"}",
    "ask:{\"is\":\"seek\",\"input\":\"scenarios[0].people[0].referrals\",\"result\":\"margin\",\"want\":\"at_least\",\"value\":\"0\"}",
    "compare:{\"others\":[0],\"same_budget\":true}",
    "compare:{\"others\":[1]}",
    "matters:{\"view\":\"alone\"}",
    "matters:{\"view\":\"alone\",\"terms\":true,\"result\":\"paid\"}",
    "matters:{\"view\":\"together\"}",
    "matters:{\"view\":\"map\",\"inputs\":[\"scenarios[0].people[0].referrals\",\"scenarios[0].months\"]}",
    "act motive=0.5",
    "act terms=nobody",
    "act share=0.3",
    "act prices=2",
    "act equal=100000",
    "act toggle=reserves",
    "act guarantee=0.5/100",
    "act count=events",
    "act count=people",
    "act netting=net",
    "act cash=all",
    "without prices",
    "without provider",
    "workbook now",
    "scene own",
    "help",
    "cash",
    "clauses",
    "edit scenarios[0].months 1e3",
    "nudge scenarios[0].months 1e308",
];

/// SplitMix64: the same seed, the same change.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) % sides.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len())]
    }
}

/// A changed input; none where bytes are to be changed instead.
pub fn mutate(text: &str, subject: &str, seed: u32) -> Option<String> {
    let mut dice = Dice(u64::from(seed));
    if !["read", "answer", "tool"].contains(&subject) || dice.roll(8) == 0 {
        return None;
    }
    let (what, draft) = if subject == "tool" { text.split_once('\n')? } else { ("", text) };
    let what = if dice.roll(3) == 0 { *dice.of(&TOOLS) } else { what };
    let mut tree = Node::parse(draft).ok()?;
    for _ in 0..=dice.roll(3) {
        change(&mut tree, &mut dice);
    }
    Some(if subject == "tool" { format!("{what}\n{tree}") } else { tree.to_string() })
}

fn change(tree: &mut Node, dice: &mut Dice) {
    let places = count(tree);
    let other = at(tree, dice.roll(places)).clone();
    let place = at(tree, dice.roll(places));
    match dice.roll(9) {
        0 => *place = Node::Number(*dice.of(&NUMBERS)),
        1 => *place = Node::Text((*dice.of(&TEXTS)).to_string()),
        2 => *place = other,
        3 => *place = wrapped(place.clone(), &other, dice),
        4 => {
            // a number is where it matters most
            let numbers = leaves(tree);
            if let Some(n) = (numbers > 0).then(|| dice.roll(numbers)).and_then(|i| number(tree, i)) {
                *n = match dice.roll(5) {
                    0 => -*n,
                    1 => *n * 10.0,
                    2 => *n / 1000.0,
                    3 => *n + 1.0,
                    _ => *dice.of(&NUMBERS),
                };
            }
        }
        5 => {
            *place = dice.of(&[Node::Null, Node::Bool(true), Node::List(Vec::new()), Node::Object(Vec::new())]).clone();
        }
        what => match place {
            Node::List(items) if what == 6 => items.insert(dice.roll(items.len() + 1), other),
            Node::List(items) if items.is_empty() => items.push(other),
            Node::List(items) if what == 7 => drop(items.remove(dice.roll(items.len()))),
            Node::List(items) => {
                let again = items[dice.roll(items.len())].clone();
                items.push(again);
            }
            Node::Object(pairs) if what == 6 => {
                let name = FIELDS[dice.roll(FIELDS.len())].path;
                let name = name.trim_end_matches(['[', ']', '{', '}']).rsplit('.').next().unwrap_or(name);
                pairs.push((name.to_string(), other));
            }
            Node::Object(pairs) if pairs.is_empty() => pairs.push(("v".into(), other)),
            Node::Object(pairs) if what == 7 => drop(pairs.remove(dice.roll(pairs.len()))),
            Node::Object(pairs) => {
                let again = pairs[dice.roll(pairs.len())].clone();
                pairs.push(again);
            }
            _ => {}
        },
    }
}

/// A node of the contract language around what was there.
fn wrapped(inside: Node, other: &Node, dice: &mut Dice) -> Node {
    let rule = &RULES[dice.roll(RULES.len())];
    let mut pairs = vec![("is", Node::Text(rule.is.to_string()))];
    for k in rule.keys {
        match k.name {
            "of" if k.takes.contains("list") || k.takes == "terms" => {
                pairs.push(("of", Node::List(vec![inside.clone()])))
            }
            "of" => pairs.push(("of", inside.clone())),
            name if k.required || dice.roll(4) == 0 => {
                let number = Node::Number(*dice.of(&NUMBERS));
                let text = Node::Text((*dice.of(&TEXTS)).to_string());
                pairs.push((name, dice.of(&[number, text, inside.clone(), other.clone()]).clone()));
            }
            _ => {}
        }
    }
    Node::record(pairs)
}

/// So many nodes stand in a tree.
fn count(node: &Node) -> usize {
    1 + match node {
        Node::List(items) => items.iter().map(count).sum(),
        Node::Object(pairs) => pairs.iter().map(|(_, n)| count(n)).sum(),
        _ => 0,
    }
}

/// The node at a place, counted from the root.
fn at(node: &mut Node, place: usize) -> &mut Node {
    if place == 0 {
        return node;
    }
    let mut left = place - 1;
    let mut child = None;
    let inside: Vec<&mut Node> = match node {
        Node::List(items) => items.iter_mut().collect(),
        Node::Object(pairs) => pairs.iter_mut().map(|(_, n)| n).collect(),
        _ => Vec::new(),
    };
    for n in inside {
        let many = count(n);
        if left < many {
            child = Some(n);
            break;
        }
        left -= many;
    }
    at(child.expect("a place within the tree"), left)
}

/// So many numbers stand in a tree.
fn leaves(node: &Node) -> usize {
    match node {
        Node::Number(_) => 1,
        Node::List(items) => items.iter().map(leaves).sum(),
        Node::Object(pairs) => pairs.iter().map(|(_, n)| leaves(n)).sum(),
        _ => 0,
    }
}

/// A number of a tree by its place among them.
fn number(node: &mut Node, mut place: usize) -> Option<&mut f64> {
    let inside: Vec<&mut Node> = match node {
        Node::Number(x) => return (place == 0).then_some(x),
        Node::List(items) => items.iter_mut().collect(),
        Node::Object(pairs) => pairs.iter_mut().map(|(_, n)| n).collect(),
        _ => return None,
    };
    for n in inside {
        let many = leaves(n);
        if place < many {
            return number(n, place);
        }
        place -= many;
    }
    None
}
