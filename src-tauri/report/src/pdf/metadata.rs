//! What the file says about itself to machines: XMP (ISO 16684-1), in step with the information dictionary.

use super::Properties;
use quick_xml::escape::escape;
use std::borrow::Cow;

/// What made the file, as in the information dictionary.
pub(super) const CREATOR: &str = concat!("Tanfang ", env!("CARGO_PKG_VERSION"));
pub(super) const PRODUCER: &str = CREATOR;

/// The schema of PDF/UA's own field, which PDF/A wants explained (ISO 19005-2, 6.6.2.3).
const EXTENSION: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// Gives the packet.
pub(super) fn packet(properties: &Properties) -> String {
    let date = date(&properties.date);
    let any = r#" xml:lang="x-default""#;
    let field = |name: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("<{name}>{}</{name}>\n", plain(value)) }
    };
    let list = |name: &str, kind: &str, attribute: &str, value: &str| {
        if value.is_empty() {
            return String::new();
        }
        let value = plain(value);
        format!("<{name}><rdf:{kind}><rdf:li{attribute}>{value}</rdf:li></rdf:{kind}></{name}>\n")
    };
    let about = [
        field("pdfaid:part", "2"),
        field("pdfaid:conformance", "A"),
        field("pdfuaid:part", "1"),
        field("dc:format", "application/pdf"),
        field("pdf:Producer", PRODUCER),
        field("pdf:Keywords", &properties.keywords),
        field("xmp:CreatorTool", CREATOR),
        field("xmp:CreateDate", &date),
        field("xmp:ModifyDate", &date),
        list("dc:title", "Alt", any, &properties.title),
        list("dc:creator", "Seq", "", &properties.author),
        list("dc:description", "Alt", any, &properties.subject),
        list("dc:language", "Bag", "", &properties.language),
    ]
    .concat();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         {about}</rdf:Description>\n{EXTENSION}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Gives a day as XMP writes it, at midnight in China; empty where there is none.
fn date(day: &str) -> String {
    if day.is_empty() { String::new() } else { format!("{day}T00:00:00+08:00") }
}

/// Makes text fit to stand between tags.
fn plain(text: &str) -> Cow<'_, str> {
    escape(text)
}
