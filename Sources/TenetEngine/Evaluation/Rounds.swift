import TenetModel
import TenetText

/// Recursive components: semi-naive rounds, such that each fact gets the height of its least proof as its level.
extension Machine {
  /// Derives all that follows from clauses that depend on each other.
  ///
  /// Where all facts to start from have one level and no other premise is above it, a breadth-first search by rounds finds
  /// each fact at its least height. Otherwise facts wait in buckets by level, and a round takes up the lowest bucket.
  mutating func derive(_ component: Component) {
    for clause in component.entries { deriveOnce(clause) }
    if stopped != nil { return }
    var level: UInt32 = 0
    var isUniform = true
    for relation in component.growing where relations[relation].count > 0 {
      if !relations[relation].isUniform || (level != 0 && relations[relation].leastLevel != level) { isUniform = false }
      level = max(level, relations[relation].greatestLevel)
    }
    if level == 0 { return }
    if isUniform, greatestInput(component) <= level {
      for relation in component.growing { roundEnds[relation] = 0 }
      rounds(component, from: level, lists: [:])
    } else {
      stages(component)
    }
  }

  private func greatestInput(_ component: Component) -> UInt32 {
    var level: UInt32 = 1
    for relation in component.inputs { level = max(level, relations[relation].greatestLevel) }
    return level
  }

  /// Breadth-first rounds; the facts of the first one have `level`. They are those of the lists, by relation, or without
  /// lists all rows from the round ends on.
  private mutating func rounds(_ component: Component, from level: UInt32, lists: [Int: [UInt32]]) {
    var level = level
    var lists = lists
    var starts = Array(repeating: UInt32(0), count: relations.count)
    while stopped == nil {
      var hasNew = !lists.isEmpty
      for relation in component.growing {
        starts[relation] = roundEnds[relation]
        roundEnds[relation] = UInt32(relations[relation].count)
        if lists.isEmpty, starts[relation] < roundEnds[relation] { hasNew = true }
      }
      if !hasNew { return }
      for variant in component.variants {
        let range = starts[variant.relation]..<roundEnds[variant.relation]
        round(variant, lists.isEmpty ? nil : lists[variant.relation] ?? [], range, level)
      }
      lists = [:]
      level += 1
    }
  }

  private mutating func round(
    _ variant: Component.Variant, _ list: [UInt32]?, _ range: Range<UInt32>, _ level: UInt32
  ) {
    guard let head = compiled.program.clauses[variant.plan.clause].head.atom else { return }
    var scope = Join.Scope()
    unsafe scope.limits = UnsafePointer(roundEnds.pointer)
    let leveling = Leveling.constant(level + 1)
    if let list {
      unsafe list.withUnsafeBufferPointer { rows in
        unsafe scope.deltaList = rows.baseAddress
        scope.delta = 0..<UInt32(list.count)
        if !list.isEmpty { derive(variant.plan, into: head.relation.index, scope, leveling) }
      }
    } else if !range.isEmpty {
      scope.delta = range
      derive(variant.plan, into: head.relation.index, scope, leveling)
    }
  }

  /// Rounds by level (Knuth's form of Dijkstra's algorithm): a fact is used once no lower one is left.
  private mutating func stages(_ component: Component) {
    buckets = []
    for relation in component.growing {
      for row in 0..<UInt32(relations[relation].count) { putInBucket(relation, row, relations[relation].level(row)) }
    }
    let greatestInput = greatestInput(component)
    var level = 0
    while level < buckets.count, stopped == nil {
      let lists = takeBucket(level)
      if !lists.isEmpty {
        if level >= greatestInput, buckets[(level + 1)...].allSatisfy(\.isEmpty) {
          for relation in component.growing { roundEnds[relation] = UInt32(relations[relation].count) }
          rounds(component, from: UInt32(level), lists: lists)
          break
        }
        stage(component, lists, UInt32(level))
      }
      level += 1
    }
    buckets = []
  }

  /// The rows of a bucket by relation, without those that have gone to a lower one since.
  private mutating func takeBucket(_ level: Int) -> [Int: [UInt32]] {
    var lists: [Int: [UInt32]] = [:]
    for fact in buckets[level] {
      let relation = Int(fact >> 32)
      let row = UInt32(truncatingIfNeeded: fact)
      if relations[relation].level(row) == UInt32(level) { lists[relation, default: []].append(row) }
    }
    buckets[level] = []
    return lists
  }

  private mutating func stage(_ component: Component, _ lists: [Int: [UInt32]], _ level: UInt32) {
    for variant in component.variants {
      guard let list = lists[variant.relation] else { continue }
      guard let head = compiled.program.clauses[variant.plan.clause].head.atom else { continue }
      unsafe list.withUnsafeBufferPointer { rows in
        var scope = Join.Scope()
        scope.levelLimit = level
        scope.tracksLevels = true
        unsafe scope.deltaList = rows.baseAddress
        scope.delta = 0..<UInt32(list.count)
        derive(variant.plan, into: head.relation.index, scope, .bucketed)
      }
    }
  }
}
