//! The bytes of the file: objects in order, photos copied straight from disk, cross-references as a stream.
//!
//! `lopdf` can save a document by itself, but only one whose photos lie in memory; with hundreds of photos that is
//! most of the report's memory. So its serialiser writes the objects, and this room the frame around them.

use crate::ReportError;
use crate::beside::Beside;
use crate::flow::{Picture, Pictures};
use crate::page::PictureId;
use lopdf::content::{Content, Operation};
use lopdf::xref::{Xref, XrefEntry, XrefStreamBuilder, XrefType};
use lopdf::{Dictionary, Document, Object, ObjectId, ObjectStream, StringFormat, dictionary};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// Objects gathered in one compressed object stream.
const GATHERED: usize = 200;

/// Saves the document beside `path`, then renames it there.
pub(super) fn save(
    document: &Document,
    photos: &BTreeMap<ObjectId, PictureId>,
    pictures: &Pictures,
    path: &Path,
) -> Result<(), ReportError> {
    let output = |source| ReportError::Output { path: path.to_owned(), source };
    let (beside, file) = Beside::create(path).map_err(output)?;
    let mut sink = Sink { inner: BufWriter::with_capacity(1 << 16, file), hasher: blake3::Hasher::new(), at: 0 };
    write(document, photos, pictures, &mut sink).map_err(|stop| match stop {
        Stop::Output(source) => output(source),
        Stop::Report(error) => error,
    })?;
    let file = sink.inner.into_inner().map_err(|error| output(error.into_error()))?;
    file.sync_all().map_err(output)?;
    drop(file);
    beside.rename(path).map_err(output)
}

enum Stop {
    Output(io::Error),
    Report(ReportError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<lopdf::Error> for Stop {
    fn from(error: lopdf::Error) -> Self {
        Self::Report(ReportError::Document(error.to_string()))
    }
}

/// Counts and hashes what is written: offsets for the cross-references, the hash for the file identifier.
struct Sink<W> {
    inner: W,
    hasher: blake3::Hasher,
    at: u64,
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.at += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W> Sink<W> {
    fn offset(&self) -> Result<XrefEntry, Stop> {
        let too_large = || Stop::Output(io::Error::from(io::ErrorKind::FileTooLarge));
        Ok(XrefEntry::Normal { offset: u32::try_from(self.at).map_err(|_| too_large())?, generation: 0 })
    }
}

fn write<W: Write>(
    document: &Document,
    photos: &BTreeMap<ObjectId, PictureId>,
    pictures: &Pictures,
    sink: &mut Sink<W>,
) -> Result<(), Stop> {
    let mut xref = Xref::new(document.max_id + 1, XrefType::CrossReferenceStream);
    // The second line marks the file as binary (ISO 32000-1, 7.5.2).
    write!(sink, "%PDF-{}\n%", document.version)?;
    sink.write_all(&[0xe6, 0x8e, 0xa2, 0xe8, b'\n'])?;

    let mut gathered = vec![gather()];
    for (id, object) in &document.objects {
        match (photos.get(id).and_then(|picture| pictures.get(*picture)), object) {
            (Some(picture), _) => {
                xref.insert(id.0, sink.offset()?);
                photo(*id, picture, sink)?;
            }
            (None, Object::Stream(stream)) => {
                xref.insert(id.0, sink.offset()?);
                stream_object(id.0, &stream.dict, &stream.content, sink)?;
            }
            (None, plain) => {
                if gathered.last().is_some_and(|last| last.object_count() >= GATHERED) {
                    gathered.push(gather());
                }
                if let Some(last) = gathered.last_mut() {
                    last.add_object(*id, plain.clone())?;
                }
            }
        }
    }
    let mut next = document.max_id + 1;
    for stream in gathered.iter().filter(|stream| stream.object_count() > 0) {
        let mut inside: Vec<u32> = stream.objects.keys().map(|id| id.0).collect();
        inside.sort_unstable();
        for (index, id) in inside.into_iter().enumerate() {
            xref.insert(id, XrefEntry::Compressed { container: next, index: index as u16 });
        }
        let object = stream.to_stream_object()?;
        xref.insert(next, sink.offset()?);
        stream_object(next, &object.dict, &object.content, sink)?;
        next += 1;
    }
    let start = sink.at;
    xref.insert(next, sink.offset()?);
    xref.insert(0, XrefEntry::Free);
    let mut references = XrefStreamBuilder::new(&xref).to_stream_object()?;
    // lopdf 0.44 announces this stream as compressed and then leaves it as it is.
    references.dict.remove(b"Filter");
    references.compress()?;
    for key in [b"Root".as_slice(), b"Info"] {
        references.dict.set(key, document.trailer.get(key)?.clone());
    }
    let identity = sink.hasher.finalize().as_bytes()[..16].to_vec();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    references.dict.set("ID", vec![identity.clone(), identity]);
    references.dict.set("Size", i64::from(next) + 1);
    stream_object(next, &references.dict, &references.content, sink)?;
    write!(sink, "startxref\n{start}\n%%EOF\n")?;
    sink.flush()?;
    Ok(())
}

fn gather() -> ObjectStream {
    ObjectStream::builder().max_objects(GATHERED).compression_level(6).build()
}

fn stream_object<W: Write>(id: u32, dict: &Dictionary, content: &[u8], sink: &mut Sink<W>) -> Result<(), Stop> {
    let mut dict = dict.clone();
    dict.set("Length", content.len() as i64);
    open_stream(id, dict, sink)?;
    sink.write_all(content)?;
    sink.write_all(b"\nendstream\nendobj\n")?;
    Ok(())
}

fn open_stream<W: Write>(id: u32, dict: Dictionary, sink: &mut Sink<W>) -> Result<(), Stop> {
    // An operator without a name: lopdf's way of writing a bare object.
    let operation = Operation::new("", vec![Object::Dictionary(dict)]);
    let bytes = Content { operations: vec![operation] }.encode()?;
    writeln!(sink, "{id} 0 obj")?;
    sink.write_all(bytes.trim_ascii_end())?;
    sink.write_all(b"\nstream\n")?;
    Ok(())
}

/// Copies a photo's bytes into the file as they are, checking that they are the ones the survey names.
fn photo<W: Write>(id: ObjectId, picture: &Picture, sink: &mut Sink<W>) -> Result<(), Stop> {
    let path = &picture.source.path;
    let unreadable = |source| Stop::Report(ReportError::PhotoUnreadable { path: path.clone(), source });
    let changed = || Stop::Report(ReportError::PhotoChanged { path: path.clone() });
    let colours = match picture.components {
        1 => "DeviceGray",
        _ => "DeviceRGB",
    };
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => colours,
        "BitsPerComponent" => 8,
        "Filter" => "DCTDecode",
        "Length" => picture.length as i64,
    };
    open_stream(id.0, dict, sink)?;
    if let Some(bytes) = &picture.made {
        sink.write_all(bytes)?;
        sink.write_all(b"\nendstream\nendobj\n")?;
        return Ok(());
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        length += count as u64;
        hasher.update(&buffer[..count]);
        sink.write_all(&buffer[..count])?;
    }
    if length != picture.length || *hasher.finalize().as_bytes() != picture.source.hash {
        return Err(changed());
    }
    sink.write_all(b"\nendstream\nendobj\n")?;
    Ok(())
}
