//! Numbers of chapters, sections, tables and figures.

use super::Writer;
use crate::edition::Profile;
use tanfang_survey::text::Lang;

/// Counts what has been numbered so far in one language.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) chapter: usize,
    pub(super) section: usize,
    pub(super) table: usize,
    pub(super) figure: usize,
}

impl Writer<'_, '_> {
    /// Puts the number of a heading before its title: `2`, `2.1`, in an official document `二、`, `（一）`, `1.`.
    pub(super) fn numbered(&self, level: u8, number: usize, title: &str) -> String {
        let official = self.edition.profile == Profile::Official;
        let chinese = self.lang() == Lang::Zh;
        let chapter = self.numbers.chapter;
        let (id, number) = match level {
            1 if official && chinese => ("report-chapter-official", numeral(number)),
            2 if official && chinese => ("report-section-official", numeral(number)),
            1 => ("report-chapter", number.to_string()),
            2 => ("report-section", format!("{chapter}.{number}")),
            _ => return title.to_owned(),
        };
        self.words.format(id, &[("number", &number), ("title", title)])
    }
}

/// Writes a number below a hundred the Chinese way: 十二.
fn numeral(number: usize) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |n: usize| DIGITS.get(n).copied();
    let (tens, ones) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 9 {
        return number.to_string();
    }
    if tens > 1 {
        text.extend(digit(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    if ones > 0 || tens == 0 {
        text.extend(digit(ones));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn chapters_are_counted_the_chinese_way() {
        for (number, word) in [(0, "〇"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")] {
            assert_eq!(numeral(number), word);
        }
        assert_eq!(numeral(100), "100");
    }
}
