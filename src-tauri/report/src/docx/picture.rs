//! Photos in the text: JPEG files as they are.

use super::xml::Xml;
use crate::ReportError;
use crate::flow::{Picture, Pictures};
use crate::page::PictureId;

/// English metric units in a point, the unit of drawings (ECMA-376, 20.1.2.1).
const EMU: f32 = 12_700.0;
/// Names a drawing that is a picture.
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Gives the name of a picture's part.
pub(super) fn part(id: PictureId) -> String {
    format!("word/media/photo{:05}.jpeg", id.0 + 1)
}

/// Gives the name of the relation that leads to a picture.
pub(super) fn relation(id: PictureId) -> String {
    format!("rIdPhoto{}", id.0 + 1)
}

/// Reads a picture, and sees that it is the one the survey names.
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

/// Gives the extent of a picture no wider than `width` points and no higher than three quarters of it.
pub(super) fn size(picture: &Picture, width: f32) -> [i64; 2] {
    let (wide, high) = (picture.width as f32, picture.height as f32);
    let scale = (width / wide).min(width * 0.75 / high);
    [wide, high].map(|length| (length * scale * EMU) as i64)
}

/// Places a picture in a line.
pub(super) fn place(xml: &mut Xml, id: PictureId, picture: &Picture, alt: &str, width: f32) {
    let size = size(picture, width);
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    inline(xml, id, size, alt, PICTURE, |xml| body(xml, id, size, alt));
    xml.close("w:drawing");
    xml.close("w:r");
}

/// Writes what surrounds a drawing in a line; `kind` names what is within.
pub(super) fn inline(
    xml: &mut Xml,
    id: PictureId,
    [wide, high]: [i64; 2],
    alt: &str,
    kind: &str,
    within: impl FnOnce(&mut Xml),
) {
    let number = (id.0 + 1).to_string();
    xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
    xml.empty("wp:extent", &[("cx", &wide.to_string()), ("cy", &high.to_string())]);
    xml.empty("wp:docPr", &[("id", &number), ("name", &number), ("descr", alt)]);
    xml.open("a:graphic", &[]);
    xml.open("a:graphicData", &[("uri", kind)]);
    within(xml);
    xml.close("a:graphicData");
    xml.close("a:graphic");
    xml.close("wp:inline");
}

/// Writes the picture itself.
pub(super) fn body(xml: &mut Xml, id: PictureId, [wide, high]: [i64; 2], alt: &str) {
    let number = (id.0 + 1).to_string();
    xml.open("pic:pic", &[]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &[("id", &number), ("name", &number), ("descr", alt)]);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close("pic:nvPicPr");
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", &relation(id))]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close("a:stretch");
    xml.close("pic:blipFill");
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &wide.to_string()), ("cy", &high.to_string())]);
    xml.close("a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    xml.close("pic:spPr");
    xml.close("pic:pic");
}
