import TenetSyntax
import TenetText

/// Takes vocabulary from the statements of all texts into the reader, before any clause is read.
extension ClauseReader {
  /// The verbs that need no declaration.
  static var knownVerbs: [String] {
    ["has", "owns", "captures", "lacks", "uses", "needs", "controls", "depends on", "faces"]
  }

  mutating func declareKnown() {
    for verb in ClauseReader.knownVerbs {
      let node = self.node(of: verb)
      _ = addPattern(verb: node, spelling: verb, prepositions: [], spellings: [], kinds: [nil, nil], place: nil)
    }
    if let has = verb(named: "has") { vocabulary.has = has }
    if let faces = verb(named: "faces") { vocabulary.faces = faces }
    let place = Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    vocabulary.conflict = addKind(
      node(of: "conflict"), name: "conflict", plural: node(of: "conflicts"), pluralName: "conflicts", place)
    vocabulary.kinds[vocabulary.conflict.index].isDeclared = true
  }

  /// To be called when all is declared, before facts are read.
  mutating func settleNames() { plain = PlainWords(vocabulary, known, &words, terms.trie) }

  private mutating func node(of words: String) -> PhraseTrie.Node {
    var node = PhraseTrie.root
    for word in words.split(separator: " ") { node = terms.extend(node, self.words.intern(String(word))) }
    return node
  }

  private mutating func verb(named name: String) -> RelationID? { vocabulary.meaning(at: node(of: name))?.verb.first }

  // MARK: Kinds

  mutating func declareKind(_ kind: KindSyntax) {
    fill(kind.name)
    guard !lexemes.isEmpty, isName() else { return }
    let name = 0..<lexemes.count
    let node = nameNode(name)
    let spelling = canonicalName(name)
    let place = place(name)
    let id: KindID
    if let known = vocabulary.meaning(at: node)?.kind {
      id = known
    } else {
      var pluralSpelling = spelling + "s"
      var plural = self.plural(of: name)
      if let declared = kind.plural {
        fill(declared)
        guard !lexemes.isEmpty, isName() else { return }
        plural = nameNode(0..<lexemes.count)
        pluralSpelling = canonicalName(0..<lexemes.count)
      }
      id = addKind(node, name: spelling, plural: plural, pluralName: pluralSpelling, place)
    }
    if !vocabulary.kinds[id.index].isDeclared {
      vocabulary.kinds[id.index].isDeclared = true
      vocabulary.kinds[id.index].place = place
    }
    for member in kind.members { addMember(member, to: id) }
  }

  private mutating func addMember(_ phrase: Phrase, to kind: KindID) {
    fill(phrase)
    guard !lexemes.isEmpty, !isBroken else { return }
    let range = 0..<lexemes.count
    guard let operand = readOperand(range, .fact), case .term(let term) = operand else { return }
    declareSpelling(of: term)
    insertMember(term, of: kind, at: place(range))
  }

  /// Notes how the bare ones among the members of a kind or the options of a choice are spelled: quotes can name them so.
  mutating func declareSpellings(_ names: [Phrase]) {
    for phrase in names {
      fill(phrase)
      guard isPlainName() else { continue }
      if let term = readTerm(0..<lexemes.count) { declareSpelling(of: term) }
    }
  }

  /// Notes the spelling of the term that the lexemes are, unless it stands in quotes.
  private mutating func declareSpelling(of term: TermID) {
    if isPlainName() { terms.declare(term, spelled: termSpelling(0..<lexemes.count)) }
  }

  private func isPlainName() -> Bool {
    guard let first = lexemes.first, first.kind == .word else { return false }
    return lexemes.allSatisfy { $0.kind == .number || ($0.kind == .word && !known.isReserved($0.word)) }
  }

  mutating func insertMember(_ term: TermID, of kind: KindID, at place: Span) {
    guard !vocabulary.kinds[kind.index].memberSet.contains(term) else { return }
    vocabulary.kinds[kind.index].members.append(term)
    vocabulary.kinds[kind.index].memberPlaces.append(place)
    vocabulary.kinds[kind.index].memberSet.insert(term)
  }

  private mutating func plural(of name: Range<Int>) -> PhraseTrie.Node {
    let last = name.upperBound - 1
    let word = lexemes[last].word
    lexemes[last].word = words.intern(words.text(of: word) + "s")
    defer { lexemes[last].word = word }
    return nameNode(name)
  }

