### 窗口界面的文字。

## 各页名称

page-board = 总览
page-sheet = 调研表
page-units = 样本清单
page-photos = 照片
page-conflicts = 冲突
page-exchange = 交接与合并
page-scores = 得分
page-report = 报告
page-settings = 设置

## 操作

action-add = 添加
action-browse = 浏览…
action-cancel = 取消
action-close = 关闭
action-continue = 继续
action-next = 下一个
action-open = 打开
action-previous = 上一个
action-remove = 移除
action-revert = 恢复原值
action-save = 保存
action-show-folder = 打开所在文件夹
action-try-again = 重试

## 标签

word-all = 全部
word-language = 语言
word-name = 名称
word-total = 合计
word-when = 时间
word-who = 记录人

## 窗口

shell-pages = 页面
shell-skip = 跳到内容
shell-leave = 离开本调研，回到开始页
shell-state = 本调研的状态
shell-notes = 提示
undo-done =
    { $count ->
        [1] 已撤销：{ $what }
       *[other] 已撤销 { $count } 处：{ $what } 等
    }
redo-done =
    { $count ->
        [1] 已重做：{ $what }
       *[other] 已重做 { $count } 处：{ $what } 等
    }
shell-conflicts =
    { $count ->
       *[other] { $count } 处冲突待解决
    }
notice-more = 详情
read-only-folder = 文件夹是只读的：可以查看，不能修改。
read-only-window = 本调研已在另一个窗口打开：这里可以查看，不能修改。
read-only-locked = 本调研已加锁：可以查看，个人信息看不到，也不能修改。
vanished = 找不到调研文件夹，U盘可能已拔出。已保存的内容不会丢失，重新插好后会接着打开。
vanished-still = 仍然找不到。

## 开始页

start-first-title = 第一次使用
start-your-name = 您的姓名
start-your-name-hint = 每条记录都会注明记录人。
start-ways = 打开或新建调研
start-create = 新建调研
start-create-hint = 从一份空白的指标体系开始
start-create-do = 新建
start-open = 打开文件夹
start-open-hint = 打开本机或U盘上的调研
start-open-do = 打开
start-join = 加入调研
start-join-hint = 从同事交来的调研包开始
start-join-do = 加入
start-demo = 打开演示
start-recents = 最近打开
start-no-recents = 还没有打开过调研。
start-unlocked = 未加锁：其中有个人信息，能打开这台电脑的人都能看到。打开后可在“设置”里加锁。
start-missing = 找不到
start-forget = 从列表中移除
start-survey-name = 调研名称
start-file = 调研包
start-folder = 调研文件夹
start-folder-name = 新调研
start-new-folder = 存放位置
start-new-folder-hint = 请用一个新的或空的文件夹。
start-opening = 正在打开…
start-making-demo = 正在准备演示数据…
start-joining = 正在读取并核验调研包…
start-given = 要打开的调研包：{ $name }。可由它加入调研，或打开下面已有的调研，再合并它。
start-locked = “{ $name }”已加锁
start-unlock = 解锁并打开
start-look = 不解锁，只查看
start-version = 探访 { $version }

## 总览

board-grid = 社区与场景的完成情况
board-assessed = 已评估指标
board-open = 约束性待定
board-cell-coverage = 已评估 { $assessed } 项，适用 { $applicable } 项
board-cell-conflicts =
    { $count ->
       *[other] { $count } 处冲突
    }
board-mark-open = 待定 { $count }
board-mark-missed = 未达 { $count }
board-mark-met = 达标
board-legend = 百分比为当前轮次的完成度；三条横线自上而下为各轮完成度，加粗的是当前轮次；下方为约束性指标的情况。方向键移动，回车打开调研表。

## 调研表

sheet-assessed = 已评估 { $assessed } 项，适用 { $applicable } 项
sheet-all-photos = 本表照片
sheet-others = 其他调研表
sheet-target = 目标 { $target }
sheet-no-target = 本阶段没有目标值
target-yes = 是
sheet-photo-required = 必须拍照
sheet-not-in-stage = 不适用于本社区的建设阶段，不需填写。
sheet-of = { $b } 中的 { $a }
sheet-observed = 已观测 { $observed } / { $units }
sheet-typed-beside = 另有直接填写的值：{ $value }
sheet-conflict = 各人所填不同：
sheet-in-conflict = 去解决冲突
sheet-not-scored = 不计分
sheet-units = 样本 { $observed }/{ $units }
sheet-photos =
    { $count ->
        [0] 照片
       *[other] 照片 { $count }
    }
sign-saved = 已保存
sign-draft = 未保存
value-unknown = 由更新版本的程序写成
value-pair-hint = 如 18/24
value-or-pair-hint = 75 或 18/24
value-not-obtained-hint = 原因，向谁、何时索取
value-not-applicable-hint = 不适用的原因
word-pass = 达到
word-fail = 未达到

## 调研说明

guide-title = 调研说明
guide-list = 样本
guide-terms = 用语
guide-how = 怎样取得
guide-targets = 目标值
guide-method = 方式
guide-minutes = 约 { $n } 分钟
guide-tools = 携带
guide-holder = 资料持有方
guide-tolerance = 允许差异
guide-questions = 问卷题目
guide-basis = 依据等级 { $grade }：

## 历史

history-title = 历史
history-field = 栏目
history-none = 还没有记录。
history-live = 当前
history-contested = 曾有冲突

## 样本

