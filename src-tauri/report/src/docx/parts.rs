//! The parts around the text: what the package holds, styles, lists, header and footer, properties.

use super::body::{hex_of, lists_in};
use super::picture::Source;
use super::xml::{Attributes, Xml};
use super::{Docx, twips};
use crate::text::{Align, TextStyle};

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Typefaces that word processors in China have; any other one they put in its place.
const LATIN: &str = "Arial";
const CHINESE: &str = "Microsoft YaHei";

pub(super) const NAMESPACES: Attributes<'static> = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", OFFICE),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", super::picture::PICTURE),
    ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("xmlns:wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
    ("xmlns:wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
];

/// Gives all parts but the pictures, in the order in which they are written.
pub(super) fn all(docx: &Docx<'_>, shown: &[Source], document: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(docx)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", document_relations(shown)),
        ("word/styles.xml", styles(docx)),
        ("word/numbering.xml", numbering(docx)),
        ("word/settings.xml", settings(docx)),
        ("word/header1.xml", header(docx)),
        ("word/footer1.xml", footer(docx)),
    ];
    parts.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

fn content_types() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    for (extension, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("jpeg", "image/jpeg"),
        ("png", "image/png"),
    ] {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ] {
        let (part, kind) = (format!("/word/{part}.xml"), format!("{WORD}.{kind}+xml"));
        xml.empty("Override", &[("PartName", &part), ("ContentType", &kind)]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.close("Types");
    xml.into_bytes()
}

fn relations(all: &[(String, String, String)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", RELATIONS)]);
    for (id, kind, target) in all {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.close("Relationships");
    xml.into_bytes()
}

fn package_relations() -> Vec<u8> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        ("rIdDocument".to_owned(), format!("{OFFICE}/officeDocument"), "word/document.xml".to_owned()),
        ("rIdCore".to_owned(), core.to_owned(), "docProps/core.xml".to_owned()),
    ])
}

fn document_relations(shown: &[Source]) -> Vec<u8> {
    let part = |id: &str, kind: &str, target: &str| (id.to_owned(), format!("{OFFICE}/{kind}"), target.to_owned());
    let mut all = vec![
        part("rIdStyles", "styles", "styles.xml"),
        part("rIdNumbering", "numbering", "numbering.xml"),
        part("rIdSettings", "settings", "settings.xml"),
        part("rIdHeader", "header", "header1.xml"),
        part("rIdFooter", "footer", "footer1.xml"),
    ];
    for one in shown {
        all.push(part(&one.relation(), "image", one.part().trim_start_matches("word/")));
    }
    relations(&all)
}

fn core(docx: &Docx<'_>) -> Vec<u8> {
    let properties = docx.properties;
    let mut xml = Xml::new();
    let namespaces: Attributes<'_> = &[
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.open("cp:coreProperties", namespaces);
    for (name, text) in [
        ("dc:title", &properties.title),
        ("dc:subject", &properties.subject),
        ("dc:creator", &properties.author),
        ("cp:keywords", &properties.keywords),
        ("dc:language", &properties.language),
    ] {
        xml.element(name, &[], text);
    }
    xml.element("dc:description", &[], docx.note);
    if !properties.date.is_empty() {
        let at = format!("{}T00:00:00Z", properties.date);
        xml.element("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &at);
        xml.element("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &at);
    }
    xml.close("cp:coreProperties");
    xml.into_bytes()
}

fn styles(docx: &Docx<'_>) -> Vec<u8> {
    let theme = docx.theme;
    let mut xml = Xml::new();
    xml.open("w:styles", NAMESPACES);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    let fonts: Attributes<'_> = &[("w:ascii", LATIN), ("w:eastAsia", CHINESE), ("w:hAnsi", LATIN), ("w:cs", LATIN)];
    xml.empty("w:rFonts", fonts);
    xml.value("w:sz", (theme.body().size * 2.0) as i64);
    language(&mut xml, "w:lang", &docx.properties.language);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.empty("w:pPrDefault", &[]);
    xml.close("w:docDefaults");
    style(&mut xml, "Normal", "Normal", None, theme.body(), [0.0, 6.0]);
    for level in 1..=3_u8 {
        let (text, before, after) = theme.heading(level);
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        style(&mut xml, &id, &name, Some(level - 1), text, [before, after]);
    }
    style(&mut xml, "Caption", "caption", None, theme.caption(), [0.0, 4.0]);
    xml.close("w:styles");
    xml.into_bytes()
}

fn style(xml: &mut Xml, id: &str, name: &str, outline: Option<u8>, text: TextStyle, [before, after]: [f32; 2]) {
    let usual: &[(&str, &str)] = if id == "Normal" { &[("w:default", "1")] } else { &[] };
    let attributes: Vec<(&str, &str)> =
        [("w:type", "paragraph"), ("w:styleId", id)].iter().chain(usual).copied().collect();
    xml.open("w:style", &attributes);
    xml.value("w:name", name);
    if id != "Normal" {
        xml.value("w:basedOn", "Normal");
        xml.value("w:next", "Normal");
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if outline.is_some() {
        xml.empty("w:keepNext", &[]);
    }
    let [before, after, line] = [before, after, text.line_height()].map(|points| twips(points).to_string());
    xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "atLeast")]);
    xml.value("w:jc", if text.align == Align::Justify { "both" } else { "left" });
    if let Some(level) = outline {
        xml.value("w:outlineLvl", level);
    }
    xml.close("w:pPr");
    run_of(xml, text);
    xml.close("w:style");
}

fn run_of(xml: &mut Xml, text: TextStyle) {
    xml.open("w:rPr", &[]);
    if text.weight == crate::font::Weight::Bold {
        xml.empty("w:b", &[]);
    }
    xml.value("w:color", hex_of(text.colour));
    xml.value("w:sz", (text.size * 2.0).round() as i64);
    xml.close("w:rPr");
}

/// Names the language of the text; Chinese is met among Latin letters, and Latin letters in Chinese text.
fn language(xml: &mut Xml, name: &str, tag: &str) {
    let latin = if tag.starts_with("zh") { "en-US" } else { tag };
    xml.empty(name, &[("w:val", latin), ("w:eastAsia", "zh-CN")]);
}

fn numbering(docx: &Docx<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:numbering", NAMESPACES);
    let lists = lists_in(&docx.flow.blocks);
    for list in 1..=lists {
        xml.open("w:abstractNum", &[("w:abstractNumId", &list.to_string())]);
        xml.value("w:multiLevelType", "singleLevel");
        xml.open("w:lvl", &[("w:ilvl", "0")]);
        xml.value("w:start", 1);
        xml.value("w:numFmt", "decimal");
        xml.value("w:lvlText", "%1.");
        xml.value("w:lvlJc", "left");
        xml.open("w:pPr", &[]);
        xml.empty("w:ind", &[("w:left", "420"), ("w:hanging", "420")]);
        xml.close("w:pPr");
        xml.close("w:lvl");
        xml.close("w:abstractNum");
    }
    for list in 1..=lists {
        xml.open("w:num", &[("w:numId", &list.to_string())]);
        xml.value("w:abstractNumId", list);
        xml.close("w:num");
    }
    xml.close("w:numbering");
    xml.into_bytes()
}

fn settings(docx: &Docx<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:settings", NAMESPACES);
    xml.value("w:characterSpacingControl", "compressPunctuation");
    // The layout of today's word processors, not that of 2007.
    xml.open("w:compat", &[]);
    let office = "http://schemas.microsoft.com/office/word";
    xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", office), ("w:val", "15")]);
    xml.close("w:compat");
    language(&mut xml, "w:themeFontLang", &docx.properties.language);
    xml.close("w:settings");
    xml.into_bytes()
}

/// Writes a line with something at both ends.
fn line(xml: &mut Xml, docx: &Docx<'_>, left: &str, right: impl FnOnce(&mut Xml)) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.open("w:tabs", &[]);
    xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &twips(docx.geometry.column()).to_string())]);
    xml.close("w:tabs");
    xml.value("w:jc", "left");
    xml.close("w:pPr");
    run(xml, docx, |xml| {
        for (place, line) in left.lines().enumerate() {
            if place > 0 {
                xml.empty("w:br", &[]);
            }
            xml.element("w:t", &[("xml:space", "preserve")], line);
        }
    });
    run(xml, docx, |xml| xml.empty("w:tab", &[]));
    right(xml);
    xml.close("w:p");
}

