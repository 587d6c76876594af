//! Fuzzes the readers of ZIP, WACZ, TAR and gzip files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(
    &["a.zip", "a.wacz", "a.tar", "a.gz", "a.tgz"],
    data
));
