internal import CSouSQLite
internal import SouRanking

/// `sou_rank(table [, plan])`: the row's BM25F score, negated, so that a smaller one is better.
///
/// The plan is a BLOB of `RankPlan.bytes`. Without it each phrase is a leaf, and all weights are 1.
func rank(
  _ api: UnsafePointer<Fts5ExtensionApi>?, fts5: OpaquePointer?, result: OpaquePointer?,
  argumentCount: Int32, arguments: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let api = unsafe api, let fts5 = unsafe fts5, let result = unsafe result else { return }
  let context = unsafe AuxiliaryContext(api: api, context: fts5)
  do {
    let state: RankState
    if let kept = context.kept(as: RankState.self) {
      state = kept
    } else {
      state = try RankState(context)
      try context.keep(state)
    }
    if let problem = try unsafe follow(
      arguments: arguments, count: argumentCount, state, context)
    {
      unsafe sou_result_error(result, problem)
    } else {
      unsafe sou_result_double(result, -(try state.score(context)))
    }
  } catch {
    unsafe sou_result_error_code(result, error.code)
  }
}

/// Takes up the plan among the arguments.
///
/// - Returns: What is wrong with them, or nil.
private func follow(
  arguments: UnsafeMutablePointer<OpaquePointer?>?, count: Int32, _ state: RankState,
  _ context: AuxiliaryContext
) throws(SQLiteFailure) -> String? {
  guard count <= 1 else { return "sou_rank: takes the table and a plan, nothing else" }
  guard count == 1, let value = unsafe arguments?.pointee else {
    guard state.planBytes != nil else { return nil }
    try state.follow(.plain(phraseCount: context.phraseCount), bytes: nil, context)
    return nil
  }

  guard unsafe sou_value_type(value) == SQLITE_BLOB else { return "sou_rank: the plan is no BLOB" }
  let blob = unsafe UnsafeRawBufferPointer(
    start: sou_value_blob(value), count: Int(sou_value_bytes(value)))
  if let known = state.planBytes, unsafe blob.elementsEqual(known) { return nil }
  let bytes = unsafe [UInt8](blob)
  guard let plan = RankPlan(bytes: bytes) else { return "sou_rank: the plan's bytes are damaged" }
  guard plan.phrases.count == context.phraseCount else {
    return "sou_rank: the plan has \(plan.phrases.count) phrases, the query \(context.phraseCount)"
  }
  try state.follow(plan, bytes: bytes, context)
  return nil
}
