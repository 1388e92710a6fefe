//! Arrows, boxes and texts over a photo: a group of the picture and shapes, for every word processor that knows groups.
//!
//! The others show the picture alone (ECMA-376, part 3: alternate content). What is blurred is in the picture already.

use super::picture::{self, Shown};
use super::xml::Xml;
use tanfang_survey::model::{FAR, Mark, MarkKind};

const GROUP: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
const INK: &str = "B01810";
const WHITE: &str = "FFFFFF";
/// Height of a text and width of a full-width character in it, in English metric units: 9 points.
const EM: i64 = 9 * 12_700;

/// Places a picture with what is drawn on it.
pub(super) fn place(xml: &mut Xml, shown: Shown<'_>, marks: &[Mark]) {
    let drawn: Vec<&Mark> = marks.iter().filter(|mark| mark.kind != MarkKind::Blur).collect();
    if drawn.is_empty() {
        return picture::place(xml, shown);
    }
    let size = shown.size;
    xml.open("w:r", &[]);
    xml.open("mc:AlternateContent", &[]);
    xml.open("mc:Choice", &[("Requires", "wpg")]);
    xml.open("w:drawing", &[]);
    picture::inline(xml, shown, GROUP, |xml| {
        xml.open("wpg:wgp", &[]);
        xml.empty("wpg:cNvGrpSpPr", &[]);
        xml.open("wpg:grpSpPr", &[]);
        xml.open("a:xfrm", &[]);
        let [wide, high] = size.map(|length| length.to_string());
        for (corner, extent) in [("a:off", "a:ext"), ("a:chOff", "a:chExt")] {
            xml.empty(corner, &[("x", "0"), ("y", "0")]);
            xml.empty(extent, &[("cx", &wide), ("cy", &high)]);
        }
        xml.close("a:xfrm");
        xml.close("wpg:grpSpPr");
        picture::body(xml, shown);
        for mark in drawn {
            shape(xml, mark, size);
        }
        xml.close("wpg:wgp");
    });
    xml.close("w:drawing");
    xml.close("mc:Choice");
    xml.open("mc:Fallback", &[]);
    xml.open("w:drawing", &[]);
    picture::inline(xml, shown, picture::PICTURE, |xml| picture::body(xml, shown));
    xml.close("w:drawing");
    xml.close("mc:Fallback");
    xml.close("mc:AlternateContent");
    xml.close("w:r");
}

fn shape(xml: &mut Xml, mark: &Mark, [wide, high]: [i64; 2]) {
    let at = |(x, y): (u16, u16)| (wide * i64::from(x) / i64::from(FAR), high * i64::from(y) / i64::from(FAR));
    let (from, to) = (at(mark.from), at(mark.to));
    let mut corner = (from.0.min(to.0), from.1.min(to.1));
    let mut extent = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    let mut turned = Vec::new();
    if mark.kind == MarkKind::Arrow {
        turned.extend((from.0 > to.0).then_some(("flipH", "1")));
        turned.extend((from.1 > to.1).then_some(("flipV", "1")));
    }
    if mark.kind == MarkKind::Text {
        // What begins near the edge is moved in, as on the pages.
        let ems: i64 = mark.text.chars().map(|character| if character.is_ascii() { 6 } else { 10 }).sum();
        extent = ((EM * ems / 10 + EM * 2).min(wide), EM * 8 / 5);
        corner = (from.0.min(wide - extent.0).max(0), from.1.min(high - extent.1).max(0));
    }
    xml.open("wps:wsp", &[]);
    if mark.kind == MarkKind::Text {
        xml.empty("wps:cNvSpPr", &[("txBox", "1")]);
    } else {
        xml.empty("wps:cNvSpPr", &[]);
    }
    xml.open("wps:spPr", &[]);
    xml.open("a:xfrm", &turned);
    xml.empty("a:off", &[("x", &corner.0.to_string()), ("y", &corner.1.to_string())]);
    xml.empty("a:ext", &[("cx", &extent.0.to_string()), ("cy", &extent.1.to_string())]);
    xml.close("a:xfrm");
    xml.open("a:prstGeom", &[("prst", if mark.kind == MarkKind::Arrow { "line" } else { "rect" })]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    if mark.kind == MarkKind::Text {
        colour(xml, WHITE);
    } else {
        if mark.kind == MarkKind::Box {
            xml.empty("a:noFill", &[]);
        }
        xml.open("a:ln", &[("w", "25400")]);
        colour(xml, INK);
        if mark.kind == MarkKind::Arrow {
            xml.empty("a:tailEnd", &[("type", "triangle")]);
        }
        xml.close("a:ln");
    }
    xml.close("wps:spPr");
    if mark.kind == MarkKind::Text {
        words(xml, &mark.text);
    } else {
        xml.empty("wps:bodyPr", &[]);
    }
    xml.close("wps:wsp");
}

fn colour(xml: &mut Xml, value: &str) {
    xml.open("a:solidFill", &[]);
    xml.empty("a:srgbClr", &[("val", value)]);
    xml.close("a:solidFill");
}

fn words(xml: &mut Xml, text: &str) {
    xml.open("wps:txbx", &[]);
    xml.open("w:txbxContent", &[]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0")]);
    xml.value("w:jc", "left");
    xml.close("w:pPr");
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    xml.value("w:sz", 18);
    xml.close("w:rPr");
    xml.element("w:t", &[("xml:space", "preserve")], text);
    xml.close("w:r");
    xml.close("w:p");
    xml.close("w:txbxContent");
    xml.close("wps:txbx");
    xml.empty(
        "wps:bodyPr",
        &[("wrap", "none"), ("lIns", "36000"), ("tIns", "0"), ("rIns", "36000"), ("bIns", "0"), ("anchor", "ctr")],
    );
}
