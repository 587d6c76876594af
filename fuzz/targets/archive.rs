//! ZIP, WACZ, TAR and gzip.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(
    &["a.zip", "a.wacz", "a.tar", "a.gz", "a.tgz"],
    data
));
