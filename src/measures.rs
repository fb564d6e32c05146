//! The measures of incentive, each in one sentence for a trustee, with its standard name and what it cannot tell
//! (`model-spec.md` 3.6). Formula, unit and value stand in the table of results.

/// One measure.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Row of the table of results.
    pub id: &'static str,
    /// Its standard name.
    pub standard: &'static str,
    /// One sentence.
    pub says: &'static str,
    /// What it cannot tell.
    pub limits: &'static str,
}

const fn row(id: &'static str, standard: &'static str, says: &'static str, limits: &'static str) -> Measure {
    Measure { id, standard, says, limits }
}

/// Every measure, in the order in which they are explained.
pub const MEASURES: &[Measure] = &[
    row(
        "cherry_picking",
        "cherry-picking index: total variation distance, or index of dissimilarity, of two allocations",
        "This share of the money spent on extra help would have to go to other people if help followed what results are worth.",
        "It rests wholly on the values that you gave, and says nothing of how much is lost: read it only with the value lost.",
    ),
    row(
        "value_lost",
        "allocative inefficiency at equal spend",
        "The same money, shared by what results are worth, would have achieved more: this share of it is lost.",
        "The same money is taken as given; whether it is enough is another question.",
    ),
    row(
        "need_gradient",
        "half the difference of two concentration indices by rank of need",
        "Below 0, help leans towards people of less need than the values call for; above 0, towards more.",
        "It needs an order of need, and one order for everybody.",
    ),
    row(
        "parked_share",
        "share parked",
        "Of all who start, so many get no extra help although some would be worth giving.",
        "A group that gets a pound is not counted here; see who gets next to nothing.",
    ),
    row(
        "swap_gain",
        "range of margins: the incentive to cream or dump",
        "What the provider gains if it can replace one person of the least paying group by one of the best paying.",
        "Only a gain that it could make: many providers do not, and caseworkers have been seen to prefer those in most need.",
    ),
    row(
        "alignment",
        "congruence: cosine of measure and value at the first pound (Feltham and Xie 1994; Baker 2002)",
        "1 if each first pound of help earns in proportion to what it is worth; lower if prices and values disagree.",
        "It can look fine while help goes astray: at a flat £5,000 in our example it is 0.93 although one person in five gets nothing.",
    ),
    row(
        "paid_and_true",
        "correlation of paid level and true impact (after Heckman, Heinrich and Smith 2002)",
        "Near 1, groups that are paid for much are those whom help changed much; below 0, the payment follows those who needed it least.",
        "A correlation over a few groups moves easily. Where everybody is alike it does not exist.",
    ),
    row(
        "paid_and_true_before",
        "the same before the measure is paid (Courty and Marschke 2008)",
        "The same before anybody responds to the price: if the one above is lower, the price itself has driven them apart.",
        "It is the limit for a small equal spend on everybody, so no scheme shows it directly.",
    ),
    row(
        "band_purity",
        "correlation ratio η²",
        "100% if everybody in a payment band has the same chances; the lower, the more a provider can choose within a band.",
        "It sees only the groups that you entered; real people differ within them.",
    ),
    row(
        "shadow_price",
        "shadow price ν of cash or capacity",
        "What one more pound for extra help would earn the provider over and above that pound: nothing unless its budget binds.",
        "Where a rule bends it is not worked out and shows as nothing.",
    ),
];

/// The measure behind a row of the table of results.
pub fn find(id: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|m| m.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_a_result_and_reads_as_sentences() {
        for m in MEASURES {
            assert!(crate::results::find(m.id).is_some(), "{}", m.id);
            assert!(m.says.ends_with('.') && m.limits.ends_with('.'), "{}", m.id);
        }
    }
}
