### 出错时给用户的话：一句说明出了什么问题，一句说明怎么办。

fault-unexpected = 程序遇到意外错误：{ $detail }。已保存的内容不受影响；请重试，若再次出现请反馈日志。

## 调研文件夹

fault-not-a-survey = “{ $path }”不是调研文件夹。请选择含有 survey.db 的文件夹，或新建一个调研。
fault-newer-schema = “{ $path }”由更新版本的程序写成，本版本未作任何改动。请升级程序后再打开。
fault-folder-not-empty = “{ $path }”里已有文件。请选择空文件夹，或换一个新的文件夹名。
fault-read-only = “{ $path }”是只读的，不能写入。请把调研复制到可写的磁盘，或更改文件夹的权限。
fault-disk-full = 磁盘已满。请腾出空间后重试；调研内容没有改变。
fault-locked = 另一个程序正在写入“{ $path }”。请稍候重试，或先关闭那个程序。
fault-io = 读写“{ $path }”时出错：{ $detail }。请检查磁盘或U盘是否正常，然后重试。
fault-io-survey = 读写调研时出错：{ $detail }。之前保存的内容不会丢失。请检查磁盘或U盘是否正常，然后重试。
fault-damaged-survey = 调研数据已损坏：{ $detail }。请不要继续录入，运行 tanfang check 查看详情，并从最近的调研包恢复。
fault-vanished = 找不到“{ $path }”，U盘可能已拔出。请重新插好；已保存的内容不会丢失。

## 锁定与备份

fault-survey-locked = 调研“{ $path }”已锁定，不能写入。请先用口令解锁（tanfang unlock）。
fault-already-locked = 调研“{ $path }”早已锁定，无需再做什么。
fault-not-locked = 调研“{ $path }”没有锁定，无需再做什么。
fault-empty-passphrase = 口令是空的。请用几个词组成一个不会忘记的口令；忘记后谁也无法找回。
fault-wrong-passphrase = 口令不对，什么都没有改变。请检查大小写和输入法后重试。
fault-personal-damaged = 密封文件“{ $path }”已损坏或缺失，其中的个人信息读不出来。请从备份中放回；其他记录照常可读。
fault-not-a-backup = “{ $path }”不是备份。请从 tanfang backups 列出的备份中选择。
fault-backup-damaged = 备份“{ $path }”已损坏，没有恢复任何内容。请从 tanfang backups 列出的备份中另选一个。
fault-backup-locked = 备份“{ $path }”已用调研的口令密封。请提供口令（--passphrase-stdin）再恢复。

## 调研包

