# 照片与文件：坏在哪里，是什么格式。句子本身在 fault.ftl。

photo-reason-truncated = 文件不完整，可能没有复制完
photo-reason-damaged = 图像数据已损坏，无法解码
photo-reason-coding = 图像采用了少见的编码方式，无法读取

photo-format-jpeg = JPEG 照片
photo-format-png = PNG 图片
photo-format-webp = WebP 图片
photo-format-heic = HEIC 照片
photo-format-pdf = PDF 文档
photo-format-docx = Word 文档
photo-format-xlsx = Excel 表格
photo-format-pptx = PowerPoint 演示文稿
photo-format-odt = ODF 文本文档
photo-format-ods = ODF 电子表格
photo-format-text = 文本文件
photo-format-csv = CSV 表格
photo-format-film = 视频
photo-format-sound = 录音
