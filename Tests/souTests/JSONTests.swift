import Testing

@testable import sou

@Test func `an object keeps the order of its keys`() {
  let value: JSON = ["zebra": .integer(1), "apple": .array([.boolean(true), .number(0.5)])]
  #expect(value.text == #"{"zebra":1,"apple":[true,0.5]}"#)
}

@Test func `a string is escaped where JSON asks for it, and nowhere else`() {
  #expect(JSON.string("a\"b\\c\n\u{1}輝").text == #""a\"b\\c\n\u0001輝""#)
}

@Test func `columns count a full-width character twice`() {
  var table = Columns(.left, .right)
  table.add("輝達", "1")
  table.add("abcde", "10")
  #expect(table.lines == ["輝達    1", "abcde  10"])
}
