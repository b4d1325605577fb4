internal import CSouSQLite
internal import SouFTS5

/// Gives a connection all of Sou; the C entry point's second half.
@_cdecl("sou_register")
func register(
  connection: OpaquePointer?, message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guard let connection = unsafe connection else { return SQLITE_MISUSE }
  do {
    try unsafe registerSou(on: connection)
    return SQLITE_OK
  } catch {
    unsafe message?.pointee = unsafe sou_message(
      UnsafeRawPointer(error.message.utf8Start).assumingMemoryBound(to: CChar.self))
    return SQLITE_ERROR
  }
}
