### 各处共用的名称：产品、领域术语、取值状态、量词。

app-name = 探访
app-name-full = 探访 · 国际人才社区调研
app-purpose = 首都国际人才社区的离线调研软件

# 演示数据的每一页、每一屏都印这句话。
demo-mark = 演示数据·非调研结果
demo-meaning = 本调研由程序生成，仅供演示和练习，永远不能与真实调研合并。
read-only-mark = 只读

language-zh = 中文
language-en = English

## 指标体系

framework = 指标体系
framework-version = { $id } 第{ $version }版
orientation = 导向
scenario = 场景
item = 中项
indicator = 指标
scenario-numbered = 场景 { $code } { $name }
item-numbered = { $code } { $name }
indicator-numbered = { $code } { $name }

kind = 性质
kind-binding = 约束性
kind-expected = 预期性
kind-binding-short = 约
kind-expected-short = 预

value-type-yes-no = 是或否
value-type-count = 计数
value-type-percent = 百分比
value-type-number = 数值
value-type-rating = 评分

direction-at-least = 不低于
direction-at-most = 不高于
direction-between = 区间

method-site = 现场踏勘
method-measure = 实地测量
method-records = 查阅资料
method-questionnaire = 问卷
method-interview = 访谈
method-map = 地图量算

when-any = 不限时段
when-daytime = 白天
when-morning-peak = 早高峰
when-evening = 傍晚
when-night = 夜间
when-workday = 工作日
when-weekend = 周末
weekday-1 = 星期一
weekday-2 = 星期二
weekday-3 = 星期三
weekday-4 = 星期四
weekday-5 = 星期五
weekday-6 = 星期六
weekday-7 = 星期日

photo-need-required = 必须拍照
photo-need-optional = 可以拍照
photo-need-none = 不需拍照

aggregate-direct = 直接填写
aggregate-share = 达到要求的样本占比
aggregate-count = 达到要求的样本数
aggregate-sum = 各样本之和
aggregate-ratio-of-sums = 分子之和与分母之和的比
aggregate-min = 各样本最小值
aggregate-max = 各样本最大值
aggregate-mean = 各样本平均值
aggregate-median = 各样本中位数
aggregate-lower-group = 各组均值中较低者
aggregate-worst = 得分最低的中心点

target = 目标值
target-at-least = ≥ { $target }
target-at-most = ≤ { $target }
target-between = { $target }—{ $upper }
unit-of-measure = 计量单位
guidance = 调研说明
basis = 依据
basis-grade-a = 有公开依据
basis-grade-b = 有依据，数值待复核
basis-grade-c = 草案建议
remedy = 补齐措施
remedy-type-planning = 规划类
remedy-type-construction = 建设类
remedy-type-upgrade = 提升类
remedy-type-activity = 活动类

## 社区与轮次

survey = 调研
organisation = 单位
community = 社区
communities = 社区
stage = 建设阶段
stage-built = 建成区
stage-building = 在建区
stage-new = 新建区
stage-built-guidance = 提升改造
stage-building-guidance = 吸收融合
stage-new-guidance = 规划引领
stage-basis-stated = 公开材料已明确
stage-basis-assumption = 草案假定

round = 轮次
round-numbered = 第{ $round }轮
round-short = { $round } 轮
round-baseline = 摸底
round-in-depth = 深入
round-verification = 复核
round-state-planned = 计划中
round-state-open = 进行中
round-state-closed = 已结束
reference-period = 统计期
visit = 踏勘
person = 人员
author = 记录人
device = 设备

## 调研内容

sheet = 调研表
sheet-state-draft = 填写中
sheet-state-submitted = 已提交
sheet-state-returned = 已退回
sheet-state-approved = 已核准
sheet-changed-since-approval = 核准后有改动
assessment = 指标评估
observation = 观测
reading = 复测
concordance = 一致性
unit = 样本
units = 样本
list = 样本清单
unit-state-in = 已选
unit-state-reserve = 备选
unit-state-replaced = 已替换
unit-state-closed = 已关闭
evidence = 佐证
photo = 照片
photos = 照片
document = 文档
caption = 图注
interview = 访谈
finding = 问题
question = 疑问
project = 项目
policy = 政策
case = 案例
resource = 资源
position = 位置
date = 日期
time = 时间
remark = 备注
reason = 原因
to-verify = 待核实
source = 出处

## 取值状态

value = 数值
value-of = { $a } / { $b }
state = 状态
state-value = 有数值
state-absent = 对象缺失
state-not-applicable = 不适用
state-not-obtained = 未取得
state-empty = 未填
# 报告和表格里代替数值的短写法。
print-absent = 无
print-not-applicable = 不适用
print-not-obtained = 未取得
print-empty = —
answer-yes = 是
answer-no = 否
computed = 由观测计算
typed = 直接填写
carried-from = 沿用第{ $round }轮
observed-of = 已观测 { $done } / { $all }

## 结果

score = 得分
coverage = 完成度
compliance = 达标
compliance-met = 达标
compliance-not-met = 未达标
compliance-open = 待定
binding-met = 已达标
binding-missed = 未达标
binding-open = 待定
binding-na = 不适用
target-met = 达到目标
target-missed = 未达目标
gap = 短板
change = 变化
rank = 排名
range = 区间
too-little-data = 数据不足
no-score = 暂无得分

## 交接与合并

survey-file = 调研包
merge = 合并
conflict = 冲突
conflicts = 冲突
conflict-kind-value = 数值不同
conflict-kind-life = 一处删除、一处修改
conflict-kind-link = 一处关联、一处取消
conflict-kind-fork = 同一设备的两份历史
clock-doubtful = 时钟存疑
journal-change = 改动
digest = 校验值

## 量词与标点

count-communities = { $count } 个社区
count-indicators = { $count } 项指标
count-units = { $count } 个样本
count-observations = { $count } 条观测
count-photos = { $count } 张照片
count-documents = { $count } 份文档
count-changes = { $count } 条改动
count-conflicts = { $count } 处冲突
count-days = { $count } 天
count-files = { $count } 个文件
list-separator = 、
clause-separator = ；
colon = ：
parenthesised = （{ $text }）
confirmed-on-site = 与上轮相同，已现场确认

## 资料清单

request-refused = { $holder }未予提供
request-refused-on = { $holder }于{ $date }答复不予提供
request-extent = { $name }（{ $district }）

## 导出的表格

table-assessments = 指标评估
table-observations = 样本观测
table-scores = 得分
table-gaps = 短板
table-photos = 照片和文档
table-conflicts = 冲突
table-feedback = 征求意见

## What differs between two states, and why

differs-whole = 全部
differs-value = 数值
differs-conflict = 一致性
differs-score = 得分
differs-coverage = 完成度
differs-compliance = 约束性指标
differs-rank = 名次
differs-contested = 有冲突
differs-settled = 无冲突
differs-binding = 达标 { $met }，未达标 { $missed }，待定 { $open }，不适用 { $na }
turn-came = 新增
turn-went = 减少
turn-changed = 改动
cause-recorded = 录入
cause-corrected = 修改
cause-confirmed = 确认
cause-resolved = 解决冲突
cause-cleared = 撤回
cause-deleted = 删除
cause-restored = 恢复
cause-setting = 设置变动
cause-community = 社区变动
cause-units = 样本变动
cause-merged = 合并而来
cause-withdrawn = 后者没有
