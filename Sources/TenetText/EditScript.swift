/// The steps that lead from one list to another; as few as possible up to a thousand.
///
/// E. W. Myers, "An O(ND) difference algorithm and its variations", 1986, forwards, keeping each round. Where more than a
/// thousand steps are needed, what differs counts as replaced.
struct EditScript {
  enum Step: Equatable {
    case keep(Int, Int)
    case delete(Int)
    case insert(Int)
  }

  private(set) var steps: [Step] = []

  private static var mostChanges: Int { 1000 }

  init(_ old: [Int], _ new: [Int]) {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    for index in 0..<start { steps.append(.keep(index, index)) }
    steps += EditScript.changes(old[start..<oldEnd], new[start..<newEnd])
    for index in oldEnd..<old.count { steps.append(.keep(index, index - oldEnd + newEnd)) }
  }

  /// The steps between two lists that differ at both ends.
  private static func changes(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Step] {
    guard let rounds = rounds(old, new) else {
      return old.indices.map { .delete($0) } + new.indices.map { .insert($0) }
    }
    var reversed: [Step] = []
    var (x, y) = (old.count, new.count)
    func keep(downTo lowX: Int, _ lowY: Int) {
      while x > lowX, y > lowY {
        x -= 1
        y -= 1
        reversed.append(.keep(old.startIndex + x, new.startIndex + y))
      }
    }
    for round in stride(from: rounds.count - 1, to: 0, by: -1) {
      let reach = rounds[round - 1]
      let diagonal = x - y
      let isInsertion = comesFromAbove(diagonal, round, reach)
      let fromX = reach[(isInsertion ? diagonal + 1 : diagonal - 1) + round - 1]
      let fromY = fromX - (isInsertion ? diagonal + 1 : diagonal - 1)
      keep(downTo: fromX, fromY)
      reversed.append(isInsertion ? .insert(new.startIndex + fromY) : .delete(old.startIndex + fromX))
      (x, y) = (fromX, fromY)
    }
    keep(downTo: 0, 0)
    return reversed.reversed()
  }

  /// How far each diagonal reaches after 0, 1, 2 … steps, up to the round that reaches the end; a round's diagonals run
  /// from its negative to its number. Nil after too many.
  private static func rounds(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [[Int]]? {
    var rounds: [[Int]] = []
    for round in 0...min(mostChanges, old.count + new.count) {
      var reach = Array(repeating: 0, count: 2 * round + 1)
      for diagonal in stride(from: -round, through: round, by: 2) {
        var x = 0
        if let last = rounds.last {
          x =
            comesFromAbove(diagonal, round, last)
            ? last[diagonal + 1 + round - 1] : last[diagonal - 1 + round - 1] + 1
        }
        while x < old.count, x - diagonal < new.count, old[old.startIndex + x] == new[new.startIndex + x - diagonal] {
          x += 1
        }
        reach[diagonal + round] = x
        if x >= old.count, x - diagonal >= new.count { return rounds + [reach] }
      }
      rounds.append(reach)
    }
    return nil
  }

  /// Whether the furthest way to a diagonal ends with an insertion, rather than a deletion.
  private static func comesFromAbove(_ diagonal: Int, _ round: Int, _ last: [Int]) -> Bool {
    if diagonal == -round { return true }
    if diagonal == round { return false }
    return last[diagonal - 1 + round - 1] < last[diagonal + 1 + round - 1]
  }
}

// MARK: - Hunks

extension EditScript {
  /// A piece of the script with what it covers of both lists.
  struct Hunk: Equatable {
    var steps: Range<Int>
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The changes with up to three kept steps around them; changes that would touch are one hunk.
  func hunks() -> [Hunk] {
    var hunks: [Hunk] = []
    var (old, new) = (0, 0)
    var starts: [(Int, Int)] = []
    for (index, step) in steps.enumerated() {
      starts.append((old, new))
      switch step {
      case .keep: (old, new) = (old + 1, new + 1)
      case .delete: old += 1
      case .insert: new += 1
      }
      if case .keep = step { continue }
      let first = max(0, index - 3)
      if let last = hunks.last, first <= last.steps.upperBound {
        hunks[hunks.count - 1].steps = last.steps.lowerBound..<min(steps.count, index + 4)
      } else {
        hunks.append(Hunk(steps: first..<min(steps.count, index + 4), old: 0..<0, new: 0..<0))
      }
    }
    starts.append((old, new))
    for index in hunks.indices {
      let (low, high) = (starts[hunks[index].steps.lowerBound], starts[hunks[index].steps.upperBound])
      hunks[index].old = low.0..<high.0
      hunks[index].new = low.1..<high.1
    }
    return hunks
  }
}
