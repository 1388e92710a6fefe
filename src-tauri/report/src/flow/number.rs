//! How headings are numbered: 1.2 in the modern profile, 一、（一）1.（1） in official documents (GB/T 9704-2012, 7.3.3).

use crate::edition::Profile;
use tanfang_survey::text::Lang;

/// Gives a heading with its number; `path` counts from 1 on each level, the last one is the heading's own.
pub fn numbered(profile: Profile, lang: Lang, path: &[usize], title: &str) -> String {
    let last = path.last().copied().unwrap_or(1);
    if profile == Profile::Official && lang == Lang::Zh {
        return match path.len() {
            0 | 1 => format!("{}、{title}", chinese(last)),
            2 => format!("（{}）{title}", chinese(last)),
            3 => format!("{last}.{title}"),
            _ => format!("（{last}）{title}"),
        };
    }
    let number: Vec<String> = path.iter().map(usize::to_string).collect();
    let gap = if lang == Lang::Zh { '\u{3000}' } else { ' ' };
    format!("{}{gap}{title}", number.join("."))
}

/// Writes a number below 10,000 in Chinese: 十二, 一百零五.
fn chinese(number: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 || number > 9_999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (place, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / place % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        // 十二, not 一十二.
        if !(place == 10 && digit == 1 && text.is_empty()) {
            text.push(DIGITS[digit]);
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_worded_as_they_are_said() {
        for (number, said) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (35, "三十五"),
            (105, "一百零五"),
            (110, "一百一十"),
            (2_003, "二千零三"),
        ] {
            assert_eq!(chinese(number), said);
        }
    }

    #[test]
    fn each_level_of_an_official_document_has_its_own_form() {
        let official = |path: &[usize]| numbered(Profile::Official, Lang::Zh, path, "概况");
        let forms = [official(&[2]), official(&[2, 11]), official(&[2, 1, 3]), official(&[2, 1, 3, 4])];
        assert_eq!(forms, ["二、概况", "（十一）概况", "3.概况", "（4）概况"]);
        assert_eq!(numbered(Profile::Modern, Lang::Zh, &[2, 1], "概况"), "2.1\u{3000}概况");
        assert_eq!(numbered(Profile::Official, Lang::En, &[2, 1], "Scope"), "2.1 Scope");
    }
}
