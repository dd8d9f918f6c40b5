import TenetProgram
import TenetText

/// Reachability origin by origin: a breadth-first search for each, with a bit for each value that it has come to.
///
/// Rounds over all origins at once would look up each fact among those of all others, in memory that no cache holds. One
/// origin's bits fit into the fastest one. The height of a fact is its distance, and at the end rows are put in the order of
/// heights, so that everything else finds what rounds would have left.
extension Machine {
  /// Origins are numbered as grids number their rows; beyond so many rounds are the way.
  private static var mostOrigins: Int { 1 << 22 }

  /// Derives all that follows from facts that have one level, which no other premise is above. Returns whether it did:
  /// false where rounds are to do it.
  mutating func reach(_ reachability: Reachability, from level: UInt32) -> Bool {
    let relation = reachability.relation
    guard isLarge, tuning.reaches, limits.derivedFacts == nil, relations[relation].canBeGrid else { return false }
    let sizes = classes.columns[relation].map { domains.size($0) }
    guard suits(reachability, sizes) else { return false }
    for step in reachability.steps {
      indexes.update(step.index, relations, classes, domains, isGrowing: false, evenIfSmall: true)
      if !indexes[step.index].isPacked { return false }
    }
    var walks = Walks(reachability, sizes)
    walks.group(relations[relation])
    for origin in 0..<walks.originCount where walks.isStart(origin) {
      walks.makeRoom(before: origin)
      walks.begin(origin, relations[relation])
      while walks.hasFrontier { walk(&walks) }
      walks.end()
      work += walks.steps
      if origin & 0xFF == 0 || walks.steps > 1 << 16 { checkLimits() }
      if stopped != nil { break }
    }
    derived += walks.found.count
    walks.put(into: &relations[relation], above: level)
    relations[relation].settle()
    return true
  }

  /// Bits of another place than the one that changes can be copied a row at a time: where such a grid is possible, rounds
  /// do that.
  private func suits(_ reachability: Reachability, _ sizes: [Int]) -> Bool {
    var origins = 1
    for place in sizes.indices where place != reachability.place {
      let (product, overflow) = origins.multipliedReportingOverflow(by: sizes[place])
      if overflow || product > Machine.mostOrigins { return false }
      origins = product
    }
    let leaf = statistics.leaves[reachability.relation]
    if leaf == reachability.place { return true }
    if relations[reachability.relation].hasGrid { return false }
    guard let cells = Grid.cells(sizes, leaf: leaf) else { return true }
    return cells > Machine.sparseCellLimit
  }

  /// Goes on from all values of one distance.
  private mutating func walk(_ walks: inout Walks) {
    for position in walks.frontier {
      walks.stand(at: position)
      for step in 0..<walks.stepCount {
        let index = walks.index(step)
        let range = unsafe indexes[index].range(
          relations[indexes[index].relation], walks.registers.pointer, walks.key(step))
        unsafe walks.take(indexes[index].values.pointer + Int(range.lowerBound), range.count)
      }
    }
    walks.turn()
  }
}

/// What searches from all origins have come to.
private struct Walks: ~Copyable {
  let place: Int
  let originCount: Int
  private let arity: Int
  /// By step, its index, and where its key starts.
  private var indexes = Vector<UInt32>()
  private var keyStarts = Vector<UInt32>()
  private var keys = Vector<UInt32>()
  /// By place, what one step in it is worth in the number of an origin; 0 for the place that changes.
  private var strides = Vector<Int>()
  /// The facts to start from, by origin: their values, and where those of each origin start.
  private var starts = Vector<UInt32>()
  private var startValues = Vector<UInt32>()
  private var startRows = Vector<UInt32>()

  /// The values found, by origin, then by distance, then rising.
  private(set) var found = Vector<UInt32>()
  /// Where each distance of each origin ends in `found`.
  private var ends = Vector<UInt32>()
  /// The origins that came to something: number, first row, and where they end in `ends`.
  private var origins = Vector<UInt32>()
  private var originRows = Vector<UInt32>()
  private var originEnds = Vector<UInt32>()
  /// By distance from 1, how many facts there are.
  private var counts = Vector<UInt32>()

