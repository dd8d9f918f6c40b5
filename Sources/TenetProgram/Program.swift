import TenetText

/// The tags of the ids; nothing is ever made of them.
public enum TermTag {}
public enum RelationTag {}
public enum RuleTag {}
public enum ClauseTag {}
public enum NumberTag {}
public enum ChoiceTag {}
public enum KindTag {}

public typealias TermID = ID<TermTag>
public typealias RelationID = ID<RelationTag>
public typealias RuleID = ID<RuleTag>
public typealias NumberID = ID<NumberTag>
public typealias ChoiceID = ID<ChoiceTag>
public typealias KindID = ID<KindTag>

extension TermID {
  /// The profile's own subject; the first term of every table.
  public static var `self`: TermID { TermID(UInt32(0)) }
}

/// What the engine runs: the checked rules of a rule set as Datalog over ids, with an order of evaluation.
///
/// A program holds no name and no text. It is the same for every profile unless a profile adds members to kinds.
public struct Program: Sendable {
  /// The number of places of each relation. A relation is a verb pattern (subject first, then object, then one place for
  /// each preposition), a kind (one place: its members), or the picks of a choice (one place).
  public var arities: [Int] = []
  /// What each relation stands for.
  public var roles: [RelationRole] = []
  /// Facts that hold for every profile: the declared members of kinds.
  public var facts: FactList = FactList()
  /// In text order: by rule, then by conclusion, then by branch of the condition.
  public var clauses: [HornClause] = []
  public var choices: [ChoicePlan] = []
  /// The number of numbers.
  public var numberCount = 0
  /// The order of evaluation.
  public var schedule: [Step] = []
  /// One more than the largest id among terms that the rules mention.
  public var termCount = 1

  public init() {}

  /// One step of the evaluation. What a step looks at under `not`, a count, a number or a settled choice is finished before it.
  public enum Step: Sendable {
    /// Clauses (indices in `clauses`, rising) that depend on each other. Unless `recursive`, it is one clause that does not
    /// depend on itself.
    case derive(clauses: [Int], recursive: Bool, stratum: Int)
    /// Everything that can give the number a value or add to it has run.
    case settleNumber(NumberID, stratum: Int)
    /// Everything that can propose a pick has run: apply the policy.
    case settleChoice(ChoiceID, stratum: Int)
  }
}

/// What a relation stands for. Only facts of a `verb` are counted, listed and reported.
public enum RelationRole: Hashable, Sendable {
  case verb
  case kind(KindID)
  case candidates(ChoiceID)
  case picks(ChoiceID)
  /// Made by the resolver for a condition that one literal cannot say (read only under `.count`), or for an expectation.
  case auxiliary
}

/// One way to one conclusion: all literals hold → the head holds.
public struct HornClause: Sendable {
  public var rule: RuleID
  /// Which conclusion of the rule this is, and which branch of its condition, both from 0.
  public var conclusion: Int
  public var branch: Int
  public var head: Head
  /// In text order.
  public var body: [Literal]
  /// Variables are slots: first those the rule names, then hidden ones of quantifiers.
  public var namedVariableCount: Int
  public var variableCount: Int
  /// For each literal, the index of the rule's clause that it came from (several literals may come from one).
  public var origins: [Int]

  public enum Head: Sendable {
    case fact(Atom)
    /// The number of the subject is the value.
    case set(NumberID, subject: Operand, Expression)
    /// Add the value to the number of the subject, once for each distinct binding of the named variables over all branches
    /// of the same (rule, conclusion).
    case add(NumberID, subject: Operand, Expression)
  }

  public init(
    rule: RuleID, conclusion: Int, branch: Int, head: Head, body: [Literal], namedVariableCount: Int,
    variableCount: Int, origins: [Int]
  ) {
    self.rule = rule
    self.conclusion = conclusion
    self.branch = branch
    self.head = head
    self.body = body
    self.namedVariableCount = namedVariableCount
    self.variableCount = variableCount
    self.origins = origins
  }
}

/// What may stand in a place.
public enum Operand: Hashable, Sendable {
  case term(TermID)
  case variable(Int)
  /// `_`: any value, never bound.
  case any
}

/// A relation with something in each of its places.
public struct Atom: Hashable, Sendable {
  public var relation: RelationID
  public var places: [Operand]

  public init(_ relation: RelationID, _ places: [Operand]) {
    self.relation = relation
    self.places = places
  }
}

/// One condition of a Horn clause.
public enum Literal: Sendable {
  /// Some fact of the relation fits; binds the variables.
  case match(Atom)
  /// As `match`, but only to bind variables for a count beside it: it is no premise of a proof and has no part in heights.
  case bind(Atom)
  /// How many distinct values the counted place takes among the facts that fit. Every variable is bound by other literals.
  case count(Atom, CountTest)
  /// Both values are known and compare so; with `holds` false: that is not the case (so it holds where one is unknown).
  case compare(Expression, Comparison, Expression, holds: Bool)
  /// Both are the same term; with `holds` false: they differ.
  case same(Operand, Operand, holds: Bool)
}

