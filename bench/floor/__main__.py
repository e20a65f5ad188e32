"""`python -m bench.floor PLAN OUTPUT`."""

import os
import sys

from bench.floor import data, plan, web, word

FOLDERS = ("don-vi", "du-lieu", "site/don-vi", "site/nhom-nhiem-vu", "site/tai-ve/don-vi")

folder, output = sys.argv[1:]
for name in FOLDERS:
    os.makedirs(os.path.join(output, name), exist_ok=True)
plan.read(folder)
word.write(output)
web.write(output)
data.write(output)
