//! Pages made to break a reader: deep, huge, cut, senseless.

use std::time::{Duration, Instant};

use model::{DefectKind, MarkKind, Missing, PartKind, Place, Step};
use proptest::prelude::*;

use super::{Kept, read};

/// No page of these tests may take longer, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn check_fast(page: &str, text: &str, defects: &[DefectKind]) {
    let begun = Instant::now();
    let kept = read(page.as_bytes());
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    let head: String = page.chars().take(40).collect();
    assert!(kept.text(&PartKind::Text).contains(text), "{head}");
    assert_eq!(kept.kinds(), defects, "{head}");
}

#[test]
fn depth_costs_no_stack_and_no_time() {
    const UNMARKED: &[DefectKind] = &[DefectKind::UnsupportedFeature];
    const DEEP: &[DefectKind] = &[DefectKind::UnsupportedFeature; 2];
    check_fast(&format!("{}fondo", "<div>".repeat(100_000)), "fondo", DEEP);
    check_fast(&format!("{}fondo{}fin", "<b>".repeat(100_000), "</b>".repeat(100_000)), "fondofin", DEEP);
    check_fast(&format!("{}fondo", "<table><tr><td>".repeat(20_000)), "fondo", DEEP);
    check_fast(&format!("{}{}fondo", "<b>".repeat(4000), "</i>".repeat(500_000)), "fondo", UNMARKED);
    check_fast(
        &format!("{}fondo", "<table><tr><td rowspan=65534><td rowspan=3>".repeat(5_000)),
        "fondo",
        DEEP,
    );
    check_fast(&format!("<p>{}{}", "<b a=1><i>".repeat(200), "<p>x".repeat(10_000)), "x\nx", UNMARKED);
}

#[test]
fn nothing_is_closed() {
    check_fast(&"<p>uno <b>dos <i>tres ".repeat(50), "uno dos tres\nuno", &[]);
    check_fast(&"<ul><li>x".repeat(100), "x\nx", &[]);
    check_fast(&"</p></div></td></table>x".repeat(10), "x\nx", &[]);
    check_fast("a\0<\0b\0 c", "a<b c", &[]);
}

#[test]
fn nuls_are_no_text() {
    check_fast(&format!("a{}b", "\0".repeat(10_000)), "ab", &[]);
}

#[test]
fn long_texts_come_in_parts() {
    let page = format!("<div hidden><a href=x>{}</a></div>", "palabra &amp; otra ".repeat(200_000));
    let kept = read(page.as_bytes());
    assert!(kept.parts.len() >= 2, "{}", kept.parts.len());
    let words: usize = kept.parts.iter().map(|part| part.text.split_whitespace().count()).sum();
    assert_eq!(words, 3 * 200_000);
    let marked =
        |kind: fn(&MarkKind) -> bool| kept.marked(kind).iter().map(|words| words.len() + 1).sum::<usize>();
    let whole: usize = kept.parts.iter().map(|part| part.text.len()).sum();
    assert_eq!(marked(|kind| *kind == MarkKind::Hidden), whole);
    assert_eq!(marked(|kind| matches!(kind, MarkKind::Link { .. })), whole);
    let lines = read("<p>línea con palabras</p>".repeat(20_000).as_bytes());
    assert!(
        lines.parts.len() > 4
            && lines.parts.iter().all(|part| part.text.len() < 2 * model::Part::ENOUGH_BYTES)
    );
}

#[test]
fn a_long_table_comes_in_chunks() {
    let rows: String = (0..30_000).map(|row| format!("<tr><td>{row}<td>Nombre {row}")).collect();
    let kept = read(format!("<table>{rows}</table>").as_bytes());
    let cells = kept.cells();
    assert_eq!(cells.len(), 60_000);
    assert!(kept.parts.len() > 1);
    for (index, (table, row, column, covers, text)) in cells.into_iter().enumerate() {
        assert_eq!((table, row, column, covers), (0, index as u64 / 2, index as u32 % 2, (1, 1)));
        assert_eq!(text.trim_start_matches("Nombre "), row.to_string());
    }
}

#[test]
fn huge_values_are_refused_aloud() {
    let page = format!("<p>uno<img alt='{}'>dos", "x".repeat(3 << 20));
    let kept = read(page.as_bytes());
    assert!(kept.text(&PartKind::Text).ends_with("dos\n"));
    let [defect] = kept.defects.as_slice() else { panic!("{:?}", kept.kinds()) };
    assert_eq!(defect.kind, DefectKind::TooLarge);
    assert!(matches!(defect.missing, Missing::Bytes(bytes) if bytes >= 2 << 20), "{:?}", defect.missing);
}

