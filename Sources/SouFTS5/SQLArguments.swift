internal import CSouSQLite

/// The arguments of an SQL function.
///
/// The pointers are valid during one call of the function.
@safe
struct SQLArguments {
  private let values: UnsafeMutablePointer<OpaquePointer?>?
  let count: Int

  init(_ values: UnsafeMutablePointer<OpaquePointer?>?, count: Int32) {
    unsafe self.values = unsafe values
    self.count = Int(count)
  }

  /// All but the first ones.
  func dropFirst(_ first: Int) -> SQLArguments {
    unsafe SQLArguments(
      values.map { unsafe $0 + min(first, count) }, count: Int32(max(count - first, 0)))
  }

  /// An argument; NULL where there is none.
  subscript(index: Int) -> SQLValue {
    unsafe SQLValue(index < count ? values?[index] : nil)
  }
}

/// An argument of an SQL function.
@safe
struct SQLValue {
  enum Kind {
    case null, number, text, blob
  }

  private let value: OpaquePointer?

  init(_ value: OpaquePointer?) { unsafe self.value = unsafe value }

  var kind: Kind {
    guard let value = unsafe value else { return .null }
    return switch unsafe sou_value_type(value) {
    case SQLITE_INTEGER, SQLITE_FLOAT: .number
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  var isTextOrNull: Bool { kind == .text || kind == .null }

  var number: Double {
    guard let value = unsafe value else { return 0 }
    return unsafe sou_value_double(value)
  }

  var integer: Int {
    guard let value = unsafe value else { return 0 }
    return unsafe Int(sou_value_int(value))
  }

  /// The bytes of a text, in UTF-8, or of a blob.
  var bytes: [UInt8] { unsafe [UInt8](buffer) }

  /// True if a text, or a blob, has these bytes.
  func hasBytes(_ bytes: [UInt8], isBlob: Bool) -> Bool {
    guard let value = unsafe value else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe sou_value_is(value, isBlob, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count))
    }
  }

  private var buffer: UnsafeRawBufferPointer {
    guard let value = unsafe value else {
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let start = unsafe kind == .blob ? sou_value_blob(value) : sou_value_text(value)
    return unsafe UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sou_value_bytes(value)))
  }
}

/// A copy of an auxiliary function's arguments, to see whether the next row's are the same.
struct KeptArguments {
  private struct Value {
    var kind: SQLValue.Kind
    /// Of a number.
    var number = 0.0
    /// Of a text or a blob.
    var bytes: [UInt8] = []
  }

  private let values: [Value]

  init(_ arguments: SQLArguments) {
    values = (0..<arguments.count).map { index in
      let argument = arguments[index]
      let kind = argument.kind
      return switch kind {
      case .null: Value(kind: kind)
      case .number: Value(kind: kind, number: argument.number)
      case .text, .blob: Value(kind: kind, bytes: argument.bytes)
      }
    }
  }

  /// Allocates nothing: it is asked for every row.
  func equal(_ arguments: SQLArguments) -> Bool {
    guard values.count == arguments.count else { return false }
    for index in values.indices {
      let argument = arguments[index]
      let kind = argument.kind
      guard values[index].kind == kind else { return false }
      switch kind {
      case .null: continue
      case .number: guard values[index].number == argument.number else { return false }
      case .text, .blob:
        guard argument.hasBytes(values[index].bytes, isBlob: kind == .blob) else { return false }
      }
    }
    return true
  }
}
