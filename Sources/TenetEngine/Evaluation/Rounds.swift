import TenetProgram
import TenetText

/// Recursive components: semi-naive rounds, such that each fact gets the height of its least proof as its level.
extension Machine {
  /// Derives all that follows from clauses that depend on each other.
  ///
  /// Where all facts to start from have one level and no other premise is above it, a breadth-first search by rounds finds
  /// each fact at its least height. Otherwise facts wait in buckets by level, and a round takes up the lowest bucket.
  mutating func derive(_ component: Component) {
    for clause in component.entries { deriveOnce(clause) }
    sources.beginRecursion()
    if stopped != nil { return }
    var level: UInt32 = 0
    var isUniform = true
    for relation in component.growing where relations[relation].count > 0 {
      if !relations[relation].isUniform || (level != 0 && relations[relation].leastLevel != level) { isUniform = false }
      level = max(level, relations[relation].greatestLevel)
    }
    if level == 0 { return }
    for relation in component.heads { growing[relation] = true }
    if isUniform, greatestInput(component) <= level, let reachability = component.reachability,
      reach(reachability, from: level)
    {
      // Each origin was gone through to its end.
    } else if tuning.noLevels || (isUniform && greatestInput(component) <= level) {
      for relation in component.growing { roundEnds[relation] = 0 }
      rounds(component, from: level, lists: [:])
    } else {
      for relation in component.growing + component.heads where relations[relation].hasGrid { dropGrid(relation) }
      stages(component)
    }
    for relation in component.heads {
      growing[relation] = false
      relations[relation].grid.close()
    }
  }

  private func greatestInput(_ component: Component) -> UInt32 {
    var level: UInt32 = 1
    for relation in component.inputs { level = max(level, relations[relation].greatestLevel) }
    return level
  }

  // MARK: Rounds

  /// Breadth-first rounds; the facts of the first one have `level`. They are those of the lists, by relation, or without
  /// lists all rows from the round ends on.
  private mutating func rounds(_ component: Component, from first: UInt32, lists: [Int: [UInt32]]) {
    for relation in component.heads where relations[relation].hasGrid && relations[relation].greatestLevel > first + 1 {
      dropGrid(relation)
    }
    var pace = Pace(component, relationCount: relations.count)
    pace.lists = lists
    var level = first
    while stopped == nil {
      var hasNew = !pace.lists.isEmpty
      for relation in component.growing {
        pace.starts[relation] = roundEnds[relation]
        roundEnds[relation] = UInt32(relations[relation].count)
        if pace.lists.isEmpty, pace.starts[relation] < roundEnds[relation] { hasNew = true }
      }
      if !hasNew { break }
      adapt(component, &pace)
      joinFactors(&pace, level)
      for variant in pace.variants { round(variant, &pace, level) }
      for relation in component.heads where relations[relation].hasGrid { flush(relation, level + 1) }
      pace.lists = [:]
      level += 1
    }
    drop(pace.factors)
  }

  /// Between rounds: makes relations grids, and new plans when that changed or the relations have grown much.
  private mutating func adapt(_ component: Component, _ pace: inout Pace) {
    guard isLarge else { return }
    let isFirst = pace.planned < 0
    if isFirst { makePlans(component, &pace) }
    let count = component.growing.reduce(0) { $0 + relations[$1].count }
    if pace.lists.isEmpty, makeGrids(component, pace, isFirst: isFirst) || count > pace.planned * 2 {
      makePlans(component, &pace)
    }
  }

  /// Makes the heads grids where the solutions so far, and those to be expected of the coming round, are worth it.
  private mutating func makeGrids(_ component: Component, _ pace: Pace, isFirst: Bool) -> Bool {
    var changed = false
    for relation in component.heads where !relations[relation].hasGrid {
      var work = Double(pace.work[relation])
      for variant in pace.variants where variant.head == relation {
        work += variant.plan.estimate * Double(roundEnds[variant.relation] - pace.starts[variant.relation])
      }
      guard considerGrid(relation, work: work) else { continue }
      changed = true
      if !isFirst, pace.starts[relation] < roundEnds[relation] {
        relations[relation].setDelta(pace.starts[relation]..<roundEnds[relation])
      }
    }
    if isFirst {
      for relation in component.growing where relations[relation].hasGrid {
        relations[relation].setDelta(0..<roundEnds[relation])
      }
    }
    return changed
  }

  private mutating func makePlans(_ component: Component, _ pace: inout Pace) {
    var growing = Array(repeating: false, count: relations.count)
    for relation in component.growing { growing[relation] = true }
    for clause in component.clauses { survey(compiled.program.clauses[clause], growing: growing) }
    for factor in pace.factors { survey(factor.relation, grows: true) }
    if pace.lists.isEmpty, tuning.factors { factor(component, &pace) }
    pace.variants = pace.variants.map { planVariant($0) }
    for factor in pace.factors.indices {
      pace.factors[factor].variants = pace.factors[factor].variants.map { planVariant($0) }
    }
    pace.planned = component.growing.reduce(0) { $0 + relations[$1].count }
  }

  mutating func round(_ variant: Component.Variant, _ pace: inout Pace, _ level: UInt32) {
    var scope = Join.Scope()
    unsafe scope.limits = UnsafePointer(roundEnds.pointer)
    let before = work
    let leveling = Leveling.constant(level + 1)
    if !pace.lists.isEmpty {
      guard let list = pace.lists[variant.relation] else { return }
      unsafe list.withUnsafeBufferPointer { rows in
        unsafe scope.deltaList = rows.baseAddress
        scope.delta = 0..<UInt32(list.count)
        derive(variant.plan, into: variant.head, scope, leveling)
      }
    } else if pace.starts[variant.relation] < roundEnds[variant.relation] {
      scope.delta = pace.starts[variant.relation]..<roundEnds[variant.relation]
      derive(variant.plan, into: variant.head, scope, leveling)
    }
    pace.work[variant.head] += work - before
  }

  // MARK: Stages

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
      unsafe list.withUnsafeBufferPointer { rows in
        var scope = Join.Scope()
        scope.levelLimit = level
        scope.tracksLevels = true
        unsafe scope.deltaList = rows.baseAddress
        scope.delta = 0..<UInt32(list.count)
        derive(variant.plan, into: variant.head, scope, .bucketed)
      }
    }
  }
}

/// How the rounds of a component go.
struct Pace {
  var variants: [Component.Variant]
  var factors: [Factor] = []
  /// The new rows of the first round, by relation, where they do not lie side by side.
  var lists: [Int: [UInt32]] = [:]
  /// By relation, where the new rows start.
  var starts: [UInt32]
  /// By relation, the solutions found for it.
  var work: [Int]
  /// The number of facts when the plans were made.
  var planned = -1

  init(_ component: Component, relationCount: Int) {
    variants = component.variants
    starts = Array(repeating: 0, count: relationCount)
    work = starts.map { _ in 0 }
  }
}
