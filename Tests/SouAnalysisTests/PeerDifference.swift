import SouAnalysis
import SouUnicode

/// A token of either side, compared by term and bytes.
struct PeerToken: Hashable {
  var term: String
  var range: Range<Int>
}

/// Another engine's tokens of a text.
struct PeerTokens {
  enum Engine: String { case lucene, groonga }
  var engine: Engine
  var tokens: [PeerToken]
}

/// Why Sou has a token that another engine has not, or the other way round; docs/analysis.md lists
/// them with examples. Each is told from the token, the text under it, and the other side's tokens.
enum PeerDifference: String, CaseIterable {
  /// Lucene leaves out the last character of a run.
  case trailingSingle
  /// Lucene leaves out English stop words.
  case stopWord
  /// Groonga gives punctuation and symbols as tokens.
  case punctuation
  /// Sou gives bigrams of Thai; Lucene whole stretches, Groonga what stands between marks.
  case southEastAsian
  /// Marks compose, vanish or stay on their base; the others cut there, or leave text decomposed.
  case mark
  /// Compatibility jamo stay; Groonga makes conjoining ones of them, Lucene keeps half-width ones.
  case compatibilityJamo
  /// ㍿ is 株式会社 with the bytes of ㍿.
  case expansion
  /// Each of ①②③ is a number of its own.
  case seam
  /// A suffix belongs to its letters: `c++`.
  case suffix
  /// A number with points or grouping commas is one value.
  case number
  /// 々 〆 〇 〱 are characters of a run.
  case iteration
  /// Bopomofo makes bigrams with what stands beside it.
  case bopomofo
  /// ZWSP, soft hyphen, variation selectors and the like are not there.
  case ignorable
  /// An emoji sequence is one token, and in no run.
  case emoji
  /// A run goes on over a blank, a line break, or the dot in a name.
  case wrappedRun
  /// Words are cut into parts, at joiners and between letters and digits.
  case parts
  /// Hangul, Han and Thai are runs of their own, in which no letter, digit or symbol stands.
  case mixedRun
  /// é is e, ß is ss, 𝐁 is b, ๑ is 1.
  case fold
  /// The same term from other bytes: the others lose count where characters compose.
  case offset
}

/// One text and its tokens on both sides; says why a token is on one side alone.
struct PeerComparison {
  let text: [UInt8]
  let sou: [PeerToken]
  let peer: PeerTokens
  private let souOnly: [PeerToken]
  private let peerOnly: [PeerToken]

  init(text: [UInt8], sou: [PeerToken], peer: PeerTokens) {
    self.text = text
    self.sou = sou
    self.peer = peer
    souOnly = sou.filter { !peer.tokens.contains($0) }
    peerOnly = peer.tokens.filter { !sou.contains($0) }
  }

  /// The tokens that one side alone has; nil: no rule tells why.
  func differences() -> [(token: PeerToken, isSou: Bool, why: PeerDifference?)] {
    souOnly.map { ($0, true, why($0, isSou: true)) }
      + peerOnly.map { ($0, false, why($0, isSou: false)) }
  }

  /// The first rule that holds for the token, or for one of the other side that has all its bytes.
  private func why(_ token: PeerToken, isSou: Bool) -> PeerDifference? {
    let around = (isSou ? peerOnly : souOnly).filter {
      $0.range.lowerBound <= token.range.lowerBound && token.range.upperBound <= $0.range.upperBound
    }
    return PeerDifference.allCases.first { holds($0, token, isSou) }
      ?? PeerDifference.allCases.first { rule in around.contains { holds(rule, $0, !isSou) } }
  }

