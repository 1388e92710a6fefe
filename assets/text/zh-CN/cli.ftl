### 命令行程序 tanfang 的文字。
