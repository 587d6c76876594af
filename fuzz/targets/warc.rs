//! Fuzzes the reader of web archives, plain and packed.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(&["a.warc", "a.warc.gz"], data));
