//! What holds on every page for everybody: both languages, both widths, light and dark, keyboard and screen reader,
//! paper; no complaint and no request to elsewhere.

use crate::axe;
use crate::chromium::{Browser, Window};
use crate::served::Served;
use crate::tour;

#[test]
fn every_page_is_for_everybody() {
    let (Some(axe), Some(browser)) = (axe::script(), Browser::start()) else { return };
    let served = Served::demo();
    let stops = tour::stops(&served);
    browser.speak("es-SV,es;q=0.9,en;q=0.8");
    served.enter(&browser);
    tour::is_quiet(&browser, &served, "the way in");
    for (language, switch) in [("es", None), ("en", Some("/language?to=en&back=/items"))] {
        switch.into_iter().for_each(|path| assert_eq!(browser.open(&served.at(path)), 200));
        for stop in &stops {
            for (window, scheme) in [(Window::Desktop, "light"), (Window::Phone, "dark")] {
                let what = format!("{} {language} {window:?} {scheme}", stop.name);
                browser.set_window(window);
                browser.set_media("screen", scheme);
                tour::open(&browser, &served, stop);
                assert_eq!(browser.text_of("document.documentElement.lang"), language, "{what}");
                axe::check(&browser, &axe, &what);
                let wide = browser.evaluate(TOO_WIDE);
                assert!(wide.is_null(), "{what}: wider than its window: {wide}");
                assert_eq!(
                    browser.evaluate(WHOLE_WORDS),
                    true,
                    "{what}: a word of the navigation is cut in two"
                );
                let untranslated = browser.evaluate("/\\b(web|error|place|facet|look|part|defect)-[a-z-]+\\b/.exec(document.querySelector('main').innerText)?.[0]");
                assert!(untranslated.is_null(), "{what}: {untranslated}");
                tour::is_quiet(&browser, &served, &what);
            }
        }
    }
}

/// What reaches beyond the page's width, if anything does. A phone's window grows with what does not fit (`innerWidth`),
/// the page's own width does not; what scrolls by itself may be as wide as it likes.
const TOO_WIDE: &str = "(() => {
    const root = document.documentElement, scrolls = it => it && it !== root && it !== document.body
        && (getComputedStyle(it).overflowX !== 'visible' || scrolls(it.parentElement));
    if (root.scrollWidth <= root.clientWidth) return null;
    const wide = [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > root.clientWidth + 1
        && !scrolls(it.parentElement));
    return wide.map(it => it.tagName + '.' + it.className + ' ' + it.textContent.trim().slice(0, 40)).slice(-3).join(' | ') || 'something' })()";

/// Whether every link of the navigation stands in one line.
const WHOLE_WORDS: &str = "[...document.querySelectorAll('header nav a')].every(it => {
    const words = document.createRange(); words.selectNodeContents(it); return words.getClientRects().length === 1 })";

/// What has the focus, and whether one sees it, once the window has moved there.
const FOCUS: &str = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    done({ name: it.tagName + ' ' + (it.getAttribute('href') ?? it.name ?? it.id),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.top < innerHeight }) })))";

#[test]
fn a_keyboard_is_enough() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    served.enter(&browser);
    let stops = tour::stops(&served);
    for scheme in ["light", "dark"] {
        browser.set_media("screen", scheme);
        for stop in stops
            .iter()
            .filter(|stop| ["case", "items", "item-words", "item-table", "verify"].contains(&stop.name))
        {
            tour::open(
                &browser,
                &served,
                &tour::Stop { name: stop.name, path: stop.path.split('#').next().expect("a path").into() },
            );
            let mut seen = Vec::new();
            for _ in 0..25 {
                browser.press("Tab");
                let focus = browser.evaluate(FOCUS);
                if focus["name"].as_str().is_some_and(|name| name.starts_with("BODY")) {
                    break;
                }
                assert!(focus["ring"] == true && focus["seen"] == true, "{} {scheme}: {focus}", stop.name);
                seen.push(focus["name"].to_string());
            }
            assert!(seen[0].contains("#main"), "the first stop leads past the navigation: {seen:?}");
            assert!(seen.len() > 8, "{seen:?}");
        }
    }
    // From the first key to the words found, without a mouse.
    browser.open(&served.at("/"));
    browser.evaluate("document.querySelector('input[name=q]').focus()");
    "corvina".chars().for_each(|letter| browser.press(&letter.to_string()));
    browser.press_and_follow("Enter");
    assert_eq!(browser.text_of("location.search"), "?q=corvina");
}

#[test]
fn on_paper_there_is_the_page_and_nothing_to_press() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    served.enter(&browser);
    browser.set_media("print", "dark");
    for stop in
        tour::stops(&served).iter().filter(|stop| ["item-words", "log", "item-table"].contains(&stop.name))
    {
        tour::open(&browser, &served, stop);
        let shown = browser.evaluate(
            "[...document.querySelectorAll('nav, header form, button, .languages')].filter(it => it.checkVisibility()).map(it => it.outerHTML)",
        );
        assert_eq!(shown, serde_json::json!([]), "{}", stop.name);
        assert_eq!(browser.text_of("getComputedStyle(document.body).color"), "rgb(0, 0, 0)", "{}", stop.name);
        assert_eq!(browser.evaluate("document.querySelector('h1').checkVisibility()"), true, "{}", stop.name);
    }
}
