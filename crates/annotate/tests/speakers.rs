//! Who speaks in Spanish where the words for it stand apart from the quote: in the sentence around it, behind an aside, in a
//! paragraph before; and where two could be meant. Every person and place is invented.

use annotate::kinds::Speaker;
use annotate::{Options, annotate};

/// Each quotation's source (`-` without one), speaker (`?` when nobody is named) and content.
fn said(text: &str) -> Vec<(String, String, String)> {
    let all = annotate(text, &Options::default());
    let words = |span: &model::Span| span.slice(text).unwrap_or_default().to_owned();
    let quotation = |it: &annotate::kinds::Quotation| {
        let content: Vec<String> = it.content.iter().map(words).collect();
        let speaker = match it.speaker {
            Speaker::Named { chain } | Speaker::Resolved { chain, .. } => {
                words(&all.chains[chain as usize].name)
            }
            Speaker::Described | Speaker::Unknown => "?".to_owned(),
        };
        (it.source.as_ref().map_or_else(|| "-".to_owned(), words), speaker, content.join(" | "))
    };
    all.quotations.iter().map(quotation).collect()
}

/// Each text has a quotation whose content begins so, with this source and this speaker.
fn check(cases: &[(&str, &str, &str, &str)]) {
    let mut missed = Vec::new();
    for (text, begins, source, speaker) in cases {
        let found = said(text);
        let is =
            |it: &&(String, String, String)| it.2.trim_start_matches(['«', '“', '—']).starts_with(begins);
        let right = found.iter().find(is).is_some_and(|it| it.0 == *source && it.1 == *speaker);
        if !right {
            missed.push(format!("{text}\n  expected {source:?} ({speaker}): {begins:?}\n  found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn somebody_gestures_rather_than_says() {
    check(&[
        ("«No puedo más». Marta Olmos baja la voz.", "No puedo más", "Marta Olmos", "Marta Olmos"),
        (
            "La vecina Marta Olmos se queda callada un momento. «A veces sueño que vuelve por esa puerta».",
            "A veces",
            "La vecina Marta Olmos",
            "Marta Olmos",
        ),
        (
            "Don Eusebio Lara, de 84 años, se apoya en el bastón: «Aquí antes había un río».",
            "Aquí antes",
            "Don Eusebio Lara",
            "Eusebio Lara",
        ),
        (
            "—No, iba con su primo. —El testigo se secó la frente—. Iban a la feria.",
            "No, iba",
            "El testigo",
            "?",
        ),
        // Two could be meant.
        (
            "Ana Luz Peralta abrió la carpeta. «Nadie quiso escuchar lo que decíamos». Rosa Tamayo miró al suelo.",
            "Nadie quiso",
            "-",
            "?",
        ),
    ]);
}

#[test]
fn the_sentence_behind_says_so() {
    check(&[
        (
            "«Mi hijo no es un número». Lo dice Teresa Almada, sentada en la oficina.",
            "Mi hijo",
            "Teresa Almada",
            "Teresa Almada",
        ),
        (
            "«Mi hermano salió a comprar pan y no volvió». La frase es de Lucía Barrios, que lo busca desde entonces.",
            "Mi hermano",
            "Lucía Barrios",
            "Lucía Barrios",
        ),
        (
            "«Aquí no se tortura a nadie». Con esa frase respondió el coronel Benito Cárcamo a los diputados.",
            "Aquí no",
            "el coronel Benito Cárcamo",
            "Benito Cárcamo",
        ),
    ]);
}

#[test]
fn a_subject_left_out_is_the_one_before() {
    check(&[
        (
            "Ana Ribas, enfermera jubilada, vive enfrente del cuartel. «Oíamos los gritos desde la cocina», recuerda.",
            "Oíamos",
            "-",
            "Ana Ribas",
        ),
        (
            "El ministro Saúl Prados negó que haya más presos. Es su versión.\n\n«No vamos a publicar esa lista», afirmó.",
            "No vamos",
            "-",
            "Saúl Prados",
        ),
        (
            "Un oficial nos formó en el patio y nos dijo: «Aquí se les acabó el apellido».",
            "Aquí se les",
            "Un oficial",
            "?",
        ),
    ]);
}

#[test]
fn behind_an_aside_or_inside_the_quote() {
    check(&[
        (
            "«Ya no hay camas», reconoce al teléfono, con voz cansada y entre ruido de camillas, el doctor Huamán.",
            "Ya no hay",
            "el doctor Huamán",
            "Huamán",
        ),
        (
            "«El convenio —explicó la abogada Inés Barrera— venció en abril y nadie lo renovó».",
            "El convenio",
            "la abogada Inés Barrera",
            "Inés Barrera",
        ),
        ("«Somos catorce en una celda para cuatro», se lee en la carta.", "Somos catorce", "la carta", "?"),
        (
            "Fui recibida por el ministro Saúl Prados, que me prometió «absoluta transparencia».",
            "absoluta",
            "el ministro Saúl Prados",
            "Saúl Prados",
        ),
        (
            "La fosa está vacía, informaron a este diario las autoridades de la provincia.",
            "La fosa",
            "las autoridades de la provincia",
            "?",
        ),
    ]);
}

#[test]
fn labels_of_minutes_and_questions_of_interviews() {
    check(&[
        (
            "SEÑOR PRESIDENTE (Paz Ríos).- Tiene la palabra la señora representante.\n\nSEÑORA SOSA.- Gracias, señor \
             presidente. Traigo el acta.\n\nSEÑOR PRESIDENTE (Paz Ríos).- Prosiga.\n\nSEÑORA SOSA.- El acta no está firmada.",
            "Gracias",
            "SEÑORA SOSA",
            "SOSA",
        ),
        (
            "¿Por qué dimitió usted?\n\n—Porque me pidieron que firmara una lista.\n\n¿Quién se lo pidió?\n\n—El subsecretario.",
            "¿Quién se lo pidió?",
            "-",
            "?",
        ),
    ]);
}
