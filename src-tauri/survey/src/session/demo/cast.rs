//! Who and where: invented people, and what is assumed of each community.

/// Describes an invented person; team 0 is the office.
pub(super) struct Person {
    pub name: &'static str,
    pub role: &'static str,
    pub team: usize,
}

const fn person(name: &'static str, role: &'static str, team: usize) -> Person {
    Person { name, role, team }
}

/// Lists the people; the first of each team writes on its laptop.
pub(super) const PEOPLE: [Person; 11] = [
    person("周敏", "管理员", 0),
    person("沈一凡", "咨询顾问", 0),
    person("李晨曦", "调研员", 1),
    person("王可为", "调研员", 1),
    person("赵雨桐", "调研员", 1),
    person("陈思远", "调研员", 2),
    person("刘佳宁", "调研员", 2),
    person("何文博", "调研员", 2),
    person("孙若琳", "调研员", 3),
    person("马天宇", "调研员", 3),
    person("高亦菲", "调研员", 3),
];

/// Holds what is assumed of one community. None of it is a finding.
pub(super) struct Place {
    pub code: &'static str,
    pub team: usize,
    /// How far values lie towards their targets, 0 to 1.
    pub quality: f64,
    /// Scenarios that are better or worse than the rest.
    pub leaning: &'static [(&'static str, f64)],
    /// Lists with nothing on them, and whether the first thing opens by round 2.
    pub without: &'static [(&'static str, bool)],
    /// Indicators that have nothing to look at, with the reason.
    pub outside: &'static [(&'static str, &'static str)],
    pub areas: [&'static str; 4],
    /// First part of invented street names.
    pub street: &'static str,
    pub colour: [u8; 3],
}

pub(super) const PLACES: [Place; 8] = [
    Place {
        code: "wangjing",
        team: 1,
        quality: 0.88,
        leaning: &[("2", 0.08), ("8", 0.08), ("7", -0.1), ("6", -0.04)],
        without: &[],
        outside: &[],
        areas: ["望京东", "望京西", "望京北", "望京南"],
        street: "望和",
        colour: [28, 98, 158],
    },
    Place {
        code: "zgc",
        team: 1,
        quality: 0.86,
        leaning: &[("4", 0.12), ("3", 0.06), ("1", -0.08)],
        without: &[],
        outside: &[],
        areas: ["西区", "东区", "学院片", "上地片"],
        street: "知新",
        colour: [24, 128, 120],
    },
    Place {
        code: "future",
        team: 1,
        quality: 0.68,
        leaning: &[("7", 0.12), ("5", -0.08), ("6", -0.06)],
        without: &[("clinics", false), ("demo_streets", false)],
        outside: &[],
        areas: ["东区", "西区", "绿心", "高教园"],
        street: "未来",
        colour: [92, 118, 44],
    },
    Place {
        code: "xinshougang",
        team: 2,
        quality: 0.64,
        leaning: &[("2", 0.1), ("7", 0.06), ("3", -0.1)],
        without: &[("schools", false)],
        outside: &[],
        areas: ["北区", "南区", "湖滨", "西片"],
        street: "群钢",
        colour: [168, 74, 42],
    },
    Place {
        code: "tongzhou",
        team: 2,
        quality: 0.67,
        leaning: &[("7", 0.1), ("9", 0.1), ("4", -0.1)],
        without: &[("apartments", true)],
        outside: &[("1.3.2", "统计期内没有竣工的新建居住项目"), ("7.2.3", "统计期内没有竣工的新建居住项目")],
        areas: ["运河东", "运河西", "文旅片", "行政办公片"],
        street: "潞景",
        colour: [38, 84, 132],
    },
    Place {
        code: "shunyi",
        team: 2,
        quality: 0.77,
        leaning: &[("3", 0.14), ("5", 0.08), ("6", -0.06)],
        without: &[],
        outside: &[],
        areas: ["天竺片", "后沙峪片", "空港片", "临空片"],
        street: "顺和",
        colour: [122, 72, 132],
    },
    Place {
        code: "huairou",
        team: 3,
        quality: 0.56,
        leaning: &[("7", 0.18), ("4", 0.08), ("8", -0.06)],
        without: &[("schools", false), ("service_stations", true)],
        outside: &[("9.1.3", "统计期内没有到期的重点项目")],
        areas: ["科学城北", "科学城南", "雁栖片", "城市客厅"],
        street: "雁栖",
        colour: [46, 122, 84],
    },
    Place {
        code: "yizhuang",
        team: 3,
        quality: 0.8,
        leaning: &[("4", 0.08), ("9", 0.06), ("2", -0.08)],
        without: &[],
        outside: &[],
        areas: ["核心区", "河西片", "路东片", "台湖片"],
        street: "荣宏",
        colour: [178, 122, 28],
    },
];

