//! Prose comes in stretches that join to the item's own characters, cut between paragraphs; tables and headers do not.

use case::said::{AnnotationsError, Deletions, STRETCH_BYTES, Stretch, stretches};
use model::{CharSpan, Field, MarkKind, Part, PartKind, Span};
use proptest::prelude::*;

use super::support::{Case, item, plain, split};

fn of(parts: &[Part]) -> (Case, Vec<Stretch>) {
    let mut case = Case::with_items(1);
    case.read(item(1), parts);
    let mut found = Vec::new();
    stretches(&case.catalogue, item(1), |stretch| {
        found.push(stretch);
        Ok::<(), AnnotationsError>(())
    })
    .unwrap();
    for stretch in &found {
        let text = case.catalogue.text(item(1), stretch.characters()).unwrap();
        assert_eq!(text, stretch.text, "a stretch is what stands there");
        assert!(stretch.text.len() <= STRETCH_BYTES);
    }
    (case, found)
}

fn part(kind: PartKind, text: &str) -> Part {
    let mut part = Part::new(kind);
    part.push_unplaced(text);
    part
}

#[test]
fn only_prose_is_annotated_and_each_kind_by_itself() {
    let mut metadata = part(PartKind::Metadata, "title: «Título»\n");
    metadata.mark(Span { start: 7, end: 16 }, MarkKind::Field(Field::Title));
    let page = |number| PartKind::Page { number, width: 10, height: 10, recognised: false };
    let sheet = PartKind::Sheet { name: "Hoja".into(), hidden: false };
    let (_, found) = of(&[
        metadata,
        part(page(1), "«Sin ñandú», dijo la\n"),
        part(page(2), "ministra.\n"),
        part(sheet, "Nombre\tEdad\n"),
        part(PartKind::Notes, "Una nota.\n"),
        part(PartKind::Members, "a/b.txt\n"),
    ]);
    let texts: Vec<&str> = found.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["«Sin ñandú», dijo la\nministra.\n", "Una nota.\n"]);
    assert_eq!(found[0].characters(), CharSpan { start: 16, end: 47 });
}

#[test]
fn an_article_stands_apart_from_its_neighbours() {
    let text = "Menú: portada\nAño: «No», dijo Ana.\nLo más leído\n";
    let mut page = part(PartKind::Text, text);
    let (start, end) = (text.find("Año").unwrap() as u64, text.find("Lo más").unwrap() as u64);
    page.mark(Span { start, end }, MarkKind::Article);
    let (_, found) = of(&[page]);
    let texts: Vec<&str> = found.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["Menú: portada\n", "Año: «No», dijo Ana.\n", "Lo más leído\n"]);
}

#[test]
fn nobody_is_made_to_say_what_was_deleted() {
    let check = |text: &str, gone: &[&str], expected: &str, words: &str, there: &str| {
        let mut page = part(PartKind::Text, text);
        for gone in gone {
            let start = text.find(gone).unwrap() as u64;
            let span = Span { start, end: start + gone.len() as u64 };
            page.mark(span, MarkKind::Deleted { author: None, at: None });
        }
        let mut case = Case::with_items(1);
        case.read(item(1), &[part(PartKind::Text, "Año.\n"), page]);
        let mut found = Vec::new();
        let taken = stretches(&case.catalogue, item(1), |stretch| {
            found.push(stretch);
            Ok::<(), AnnotationsError>(())
        });
        taken.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, format!("Año.\n{expected}"));
        let start = found[0].text[..found[0].text.find(words).unwrap()].chars().count() as u64;
        let span = found[0].locate(CharSpan { start, end: start + words.chars().count() as u64 });
        assert_eq!(case.catalogue.text(item(1), span).unwrap(), there);
        let of = |span| case.catalogue.text(item(1), span).unwrap();
        let deletions = Deletions::around(&case.catalogue, item(1), found[0].characters()).unwrap();
        let of_all = |span| deletions.within(item(1), span).unwrap().into_iter().map(of);
        assert_eq!(of_all(found[0].characters()).collect::<Vec<_>>(), gone);
        assert_eq!(deletions.within(item(2), span), None);
        let inside: String = of_all(span).collect();
        assert_eq!(there.chars().count(), words.chars().count() + inside.chars().count());
    };
    check("al menos ñ238252 personas\n", &["ñ238"], "al menos 252 personas\n", "252", "252");
    check("al menos 25238 personas\n", &["52"], "al menos 238 personas\n", "238", "25238");
    check("1.1200 y 3ñ0\n", &["20", "ñ"], "1.10 y 30\n", "1.10", "1.1200");
    check("Marco\t41\nIris\t30\n", &["Marco\t41"], "\nIris\t30\n", "Iris", "Iris");
    check("Uno\nDos\nTres\n", &["no\nDo"], "U\ns\nTres\n", "s\nTres", "s\nTres");
}

#[test]
fn long_texts_are_cut_between_paragraphs() {
    let paragraph = "El año del ñandú. ".repeat(40) + "\n\n";
    let parts: Vec<Part> = (0..30).map(|_| plain(&paragraph.repeat(20), 0)).collect();
    let (_, found) = of(&parts);
    assert!(found.len() > 1);
    assert!(found.iter().all(|it| it.text.ends_with("\n\n")));
    assert_eq!(found.iter().map(|it| it.text.len()).sum::<usize>(), paragraph.len() * 600);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_character_of_prose_is_lost(words in "[a-zñ. \n🕊]{1,12}", times in 1usize..60_000) {
        let text = words.repeat(times);
        let (_, found) = of(&split(&text, 40_000));
        prop_assert_eq!(found.iter().map(|it| it.text.as_str()).collect::<String>(), text);
    }
}
