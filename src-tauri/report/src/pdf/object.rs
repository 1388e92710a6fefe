//! Objects as bytes (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Writes an object; a stream only by its dictionary, since its bytes stand after it.
pub(super) fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(true) => out.extend(b"true"),
        Object::Boolean(false) => out.extend(b"false"),
        Object::Integer(value) => integer(*value, out),
        Object::Real(value) => number(*value, out),
        Object::Name(bytes) => name(bytes, out),
        Object::String(bytes, StringFormat::Literal) => literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            for byte in bytes {
                hex(*byte, out);
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => dictionary(dict, out),
        Object::Stream(stream) => dictionary(&stream.dict, out),
        Object::Reference((id, generation)) => {
            integer(i64::from(*id), out);
            out.push(b' ');
            integer(i64::from(*generation), out);
            out.extend(b" R");
        }
    }
}

pub(super) fn dictionary(dict: &Dictionary, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in dict {
        name(key, out);
        // These begin with a sign of their own.
        if !matches!(value, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)) {
            out.push(b' ');
        }
        write(value, out);
    }
    out.extend(b">>");
}

pub(super) fn name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in bytes {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hex(*byte, out);
        }
    }
}

fn literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            byte => out.push(*byte),
        }
    }
    out.push(b')');
}

/// Writes a number of two bytes as it stands in a string of codes.
pub(super) fn code(value: u16, out: &mut Vec<u8>) {
    for byte in value.to_be_bytes() {
        hex(byte, out);
    }
}

fn hex(byte: u8, out: &mut Vec<u8>) {
    out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
}

pub(super) fn integer(value: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend(&digits[at..]);
}

/// Writes a number with at most four decimals: no place on a page is told finer.
pub(super) fn number(value: f32, out: &mut Vec<u8>) {
    let mut parts = (f64::from(value) * 10_000.0).round() as i64;
    if parts < 0 {
        out.push(b'-');
        parts = -parts;
    }
    integer(parts / 10_000, out);
    let mut rest = parts % 10_000;
    if rest > 0 {
        out.push(b'.');
        let mut unit = 1000;
        while rest > 0 {
            out.push(b'0' + (rest / unit) as u8);
            rest %= unit;
            unit /= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn text(object: &Object) -> String {
        let mut out = Vec::new();
        write(object, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_told_as_short_as_they_are() {
        for (value, told) in
            [(0.0, "0"), (-0.0, "0"), (12.5, "12.5"), (-0.05, "-0.05"), (595.28, "595.28"), (0.000_04, "0"), (7.0, "7")]
        {
            assert_eq!(text(&Object::Real(value)), told);
        }
        assert_eq!(text(&Object::Integer(i64::MIN)), i64::MIN.to_string());
    }

    #[test]
    fn what_has_a_meaning_of_its_own_is_escaped() {
        let object = dictionary! {
            "Eine Art" => "a/b",
            "Text" => Object::string_literal("(x\\\r"),
            "Hex" => Object::String(vec![0xfe, 0x0f], StringFormat::Hexadecimal),
            "Kids" => vec![Object::Reference((3, 0)), Object::Null, true.into()],
        };
        let told = r"<</Eine#20Art/a#2fb/Text(\(x\\\r)/Hex<fe0f>/Kids[3 0 R null true]>>";
        assert_eq!(text(&Object::Dictionary(object)), told);
    }
}
