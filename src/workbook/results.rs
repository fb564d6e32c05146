//! The sheet of results: every row of the table, live where it can be, beside what the model says.

use super::book::{Book, RESULTS, Style};
use super::cast::Cast;
use super::expr::{At, Expr};
use super::inputs::{Inputs, dress, unit};
use super::lines::Lines;
use super::words::t;
use crate::answer::Outcome;
use crate::gather::Gather;
use crate::ordered::Map;
use crate::reply::ResultValue;
use crate::results::{self, Formula};
use crate::scenario::{Reserves, Scenario};

/// The first row of results.
const FIRST: usize = 4;
/// Columns: name, as told, value here, unit, value of the model, difference, how, formula, id.
const VALUE: usize = 2;
const MODEL: usize = 4;
const DIFFERENCE: usize = 5;

/// Where results stand, by id.
pub type Cells = Map<&'static str, At>;

/// Fills the sheet.
pub fn put(
    book: &mut Book,
    s: &Scenario,
    outcome: &Outcome,
    told: &[ResultValue],
    (cast, lines, inputs): (&Cast, &Lines, &Inputs),
) -> Cells {
    let at = |col, row| At { sheet: RESULTS, col, row };
    book.text(at(0, 0), t("wb.results"), Style::Title);
    book.text(at(0, 1), t("wb.results.says"), Style::Plain);
    let heads =
        ["wb.result", "wb.told", "wb.value", "wb.unit", "wb.model", "wb.difference", "wb.how", "wb.formula", "wb.id"];
    book.heads(RESULTS, FIRST - 1, &heads.map(t));
    book.sheets[RESULTS].widths = vec![52, 18, 18, 22, 18, 14, 34, 60, 20];
    book.sheets[RESULTS].frozen = [FIRST, 1];
    let mut cells = Cells::new();
    for (i, d) in results::RESULTS.iter().enumerate() {
        let row = FIRST + i;
        let shown = told.iter().find(|r| r.id == d.id).map_or("", |r| r.text.as_str());
        book.text(at(0, row), d.label, Style::Plain);
        book.text(at(1, row), shown, Style::Plain);
        book.text(at(3, row), unit(d.unit), Style::Plain);
        book.text(at(7, row), results::in_words(d), Style::Plain);
        book.text(at(8, row), d.id, Style::Plain);
        let Some(is) = outcome.values.get(d.id) else {
            book.text(at(VALUE, row), t("wb.undefined"), Style::Plain);
            continue;
        };
        let style = dress(d.unit);
        let cell = |id: &str| cells.get(id).copied().map(Expr::Cell);
        let e = match d.formula {
            Formula::Minus(a, b) => cell(a).zip(cell(b)).map(|(a, b)| Expr::less(a, b)),
            Formula::Per(a, b) => cell(a).zip(cell(b)).map(|(a, b)| Expr::ratio(a, b)),
            Formula::Leaf(_) => leaf(d.id, s, (cast, lines, inputs), &cells),
        };
        let there = e.as_ref().map_or(f64::NAN, |e| e.value(book));
        let near = (there - is).abs() <= 1e-7 * is.abs().max(1.0);
        let how = match e {
            Some(e) if near => {
                book.live(at(VALUE, row), e, style);
                "wb.live"
            }
            // money that a rule pays on average over what is not known for certain is more or less than at the likeliest
            Some(e) if ["paid", "income"].contains(&d.id) => {
                let more = Expr::Number(is - there);
                book.live(at(VALUE, row), Expr::add(vec![e, more]), style);
                "wb.live.unsure"
            }
            _ => {
                book.number(at(VALUE, row), is, style);
                "wb.pasted.model"
            }
        };
        book.number(at(MODEL, row), is, style);
        let differs = Expr::less(Expr::Cell(at(VALUE, row)), Expr::Cell(at(MODEL, row)));
        book.live(at(DIFFERENCE, row), differs, style);
        book.text(at(6, row), t(how), Style::Plain);
        cells.insert(d.id, at(VALUE, row));
        book.names.push((format!("result_{}", d.id), at(VALUE, row)));
    }
    cells
}

/// The differences of all results.
pub fn differences() -> [At; 2] {
    [0, results::RESULTS.len() - 1].map(|i| At { sheet: RESULTS, col: DIFFERENCE, row: FIRST + i })
}

/// What a result is a formula of, if it is one.
fn leaf(id: &str, s: &Scenario, (cast, lines, inputs): (&Cast, &Lines, &Inputs), cells: &Cells) -> Option<Expr> {
    let cell = |id: &str| cells.get(id).copied().map(Expr::Cell);
    let total = |id: &str| lines.all(id).map(|[a, b]| Expr::Block(a, b));
    // Σ people × chance, first outcome; none if one is unknown
    let over = |which: usize| -> Option<Expr> {
        let mut sum = Vec::new();
        for (n, rates) in cast.people.iter().zip(&cast.rates) {
            sum.push(Expr::mul(vec![n.clone(), rates.first()?[which].clone()?]));
        }
        Some(Expr::add(sum))
    };
    match id {
        "people" => Some(Expr::add(cast.people.clone())),
        "successes" | "events" => over(0),
        "anyway" | "events_anyway" => over(1),
        "attributable" => {
            let path = "scenarios[0].outcomes[0].attribution";
            let share = inputs.cell(path).map_or(Expr::Number(1.0), Expr::Cell);
            Some(Expr::mul(vec![share, Expr::less(cell("successes")?, cell("anyway")?)]))
        }
        "help_spent" => {
            let each = cast.people.iter().zip(&cast.help).map(|(n, help)| Expr::mul(vec![n.clone(), help.clone()]));
            Some(Expr::add(each.gather()))
        }
        "paid" | "income" | "cost" => total(id),
        "investor_in" => total("drawn"),
        "cash_needed" => {
            let [a, b] = lines.all("short")?;
            Some(Expr::Max(vec![Expr::Number(0.0), Expr::Highest(a, b)]))
        }
        "reserves" => {
            let input = |key: &str| inputs.cell(&format!("scenarios[0].provider.{key}")).map(Expr::Cell);
            match s.provider.reserves {
                Reserves::Unknown => None,
                Reserves::Amount(_) => input("reserves"),
                Reserves::Months(_) => {
                    let month = Expr::ratio(cell("cost")?, cell("cost_months")?);
                    Some(Expr::mul(vec![input("reserves_months")?, month]))
                }
            }
        }
        _ => None,
    }
}
