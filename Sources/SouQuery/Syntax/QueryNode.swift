/// A query's tree.
///
/// `and` has two children or more, none of them an `and`, at least one of them not a `not`. `or` has
/// two or more, none of them an `or` or a `not`. The child of `not` is not a `not`. Two trees are
/// equal if they ask for the same; where they stood in a text doesn't count.
public indirect enum QueryNode: Sendable {
  /// Every child, and none that is under a `not`.
  case and([QueryNode])
  /// One child at least.
  case or([QueryNode])
  /// What must not occur; the range, in bytes of the query's text, begins at the `-`.
  case not(QueryNode, range: Range<Int>)
  /// A word or a phrase.
  case leaf(QueryLeaf)
  /// Two words or phrases of one field, or more, with at most `distance` positions between the end
  /// of the one that begins first and the begin of the one that begins last; a character of a run
  /// or a part of a word is a position.
  case near([QueryLeaf], distance: Int)
  /// What a document is asked for besides its text; the range begins at the filter's name.
  case filter(QueryFilter, range: Range<Int>)

  /// The bytes of the query's text that the node came from, outer brackets aside.
  public var range: Range<Int> {
    switch self {
    case .leaf(let leaf): leaf.range
    case .not(_, let range), .filter(_, let range): range
    case .near(let leaves, _):
      (leaves.first?.range.lowerBound ?? 0)..<(leaves.last?.range.upperBound ?? 0)
    case .and(let children), .or(let children):
      (children.first?.range.lowerBound ?? 0)..<(children.last?.range.upperBound ?? 0)
    }
  }

  /// True if the node is a `not`.
  public var isNegative: Bool {
    if case .not = self { true } else { false }
  }

  /// The leaves that may occur in what is found, in order: all but those under a `not`.
  public var positiveLeaves: [QueryLeaf] {
    switch self {
    case .leaf(let leaf): [leaf]
    case .near(let leaves, _): leaves
    case .not, .filter: []
    case .and(let children), .or(let children): children.flatMap { $0.positiveLeaves }
    }
  }
}

extension QueryNode: Equatable {
  /// Equal but for the ranges.
  public static func == (left: QueryNode, right: QueryNode) -> Bool {
    switch (left, right) {
    case (.and(let left), .and(let right)): left == right
    case (.or(let left), .or(let right)): left == right
    case (.not(let left, _), .not(let right, _)): left == right
    case (.leaf(let left), .leaf(let right)): left == right
    case (.near(let left, let distance), .near(let right, let other)):
      left == right && distance == other
    case (.filter(let left, _), .filter(let right, _)): left == right
    default: false
    }
  }
}

/// A word or a phrase of a query.
public struct QueryLeaf: Sendable {
  /// What is searched, without quotes and star; NUL, U+0001 and ill-formed bytes are U+FFFD.
  public var text: [UInt8]
  /// The bytes of the query's text that the leaf came from, quotes and star included, its field
  /// and its `=` not.
  public var range: Range<Int>
  /// The field that is asked alone, by its name in UTF-8; nil for all fields.
  public var field: [UInt8]?
  /// True if a star stood behind it, or it is being typed: the last term need only begin a token.
  public var isPrefix: Bool
  /// True if it stood in quotes.
  public var isQuoted: Bool
  /// True if `=` stood before it: the document must have it as it is typed, which the index alone
  /// can't tell.
  public var isExact: Bool
  /// The ways to spell it, the literal one first; at least one.
  public var forms: [PhraseForm]

  /// Makes a leaf from its parts.
  public init(
    text: [UInt8], range: Range<Int>, field: [UInt8]?, isPrefix: Bool, isQuoted: Bool,
    isExact: Bool = false, forms: [PhraseForm]
  ) {
    self.text = text
    self.field = field
    self.range = range
    self.isPrefix = isPrefix
    self.isQuoted = isQuoted
    self.isExact = isExact
    self.forms = forms
  }
}

extension QueryLeaf: Equatable {
  /// Equal but for the range; the forms follow from the rest.
  public static func == (left: QueryLeaf, right: QueryLeaf) -> Bool {
    left.text == right.text && left.field == right.field && left.isPrefix == right.isPrefix
      && left.isQuoted == right.isQuoted && left.isExact == right.isExact
  }
}