fault-file-unreadable = 打不开“{ $path }”。请确认文件存在并且有读取权限。
fault-file-not-survey = “{ $path }”不是调研包。请选择扩展名为 .tanfang 的文件。
fault-file-cut = 调研包“{ $path }”不完整，后半部分缺失。请重新复制一份，或请对方重新导出；调研内容没有改变。
fault-file-damaged = 调研包“{ $path }”已损坏（{ $part }）。请重新复制一份，或请对方重新导出；调研内容没有改变。
fault-file-other-survey = “{ $path }”属于另一个调研“{ $survey }”，不能合并到本调研。请打开那个调研，或选择本调研的调研包。
fault-file-newer = 调研包“{ $path }”由更新版本的程序写成。请升级程序后再读取。
fault-file-limit = 调研包“{ $path }”超出允许的上限：{ $what }。请对方检查后重新导出；调研内容没有改变。
fault-file-forged = 调研包“{ $path }”的签名与内容不符，可能被改动过。请勿使用，并请对方重新导出。
fault-file-unwritable = 无法写入从“{ $path }”取出的内容。请检查磁盘后重试；调研内容没有改变。
fault-file-cancelled = 已按要求停止处理“{ $path }”。调研内容没有改变。
fault-file-partial = 调研包“{ $path }”只带有后来的变更，不能据此加入调研。请对方不加 --since 和 --for 导出一份完整的。
fault-sealed-needs-identity = 调研包“{ $path }”已用公钥加密。请用 --identity 给出对应的密钥文件。
fault-sealed-needs-passphrase = 调研包“{ $path }”已用口令加密。请用 --passphrase-stdin 给出口令。
fault-sealed-other-key = 调研包“{ $path }”不是为这把密钥加密的。请换用对应的密钥文件，或请对方为您的公钥重新导出。
fault-sealed-wrong-passphrase = 口令打不开调研包“{ $path }”。请核对口令后重试。
fault-sealed-work = 打开调研包“{ $path }”所需的计算量过大，已拒绝。请对方用本程序重新导出。
fault-sealed-damaged = 加密的调研包“{ $path }”已损坏或不完整。请重新复制一份，或请对方重新导出；调研内容没有改变。
fault-recipient = “{ $text }”不是 age 公钥。请给出以 age1 开头的公钥。
fault-admin-key = 本调研登记的管理员公钥无法使用，没有导出。请让管理员重新登记，或用 --open 导出不加密的调研包。
fault-identity-file = “{ $path }”不是可用的密钥文件。请给出含有 AGE-SECRET-KEY-1 开头一行的文件。
fault-volume-size = “{ $text }”不是分卷大小。请填写整数，以 MB 为单位，例如 700。
fault-volume-records = 单是记录就放不进一个分卷。请把分卷大小设为至少 { $least } MB。
fault-volume-photo = 照片或文件“{ $photo }”放不进一个分卷。请把分卷大小设为至少 { $least } MB。
fault-unknown-device = 没有唯一一台设备的编号是“{ $device }”或以它开头。请用 tanfang list changes 查看设备编号，并至少写出前四位。
fault-demo-merge = 演示数据不能与真实调研合并。请选择同一类调研的调研包。

## 找不到的名称

fault-unknown-community = 没有代码为“{ $code }”的社区。可用的代码：{ $known }。
fault-unknown-scenario = 没有代码为“{ $code }”的场景。可用的代码：{ $known }。
fault-one-community = 这种报告只写一个社区，现在选了 { $count } 个。请选定一个社区。
fault-unknown-section = 这种报告没有名为“{ $section }”的章节。可用的章节：{ $known }。
fault-unknown-round = 没有第“{ $round }”轮。可用的轮次：{ $known }。
fault-unknown-indicator = 指标体系中没有指标“{ $code }”。请按“场景.中项.指标”的形式填写，例如 6.4.3。
fault-unknown-list = 没有样本清单“{ $list }”。可用的清单：{ $known }。
fault-unknown-unit = 没有样本“{ $key }”。请先添加样本，或用 tanfang unit list 查看现有样本。
fault-unknown-photo = 没有照片“{ $key }”。请用 tanfang list photos 查看现有照片。
fault-unknown-conflict = 没有编号为“{ $id }”的冲突，它可能已经解决。请重新查看冲突列表。
fault-changed-conflict = 冲突“{ $id }”的内容已有变化，没有写入。请重新查看冲突列表，再作选择。
fault-conflict-choice = 没有第 { $n } 个取值，这处冲突共有 { $count } 个取值。请从 1 到 { $count } 中选择。
fault-seen-unknown = “{ $dot }”不是这一项的已有记录。请重新读取当前内容后再保存。

## 填写的内容

fault-not-applicable-stage = 指标 { $indicator } 不适用于“{ $community }”的建设阶段，不需填写。
fault-in-conflict = 指标 { $indicator } 存在冲突。请先选定一个取值，再作修改。
fault-no-observation = 指标 { $indicator } 不按样本观测。请直接填写数值，不要指定样本。
fault-observe-units = 指标 { $indicator } 按“{ $list }”逐个样本观测。请指定样本后填写。
fault-unit-other-list = 样本“{ $unit }”不在清单“{ $list }”中。请选择该清单里的样本。
fault-empty-text = { $what }不能为空。请填写后重试。
fault-text-too-long = { $what }过长，最多 { $most } 个字符。请缩短后重试。
fault-position = “{ $text }”不是有效的位置。请按“纬度,经度”填写，例如 39.90105,116.42079。
fault-date = “{ $text }”不是有效的日期。请按“年-月-日”填写，例如 2026-03-08。
fault-reason-needed = { $what }需要说明原因。请填写后重试。
fault-no-author = 还没有记录人姓名。请先填写姓名，记录才能注明来源。
fault-no-home = 找不到存放本人密钥的文件夹，无法记录。请检查用户的数据文件夹是否可用。
fault-not-a-number = “{ $text }”不是数字。请填写普通数字，例如 12 或 12.5。
fault-not-a-pair = “{ $text }”不是“几分之几”。请按“18/24”填写，两数都是整数，后一个至少为 1。

