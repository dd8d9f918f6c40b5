import TenetText

extension Lexer {
  /// Adds the word that starts here: letters, digits, `-`, `_`, inner apostrophes; it ends before `->`.
  mutating func word(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    var key = WordKey()
    let end = scanWord(text, start, takingApostrophes: true, &key)
    tokens.append(
      Token(
        .word, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end),
        word: words.intern(key, text, start, end)))
    return end
  }

  /// Where the word that starts here ends; its bytes go into the key.
  @inline(__always)
  func scanWord(
    _ text: Swift.Span<UInt8>, _ start: Int, takingApostrophes: Bool, _ key: inout WordKey
  ) -> Int {
    var end = start
    while end < text.count {
      let byte = text[end]
      if Lexer.isLetter(byte) {
        key.takeLowered(byte | 0x20)
        end &+= 1
      } else if Lexer.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
        if byte == UInt8(ascii: "-"), Lexer.byte(text, end &+ 1) == UInt8(ascii: ">") { break }
        key.takeLowered(byte)
        end &+= 1
      } else {
        guard byte == UInt8(ascii: "'") || byte >= 0x80 else { break }
        let length = lengthInside(text, end, takingApostrophes)
        if length == 0 { break }
        for index in end..<end + length { key.take(text[index]) }
        end += length
      }
    }
    return end
  }

  /// The length of an apostrophe or a character beyond ASCII that goes on with a word; 0 where it does not.
  ///
  /// Kept apart, because asking for properties of characters makes room on the stack, even where none is asked for.
  @inline(never)
  private func lengthInside(_ text: Swift.Span<UInt8>, _ index: Int, _ takingApostrophes: Bool) -> Int {
    let scalar = decodeScalar(text, index)
    if scalar.value == 0x27 || scalar.value == 0x2019 {
      return takingApostrophes && continuesWord(text, index + scalar.length) ? scalar.length : 0
    }
    return scalar.isValid && scalar.continuesWord ? scalar.length : 0
  }

  /// Whether a letter or digit stands here.
  func continuesWord(_ text: Swift.Span<UInt8>, _ index: Int) -> Bool {
    guard index < text.count else { return false }
    let byte = text[index]
    if byte < 0x80 { return Lexer.isLetter(byte) || Lexer.isDigit(byte) }
    let scalar = decodeScalar(text, index)
    return scalar.isValid && scalar.continuesWord
  }

  // MARK: Variables

  /// `?name`, and `'s` right after it.
  mutating func variable(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    guard startsWord(text, start + 1) else {
      report(start, start + 1) { .loneQuestionMark(at: $0) }
      return add(.stray, start, start + 1)
    }
    var key = WordKey()
    let end = scanWord(text, start + 1, takingApostrophes: false, &key)
    tokens.append(Token(.variable, UInt32(start), UInt32(end), word: words.intern(key, text, start + 1, end)))
    return possessive(text, end)
  }

  private mutating func possessive(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    guard start < text.count else { return start }
    let apostrophe = decodeScalar(text, start)
    guard apostrophe.value == 0x27 || apostrophe.value == 0x2019 else { return start }
    let letter = start + apostrophe.length
    guard Lexer.byte(text, letter) | 0x20 == UInt8(ascii: "s"), !continuesWord(text, letter + 1) else { return start }
    return add(.possessive, start, letter + 1)
  }

  private func startsWord(_ text: Swift.Span<UInt8>, _ index: Int) -> Bool {
    guard index < text.count else { return false }
    if text[index] < 0x80 { return Lexer.isLetter(text[index]) }
    let scalar = decodeScalar(text, index)
    return scalar.isValid && scalar.startsWord
  }
}
