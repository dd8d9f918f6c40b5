import TenetProgram
import TenetText

/// Finds atoms by their terms.
struct SlotLookup: Sendable {
  private let table: [UInt32]

  init(_ atoms: [Fact]) {
    var size = 8
    while size < atoms.count * 2 { size *= 2 }
    var table = Array(repeating: UInt32(0), count: size)
    for (index, atom) in atoms.enumerated() {
      var slot = SlotLookup.hash(atom.relation, atom.terms[...]) & (size - 1)
      while table[slot] != 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = UInt32(index + 1)
    }
    self.table = table
  }

  func find(_ relation: RelationID, _ terms: ArraySlice<TermID>, _ atoms: [Fact]) -> Int? {
    var slot = SlotLookup.hash(relation, terms) & (table.count - 1)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      if atoms[index].relation == relation, atoms[index].terms[...] == terms { return index }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private static func hash(_ relation: RelationID, _ terms: ArraySlice<TermID>) -> Int {
    var result = UInt64(relation.raw) &* 0x9E37_79B9_7F4A_7C15
    for term in terms {
      result = (result ^ UInt64(term.raw)) &* 0x9E37_79B9_7F4A_7C15
      result ^= result >> 32
    }
    return Int(truncatingIfNeeded: (result &* 0xD6E8_FEB8_6659_FD93) >> 32)
  }
}
