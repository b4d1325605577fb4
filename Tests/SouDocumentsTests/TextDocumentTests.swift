import SouDocuments
import Testing

/// Writes one file and reads its only document.
private func document(_ name: String, _ text: String) throws -> Document {
  let folder = try TemporaryFolder()
  try folder.write(name, text)
  let read = read(try #require(folder.walk().files.first))
  #expect(read.problems.isEmpty)
  #expect(read.documents.count == 1)
  return try #require(read.documents.first)
}

@Test func `front matter gives title, date, source and language`() throws {
  let text = """
    ---
    title: "輝達：護城河"
    date: 2025-02-28
    tags:
      - 晶片
    # a comment
    source: 搜訊財經
    lang: zh-Hant
    ---

    第一行。
    第二行。

    """
  let expected = Document(
    locator: "a/b.txt", title: "輝達：護城河", body: "第一行。\n第二行。\n", source: "搜訊財經", date: "2025-02-28",
    language: "zh-Hant")
  #expect(try document("a/b.txt", text) == expected)
  // The same with the line ends of Windows and a byte order mark.
  let crlf = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
  var found = try document("a/b.txt", crlf)
  found.body = found.body.replacing("\r\n", with: "\n")
  #expect(found == expected)
}

@Test(arguments: ["---\nno end: 1\n", "---\nplain words\n---\nmore\n", "--- \ntitle: x\n---\n"])
func `a rule at the head is no front matter`(text: String) throws {
  let found = try document("rule.txt", text)
  #expect(found.title == "rule")
  #expect(found.body == text)
}

@Test func `a plain text's first line is its title if an empty line follows`() throws {
  let titled = try document("x.txt", "\n雪の小駅\n\n　終列車は\nもう\n")
  #expect(titled.title == "雪の小駅")
  #expect(titled.body == "　終列車は\nもう\n")
  let untitled = try document("memo.v2.txt", "第一行\n第二行\n\n第三行")
  #expect(untitled.title == "memo.v2")
  #expect(untitled.body == "第一行\n第二行\n\n第三行")
}

@Test func `a long first paragraph is no title`() throws {
  let paragraph = String(repeating: "長", count: 101)
  #expect(try document("p.txt", paragraph + "\n\n二\n").title == "p")
}

@Test func `a Markdown text's first heading is its title, wherever it stands`() throws {
  let atHead = try document("m.md", "# 国語科の歴史 #1\n\n国語は\n")
  #expect(atHead.title == "国語科の歴史 #1")
  #expect(atHead.body == "国語は\n")
  let text = "menu\n```\n# a comment\n```\n## 二\n# 海纜船\n本文\n"
  let further = try document("m.md", text)
  #expect(further.title == "海纜船")
  #expect(further.body == text)
  #expect(try document("m.md", "文\n\n文").title == "m")
}

@Test func `a heading below a title of its own stays in the body`() throws {
  let found = try document("m.md", "---\ntitle: 長い題\n---\n# 短い題\n本文")
  #expect(found.title == "長い題")
  #expect(found.body == "# 短い題\n本文")
}

@Test func `an empty file is an empty document`() throws {
  #expect(try document("e.txt", "") == Document(locator: "e.txt", title: "e", body: ""))
}
