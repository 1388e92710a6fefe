//! HEIC, as phones take it: drawn in a process of its own, with limits. The decoder is young, and a photo may be hostile; whatever happens
//! to it there, the original is kept and the program goes on.

use super::derivative::{self, Derivative};
use super::error::Refusal;
use super::raster::Raster;
use super::{Format, Import, MOST_PHOTO_BYTES, MOST_PIXELS, Photo, PhotoError, Turn};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// What a program is called with to draw one HEIC photo from standard input as a JPEG on standard output.
const ARGUMENT: &str = "--draw-heic";
/// How long one photo may take; 12 megapixels take under a second.
const LONGEST: Duration = Duration::from_secs(30);
/// The largest answer that is taken, in bytes: a derivative has a few hundred kilobytes.
const MOST_ANSWER: u64 = 16 << 20;

/// Is asked first by the `main` of every program that imports photos: where it was called to draw one, it draws and ends.
pub fn serve() -> Option<ExitCode> {
    if std::env::args_os().nth(1).is_none_or(|argument| argument != ARGUMENT) {
        return None;
    }
    let drawn = || -> Option<()> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(MOST_PHOTO_BYTES).read_to_end(&mut bytes).ok()?;
        let derivative = draw(&bytes).ok()?;
        std::io::stdout().lock().write_all(&derivative.jpeg).ok()
    };
    Some(if drawn().is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes a file in as [`super::import`] does, and gives a HEIC photo its picture, drawn by `program` in a process of its own; without one it
/// stays a file that is kept.
pub fn import<R: Read + Seek>(name: &str, reader: &mut R, program: Option<&Path>) -> Result<Import, PhotoError> {
    let mut import = super::import(name, reader)?;
    let Some(program) = program.filter(|_| import.inspected.format == Format::Heic) else { return Ok(import) };
    let mut original = Vec::new();
    let read = reader.seek(SeekFrom::Start(0)).and_then(|_| reader.read_to_end(&mut original));
    if read.is_ok() && reader.seek(SeekFrom::Start(0)).is_ok() {
        import.photo = draw_apart(program, &original).map(|derivative| {
            import.inspected.pixels = Some((derivative.width, derivative.height));
            Photo { original, derivative }
        });
    }
    Ok(import)
}

/// Draws one photo here. The container says how it is to be turned, and the decoder has done it.
fn draw(bytes: &[u8]) -> Result<Derivative, PhotoError> {
    let made = || {
        let refused = |error: heic_decoder::HeifError| Refusal::damaged(error.to_string());
        let info = heic_decoder::probe(bytes).map_err(refused)?;
        if (info.width as u64).saturating_mul(info.height as u64) > MOST_PIXELS {
            return Err(Refusal::TooLarge);
        }
        let picture = heic_decoder::decode(bytes).and_then(|picture| picture.to_rgb8()).map_err(refused)?;
        let raster = Raster { rgb: picture.data, width: picture.width as u32, height: picture.height as u32 };
        derivative::of_raster(raster, Turn::UPRIGHT)
    };
    made().map_err(|refusal: Refusal| refusal.named(""))
}

fn draw_apart(program: &Path, bytes: &[u8]) -> Option<Derivative> {
    let mut command = Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let jpeg = std::thread::scope(|scope| {
        // Dropping the pipe tells the other side that nothing follows; one that ends early is no fault of ours.
        scope.spawn(move || drop(input.write_all(bytes)));
        let answer = scope.spawn(move || {
            let mut jpeg = Vec::new();
            output.take(MOST_ANSWER).read_to_end(&mut jpeg).ok().map(|_| jpeg)
        });
        if !ends_in_time(&mut child) {
            let _ = child.kill();
            let _ = child.wait();
            let _ = answer.join();
            return None;
        }
        answer.join().ok().flatten()
    })?;
    // The child is no more trusted than the photo: what it gave must be a whole picture of the size that is kept.
    derivative::checked(jpeg).ok()
}

fn ends_in_time(child: &mut Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Err(_) => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const PHOTO: &[u8] = include_bytes!("../../../../tests/files/photo.heic");

    #[test]
    fn a_phones_photo_is_drawn() {
        let derivative = draw(PHOTO).unwrap();
        assert!(derivative.width > 100 && derivative.height > 100);
        assert_eq!(derivative::checked(derivative.jpeg.clone()).unwrap(), derivative);
    }

    #[test]
    fn damaged_ones_are_refused_and_never_panic() {
        for cut in [0, 1, 40, 400, PHOTO.len() / 2, PHOTO.len() - 1] {
            assert!(draw(&PHOTO[..cut]).is_err() || cut == PHOTO.len() - 1);
        }
        for at in (0..PHOTO.len()).step_by(PHOTO.len() / 60) {
            let mut bytes = PHOTO.to_vec();
            bytes[at] ^= 0x5a;
            let _ = draw(&bytes);
        }
    }

    #[test]
    fn without_a_program_that_draws_the_original_is_kept_all_the_same() {
        let mut reader = Cursor::new(PHOTO);
        for program in [None, Some("/bin/false"), Some("/bin/cat"), Some("/nowhere")] {
            let import = import("photo.heic", &mut reader, program.map(Path::new)).unwrap();
            assert_eq!(import.photo, None, "{program:?} draws nothing");
        }
    }
}