  private mutating func addKind(
    _ node: PhraseTrie.Node, name: String, plural: PhraseTrie.Node, pluralName: String, _ place: Span
  ) -> KindID {
    let id = KindID(vocabulary.kinds.count)
    let relation = addRelation(
      Relation(role: .kind(id), verb: name, prepositions: [], kinds: [nil], place: place), prepositions: [])
    vocabulary.kinds.append(Kind(name: name, plural: pluralName, isDeclared: false, relation: relation, place: place))
    vocabulary.change(node) { $0.kind = id }
    vocabulary.change(plural) { if $0.kind == nil { $0.kind = id } }
    return id
  }

  private mutating func addRelation(
    _ relation: Relation, verb: PhraseTrie.Node = PhraseTrie.root, prepositions: [PhraseTrie.Node]
  ) -> RelationID {
    vocabulary.relations.append(relation)
    vocabulary.verbNodes.append(verb)
    vocabulary.prepositionNodes.append(prepositions)
    return RelationID(vocabulary.relations.count - 1)
  }

  mutating func addAuxiliary(arity: Int) -> RelationID {
    addRelation(
      Relation(role: .auxiliary, verb: "", prepositions: [], kinds: Array(repeating: nil, count: arity), place: nil),
      prepositions: [])
  }

  // MARK: Verbs

  mutating func declareVerb(_ verb: VerbSyntax) {
    let subject = placeKind(verb.subject)
    let object = placeKind(verb.object)
    fill(verb.words)
    guard !lexemes.isEmpty, isVerbName() else { return }
    let node = nameNode(0..<lexemes.count)
    let spelling = canonicalName(0..<lexemes.count)
    let place = place(0..<lexemes.count)
    var kinds = [subject, object]
    var nodes: [PhraseTrie.Node] = []
    var spellings: [String] = []
    for preposition in verb.prepositions {
      kinds.append(placeKind(preposition.place))
      fill(preposition.words)
      guard !lexemes.isEmpty, isName() else { return }
      nodes.append(nameNode(0..<lexemes.count))
      spellings.append(canonicalName(0..<lexemes.count))
    }
    _ = addPattern(
      verb: node, spelling: spelling, prepositions: nodes, spellings: spellings, kinds: kinds, place: place)
  }

  /// The kind that a place names: one that nobody declares stays open.
  private mutating func placeKind(_ phrase: Phrase?) -> KindID? {
    guard let phrase, !phrase.isEmpty else { return nil }
    fill(phrase)
    guard !lexemes.isEmpty, isName() else { return nil }
    let name = 0..<lexemes.count
    let node = nameNode(name)
    if let kind = vocabulary.meaning(at: node)?.kind { return kind }
    return addKind(
      node, name: canonicalName(name), plural: plural(of: name), pluralName: canonicalName(name) + "s", place(name))
  }

  /// Adds a pattern. One of the same words that the language knows by itself takes its kinds; with one that was declared
  /// before it is merged: a place takes the kind that either names, and two different kinds are an error.
  private mutating func addPattern(
    verb: PhraseTrie.Node, spelling: String, prepositions: [PhraseTrie.Node], spellings: [String], kinds: [KindID?],
    place: Span?
  ) -> RelationID {
    vocabulary.longestPrepositionCount = max(vocabulary.longestPrepositionCount, prepositions.count)
    for relation in vocabulary.meaning(at: verb)?.verb ?? []
    where vocabulary.prepositionNodes[relation.index] == prepositions {
      merge(kinds, into: relation, at: place)
      return relation
    }
    let relation = addRelation(
      Relation(role: .verb, verb: spelling, prepositions: spellings, kinds: kinds, place: place),
      verb: verb, prepositions: prepositions)
    vocabulary.change(verb) {
      $0.isVerb = true
      $0.verb.append(relation)
    }
    return relation
  }

  private mutating func merge(_ kinds: [KindID?], into relation: RelationID, at place: Span?) {
    let first = vocabulary.relations[relation.index]
    guard let place, let firstPlace = first.place else {
      vocabulary.relations[relation.index].kinds = kinds
      vocabulary.relations[relation.index].place = place
      return
    }
    for (index, kind) in kinds.enumerated() {
      guard let kind else { continue }
      if let known = first.kinds[index], known != kind {
        let names = (vocabulary.kinds[known.index].name, vocabulary.kinds[kind.index].name)
        return report(.verbDeclaredTwice(first.verb, kinds: names, at: place, first: firstPlace))
      }
      vocabulary.relations[relation.index].kinds[index] = kind
    }
  }

