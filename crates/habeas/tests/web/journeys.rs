//! What people do in the browser, from the printed address to the words in the original: find, see, cite, verify.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::chromium::{Browser, Window};
use crate::served::Served;
use crate::tour;

/// The items that a search lists.
const HITS: &str = "[...document.querySelectorAll('.hits h2 a')].map(it => it.textContent)";

/// The exact words that the page's own address names, as the citation for programs has them.
const QUOTED: &str =
    "fetch(location.pathname + '/cite.json?at=' + location.hash.slice(1)).then(answer => answer.json())
    .then(cited => cited.target.selector.find(it => it.type === 'TextQuoteSelector').exact)";

/// Whether the selected words lie in the window.
const IN_VIEW: &str = "(() => { const box = getSelection().getRangeAt(0).getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.height > 0 })()";

fn search(browser: &Browser, words: &str) -> Value {
    browser.type_into("input[name=q]", words);
    browser.press_and_follow("Enter");
    browser.evaluate(HITS)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that the address names are selected, all of them and no other, and in view.
fn check_selected(browser: &Browser, what: &str) {
    browser.wait_for("getSelection().toString() !== ''");
    let quoted = browser.text_of(QUOTED);
    assert_eq!(squeezed(&browser.text_of("getSelection().toString()")), squeezed(&quoted), "{what}");
    assert_eq!(browser.evaluate(IN_VIEW), true, "{what}");
}

#[test]
fn words_are_found_however_they_are_written_and_seen_where_they_stand() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    served.enter(&browser);
    let as_written = search(&browser, "operación marea");
    assert!(as_written.as_array().is_some_and(|hits| hits.len() > 1), "{as_written}");
    for other in ["operacion marea", "OPERACIÓN MAREA", "operacio\u{301}n marea", "  Operacion  MAREA "] {
        assert_eq!(search(&browser, other), as_written, "{other}");
    }
    search(&browser, "\"marea baja\"");
    let snippets = browser
        .evaluate("[...document.querySelectorAll('.hits .snippet a')].map(it => it.getAttribute('href'))");
    let snippets = snippets.as_array().expect("a list").clone();
    assert!(snippets.len() > 2, "{snippets:?}");
    for snippet in &snippets {
        let snippet = snippet.as_str().expect("an address");
        for window in [Window::Desktop, Window::Phone] {
            browser.set_window(window);
            browser.open(&served.at(snippet));
            check_selected(&browser, snippet);
            let selected = browser.text_of("getSelection().toString()").to_lowercase();
            assert!(selected.contains("marea"), "{snippet}: {selected}");
        }
    }
    browser.set_window(Window::Desktop);
    tour::is_quiet(&browser, &served, "search");
}

#[test]
fn an_address_opens_the_words_wherever_they_are() {
    let Some(browser) = Browser::start() else { return };
    let long: String = (0..6_000).map(|line| format!("Renglón {line}: nada que ver aquí 🕊.\n")).collect();
    let served = Served::of(|folder| {
        let text = format!("{long}La señora\nNúñez 🕊 de Peñaflor lo vio.\n{long}");
        std::fs::write(folder.join("diario.txt"), text).expect("written");
    });
    served.enter(&browser);
    let item = served.item("diario.txt");
    for words in ["Núñez", "señora\nNúñez 🕊 de", "Renglón 17:", "Renglón 5999: nada que ver aquí 🕊.\n"]
    {
        let at = served.words("diario.txt", words);
        // As somebody would write it down: the page finds the part of the text by itself.
        browser.open(&served.at(&format!("{item}#{at}")));
        check_selected(&browser, words);
        assert_eq!(squeezed(&browser.text_of("getSelection().toString()")), squeezed(words));
    }
    // Another place in the page that is open.
    let near = served.words("diario.txt", "Peñaflor");
    browser.evaluate(&format!("location.hash = '{near}'"));
    browser.wait_for("getSelection().toString() === 'Peñaflor'");
    assert_eq!(browser.evaluate(IN_VIEW), true);
    let beyond = browser.open(&served.at(&format!("{item}?at=c99999999-99999999")));
    assert_eq!(beyond, 404, "words that are not there are an error");
    browser.take_complaints();
    // What a person selects can be cited.
    browser.open(&served.at(&format!("{item}?at={near}#{near}")));
    browser.evaluate(
        "(() => { const mark = document.querySelector('mark.cited'), range = document.createRange(); range.selectNodeContents(mark);
         getSelection().removeAllRanges(); getSelection().addRange(range); document.dispatchEvent(new Event('selectionchange')) })()",
    );
    browser.wait_for("document.getElementById('cite-selection')?.checkVisibility() === true");
    browser.follow("#cite-selection");
    assert_eq!(browser.text_of("location.search"), format!("?at={near}"));
    assert_eq!(browser.text_of("document.querySelector('blockquote').innerText.trim()"), "Peñaflor");
    for (language, word) in [("en", "characters"), ("es", "caracteres")] {
        let footnote =
            browser.text_of(&format!("document.querySelector('p.copy[lang={language}]').innerText"));
        assert!(footnote.contains("diario.txt") && footnote.contains(word), "{footnote}");
    }
    tour::is_quiet(&browser, &served, "citing");
}

