//! Invented figures for tests: the draft framework's names, values from a small seeded sequence. They describe no place.

use std::path::{Path, PathBuf};
use tanfang_survey::framework::{Bilingual, Direction, Framework, FrameworkFiles, Indicator, Stage, ValueType};
use tanfang_survey::model::Ratio;
use tanfang_survey::session::figures::{
    CellFigures, CommunityFigures, ComplianceFigures, FrameworkFigures, IndicatorHead, ItemHead, PhotoFigures,
    PhotoFile, ResultFigures, RoundFigures, ScenarioFigures, ScenarioHead, ScoreFigures, TargetFigures, ValueFigures,
};

/// A fixed sequence (Numerical Recipes' 64-bit linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Says what the invented survey is like.
#[derive(Clone, Copy)]
pub struct Shape {
    pub communities: usize,
    pub rounds: u32,
    pub photos: usize,
    /// Nothing recorded at all.
    pub empty: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { communities: 8, rounds: 3, photos: 4, empty: false }
    }
}

fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual { zh: zh.to_owned(), en: en.to_owned() }
}

/// Makes the figures of a scenario; `pictures` are JPEG files taken in turn.
pub fn figures(scenario: &str, shape: Shape, pictures: &[PhotoFile]) -> ScenarioFigures {
    let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    let head = framework.scenario(scenario).unwrap();
    let indicators: Vec<&Indicator> = framework.indicators_of_scenario(scenario).collect();
    let items: Vec<ItemHead> = framework
        .items_of(scenario)
        .map(|item| ItemHead { code: item.code.clone(), name: item.name.clone() })
        .collect();
    let mut dice = Dice(scenario.parse().unwrap_or(7));
    let communities = framework.communities.iter().take(shape.communities);
    let communities = communities
        .map(|seed| {
            let cells: Vec<CellFigures> =
                indicators.iter().map(|indicator| cell(indicator, seed.stage, shape, &mut dice)).collect();
            let inside = |item: Option<&str>| score(&indicators, &cells, item);
            let binding: Vec<(&&Indicator, &CellFigures)> =
                indicators.iter().zip(&cells).filter(|(one, cell)| one.is_binding() && cell.applies).collect();
            let verdict = |wanted: Option<bool>| {
                let found = binding.iter().filter(|(_, cell)| cell.result.as_ref().and_then(|r| r.met) == wanted);
                found.map(|(one, _)| one.code.clone()).collect::<Vec<_>>()
            };
            CommunityFigures {
                code: seed.code.clone(),
                name: seed.name.clone(),
                stage: Some(seed.stage),
                stage_assumed: seed.code == "future" || seed.code == "tongzhou",
                score: inside(None),
                compliance: ComplianceFigures {
                    met: verdict(Some(true)).len() as u32,
                    not_applicable: 0,
                    missed: verdict(Some(false)),
                    open: verdict(None),
                },
                items: items.iter().map(|item| inside(Some(&item.code))).collect(),
                photos: photos(shape.photos, &indicators, pictures, &mut dice),
                cells,
            }
        })
        .collect();
    ScenarioFigures {
        survey: "测试调研（虚构数据）".into(),
        organisation: "测试单位".into(),
        demo: true,
        framework: FrameworkFigures {
            id: framework.identity.id.clone(),
            version: framework.identity.version.clone(),
            title: framework.identity.title.clone(),
            status: framework.identity.status.clone(),
        },
        scenario: ScenarioHead {
            code: head.code.clone(),
            name: head.name.clone(),
            definition: head.definition.clone(),
        },
        rounds: framework
            .rounds
            .iter()
            .take(shape.rounds as usize)
            .map(|round| RoundFigures {
                number: round.number,
                name: round.name.clone(),
                from: Some(format!("2026-0{}-01", round.number * 2)),
                to: Some(format!("2026-0{}-28", round.number * 2)),
            })
            .collect(),
        items,
        indicators: indicators
            .iter()
            .map(|one| IndicatorHead {
                code: one.code.clone(),
                item: one.item.clone(),
                name: one.name.clone(),
                binding: one.is_binding(),
                yes_no: one.value_type == ValueType::YesNo,
                unit: one.unit.clone(),
                decimals: one.decimals,
            })
            .collect(),
        communities,
        least_coverage: 70,
        pairwise: None,
        digest: "3f9a1c".repeat(10) + "0b7e",
    }
}

fn cell(indicator: &Indicator, stage: Stage, shape: Shape, dice: &mut Dice) -> CellFigures {
    let target = indicator.target(stage).map(|target| {
        let target = target.to_ratio();
        match (indicator.direction, indicator.target_upper) {
            (Direction::Between, Some(upper)) => TargetFigures::Between(target, upper.to_ratio()),
            (Direction::AtMost, _) => TargetFigures::AtMost(target),
            _ => TargetFigures::AtLeast(target),
        }
    });
    let mut found = CellFigures { applies: indicator.applies_to(stage), target, ..CellFigures::default() };
    for round in 1..=shape.rounds {
        let recorded = (!shape.empty && (round == 1 || dice.below(3) == 0)).then(|| value(indicator, dice));
        if let Some(value) = &recorded {
            let before = found.result.is_some();
            match value {
                ValueFigures::NotObtained { .. } if before => found.not_obtained_in = Some(round),
                ValueFigures::NotObtained { .. } => {}
                ValueFigures::NotApplicable { .. } | ValueFigures::Absent => {
                    let absent = *value == ValueFigures::Absent;
                    found.result = Some(ResultFigures {
                        value: value.clone(),
                        round,
                        score: absent.then_some(0.0),
                        met: absent.then_some(false),
                    });
                }
                ValueFigures::Number(number) | ValueFigures::Share { value: number, .. } => {
                    let met = match target {
                        Some(TargetFigures::AtMost(bound)) => *number <= bound,
                        Some(TargetFigures::Between(low, high)) => (low..=high).contains(number),
                        Some(TargetFigures::AtLeast(bound)) => *number >= bound,
                        None => false,
                    };
                    let score = if met { 100.0 } else { dice.below(1000) as f64 / 11.0 };
                    found.result =
                        Some(ResultFigures { value: value.clone(), round, score: Some(score), met: Some(met) });
                }
            }
        }
        found.rounds.push(recorded);
    }
    found.conflict = dice.below(17) == 0;
    found
}

