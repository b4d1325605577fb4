"""Bigrams for engines that have no analysis for CJK: NFKC, lower case, overlapping pairs."""

import re
import unicodedata

# Scripts without spaces between words, and Hangul.
CJK = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U000323af"
)
# A run of CJK, or a whole word of anything else.
PIECE = re.compile("([%s]+)|((?:(?![%s])[^\\W_])+)" % (CJK, CJK))


def normal(text):
    return unicodedata.normalize("NFKC", text).lower()


def bigrams(text):
    """The tokens of a text: a run's pairs (a lone character is one token), other words whole."""
    tokens = []
    for piece in PIECE.finditer(normal(text)):
        run = piece.group(1)
        if run is None:
            tokens.append(piece.group(2))
        elif len(run) == 1:
            tokens.append(run)
        else:
            tokens += [run[i : i + 2] for i in range(len(run) - 1)]
    return tokens


def distinct(tokens):
    return list(dict.fromkeys(tokens))
