//! Review by the keyboard alone: each key's verdict is in the log, is taken back by one key, and no key judges while
//! somebody writes.

use serde_json::Value;

use crate::chromium::Browser;
use crate::served::Served;
use crate::tour;

/// The pair that the page asks about, as its form names it.
const PAIR: &str =
    "document.querySelector('form.verdict').getAttribute('action').split('/').slice(2).join(' ')";

/// The judgements in the log.
fn judgements(served: &Served) -> Vec<Value> {
    served.json(&["judgements"])["judgements"].as_array().expect("a list").clone()
}

/// The last judgement, with its pair as [`PAIR`] has it.
fn last(served: &Served) -> (Value, String) {
    let last = judgements(served).pop().expect("a judgement");
    let pair = format!("{} {}", last["one"].as_str().expect("an id"), last["other"].as_str().expect("an id"));
    (last, pair)
}

#[test]
fn a_pair_is_judged_and_taken_back_by_keys_alone() {
    let Some(browser) = Browser::start() else { return };
    for (tag, words) in [
        ("en-GB", ["Same person", "the same person", "Undo"]),
        ("es-SV", ["Misma persona", "la misma persona", "Deshacer"]),
    ] {
        let served = Served::demo();
        browser.forget_cookies();
        browser.speak(tag);
        served.enter(&browser);
        browser.open(&served.at("/review"));
        assert_eq!(browser.text_of("document.documentElement.lang"), tag[..2]);
        assert!(browser.text_of("document.querySelector('form.verdict').innerText").contains(words[0]));
        let before = judgements(&served).len();

        for (key, verdict) in [("s", "same"), ("d", "different"), ("u", "unsure")] {
            let pair = browser.text_of(PAIR);
            browser.press_and_follow(key);
            let (judged, of) = last(&served);
            assert_eq!(
                (&judged["verdict"], &judged["by"], &judged["note"]),
                (&verdict.into(), &"ana".into(), &Value::Null),
                "{tag} {judged}"
            );
            assert_eq!((of, judged["stands"].as_bool()), (pair.clone(), Some(true)), "{tag}");
            let told = browser.text_of("document.querySelector('form.last').innerText");
            assert!(told.contains(words[2]) && (key != "s" || told.contains(words[1])), "{tag}: {told}");

            browser.press_and_follow("z");
            let (judged, _) = last(&served);
            assert!(judged["stands"] == false && judged["withdrawn"].is_u64(), "{tag}: {judged}");
            assert_eq!(browser.text_of(PAIR), pair, "{tag}: the question is open again");
        }

        // Letters of a note are no verdicts, and neither is the key that ends a line.
        browser.press("n");
        assert_eq!(browser.text_of("document.activeElement.id"), "note", "{tag}");
        "dudas".chars().for_each(|letter| browser.press(&letter.to_string()));
        browser.press("Enter");
        assert_eq!(browser.text_of("document.querySelector('#note').value"), "dudas", "{tag}");
        assert_eq!(judgements(&served).len(), before + 3, "{tag}: nothing was judged");
        browser.press("Escape");
        browser.press_and_follow("u");
        let (judged, _) = last(&served);
        assert_eq!((&judged["verdict"], &judged["note"]), (&"unsure".into(), &"dudas".into()), "{tag}");

        // Somebody else at the same browser: the name stays for the next pair.
        browser.type_into("#who", "Eva Núñez");
        browser.press("Escape");
        browser.press_and_follow("d");
        assert_eq!(last(&served).0["by"], "Eva Núñez", "{tag}");
        assert_eq!(browser.text_of("document.querySelector('#who').value"), "Eva Núñez", "{tag}");
        tour::is_quiet(&browser, &served, tag);
    }
}
