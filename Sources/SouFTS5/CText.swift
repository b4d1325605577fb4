/// Constant text as C takes it: with a NUL behind it, for as long as the program runs.
///
/// In Embedded Swift `String` brings some 50 KB of code; so names and messages are constants.
func cText(_ text: StaticString) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