  // The search under way.
  /// By place, the term; those of the origin stay.
  private(set) var registers: Vector<UInt32>
  private var isSeen: Vector<UInt64>
  private var fresh: Vector<UInt64>
  private var origin = 0
  private var distance = 0
  private var first = 0
  private var isAtStart = true
  /// Into `startValues` at the start, then into `found`.
  private(set) var frontier = 0..<0
  private(set) var steps = 0

  init(_ reachability: Reachability, _ sizes: [Int]) {
    place = reachability.place
    arity = sizes.count
    for step in reachability.steps {
      indexes.append(UInt32(step.index))
      keyStarts.append(UInt32(keys.count))
      for place in step.key { keys.append(place) }
    }
    var count = 1
    var strides = sizes
    for column in sizes.indices.reversed() {
      strides[column] = column == place ? 0 : count
      if column != place { count *= sizes[column] }
    }
    self.strides = Vector(strides)
    originCount = count
    registers = Vector(repeating: 0, count: sizes.count)
    isSeen = Vector(repeating: 0, count: (sizes[place] + 63) / 64)
    fresh = Vector(repeating: 0, count: (sizes[place] + 63) / 64)
  }

  var stepCount: Int { indexes.count }
  @inline(__always) func index(_ step: Int) -> Int { Int(indexes[step]) }
  @inline(__always) @unsafe func key(_ step: Int) -> UnsafePointer<UInt32> {
    unsafe UnsafePointer(keys.pointer + Int(keyStarts[step]))
  }

  // MARK: Starts

  /// Sorts the facts to start from by origin.
  mutating func group(_ relation: borrowing Relation) {
    starts.resize(to: originCount + 2, filling: 0)
    for row in 0..<UInt32(relation.count) { starts[origin(of: row, relation) + 2] += 1 }
    for origin in 2..<starts.count { starts[origin] += starts[origin - 1] }
    startValues.resize(to: relation.count, filling: 0)
    startRows.resize(to: relation.count, filling: 0)
    for row in 0..<UInt32(relation.count) {
      let origin = origin(of: row, relation) + 1
      startValues[Int(starts[origin])] = relation.term(row, place)
      startRows[Int(starts[origin])] = row
      starts[origin] += 1
    }
  }

  private func origin(of row: UInt32, _ relation: borrowing Relation) -> Int {
    var origin = 0
    for column in 0..<arity { origin += Int(relation.term(row, column)) * strides[column] }
    return origin
  }

  func isStart(_ origin: Int) -> Bool { starts[origin] < starts[origin + 1] }

  // MARK: Searching

  /// Before memory runs out, takes as much as all origins need if they come to as much as those before. A vector that
  /// doubles would write to as many pages again; pages of a guess too high are never touched.
  mutating func makeRoom(before origin: Int) {
    if origin < 64 || max(found.count, ends.count) * 2 < found.capacity { return }
    let factor = min(originCount / origin + 1, 16)
    found.reserve(found.count * factor)
    ends.reserve(ends.count * factor)
  }

  mutating func begin(_ origin: Int, _ relation: borrowing Relation) {
    self.origin = origin
    frontier = Int(starts[origin])..<Int(starts[origin + 1])
    for column in 0..<arity { registers[column] = relation.term(startRows[frontier.lowerBound], column) }
    for position in frontier {
      let value = startValues[position]
      isSeen[Int(value >> 6)] |= 1 << UInt64(value & 63)
    }
    (isAtStart, distance, first, steps) = (true, 0, found.count, 0)
  }

  var hasFrontier: Bool { !frontier.isEmpty }

  @inline(__always) mutating func stand(at position: Int) {
    registers[place] = isAtStart ? startValues[position] : found[position]
  }

