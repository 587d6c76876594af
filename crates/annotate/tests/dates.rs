//! How dates, hours and lengths of time are written in Spanish, of many countries and registers, and what only looks like
//! them. Every text is of Wednesday, 15 May 2024; `-` is what stays unresolved.

use annotate::kinds::{DateAnchor, Language};
use annotate::{Options, annotate};
use jiff::civil::date;

fn found(text: &str, is_dated: bool) -> Vec<(String, String, DateAnchor)> {
    let published = is_dated.then(|| date(2024, 5, 15));
    let dates = annotate(text, &Options { language: Some(Language::Spanish), published }).dates;
    let words = |span: model::Span| span.slice(text).unwrap_or_default().to_owned();
    let value = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    dates.into_iter().map(|it| (words(it.span), value(it.value), it.anchor)).collect()
}

/// Each text has exactly these expressions with these values, `words = value` with `;` between.
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let all = found(text, true);
        let all: Vec<String> = all.iter().map(|(words, value, _)| format!("{words} = {value}")).collect();
        if all.join("; ") != *expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {}", all.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn days_by_number_and_name() {
    check(&[
        ("Murió el 3 de marzo de 2019.", "3 de marzo de 2019 = 2019-03-03"),
        ("Murió el tres de marzo de dos mil diecinueve.", "tres de marzo de dos mil diecinueve = 2019-03-03"),
        (
            "Dado a los doce días del mes de marzo de dos mil veinticuatro.",
            "doce días del mes de marzo de dos mil veinticuatro = 2024-03-12",
        ),
        (
            "Firmado el treinta y uno de octubre de mil novecientos ochenta y cuatro.",
            "treinta y uno de octubre de mil novecientos ochenta y cuatro = 1984-10-31",
        ),
        ("Acta del 04-III-2023.", "04-III-2023 = 2023-03-04"),
        ("Acta del 24/XII/2023.", "24/XII/2023 = 2023-12-24"),
        ("Sellada el 15-mar-2024.", "15-mar-2024 = 2024-03-15"),
        ("Sellada el 15.03.2024.", "15.03.2024 = 2024-03-15"),
        ("Sellada el 2024-03-15.", "2024-03-15 = 2024-03-15"),
        ("Sellada el 15/03/24.", "15/03/24 = 2024-03-15"),
        ("Desapareció el 25-3-76.", "25-3-76 = 1976-03-25"),
        ("Desde el 1.º de enero rige la norma.", "1.º de enero = 2024-01-01"),
        ("Desde el 1° de enero rige la norma.", "1° de enero = 2024-01-01"),
        (
            "Rige desde el primero de enero del año en curso.",
            "primero de enero del año en curso = 2024-01-01",
        ),
        ("Ocurrió el 9 de junio del 77.", "9 de junio del 77 = 1977-06-09"),
        ("Ocurrió en marzo del 2004.", "marzo del 2004 = 2004-03"),
        ("Ocurrió en diciembre del noventa.", "diciembre del noventa = 1990-12"),
        ("Ocurrió el 3 de mayo del año 2021.", "3 de mayo del año 2021 = 2021-05-03"),
        ("Fue detenido el pasado 30 de abril.", "pasado 30 de abril = 2024-04-30"),
        ("Fue detenido el pasado 20 de mayo.", "pasado 20 de mayo = 2023-05-20"),
        ("La audiencia será el próximo 3 de mayo.", "próximo 3 de mayo = 2025-05-03"),
        ("Fue detenida el 2 de noviembre próximo pasado.", "2 de noviembre próximo pasado = 2023-11-02"),
        ("La audiencia será el 31 de julio próximo.", "31 de julio próximo = 2024-07-31"),
        ("Declaró el 20 de diciembre del año pasado.", "20 de diciembre del año pasado = 2023-12-20"),
        ("Declaró el lunes 6 de mayo.", "lunes 6 de mayo = 2024-05-06"),
        ("Declaró el lunes, 6 de mayo de 2024.", "lunes, 6 de mayo de 2024 = 2024-05-06"),
        // The weekday says the year.
        ("Declaró el viernes 29 de diciembre.", "viernes 29 de diciembre = 2023-12-29"),
        ("Declaró el lunes 29 de abril.", "lunes 29 de abril = 2024-04-29"),
        ("Declaró el lunes 13.", "lunes 13 = 2024-05-13"),
        ("El juicio será el jueves 23.", "jueves 23 = 2024-05-23"),
        ("Compareció el día 4 del corriente.", "día 4 del corriente = 2024-05-04"),
        ("Compareció el doce de los corrientes.", "doce de los corrientes = 2024-05-12"),
        ("Compareció el 23 del mes pasado.", "23 del mes pasado = 2024-04-23"),
        ("Comparecerá el 10 del mes entrante.", "10 del mes entrante = 2024-06-10"),
        ("Comparecerá el 20 de este mes.", "20 de este mes = 2024-05-20"),
        (
            "Llegaron los días 3, 4 y 7 de junio de 2023.",
            "3 = 2023-06-03; 4 = 2023-06-04; 7 de junio de 2023 = 2023-06-07",
        ),
        ("Ocurrió entre el 3 y el 9 de febrero.", "3 = 2024-02-03; 9 de febrero = 2024-02-09"),
        (
            "Estuvo allí del 28 de abril al 3 de mayo de 2022.",
            "28 de abril = 2022-04-28; 3 de mayo de 2022 = 2022-05-03",
        ),
        (
            "Estuvo allí del lunes 6 al viernes 10 de mayo.",
            "lunes 6 = 2024-05-06; viernes 10 de mayo = 2024-05-10",
        ),
        ("Marzo 15 de 2024 fue el plazo.", "Marzo 15 de 2024 = 2024-03-15"),
        ("Fue el 15 marzo 2024.", "15 marzo 2024 = 2024-03-15"),
        ("Caracas, 13 ene 2024. La familia espera noticias.", "13 ene 2024 = 2024-01-13"),
    ]);
}

