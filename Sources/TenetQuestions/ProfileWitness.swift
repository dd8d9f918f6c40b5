import TenetEngine
import TenetModel
import TenetText

extension VersionComparison {
  /// Lets given profiles decide where no witness was found: one for which something changes tells the versions apart.
  /// The witness is that profile without what the difference does not need.
  ///
  /// Cost: some evaluations for each fact that is left in the end.
  public func settle(_ answer: inout Versions, by cases: [(before: Case, after: Case)]) {
    guard answer.isEquivalent != false else { return }
    let changing = Set(answer.changes.filter { !$0.isEmpty }.map { $0.profile })
    let telling = cases.filter { changing.contains($0.before.title) }
    guard let smallest = telling.min(by: { $0.before.facts.itemCount < $1.before.facts.itemCount }) else { return }
    answer.isEquivalent = false
    let kept = needed(smallest.before, smallest.after)
    answer.witness = texts(smallest.before, kept).sorted()
    answer.bounds = kept.count <= answer.upTo + 1 ? [] : [.witness]
  }

  /// Which facts, numbers and unknown facts of a profile the difference needs, by place: none of them can go by itself.
  private func needed(_ before: Case, _ after: Case) -> [Int] {
    var kept = Array(0..<before.facts.itemCount)
    // What a version reads otherwise, word for word, cannot be left out in both.
    guard after.facts.itemCount == kept.count else { return kept }
    var size = max(1, kept.count / 2)
    while true {
      var isSmaller = false
      var start = 0
      while start < kept.count, limits.isOver?() != true {
        var fewer = kept
        fewer.removeSubrange(start..<min(start + size, kept.count))
        if differ(before.keeping(fewer, arities(old)), after.keeping(fewer, arities(new))) {
          kept = fewer
          isSmaller = true
        } else {
          start += size
        }
      }
      if size == 1 && !isSmaller || limits.isOver?() == true { return kept }
      size = max(1, size / 2)
    }
  }

  private func arities(_ version: Version) -> [Int] { version.set.program.arities }

  private func texts(_ input: Case, _ kept: [Int]) -> [String] {
    let facts = input.keeping(kept, arities(old)).facts
    let spell = { (list: FactList) in
      list.statements(arities(old)).map { old.speller.text($0.statement.relation, $0.statement.terms) }
    }
    let numbers = facts.numbers.map { number in
      old.speller.name(number.number, of: .term(number.subject), .none) + " is "
        + old.speller.number(number.value, number.number)
    }
    return spell(facts.facts) + numbers + spell(facts.unknown).map { "unknown " + $0 }
  }
}

extension ProfileFacts {
  /// Facts, then numbers, then unknown facts.
  fileprivate var itemCount: Int { facts.count + numbers.count + unknown.count }
}

extension Case {
  /// The case with some of what it says; members that it adds to kinds stay.
  fileprivate func keeping(_ kept: [Int], _ arities: [Int]) -> Case {
    let isKept = Set(kept)
    var result = self
    result.facts.facts = facts.facts.keeping(arities) { isKept.contains($0) }
    let numbers = facts.facts.count
    result.facts.numbers = facts.numbers.enumerated().filter { isKept.contains(numbers + $0.offset) }.map { $0.element }
    let unknown = numbers + facts.numbers.count
    result.facts.unknown = facts.unknown.keeping(arities) { isKept.contains(unknown + $0) }
    return result
  }
}

extension FactList {
  fileprivate func keeping(_ arities: [Int], _ isKept: (Int) -> Bool) -> FactList {
    var kept = FactList()
    for (index, fact) in statements(arities).enumerated() where isKept(index) {
      kept.append(fact.statement.relation, fact.statement.terms, at: fact.place)
    }
    return kept
  }
}
