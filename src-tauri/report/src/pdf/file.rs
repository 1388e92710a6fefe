//! The bytes of the file: objects in order, photos copied straight from disk, cross-references as a stream.
//!
//! Photos are never held together: with hundreds of them that would be most of the report's memory. A thread reads and
//! checks the next one while the last is written. Streams are compressed side by side; how many threads there are cannot be
//! told from the bytes.

use super::object;
use crate::beside::Beside;
use crate::flow::{Picture, Pictures};
use crate::pace::{Pace, go_on};
use crate::page::PictureId;
use crate::{ReportError, Stored};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};

/// Objects gathered in one compressed object stream.
const GATHERED: usize = 200;
/// Photos read ahead of the one that is written.
const AHEAD: usize = 2;

/// Saves the document beside `path`, then renames it there; `pace` is told of each photo.
pub(super) fn save(
    document: Document,
    photos: &BTreeMap<ObjectId, PictureId>,
    pictures: &Pictures,
    path: &Path,
    pace: &mut Pace<'_>,
) -> Result<Stored, ReportError> {
    let output = |source| ReportError::Output { path: path.to_owned(), source };
    let (beside, file) = Beside::create(path).map_err(output)?;
    let mut sink = Sink { inner: BufWriter::with_capacity(1 << 16, file), hasher: blake3::Hasher::new(), at: 0 };
    let photos: Vec<(u32, &Picture)> =
        photos.iter().filter_map(|((id, _), picture)| Some((*id, pictures.get(*picture)?))).collect();
    let (trailer, pieces) = (document.trailer.clone(), Pieces::of(document));
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        let ahead = &photos;
        scope.spawn(move || {
            for (_, picture) in ahead {
                // Nobody waits any more where writing has failed.
                if sender.send(read(picture)).is_err() {
                    return;
                }
            }
        });
        write(pieces, &trailer, &photos, &receiver, &mut sink, pace)
    })
    .map_err(|stop| match stop {
        Stop::Output(source) => output(source),
        Stop::Report(error) => error,
    })?;
    let stored = Stored { hash: sink.hasher.finalize().to_hex().to_string(), bytes: sink.at };
    let file = sink.inner.into_inner().map_err(|error| output(error.into_error()))?;
    file.sync_all().map_err(output)?;
    drop(file);
    beside.rename(path).map_err(output)?;
    Ok(stored)
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

impl<W: Write> Sink<W> {
    /// Begins an object; gives where.
    fn begin(&mut self, id: u32) -> Result<Place, Stop> {
        let at = u32::try_from(self.at).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        writeln!(self, "{id} 0 obj")?;
        Ok(Place::At(at))
    }

    fn stream(&mut self, dict: &Dictionary, content: &[u8]) -> Result<(), Stop> {
        let mut head = Vec::new();
        object::dictionary(dict, &mut head);
        head.extend(b"\nstream\n");
        self.write_all(&head)?;
        self.write_all(content)?;
        self.write_all(b"\nendstream\nendobj\n")?;
        Ok(())
    }
}

/// Says where the cross-references find an object.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(u32),
    /// In an object stream, at a place among the others.
    Inside(u32, u16),
}

/// A stream of the file.
struct Body {
    id: u32,
    dict: Dictionary,
    content: Vec<u8>,
    /// Stays as it is: it is to be found without undoing anything, or is compressed already.
    plain: bool,
}

/// The document taken apart into streams, each of which can be compressed by itself.
struct Pieces {
    bodies: Vec<Body>,
    /// The objects within object streams.
    inside: Vec<(u32, Place)>,
    /// The first free number.
    next: u32,
}

impl Pieces {
    fn of(document: Document) -> Self {
        let mut pieces = Self { bodies: Vec::new(), inside: Vec::new(), next: document.max_id + 1 };
        let mut plain: Vec<(u32, Object)> = Vec::new();
        for ((id, _), object) in document.objects {
            match object {
                Object::Stream(stream) => pieces.bodies.push(Body {
                    id,
                    plain: !stream.allows_compression || stream.dict.has(b"Filter"),
                    dict: stream.dict,
                    content: stream.content,
                }),
                // Stands for a photo, which has its number already.
                Object::Null => {}
                object => plain.push((id, object)),
            }
        }
        for some in plain.chunks(GATHERED) {
            pieces.gather(some);
        }
        pieces
    }

    /// Puts objects into an object stream (ISO 32000-1, 7.5.7).
    fn gather(&mut self, objects: &[(u32, Object)]) {
        let id = self.next;
        self.next += 1;
        let (mut content, mut bytes) = (Vec::new(), Vec::new());
        for (index, (inner, one)) in objects.iter().enumerate() {
            for number in [i64::from(*inner), bytes.len() as i64] {
                object::integer(number, &mut content);
                content.push(b' ');
            }
            object::write(one, &mut bytes);
            bytes.push(b'\n');
            self.inside.push((*inner, Place::Inside(id, index as u16)));
        }
        let first = content.len() as i64;
        let dict = dictionary! { "Type" => "ObjStm", "N" => objects.len() as i64, "First" => first };
        content.extend(bytes);
        self.bodies.push(Body { id, dict, content, plain: false });
    }
}

