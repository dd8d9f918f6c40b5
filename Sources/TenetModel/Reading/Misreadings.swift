import TenetText

/// Clauses that are read as something else than their writer meant, as nothing forbids them: they are warned of.
extension ClauseReader {
  mutating func warnOfMisreading(_ split: VerbSplit, _ objects: [Operand], _ role: ClauseRole) {
    guard role != .fact, let first = lexemes.first else { return }
    let isProperty = split.rest == 0..<lexemes.count && split.prepositions.isEmpty
    if !isProperty { (verbBefore, choiceBefore) = (split.relation, nil) }
    guard first.kind == .word else { return }
    if lexemes.count > 1, (role == .condition ? [known.if, known.when] : [known.then]).contains(first.word) {
      report(.conjunctionAsName(spelled(0), at: place(0..<1)))
    }
    for index in lexemes.indices where endsInDenial(index) {
      report(.denialInName(spelled(index), at: place(index..<index + 1)))
    }
    guard isProperty else { return }
    if role == .condition { warnOfSomeone() }
    warnOfMember(objects[0])
    warnOfOption(objects[0])
    if role == .conclusion { warnOfAddition() }
    guard lexemes.contains(where: { $0.kind == .number }) else { return }
    if let name = longestName(0, lexemes.count, .number), name.end < lexemes.count {
      report(.numberInProperty(written(0..<lexemes.count), number: written(0..<name.end), at: place(0..<lexemes.count)))
    } else if role == .conclusion, known.changes.contains(first.word), let number = lastNumberName() {
      report(.changeAsProperty(written(0..<lexemes.count), number: written(number), at: place(0..<lexemes.count)))
    }
  }

  /// `uses TV or radio`: `or` joins clauses, so `radio` says nothing of `uses`.
  private mutating func warnOfMember(_ operand: Operand) {
    guard case .term(let term) = operand, let verb = verbBefore,
      vocabulary.relations[vocabulary.has.index].kinds[1] == nil
    else { return }
    let kinds = vocabulary.relations[verb.index].kinds.dropFirst().compactMap { $0 }
    guard let kind = kinds.first(where: { vocabulary.kinds[$0.index].memberSet.contains(term) }) else { return }
    let whole = 0..<lexemes.count
    report(
      .memberAsProperty(
        written(whole), kind: vocabulary.kinds[kind.index].name, verb: vocabulary.relations[verb.index].verb,
        at: place(whole)))
  }

  /// `tier is gold or silver`, `tier gold`: a choice is spoken of by its name and `is`.
  private mutating func warnOfOption(_ operand: Operand) {
    let whole = 0..<lexemes.count
    if case .term(let term) = operand, let choice = choiceBefore.map({ vocabulary.choices[$0.index] }),
      choice.options.contains(term)
    {
      report(.optionAsProperty(written(whole), choice: choice.name, option: written(whole), at: place(whole)))
    }
    guard !vocabulary.choices.isEmpty, lexemes.count > 1, let name = longestName(0, lexemes.count, .choice),
      name.end < lexemes.count, let choice = vocabulary.meaning(at: name.node)?.choice
    else { return }
    let declared = vocabulary.choices[choice.index]
    let rest = written(name.end..<lexemes.count)
    guard declared.options.contains(where: { terms.spelling(of: $0).lowercased() == rest.lowercased() }) else { return }
    report(.optionAsProperty(written(whole), choice: declared.name, option: rest, at: place(whole)))
  }

  /// `someone borrow atlas`, where no verb is known.
  private mutating func warnOfSomeone() {
    for length in [2, 1] where length < lexemes.count && subjectQuantifier(0..<length) != nil {
      let help = "a verb that is known stands behind it: declare it, as in `verb \(spelled(length))`"
      return report(.quantifierInName(written(0..<length), help: help, at: place(0..<length)))
    }
  }