units-lists = 清单
units-order = 序号
units-position = 位置
units-position-hint = 纬度, 经度
units-observed = 观测结果
units-actions = 操作
units-add-name = 添加{ $list }
units-added =
    { $count ->
       *[other] 已添加 { $count } 个样本
    }
units-empty = 这份清单还没有样本。请在上面逐个添加、粘贴一列，或从完整名单抽样。
units-none-yet = { $list }还没有样本，请在下面添加。
units-paste = 粘贴一列…
units-paste-hint = 每行一个名称，可从表格中整列粘贴。
units-paste-do =
    { $count ->
       *[other] 添加 { $count } 个
    }
units-reason = 替换或关闭的原因
units-up = 上移
units-down = 下移
unit-left-out = 不列入

## 照片

photos-add = 添加照片
photos-add-hint = JPEG、PNG、WebP、HEIC 照片，或 PDF 等文档；也可以把文件拖到这里。
photos-added =
    { $already ->
        [0] 已导入 { $added } 张照片
       *[other] 已导入 { $added } 张照片，另有 { $already } 张此前已导入
    }
photos-none = 还没有照片。
photos-total =
    { $count ->
       *[other] 共 { $count } 张
    }
photos-choose-place = 选定社区和轮次（场景选“全部”）后，可以在这里添加照片；也可以在调研表的指标和样本处添加。

card-title = 从存储卡导入
card-hint = 选择存储卡或手机相册所在的文件夹，其中（含下级文件夹）的照片、视频和录音都会在后台导入。已有的自动跳过，可以随时停止，以后接着导入。
card-folder = 存储卡或文件夹
card-take = 导入到{ $community }第{ $round }轮
card-left = 上次从“{ $folder }”导入到{ $community }第{ $round }轮没有完成。
card-go-on = 继续导入
card-forget = 不再继续
card-stopped = 已停止。已处理 { $done } / { $found } 个文件，可以随时继续。
card-gone = 存储卡已拔出。已处理的 { $done } / { $found } 个文件都已保存；插回存储卡后点“继续导入”。

photos-beside = 并排对照
photos-beside-none = 不对照
marks-title = 标注
marks-arrow = 箭头
marks-box = 方框
marks-text = 文字
marks-blur = 模糊
marks-hint = 选一种标注后在照片上拖动；或按“放在中间”，再用方向键移动、Shift 加方向键改大小、Delete 删除。原图不变，模糊的部分在报告里无法辨认。
marks-middle = 放在中间
marks-words = 标注文字
marks-one = { $kind } { $number }
marks-done = 完成标注

photos-also = 也属于
photos-also-choose = 选择…
photos-smaller = 缩小
photos-larger = 放大
photos-only = 只看
photos-only-unplaced = 未关联指标
photos-only-unchecked = 人物未核对
photos-only-asking = 有人物、未获同意
photos-only-marked = 有标注
photos-only-document = 非照片文件
photos-open = 打开原件
photos-text = 查找
photos-text-hint = 说明、指标、人员…
photos-none-fit = 没有符合条件的照片。
photos-missing = 原件不在本机
photos-missing-long = 这张照片的文件不在本机，合并含有它的调研包后即可查看。
photos-no-preview = 这类文件没有预览，原件随调研保存。
photos-where = 关联
photos-taken = 拍摄时间
photos-taken-unknown = 照片中没有记录
photos-added-by = 导入
photos-file = 文件
photos-unlink = 取消关联
photos-unlink-sure = 确认取消关联
photos-unlinked = 已取消关联

## 冲突

conflicts-what = 两人互不知情地写了不同的内容。选定一个并写明理由；其余的留在历史里。
conflicts-none = 没有待解决的冲突。
conflicts-detail = 冲突详情
conflicts-open-one = 从左侧选择一处冲突。
conflicts-to-sheet = 到调研表
conflicts-choose = 采用哪一个
conflicts-choose-first = 请先选定一个。
conflicts-provisional = 暂用
conflicts-reason = 理由
conflicts-resolve = 确定
conflicts-none-here = 这样筛选后没有冲突。
conflicts-person = 涉及的人
conflicts-kind-life = 此处删除，别处修改
conflicts-kind-fork = 同一设备两段记录
conflicts-life-hint = 有人删除了它，另一人不知情又作了修改。选“删除”则仍为删除；选其他各项则恢复，修改的内容都保留。
conflicts-delete = 删除
conflicts-keep-all = 保留
conflicts-keep = 保留：{ $value }
conflicts-linked = 保持关联
conflicts-unlinked = 取消关联
conflicts-fork = 设备 { $device } 有两段记录
conflicts-fork-clone = 两处同时以这台设备的名义记录，很可能是硬盘被整盘复制。两段记录都算数，没有丢失；确定即表示已经看过。
conflicts-fork-restored = 一段结束之后另一段才开始，很可能是这台设备恢复过旧的备份。两段记录都算数，没有丢失；确定即表示已经看过。
conflicts-branches = 两段记录
conflicts-branch = 第 { $n } 段
conflicts-visit = 走访 { $visit }
conflicts-bulk = 批量处理
conflicts-bulk-hint = 对当前筛选出的冲突一并处理，共用一个理由，可整体撤销（Ctrl+Z）。删除与设备分叉须逐个处理。
conflicts-bulk-by = 依据
conflicts-by-device = 采用某台设备
conflicts-by-person = 采用某人
conflicts-by-tolerance = 差异在允许误差内
conflicts-tolerance-hint = 各方数值之差不超过该指标的允许误差时，采用目前暂用的值。
conflicts-by-both = 备注、照片说明：都保留
conflicts-both = 都保留
conflicts-both-hint = 只处理备注和照片说明：各方的文字逐行都保留。
conflicts-both-reason = 各方的文字都保留
conflicts-bulk-whose = 采用谁的
conflicts-bulk-choose = 请选择
conflicts-bulk-reason = 共用的理由
conflicts-bulk-do =
    { $count ->
       *[other] 一并解决 { $count } 处
    }
