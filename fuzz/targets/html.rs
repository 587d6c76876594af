//! Fuzzes the reader of web pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(&["a.html", "a.xhtml"], data));
