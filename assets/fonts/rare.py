"""Cuts the rare Han characters that Noto Sans SC lacks out of the Japanese and the Hong Kong file, and joins them in one."""

import subprocess
import sys

from fontTools.ttLib import TTFont

chinese, japanese, hongkong = sys.argv[1:4]
known = set(TTFont(chinese).getBestCmap())
parts = []
for place, source in enumerate([japanese, hongkong]):
    has = set(TTFont(source).getBestCmap())
    wanted = sorted(c for c in has - known if 0x3400 <= c <= 0x9FFF or 0x20000 <= c <= 0x3FFFF)
    known |= set(wanted)
    part = f"rare-{place}.ttf"
    with open(f"rare-{place}.txt", "w", encoding="utf-8") as out:
        out.write("\n".join(f"U+{c:04X}" for c in wanted))
    subprocess.check_call([
        "pyftsubset", source, f"--unicodes-file=rare-{place}.txt", "--layout-features=", "--no-hinting", "--name-IDs=*",
        "--drop-tables+=GSUB,GPOS,GDEF,vhea,vmtx,VORG,BASE", "--notdef-outline", f"--output-file={part}",
    ])
    parts.append(part)
subprocess.check_call(["pyftmerge", *parts, "--output-file=NotoSansCJK-Rare.ttf"])
