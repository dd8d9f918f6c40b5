import TenetText

extension Lexer {
  /// Adds the plain words, numbers and signs from here on, with the blanks and line ends between them; returns where something
  /// else stands.
  ///
  /// A word is plain that has at most sixteen bytes, all of ASCII, and no apostrophe behind it: nearly all are. What this leaves
  /// is for ``word(_:_:_:)`` and its like; it may stop early, and leaves nothing to them that they would read otherwise.
  mutating func plainWords(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    var index = start
    // No token is shorter than a byte.
    let most = min(Lexer.runLength, text.count - start)
    if tokens.capacity - tokens.count < most { tokens.reserveCapacity(tokens.count * 2 + most) }
    tokens.append(addingCapacity: most) { tokens in
      while tokens.freeCapacity > 0, index < text.count {
        let byte = text[index]
        if byte == 32 {
          index &+= 1
        } else if Lexer.isLetter(byte) {
          guard let end = Lexer.plainWord(text, index, &tokens, &words) else { return }
          index = end
        } else if byte == 10 {
          tokens.append(Token(.newline, UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index &+ 1)))
          index &+= 1
        } else if Lexer.isDigit(byte) {
          guard let end = Lexer.plainNumber(text, index, &tokens, &words) else { return }
          index = end
        } else {
          guard let end = Lexer.plainSign(text, index, byte, &tokens) else { return }
          index = end
        }
      }
    }
    return index
  }

  /// How many tokens are added at once.
  private static var runLength: Int { 256 }

  /// Adds the word that starts here if it is plain; returns where it ends.
  @inline(__always)
  private static func plainWord(
    _ text: Swift.Span<UInt8>, _ start: Int, _ tokens: inout OutputSpan<Token>, _ words: inout WordTable
  ) -> Int? {
    var block = ByteBlock(text, start)
    var length = ByteBlock.count(before: wordEnds(block))
    var end = start &+ length
    let low = block.lowered.prefix(length).bits
    var high: UInt64 = 0
    if length == 8 {
      block = ByteBlock(text, end)
      length = ByteBlock.count(before: wordEnds(block))
      if length == 8 { return nil }
      end &+= length
      high = block.lowered.prefix(length).bits
    }
    let next = UInt8(truncatingIfNeeded: block.bits &>> UInt64(truncatingIfNeeded: 8 &* length))
    if next >= 0x80 || next == UInt8(ascii: "'") || next == UInt8(ascii: ">") { return nil }
    let word = words.intern(low, high)
    tokens.append(Token(.word, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end), word: word))
    return end
  }

  /// Adds the number that starts here if it is fewer than eight digits and nothing else; returns where it ends.
  @inline(__always)
  private static func plainNumber(
    _ text: Swift.Span<UInt8>, _ start: Int, _ tokens: inout OutputSpan<Token>, _ words: inout WordTable
  ) -> Int? {
    let block = ByteBlock(text, start)
    let length = ByteBlock.count(before: ~block.mask(from: 48, through: 57) & ByteBlock.everyMask)
    if length == 8 { return nil }
    let next = UInt8(truncatingIfNeeded: block.bits &>> UInt64(truncatingIfNeeded: 8 &* length))
    if next == UInt8(ascii: ".") || next == UInt8(ascii: "_") { return nil }
    if next >= 0x80 || next == UInt8(ascii: "'") { return nil }
    let end = start &+ length
    let word = words.intern(block.prefix(length).bits, 0)
    tokens.append(Token(.number, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end), word: word))
    return end
  }

  /// Adds the sign that starts here if it is one that nearly every rule has; returns where it ends.
  @inline(__always)
  private static func plainSign(
    _ text: Swift.Span<UInt8>, _ start: Int, _ byte: UInt8, _ tokens: inout OutputSpan<Token>
  ) -> Int? {
    let kind: TokenKind
    var end = start &+ 1
    switch byte {
    case UInt8(ascii: ","): kind = .comma
    case UInt8(ascii: ":"): kind = .colon
    case 0xE2 where Lexer.byte(text, end) == 0x86 && Lexer.byte(text, end &+ 1) == 0x92:
      kind = .arrow
      end &+= 2
    default: return nil
    }
    tokens.append(Token(kind, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end)))
    return end
  }

  /// Adds the word that starts here: letters, digits, `-`, `_`, inner apostrophes; it ends before `->`.
  ///
  /// Returns where it ends.
  mutating func word(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let end = wordEnd(text, start, takingApostrophes: true)
    let word = words.intern(text, start, end)
    tokens.append(Token(.word, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end), word: word))
    return end
  }

  /// Where the word that starts here ends.
  func wordEnd(_ text: Swift.Span<UInt8>, _ start: Int, takingApostrophes: Bool) -> Int {
    var end = start
    while end < text.count {
      let length = ByteBlock.count(before: Lexer.wordEnds(ByteBlock(text, end)))
      end += length
      if length == 8 { continue }
      let next = Lexer.byte(text, end)
      if next == UInt8(ascii: ">"), end > start, text[end - 1] == UInt8(ascii: "-") { return end - 1 }
      guard next == UInt8(ascii: "'") || next >= 0x80 else { break }
      let more = lengthInside(text, end, takingApostrophes)
      if more == 0 { break }
      end += more
    }
    return end
  }

  /// Which bytes of a block are no letters, digits, `-` or `_` of ASCII.
  @inline(__always)
  private static func wordEnds(_ block: ByteBlock) -> UInt64 {
    ~(block.letters | block.mask(from: 48, through: 57) | block.mask(of: UInt8(ascii: "-"))
      | block.mask(of: UInt8(ascii: "_"))) & ByteBlock.everyMask
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
    let end = wordEnd(text, start + 1, takingApostrophes: false)
    tokens.append(Token(.variable, UInt32(start), UInt32(end), word: words.intern(text, start + 1, end)))
    return possessive(text, end)
  }

  /// The `'s` right after a variable, a string or a number; returns where it ends.
  mutating func possessive(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
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