/// Lists kept unit by unit: key, and the fewest and most units of a community.
const KEPT: [(&str, i64, i64); 20] = [
    ("apartments", 1, 3),
    ("bike_spots", 3, 3),
    ("bus_stops", 5, 7),
    ("car_parks", 3, 5),
    ("centres", 1, 2),
    ("clinics", 2, 3),
    ("community_parks", 2, 4),
    ("compounds", 7, 10),
    ("demo_streets", 1, 2),
    ("lounges", 1, 2),
    ("parks", 4, 6),
    ("places", 8, 11),
    ("platforms", 2, 4),
    ("schools", 2, 3),
    ("segments", 6, 9),
    ("service_stations", 1, 2),
    ("shelters", 2, 4),
    ("transit_stops", 5, 8),
    ("venues", 1, 3),
    ("waters", 2, 3),
];

/// Gives how many units a list has at least and at most; none for a list whose values are typed.
pub(super) fn kept(list: &str) -> Option<(i64, i64)> {
    KEPT.iter().find(|(key, _, _)| *key == list).map(|(_, low, high)| (*low, *high))
}

/// Gives how many units a typed share of this list rests on.
pub(super) fn usual_size(list: &str) -> i64 {
    match list {
        "merchants" | "public_buildings" | "signal_points" => 20,
        "answers" => 96,
        "months" => 12,
        "noise_points" | "recent_events" => 10,
        "sign_points" => 16,
        "key_projects" => 18,
        _ => 8,
    }
}

/// Names the unit number `n` of a list.
pub(super) fn unit_name(place: &Place, list: &str, n: usize) -> String {
    let area = place.areas[n % 4];
    let of = |names: &[&str]| format!("{area}{}", names[n % names.len()]);
    let street = |n: usize| {
        let roads = ["东路", "中街", "北路", "一街", "西路", "南街", "二街", "环路"];
        format!("{}{}", place.street, roads[n % roads.len()])
    };
    match list {
        "compounds" => of(&[
            "和悦家园",
            "云锦里",
            "清枫苑",
            "海棠公馆",
            "银杏花园",
            "晨光家园",
            "翠湖里",
            "青年公寓",
            "锦绣苑",
            "听松园",
        ]),
        "segments" => format!("{}（{}至{}）", street(n), street(n + 1), street(n + 3)),
        "places" => of(&[
            "政务服务中心",
            "图书馆",
            "文化活动中心",
            "体育馆",
            "社区卫生服务中心",
            "中心公园",
            "购物中心",
            "银行网点",
            "社区服务站",
            "青少年活动中心",
            "美术馆",
        ]),
        "bus_stops" => format!("{}站", street(n)),
        "transit_stops" if n < 2 => format!("{area}地铁站"),
        "transit_stops" => format!("{}公交站", street(n)),
        "bike_spots" => format!("{area}地铁站A口"),
        "car_parks" => of(&["地下停车场", "广场停车场", "P2停车场", "医院停车场", "公园停车场"]),
        "centres" => of(&["中心点", "第二中心点"]),
        "clinics" => of(&["国际医院", "医疗中心国际部", "国际诊所"]),
        "community_parks" => of(&["社区公园", "口袋公园", "滨水公园", "健身公园"]),
        "parks" => of(&["中央公园", "滨河绿地", "体育公园", "文化广场绿地", "郊野公园", "湿地公园"]),
        "demo_streets" => of(&["特色街区", "步行街区"]),
        "lounges" => of(&["人才会客厅", "国际会客厅"]),
        "apartments" => of(&["国际人才公寓一期", "国际人才公寓二期", "青年人才公寓"]),
        "platforms" => of(&["国际孵化器", "海外人才创新中心", "加速器", "人才大厦"]),
        "schools" => of(&["国际学校", "双语学校", "外籍人员子女学校"]),
        "service_stations" => of(&["外国人服务站", "国际人才服务站"]),
        "shelters" => of(&["公园避难场所", "学校避难场所", "体育场避难场所", "广场避难场所"]),
        "venues" => of(&["会议中心", "路演厅", "报告厅"]),
        "waters" => of(&["河", "湖", "排水渠"]),
        _ => format!("{area}{}号", n + 1),
    }
}
