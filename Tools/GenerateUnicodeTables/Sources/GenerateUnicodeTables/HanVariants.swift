/// The classes of Han variants: connected components over OpenCC's and Unihan's pairs.
struct HanVariants {
  /// The lowest scalar of its class, for every other member.
  let representative: [UInt32: UInt32]
  /// The classes of two or more, largest first.
  let classes: [[UInt32]]

  private static let unihanFields: Set<String> = [
    "kTraditionalVariant", "kSimplifiedVariant", "kZVariant",
  ]

  init(inputs: Inputs, folder: Folder) throws {
    let cut = Set(cutVariantPairs.map(\.pair))
    var parent: [UInt32: UInt32] = [:]

    func root(of scalar: UInt32) -> UInt32 {
      var scalar = scalar
      while let next = parent[scalar] { scalar = next }
      return scalar
    }
    func join(_ first: UInt32, _ second: UInt32) {
      // A compatibility ideograph stands for what it folds to.
      guard let first = Self.ideograph(first, folder), let second = Self.ideograph(second, folder),
        !cut.contains([first, second])
      else { return }
      let roots = [root(of: first), root(of: second)].sorted()
      if roots[0] != roots[1] { parent[roots[1]] = roots[0] }
    }

    for name in Inputs.openCCTables {
      for record in try inputs.openCCTable(name) {
        let values = try record.field(1).split(separator: " ").compactMap { Self.single($0) }
        guard let key = Self.single(try record.field(0)) else { continue }
        for value in values { join(key, value) }
      }
    }
    for record in try inputs.unihanVariants() where Self.unihanFields.contains(try record.field(1))
    {
      guard let key = try record.scalars(0).first else { throw record.unreadable }
      for value in try record.field(2).split(separator: " ") {
        guard let scalar = UInt32(value.dropFirst(2).prefix { $0 != "<" }, radix: 16) else {
          throw record.unreadable
        }
        join(key, scalar)
      }
    }

    var representative: [UInt32: UInt32] = [:]
    for scalar in parent.keys { representative[scalar] = root(of: scalar) }
    self.representative = representative
    classes = Dictionary(grouping: representative.keys, by: { representative[$0] ?? $0 })
      .map { [$0.key] + $0.value.sorted() }
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// Counts by size, and the largest classes.
  var summary: String {
    let members = classes.reduce(0) { $0 + $1.count }
    let large = classes.filter { $0.count >= 4 }
    let rows = large.map { "  " + $0.map(Self.text).joined() }
    return """
      Han variants: \(classes.count) classes of \(members) scalars, \(large.count) of four or more:
      \(rows.joined(separator: "\n"))
      """
  }

  private static func text(_ scalar: UInt32) -> String {
    Unicode.Scalar(scalar).map { String($0) } ?? ""
  }

  private static func single(_ text: some StringProtocol) -> UInt32? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first?.value : nil
  }

  private static func ideograph(_ scalar: UInt32, _ folder: Folder) -> UInt32? {
    let folded = folder.fold(scalar).scalars
    guard folded.count == 1, folder.database.script[Int(folded[0])] == "Han" else { return nil }
    return folded[0]
  }
}
