//! What Spanish texts say in ways that no short list of verbs covers, and what only looks like it. Every person and place
//! is invented.

use annotate::{Options, annotate};

/// Each quotation's source (`-` without one) and content.
fn said(text: &str) -> Vec<(String, String)> {
    let all = annotate(text, &Options::default());
    let words = |span: &model::Span| span.slice(text).unwrap_or_default().to_owned();
    let quotation = |it: &annotate::kinds::Quotation| {
        let content: Vec<String> = it.content.iter().map(words).collect();
        (it.source.as_ref().map_or_else(|| "-".to_owned(), words), content.join(" | "))
    };
    all.quotations.iter().map(quotation).collect()
}

/// Each text has a quotation with this source and this content, marks aside.
fn check(cases: &[(&str, &str, &str)]) {
    // Whether "en que" begins with its preposition is left to the models.
    let plain = |words: &str| {
        let bare = words.trim_matches(['«', '»', '“', '”', '"', ',', '.', ' ']);
        bare.trim_start_matches("en ").to_owned()
    };
    let mut missed = Vec::new();
    for (text, source, content) in cases {
        let found = said(text);
        if !found.iter().any(|it| it.0 == *source && plain(&it.1) == plain(content)) {
            missed.push(format!("{text}\n  expected {source:?}: {content:?}\n  found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// The texts say nothing for anybody.
fn silent(texts: &[&str]) {
    let found = |text: &&str| said(text).into_iter().map(|it| format!("{text}: {it:?}")).collect::<Vec<_>>();
    let heard: Vec<String> = texts.iter().flat_map(found).collect();
    assert!(heard.is_empty(), "{}", heard.join("\n"));
}

#[test]
fn verbs_of_every_country_and_tense() {
    check(&[
        (
            "El intendente Joel Prats dio a conocer que la pericia está lista.",
            "El intendente Joel Prats",
            "que la pericia está lista",
        ),
        (
            "«A mí nadie me avisó de nada», platicó doña Remedios Ixtla.",
            "doña Remedios Ixtla",
            "A mí nadie me avisó de nada",
        ),
        (
            "«Esa lista la hizo usted», retrucó el diputado Marcial Olmedo.",
            "el diputado Marcial Olmedo",
            "Esa lista la hizo usted",
        ),
        (
            "«Que hablen los hechos», salió al paso la alcaldesa Nieves Urquiza.",
            "la alcaldesa Nieves Urquiza",
            "Que hablen los hechos",
        ),
        (
            "La senadora Delia Roncal ha asegurado que el censo es falso.",
            "La senadora Delia Roncal",
            "que el censo es falso",
        ),
        (
            "El párroco Fermín Ayala había advertido que no quedaba agua.",
            "El párroco Fermín Ayala",
            "que no quedaba agua",
        ),
        (
            "El ministro Saúl Prados volvió a insistir en que las celdas están vacías.",
            "El ministro Saúl Prados",
            "en que las celdas están vacías",
        ),
        (
            "El coronel Abel Tirado terminó por reconocer que hubo disparos.",
            "El coronel Abel Tirado",
            "que hubo disparos",
        ),
        (
            "Explicó la jueza Inés Barrera que el plazo ya venció.",
            "la jueza Inés Barrera",
            "que el plazo ya venció",
        ),
        (
            "«No me consta nada de eso», le había contestado el guardia.",
            "el guardia",
            "No me consta nada de eso",
        ),
    ]);
}

#[test]
fn speakers_without_a_name() {
    check(&[
        ("«Nos sacaron descalzos al patio», contó una mujer.", "una mujer", "Nos sacaron descalzos al patio"),
        ("«Nadie nos ha pedido disculpas», dijeron ambas.", "ambas", "Nadie nos ha pedido disculpas"),
        (
            "«Se oyeron gritos toda la noche», relataron dos testigos.",
            "dos testigos",
            "Se oyeron gritos toda la noche",
        ),
        (
            "«Se oyeron gritos toda la noche», recordó esta semana una costurera.",
            "una costurera",
            "Se oyeron gritos toda la noche",
        ),
        (
            "«Aquí no entra nadie sin permiso», respondió a la prensa un carcelero.",
            "un carcelero",
            "Aquí no entra nadie sin permiso",
        ),
        (
            "«Aquí no entra nadie sin permiso», contestó quien atendía la ventanilla.",
            "quien atendía la ventanilla",
            "Aquí no entra nadie sin permiso",
        ),
        ("«La comida llega podrida», señaló la misma fuente.", "la misma fuente", "La comida llega podrida"),
        (
            "El cuerpo apareció de madrugada, contó una vecina.",
            "una vecina",
            "El cuerpo apareció de madrugada",
        ),
    ]);
}

#[test]
fn contents_without_que() {
    check(&[
        ("La doctora Irma Sosa negó haber firmado el acta.", "La doctora Irma Sosa", "haber firmado el acta"),
        (
            "El alcalde Omar Lugo prometió entregar las grabaciones.",
            "El alcalde Omar Lugo",
            "entregar las grabaciones",
        ),
        (
            "El médico Bruno Ares recomendó separarlo del resto.",
            "El médico Bruno Ares",
            "separarlo del resto",
        ),
        ("La abogada Luz Peralta rechazó la acusación.", "La abogada Luz Peralta", "la acusación"),
        (
            "La madre de Iván agradeció el apoyo de los vecinos.",
            "La madre de Iván",
            "el apoyo de los vecinos",
        ),
        (
            "El sindicato exigió la liberación de los detenidos.",
            "El sindicato",
            "la liberación de los detenidos",
        ),
        ("Los internos denunciaron torturas y malos tratos.", "Los internos", "torturas y malos tratos"),
        ("El juez preguntó a la testigo si conocía al guardia.", "El juez", "si conocía al guardia"),
        (
            "La fiscal Rita Monje aclaró por qué se cerró la causa.",
            "La fiscal Rita Monje",
            "por qué se cerró la causa",
        ),
        (
            "El diputado Raúl Cano ha tildado el fallo de vergüenza nacional.",
            "El diputado Raúl Cano",
            "el fallo de vergüenza nacional",
        ),
        (
            "El obispo Jaime Rivas instó a los guardias a abrir las puertas.",
            "El obispo Jaime Rivas",
            "a abrir las puertas",
        ),
    ]);
}

#[test]
fn frames_of_opinion() {
    check(&[
        (
            "A ojos de la abogada Luz Peralta, el plazo venció en marzo.",
            "la abogada Luz Peralta",
            "el plazo venció en marzo",
        ),
        (
            "Para la abogada Luz Peralta, la detención es nula.",
            "la abogada Luz Peralta",
            "la detención es nula",
        ),
        ("Según consta en el acta, el preso llegó sin vida.", "el acta", "el preso llegó sin vida"),
        ("A su entender, la detención carece de base.", "-", "la detención carece de base"),
        (
            "La detención, según pudo saber este diario, fue ilegal.",
            "este diario",
            "La detención | fue ilegal",
        ),
    ]);
}

#[test]
fn quotes_behind_a_colon_or_alone() {
    check(&[
        (
            "«Los camiones pasaron a las tres», dice, sin dejar de coser, la dueña.",
            "la dueña",
            "Los camiones pasaron a las tres",
        ),
        (
            "En un mensaje de voz, la menor le dijo: «Los camiones pasaron a las tres».",
            "la menor",
            "Los camiones pasaron a las tres",
        ),
        (
            "Marta Olmos, vecina del barrio: «Los camiones pasaron a las tres».",
            "Marta Olmos, vecina del barrio",
            "Los camiones pasaron a las tres",
        ),
        (
            "«Los camiones pasaron a las tres». Así lo relató la vecina Marta Olmos.",
            "la vecina Marta Olmos",
            "Los camiones pasaron a las tres",
        ),
        (
            "«Los camiones», insistió ella, «pasaron a las tres».",
            "ella",
            "Los camiones» | «pasaron a las tres",
        ),
        (
            "El ministro Saúl Prados fue tajante: «No habrá más visitas este año».",
            "El ministro Saúl Prados",
            "No habrá más visitas este año",
        ),
        ("Su respuesta: «No habrá más visitas este año».", "-", "No habrá más visitas este año"),
        (
            "La plaza se quedó vacía. «Nadie quiere hablar de aquella noche». Llueve.",
            "-",
            "Nadie quiere hablar de aquella noche",
        ),
    ]);
}

#[test]
fn labels() {
    check(&[
        (
            "P. ¿Cuándo lo vio por última vez?\nR. El martes, en el patio.\nP. ¿Iba solo?\nR. No, con dos guardias.",
            "R.",
            "El martes, en el patio",
        ),
        (
            "P: ¿Cuándo lo vio por última vez?\nR: El martes, en el patio.\nP: ¿Iba solo?\nR: No, con dos guardias.",
            "P",
            "¿Iba solo?",
        ),
        (
            "PREGUNTA: ¿Qué vio usted?\nTESTIGO: Un camión verde sin placas.\nPREGUNTA: ¿Quién manejaba?\nTESTIGO: No pude verlo bien.",
            "TESTIGO",
            "No pude verlo bien",
        ),
        (
            "@vecina_sur: hace dos horas que no hay luz en el penal\n@lucho77: acá tampoco, y se oyen gritos",
            "@lucho77",
            "acá tampoco, y se oyen gritos",
        ),
        (
            "[12/03/24 21:10] Marta: ya salieron los camiones\n[12/03/24 21:12] Tomás: cuántos van esta vez",
            "Marta",
            "ya salieron los camiones",
        ),
        (
            "Ana Ruiz (abogada): No nos dejaron pasar a verlo.\nLuis Peña: Nosotros seguimos esperando en la puerta.",
            "Ana Ruiz",
            "No nos dejaron pasar a verlo",
        ),
        (
            "Q. When did you last see him?\nA. On Tuesday, in the yard.\nQ. Was he alone?\nA. No, with two guards.",
            "A.",
            "On Tuesday, in the yard",
        ),
    ]);
}

#[test]
fn an_impersonal_verb_has_no_speaker() {
    check(&[(
        "El director vino como a los tres días y se informó que todo estaba en orden.",
        "-",
        "que todo estaba en orden",
    )]);
    for text in [
        "El director vino como a los tres días y leyó: «Quedan prohibidas todas las visitas».",
        "Esta mañana, a las 8:00, se retiró el programa de la página y se leyó: «Quedan prohibidas todas las visitas».",
    ] {
        for (source, _) in said(text) {
            assert!(matches!(source.as_str(), "-" | "El director"), "{text}: {source}");
        }
    }
}

#[test]
fn acts_and_names_are_no_speech() {
    silent(&[
        "El general contó con el apoyo de dos batallones.",
        "La ministra sostuvo una reunión con los familiares.",
        "El guardia pidió un café y se sentó.",
        "La maestra señaló el mapa con el dedo.",
        "El soldado apuntó con el arma al chofer.",
        "El presidente declaró el estado de emergencia.",
        "La revista publicó una foto de la cárcel.",
        "El cajero contó los billetes dos veces.",
        "Dicho decreto entró en vigor en mayo.",
        "El tribunal rechazó el recurso de la defensa.",
        "La película «Los días sin nombre del penal» se estrena en mayo.",
        "Lo llaman «el Chueco» desde niño.",
        "Nombre: Yolanda Cifuentes Rueda\nLugar: Villa Arcadia\nAbogado: Lic. Hugo Barrientos",
        "El muro se mantuvo en pie hasta el invierno.",
        "La guardia detuvo el tren y registró los vagones.",
    ]);
}

/// A text that breaks off anywhere is read all the same, and every span lies in it.
#[test]
fn a_text_may_break_off_anywhere() {
    let text = "P. ¿Qué vio?\nR. Nada.\nP. ¿Y oyó?\n[12/03/24 21:10] Marta: ya salieron\nEl médico, según dijo, rechazó la acusación, \
        e instó a todos a no firmar. «Los camiones pasaron a las tres», dice, sin parar, la dueña. Así lo relató Ana Ruiz. \
        A su entender, dio a conocer que se supo. Para la abogada, es nulo. Su respuesta: «No habrá más visitas». —No —dijo.\n\
        «No puedo más». Marta Olmos baja la voz. «Así fue». Lo dice Ana. «Ya». La frase es de Luis Paz. Fue la madre quien habló: «No». \
        La fosa está vacía, informaron las autoridades, Ana. «Es —aseguró Ana— así». «Yo», se lee en la carta. Tanto Ana como Luis dijeron: sí. \
        Según el cual, no. Mis hijos, dice, no van. El juez: «¿Trabaja?». Lo llaman «El». Dice Ana que. Dijo, ayer, que no. Dijo «no»\n\
        SEÑOR PAZ.- No quiero hablar más.\nSEÑORA SOSA.- Hable usted ahora.\nSEÑOR PAZ.- Ya.\n¿Por qué?\n—No —El testigo calló—. Sí";
    for (end, _) in text.char_indices() {
        let part = &text[..end];
        let all = annotate(part, &Options::default());
        let spans = all.quotations.iter().flat_map(|it| it.content.iter().chain(&it.source).chain(&it.cue));
        for span in spans {
            assert!(span.slice(part).is_some(), "{span:?} in {part:?}");
        }
    }
}

#[test]
fn a_second_speaker_on_the_line_keeps_the_words() {
    let text = "LUCÍA: ¿Cómo quiere que empecemos hoy?\n\nNELSON: Por el muelle, que es lo primero.\n\n\
        LUCÍA: ¿Cuántos eran en total? Dijeron 238. NELSON: Nosotros contamos, nadie más lo hizo.\n\n\
        NELSON: Y eso fue todo lo que vimos.\n";
    check(&[
        (text, "LUCÍA", "¿Cuántos eran en total? Dijeron 238"),
        (text, "NELSON", "Nosotros contamos, nadie más lo hizo"),
    ]);
}
