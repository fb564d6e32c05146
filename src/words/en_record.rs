//! British English: the record, as schemes are found and told.

use super::Kind::Text;
use super::Message;

messages! {
    // what schemes are found by
    "facet.field" () "Field";
    "facet.field.work" () "Work";
    "facet.field.drugs" () "Drugs and alcohol";
    "facet.field.justice" () "Reoffending";
    "facet.field.youth" () "Young people";
    "facet.field.homes" () "Homelessness";
    "facet.field.care" () "Social care";
    "facet.field.abroad" () "Aid";
    "facet.field.example" () "Invented";
    "facet.measure" () "What is counted";
    "facet.measure.people" () "People";
    "facet.measure.events" () "How often";
    "facet.measure.both" () "People and how often";
    "facet.measure.savings" () "Savings";
    "facet.measure.activity" () "Activity";
    "facet.payer" () "Who pays";
    "facet.payer.government" () "Central government";
    "facet.payer.local" () "A local body";
    "facet.payer.several" () "Several";
    "facet.payer.donor" () "A donor";
    "facet.payer.example" () "Invented payer";
    "facet.share" () "Share on results";
    "facet.share.all" () "All of it";
    "facet.share.part" () "Part of it";
    "facet.share.tenth" () "About a tenth or less";
    "facet.share.none" () "None of it";
    "facet.share.unknown" () "Not published";
    "facet.ended" () "How it ended";
    "facet.ended.met" () "Target met";
    "facet.ended.missed" () "Target missed";
    "facet.ended.mixed" () "Mixed";
    "facet.ended.early" () "Ended early";
    "facet.ended.unknown" () "Outcome not published";
    "facet.ended.example" () "Never run";

    // the six lines
    "story.what" () "What it was for";
    "story.paid" () "How it paid";
    "story.for" () "For it";
    "story.against" () "Against it";
    "story.ended" () "What happened";
    "story.unsettled" () "What this cannot settle";

    // what the terms rest on
    "term.published" (n: Text, codes: Text) "Published or calculated: {n} ({codes})";
    "term.example" (n: Text) "Example: {n}";
    "term.both" (n: Text, codes: Text, m: Text) "Published or calculated: {n} ({codes}) · example: {m}";
}
