//! `photo://localhost/<size>/<blake3>.<ext>`: pixels on their way into the window.

use std::sync::Arc;
use tanfang_report::Laid;
use tanfang_survey::session::{BlobRef, Pictures, Tiles};
use tauri::http::{HeaderValue, Response, StatusCode, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Thumb,
    View,
}

/// Reads size and file from the path, whole or percent-encoded as one part.
fn parse(path: &str) -> Option<(Size, BlobRef)> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let (size, file) = path.trim_start_matches('/').split_once('/')?;
    let size = match size {
        "thumb" => Size::Thumb,
        "view" => Size::View,
        _ => return None,
    };
    let (hash, ext) = file.split_once('.')?;
    media_type(ext)?;
    Some((size, BlobRef { hash: hash.parse().ok()?, ext: ext.to_owned(), size: 0 }))
}

fn media_type(ext: &str) -> Option<&'static str> {
    match ext {
        "jpg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

/// Finds the picture that a path asks for, with its media type.
pub fn find(pictures: &Pictures, path: &str) -> Option<(Vec<u8>, &'static str)> {
    let (size, blob) = parse(path)?;
    match size {
        Size::Thumb => Some((pictures.thumbnail(&blob).ok()?, "image/jpeg")),
        Size::View => Some((pictures.full(&blob).ok()?, media_type(&blob.ext)?)),
    }
}

/// Finds the map tile that a path asks for: `tile/<stamp>/<zoom>/<column>/<row>` of the very file that is laid.
pub fn find_tile(tiles: &Tiles, path: &str) -> Option<(Vec<u8>, &'static str)> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let mut parts = path.trim_start_matches('/').strip_prefix("tile/")?.split('/');
    let (stamp, zoom, column, row) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if stamp != tiles.stamp || parts.next().is_some() {
        return None;
    }
    tiles.tile(zoom.parse().ok()?, column.parse().ok()?, row.parse().ok()?)
}

/// Finds a picture of a report that is leafed through: `preview/<number>/<place>`.
pub fn find_previewed(path: &str, preview: impl Fn(u32) -> Option<Arc<Laid>>) -> Option<(Vec<u8>, &'static str)> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let (number, place) = path.trim_start_matches('/').strip_prefix("preview/")?.split_once('/')?;
    let laid = preview(number.parse().ok()?)?;
    let picture = laid.document.pictures.list().get(place.parse::<usize>().ok()?)?;
    let bytes = picture.made.clone().or_else(|| std::fs::read(&picture.source.path).ok())?;
    Some((bytes, "image/jpeg"))
}

/// Makes the answer to one request. Pictures are named by their content, so they may be kept for ever.
pub fn respond(found: Option<(Vec<u8>, &'static str)>) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    if let Some((bytes, media_type)) = found {
        *response.body_mut() = bytes;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    } else {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_file_are_read_whole_or_encoded_and_nothing_else_is() {
        let hash = "ab".repeat(32);
        let (size, blob) = parse(&format!("/thumb/{hash}.jpg")).unwrap();
        assert_eq!((size, blob.file_name()), (Size::Thumb, format!("{hash}.jpg")));
        assert_eq!(parse(&format!("/view%2F{hash}.png")).unwrap().0, Size::View);
        for wrong in [
            "/thumb/",
            "/thumb",
            "/view/../survey.db",
            "/view/%FF",
            &format!("/huge/{hash}.jpg"),
            &format!("/view/{hash}.exe"),
        ] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(respond(None).status(), StatusCode::NOT_FOUND);
        assert_eq!(respond(Some((vec![1], "image/png"))).headers()[header::CONTENT_TYPE], "image/png");
    }
}
