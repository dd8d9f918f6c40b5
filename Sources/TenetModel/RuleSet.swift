import TenetSyntax
import TenetText

/// Rules, vocabulary, examples and profiles of some texts: read, resolved and checked.
///
/// It holds what the author wrote (for explanations and lint) beside the ``Program`` that the engine runs.
public struct RuleSet: Sendable {
  /// Every text that was read.
  public var sources: [Source] = []
  /// The tree of each source.
  public var trees: [SyntaxTree] = []
  /// The sources in the order of their statements: an imported one stands before the one that imports it.
  public var order: [SourceID] = []
  public var words = WordTable()
  public var terms: TermTable
  public var vocabulary: Vocabulary
  /// In the order of the texts; conflicts are rules too.
  public var rules: [Rule] = []
  public var examples: [ExampleCase] = []
  public var profiles: [ProfileCase] = []
  public var outcomes: [Outcome] = []
  /// `ruleset` lines.
  public var titles: [(title: String, place: Span)] = []
  public var program = Program()
  /// Clauses that conclude the auxiliary fact of each expectation; see ``testProgram()``.
  public var expectationClauses: [HornClause] = []
  /// Resolved names of what was imported: for each import statement its place and the source it brings.
  public var imports: [(place: Span, importer: SourceID, imported: SourceID)] = []
}

extension RuleSet {
  init(terms: TermTable, vocabulary: Vocabulary) {
    self.terms = terms
    self.vocabulary = vocabulary
  }

  public var treesInOrder: [SyntaxTree] { order.map { trees[$0.index] } }

  /// The program with the expectations of all examples as further clauses, which nothing reads.
  public func testProgram() -> Program {
    var extended = program
    extended.clauses += expectationClauses
    let (steps, _) = Strata(extended, vocabulary).schedule()
    extended.schedule = steps
    return extended
  }

  /// As ``testProgram()`` with other clauses of the rules; nil where they make a circle through negation.
  public func testProgram(clauses: [HornClause]) -> Program? { testProgram(taking: clauses + expectationClauses) }

  /// A program of these clauses alone; nil where they make a circle through negation.
  public func testProgram(taking clauses: [HornClause]) -> Program? {
    var changed = program
    changed.clauses = clauses
    let (steps, circles) = Strata(changed, vocabulary).schedule()
    guard circles.isEmpty else { return nil }
    changed.schedule = steps
    return changed
  }

  /// The program for a case that adds members to kinds: clauses that had nothing to do with each other may now depend on
  /// each other. Nil where that makes a circle through negation.
  public func program(adding memberships: [(kind: KindID, term: TermID)], to program: Program) -> Program? {
    if memberships.isEmpty { return program }
    let (steps, circles) = Strata(program, vocabulary, extra: memberships).schedule()
    guard circles.isEmpty else { return nil }
    var changed = program
    changed.schedule = steps
    return changed
  }
}

/// One rule or conflict.
public struct Rule: Sendable {
  public var name: String?
  /// The name in the text; else the whole statement.
  public var namePlace: Span
  /// The whole statement.
  public var place: Span
  /// The condition with `unless` as a last `and not`; leaves are indices in `clauses`.
  public var condition: Condition
  /// The two sides of a conflict, as written.
  public var sides: [Condition]
  /// The part of the condition that stands after `unless`.
  public var exception: Condition?
  /// Every clause of the condition in text order.
  public var clauses: [Clause]
  public var conclusions: [Conclusion]
  /// The names of the variables, by slot.
  public var variables: [String]
  public var because: String?
  public var sources: [String]
  public var tags: [String]
  public var documentation: [String]
  /// The Horn clauses of the program that come from this rule.
  public var hornClauses: Range<Int> = 0..<0

  public var isConflict: Bool { !sides.isEmpty }
}

/// A condition, its leaves numbered.
public indirect enum Condition: Sendable {
  case clause(Int)
  case not(Condition)
  case and([Condition])
  case or([Condition])

  /// The leaves in text order.
  public var leaves: [Int] {
    switch self {
    case .clause(let index): return [index]
    case .not(let inner): return inner.leaves
    case .and(let parts), .or(let parts): return parts.flatMap { $0.leaves }
    }
  }
}

/// One clause of a condition: what it says, resolved.
public struct Clause: Sendable {
  public var place: Span
  public var meaning: Meaning

  public enum Meaning: Sendable {
    case fact(FactPattern)
    case compare(Expression, Comparison, Expression)
    /// `?a is ?b`
    case same(Operand, Operand, negated: Bool)
    /// `?l is a layer`
    case member(Subject, KindID, negated: Bool)
    case choice(ChoiceID, Operand, negated: Bool)
  }
}

/// Who a clause speaks of.
public enum Subject: Hashable, Sendable {
  case operand(Operand)
  case someone
  case someoneElse
  case noOne
  case noOneElse
}

/// A verb with its places as written.
public struct FactPattern: Hashable, Sendable {
  public var relation: RelationID
  public var subject: Subject
  /// The object, then what stands after each preposition. A quantified place holds `.any`, except under `only`.
  public var objects: [Operand]
  public var quantifier: Quantified?

  public struct Quantified: Hashable, Sendable {
    /// Index in `objects`.
    public var place: Int
    public var quantifier: Quantifier
  }

  public enum Quantifier: Hashable, Sendable {
    case anyOf(KindID)
    case noneOf(KindID)
    case every(KindID)
    case atLeast(Int, KindID)
    case atMost(Int, KindID)
    case exactly(Int, KindID)
    /// The operand of the place and no other.
    case only
  }
}

/// One conclusion of a rule.
public struct Conclusion: Sendable {
  public var place: Span
  public var head: HornClause.Head
}

/// What counts as a headline.
public enum Outcome: Hashable, Sendable {
  case relation(RelationID)
  case atom(Atom)
  case number(NumberID)
  case choice(ChoiceID)
}

/// One `profile`.
public struct ProfileCase: Sendable {
  public var title: String
  public var place: Span
  public var facts: ProfileFacts
  /// Members that the profile adds to kinds.
  public var memberships: [(kind: KindID, term: TermID)]
}

/// One `example`.
public struct ExampleCase: Sendable {
  public var title: String
  public var place: Span
  public var facts: ProfileFacts
  public var memberships: [(kind: KindID, term: TermID)]
  public var expectations: [Expectation]

  public struct Expectation: Sendable {
    public var place: Span
    public var condition: Condition
    public var clauses: [Clause]
    /// The names of its variables.
    public var variables: [String]
    /// The fact of an auxiliary relation that holds exactly when the expectation does, in ``RuleSet/testProgram()``.
    public var relation: RelationID
  }
}

extension Case {
  public init(_ profile: ProfileCase) {
    self.init(title: profile.title, facts: profile.facts, memberships: profile.memberships)
  }

  public init(_ example: ExampleCase) {
    self.init(title: example.title, facts: example.facts, memberships: example.memberships)
  }
}
