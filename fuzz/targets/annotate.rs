//! Fuzzes the annotate room: any text at all, twice; every span slices to words.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let options = annotate::Options::default();
    let found = annotate::annotate(&text, &options);
    assert_eq!(found, annotate::annotate(&text, &options));
    let quotations = found.quotations.iter().flat_map(|it| it.content.iter().chain(&it.cue).chain(&it.source));
    let spans = quotations.chain(found.mentions.iter().map(|it| &it.span)).chain(found.dates.iter().map(|it| &it.span));
    for span in spans.chain(found.quantities.iter().map(|it| &it.span)) {
        assert!(span.slice(&text).is_some_and(|words| !words.is_empty()));
    }
});
