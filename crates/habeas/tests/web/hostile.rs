//! Files that try to run in whoever's browser looks at them: in names, cells, titles, subjects, links. On every page
//! they are text, with script and without.

use std::fs;
use std::path::Path;

use crate::chromium::Browser;
use crate::served::Served;

/// Runs in any browser that takes it for more than text, wherever it stands.
const ATTACK: &str = r#"'"><script>window.hit=1,alert('hit')</script><img src=x onerror="window.hit=1"><svg onload=window.hit=1>"#;

/// The same as a file name, in which no slash may be.
const NAME: &str = r#"'"><img src=x onerror="window.hit=1"><svg onload=window.hit=1>.txt"#;

fn write(folder: &Path) {
    let put = |name: &str, text: String| fs::write(folder.join(name), text).expect("written");
    put(NAME, format!("Nadie firma. {ATTACK}\n"));
    put("lista.csv", format!("nombre;{ATTACK}\n{ATTACK};Río Seco\n"));
    put("acta.pdf", pdf());
    put(
        "nota.html",
        format!(
            "<html><head><title>&lt;script>window.hit=1&lt;/script></title></head><body onload='window.hit=1'>\
             <p>Nota: &lt;script>window.hit=1&lt;/script> <a href='javascript:window.hit=1'>un enlace</a></p>{ATTACK}</body></html>"
        ),
    );
    put(
        "correo.eml",
        format!(
            "From: {ATTACK} <a@example.invalid>\nTo: b@example.invalid\nSubject: Lista {ATTACK}\nMIME-Version: 1.0\n\
             Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Va la lista</p>{ATTACK}\n\
             --x\nContent-Type: text/plain; name=\"a\"\nContent-Disposition: attachment; filename=\"<img src=x onerror=window.hit=1>.txt\"\n\nAdjunto\n--x--\n"
        ),
    );
    put("curva \u{202e}fdp.txt", "El nombre \u{202e}engaña\u{202c} y el texto \u{0} también.\n".into());
}

/// A page whose title and text are the attack.
fn pdf() -> String {
    let text = ATTACK.replace('(', "\\(").replace(')', "\\)");
    let operators = format!("BT /F 8 Tf 20 700 Td ({text}) Tj ET");
    format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>\nendobj\n\
         4 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
         5 0 obj\n<</Length {}>>stream\n{operators}\nendstream\nendobj\n6 0 obj\n<</Title({text})>>\nendobj\n\
         trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\n%%EOF\n",
        operators.len()
    )
}

/// Nothing of the page runs, loads or leads to more than the program wrote.
fn check(browser: &Browser, served: &Served, path: &str) {
    assert_eq!(browser.open(&served.at(path)), 200, "{path}");
    assert_eq!(browser.evaluate("typeof window.hit"), "undefined", "{path}");
    let foreign = browser.evaluate(
        "[...document.querySelectorAll('script:not([src]), [onload], [onerror], iframe, object, embed, b, svg[onload], \
         img:not([src^=\"/item/\"]), a[href^=\"javascript:\"], link[rel=preload], base')].map(it => it.outerHTML)",
    );
    assert_eq!(foreign, serde_json::json!([]), "{path}");
    assert_eq!(browser.take_complaints(), [""; 0], "{path}");
    let outside: Vec<String> =
        browser.take_requests().into_iter().filter(|address| !address.starts_with(&served.at("/"))).collect();
    assert_eq!(outside, [""; 0], "{path}");
}

#[test]
fn it_stays_text() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::of(write);
    served.enter(&browser);
    let items = served.items();
    assert_eq!(items.len(), 7, "{items:?}");
    for scripts in [true, false] {
        browser.set_scripts(scripts);
        for path in [
            "/",
            "/items",
            "/quotes",
            "/timeline",
            "/figures",
            "/ledger",
            "/log",
            "/verify",
            "/search?q=hit",
            "/search?q=%3Cscript%3Ehit%28",
        ] {
            check(&browser, &served, path);
        }
        for (name, path) in &items {
            check(&browser, &served, path);
            check(&browser, &served, &format!("{path}?at=c0-5"));
            check(&browser, &served, &format!("{path}/cite?at=c0-5"));
            check(&browser, &served, &format!("{path}/cite?find=%3Cscript%3Ewindow.hit%3D1%3C/script%3E"));
            if name.ends_with(".csv") {
                check(&browser, &served, &format!("{path}/table/0"));
            }
            if name.ends_with(".pdf") {
                check(&browser, &served, &format!("{path}/page/1?at=c0-5"));
            }
        }
    }
    browser.set_scripts(true);
    for name in [NAME, "lista.csv", "acta.pdf", "correo.eml"] {
        browser.open(&served.at(&served.item(name)));
        let shown = browser.text_of("document.querySelector('.document').textContent");
        assert!(shown.contains("<script>window.hit=1,alert('hit')</script>"), "{name}: {shown}");
    }
    browser.open(&served.at(&served.item(NAME)));
    assert_eq!(browser.text_of("document.querySelector('h1').textContent"), NAME);
}