#[test]
fn months_years_and_more() {
    check(&[
        ("Empezó en enero.", "enero = 2024-01"),
        ("Empezó en noviembre.", "noviembre = 2023-11"),
        ("Empezó el pasado mes de abril.", "pasado mes de abril = 2024-04"),
        ("Empezó en el mes de julio de 2021.", "mes de julio de 2021 = 2021-07"),
        ("Empezó en noviembre de hace dos años.", "noviembre de hace dos años = 2022-11"),
        ("Empezó en marzo de este año.", "marzo de este año = 2024-03"),
        ("De enero a marzo de 2023 hubo huelga.", "enero = 2023-01; marzo de 2023 = 2023-03"),
        (
            "Hubo huelga en marzo, abril y mayo de 2022.",
            "marzo = 2022-03; abril = 2022-04; mayo de 2022 = 2022-05",
        ),
        ("Empezó a mediados de marzo.", "a mediados de marzo = 2024-03"),
        ("Empezó a fines de 2019.", "a fines de 2019 = 2019"),
        ("Cierra a fin de mes.", "a fin de mes = 2024-05"),
        ("Empezó a principios de año.", "a principios de año = 2024"),
        ("Empezó a comienzos del mes pasado.", "a comienzos del mes pasado = 2024-04"),
        ("Empezó a finales de los noventa.", "a finales de los noventa = 199X"),
        ("Van veinte casos en lo que va de año.", "lo que va de año = 2024"),
        ("Van veinte casos en lo que va del mes.", "lo que va del mes = 2024-05"),
        ("Nació en 1984.", "1984 = 1984"),
        ("Nació en mil novecientos ochenta y cuatro.", "mil novecientos ochenta y cuatro = 1984"),
        ("El presupuesto del año dos mil veintitrés se gastó.", "año dos mil veintitrés = 2023"),
        ("En el 52 no había carretera.", "52 = 1952"),
        ("Pidieron que los quitaran en el noventa y ocho.", "noventa y ocho = 1998"),
        ("Funciona desde el 2021.", "2021 = 2021"),
        ("Huyó en la década de los ochenta.", "década de los ochenta = 198X"),
        ("Huyó en los años setenta.", "años setenta = 197X"),
        ("Huyó en los noventa.", "noventa = 199X"),
        ("Huyó en la década de 1980.", "década de 1980 = 198X"),
        ("Es una cárcel del siglo XIX.", "siglo XIX = 18XX"),
        ("Subió en el primer semestre de 2023.", "primer semestre de 2023 = 2023-H1"),
        ("Subió en el tercer trimestre de 2023.", "tercer trimestre de 2023 = 2023-Q3"),
        ("Salió en la primera quincena de abril.", "primera quincena de abril = 2024-04"),
        ("Salió en la última semana de abril.", "última semana de abril = 2024-04"),
        ("Fue el verano de 2023.", "verano de 2023 = 2023-SU"),
        ("Fue el verano pasado.", "verano pasado = 2023-SU"),
        ("Fue el segundo domingo de abril de 2024.", "segundo domingo de abril de 2024 = 2024-04-14"),
        ("Fue en Semana Santa.", "Semana Santa = 2024-W13"),
        ("Fue el Viernes Santo de 2023.", "Viernes Santo de 2023 = 2023-04-07"),
        ("Fue en la Nochebuena de 2022.", "Nochebuena de 2022 = 2022-12-24TNI"),
        ("Pasó la Navidad encerrado.", "Navidad = 2023-12-25"),
        ("Fue el Día de Muertos.", "Día de Muertos = 2023-11-02"),
    ]);
}

