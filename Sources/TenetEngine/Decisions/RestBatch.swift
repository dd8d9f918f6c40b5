import TenetProgram
import TenetText

/// Judges up to 512 profiles at once by the rules that a ``SlotProgram`` leaves over, on top of what a ``SlicedBatch``
/// concluded: their variables take the terms that the profiles bring, and each fact is a column of bits.
///
/// Use: ``clear()``; ``give(_:to:_:)`` the facts that have no slot; ``evaluate(_:_:)``; then ask. Cost: for each batch as the
/// instances of rules that its profiles and those before made possible, a few operations each; for a new fact as what it fits.
public struct RestBatch: ~Copyable {
  /// One state, behind a pointer: the compiler follows every field of a value that cannot be copied, wherever it is used.
  private var state: Slots<RestState>
  let program: SlotProgram

  public init(_ program: SlotProgram) {
    self.program = program
    state = Slots(capacity: 1)
    state.append(RestState(program))
  }

  /// How often instances were forgotten: their numbers start anew.
  public var generation: Int { state[0].generation }

  /// Forgets all profiles.
  public mutating func clear() { state[0].clear() }

  /// Forgets what was possible too: to be done before facts get other numbers.
  public mutating func forget() { state[0].forget() }

  /// Makes a fact true of a profile, by its number; one that has a slot is known already.
  public mutating func give(_ fact: Int, to profile: Int, _ facts: borrowing FactTable) {
    state[0].give(fact, to: profile, facts)
  }

  /// Whether it is for all of the rules: no very long bodies, no huge expressions, no picks that their choice does not list.
  public var isComplete: Bool { state[0].isComplete }

  /// Concludes all that follows, of the profiles of a batch that is evaluated: their numbers, and what has a slot, are put
  /// there. False where that is too much for one go, and the general engine has to judge them profile by profile.
  public mutating func evaluate(_ facts: inout FactTable, _ batch: inout SlicedBatch) -> Bool {
    state[0].evaluate(&facts, &batch)
  }

  /// Adds what was concluded of a profile to what the batch concluded of it; what has a lower proof here gets that one.
  public mutating func add(to conclusions: inout [SlotConclusion], of profile: Int, _ facts: borrowing FactTable) {
    state[0].add(to: &conclusions, of: profile, facts)
  }

  /// The instances of a clause by which a profile concludes a fact that it does not give. Cost: as its conclusions.
  public func instances(of clause: Int, concluding fact: Int, of profile: Int) -> [Int] {
    state[0].instances(of: clause, concluding: fact, profile)
  }

  /// What a count looks at, by the number that it has in the grounds of instances.
  public func counted(_ check: Int, _ facts: borrowing FactTable) -> RestCount? { state[0].counted(check, facts) }

  /// The checks of an instance, in the order of the literals.
  func checks(ofInstance number: Int) -> [Int] { state[0].checks(ofInstance: number) }

  /// By which instance of a rule a conclusion of the profile asked for last has its least proof; nil where by several.
  public func instance(of fact: Int) -> Int? { state[0].instance(of: fact) }

  /// The facts that the positive literals of an instance's clause have found: those that heights are taken from, then others,
  /// each in the order of the literals.
  public func facts(ofInstance number: Int) -> (premises: [Int], others: [Int]) { state[0].facts(ofInstance: number) }

  /// The instances of a clause that hold of a profile, rising; those that conclude what it gives are left out. Cost: as all
  /// that hold of it.
  public func firing(_ clause: Int, of profile: Int) -> [Int] { state[0].firing(clause, of: profile) }

  /// The instances that set the number of a subject of a profile or add to it, in the order of the text, each with its effect:
  /// that counts once. Cost: as all instances that hold of the profile and do something to numbers.
  public func effects(
    on number: NumberID, of subject: TermID, of profile: Int, _ facts: borrowing FactTable
  ) -> [(instance: Int, clause: Int, effect: Int)] {
    state[0].effects(on: number, of: subject, of: profile, facts)
  }

  /// What an effect sets or adds; nil where that is unknown.
  public func value(
    ofEffect effect: Int, of profile: Int, _ facts: borrowing FactTable, _ batch: borrowing SlicedBatch
  ) -> ExactDecimal? {
    state[0].value(ofEffect: effect, of: profile, facts, batch)
  }
}

/// The facts that a count looks at where rules have variables.
public struct RestCount: Sendable {
  /// Those of one value side by side: at most one of them counts.
  public var facts: [[Int]]
  /// How many of the facts that hold, the earliest, a proof names.
  public var premises: Int
}
