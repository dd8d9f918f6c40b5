import TenetModel
import TenetText

/// Decides conditions by what a program and a profile give.
struct GivenFacts: ~Copyable {
  private let program: Program
  private let profile: ProfileFacts
  /// By relation, where its facts start in the terms of the program, and in those of the profile.
  private let programStarts: [[Int]]
  private let profileStarts: [[Int]]
  private var numbers: NumberTable

  init(_ program: Program, _ programStarts: [[Int]], _ profile: ProfileFacts) {
    self.program = program
    self.programStarts = programStarts
    self.profile = profile
    profileStarts = GivenFacts.starts(profile.facts, program)
    numbers = NumberTable(numberCount: program.numberCount)
    for given in profile.numbers { numbers.set(given.number.raw, given.subject.raw, given.value) }
  }

  /// By relation, where its facts start in the terms of all.
  static func starts(_ facts: FactList, _ program: Program) -> [[Int]] {
    var starts: [[Int]] = Array(repeating: [], count: program.arities.count)
    var next = 0
    for relation in facts.relations {
      starts[relation.index].append(next)
      next += program.arities[relation.index]
    }
    return starts
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

  private func meets(_ atom: Atom, _ test: CountTest) -> Bool {
    var members: Set<TermID>?
    if let kind = test.kind {
      var found: Set<TermID> = []
      forEachFact(of: kind) { found.insert($0[$0.startIndex]) }
      members = found
    }
    let excluded = test.excluding.flatMap { $0.term([]) }
    var values: Set<TermID> = []
    var isThere = false
    forEachFact(of: atom.relation) { terms in
      guard fits(atom, terms) else { return }
      isThere = true
      guard let place = test.place else { return }
      let value = terms[terms.startIndex + place]
      if value != excluded, members?.contains(value) ?? true { values.insert(value) }
    }
    if test.place == nil { return PlanTest.holds(test.bound, isThere ? 1 : 0, members: 0) }
    let memberCount = (members?.count ?? 0) - (excluded.map { members?.contains($0) ?? false } == true ? 1 : 0)
    return PlanTest.holds(test.bound, values.count, members: memberCount)
  }

  private func forEachFact(of relation: RelationID, _ body: (ArraySlice<TermID>) -> Void) {
    let arity = program.arities[relation.index]
    for start in programStarts[relation.index] { body(program.facts.terms[start..<start + arity]) }
    for start in profileStarts[relation.index] { body(profile.facts.terms[start..<start + arity]) }
  }

  private func fits(_ atom: Atom, _ terms: ArraySlice<TermID>) -> Bool {
    for (place, operand) in atom.places.enumerated() {
      if case .term(let constant) = operand, constant != terms[terms.startIndex + place] { return false }
    }
    return true
  }
}
