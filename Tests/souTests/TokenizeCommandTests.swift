import Foundation
import Testing

@Test func `tokens in JSON have the documented keys, one object a line`() throws {
  var command = Command("tokenize", "--json")
  command.input = Data("輝達H800".utf8)
  let outcome = try command.run()
  #expect(outcome.status == 0)
  #expect(
    outcome.output == """
      {"term":"輝达","position":0,"start":0,"end":6,"kind":"cjk","colocated":false}
      {"term":"达","position":1,"start":3,"end":6,"kind":"cjk","colocated":false}
      {"term":"h","position":2,"start":6,"end":7,"kind":"word","colocated":false}
      {"term":"800","position":3,"start":7,"end":10,"kind":"number","colocated":false}

      """)
}

@Test func `tokens for people stand in columns`() throws {
  var command = Command("tokenize")
  command.input = Data("DeepSeek-R1 開源".utf8)
  #expect(
    try command.run().output == """
           0  deepseek             word   0..8
           0 +deepseekr            word   0..10
           1  r                    word   9..10
           1 +deepseekr            word   0..10
           2  1                    number 10..11
           3  开源                 cjk    12..18
           4  源                   cjk    15..18

      """)
}

@Test func `a file that is not there is an error that names it`() throws {
  let outcome = try Command("tokenize", "nowhere.txt").run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("nowhere.txt"))
}

@Test func `a device that is full is an error`() throws {
  var command = Command("tokenize")
  command.input = Data("輝達".utf8)
  command.wrapper = ["sh", "-c", "\"$0\" \"$@\" > /dev/full"]
  let outcome = try command.run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("cannot write the output"))
}

@Test func `a reader that goes away ends the command quietly`() throws {
  var command = Command("tokenize")
  command.input = Data(String(repeating: "輝達的晶片", count: 20_000).utf8)
  command.wrapper = ["bash", "-c", "\"$0\" \"$@\" | head -n 1; echo \"${PIPESTATUS[0]}\""]
  let outcome = try command.run()
  #expect(outcome.lines.last == "0")
  #expect(outcome.talk.isEmpty)
}
