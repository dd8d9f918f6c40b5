import TenetModel
import TenetText

/// Which values of given numbers make a difference: the points where comparisons turn, and some between each two.
///
/// A number as profiles give it is one thing and the same number as rules conclude it of other subjects another. What is
/// compared with each other, or what a rule sets one from the other, shares its points, and there is room between two
/// points for every subject's number to be another one. One may be a multiple of the other, and some more or less: points
/// are then put as those of one number of the class (union-find with potentials, here straight lines). A number in
/// arithmetic that is more than that is not decided, nor is one that is compared with what many additions come to.
struct NumberClasses {
  /// Each number as it is given and then each as it is concluded.
  private var parents: [Int]
  /// What a number's values are as values of its parent.
  private var lines: [Line]
  private var points: [[ExactDecimal]]
  private var isOpen: [Bool]
  /// Where one number is compared with another, or becomes another.
  private var isJoined: [Bool]
  private let numberCount: Int
  /// By number, given and concluded, of how many subjects it is so.
  private var subjectCounts: [Int]
  /// By class, how many given values may have to differ from each other.
  private var room: [Int] = []
  private let concluded: ConcludedNumbers?
  private let additions: Additions

  /// - Parameter concluded: what rules conclude; nil where a profile may give every number, whatever rules make of it.
  init(_ program: Program, _ universe: Universe, _ concluded: ConcludedNumbers?) {
    self.concluded = concluded
    additions = Additions(program)
    numberCount = program.numberCount
    parents = Array(0..<2 * numberCount)
    lines = Array(repeating: .same, count: 2 * numberCount)
    points = Array(repeating: [], count: 2 * numberCount)
    isOpen = Array(repeating: false, count: 2 * numberCount)
    isJoined = isOpen
    subjectCounts = Array(repeating: 0, count: 2 * numberCount)
    for number in 0..<numberCount {
      for subject in universe.subjects(of: NumberID(number)) { subjectCounts[node(NumberID(number), subject)] += 1 }
    }
    for clause in program.clauses { read(clause) }
    for number in 0..<numberCount where additions.isAdded[number] {
      add(ExactDecimal(0), to: number)
      if let sums = additions.sums[number] {
        for sum in sums { add(sum, to: numberCount + number) }
      } else {
        isOpen[find(numberCount + number)] = true
      }
    }
    room = Array(repeating: 0, count: 2 * numberCount)
    for number in 0..<numberCount { room[find(number)] += subjectCounts[number] }
  }

  /// Whether some rule adds to the number, of whatever subject.
  func isAdded(_ number: NumberID) -> Bool { additions.isAdded[number.index] }

  private func node(_ number: NumberID, _ subject: TermID) -> Int {
    concluded?.contains(number, subject) == true ? numberCount + number.index : number.index
  }

  /// As what a clause may read the number: as given, as concluded, or as both where its subject is a variable.
  private func nodes(_ number: NumberID, _ subject: Operand) -> [Int] {
    if case .term(let term) = subject { return [node(number, term)] }
    return [number.index, numberCount + number.index].filter { subjectCounts[$0] > 0 }
  }

  /// The values that a given number is tried at; nil where no finite set of values is enough, or too many were needed.
  func values(of number: NumberID) -> [ExactDecimal]? {
    let root = find(number.index)
    guard !isOpen[root], let line = line(number.index), let back = line.inverse, let values = values(at: root) else {
      return nil
    }
    var own: [ExactDecimal] = []
    for value in values {
      guard let found = back.value(at: value), line.value(at: found) == value else { return nil }
      own.append(found)
    }
    return own
  }

  /// The same, as values of the number that stands for the class.
  private func values(at root: Int) -> [ExactDecimal]? {
    let cuts = points[root].sorted()
    let each = isJoined[root] ? max(1, room[root]) : 1
    if each > 1, room[root] * (cuts.count + each * (cuts.count + 1)) > NumberClasses.mostJoined { return nil }
    guard let first = cuts.first, let last = cuts.last else { return (0..<each).map { ExactDecimal($0) } }
    var beyond: [ExactDecimal] = []
    var between: [ExactDecimal] = []
    var below: [ExactDecimal] = []
    for step in 1...each {
      if let value = last.adding(ExactDecimal(step)) { beyond.append(value) }
      if let value = first.subtracting(ExactDecimal(step)) { below.append(value) }
    }
    for (low, high) in zip(cuts, cuts.dropFirst()) { between += NumberClasses.inside(low, high, each) }
    return cuts + beyond + between + below
  }

  /// More values than this of all the numbers that are compared with each other are not tried.
  private static var mostJoined: Int { 600 }

