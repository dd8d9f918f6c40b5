import TenetModel
import TenetText

let repeatedCondition = Check(
  .style, "repeated-condition", "three or more rules repeat the same conjunction",
  why:
    "What recurs is an idea of its own. A rule that names it makes the others shorter, and lets it change in one place.",
  wrong: "a and b and c → x\nb and a and d → y\na and b → z\n",
  right: "a and b → both\nboth and c → x\nboth and d → y\nboth → z\n",
  found: ["a and not b and c → x\nnot b and a → y\na and d and not b → z\n"],
  passed: [
    "a and b → x\na and b → y\n", "a and b → x\na and c → y\na and d → z\n", "a or b → x\na or b → y\na or b → z\n",
  ]
) { linting in
  let index = ConjunctionIndex(linting)
  for group in index.groups() {
    guard let first = group.rules.first else { continue }
    let rule = linting.set.rules[first]
    let others = group.rules.dropFirst().map {
      Diagnostic.Label(linting.set.rules[$0].place.start(of: linting), "here too")
    }
    linting.report(
      "\(group.rules.count) rules repeat `\(group.parts.joined(separator: " and "))`",
      at: rule.place.start(of: linting),
      others: Array(others), help: "let a rule conclude a name for it, and read the name")
  }
}

/// Which pairs of conditions stand in which rules.
private struct ConjunctionIndex {
  /// The parts of each rule's condition, as numbers of texts, rising.
  private var parts: [[Int]] = []
  private var texts: [String] = []
  private var pairs: [UInt64: [Int32]] = [:]
  /// In the order of their first rules.
  private var order: [UInt64] = []

  init(_ linting: Linting) {
    var numbers: [String: Int] = [:]
    for (index, rule) in linting.set.rules.enumerated() {
      var own: [Int] = []
      if case .and(let conditions) = rule.condition, rule.variables.isEmpty {
        for condition in conditions {
          let text = linting.text(rule, condition)
          if case .or = condition { continue }
          let number = numbers[text] ?? texts.count
          if number == texts.count {
            numbers[text] = number
            texts.append(text)
          }
          if !own.contains(number) { own.append(number) }
        }
      }
      parts.append(own.sorted())
      add(parts[index], index)
    }
  }

  private mutating func add(_ own: [Int], _ rule: Int) {
    // Longer conditions are another check's business.
    if own.count > 12 { return }
    for (index, first) in own.enumerated() {
      for second in own[(index + 1)...] {
        let key = UInt64(first) << 32 | UInt64(second)
        if pairs[key] == nil { order.append(key) }
        pairs[key, default: []].append(Int32(rule))
      }
    }
  }

  /// What three or more rules share: each set of shared parts once.
  func groups() -> [(parts: [String], rules: [Int])] {
    var seen: Set<[Int]> = []
    var groups: [(parts: [String], rules: [Int])] = []
    for key in order {
      guard let rules = pairs[key], rules.count >= 3 else { continue }
      var shared = parts[Int(rules[0])]
      for rule in rules.dropFirst() { shared = shared.filter { parts[Int(rule)].contains($0) } }
      guard seen.insert(shared).inserted else { continue }
      groups.append((shared.map { texts[$0] }, rules.map { Int($0) }))
    }
    return groups
  }
}
