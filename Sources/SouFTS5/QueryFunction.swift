internal import CSouSQLite
internal import SouAnalysis
internal import SouQuery

/// `sou_query(text [, columns])`: what a person typed as a MATCH expression.
///
/// Every text is one: `""`, which matches nothing, where there is nothing to search.
func query(
  _ context: OpaquePointer?, count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let result = unsafe SQLResult(context) else { return }
  let arguments = unsafe SQLArguments(values, count: count)
  let compiled = compile(typed: arguments[0], columns: arguments[1])
  result.set(compiled?.match ?? [0x22, 0x22])
}

/// What `sou_query` compiles, for it and for the functions that are given the same arguments.
///
/// - Parameters:
///   - typed: What was typed; read up to a NUL, as SQL's own functions do.
///   - columns: The names of columns that are syntax before a colon, with blanks between.
///   - options: How the phrases' terms are analysed. The expression is source text, which the table
///     itself analyses.
/// - Returns: Nil if there is nothing to search.
func compile(
  typed: SQLValue, columns: SQLValue, options: TokenizerOptions = TokenizerOptions()
) -> CompiledQuery? {
  Query(
    Array(typed.bytes.prefix { $0 != 0 }), options: options,
    fields: columns.bytes.split(separator: 0x20).map { Array($0) }
  ).compileStrict()
}
