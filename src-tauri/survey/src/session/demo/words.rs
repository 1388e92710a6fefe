//! What people write beside a value.

use super::dice::Dice;
use crate::framework::{Indicator, Method};

const SITE_MET: [&str; 6] = [
    "现场逐处核对，情况与台账一致。",
    "设施维护良好，标识清晰。",
    "较周边完善，居民反映使用方便。",
    "入口处有双语说明，夜间照明正常。",
    "样本全部看过，未发现占用。",
    "近期刚完成更新，效果明显。",
];

const SITE_MISSED: [&str; 8] = [
    "主要差在靠近主干路的两处，改造需与道路养护单位协调。",
    "设施已建但未启用，门口无说明。",
    "部分点位被车辆占用，高峰时段更明显。",
    "标识只有中文，个别译写不规范。",
    "老旧部分改造尚未排期，新建部分已达到要求。",
    "步行绕行较远，缺少就近出入口。",
    "现场有施工围挡，完工后需复看。",
    "设备故障，物业称已报修。",
];

const RECORDS: [&str; 5] = [
    "数据取自部门台账，统计期为完整十二个月。",
    "以加盖公章的书面回复为准。",
    "与公开数据核对一致。",
    "台账口径与指标说明略有差异，已按说明折算。",
    "原件已看，复印件留存。",
];

const ASKED: [&str; 4] = [
    "电话与当面各核实一次。",
    "对方按上一学年口径回答，已请其补充书面材料。",
    "受访者不愿留姓名，只记岗位。",
    "两家回答一致，一家待补。",
];

const MEASURED: [&str; 4] = [
    "按步行导航实测三次取平均。",
    "早高峰实测，避开雨天。",
    "以中心点为起点量取，路线截图已存。",
    "卷尺实测，最窄处为准。",
];

/// Gives a remark that fits how the value was established and whether the target is met.
pub(super) fn remark(indicator: &Indicator, met: bool, dice: &mut Dice) -> &'static str {
    match indicator.method {
        Method::Records => dice.say(&RECORDS),
        Method::Interview | Method::Questionnaire => dice.say(&ASKED),
        Method::Measure | Method::Map if dice.often(0.5) => dice.say(&MEASURED),
        _ if met => dice.say(&SITE_MET),
        _ => dice.say(&SITE_MISSED),
    }
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

/// Describes what a photo of a scenario shows.
pub(super) fn caption(scenario: &str, at: &str, dice: &mut Dice) -> String {
    let what: &[&'static str] = match scenario {
        "1" => &["小区主入口与无障碍坡道", "楼间公共空间与儿童游戏场地", "消防车通道现状"],
        "2" => &["会客厅沿街立面", "步行街周末客流", "社区广场与休息座椅"],
        "3" => &["文化活动中心外景", "外文书架与阅读区", "社区运动场地"],
        "4" => &["创新平台服务前台", "路演厅内景", "开放平台预约窗口"],
        "5" => &["国际门诊导诊台", "除颤器点位", "社区卫生服务中心大厅"],
        "6" => &["公交站外语标识", "非机动车道与物理隔离", "共享单车停放秩序"],
        "7" => &["滨河绿道与遮荫", "垃圾分类投放点", "社区公园水面"],
        "8" => &["双语标识牌", "外国人服务站窗口", "社区标识系统入口牌"],
        _ => &["政务服务大厅", "应急避难场所标识", "建设项目公示牌"],
    };
    format!("{at}：{}", dice.say(what))
}
