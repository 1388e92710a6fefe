//! Files closed by a passphrase.
//!
//! A sealed file is: the line `tanfang seal 1`, the line of an age recipient, a length (4 bytes, big-endian) and as many
//! bytes of an age file that gives the identity for the passphrase, then an age file for the recipient. So one
//! passphrase, asked for once, opens many files, and more of them can be closed without it.

use super::Fault;
use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use tanfang_journal::nfc;

const MARK: &[u8] = b"tanfang seal 1\n";
/// Ending of a file that was closed in its place.
pub(super) const ENDING: &str = "sealed";
/// A line with a recipient has 63 bytes.
const LONGEST_LINE: usize = 256;
/// An identity closed by a passphrase has a few hundred bytes.
const LONGEST_HEAD: u32 = 4096;
/// 2¹⁷ blocks of 1 KiB, as OWASP asks for: a third of a second and 128 MiB.
const WORK: u8 = 17;

/// Closes files so that one passphrase opens them.
pub(super) struct Lock {
    recipient: x25519::Recipient,
    wrapped: Vec<u8>,
}

/// Opens what one passphrase closed.
pub(super) struct Key {
    identity: x25519::Identity,
    wrapped: Vec<u8>,
}

fn secret(passphrase: &str) -> SecretString {
    SecretString::from(nfc(passphrase))
}

fn damaged(path: &Path) -> Fault {
    Fault::new("personal-damaged").with("path", path.display())
}

impl Lock {
    /// Takes a passphrase, which must say something.
    pub fn new(passphrase: &str) -> Result<Self, Fault> {
        if passphrase.trim().is_empty() {
            return Err(Fault::new("empty-passphrase"));
        }
        let identity = x25519::Identity::generate();
        let mut by_passphrase = scrypt::Recipient::new(secret(passphrase));
        by_passphrase.set_work_factor(WORK);
        let wrapped = age::encrypt(&by_passphrase, identity.to_string().expose_secret().as_bytes())
            .map_err(|error| Fault::new("unexpected").with("detail", error))?;
        Ok(Self { recipient: identity.to_public(), wrapped })
    }

    /// Reads how a file was closed, to close more in the same way.
    pub fn of_file(path: &Path) -> Result<Self, Fault> {
        let (recipient, wrapped) = read_head(path, &mut open(path)?)?;
        Ok(Self { recipient, wrapped })
    }

    /// Gives the key to what this lock closes; the passphrase is the one it was made with.
    pub fn key(&self, path: &Path, passphrase: &str) -> Result<Key, Fault> {
        let mut by_passphrase = scrypt::Identity::new(secret(passphrase));
        by_passphrase.set_max_work_factor(WORK + 3);
        let text = age::decrypt(&by_passphrase, &self.wrapped).map_err(|error| match error {
            DecryptError::InvalidHeader | DecryptError::UnknownFormat | DecryptError::Io(_) => damaged(path),
            _ => Fault::new("wrong-passphrase"),
        })?;
        let identity = std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok());
        Ok(Key { identity: identity.ok_or_else(|| damaged(path))?, wrapped: self.wrapped.clone() })
    }

    /// Writes a closed file whole or not at all.
    pub fn write(&self, path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Fault> {
        write_whole(path, |out| {
            out.write_all(MARK)?;
            writeln!(out, "{}", self.recipient)?;
            out.write_all(&(self.wrapped.len() as u32).to_be_bytes())?;
            out.write_all(&self.wrapped)?;
            let encryptor = Encryptor::with_recipients(std::iter::once(&self.recipient as &dyn age::Recipient))
                .map_err(std::io::Error::other)?;
            let mut closing = encryptor.wrap_output(out)?;
            fill(&mut closing)?;
            closing.finish().map(drop)
        })
    }

    /// Closes a file in its place: beside it first, then the open one goes.
    pub fn close(&self, path: &Path) -> Result<(), Fault> {
        let mut file = File::open(path).map_err(|e| Fault::io(path, e))?;
        self.write(&sealed(path), |out| std::io::copy(&mut file, out).map(drop))?;
        fs::remove_file(path).map_err(|e| Fault::io(path, e))
    }
}

impl Key {
    /// Tells whether this key opens a file.
    pub fn fits(&self, path: &Path) -> bool {
        Lock::of_file(path).is_ok_and(|lock| lock.wrapped == self.wrapped)
    }

    /// Gives the content of a closed file to `take`.
    pub fn read<T>(&self, path: &Path, take: impl FnOnce(&mut dyn Read) -> std::io::Result<T>) -> Result<T, Fault> {
        let mut file = open(path)?;
        read_head(path, &mut file)?;
        let decryptor = Decryptor::new_buffered(file).map_err(|_| damaged(path))?;
        let identity = &self.identity as &dyn age::Identity;
        let mut content = decryptor.decrypt(std::iter::once(identity)).map_err(|_| damaged(path))?;
        take(&mut content).map_err(|_| damaged(path))
    }

    /// Opens a closed file again under `target`.
    pub fn open_as(&self, path: &Path, target: &Path) -> Result<(), Fault> {
        let mut unwritable = None;
        let opened = self.read(path, |content| {
            let written = write_whole(target, |out| std::io::copy(content, out).map(drop));
            written.map_err(|fault| {
                unwritable = Some(fault);
                std::io::ErrorKind::Other.into()
            })
        });
        match unwritable {
            Some(fault) if !matches!(fault.code, "io") => Err(fault),
            _ => opened,
        }
    }
}

/// Gives the name under which a file lies closed.
pub(super) fn sealed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ENDING);
    PathBuf::from(name)
}

/// Writes a file beside its name, durably, and puts it in place.
pub(super) fn write_whole(path: &Path, fill: impl FnOnce(&mut File) -> std::io::Result<()>) -> Result<(), Fault> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let temporary = PathBuf::from(name);
    let written = File::create(&temporary).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&temporary, path)).map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Fault::io(path, error)
    })
}

fn open(path: &Path) -> Result<BufReader<File>, Fault> {
    Ok(BufReader::new(File::open(path).map_err(|e| Fault::io(path, e))?))
}

fn read_head(path: &Path, file: &mut impl Read) -> Result<(x25519::Recipient, Vec<u8>), Fault> {
    let wrong = |_| damaged(path);
    let mut mark = [0; MARK.len()];
    file.read_exact(&mut mark).map_err(wrong)?;
    let mut line = Vec::new();
    let mut byte = [0];
    while byte[0] != b'\n' && line.len() < LONGEST_LINE {
        file.read_exact(&mut byte).map_err(wrong)?;
        line.push(byte[0]);
    }
    let recipient = std::str::from_utf8(&line).ok().and_then(|line| line.trim_end().parse().ok());
    let mut length = [0; 4];
    file.read_exact(&mut length).map_err(wrong)?;
    let length = u32::from_be_bytes(length);
    if mark != MARK || length > LONGEST_HEAD {
        return Err(damaged(path));
    }
    let mut wrapped = vec![0; length as usize];
    file.read_exact(&mut wrapped).map_err(wrong)?;
    Ok((recipient.ok_or_else(|| damaged(path))?, wrapped))
}
