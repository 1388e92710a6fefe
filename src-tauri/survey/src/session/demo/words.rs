//! What people write beside a value.

use super::dice::Dice;
use crate::framework::{Indicator, Method};

const SEEN_MET: [&str; 5] = [
    "现场逐处核对，情况与台账一致。",
    "近期刚完成更新，效果明显。",
    "样本全部看过，情况良好。",
    "居民反映使用方便。",
    "较周边完善，维护及时。",
];

/// By scenario, 1 to 9.
const SEEN_MISSED: [[&str; 3]; 9] = [
    [
        "新建部分已达到要求，差在早期建成的楼栋。",
        "两处老旧小区尚未改造，已列入下一年计划。",
        "物业称资金已落实，尚未开工。",
    ],
    [
        "场地已有，但开放时间短，周末预约较满。",
        "沿街界面部分封闭，可停留的地方少。",
        "活动以本地居民为主，外籍居民参与少。",
    ],
    [
        "设施集中在一侧，另一侧步行绕行较远。",
        "网上只能用身份证号，护照要到窗口办理。",
        "现有设施规模小，近两年没有补充。",
    ],
    ["已挂牌，对外服务窗口尚未固定人员。", "可用面积多已出租，新团队需要排队。", "场所条件具备，今年还没有开展服务。"],
    [
        "外语服务只在工作日上午提供。",
        "设备有配置，但标识不明显，工作人员说不清位置。",
        "页面只支持身份证和港澳台证件。",
    ],
    [
        "高峰时段机动车占道，护栏缺一段。",
        "站牌只有中文和拼音，译名前后不一致。",
        "局部宽度不足，受配电箱和电线杆影响。",
    ],
    ["个别点位尚未配齐，管理方称正在补配。", "树木新植，遮荫尚未形成。", "早期建设时没有预留条件，改造需要评估。"],
    ["标识只有中文，个别译写不规范。", "可以扫码，外卡受理终端尚未配齐。", "已经开放，但说明材料只有中文。"],
    ["机制已建立，本年度尚未召开会议。", "更新滞后一个月，责任人刚调整。", "新旧标识并存，旧牌只有中文。"],
];

const RECORDS: [&str; 5] = [
    "数据取自部门台账，统计期为完整十二个月。",
    "以加盖公章的书面回复为准。",
    "与公开数据核对一致。",
    "台账口径与指标说明略有差异，已按说明折算。",
    "原件已看，复印件留存。",
];

const INTERVIEWED: [&str; 4] = [
    "电话与当面各核实一次。",
    "对方按上一年度口径回答，已请其补充书面材料。",
    "受访者不愿留姓名，只记岗位。",
    "已请对方在记录表上确认。",
];

const ANSWERED: [&str; 3] =
    ["问卷在服务站和活动现场发放，均征得同意。", "中英文问卷都有，英文约占三成。", "答卷时间集中在晚间和周末。"];

const MEASURED: [&str; 3] = ["实测三次取平均。", "避开雨天和节假日测量。", "起止点已在图上标出，下一轮沿用。"];

const MAPPED: [&str; 2] = ["底图为当月数据，量取两次取平均。", "路线截图已存，起点为样本入口。"];

/// Gives a remark that fits how the value was established and whether the target is met.
pub(super) fn remark(indicator: &Indicator, met: bool, dice: &mut Dice) -> &'static str {
    let scenario = indicator.scenario.parse::<usize>().unwrap_or(1).clamp(1, SEEN_MISSED.len());
    match indicator.method {
        Method::Records => dice.say(&RECORDS),
        Method::Interview => dice.say(&INTERVIEWED),
        Method::Questionnaire => dice.say(&ANSWERED),
        Method::Measure => dice.say(&MEASURED),
        Method::Map => dice.say(&MAPPED),
        Method::Site if met => dice.say(&SEEN_MET),
        Method::Site => dice.say(&SEEN_MISSED[scenario - 1]),
    }
}

/// Words a finding: where, what is missed, and what was seen there.
pub(super) fn finding(indicator: &Indicator, at: &str, dice: &mut Dice) -> String {
    let scenario = indicator.scenario.parse::<usize>().unwrap_or(1).clamp(1, SEEN_MISSED.len());
    format!("{at}“{}”未达要求：{}", indicator.name.zh, dice.say(&SEEN_MISSED[scenario - 1]))
}

pub(super) const CAUSES: [&str; 5] = [
    "早期建设没有预留条件。",
    "产权分散，改造意见未统一。",
    "专项经费尚未落实。",
    "职责分工不清，没有固定人员。",
    "系统和流程按国内证件设计。",
];

