//! A denial meets what it denies in whichever language either was said, by what both are about; and nothing that only
//! looks alike meets.

use case::Page;
use case::said::{Chain, Dispute, Found, Mention, Speaker};

use super::desk::{Desk, at, claims, counted, dated, says};
use super::support::item;

/// One side: its text, and in it the speaker, the content, words that name a violation, names with their kinds, a figure,
/// a date with its value and precision.
#[derive(Clone, Copy, Default)]
struct Side {
    text: &'static str,
    speaker: &'static str,
    content: &'static str,
    violation: Option<(&'static str, &'static str)>,
    names: &'static [(&'static str, &'static str)],
    figure: Option<(&'static str, f64)>,
    date: Option<(&'static str, &'static str, &'static str)>,
}

impl Side {
    fn found(&self, stance: &str) -> Found {
        let mut found = says(self.text, self.speaker, self.content, stance);
        if let Some(violation) = self.violation {
            found = claims(found, self.text, violation, &[]);
        }
        for (kind, words) in self.names {
            let span = at(self.text, words);
            let chain = found.chains.len() as u64;
            let (kind, words) = ((*kind).into(), (*words).into());
            found.chains.push(Chain { kind, name: span, words, aliases: vec![], roles: vec![] });
            let (honorific, family_name) = (None, None);
            let form = "name".into();
            found.mentions.push(Mention { chain, form, span, honorific, family_name, confidence: 90 });
        }
        found.quantities.extend(self.figure.map(|(words, value)| counted(self.text, words, value, "x")));
        let date = self.date.map(|(words, value, precision)| dated(self.text, words, Some(value), precision));
        found.dates.extend(date);
        found
    }
}

/// What the claim of item 1 and the denial of item 2 share, if they are set side by side.
fn met(claim: Side, denial: Side) -> Option<Dispute> {
    let mut desk = Desk::new();
    desk.take(1, claim.text, &[claim.found("alleges")]);
    desk.take(2, denial.text, &[denial.found("denies")]);
    let mut disputes = desk.annotations.disputes(Page::ALL).unwrap();
    assert_eq!(desk.annotations.count_disputes().unwrap(), disputes.len() as u64);
    assert!(
        disputes.iter().all(|it| (it.denial.item, it.claim.item, it.opposed) == (item(2), item(1), false))
    );
    assert!(disputes.len() <= 1, "{disputes:?}");
    disputes.pop()
}

/// The reason in one line: violations; names as the claim and as the denial has them; figures; dates.
fn check(claim: Side, denial: Side, expected: Option<&str>) {
    let reason = met(claim, denial).map(|it| {
        let names = it.names.iter().map(|name| format!("{} = {}", name.claim, name.denial)).collect();
        [it.violations, names, it.figures, it.dates].map(|all: Vec<String>| all.join(", ")).join("; ")
    });
    assert_eq!(reason.as_deref(), expected, "{} / {}", claim.text, denial.text);
}

const BEATEN: Side = Side {
    text: "Ines Marlow said guards beat Nelson Arocha.",
    speaker: "Ines Marlow",
    content: "guards beat Nelson Arocha",
    violation: Some(("ill-treatment", "beat")),
    names: &[("person", "Nelson Arocha")],
    figure: None,
    date: None,
};

const NOT_BEATEN: Side = Side {
    text: "Rubén Sáez negó que golpearan a Nelson Arocha Rivas.",
    speaker: "Rubén Sáez",
    content: "que golpearan a Nelson Arocha Rivas",
    violation: Some(("ill-treatment", "golpearan")),
    names: &[("person", "Nelson Arocha Rivas")],
    figure: None,
    date: None,
};

#[test]
fn a_violation_and_a_person_meet_across_languages() {
    check(BEATEN, NOT_BEATEN, Some("ill-treatment; Nelson Arocha = Nelson Arocha Rivas; ; "));
    check(Side { violation: Some(("torture", "beat")), ..BEATEN }, NOT_BEATEN, None);
    check(Side { names: &[("person", "Nelson")], ..BEATEN }, NOT_BEATEN, None);
    check(Side { names: &[("person", "Ines Marlow")], ..BEATEN }, NOT_BEATEN, None);
    // Whoever denies does not dispute with himself.
    let mut desk = Desk::new();
    let mut own = BEATEN.found("alleges");
    own.quotations[0].speaker = Speaker::Named { chain: 0, name: "RUBÉN SÁEZ".into() };
    desk.take(1, BEATEN.text, &[own]);
    desk.take(2, NOT_BEATEN.text, &[NOT_BEATEN.found("denies")]);
    assert_eq!(desk.annotations.disputes(Page::ALL).unwrap(), []);
}

const TORTURED: Side = Side {
    text: "A lawyer said 252 men had shocks at Piedra Honda Prison in Cardon on 3 March 2025 beside Nelson Arocha.",
    speaker: "A lawyer",
    content: "252 men had shocks at Piedra Honda Prison in Cardon on 3 March 2025 beside Nelson Arocha",
    violation: Some(("torture", "shocks")),
    names: &[("facility", "Piedra Honda Prison")],
    figure: None,
    date: None,
};

const NOT_TORTURED: Side = Side {
    text: "Sáez niega que en el Penal de Piedra Honda o en Cardón torturaran a 252 presos ni a Iris Pons, tampoco el 3 de marzo de 2025, pues nadie entra jamás armado.",
    speaker: "Sáez",
    content: "que en el Penal de Piedra Honda o en Cardón torturaran a 252 presos ni a Iris Pons, tampoco el 3 de marzo de 2025, pues nadie entra jamás armado",
    violation: Some(("torture", "torturaran")),
    names: &[("facility", "Penal de Piedra Honda")],
    figure: None,
    date: None,
};

#[test]
fn a_facility_meets_under_its_name_in_the_other_language() {
    let names = "Piedra Honda Prison = Penal de Piedra Honda";
    check(TORTURED, NOT_TORTURED, Some(&format!("torture; {names}; ; ")));
    // One text's place is the other's prison.
    let place = Side { names: &[("place", "Piedra Honda")], ..NOT_TORTURED };
    check(TORTURED, place, Some("torture; Piedra Honda Prison = Piedra Honda; ; "));
    // Of other people, or of another day, is another matter.
    let claim =
        Side { names: &[("facility", "Piedra Honda Prison"), ("person", "Nelson Arocha")], ..TORTURED };
    let denial =
        Side { names: &[("facility", "Penal de Piedra Honda"), ("person", "Iris Pons")], ..NOT_TORTURED };
    check(claim, denial, None);
    check(claim, NOT_TORTURED, Some(&format!("torture; {names}; ; ")));
    let on = |words, value| Some((words, value, "day"));
    let claim = Side { date: on("3 March 2025", "2025-03-03"), ..TORTURED };
    let denial = |value| Side { date: on("3 de marzo de 2025", value), ..NOT_TORTURED };
    check(claim, denial("2024-07-01"), None);
    check(claim, denial("2025-03-20"), None);
    check(claim, denial("2025-03-03"), Some(&format!("torture; {names}; ; 2025-03-03")));
}

#[test]
fn two_of_place_body_figure_and_day_meet_beside_a_violation_and_one_does_not() {
    let claim = Side { names: &[("place", "Cardon")], figure: Some(("252", 252.0)), ..TORTURED };
    let denial = Side { names: &[("place", "Cardón")], figure: Some(("252", 252.0)), ..NOT_TORTURED };
    check(claim, denial, Some("torture; Cardon = Cardón; 252; "));
    check(claim, Side { figure: None, ..denial }, None);
    check(claim, Side { names: &[], ..denial }, None);
    check(claim, Side { figure: Some(("252", 238.0)), ..denial }, None);
    // A small figure is in every text.
    check(Side { figure: Some(("252", 3.0)), ..claim }, Side { figure: Some(("252", 3.0)), ..denial }, None);
    let march = Some(("3 March 2025", "2025-03", "month"));
    let marzo = Some(("3 de marzo de 2025", "2025-03", "month"));
    let (claim, denial) =
        (Side { names: &[], date: march, ..claim }, Side { names: &[], date: marzo, ..denial });
    check(claim, denial, Some("torture; ; 252; 2025-03"));
    // Without a violation three must be shared, a person or a facility among them.
    let (claim, denial) = (Side { violation: None, ..claim }, Side { violation: None, ..denial });
    check(claim, denial, None);
    let claim = Side { names: TORTURED.names, ..claim };
    let denial = Side { names: NOT_TORTURED.names, ..denial };
    check(claim, denial, Some("; Piedra Honda Prison = Penal de Piedra Honda; 252; 2025-03"));
    check(claim, Side { figure: None, ..denial }, None);
}

#[test]
fn bodies_that_every_text_names_are_nobody() {
    let claim = Side { names: &[("organisation", "guards")], figure: Some(("guards", 252.0)), ..BEATEN };
    let text = "Rubén Sáez negó que el Gobierno golpeara a 252.";
    let denial = Side {
        text,
        content: "que el Gobierno golpeara a 252",
        violation: Some(("ill-treatment", "golpeara")),
        names: &[("organisation", "el Gobierno")],
        figure: Some(("252", 252.0)),
        ..NOT_BEATEN
    };
    check(claim, denial, None);
}

#[test]
fn what_stands_outside_the_quotation_is_not_what_it_is_about() {
    let text = "Rubén Sáez, abogado de Nelson Arocha, negó los golpes.";
    let denial =
        Side { text, content: "los golpes", violation: Some(("ill-treatment", "golpes")), ..NOT_BEATEN };
    check(BEATEN, Side { names: &[("person", "Nelson Arocha")], ..denial }, None);
}

#[test]
fn denials_stand_beside_quotations_that_share_most_of_their_words() {
    let denial = Side {
        text: "Nadie negó más: «que los traslados fueran de noche», dijo Rubén Sáez.",
        speaker: "Rubén Sáez",
        content: "«que los traslados fueran de noche»",
        ..Side::default()
    };
    let claim = |text, content| Side { text, speaker: "Inés", content, ..Side::default() };
    let by_night = claim("Inés: «Los trasladaron de noche»", "«Los trasladaron de noche»");
    assert_eq!(met(by_night, denial).map(|it| it.stems), Some(vec!["noche".into(), "trasla".into()]));
    check(claim("Inés: «Los trasladaron el lunes»", "«Los trasladaron el lunes»"), denial, None);
}
