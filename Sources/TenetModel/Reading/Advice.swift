import TenetSyntax
import TenetText

/// What to write instead, where the words of a clause show what was meant.
extension ClauseReader {
  // MARK: Terms

  /// For words that are no member of the kind of a place; nil where nothing better is known than the nearest member.
  func adviceAboutMember(_ range: Range<Int>, _ kind: Kind, of relation: RelationID) -> String? {
    let first = words.text(of: lexemes[range.lowerBound].word)
    if lexemes[range.lowerBound].kind != .word { return nil }
    switch first {
    case "if", "when": return "a rule starts without `\(first)`: `condition → conclusion`"
    case "something", "anything", "somebody", "anyone", "anybody":
      if range.lowerBound > 0 { return "write `any \(kind.name)`" }
    case "nobody", "none", "nothing": return range.lowerBound == 0 ? "write `no one`" : "write `no \(kind.name)`"
    case "both" where range.count > 1: return "write each clause in full, joined with `and`"
    default: break
    }
    if let advice = range.lowerBound > 0 ? adviceAboutQuantity(range) : adviceAboutSubject(range) { return advice }
    if range.lowerBound == 0, range.count == 1, words.text(of: lexemes[0].word).unicodeScalars.count == 1 {
      return "for anyone at all write a variable: `?\(spelled(0))`; else add it to `kind \(kind.name): …`"
    }
    if let verb = range.dropFirst().first(where: { isVerbStart($0) }) {
      return
        "join two clauses with `and` in front of `\(spelled(verb))`; if it is part of a name, put the name in quotes"
    }
    return nil
  }

  /// For a word that stands for whoever is meant, or before clauses that belong together.
  func adviceAboutSubject(_ range: Range<Int>) -> String? {
    guard range.count == 1, lexemes[range.lowerBound].kind == .word else { return nil }
    // `IT` may be a department.
    let spelled = spelled(range.lowerBound)
    guard spelled.count == 1 || spelled != spelled.uppercased() else { return nil }
    switch words.text(of: lexemes[range.lowerBound].word) {
    case "anyone", "anybody", "somebody": return "write `someone`"
    case "nobody": return "write `no one`"
    case "everyone", "everybody":
      return "no clause says this of all subjects: say what nobody is, as in `no one lacks …`"
    case "it", "we", "i", "they", "he", "she":
      return "leave it out: a clause without a subject speaks of the one that is judged"
    case "either", "both": return "leave it out: `and` and `or` join whole clauses"
    case "neither": return "write `not` in front of each clause"
    default: return nil
    }
  }

  /// For words that say how many of a kind and are no quantifier: `all channels`, `more than 2 channels`, `a channel`.
  func adviceAboutQuantity(_ range: Range<Int>) -> String? {
    guard let start = range.first(where: { wholeName($0..<range.upperBound, .kind) != nil }),
      let id = wholeName(start..<range.upperBound, .kind)?.kind, lexemes[range.lowerBound].kind == .word
    else { return nil }
    let kind = vocabulary.kinds[id.index]
    guard start > range.lowerBound + (isArticle(range.lowerBound) ? 1 : 0) else {
      return "write `any \(kind.name)` for one of them"
    }
    switch words.text(of: lexemes[range.lowerBound].word) {
    case "all", "each": return "write `every \(kind.name)`"
    case "some": return "write `any \(kind.name)`"
    case "many", "several", "most", "one", "two", "three", "more", "less", "fewer", "over", "under":
      return "write `at least 2 \(kind.plural)`, `at most 2 \(kind.plural)` or `exactly 2 \(kind.plural)`"
    default: return nil
    }
  }

  private func isVerbStart(_ index: Int) -> Bool {
    lexemes[index].kind == .word && !isArticle(index) && longestName(index, lexemes.count, .verb) != nil
  }

  /// For a term that starts with a digit: `000` behind a comma, `2 layers`.
  func adviceAboutDigits(_ range: Range<Int>) -> String? {
    let start = Int(lexemes[range.lowerBound].start)
    if start > 1, text.bytes[start - 1] == UInt8(ascii: ","), (48...57).contains(text.bytes[start - 2]) {
      return "write numbers without commas, as in `1_000_000`, and decimals with a point, as in `1.5`"
    }
    let rest = range.lowerBound + 1..<range.upperBound
    guard !rest.isEmpty, wholeName(rest, .kind) != nil else { return nil }
    let text = written(range)
    return "write `at least \(text)`, `at most \(text)` or `exactly \(text)`"
  }

  /// For a variable beside other words.
  func adviceAboutVariable(_ range: Range<Int>) -> String? {
    if let advice = adviceAboutArticles(range, before: "a variable stands for") { return advice }
    let isWhole = range == 0..<lexemes.count
    if range.count > 1, range.upperBound == lexemes.count, range.dropLast().allSatisfy({ lexemes[$0].kind == .word }) {
      // `needs visa for ?c`
      var start = (0..<range.lowerBound).first { isVerbStart($0) } ?? range.lowerBound
      for length in [3, 2, 1] where start == 0 && length < range.count - 1 && subjectQuantifier(0..<length) != nil {
        // `someone trusts ?c`
        start = length
      }
      return
        "let the variable stand alone behind a verb: declare the words before it, as in `verb \(written(start..<range.upperBound - 1))`"
    }
    guard isWhole, range.count > 1, lexemes[0].kind == .variable, lexemes[1].kind == .word else { return nil }
    return
      "`\(spelled(1))` is no verb that is known: declare it, as in `verb \(spelled(1))`, or write a property with `has`:"
      + " `\(spelled(0)) has …`"
  }

