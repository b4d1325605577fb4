"""A tokenizer alone, in a process of its own: python -m peers.tokenizers NAME

Answers each line `pass TAB FILE` with a line of JSON: {"ns", "cpu_ns", "tokens"} for one pass over the
file's texts (between them U+001E). The loop over a text is in the library where it offers one, else in
Python; each says which. LucenePeer.java takes the same lines.
"""

import json
import sys
import time


def jieba():
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return "jieba " + jieba.__version__, "exact mode; written in Python", lambda text: sum(
        1 for _ in jieba.cut(text))


def icu():
    import icu

    words = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())

    def count(text):
        words.setText(icu.UnicodeString(text))
        found = 0
        while words.nextBoundary() != icu.BreakIterator.DONE:
            found += words.getRuleStatus() > 0
        return found

    return "ICU " + icu.ICU_VERSION, "word break; loop in Python", count


def mecab():
    import fugashi
    import unidic_lite

    tagger = fugashi.GenericTagger("-Owakati -r /dev/null -d " + unidic_lite.DICDIR)
    # The loop is in the library: words come with blanks between.
    return "MeCab by fugashi, unidic-lite", "surfaces only", lambda text: tagger.parse(text).count(" ") + 1


def main(name):
    title, note, count = {"jieba": jieba, "icu": icu, "mecab": mecab}[name]()
    print(json.dumps({"version": title, "note": note}), flush=True)
    for line in sys.stdin:
        with open(line.rstrip("\n").split("\t")[1], encoding="utf-8") as file:
            texts = file.read().split("\x1e")
        cpu, start = time.process_time_ns(), time.perf_counter_ns()
        tokens = sum(count(text) for text in texts if text)
        print(json.dumps({"ns": time.perf_counter_ns() - start,
                          "cpu_ns": time.process_time_ns() - cpu, "tokens": tokens}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
