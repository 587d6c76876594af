//! What stands on a page and hangs on it: order, places, marks, members.

use model::{DefectKind, Field, MarkKind, Missing, PartKind, Place, Rect};

use super::builder::{Builder, packed, show};
use super::{FakeHost, read};
use crate::host::MemberEnd;
use crate::limits::Limits;
use crate::ocr::fake::request;

/// Checks the text of a page with these operators.
fn check(operators: &str, text: &str) {
    let host = read(Builder::new().page("", operators).finish());
    assert_eq!(host.texts(), [text]);
    assert_eq!(host.defects, []);
}

#[test]
fn a_word_has_its_box_and_the_page_its_size() {
    let host = read(Builder::new().page("", &show(72, 700, "Visto en Costa Clara")).finish());
    let kind = PartKind::Page { number: 1, width: 6000, height: 8000, recognised: false };
    assert_eq!(host.parts[0].kind, kind);
    // Helvetica: "Visto " is 0.667 + 0.222 + 0.5 + 0.278 + 0.556 + 0.278 ems wide.
    let area = Rect { left: 970, top: 920, right: 1081, bottom: 1022 };
    assert_eq!(host.places(0, "en", 0), [Place::Page { page: 1, area: Some(area) }]);
}

#[test]
fn boxes_and_sizes_are_as_the_page_is_shown() {
    let file = Builder::new().page("/Rotate 90", &show(72, 700, "Costa")).finish();
    let host = read(file);
    let kind = PartKind::Page { number: 1, width: 8000, height: 6000, recognised: false };
    assert_eq!((&host.parts[0].kind, host.texts()), (&kind, vec!["Costa\n"]));
    // 72 points from the left edge became 72 from the top; the text runs downwards, its top to the right.
    let [Place::Page { area: Some(area), .. }] = host.places(0, "Costa", 0)[..] else { panic!("one box") };
    assert_eq!((area.top, area.left, area.right), (720, 6978, 7080));
    assert!(area.bottom > area.top + 200);

    let cropped = Builder::new().page("/CropBox[50 50 550 750]", &show(72, 700, "Costa")).finish();
    let host = read(cropped);
    let [Place::Page { area: Some(area), .. }] = host.places(0, "Costa", 0)[..] else { panic!("one box") };
    assert_eq!((area.left, area.top), (220, 420));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut operators = show(
        72,
        760,
        "Un titulo que cruza las dos columnas de la hoja entera y llega hasta el otro lado de ella",
    );
    let left =
        ["La lista que se pide no llega", "ni llega quien la guarda en", "su oficina del puerto viejo."];
    let right =
        ["Nadie firma los cinco papeles", "y el registro de noche no se", "abre a los que lo piden hoy."];
    for (place, (left, right)) in left.into_iter().zip(right).enumerate() {
        let y = 720 - 12 * place as u32;
        operators += &show(72, y, left);
        operators += &show(300, y, right);
    }
    let title = "Un titulo que cruza las dos columnas de la hoja entera y llega hasta el otro lado de ella";
    check(&operators, &format!("{title}\n\n{}\n\n{}\n", left.join("\n"), right.join("\n")));
}

#[test]
fn rows_of_a_table_stay_together() {
    let rows = [
        ("Ibáñez Quero, Tomás", "14.03.2031"),
        ("Offiah, Grace", "22.03.2031"),
        ("Fonseca, Aurelio", "17.03.2031"),
    ];
    let (mut operators, mut text) = (String::new(), String::new());
    for (place, (name, date)) in rows.into_iter().enumerate() {
        operators += &show(72, 700 - 14 * place as u32, name);
        operators += &show(300, 700 - 14 * place as u32, date);
        text += &format!("{name}\t{date}\n");
    }
    check(&operators, &text);
}

#[test]
fn invisible_text_is_read() {
    check(&format!("3 Tr {}", show(72, 700, "capa de texto")), "capa de texto\n");
}

#[test]
fn text_outside_the_page_is_read() {
    check(&show(900, 700, "fuera"), "fuera\n");
}

#[test]
fn text_drawn_twice_is_read_once() {
    check(&format!("2 Tr {}", show(72, 700, "negrita")), "negrita\n");
    check(&(show(72, 700, "sombra") + "1 0 0 1 0.4 0 cm " + &show(72, 700, "sombra")), "sombra\n");
}