/// A test on the number of distinct values in one place of the facts that fit an atom.
///
/// In the atom the counted place is `.any`. Other `.any` places may take any value.
public struct CountTest: Hashable, Sendable {
  /// The counted place; nil asks only whether any fact fits (then the bound is `.atMost(0)`: plain negation).
  public var place: Int?
  /// Only members of this kind (a relation of one place) are counted.
  public var kind: RelationID?
  /// This value is not counted.
  public var excluding: Operand?
  public var bound: Bound

  public enum Bound: Hashable, Sendable {
    case atLeast(Int)
    case atMost(Int)
    case exactly(Int)
    case notExactly(Int)
    /// As many as the kind has members.
    case every
    case notEvery
  }

  public init(place: Int?, kind: RelationID? = nil, excluding: Operand? = nil, bound: Bound) {
    self.place = place
    self.kind = kind
    self.excluding = excluding
    self.bound = bound
  }
}

public enum Comparison: Hashable, Sendable {
  case less, atMost, equal, unequal, atLeast, greater
}

/// An arithmetic expression; its value is unknown where a number in it is, and where it divides by zero.
public indirect enum Expression: Hashable, Sendable {
  case literal(ExactDecimal)
  /// The number of a subject.
  case number(NumberID, subject: Operand)
  case negate(Expression)
  case add(Expression, Expression)
  case subtract(Expression, Expression)
  case multiply(Expression, Expression)
  case divide(Expression, Expression)
}

/// How a choice is settled.
public struct ChoicePlan: Sendable {
  public enum Policy: Sendable {
    /// Every candidate is a pick; two or more contest it.
    case one
    /// The candidate that is listed earliest.
    case first
    /// Every candidate is a pick.
    case all
  }

  /// What rules and profiles propose: one place.
  public var candidates: RelationID
  /// What is picked: one place. The same relation where settling changes nothing (`one` and `all` without `otherwise`).
  public var picks: RelationID
  public var policy: Policy
  /// In the order of the declaration.
  public var options: [TermID]
  /// Picked when there is no candidate. Nil where nothing is (then `picks` stays empty).
  public var otherwise: TermID?

  /// What can be picked: the options, then the `otherwise` if it is none of them.
  public var terms: [TermID] {
    guard let otherwise, !options.contains(otherwise) else { return options }
    return options + [otherwise]
  }

  public init(candidates: RelationID, picks: RelationID, policy: Policy, options: [TermID], otherwise: TermID?) {
    self.candidates = candidates
    self.picks = picks
    self.policy = policy
    self.options = options
    self.otherwise = otherwise
  }
}

/// Facts in the order of their text, flat: no allocation a fact.
public struct FactList: Sendable {
  /// The relation of each fact.
  public var relations: [RelationID] = []
  /// The terms of all facts, one fact after the other, as many as the arity of its relation.
  public var terms: [TermID] = []
  /// Where each fact stands.
  public var places: [Span] = []

  public init() {}

  public var count: Int { relations.count }

  /// Makes room for so many facts, of three places each.
  package mutating func reserve(_ count: Int) {
    relations.reserveCapacity(count)
    terms.reserveCapacity(count * 3)
    places.reserveCapacity(count)
  }

  public mutating func append(_ relation: RelationID, _ arguments: [TermID], at place: Span) {
    relations.append(relation)
    terms.append(contentsOf: arguments)
    places.append(place)
  }
}

/// What one profile says, resolved: the engine's input.
public struct ProfileFacts: Sendable {
  /// Given facts, memberships of kinds (`X is a KIND`) and given picks (of the candidates' relation) among them.
  public var facts = FactList()
  /// Given numbers.
  public var numbers: [GivenNumber] = []
  /// Facts that nobody knows yet.
  public var unknown = FactList()
  /// One more than the largest term id in use, at least ``Program/termCount``.
  public var termCount = 1

  public struct GivenNumber: Sendable {
    public var number: NumberID
    public var subject: TermID
    public var value: ExactDecimal
    public var place: Span

    public init(_ number: NumberID, subject: TermID, value: ExactDecimal, place: Span) {
      self.number = number
      self.subject = subject
      self.value = value
      self.place = place
    }
  }

  public init() {}
}

extension Expression {
  /// The subjects of the numbers in it.
  public var subjects: [Operand] { numbers.map { $0.subject } }

  /// The numbers in it, from left to right.
  public var numbers: [(number: NumberID, subject: Operand)] {
    var numbers: [(number: NumberID, subject: Operand)] = []
    // No recursion: a sum may be longer than the call stack is high.
    var stack = [self]
    while let next = stack.popLast() {
      switch next {
      case .literal: break
      case .number(let number, let subject): numbers.append((number, subject))
      case .negate(let inner): stack.append(inner)
      case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
        .divide(let left, let right):
        stack += [right, left]
      }
    }
    return numbers
  }
}
