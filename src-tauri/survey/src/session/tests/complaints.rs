//! What users of other systems complained about; `tests/complaints.md` names the test of each row.

use super::*;
use crate::session::{MergeChoice, Unseal};

#[test]
fn a_clock_that_goes_back_orders_nothing_and_is_told() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let file = desk.hand_over(&mut a, "start");
    // An hour back with every question, as after a reset; a clock that stands in the last century, and one in the year 2099.
    let back = Stamp { wall_ms: 1_778_549_400_000, offset_min: 480 };
    let old = Stamp { wall_ms: 0, offset_min: 480 };
    let far = Stamp { wall_ms: 4_085_000_000_000, offset_min: 480 };
    let mut laptops: Vec<Session> = [("b", back, -3_600_000), ("c", old, 1), ("d", far, 1)]
        .into_iter()
        .map(|(name, stamp, step)| {
            let edge = SeededEdge::new(Hash::of(name.as_bytes()).0, stamp, step);
            Session::join(&file, &Unseal::default(), &desk.folder(name), name, desk.home(name), Box::new(edge)).unwrap()
        })
        .collect();
    let key: CellKey = "wangjing/1/2.3.1".parse().unwrap();
    for value in ["10", "20", "30"] {
        for laptop in &mut laptops {
            laptop.set_value(&key, &number(value), None, Seen::Current).unwrap();
        }
    }
    for laptop in &laptops {
        let heads = laptop.store.heads("assessment", &key.to_string(), "value").unwrap();
        assert_eq!(heads.len(), 1);
        assert_eq!(heads[0].value, number("30").to_cbor(), "what was said last stands, whatever the clock says");
    }
    let files: Vec<PathBuf> = laptops
        .iter_mut()
        .zip(["from b", "from c", "from d"])
        .map(|(laptop, name)| desk.hand_over(laptop, name))
        .collect();
    for file in files {
        a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    }
    assert_eq!(a.conflicts().unwrap().len(), 0, "all say 30");
    let report = a.check().unwrap();
    assert!(report.is_clean());
    let told: Vec<&str> = report.findings.iter().map(|finding| finding.code).filter(|code| *code == "clock").collect();
    assert_eq!(told.len(), 3, "one note for each of the three laptops: {:?}", report.findings);
    // Whoever writes with a right clock afterwards has the last word.
    a.set_value(&key, &number("40"), None, Seen::Current).unwrap();
    assert_eq!(rows(&a)[0].outcome.value, Some(Ratio::whole(40)));
}

#[test]
fn a_thousand_records_stay_and_each_was_saved_when_it_was_left() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let names: Vec<_> = (1..=1_000).map(|n| (format!("{n} 号院"), None)).collect();
    let list = a.framework().lists[0].key.clone();
    let (keys, _) = a.add_units("wangjing", &list, &names).unwrap();
    for (n, key) in keys.iter().enumerate() {
        a.set_text("unit", key, "note", &format!("第 {n} 处"), Seen::Current).unwrap();
        if n % 250 == 249 {
            // Another program sees all of it, while the first is still open and never said goodbye.
            let other = Session::open_read_only(&desk.folder("a"), desk.home("a"), Desk::edge("other")).unwrap();
            assert_eq!(other.store.rows_of_field("unit", "note").unwrap().len(), n + 1);
        }
    }
    assert!(a.check().unwrap().is_clean());
}
