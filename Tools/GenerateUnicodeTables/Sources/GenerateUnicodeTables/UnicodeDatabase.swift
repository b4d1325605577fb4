/// What the tables need of the Unicode Character Database, by scalar (UAX #44).
struct UnicodeDatabase {
  static let scalarCount: UInt32 = 0x110000

  /// One Decomposition_Mapping; the tag is empty for a canonical one.
  struct Decomposition {
    let tag: String
    let scalars: [UInt32]
  }

  private(set) var version = ""
  /// General_Category: `Lu`, `Cn` for the unassigned.
  private(set) var category = [String](repeating: "Cn", count: Int(scalarCount))
  private(set) var combiningClass = [UInt8](repeating: 0, count: Int(scalarCount))
  private(set) var decomposition: [UInt32: Decomposition] = [:]
  /// The digit value of every Nd.
  private(set) var decimal: [UInt32: UInt32] = [:]
  /// Full case folding: statuses C and F.
  private(set) var caseFolding: [UInt32: [UInt32]] = [:]
  private(set) var script = [String](repeating: "Unknown", count: Int(scalarCount))
  /// Short names of scripts, where Script_Extensions is given in its file.
  private(set) var scriptExtensions: [UInt32: Set<String>] = [:]
  private(set) var isLineBreakSA = [Bool](repeating: false, count: Int(scalarCount))
  /// East_Asian_Width W or F.
  private(set) var isWide = [Bool](repeating: false, count: Int(scalarCount))
  private(set) var isDefaultIgnorable = [Bool](repeating: false, count: Int(scalarCount))
  private(set) var isAlphabetic = [Bool](repeating: false, count: Int(scalarCount))
  private(set) var isNFCMaybe = [Bool](repeating: false, count: Int(scalarCount))
  private(set) var isCompositionExcluded = [Bool](repeating: false, count: Int(scalarCount))
  private(set) var isEmoji = [Bool](repeating: false, count: Int(scalarCount))

  init(inputs: Inputs) throws {
    version = try inputs.version(of: "DerivedCoreProperties.txt")
    try readUnicodeData(inputs)
    for record in try inputs.records("CaseFolding.txt") where "CF".contains(try record.field(1)) {
      caseFolding[try record.range(0).lowerBound] = try record.scalars(2)
    }
    for record in try inputs.records("Scripts.txt") {
      for scalar in try record.range(0) { script[Int(scalar)] = try record.field(1) }
    }
    for record in try inputs.records("ScriptExtensions.txt") {
      let names = Set(try record.field(1).split(separator: " ").map(String.init))
      for scalar in try record.range(0) { scriptExtensions[scalar] = names }
    }
    try mark(\.isLineBreakSA, in: "LineBreak.txt", where: { $0 == ["SA"] }, inputs)
    try mark(\.isWide, in: "EastAsianWidth.txt", where: { $0 == ["W"] || $0 == ["F"] }, inputs)
    let core = "DerivedCoreProperties.txt"
    try mark(
      \.isDefaultIgnorable, in: core, where: { $0 == ["Default_Ignorable_Code_Point"] }, inputs)
    try mark(\.isAlphabetic, in: core, where: { $0 == ["Alphabetic"] }, inputs)
    let normalization = "DerivedNormalizationProps.txt"
    try mark(\.isNFCMaybe, in: normalization, where: { $0 == ["NFC_QC", "M"] }, inputs)
    try mark(
      \.isCompositionExcluded, in: normalization, where: { $0 == ["Full_Composition_Exclusion"] },
      inputs)
    try mark(\.isEmoji, in: "emoji/emoji-data.txt", where: { $0 == ["Emoji"] }, inputs)
  }

  /// Sets a property on the ranges of a file whose further fields satisfy the condition.
  private mutating func mark(
    _ property: WritableKeyPath<Self, [Bool]>, in name: String, where condition: ([String]) -> Bool,
    _ inputs: Inputs
  ) throws {
    for record in try inputs.records(name) where condition(Array(record.fields.dropFirst())) {
      for scalar in try record.range(0) { self[keyPath: property][Int(scalar)] = true }
    }
  }

  private mutating func readUnicodeData(_ inputs: Inputs) throws {
    var rangeStart: UInt32?
    for record in try inputs.records("UnicodeData.txt") {
      let scalar = try record.range(0).lowerBound
      if try record.field(1).hasSuffix(", First>") {
        rangeStart = scalar
        continue
      }
      guard let ccc = UInt8(try record.field(3)) else { throw record.unreadable }
      for scalar in (rangeStart ?? scalar)...scalar {
        category[Int(scalar)] = try record.field(2)
        combiningClass[Int(scalar)] = ccc
      }
      rangeStart = nil
      if let value = UInt32(try record.field(6)), try record.field(2) == "Nd" {
        decimal[scalar] = value
      }
      decomposition[scalar] = try decomposition(in: record)
    }
  }

  /// Field 5: nothing, `0041 0300`, or `<wide> 0041`.
  private func decomposition(in record: Record) throws -> Decomposition? {
    let words = try record.field(5).split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let isTagged = first.hasPrefix("<")
    let scalars = words.dropFirst(isTagged ? 1 : 0).compactMap { UInt32($0, radix: 16) }
    guard scalars.count == words.count - (isTagged ? 1 : 0) else { throw record.unreadable }
    return Decomposition(tag: isTagged ? first : "", scalars: scalars)
  }
}
