use super::made::zip;
use crate::photo::*;
use std::io::{Cursor, Read};

fn kind(name: &str, bytes: &[u8]) -> Option<Format> {
    let import = import(name, &mut Cursor::new(bytes)).ok()?;
    assert!(import.photo.is_none(), "a document has no derivative");
    assert_eq!(import.inspected.hash, *blake3::hash(bytes).as_bytes());
    assert_eq!(import.inspected.size, bytes.len() as u64);
    assert_eq!(inspect(name, bytes).unwrap(), import.inspected);
    Some(import.inspected.format)
}

#[test]
fn documents_are_recognised_by_their_bytes() {
    let office = |part| zip(&["[Content_Types].xml", part], b"<Types/>");
    let open = |media: &str| zip(&["mimetype", "content.xml"], media.as_bytes());
    for (format, bytes) in [
        (Format::Pdf, b"%PDF-1.7\n...".to_vec()),
        (Format::Docx, office("word/document.xml")),
        (Format::Xlsx, office("xl/workbook.xml")),
        (Format::Pptx, office("ppt/presentation.xml")),
        (Format::Odt, open("application/vnd.oasis.opendocument.text")),
        (Format::Ods, open("application/vnd.oasis.opendocument.spreadsheet")),
        (Format::Mp4, b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec()),
        (Format::Mov, b"\0\0\0\x14ftypqt  \0\0\0\0".to_vec()),
        (Format::M4a, b"\0\0\0\x14ftypM4A \0\0\0\0".to_vec()),
        (Format::Heic, b"\0\0\0\x18ftypheic\0\0\0\0mif1".to_vec()),
        (Format::Mp3, b"ID3\x04\0\0\0\0\0\0".to_vec()),
        (Format::Mp3, b"\xff\xfb\x90\x64\0\0".to_vec()),
    ] {
        assert_eq!(kind("没有扩展名", &bytes), Some(format));
        assert_eq!(kind("照片.jpg", &bytes), Some(format), "the name must not matter");
    }
}

#[test]
fn older_office_files_share_a_mark_and_are_told_apart_by_name() {
    let bytes = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    for (name, format) in [
        ("街道复函.doc", Some(Format::Doc)),
        ("街道复函.WPS", Some(Format::Doc)),
        ("台账.xls", Some(Format::Xls)),
        ("台账.et", Some(Format::Xls)),
        ("汇报.ppt", Some(Format::Ppt)),
        ("照片.jpg", None),
        ("安装包.msi", None),
    ] {
        assert_eq!(kind(name, &bytes), format, "{name}");
    }
}

#[test]
fn plain_text_is_kept_where_it_calls_itself_text() {
    let gb18030 = b"\xb1\xb1\xbe\xa9,\xcd\xfb\xbe\xa9\r\n";
    for bytes in ["北京,望京\n".as_bytes(), "\u{feff}北京".as_bytes(), b"\xff\xfe\x17\x53", gb18030] {
        assert_eq!(kind("名单.csv", bytes), Some(Format::Csv));
        assert_eq!(kind("说明.TXT", bytes), Some(Format::Text));
        assert_eq!(kind("说明.jpg", bytes), None);
        assert_eq!(kind("说明", bytes), None);
    }
    assert_eq!(kind("说明.txt", b"\x80\x01 binary \0"), None);
}

#[test]
fn long_text_cut_inside_a_character_by_the_look_is_still_text() {
    let text = "望".repeat(40_000);
    assert_eq!(kind("长.txt", text.as_bytes()), Some(Format::Text));
    assert_eq!(kind("长.txt", format!("a{text}").as_bytes()), Some(Format::Text));
}

#[test]
fn an_office_file_cut_anywhere_is_refused() {
    let whole = zip(&["[Content_Types].xml", "word/document.xml"], &[b'x'; 500]);
    for cut in 1..whole.len() {
        assert_eq!(kind("半截.docx", &whole[..cut]), None, "cut at {cut}");
    }
}

#[test]
fn the_stream_is_left_at_its_start_for_copying() {
    let bytes = [b"%PDF-1.4\n".as_slice(), &vec![7; 700_000]].concat();
    let mut stream = Cursor::new(&bytes);
    import("长.pdf", &mut stream).unwrap();
    let mut copied = Vec::new();
    stream.read_to_end(&mut copied).unwrap();
    assert_eq!(copied, bytes);
}

#[test]
fn a_stream_that_fails_is_told_by_name() {
    struct Pulled;
    impl Read for Pulled {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the stick was pulled"))
        }
    }
    impl std::io::Seek for Pulled {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(10)
        }
    }
    let error = import("u盘.jpg", &mut Pulled).expect_err("must be refused");
    assert_eq!((error.code(), error.name()), ("fault-photo-unreadable", "u盘.jpg"));
}
