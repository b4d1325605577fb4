import SouAnalysis
import SouIndex
import SouQuery

extension DocumentCondition {
  /// What a query asks of documents' rows.
  init(_ condition: QueryCondition, options: TokenizerOptions) {
    self =
      switch condition {
      case .filter(let filter):
        .any(
          filter.columns.map { column in
            .column(Column(column)) { filter.accepts($0, options: options) }
          })
      case .match(let match): .match(match)
      case .all(let conditions):
        .all(conditions.map { DocumentCondition($0, options: options) })
      case .any(let conditions):
        .any(conditions.map { DocumentCondition($0, options: options) })
      case .not(let condition): .not(DocumentCondition(condition, options: options))
      }
  }
}

extension DocumentCondition.Column {
  fileprivate init(_ column: QueryFilter.Column) {
    self =
      switch column {
      case .title: .title
      case .body: .body
      case .source: .source
      case .date: .date
      case .language: .language
      }
  }
}
