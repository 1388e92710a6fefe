//! The limits of a survey file. They belong to the format: a writer keeps them, a reader refuses what passes them.

/// The longest manifest, in bytes.
pub const MOST_MANIFEST_BYTES: u64 = 32 << 20;
/// The most branches.
pub const MOST_BRANCHES: usize = 1 << 12;
/// The most checkpoints.
pub const MOST_CHECKPOINTS: usize = 1 << 13;
/// The longest checkpoint in its canonical form, in bytes.
pub(super) const LONGEST_CHECKPOINT: usize = 256;
/// The most changes.
pub const MOST_CHANGES: u64 = 4_000_000;
/// The most CBOR items in one change or value, so that few bytes never become much memory.
pub const MOST_ITEMS: usize = 1 << 18;
/// All changes together, unpacked, in bytes.
pub const MOST_CHANGES_BYTES: u64 = 1 << 30;
/// The most detached values.
pub const MOST_PAYLOAD: u64 = 1_000_000;
/// The longest detached value with its salt, in bytes.
pub const LONGEST_PAYLOAD: usize = 4 << 20;
/// All detached values together, unpacked, in bytes.
pub const MOST_PAYLOAD_BYTES: u64 = 1 << 28;
/// What packed rows may unpack to before their packed size counts, in bytes …
pub(super) const FREE_BYTES: u64 = 16 << 20;
/// … and how many times their packed size they may have beyond that. A real journal, full of hashes, stays below 10.
pub(super) const MOST_RATIO: u64 = 100;
/// The widest window that a zstd frame may ask for, as a power of two: 8 MiB.
pub(super) const WIDEST_WINDOW: u32 = 23;
/// Changes are kept after verification up to this size, unpacked; beyond, they are unpacked again when asked for.
pub(super) const KEPT_BYTES: u64 = 4 << 20;

/// The bounds of the rows of each entry.
pub(super) mod bounds {
    use super::super::fault::LimitKind;
    use super::super::rows::Bounds;
    use super::{
        LONGEST_CHECKPOINT, LONGEST_PAYLOAD, MOST_CHANGES, MOST_CHANGES_BYTES, MOST_CHECKPOINTS, MOST_PAYLOAD,
        MOST_PAYLOAD_BYTES,
    };
    use crate::change::LONGEST_CHANGE;

    pub const CHANGES: Bounds = Bounds {
        row: (LONGEST_CHANGE as u64, LimitKind::ChangeBytes),
        rows: (MOST_CHANGES, LimitKind::Changes),
        bytes: (MOST_CHANGES_BYTES, LimitKind::ChangesBytes),
    };
    pub const CHECKPOINTS: Bounds = Bounds {
        row: (LONGEST_CHECKPOINT as u64, LimitKind::Checkpoints),
        rows: (MOST_CHECKPOINTS as u64, LimitKind::Checkpoints),
        bytes: ((LONGEST_CHECKPOINT * MOST_CHECKPOINTS) as u64, LimitKind::Checkpoints),
    };
    pub const PAYLOAD: Bounds = Bounds {
        row: (LONGEST_PAYLOAD as u64, LimitKind::PayloadItemBytes),
        rows: (MOST_PAYLOAD, LimitKind::Payload),
        bytes: (MOST_PAYLOAD_BYTES, LimitKind::PayloadBytes),
    };
}
