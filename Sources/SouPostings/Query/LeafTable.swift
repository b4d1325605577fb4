/// A doclist index read whole: for each leaf of a long doclist after the first its first row.
public struct LeafTable: Sendable {
  /// Leaves on which a row begins, ascending, and the first row of each.
  var leaves: [Int] = []
  var first: [Int64] = []

  /// How many leaves but the first have rows.
  public var count: Int { leaves.count }

  /// The leaf that a row is on if the doclist has it.
  ///
  /// - Parameter document: The row.
  /// - Returns: The leaf's number; nil if it could only be on the one that the term begins on.
  /// - Complexity: O(log leaves).
  func leaf(of document: UInt32) -> Int? {
    let row = Int64(document)
    var low = 0
    var high = first.count
    while low < high {
      let middle = (low + high) / 2
      if first[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? leaves[low - 1] : nil
  }

  /// Reads the index of a term (`fts5DlidxIterInit`, ext/fts5/fts5_index.c; `DoclistIndex` reads it
  /// page by page).
  ///
  /// - Parameters:
  ///   - place: The term, the last one on its leaf; its row of `%_idx` has an odd `pgno`.
  ///   - provider: What gives the pages.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public init(of place: TermPlace, from provider: any PageProvider) throws(PostingsError) {
    var height = 0
    while try Self.hasParent(place, height, provider) {
      height += 1
      guard height < 32 else { throw Self.damage(place, place.leaf, height) }
    }
    // The root's page has the number of the term's leaf.
    leaves = [place.leaf]
    while height >= 0 {
      let pages = leaves
      leaves = []
      first = []
      for page in pages { try read(page, height, place, provider) }
      height -= 1
    }
  }

  private static func damage(_ place: TermPlace, _ page: Int, _ height: Int) -> PostingsError {
    .damagedPage(PageID.doclistIndex(segment: place.segment, page: page, height: height))
  }

  private static func hasParent(
    _ place: TermPlace, _ height: Int, _ provider: any PageProvider
  ) throws(PostingsError) -> Bool {
    let id = PageID.doclistIndex(segment: place.segment, page: place.leaf, height: height)
    guard let page = provider.page(id) else { throw .missingPage(id) }
    guard page.count > 0 else { throw .damagedPage(id) }
    return unsafe page.base[0] & 1 == 1
  }

  private mutating func read(
    _ number: Int, _ height: Int, _ place: TermPlace, _ provider: any PageProvider
  ) throws(PostingsError) {
    let id = PageID.doclistIndex(segment: place.segment, page: number, height: height)
    guard let page = provider.page(id) else { throw .missingPage(id) }
    var offset = 1
    guard page.count > 1, let child = page.varint(at: &offset, end: page.count),
      let row = offset < page.count ? page.varint(at: &offset, end: page.count) : nil
    else { throw .damagedPage(id) }
    var last = Int64(bitPattern: row)
    let limit = height == 0 ? place.lastLeaf : SegmentStructure.maximumPage
    guard child > place.leaf || height > 0, child <= limit,
      last > (first.last ?? .min), Int(child) > (leaves.last ?? 0)
    else { throw .damagedPage(id) }
    var leaf = Int(child)
    leaves.append(leaf)
    first.append(last)
    while offset < page.count {
      leaf += 1
      guard let difference = page.varint(at: &offset, end: page.count), leaf <= limit else {
        throw .damagedPage(id)
      }
      guard difference > 0 else { continue }
      let next = last &+ Int64(bitPattern: difference)
      guard next > last else { throw .damagedPage(id) }
      last = next
      leaves.append(leaf)
      first.append(last)
    }
  }
}
