//! Writing XML: elements opened and closed in order, text and attributes escaped.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes one part of the file into memory.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Starts a part with its declaration.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    fn put(&mut self, event: Event<'_>) {
        // Memory takes everything: the error type alone allows for more.
        let _ = self.0.write_event(event);
    }

    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.put(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.put(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// Writes an element whose only attribute is `w:val`.
    pub(super) fn value(&mut self, name: &str, value: impl std::fmt::Display) {
        self.empty(name, &[("w:val", &value.to_string())]);
    }

    /// Writes text; what XML 1.0 has no sign for is left out.
    pub(super) fn text(&mut self, text: &str) {
        let legal: String = text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r') || *c >= ' ').collect();
        self.put(Event::Text(BytesText::new(&legal)));
    }

    /// Writes an element that holds a text.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}