  /// Takes the values that were not seen before.
  @inline(__always) @unsafe mutating func take(_ values: UnsafePointer<UInt32>, _ count: Int) {
    steps &+= count
    found.reserve(found.count + count)
    var end = found.count
    let target = unsafe found.pointer
    let bits = unsafe isSeen.pointer
    for index in 0..<count {
      let value = unsafe values[index]
      let bit: UInt64 = 1 << UInt64(value & 63)
      let word = unsafe bits[Int(value >> 6)]
      // Written in any case, kept where it is new.
      unsafe target[end] = value
      unsafe bits[Int(value >> 6)] = word | bit
      end &+= word & bit == 0 ? 1 : 0
    }
    found.setCount(end)
  }

  /// Makes what was found the values to go on from.
  mutating func turn() {
    let start = isAtStart ? first : frontier.upperBound
    isAtStart = false
    frontier = start..<found.count
    if frontier.isEmpty { return }
    sort(frontier)
    if distance == counts.count { counts.append(0) }
    counts[distance] += UInt32(frontier.count)
    distance += 1
    ends.append(UInt32(found.count))
  }

  /// Puts values in rising order: a few by insertion, many as bits.
  private mutating func sort(_ range: Range<Int>) {
    if range.count <= 12 || range.count * 8 < isSeen.count {
      if range.count > 12 {
        var part = unsafe UnsafeMutableBufferPointer(start: found.pointer + range.lowerBound, count: range.count)
        return unsafe part.sort()
      }
      for index in range.dropFirst() {
        let value = found[index]
        var place = index
        while place > range.lowerBound, found[place - 1] > value {
          found[place] = found[place - 1]
          place -= 1
        }
        found[place] = value
      }
      return
    }
    for index in range { fresh[Int(found[index] >> 6)] |= 1 << UInt64(found[index] & 63) }
    var next = range.lowerBound
    for word in 0..<fresh.count where fresh[word] != 0 {
      var bits = fresh[word]
      while bits != 0 {
        found[next] = UInt32(truncatingIfNeeded: word << 6 + bits.trailingZeroBitCount)
        bits &= bits - 1
        next += 1
      }
      fresh[word] = 0
    }
  }

  /// Forgets what was seen, and keeps what was found.
  mutating func end() {
    for position in Int(starts[origin])..<Int(starts[origin + 1]) { isSeen[Int(startValues[position] >> 6)] = 0 }
    if found.count - first > isSeen.count {
      for word in 0..<isSeen.count { isSeen[word] = 0 }
    } else {
      for index in first..<found.count { isSeen[Int(found[index] >> 6)] = 0 }
    }
    if found.count == first { return }
    originRows.append(startRows[Int(starts[origin])])
    originEnds.append(UInt32(ends.count))
  }

  // MARK: Rows

  /// Appends what was found to the relation: by distance, then by origin, then by value.
  mutating func put(into relation: inout Relation, above level: UInt32) {
    if found.count == 0 { return }
    var cursors = Vector<UInt32>()
    var next: UInt32 = 0
    for distance in 0..<counts.count {
      cursors.append(next)
      next += counts[distance]
    }
    let rows = unsafe relation.stage(rows: found.count)
    var end = 0
    var start = 0
    for origin in 0..<originEnds.count {
      for column in 0..<arity { registers[column] = relation.term(originRows[origin], column) }
      var distance = 0
      while end < Int(originEnds[origin]) {
        let stop = Int(ends[end])
        unsafe write(start..<stop, rows + Int(cursors[distance]) * arity)
        cursors[distance] += UInt32(stop - start)
        start = stop
        end += 1
        distance += 1
      }
    }
    for distance in 0..<counts.count {
      relation.appendStaged(Int(counts[distance]), level: level + UInt32(distance) + 1, by: place)
    }
  }

  @inline(__always) @unsafe private func write(_ range: Range<Int>, _ rows: UnsafeMutablePointer<UInt32>) {
    var target = unsafe rows
    if arity == 2 {
      let other = registers[1 - place]
      for index in range {
        unsafe target[place] = found[index]
        unsafe target[1 - place] = other
        unsafe target += 2
      }
      return
    }
    for index in range {
      for column in 0..<arity { unsafe target[column] = registers[column] }
      unsafe target[place] = found[index]
      unsafe target += arity
    }
  }
}
