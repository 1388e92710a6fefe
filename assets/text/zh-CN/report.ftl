### 评估报告的文字。

report-title = { $name }场景评估报告
report-subject = 截至第{ $round }轮的评估结果
report-kind = 场景评估报告
report-scenario-number = 场景{ $code }
report-page = 第{ $page }页 / 共{ $count }页
report-day = { $year }年{ $month }月{ $day }日
report-period = { $from }至{ $to }
report-chapter = { $number }　{ $title }
report-section = { $number }　{ $title }
report-table = 表{ $number }　{ $title }
report-figure = 图{ $number }
report-contents = 目录

## 封面

report-cover-communities = 社区
report-cover-round = 截至轮次
report-cover-date = 编制日期
report-cover-organisation = 编制单位
report-cover-survey = 调研

## 说明

report-notice = 说明
report-notice-status = 指标体系：{ $status }
report-notice-demo = 本报告由演示数据生成：社区名称真实，数值、备注和照片均由程序虚构，不反映任何社区的实际情况，不得引用。
report-notice-result = 本报告列出第{ $round }轮结束时的结果：每个社区、每项指标取截至该轮最近一次的记录；沿用以前轮次的，在表中注明轮次。
report-notice-score = 得分为0—100，按各社区所处建设阶段的目标值计算，未取得和未填的指标不计入，也不以推测值代替。约束性指标单独列出达标与未达标的项数，不因其他得分高而抵消。
report-notice-coverage = 完成度为已评估指标占适用指标的比例；低于{ $least }%的标明“数据不足”，只列出得分的可能范围，不参加比较。
report-notice-pairwise = 本报告的得分按两两比较得出的权重计算，不是指标体系的权重；一致性比率最高{ $ratio }，不超过0.1为前后一致。

## 概览

report-tile-communities = 社区
report-tile-coverage = 平均完成度
report-tile-met = 约束性已达标
report-tile-missed = 约束性未达标
report-tile-open = 约束性待定
report-too-little = 数据不足
report-bar = 得分
report-stage-assumed = { $stage }（假定）
report-of = { $a }/{ $b }
report-percent = { $value }%

## 中项得分

report-items-table = 各社区的中项得分
report-items-all = 场景

## 约束性指标

report-compliance = 约束性指标达标情况
report-compliance-lead = 约束性指标必须达到。有任何一项未达标的社区记为“未达标”；没有未达标项但有指标缺数据的记为“待定”。
report-compliance-none = 本场景没有约束性指标。
report-compliance-table = 约束性指标达标项数
report-compliance-conclusion = 结论
report-missed-table = 未达标的约束性指标
report-missed-none = 截至第{ $round }轮，没有未达标的约束性指标。
report-open-table = 待定的约束性指标
report-open-no-value = 尚无数值

## 指标表

report-indicators-lead = 每个社区一张表，各轮次并列。加粗的为约束性指标。浅色数值为沿用以前轮次的结果，并注明轮次。
report-indicators-table = { $community }各项指标
report-indicators-stage = 建设阶段：{ $stage }。得分{ $score }，完成度{ $coverage }。
report-column-indicator = 指标
report-column-target = 目标
report-column-score = 得分
report-column-met = 判定
report-column-result = 结果
report-met = 达到
report-missed = 未达到
report-carried = 沿用第{ $round }轮
report-conflict = 待核实
report-stage-not-applicable = 本阶段不适用
report-cell-reason = 第{ $round }轮{ $state }：{ $reason }
report-indicators-note = 18/24 (75.0%) 表示24个样本中有18个符合；“无”表示应有而没有，得0分；“不适用”不计入得分；“—”表示该轮没有记录。

## 照片

report-photos = 照片
report-photos-lead = 照片按社区排列，注明地点、拍摄日期、轮次和所佐证的指标。
report-photos-none = 截至第{ $round }轮，所选社区在本场景没有照片。
report-photo-missing = 照片文件不在本机，请合并含照片的调研包后重新生成报告。
report-photo-indicator = 指标{ $indicator }

## 附录

