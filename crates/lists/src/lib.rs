//! Finds lists of people in tables and in lines of text, guesses what their columns hold and says why, and cuts the rows of
//! lists that a person declared. A proposal is a guess for a person to judge. Alters no word and joins no two people; every
//! span it gives slices the text that it was given.

mod columns;
mod cut;
mod dates;
mod grid;
mod headings;
mod keys;
mod known;
mod lines;
mod name;
mod rows;
mod runs;
mod shape;
mod text;

pub use cut::{Piece, cut};
pub use grid::{Grid, GridCell, GridRow, HEAD, MOST_COLUMNS, Tables};
pub use keys::{document_key, name_key};
pub use lines::{LineRow, Lines, MOST_ROW};
pub use rows::{RowCell, judge};
pub use runs::Scanner;
pub use shape::{fits, reads_as};