  // MARK: Numbers and choices

  mutating func declareNumber(name: Phrase, unit: Phrase?) {
    fill(name)
    guard !lexemes.isEmpty, isName() else { return }
    let node = nameNode(0..<lexemes.count)
    let spelling = canonicalName(0..<lexemes.count)
    let place = place(0..<lexemes.count)
    let unit = unit.flatMap { readUnit($0) }
    if let known = vocabulary.meaning(at: node)?.number {
      if vocabulary.numbers[known.index].unit != unit {
        report(.declaredTwice(spelling, as: "number", at: place, first: vocabulary.numbers[known.index].place))
      }
      return
    }
    let id = NumberID(vocabulary.numbers.count)
    vocabulary.numbers.append(Number(name: spelling, unit: unit, place: place))
    vocabulary.change(node) { $0.number = id }
  }

  private mutating func readUnit(_ phrase: Phrase) -> String? {
    fill(phrase)
    guard !lexemes.isEmpty else { return nil }
    if lexemes.count == 1, lexemes[0].kind == .percent { return "%" }
    guard isName() else { return nil }
    let node = nameNode(0..<lexemes.count)
    if let unit = vocabulary.meaning(at: node)?.unit { return unit }
    let spelling = written(0..<lexemes.count)
    vocabulary.change(node) { $0.unit = spelling }
    return spelling
  }

  mutating func declareChoice(_ choice: ChoiceSyntax) {
    fill(choice.name)
    guard !lexemes.isEmpty, isName() else { return }
    let node = nameNode(0..<lexemes.count)
    let spelling = canonicalName(0..<lexemes.count)
    let place = place(0..<lexemes.count)
    let options = choice.options.compactMap { readOptionTerm($0) }
    let otherwise = choice.otherwise.flatMap { readOptionTerm($0) }
    if let known = vocabulary.meaning(at: node)?.choice {
      let first = vocabulary.choices[known.index]
      if first.options != options || first.otherwise != otherwise || first.policy != choice.policy {
        report(.declaredTwice(spelling, as: "choice", at: place, first: first.place))
      }
      return
    }
    let id = ChoiceID(vocabulary.choices.count)
    let shape = Relation(role: .candidates(id), verb: spelling, prepositions: [], kinds: [nil], place: place)
    let candidates = addRelation(shape, prepositions: [])
    var picks = candidates
    if choice.policy == .first || otherwise.map({ !isNothing($0) }) == true {
      picks = addRelation(
        Relation(role: .picks(id), verb: spelling, prepositions: [], kinds: [nil], place: place), prepositions: [])
    }
    vocabulary.choices.append(
      Choice(
        name: spelling, policy: choice.policy, options: options, otherwise: otherwise, candidates: candidates,
        picks: picks, place: place))
    vocabulary.change(node) { $0.choice = id }
  }

  private mutating func readOptionTerm(_ phrase: Phrase) -> TermID? {
    fill(phrase)
    guard !lexemes.isEmpty else { return nil }
    guard case .term(let term)? = readOperand(0..<lexemes.count, .fact) else { return nil }
    declareSpelling(of: term)
    return term
  }

  /// Whether the term is `nothing`, what a choice is without a pick.
  func isNothing(_ term: TermID) -> Bool { terms.isNothing(term) }

  // MARK: Names

  /// Whether the lexemes are words (digits after the first) without reserved ones; reports what is not.
  private mutating func isName() -> Bool { isName(allowingIs: false) }

  private mutating func isVerbName() -> Bool { isName(allowingIs: lexemes.count > 1) }

  private mutating func isName(allowingIs: Bool) -> Bool {
    for (index, lexeme) in lexemes.enumerated() {
      let isFit = lexeme.kind == .word || (index > 0 && lexeme.kind == .number)
      let isReserved = lexeme.kind == .word && known.isReserved(lexeme.word) && !(allowingIs && lexeme.word == known.is)
      if !isFit || isReserved {
        report(.notAName(spelled(index), name: written(0..<lexemes.count), at: place(index..<index + 1)))
        return false
      }
    }
    return true
  }

  /// A name as written, without articles.
  private func canonicalName(_ range: Range<Int>) -> String {
    var text = ""
    for index in range where !isNoise(index, range.upperBound) { text += (text.isEmpty ? "" : " ") + spelled(index) }
    return text
  }
}