fn run(xml: &mut Xml, docx: &Docx<'_>, what: impl FnOnce(&mut Xml)) {
    xml.open("w:r", &[]);
    run_of(xml, docx.theme.running());
    what(xml);
    xml.close("w:r");
}

fn header(docx: &Docx<'_>) -> Vec<u8> {
    let running = docx.running;
    let mut xml = Xml::new();
    xml.open("w:hdr", NAMESPACES);
    if let Some(mark) = &running.mark {
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.value("w:jc", "center");
        xml.close("w:pPr");
        xml.open("w:r", &[]);
        run_of(&mut xml, docx.theme.running().bold().coloured(docx.theme.text));
        xml.element("w:t", &[], mark);
        xml.close("w:r");
        xml.close("w:p");
    }
    line(&mut xml, docx, &running.header_left, |xml| {
        run(xml, docx, |xml| xml.element("w:t", &[], &running.header_right));
    });
    xml.close("w:hdr");
    xml.into_bytes()
}

fn footer(docx: &Docx<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:ftr", NAMESPACES);
    line(&mut xml, docx, &docx.running.footer_left, |xml| {
        field(xml, docx, "PAGE");
        run(xml, docx, |xml| xml.element("w:t", &[("xml:space", "preserve")], " / "));
        field(xml, docx, "NUMPAGES");
    });
    xml.open("w:p", &[]);
    run(&mut xml, docx, |xml| xml.element("w:t", &[], docx.note));
    xml.close("w:p");
    xml.close("w:ftr");
    xml.into_bytes()
}

fn field(xml: &mut Xml, docx: &Docx<'_>, code: &str) {
    xml.open("w:fldSimple", &[("w:instr", code)]);
    run(xml, docx, |xml| xml.element("w:t", &[], "1"));
    xml.close("w:fldSimple");
}
