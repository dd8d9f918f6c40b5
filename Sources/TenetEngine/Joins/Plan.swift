import TenetProgram

/// How one clause is run: nested loops over its literals in a chosen order, as flat operations on registers.
///
/// The registers hold the clause's variables first, then the constants that its literals and head mention. A plan is made
/// once and never changes.
final class Plan: @unchecked Sendable {
  let clause: Int
  let steps: Vector<PlanStep>
  /// Registers that steps use as keys and operands.
  let keys: Vector<UInt32>
  let moves: Vector<PlanMove>
  let constants: Vector<PlanConstant>
  let tests: [PlanTest]
  let comparisons: [PlanComparison]
  let variableCount: Int
  /// The registers of the head's terms; for a number its subject alone.
  let head: Vector<UInt32>
  /// The value, for a number's head.
  let value: ExpressionCode
  /// Which indexes must be up to date before the plan runs.
  let indexes: [Int]
  /// The innermost loop, where it is a loop over a leaf; `steps` are then those around it.
  let tail: PlanTail?
  let filters: Vector<PlanFilter>
  /// About how many solutions there are (for one new row, where the plan runs over new rows).
  let estimate: Double
  /// About how many rows all loops together visit.
  let cost: Double

  init(_ parts: consuming PlanParts) {
    clause = parts.clause
    tests = parts.tests
    comparisons = parts.comparisons
    variableCount = parts.variableCount
    value = parts.value
    indexes = parts.indexes
    tail = parts.tail
    estimate = parts.estimate
    cost = parts.cost
    filters = Vector(parts.filters)
    steps = Vector(parts.steps)
    keys = Vector(parts.keys)
    moves = Vector(parts.moves)
    constants = Vector(parts.constants)
    head = Vector(parts.head)
  }

  var registerCount: Int { variableCount + constants.count }
}

/// What a planner collects before it makes a ``Plan``.
struct PlanParts {
  var clause = 0
  var steps: [PlanStep] = []
  var keys: [UInt32] = []
  var moves: [PlanMove] = []
  var constants: [PlanConstant] = []
  var tests: [PlanTest] = []
  var comparisons: [PlanComparison] = []
  var variableCount = 0
  var head: [UInt32] = []
  var value = ExpressionCode()
  var indexes: [Int] = []
  var tail: PlanTail?
  var filters: [PlanFilter] = []
  var estimate = 1.0
  var cost = 0.0
}

/// One loop of a plan, or one test inside the loops around it.
struct PlanStep: BitwiseCopyable {
  enum Kind: UInt8 {
    /// Every row.
    case scan
    /// The rows that are new in this round.
    case delta
    /// Every row of a grid's bits, without its last place.
    case gridRows
    /// As `gridRows`, of the delta.
    case deltaRows
    /// The rows that an index gives for the key.
    case lookup
    /// The one row that the key spells in full.
    case member
    /// A test on a number of facts.
    case count
    case compare
    case same
    /// As `same`, negated.
    case differ
  }

  var kind: Kind
  /// The rows may grow while the clause is being evaluated: only those of the finished rounds count.
  var isGrowing = false
  /// The row is a premise, so its level counts.
  var isPremise = false
  var relation: Int32 = 0
  /// For `lookup`.
  var index: Int32 = -1
  /// The range of the key's registers, in the order of the index's columns (of all columns for `member`).
  var keyStart: UInt32 = 0
  var keyCount: UInt32 = 0
  /// The range of moves that put a column into a register.
  var bindStart: UInt32 = 0
  var bindCount: UInt32 = 0
  /// The range of moves whose column must equal its register; the key's columns last (see ``keyCheckStart``).
  var checkStart: UInt32 = 0
  var checkCount: UInt32 = 0
  /// The checks of the columns that the key covers, for a scan in place of the index.
  var keyCheckStart: UInt32 = 0
  /// The literal's index in the clause.
  var literal: Int32 = 0
  /// The index in the plan's tests or comparisons.
  var detail: Int32 = 0
}

/// A term, to be put into a register in the numbers of a class.
struct PlanConstant: BitwiseCopyable, Equatable {
  var term: UInt32
  var domain: Int

  /// Its id itself.
  static var anyClass: Int { -1 }

  func value(_ domains: Domains) -> UInt32 {
    domain == PlanConstant.anyClass ? term : domains.local(term, domain)
  }
}

/// A column and a register.
struct PlanMove: BitwiseCopyable {
  var column: UInt32
  var register: UInt32
}

/// A `.count` literal over registers.
struct PlanTest: Sendable {
  var literal: Int
  var relation: Int
  var arity: Int
  var index: Int
  /// Registers of the bound columns, in the order of columns.
  var keys: [UInt32]
  /// Bound columns and their registers.
  var checks: [PlanMove]
  /// -1 where the test asks only whether any fact fits.
  var place: Int
  /// Some other place may take any value, so one value may occur in several rows.
  var repeats: Bool
  var kind: Int
  /// The register of the value that does not count, or -1.
  var excluding: Int
  var bound: CountTest.Bound
}

/// A `.compare` literal.
struct PlanComparison: Sendable {
  var literal: Int
  var left: ExpressionCode
  var right: ExpressionCode
  var comparison: Comparison
  var holds: Bool
}

extension Vector {
  /// A copy of an array.
  init(_ elements: [Element]) {
    self.init()
    reserve(elements.count)
    for element in elements { append(element) }
  }
}

extension Vector {
  var array: [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for index in 0..<count { result.append(self[index]) }
    return result
  }
}