## 指标体系、照片和文档

fault-framework = 指标体系文件有 { $count } 处错误。第一处：{ $first }。请改正后重试。
fault-card-empty = “{ $path }”里没有照片、视频或录音。请选择存储卡上存放照片的文件夹。
fault-card-missing = 读不到“{ $path }”。请插好存储卡，或选择另一个文件夹。
fault-card-too-large = { $path } 里的照片超过 { $most } 个，不像是一张存储卡。请选择存储卡或其中的一个文件夹。
fault-marks = 这样的标注无法保存。标注要在照片范围内，最多 60 处；文字不为空，最多 { $most } 个字。
fault-photo-broken = 照片“{ $name }”无法读取：{ $reason }。其他照片不受影响，请换一份原件。
fault-photo-unreadable = “{ $name }”无法读取。请检查文件和磁盘后重试。
fault-photo-empty = “{ $name }”是空文件。请重新从相机或手机复制。
fault-photo-kind = “{ $name }”不是可用的照片。请使用 JPEG、PNG 或 WebP 格式，其他文件请作为文档添加。
fault-photo-too-large = “{ $name }”太大：照片最大 200 MB，文件最大 2 GB。原文件没有改动，请缩小后重试。

## 报告与输出

fault-missing-glyph = 字体中没有“{ $glyph }”这个字，出现在“{ $text }”中。请改用其他写法；报告没有生成。
fault-photo-changed = 照片文件“{ $name }”与调研中登记的不一致，没有生成报告。请用 tanfang check 检查调研。
fault-failed-report = 无法生成报告：{ $detail }。
fault-report-empty = 场景 { $scenario } 还没有可写入报告的内容。请选择其他社区、轮次或场景。
fault-output-exists = “{ $path }”已经存在，没有覆盖。请换一个文件名，或先移走原文件。

## 句中所指（用在上面各句里）

term-name = 名称
term-author = 记录人姓名
term-text = 文字
term-caption = 图注
term-reason = 原因
term-remark = 备注
term-unit = 更改样本状态
term-conflict = 解决冲突
term-position = 位置

limit-file-bytes = 文件太大
limit-entries = 文件里的条目太多
limit-manifest-bytes = 清单太大
limit-branches = 设备分支太多
limit-checkpoints = 签名太多
limit-changes = 改动太多
limit-change-bytes = 有一条改动太大
limit-change-items = 有一条改动包含的内容太多
limit-changes-bytes = 全部改动合计太大
limit-payload = 附带的个人信息太多
limit-payload-item-bytes = 有一条附带的个人信息太大
limit-payload-bytes = 附带的个人信息合计太大

## 检查调研时发现的问题

