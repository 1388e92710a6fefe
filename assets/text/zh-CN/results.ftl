### 顾问用的各页：得分、权重、项目、报告。

## 得分

scores-stage-mean = { $stage }均值（{ $count } 个）
scores-since = 较第{ $round }轮
scores-to-sheet = 打开调研表
scores-awaits = 待管理员（{ $names }）确认不适用
scores-case = 案例：{ $place }《{ $title }》
scores-lesson = 启示
scores-advice = 分区引导
scores-units = 样本 { $count }
scores-photos = 照片 { $count }
scores-no-units = 这项指标不按样本观测，或还没有样本。
scores-of-units = 由 { $observed } / { $units } 个样本算出
scores-communities = 社区 { $shown }/{ $all }
scores-show = 格中显示
scores-compared-with = 对比轮次
scores-change-legend = 只比较两轮都有数值的指标，两轮得分按同一批指标计算；斜纹为下降。点格子看明细，点表头排序。
scores-stability = 排名稳不稳
scores-stability-lead = 把每个权重在 ±20% 内随机变动 { $runs } 次，看各社区的名次还在不在原位。没有点选场景时按总分比较。
scores-place = 名次
scores-places = 变动范围
scores-kept = 保持名次
scores-span = 得分范围
scores-trying = 正在试算…

## 权重

weights-title = 权重
weights-lead = 两两比较同级的场景、中项或小项：哪个更重要，重要到几倍。一组比较完，就能算出权重和一致性比率（不超过 0.10 为一致）。没有比较的组仍用指标体系的权重。
weights-on = 得分现在按两两比较的权重计算。
weights-off = 得分现在按指标体系的权重计算。
weights-standing = 比较完 { $whole } 组，比较了一部分 { $part } 组，自相矛盾 { $contradicting } 组。
weights-use = 改用这些权重
weights-stop = 恢复指标体系的权重
weights-set = 比较哪一组
weights-scenarios = 九个场景
weights-one = 前一项
weights-other = 后一项
weights-judgement = 哪个更重要
weights-pair = { $one }与{ $other }相比
weights-open = 未比较
weights-equal = 同样重要
weights-first = ← 前一项重要 { $times } 倍
weights-second = 后一项重要 { $times } 倍 →
weights-framework = 指标体系
weights-judged = 比较得出
weights-judged-of = 已比较 { $judged } / { $pairs } 对，比较完才有权重。
weights-consistent = 一致性比率 { $ratio }，判断前后一致。
weights-contradicting = 一致性比率 { $ratio }，高于 0.10，判断自相矛盾，请复核几对差距大的比较。

## 项目

page-projects = 项目
projects-everywhere = 全部社区
projects-new = 新项目的名称，回车添加
projects-find = 按名称、点位或单位查找
projects-kind = 项目类别
projects-any-state = 各种状态
projects-any-kind = 各类项目
projects-any-scenario = 各个场景
projects-count = { $shown } / { $all } 个
projects-none = 还没有项目。
projects-from-gaps = 到得分页从短板建项目
projects-none-found = 没有符合条件的项目。
projects-no-gap = 未对应短板
projects-gaps = 要补齐的短板（指标）
projects-gap-add = 添加指标…
projects-gap-off = 去掉指标 { $indicator }
projects-removed = 项目已移除，可按 Ctrl+Z 撤销。
projects-name-for = 补齐“{ $indicator }”
projects-make = 建一个项目
projects-addressing = 已有项目

## 报告