report-appendix-lead = 同一调研、同一设置、同一照片和同一程序版本生成的报告逐字节相同。核对时请比较校验值。
report-appendix-table = 依据与设置
report-appendix-framework = 指标体系
report-appendix-framework-digest = 指标体系校验值
report-appendix-rounds = 轮次
report-appendix-communities = 社区
report-appendix-round-line = { $name }（{ $period }）
report-appendix-least = 数据不足的界限
report-appendix-least-value = 完成度低于{ $least }%
report-appendix-photos = 照片
report-appendix-photos-value = { $count ->
    [0] 无
   *[other] { $count }张
}{ $missing ->
    [0] {""}
   *[other] ，其中{ $missing }张的文件不在本机
}{ $withheld ->
    [0] {""}
   *[other] ；另有{ $withheld }张因拍到人等原因未收入
}
report-appendix-digest = 调研校验值
report-appendix-program = 程序
report-appendix-program-value = 探访 { $version }
report-appendix-language = 语言
report-appendix-language-value = 中文

## 各类报告的名称

report-title-community = { $name }评估报告
report-title-overview = 国际人才社区总体评估报告
report-title-confirmation = { $name }调研确认表
report-title-album = 调研照片集
report-kind-community = 社区评估报告

## 编号

report-chapter-official = { $number }、{ $title }
report-section-official = （{ $number }）{ $title }

## 封面、读者与设置

report-cover-author = 编制人
report-cover-number = 编号
report-cover-classification = 密级
report-cover-audience = 使用范围
report-audience-internal = 课题组内部
report-audience-group = 工作专班
report-notice-internal = 本报告供课题组内部使用，含人员姓名和复测一致性统计，对外提供前请另行生成供工作专班使用的版本。
report-notice-group = 本报告供工作专班使用：不出现个人姓名，记录来源以调研组和日期表示；答卷不足10份的群体不单独公布；有分歧或需要再查的数值标明“待核实”。
report-profile-modern = 常规版式
report-profile-official = 公文版式
report-ranking-on = 列出名次
report-ranking-off = 不列名次
report-comments-on = 列出征求意见情况
report-comments-off = 不列征求意见情况
report-weights-own = 指标体系的权重
report-weights-pairs = 两两比较得出的权重
report-appendix-weights = 权重
report-appendix-profile = 版式
report-appendix-sections = 章节
report-original = [原文]
report-original-note = 部分文字只有一种语言，按记录原文列出。
report-somebody = 调研人员
report-team = 调研第{ $number }组
report-team-unknown = 课题组
report-by = { $who }，{ $day }
report-range = { $low }—{ $high }
report-stop = 。
report-whole = 总体
report-stage-none = 未设定
report-state-unknown = 进展未填
report-suppressed = 答卷不足10份，不公布
report-late = 轮次结束后补记

## 章节

report-section-cover = 封面
report-section-summary = 摘要
report-section-method = 方法与数据质量
report-section-scores = 得分
report-section-heat-map = 各社区各场景得分
report-section-ranking = 名次及其稳定性
report-section-stages = 按建设阶段比较
report-section-communities = 各社区的问题、长处与短板
report-section-measures = 优先措施
report-section-profile = 各场景与中项
report-section-common-gaps = 共性短板
report-section-cases = 国家/地区案例
report-section-change = 各轮变化
report-section-indicators = 指标明细表
report-section-findings = 问题与长处
report-section-projects = 相关项目
report-section-comments = 征求意见情况
report-section-values = 调研结果
report-section-signature = 确认
report-section-definitions = 附录：指标定义与依据
report-section-terms = 附录：术语
report-section-rounds = 附录：轮次、建设阶段与指标体系版本
report-section-provenance = 附录：数值来源
report-section-settings = 附录：设置与校验

## 摘要

