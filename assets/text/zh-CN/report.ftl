### 评估报告的文字。

report-title = { $scenario }场景评估报告
report-subject = 截至第{ $round }轮的评估结果
report-kind = 场景评估报告
report-scenario-number = 场景 { $code }
report-page = 第 { $page } 页 / 共 { $count } 页
report-day = { $year }年{ $month }月{ $day }日
report-period = { $from }至{ $to }
report-chapter = { $number }　{ $title }
report-section = { $number }　{ $title }
report-table = 表 { $number }　{ $title }
report-figure = 图 { $number }
report-contents = 目录

## 封面

report-cover-communities = 社区
report-cover-round = 截至轮次
report-cover-date = 编制日期
report-cover-organisation = 编制单位
report-cover-survey = 调研
report-none-given = 未填写

## 说明

report-notice = 说明
report-notice-status = 指标体系：{ $status }
report-notice-demo = 本报告由演示数据生成：社区名称真实，数值、备注和照片均由程序虚构，不反映任何社区的实际情况，不得引用。
report-notice-result = 本报告列出第{ $round }轮结束时的结果：每个社区、每项指标取截至该轮最近一次的记录；沿用以前轮次的，在表中注明轮次。
report-notice-score = 得分为0—100，按各社区所处建设阶段的目标值计算，未取得和未填的指标不计入，也不以推测值代替。约束性指标单独列出达标与未达标的项数，不因其他得分高而抵消。
report-notice-coverage = 完成度为已评估指标占适用指标的比例；低于 { $least } % 的标明“数据不足”，得分仅供参考，不宜相互比较。
report-notice-pairwise = 本报告的得分按两两比较得出的权重计算，不是指标体系的权重；一致性比率最高 { $ratio }，0.1 以内为前后一致。

## 概览

report-overview = 概览
report-overview-definition = 本场景：{ $definition }
report-overview-scope = 本报告涉及 { $communities } 个社区、{ $items } 个中项、{ $indicators } 项指标，其中约束性指标 { $binding } 项。
report-overview-nothing = 截至第{ $round }轮，所选社区在本场景还没有已评估的指标。以下表格列出应评估的内容。
report-tile-communities = 社区
report-tile-coverage = 平均完成度
report-tile-met = 约束性已达标
report-tile-missed = 约束性未达标
report-tile-open = 约束性待定
report-overview-table = 各社区得分、完成度与约束性指标
report-overview-note = 横条为得分，满格为100。社区按指标体系中的顺序排列，不是名次。
report-too-little = 数据不足
report-bar = 得分
report-stage-assumed = { $stage }（假定）
report-of = { $a }/{ $b }
report-percent = { $value } %

## 中项得分

report-items = 各中项得分
report-items-lead = 每格为中项得分，下方小字为已评估指标数与适用指标数。
report-items-table = 各社区的中项得分
report-items-all = 场景

## 约束性指标

report-compliance = 约束性指标达标情况
report-compliance-lead = 约束性指标必须达到。任何一项未达标的社区记为“未达标”；没有未达标项但有指标缺数据的记为“待定”。
report-compliance-none = 本场景没有约束性指标。
report-compliance-table = 约束性指标达标项数
report-compliance-conclusion = 结论
report-missed-table = 未达标的约束性指标
report-missed-none = 截至第{ $round }轮，没有未达标的约束性指标。
report-open-table = 待定的约束性指标
report-open-no-value = 尚无数值
report-open-unconfirmed = 记为不适用，待管理员确认

## 指标表

report-indicators = 各社区指标
report-indicators-lead = 每个社区一张表，各轮次并列。加粗的为约束性指标。浅色数值为沿用以前轮次的结果，并注明轮次。
report-indicators-table = { $community }各项指标
report-indicators-stage = 建设阶段：{ $stage }。得分 { $score }，完成度 { $coverage }。
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
report-indicators-note = 18/24 (75.0 %) 表示24个样本中有18个符合；“无”表示应有而没有，得0分；“不适用”不计入得分；“—”表示该轮没有记录。

## 照片

report-photos = 照片
report-photos-lead = 照片按社区排列，注明地点、拍摄日期、轮次和所佐证的指标。
report-photos-none = 截至第{ $round }轮，所选社区在本场景没有照片。
report-photo-missing = 照片文件不在本机，请合并含照片的调研包后重新生成报告。
report-photo-indicator = 指标 { $indicator }

## 附录

report-appendix = 附录：依据与出处
report-appendix-lead = 同一调研、同一设置、同一照片和同一程序版本生成的报告逐字节相同。核对时请比较校验值。
report-appendix-table = 依据与设置
report-appendix-framework = 指标体系
report-appendix-rounds = 轮次
report-appendix-communities = 社区
report-appendix-round-line = { $name }（{ $period }）
report-appendix-least = 数据不足的界限
report-appendix-least-value = 完成度低于 { $least } %
report-appendix-photos = 照片
report-appendix-photos-value = { $count } 张，其中 { $missing } 张的文件不在本机
report-appendix-digest = 调研校验值
report-appendix-program = 程序
report-appendix-program-value = 探访 { $version }
report-appendix-language = 语言
report-appendix-language-value = 中文

## 合并回执

report-receipt-title = 合并回执
report-receipt-lead = 合并了哪些调研包、各带来什么、还缺什么。照片均按内容逐一核验。
report-receipt-by = 合并人
report-receipt-at = 合并时间
report-receipt-new = 新的变更
report-receipt-known = 已有
report-receipt-conflicts = 新冲突
report-receipt-photos = 照片和文件
report-receipt-photos-of = 已核验 { $verified } / { $expected }
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
report-docx-note = 可编辑副本。以同时生成的 PDF 文件为存档件。
## 纸质调研表

report-paper-places = 分地点调研表
report-paper-blank = 空白
report-paper-filled = 含已有内容
report-paper-head = 日期 __________　时间 _______—_______　调研人员 ___________________　天气 _______
report-paper-route = 各地点按步行路线排列。回来录入时，在“按地点”页选择“按路线”，顺序与本表相同。
report-paper-leg = 距上一处约 { $metres } 米（直线）
report-paper-times = 到达 ________　离开 ________
report-paper-minutes = 约 { $minutes } 分钟
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
report-index-lead = 共 { $count } 份报告。每个文件的大小和 BLAKE3 校验值见 { $manifest }。
report-index-round = 截至
report-index-date = 日期
report-index-report = 报告
report-index-file = 文件
report-index-pages = 页数
report-index-size = 大小