impl Body {
    fn compress(&mut self, press: &mut Press) -> io::Result<()> {
        if !self.plain {
            self.content = press.deflate(&self.content)?;
            self.dict.set("Filter", "FlateDecode");
        }
        self.dict.set("Length", self.content.len() as i64);
        Ok(())
    }
}

/// Compresses one stream after the other; to prepare it costs as much as a page.
struct Press(ZlibEncoder<Vec<u8>>);

impl Press {
    fn new() -> Self {
        Self(ZlibEncoder::new(Vec::new(), Compression::new(6)))
    }

    fn deflate(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        self.0.write_all(bytes)?;
        self.0.reset(Vec::new())
    }
}

/// Compresses what can be, on as many threads as there are cores.
fn compress(bodies: Vec<Body>) -> io::Result<Vec<Body>> {
    let bodies: Vec<Mutex<Body>> = bodies.into_iter().map(Mutex::new).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut press = Press::new();
        while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
            body.lock().unwrap_or_else(PoisonError::into_inner).compress(&mut press)?;
        }
        io::Result::Ok(())
    };
    let others = thread::available_parallelism().map_or(1, usize::from).min(bodies.len()).saturating_sub(1);
    thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let own = work();
        let join =
            |other: ScopedJoinHandle<'_, io::Result<()>>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        others.into_iter().map(join).fold(own, io::Result::and)
    })?;
    Ok(bodies.into_iter().map(|body| body.into_inner().unwrap_or_else(PoisonError::into_inner)).collect())
}

fn write<W: Write>(
    pieces: Pieces,
    trailer: &Dictionary,
    photos: &[(u32, &Picture)],
    ahead: &Receiver<Result<Vec<u8>, ReportError>>,
    sink: &mut Sink<W>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let mut places = vec![Place::Free; pieces.next as usize + 1];
    for (id, place) in pieces.inside {
        places[id as usize] = place;
    }
    // The second line marks the file as binary (ISO 32000-1, 7.5.2).
    sink.write_all(b"%PDF-1.7\n%\xe6\x8e\xa2\xe8\n")?;
    for body in compress(pieces.bodies)? {
        places[body.id as usize] = sink.begin(body.id)?;
        sink.stream(&body.dict, &body.content)?;
    }
    for (done, (id, picture)) in photos.iter().enumerate() {
        go_on(pace, done, photos.len()).map_err(Stop::Report)?;
        let bytes = ahead.recv().map_err(io::Error::other)?.map_err(Stop::Report)?;
        places[*id as usize] = sink.begin(*id)?;
        sink.stream(&photo(picture), &bytes)?;
    }
    let start = sink.at;
    places[pieces.next as usize] = sink.begin(pieces.next)?;
    let mut references = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, first, second) = match place {
            Place::Free => (0, 0, u16::MAX),
            Place::At(offset) => (1, *offset, 0),
            Place::Inside(stream, index) => (2, *stream, *index),
        };
        references.push(kind);
        references.extend(first.to_be_bytes());
        references.extend(second.to_be_bytes());
    }
    let references = Press::new().deflate(&references)?;
    let mut dict = dictionary! {
        "Type" => "XRef",
        "Size" => places.len() as i64,
        "W" => vec![1.into(), 4.into(), 2.into()],
        "Filter" => "FlateDecode",
        "Length" => references.len() as i64,
    };
    for (key, value) in trailer {
        dict.set(key.clone(), value.clone());
    }
    let identity = sink.hasher.finalize().as_bytes()[..16].to_vec();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    dict.set("ID", vec![identity.clone(), identity]);
    sink.stream(&dict, &references)?;
    write!(sink, "startxref\n{start}\n%%EOF\n")?;
    sink.flush()?;
    Ok(())
}

fn photo(picture: &Picture) -> Dictionary {
    let colours = match picture.components {
        1 => "DeviceGray",
        _ => "DeviceRGB",
    };
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => colours,
        "BitsPerComponent" => 8,
        "Filter" => "DCTDecode",
        "Length" => picture.length as i64,
    }
}

/// Reads a photo's bytes as they are, checking that they are the ones the survey names.
fn read(picture: &Picture) -> Result<Vec<u8>, ReportError> {
    if let Some(bytes) = &picture.made {
        return Ok(bytes.clone());
    }
    let path = &picture.source.path;
    let bytes = fs::read(path).map_err(|source| ReportError::PhotoUnreadable { path: path.clone(), source })?;
    if bytes.len() as u64 != picture.length || *blake3::hash(&bytes).as_bytes() != picture.source.hash {
        return Err(ReportError::PhotoChanged { path: path.clone() });
    }
    Ok(bytes)
}
