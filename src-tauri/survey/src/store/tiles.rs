//! Map tiles in an MBTiles file of the user's own: read, never written, and trusted in nothing.

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;

/// The largest tile, in bytes; pictures of 512 pixels have a tenth of it.
const MOST_TILE: i32 = 1 << 20;
/// How many steps of SQLite's machine one question may take: a prepared index needs a few dozen.
const MOST_STEPS: u32 = 400_000;
/// After so many steps the count is looked at.
const STRIDE: i32 = 1_000;
/// Deeper than any map: a tile of it is some centimetres wide.
pub const DEEPEST: u8 = 22;

/// Holds an open MBTiles file.
#[derive(Debug)]
pub struct TileFile(Connection);

impl TileFile {
    /// Opens a file for reading; `Err` says what SQLite or the file's own form objects to.
    ///
    /// The file may come from anywhere: its triggers and functions stay off, sizes are bounded, and a question that a view
    /// in it makes endless is broken off.
    pub fn open(path: &Path) -> Result<Self, rusqlite::Error> {
        let file =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        file.set_limit(Limit::SQLITE_LIMIT_LENGTH, 2 * MOST_TILE)?;
        file.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 64 << 10)?;
        file.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        file.pragma_update(None, "cell_size_check", true)?;
        file.pragma_update(None, "mmap_size", 0)?;
        let mut tiles = Self(file);
        tiles.tile(0, 0, 0)?;
        Ok(tiles)
    }

    /// Bounds the next question.
    fn bound(&mut self) -> Result<(), rusqlite::Error> {
        let mut left = MOST_STEPS / STRIDE.unsigned_abs();
        self.0.progress_handler(
            STRIDE,
            Some(move || {
                left = left.saturating_sub(1);
                left == 0
            }),
        )
    }

    /// Gives a line of the file's description, such as `name` or `format`, cut at 200 characters.
    pub fn about(&mut self, name: &str) -> Result<Option<String>, rusqlite::Error> {
        self.bound()?;
        let mut statement =
            self.0.prepare_cached("SELECT substr(value, 1, 200) FROM metadata WHERE name = ?1 LIMIT 1")?;
        Ok(statement.query_row([name], |row| row.get::<_, Option<String>>(0)).optional()?.flatten())
    }

    /// Gives one tile; `row` counts from the north, as web maps do.
    pub fn tile(&mut self, zoom: u8, column: u32, row: u32) -> Result<Option<Vec<u8>>, rusqlite::Error> {
        let side = 1_u32 << zoom.min(DEEPEST);
        if zoom > DEEPEST || column >= side || row >= side {
            return Ok(None);
        }
        self.bound()?;
        let mut statement = self.0.prepare_cached(
            "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3
             AND length(tile_data) <= ?4 LIMIT 1",
        )?;
        // The file counts rows from the south.
        let data =
            statement.query_row((zoom, column, side - 1 - row, MOST_TILE), |row| row.get::<_, Option<Vec<u8>>>(0));
        Ok(data.optional()?.flatten())
    }
}

/// Writes a small MBTiles file, for the tests of whoever reads them.
#[cfg(test)]
pub(crate) fn write_tiles(path: &Path, about: &[(&str, &str)], tiles: &[(u8, u32, u32, &[u8])]) {
    let file = Connection::open(path).unwrap();
    file.execute_batch(
        "CREATE TABLE metadata (name TEXT, value TEXT);
         CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
         CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)",
    )
    .unwrap();
    for (name, value) in about {
        file.execute("INSERT INTO metadata VALUES (?1, ?2)", [name, value]).unwrap();
    }
    for (zoom, column, row, data) in tiles {
        let south = (1_u32 << zoom) - 1 - row;
        file.execute("INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", (zoom, column, south, data)).unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn tiles_are_found_by_the_row_that_web_maps_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("底图.mbtiles");
        write_tiles(&path, &[("name", "望京")], &[(3, 6, 2, b"tile")]);
        let mut file = TileFile::open(&path).unwrap();
        assert_eq!(file.tile(3, 6, 2).unwrap().as_deref(), Some(&b"tile"[..]));
        assert_eq!(file.tile(3, 6, 5).unwrap(), None);
        assert_eq!(file.about("name").unwrap().as_deref(), Some("望京"));
        assert_eq!(file.about("bounds").unwrap(), None);
        for outside in [(3, 8, 0), (3, 0, 8), (23, 0, 0), (255, 1, 1)] {
            assert_eq!(file.tile(outside.0, outside.1, outside.2).unwrap(), None, "{outside:?}");
        }
    }

    #[test]
    fn what_is_no_map_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.mbtiles");
        assert!(TileFile::open(&path).is_err(), "missing");
        assert!(!path.exists(), "looking makes no file");
        std::fs::write(&path, "no database").unwrap();
        assert!(TileFile::open(&path).is_err());
        std::fs::write(&path, "").unwrap();
        assert!(TileFile::open(&path).is_err(), "an empty database has no tiles");
    }

    #[test]
    fn a_file_that_wants_to_hold_the_program_is_let_go_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("endless.mbtiles");
        let endless = "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, CAST(count(*) AS BLOB) AS tile_data FROM n";
        Connection::open(&path).unwrap().execute_batch(endless).unwrap();
        let began = Instant::now();
        assert!(TileFile::open(&path).is_err());
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        let path = folder.path().join("huge.mbtiles");
        let huge = "CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(900000000) AS tile_data";
        Connection::open(&path).unwrap().execute_batch(huge).unwrap();
        assert!(TileFile::open(&path).is_err(), "nine hundred megabytes are no tile");
    }

    #[test]
    fn nothing_is_written_to_the_file_or_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mbtiles");
        write_tiles(&path, &[], &[(0, 0, 0, b"x")]);
        let before = std::fs::read(&path).unwrap();
        let mut file = TileFile::open(&path).unwrap();
        file.tile(0, 0, 0).unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
