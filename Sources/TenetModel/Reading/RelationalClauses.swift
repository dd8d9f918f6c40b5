import TenetSyntax
import TenetText

/// A verb with its places, found in the lexemes of a clause.
struct VerbSplit {
  var relation: RelationID
  var subject: Range<Int>
  /// What follows the verb: an object, and after each preposition another.
  var rest: Range<Int>
  /// In order.
  var prepositions: [Range<Int>] = []

  var objectCount: Int { prepositions.count + 1 }

  func object(_ index: Int) -> Range<Int> {
    let start = index == 0 ? rest.lowerBound : prepositions[index - 1].upperBound
    return start..<(index < prepositions.count ? prepositions[index].lowerBound : rest.upperBound)
  }
}

extension ClauseReader {
  /// Reads a clause that says a fact: `[subject] verb object [preposition object]…` or a property.
  mutating func readFactPattern(_ role: ClauseRole) -> FactPattern? {
    guard let split = splitAtVerb() else { return nil }
    guard let subject = readSubject(split.subject, split.relation, role) else { return nil }
    var objects: [Operand] = []
    var quantified: FactPattern.Quantified?
    for index in 0..<split.objectCount {
      let range = split.object(index)
      guard let object = readObject(range, split.relation, place: index, role) else { return nil }
      if let quantifier = object.quantifier {
        if quantified != nil {
          report(.twoQuantifiers(at: place(range)))
          return nil
        }
        quantified = FactPattern.Quantified(place: index, quantifier: quantifier)
      }
      objects.append(object.operand)
    }
    if quantified != nil, subject == .noOne || subject == .noOneElse {
      report(.noOneWithQuantifier(at: place(0..<lexemes.count)))
      return nil
    }
    warnOfMisreading(split, objects, role)
    return FactPattern(relation: split.relation, subject: subject, objects: objects, quantifier: quantified)
  }

  // MARK: The verb

  /// Splits the lexemes at the leftmost known verb, the longest there; without one the clause is a property.
  mutating func splitAtVerb() -> VerbSplit? {
    for start in lexemes.indices where lexemes[start].kind == .word && !isArticle(start) {
      guard let verb = longestName(start, lexemes.count, .verb) else { continue }
      guard verb.end < lexemes.count else {
        report(
          .verbWithoutObject(written(start..<verb.end), clause: written(0..<lexemes.count), at: place(start..<verb.end))
        )
        return nil
      }
      return splitAtPrepositions(verb.node, subject: 0..<start, rest: verb.end..<lexemes.count)
    }
    return VerbSplit(relation: vocabulary.has, subject: 0..<0, rest: 0..<lexemes.count)
  }

  /// The pattern of the verb with most of its prepositions in the rest of the clause.
  private mutating func splitAtPrepositions(
    _ verb: PhraseTrie.Node, subject: Range<Int>, rest: Range<Int>
  ) -> VerbSplit? {
    let patterns = vocabulary.meaning(at: verb)?.verb ?? []
    var best: (relation: RelationID, found: [Range<Int>], missing: Int)?
    for relation in patterns {
      let wanted = vocabulary.prepositionNodes[relation.index]
      let found = prepositions(wanted, in: rest)
      let missing = wanted.count - found.count
      if let current = best {
        let isBetter =
          found.count > current.found.count || (found.count == current.found.count && missing < current.missing)
        if !isBetter { continue }
      }
      best = (relation, found, missing)
    }
    guard let best else { return nil }
    if best.missing > 0 {
      let pattern = vocabulary.relations[best.relation.index]
      let missing = pattern.prepositions[best.found.count]
      report(.missingPreposition(missing, verb: pattern, at: place(subject.upperBound..<rest.upperBound)))
      return nil
    }
    let split = VerbSplit(relation: best.relation, subject: subject, rest: rest, prepositions: best.found)
    for index in 0..<split.objectCount where split.object(index).isEmpty {
      let pattern = vocabulary.relations[best.relation.index]
      let word = index == 0 ? pattern.verb : pattern.prepositions[index - 1]
      report(.verbWithoutObject(word, clause: written(0..<lexemes.count), at: place(0..<lexemes.count)))
      return nil
    }
    return split
  }

