/// Random texts in which the rules of the analysis meet: pieces of every script beside joiners,
/// digits, blanks, line breaks, marks and ignorables.
public struct RandomText {
  private var generator: SplitMix64

  /// Equal seeds give equal texts.
  public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// The next text: up to `pieces` pieces, and now and then bytes that are no UTF-8.
  public mutating func next(pieces: Int = 24) -> [UInt8] {
    // Few groups a text, so that pieces of a kind meet often.
    let chosen = (0..<number(below: 4) + 1).map { _ in Self.groups[number(below: Self.groups.count)]
    }
    var text: [UInt8] = []
    for _ in 0...number(below: pieces) {
      let group =
        number(below: 10) == 0
        ? Self.groups[number(below: Self.groups.count)] : chosen[number(below: chosen.count)]
      if number(below: 400) == 0 { text.append(UInt8(truncatingIfNeeded: generator.next())) }
      if number(below: 100) == 0 {
        text +=
          Array(repeating: group[number(below: group.count)], count: number(below: 300))
          .joined().utf8
      }
      if number(below: 40) == 0, let scalar = Unicode.Scalar(UInt32(number(below: 0x20000))) {
        text += String(Character(scalar)).utf8
      }
      text += group[number(below: group.count)].utf8
    }
    // In a query U+0001 begins a verbatim term; SouQuery lets none through.
    return text.map { $0 == 1 ? 2 : $0 }
  }

  /// Random bytes.
  public mutating func nextBytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  private mutating func number(below count: Int) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }

  private static let groups: [[String]] = [
    [
      "輝", "达", "達", "股", "價", "価", "模型", "的", "学", "學", "〇", "○", "々", "人", "年", "月", "日", "號",
      "台", "臺",
    ],
    [
      "か", "が", "は", "ガ", "ラ", "ス", "ー", "ヽ", "ヾ", "ゝ", "ゞ", "ｶ", "ﾞ", "ﾟ", "゛", "゜", "\u{3099}",
      "\u{309A}",
    ],
    [
      "ﾊ", "ㇷ", "・", "･", "·", "‧", "漢", "芬", "ダ", "々", "ㄅ", "˙", "ˊ", "ꀀ", "㍿", "㌔", "㌀", "ヿ", "ゟ",
    ],
    [
      "한", "국", "은", "\u{1100}", "\u{1112}", "\u{1161}", "\u{11A8}", "\u{1161}\u{11AB}", "가", "ㅋ",
      "ㅠ", "ﾡ", "ﾧ", "년", "월", "일", "\u{3164}", "\u{AC00}",
    ],
    [
      "ไ", "ท", "ย", "\u{E49}", "\u{E31}", "\u{E48}", "\u{E38}", "\u{EC8}", "ລາ", "\u{1780}",
      "\u{17D2}", "\u{1000}", "\u{1037}", "\u{103A}",
    ],
    [
      "a", "B", "ß", "é", "e\u{301}", "Ω", "ё", "ﬁ", "Ａ", "ø", "İ", "ı", "ŉ", "ǆ", "™", "℠", "№",
      "㏂",
    ],
    [
      "Deep", "Seek", "R", "wi", "fi", "e", "mail", "C", "x", "iPhone", "GPT", "U", "S", "A", "don",
    ],
    ["-", "‐", "\u{2011}", "_", ".", "'", "’", "&", "@", "－", "．", "＠", "…", "·"],
    ["+", "#", "++", "＋", "＃", "a", "c++", "C#", "é", "1"],
    [
      "0", "1", "7", "12", "345", "000", ",", "，", ".", "．", ",678", ".5", "٣", "１", "²", "⑩", "½",
      "③", "⒈", "𝟙",
    ],
    [
      "2025", "1999", "3000", "-", "/", ".", "‐", "02", "2", "12", "28", "13", "年", "月", "日", "號",
      "号", " ", "년", "월", "일",
    ],
    [
      "2025-02-28", "2025/2/28", "2025.02.28", "2025年2月28日", "2025年2月", "2025 年 2 月 28 日",
      "2025년 2월 28일", "2024年13月", "2025-02", "2025/2", "5", "年", "²",
    ],
    [
      " ", "  ", "\u{3000}", "\u{A0}", "\t", "\n", "\r\n", "\r", "\u{2028}", "\u{B}", "字", "ア", "한",
    ],
    [
      "\u{301}", "\u{300}", "\u{327}", "\u{323}", "\u{20E3}", "\u{302A}", "\u{345}", "\u{34F}", "a",
      "か", "ب", "7", "字",
    ],
    [
      "\u{200B}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{FEFF}", "\u{AD}", "\u{115F}", "\u{E0100}",
      "™", "字", "a", "1", "한",
    ],
    [
      "ب", "ا", "\u{653}", "\u{654}", "\u{655}", "\u{64B}", "\u{651}", "آ", "أ", "ﷺ", "ש",
      "\u{5C1}", "\u{5BC}", "שּׁ", "لا",
    ],
    [
      "क", "\u{958}", "\u{A5A}", "\u{93C}", "\u{94D}", "ि", "क़", "ऩ", "ক", "\u{9C7}", "\u{9BE}",
      "\u{9CB}", "ෙ",
      "\u{DCA}", "\u{DCF}", "\u{DDD}", "\u{951}", "\u{952}",
    ],
    [
      "👍", "🏽", "🏿", "👨", "\u{200D}", "👩", "👧", "\u{FE0F}", "❤", "🇯", "🇵", "🇰", "🏴", "\u{E0067}",
      "\u{E007F}", "1\u{FE0F}\u{20E3}", "😀", "©", "⭐",
    ],
    ["。", "！", "(", ")", "\0", "\u{2}", "\u{FFFD}", "→", "❶", "$", "%", "~", "字", "a", "9"],
  ]
}