/// Names a project that would close a gap in a scenario, and who would lead it.
pub(super) fn project(indicator: &Indicator) -> (&'static str, &'static str) {
    match indicator.scenario.as_str() {
        "1" => ("老旧小区与人才住房提升", "区住房城乡建设委（演示）"),
        "2" => ("特色街区与交往空间改造", "区商务局（演示）"),
        "3" => ("教育文化设施补充", "区教委（演示）"),
        "4" => ("创新创业服务平台建设", "区人才工作局（演示）"),
        "5" => ("国际医疗服务能力提升", "区卫生健康委（演示）"),
        "6" => ("慢行系统与站点接驳改造", "区交通委（演示）"),
        "7" => ("绿色低碳设施补建", "区生态环境局（演示）"),
        "8" => ("双语标识与服务站建设", "区政府外办（演示）"),
        _ => ("数字服务与协同机制建设", "区政务服务局（演示）"),
    }
}

/// Who was talked to, of which group, and what they said.
pub(super) const TALKS: [(&str, &str, [&str; 2]); 2] = [
    ("resident", "international", ["网上能查到的信息多是中文，最后靠同事介绍。", "希望周末也有能说外语的窗口。"]),
    ("manager", "working", ["设施不缺，缺的是长期运营的人和经费。", "数据分散在几个部门，汇总一次要两周。"]),
];

/// Gives the first sentence of a Chinese text.
pub(super) fn first_sentence(text: &str) -> &str {
    text.split_inclusive('。').next().unwrap_or(text)
}

/// Says what has to be looked at again.
pub(super) const TO_VERIFY: [&str; 4] = [
    "与台账相差较大，需要另一人复看。",
    "当天下雨，换晴天再测一次。",
    "对方口头答复，等书面材料。",
    "边界未定，是否计入需与管理员确认。",
];

/// Says why a value could not be had.
pub(super) fn not_obtained(indicator: &Indicator, day: &str, dice: &mut Dice) -> String {
    if indicator.method == Method::Questionnaire {
        return "有效问卷每组不足30份，继续收集".to_owned();
    }
    let holder = indicator.holder.zh.split('，').next().unwrap_or_default();
    if holder.is_empty() {
        return dice.say(&["管理方未同意进入，已预约下一轮", "设施检修停用，当日无法查看"]).to_owned();
    }
    match dice.whole(0, 2) {
        0 => format!("{holder}尚未答复，已于{day}书面索取"),
        1 => format!("{holder}表示数据正在汇总，约定下一轮提供"),
        _ => format!("{holder}联系人出差，{day}电话约定补交"),
    }
}

/// Says why something that should exist does not.
pub(super) fn absent(list: Option<&str>) -> &'static str {
    match list {
        Some("apartments") => "尚无已认定的国际人才公寓项目",
        Some("clinics") => "30分钟内没有外语诊疗机构",
        Some("schools") => "30分钟内没有国际学校",
        Some("service_stations") => "尚未设立外国人服务站",
        _ => "调研范围内尚未设置",
    }
}

/// Describes what a photo of an indicator shows.
pub(super) fn caption(indicator: &Indicator, at: &str, dice: &mut Dice) -> String {
    let what: &[&'static str] = match (indicator.list.as_deref(), indicator.code.as_str()) {
        (Some("compounds"), code) if code.starts_with('7') => &["分类投放点", "投放点双语标识"],
        (Some("compounds"), _) => &["主入口与无障碍坡道", "楼间公共空间", "消防车通道现状"],
        (Some("segments"), _) => &["人行道与非机动车道", "路口过街与街边树荫", "步道净宽现状"],
        (Some("places"), code) if code.starts_with('5') => &["除颤器点位", "大厅急救设备"],
        (Some("places"), _) => &["入口双语标识", "服务大厅导引牌"],
        (Some("apartments"), _) => &["公寓外景", "公寓入口与快递设施"],
        (Some("lounges"), _) => &["会客厅沿街立面", "会客厅内景"],
        (Some("demo_streets"), _) => &["街区周末客流", "街区入口"],
        (Some("community_parks" | "parks"), _) => &["健身步道与草坪", "水面与绿地"],
        (Some("waters"), _) => &["岸线与水面", "排口附近水面"],
        (Some("car_parks"), _) => &["无障碍车位与充电桩", "入口收费标识"],
        (Some("transit_stops" | "bus_stops"), _) => &["站牌外语标识", "候车区与到站信息屏"],
        (Some("bike_spots"), _) => &["停放秩序", "早高峰停放情况"],
        (Some("platforms"), _) => &["平台服务前台", "入驻团队公共区"],
        (Some("venues"), _) => &["会议厅与同传间", "会议场所入口"],
        (Some("service_stations"), _) => &["服务窗口", "办事指南展架"],
        (Some("shelters"), _) => &["避难场所标识牌", "应急物资点"],
        (Some("clinics" | "health_places"), _) => &["导诊台", "挂号窗口"],
        (Some("reading_places"), _) => &["外文书架与阅读区"],
        (Some("sign_points"), _) => &["社区标识牌", "入口标识"],
        (_, "2.1.3") => &["沿街店面与步行空间"],
        (_, "4.3.1") => &["外语创业服务窗口"],
        (_, "8.4.1" | "8.4.2") => &["综合服务设施外景", "综合服务大厅"],
        (_, "9.3.1") => &["数字服务平台界面演示"],
        _ => &["现场情况"],
    };
    format!("{at}：{}", dice.say(what))
}
