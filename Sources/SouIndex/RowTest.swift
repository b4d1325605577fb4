import GRDB

/// A condition as an SQL function of a document's id and of the columns that the condition reads.
///
/// It is one function, however large the condition is: SQLite limits how deep an expression nests.
struct RowTest {
  /// The call, for a row of `document AS d`; empty without a condition.
  let sql: String
  private let function: DatabaseFunction?

  private indirect enum Test: Sendable {
    case value(Int, passes: @Sendable ([UInt8]) -> Bool)
    case ids(Set<Int64>)
    case all([Test])
    case any([Test])
    case not(Test)
  }

  /// Runs the condition's own MATCH expressions at once.
  init(_ condition: DocumentCondition?, _ db: Database) throws {
    guard let condition else {
      sql = ""
      function = nil
      return
    }
    let columns = DocumentCondition.Column.allCases.filter(condition.reads)
    let test = try Self.test(condition, columns, db)
    let arguments = ["d.id"] + columns.map { "d.\($0.rawValue)" }
    sql = "sou_row_passes(\(arguments.joined(separator: ", ")))"
    function = DatabaseFunction("sou_row_passes", argumentCount: arguments.count) { values in
      Self.passes(test, values)
    }
  }

  /// Gives the connection the function for as long as `body` runs.
  func run<Value>(on db: Database, _ body: () throws -> Value) rethrows -> Value {
    guard let function else { return try body() }
    db.add(function: function)
    defer { db.remove(function: function) }
    return try body()
  }

  private static func test(
    _ condition: DocumentCondition, _ columns: [DocumentCondition.Column], _ db: Database
  ) throws -> Test {
    switch condition {
    case .column(let column, let passes):
      .value(1 + (columns.firstIndex(of: column) ?? 0), passes: passes)
    case .match(let match):
      .ids(
        try Set(
          Int64.fetchCursor(
            db.cachedStatement(sql: "SELECT rowid FROM posting WHERE posting MATCH ?"),
            arguments: [Fields.clean(String(decoding: match, as: UTF8.self))])))
    case .all(let conditions): .all(try conditions.map { try test($0, columns, db) })
    case .any(let conditions): .any(try conditions.map { try test($0, columns, db) })
    case .not(let condition): .not(try test(condition, columns, db))
    }
  }

  private static func passes(_ test: Test, _ values: [DatabaseValue]) -> Bool {
    switch test {
    case .value(let index, let passes):
      passes(Array((String.fromDatabaseValue(values[index]) ?? "").utf8))
    case .ids(let ids): Int64.fromDatabaseValue(values[0]).map { ids.contains($0) } ?? false
    case .all(let tests): tests.allSatisfy { passes($0, values) }
    case .any(let tests): tests.contains { passes($0, values) }
    case .not(let test): !passes(test, values)
    }
  }
}

extension DocumentCondition {
  /// True if the condition depends on a column.
  func reads(_ column: Column) -> Bool {
    switch self {
    case .column(let own, _): own == column
    case .match: false
    case .all(let conditions), .any(let conditions): conditions.contains { $0.reads(column) }
    case .not(let condition): condition.reads(column)
    }
  }
}
