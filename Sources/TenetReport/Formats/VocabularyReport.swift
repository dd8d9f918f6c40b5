import TenetModel
import TenetText

/// What the words of a rule set are: its verbs, kinds, numbers, choices and headlines, and what a profile may say.
public struct VocabularyReport: Sendable {
  private let wording: Wording
  private let set: RuleSet
  private let vocabulary: Vocabulary
  /// For each relation, number and choice: how many rules read and conclude it.
  private let relationUse: [Use]
  private let numberUse: [Use]

  private struct Use: Sendable {
    var readers: [RuleID] = []
    var makers: [RuleID] = []

    mutating func isRead(by rule: RuleID) { if readers.last != rule { readers.append(rule) } }
    mutating func isMade(by rule: RuleID) { if makers.last != rule { makers.append(rule) } }
  }

  public init(_ wording: Wording) {
    self.wording = wording
    let set = wording.set
    let vocabulary = set.vocabulary
    self.set = set
    self.vocabulary = vocabulary
    var relations = Array(repeating: Use(), count: vocabulary.relations.count)
    var numbers = Array(repeating: Use(), count: vocabulary.numbers.count)
    for clause in set.program.clauses {
      switch clause.head {
      case .fact(let atom): relations[atom.relation.index].isMade(by: clause.rule)
      case .set(let number, _, let value), .add(let number, _, let value):
        numbers[number.index].isMade(by: clause.rule)
        for read in value.numbers { numbers[read.number.index].isRead(by: clause.rule) }
      }
      for literal in clause.body {
        switch literal {
        case .match(let atom), .bind(let atom), .count(let atom, _):
          relations[atom.relation.index].isRead(by: clause.rule)
        case .compare(let left, _, let right, _):
          for read in left.numbers + right.numbers { numbers[read.number.index].isRead(by: clause.rule) }
        case .same: break
        }
      }
    }
    relationUse = relations
    numberUse = numbers
  }
}

// MARK: What there is

extension VocabularyReport {
  /// Verbs that are declared, or that some rule uses.
  private var verbs: [RelationID] {
    vocabulary.verbRelations.filter { relation in
      let use = relationUse[relation.index]
      return vocabulary.relations[relation.index].place != nil || !use.readers.isEmpty || !use.makers.isEmpty
    }
  }

  /// Kinds, without the built-in one where no conflict has a name.
  private var kinds: [Kind] {
    vocabulary.kinds.indices.filter { KindID($0) != vocabulary.conflict || !vocabulary.kinds[$0].members.isEmpty }
      .map { vocabulary.kinds[$0] }
  }

  /// `(actor) sells (product) to (actor)`; a verb that takes anything is only its words.
  private func pattern(_ relation: Relation) -> String {
    let places = relation.kinds.map { $0.map { "(\(vocabulary.kinds[$0.index].name))" } ?? "()" }
    if relation.kinds.allSatisfy({ $0 == nil }), relation.prepositions.isEmpty { return relation.verb }
    var text = (places[0] == "()" ? "" : places[0] + " ") + relation.verb
    for index in places.indices.dropFirst() {
      if index > 1 { text += " \(relation.prepositions[index - 2])" }
      text += " \(places[index])"
    }
    return text
  }

  private func members(_ kind: Kind) -> [String] { kind.members.map { wording.speller.term($0) } }

  private func policy(_ choice: Choice) -> String {
    switch choice.policy {
    case .one: return "one of"
    case .first: return "first of"
    case .all: return "all of"
    }
  }

  private func name(_ outcome: Outcome) -> String {
    switch outcome {
    case .relation(let relation): return pattern(vocabulary.relations[relation.index])
    case .atom(let atom): return fact(atom)
    case .number(let number): return vocabulary.numbers[number.index].name
    case .choice(let choice): return vocabulary.choices[choice.index].name
    }
  }

