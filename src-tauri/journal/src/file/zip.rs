//! The container: a zip of stored entries in the one form that is written here, and no other.
//!
//! No compression, no data descriptors, no extra fields, no comments, no zip64, one date, names from a whitelist in a
//! fixed order, entries contiguous from the first byte, the directory right behind them, nothing before or after.
//! Every header is a function of name, CRC-32, size and offset; the reader computes it again and compares the bytes,
//! so no two readers can see different things in one accepted file.

use super::fault::{FileError, LimitKind, broken};
use super::name::EntryName;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

const LOCAL_SIGN: [u8; 4] = *b"PK\x03\x04";
const CENTRAL_SIGN: [u8; 4] = *b"PK\x01\x02";
const END_SIGN: [u8; 4] = *b"PK\x05\x06";
const LOCAL_BYTES: usize = 30;
const CENTRAL_BYTES: usize = 46;
const END_BYTES: usize = 22;
/// Version 1.0 of the zip format: stored entries without folders.
const VERSION: u16 = 10;
/// 1980-01-01 in the form of DOS; the hour is 0.
const DATE: u16 = 0x0021;
/// `blobs/`, 64 digits, a dot and five letters.
const LONGEST_NAME: usize = 76;

/// The most entries a file may have: 65,535 would announce zip64.
pub(super) const MOST_ENTRIES: usize = 0xFFFE;
/// The most bytes a file may have: 2³² − 1 would announce zip64.
pub(super) const MOST_BYTES: u64 = 0xFFFF_FFFE;

/// Describes one entry. All of its headers follow from these four and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: EntryName,
    pub crc: u32,
    pub size: u32,
    /// Where its local header begins.
    pub offset: u32,
}

impl Entry {
    fn local(&self) -> Vec<u8> {
        let name = self.name.to_string();
        let mut out = Vec::with_capacity(LOCAL_BYTES + name.len());
        out.extend(LOCAL_SIGN);
        self.common(&mut out, &name);
        out.extend(name.as_bytes());
        out
    }

    fn central(&self) -> Vec<u8> {
        let name = self.name.to_string();
        let mut out = Vec::with_capacity(CENTRAL_BYTES + name.len());
        out.extend(CENTRAL_SIGN);
        out.extend(VERSION.to_le_bytes());
        self.common(&mut out, &name);
        // Comment length, disk, internal attributes, external attributes: no symbolic links, no folders.
        out.extend([0; 2 + 2 + 2 + 4]);
        out.extend(self.offset.to_le_bytes());
        out.extend(name.as_bytes());
        out
    }

    /// The fields that both headers share: version to length of the extra field.
    fn common(&self, out: &mut Vec<u8>, name: &str) {
        for field in [VERSION, 0, 0, 0, DATE] {
            out.extend(field.to_le_bytes());
        }
        for field in [self.crc, self.size, self.size] {
            out.extend(field.to_le_bytes());
        }
        for field in [name.len() as u16, 0] {
            out.extend(field.to_le_bytes());
        }
    }

    fn local_bytes(&self) -> u64 {
        (LOCAL_BYTES + self.name.to_string().len()) as u64
    }

    /// Where its content begins.
    pub fn content(&self) -> u64 {
        u64::from(self.offset) + self.local_bytes()
    }

    fn end(&self) -> u64 {
        self.content() + u64::from(self.size)
    }
}

fn end_record(entries: usize, directory_bytes: u32, directory_offset: u32) -> [u8; END_BYTES] {
    let mut out = [0; END_BYTES];
    out[..4].copy_from_slice(&END_SIGN);
    let count = (entries as u16).to_le_bytes();
    out[8..10].copy_from_slice(&count);
    out[10..12].copy_from_slice(&count);
    out[12..16].copy_from_slice(&directory_bytes.to_le_bytes());
    out[16..20].copy_from_slice(&directory_offset.to_le_bytes());
    out
}

/// Tells how long the file of these entries will be, or which limit it would pass.
pub(super) fn total_bytes(entries: impl Iterator<Item = (EntryName, u64)>) -> Result<u64, LimitKind> {
    let mut count = 0;
    let mut total = END_BYTES as u64;
    for (name, size) in entries {
        count += 1;
        let headers = LOCAL_BYTES + CENTRAL_BYTES + 2 * name.to_string().len();
        total = total.checked_add(size).and_then(|sum| sum.checked_add(headers as u64)).ok_or(LimitKind::FileBytes)?;
    }
    if count > MOST_ENTRIES {
        Err(LimitKind::Entries)
    } else if total > MOST_BYTES {
        Err(LimitKind::FileBytes)
    } else {
        Ok(total)
    }
}

