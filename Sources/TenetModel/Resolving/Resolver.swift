import TenetSyntax
import TenetText

/// Turns trees into a rule set: vocabulary first, then rules, then examples and profiles, then the order of evaluation.
struct Resolver {
  var reader: ClauseReader
  var set: RuleSet
  private var assembly = Assembly()
  private var names: [String: Span] = [:]

  init(_ sources: [Source], _ trees: [SyntaxTree], _ order: [SourceID], _ reader: ClauseReader) {
    self.reader = reader
    set = RuleSet(terms: reader.terms, vocabulary: reader.vocabulary)
    set.sources = sources
    set.trees = trees
    set.order = order
  }

  /// Everything that the trees say; diagnostics in the order of the texts come from the reader.
  mutating func resolve() {
    reader.declareKnown()
    declare()
    reader.settleNames()
    readOutcomes()
    readRules()
    readCases()
    settle()
  }

  private mutating func turn(to tree: SyntaxTree) {
    reader.text = ReadingText(
      source: tree.source, bytes: set.sources[tree.source.index].bytes, tokens: tree.tokens, base: 0, whole: nil)
  }

  // MARK: Vocabulary

  private mutating func declare() {
    declareSpellings()
    for tree in set.treesInOrder {
      turn(to: tree)
      for case .kind(let kind) in tree.statements.map({ $0.kind }) { reader.declareKind(kind) }
    }
    for tree in set.treesInOrder {
      turn(to: tree)
      for statement in tree.statements {
        switch statement.kind {
        case .verb(let verb): reader.declareVerb(verb)
        case .number(let name, let unit): reader.declareNumber(name: name, unit: unit)
        case .choice(let choice): reader.declareChoice(choice)
        case .rule(let rule): declareConflict(rule)
        case .ruleset(let title): set.titles.append((reader.attributeText(title), reader.extent(statement.extent)))
        default: break
        }
      }
    }
  }

  /// Where declarations quote a name, the bare names come first: a quoted one may be one of them, whatever the order.
  ///
  /// So they do where a choice is declared: kinds are read before choices, and what is printed is the spelling that stands
  /// first.
  private mutating func declareSpellings() {
    let names = set.treesInOrder.map { tree in (tree: tree, names: tree.statements.flatMap { declaredNames($0.kind) }) }
    let isNeeded = names.contains { tree, names in
      tree.statements.contains { if case .choice = $0.kind { return true } else { return false } }
        || names.contains { $0.range.contains { tree.tokens[$0].kind == .string } }
    }
    guard isNeeded else { return }
    for (tree, names) in names {
      turn(to: tree)
      reader.declareSpellings(names)
    }
  }

  private func declaredNames(_ kind: Statement.Kind) -> [Phrase] {
    switch kind {
    case .kind(let kind): kind.members
    case .choice(let choice): choice.options + (choice.otherwise.map { [$0] } ?? [])
    default: []
    }
  }

  /// A named conflict is a member of the kind `conflict`.
  private mutating func declareConflict(_ rule: RuleSyntax) {
    guard case .conflict = rule.body, let name = rule.name else { return }
    let term = reader.conflictTerm(reader.ruleName(name))
    reader.insertMember(term, of: reader.vocabulary.conflict, at: reader.extent(name))
  }

  private mutating func readOutcomes() {
    for tree in set.treesInOrder {
      turn(to: tree)
      for case .outcome(let items) in tree.statements.map({ $0.kind }) {
        for item in items { set.outcomes += reader.readOutcome(item) }
      }
    }
  }

  // MARK: Rules

  private mutating func readRules() {
    for tree in set.treesInOrder {
      turn(to: tree)
      for statement in tree.statements {
        guard case .rule(let syntax) = statement.kind else { continue }
        guard var rule = reader.readRule(syntax, statement) else { continue }
        if let name = rule.name, !isNew(name, sort: "rule", at: rule.namePlace) { continue }
        if assembly.add(&rule, id: RuleID(set.rules.count), &reader) { set.rules.append(rule) }
      }
    }
    checkNumbers()
  }

  private mutating func isNew(_ name: String, sort: String, at place: Span) -> Bool {
    let key = sort + " " + Resolver.folded(name)
    if let first = names[key] {
      reader.report(.duplicateName(name, sort: sort, at: place, first: first))
      return false
    }
    names[key] = place
    return true
  }

  static func folded(_ name: String) -> String { name.uppercased().lowercased() }

  /// A number is either set or added to.
  private mutating func checkNumbers() {
    var additions: [Int: Span] = [:]
    for rule in set.rules {
      for conclusion in rule.conclusions {
        if case .add(let number, _, _) = conclusion.head, additions[number.index] == nil {
          additions[number.index] = conclusion.place
        }
      }
    }
    if additions.isEmpty { return }
    for rule in set.rules {
      for conclusion in rule.conclusions {
        if case .set(let number, _, _) = conclusion.head, let other = additions[number.index] {
          let name = reader.vocabulary.numbers[number.index].name
          reader.report(.setAndAdded(name, at: conclusion.place, other: other))
        }
      }
    }
  }

  // MARK: Examples and profiles

