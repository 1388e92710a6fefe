//! A change has one form: whatever is read as one is written as the same bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tanfang_journal::{Cbor, Sealed};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(item) = Cbor::decode(bytes) {
        assert_eq!(item.encode(), bytes, "canonical bytes have one form");
    }
    if let Ok(sealed) = Sealed::decode(bytes) {
        assert_eq!(sealed.change.seal().bytes, bytes, "a change has one form");
    }
});