  /// So many values between two, as round as they come; fewer where there is no room.
  private static func inside(_ low: ExactDecimal, _ high: ExactDecimal, _ count: Int) -> [ExactDecimal] {
    var found: [ExactDecimal] = []
    for step in 1...count {
      if let value = low.adding(ExactDecimal(step)), value < high { found.append(value) }
    }
    if found.count == count { return found }
    found = []
    guard let width = high.subtracting(low), case .value(let part) = width.divided(by: ExactDecimal(count + 1)) else {
      return []
    }
    var value = low
    for _ in 0..<count {
      guard let next = value.adding(part), next > value, next < high else { break }
      found.append(next)
      value = next
    }
    return found
  }

  // MARK: Reading

  private func find(_ number: Int) -> Int {
    var root = number
    while parents[root] != root { root = parents[root] }
    return root
  }

  /// What a number's values are as values of the one that stands for its class.
  private func line(_ number: Int) -> Line? {
    var line: Line? = .same
    var node = number
    while parents[node] != node {
      line = line.flatMap { lines[node].after($0) }
      node = parents[node]
    }
    return line
  }

  /// Numbers of which the line makes what is compared with others.
  private mutating func unite(_ numbers: [Int], _ others: [Int], by line: Line) {
    guard let first = numbers.first, let second = others.first else { return }
    for number in numbers { join(first, number, .same) }
    for other in others { join(second, other, .same) }
    join(first, second, line)
    isJoined[find(first)] = true
  }

  private mutating func join(_ number: Int, _ other: Int, _ line: Line) {
    let (a, b) = (find(number), find(other))
    guard let back = self.line(number)?.inverse, let there = self.line(other)?.after(line)?.after(back),
      let reverse = there.inverse, a != b || there == .same
    else {
      isOpen[a] = true
      isOpen[b] = true
      return
    }
    if a == b { return }
    let (keep, drop) = (min(a, b), max(a, b))
    parents[drop] = keep
    lines[drop] = drop == a ? there : reverse
    for point in points[drop] { add(point, to: drop) }
    isOpen[keep] = isOpen[a] || isOpen[b] || isOpen[keep]
  }

  private mutating func add(_ value: ExactDecimal, to number: Int) {
    let root = find(number)
    guard let point = line(number)?.value(at: value) else {
      isOpen[root] = true
      return
    }
    if !points[root].contains(point) { points[root].append(point) }
  }

  private mutating func read(_ clause: HornClause) {
    for case .compare(let left, _, let right, _) in clause.body { compare(left, right) }
    switch clause.head {
    case .fact: break
    case .set(let number, _, let value):
      let concluded = numberCount + number.index
      let sum = LinearSum(value)
      if let sum, sum.terms.isEmpty {
        add(sum.constant, to: concluded)
      } else if let sum, let term = sum.terms.first, sum.terms.count == 1 {
        unite(nodes(term.number, term.subject), [concluded], by: Line(factor: term.factor, constant: sum.constant))
      } else {
        isOpen[find(concluded)] = true
        open(value)
      }
    case .add(_, _, let value): open(value)
    }
  }

  /// Given numbers in arithmetic have no points of their own.
  private mutating func open(_ expression: Expression) {
    for (number, subject) in expression.numbers {
      for node in nodes(number, subject) where node < numberCount { isOpen[find(node)] = true }
    }
  }

  private mutating func compare(_ left: Expression, _ right: Expression) {
    guard let sum = LinearSum(left), let other = LinearSum(right),
      let difference = sum.adding(other, times: ExactDecimal(-1))
    else {
      open(left)
      open(right)
      return
    }
    let terms = difference.terms
    switch terms.count {
    case 0: return
    case 1:
      guard let root = difference.root else { return }
      for node in nodes(terms[0].number, terms[0].subject) { add(root, to: node) }
    case 2:
      guard let line = difference.line else { fallthrough }
      unite(nodes(terms[0].number, terms[0].subject), nodes(terms[1].number, terms[1].subject), by: line)
    default:
      open(left)
      open(right)
    }
  }
}

/// What sums the additions of rules can come to.
private struct Additions {
  /// By number all the sums; nil where those are many.
  private(set) var sums: [[ExactDecimal]?]
  /// By number whether there are any.
  private(set) var isAdded: [Bool]

  /// More sums than this are not told apart.
  private static var most: Int { 64 }

  init(_ program: Program) {
    sums = Array(repeating: [ExactDecimal(0)], count: program.numberCount)
    isAdded = Array(repeating: false, count: program.numberCount)
    var seen: Set<[UInt32]> = []
    for clause in program.clauses {
      guard case .add(let number, _, let value) = clause.head else { continue }
      isAdded[number.index] = true
      // All branches of a rule add once together.
      guard seen.insert([clause.rule.raw, UInt32(clause.conclusion)]).inserted else { continue }
      guard clause.namedVariableCount == 0, let part = LinearSum(value)?.only, let known = sums[number.index] else {
        sums[number.index] = nil
        continue
      }
      var wider = known
      for sum in known {
        if let sum = sum.adding(part), !wider.contains(sum) { wider.append(sum) }
      }
      sums[number.index] = wider.count > Additions.most ? nil : wider
    }
  }
}
