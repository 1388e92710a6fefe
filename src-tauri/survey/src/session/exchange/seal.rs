//! Encryption of survey files with age: the one place that knows the crate.
//!
//! A sealed file is an age file (age-encryption.org/v1, binary) whose content is a survey file. It is read in place:
//! age's chunks can be decrypted from anywhere, so nothing of it ever lies decrypted on a disk. age takes its random
//! bytes from the operating system by itself.

use super::Fault;
use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// What every age file begins with.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// A header is a few hundred bytes for each recipient; a longer one is somebody's trick.
const LONGEST_HEADER: usize = 1 << 16;
/// Work to make a key of a passphrase: 2¹⁶ rounds take 64 MiB and about a quarter of a second.
const WORK: u8 = 16;
/// The most work that is accepted: 2¹⁸, what the program `age` itself writes, takes 256 MiB and about a second.
const MOST_WORK: u8 = 18;
/// An identity file is a few lines.
const LONGEST_IDENTITY: u64 = 1 << 16;
/// How much longer a sealed file is for each chunk of 64 KiB.
const CHUNK: u64 = 1 << 16;
const CHUNK_TAG: u64 = 16;

/// Says for whom a survey file is written.
#[derive(Clone, Default)]
pub enum Seal {
    /// As the survey says: for its administrator once one is set, else open.
    #[default]
    ByRule,
    /// Readable for everybody.
    Open,
    /// For the holders of these age keys.
    To(Vec<String>),
    /// For those who know this.
    Passphrase(SecretString),
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByRule => "Seal::ByRule",
            Self::Open => "Seal::Open",
            Self::To(_) => "Seal::To",
            Self::Passphrase(_) => "Seal::Passphrase",
        })
    }
}

impl Seal {
    /// Seals with a passphrase.
    pub fn passphrase(text: &str) -> Result<Self, Fault> {
        Ok(Self::Passphrase(secret(text)?))
    }
}

/// Holds what opens a sealed survey file; nothing where only open ones are expected.
#[derive(Clone, Default)]
pub struct Unseal(Key);

#[derive(Clone, Default)]
enum Key {
    #[default]
    None,
    Identities(Vec<x25519::Identity>),
    Passphrase(SecretString),
}

impl fmt::Debug for Unseal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unseal")
    }
}

impl Unseal {
    /// Opens with the keys of a file in age's form: `AGE-SECRET-KEY-1…` on lines of their own.
    pub fn identity(path: &Path) -> Result<Self, Fault> {
        let wrong = || Fault::new("identity-file").with("path", path.display());
        let mut text = String::new();
        let file = File::open(path).map_err(|e| wrong().because(e))?;
        file.take(LONGEST_IDENTITY).read_to_string(&mut text).map_err(|e| wrong().because(e))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<x25519::Identity>, _> = lines.map(str::parse).collect();
        match keys {
            Ok(keys) if !keys.is_empty() => Ok(Self(Key::Identities(keys))),
            _ => Err(wrong()),
        }
    }

    /// Opens with a passphrase.
    pub fn passphrase(text: &str) -> Result<Self, Fault> {
        Ok(Self(Key::Passphrase(secret(text)?)))
    }
}

fn secret(text: &str) -> Result<SecretString, Fault> {
    if text.is_empty() { Err(Fault::new("empty-passphrase")) } else { Ok(SecretString::from(text.to_owned())) }
}

/// Tells whether a text is an age recipient for whom can be sealed.
pub fn is_recipient(text: &str) -> bool {
    text.parse::<x25519::Recipient>().is_ok()
}

/// Seals what is written, and opens it again to prove it.
pub(super) struct Lock {
    recipients: Vec<Box<dyn Recipient>>,
    proof: Unseal,
}

