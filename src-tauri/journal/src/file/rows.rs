//! Rows: how changes, checkpoints and detached values lie in their entries.
//!
//! A row is one canonical CBOR byte string that holds the canonical bytes of one item. Its length comes first, so that
//! a reader knows before it reads whether it will accept the row.

use super::fault::{FileError, LimitKind, damaged};
use super::limit::{FREE_BYTES, MOST_RATIO, WIDEST_WINDOW};
use super::name::EntryName;
use crate::id::Hash;
use std::io::{self, BufReader, Read, Write};

/// zstd's level: beyond 3 the journal hardly shrinks.
const LEVEL: i32 = 3;

/// Sets what rows may be at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub row: (u64, LimitKind),
    pub rows: (u64, LimitKind),
    pub bytes: (u64, LimitKind),
}

impl Bounds {
    /// Tells how many bytes rows may have unpacked when they have `packed` bytes packed.
    fn bytes_for(&self, packed: u64) -> u64 {
        self.bytes.0.min(FREE_BYTES.saturating_add(packed.saturating_mul(MOST_RATIO)))
    }
}

/// Counts rows against their bounds, for writer and reader alike.
#[derive(Debug)]
struct Tally {
    bounds: Bounds,
    rows: u64,
    bytes: u64,
}

impl Tally {
    fn add(&mut self, length: u64, most_bytes: u64) -> Result<(), LimitKind> {
        self.rows += 1;
        self.bytes = self.bytes.saturating_add(length);
        if length > self.bounds.row.0 {
            Err(self.bounds.row.1)
        } else if self.rows > self.bounds.rows.0 {
            Err(self.bounds.rows.1)
        } else if self.bytes > most_bytes {
            Err(self.bounds.bytes.1)
        } else {
            Ok(())
        }
    }
}

/// Tells whether `bytes` hold at most `most` CBOR items, without building any of them.
pub(super) fn has_few_items(bytes: &[u8], most: usize) -> bool {
    let mut at = 0usize;
    for _ in 0..most {
        let Some(first) = bytes.get(at) else {
            return true;
        };
        let width = match first & 0x1f {
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => 0,
        };
        let Some(argument) = bytes.get(at + 1..at + 1 + width) else {
            return true;
        };
        let argument = argument.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        let argument = if width == 0 { u64::from(first & 0x1f) } else { argument };
        // Byte strings and texts are skipped as a whole.
        let skipped = if matches!(first >> 5, 2 | 3) { usize::try_from(argument).unwrap_or(usize::MAX) } else { 0 };
        at = (at + 1 + width).saturating_add(skipped);
    }
    at >= bytes.len()
}

fn head(length: usize) -> Vec<u8> {
    let bytes = (length as u32).to_be_bytes();
    match length {
        0..24 => vec![0x40 | length as u8],
        24..0x100 => vec![0x58, bytes[3]],
        0x100..0x1_0000 => vec![0x59, bytes[2], bytes[3]],
        _ => [&[0x5a][..], &bytes].concat(),
    }
}

/// Puts rows one after the other as they are.
pub(super) fn plain<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    rows.flat_map(|row| [head(row.len()).as_slice(), row].concat()).collect()
}

/// Packs rows with zstd, in memory.
pub(super) struct Packer {
    tally: Tally,
    out: zstd::stream::write::Encoder<'static, Vec<u8>>,
}

impl Packer {
    pub fn new(bounds: Bounds) -> io::Result<Self> {
        let tally = Tally { bounds, rows: 0, bytes: 0 };
        Ok(Self { tally, out: zstd::stream::write::Encoder::new(Vec::new(), LEVEL)? })
    }

    pub fn push(&mut self, row: &[u8]) -> Result<(), PackError> {
        self.tally.add(row.len() as u64, self.tally.bounds.bytes.0)?;
        self.out.write_all(&head(row.len()))?;
        self.out.write_all(row)?;
        Ok(())
    }

    /// Gives the one frame that holds the rows.
    pub fn finish(self) -> Result<Vec<u8>, PackError> {
        let packed = self.out.finish()?;
        // A reader would take these rows for a bomb.
        if self.tally.bytes > self.tally.bounds.bytes_for(packed.len() as u64) {
            return Err(PackError::Limit(self.tally.bounds.bytes.1));
        }
        Ok(packed)
    }
}

#[derive(Debug)]
pub(super) enum PackError {
    Limit(LimitKind),
    Io(io::Error),
}

impl From<LimitKind> for PackError {
    fn from(what: LimitKind) -> Self {
        Self::Limit(what)
    }
}