#[test]
fn accents_drawn_over_letters_join_them() {
    let operators =
        "BT /F 10 Tf 72 700 Td (Ib) Tj (\\264) Tj -3.33 0 Td ET BT /F 10 Tf 80.34 700 Td (a) Tj ET";
    check(operators, "Ibá\n");
}

#[test]
fn replacement_text_stands_for_its_glyphs() {
    let operators = "BT /F 10 Tf 72 700 Td /Span<</ActualText(CECOT)>>BDC (xxxxx) Tj EMC ( fin) Tj ET";
    check(operators, "CECOT fin\n");
}

#[test]
fn words_at_line_ends_stay_hyphenated() {
    check(&(show(72, 700, "el tras-") + &show(72, 688, "lado")), "el tras-\nlado\n");
}

#[test]
fn metadata_is_marked_and_dates_stay_as_written() {
    let mut builder = Builder::new();
    let info = builder.object(
        b"<</Title(Lista de Pe\xF1aflor)/Author<FEFF004900620069>/CreationDate(D:20310402)/Mine(x)/Producer()>>".to_vec(),
    );
    let file = builder.page("", "").catalog("/Lang(es-SV)").trailer(&format!("/Info {info} 0 R")).finish();
    let host = read(file);
    assert_eq!(
        host.texts(),
        ["title: Lista de Peñaflor\nbyline: Ibi\ncreated: D:20310402\nMine: x\nlanguage: es-SV\n"]
    );
    let fields = [
        ("Lista de Peñaflor", Field::Title),
        ("Ibi", Field::Byline),
        ("D:20310402", Field::Other),
        ("x", Field::Other),
        ("es-SV", Field::Language),
    ];
    assert_eq!(host.marked(0), fields.map(|(text, field)| (text, MarkKind::Field(field))));
}

#[test]
fn comments_links_and_highlights() {
    let annotations = "/Annots[\
        <</Type/Annot/Subtype/Link/Rect[70 695 100 710]/A<</S/URI/URI(https://ejemplo.invalid/)>>/Contents(no)>>\
        <</Type/Annot/Subtype/Highlight/Rect[0 0 9 9]/QuadPoints[112 710 144 710 112 695 144 695]\
        /Contents(Falso)/T(A. F.)/M(D:2031)>>\
        <</Type/Annot/Subtype/Text/Rect[10 780 30 790]/Contents(Oculto)/F 2>> 9999 0 R]";
    let host = read(Builder::new().page(annotations, &show(72, 700, "Lista del martes 3")).finish());
    assert_eq!(host.texts(), ["Lista del martes 3\n", "Falso\nOculto\n"]);
    let link = MarkKind::Link { target: "https://ejemplo.invalid/".into() };
    assert_eq!(host.marked(0), [("Lista", link), ("martes", MarkKind::Commented)]);
    let comment = |author: Option<&str>, at: Option<&str>| MarkKind::Comment {
        author: author.map(Into::into),
        at: at.map(Into::into),
    };
    let marks = [
        ("Falso", comment(Some("A. F."), Some("D:2031"))),
        ("Oculto", comment(None, None)),
        ("Oculto", MarkKind::Hidden),
    ];
    assert_eq!(host.marked(1), marks);
    let area = Rect { left: 100, top: 100, right: 300, bottom: 200 };
    assert_eq!(host.places(1, "Oculto", 0), [Place::Page { page: 1, area: Some(area) }]);
    assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Unknown)], "one annotation is not there");
}

#[test]
fn form_values_that_the_page_does_not_show() {
    let mut builder = Builder::new();
    let shown = builder.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 3 0 R>>>>",
        show(2, 5, "Quero").as_bytes(),
    );
    let form = builder.object("<</T(persona)>>");
    let annotations = format!(
        "/Annots[<</Subtype/Widget/FT/Tx/Parent {form} 0 R/T(apellido)/V(Quero)/Rect[72 600 172 620]/AP<</N {shown} 0 R>>>>\
        <</Subtype/Widget/FT/Tx/Parent {form} 0 R/T(nombre)/V(Marisol)/Rect[72 500 172 520]>>\
        <</Subtype/Widget/FT/Btn/T(x)/V/Off/Rect[1 1 2 2]>>]"
    );
    let host = read(builder.page(&annotations, &show(72, 700, "Formulario")).finish());
    assert_eq!(host.texts(), ["Formulario\n\nQuero\npersona.nombre: Marisol\n"]);
    let area = Rect { left: 720, top: 2800, right: 1720, bottom: 3000 };
    assert_eq!(host.places(0, "Marisol", 0), [Place::Page { page: 1, area: Some(area) }]);
}

