import TenetModel
import TenetText

/// A program whose every clause speaks of a known, finite set of facts: variables are replaced by the members of their kinds.
///
/// Such programs are what decision rules mostly are. ``GroundRunner`` judges one profile by them in time proportional to the
/// clauses that its facts touch, after Dowling and Gallier (1984), with the exact height of every fact's least proof.
public struct GroundRules: Sendable {
  /// One fact that clauses read or conclude.
  public struct Fact: Hashable, Sendable {
    public var relation: RelationID
    public var terms: [TermID]

    public init(_ relation: RelationID, _ terms: [TermID]) {
      self.relation = relation
      self.terms = terms
    }
  }

  public private(set) var facts: [Fact] = []
  private var numbers: [Fact: Int32] = [:]
  /// For each fact its rank among those of its relation, by terms.
  public private(set) var ranks: [Int32] = []

  /// One instance of a clause: ranges into the flat lists below.
  struct Instance: Sendable {
    var clause: Int32
    var head: Int32
    var positives: Range<Int32>
    var negatives: Range<Int32>
    var counts: Range<Int32>
  }

  /// So many of these facts hold, or not.
  struct Count: Sendable {
    var facts: Range<Int32>
    var least: Int32
    var most: Int32
    /// Whether the number has to lie between the bounds, or outside of them.
    var isInside: Bool
    /// How many facts the height is taken from; 0 for a count that only says what is not.
    var premises: Int32
  }

  struct Operation: Sendable {
    enum Kind: Sendable { case derive, recursive, choice }
    var kind: Kind
    /// Instances, or the number of a choice.
    var range: Range<Int32>
  }

  var instances: [Instance] = []
  var lists: [Int32] = []
  var counts: [Count] = []
  var operations: [Operation] = []
  /// For each fact the operations to look at once it holds.
  var watchers: [[Int32]] = []
  /// Operations that are looked at in every case.
  var always: [Int32] = []
  /// For each choice the facts of its candidates and picks, in the order of its options.
  var choices: [Choice] = []

  struct Choice: Sendable {
    var plan: ChoicePlan
    var candidates: [Int32]
    var picks: [Int32]
    var otherwise: Int32?
  }

  /// The number of a fact that clauses mention.
  public func number(of fact: Fact) -> Int32? { numbers[fact] }

  /// What a choice can come to, in the order of its options, then its `otherwise`.
  public func picks(of choice: Int) -> [TermID] { choices[choice].picks.map { facts[Int($0)].terms[0] } }

  public var factCount: Int { facts.count }

  /// Nil where some clause cannot be ground: it has variables without a declared kind, or numbers.
  public init?(_ program: Program, _ vocabulary: Vocabulary) {
    let grounder = Grounder(program, vocabulary)
    for plan in program.choices {
      if plan.options.count > 60 { return nil }
      let terms = plan.options + (plan.otherwise.map { plan.options.contains($0) ? [] : [$0] } ?? [])
      choices.append(
        Choice(
          plan: plan, candidates: terms.map { add(Fact(plan.candidates, [$0])) },
          picks: terms.map { add(Fact(plan.picks, [$0])) },
          otherwise: plan.otherwise.map { add(Fact(plan.picks, [$0])) }))
    }
    for step in program.schedule {
      switch step {
      case .settleNumber: return nil
      case .settleChoice(let choice, _):
        operations.append(Operation(kind: .choice, range: Int32(choice.raw)..<Int32(choice.raw) + 1))
        always.append(Int32(operations.count - 1))
      case .derive(let clauses, let recursive, _):
        let start = Int32(instances.count)
        for clause in clauses {
          guard let ground = grounder.instances(of: clause) else { return nil }
          for instance in ground { add(instance, clause) }
        }
        let kind: Operation.Kind = recursive ? .recursive : .derive
        operations.append(Operation(kind: kind, range: start..<Int32(instances.count)))
        watch(start..<Int32(instances.count), Int32(operations.count - 1))
      }
    }
    rank()
  }

  // MARK: Building

  private mutating func add(_ fact: Fact) -> Int32 {
    if let number = numbers[fact] { return number }
    let number = Int32(facts.count)
    numbers[fact] = number
    facts.append(fact)
    watchers.append([])
    return number
  }

  private mutating func add(_ instance: Grounder.Instance, _ clause: Int) {
    let positives = list(instance.positives)
    let negatives = list(instance.negatives)
    let start = Int32(counts.count)
    for count in instance.counts {
      counts.append(
        Count(
          facts: list(count.facts), least: count.least, most: count.most, isInside: count.isInside,
          premises: count.premises))
    }
    instances.append(
      Instance(
        clause: Int32(clause), head: add(instance.head), positives: positives, negatives: negatives,
        counts: start..<Int32(counts.count)))
  }

  private mutating func list(_ facts: [Fact]) -> Range<Int32> {
    let start = Int32(lists.count)
    for fact in facts { lists.append(add(fact)) }
    return start..<Int32(lists.count)
  }

  /// An operation is looked at when the first positive fact of one of its instances holds.
  private mutating func watch(_ range: Range<Int32>, _ operation: Int32) {
    var isAlways = false
    for index in range {
      let instance = instances[Int(index)]
      if instance.positives.isEmpty {
        isAlways = true
      } else {
        let fact = Int(lists[Int(instance.positives.lowerBound)])
        if watchers[fact].last != operation { watchers[fact].append(operation) }
      }
    }
    if isAlways { always.append(operation) }
  }

  private mutating func rank() {
    let order = facts.indices.sorted { left, right in
      facts[left].terms.lexicographicallyPrecedes(facts[right].terms)
    }
    ranks = Array(repeating: 0, count: facts.count)
    for (rank, fact) in order.enumerated() { ranks[fact] = Int32(rank) }
  }
}