/// Writes entries one after the other, never going back. The caller has asked [`total_bytes`] before.
#[derive(Debug)]
pub(super) struct ZipWriter<W> {
    out: W,
    at: u64,
    entries: Vec<Entry>,
    open: Option<(Entry, crc32fast::Hasher)>,
}

impl<W: Write> ZipWriter<W> {
    pub fn new(out: W) -> Self {
        Self { out, at: 0, entries: Vec::new(), open: None }
    }

    /// Tells how many bytes are written.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// Writes a whole entry.
    pub fn entry(&mut self, name: EntryName, content: &[u8]) -> io::Result<()> {
        let entry = self.header(name, content.len() as u64, crc32fast::hash(content))?;
        self.put(content)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Begins an entry whose content, of known size and CRC-32, follows by [`Self::write`] and is closed by [`Self::end`].
    ///
    /// So nothing ever goes back in the stream, and the stream may be one that encrypts.
    pub fn begin(&mut self, name: EntryName, size: u64, crc: u32) -> io::Result<()> {
        let entry = self.header(name, size, crc)?;
        self.open = Some((entry, crc32fast::Hasher::new()));
        Ok(())
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((_, crc)) = &mut self.open {
            crc.update(bytes);
        }
        self.put(bytes)
    }

    /// Closes the entry; tells whether the content was the announced one.
    pub fn end(&mut self) -> bool {
        let Some((entry, crc)) = self.open.take() else {
            return false;
        };
        self.entries.push(entry);
        self.at == entry.end() && crc.finalize() == entry.crc
    }

    /// Writes the directory and gives the stream back, flushed but not synced.
    pub fn finish(mut self) -> io::Result<W> {
        let offset = self.at;
        let entries = std::mem::take(&mut self.entries);
        for entry in &entries {
            self.put(&entry.central())?;
        }
        let record = end_record(entries.len(), narrow(self.at - offset)?, narrow(offset)?);
        self.put(&record)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn header(&mut self, name: EntryName, size: u64, crc: u32) -> io::Result<Entry> {
        let entry = Entry { name, crc, size: narrow(size)?, offset: narrow(self.at)? };
        self.put(&entry.local())?;
        Ok(entry)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

fn narrow(size: u64) -> io::Result<u32> {
    u32::try_from(size).map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "the file would pass 4 GiB"))
}

/// Opens the content of an entry.
pub(super) fn content<'r, R: Read + Seek>(input: &'r mut R, entry: &Entry) -> io::Result<io::Take<&'r mut R>> {
    input.seek(SeekFrom::Start(entry.content()))?;
    Ok(input.take(u64::from(entry.size)))
}

/// Looks at the first bytes: whether this is a survey file at all, of any version, and where its manifest lies.
///
/// What is told here is not verified; it serves to name a newer version before anything else is interpreted.
pub(super) fn first_entry<R: Read + Seek>(input: &mut R, length: u64) -> Result<Entry, FileError> {
    let name = EntryName::Manifest.to_string();
    let mut head = Vec::new();
    input.seek(SeekFrom::Start(0)).map_err(FileError::Unreadable)?;
    input.take((LOCAL_BYTES + name.len()) as u64).read_to_end(&mut head).map_err(FileError::Unreadable)?;
    if !LOCAL_SIGN.starts_with(&head[..head.len().min(4)]) {
        return Err(FileError::NotSurvey);
    }
    // The name of the first entry is what tells a survey file from any other zip.
    if head.len() > LOCAL_BYTES && !name.as_bytes().starts_with(&head[LOCAL_BYTES..]) {
        return Err(FileError::NotSurvey);
    }
    if head.len() < LOCAL_BYTES + name.len() || length < (LOCAL_BYTES + name.len()) as u64 {
        return Err(FileError::Cut);
    }
    Ok(Entry { name: EntryName::Manifest, crc: u32_at(&head, 14), size: u32_at(&head, 18), offset: 0 })
}

/// Reads the directory and proves that it and every local header are byte for byte what they must be.
///
/// Gives the entries in their order. Memory: the directory, at most 122 bytes an entry.
pub(super) fn read_directory<R: Read + Seek>(input: &mut R, length: u64) -> Result<Vec<Entry>, FileError> {
    if length > MOST_BYTES {
        return Err(FileError::Limit { what: LimitKind::FileBytes });
    }
    let Some((count, directory, offset)) = read_end(input, length)? else {
        return Err(if is_cut(input, length)? { FileError::Cut } else { broken("no end record at the end") });
    };
    if count > MOST_ENTRIES {
        return Err(FileError::Limit { what: LimitKind::Entries });
    }
    if directory > (count * (CENTRAL_BYTES + LONGEST_NAME)) as u64 {
        return Err(broken("a directory too long for its entries"));
    }
    input.seek(SeekFrom::Start(offset)).map_err(FileError::Unreadable)?;
    let mut bytes = vec![0; directory as usize];
    input.read_exact(&mut bytes).map_err(FileError::Unreadable)?;
    let entries = parse_directory(&bytes, count)?;
    check_layout(&entries, offset)?;
    check_local_headers(input, &entries)?;
    Ok(entries)
}