  /// `doesn't`, with either apostrophe.
  private func endsInDenial(_ index: Int) -> Bool {
    let lexeme = lexemes[index]
    // The last byte of either apostrophe stands before the last letter.
    guard lexeme.kind == .word, lexeme.end - lexeme.start > 3, text.bytes[Int(lexeme.end) - 1] == UInt8(ascii: "t"),
      [UInt8(ascii: "'"), 0x99].contains(text.bytes[Int(lexeme.end) - 2])
    else { return false }
    return spelled(index).hasSuffix("n't") || spelled(index).hasSuffix("n’t")
  }

  /// `add 3`, `add score`, `add to score`: what is added, or to what, is missing.
  private mutating func warnOfAddition() {
    guard known.changes.first == lexemes[0].word, lexemes.count > 1 else { return }
    let number = lastNumberName()
    let hasValue = lexemes.contains { $0.kind == .number }
    guard isPreposition(1) || (number == nil ? hasValue : number == 1..<lexemes.count) else { return }
    let name = number.map { written($0) } ?? "score"
    report(.changeAsProperty(written(0..<lexemes.count), number: name, at: place(0..<lexemes.count)))
  }

  private func isPreposition(_ index: Int) -> Bool {
    lexemes[index].kind == .word && words.text(of: lexemes[index].word) == "to"
  }

  /// `someone's debt > 3`: only whole clauses are asked of someone.
  mutating func warnOfQuantifier(asOwner range: Range<Int>) {
    guard subjectQuantifier(range) != nil else { return }
    report(
      .quantifierInName(
        written(range), help: "bind a variable and ask for its number, as in `?p owns house and ?p's score > 3`",
        at: place(range)))
  }

  /// `every neighbour agrees to it`: objects are counted, subjects are not.
  ///
  /// Nor does `everyone` ask for subjects, or `they` speak of anybody.
  mutating func warnOfQuantifier(asSubject range: Range<Int>, _ kind: KindID?, _ role: ClauseRole) {
    guard role == .condition else { return }
    if kind == nil, let help = adviceAboutSubject(range), spelled(range.lowerBound).count > 1 {
      report(.quantifierInName(written(range), help: help, at: place(range)))
    }
    guard range.count > 1, let end = quantifierEnd(range), end < range.upperBound else { return }
    report(
      .quantifierInName(
        written(range), help: "only objects are counted; `?x` stands for any subject, `no one` says that none does",
        at: place(range)))
  }

  /// `trusts someone`: only subjects are asked for like this.
  ///
  /// The same goes for `uses all channels` and `uses a channel`, where `channel` is a kind that the verb does not ask for.
  mutating func warnOfQuantifier(asObject range: Range<Int>, _ kind: KindID?, _ role: ClauseRole) {
    guard role == .condition else { return }
    if kind == nil, range.lowerBound > 0, let help = adviceAboutQuantity(range) {
      report(.quantifierInName(written(range), help: help, at: place(range)))
    }
    guard subjectQuantifier(range) != nil else { return }
    report(
      .quantifierInName(
        written(range),
        help: "only subjects are asked for like this; `_` stands for any object, `?x` for one to speak of again",
        at: place(range)))
  }

  /// The last words that name a declared number.
  private func lastNumberName() -> Range<Int>? {
    for start in lexemes.indices.reversed() where lexemes[start].kind == .word {
      if let name = longestName(start, lexemes.count, .number) { return start..<name.end }
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func denialInName(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "denial-in-name", .warning, "`\(word)` is part of a name here, and denies nothing", at: span,
      help: "write `not` in front of the clause; if it is part of a name, put the name in quotes")
  }

  fileprivate static func optionAsProperty(_ text: String, choice: String, option: String, at span: Span) -> Diagnostic
  {
    Diagnostic(
      "member-as-property", .warning,
      "`\(text)` is read as a property here, and says nothing of the choice `\(choice)`",
      at: span, help: "write each clause in full, as in `\(choice) is \(option)`; if it is a name, put it in quotes")
  }
}
