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
