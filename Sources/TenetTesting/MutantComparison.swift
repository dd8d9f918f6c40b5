import TenetLint
import TenetModel
import TenetQuestions
import TenetReasoning
import TenetText

/// Holds mutants against the rules as written where functions of base facts leave open what they come to, as where rules
/// calculate.
///
/// Cost: for each mutant a comparison of two versions of a rule set; there are fewer of them the more clauses there are.
struct MutantComparison {
  enum Answer {
    case same
    case different(lines: [String], input: Case)
  }

  private let set: RuleSet
  private var reader: ClauseReader
  /// Knows every term of the answers.
  private(set) var speller: Speller
  private var written: Version?
  /// How many mutants are still compared.
  private var count: Int
  /// Comparisons that end undecided take the longest, and more of them are likely to follow.
  private var patience = 3

  init(_ loaded: Loaded) {
    set = loaded.set
    reader = loaded.reader
    speller = Speller(reader)
    count = 50_000 / max(100, set.program.clauses.count)
  }

  /// Whether some profile tells a mutant from the rules as written; nil where that is not known.
  mutating func answer(_ mutant: Mutant) -> Answer? {
    guard count > 0, patience > 0, let program = set.testProgram(taking: mutant.clauses(set.program)) else {
      return nil
    }
    count -= 1
    let old = written ?? Version(Judge(set), reader)
    written = old
    let new = Version(Judge(set, program: program), reader)
    let versions = VersionComparison(old, new, editing: mutant.rule).equivalence()
    switch versions.isEquivalent {
    case true: return .same
    case false: return input(versions.witness).map { .different(lines: versions.witness, input: $0) }
    default:
      patience -= 1
      return nil
    }
  }

  /// The profile that a witness is made of.
  private mutating func input(_ lines: [String]) -> Case? {
    let known = reader.terms.count
    guard let facts = reader.readFacts(lines, source: SourceID(UInt32.max)) else { return nil }
    if reader.terms.count > known { speller = Speller(reader) }
    return Case(title: "witness", facts: facts)
  }
}
