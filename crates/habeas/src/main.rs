//! habeas
fn main() {}