conflicts-settled =
    { $count ->
       *[other] 已解决 { $count } 处冲突，可按 Ctrl+Z 整体撤销。
    }

## 交接与合并

exchange-out = 交出调研包
exchange-out-hint = 写出本机所知的全部内容，含照片。写完后会重新读出并逐一核验。
exchange-name-for = 文件名中的社区
exchange-all-communities = 全部社区
exchange-path = 调研包文件
exchange-write = 写出调研包
exchange-safe = 已写出并核验无误，可以安全拔出U盘。
exchange-written = { $changes } 条改动，{ $blobs } 个照片和文档文件，{ $size }
exchange-missing =
    { $count ->
       *[other] 另有 { $count } 个照片或文档文件不在本机，未能写入。
    }
exchange-in = 合并调研包
exchange-in-hint = 先看计划，再合并。合并的先后次序不影响结果。
exchange-choose = 选择调研包
exchange-type-path = 或输入文件路径
exchange-read-only = 本窗口是只读的，不能合并。
exchange-plan = 合并计划
exchange-plan-new = 新增 { $changes } 条改动、{ $blobs } 个文件；
exchange-plan-conflicts =
    { $count ->
        [0] 没有新的冲突
       *[other] 新的冲突 { $count } 处
    }
exchange-plan-missing =
    { $count ->
       *[other] 有 { $count } 个照片或文档文件不在包里。
    }
exchange-from = { $author }（{ $device }）{ $changes } 条
exchange-known = 其中内容本机都已有，不需合并。
exchange-refused = 不能合并：
exchange-merge = 合并
exchange-receipt = 合并完成
exchange-merged = 新增 { $changes } 条改动，新的冲突 { $conflicts } 处；
exchange-verified = 照片和文档核验 { $verified } / { $expected }
exchange-conflicts =
    { $count ->
       *[other] { $count } 处冲突待解决
    }
exchange-working = 正在处理
exchange-photos = 照片和文档
exchange-photos-all = 全部
exchange-photos-light = 只带小图
exchange-photos-none = 不带
exchange-receiver = 对方已有的内容
exchange-receiver-nothing = 全部写出
exchange-receiver-device = 只写 { $person }（{ $device }）还没有的
exchange-since = 从此文件之后（可不填）
exchange-volume = 每个文件最多多少 MB
exchange-volume-hint = 不填则为 2000 MB，适合U盘。超过时分成几个文件，先后合并均可。
exchange-passphrase = 口令（可不填）
exchange-passphrase-hint = 填写后文件加密，对方合并时须输入同一口令。
exchange-by-rule = 按本调研的规定，文件用管理员的公钥加密，只有管理员能打开。
exchange-unsealed = 这次不加密，拿到文件的人都能看到
exchange-more = 更多选项
exchange-sealed = 已加密。
exchange-volume-line = { $path }（{ $size }，{ $blobs } 个照片和文档文件）
exchange-carrier = 由 { $author } 于 { $at } 写出
exchange-fingerprint = 设备指纹 { $fingerprint }
exchange-file-size = 文件大小 { $size }
exchange-plan-counts = 本机已有 { $known } 条
exchange-branches = 各设备带来的改动
exchange-late = 其中 { $count } 条是为已关闭的轮次补写的。
exchange-late-choice = 补写的内容
exchange-late-take = 计入
exchange-late-hold = 暂不计入
exchange-held-back = { $count } 条暂时搁置；再次合并此文件并选“计入”即可收下。
exchange-stranger = { $author } 的设备（指纹 { $fingerprint }）没有登记，它写的内容不计入。
exchange-trust = 已与对方核对指纹，合并时登记这台设备
exchange-stranger-admin = 请管理员登记这台设备；之后它的内容自动计入。
exchange-sealed-passphrase = 此文件已用口令加密，请输入写出时所用的口令。
exchange-sealed-wrong = 口令不对，请核对后重试。
exchange-sealed-identity = 此文件是为某把密钥加密的，请选择密钥文件。
exchange-key-passphrase = 口令
exchange-key-file = 密钥文件
exchange-open-sealed = 打开
exchange-merged-files = 已合并的文件
exchange-merged-hint = 撤回后，该文件带来的内容在本机搁置，再次合并即可恢复。
exchange-merged-none = 还没有合并过文件。
exchange-take-back = 撤回
exchange-taken-back = 已撤回“{ $name }”，搁置 { $count } 条改动。
roll-title = 设备点名
roll-hint = 参加本调研的每台设备，以及本机收到的它的内容。
roll-person = 人员
roll-role = 身份
roll-last = 最近收到
roll-state = 状态
roll-own = 本机
roll-nothing = 尚未收到
roll-last-line = 第 { $seq } 条，{ $at }
roll-complete = 齐全
roll-held = { $count } 条在等待前面的改动
roll-void = { $count } 条不生效
roll-missing = 缺 { $count } 个照片或文档文件
roll-undelivered = { $count } 项冲突的处理结果可能还没有收到
role-root = 创建者
role-admin = 管理员
role-enrolled = 已登记
role-member = 成员
role-revoked = 已停用
roll-required = 只接受已登记的设备
roll-required-hint = 开启时，目前的成员会一并登记；之后加入的设备须由管理员登记。
roll-key = 管理员公钥
roll-key-hint = 设定后，交出的调研包默认用它加密，只有持有对应密钥文件的人能打开。公钥以 age1 开头。
roll-key-do = 从此用它加密
roll-key-set = 交出的调研包默认用此公钥加密：
roll-key-stop = 不再默认加密
roll-enrol = 登记
roll-enrol-device = 登记一台设备（32 位设备号，由对方读出）
roll-as-admin = 同时设为管理员
roll-revoke = 停用
roll-revoke-reason = 停用理由
roll-revoke-hint = 它之后写的内容不再计入；已收到的保留。
roll-revoke-sure = 确认停用
phase-backup = 正在备份
phase-restore = 正在恢复备份
exchange-left-out =
    { $count ->
       *[other] 按选择未带 { $count } 个照片或文档文件。
    }
