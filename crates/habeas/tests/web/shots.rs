//! Screenshots of every page in both languages and both widths, some of them dark: `cargo xtask shots`. They are for
//! people to look at; nothing compares them.

use std::path::Path;

use crate::chromium::{Browser, Window};
use crate::served::Served;
use crate::tour;

/// Pages that are taken dark as well.
const DARK: [&str; 5] = ["case", "search", "item-words", "item-page", "item-table"];

#[test]
#[ignore = "takes pictures for people"]
fn every_page() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::demo();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../shots");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let stops = tour::stops(&served);
    for (language, accepted) in [("en", "en-GB,en"), ("es", "es-SV,es")] {
        browser.speak(accepted);
        for (width, window) in [("desktop", Window::Desktop), ("phone", Window::Phone)] {
            browser.set_window(window);
            browser.forget_cookies();
            browser.set_media("screen", "light");
            assert_eq!(browser.open(&served.at("/")), 403);
            let shoot = |name: &str| {
                std::fs::write(folder.join(format!("{name}.png")), browser.shoot()).expect("written");
            };
            shoot(&format!("locked.{language}.{width}"));
            served.enter(&browser);
            for stop in &stops {
                tour::open(&browser, &served, stop);
                shoot(&format!("{}.{language}.{width}", stop.name));
                if DARK.contains(&stop.name) {
                    browser.set_media("screen", "dark");
                    shoot(&format!("{}.{language}.{width}.dark", stop.name));
                    browser.set_media("screen", "light");
                }
            }
            browser.open(&served.at("/verify"));
            browser.follow("form.verify button");
            browser.wait_for("document.querySelector('p.good, p.bad') !== null");
            shoot(&format!("verified.{language}.{width}"));
        }
    }
}
