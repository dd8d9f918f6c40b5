import TenetModel
import TenetText

/// Decides conditions by what a program and a profile give.
struct GivenFacts: ~Copyable {
  private let program: Program
  private let profile: ProfileFacts
  /// By relation, where its facts start in the terms of the program or, from `programEnd` on, of the profile.
  private var starts: [RelationID: [Int]] = [:]
  private let programEnd: Int
  private var numbers: NumberTable

  init(_ program: Program, _ profile: ProfileFacts) {
    self.program = program
    self.profile = profile
    programEnd = program.facts.terms.count
    numbers = NumberTable(numberCount: program.numberCount)
    for given in profile.numbers { numbers.set(given.number.raw, given.subject.raw, given.value) }
    var next = 0
    for relation in program.facts.relations + profile.facts.relations {
      starts[relation, default: []].append(next)
      next += program.arities[relation.index]
    }
  }

  /// Nil where some arithmetic does not fit.
  func meets(_ condition: SlotCondition) -> Bool? {
    switch condition {
    case .compare:
      guard let test = SlotComparison(condition) else { return nil }
      return test.isMet(numbers)
    case .count(let atom, let test): return meets(atom, test)
    }
  }

  private func term(_ position: Int) -> TermID {
    position < programEnd ? program.facts.terms[position] : profile.facts.terms[position - programEnd]
  }

  private func meets(_ atom: Atom, _ test: CountTest) -> Bool {
    let members = test.kind.map { Set((starts[$0] ?? []).map { position in term(position) }) }
    let excluded = test.excluding.flatMap { $0.term([]) }
    var values: Set<TermID> = []
    for start in starts[atom.relation] ?? [] where fits(atom, start) {
      guard let place = test.place else { return PlanTest.holds(test.bound, 1, members: 0) }
      let value = term(start + place)
      if value != excluded, members?.contains(value) ?? true { values.insert(value) }
    }
    let memberCount = (members?.count ?? 0) - (excluded.map { members?.contains($0) ?? false } == true ? 1 : 0)
    return PlanTest.holds(test.bound, values.count, members: memberCount)
  }

  private func fits(_ atom: Atom, _ start: Int) -> Bool {
    for (place, operand) in atom.places.enumerated() {
      if case .term(let constant) = operand, constant != term(start + place) { return false }
    }
    return true
  }
}
