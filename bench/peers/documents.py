"""Documents as JSON lines: id, title, text."""

import json


def read(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], document.get("title") or "", document["text"]