/// For each mark on the picture: the share of dark pixels in it, on the picture as the browser got it.
const INK: &str = "(() => { const picture = document.querySelector('.page-picture img'), all = picture.getBoundingClientRect();
    const canvas = document.createElement('canvas'); canvas.width = picture.naturalWidth; canvas.height = picture.naturalHeight;
    const paper = canvas.getContext('2d', { willReadFrequently: true }); paper.drawImage(picture, 0, 0);
    return [...document.querySelectorAll('.page-picture rect')].map(it => { const box = it.getBoundingClientRect();
        const wide = canvas.width / all.width, high = canvas.height / all.height;
        const data = paper.getImageData((box.x - all.x) * wide, (box.y - all.y) * high, box.width * wide, box.height * high).data;
        let dark = 0; for (let at = 0; at < data.length; at += 4) dark += data[at] < 128; return dark / (data.length / 4) }) })()";

#[test]
fn words_are_marked_on_the_picture_of_their_page() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    served.enter(&browser);
    for (name, words, marks) in [
        ("comunicado-041-2024.pdf", "“Marea Baja”", 1),
        ("peticion-habeas-corpus.pdf", "comparecemos el día 20 de febrero de 2024 y exponemos:", 1),
        ("comunicado-041-2024.pdf", "Fuerza de Tarea Estrecho ejecutó en Puerto\nCendal", 2),
    ] {
        let at = served.words(name, words);
        browser.open(&served.at(&format!("{}?at={at}", served.item(name))));
        browser.follow(".cited-words a[href*='/page/']");
        browser.wait_for("document.querySelector('.page-picture img').naturalWidth > 0");
        let ink = browser.evaluate(INK);
        let ink: Vec<f64> = ink.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
        assert_eq!(ink.len(), marks, "{words}");
        assert!(ink.iter().all(|share| (0.04..0.6).contains(share)), "{words}: {ink:?}");
    }
    tour::is_quiet(&browser, &served, "pictures");
}

#[test]
fn a_big_table_is_paged() {
    const ROWS: u64 = 200_000;
    let Some(browser) = Browser::start() else { return };
    let served = Served::of(|folder| {
        let rows = (1..=ROWS).map(|row| format!("{row};Persona {row};Río Seco\n"));
        std::fs::write(folder.join("lista.csv"), format!("n;nombre;lugar\n{}", rows.collect::<String>()))
            .expect("written");
    });
    served.enter(&browser);
    let item = served.item("lista.csv");
    browser.open(&served.at(&item));
    browser.follow("nav.ways a[href*='/table/']");
    let first_cell = "document.querySelector('table.cells tbody tr td').innerText";
    assert_eq!(browser.text_of(first_cell), "n");
    browser.follow("a[rel=next]");
    let shown = browser.text_of("document.querySelectorAll('table.cells tbody tr').length");
    assert_eq!(shown, "100");
    assert_eq!(browser.text_of(first_cell), "100");
    browser.type_into("#row", "154322");
    browser.press_and_follow("Enter");
    let rows = "[...document.querySelectorAll('table.cells tbody tr')].map(it => it.cells[2].innerText)";
    assert!(browser.text_of(rows).contains("Persona 154321"), "{}", browser.text_of(rows));
    browser.type_into("#row", &(ROWS + 1).to_string());
    browser.press_and_follow("Enter");
    assert!(browser.text_of(rows).ends_with("Persona 200000\"]"), "{}", browser.text_of(rows));
    assert_eq!(browser.evaluate("document.querySelector('a[rel=next]')"), Value::Null);
    // From words far down in it to their cell.
    let at = served.words("lista.csv", "Persona 77777\t");
    browser.open(&served.at(&format!("{item}?at={at}")));
    browser.follow(".cited-words a[href*='/table/']");
    assert_eq!(browser.text_of("document.querySelector('td.cited').innerText"), "Persona 77777");
    tour::is_quiet(&browser, &served, "a table");
}