report-summary-definition = 本场景：{ $definition }
report-summary-scope = 本报告涉及{ $communities }个社区、{ $items }个中项、{ $indicators }项指标，其中约束性指标{ $binding }项。
report-summary-scope-community = { $community }的建设阶段：{ $stage }。本报告列出其在{ $scenarios }个场景、{ $items }个中项、{ $indicators }项指标上截至第{ $round }轮的结果，其中约束性指标{ $binding }项。
report-summary-scope-overview = 本报告汇总{ $communities }个社区在{ $scenarios }个场景、{ $indicators }项指标上截至第{ $round }轮的结果，其中约束性指标{ $binding }项。
report-summary-nothing = 截至第{ $round }轮，所选社区还没有已评估的指标。以下表格列出应评估的内容。
report-tile-score = 总体得分
report-tile-range = 得分可能范围（数据不足）
report-tile-coverage-one = 完成度
report-summary-table = 各社区得分、完成度与约束性指标
report-summary-scenarios = 各场景得分、完成度与约束性指标
report-summary-note-bars = 横条为得分，满格为100。
report-summary-note-order = 社区按指标体系中的顺序排列，不是名次。
report-summary-note-range = 数据不足的列出缺项全为0分至全为100分的范围。
report-summary-note-change = “变化”相对第{ $round }轮，只比较两轮都有数值的指标。
report-summary-gaps = 短板共{ $count }项，{ $addressed ->
    [0] { $count ->
        [1] 尚无项目
       *[other] 均尚无项目
    }
   *[other] 其中{ $addressed }项已有项目
}。最重要的是：
report-summary-change = 第{ $from }轮至第{ $to }轮的变化：
report-summary-change-one = { $name } { $before }→{ $after }（{ $points }，{ $cells }项可比）

## 方法与数据质量

report-method-lead = 调研按指标体系的说明逐项取值：现场踏勘和测量、查阅资料、问卷与访谈。每个数值记有记录人、时间、地点和照片。结果取截至第{ $round }轮最近一次的记录，不作推算。
report-method-plan = 本轮计划完成情况与累计完成度
report-method-plan-note = 计划为本轮应做的指标，按轮次任务确定；累计完成度为截至本轮已评估指标占适用指标的比例。低于{ $least }%的为数据不足，列出得分的可能范围，不参加比较。
report-column-planned = 本轮计划
report-column-assessed = 已评估
report-column-not-obtained = 未取得
report-column-so-far = 累计完成度
report-column-data = 数据
report-enough = 充分
report-nothing-applies = 无适用指标
report-doubts = 待核实的数值
report-doubts-none = 本报告采用的数值中，没有存在分歧或待核实的。
report-doubts-note = 分歧{ $conflicts }项，待核实{ $verify }项。有分歧的以暂定值计算，下方小字为各方数值对应的得分范围。
report-doubts-note-group = 共{ $count }项数值待核实，目前以暂定值计算。
report-sides = 得分{ $range }
report-column-state = 状态
report-conflict-open = 有分歧，尚未裁定
report-samples = 抽样得到的比例及其95%置信区间
report-samples-none = 本报告的比例均为全数核对，没有抽样。
report-samples-note = 样本写作n/N，即符合的个数和观测的个数；置信区间按威尔逊（Wilson）方法计算，反映抽样的偶然性，单位为%。
report-column-sample = 样本
report-column-value = 数值
report-column-interval = 95%置信区间
report-groups = 问卷各群体的回答
report-groups-note = 均值按指标说明的分值计算；比例为回答符合者的占比。
report-groups-hidden = 均值按指标说明的分值计算；比例为回答符合者的占比。不足10人的群体记为“<10”，不公布均值。
report-column-group = 群体
report-column-people = 人数
report-column-mean = 均值
report-group-none = 未注明群体
report-concordance = 复测一致性
report-concordance-none = 本轮没有复测。
report-concordance-note = 由另一人在不知首次数值的情况下再次取值，全部社区和场景合计。一致指数值之差在允许误差内或状态相同；κ为科恩系数，α为克里彭多夫系数。
report-column-type = 数值类型
report-column-readings = 复测数
report-column-agreeing = 一致
report-column-coefficient = 系数
report-outliers = 偏离较大的数值
report-outliers-note = 仅供复查，不据此改动任何数值。稳健z值表示偏离各社区中位数的程度。
report-column-beside = 与何者相比
report-outlier-communities = 各社区中位数{ $median }，稳健z值{ $z }
report-outlier-rounds = 第{ $round }轮为{ $before }

## 得分