check-database = 数据库报告：{ $detail }。
check-change = 有一条改动的记录已损坏：{ $detail }。
check-register = 表中内容与改动记录不一致：{ $field }。
check-state = 改动的状态与按记录推算的不一致。
check-digest = 校验值与按改动记录重新计算的不一致。
check-blob-list = 照片和文档的清单与改动记录不一致。
check-signature = 设备 { $device } 最新的改动没有有效签名，不能交给他人。
check-blob-missing = 文件 { $file } 缺失；合并带有它的调研包后即可补回。
check-blob-damaged = 文件 { $file } 已损坏；请先移走，再合并带有它的调研包补回。
check-blob-orphan = 文件 { $file } 不属于任何照片或文档，没有影响。
check-waiting = 等待被替换的值的清单与改动记录不一致。
check-held = 设备 { $device } 的第 { $seq } 条改动在等待前面尚未收到的改动（{ $change }）。
check-void-lamport = 设备 { $device } 的第 { $seq } 条改动不生效：计数超出范围（{ $change }）。
check-void-chain = 设备 { $device } 的第 { $seq } 条改动不生效：与该设备前面的改动接不上（{ $change }）。
check-void-not-enrolled = 设备 { $device } 的第 { $seq } 条改动不生效：该设备没有登记（{ $change }）。
check-void-revoked = 设备 { $device } 的第 { $seq } 条改动不生效：该设备此前已被撤销（{ $change }）。
check-preds = 替换了尚未收到的值的记录：{ $count } 处。
check-clock = 设备 { $device } 的时钟曾倒退或明显有误，涉及 { $count } 条改动，最早是第 { $seq } 条（{ $at }）。数值不受影响；请留意这台电脑的日期。
check-signature-false = 设备 { $device } 的一个签名是假的。
check-personal-false = 有一条个人信息与当时记录的不一致（{ $value }）。
check-personal-missing = 在这里记录的一条个人信息缺失，而且并没有被删除过：{ $field }（{ $value }）。
check-personal-absent = 其他设备没有交给本机的个人信息：{ $count } 条。
check-sealed = 调研已锁定，没有核验其中的个人信息。
check-sealed-damaged = 调研已锁定，而存放个人信息的密封文件已损坏或缺失；请从备份中放回 personal.sealed。
check-stray = 文件 { $file } 不属于调研，没有影响。

## 修复时做了什么；也写在 quarantine 文件夹的清单里

repair-database = 已另存数据库原来的样子：{ $file }
repair-change = 已移出一条不成立的改动记录，合并带有它的调研包后即可补回：{ $file }
repair-rows = 表 { $table } 中读不出或不成立的行，可在另存的数据库中找到：{ $count }
repair-rebuilt = 已按改动记录重建数据库，改动 { $changes } 条
repair-blob-damaged = 已移出损坏的文件：{ $file }
repair-blob-orphan = 已移出不属于任何照片或文档的文件：{ $file }
repair-blob-back = 已放回先前移出的文件：{ $file }
repair-stray = 已移出不属于调研的文件：{ $file }

## 窗口自身的错误

fault-no-survey = 没有打开的调研。请先从开始页打开一个调研。
fault-read-only-window = 本调研已在另一个窗口打开，这里不能修改。
fault-settings-not-saved = 设置没有保存：{ $cause }。
fault-write-failed = 没有写出“{ $path }”：{ $cause }。请检查磁盘后重试。
fault-open-failed = 打不开“{ $path }”：{ $cause }。
fault-not-written-here = 这里只能打开本次写出的文件。
fault-bad-request = 窗口送来的内容有误（{ $what }）。请重试。
fault-not-bytes = 没有收到文件内容。请重新选择文件。
fault-cancelled = 已取消。

