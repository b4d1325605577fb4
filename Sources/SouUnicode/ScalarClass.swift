/// What a scalar is to the tokenizer; every scalar has exactly one class.
///
/// The class is that of the folded scalar: full-width `Ａ` is a letter, `ｶ` is cjk.
public enum ScalarClass: UInt8, Sendable {
  /// Spaces, punctuation, other symbols, controls, U+FFFD.
  case `break` = 0
  /// Han with radicals, kana, bopomofo and its tone marks, Yi, Tangut, iteration and length marks.
  case cjk = 1
  /// Hangul syllables and jamo.
  case hangul = 2
  /// Line_Break SA (Thai, Lao, Khmer, Myanmar and their like), marks included.
  case sea = 3
  /// Letters of every other script.
  case letter = 4
  /// Every Nd, and other scalars that NFKC maps to digits.
  case digit = 5
  /// Combining marks (Mn, Mc, Me) that are in no other class; the kana voicing marks too.
  case mark = 6
  /// `- ‐ ‑ _ . ' ’ & @`, which hold a word together.
  case joiner = 7
  /// Emoji=Yes above U+007F without a decomposition, but not © ® 〰 〽.
  case emoji = 8
  /// LF, VT, FF, CR, NEL, LS, PS.
  case newline = 9
  /// Default-ignorables, ZWJ and ZWNJ, variation selectors, BOM, soft hyphen, Hangul fillers, ™ ℠.
  case ignorable = 10
}
