import SouAnalysis
import SouQuery

/// A tree, spelled so that its structure can be read: `or(and(輝達, not(股價)), "開源 模型")`.
func spelled(_ node: QueryNode?) -> String {
  switch node {
  case nil: "nothing"
  case .and(let children): "and(\(children.map(spelled).joined(separator: ", ")))"
  case .or(let children): "or(\(children.map(spelled).joined(separator: ", ")))"
  case .not(let child, _): "not(\(spelled(child)))"
  case .leaf(let leaf): spelled(leaf)
  case .near(let leaves, let distance):
    "near(\(distance), \(leaves.map(spelled).joined(separator: ", ")))"
  case .filter(.since(let span), _): "since(\(span.first))"
  case .filter(.until(let span), _): "until(\(span.last))"
  case .filter(.source(let leaf), _): "source(\(spelled(leaf)))"
  case .filter(.language(let tag), _): "lang(\(text(tag)))"
  case .filter(.literal(let leaf), _): "literal(\(spelled(leaf)))"
  }
}

private func spelled(_ leaf: QueryLeaf) -> String {
  (leaf.field.map { text($0) + ":" } ?? "") + (leaf.isExact ? "=" : "")
    + (leaf.isQuoted ? "\"\(text(leaf.text))\"" : text(leaf.text)) + (leaf.isPrefix ? "*" : "")
}

func query(_ text: String) -> Query { Query(Array(text.utf8)) }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// The forms of a text that is one leaf: `literal 人人`, with the terms where they do not show.
func forms(_ text: String) -> [String] {
  guard case .leaf(let leaf) = query(text).root else { return [] }
  return leaf.forms.map { form in
    let terms = form.phrase.terms.map { String(decoding: $0, as: UTF8.self) }
    return "\(form.kind) \(terms.joined(separator: " "))\(form.phrase.lastIsPrefix ? "*" : "")"
  }
}
