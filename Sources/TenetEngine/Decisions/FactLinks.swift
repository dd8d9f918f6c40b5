/// Finds facts of a ``FactTable`` by the term in one of their places, as far as they were added.
struct FactLinks: ~Copyable {
  /// By relation, 1 + the newest fact; by fact, 1 + the one before of the same relation.
  private var newest = Vector<UInt32>()
  private var older = Vector<UInt32>()
  /// By place among the terms of all facts, 1 + the fact before that has the same term in that place of its relation.
  private var sameTerm = Vector<UInt32>()
  /// The newest fact (1 + its number, the upper half) with some term in some place (the lower half), by a hash of them.
  private var entries = Vector<UInt64>(repeating: 0, count: 256)
  private var used = 0

  init() {}

  mutating func removeAll() {
    newest.removeAll()
    older.removeAll()
    sameTerm.removeAll()
    for entry in 0..<entries.count { entries[entry] = 0 }
    used = 0
  }

  mutating func add(_ fact: Int, _ facts: borrowing FactTable) {
    let relation = Int(facts.tuples.tag(of: fact))
    if newest.count <= relation { newest.resize(to: relation + 1, filling: 0) }
    if older.count < facts.count {
      older.resize(to: facts.count, filling: 0)
      sameTerm.resize(to: facts.tuples.terms.count, filling: 0)
    }
    older[fact] = newest[relation]
    newest[relation] = UInt32(fact + 1)
    let start = facts.tuples.start(of: fact)
    for place in 0..<facts.arity(of: fact) {
      let entry = entry(UInt32(relation), place, facts.tuples.terms[start + place], facts)
      sameTerm[start + place] = UInt32(entries[entry] >> 32)
      if entries[entry] == 0 { used += 1 }
      entries[entry] = UInt64(fact + 1) << 32 | UInt64(place)
    }
    if used * 2 > entries.count { grow(facts) }
  }

  /// 1 + the newest fact of a relation; 0 for none.
  func first(_ relation: UInt32) -> UInt32 { relation < newest.count ? newest[Int(relation)] : 0 }

  /// 1 + the newest fact of a relation with a term in some place; 0 for none.
  func first(_ relation: UInt32, _ place: Int, _ term: UInt32, _ facts: borrowing FactTable) -> UInt32 {
    UInt32(entries[entry(relation, place, term, facts)] >> 32)
  }

  /// 1 + the fact before of the same relation, with the same term in a place unless that is negative; 0 for none.
  @inline(__always) func after(_ fact: Int, _ place: Int, _ facts: borrowing FactTable) -> UInt32 {
    place < 0 ? older[fact] : sameTerm[facts.tuples.start(of: fact) + place]
  }

  private func entry(_ relation: UInt32, _ place: Int, _ term: UInt32, _ facts: borrowing FactTable) -> Int {
    var entry = FactLinks.hash(relation, place, term) & (entries.count - 1)
    while entries[entry] != 0 {
      let fact = Int(entries[entry] >> 32) - 1
      if Int(truncatingIfNeeded: entries[entry] & 0xFFFF_FFFF) == place, facts.tuples.tag(of: fact) == relation,
        facts.tuples.term(of: fact, at: place) == term
      {
        return entry
      }
      entry = (entry + 1) & (entries.count - 1)
    }
    return entry
  }

  private static func hash(_ relation: UInt32, _ place: Int, _ term: UInt32) -> Int {
    let key = UInt64(relation) << 40 ^ UInt64(place) << 32 ^ UInt64(term)
    let product = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product >> 24)
  }

  private mutating func grow(_ facts: borrowing FactTable) {
    var old = Vector<UInt64>()
    swap(&old, &entries)
    entries.resize(to: old.count * 4, filling: 0)
    for index in 0..<old.count where old[index] != 0 {
      let fact = Int(old[index] >> 32) - 1
      let place = Int(truncatingIfNeeded: old[index] & 0xFFFF_FFFF)
      let entry = entry(facts.tuples.tag(of: fact), place, facts.tuples.term(of: fact, at: place), facts)
      entries[entry] = old[index]
    }
  }
}
