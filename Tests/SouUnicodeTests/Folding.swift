import SouUnicode

extension String {
  /// The text's scalars as numbers.
  var scalars: [UInt32] { unicodeScalars.map(\.value) }
}

/// U+ and the number, for messages.
func name(_ scalar: UInt32) -> String { "U+" + String(scalar, radix: 16, uppercase: true) }

/// What the tables fold one scalar to.
func fold(_ scalar: UInt32, variants: Bool = false) -> [UInt32] {
  let entry = scalarEntry(of: scalar)
  let folded: [UInt32] =
    switch entry.foldKind {
    case .same, .variant: [scalar]
    case .single: [entry.payload]
    case .multiple:
      (0..<expansionCount(at: entry.payload)).map {
        expansionEntry(at: entry.payload, index: $0).payload
      }
    }
  return variants ? folded.map(representative) : folded
}

/// Each scalar's fold, one after the other, as text.
func fold(_ text: String, variants: Bool = false) -> String {
  var bytes: [UInt8] = []
  for scalar in text.scalars.flatMap({ fold($0, variants: variants) }) {
    appendUTF8(scalar, to: &bytes)
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The lowest scalar of the Han variant class.
private func representative(of scalar: UInt32) -> UInt32 {
  let entry = scalarEntry(of: scalar)
  return entry.representative(of: scalar)
}
