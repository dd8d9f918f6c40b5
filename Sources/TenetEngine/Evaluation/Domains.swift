import TenetProgram
import TenetText

/// How a run numbers terms: relations, indexes and registers hold *local* numbers, each class of columns its own.
///
/// The numbers of a class run from 0 without gaps, in the order of the terms, over the terms that can occur there at all
/// (rules make no new ones). Where the input is small, every number is simply the term's id.
struct Domains: Sendable {
  /// By class, the local number of each term, or ``Relation/none``; empty where the numbers are the ids.
  private let locals: [[UInt32]]
  /// By class, the term of each local number; empty where the numbers are the ids.
  private let terms: [[UInt32]]
  private let termCount: Int
  private let isIdentity: Bool

  /// The numbers are the ids.
  init(termCount: Int) {
    self.termCount = termCount
    locals = []
    terms = []
    isIdentity = true
  }

  /// Numbers the terms that the facts, heads and numbers mention.
  init(_ compiled: CompiledProgram, _ profile: ProfileFacts, termCount: Int) {
    self.termCount = termCount
    isIdentity = false
    var census = Census(compiled, termCount: termCount)
    census.take(compiled.program.facts)
    census.take(profile.facts)
    census.takeHeads()
    for given in profile.numbers { census.take(given.subject, compiled.classes.subjects[given.number.index]) }
    (locals, terms) = census.numbering()
  }

  /// How many numbers there are.
  func size(_ domain: Int) -> Int { isIdentity ? termCount : terms[domain].count }

  /// The number of a term, or ``Relation/none`` where it cannot occur.
  @inline(__always) func local(_ term: UInt32, _ domain: Int) -> UInt32 {
    if isIdentity { return term }
    return Int(term) < termCount ? locals[domain][Int(term)] : Relation.none
  }

  @inline(__always) func term(_ local: UInt32, _ domain: Int) -> TermID {
    TermID(isIdentity ? local : terms[domain][Int(local)])
  }
}

/// Collects the terms of each class.
private struct Census {
  private let compiled: CompiledProgram
  private let termCount: Int
  /// By class and term: it can occur.
  private var occurs: [[Bool]]

  init(_ compiled: CompiledProgram, termCount: Int) {
    self.compiled = compiled
    self.termCount = termCount
    occurs = Array(repeating: Array(repeating: false, count: termCount), count: compiled.classes.count)
  }

  mutating func take(_ term: TermID, _ domain: Int) { occurs[domain][term.index] = true }

  mutating func take(_ facts: FactList) {
    var next = 0
    for relation in facts.relations {
      for domain in compiled.classes.columns[relation.index] {
        occurs[domain][facts.terms[next].index] = true
        next += 1
      }
    }
  }

  /// The terms that rules and choices bring in.
  mutating func takeHeads() {
    for clause in compiled.program.clauses {
      switch clause.head {
      case .fact(let atom):
        for (place, operand) in atom.places.enumerated() {
          if case .term(let term) = operand { take(term, compiled.classes.columns[atom.relation.index][place]) }
        }
      case .set(let number, let operand, _), .add(let number, let operand, _):
        if case .term(let term) = operand { take(term, compiled.classes.subjects[number.index]) }
      }
    }
    for domain in compiled.classes.subjects { take(.`self`, domain) }
    for choice in compiled.program.choices {
      if let otherwise = choice.otherwise { take(otherwise, compiled.classes.columns[choice.picks.index][0]) }
    }
  }

  func numbering() -> (locals: [[UInt32]], terms: [[UInt32]]) {
    var locals: [[UInt32]] = []
    var terms: [[UInt32]] = []
    for marks in occurs {
      var local = Array(repeating: Relation.none, count: termCount)
      var known: [UInt32] = []
      for (term, isThere) in marks.enumerated() where isThere {
        local[term] = UInt32(known.count)
        known.append(UInt32(term))
      }
      locals.append(local)
      terms.append(known)
    }
    return (locals, terms)
  }
}