report-scores-lead = 得分为0—100，下方小字为已评估指标数与适用指标数。数据不足的列出缺项全为0分至全为100分的范围。
report-scores-note = 下方小字为已评估指标数与适用指标数。数据不足的列出缺项全为0分至全为100分的范围，不参加比较。
report-intervals = 得分的不确定性
report-intervals-note = 置信区间由抽样比例推得；“分歧范围”为各方数值取最低与最高时的得分。
report-intervals-note-group = 置信区间由抽样比例推得，只反映抽样的偶然性。
report-column-sides = 分歧范围
report-heat-names = 场景：{ $names }。
report-heat-lead = 颜色越深得分越高，格内为得分；斜线格为数据不足，不参加比较。
report-heat-figure = 各社区各场景得分
report-radar-figure = { $community }各场景得分
report-radar-stage = { $stage }社区平均
report-change-figure = 第{ $from }轮至第{ $to }轮的得分变化
report-heat-table = 各社区各场景得分

## 名次与阶段

report-ranking-lead = 完成度达到{ $least }%的社区才列名次。置信区间重叠的社区分不出先后，名次并列，写作“2—4”。
report-ranking-table = 社区名次
report-ranking-note = 稳定性：各级权重在±20%内随机变动1000次，列出名次的变动范围和名次保持不变的比例。
report-column-place = 名次
report-column-stability = 名次变动
report-places = { $first }—{ $last }
report-kept = { $share }不变
report-stages-lead = 同一阶段的社区取平均，只含数据充分的社区。
report-stages-none = 没有数据充分的社区，无法按建设阶段比较。
report-stages-table = 各建设阶段的平均得分
report-stages-note = 各阶段的目标值不同，得分已按各自的目标计算。
report-stage-of = { $count }个社区

## 约束性指标

report-named-group = { $community }（{ $count }项）
report-na-table = 确认不适用的约束性指标
report-na-reason = 记为不适用
report-na-open = 待管理员确认

## 各社区

report-communities-lead = 每个社区依次列出：所处阶段的分区引导、长处、问题，以及短板与补齐措施。短板按先约束性、后提升幅度排列，缺什么补什么。
report-guidance = { $stage }的分区引导：{ $text }
report-guidance-title = { $stage }的分区引导
report-guidance-scenario = { $name }（短板{ $count }项）　
report-no-stage = { $community }没有设定建设阶段，因此没有适用的目标值和分区引导。请先设定建设阶段。
report-strengths = 长处
report-strengths-none = 还没有达到目标的指标。
report-strengths-more = 达到目标的共{ $count }项，此处列出达到的社区最少的几项。
report-strength = { $name }（{ $of }个社区中{ $met }个达到）
report-findings = 问题
report-findings-none = 没有记录问题。
report-findings-table = { $community }的问题
report-column-number = 序号
report-column-finding = 问题
report-column-cause = 原因与建议
report-column-severity = 程度
report-cause = 原因
report-advice = 建议
report-finding-first = 第{ $round }轮发现
report-finding-later = 第{ $round }轮：{ $state }
report-gaps = 短板
report-gaps-none = 已评估的指标都达到目标，没有短板。
report-gaps-no-data = 尚无数据，无法判断短板。
report-gaps-table = { $community }的短板与补齐措施
report-gaps-note = “提升”为补齐后社区总体得分可增加的分数，±0.0表示不足0.05分。加粗的为约束性指标。
report-column-gain = 提升
report-column-remedy = 补齐措施
report-gap-target = 目标：{ $target }
report-need-least = 须达到{ $units }/{ $of }
report-need-most = 不超过{ $units }/{ $of }
report-remedy = 【{ $kind }】{ $text }
report-project-none = 尚无项目
report-project-some = 已有项目：{ $projects }
report-project-named = { $name }（{ $state }）
report-case-short = 可借鉴：{ $case }
report-case-named = { $place }“{ $title }”

## 社区报告与总体报告

report-measures-lead = 以下短板按先约束性、后提升幅度排列；排在前面的应优先补齐。已有项目的注明项目及进展。
report-profile-table = { $community }各场景与中项得分
report-column-scenario = 场景
report-column-item = 中项
report-column-gaps = 短板
report-common-lead = 有{ $count }项短板为两个以上社区共有，以下列出涉及社区最多的{ $shown }项。
report-common-none = 没有两个以上社区共有的短板。
report-common-table = 共性短板
report-common-note = “已有项目”为其中已有项目的社区数。
report-column-addressed = 已有项目

