import TenetProgram
import TenetText

/// Numbers facts as they come: first those of a ``SlotProgram``, by their slots, then any others.
public struct FactTable: ~Copyable {
  private let program: SlotProgram
  private(set) var tuples = TupleTable()
  /// By fact, whether it is a verb's, as against the candidate of a choice.
  public private(set) var isVerb: [Bool] = []

  /// Cost: as the slots of facts.
  public init(_ program: SlotProgram) {
    self.program = program
    for atom in program.atoms { _ = number(atom.relation, atom.terms[...]) }
  }

  public var count: Int { tuples.count }

  public func relation(of fact: Int) -> RelationID { RelationID(tuples.tag(of: fact)) }

  public func arity(of fact: Int) -> Int { tuples.arity(of: fact) }

  public func terms(of fact: Int) -> [TermID] { (0..<arity(of: fact)).map { term(of: fact, at: $0) } }

  /// The term in one place of a fact.
  public func term(of fact: Int, at place: Int) -> TermID { TermID(tuples.term(of: fact, at: place)) }

  /// The number of a fact; a new one gets the next number, which is the count before.
  public mutating func number(_ relation: RelationID, _ terms: ArraySlice<TermID>) -> Int {
    for term in terms { tuples.stage(term.raw) }
    return numberStaged(relation.raw)
  }

  @inline(__always) mutating func stage(_ term: UInt32) { tuples.stage(term) }

  mutating func numberStaged(_ relation: UInt32) -> Int {
    let number = tuples.numberStaged(relation)
    if number == isVerb.count { isVerb.append(isVerb(relation)) }
    return number
  }

  /// What rules do to numbers is numbered too, by relations behind those of the program.
  private func isVerb(_ relation: UInt32) -> Bool {
    let roles = program.compiled.program.roles
    return relation < roles.count && roles[Int(relation)] == .verb
  }

  mutating func findStaged(_ relation: UInt32) -> Int { tuples.findStaged(relation) }
}