  private func holds(_ rule: PeerDifference, _ token: PeerToken, _ isSou: Bool) -> Bool {
    let scalars = scalars(in: token.range)
    let classes = Set(scalars.map { scalarEntry(of: $0).scalarClass })
    switch rule {
    case .trailingSingle:
      return peer.engine == .lucene && isSou && token.term.unicodeScalars.count == 1
        && !classes.isDisjoint(with: [.cjk, .hangul])
        && sou.contains { $0 != token && $0.range.upperBound == token.range.upperBound }
    case .stopWord:
      return peer.engine == .lucene && isSou && stopWords.contains(token.term)
    case .punctuation:
      return peer.engine == .groonga && !isSou && terms(of: token.term).isEmpty
    case .southEastAsian:
      return classes.contains(.sea)
    case .mark:
      // Groonga lets ﾞ compose over a blank.
      let next = self.scalars(in: token.range.upperBound..<text.count).first { $0 != 0x20 }
      return classes.contains(.mark) || scalars.contains(where: isConjoiningJamo)
        || (peer.engine == .groonga && next.map(isHalfwidthMark) == true)
    case .compatibilityJamo:
      return scalars.contains { (0x3131...0x318E).contains($0) || (0xFFA0...0xFFDC).contains($0) }
    case .expansion:
      return scalars.contains {
        scalarEntry(of: $0).foldKind == .multiple && scalarEntry(of: $0).scalarClass != .letter
      }
    case .seam:
      return scalars.contains { scalarEntry(of: $0).isSeam }
    case .suffix:
      return isSou && (token.term.hasSuffix("+") || token.term.hasSuffix("#"))
    case .number:
      return classes.contains(.digit)
        && scalars.allSatisfy { isDigit($0) || ",.，．".unicodeScalars.map(\.value).contains($0) }
        && !scalars.allSatisfy(isDigit)
    case .iteration:
      return scalars.contains { "々〆〇〱".unicodeScalars.map(\.value).contains($0) }
    case .bopomofo:
      return scalars.contains { (0x3105...0x312F).contains($0) }
    case .ignorable:
      return classes.contains(.ignorable)
    case .emoji:
      return classes.contains(.emoji)
    case .wrappedRun:
      return isSou && classes.contains(.cjk)
        && !classes.isDisjoint(with: [.break, .newline, .joiner])
    case .parts:
      return !isSou && classes.count > 1 && classes.isSubset(of: [.letter, .digit, .joiner])
    case .mixedRun:
      return !isSou && classes.count > 1 && !classes.isDisjoint(with: [.cjk, .hangul])
    case .fold:
      return isSou
        && peerOnly.contains {
          $0.range == token.range && terms(of: $0.term).first == token.term
        }
    case .offset:
      return (isSou ? peerOnly : souOnly).contains {
        $0.term == token.term && $0.range != token.range
          && $0.range.lowerBound <= token.range.upperBound
          && token.range.lowerBound <= $0.range.upperBound
      }
    }
  }

  private func scalars(in range: Range<Int>) -> [UInt32] {
    String(decoding: text[range], as: UTF8.self).unicodeScalars.map(\.value)
  }
}

private let stopWords: Set<String> = [
  "a", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no",
  "not", "of", "on", "or", "s", "such", "t", "that", "the", "their", "then", "there", "these",
  "they", "this", "to", "was", "will", "with", "www",
]

private func terms(of text: String) -> [String] {
  sourceTokens(of: Array(text.utf8)).map(\.term)
}

/// Sou's tokens with Han characters as written, and none that are colocated: no other engine has
/// their like.
func sourceTokens(of text: [UInt8]) -> [PeerToken] {
  var options = TokenizerOptions()
  options.variants = false
  var tokenizer = Tokenizer(options: options)
  return tokenizer.tokens(text).filter { !$0.colocated }.map {
    PeerToken(term: String(decoding: $0.term, as: UTF8.self), range: $0.start..<$0.end)
  }
}

private func isDigit(_ scalar: UInt32) -> Bool { scalarEntry(of: scalar).scalarClass == .digit }

private func isConjoiningJamo(_ scalar: UInt32) -> Bool { (0x1100...0x11FF).contains(scalar) }

private func isHalfwidthMark(_ scalar: UInt32) -> Bool { scalar == 0xFF9E || scalar == 0xFF9F }
