//! Draws one page of a PDF or picture afresh as a PNG, so that people see it without opening the original. Never hands
//! on a byte of the original as it came, and runs nothing that it holds.

use std::io;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use model::DefectKind;
use serde::{Deserialize, Serialize};

use crate::format::{self, Format};
use crate::host::Input;
use crate::{pdf, picture};

/// The most pixels of a drawing. What would have more is drawn coarser.
pub const MOST_PIXELS: u32 = 16_000_000;

/// The longest side of a drawing, in pixels; browsers show no longer one everywhere.
pub const LONGEST_SIDE: u32 = 16_000;

/// A page drawn as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The picture, in colour or shades of grey, without a transparent pixel.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The page's own width, in the unit of [`model::Rect`], as its [`model::PartKind::Page`] gives it.
    pub page_width: i32,
    /// The page's own height, in the same unit.
    pub page_height: i32,
}

/// Why a page was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NotDrawn {
    /// What has pages to draw is PDF, PNG, JPEG and TIFF. Show the text, or offer the original for download.
    #[error("it is no PDF, PNG, JPEG or TIFF")]
    NoPages,
    /// The page's number is 0 or beyond the last one.
    #[error("it has {pages} pages")]
    NoSuchPage {
        /// How many there are.
        pages: u32,
    },
    /// Something that a reading reports as well, by the same kinds.
    #[error("{kind:?}: {detail}")]
    Defect {
        /// What.
        kind: DefectKind,
        /// The library's or system's words.
        detail: String,
    },
}

impl From<io::Error> for NotDrawn {
    fn from(error: io::Error) -> Self {
        Self::Defect { kind: DefectKind::Unreadable, detail: error.to_string() }
    }
}

/// Draws page `number` (from 1; a picture is page 1, a TIFF may have more) of `input` about `width` pixels wide, on
/// white. `name` is a hint as in [`crate::Request`].
///
/// A PDF page is drawn as it is shown: cropped and turned, without what layers hide. A picture is turned as it says of
/// itself, which is how its words were recognised, and is never enlarged.
///
/// # Errors
/// When there is no such page, or it cannot be drawn.
pub fn draw(input: &mut dyn Input, name: &str, number: u32, width: u32) -> Result<Drawing, NotDrawn> {
    let format = format::peek(input, name)?;
    if !matches!(format, Format::Pdf | Format::Png | Format::Jpeg | Format::Tiff) {
        return Err(NotDrawn::NoPages);
    }
    let mut bytes = Vec::new();
    input.rewind()?;
    input.read_to_end(&mut bytes)?;
    let canvas = match format {
        Format::Pdf => pdf::draw(bytes, number, width)?,
        _ => picture::draw(bytes, format, number, width)?,
    };
    let (page_width, page_height) = canvas.page;
    let (width, height) = canvas.image.dimensions();
    Ok(Drawing { png: png(canvas.image), width, height, page_width, page_height })
}

/// A drawn page.
pub(crate) struct Canvas {
    /// Its pixels.
    pub(crate) image: RgbImage,
    /// Its own width and height, in the unit of [`model::Rect`].
    pub(crate) page: (i32, i32),
}

/// How many pixels wide and high a page of such a size is drawn when `wanted` pixels of width are asked for.
pub(crate) fn pixels(width: f64, height: f64, wanted: u32) -> (u32, u32) {
    let fitting = (f64::from(MOST_PIXELS) / (width * height)).sqrt();
    let scale = (f64::from(wanted) / width).min(fitting);
    // In this order, so that what is no number becomes one pixel.
    let side = |length: f64| (length * scale).floor().max(1.0).min(f64::from(LONGEST_SIDE)) as u32;
    (side(width), side(height))
}

fn png(image: RgbImage) -> Vec<u8> {
    let (width, height) = image.dimensions();
    let is_grey = image.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let (samples, colours) = if is_grey {
        (image.as_raw().chunks_exact(3).map(|pixel| pixel[0]).collect(), ExtendedColorType::L8)
    } else {
        (image.into_raw(), ExtendedColorType::Rgb8)
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up)
        .write_image(&samples, width, height, colours)
        .expect("the samples have the picture's size, and memory takes all bytes");
    bytes
}