impl Lock {
    /// Makes the lock that was asked for; none for an open file. `admin` is the survey's own recipient.
    pub fn new(seal: &Seal, admin: Option<&str>) -> Result<Option<Self>, Fault> {
        match (seal, admin) {
            (Seal::Open, _) | (Seal::ByRule, None) => Ok(None),
            (Seal::ByRule, Some(key)) => Self::to(&[key]).map(Some).map_err(|_| Fault::new("admin-key")),
            (Seal::To(keys), _) => {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                Self::to(&keys).map(Some)
            }
            (Seal::Passphrase(passphrase), _) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                let proof = Unseal(Key::Passphrase(passphrase.clone()));
                Ok(Some(Self { recipients: vec![Box::new(recipient)], proof }))
            }
        }
    }

    fn to(keys: &[&str]) -> Result<Self, Fault> {
        // Whoever seals for others cannot open it. A key that is forgotten at once lets the file be read back and
        // proven like any other.
        let proof = x25519::Identity::generate();
        let mut recipients: Vec<Box<dyn Recipient>> = vec![Box::new(proof.to_public())];
        for key in keys {
            let wrong = || Fault::new("recipient").with("text", *key);
            let recipient: x25519::Recipient = key.trim().parse().map_err(|_| wrong())?;
            recipients.push(Box::new(recipient));
        }
        Ok(Self { recipients, proof: Unseal(Key::Identities(vec![proof])) })
    }

    /// Gives what opens the files that this lock sealed.
    pub fn proof(&self) -> &Unseal {
        &self.proof
    }

    /// Begins a sealed file; what is written into it must be ended by `finish`.
    pub fn wrap<W: Write>(&self, out: W) -> io::Result<StreamWriter<W>> {
        let recipients = self.recipients.iter().map(|recipient| &**recipient as &dyn Recipient);
        Encryptor::with_recipients(recipients).map_err(io::Error::other)?.wrap_output(out)
    }

    /// Tells how much may be sealed so that the sealed file has at most `bytes`.
    pub fn content_of(&self, bytes: u64) -> u64 {
        let header = 512 * (1 + self.recipients.len() as u64);
        let room = bytes.saturating_sub(header);
        // Every chunk that is begun costs its tag.
        room.saturating_sub((room / CHUNK + 1) * CHUNK_TAG)
    }
}

/// Reads a survey file, sealed or open.
pub(in crate::session) enum Input {
    Open(File),
    Sealed(Box<StreamReader<BufReader<File>>>),
}

impl Input {
    pub fn is_sealed(&self) -> bool {
        matches!(self, Self::Sealed(_))
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Open(file) => file.read(buffer),
            Self::Sealed(stream) => stream.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Open(file) => file.seek(to),
            Self::Sealed(stream) => stream.seek(to),
        }
    }
}

/// Tells whether these first bytes are those of a sealed file.
pub(super) fn is_sealed(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Opens a file for reading; a sealed one with the key at hand.
pub(super) fn unseal(path: &Path, mut file: File, key: &Unseal) -> Result<Input, Fault> {
    let unreadable = |e: io::Error| Fault::new("file-unreadable").with("path", path.display()).because(e);
    let mut head = Vec::new();
    (&mut file).take(LONGEST_HEADER as u64).read_to_end(&mut head).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    if !is_sealed(&head) {
        return Ok(Input::Open(file));
    }
    let at = |code| Fault::new(code).with("path", path.display());
    // The line that ends the header. Without this bound a hostile file would be read into memory as one long header.
    if !head.windows(5).any(|window| window == b"\n--- ") {
        return Err(at("sealed-damaged"));
    }
    let input = BufReader::with_capacity(CHUNK as usize, file);
    let decryptor = Decryptor::new_buffered(input).map_err(|error| at(code_of(&error)).because(error))?;
    let stream = match (&key.0, decryptor.is_scrypt()) {
        (Key::Passphrase(passphrase), true) => {
            let mut identity = scrypt::Identity::new(passphrase.clone());
            identity.set_max_work_factor(MOST_WORK);
            decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
        }
        (Key::Identities(keys), false) => decryptor.decrypt(keys.iter().map(|key| key as &dyn Identity)),
        (_, true) => return Err(at("sealed-needs-passphrase")),
        (_, false) => return Err(at("sealed-needs-identity")),
    };
    let mut stream = stream.map_err(|error| at(code_of(&error)).because(error))?;
    // A file that was cut shows at its end and nowhere else.
    stream.seek(SeekFrom::End(0)).map_err(|error| at("sealed-damaged").because(error))?;
    Ok(Input::Sealed(Box::new(stream)))
}

fn code_of(error: &DecryptError) -> &'static str {
    match error {
        DecryptError::ExcessiveWork { .. } => "sealed-work",
        DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => "sealed-wrong-passphrase",
        DecryptError::NoMatchingKeys => "sealed-other-key",
        DecryptError::UnknownFormat => "file-newer",
        DecryptError::Io(_) => "file-unreadable",
        _ => "sealed-damaged",
    }
}