# 参与者、删除与撤销
fault-device-not-enrolled = 本调研只接受已登记的设备，这台电脑尚未登记，没有写入。请把设备号 { $device } 告诉管理员登记，合并管理员的文件后再试。
fault-device-revoked = 管理员已停用这台电脑，新写的内容不再计入，没有写入。请与管理员联系。
fault-device-unknown = 这里没有设备 { $device } 的任何记录。请核对设备号，或先合并它的文件。
fault-not-a-device = “{ $given }”不是设备号。设备号是 32 位十六进制数字，可在对方的“设置”中看到。
fault-not-admin = 只有管理员可以这样做，而这台电脑（{ $device }）不是。请由创建调研的电脑或其指定的管理员操作。
fault-only-root = 管理员的任免只能由创建本调研的电脑操作。
fault-revoke-root = 不能停用本机，也不能停用创建调研的电脑。
fault-merge-unknown = 没有这次合并，或已经撤回。用 list DIR merges 列出可以撤回的合并。
fault-merge-used = 这次合并带来的内容已在本机被改写，不能整体撤回。请逐项撤销或解决。
fault-thing-form = “{ $given }”不是对象名。写作“类别/键”，例如 unit/0192… 或 assessment/wangjing/1/6.4.3。
fault-thing-unknown = 这里没有 { $given }。请核对类别和键。
fault-delete-permanent = { $given } 是调研的组成部分，不能删除。可以修改它的内容。
fault-same-impossible = { $one } 与 { $other } 不能视为同一个：必须是两个不同的同类对象（人员、样本或发现），且不能互相指向。
fault-erase-nothing = { $given } 没有可以抹除的个人内容或文件。
fault-undo-nothing = 没有可以撤销的操作。
fault-redo-nothing = 没有可以重做的操作。
fault-undo-overwritten = 这次操作之后，同一处又有了新的内容，不能直接撤销或重做。请查看历史后直接修改。
fault-move-nothing = 没有符合条件的记录可以移动。请核对走访、社区、轮次和日期。
fault-adopt-own = { $path } 就是本调研的文件。请用合并。
fault-adopt-demo = { $path } 是演示数据，不能并入正式调研。
fault-adopt-framework = { $path } 使用另一套指标体系，不能接收。请先确认双方的指标体系一致。
term-erasure = 抹除
term-return = 退回调研表
term-revocation = 停用
fault-trust-unknown = 文件里没有指纹为 { $device } 的设备，没有合并。请再次核对指纹。
## 踏勘、问题、访谈等记录

fault-unknown-noun = 没有“{ $noun }”这类记录。可用的类别：{ $known }。
fault-unknown-field = { $noun }没有“{ $field }”这一项。可用的项：{ $known }。
fault-field-needed = “{ $field }”不能为空。请填写后再保存。
fault-field-word = “{ $text }”不能填入“{ $field }”。可填：{ $known }。
fault-field-date = { $field }：“{ $text }”不是有效日期。请写成 2026-09-06 的形式。
fault-hours-word = 没有“{ $text }”这个时段用语。可用：{ $known }。
fault-hours = “{ $text }”不是一天之内的时段。请写成 17:30–20:30，起始早于结束。
fault-field-time = “{ $text }”不是时刻（{ $field }）。请写成 09:30 的形式。
fault-field-whole = “{ $field }”应为 { $low } 至 { $high } 的整数，而不是“{ $text }”。
fault-field-flag = “{ $field }”应填 yes 或 no，而不是“{ $text }”。
fault-thing-by-name = { $noun }由名称确定，写作“{ $form }”，不能另行新增。请按这个形式给出。
fault-no-consent = 受访者没有同意，不能记录其回答和个人信息。请先征得同意，或只记录人数和组别。
fault-sum-unreadable = “{ $text }”算不出来。请写成 3*12+4 这样的算式，或直接填一个数。
fault-sum-impossible = “{ $text }”没有结果：除数为零，或数字太大。请检查后重填。
fault-sum-endless = “{ $text }”除不尽。请按本项要求的小数位数填写结果。
fault-clock-too-far = 时钟最多只能改动十年。请核对要改动的时间。
fault-nothing-merged = 本次打开后还没有合并过调研包，没有回执可存。请先合并。
fault-nothing-to-confirm = { $indicator } 在以前各轮没有直接填写的数值，没有可确认的内容。请填写本轮看到的数值。

## 问卷、外来表格、抽样