/// Text that stands byte for byte in the original is what the original says there.
fn check_literal(kept: &Kept, page: &[u8]) {
    for part in &kept.parts {
        for segment in part.map.segments().iter().filter(|segment| segment.step == Step::Byte) {
            let Place::Bytes { start, end } = segment.place else { panic!("{segment:?}") };
            let source = &page[start as usize..end as usize];
            let text = segment.text.slice(&part.text).expect("sound").as_bytes();
            let same =
                |(text, source): (&u8, &u8)| text == source || *text == b' ' && source.is_ascii_whitespace();
            assert!(text.len() == source.len() && text.iter().zip(source).all(same), "{segment:?}");
        }
    }
}

#[test]
fn the_source_may_be_cut_anywhere() {
    const READ_AT_A_TIME: usize = 64 * 1024;
    let end =
        "é&aacute;\r\n <b a='&eacute;'>ñ</b>&acE;x</i><!-- - --><textarea>\r\na\r\n</textare></textarea>🕊.";
    let expected = "éá ñ∾\u{333}x\na\n</textare>\n🕊.\n";
    for before in READ_AT_A_TIME - end.len()..=READ_AT_A_TIME {
        let page = format!("<p>{}{end}", "z".repeat(before - 3));
        let kept = read(page.as_bytes());
        let text = kept.text(&PartKind::Text);
        assert_eq!(text.trim_start_matches('z'), expected, "{before}");
        assert_eq!(kept.defects, []);
        check_literal(&kept, page.as_bytes());
        for (words, source) in
            [("á", "&aacute;"), (" ñ", "\r\n <b a='&eacute;'>ñ"), ("\u{333}x", "&acE;x"), ("🕊", "🕊")]
        {
            let found = kept.source(words, page.as_bytes());
            let (first, last) = (found.first().expect("a place"), found.last().expect("a place"));
            assert!(
                source.as_bytes().starts_with(first) && source.as_bytes().ends_with(last),
                "{before}: {words}"
            );
        }
    }
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td colspan=3 rowspan=2>",
    "</td>",
    "</table>",
    "<caption>",
    "<b>",
    "</b>",
    "<a href='x&amp;y'>",
    "</a>",
    "<div hidden>",
    "</div>",
    "<h1>",
    "</h1>",
    "<pre>\r\n",
    "</pre>",
    "<br>",
    "<img alt=\"á &eacute; ",
    "\">",
    "<!--",
    "-->",
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"é\"}",
    "</script>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textare",
    "</textarea>",
    "<svg>",
    "<![CDATA[",
    "]]>",
    "]]",
    "</svg>",
    "&amp;",
    "&am",
    "&#x31",
    "&acE",
    ";",
    "&",
    "\r",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\0",
    "é",
    "🕊",
    "palabra",
    "<é",
    "<meta name=author content='",
    "'",
    "<time datetime=2025>",
    "<select><option>",
    "<li>",
    "<button>",
    "<template>",
    "<math>",
    "<title/>",
    "\u{a0}",
    "=",
    "\"",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// `read` itself checks that spans slice and places lie inside; here, that literal text is what the bytes say.
    #[test]
    fn any_mix_of_markup_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), xml in any::<bool>()) {
        let page = format!("{}{}", if xml { "<?xml version='1.0'?>" } else { "" }, pieces.concat());
        let kept = read(page.as_bytes());
        check_literal(&kept, page.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }

    #[test]
    fn every_letter_outside_markup_is_kept(words in prop::collection::vec("[a-zñ]{1,8}", 0..40), tags in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let markup = tags.iter().filter(|tag| tag.starts_with('<') && tag.ends_with('>') && !tag.contains("script") && !tag.contains("t"));
        let page: String = words.iter().zip(markup.chain(std::iter::repeat(&" "))).map(|(word, tag)| format!("{word}{tag}")).collect();
        let text = read(page.as_bytes()).text(&PartKind::Text);
        let letters = |text: &str| text.chars().filter(|letter| letter.is_lowercase()).collect::<String>();
        prop_assert_eq!(letters(&text), words.concat(), "{}", page);
    }
}
