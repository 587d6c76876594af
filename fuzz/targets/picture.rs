//! Fuzzes the readers of PNG, JPEG and TIFF pictures.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(&["a.png", "a.jpg", "a.tif"], data));