## 案例

report-cases-lead = 以下做法来自约三十个国家和地区，按与短板的契合程度选列，供制定措施时参考。
report-cases-none = 没有与短板相契合的案例。
report-cases-table = 国家/地区案例
report-cases-note = 案例据公开资料整理；契合程度由程序按用词相近判断，引用前请核对。
report-column-country = 国家/地区
report-column-practice = 做法
report-column-lesson = 可借鉴之处
report-case-fits = 对应短板：{ $gaps }
report-case-unsure = 资料有限，引用前请核对

## 变化

report-change-lead = 只比较两轮都有数值的指标，前后得分都按同一组指标计算，因此与各轮单独的得分可能不同。
report-change-none = 只有一轮，没有可比的变化。
report-change-nothing = 第{ $from }轮与第{ $to }轮之间没有可比的指标。
report-change-table = 第{ $from }轮至第{ $to }轮的得分变化
report-change-note = 变化按未取整的得分计算，末位可能与所列得分之差相差0.1。
report-change-before = 第{ $round }轮
report-column-part = 范围
report-column-change = 变化
report-column-cells = 可比指标
report-movers = 第{ $from }轮至第{ $to }轮变化最大的指标
report-movers-note = “变化”为该指标得分（0—100）的变化，单位为分，不是数值本身的差。
report-column-before = 之前
report-column-after = 之后

## 照片、项目、来源

report-photos-withheld = 另有{ $count }张照片因拍到人、尚未检查或未获同意而没有收入；遮盖人像或核对后可以收入。
report-projects-lead = 以下项目与本报告涉及的指标有关。
report-projects-none = 没有登记相关的项目。
report-projects-table = 相关项目
report-comments-lead = 共收到意见{ $count }条：采纳{ $accepted }条，部分采纳{ $partly }条，不采纳{ $declined }条，待处理{ $open }条。
report-comments-table = 征求意见及采纳情况
report-comment-report = 针对报告{ $number }
report-column-organisation = 反馈单位
report-column-comment = 意见内容
report-column-outcome = 采纳情况
report-column-answer = 答复或理由
report-column-project = 项目
report-column-kind = 类型与进展
report-column-closes = 对应指标
report-column-who = 单位
report-lead = 牵头
report-responsible = 责任
report-provenance-internal = 每个数值由谁、何时、在何处记录，附有哪些照片。由多个样本汇总的，为最近一次记录。
report-provenance-group = 每个数值由哪个调研组、何时、在何处记录，附有哪些照片。由多个样本汇总的，为最近一次记录。
report-provenance-table = { $community }数值来源
report-column-by = 记录
report-column-where = 地点与依据
report-observed = { $list }观测{ $a }/{ $b }
report-source = 来源：{ $source }
report-source-period = 数据期{ $period }

## 定义、术语、轮次

report-definitions-lead = 定义为采集时的口径；依据说明目标值的出处。加粗的为约束性指标。
report-definitions-table = 指标定义与依据
report-column-definition = 定义与口径
report-column-basis = 依据
report-terms-table = 术语
report-column-term = 术语
report-rounds-table = 各轮时间与指标体系版本
report-rounds-note = 各轮均按调研中现行的同一套指标体系评估；版本下方为指标体系校验值的前{ $digits }位，完整校验值见附录“设置与校验”。
report-column-round = 轮次
report-column-period = 调研时间
report-column-reference = 数据所属期
report-stages-of-rounds = 各社区在各轮的建设阶段
report-column-stage-basis = 依据

## 确认表

report-confirm-ask = 以下为截至第{ $round }轮对{ $community }的调研结果，请逐项核对。无误的在“无误”一栏打勾；有误的请在后面写明编号、正确数值和依据。
report-confirm-table = { $community }调研结果
report-confirm-note = 加粗的为约束性指标。“无”表示应有而没有；“沿用”表示取自以前的轮次。
report-confirm-open = 另有{ $count }项指标尚无数值；如有资料，请一并提供。
report-column-source = 地点与依据
report-column-confirmed = 无误
report-sign-lead = 请在核对后签字盖章，连同更正意见一并返回。
report-sign-corrections = 更正意见（指标编号、正确数值、依据）
report-sign-opinion = 确认意见
report-sign-choices =
    ☐ 确认无误
    ☐ 按更正意见修改后确认
    ☐ 不予确认，理由见上