#[test]
fn what_is_longer_than_a_part_goes_on_in_the_next() {
    let value = "El registro. ".repeat(500_000);
    let annotation = format!("/Annots[<</Subtype/Widget/FT/Tx/T(nota)/V({value})/Rect[72 500 172 520]>>]");
    let host = read(Builder::new().page(&annotation, &show(72, 700, "hoja")).finish());
    let written: usize = host.texts().iter().map(|text| text.matches("El registro.").count()).sum();
    let cut: usize = host.parts.windows(2).filter(|pair| !pair[0].text.ends_with("registro. \n")).count();
    assert!(
        host.parts.len() > 1 && written + cut >= 500_000,
        "{} parts, {written} and {cut}",
        host.parts.len()
    );
}

/// A file with two attached files of the same name, one of them long.
fn attached(long: &[u8]) -> Vec<u8> {
    let mut builder = Builder::new();
    let first = builder
        .stream("/Type/EmbeddedFile/Subtype/text#2Fplain/Params<</ModDate(D:20310402101500Z)>>", b"uno");
    let second = builder.stream("/Type/EmbeddedFile/Filter/FlateDecode", &packed(long));
    builder
        .catalog(&format!("/Names<</EmbeddedFiles<</Names[(a)<</F(lista.txt)/EF<</F {first} 0 R>>>>]>>>>"));
    let annotation = format!(
        "/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</UF(lista.txt)/EF<</F {second} 0 R>>>>>>]"
    );
    builder.page(&annotation, &show(72, 700, "Anexos")).finish()
}

#[test]
fn attached_files_are_members() {
    let host = read(attached(b"dos"));
    let members: Vec<(&str, &[u8], Option<MemberEnd>)> = host
        .members
        .iter()
        .map(|(member, bytes, end)| (member.path.as_str(), bytes.as_slice(), *end))
        .collect();
    let complete = Some(MemberEnd::Complete);
    assert_eq!(members, [("lista.txt", &b"uno"[..], complete), ("lista.txt (2)", b"dos", complete)]);
    assert_eq!(host.members[0].0.modified.map(|at| at.to_string()).as_deref(), Some("2031-04-02T10:15:00Z"));
    assert_eq!(host.defects, []);
}

#[test]
fn limits_bite_aloud() {
    let long = vec![b'x'; 300_000];
    for (limits, depth, defects) in [
        (
            Limits { member_bytes: 200_000, ..Limits::default() },
            0,
            vec![(DefectKind::TooLarge, Missing::Members(1))],
        ),
        (Limits { members: 1, ..Limits::default() }, 0, vec![(DefectKind::TooLarge, Missing::Members(1))]),
        (Limits { depth: 1, ..Limits::default() }, 1, vec![(DefectKind::TooDeep, Missing::Members(2))]),
    ] {
        let mut host = FakeHost::without_engine();
        let request = crate::Request { limits, depth, ..request() };
        crate::pdf::read(&mut std::io::Cursor::new(attached(&long)), &request, &mut host);
        assert_eq!(host.kinds(), defects);
        assert!(host.members.iter().all(|(_, bytes, _)| bytes.len() <= 200_000));
    }
}

#[test]
fn what_is_hidden_or_not_pages_is_named() {
    let mut builder = Builder::new();
    let layer = builder.object("<</Type/OCG/Name(capa)>>");
    builder.catalog(&format!(
        "/OCProperties<</OCGs[{layer} 0 R]/D<</OFF[{layer} 0 R]>>>>/AcroForm<</XFA(x)/Fields[]>>"
    ));
    let host = read(builder.page("", &show(72, 700, "hoja")).finish());
    let unread = (DefectKind::UnsupportedFeature, Missing::Unknown);
    assert_eq!((host.texts(), host.kinds()), (vec!["hoja\n"], vec![unread, unread]));
}
