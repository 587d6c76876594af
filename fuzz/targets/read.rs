//! Any bytes under any name: the first byte picks an ending, so that detection reaches every format.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(NAMES, data));

const NAMES: &[&str] = &[
    "a",
    "a.txt",
    "a.md",
    "a.csv",
    "a.tsv",
    "a.srt",
    "a.vtt",
    "a.html",
    "a.eml",
    "a.mbox",
    "a.pdf",
    "a.png",
    "a.jpg",
    "a.tif",
    "a.docx",
    "a.odt",
    "a.ods",
    "a.xlsx",
    "a.zip",
    "a.wacz",
    "a.tar",
    "a.gz",
    "a.warc",
    "a.warc.gz",
];
