use super::*;
use crate::page::Item;

const BLACK: Colour = Colour(0, 0, 0);

fn style() -> TextStyle {
    TextStyle { size: 10.0, weight: Weight::Regular, colour: BLACK, leading: 1.6, align: Align::Start }
}

fn shape(text: &str) -> Shaped {
    Typesetter::new(false).unwrap().shape(&Rich::from(text), style()).unwrap()
}

fn lines(text: &str, width: f32) -> Vec<String> {
    let shaped = shape(text);
    shaped.lines(width).iter().map(|line| shaped.line_text(line)).collect()
}

#[test]
fn no_line_starts_with_closing_punctuation_or_ends_with_an_opening_one() {
    let text = "社区内设有国际学校、医院（含门诊部）、“一站式”服务站；居民普遍反映：标识清楚，出行方便。《导则》要求每处标识均为双语！";
    for width in 60..260 {
        for line in lines(text, width as f32) {
            let (first, last) = (line.chars().next().unwrap(), line.chars().last().unwrap());
            assert!(!"，。、；：！？）》”".contains(first), "width {width}: {line:?} starts with {first}");
            assert!(!"（《“".contains(last), "width {width}: {line:?} ends with {last}");
        }
    }
}

#[test]
fn no_line_is_wider_than_its_column_and_no_character_is_lost() {
    let text =
        "望京社区（朝阳区）共 24 处双语标识，符合的有 18 处，占 75.0 %。Bilingual signs were checked one by one.";
    let shaped = shape(text);
    for width in 40..300 {
        let broken = shaped.lines(width as f32);
        assert!(broken.iter().all(|line| line.width <= width as f32 + 0.02), "width {width}");
        let joined: String = broken.iter().map(|line| shaped.line_text(line)).collect();
        assert_eq!(joined, text);
    }
}

#[test]
fn a_latin_word_is_divided_only_where_no_line_could_hold_it() {
    assert_eq!(lines("see international communities", 70.0), ["see ", "international ", "communities"]);
    let pieces = lines("https://example.org/a-very-long-address-without-any-space", 60.0);
    assert!(pieces.len() > 2);
    assert_eq!(pieces.concat(), "https://example.org/a-very-long-address-without-any-space");
}

#[test]
fn a_gap_stands_between_chinese_and_latin_but_not_beside_a_space() {
    let close = shape("共24处").natural_width();
    let apart = shape("共").natural_width() + shape("24").natural_width() + shape("处").natural_width();
    assert!((close - apart - 2.0 * SCRIPT_GAP * 10.0).abs() < 0.01);
    let spaced = shape("共 24").natural_width();
    let plain = shape("共").natural_width() + shape(" x").natural_width() - shape("x").natural_width()
        + shape("24").natural_width();
    assert!((spaced - plain).abs() < 0.05, "{spaced} {plain}");
}

#[test]
fn adjacent_full_width_punctuation_is_squeezed_and_line_ends_are_trimmed() {
    let em = 10.0;
    assert!((shape("字）。字").natural_width() - 3.5 * em).abs() < 0.01, "）。 share half an em");
    assert!((shape("字（《字").natural_width() - 3.5 * em).abs() < 0.01, "（《 share half an em");
    assert!((shape("字。").natural_width() - 1.5 * em).abs() < 0.01, "the blank half at the end is not counted");
    assert!((shape("（字").natural_width() - 1.5 * em).abs() < 0.01, "nor the one at the start");
}

#[test]
fn justified_lines_reach_the_edge_within_the_cap_and_others_stay_ragged() {
    let mut setter = Typesetter::new(false).unwrap();
    let text =
        Rich::from("每一处样本均由两名调研员独立记录，结果不一致的再次到现场核对后确定，并在备注中写明依据与来源。");
    let shaped = setter.shape(&text, style().aligned(Align::Justify)).unwrap();
    let width = 203.0;
    let broken = shaped.lines(width);
    for (index, line) in broken.iter().enumerate() {
        let mut items = Vec::new();
        shaped.place(line, 0.0, 0.0, width, &mut items);
        let right = items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) => run.glyphs.last().map(|glyph| run.x + glyph.x),
                _ => None,
            })
            .fold(0.0, f32::max);
        if index + 1 < broken.len() {
            assert!(right + 10.0 >= width - 5.1, "line {index} ends at {right}");
        }
        assert!(line.stretch <= MOST_STRETCH_OF_TEN, "line {index}");
    }
    assert!(broken.last().unwrap().stretch == 0.0, "the last line is not stretched");
}