  /// The first occurrence of each preposition, in order; stops at the first that is missing.
  private func prepositions(_ wanted: [PhraseTrie.Node], in rest: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = rest.lowerBound
    for node in wanted {
      guard let range = firstOccurrence(of: node, in: start..<rest.upperBound) else { break }
      found.append(range)
      start = range.upperBound
    }
    return found
  }

  /// Whether `at least` or `at most` starts here, so that `at` is no preposition.
  private func startsCount(_ index: Int) -> Bool {
    isWord(index, known.at) && (isWord(index + 1, known.least) || isWord(index + 1, known.most))
  }

  private func firstOccurrence(of node: PhraseTrie.Node, in range: Range<Int>) -> Range<Int>? {
    for start in range where lexemes[start].kind == .word && !startsCount(start) {
      var current = PhraseTrie.root
      var index = start
      while index < range.upperBound, lexemes[index].kind == .word,
        let next = terms.trie.step(current, lexemes[index].word)
      {
        current = next
        index += 1
        if current == node { return start..<index }
      }
    }
    return nil
  }

  // MARK: The subject

  private mutating func readSubject(_ range: Range<Int>, _ relation: RelationID, _ role: ClauseRole) -> Subject? {
    if range.isEmpty { return .operand(.term(.self)) }
    if let quantified = subjectQuantifier(range) {
      if role == .condition { return quantified }
      report(.quantifier(written(range), in: role, at: place(range)))
      return nil
    }
    let kind = vocabulary.relations[relation.index].kinds[0]
    warnOfQuantifier(asSubject: range, kind, role)
    guard let operand = readOperand(range, role) else { return nil }
    guard checkFits(operand, kind, verb: relation, at: range) else { return nil }
    return .operand(operand)
  }

  func subjectQuantifier(_ range: Range<Int>) -> Subject? {
    let start = range.lowerBound
    if isWord(start, known.someone) {
      if range.count == 1 { return .someone }
      return range.count == 2 && isWord(start + 1, known.else) ? .someoneElse : nil
    }
    guard isWord(start, known.no), range.count >= 2, isWord(start + 1, known.one) else { return nil }
    if range.count == 2 { return .noOne }
    return range.count == 3 && isWord(start + 2, known.else) ? .noOneElse : nil
  }

  // MARK: Objects

  private mutating func readObject(
    _ range: Range<Int>, _ relation: RelationID, place index: Int, _ role: ClauseRole
  ) -> (operand: Operand, quantifier: FactPattern.Quantifier?)? {
    if range.count > 1, let end = quantifierEnd(range) {
      return readQuantified(range, end, relation, place: index, role)
    }
    if role == .condition, range.count == 1, isLoneQuantifier(range.lowerBound) {
      report(.quantifierAlone(spelled(range.lowerBound), at: place(range)))
      return nil
    }
    let kind = vocabulary.relations[relation.index].kinds[index + 1]
    warnOfQuantifier(asObject: range, kind, role)
    guard let operand = readOperand(range, role) else { return nil }
    guard checkFits(operand, kind, verb: relation, at: range) else { return nil }
    return (operand, nil)
  }

  private func isLoneQuantifier(_ index: Int) -> Bool {
    isWord(index, known.any) || isWord(index, known.no) || isWord(index, known.every) || isWord(index, known.only)
  }

