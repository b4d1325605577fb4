import SouQuery
import Testing

@Test(arguments: [
  // Blanks are AND.
  ("輝達 護城河", "and(輝達, 護城河)"),
  ("輝達　護城河\t股價\n下跌", "and(輝達, 護城河, 股價, 下跌)"),
  ("", "nothing"),
  ("   ", "nothing"),
  // Phrases.
  ("\"開源 模型\"", "\"開源 模型\""),
  ("「開源 模型」", "\"開源 模型\""),
  ("『開源』“模型”", "and(\"開源\", \"模型\")"),
  ("＂開源\" ｢模型｣", "and(\"開源\", \"模型\")"),
  ("「他說『好』了」", "\"他說『好』了\""),
  ("輝達\"開源\"模型", "and(輝達, \"開源\", 模型)"),
  ("\"開源 模型", "\"開源 模型\""),
  ("輝達 \"\"", "輝達"),
  // Negation.
  ("輝達 -股價", "and(輝達, not(股價))"),
  ("輝達 －股價", "and(輝達, not(股價))"),
  ("-5 7", "and(not(5), 7)"),
  ("輝達 - 股價", "and(輝達, 股價)"),
  ("輝達 --股價", "and(輝達, not(股價))"),
  ("輝達 -\"開源 模型\"", "and(輝達, not(\"開源 模型\"))"),
  ("NVDA-US", "NVDA-US"),
  ("\"開源\"-模型", "and(\"開源\", 模型)"),
  ("-股價", "nothing"),
  // OR and AND.
  ("輝達 -股價 OR \"開源 模型\"", "or(and(輝達, not(股價)), \"開源 模型\")"),
  ("a OR b OR c", "or(a, b, c)"),
  ("a AND b", "and(a, b)"),
  ("a | b ｜ c", "or(a, b, c)"),
  ("a|b", "a|b"),
  ("a or b", "and(a, or, b)"),
  ("OR a", "and(OR, a)"),
  ("a OR", "and(a, OR)"),
  ("a OR OR b", "or(a, and(OR, b))"),
  ("a AND OR b", "and(a, OR, b)"),
  ("a -OR b", "and(a, not(OR), b)"),
  ("a OR \"OR\"", "or(a, \"OR\")"),
  ("a OR -b", "a"),
  ("-a OR -b", "nothing"),
  ("a OR ！", "a"),
  // Brackets.
  ("(a OR b) c", "and(or(a, b), c)"),
  ("（a OR b） c", "and(or(a, b), c)"),
  ("(a b) c", "and(a, b, c)"),
  ("a OR (b OR c)", "or(a, b, c)"),
  ("a (-b -c)", "and(a, not(b), not(c))"),
  ("a -(b c)", "and(a, not(and(b, c)))"),
  ("a -(-b -c)", "and(a, or(b, c))"),
  ("輝達(NVDA-US)", "輝達(NVDA-US)"),
  ("(輝達(NVDA-US) OR b) c", "and(or(輝達(NVDA-US), b), c)"),
  ("(b OR 輝達(NVDA) c", "or(b, and(輝達(NVDA), c))"),
  ("(f(\"x\") OR b) c", "and(or(and(f(, \"x\"), b), c)"),
  ("a) b", "and(a, b)"),
  ("(a OR b", "or(a, b)"),
  ("()", "nothing"),
  ("10:30", "10:30"),
  ("title:輝達", "title:輝達"),
  // Prefixes.
  ("deep*", "deep*"),
  ("deep＊ \"開源 mod\"*", "and(deep*, \"開源 mod\"*)"),
  ("(deep*)", "deep*"),
  ("*", "nothing"),
  ("c++*", "c++*"),
  // What has no tokens is dropped.
  ("輝達 ， ？！", "輝達"),
  ("a\u{0}b\u{FFFD}c\u{1}d", "and(a, b, c, d)"),
  ("\"a\u{0}b\u{1}c\"", "\"a\u{FFFD}b\u{FFFD}c\""),
])
func `a text is understood`(text: String, tree: String) {
  #expect(spelled(query(text).root) == tree)
}

@Test(arguments: [
  ("輝達 ！", [QueryNote.Kind.emptyPiece]),
  ("輝達 OR", [.operatorAsText]),
  ("輝達 \"開源", [.unclosedQuote]),
  ("(輝達", [.unclosedBracket]),
  ("輝達)", [.strayBracket]),
  ("輝達 OR -股價", [.negativeBranch]),
  ("-股價", [.onlyNegatives]),
  ("-a OR -b", [.negativeBranch, .negativeBranch, .onlyNegatives]),
  ("輝達 (NVDA-US) -股價", []),
])
func `what is no syntax is noted`(text: String, kinds: [QueryNote.Kind]) {
  #expect(query(text).notes.map(\.kind) == kinds)
}

@Test func `brackets below 32 levels are left out`() {
  let deep = String(repeating: "(a OR (b ", count: 16) + "(c OR d) e"
  let known = query(deep)
  #expect(known.notes.filter { $0.kind == .tooDeep }.count == 1)
  #expect(spelled(known.root).contains("or(a, and(b, c), and(d, e))"))
  let negated = query(String(repeating: "a -(", count: 17) + "b")
  #expect(negated.notes.filter { $0.kind == .tooDeep }.count == 1)
}

@Test func `only the first thousand pieces are looked at`() {
  let long = query(String(repeating: "a ", count: 2000))
  #expect(long.notes.map(\.kind) == [.tooLong])
  #expect(long.root?.positiveLeaves.count == 1025)
}

@Test func `each node knows its bytes`() {
  let source = "輝達 -\"股價 下跌\" OR deep*"
  guard case .or(let branches) = query(source).root, case .and(let parts) = branches[0] else {
    Issue.record("not an OR of an AND")
    return
  }
  let bytes = Array(source.utf8)
  #expect(parts.map { text(Array(bytes[$0.range])) } == ["輝達", "-\"股價 下跌\""])
  #expect(branches.map { text(Array(bytes[$0.range])) } == ["輝達 -\"股價 下跌\"", "deep*"])
}

@Test(arguments: [
  ("（輝達　｜ 「開源 模型」） －股價", "(輝達 OR \"開源 模型\") -股價"),
  ("a AND OR b", "a AND OR b"),
  ("「a \" b」", "「a \" b」"),
  ("(x OR f(  ) y", "(x OR f( ) y"),
  ("a OR (b c)", "a OR b c"),
  ("a -(b OR c*)", "a -(b OR c*)"),
])
func `a tree is printed with plain signs`(source: String, printed: String) throws {
  let root = try #require(query(source).root)
  #expect(text(root.printed()) == printed)
  #expect(query(printed).root == root)
}

@Test(arguments: [
  ("輝達 dee", "and(輝達, dee*)"),
  ("dee ", "dee"),
  ("dee　", "dee"),
  ("dee*", "dee*"),
  ("\"deep se", "\"deep se\"*"),
  ("「deep se", "\"deep se\"*"),
  ("\"deep se\"", "\"deep se\""),
  ("(a OR dee", "or(a, dee*)"),
  ("(a OR dee)", "or(a, dee)"),
  ("a OR", "and(a, OR*)"),
  ("輝達 -dee", "and(輝達, not(dee))"),
  ("輝達 -\"deep se", "and(輝達, not(\"deep se\"))"),
  ("輝達 -", "輝達"),
  ("title:", "title:"),
  ("title：", "title："),
  ("", "nothing"),
])
func `what is typed last may be the beginning of a word`(text: String, expected: String) {
  #expect(spelled(Query(Array(text.utf8), completesLastWord: true).root) == expected)
}
