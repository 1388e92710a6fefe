//! Pictures in the text: photos as the JPEG files they are, drawings as PNG.

use super::xml::Xml;
use crate::ReportError;
use crate::flow::{Picture, Pictures};
use crate::page::PictureId;

/// English metric units in a point, the unit of drawings (ECMA-376, 20.1.2.1).
const EMU: f32 = 12_700.0;
/// Names a drawing that is a picture.
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// Names the extension that says of a drawing that it is not read out.
const DECORATIVE: &str = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";
const DECORATIVE_NAMESPACE: &str = "http://schemas.microsoft.com/office/drawing/2017/decorative";

/// Names what a part of the file shows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Photo(PictureId),
    /// A drawing, by its place among those that the text shows.
    Drawing(usize),
}

impl Source {
    /// Gives the name of the part.
    pub(super) fn part(self) -> String {
        match self {
            Self::Photo(id) => format!("word/media/photo{:05}.jpeg", id.0 + 1),
            Self::Drawing(place) => format!("word/media/drawing{:05}.png", place + 1),
        }
    }

    /// Gives the name of the relation that leads to it.
    pub(super) fn relation(self) -> String {
        match self {
            Self::Photo(id) => format!("rIdPhoto{}", id.0 + 1),
            Self::Drawing(place) => format!("rIdDrawing{}", place + 1),
        }
    }
}

/// Says how a picture stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub(super) source: Source,
    /// Its number among all that are shown: no two have the same.
    pub(super) number: u32,
    pub(super) size: [i64; 2],
    /// What it shows, in words; empty for what the words beside it say.
    pub(super) alt: &'a str,
}

/// Reads a photo, and sees that it is the one the survey names.
pub(super) fn bytes(pictures: &Pictures, id: PictureId) -> Result<Vec<u8>, ReportError> {
    let picture = pictures.get(id).ok_or_else(|| ReportError::Document("a picture that is not there".to_owned()))?;
    if let Some(made) = &picture.made {
        return Ok(made.clone());
    }
    let path = &picture.source.path;
    let bytes = std::fs::read(path).map_err(|source| ReportError::PhotoUnreadable { path: path.clone(), source })?;
    if *blake3::hash(&bytes).as_bytes() != picture.source.hash {
        return Err(ReportError::PhotoChanged { path: path.clone() });
    }
    Ok(bytes)
}

/// Gives the extent of a photo no wider than `width` points and no higher than three quarters of it.
pub(super) fn fit(picture: &Picture, width: f32) -> [i64; 2] {
    let (wide, high) = (picture.width as f32, picture.height as f32);
    let scale = (width / wide).min(width * 0.75 / high);
    extent(wide * scale, high * scale)
}

/// Gives an extent of so many points.
pub(super) fn extent(width: f32, height: f32) -> [i64; 2] {
    [width, height].map(|points| ((points * EMU) as i64).max(1))
}

/// Places a picture in a line.
pub(super) fn place(xml: &mut Xml, shown: Shown<'_>) {
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    inline(xml, shown, PICTURE, |xml| body(xml, shown));
    xml.close("w:drawing");
    xml.close("w:r");
}

/// Writes what surrounds a drawing in a line; `kind` names what is within.
pub(super) fn inline(xml: &mut Xml, shown: Shown<'_>, kind: &str, within: impl FnOnce(&mut Xml)) {
    let [wide, high] = shown.size.map(|length| length.to_string());
    let number = shown.number.to_string();
    xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
    xml.empty("wp:extent", &[("cx", &wide), ("cy", &high)]);
    xml.open("wp:docPr", &[("id", &number), ("name", &number), ("descr", shown.alt)]);
    if shown.alt.is_empty() {
        xml.open("a:extLst", &[]);
        xml.open("a:ext", &[("uri", DECORATIVE)]);
        xml.empty("adec:decorative", &[("xmlns:adec", DECORATIVE_NAMESPACE), ("val", "1")]);
        xml.close("a:ext");
        xml.close("a:extLst");
    }
    xml.close("wp:docPr");
    xml.open("a:graphic", &[]);
    xml.open("a:graphicData", &[("uri", kind)]);
    within(xml);
    xml.close("a:graphicData");
    xml.close("a:graphic");
    xml.close("wp:inline");
}

/// Writes the picture itself.
pub(super) fn body(xml: &mut Xml, shown: Shown<'_>) {
    let [wide, high] = shown.size.map(|length| length.to_string());
    let number = shown.number.to_string();
    xml.open("pic:pic", &[]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &[("id", &number), ("name", &number), ("descr", shown.alt)]);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close("pic:nvPicPr");
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", &shown.source.relation())]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close("a:stretch");
    xml.close("pic:blipFill");
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &wide), ("cy", &high)]);
    xml.close("a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    xml.close("pic:spPr");
    xml.close("pic:pic");
}
