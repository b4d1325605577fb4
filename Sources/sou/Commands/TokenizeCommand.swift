import ArgumentParser
import Foundation
import SouAnalysis

/// Shows the tokens of texts, as the index sees them.
struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Show the tokens of a text, as the index sees them.",
    discussion: """
      Columns: position, term, kind, and the bytes of the text it came from.
      A + stands before a token that shares its position with the one above.

      EXAMPLES
        echo '輝達H800晶片' | sou tokenize
        sou tokenize --json article.txt
      """)

  @Argument(help: ArgumentHelp("Files to read; standard input if none.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    var output = Output()
    if files.isEmpty {
      try show([UInt8](FileHandle.standardInput.readToEnd() ?? Data()), on: &output)
    }
    for file in files {
      try show(InputFile(path: file).read(), on: &output)
    }
    try output.flush()
  }

  /// Prints the tokens of one text; positions and bytes count from its beginning.
  private func show(_ bytes: [UInt8], on output: inout Output) throws {
    var tokenizer = Tokenizer()
    for token in tokenizer.tokens(bytes) {
      let term = String(decoding: token.term, as: UTF8.self)
      if json {
        let object: JSON = [
          "term": .string(term), "position": .integer(token.position),
          "start": .integer(token.start), "end": .integer(token.end),
          "kind": .string(token.kind.name.description), "colocated": .boolean(token.colocated),
        ]
        try output.line(object.text)
      } else {
        let position = String(token.position).rightAligned(to: 6)
        let mark = token.colocated ? "+" : " "
        let kind = token.kind.name.description.padded(to: 6)
        try output.line(
          "\(position) \(mark)\(term.singleLine.padded(to: 20)) \(kind) \(token.start)..\(token.end)"
        )
      }
    }
  }
}