report-sign-name = 负责人签字
report-sign-date = 日期
report-sign-stamp = 单位盖章
report-sign-note = 本表对应的调研校验值：{ $digest }

## 合并回执

report-receipt-title = 合并回执
report-receipt-lead = 合并了哪些调研包、各带来什么、还缺什么。照片均按内容逐一核验。
report-receipt-by = 合并人
report-receipt-at = 合并时间
report-receipt-new = 新的变更
report-receipt-known = 已有
report-receipt-conflicts = 新冲突
report-receipt-photos = 照片和文件
report-receipt-photos-of = 已核验{ $verified }/{ $expected }
report-receipt-open = 待解决的冲突
report-receipt-files = 各个调研包
report-receipt-file = 调研包
report-receipt-outcome = 结果
report-receipt-merged = 已合并
report-receipt-is-known = 内容都已有
report-receipt-refused = 未合并

## 资料清单的函

report-letter-title = 关于提供{ $community }国际人才社区调研资料的函
report-letter-to = { $holder }：
report-letter-why = { $organisation }正在开展“{ $survey }”（第{ $round }轮）。现就{ $community }向贵单位征集下列指标所需的资料，请予支持。
report-letter-extent = 数据范围
report-letter-period = 数据期
report-letter-due = 回复期限
report-letter-author = 联系人
report-letter-open = 另行商定
report-letter-indicators = 所需资料
report-letter-code = 编号
report-letter-indicator = 指标
report-letter-definition = 定义与口径
report-letter-unit = 单位
report-letter-value = 数值
report-letter-yes-no = 是／否
report-letter-how = 填报说明
report-letter-how-figures = 按表中的定义填报；统计口径与定义不同的，请写明不同之处。需要由分子和分母相除得出的，请同时给出分子和分母。
report-letter-how-source = 请注明数据来源、文号、形成日期和所属时期；已公开发布的，注明出处即可。
report-letter-how-none = 对象确实不存在的，填“无”；不能提供的，请说明原因，我们将记为“未取得”，不作推算。
report-letter-how-people = 请不要提供个人姓名、证件号码等个人信息，只需汇总数据。
report-letter-close = 此函。
report-docx-note = 可编辑副本。以同时生成的PDF文件为存档件。

## 纸质调研表

report-paper-places = 分地点调研表
report-paper-blank = 空白
report-paper-filled = 含已有内容
report-paper-head = 日期 __________　时间 _______—_______　调研人员 ___________________　天气 _______
report-paper-route = 各地点按步行路线排列。回来录入时，在“按地点”页选择“按路线”，顺序与本表相同。
report-paper-leg = 距上一处约{ $metres }米（直线）
report-paper-times = 到达 ________　离开 ________
report-paper-minutes = 约{ $minutes }分钟
report-paper-photo = 须拍照
report-paper-conflict = 记录不一致，这里只印出其中之一
report-paper-units = 在以下各处逐一观测：{ $list }
report-paper-asked = 指标
report-paper-value = 结果
report-paper-remark = 备注、照片编号
report-paper-guidance = 怎样观测

## 日计划

report-day-title = 日计划
report-day-lead = 只含现场查看和测量中还缺的内容；时间按指标的观测时段、所需分钟数和地点间的距离推算，可按实际调整。
report-day-packing = 携带
report-day-time = 时间
report-day-place = 地点
report-day-window = 时段
report-day-left = 这几天排不下的

report-all = 全部报告
report-index-name = 00 目录
report-index-title = 本轮报告目录
report-index-lead = 共{ $count }份报告。每个文件的大小和BLAKE3校验值见{ $manifest }。
report-index-round = 截至
report-index-date = 日期
report-index-report = 报告
report-index-file = 文件
report-index-pages = 页数
report-index-size = 大小
