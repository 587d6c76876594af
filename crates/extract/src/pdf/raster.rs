//! Draws a page as a picture, for text recognition or for people. Pages are drawn one at a time and kept nowhere.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use crate::drawing;
use crate::host::Picture;
use crate::ocr;

/// The resolution at which text recognition works best.
const DPI: f32 = 300.0;
/// The most pixels of one picture: a sheet of 42 x 59 cm (A2) at full resolution. A larger page is drawn coarser.
const MOST_PIXELS: f32 = 36.0e6;
/// The longest side of a picture.
const LONGEST_SIDE: f32 = 32_000.0;
/// Points in an inch.
const POINTS: f32 = 72.0;

/// A page drawn in shades of grey.
#[derive(Debug)]
pub(super) struct Raster {
    /// The picture.
    pub(super) picture: Picture,
    /// Pixels for each point of the page.
    pub(super) scale: f32,
    /// Whether the page was drawn coarser than it should be.
    pub(super) coarse: bool,
}

/// The page as a picture; `None` when it is one colour all over, and so has nothing to read.
pub(super) fn draw<'a>(page: &'a Page<'a>, settings: &InterpreterSettings) -> Option<Raster> {
    let (width, height) = page.render_dimensions();
    let fitting =
        (MOST_PIXELS / (width * height)).sqrt().min(LONGEST_SIDE / width).min(LONGEST_SIDE / height);
    let scale = (DPI / POINTS).min(fitting).max(1.0 / width.min(height));
    let pixmap = pixmap(page, (scale, scale), settings);
    let grey: Vec<u8> = pixmap
        .data()
        .iter()
        .map(|pixel| {
            ((u32::from(pixel.r) * 299 + u32::from(pixel.g) * 587 + u32::from(pixel.b) * 114) / 1000) as u8
        })
        .collect();
    let bytes = ocr::grey_png(&grey, u32::from(pixmap.width()), u32::from(pixmap.height()))?;
    let picture = Picture { bytes, dpi: Some((scale * POINTS).round() as u32) };
    Some(Raster { picture, scale, coarse: scale < DPI / POINTS })
}

/// The page in colours, about `wanted` pixels wide.
pub(super) fn show<'a>(page: &'a Page<'a>, wanted: u32) -> RgbImage {
    let (width, height) = page.render_dimensions();
    let (across, down) = drawing::pixels(f64::from(width), f64::from(height), wanted);
    // The library drops what is less than a pixel.
    let scale = |pixels: u32, points: f32| (pixels as f32 + 0.01) / points;
    let pixmap = pixmap(page, (scale(across, width), scale(down, height)), &InterpreterSettings::default());
    let samples = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    RgbImage::from_raw(u32::from(pixmap.width()), u32::from(pixmap.height()), samples)
        .expect("a pixmap has as many pixels as its sides say")
}

/// The page on white, with so many pixels for each point across and down.
fn pixmap<'a>(page: &'a Page<'a>, scale: (f32, f32), settings: &InterpreterSettings) -> Pixmap {
    hayro::render(
        page,
        &RenderCache::new(),
        settings,
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale.0, y_scale: scale.1, bg_color: WHITE },
    )
}