exchange-agreements =
    { $count ->
       *[other] 一致 { $count } 处
    }
phase-upload = 正在读取文件
phase-import = 正在导入照片
phase-export = 正在写出并核验
phase-report = 正在生成报告
phase-plan = 正在核验并比较
phase-merge = 正在合并
phase-write = 正在写出
phase-blobs = 正在写出照片和文档
phase-verify = 正在重新读出并核验

## 得分

scores-only-round = 只看本轮记录
scores-cut = 比较方式
scores-by-community = 各社区
scores-by-scenario = 各场景
scores-table = 社区与场景得分
scores-coverage = 完成度 { $coverage }%
score-contested = 有冲突
score-contested-hint = 得分取决于尚未解决的冲突，目前按暂用的值计算。
score-contested-count = 取决于 { $count } 处未解决的冲突
scores-legend = 得分为 0—100；● 约束性指标全部达标，× 有未达标，○ 待定，? 取决于尚未解决的冲突。
scores-missed = 未达标 { $count } 项
scores-open = 待定 { $count } 项

## 报告

page-report-language = 报告语言
page-report-date = 报告日期
page-report-communities = 社区
page-report-all = 全选
page-report-none = 全不选
page-report-path = 报告文件
page-report-write = 生成报告
page-report-done = 报告已生成
page-report-pages =
    { $count ->
       *[other] { $count } 页
    }
phase-figures = 正在汇总数据
phase-photos = 正在放入照片
phase-pages = 正在排版
phase-save = 正在保存

## 设置

settings-text-size = 文字大小
settings-theme = 外观
theme-system = 跟随系统
theme-light = 浅色
theme-dark = 深色
theme-contrast = 高对比度
backup-title = 备份
backup-hint = 打开调研时自动备份到本机的程序数据文件夹，较早的逐渐减少。
backup-now = 立即备份
backup-made = 已备份。
backup-none = 还没有备份。
backup-failed = 上次自动备份没有成功：
backup-line = { $changes } 条改动，{ $blobs } 个照片和文档文件，{ $size }
backup-locked = 已加密
backup-restore = 恢复
backup-restore-into = 恢复到新文件夹
backup-restore-hint = 现有调研保持不变。恢复出的调研以新设备的名义继续记录。
backup-passphrase = 备份的口令
backup-restored = 已恢复并核验：{ $dir }，{ $changes } 条改动，{ $blobs } 个文件。
backup-restored-lost = 其中 { $missing } 个照片或文档文件不在备份里或已损坏。
backup-open = 打开恢复的调研
settings-density = 疏密
density-comfortable = 宽松
density-compact = 紧凑
phrases-title = 常用语
phrases-lines = 每行一句
phrases-hint = 写备注时按 Alt 和数字键即可插入前九句；清空则恢复为通用的几句。
phrases-between = ；
phrases-usual =
    现场核对，与上一轮一致
    物业（管理方）口头介绍，未见文件
    正在施工，暂不可用
    标识只有中文
    设施存在但已停用
    门禁限制，未能入内
    以地图和公开资料核对
    待下一轮复核
settings-author = 记录人
settings-author-hint = 新建或加入调研时使用；在这里改名，本调研（现为“{ $name }”）也随之改名。
settings-about = 关于本调研
lock-title = 加锁
lock-hint = 用口令封存本机的个人信息、正在输入的内容和设备密钥，备份也一并封存。加锁期间不能修改。口令忘记后谁也无法找回。
lock-closed-hint = 个人信息已用口令封存，解锁后才能查看和修改。
lock-passphrase = 口令
lock-again = 再输入一次
lock-differ = 两次输入的口令不同。
lock-close = 加锁
lock-open = 解锁
lock-closed = 已加锁。
lock-opened = 已解锁。

## 快捷键