  /// Where the words of a quantifier end, if the range starts with one.
  func quantifierEnd(_ range: Range<Int>) -> Int? {
    let start = range.lowerBound
    guard lexemes[start].kind == .word else { return nil }
    let word = lexemes[start].word
    if word == known.any || word == known.no || word == known.every || word == known.only { return start + 1 }
    if word == known.exactly { return lexemes[start + 1].kind == .number ? start + 2 : nil }
    guard word == known.at, range.count > 2, isWord(start + 1, known.least) || isWord(start + 1, known.most) else {
      return nil
    }
    return start + 3
  }

  private mutating func readQuantified(
    _ range: Range<Int>, _ end: Int, _ relation: RelationID, place index: Int, _ role: ClauseRole
  ) -> (operand: Operand, quantifier: FactPattern.Quantifier?)? {
    if role != .condition {
      report(.quantifier(written(range.lowerBound..<end), in: role, at: place(range)))
      return nil
    }
    let rest = end..<range.upperBound
    if isWord(range.lowerBound, known.only) { return readOnly(rest, relation, place: index, role) }
    var count = 0
    if end - range.lowerBound > 1 {
      guard let number = wholeNumber(end - 1) else { return nil }
      count = number
    }
    guard !rest.isEmpty, let kind = wholeName(rest, .kind)?.kind else {
      if let verb = wordAfterNoOne {
        report(.noOneWithoutVerb(spelled(verb), at: place(verb..<verb + 1)))
        return nil
      }
      report(
        .unknownQuantifiedKind(
          written(rest), quantifier: written(range.lowerBound..<end), clause: written(0..<lexemes.count),
          isNo: isWord(range.lowerBound, known.no), verb: vocabulary.relations[relation.index].verb,
          nearest: similarKind(to: written(rest)), at: place(rest.isEmpty ? range : rest)))
      return nil
    }
    return (.any, quantifier(range.lowerBound, count, kind))
  }

  /// The word that stands where `no one` and `no one else` have their verb.
  private var wordAfterNoOne: Int? {
    for length in [3, 2] where length < lexemes.count && subjectQuantifier(0..<length) != nil {
      return lexemes[length].kind == .word ? length : nil
    }
    return nil
  }

  private func quantifier(_ start: Int, _ count: Int, _ kind: KindID) -> FactPattern.Quantifier {
    switch lexemes[start].word {
    case known.any: return .anyOf(kind)
    case known.no: return .noneOf(kind)
    case known.every: return .every(kind)
    case known.exactly: return .exactly(count, kind)
    default: return isWord(start + 1, known.least) ? .atLeast(count, kind) : .atMost(count, kind)
    }
  }

  private mutating func readOnly(
    _ rest: Range<Int>, _ relation: RelationID, place index: Int, _ role: ClauseRole
  ) -> (operand: Operand, quantifier: FactPattern.Quantifier?)? {
    if !rest.isEmpty, lexemes[rest.lowerBound].kind == .any {
      report(.onlyAny(at: place(rest)))
      return nil
    }
    guard let operand = readOperand(rest, role) else { return nil }
    let kind = vocabulary.relations[relation.index].kinds[index + 1]
    guard checkFits(operand, kind, verb: relation, at: rest) else { return nil }
    return (operand, .only)
  }

  /// A whole number that is not too large to count with.
  private mutating func wholeNumber(_ index: Int) -> Int? {
    let digits = spelled(index).filter { $0 != "_" }
    if lexemes[index].kind == .number, let number = Int(digits), number <= 1_000_000_000 { return number }
    report(.countNotWhole(spelled(index), at: place(index..<index + 1)))
    return nil
  }

  func nearestKind(_ name: String) -> String? { similarKind(to: name)?.text }

  /// The kind whose name or plural resembles the name, and which of the two it is.
  func similarKind(to name: String) -> (text: String, kind: Kind)? {
    let kinds = vocabulary.kinds.filter { $0.isDeclared }
    guard let text = nearest(to: name, in: kinds.flatMap { [$0.name, $0.plural] }) else { return nil }
    return kinds.first { $0.name == text || $0.plural == text }.map { (text, $0) }
  }
}