#[test]
fn counted_from_the_day_of_writing() {
    check(&[
        ("Murió hoy.", "hoy = 2024-05-15"),
        ("Murió ayer.", "ayer = 2024-05-14"),
        ("Murió anteayer.", "anteayer = 2024-05-13"),
        ("Murió antier.", "antier = 2024-05-13"),
        ("Murió antes de ayer.", "antes de ayer = 2024-05-13"),
        ("Murió el día de ayer.", "día de ayer = 2024-05-14"),
        ("Murió anoche.", "anoche = 2024-05-14TNI"),
        ("Murió anteanoche.", "anteanoche = 2024-05-13TNI"),
        ("Murió ayer por la tarde.", "ayer por la tarde = 2024-05-14TAF"),
        ("Murió ayer en la noche.", "ayer en la noche = 2024-05-14TNI"),
        ("Murió ayer a la mañana.", "ayer a la mañana = 2024-05-14TMO"),
        ("Murió esta madrugada.", "esta madrugada = 2024-05-15TMO"),
        ("Murió la madrugada de ayer.", "madrugada de ayer = 2024-05-14TMO"),
        ("Murió la noche del lunes.", "noche del lunes = 2024-05-13TNI"),
        ("Murió el lunes por la noche.", "lunes por la noche = 2024-05-13TNI"),
        ("Murió la noche del 3 al 4 de mayo.", "noche del 3 al 4 de mayo = 2024-05-03TNI"),
        ("Murió la madrugada del 3 al 4 de mayo.", "madrugada del 3 al 4 de mayo = 2024-05-04TMO"),
        ("Murió la mañana del lunes 13.", "mañana del lunes 13 = 2024-05-13TMO"),
        ("Lo verán mañana.", "mañana = 2024-05-16"),
        ("Lo verán pasado mañana.", "pasado mañana = 2024-05-17"),
        ("Lo verán mañana por la mañana.", "mañana por la mañana = 2024-05-16TMO"),
        ("Volvería mañana mismo.", "mañana mismo = 2024-05-16"),
        ("Murió el lunes.", "lunes = 2024-05-13"),
        ("Murió el pasado domingo.", "pasado domingo = 2024-05-12"),
        ("Murió el domingo pasado.", "domingo pasado = 2024-05-12"),
        ("Lo verán el próximo viernes.", "próximo viernes = 2024-05-17"),
        ("Lo verán el viernes que viene.", "viernes que viene = 2024-05-17"),
        ("Lo citaron para el lunes.", "lunes = 2024-05-20"),
        ("Murió el lunes de la semana pasada.", "lunes de la semana pasada = 2024-05-06"),
        ("Murió la semana pasada.", "semana pasada = 2024-W19"),
        ("Murió la pasada semana.", "pasada semana = 2024-W19"),
        ("Lo verán la semana entrante.", "semana entrante = 2024-W21"),
        ("Murió el fin de semana.", "fin de semana = 2024-W20-WE"),
        ("Murió el fin de semana pasado.", "fin de semana pasado = 2024-W19-WE"),
        ("Murió el mes pasado.", "mes pasado = 2024-04"),
        ("Murió este año.", "este año = 2024"),
        ("Murió el año pasado.", "año pasado = 2023"),
        ("Lo verán el año que viene.", "año que viene = 2025"),
        ("Lo verán en el presente año.", "presente año = 2024"),
        ("Murió hace tres días.", "hace tres días = 2024-05-12"),
        ("Murió hace poco más de tres semanas.", "hace poco más de tres semanas = 2024-W17"),
        ("Murió hace unos veinte años.", "hace unos veinte años = 2004"),
        ("Murió hace casi un mes.", "hace casi un mes = 2024-04"),
        ("Murió hace un par de semanas.", "hace un par de semanas = 2024-W18"),
        ("Murió hace año y medio.", "hace año y medio = 2022-11"),
        ("Murió hace medio siglo.", "hace medio siglo = 1974"),
        ("Murió dos meses atrás.", "dos meses atrás = 2024-03"),
        ("Lo verán dentro de quince días.", "dentro de quince días = 2024-05-30"),
        ("Murió hace años.", "hace años = PAST_REF"),
        ("Murió hace poco.", "hace poco = PAST_REF"),
        ("Murió hace mucho tiempo.", "hace mucho tiempo = PAST_REF"),
        ("Actualmente está preso.", "Actualmente = PRESENT_REF"),
        ("En la actualidad está preso.", "actualidad = PRESENT_REF"),
        ("Hoy en día nadie pregunta.", "Hoy en día = PRESENT_REF"),
        ("Vive escondido desde hace once años.", "hace once años = P11Y"),
    ]);
}