help-title = 快捷键
help-everywhere = 各处
help-board = 总览
help-sheet = 调研表
help-list = 打开或关闭本列表
help-tab = 下一个、上一个控件
help-pages = 打开左侧的各页
help-today = 到“今日”；再按 Enter 开始踏勘
help-back = 后退、前进
help-size = 放大、缩小、还原文字
help-escape = 关闭对话框
help-undo = 撤销、重做自己的操作
help-conflict-next = 下一处、上一处冲突
help-conflict-side = 选定一方，接着写理由
help-conflict-settle = 写好理由后确定
help-grid = 在格子间移动
help-grid-ends = 行首、行尾，第一行、最后一行
help-open-sheet = 打开调研表
help-round = 切换轮次
help-next = 保存并到下一项
help-previous = 保存并到上一项
help-pair = 百分比可按“24 中的 18”填写
help-yes-no = 是、否
help-absent = 对象缺失
help-not-applicable = 不适用，接着写原因
help-not-obtained = 未取得，接着写原因
help-value = 改回数值
help-guide = 调研说明
help-units = 展开或收起样本
help-remark = 写备注
help-verify = 标记待核实
help-photos = 照片
help-history = 历史
help-unit-next = 保存并到下一个、上一个样本
help-unit-move = 上移、下移
help-photo-step = 看大图时的上一张、下一张
help-letters = 在写文字的地方，或使用中文输入法时，请同时按住 Alt 再按字母。

## 现场

page-today = 今日
page-places = 按地点
page-leaving = 离开前核对
page-findings = 问题
page-rounds = 轮次与分工

today-visiting = 正在踏勘：{ $community }，第{ $round }轮。之后的记录都归入这次踏勘。
today-start = 开始踏勘
today-start-hint = 记入第{ $round }轮。日期和开始时间自动填写，可以修改。
today-end = 结束踏勘
today-last = 上一次踏勘：{ $community }，{ $date }
today-resume = 继续这次踏勘
today-sheets = 分给我的调研表
today-no-sheets = 没有分给您的调研表。
today-missing = 尚缺
today-missing-binding = 其中约束性
today-routes = 分给我的路线
today-questions = 待回答的疑问
today-no-questions = 没有待回答的疑问。
today-answer = 回答
today-not-handed-over =
    { $count ->
       *[other] 有 { $count } 处变更还没有写入调研包。
    }
today-handed-over = 全部内容都已写入调研包。

places-none = 本社区还没有样本。请先建立样本清单：
places-choose = 请从左侧选择一个地点。
places-next = 下一个地点
places-before = 上一个地点
places-previous = 上轮：{ $value }
places-order = 顺序
places-order-lists = 按清单
places-order-route = 按路线
metres = { $metres } 米

paper-print = 打印调研表
paper-which = 打印哪些地点
paper-all = 全部地点
paper-content = 内容
paper-blank = 空白表
paper-filled = 含已有内容

lack-value = 没有数值
lack-reading = 待复测
lack-units = 样本未观测完
lack-units-of = 样本未观测完：已观测 { $observed } / { $of }
lack-photo = 缺照片
lack-photo-of = 缺照片：{ $unit }
lack-to-verify = 待核实
lack-rule = 前后不一致
lack-question = 疑问未回答
lack-conflict = 有冲突
lack-draft = 有未保存的文字
clock-odd = 这台电脑的时钟是 { $clock }，应该不对。记录照常保存，先后次序也不受影响；但踏勘日期和照片时间会跟着错，请先校准时钟。
leaving-nothing = 什么都不缺，可以离开。
leaving-count =
    { $count ->
       *[other] 还缺 { $count } 处，涉及 { $binding } 项约束性指标。
    }
leaving-filter = 只看一类
leaving-lacks = 所缺
leaving-print = 打印
leaving-no-photo = 这里不便拍照…
leaving-file = 写出今天的调研包
leaving-file-hint = 写好后立即读回核验。密封、分卷等选项在“交接与合并”页。

findings-new = 看到了什么问题？写一句话，回车添加
findings-none = 还没有记录问题。
findings-removed = 已移除，可按 Ctrl+Z 撤销。
findings-in-round = 第{ $round }轮：{ $what }

review-draft = 填写中
review-submitted = 已提交
review-returned = 已退回
review-approved = 已审定
review-changed = 之后有改动
review-submit = 提交
review-return = 退回…
review-approve = 审定
rounds-states = 各轮
rounds-state-planned = 未开始
rounds-state-open = 进行中
rounds-state-closed = 已结束
rounds-closed-hint = 结束的轮次仍可补记：写明原因即可，之后的改动会一直注明。
rounds-sheets = 调研表的分工与审核
rounds-assign-all = 全部分给
rounds-routes = 按地点的路线
rounds-hours = 观测时段
rounds-hours-hint = 指标体系里的时段用语在本调研中各指几点到几点。时段外的记录照收，只作提示。由管理员修改；清空即恢复常用时段。
rounds-missing = 尚缺 { $missing } 项（约束性 { $binding } 项）
rounds-comment = 意见（退回时必填）

palette-title = 去哪里
palette-hint = 页面、社区、场景、指标：名称、编号或拼音首字母
palette-nothing = 没有找到。
help-find = 去任何地方：6.4.3、望京、wj
help-place-next = 下一个、上一个地点

## What the window says instead of a sentence that speaks of commands