report-room-draft = 拟稿
report-room-issued = 已印发
report-room-comments = 征求意见
report-room-tables = 数据表格
report-which = 报告种类
report-all-at-once = 全部报告（一次生成）
report-all-lead = 九个场景的报告和总体报告一次生成到一个文件夹，附目录页和校验清单。
report-each-language = 中文、英文各一份
report-each-community = 另附每个社区的报告
report-ranking = 给工作组的报告也列出排名
report-comments = 给工作组的报告也列出征求意见情况
report-folder = 生成到文件夹
report-missing-photos = 缺 { $count } 张照片的文件
report-withheld-photos = 因人像未选用 { $count } 张照片
report-all-done = 已生成 { $count } 份报告
report-open-index = 打开目录页
builder-title = 章节与自撰文字
builder-changed = 已调整
builder-keys = Alt+↑↓ 调整顺序
builder-reset = 恢复原样
builder-up = 上移：{ $section }
builder-up-short = 上移
builder-down = 下移：{ $section }
builder-down-short = 下移
builder-moved = 现在是第 { $place } 节，共 { $of } 节
builder-text = 文字
builder-text-add = 添加一段文字
builder-text-here = 只用于这一份报告
builder-text-everywhere = 用于所有这类报告
builder-text-removed = 文字已移除，可按 Ctrl+Z 撤销。
imprint-title = 封面与署名
imprint-title-label = 标题
imprint-author-label = 执笔
imprint-organisation-label = 编制单位
imprint-number-label = 编号
imprint-classification-label = 密级标识
imprint-logo = 选择标志图片…
layout-title = 保存的方案
layout-name = 方案名称
layout-kept = 方案“{ $name }”已保存。
preview-title = 预览
preview-none = 选好内容后这里显示预览。
preview-waiting = 正在排版…
preview-before = 上一页
preview-after = 下一页
preview-page = 页码
preview-headings = 跳到标题
preview-zoom = 缩放
preview-fit = 整页
preview-at = 第 { $page } 页，共 { $pages } 页；翻页用 PageUp、PageDown，缩放用 + 和 −
issue-open = 印发…
issue-title = 印发报告
issue-lead = 印发后，报告连同编号、主送和依据的数据状态一起记入调研，随时可以原样重新生成。
issue-number = 编号
issue-looking = 正在核对数据…
issue-unsettled = 报告用到的数据中有 { $count } 个存在冲突或待核实
issue-reason = 仍予印发的理由
issue-settled = 没有冲突，也没有待核实的数据。
issue-go = 印发
issue-done = 已印发，编号 { $number }。
issued-none = 还没有印发报告。
issued-twice = 编号重复
issued-acknowledged = 有未定数据
issued-more = 另有 { $count } 个
issued-files = 文件
issued-since = 印发以后
issued-asking = 正在比较…
issued-unknown = 无法比较
issued-missing = 依据的改动没有全部到齐，无法比较
issued-same = 数据没有变化
issued-changed = 有 { $count } 个数变了
issued-compare = 与之比较
issued-now = 现在的数据
issued-compare-go = 列出差异
issued-again = 原样重新生成到
issued-again-hint = 按印发时的数据状态生成；.docx 结尾则生成 Word 文件。
issued-again-go = 重新生成
issued-again-same = 与印发的文件逐字节相同
issued-again-other = 与印发的文件不同（程序版本、格式或照片文件不同）
compare-numbers = { $count } 个数不同
compare-means = 连同平均数
compare-before = 印发时
compare-after = 对比项
compare-why = 原因
compare-what = 变化
compare-things = 有变化的问题、项目、意见、文字和照片：{ $count } 条
compare-not-there = 没有
compare-settled = 无冲突
compare-binding = 约束性 达标{ $met }、未达标{ $missed }、待定{ $open }
compare-elsewhere = 由其他改动引起（样本、阶段或设置）
comments-lead = 报告送出征求意见后，把各单位的意见记在这里：对哪个数据、谁提的、怎么答复、采纳与否。只写单位，不写个人。
comments-no-report = 不限报告
comments-new = 意见内容，回车添加
comments-find = 按单位、意见或答复查找
comments-any = 各种处理结果
comments-none = 还没有收到意见。
comments-removed = 意见已移除，可按 Ctrl+Z 撤销。

## 窗口里另有说法的提示

window-as-of-unknown = 这里没有“{ $given }”：没有这个编号的已印发报告，也没有以它开头的改动。
window-state-differs = 本机的改动得不出这份报告印发时的数据状态（校验值 { $digest }）。请到“设置”页核对调研。
window-issue-unknown = 没有编号为“{ $number }”的已印发报告。

## 快捷键

help-behind = 看明细
help-report-turn = 预览翻页
help-report-zoom = 预览放大、缩小、整页
help-report-move = 章节上移、下移
