import TenetModel
import TenetText

/// The engines that a rule set can be written for.
public enum ExportTarget: String, CaseIterable, Sendable {
  case souffle
  case clingo
  case sql

  /// As its makers write it.
  var title: String {
    switch self {
    case .souffle: "Soufflé"
    case .clingo: "clingo"
    case .sql: "SQL"
    }
  }
}

/// The pages of what may go wrong here.
public let exportPages = [
  Page(
    "not-exportable", "something that the engine of an export cannot say exactly",
    "An export means what the rules mean, or is refused. SQL has no rule that reads what it concludes twice, clingo and "
      + "Soufflé count in 32 bits, none divides as decimals do, and none knows of facts that nobody knows.",
    wrong: "number price in USD\nprice / 3 > 1 → dear",
    right: "number price in USD\nprice > 3 → dear")
]

/// Writes the rules (and the facts of a case, if there is one) as a program for another engine.
///
/// What the target cannot express exactly is an error at the rule or the fact that needs it; the text then holds the rest.
public func export(_ wording: Wording, facts: ProfileFacts?, to target: ExportTarget) -> Diagnosed<String> {
  var exporter = Exporter(wording, facts ?? ProfileFacts())
  switch target {
  case .clingo: exporter.writeClingo()
  case .souffle: exporter.writeSouffle()
  case .sql: exporter.writeSQL()
  }
  for place in exporter.facts.unknown.places {
    exporter.cannot(
      "a fact that nobody knows", target.title, at: place, help: "give the fact, or leave it out of what you export")
  }
  return Diagnosed(exporter.text, exporter.diagnostics)
}

/// What the writers of all targets share: names, numbers, and the text so far.
struct Exporter {
  let wording: Wording
  let program: Program
  let facts: ProfileFacts
  var text = ""
  var diagnostics: [Diagnostic] = []
  /// A name for each relation that every target takes.
  let names: [String]
  let numberNames: [String]
  /// Numbers are written as whole multiples of 10 to the power of minus this.
  let decimals: Int

  init(_ wording: Wording, _ facts: ProfileFacts) {
    self.wording = wording
    self.facts = facts
    program = wording.program
    var used: Set<String> = []
    names = wording.set.vocabulary.relations.map { Exporter.name(of: $0, &used) }
    numberNames = wording.set.vocabulary.numbers.map { Exporter.unique("n_" + Exporter.plain($0.name), &used) }
    decimals = Exporter.decimals(in: wording.program, facts)
  }

  mutating func line(_ text: String) { self.text += text + "\n" }

  /// What facts that come later may add up to cannot be told here.
  mutating func noteWidth(_ comment: String) {
    if numberNames.isEmpty { return }
    line("\(comment) Sums and products are right as long as they fit 32 bits.")
  }

  mutating func cannot(_ what: String, _ target: String, _ rule: RuleID) {
    let span =
      rule.index < wording.set.rules.count
      ? wording.set.rules[rule.index].place : Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    cannot(what, target, at: span, help: "leave the rule out of what you export, or export to another target")
  }

  mutating func cannot(_ what: String, _ target: String, at place: Span, help: String) {
    diagnostics.append(
      Diagnostic("not-exportable", "\(target) cannot say this exactly: \(what)", at: place, help: help))
  }

  /// A given value as a whole number; one that does not fit 32 bits is reported.
  mutating func whole(_ given: ProfileFacts.GivenNumber, _ target: ExportTarget) -> Int? {
    if let value = scaled(given.value) { return value }
    cannot(
      "a number beyond 32 bits", target.title, at: given.place,
      help: "leave the number out of what you export, or export to another target")
    return nil
  }

  // MARK: Names

  private static func name(of relation: Relation, _ used: inout Set<String>) -> String {
    let prefix: String
    switch relation.role {
    case .verb: prefix = "v_"
    case .kind: prefix = "k_"
    case .candidates: prefix = "candidate_"
    case .picks: prefix = "pick_"
    case .auxiliary: prefix = "aux_"
    }
    let words = ([relation.verb] + relation.prepositions).joined(separator: "_")
    return unique(prefix + plain(words), &used)
  }

  /// Lower-case ASCII letters, digits and `_`.
  static func plain(_ text: String) -> String {
    String(
      text.lowercased().unicodeScalars.map { scalar in
        let isPlain = (scalar.value >= 97 && scalar.value <= 122) || (scalar.value >= 48 && scalar.value <= 57)
        return isPlain ? Character(scalar) : "_"
      })
  }

  private static func unique(_ name: String, _ used: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !used.insert(candidate).inserted {
      candidate = name + "_\(number)"
      number += 1
    }
    return candidate
  }

  /// The facts that hold for every profile and those of the case.
  var allFacts: [(relation: RelationID, terms: [TermID])] {
    var result: [(relation: RelationID, terms: [TermID])] = []
    for list in [program.facts, facts.facts] {
      var start = 0
      for relation in list.relations {
        let arity = program.arities[relation.index]
        result.append((relation, Array(list.terms[start..<start + arity])))
        start += arity
      }
    }
    return result
  }

  func spelled(_ term: TermID) -> String { wording.spelled(term) }

  // MARK: Numbers

  /// The most digits behind the point of any literal.
  private static func decimals(in program: Program, _ facts: ProfileFacts) -> Int {
    var most = 0
    func visit(_ expression: Expression) {
      switch expression {
      case .literal(let value): most = max(most, places(value))
      case .number: break
      case .negate(let inner): visit(inner)
      case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
        .divide(let left, let right):
        visit(left)
        visit(right)
      }
    }
    for clause in program.clauses {
      switch clause.head {
      case .fact: break
      case .set(_, _, let value), .add(_, _, let value): visit(value)
      }
      for case .compare(let left, _, let right, _) in clause.body {
        visit(left)
        visit(right)
      }
    }
    for given in facts.numbers { most = max(most, places(given.value)) }
    return most
  }

  private static func places(_ value: ExactDecimal) -> Int {
    var scaled = value.scaled
    if scaled == 0 { return 0 }
    var zeros = 0
    while zeros < 18, scaled % 10 == 0 {
      scaled /= 10
      zeros += 1
    }
    return 18 - zeros
  }

  /// A value as a whole number, nil where it does not fit 32 bits.
  func scaled(_ value: ExactDecimal) -> Int? {
    var divisor: Int128 = 1
    for _ in 0..<(18 - decimals) { divisor *= 10 }
    let whole = value.scaled / divisor
    return whole.magnitude < 1 << 31 ? Int(whole) : nil
  }

  /// How numbers come about: set by rules or given, or added up.
  func isAdded(_ number: Int) -> Bool {
    program.clauses.contains {
      if case .add(let other, _, _) = $0.head { return other.index == number } else { return false }
    }
  }

  func conclusionKey(_ clause: HornClause) -> String { "\(clause.rule.raw)_\(clause.conclusion)" }

  /// The clauses of the rules, in the order of evaluation.
  var steps: [(clauses: [Int], isRecursive: Bool, stratum: Int)] {
    program.schedule.compactMap {
      if case .derive(let clauses, let recursive, let stratum) = $0 { return (clauses, recursive, stratum) }
      return nil
    }
  }
}

extension Comparison {
  var plainSign: String {
    switch self {
    case .less: return "<"
    case .atMost: return "<="
    case .equal: return "="
    case .unequal: return "!="
    case .atLeast: return ">="
    case .greater: return ">"
    }
  }
}