  private mutating func readCases() {
    for tree in set.treesInOrder {
      turn(to: tree)
      for statement in tree.statements {
        switch statement.kind {
        case .profile(let syntax): readProfile(syntax, statement)
        case .example(let syntax): readExample(syntax, statement)
        default: break
        }
      }
    }
    for index in set.profiles.indices { set.profiles[index].facts.termCount = reader.terms.count }
    for index in set.examples.indices { set.examples[index].facts.termCount = reader.terms.count }
  }

  private mutating func readProfile(_ syntax: CaseSyntax, _ statement: Statement) {
    let title = reader.attributeText(syntax.title)
    guard isNew(title, sort: "profile", at: reader.extent(syntax.title)) else { return }
    let facts = reader.readCase(syntax.items)
    set.profiles.append(
      ProfileCase(
        title: title, place: reader.extent(statement.extent), facts: facts, memberships: reader.memberships.pairs))
    reader.memberships = CaseMembers()
  }

  private mutating func readExample(_ syntax: CaseSyntax, _ statement: Statement) {
    let title = reader.attributeText(syntax.title)
    guard isNew(title, sort: "example", at: reader.extent(syntax.title)) else { return }
    let facts = reader.readCase(syntax.items)
    let memberships = reader.memberships.pairs
    var expectations: [ExampleCase.Expectation] = []
    for expectation in syntax.expectations {
      reader.variables = []
      var clauses: [Clause] = []
      guard let condition = reader.readCondition(expectation.condition, &clauses) else { continue }
      expectations.append(
        ExampleCase.Expectation(
          place: reader.extent(expectation.extent), condition: condition, clauses: clauses,
          variables: reader.variables.map { reader.words.text(of: $0) }, relation: reader.addAuxiliary(arity: 1)))
    }
    reader.memberships = CaseMembers()
    set.examples.append(
      ExampleCase(
        title: title, place: reader.extent(statement.extent), facts: facts, memberships: memberships,
        expectations: expectations))
  }

  // MARK: The program

  private mutating func settle() {
    let expectations = assembleExpectations()
    set.words = reader.words
    set.terms = reader.terms
    set.vocabulary = reader.vocabulary
    set.program = ProgramBuilder.program(assembly.clauses, reader)
    set.expectationClauses = expectations
    let (steps, circles) = Strata(set.program, set.vocabulary).schedule()
    set.program.schedule = steps
    for circle in circles { reportCircle(circle) }
  }

  private mutating func assembleExpectations() -> [HornClause] {
    var extra = Assembly()
    for example in set.examples.indices {
      for index in set.examples[example].expectations.indices {
        _ = extra.add(set.examples[example].expectations[index], &reader)
      }
    }
    return extra.clauses
  }

  /// One line for each rule of the circle: what it reads, and from which rule.
  private mutating func reportCircle(_ circle: Strata.Circle) {
    let speller = Speller(reader)
    let nodes = circle.nodes.filter { $0 < set.program.clauses.count }
    guard let first = nodes.first else { return }
    var steps: [(text: String, place: Span)] = []
    for (index, node) in nodes.enumerated() {
      let next = set.program.clauses[index + 1 < nodes.count ? nodes[index + 1] : first]
      let read = speller.text(next.head, Speller.Binding(names: set.rules[next.rule.index].variables))
      let how = circle.isStrict[index] ? "needs all of `\(read)` first, from" : "reads `\(read)` from"
      let clause = set.program.clauses[node]
      steps.append(
        (text: "\(name(clause.rule)) \(how) \(name(next.rule))", place: set.rules[clause.rule.index].namePlace))
    }
    reader.report(.circle(steps, at: steps[0].place))
  }

  /// How a rule is called in a message.
  private func name(_ id: RuleID) -> String {
    let rule = set.rules[id.index]
    if let name = rule.name { return "rule `\(name)`" }
    let source = set.sources[rule.place.source.index]
    return "the rule in line \(source.place(of: rule.place.start).line)"
  }
}

/// Makes the engine's program from clauses and a vocabulary.
enum ProgramBuilder {
  static func program(_ clauses: [HornClause], _ reader: ClauseReader) -> Program {
    var program = Program()
    program.arities = reader.vocabulary.relations.map { $0.arity }
    program.roles = reader.vocabulary.relations.map { $0.role }
    for kind in reader.vocabulary.kinds {
      for (member, place) in zip(kind.members, kind.memberPlaces) {
        program.facts.append(kind.relation, [member], at: place)
      }
    }
    program.clauses = clauses
    program.numberCount = reader.vocabulary.numbers.count
    program.choices = reader.vocabulary.choices.map { choice in
      ChoicePlan(
        candidates: choice.candidates, picks: choice.picks, policy: policy(choice.policy), options: choice.options,
        otherwise: choice.otherwise.flatMap { reader.isNothing($0) ? nil : $0 })
    }
    program.termCount = reader.terms.count
    return program
  }

  private static func policy(_ policy: ChoiceSyntax.Policy) -> ChoicePlan.Policy {
    switch policy {
    case .one: return .one
    case .first: return .first
    case .all: return .all
    }
  }
}
