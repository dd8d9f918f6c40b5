import TenetModel
import TenetText

/// Where each relation, kind, number, choice and term of a rule set is mentioned.
struct Usage {
  enum Role: Sendable { case condition, conclusion, outcome, expectation, given }

  struct Mention: Sendable {
    var role: Role
    /// The clause that mentions it.
    var place: Span
  }

  /// A verb and its object.
  struct Said: Hashable, Comparable {
    var relation: RelationID
    var object: TermID

    static func < (left: Said, right: Said) -> Bool {
      (left.relation, left.object) < (right.relation, right.object)
    }
  }

  private(set) var relations: [[Mention]]
  private(set) var kinds: [[Mention]]
  private(set) var numbers: [[Mention]]
  private(set) var choices: [[Mention]]
  private(set) var terms: [[Mention]]
  /// What is said of a subject: verbs of one object, each with every object that some clause names.
  private(set) var said: Set<Said> = []
  /// Kinds whose members are all meant by some clause: counted, ranged over, or taken by a variable.
  private(set) var rangedKinds: [Bool]
  private let vocabulary: Vocabulary

  init(_ set: RuleSet) {
    vocabulary = set.vocabulary
    relations = Array(repeating: [], count: vocabulary.relations.count)
    kinds = Array(repeating: [], count: vocabulary.kinds.count)
    numbers = Array(repeating: [], count: vocabulary.numbers.count)
    choices = Array(repeating: [], count: vocabulary.choices.count)
    terms = Array(repeating: [], count: set.terms.count)
    rangedKinds = Array(repeating: false, count: vocabulary.kinds.count)
    for rule in set.rules {
      for clause in rule.clauses { visit(clause, .condition) }
      if rule.isConflict { continue }
      for conclusion in rule.conclusions { visit(conclusion.head, conclusion.place) }
    }
    for outcome in set.outcomes { visit(outcome) }
    for example in set.examples {
      visit(example.facts)
      for expectation in example.expectations {
        for clause in expectation.clauses { visit(clause, .expectation) }
      }
    }
    for profile in set.profiles { visit(profile.facts) }
  }

  // MARK: Clauses

  private mutating func visit(_ clause: Clause, _ role: Role) {
    let mention = Mention(role: role, place: clause.place)
    switch clause.meaning {
    case .fact(let pattern): visit(pattern, mention)
    case .compare(let left, _, let right):
      for number in left.numbers + right.numbers {
        numbers[number.number.index].append(mention)
        visit(number.subject, nil, mention)
      }
    case .same(let left, let right, _):
      visit(left, nil, mention)
      visit(right, nil, mention)
    case .member(let subject, let kind, _):
      kinds[kind.index].append(mention)
      if case .operand(.term(let term)) = subject {
        visit(.term(term), nil, mention)
      } else {
        rangedKinds[kind.index] = true
      }
    case .choice(let choice, let option, _):
      choices[choice.index].append(mention)
      visit(option, nil, mention)
    }
  }

  private mutating func visit(_ pattern: FactPattern, _ mention: Mention) {
    relations[pattern.relation.index].append(mention)
    let shape = vocabulary.relations[pattern.relation.index]
    if case .operand(let operand) = pattern.subject { visit(operand, shape.kinds[0], mention) }
    for (index, object) in pattern.objects.enumerated() {
      if let quantified = pattern.quantifier, quantified.place == index, let kind = quantified.quantifier.kind {
        kinds[kind.index].append(mention)
        rangedKinds[kind.index] = true
      } else {
        visit(object, shape.kinds[index + 1], mention)
        note(pattern.relation, shape, object)
      }
    }
  }

  private mutating func note(_ relation: RelationID, _ shape: Relation, _ object: Operand) {
    if shape.arity == 2, case .term(let term) = object { said.insert(Said(relation: relation, object: term)) }
  }

  private mutating func visit(_ operand: Operand, _ kind: KindID?, _ mention: Mention) {
    switch operand {
    case .term(let term): if term.index < terms.count { terms[term.index].append(mention) }
    case .variable, .any: if let kind { rangedKinds[kind.index] = true }
    }
  }

  private mutating func visit(_ atom: Atom, _ mention: Mention) {
    switch vocabulary.relations[atom.relation.index].role {
    case .candidates(let choice), .picks(let choice): choices[choice.index].append(mention)
    case .kind(let kind): kinds[kind.index].append(mention)
    case .verb, .auxiliary: relations[atom.relation.index].append(mention)
    }
    let shape = vocabulary.relations[atom.relation.index]
    for (place, operand) in atom.places.enumerated() { visit(operand, shape.kinds[place], mention) }
    if shape.role == .verb, let object = atom.places.last { note(atom.relation, shape, object) }
  }

  private mutating func visit(_ head: HornClause.Head, _ place: Span) {
    let mention = Mention(role: .conclusion, place: place)
    switch head {
    case .fact(let atom): visit(atom, mention)
    case .set(let number, let subject, let value), .add(let number, let subject, let value):
      numbers[number.index].append(mention)
      visit(subject, nil, mention)
      for read in value.numbers {
        numbers[read.number.index].append(Mention(role: .condition, place: place))
        visit(read.subject, nil, mention)
      }
    }
  }

  private mutating func visit(_ outcome: Outcome) {
    let mention = Mention(role: .outcome, place: Span(source: SourceID(UInt32(0)), start: 0, end: 0))
    switch outcome {
    case .relation(let relation): relations[relation.index].append(mention)
    case .atom(let atom): visit(atom, mention)
    case .number(let number): numbers[number.index].append(mention)
    case .choice(let choice): choices[choice.index].append(mention)
    }
  }

  // MARK: Cases

  private mutating func visit(_ facts: ProfileFacts) {
    visit(facts.facts)
    visit(facts.unknown)
    for number in facts.numbers {
      let mention = Mention(role: .given, place: number.place)
      numbers[number.number.index].append(mention)
      visit(.term(number.subject), nil, mention)
    }
  }

  private mutating func visit(_ facts: FactList) {
    var start = 0
    for (index, relation) in facts.relations.enumerated() {
      let arity = vocabulary.relations[relation.index].arity
      visit(
        Atom(relation, facts.terms[start..<start + arity].map { .term($0) }),
        Mention(role: .given, place: facts.places[index]))
      start += arity
    }
  }
}

extension FactPattern.Quantifier {
  /// The kind that it ranges over.
  var kind: KindID? {
    switch self {
    case .anyOf(let kind), .noneOf(let kind), .every(let kind), .atLeast(_, let kind), .atMost(_, let kind),
      .exactly(_, let kind):
      return kind
    case .only: return nil
    }
  }
}
