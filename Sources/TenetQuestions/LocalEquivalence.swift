import TenetModel
import TenetReasoning
import TenetText

/// Whether rules that stand in one version only say the same together, each conclusion looked at by itself.
///
/// For a conclusion the conditions of all its rules are one function of what they ask for, taken as if each clause could hold
/// or not by itself; only comparisons of one number with constants are known to hang together. Functions that are equal then
/// are equal for every profile. Where they are not, nothing is said.
struct LocalEquivalence {
  private let old: Version
  private let new: Version
  private let diagrams = Diagrams(mostNodes: 200_000)
  private var variables: [String: Int] = [:]
  /// The constants that each number is compared with, by the number's text.
  private var constants: [String: Set<ExactDecimal>] = [:]

  init(_ old: Version, _ new: Version) {
    self.old = old
    self.new = new
  }

  /// The rules of each version of which some conclusion may hold otherwise than in the other one.
  mutating func unproven(_ editedOld: [Int], _ editedNew: [Int]) -> (old: [Int], new: [Int]) {
    let heads = Set(editedOld.flatMap { Self.heads(old, $0) } + editedNew.flatMap { Self.heads(new, $0) })
    let before = Self.rules(of: old, heads)
    let after = Self.rules(of: new, heads)
    for (version, rules) in [(old, before), (new, after)] {
      for rule in Set(rules.values.flatMap { $0 }).sorted() { note(version.set.rules[rule], version) }
    }
    let bounds = constraints()
    let open = heads.filter { head in
      !isSame(head, before[head] ?? [], after[head] ?? [], where: bounds)
    }
    return (
      editedOld.filter { !open.isDisjoint(with: Self.heads(old, $0)) },
      editedNew.filter { !open.isDisjoint(with: Self.heads(new, $0)) }
    )
  }

  // MARK: Rules by conclusion

  /// What a rule concludes; of a conflict who faces it.
  private static func heads(_ version: Version, _ index: Int) -> [String] {
    let rule = version.set.rules[index]
    let binding = Speller.Binding(names: rule.variables)
    if rule.isConflict {
      let faced = rule.hornClauses.compactMap { clause -> String? in
        let clause = version.set.program.clauses[clause]
        return clause.conclusion < 0 ? nil : version.speller.text(clause.head, binding)
      }
      return ["conflict: " + faced.uniqued().joined(separator: ", ")]
    }
    return rule.conclusions.map { version.speller.text($0.head, binding) }
  }

  private static func rules(of version: Version, _ heads: Set<String>) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for index in version.set.rules.indices {
      for head in Self.heads(version, index) where heads.contains(head) { found[head, default: []].append(index) }
    }
    return found
  }

  private mutating func isSame(_ head: String, _ before: [Int], _ after: [Int], where bounds: Diagram) -> Bool {
    let first = before.map { function(of: old.set.rules[$0], old) }
    let second = after.map { function(of: new.set.rules[$0], new) }
    if diagrams.isExhausted { return false }
    guard isCounted(head, before, after) else {
      let difference = diagrams.differ(diagrams.or(first), diagrams.or(second))
      return diagrams.and(difference, bounds) == .never && !diagrams.isExhausted
    }
    // Each rule adds by itself, once for each binding of its variables.
    let left = keys(before, old, first, where: bounds)
    let right = keys(after, new, second, where: bounds)
    return left == right && !diagrams.isExhausted
  }

  private func keys(_ rules: [Int], _ version: Version, _ functions: [Diagram], where bounds: Diagram) -> [String] {
    zip(rules, functions).map { rule, function in
      "\(diagrams.and(function, bounds).raw) \(version.set.rules[rule].variables.sorted())"
    }.sorted()
  }

  /// Whether the conclusion adds, or it is a conflict: those are told rule by rule.
  private func isCounted(_ head: String, _ before: [Int], _ after: [Int]) -> Bool {
    let rules = before.map { old.set.rules[$0] } + after.map { new.set.rules[$0] }
    return rules.contains { rule in
      rule.isConflict
        || rule.conclusions.contains { if case .add = $0.head { return true } else { return false } }
    }
  }

  // MARK: Functions

  private mutating func function(of rule: Rule, _ version: Version) -> Diagram {
    function(rule.condition, rule, version)
  }

  private mutating func function(_ condition: Condition, _ rule: Rule, _ version: Version) -> Diagram {
    switch condition {
    case .clause(let leaf): return function(rule.clauses[leaf], Speller.Binding(names: rule.variables), version)
    case .not(let inner): return diagrams.not(function(inner, rule, version))
    case .and(let parts): return diagrams.and(parts.map { function($0, rule, version) })
    case .or(let parts): return diagrams.or(parts.map { function($0, rule, version) })
    }
  }

  private mutating func function(_ clause: Clause, _ binding: Speller.Binding, _ version: Version) -> Diagram {
    guard let (number, comparison, constant) = Self.bound(clause, binding, version) else {
      return variable(version.speller.text(clause, binding))
    }
    let known = variable(number + " is known")
    let reaches = variable("\(number) ≥ \(constant)")
    let passes = variable("\(number) > \(constant)")
    switch comparison {
    case .atLeast: return reaches
    case .greater: return passes
    case .less: return diagrams.and(known, diagrams.not(reaches))
    case .atMost: return diagrams.and(known, diagrams.not(passes))
    case .equal: return diagrams.and(reaches, diagrams.not(passes))
    case .unequal: return diagrams.and(known, diagrams.not(diagrams.and(reaches, diagrams.not(passes))))
    }
  }

  private mutating func variable(_ text: String) -> Diagram {
    let number = variables[text] ?? variables.count
    variables[text] = number
    return diagrams.variable(number)
  }

  /// A comparison of one number with a constant.
  private static func bound(
    _ clause: Clause, _ binding: Speller.Binding, _ version: Version
  ) -> (number: String, comparison: Comparison, constant: ExactDecimal)? {
    guard case .compare(.number(let number, let subject), let comparison, .literal(let constant)) = clause.meaning
    else {
      return nil
    }
    return (version.speller.name(number, of: subject, binding), comparison, constant)
  }

  private mutating func note(_ rule: Rule, _ version: Version) {
    for clause in rule.clauses {
      if let bound = Self.bound(clause, Speller.Binding(names: rule.variables), version) {
        constants[bound.number, default: []].insert(bound.constant)
      }
    }
  }

  /// How comparisons of one number hang together: what passes a constant reaches it, and what reaches one passes all below.
  private mutating func constraints() -> Diagram {
    var parts: [Diagram] = []
    for number in constants.keys.sorted() {
      var below = variable(number + " is known")
      for constant in (constants[number] ?? []).sorted() {
        let reaches = variable("\(number) ≥ \(constant)")
        let passes = variable("\(number) > \(constant)")
        parts.append(diagrams.or(diagrams.not(reaches), below))
        parts.append(diagrams.or(diagrams.not(passes), reaches))
        below = passes
      }
    }
    return diagrams.and(parts)
  }
}
