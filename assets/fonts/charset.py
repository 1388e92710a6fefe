"""Writes the characters that the bold Chinese typeface keeps, one a line, as U+XXXX."""

import bz2
import glob

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x1E00, 0x1EFF), (0x2000, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F),
    (0x2190, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x3000, 0x303F), (0xFF00, 0xFFEF),
]

chars = set()
for name in glob.glob("/usr/share/unicode/Unihan_*.bz2"):
    with bz2.open(name, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) == 3 and fields[1] == "kTGH":
                chars.add(int(fields[0][2:], 16))
assert len(chars) == 8105, len(chars)

for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            chars.add(ord(bytes([high, low]).decode("gb2312")))
        except UnicodeDecodeError:
            pass
for first, last in RANGES:
    chars.update(range(first, last + 1))
print("\n".join(f"U+{char:04X}" for char in sorted(chars)))