#[test]
fn counted_from_what_was_told() {
    check(&[
        ("Cayó el 3 de mayo y al día siguiente murió.", "3 de mayo = 2024-05-03; día siguiente = 2024-05-04"),
        (
            "Cayó el 3 de mayo; dos días después murió.",
            "3 de mayo = 2024-05-03; dos días después = 2024-05-05",
        ),
        ("Cayó el 3 de mayo. La víspera había llamado.", "3 de mayo = 2024-05-03; víspera = 2024-05-02"),
        (
            "Cayó el 3 de mayo. Esa misma noche llamó.",
            "3 de mayo = 2024-05-03; Esa misma noche = 2024-05-03TNI",
        ),
        ("Cayó el 3 de mayo. Al otro día llamó.", "3 de mayo = 2024-05-03; otro día = 2024-05-04"),
        (
            "Cayó el 3 de mayo. A la mañana siguiente llamó.",
            "3 de mayo = 2024-05-03; mañana siguiente = 2024-05-04TMO",
        ),
        (
            "Cayó el 3 de mayo y lo soltaron el lunes siguiente.",
            "3 de mayo = 2024-05-03; lunes siguiente = 2024-05-06",
        ),
        (
            "Cayó el 3 de mayo y lo soltaron el 10 del mismo mes.",
            "3 de mayo = 2024-05-03; 10 del mismo mes = 2024-05-10",
        ),
        (
            "Cayó en marzo de 2019 y murió el 4 de mayo de ese año.",
            "marzo de 2019 = 2019-03; 4 de mayo de ese año = 2019-05-04",
        ),
        ("Cayó el 3 de mayo de 1986. El 9 de junio murió.", "3 de mayo de 1986 = 1986-05-03; 9 de junio = -"),
        (
            "Nació el 3 de marzo de 1990. El día 5 cayó y al día siguiente murió.",
            "3 de marzo de 1990 = 1990-03-03; día 5 = 2024-05-05; día siguiente = 2024-05-06",
        ),
        ("Cayó el 3 de mayo de 1986. El día 5 murió.", "3 de mayo de 1986 = 1986-05-03; día 5 = 1986-05-05"),
        (
            "Cayó el 3 de mayo de 1986.\n\nDos días más tarde murió.",
            "3 de mayo de 1986 = 1986-05-03; Dos días más tarde = 1986-05-05",
        ),
        ("El lunes, a las 14:30 horas, cayó.", "lunes = 2024-05-13; las 14:30 horas = 2024-05-13T14:30"),
        (
            "Cayó a las cinco y media de la tarde del lunes.",
            "las cinco y media de la tarde del lunes = 2024-05-13T17:30",
        ),
        ("El lunes cayó a las 23.40 horas.", "lunes = 2024-05-13; las 23.40 horas = 2024-05-13T23:40"),
        ("El lunes salió a las 7 p.m. de su casa.", "lunes = 2024-05-13; las 7 p.m. = 2024-05-13T19:00"),
        (
            "El lunes salió a las tres menos cuarto de la madrugada.",
            "lunes = 2024-05-13; las tres menos cuarto de la madrugada = 2024-05-13T02:45",
        ),
        // No day is counted from a month, nor from an event without a date.
        ("Cayó en mayo. Dos días después murió.", "mayo = 2024-05; Dos días después = P2D"),
        (
            "Cayó el 3 de mayo, dos días después de la marcha.",
            "3 de mayo = 2024-05-03; dos días después = P2D",
        ),
        ("Al día siguiente murió.", "día siguiente = -"),
        ("Esa noche nadie durmió.", ""),
        ("Salió a las cinco de la tarde.", "las cinco de la tarde = -"),
    ]);
}

