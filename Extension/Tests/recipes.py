#!/usr/bin/env python3
"""Runs every code block of docs/extension.md, and compares what it prints with the page.

A block in `sql`, `sh`, `python` or `js` runs; the `text` block after it is what it must print, and
without one it must print nothing. The blocks below one `##` heading share a folder that holds
libsou.so and, for `sql`, the file note.db. The `swift` block must be Support/Notes.swift, which
RecipeTests.swift tests. Exits with 1 if a block prints something else. Make the extension first:
scripts/build-extension.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
page = root / "docs/extension.md"
swift = root / "Tests/ExtensionTests/Support/Notes.swift"

COMMANDS = {
    "sql": ["sqlite3", "-bail", "-cmd", ".load ./libsou", "note.db"],
    "sh": ["bash", "-e"],
    "python": [sys.executable, "-"],
    "js": ["node", "-"],
}
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def has_node():
    """True if there is Node with its module sqlite3."""
    return bool(shutil.which("node")) and not subprocess.run(
        ["node", "-e", "require('sqlite3')"], capture_output=True).returncode


def printed(language, code, folder):
    return subprocess.run(
        COMMANDS[language], input=code, cwd=folder, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout


def main():
    skipped = set() if has_node() else {"js"}
    ran, failed = 0, 0
    for section in re.split(r"^(?=## )", page.read_text("utf-8"), flags=re.MULTILINE):
        blocks = FENCED.findall(section)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(root / ".build/extension/libsou.so", folder)
            for (language, code), (after, expected) in zip(blocks, blocks[1:] + [("", "")]):
                if language == "text" or language in skipped:
                    continue
                ran += 1
                if language == "swift":
                    if code != swift.read_text("utf-8"):
                        failed += 1
                        print(f"{swift.name} is not the page's:\n{code}")
                    continue
                expected = expected if after == "text" else ""
                output = printed(language, code, folder)
                if output != expected:
                    failed += 1
                    heading = section.splitlines()[0]
                    print(f"{heading}\n{code}-- printed\n{output}-- expected\n{expected}")
    for language in skipped:
        print(f"skipped: the blocks in {language}; there is no Node with the module sqlite3")
    print(f"{page.name}: {ran} blocks, {failed} failed")
    sys.exit(1 if failed or not ran else 0)


main()
