/// BM25 over weighted fields: "Simple BM25 Extension to Multiple Weighted Fields" (Robertson,
/// Zaragoza, Taylor, CIKM 2004), with a length norm for each field as in "Microsoft Cambridge at
/// TREC-13" (Zaragoza, Craswell, Taylor, Saria, Robertson, 2004).
///
///     frequency(leaf) = Σ over fields: occurrences × weight / (1 - b + b × length / average length)
///     score           = Σ over leaves: idf × frequency / (k1 + frequency)
///
/// Fields are added up before saturation, so that a term in title and body does not count as two
/// terms. A leaf is worth less than its idf, however often it occurs: the constant factor k1 + 1 of
/// the papers is left out, as in Lucene; it changes no order.
public struct BM25F: Equatable, Sendable {
  /// How slowly occurrences saturate: a leaf of this frequency has half its idf.
  public var k1 = 1.0
  /// How much a field's length counts, from 0 (not at all) to 1.
  public var b = 0.75
  /// What an occurrence in each field is worth; a field without a weight has 1.
  public var fieldWeights: [Double]

  /// Makes a scorer with the default k1 and b.
  ///
  /// - Parameter fieldWeights: What an occurrence in each field is worth, in the table's order.
  public init(fieldWeights: [Double] = []) { self.fieldWeights = fieldWeights }

  /// How telling a leaf is: ln(1 + (N - df + 0.5) / (df + 0.5)), which is above 0 even for a leaf
  /// that every document holds (Lucene's `BM25Similarity.idf`).
  ///
  /// - Parameters:
  ///   - documents: The number of documents, N.
  ///   - documentFrequency: The number of those that hold the leaf; above N it counts as N.
  /// - Returns: The inverse document frequency.
  public static func idf(documents: Int, documentFrequency: Int) -> Double {
    let documents = Double(max(documents, 0))
    let frequency = min(Double(max(documentFrequency, 0)), documents)
    return naturalLogarithm(of: 1 + (documents - frequency + 0.5) / (frequency + 0.5))
  }

  /// What one occurrence in a field adds to a leaf's frequency.
  ///
  /// - Parameters:
  ///   - field: The field's number.
  ///   - length: The field's length in this document, in positions; it is rounded as `Norm` does.
  ///   - averageLength: The field's average length over all documents, in positions.
  /// - Returns: The field's weight over its length norm.
  /// - Complexity: O(1).
  public func occurrenceWeight(field: Int, length: UInt32, averageLength: Double) -> Double {
    let weight = fieldWeights.indices.contains(field) ? fieldWeights[field] : 1
    // A field that is empty everywhere has no average and no occurrences.
    guard averageLength > 0 else { return weight }
    let length = Double(Norm.decode(Norm.encode(length)))
    return weight / (1 - b + b * length / averageLength)
  }

  /// The score of one leaf in one document.
  ///
  /// - Parameters:
  ///   - frequency: The sum over its forms and fields of form weight × occurrences ×
  ///     `occurrenceWeight`.
  ///   - idf: The leaf's `idf`.
  /// - Returns: A number from 0 to below `idf`; a document's score is the sum over its leaves.
  /// - Complexity: O(1).
  @inlinable
  public func score(frequency: Double, idf: Double) -> Double {
    guard frequency > 0 else { return 0 }
    return idf * frequency / (k1 + frequency)
  }
}
