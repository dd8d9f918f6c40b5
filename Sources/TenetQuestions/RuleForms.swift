import TenetModel
import TenetSyntax
import TenetText

/// What a rule says, however it is written: the order of its conditions, what they repeat and the names of its variables
/// make no difference.
///
/// Equal texts mean the same. Rules with several variables in like places may be told apart although they mean the same.
struct RuleForm {
  private let version: Version
  private let rule: Rule
  private var names: [String]

  init(_ version: Version, _ rule: Rule) {
    self.version = version
    self.rule = rule
    names = Array(repeating: "_", count: rule.variables.count)
    // Conditions stand in the order of what they say without names; names are given in that order, conclusions first.
    let leaves = heads.flatMap { variables(in: $0) } + variables(in: ordered(rule.condition))
    var given = 0
    for slot in leaves where names[slot] == "_" {
      given += 1
      names[slot] = "v\(given)"
    }
  }

  /// The condition and all conclusions.
  var text: String {
    let heads = self.heads.map { version.speller.text($0, Speller.Binding(names: names)) }.sorted()
    return (rule.isConflict ? "conflict: " : "") + text(rule.condition) + " → " + heads.joined(separator: ", ")
  }

  /// What the rule concludes; of a conflict who faces it.
  private var heads: [HornClause.Head] {
    if !rule.isConflict { return rule.conclusions.map { $0.head } }
    let clauses = rule.hornClauses.map { version.set.program.clauses[$0] }
    return clauses.first { $0.conclusion >= 0 }.map { [$0.head] } ?? []
  }

  private func text(_ condition: Condition) -> String {
    switch condition {
    case .clause(let leaf): return version.speller.text(rule.clauses[leaf], Speller.Binding(names: names))
    case .not(.not(let inner)): return text(inner)
    case .not(let inner): return "not (" + text(inner) + ")"
    case .and(let parts): return joined(Self.flat(parts, isAnd: true), " and ")
    case .or(let parts): return joined(Self.flat(parts, isAnd: false), " or ")
    }
  }

  private func joined(_ parts: [Condition], _ word: String) -> String {
    let texts = Set(parts.map { text($0) }).sorted()
    return texts.count == 1 ? texts[0] : "(" + texts.joined(separator: word) + ")"
  }

  /// Without groups of the same sort inside each other.
  private static func flat(_ parts: [Condition], isAnd: Bool) -> [Condition] {
    parts.flatMap { part -> [Condition] in
      switch part {
      case .and(let inner) where isAnd, .or(let inner) where !isAnd: return flat(inner, isAnd: isAnd)
      default: return [part]
      }
    }
  }

  // MARK: Variables

  private func ordered(_ condition: Condition) -> [Int] {
    switch condition {
    case .clause(let leaf): return [leaf]
    case .not(let inner): return ordered(inner)
    case .and(let parts), .or(let parts):
      var isAnd = true
      if case .or = condition { isAnd = false }
      let flat = Self.flat(parts, isAnd: isAnd).map { (text: text($0), part: $0) }
      return flat.sorted { $0.text < $1.text }.flatMap { ordered($0.part) }
    }
  }

  private func variables(in leaves: [Int]) -> [Int] {
    leaves.flatMap { variables(in: { version.speller.text(rule.clauses[$0], $1) }, $0) }
  }

  private func variables(in head: HornClause.Head) -> [Int] {
    variables(in: { version.speller.text($0, $1) }, head)
  }

  /// The slots that a text names, in its order: found by naming them in a way that no term is written.
  private func variables<Part>(in spell: (Part, Speller.Binding) -> String, _ part: Part) -> [Int] {
    if names.isEmpty { return [] }
    let marks = names.indices.map { "\u{1}\($0)\u{1}" }
    let pieces = spell(part, Speller.Binding(names: marks)).split(separator: "\u{1}", omittingEmptySubsequences: false)
    return pieces.enumerated().compactMap { $0.offset % 2 == 1 ? Int($0.element) : nil }
  }
}