window-damaged-survey = 调研数据已损坏：{ $detail }。请不要继续录入，在“设置”里从最近的备份恢复到新文件夹。
window-survey-locked = 调研“{ $path }”已加锁，不能写入。请先在“设置”里用口令解锁。
window-not-a-backup = “{ $path }”不是备份。请从备份列表中选择。
window-backup-damaged = 备份“{ $path }”已损坏，没有恢复任何内容。请从备份列表中另选一个。
window-backup-locked = 备份“{ $path }”已用调研的口令密封。请填写口令再恢复。
window-file-partial = 调研包“{ $path }”只带有后来的变更，不能据此加入调研。请对方写出一份完整的：“对方已有的内容”选“全部写出”。
window-sealed-needs-identity = 调研包“{ $path }”已用公钥加密。请选择对应的密钥文件。
window-sealed-needs-passphrase = 调研包“{ $path }”已用口令加密。请填写口令。
window-admin-key = 本调研登记的管理员公钥无法使用，没有写出。请让管理员重新登记，或勾选“这次不加密”。
window-unknown-device = 没有唯一一台设备的编号是“{ $device }”或以它开头。请对照设备点名，至少写出前四位。
window-unknown-unit = 没有样本“{ $key }”，它可能已被删除。请在样本清单中查看。
window-unknown-photo = 没有照片“{ $key }”，它可能已被删除。请在照片页查看。
window-photo-changed = 照片文件“{ $name }”与调研中登记的不一致，没有生成报告。请从备份或同事的调研包中取回原文件。

sheet-only = 只看一类指标
sheet-only-all = 全部指标
sheet-only-missing = 缺失的
sheet-only-binding = 约束性
sheet-only-missed = 未达标的
sheet-only-changed = 变化大的
sheet-only-conflict = 有冲突的
sheet-only-verify = 待核实的
sheet-only-question = 有疑问的
sheet-confirm = 仍相同
sheet-moved = 与上一轮相差超过允许误差，请说明原因：
sheet-moved-computed = 与上一轮相差超过允许误差，请在备注中说明原因。
question-hint = 想问什么？回车提出
question-answer-hint = 写下回答，回车保存
question-close = 关闭
help-confirm = 与上轮相同，已现场确认
help-question = 对这项指标提出疑问
help-sum = 算式：离开时得出结果
conflicts-by-assignee = 负责人
conflicts-assignee-hint = 每处冲突采用该调研表负责人所填的值；没有负责人或负责人没有填写的，保持不变。
exchange-receipt-pdf = 回执存为 PDF
lack-says = { $lack }：{ $says }

photos-taken-name = 时间来自文件名
photos-taken-corrected = 时间已校正
photos-consent = 本人同意公开
suggestions-title = { $count } 张照片可以归到指标
suggestions-hint = 按拍摄的地点和时间推测，取消勾选的不归入。可按 Ctrl+Z 整体撤销。
suggestions-accept = 归入勾选的 { $count } 张
suggestions-done = 已归入 { $count } 张照片。
suggestions-metres = 相距 { $metres } 米
suggestions-minutes = 相差 { $minutes } 分钟
clock-title = 相机时钟不准？
clock-hint = 下面显示的全部照片一起改动拍摄时间；晚了填负数。可按 Ctrl+Z 整体撤销。
clock-hours = 小时
clock-minutes = 分钟
clock-do = 改动 { $count } 张照片的时间
clock-done = 已校正 { $count } 张照片的时间。
## 问卷

page-answers = 问卷
page-talks = 访谈
answers-entry = 录入纸质问卷
answers-begin = 开始
answers-end = 结束本份
answers-end-hint = 回车结束本份，方向键退回修改。
answers-second = 编号 { $number } 的第二次录入
answers-second-short = 第二次
answers-first = 第一次
answers-keys = 按键
answers-keys-five = 1—5（最差到最好），r 不愿回答
answers-keys-seven = 1—7（完全不同意到完全同意），r 不愿回答
answers-keys-yes-no = y 或 1 为是，n 或 0 为否，r 不愿回答
answers-keys-consent = y 同意；n 不同意，此后不再记录
answers-keys-same = 空格：与上一份相同
answers-refused-one = 不愿回答
answers-no-word = 未注明
answers-kept = 编号 { $number } 已保存
answers-standing = 统计结果
answers-counts = 有效 { $forms } 份，拒绝 { $refusals } 份
answers-rule = 每组至少 { $least } 份。不足时继续收集；到期仍不足的记“未取得”。
answers-groups = 计入的组别
answers-refused = 不愿回答
answers-running = 目前结果
answers-recorded = 已填
answers-people = { $people } 份
answers-mean = 均值 { $mean }
answers-few = { $group }还差 { $more } 份，满 { $least } 份方可计算。
answers-take = 采用 { $value }
answers-take-none = 记为未取得
answers-is-taken = 已采用
answers-taken = 指标 { $indicator } 已填写，可按 Ctrl+Z 撤销。
answers-basis-group = { $group } { $people } 份（均值 { $mean }）
answers-basis = 问卷：{ $groups }。{ $aggregate }。不愿回答 { $refused } 份。
answers-basis-few = 问卷不足（每组至少 { $least } 份）：{ $groups }。不愿回答 { $refused } 份。
answers-forms = 问卷列表
answers-none = 还没有问卷。请在上面输入编号后按回车，或导入在线答卷。
answers-answered = 已答
answers-no-consent = 不同意
answers-differ =
    { $count ->
        [0] 两次录入一致
       *[other] 两次录入有 { $count } 处不同
    }
answers-is-checked = 已核对
answers-continue = 继续
answers-correct = 修改
answers-show-all = 显示全部 { $count } 份
answers-settle = 核对
answers-settle-title = 编号 { $number } 的两次录入
answers-settle-hint = 请对照原件：按 1 取第一次，按 2 取第二次，回车完成。
answers-settle-twice = 两个人互不知情地录入了同一编号。请对照原件：按 1 取第一次，按 2 取第二次，回车完成。
answers-erase = 抹除…
answers-erase-title = 抹除编号 { $number }
answers-erase-hint = 这份问卷的答案（含两次录入）将被永久抹除，合并到其他电脑后也是如此；只保留有过这份问卷的记录。此操作不能撤销。
answers-checked = 编号 { $number } 已核对。

