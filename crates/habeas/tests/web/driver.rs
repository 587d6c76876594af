//! The driver itself, on pages that do everything it must notice.

use crate::axe;
use crate::chromium::{Browser, Window};
use crate::stage::Stage;

const FIRST: &str = "<!doctype html><title>Uno</title><style>@media print { p { color: rgb(1, 2, 3) } }</style>
    <link rel=icon href='data:,'><a href='/second'>dos</a> <form action='/second'><input name=q></form> <p>Señora Núñez
    <script>document.title = 'Script ran'</script>";

const SECOND: &str = "<!doctype html><title>Dos</title><link rel=icon href='data:,'><script>
    console.error('said'); alert('asked'); setTimeout(() => { throw new Error('thrown') });
    </script><img src='http://elsewhere.invalid/pixel.png'>";

#[test]
fn it_sees_what_a_person_sees_and_notices_the_rest() {
    let Some(browser) = Browser::start() else { return };
    let stage = Stage::of(&[("/", FIRST), ("/second", SECOND), ("/second?q=%C3%B1and%C3%BA", SECOND)]);
    let home = format!("http://{}/", stage.address);

    browser.speak("es-SV,es");
    assert_eq!(browser.open(&home), 200);
    assert!(stage.heads()[0].contains("Accept-Language: es-SV,es;q=0.9"), "{:?}", stage.heads());
    browser.wait_for("document.title === 'Script ran'");
    assert_eq!(browser.text_of("navigator.language"), "es-SV");
    assert_eq!(browser.take_complaints(), [""; 0]);
    assert_eq!(browser.cookies()[0]["name"], "seen");
    browser.forget_cookies();
    assert_eq!(browser.cookies().len(), 0);

    assert_eq!(browser.evaluate("[innerWidth, devicePixelRatio]"), serde_json::json!([1280, 1]));
    browser.set_window(Window::Phone);
    assert_eq!(browser.open(&home), 200);
    assert_eq!(browser.evaluate("[screen.width, devicePixelRatio]"), serde_json::json!([390, 2]));
    assert!(browser.shoot().starts_with(b"\x89PNG"));
    browser.set_window(Window::Desktop);

    browser.set_media("print", "dark");
    assert_eq!(browser.text_of("getComputedStyle(document.querySelector('p')).color"), "rgb(1, 2, 3)");
    assert_eq!(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"), true);

    browser.set_scripts(false);
    browser.open(&home);
    assert_eq!(browser.text_of("document.title"), "Uno");
    browser.set_scripts(true);

    browser.take_requests();
    browser.type_into("input", "ñandú");
    browser.press_and_follow("Enter");
    assert_eq!(browser.text_of("location.search"), "?q=%C3%B1and%C3%BA");
    browser.open(&home);
    browser.follow("a");
    assert_eq!(browser.text_of("location.pathname"), "/second");
    let complaints = browser.take_complaints().join("\n");
    for complaint in ["said", "asked", "thrown", "elsewhere.invalid"] {
        assert!(complaints.contains(complaint), "{complaint} is not in {complaints}");
    }
    let requests = browser.take_requests();
    assert!(requests.iter().any(|address| address == "http://elsewhere.invalid/pixel.png"), "{requests:?}");
    assert_eq!(browser.open(&format!("{home}nowhere")), 404);
}

#[test]
fn it_ends_with_the_test() {
    let Some(browser) = Browser::start() else { return };
    let group = browser.group();
    let members = || {
        let processes = std::fs::read_dir("/proc").expect("Linux").filter_map(Result::ok);
        let stats = processes.filter_map(|process| std::fs::read_to_string(process.path().join("stat")).ok());
        // The fifth field is the process group; the second may hold anything, in parentheses (proc(5)).
        let groups = stats.filter_map(|stat| stat.rsplit_once(") ")?.1.split(' ').nth(2)?.parse().ok());
        groups.filter(|found: &u32| *found == group).count()
    };
    assert!(members() > 1, "a browser is many processes");
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        browser.evaluate("nothing.at.all");
    }));
    assert!(failed.is_err());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while members() > 0 {
        assert!(std::time::Instant::now() < deadline, "{} processes are left", members());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn axe_finds_what_it_should() {
    let (Some(axe), Some(browser)) = (axe::script(), Browser::start()) else { return };
    let stage = Stage::of(&[(
        "/",
        "<!doctype html><html lang=en><title>A</title><main><h1>A</h1><img src='data:,'></main>",
    )]);
    browser.open(&format!("http://{}/", stage.address));
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| axe::check(&browser, &axe, "/")));
    let words = *found.expect_err("an image without words").downcast::<String>().expect("words");
    assert!(words.contains("image-alt"), "{words}");
    browser.evaluate("document.querySelector('img').alt = 'a seal'");
    axe::check(&browser, &axe, "/");
}