/// Reads the end record: number of entries, length and offset of the directory. None when it is not there as it must be.
fn read_end<R: Read + Seek>(input: &mut R, length: u64) -> Result<Option<(usize, u64, u64)>, FileError> {
    let Some(at) = length.checked_sub(END_BYTES as u64) else {
        return Ok(None);
    };
    let mut record = [0; END_BYTES];
    input.seek(SeekFrom::Start(at)).map_err(FileError::Unreadable)?;
    input.read_exact(&mut record).map_err(FileError::Unreadable)?;
    let count = usize::from(u16::from_le_bytes([record[10], record[11]]));
    let (directory, offset) = (u32_at(&record, 12), u32_at(&record, 16));
    let fits = record == end_record(count, directory, offset) && u64::from(directory) + u64::from(offset) == at;
    Ok(fits.then_some((count, u64::from(directory), u64::from(offset))))
}

fn parse_directory(mut bytes: &[u8], count: usize) -> Result<Vec<Entry>, FileError> {
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.len() < CENTRAL_BYTES {
            return Err(broken("a directory shorter than its entries"));
        }
        let name_end = CENTRAL_BYTES + usize::from(u16::from_le_bytes([bytes[28], bytes[29]]));
        let name = bytes.get(CENTRAL_BYTES..name_end).and_then(|name| std::str::from_utf8(name).ok());
        let name = name.and_then(EntryName::parse).ok_or(broken("a name that is not allowed"))?;
        let entry = Entry { name, crc: u32_at(bytes, 16), size: u32_at(bytes, 20), offset: u32_at(bytes, 42) };
        if entry.central() != bytes[..name_end] {
            return Err(broken("an entry with a field that is not allowed"));
        }
        entries.push(entry);
        bytes = &bytes[name_end..];
    }
    if bytes.is_empty() { Ok(entries) } else { Err(broken("a directory longer than its entries")) }
}

/// Proves order, completeness and contiguity, and with them that no two entries overlap or share a name.
fn check_layout(entries: &[Entry], directory_offset: u64) -> Result<(), FileError> {
    let fixed = entries.iter().map(|entry| entry.name).take(EntryName::FIXED.len());
    if !fixed.eq(EntryName::FIXED) {
        return Err(broken("an entry is missing or out of place"));
    }
    if !entries.windows(2).all(|pair| pair[0].name < pair[1].name) {
        return Err(broken("entries out of order or twice"));
    }
    let mut at = 0;
    for entry in entries {
        if u64::from(entry.offset) != at {
            return Err(broken("entries that overlap or leave a gap"));
        }
        at = entry.end();
    }
    if at == directory_offset { Ok(()) } else { Err(broken("bytes between the entries and the directory")) }
}

fn check_local_headers<R: Read + Seek>(input: &mut R, entries: &[Entry]) -> Result<(), FileError> {
    let mut found = Vec::new();
    for entry in entries {
        input.seek(SeekFrom::Start(u64::from(entry.offset))).map_err(FileError::Unreadable)?;
        found.clear();
        input.by_ref().take(entry.local_bytes()).read_to_end(&mut found).map_err(FileError::Unreadable)?;
        if found != entry.local() {
            return Err(broken("a local header other than the directory says"));
        }
    }
    Ok(())
}

/// Walks a file without a good end record to tell one that was cut from one that was damaged or added to.
fn is_cut<R: Read + Seek>(input: &mut R, length: u64) -> Result<bool, FileError> {
    let mut at = 0;
    // Walks local headers by their announced sizes, then the directory.
    for (sign, header) in [(LOCAL_SIGN, LOCAL_BYTES), (CENTRAL_SIGN, CENTRAL_BYTES)] {
        for _ in 0..=MOST_ENTRIES {
            let left = length.saturating_sub(at);
            let mut head = Vec::new();
            input.seek(SeekFrom::Start(at)).map_err(FileError::Unreadable)?;
            BufReader::new(input.by_ref().take(left.min(header as u64)))
                .read_to_end(&mut head)
                .map_err(FileError::Unreadable)?;
            if head.len() < 4 {
                return Ok(true);
            }
            if head[..4] != sign {
                break;
            }
            if head.len() < header {
                return Ok(true);
            }
            let lengths = if header == LOCAL_BYTES { 26 } else { 28 };
            let name = u64::from(u16::from_le_bytes([head[lengths], head[lengths + 1]]));
            let content = if header == LOCAL_BYTES { u64::from(u32_at(&head, 18)) } else { 0 };
            at += header as u64 + name + content;
            if at > length {
                return Ok(true);
            }
        }
    }
    let mut sign = Vec::new();
    input.seek(SeekFrom::Start(at)).map_err(FileError::Unreadable)?;
    input.by_ref().take(4).read_to_end(&mut sign).map_err(FileError::Unreadable)?;
    Ok(END_SIGN.starts_with(&sign) && length < at + END_BYTES as u64)
}

