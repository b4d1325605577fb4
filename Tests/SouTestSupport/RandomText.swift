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

  /// The next text of the kind that most is: long runs of scalars of every block, words, numbers,
  /// dates and breaks, and now and then a piece that is none of these.
  public mutating func nextPlain(pieces: Int = 200) -> [UInt8] {
    let script = Self.scripts[number(below: Self.scripts.count)]
    let rarity = 2 << number(below: 8)
    var text = ""
    for _ in 0...number(below: pieces) {
      if number(below: rarity) == 0 {
        let group = Self.groups[number(below: Self.groups.count)]
        text += group[number(below: group.count)]
      } else if number(below: 8) == 0 {
        text += Self.plainPieces[number(below: Self.plainPieces.count)]
      } else {
        let block = script[number(below: script.count)]
        let scalar = Int.random(in: block, using: &generator)
        text.unicodeScalars.append(Unicode.Scalar(UInt32(scalar)) ?? "？")
      }
    }
    return text.utf8.map { $0 == 1 ? 2 : $0 }
  }

  /// Random bytes.
  public mutating func nextBytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  private mutating func number(below count: Int) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }

  private static let scripts: [[ClosedRange<Int>]] = [
    [0x4E00...0x9FFF], [0x4E00...0x9FFF, 0x3041...0x30FF, 0x30A1...0x30FA], [0xAC00...0xD7A3],
    [0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x3000...0x30FF, 0xFF00...0xFFEF, 0x2010...0x2030],
    [0x20...0x7E], [0x800...0xFFFF],
  ]

  private static let plainPieces = [
    "。", "，", "、", "「", "」", "：", "（", "）", " ", " ", "\n", "\n", "\u{3000}", "・", ".", ",", "-",
    "AI", "iPhone17", "H800", "Wi-Fi", "don’t", "U.S.A.", "foo.bar@example.com",
    "internationalization",
    "7", "1.72", "3,200", "2025", "2025年", "2025 年", "2025年2月28日", "2025 年 2 月", "2025-02-28",
    "2025/2/8",
    "2025年13月", "2025, ", "2025. 2. 28", "20250228", "12,", "3.", "1２", "年", "月", "’", "‐", "＋",
    "\u{3099}",
  ]

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