fault-unknown-answer = 指标体系中没有题目“{ $code }”。请写题目的代码，如 1.4.3.1。
fault-answer-steps = 题目 { $code } 只能填 1 到 { $most } 或“refused”（不愿回答），不能填“{ $text }”。
fault-answer-yes-no = 题目 { $code } 只能填是、否或“refused”（不愿回答），不能填“{ $text }”。
fault-form-other-number = 这两份不是同一份问卷的两次录入。请重新查看问卷列表。
fault-form-undecided = 两次录入还有不一致之处。请逐处选定后再核对。
fault-no-answers = 指标 { $indicator } 在这里不用问卷取得。请在调研表中填写。
fault-spreadsheet-unreadable = “{ $name }”不是可以读取的表格。请另存为 XLSX 或 CSV 后重新选择。没有导入任何内容。
fault-spreadsheet-old = “{ $name }”是旧式或加了密码的 Excel 文件。请另存为不加密码的 XLSX 后重新选择。
fault-spreadsheet-large = “{ $name }”太大，一次最多导入 { $rows } 行。请拆分后分次导入。
fault-spreadsheet-empty = “{ $name }”中没有数据行。请选择有表头和数据的表格。
fault-intake-twice = 编号 { $number } 在第 { $line } 行已经出现。
fault-intake-other = 编号 { $number } 已有一份答案不同的问卷。请先查明哪份为准，再修改表格。
fault-frame-nameless = 第 { $line } 行没有名称。请为每个样本写上名称；没有添加任何样本。
fault-frame-position = 第 { $line } 行的“{ $text }”不是位置。请写成“纬度,经度”，如 39.90105,116.42079；没有添加任何样本。
fault-already-drawn = 这份清单已经抽过样。请逐个替换样本，或先撤销抽样（Ctrl+Z）。
fault-draw-count = 备选样本共 { $of } 个，不能抽取 { $count } 个。请先补全名单，或减少抽取数量。
fault-not-in-sample = “{ $unit }”不在已选样本中，不需要替换。
fault-no-reserve = 没有可以替换“{ $unit }”的备选样本了。请先补全名单。
fault-forms-count = 一个文件最多 { $most } 份问卷。请分成几个文件。
fault-reading-share = 复测比例必须是 1 到 100 之间的整数（百分比），不能是“{ $share }”。
fault-reading-drawn = 第{ $round }轮在这里已经抽过复测指标。每个社区每轮只抽一次，名单不再更改。
fault-reading-not-drawn = 指标 { $indicator } 没有被抽中复测。只有抽中的指标才做复测。
fault-reading-of-another = 指标 { $indicator } 由{ $person }复测。请由本人录入，或先改派复测人。
fault-reading-own = 指标 { $indicator } 的第一次数值是您自己录入的。复测须由另一个人来做。
fault-reading-saved = 您已保存过指标 { $indicator } 的复测结果。看到第一次数值之后不能再改；如有笔误，请告诉第一次录入的人，并记在备注里。
fault-reading-empty = 请先填写指标 { $indicator } 的复测结果，再保存。
fault-reading-blind = 指标 { $indicator } 由您复测。复测保存之前，您看不到第一次的数值，也不能在这里录入；请到“复测”页填写。
fault-reading-hidden = 指标 { $indicator } 已抽中复测，尚未指定复测人：有人复测之前，您看不到第一次的数值，也不能在这里录入。请到“复测”页填写；第一次录入应由调研表的负责人来做。
fault-reading-known = 您看得到指标 { $indicator } 的第一次数值，或已有人复测过，再测就不是盲测了。请由别人复测；管理员要复测，须在第一次录入之前被指定为复测人。
fault-reading-blind-document = 还有 { $count } 个指标待复测，第一次的数值暂不向您显示：{ $cells }。这时做出的报告和表格会与别人的不一样，所以先不生成。请先完成复测或指定复测人，或请管理员生成。

## 得分的算法

