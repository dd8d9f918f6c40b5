import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

extension VersionComparison {
  /// Nodes of functions of all profiles; where that is not enough, profiles are searched.
  private static var mostNodes: Int { 300_000 }

  /// Whether some profile of base facts tells the versions apart: exactly over everything that the edited rules may touch.
  public func equivalence() -> Versions {
    var answer = Versions(edited: edited)
    let sameWords = old.vocabularyText == new.vocabularyText
    if openOld.isEmpty, openNew.isEmpty, sameWords {
      answer.isEquivalent = true
      return answer
    }
    let (old, new, spare) = withSpareTerm
    var sides = [
      VersionSide(old, sameWords ? openOld : Array(old.set.rules.indices), spare: spare.own),
      VersionSide(new, sameWords ? openNew : Array(new.set.rules.indices), spare: spare.others),
    ]
    widen(&sides)
    // What one version concludes may still be given where it is a base fact of the other one.
    let facts = sides.flatMap { $0.baseTexts }.uniqued()
    let (first, second) = (sides[0], sides[1])
    sides[0].ground(facts, beside: second, limits)
    sides[1].ground(facts, beside: first, limits)
    let values = sides.map { $0.thresholds }
    for index in sides.indices { sides[index].give(values) }
    let diagrams = Diagrams(mostNodes: Self.mostNodes, isOver: limits.isOver)
    let pair = VersionPair(sides[0], sides[1], diagrams)
    let difference = pair.difference()
    guard !pair.isExhausted else {
      answer.bounds = [diagrams.isLate ? .time : .complexity]
      if !diagrams.isLate { search(sides, &answer) }
      return answer
    }
    conclude(difference, diagrams, pair.shared, &answer)
    if answer.isEquivalent == true, !sides.allSatisfy({ $0.isClosed }) { answer.isEquivalent = nil }
    return answer
  }

  /// Both versions with a term that neither mentions: profiles may put anything where no kind says what may stand.
  private var withSpareTerm: (old: Version, new: Version, spare: (own: TermID, others: TermID)) {
    var (first, second) = (old.reader, new.reader)
    let spare = first.unmentionedTerm(&second)
    return (Version(old.judge, first), Version(new.judge, second), spare)
  }

  /// Until what one version touches the other one touches too: a rule that stands in one version only, and that says
  /// nothing new by itself, may pass a difference on to what other rules of the other version conclude.
  private func widen(_ sides: inout [VersionSide]) {
    var count = 0
    while true {
      let heads = sides.flatMap { $0.touchedHeads }.uniqued()
      if heads.count == count { return }
      count = heads.count
      let wanted = HeadPatterns(heads)
      for index in sides.indices { sides[index].widen(wanted) }
    }
  }

  private func search(_ sides: [VersionSide], _ answer: inout Versions) {
    var search = WitnessSearch(sides[0], sides[1], isOver: limits.isOver)
    search.run()
    answer.upTo = search.upTo
    guard let witness = search.witness else { return }
    answer.isEquivalent = false
    answer.witness = witness
    answer.bounds = witness.count <= search.upTo + 1 ? [] : [.witness]
  }

  private func conclude(
    _ difference: Diagram, _ diagrams: Diagrams, _ shared: SharedVariables, _ answer: inout Versions
  ) {
    let sets = MinimalSets(diagrams)
    let listing = sets.cheapest(sets.family(of: difference), costs: { _ in 1 }, limit: .max, onlyCheapest: true)
    if sets.isExhausted {
      answer.bounds = [.complexity]
      return
    }
    let witnesses = listing.sets.map { $0.variables.map { shared.texts[$0] }.sorted() }
    let first = witnesses.min { $0.joined(separator: "\n") < $1.joined(separator: "\n") }
    answer.isEquivalent = first == nil
    answer.witness = first ?? []
  }
}