  /// For a text in quotes beside other words.
  func adviceAboutQuotes(_ range: Range<Int>) -> String? {
    if let advice = adviceAboutArticles(range, before: "a text in quotes is") { return advice }
    for index in range where lexemes[index].kind == .word {
      let word = words.text(of: lexemes[index].word)
      if word == "because" || word == "source" {
        return "write `\(word) \"…\"` on a line of its own below the rule, indented"
      }
    }
    return nil
  }

  /// For nothing but articles before the last word: `the ?layer`.
  private func adviceAboutArticles(_ range: Range<Int>, before what: String) -> String? {
    guard range.count > 1, range.dropLast().allSatisfy({ isArticle($0) }) else { return nil }
    return "leave `\(written(range.lowerBound..<range.upperBound - 1))` out: \(what) a whole term"
  }

  /// For a sign in a term.
  func adviceAboutSign(_ index: Int, in range: Range<Int>) -> String? {
    switch lexemes[index].kind {
    case .percent where index > range.lowerBound && lexemes[index - 1].kind == .number:
      let name = index - 1 > range.lowerBound ? written(range.lowerBound..<index - 1) : "share"
      return "a value takes `is`, as in `\(name) is \(spelled(index - 1))%`; a term with signs in it needs quotes"
    case .minus where index == 0: return "leave the `-` out: every line is an item by itself"
    case .slash where index + 1 < range.upperBound && lexemes[index + 1].kind == .slash:
      return "a remark starts with `#`"
    default: return nil
    }
  }

  // MARK: Numbers

  /// For words that are no number.
  func adviceAboutNumber(_ range: Range<Int>) -> String? {
    let first = lexemes[range.lowerBound]
    guard first.kind == .word, range.count > 1 else { return nil }
    switch words.text(of: first.word) {
    case "more", "greater", "higher", "larger", "bigger", "over": return "write `is above …`"
    case "less", "lower", "smaller", "under", "fewer": return "write `is below …`"
    case "between": return "write two comparisons joined with `and`: `n is at least 10 and n is at most 20`"
    case "about", "around", "roughly", "approximately", "nearly": return "write the value alone: `n is 70`"
    default: break
    }
    let last = lexemes[range.upperBound - 1]
    if last.kind == .number, wholeName(range.dropLast(), .unit) != nil {
      return "write the unit behind the number: `\(spelled(range.upperBound - 1)) \(written(range.dropLast()))`"
    }
    return nil
  }

  /// For words that are no unit.
  func adviceAboutUnit(_ range: Range<Int>) -> String? {
    switch words.text(of: lexemes[range.lowerBound].word) {
    case "percent", "percents": return "write the sign: `60%`"
    case "m", "k", "bn", "mn", "million", "millions", "billion", "billions", "thousand", "hundred":
      return "write the number in digits, as in `2_000_000`"
    default: return nil
    }
  }

  /// Reports the `is` at `index`, which lacks what should stand before or behind it.
  mutating func reportMissingSide(_ right: Range<Int>, at index: Int) {
    let place = place(index..<index + 1)
    report(right.isEmpty ? .isWithoutSides(at: place) : .isWithoutName(written(right), at: place))
  }

  /// Reports that `left` cannot be `right`, since nothing declares it.
  mutating func reportUndeclaredIs(_ left: Range<Int>, _ right: Range<Int>) {
    let hasArticle = left.count > 1 && isArticle(left.lowerBound)
    let (name, value) = (written(hasArticle ? left.dropFirst() : left), written(right))
    var advice =
      "declare `choice \(name): one of \(value), …` or `number \(name)`; a plain property needs no `is`: `\(name) \(value)`"
    if right.count > 1 { advice += "; a verb with `is` in it is declared, as in `verb is part of`" }
    if lexemes[left.lowerBound].kind == .variable || subjectQuantifier(left) != nil {
      advice = "a property takes `has`: `\(name) has \(value)`"
      if right.count > 1 { advice += "; a verb with `is` in it is declared, as in `verb is part of`" }
    } else if let kind = wholeName(right, .kind)?.kind {
      let kind = vocabulary.kinds[kind.index].name
      advice = "to say what it is, write `\(name) is \(Article.indefinite(before: kind)) \(kind)`"
    } else if lexemes[right.lowerBound].kind == .number || lexemes[right.lowerBound].kind == .minus {
      advice = "declare `number \(name)`"
    }
    let names = vocabulary.numbers.map { $0.name } + vocabulary.choices.map { $0.name }
    report(
      .undeclaredIs(name, value: value, nearest: nearest(to: name, in: names), advice: advice, at: place(left)))
  }
}