fault-not-marked-na = { $community } 的指标 { $indicator } 没有标为不适用，无须确认。请先按调研说明记录为不适用并写明原因。
fault-least-coverage = 所需完成度应在 0 到 100 之间，而不是 { $given }。请重新填写。
fault-not-siblings = { $one } 与 { $other } 不能两两比较：只比较同一场景的中项、同一中项的指标，或两个场景。请重新选择。
fault-judgement = “{ $given }”不是重要程度之比。请填写 1 到 9 的整数，或 1/2 到 1/9。
fault-nothing-judged = 还没有任何两两比较，无法据此定权重。请先完成至少一组比较。
fault-judged-in-part = { $codes } 之间只比较了 { $judged } 对，共 { $pairs } 对。请补全这一组比较，再用它定权重。
fault-request-unknown-holder = 没有可以向“{ $holder }”提出的资料。请从列出的提供单位中选择，名称按指标体系的中文写法。
fault-request-not-refused = 发给“{ $holder }”的资料清单没有记为“被拒绝”。请先记录拒绝，再填写未取得。
fault-request-not-received = 发给“{ $holder }”的资料清单没有记为“已收到”。请先记录收到日期，再填写来源。
fault-late-reason = 第{ $round }轮已结束。仍可补录，但须先写明原因；原因随数值保存，并一直标为“结束后补录”。
fault-paper-no-places = 社区 { $community } 没有可以打印的地点。请先在“样本”页建立样本清单。
fault-field-points = “{ $field }”至少要有 { $least } 个点，每个点写成“纬度, 经度”，点与点之间换行或用分号隔开。
fault-field-in-parts = “{ $field }”只能是一条连续的线，请去掉空行和竖线。
fault-geojson-unreadable = { $path } 不是可以读取的 GeoJSON 文件。请在地图软件中重新导出为 GeoJSON（RFC 7946）。
fault-geojson-no-area = { $path } 里没有面（多边形）。请导出社区范围的面，而不是点或线。
fault-geojson-no-names = 文件中的 { $areas } 个面都不带社区的名称或代码：{ $path }。请指明是哪个社区的范围，或在地图程序中把社区名称写进属性。
fault-geojson-not-degrees = { $path } 的坐标不是经纬度。请以 WGS-84 经纬度（EPSG:4326）重新导出。
fault-geojson-too-large = { $path } 超过 { $most } MB，不像是社区范围。请只导出这些社区。
fault-geojson-too-detailed = { $path } 里的范围过于零碎，化简后仍超过 { $most } 个点。请只导出社区的外边界。
fault-tiles-unreadable = { $path } 不是可以使用的 MBTiles 底图。请选择含 PNG、JPEG 或 WebP 瓦片的 .mbtiles 文件。
fault-day-hours = 工作时间从 { $from } 到 { $to }，结束要晚于开始。
fault-day-too-many = 一次最多安排 { $teams } 个小组、{ $days } 天。

fault-table-long = XLSX 表格最多 { $rows } 行。请改用 CSV，或只导出一轮。
fault-field-fixed = { $noun }的“{ $field }”由程序写入，不能手工填写。
fault-as-of-unknown = 这里没有“{ $given }”：没有这个编号的已印发报告，也没有以它开头的改动。请用 tanfang report issued 和 tanfang list changes 查看。
fault-as-of-ambiguous = 有 { $count } 条改动以“{ $given }”开头。请多写几位。
fault-as-of-too-early = 那时调研还没有指标体系，没有内容可报告。请选择更晚的改动。
fault-changes-missing = 这份报告依据的改动中有 { $count } 条不在本机。请先合并带有这些改动的调研包，再试一次。
fault-state-differs = 本机的改动得不出这份报告印发时的数据状态（校验值 { $digest }）。请运行 tanfang check。
fault-issue-twice = 有两份报告的编号都是“{ $number }”。请用键指明其中一份：{ $keys }。
fault-issue-number = “{ $number }”不能作为报告编号：最多 { $most } 个字，不能换行，也不能含有 @。
fault-issue-number-taken = 已经有编号为“{ $number }”的报告。请换一个编号。
fault-issue-unsettled = 未印发：报告中有 { $count } 个数据存在冲突或有待核实（{ $cells }）。请先处理，或说明仍予印发的理由。
fault-issue-unknown = 没有编号为“{ $number }”的已印发报告。请用 tanfang report issued 查看。
fault-layout-unknown = 没有名为“{ $name }”的报告方案。已保存的有：{ $known }。
fault-edition-unreadable = 这份报告的设置无法读取，可能出自更新版本的程序。
fault-issue-disturbed = 生成报告期间不断有人写入调研，因此没有印发。请稍后再试。
fault-logo-no-picture = “{ $name }”不是可以印刷的图片。请选择 JPEG、PNG 或 WebP 文件。
fault-preview-gone = 这份预览已过时，请重新打开。
