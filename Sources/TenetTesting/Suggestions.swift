import TenetModel
import TenetText

/// Examples that are missing: for rules that no example makes fire, and for mutants that no example notices.
public enum Suggestions {
  /// The text of the examples, in the order of the rules; nothing where none is missing.
  public static func text(_ loaded: Loaded, _ report: MutationReport) -> String {
    var text = ""
    var seen: [[String]] = []
    var titles = loaded.set.examples.map { $0.title }
    for survivor in report.survivors {
      guard let expectation = survivor.expectation, !survivor.profile.isEmpty || !expectation.isEmpty else { continue }
      let key = survivor.profile + ["→", expectation]
      if seen.contains(key) { continue }
      seen.append(key)
      let rule = loaded.set.rules[survivor.mutant.rule]
      let place = loaded.set.sources[rule.place.source.index].place(of: rule.place.start)
      let base = rule.name ?? "the rule in line \(place.line)"
      var title = base
      var number = 1
      while titles.contains(title) {
        number += 1
        title = "\(base), \(number)"
      }
      titles.append(title)
      text += "example \(Speller.quoted(title))\n"
      for fact in survivor.profile { text += "  given \(fact)\n" }
      text += "  expect \(expectation)\n\n"
    }
    return text
  }
}
