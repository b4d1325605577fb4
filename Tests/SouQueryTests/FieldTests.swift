import SouQuery
import Testing

private func asked(_ text: String) -> Query {
  Query(Array(text.utf8), fields: ["title", "body"].map { Array($0.utf8) })
}

@Test(arguments: [
  ("title:輝達", "title:輝達"),
  ("title:輝達 股價", "and(title:輝達, 股價)"),
  ("TITLE：輝達", "title:輝達"),
  ("-title:輝達 股價", "and(not(title:輝達), 股價)"),
  ("title:-輝達 股價", "and(not(title:輝達), 股價)"),
  ("title:\"輝達 股價\"*", "title:\"輝達 股價\"*"),
  ("title:(輝達 OR body:股價) 晶片", "and(or(title:輝達, body:股價), 晶片)"),
  ("title:body:輝達", "body:輝達"),
  ("title:OR a", "and(title:OR, a)"),
  // What is none.
  ("name:輝達", "name:輝達"),
  ("titles:輝達", "titles:輝達"),
  ("x-title:輝達", "x-title:輝達"),
  ("title: 輝達", "and(title:, 輝達)"),
  ("(title:)", "title:"),
  ("\"title:輝達\"", "\"title:輝達\""),
  ("10:30", "10:30"),
])
func `a field is syntax if it is known and something follows`(text: String, expected: String) {
  #expect(spelled(asked(text).root) == expected)
}

@Test(arguments: [
  ("title:輝達", "\"title\" : \"輝達\""),
  ("title:達 -body:股價", "\"title\" : \"達\" * NOT \"body\" : \"股價\" AND (\"title\" : \"達\" *)"),
  ("title:がらす", "\"title\" : \"がらす\" OR \"title\" : \"ガラス\""),
  ("title:deep seek", "\"title\" : \"deep\" AND \"seek\""),
  (
    "title:(deep seek)",
    "(\"title\" : \"deep\" AND \"title\" : \"seek\" OR \"title\" : \"deepseek\") AND "
      + "(\"title\" : \"deep\" OR \"title\" : \"seek\" OR \"title\" : \"deepseek\")"
  ),
  ("輝達 title:輝達", "\"輝達\" AND \"title\" : \"輝達\""),
])
func `a field filters each phrase`(typed: String, expected: String) {
  #expect(asked(typed).compileStrict().map { text($0.match) } == expected)
}

@Test func `without known fields a field is text`() {
  #expect(spelled(Query(Array("title:輝達".utf8)).root) == "title:輝達")
  #expect(Query(Array("title:輝達".utf8)).compileStrict().map { text($0.match) } == "\"title:輝達\"")
}
