//! What follows from the visits of the demo: findings, and the projects that are to close gaps. All of it is invented.

use super::cast::PLACES;
use super::dice::Dice;
use super::script::Visit;
use crate::session::op;
use crate::store::NewOp;
use tanfang_journal::Cbor;

/// A finding: place, indicator, severity, what was seen, its cause, what is advised, and whether the last round found it solved.
type Found = (usize, &'static str, &'static str, &'static str, &'static str, &'static str, bool);

const FINDINGS: [Found; 16] = [
    (
        0,
        "7.3.2",
        "minor",
        "三处垃圾投放点只有中文标识，外籍住户反映不清楚厨余分类",
        "标识由物业自行制作，没有统一样式",
        "结合标识系统统一更换双语标识",
        true,
    ),
    (
        0,
        "6.2.4",
        "serious",
        "早高峰人行道被外卖车辆占用，轮椅需绕行机动车道",
        "商户门前没有划定停放区",
        "划定停放区并纳入街区日常巡查",
        false,
    ),
    (0, "1.2.2", "serious", "两处消防车通道有固定障碍物", "停车位划线压占通道", "重新划线，腾退障碍物", false),
    (
        1,
        "1.1.3",
        "serious",
        "人才公寓空置主要集中在大户型，年轻人才等候单间",
        "户型与需求不匹配",
        "改造部分大户型为一居室",
        false,
    ),
    (1, "6.4.1", "minor", "地上停车场的无障碍车位被长期占用", "缺少日常管理", "加装提示并由停车管理单位巡查", true),
    (
        2,
        "5.1.1",
        "urgent",
        "片区内没有可用外语就诊的机构，最近的需驾车四十分钟以上",
        "综合医院尚未开诊",
        "先由社区卫生服务中心开设外语门诊，再推进医院国际部",
        false,
    ),
    (
        2,
        "6.1.1",
        "serious",
        "新建住区之间的公交站间距过大，夜间没有班次",
        "线网按老镇区布设",
        "增设接驳线路并延长运营时间",
        false,
    ),
    (3, "3.1.1", "serious", "通勤半小时内没有招收外籍学生的学校", "学校仍在选址", "加快选址，过渡期提供校车", false),
    (
        3,
        "2.1.2",
        "minor",
        "保留厂房的公共空间缺少遮阳和座椅",
        "改造按景观标准设计，未考虑停留",
        "补充可移动座椅和遮阳设施",
        true,
    ),
    (4, "8.2.1", "minor", "同一路口的三块标识译名不一致", "由不同单位分别设置", "按译写规范统一校核", false),
    (
        4,
        "8.3.1",
        "serious",
        "外国人服务站没有固定工作人员，两次到访均无人值守",
        "由窗口人员兼任",
        "配备专职人员并公示时段",
        true,
    ),
    (
        5,
        "6.2.2",
        "serious",
        "主要通勤道路非机动车与机动车混行",
        "道路断面未预留隔离",
        "先行划线隔离，结合大修加装护栏",
        false,
    ),
    (5, "5.2.4", "minor", "除颤器锁在办公室，公众无法取用", "管理单位担心损坏", "移至公共区域并培训值守人员", false),
    (
        6,
        "8.1.1",
        "serious",
        "生活区一公里内没有生鲜市场，居民每周集中采购一次",
        "商业配套晚于住宅交付",
        "设置过渡菜店，商业体提前开业",
        false,
    ),
    (6, "9.3.3", "minor", "应急避难场所标识只有中文", "早期建设未要求外语", "更换为中外文标识", true),
    (7, "2.1.1", "serious", "会客厅由园区代管，周末不开放", "运营经费未落实", "明确运营单位，周末延长开放", false),
];

/// A project: place, name, kind, indicators, state, lead department, responsible unit, where it is.
type Planned = (
    usize,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const PROJECTS: [Planned; 16] = [
    (
        0,
        "望和街慢行系统改造（演示）",
        "upgrade",
        &["6.2.1", "6.2.2", "6.2.4"],
        "under_way",
        "区城市管理委",
        "街道办事处",
        "望和街沿线",
    ),
    (
        0,
        "社区标识系统一期（演示）",
        "upgrade",
        &["8.2.1", "8.2.5", "7.3.2"],
        "planned",
        "区外办",
        "街道办事处",
        "望京东、望京西",
    ),
    (
        1,
        "人才公寓户型改造（演示）",
        "upgrade",
        &["1.1.3", "1.2.3"],
        "under_way",
        "区住房城乡建设委",
        "人才公寓运营公司",
        "学院片",
    ),
    (1, "科研平台线上预约（演示）", "activity", &["4.1.3"], "done", "区科委", "科学城公司", "西区"),
    (
        2,
        "国际医疗服务中心（演示）",
        "construction",
        &["5.1.1", "5.1.2"],
        "planned",
        "区卫生健康委",
        "未来城公司",
        "高教园",
    ),
    (2, "园区接驳公交（演示）", "planning", &["6.1.1", "6.1.3"], "under_way", "市交通委", "公交集团", "东西区之间"),
    (3, "国际学校选址与建设（演示）", "construction", &["3.1.1", "3.1.2"], "planned", "区教委", "园区公司", "南区"),
    (3, "厂房公共空间更新（演示）", "upgrade", &["2.1.2", "2.1.3"], "under_way", "区规划分局", "园区公司", "湖滨"),
    (4, "外国人服务站提升（演示）", "upgrade", &["8.3.1", "8.3.2"], "done", "公安分局", "街道办事处", "核心区"),
    (4, "国际人才社群活动季（演示）", "activity", &["2.2.1", "2.3.1"], "under_way", "区人才局", "社会组织", "核心区"),
    (
        5,
        "通勤道路隔离工程（演示）",
        "construction",
        &["6.2.2", "6.3.2"],
        "under_way",
        "区城市管理委",
        "市政公司",
        "主要通勤道路",
    ),
    (
        5,
        "公共场所除颤器布设（演示）",
        "construction",
        &["5.2.4"],
        "planned",
        "区卫生健康委",
        "红十字会",
        "公园和地铁站",
    ),
    (
        6,
        "生活区商业综合体（演示）",
        "construction",
        &["8.1.1", "8.1.2"],
        "under_way",
        "区商务局",
        "科学城公司",
        "生活区",
    ),
    (6, "科学城绿道二期（演示）", "planning", &["7.2.1", "7.2.2"], "planned", "区园林绿化局", "科学城公司", "河滨"),
    (
        7,
        "国际人才会客厅运营（演示）",
        "activity",
        &["2.1.1", "2.2.2"],
        "under_way",
        "开发区组织部",
        "园区服务公司",
        "核心区",
    ),
    (
        7,
        "涉外专业服务集聚区（演示）",
        "planning",
        &["4.3.3", "4.3.1"],
        "planned",
        "开发区商务局",
        "园区服务公司",
        "核心区",
    ),
];

/// Is a finding that a later visit looks at again: place, key, and whether it is solved by then.
pub(super) type Open = (usize, String, bool);

/// Gives the findings of one visit, and adds them to those that are looked at again.
pub(super) fn findings(visit: &Visit, dice: &mut Dice, open: &mut Vec<Open>) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (place, indicator, severity, text, cause, advice, solved) in FINDINGS {
        if visit.place != place {
            continue;
        }
        let key = dice.key(visit.at(300));
        let field = |name: &str, text: &str| op("finding", &key, name, Cbor::text(text));
        ops.extend([
            field("community", PLACES[place].code),
            op("finding", &key, "round", Cbor::Int(i64::from(visit.round))),
            field("indicator", indicator),
            field("severity", severity),
            field("text", text),
            field("cause", cause),
            field("advice", advice),
            field("state", "open"),
        ]);
        open.push((place, key, solved));
    }
    ops
}

/// Gives what a later visit saw of the findings of its place.
pub(super) fn seen_again(visit: &Visit, open: &[Open]) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (_, key, solved) in open.iter().filter(|(place, ..)| *place == visit.place) {
        let seen = if *solved { "solved" } else { "seen_again" };
        ops.push(op("finding", key, &format!("round/{}", visit.round), Cbor::text(seen)));
        if *solved {
            ops.push(op("finding", key, "state", Cbor::text("solved")));
        }
    }
    ops
}

/// Gives the projects of all communities.
pub(super) fn projects(wall_ms: i64, dice: &mut Dice) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (place, name, kind, indicators, state, lead, responsible, at) in PROJECTS {
        let key = dice.key(wall_ms);
        let field = |name: &str, text: &str| op("project", &key, name, Cbor::text(text));
        let codes = indicators.iter().map(|code| Cbor::text(code)).collect();
        ops.extend([
            field("community", PLACES[place].code),
            field("name", name),
            field("kind", kind),
            op("project", &key, "indicators", Cbor::Array(codes)),
            field("state", state),
            field("lead", lead),
            field("responsible", responsible),
            field("place", at),
        ]);
    }
    ops
}
