/// Which slots are concluded, by what, in which order.
struct ConclusionOrder {
  var concluded: [UInt32] = []
  var ranks: [Int32]
  var finishers: [Int32] = []
  var concluderStarts: [UInt32]
  var concluders: [UInt32] = []

  init(_ clauses: [SlotClause], _ segments: [SlotSegment], slotCount: Int) {
    ranks = Array(repeating: -1, count: slotCount)
    var lastSegments = Array(repeating: Int32(-1), count: slotCount)
    for (number, segment) in segments.enumerated() {
      for clause in segment.start..<segment.end { lastSegments[Int(clauses[Int(clause)].head)] = Int32(number) }
    }
    // A slot is finished by the last of its clauses.
    let order = lastSegments.indices.filter { lastSegments[$0] >= 0 }
      .sorted { (lastSegments[$0], $0) < (lastSegments[$1], $1) }
    for slot in order {
      ranks[slot] = Int32(concluded.count)
      concluded.append(UInt32(slot))
      finishers.append(lastSegments[slot])
    }
    var lists: [[UInt32]] = Array(repeating: [], count: slotCount)
    for (number, clause) in clauses.enumerated() { lists[Int(clause.head)].append(UInt32(number)) }
    concluderStarts = [0]
    for list in lists {
      // Of several instances of one clause the first counts.
      concluders += list.sorted {
        let (left, right) = (clauses[Int($0)].clause, clauses[Int($1)].clause)
        return left != right ? left < right : $0 < $1
      }
      concluderStarts.append(UInt32(concluders.count))
    }
  }
}
