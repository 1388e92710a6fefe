//! `photo://localhost/<size>/<key>`: pixels on their way into the window.

use tauri::http::{Request, Response, StatusCode, header};

/// Holds which rendering of a photo is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Thumb,
    View,
    Original,
}

/// Reads size and key from the path, whole or percent-encoded as one part.
pub fn parse(path: &str) -> Option<(Size, String)> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let (size, key) = path.trim_start_matches('/').split_once('/')?;
    let size = match size {
        "thumb" => Size::Thumb,
        "view" => Size::View,
        "original" => Size::Original,
        _ => return None,
    };
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| (size, key.to_owned()))
}

/// Makes the answer to one request; content of a photo never changes, so it may be cached.
pub fn respond(found: Option<(Vec<u8>, &'static str)>) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    if let Some((bytes, media_type)) = found {
        *response.body_mut() = bytes;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=31536000, immutable"));
    } else {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// Gives the path a request asks for.
pub fn path(request: &Request<Vec<u8>>) -> &str {
    request.uri().path()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_key_are_read_whole_or_encoded() {
        assert_eq!(parse("/thumb/0190-ab"), Some((Size::Thumb, "0190-ab".into())));
        assert_eq!(parse("/original%2F0190-ab"), Some((Size::Original, "0190-ab".into())));
        for wrong in ["/thumb/", "/thumb", "/huge/1", "/thumb/../x", "/thumb/a%2Fb", "/view/%FF"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