/// Reads four bytes, least significant first. The callers have proven that they are there.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::name::Ext;
    use crate::id::Hash;
    use std::io::Cursor;

    fn blob(content: &[u8]) -> EntryName {
        EntryName::Blob { hash: Hash::of(content), ext: Ext::new("jpg").unwrap() }
    }

    fn sample() -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in EntryName::FIXED {
            zip.entry(name, name.to_string().as_bytes()).unwrap();
        }
        let photo = b"not really a photo".repeat(20);
        zip.begin(blob(&photo), photo.len() as u64, crc32fast::hash(&photo)).unwrap();
        for piece in photo.chunks(7) {
            zip.write(piece).unwrap();
        }
        assert!(zip.end());
        zip.finish().unwrap().into_inner()
    }

    fn read(bytes: &[u8]) -> Result<Vec<Entry>, FileError> {
        let mut input = Cursor::new(bytes);
        first_entry(&mut input, bytes.len() as u64)?;
        read_directory(&mut input, bytes.len() as u64)
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = sample();
        let entries = read(&bytes).unwrap();
        assert_eq!(entries.len(), 6);
        let sizes = entries.iter().map(|entry| (entry.name, u64::from(entry.size)));
        assert_eq!(total_bytes(sizes), Ok(bytes.len() as u64));
        for entry in &entries {
            let mut found = Vec::new();
            content(&mut Cursor::new(&bytes), entry).unwrap().read_to_end(&mut found).unwrap();
            assert_eq!(crc32fast::hash(&found), entry.crc);
        }
    }

    #[test]
    fn the_bytes_are_those_that_are_published() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.entry(EntryName::Signature, b"x").unwrap();
        let hex = hex::encode(zip.finish().unwrap().into_inner());
        let name = hex::encode("manifest.sig");
        let common = "0a00000000000000210083 16dc8c 01000000 01000000 0c00 0000".replace(' ', "");
        let expected = format!(
            "504b0304{common}{name}78504b01020a00{common}0000000000000000000000000000{name}504b05060000000001000100{}{}0000",
            "3a000000", "2b000000"
        );
        assert_eq!(hex, expected);
    }

    #[test]
    fn no_flipped_bit_outside_of_contents_is_accepted() {
        let bytes = sample();
        let entries = read(&bytes).unwrap();
        let inside = |at: u64| entries.iter().any(|entry| (entry.content()..entry.end()).contains(&at));
        let mut tried = 0;
        for bit in (0..bytes.len() * 8).filter(|bit| !inside(*bit as u64 / 8)) {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&other).is_err(), "the flipped bit {bit} must be seen");
            tried += 1;
        }
        assert!(tried > 5_000, "headers, directory and end record have more than 600 bytes");
    }

    #[test]
    fn every_cut_is_called_a_cut() {
        let bytes = sample();
        for length in 0..bytes.len() {
            assert!(matches!(read(&bytes[..length]), Err(FileError::Cut)), "cut after {length} bytes");
        }
    }

    #[test]
    fn bytes_before_or_after_are_refused() {
        let bytes = sample();
        assert!(matches!(read(&[&b"MZ"[..], &bytes].concat()), Err(FileError::NotSurvey)));
        assert!(matches!(read(&[&bytes[..], b"\0"].concat()), Err(FileError::Damaged { part: _, .. })));
        assert!(matches!(read(&[&bytes[..], &bytes[..]].concat()), Err(FileError::Damaged { .. })));
        let mut comment = bytes.clone();
        let last = comment.len() - 2;
        comment[last] = 2;
        comment.extend(b"hi");
        assert!(matches!(read(&comment), Err(FileError::Damaged { .. })));
        assert!(matches!(read(b"SQLite format 3\0"), Err(FileError::NotSurvey)));
    }

    #[test]
    fn what_would_need_zip64_is_refused_before_it_is_written() {
        let four_gib = [(EntryName::Manifest, MOST_BYTES)];
        assert_eq!(total_bytes(four_gib.into_iter()), Err(LimitKind::FileBytes));
        let many = (0..=MOST_ENTRIES).map(|_| (EntryName::Manifest, 0));
        assert_eq!(total_bytes(many), Err(LimitKind::Entries));
        assert_eq!(total_bytes([(EntryName::Manifest, u64::MAX)].into_iter()), Err(LimitKind::FileBytes));
    }
}
