//! How figures are written in Spanish: about, at least, ranges, shares, nouns that are numbers, and what only looks like a
//! count. Every text is invented.

use annotate::kinds::Language;
use annotate::{Options, annotate};

/// Each text has exactly these figures, `low-high approximation what it counts` with `;` between.
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let all = annotate(text, &Options { language: Some(Language::Spanish), published: None }).quantities;
        let all = all.iter().map(|it| {
            let range =
                if it.low == it.high { it.low.to_string() } else { format!("{}-{}", it.low, it.high) };
            let how = format!("{:?}", it.approximation).to_lowercase();
            let what = it.unit.iter().chain(&it.head).cloned().collect::<Vec<_>>().join(" ");
            format!("{range} {how} {what}").trim_end().to_owned()
        });
        let all = all.collect::<Vec<_>>().join("; ");
        if all != *expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {all}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn numbers_in_words() {
    check(&[
        ("Contaron dos mil trescientos presos.", "2300 exact preso"),
        ("Contaron doscientos catorce presos.", "214 exact preso"),
        ("Contaron cien presos.", "100 exact preso"),
        ("Contaron ciento veinte presas.", "120 exact presa"),
        ("Contaron treinta y un presos.", "31 exact preso"),
        ("Contaron sesenta y una mujeres.", "61 exact mujer"),
        ("Contaron veintiún presos.", "21 exact preso"),
        ("Contaron setecientas familias.", "700 exact familia"),
        ("Contaron mil quinientos presos.", "1500 exact preso"),
        ("Contaron un millón de desplazados.", "1000000 exact desplazado"),
        ("Contaron 2.318 personas.", "2318 exact persona"),
        ("Contaron 2,5 millones de personas.", "2500000 exact persona"),
    ]);
}

#[test]
fn nouns_that_are_numbers() {
    check(&[
        ("Faltan medio centenar de presos.", "50 about preso"),
        ("Faltan un millar de presos.", "1000 about preso"),
        ("Falta una veintena de presos.", "20 about preso"),
        ("Falta una treintena de presos.", "30 about preso"),
        ("Faltan más de un centenar de presos.", "100 atleast preso"),
        ("Faltan un centenar y medio de presos.", "150 about preso"),
        ("Faltan tres docenas de presos.", "36 exact preso"),
        ("Faltan un par de presos.", "2 exact preso"),
        ("Faltan decenas de presos.", "10 order preso"),
    ]);
}

#[test]
fn about_at_least_and_ranges() {
    check(&[
        ("Faltan unos 40 presos.", "40 about preso"),
        ("Faltan cerca de cuarenta presos.", "40 about preso"),
        ("Faltan en torno a 40 presos.", "40 about preso"),
        ("Votó cerca del 40 % de los presos.", "40 about % preso"),
        ("Votó alrededor del 40 por ciento.", "40 about %"),
        ("Faltan poco más de 40 presos.", "40 atleast preso"),
        ("Faltan más de 40 presos.", "40 atleast preso"),
        ("Faltan no menos de 40 presos.", "40 atleast preso"),
        ("Faltan por lo menos 40 presos.", "40 atleast preso"),
        ("Faltan como mínimo 40 presos.", "40 atleast preso"),
        ("Faltan menos de 40 presos.", "40 atmost preso"),
        ("Faltan hasta 40 presos.", "40 atmost preso"),
        ("Faltan entre 20 y 30 presos.", "20-30 exact preso"),
        ("Faltan de 20 a 30 presos.", "20-30 exact preso"),
        ("Faltan 20 o 30 presos.", "20-30 exact preso"),
        ("Faltan siete u ocho presos.", "7-8 exact preso"),
        ("Dijo: «Eran dos tiros y luego nada».", "2 exact tiro"),
    ]);
}

#[test]
fn shares() {
    check(&[
        ("Votaron tres de cada cinco presos.", "60 exact % preso"),
        ("Votó una de cada tres presas.", "33.33 exact % presa"),
        ("Votaron tres de los presos.", "3 exact preso"),
    ]);
}

#[test]
fn what_counts_nothing() {
    check(&[
        ("Salió a eso de las ocho y no volvió.", ""),
        ("El tren de las seis no llegó.", ""),
        ("Consta a folio 18 del sumario.", ""),
        ("Se violó el artículo 5 de la ley.", ""),
        ("Lo llevaron al módulo 5 del penal.", ""),
        ("Tiene el carné 20.118 y nada más.", ""),
        ("Es una mujer de un pueblo.", ""),
    ]);
}