  /// A fact, places of any value as their kind in parentheses.
  private func fact(_ atom: Atom) -> String {
    let relation = vocabulary.relations[atom.relation.index]
    var isWhole = true
    var places: [String] = []
    for (index, place) in atom.places.enumerated() {
      if case .term(let term) = place {
        places.append(term == .self && index == 0 ? "" : wording.speller.term(term))
      } else {
        isWhole = false
        places.append(relation.kinds[index].map { "(\(vocabulary.kinds[$0.index].name))" } ?? "()")
      }
    }
    if isWhole { return wording.speller.text(atom, .none) }
    let isProperty = atom.relation == vocabulary.has && places[0].isEmpty
    var words = [places[0], isProperty ? "" : relation.verb]
    for index in places.indices.dropFirst() {
      if index > 1 { words.append(relation.prepositions[index - 2]) }
      words.append(places[index])
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Facts that some rule reads and none concludes: what a profile is asked for. In the order of the rules.
  private var wanted: [String] {
    var found: [String] = []
    var seen: Set<Atom> = []
    let heads = Heads(set.program)
    var texts: Set<String> = []
    for clause in set.program.clauses {
      for literal in clause.body {
        guard let atom = Self.atom(literal), set.program.roles[atom.relation.index] == .verb,
          seen.insert(atom).inserted,
          !heads.meets(atom)
        else { continue }
        let text = fact(atom)
        if texts.insert(text).inserted { found.append(text) }
      }
    }
    return found
  }

  private static func atom(_ literal: Literal) -> Atom? {
    switch literal {
    case .match(let atom), .bind(let atom), .count(let atom, _): return atom
    case .compare, .same: return nil
    }
  }

  /// The facts that rules conclude, to look others up in.
  private struct Heads {
    private var whole: Set<Atom> = []
    /// Those of each relation with a place of any value.
    private var open: [RelationID: [Atom]] = [:]
    private var all: [RelationID: [Atom]] = [:]

    init(_ program: Program) {
      for clause in program.clauses {
        guard case .fact(let head) = clause.head else { continue }
        all[head.relation, default: []].append(head)
        if VocabularyReport.isWhole(head) { whole.insert(head) } else { open[head.relation, default: []].append(head) }
      }
    }

    /// Whether some conclusion may be such a fact.
    func meets(_ atom: Atom) -> Bool {
      if whole.contains(atom) { return true }
      let candidates = VocabularyReport.isWhole(atom) ? open : all
      return candidates[atom.relation]?.contains { head in
        for (left, right) in zip(head.places, atom.places) {
          if case .term(let a) = left, case .term(let b) = right, a != b { return false }
        }
        return true
      } ?? false
    }
  }

  private static func isWhole(_ atom: Atom) -> Bool {
    atom.places.allSatisfy { place in
      if case .term = place { return true }
      return false
    }
  }

  /// Numbers that some rule reads and none sets or adds to.
  private var wantedNumbers: [Number] {
    vocabulary.numbers.indices.filter { !numberUse[$0].readers.isEmpty && numberUse[$0].makers.isEmpty }
      .map { vocabulary.numbers[$0] }
  }
}

// MARK: Text

extension VocabularyReport {
  /// Appends it for people, a section for each sort of word.
  public func append(to output: inout [UInt8], palette: Palette, width: Int) {
    let page = Page(palette: palette, width: max(40, width))
    page.section(
      "Verbs", verbs.map { verb in (pattern(vocabulary.relations[verb.index]), use(relationUse[verb.index])) }, &output)
    page.section(
      "Kinds", kinds.map { ($0.name, $0.isDeclared ? members($0).joined(separator: ", ") : "open: anything fits") },
      &output)
    let numbers = vocabulary.numbers.indices.map { index in
      (
        vocabulary.numbers[index].name + (vocabulary.numbers[index].unit.map { " in \($0)" } ?? ""),
        use(numberUse[index])
      )
    }
    page.section("Numbers", numbers, &output)
    page.section("Choices", vocabulary.choices.map { ($0.name, text($0)) }, &output)
    page.section("Headline conclusions", set.outcomes.map { (name($0), "") }, &output)
    page.section(
      "A profile may say",
      wanted.map { ($0, "") } + wantedNumbers.map { ("\($0.name) is …", $0.unit.map { "in \($0)" } ?? "") }, &output)
    page.summary(set.rules.count, set.examples.count, set.profiles.count, &output)
  }

  private func text(_ choice: Choice) -> String {
    let options = choice.options.map { wording.speller.term($0) }.joined(separator: ", ")
    return "\(policy(choice)) \(options)" + (choice.otherwise.map { " otherwise \(wording.speller.term($0))" } ?? "")
  }

  private func use(_ use: Use) -> String {
    switch (use.readers.count, use.makers.count) {
    case (0, 0): return "no rule uses it"
    case (let readers, 0): return "read by \(rules(readers))"
    case (0, let makers): return "concluded by \(rules(makers))"
    case (let readers, let makers): return "read by \(rules(readers)), concluded by \(rules(makers))"
    }
  }

  private func rules(_ count: Int) -> String { count == 1 ? "1 rule" : "\(count) rules" }

  /// Sections of names with something said of each.
  private struct Page {
    let palette: Palette
    let width: Int

    func section(_ title: String, _ lines: [(name: String, remark: String)], _ output: inout [UInt8]) {
      if lines.isEmpty { return }
      if !output.isEmpty { output.append(10) }
      palette.append(title + "\n", as: .strong, to: &output)
      let column = min(40, (lines.map { displayWidth(of: $0.name) }.max() ?? 0) + 2)
      for line in lines { append(line.name, line.remark, column, &output) }
    }

    private func append(_ name: String, _ remark: String, _ column: Int, _ output: inout [UInt8]) {
      palette.append("  \(name)", to: &output)
      var at = displayWidth(of: name)
      var isFirst = true
      for word in remark.split(separator: " ") {
        if isFirst ? at + 2 > column : at + 1 + displayWidth(of: String(word)) > width - 2 {
          output.append(10)
          palette.append("  ", to: &output)
          at = 0
        }
        let gap = at < column ? column - at : 1
        palette.append(String(repeating: " ", count: gap) + word, as: .quiet, to: &output)
        at += gap + displayWidth(of: String(word))
        isFirst = false
      }
      output.append(10)
    }

    func summary(_ rules: Int, _ examples: Int, _ profiles: Int, _ output: inout [UInt8]) {
      if !output.isEmpty { output.append(10) }
      let parts = [(rules, "rule"), (examples, "example"), (profiles, "profile")].map {
        "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")"
      }
      palette.append(parts.joined(separator: ", ") + "\n", as: .quiet, to: &output)
    }
  }
}

// MARK: JSON

extension VocabularyReport {
  /// Appends it as one object.
  public func append(to json: inout JSONWriter) {
    json.beginObject()
    list("verbs", verbs, &json) { verb, json in
      let relation = vocabulary.relations[verb.index]
      json.member("pattern", pattern(relation))
      json.member("verb", relation.verb)
      json.member("declared", relation.place != nil)
      use(relationUse[verb.index], &json)
      if let place = relation.place { json.place(place, wording) }
    }
    list("kinds", kinds, &json) { kind, json in
      json.member("name", kind.name)
      json.member("plural", kind.plural)
      json.member("declared", kind.isDeclared)
      json.member("members", kind.members.map { wording.spelled($0) })
      if kind.isDeclared { json.place(kind.place, wording) }
    }
    list("numbers", Array(vocabulary.numbers.indices), &json) { index, json in
      let number = vocabulary.numbers[index]
      json.member("name", number.name)
      json.member("unit", number.unit)
      use(numberUse[index], &json)
      json.place(number.place, wording)
    }
    list("choices", vocabulary.choices, &json) { choice, json in
      json.member("name", choice.name)
      json.member("policy", policy(choice))
      json.member("options", choice.options.map { wording.spelled($0) })
      json.member("otherwise", choice.otherwise.map { wording.spelled($0) })
      json.place(choice.place, wording)
    }
    json.member("outcomes", set.outcomes.map { name($0) })
    json.member("facts", wanted)
    json.member("givenNumbers", wantedNumbers.map(\.name))
    json.endObject()
  }

  private func use(_ use: Use, _ json: inout JSONWriter) {
    json.member("readBy", use.readers.count)
    json.member("concludedBy", use.makers.count)
  }

  private func list<Element>(
    _ name: String, _ elements: [Element], _ json: inout JSONWriter, _ body: (Element, inout JSONWriter) -> Void
  ) {
    json.key(name)
    json.beginArray()
    for element in elements {
      json.beginObject()
      body(element, &json)
      json.endObject()
    }
    json.endArray()
  }
}