#[test]
fn lengths_and_what_comes_again() {
    check(&[
        ("Estuvo tres semanas preso.", "tres semanas = P3W"),
        ("Estuvo treinta y nueve años preso.", "treinta y nueve años = P39Y"),
        ("Estuvo setenta y dos horas preso.", "setenta y dos horas = PT72H"),
        ("Estuvo 48 hs incomunicado.", "48 hs = PT48H"),
        ("Estuvo cuatrocientos días preso.", "cuatrocientos días = P400D"),
        ("Estuvo tres años y cuatro meses preso.", "tres años y cuatro meses = P3Y4M"),
        ("Estuvo año y medio preso.", "año y medio = P18M"),
        ("Esperó hora y media.", "hora y media = PT90M"),
        ("Esperó media hora.", "media hora = PT30M"),
        ("Esperó medio siglo.", "medio siglo = P50Y"),
        ("Esperó una década.", "una década = P10Y"),
        ("Esperó un lustro.", "un lustro = P5Y"),
        ("Esperó un par de horas.", "un par de horas = PT2H"),
        ("Esperó varios meses.", "varios meses = PXM"),
        ("Subió en los últimos tres meses.", "últimos tres meses = P3M"),
        ("Lo visita cada quince días.", "quince días = P15D"),
        ("Los sábados lo visita.", "sábados = XXXX-WXX-6"),
        ("Cada martes lo visita.", "martes = XXXX-WXX-2"),
        ("Abre de lunes a viernes.", "lunes a viernes = XXXX-WXX-1/XXXX-WXX-5"),
    ]);
}

#[test]
fn what_is_no_date() {
    check(&[
        ("Luis Tovar, de 34 años, sigue preso.", ""),
        ("Una mujer de 60 años sigue presa.", ""),
        ("Ingrid Salas (31 años de edad) sigue presa.", ""),
        ("Vive en la calle 5 de Mayo.", ""),
        ("Domingo Ruiz y Julio Abril siguen presos.", ""),
        ("La madre del hoy occiso declaró.", ""),
        ("Un domingo cualquiera lo vio.", ""),
        ("Rompió el 60 % de los vidrios.", ""),
        ("Hubo dos mil presos y mil novecientos guardias.", ""),
        ("Lo dijo a última hora.", ""),
    ]);
}

#[test]
fn each_value_says_what_it_was_counted_from() {
    let of = |text: &str, at: usize, is_dated: bool| found(text, is_dated).swap_remove(at);
    let text = "Cayó el 3 de mayo de 1986 y murió al día siguiente. Ayer lo recordaron.";
    assert_eq!(of(text, 0, true).2, DateAnchor::Itself);
    let (words, value, anchor) = of(text, 1, true);
    assert_eq!((words.as_str(), value.as_str()), ("día siguiente", "1986-05-04"));
    let DateAnchor::Text { span } = anchor else { panic!("{anchor:?}") };
    assert_eq!(span.slice(text), Some("3 de mayo de 1986"));
    assert_eq!(of(text, 2, true).2, DateAnchor::Publication);
    // Without a date of publication only what the text itself places has a value.
    let values: Vec<String> = found(text, false).into_iter().map(|it| it.1).collect();
    assert_eq!(values, ["1986-05-03", "1986-05-04", "-"]);
    for open in
        ["Murió el lunes.", "Murió el 3 de mayo.", "Murió el día 4 del corriente.", "Murió en Semana Santa."]
    {
        let (_, value, anchor) = of(open, 0, false);
        assert_eq!((value.as_str(), anchor), ("-", DateAnchor::Missing), "{open}");
    }
}
