//! A map of the user's own behind the schematic one: an MBTiles file that stays where it is and never travels.

use super::{Fault, Session};
use crate::photo;
use crate::store::{DEEPEST, TileFile};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The setting of this laptop that names the file.
const TILES: &str = "tiles";

/// Holds an open map file, to be read while the survey itself is at work.
#[derive(Debug)]
pub struct Tiles {
    file: Mutex<TileFile>,
    pub path: PathBuf,
    pub name: String,
    /// The zooms that it has pictures of.
    pub lowest: u8,
    pub deepest: u8,
    /// Another one for another file, so that no picture kept by the window is taken for one of this file.
    pub stamp: String,
}

impl Tiles {
    /// Opens a map file.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let refused = || Fault::new("tiles-unreadable").with("path", path.display());
        let meta = std::fs::metadata(path).map_err(|error| Fault::io(path, error))?;
        let mut file = TileFile::open(path).map_err(|error| refused().because(error))?;
        let mut about = |name: &str| file.about(name).ok().flatten().unwrap_or_default();
        let number = |text: &str, usual: u8| text.trim().parse().unwrap_or(usual).min(DEEPEST);
        let (format, known) = (about("format").to_lowercase(), about("name"));
        let (lowest, deepest) = (number(&about("minzoom"), 0), number(&about("maxzoom"), 18));
        // Tiles of lines and names instead of pictures.
        if matches!(format.as_str(), "pbf" | "mvt") {
            return Err(refused());
        }
        let changed = meta.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let stamp = format!("{}\n{}\n{:?}", path.display(), meta.len(), changed);
        let name = if known.trim().is_empty() {
            path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        } else {
            known.chars().filter(|c| !c.is_control()).take(80).collect()
        };
        Ok(Self {
            file: Mutex::new(file),
            path: path.to_owned(),
            name,
            lowest: lowest.min(deepest),
            deepest,
            stamp: blake3::hash(stamp.as_bytes()).to_hex().chars().take(16).collect(),
        })
    }

    /// Gives the picture of one tile with its media type; none where there is none, or where it is no small picture.
    pub fn tile(&self, zoom: u8, column: u32, row: u32) -> Option<(Vec<u8>, &'static str)> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = file.tile(zoom, column, row).ok().flatten()?;
        let media_type = photo::tile_type(&bytes)?;
        Some((bytes, media_type))
    }
}

impl Session {
    /// Puts a map file behind the map of this laptop, and remembers where it lies.
    pub fn lay_tiles(&mut self, path: &Path) -> Result<Tiles, Fault> {
        let tiles = Tiles::open(path)?;
        // On a medium that cannot be written it is chosen anew each time.
        if !self.overview()?.read_only {
            self.store.set_local(TILES, &path.to_string_lossy())?;
        }
        Ok(tiles)
    }

    /// Takes the map file away.
    pub fn clear_tiles(&mut self) -> Result<(), Fault> {
        Ok(self.store.set_local(TILES, "")?)
    }

    /// Opens the map file that was laid here before; none where there is none, or where it is gone.
    pub fn tiles(&self) -> Result<Option<Tiles>, Fault> {
        let path = self.store.local(TILES)?.filter(|path| !path.is_empty());
        Ok(path.and_then(|path| Tiles::open(Path::new(&path)).ok()))
    }
}

#[cfg(test)]
mod tests {
    use crate::session::tests::Desk;
    use crate::store::write_tiles;

    fn png(edge: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(edge, edge).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_map_file_is_remembered_and_gives_pictures_alone() {
        let desk = Desk::new();
        let mut session = desk.create("a");
        let path = desk.folder("底图.mbtiles");
        let (good, vast) = (png(256), png(3_000));
        let tiles: [(u8, u32, u32, &[u8]); 4] =
            [(14, 1, 2, &good), (14, 1, 3, b"<svg onload=x>"), (14, 1, 4, &vast), (14, 1, 5, &good[..40])];
        write_tiles(&path, &[("name", "街区\n图"), ("minzoom", "10"), ("maxzoom", "99")], &tiles);
        let laid = session.lay_tiles(&path).unwrap();
        assert_eq!((laid.name.as_str(), laid.lowest, laid.deepest), ("街区图", 10, 22));
        assert_eq!(laid.tile(14, 1, 2), Some((good.clone(), "image/png")));
        for (row, what) in [(3, "no picture"), (4, "too large a picture"), (5, "a piece of a picture"), (6, "nothing")]
        {
            let found = laid.tile(14, 1, row);
            // What is cut off behind its head is the window's to leave out.
            assert!(found.is_none() || row == 5, "{what}");
        }
        assert_eq!(session.tiles().unwrap().unwrap().stamp, laid.stamp);
        session.clear_tiles().unwrap();
        assert!(session.tiles().unwrap().is_none());
    }

    #[test]
    fn maps_of_lines_are_refused_and_lost_ones_forgotten() {
        let desk = Desk::new();
        let mut session = desk.create("a");
        let path = desk.folder("v.mbtiles");
        write_tiles(&path, &[("format", "pbf")], &[]);
        assert_eq!(session.lay_tiles(&path).unwrap_err().code, "tiles-unreadable");
        assert!(session.tiles().unwrap().is_none(), "what was refused is not remembered");
        let path = desk.folder("b.mbtiles");
        write_tiles(&path, &[], &[]);
        session.lay_tiles(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(session.tiles().unwrap().is_none());
    }
}
