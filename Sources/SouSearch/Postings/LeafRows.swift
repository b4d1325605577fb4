import SouIndex
import SouPostings
import SouQuery
import SouRanking

/// A leaf of a query: which documents have it, and what it adds to their scores.
final class LeafRows {
  let forms: [FormRows]
  /// How telling it is; the document frequency is the largest among its forms, as in `sou_rank`.
  let idf: Double

  init(
    _ leaf: QueryLeaf, in postings: Postings, unigrams: Bool
  ) throws {
    let field = try leaf.field.map { name in
      switch name {
      case Array("title".utf8): SearchField.title
      case Array("body".utf8): SearchField.body
      default: throw NotInPostings()
      }
    }
    forms = try leaf.forms.map {
      try FormRows($0, field: field, in: postings, unigrams: unigrams)
    }
    idf = BM25F.idf(
      documents: postings.documentCount, documentFrequency: forms.map(\.count).max() ?? 0)
  }

  /// How many rows its forms have together.
  var size: Int { forms.reduce(0) { $0 + $1.count } }

  /// The documents that have it, ascending.
  func documents() throws -> [UInt32] {
    try union(of: forms.map { try $0.rows().map(\.document) })
  }

  /// Those of some documents that have it, ascending.
  func documents(among documents: [UInt32]) throws -> [UInt32] {
    try union(
      of: forms.map { try $0.rows(among: documents).map(\.document).intersection(documents) })
  }

  /// Forgets all rows but those of some documents.
  func narrow(to documents: [UInt32]) throws {
    for form in forms { try form.narrow(to: documents) }
  }
}

/// The postings alone cannot answer; FTS5 and SQL can.
struct NotInPostings: Error {}

// MARK: - Documents in order

/// The documents of any list; each list and the result ascend.
func union(of lists: [[UInt32]]) -> [UInt32] {
  guard lists.count > 1 else { return lists.first ?? [] }
  var merged: [UInt32] = []
  for document in lists.joined().sorted() where document != merged.last {
    merged.append(document)
  }
  return merged
}

extension [UInt32] {
  /// What two ascending lists have in common.
  func intersection(_ other: [UInt32]) -> [UInt32] { filtered(by: other, keeping: true) }

  /// What another ascending list does not have.
  func subtracting(_ other: [UInt32]) -> [UInt32] {
    other.isEmpty ? self : filtered(by: other, keeping: false)
  }

  private func filtered(by other: [UInt32], keeping: Bool) -> [UInt32] {
    var index = 0
    return filter { document in
      while index < other.count, other[index] < document { index += 1 }
      return (index < other.count && other[index] == document) == keeping
    }
  }
}
