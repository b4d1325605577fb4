internal import CSouSQLite

/// Where an SQL function or a table puts its result.
@safe
struct SQLResult {
  private let context: OpaquePointer

  init?(_ context: OpaquePointer?) {
    guard let context = unsafe context else { return nil }
    unsafe self.context = unsafe context
  }

  func set(_ value: Double) { unsafe sou_result_double(context, value) }

  func set(_ value: Int) { unsafe sou_result_int(context, Int64(value)) }

  /// A text in UTF-8, or NULL.
  func set(_ text: [UInt8]?) {
    guard let text else {
      unsafe sou_result_null(context)
      return
    }
    unsafe text.withUnsafeBytes { bytes in
      unsafe sou_result_text(context, bytes.baseAddress, UInt64(bytes.count))
    }
  }

  func fail(_ message: StaticString) { unsafe sou_result_error(context, cText(message)) }

  func fail(code: Int32) { unsafe sou_result_error_code(context, code) }
}
