import TenetProgram
import TenetText

/// What the instances of a ``RestGrounder`` do to the numbers of 512 profiles.
struct RestEffects: ~Copyable {
  private let rules: RestRules
  /// The instances that hold of each profile.
  private var lists = ProfileLists()
  /// The subjects of the numbers in the value at hand.
  private var subjects = Vector<UInt32>()

  init(_ rules: RestRules) { self.rules = rules }

  /// Sets a number of some profiles, or adds to it, as the fact that stands for the effect says.
  mutating func apply(
    _ fact: Int, to profiles: SIMD8<UInt64>, _ facts: borrowing FactTable, _ numbers: inout NumberTables
  ) {
    guard let effect = rules.effect(facts.relation(of: fact)) else { return }
    subjects.removeAll()
    for operand in effect.subjects { subjects.append(facts.term(operand, fact).raw) }
    let subject = facts.term(effect.subject, fact)
    let target = NumberTables.Target(number: effect.number, subject: subject, isAdded: effect.isAdded)
    numbers.apply(effect.value, subjects, to: target, profiles)
  }

  // MARK: Asking

  /// Forgets which instances hold; to be called before ``add(_:_:)``.
  mutating func begin() { lists.begin() }

  /// Takes an instance that holds of some profiles.
  mutating func add(_ instance: UInt32, _ profiles: SIMD8<UInt64>) { lists.add(instance, profiles) }

  /// To be called after ``add(_:_:)``.
  mutating func end() { lists.end() }

  /// The instances that set the number of a subject of a profile or add to it, in the order of the text, each with its effect:
  /// that counts once.
  func effects(
    on number: NumberID, of subject: TermID, of profile: Int, _ facts: borrowing FactTable,
    _ grounder: borrowing RestGrounder
  ) -> [(instance: Int, clause: Int, effect: Int)] {
    var result: [(instance: Int, clause: Int, effect: Int)] = []
    for index in lists.range(of: profile) {
      let instance = grounder.instances[Int(lists[index])]
      let head = Int(instance.head)
      guard let effect = rules.effect(facts.relation(of: head)), effect.number == number,
        facts.term(effect.subject, head) == subject
      else { continue }
      result.append((Int(lists[index]), Int(instance.clause), head))
    }
    return result.sorted { ($0.clause, $0.instance) < ($1.clause, $1.instance) }
  }

  /// What an effect sets or adds; nil where that is unknown.
  func value(
    ofEffect effect: Int, of profile: Int, _ facts: borrowing FactTable, _ numbers: borrowing NumberTables
  ) -> ExactDecimal? {
    guard let told = rules.effect(facts.relation(of: effect)) else { return nil }
    let subjects = Vector(told.subjects.map { facts.term($0, effect).raw })
    return numbers.value(told.value, subjects, of: profile)
  }
}

extension FactTable {
  /// What stands for an operand whose variables have the terms of a fact for values.
  fileprivate func term(_ operand: Operand, _ fact: Int) -> TermID {
    switch operand {
    case .term(let term): term
    case .variable(let variable): term(of: fact, at: variable)
    case .any: preconditionFailure("a number is that of someone")
    }
  }
}