#[test]
fn it_works_without_script() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    browser.set_scripts(false);
    served.enter(&browser);
    assert!(search(&browser, "\"marea baja\"").as_array().is_some_and(|hits| hits.len() > 1));
    browser.follow(".hits .snippet a");
    let marked = browser.text_of("document.querySelector('mark.cited').innerText");
    assert!(marked.to_lowercase().contains("marea"), "{marked}");
    assert_eq!(browser.evaluate("document.querySelector('mark.cited').matches(':target')"), true);
    let in_view = "(() => { const box = document.querySelector('mark.cited').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight })()";
    browser.wait_for(in_view);
    browser.follow(".languages a");
    assert_eq!(browser.text_of("document.documentElement.lang"), "es");
    assert!(
        browser.text_of("location.pathname").starts_with("/item/"),
        "the same page in the other language"
    );
    browser.open(&served.at("/verify"));
    browser.follow("form.verify button");
    browser.wait_for("document.querySelector('p.good') !== null");
    tour::is_quiet(&browser, &served, "without script");
}

#[test]
fn a_case_is_verified_from_the_page_and_damage_is_named() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::of(|folder| {
        std::fs::write(folder.join("acta.txt"), "Nadie fue trasladado.\n").expect("written");
    });
    served.enter(&browser);
    browser.open(&served.at("/verify"));
    browser.click("input[name=record]");
    browser.follow("form.verify button");
    browser.wait_for("document.querySelector('p.good') !== null");
    browser.open(&served.at("/log"));
    assert_eq!(
        browser.evaluate("document.querySelectorAll('table.log tbody tr').length"),
        3,
        "begun, taken in, verified"
    );
    served.damage("acta.txt");
    browser.open(&served.at("/verify"));
    browser.follow("form.verify button");
    browser.wait_for("document.querySelector('p.bad') !== null");
    let findings = browser.evaluate("document.querySelectorAll('.findings li').length");
    assert_eq!(findings, 1);
    browser.open(&served.at("/"));
    assert!(browser.evaluate("document.querySelector('p.bad')").is_object(), "the case page says so, too");
    tour::is_quiet(&browser, &served, "verification");
}

#[test]
fn the_language_follows_the_browser_and_the_choice() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::of(|folder| std::fs::write(folder.join("acta.txt"), "Nadie.\n").expect("written"));
    let language = "document.documentElement.lang";
    for (accepted, expected) in [("es-SV,es", "es"), ("fr,es;q=0.5", "es"), ("en-GB,en", "en"), ("fr", "en")]
    {
        browser.forget_cookies();
        browser.speak(accepted);
        assert_eq!(browser.open(&served.at("/")), 403);
        assert_eq!(browser.text_of(language), expected, "locked, {accepted}");
        served.enter(&browser);
        assert_eq!(browser.text_of(language), expected, "{accepted}");
    }
    browser.open(&served.at("/items?kind=text%2Fplain"));
    browser.follow(".languages a");
    assert_eq!(browser.text_of(language), "es");
    assert_eq!(
        browser.text_of("location.pathname + location.search"),
        "/items?kind=text%2Fplain",
        "the same page"
    );
    browser.follow(".languages a");
    assert_eq!(browser.text_of(language), "en");
}

/// The real article beside the repository, if it is there.
fn article() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/inputs/article.txt");
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: the real input is not at hand");
    None
}

#[test]
fn a_real_article_is_found_by_what_it_says_and_not_by_what_it_does_not() {
    let (Some(browser), Some(article)) = (Browser::start(), article()) else { return };
    let served = Served::of(|folder| {
        std::fs::copy(&article, folder.join("article.txt")).expect("copied");
    });
    served.enter(&browser);
    let found = serde_json::json!(["article.txt"]);
    for words in ["CECOT", "cecot", "criticised NEAR/5 conditions"] {
        assert_eq!(search(&browser, words), found, "{words}");
        browser.follow(".hits .snippet a");
        check_selected(&browser, words);
    }
    for words in ["\"Bukele said\"", "\"prisión máxima\""] {
        assert_eq!(search(&browser, words), serde_json::json!([]), "{words}");
        assert_eq!(browser.evaluate("document.querySelector('.empty') !== null"), true, "{words}");
    }
    // The nearest reading of the first finds it.
    search(&browser, "\"Bukele said\"");
    browser.follow(".empty a");
    assert_eq!(browser.evaluate(HITS), found);
}