impl From<io::Error> for PackError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the bytes of an entry while hashing them, and remembers whether the medium itself failed.
struct Source<R> {
    input: io::Take<R>,
    hasher: blake3::Hasher,
    failed: bool,
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer).inspect_err(|_| self.failed = true)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}

enum Unpacker<R: Read> {
    Plain(BufReader<Source<R>>),
    Packed(zstd::stream::read::Decoder<'static, BufReader<Source<R>>>),
}

impl<R: Read> Unpacker<R> {
    fn source(&self) -> &BufReader<Source<R>> {
        match self {
            Self::Plain(source) => source,
            Self::Packed(decoder) => decoder.get_ref(),
        }
    }
}

impl<R: Read> Read for Unpacker<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(source) => source.read(buffer),
            Self::Packed(decoder) => decoder.read(buffer),
        }
    }
}

/// Reads rows within their bounds, and proves at the end that the entry held exactly them and had the expected hash.
pub(super) struct Rows<R: Read> {
    input: BufReader<Unpacker<R>>,
    name: EntryName,
    expected: Hash,
    tally: Tally,
    most_bytes: u64,
    row: Vec<u8>,
}

impl<R: Read> Rows<R> {
    pub fn new(input: io::Take<R>, name: EntryName, expected: Hash, bounds: Bounds) -> Result<Self, FileError> {
        let packed = input.limit();
        let source = BufReader::with_capacity(1 << 16, Source { input, hasher: blake3::Hasher::new(), failed: false });
        let (input, most_bytes) = if name == EntryName::Checkpoints {
            (Unpacker::Plain(source), bounds.bytes.0)
        } else {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(source).map_err(FileError::Unreadable)?;
            decoder.window_log_max(WIDEST_WINDOW).map_err(FileError::Unreadable)?;
            (Unpacker::Packed(decoder.single_frame()), bounds.bytes_for(packed))
        };
        let tally = Tally { bounds, rows: 0, bytes: 0 };
        let input = BufReader::with_capacity(1 << 16, input);
        Ok(Self { input, name, expected, tally, most_bytes, row: Vec::new() })
    }

    /// Gives the next row; none after the last, once everything about the end is proven.
    pub fn next(&mut self) -> Result<Option<&[u8]>, FileError> {
        let Some(length) = self.length()? else {
            self.finish()?;
            return Ok(None);
        };
        self.tally.add(length, self.most_bytes).map_err(|what| FileError::Limit { what })?;
        self.row.clear();
        match self.input.by_ref().take(length).read_to_end(&mut self.row) {
            Ok(_) if self.row.len() as u64 == length => Ok(Some(&self.row)),
            Ok(_) => Err(damaged(self.name, "a row that ends early")),
            Err(error) => Err(self.fault(error)),
        }
    }

    fn length(&mut self) -> Result<Option<u64>, FileError> {
        let Some(first) = self.first_byte()? else {
            return Ok(None);
        };
        let width = match first {
            0x40..=0x57 => return Ok(Some(u64::from(first & 0x1f))),
            0x58 => 1,
            0x59 => 2,
            0x5a => 4,
            0x5b => {
                return Err(FileError::Limit { what: self.tally.bounds.row.1 });
            }
            _ => return Err(damaged(self.name, "something other than a row")),
        };
        let mut bytes = [0; 4];
        self.input.read_exact(&mut bytes[4 - width..]).map_err(|error| self.fault(error))?;
        let length = u32::from_be_bytes(bytes) as usize;
        if head(length).len() != 1 + width {
            return Err(damaged(self.name, "a row whose length is not in its shortest form"));
        }
        Ok(Some(length as u64))
    }

    /// Gives the next byte; none only where the input ends as it should: a frame that is cut is an error.
    fn first_byte(&mut self) -> Result<Option<u8>, FileError> {
        let mut first = [0];
        loop {
            match self.input.read(&mut first) {
                Ok(0) => return Ok(None),
                Ok(_) => return Ok(Some(first[0])),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.fault(error)),
            }
        }
    }

    fn finish(&mut self) -> Result<(), FileError> {
        let source = self.input.get_ref().source();
        if !source.buffer().is_empty() || source.get_ref().input.limit() != 0 {
            return Err(damaged(self.name, "bytes behind the last row"));
        }
        if *source.get_ref().hasher.finalize().as_bytes() != self.expected.0 {
            return Err(damaged(self.name, "another hash than in the manifest"));
        }
        Ok(())
    }

    fn fault(&self, error: io::Error) -> FileError {
        if self.input.get_ref().source().get_ref().failed {
            FileError::Unreadable(error)
        } else {
            damaged(self.name, "it cannot be unpacked")
        }
    }
}
