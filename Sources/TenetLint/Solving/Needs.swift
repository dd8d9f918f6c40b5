import TenetModel

/// How many unmentioned terms something takes, by class of places.
struct Needs: Equatable {
  private(set) var counts: [Int: Int] = [:]

  /// As many terms as are ever told apart: more than are tried.
  static var most: Int { 1000 }

  var isEmpty: Bool { counts.isEmpty }

  mutating func add(_ root: Int, _ count: Int) {
    if count > 0 { counts[root] = min(Needs.most, counts[root, default: 0] + min(count, Needs.most)) }
  }

  mutating func add(_ others: Needs, times: Int = 1) {
    if times > 0 { for (root, count) in others.counts { add(root, count * min(times, Needs.most)) } }
  }

  mutating func raise(to others: Needs) {
    for (root, count) in others.counts { counts[root] = max(counts[root] ?? 0, count) }
  }

  /// Of both the smaller.
  func meet(_ others: Needs) -> Needs {
    var least = Needs()
    for (root, count) in counts { least.add(root, min(count, others.counts[root] ?? 0)) }
    return least
  }
}

/// What it takes to keep a conclusion as it is where most terms of a profile are left out.
struct KeepingNeeds {
  /// That a rule goes on to fire: what its proof names.
  var shown = Needs()
  /// That it goes on not to fire: what shows that something is not so as it says.
  var denied = Needs()

  /// Either.
  var either: Needs {
    var either = shown
    either.raise(to: denied)
    return either
  }
}

/// What makes rules fail by the same unmentioned terms.
enum Denial: Hashable {
  /// What they say is not so, or not so often, in terms of their conclusion.
  struct Count: Hashable {
    var atom: Atom
    var test: CountTest
  }

  case counts([Count])
  /// Only itself.
  case clause(Int)
}
