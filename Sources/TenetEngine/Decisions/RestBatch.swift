import TenetModel
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

  /// Takes a number that a profile gives.
  public mutating func give(_ number: NumberID, subject: TermID, _ value: ExactDecimal, to profile: Int) {
    state[0].give(number, subject: subject, value, to: profile)
  }

  /// Concludes all that follows, of the profiles of a batch that is evaluated; false where that is too much for one go, or
  /// some rule is not for it, and the general engine has to judge them profile by profile.
  public mutating func evaluate(_ facts: inout FactTable, _ batch: borrowing SlicedBatch) -> Bool {
    state[0].evaluate(&facts, batch)
  }

  /// Whether the general engine has something to report about the numbers of a profile.
  public func isSpoilt(_ profile: Int) -> Bool { state[0].isSpoilt(profile) }

  /// Adds what was concluded of a profile to what the batch concluded of it; what has a lower proof here gets that one.
  public mutating func add(to conclusions: inout [SlotConclusion], of profile: Int, _ facts: borrowing FactTable) {
    state[0].add(to: &conclusions, of: profile, facts)
  }

  /// By which instance of a rule a conclusion of the profile asked for last has its least proof; nil where by several.
  public func instance(of fact: Int) -> Int? { state[0].instance(of: fact) }

  /// The facts that the positive literals of an instance's clause have found: those that heights are taken from, then others,
  /// each in the order of the literals.
  public func facts(ofInstance number: Int) -> (premises: [Int], others: [Int]) { state[0].facts(ofInstance: number) }
}
