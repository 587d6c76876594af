//! Full text, places, marks and tables of small pages.

use model::{DefectKind, Field, MarkKind, PartKind};

use super::{CellAt, read};

/// The full text of a page.
fn check(page: &str, expected: &str) {
    assert_eq!(read(page.as_bytes()).text(&PartKind::Text), expected, "{page}");
}

/// Words of the text against the original's bytes at their places.
fn check_source(page: &[u8], words: &str, expected: &[u8]) {
    assert_eq!(read(page).source(words, page), [expected], "{words}");
}

fn check_marked(page: &str, wanted: impl Fn(&MarkKind) -> bool, expected: &[&str]) {
    assert_eq!(read(page.as_bytes()).marked(wanted), expected, "{page}");
}

fn check_cells(page: &str, expected: &[CellAt<'_>]) {
    assert_eq!(read(page.as_bytes()).cells(), expected, "{page}");
}

#[test]
fn white_space_as_browsers_show_it() {
    check("<p>uno\n  dos</p><p>tres", "uno dos\ntres\n");
    check("a <b> b</b> c", "a b c\n");
    check("a<b>b</b>c", "abc\n");
    check("<div> <div> a </div> </div> b", "a\nb\n");
    check("a<br>b<br><br>c<br><br><br>d", "a\nb\n\nc\n\nd\n");
    check("<pre>\n  uno\n\n   dos</pre>tres", "  uno\n\n   dos\ntres\n");
    check("<pre>a\r\nb\rc</pre>", "a\nb\nc\n");
    check("a&nbsp; b", "a\u{a0} b\n");
    check("<textarea>\n x\n y</textarea>", " x\n y\n");
    check("<ul><li>uno<li>dos</ul>tres", "uno\ndos\ntres\n");
    check("<select><option>a<option>b</select>", "a\nb\n");
    check("uno<!-- no -->dos<script>no</script><style>no</style>tres", "unodostres\n");
    check("<title>no</title><noscript>sí</noscript>", "sí\n");
    check("<svg><title>a</title><text>b</text></svg>", "ab\n");
    check("<p>a\0b</p>", "ab\n");
    check("", "");
    check(" \n ", "");
}

#[test]
fn entities_by_the_standard() {
    check(
        "&aacute;&Aacute&notit;&#39;&#x80;&#0;&bogus;&amp;amp; &lt;b&gt; a&b; 1 < 2 <é",
        "áÁ¬it;'€\u{fffd}&bogus;&amp; <b> a&b; 1 < 2 <é\n",
    );
    check("<title>x</title>&acE;", "∾\u{333}\n");
}

#[test]
fn alternative_texts_are_captions() {
    let page = "ver<img alt='Mapa &amp; plano' src=x>aquí<input type=submit value=Enviar><input type=hidden value=no>";
    check(page, "ver Mapa & plano aquí Enviar\n");
    check_marked(page, |kind| *kind == MarkKind::Caption, &["Mapa & plano"]);
    check_source(page.as_bytes(), "plano", b"plano");
    check_source(page.as_bytes(), "& p", b"&amp; p");
}

#[test]
fn words_stand_at_their_bytes() {
    let page = "<p>Detuvieron a  M&aacute;rquez\r\n ayer</p>".as_bytes();
    check_source(page, "Detuvieron a", b"Detuvieron a");
    check_source(page, "Márquez", b"M&aacute;rquez");
    check_source(page, "á", b"&aacute;");
    check_source(page, "rque", b"rque");
    check_source(page, "a M", b"a  M");
    check_source(page, "z a", b"z\r\n a");
    check_source(page, " a", b" a");
    check_source(b"<pre>a\r\nb &amp;c</pre>", "a\nb &c", b"a\r\nb &amp;c");
    check_source("a</><é".as_bytes(), "<é", "<é".as_bytes());
    check_source("<é>".as_bytes(), "<é>", "<é>".as_bytes());
    check_source(b"<textarea></textar></textarea>", "</textar>", b"</textar>");
    let bare = b"1 &lt x &copy=2 a&ampb";
    check_source(bare, "< x ©=2 a&b", &bare[2..]);
    check_source(bare, "©", b"&copy");
    check_source(bare, "&", b"&amp");
}

#[test]
fn windows_1252_is_read_and_placed() {
    let page = b"<meta charset=iso-8859-1><p>Jos\xe9 Pe\xf1a \x80&eacute;</p>";
    let kept = read(page);
    assert_eq!(kept.text(&PartKind::Text), "José Peña €é\n");
    assert_eq!(kept.kinds(), []);
    check_source(page, "Peña", b"Pe\xf1a");
    check_source(page, "€é", b"\x80&eacute;");
    check_source(page, "€", b"\x80");
}

#[test]
fn undeclared_bytes_that_are_no_utf8_are_called_a_guess() {
    let page = b"<p>Jos\xe9</p>";
    let kept = read(page);
    assert_eq!(kept.text(&PartKind::Text), "José\n");
    assert_eq!(kept.kinds(), [DefectKind::EncodingGuessed]);
    check_source(page, "sé", b"s\xe9");
}

#[test]
fn utf_16_is_read_and_placed() {
    for (mark, bytes) in
        [(vec![0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), (vec![0xfe, 0xff], u16::to_be_bytes)]
    {
        let encode = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
        let mut page = mark;
        page.extend(encode("<title>Año</title><p>La paz 🕊 en\tel año&nbsp;2025"));
        let kept = read(&page);
        assert_eq!(kept.text(&PartKind::Metadata), "title: Año\n");
        assert_eq!(kept.text(&PartKind::Text), "La paz 🕊 en el año\u{a0}2025\n");
        assert_eq!(kept.source("🕊 en el año", &page).concat(), encode("🕊 en\tel año"));
        assert_eq!(kept.source("\u{a0}", &page), [encode("&nbsp;")]);
        assert_eq!(kept.source("Año", &page), [encode("Año")]);
    }
}

#[test]
fn multi_byte_encodings_are_placed() {
    let page = b"<meta charset=shift_jis><p>a\x93\xfa\x96\x7bb</p>";
    check_source(page, "日", b"\x93\xfa");
    check_source(page, "本b", b"\x96\x7bb");
}

#[test]
fn broken_utf8_is_shown_and_counted() {
    let page = b"<meta charset=utf-8><p>Jos\xe9 y Ana\xff\xfe</p>";
    let kept = read(page);
    assert_eq!(kept.text(&PartKind::Text), "Jos\u{fffd} y Ana\u{fffd}\u{fffd}\n");
    assert_eq!(kept.kinds(), [DefectKind::InvalidCharacters]);
    assert_eq!(kept.source("\u{fffd} y", page), [b"\xe9 y".to_vec()]);
}

#[test]
fn links_and_headings() {
    let page = "<h1>Un <a href=' /a?b&amp;c '>lugar</a></h1><h3>Otro</h3><a name=x>no</a>";
    check_marked(page, |kind| *kind == MarkKind::Heading(1), &["Un lugar"]);
    check_marked(page, |kind| *kind == MarkKind::Heading(3), &["Otro"]);
    check_marked(page, |kind| *kind == MarkKind::Link { target: "/a?b&c".into() }, &["lugar"]);
    check_marked("<a href=x><div>uno</a>dos</div>", |kind| matches!(kind, MarkKind::Link { .. }), &["uno"]);
    check_marked("<a href=x>uno<a href=y>dos", |kind| matches!(kind, MarkKind::Link { .. }), &["uno", "dos"]);
}

#[test]
fn what_the_page_hides_is_kept_and_marked() {
    let hidden = |kind: &MarkKind| *kind == MarkKind::Hidden;
    check_marked("a<p hidden>b<b>c</b></p>d", hidden, &["bc"]);
    check_marked("a<div style='color:red; DISPLAY : none'><div hidden>b</div>c</div>d", hidden, &["b\nc"]);
    check_marked("<template><p>x</template><iframe>y</iframe>z", hidden, &["x", "y"]);
    check_marked("<dialog>x</dialog><dialog open>y</dialog>", hidden, &["x"]);
    check("a<p hidden>b</p>c", "a\nb\nc\n");
}

#[test]
fn tables_have_rows_cells_and_covers() {
    let page = "<table><caption>Lista</caption><tr><th>Nombre<th colspan=2>Lugar<tr><td rowspan=2><p>Ana Ríos</p><td>Norte<td>Sur<tr><td>Este</table>fin";
    check(page, "Lista\nNombre\tLugar\nAna Ríos\tNorte\tSur\nEste\nfin\n");
    check_cells(
        page,
        &[
            (0, 0, 0, (1, 1), "Nombre"),
            (0, 0, 1, (1, 2), "Lugar"),
            (0, 1, 0, (2, 1), "Ana Ríos"),
            (0, 1, 1, (1, 1), "Norte"),
            (0, 1, 2, (1, 1), "Sur"),
            (0, 2, 1, (1, 1), "Este"),
        ],
    );
    assert_eq!(read(page.as_bytes()).parts[0].tables[0].name, "Lista");
    check("<table><tr><td><td>b<td><td>d</table>", "\tb\t\td\n");
    check("<table><tr><td>a<br>b<td>c</table>", "a\nb\nc\n");
}

#[test]
fn nested_tables_keep_apart() {
    let page = "<table><tr><td>uno<table><tr><td>a<td>b<tr><td>c</table>dos<td>tres</table>";
    check(page, "uno\na\tb\nc\ndos\ntres\n");
    check_cells(
        page,
        &[
            (0, 0, 0, (1, 1), "uno\na\tb\nc\ndos"),
            (0, 0, 1, (1, 1), "tres"),
            (1, 0, 0, (1, 1), "a"),
            (1, 0, 1, (1, 1), "b"),
            (1, 1, 0, (1, 1), "c"),
        ],
    );
}

#[test]
fn xhtml_tags_may_end_themselves() {
    check("<?xml version='1.0'?><html><script src='x'/><p>uno</p><title/><p/>dos", "uno\ndos\n");
    check("<p>uno<script src='x'/>dos", "uno\n");
}

#[test]
fn metadata_names_its_sources() {
    let page = "<html lang=es><title>Traslado | Diario</title><meta property='og:title' content='Traslado a  la  prisi&oacute;n'>\
        <meta name=Fecha content='17/03/2025'><meta name=author content='Ana Ríos'><link rel=canonical href='https://diario.example/1'>\
        <h1>Traslado a la prisión</h1><time datetime='2025-03-18'>ayer</time><meta property='article:published_time' content='2025-03-17T08:00-06:00'>";
    let kept = read(page.as_bytes());
    assert_eq!(
        kept.text(&PartKind::Metadata),
        "title: Traslado a la prisión\n\
         title (html title): Traslado | Diario\n\
         byline: Ana Ríos\n\
         published: 2025-03-17T08:00-06:00\n\
         published (fecha): 17/03/2025\n\
         published (time): 2025-03-18\n\
         canonical: https://diario.example/1\n\
         language: es\n"
    );
    let titles = kept.marked(|kind| *kind == MarkKind::Field(Field::Title));
    assert_eq!(titles, ["Traslado a la prisión", "Traslado | Diario"]);
    assert_eq!(kept.source("17/03/2025", page.as_bytes()), [b"17/03/2025".to_vec()]);
    assert_eq!(kept.source("ón\n", page.as_bytes()), [b"&oacute;n".to_vec()]);
}

#[test]
fn markup_without_an_end_is_reported() {
    for (page, text, swallowed) in [
        ("<p>uno<script>dos</p>", "uno\n", "<script>dos</p>"),
        ("<p>uno<!-- dos <p>tres", "uno\n", "<!-- dos <p>tres"),
        ("<p>uno<!-- dos</p></html>", "uno\n", "<!-- dos</p></html>"),
        ("<p>uno<!dos", "uno\n", "<!dos"),
        ("<p>uno<a href='dos <p>tres", "uno\n", "<a href='dos <p>tres"),
        ("<p>uno<title>dos", "uno\n", "<title>dos"),
    ] {
        let kept = read(page.as_bytes());
        assert_eq!(kept.text(&PartKind::Text), text, "{page}");
        let [defect] = kept.defects.as_slice() else { panic!("{page}: {:?}", kept.defects) };
        assert_eq!(defect.kind, DefectKind::Damaged);
        assert_eq!(defect.missing, model::Missing::Bytes(swallowed.len() as u64), "{page}");
        let start = page.find(swallowed).expect("in the page") as u64;
        assert_eq!(defect.place, Some(model::Place::Bytes { start, end: page.len() as u64 }), "{page}");
    }
}
