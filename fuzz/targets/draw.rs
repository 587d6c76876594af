//! Fuzzes the drawing of pages, of PDF files and pictures.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::draw(data));
