//! Fuzzes the reader of PDF files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(&["a.pdf"], data));