fn value(indicator: &Indicator, dice: &mut Dice) -> ValueFigures {
    match dice.below(14) {
        0 => return ValueFigures::Absent,
        1 => {
            return ValueFigures::NotApplicable {
                reason: "范围内尚无此类设施，规划中亦未安排".into()
            };
        }
        2 => {
            return ValueFigures::NotObtained {
                reason: "主管部门答复数据整理中，约定下轮提供".into()
            };
        }
        _ => {}
    }
    match indicator.value_type {
        ValueType::YesNo => ValueFigures::Number(Ratio::whole(dice.below(2) as i64)),
        ValueType::Percent if indicator.factor.is_some() => {
            let b = 4 + i128::from(dice.below(40));
            let a = i128::from(dice.below(b as u64 + 1));
            ValueFigures::Share { a, b, value: Ratio::new(100 * a, b).unwrap() }
        }
        _ => {
            let most = indicator.max.to_ratio().to_f64().min(400.0) as u64;
            let scale = 10_i128.pow(u32::from(indicator.decimals));
            let number = i128::from(dice.below(most * scale as u64 + 1));
            ValueFigures::Number(Ratio::new(number, scale).unwrap())
        }
    }
}

fn score(indicators: &[&Indicator], cells: &[CellFigures], item: Option<&str>) -> ScoreFigures {
    let mut sum = 0.0;
    let mut figures = ScoreFigures::default();
    for (_, cell) in indicators.iter().zip(cells).filter(|(one, _)| item.is_none_or(|item| one.item == item)) {
        let not_applicable =
            cell.result.as_ref().is_some_and(|result| matches!(result.value, ValueFigures::NotApplicable { .. }));
        if !cell.applies || not_applicable {
            continue;
        }
        figures.applicable += 1;
        if let Some(score) = cell.result.as_ref().and_then(|result| result.score) {
            figures.assessed += 1;
            sum += score;
        }
    }
    figures.score = (figures.assessed > 0).then(|| sum / f64::from(figures.assessed));
    figures
}

fn photos(count: usize, indicators: &[&Indicator], pictures: &[PhotoFile], dice: &mut Dice) -> Vec<PhotoFigures> {
    (0..count)
        .map(|index| {
            let indicator = indicators[dice.below(indicators.len() as u64) as usize];
            let picture = (!pictures.is_empty()).then(|| pictures[dice.below(pictures.len() as u64) as usize].clone());
            let captions = [
                "国际人才公寓入口，双语标识完整，无障碍坡道可用",
                "街角口袋公园，儿童活动区正在维修，现场有围挡和告示",
                "",
                "社区服务站窗口，英文办事指南可取阅；工作人员当场演示线上预约流程，并说明每周三下午有外语志愿者值守",
            ];
            PhotoFigures {
                file: picture.filter(|_| index % 7 != 5),
                caption: captions[index % captions.len()].into(),
                place: (index % 3 != 2).then(|| format!("样本 {} 号", index + 1)),
                taken: (index % 5 != 4).then(|| "2026-05-06".into()),
                round: 1 + (index % 2) as u32,
                indicator: Some(indicator.code.clone()),
                marks: Vec::new(),
            }
        })
        .collect()
}

/// Draws JPEG files of some sizes, upright ones among them.
pub fn draw_pictures(folder: &Path, count: u32, long_side: u32) -> Vec<PhotoFile> {
    (0..count)
        .map(|index| {
            let (width, height) = match index % 3 {
                0 => (long_side, long_side * 3 / 4),
                1 => (long_side * 3 / 4, long_side),
                _ => (long_side, long_side / 2),
            };
            let picture = image::RgbImage::from_fn(width, height, |x, y| {
                let sky = y * 255 / height;
                let tower = (x / (width / 9)).is_multiple_of(2) && y > height * (3 + (x / (width / 9)) % 4) / 9;
                let shade = (index * 37 % 90) as u8;
                if tower {
                    image::Rgb([90 + shade, 84, 80])
                } else {
                    image::Rgb([170, 190 + shade / 3, (sky / 2 + 120) as u8])
                }
            });
            let path: PathBuf = folder.join(format!("图{index}.jpg"));
            picture.save(&path).unwrap();
            let hash = *blake3::hash(&std::fs::read(&path).unwrap()).as_bytes();
            PhotoFile { path, hash }
        })
        .collect()
}

/// Gives a survey with nothing but names, for places where no community applies.
pub fn bare() -> ScenarioFigures {
    let mut bare = figures("1", Shape { communities: 0, rounds: 1, photos: 0, empty: true }, &[]);
    bare.items.clear();
    bare.indicators.clear();
    bare.organisation.clear();
    bare.framework.title = both("某指标体系", "Some framework");
    bare.framework.status = both("", "");
    bare
}
