//! Every page of the demonstration case, by name, for whatever is to hold on all of them. Judges nothing.

use crate::chromium::Browser;
use crate::served::Served;

/// A page to look at.
pub struct Stop {
    /// Its name in file names and failures.
    pub name: &'static str,
    /// Its path.
    pub path: String,
}

/// The pages, in a person's order. The last ones are errors.
pub fn stops(served: &Served) -> Vec<Stop> {
    let item = |name: &str| served.item(name);
    let at = |name: &str, words: &str, page: &str| {
        let (item, at) = (served.item(name), served.words(name, words));
        format!("{item}{page}?at={at}#{at}")
    };
    let (person, pair) = served.somebody();
    let release = "comunicado-041-2024.pdf";
    let stop = |name, path: String| Stop { name, path };
    vec![
        stop("case", "/".into()),
        stop("items", "/items".into()),
        stop("search", "/search?q=operaci%C3%B3n".into()),
        stop("search-nothing", "/search?q=%22ning%C3%BAn+traslado+a+Saturno%22".into()),
        stop("search-not-understood", "/search?q=%28operaci%C3%B3n+OR".into()),
        stop("quotes", "/quotes".into()),
        stop("quotes-of", "/quotes?speaker=Clemencia+Ust%C3%A1riz&stance=denies".into()),
        stop("disputed", "/quotes/disputed".into()),
        stop("timeline", "/timeline?from=2024".into()),
        stop("timeline-unresolved", "/timeline?show=unresolved".into()),
        stop("timeline-lists", "/timeline?show=lists".into()),
        stop("figures", "/figures".into()),
        stop("estimate", "/estimate".into()),
        stop("people", "/people".into()),
        stop("people-nobody", "/people?q=zzz".into()),
        stop("person", format!("/people/{person}")),
        stop("review", "/review".into()),
        stop("review-blind", "/review?blind=1".into()),
        stop("review-pair", format!("/review/{}/{}", pair[0], pair[1])),
        stop("compare", "/compare".into()),
        stop("compare-lists", served.comparison()),
        stop("overlap", "/overlap".into()),
        stop("ledger", "/ledger".into()),
        stop("log", "/log".into()),
        stop("verify", "/verify".into()),
        stop("item-pdf", item(release)),
        stop("item-words", at(release, "Marea Baja", "")),
        stop("item-page", at(release, "Marea Baja", "/page/1")),
        stop("item-cite", at(release, "Marea Baja", "/cite")),
        stop("item-cite-nothing", format!("{}/cite?find=nadie+dijo+esto", item(release))),
        stop("item-scan", format!("{}/page/1", item("fax-director-penal.tif"))),
        stop("item-mail", item("fwd-manifiesto.eml")),
        stop("item-container", item("anexos-colectivo.zip")),
        stop("item-web-page", item("harbour-ledger-2024-02-19-numbers.html")),
        stop("item-not-read", item("oficio-0388-2016.doc")),
        stop("item-empty", item("notas-llamada.txt")),
        stop("item-list", item("lista comité (versión 3).csv")),
        stop("item-table", format!("{}/table/0", item("lista comité (versión 3).csv"))),
        stop("item-workbook", format!("{}/table/0", item("lista-parcial-trasladados.xlsx"))),
        stop("not-there", "/item/ffffffffffff".into()),
        stop("no-such-page", "/nowhere".into()),
    ]
}

/// Opens a stop, which answers as it should.
pub fn open(browser: &Browser, served: &Served, stop: &Stop) {
    let status = browser.open(&served.at(&stop.path));
    let is_error = ["not-there", "no-such-page"].contains(&stop.name);
    assert_eq!(status, if is_error { 404 } else { 200 }, "{}", stop.name);
    // Pictures come after the page.
    browser.wait_for("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
}

/// Nothing went wrong in the browser, and nothing was asked of anybody else. A browser complains of every 404.
pub fn is_quiet(browser: &Browser, served: &Served, what: &str) {
    let complaints: Vec<String> = browser
        .take_complaints()
        .into_iter()
        .filter(|complaint| !complaint.contains("404 (Not Found)"))
        .collect();
    assert_eq!(complaints, [""; 0], "{what}");
    let elsewhere: Vec<String> =
        browser.take_requests().into_iter().filter(|address| !address.starts_with(&served.at("/"))).collect();
    assert_eq!(elsewhere, [""; 0], "{what}");
}
