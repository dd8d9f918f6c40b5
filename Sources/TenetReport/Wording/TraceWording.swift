import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Puts ids into words: facts, rules and places of one rule set, for every format.
public final class Wording: Sendable {
  public let set: RuleSet
  public let program: Program
  public let speller: Speller
  /// Places of a source that is not part of the rule set: the data that profiles were read from.
  private let extraSources: [SourceID: Source]
  let memo: JSONMemo

  public convenience init(_ set: RuleSet, program: Program, reader: ClauseReader) {
    self.init(set, program: program, speller: Speller(reader))
  }

  public convenience init(_ set: RuleSet, program: Program, speller: Speller) {
    self.init(set, program, speller, [:], JSONMemo())
  }

  private init(
    _ set: RuleSet, _ program: Program, _ speller: Speller, _ extraSources: [SourceID: Source], _ memo: JSONMemo
  ) {
    self.set = set
    self.program = program
    self.speller = speller
    self.extraSources = extraSources
    self.memo = memo
  }

  /// The same words, and places of a source that is not part of the rule set.
  public func with(_ source: Source, as id: SourceID) -> Wording {
    Wording(set, program, speller, extraSources.merging([id: source]) { $1 }, memo)
  }

  // MARK: Places

  public func source(_ id: SourceID) -> Source? {
    if let extra = extraSources[id] { return extra }
    return id.index < set.sources.count ? set.sources[id.index] : nil
  }

  /// The file and line of a span.
  public func place(_ span: Span) -> (file: String, line: Int)? {
    source(span.source).map { ($0.name, $0.place(of: span.start).line) }
  }

  // MARK: Facts and rules

  public func text(_ statement: Fact) -> String { speller.text(statement.relation, statement.terms) }

  public func rule(ofClause clause: Int) -> Rule? {
    let rule = program.clauses[clause].rule
    return rule.index < set.rules.count ? set.rules[rule.index] : nil
  }

  public func binding(_ clause: Int, _ values: [TermID?]) -> Speller.Binding {
    Speller.Binding(names: rule(ofClause: clause)?.variables ?? [], values: values)
  }

  /// How a conflict is called: its name, or its sides.
  public func name(ofConflict rule: Rule) -> String {
    if let name = rule.name { return name }
    let binding = Speller.Binding(names: rule.variables)
    return rule.sides.map { speller.text($0, rule.clauses, binding) }.joined(separator: " conflicts with ")
  }

  /// What a number came to: `control score is 3`.
  public func text(_ number: NumberID, _ subject: TermID, _ value: NumberValue) -> String {
    let name = speller.name(number, of: .term(subject), .none)
    switch value {
    case .known(let value): return name + " is " + speller.number(value, number)
    case .unknown: return name + " is unknown"
    case .contested: return name + " is contested"
    }
  }

  // MARK: Steps

  /// What a comparison says, its variables filled in.
  public func test(_ clause: Int, _ leaf: Int, _ binding: [TermID?]) -> String {
    guard let rule = rule(ofClause: clause) else { return "" }
    let text = speller.text(rule.clauses[leaf], self.binding(clause, binding))
    return isNegated(leaf, in: rule) ? "not " + text : text
  }

  package func isNegated(_ leaf: Int, inRuleOf clause: Int) -> Bool {
    rule(ofClause: clause).map { isNegated(leaf, in: $0) } ?? false
  }

  /// Whether the clause stands under an odd number of negations.
  private func isNegated(_ leaf: Int, in rule: Rule) -> Bool { Wording.polarity(of: leaf, in: rule.condition) == false }

  static func polarity(of leaf: Int, in condition: Condition) -> Bool? {
    switch condition {
    case .clause(let index): return index == leaf ? true : nil
    case .not(let inner): return polarity(of: leaf, in: inner).map { !$0 }
    case .and(let parts), .or(let parts):
      for part in parts { if let found = polarity(of: leaf, in: part) { return found } }
      return nil
    }
  }

  /// What a negated step looked for, as a positive clause.
  public func text(_ sought: Trace.Sought) -> String {
    switch sought {
    case .pick(let choice): return set.vocabulary.choices[choice.index].name + " is _"
    case .clause(let clause, let leaf, let binding), .more(let clause, let leaf, let binding),
      .unknown(let clause, let leaf, let binding):
      guard let rule = rule(ofClause: clause) else { return "" }
      return speller.denied(
        rule.clauses[leaf], self.binding(clause, binding), holds: !isNegated(leaf, in: rule),
        of: set.program.clauses[clause].counted(leaf))
    }
  }

  /// A side of a conflict.
  public func text(_ rule: RuleID, side: Int, _ binding: [TermID?]) -> String {
    let rule = set.rules[rule.index]
    return speller.text(rule.sides[side], rule.clauses, Speller.Binding(names: rule.variables, values: binding))
  }

  /// Each number that a test reads with its value, once, in the order of reading.
  public func readings(_ values: [NumberReading]) -> [(name: String, value: String)] {
    var readings: [(name: String, value: String)] = []
    for reading in values {
      let name = speller.name(reading.number, of: .term(reading.subject), .none)
      if readings.contains(where: { $0.name == name }) { continue }
      switch reading.value {
      case .known(let value): readings.append((name, speller.number(value, reading.number)))
      case .unknown: readings.append((name, "unknown"))
      case .contested: readings.append((name, "contested"))
      }
    }
    return readings
  }
}
