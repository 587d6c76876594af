//! Fuzzes the readers of text, tables and subtitles.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(
    &["a.txt", "a.md", "a.csv", "a.tsv", "a.srt", "a.vtt"],
    data
));