intake-title = 导入在线答卷
intake-choose = 选择表格
intake-hint = XLSX 或 CSV，第一行为表头。
intake-given = 各行的{ $field }均为
intake-column = 列
intake-sample = 首行内容
intake-field = 对应
intake-leave = 不导入
intake-counts = 新增 { $fresh } 份，已有 { $known } 份，不能导入 { $refused } 份
intake-line = 第 { $line } 行：
intake-take = 导入 { $count } 份
intake-done = 已导入 { $taken } 份，此前已有 { $known } 份，未导入 { $refused } 份。可按 Ctrl+Z 撤销。

forms-print = 打印问卷
forms-guide = 打印访谈提纲
forms-language = 语言
forms-first = 起始编号
forms-count = 份数
print-file = 文件
print-done = 已生成
forms-write = 生成 PDF

## 访谈

talks-consent = 先征求同意
talks-agreed = 同意，开始
talks-refused = 不同意
talks-hint = 默认不记姓名。谈话内容可随时抹除。
talks-none = 还没有访谈。请先向受访者宣读上文，再按“同意，开始”。
talks-answered = 已答 { $count } 题
talks-withheld = 内容已抹除或已密封
talks-identity = 姓名和联系方式（仅在对方愿意时填写）
talks-name = 姓名
talks-erase = 抹除谈话内容…
talks-erase-hint = 此人的回答、姓名和联系方式将被永久抹除，合并到其他电脑后也是如此；只保留有过这次访谈的记录。此操作不能撤销。
talks-erase-do = 永久抹除
talks-erased = 已抹除。

## 抽样

sample-title = 完整名单与抽样
sample-list = 完整名单
sample-list-hint = 粘贴单元格或选择表格：名称、片区、类型、位置。首行为表头时自动识别。
sample-look = 查看
sample-add = 添加 { $count } 个备选
sample-added = 已添加备选 { $added } 个，此前已有 { $known } 个。
sample-found = 共 { $count } 个
sample-draw = 抽签
sample-draw-hint = 按片区和类型的比例抽取。种子数记录在案，任何人都可以重现。
sample-count = 抽取数量
sample-seed = 种子数（不填则新生成）
sample-do = 抽取
sample-drawn = 已从 { $of } 个中抽取 { $drawn } 个，种子数 { $seed }。可按 Ctrl+Z 撤销。
sample-was-drawn = 已用种子数 { $seed } 从 { $of } 个中抽取，目前已选 { $drawn } 个。
sample-area = 片区
sample-kind = 类型
sample-rank = 签号
sample-replace = 保存，由下一个备选补上
sample-replaced = 已由“{ $unit }”补上。

## 资料清单

page-requests = 资料清单
requests-proposed = 可以索取的资料
requests-proposed-lead = 按指标体系，下列指标的数据在这些单位手里。勾选后拟稿，每个单位一份函。
requests-none-left = 这一轮需要索取的资料都已列入清单。
requests-draft = 拟稿（{ $count } 家）
requests-drafted = 已拟稿 { $count } 份
requests-list = 已列的清单
requests-none = 还没有资料清单。在下面勾选提供单位，拟出第一份。
requests-count = { $count } 个指标
requests-open = 其中 { $count } 个还没有数值
requests-letter = 写函…
requests-letter-title = 索取资料的函
requests-letter-lead = 同时写出 PDF（存档）和 DOCX（可编辑）各一份。
requests-letter-write = 写出
requests-letter-done = 函已写出。
requests-letter-path = PDF 存放位置
requests-refusal = { $count } 个空白指标记为“未取得”
requests-refusal-done = { $count } 个指标已记为“未取得”，可以撤销
requests-source = 填写各指标的来源
requests-source-done = 已填写 { $count } 项来源
requests-source-kept = 来源都已填过，没有改动
requests-attach = 附上答复文件
requests-attached = 已附答复文件
requests-remove = 删除这份清单
requests-removed = 已删除，可以撤销

## 复测

page-readings = 复测
readings-lead = 抽出一部分指标，由另一个人不看第一次的数值再测一次。复测保存之后，两个数值才同时显示。未指定复测人时，除第一次录入的人、负责该表或路线的人和管理员外，其他人都看不到第一次的数值。
readings-none = 这个社区本轮还没有抽取复测指标。
readings-share = 抽取比例（%）
readings-seed = 种子（可不填）
readings-draw = 抽取这个社区
readings-draw-all = 抽取所有未抽的社区
readings-drawn = 种子：{ $seeds }
readings-done = 已复测 { $done } / { $all }
readings-assign-all = 全部指定给…
readings-reader = 复测人
readings-anyone = 不限
readings-result = 复测结果
readings-save = 保存复测结果
readings-save-hint = 保存之后不能再改。
readings-known = 您看得到第一次的数值，须由别人复测，或先指定复测人。
readings-own = 第一次由您录入，须由别人复测。
readings-other = 由{ $person }复测。
readings-waiting = 已复测，等第一次的数值。
readings-first = 第一次（{ $person }）
readings-second = 复测（{ $person }）
readings-agrees = 一致
readings-differs = 不一致
readings-left-out = 有 { $count } 个指标待复测，复测之前按未录入计算，第一次的数值不显示。
readings-go = 去复测