const MOST_STRETCH_OF_TEN: f32 = 0.91;

#[test]
fn a_forced_break_ends_a_line() {
    assert_eq!(lines("甲\n乙丙", 500.0), ["甲", "乙丙"]);
}

#[test]
fn a_character_no_face_draws_is_named_with_its_surroundings() {
    let error = Typesetter::new(false).unwrap().shape(&Rich::from("望京很好𓃰啊"), style()).unwrap_err();
    match error {
        ReportError::MissingGlyph { character, near } => {
            assert_eq!(character, '𓃰');
            assert!(near.contains("很好𓃰啊"));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn rare_names_signs_and_accents_find_a_face_in_both_weights() {
    let mut setter = Typesetter::new(false).unwrap();
    for weight in [Weight::Regular, Weight::Bold] {
        for text in ["㐂喆旸𠮷", "🦀😀👩‍👩‍👧🇨🇳", "☑☐✔✗ ₂ ≥ ≤ × ‰", "Zoë Müller-Łukasz", "e\u{301}", "Ж Ω"]
        {
            let result = setter.shape(&Rich::from(text), TextStyle { weight, ..style() });
            assert!(result.is_ok(), "{text} {weight:?}: {result:?}");
        }
    }
}

#[test]
fn marks_that_only_steer_layout_are_dropped() {
    let shaped = shape("\u{2068}望京\u{2069}\u{200b}\u{feff}社区\u{fe0f}");
    assert_eq!(shaped.line_text(&shaped.lines(500.0)[0]), "望京社区");
}

#[test]
fn latin_text_sets_its_quotation_marks_narrow() {
    let mut setter = Typesetter::new(true).unwrap();
    let width = |setter: &mut Typesetter, text: &str| setter.shape(&Rich::from(text), style()).unwrap().natural_width();
    assert!(width(&mut setter, "“a”b") < width(&mut setter, "ab") + 10.0);
    assert!(shape("孩子们children’s书").natural_width() < shape("孩子们childrens书").natural_width() + 4.0);
}

#[test]
fn right_to_left_text_is_seen_in_its_order_and_read_in_the_order_of_its_words() {
    let text = "姓名 שלום 12 עולם 完";
    let shaped = shape(text);
    let seen = |line: &Line| -> String {
        let mut items = Vec::new();
        shaped.place(line, 0.0, 0.0, 500.0, &mut items);
        let mut glyphs: Vec<(f32, char)> = Vec::new();
        for item in &items {
            let Item::Text(run) = item else { continue };
            glyphs.extend(run.glyphs.iter().map(|glyph| (run.x + glyph.x, glyph.character)));
        }
        glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
        glyphs.into_iter().map(|(_, character)| character).filter(|character| *character != ' ').collect()
    };
    let whole = shaped.lines(500.0);
    assert_eq!(shaped.line_text(&whole[0]), text, "kept as it is read");
    assert_eq!(seen(&whole[0]), "姓名םלוע12םולש完");
    // Broken, each line is turned by itself, and what is read first comes first.
    let width = shaped.natural_width() * 0.55;
    let lines = shaped.lines(width);
    assert!(lines.len() >= 2 && seen(&lines[0]).contains("םולש"), "{:?}", seen(&lines[0]));
    assert!(seen(lines.last().unwrap()).contains('完'));
    let arabic = shape("مرحبا");
    assert!(arabic.natural_width() > 10.0, "letters are joined, not missing");
}

#[test]
fn a_paragraph_does_not_end_with_a_lone_character() {
    let mut setter = Typesetter::new(false).unwrap();
    let text = "每一处样本均由两名调研员独立记录结果不一致的再次到现场核对后确定并在备注中写明依据与来源";
    let shaped = setter.shape(&Rich::from(format!("{text}完。")), style().aligned(Align::Justify)).unwrap();
    // One character and its stop would be left over.
    let width = 10.0 * text.chars().count() as f32 / 2.0 + 0.5;
    let lines = shaped.lines(width);
    let ends: Vec<String> = lines.iter().map(|line| shaped.line_text(line)).collect();
    assert_eq!(lines.len(), 3);
    assert!(ends[2].chars().count() > 2, "{ends:?}");
    assert_eq!(ends.concat(), format!("{text}完。"));
}