## 已结束的轮次

late-ask = 第{ $round }轮已结束。继续录入的原因：
late-hint = 例如：街道5月20日才提供数据
sheet-late = 结束后补录
sheet-blind = 待复测：复测结果保存之前，这里不显示第一次的数值。
page-map = 地图
map-tool = 工具
map-tool-look = 查看
map-tool-place = 放置
map-tool-outline = 画范围
map-tool-path = 画步行路线
map-tool-rings = 步行范围
map-all = 显示全部
map-background = 选择底图…
map-background-off = 撤下底图“{ $name }”
map-label = 社区示意图，显示 { $count } 处
map-help = 拖动或按方向键移动（按住 Shift 移动少些），滚轮或 + − 键缩放。点击或按 Enter 在该处（键盘为中央十字处）选择或加点，按 Backspace 去掉最后一点。
map-legend = 图例
map-signs = 样本：实心为已答完。问题：实心为未解决。
map-kind-unit = 样本
map-kind-photo = 照片
map-kind-visit = 踏勘
map-kind-finding = 问题
map-within = 直线距离以内
map-things = 图上显示的处数
map-choose-middle = 在图上选择一个点，画出它周围 300、500、800、1000 米的范围。
map-remove = 删除
map-unplaced =
    { $count ->
       *[other] 有 { $count } 个样本还没有位置，可在样本清单中填写：
    }
map-list = 图上各处
map-sought = 按名称查找
map-more =
    { $count ->
       *[other] 还有 { $count } 处未列出，请输入名称查找。
    }
map-points-outline = 范围各点
map-points-path = 路线各点
map-points-hint = 每行一个点：纬度, 经度（WGS-84）。范围有几块时，用空行隔开。
map-read = 从文件读入 { $points } 个点。核对后请保存。
map-read-thinned = 文件有 { $points } 个点，已化简为 { $kept } 个，与原边界相差不超过 { $metres } 米。核对后请保存。
map-save = 保存
map-back = 去掉最后一点
map-revert = 放弃未保存的
map-import = 从 GeoJSON 导入…
map-spot = 选中的位置
map-to-place = 在此填写
map-move = 移动
map-place-what = 放置什么
map-place-which = 查找
map-place-text = 新问题：发现了什么
map-place-hint = 在图上点击，或移动地图后按 Enter，放在中央十字处。按 Ctrl+Z 撤销。
map-place-first = 请先选择要放置的对象。
map-place-none-unit = 这个社区还没有样本。
map-place-none-visit = 这个社区本轮还没有踏勘。
map-without-place = 还没有位置
map-with-place = 已有位置
map-placed = 已放置：{ $name }
map-system = 坐标系
map-system-gcj02 = 仅供在国内地图服务中查找。调研中一律记录 WGS-84 坐标。
map-copy = 复制
map-copied = 已复制
map-copy-selected = 坐标已选中，请按 Ctrl+C 复制
map-centre-here = 设为社区中心点

page-day = 日计划
day-lead = 按指标的观测时段、所需时间和地点间的距离，为现场还缺的内容排出路线和时间。
day-first = 第一天
day-days = 天数
day-teams = 小组成员（每行一个小组）
day-time = 时间
day-place = 地点
day-asked = 指标
day-window = 时段和用时
day-whole = 全社区
day-minutes = { $minutes } 分钟
day-packing = 携带：
day-and = 、
day-left =
    { $count ->
       *[other] 这几天排不下的：{ $count } 处
    }
day-nothing = 现场没有要补的内容，或这几天不在它们的观测时段内。
day-print = 打印日计划
off-hours = 不在观测时段（{ $hours }）记录
guide-hours = （按{ $hours }判断是否在时段内）
sheet-off-hours = 不在规定的观测时段（{ $hours }）内记录

## 导出表格

page-tables = 表格
page-tables-lead = 把调研内容和结果写成表格，用 Excel、WPS 等软件打开，附数据字典。位置和受访者的个人信息不导出。
page-tables-table = 内容
page-tables-format = 格式
page-tables-all-rounds = 所有轮次
page-tables-last-round = 截至最后一轮
page-tables-path = 表格文件
page-tables-write = 生成表格
page-tables-done = 表格已生成
page-tables-dictionary = 数据字典：
page-tables-rows = { $count } 行
phase-table = 正在生成表格

## 得分明细

scores-range = { $low }—{ $high }
scores-least = 虚线框为数据不足（完成度低于 { $least }%），只给可能范围，不参加排名；名次写成区间的，几个社区不分先后。点格子看明细，点表头排序。
scores-pairwise = 得分采用两两比较得出的权重，不是指标体系的权重；最高一致性比率 { $ratio }。
scores-radar = 九个场景的得分
scores-compare-with = 与之比较
scores-rests-on = 依据
scores-sample = 样本 { $a } / { $b }，95% 区间 { $low }—{ $high }%
scores-gaps = 短板与补齐措施
scores-no-gaps = 没有短板，或还没有数值。
scores-gain = 补齐可加 { $points } 分
scores-needs-at-least = { $of } 个中至少 { $units } 个
scores-needs-at-most = { $of } 个中至多 { $units } 个
scores-no-project = 还没有项目
scores-all-gaps = 显示全部 { $count } 项
scores-confirm-na = 确认不适用
