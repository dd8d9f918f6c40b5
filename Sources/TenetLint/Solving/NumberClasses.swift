import TenetModel
import TenetReasoning
import TenetText

/// Which values of given numbers make a difference: the points where comparisons turn, and some between each two.
///
/// A number as profiles give it is one thing and the same number as rules conclude it of other subjects another. What is
/// compared with each other, or what a rule sets one from the other, shares its points, and there is room between two
/// points for every subject's number to be another one. A number in arithmetic that is more than that is not decided,
/// nor is one that is compared with what rules work out of numbers or of many additions.
struct NumberClasses {
  /// Each number as it is given and then each as it is concluded.
  private var parents: [Int]
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
    if isOpen[root] { return nil }
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

  private mutating func unite(_ nodes: [Int]) {
    guard let first = nodes.first else { return }
    for node in nodes.dropFirst() {
      let (a, b) = (find(first), find(node))
      guard a != b else { continue }
      parents[max(a, b)] = min(a, b)
      for point in points[max(a, b)] { add(point, to: min(a, b)) }
      isOpen[min(a, b)] = isOpen[a] || isOpen[b]
    }
    isJoined[find(first)] = true
  }

  private mutating func add(_ value: ExactDecimal, to node: Int) {
    let root = find(node)
    if !points[root].contains(value) { points[root].append(value) }
  }

  private mutating func read(_ clause: HornClause) {
    for case .compare(let left, _, let right, _) in clause.body { compare(left, right) }
    switch clause.head {
    case .fact: break
    case .set(let number, _, let value):
      let concluded = numberCount + number.index
      if case .number(let other, let subject) = value {
        unite([concluded] + nodes(other, subject))
      } else if let constant = Linear(value)?.only {
        add(constant, to: concluded)
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
    if case .number(let a, let first) = left, case .number(let b, let second) = right {
      unite(nodes(a, first) + nodes(b, second))
      return
    }
    let numbers = left.numbers + right.numbers
    // One number, however often it stands there.
    guard let (number, subject) = numbers.first, numbers.allSatisfy({ $0 == (number, subject) }),
      let a = Linear(left), let b = Linear(right)
    else {
      open(left)
      open(right)
      return
    }
    guard let root = a.meets(b) else { return }
    for node in nodes(number, subject) { add(root, to: node) }
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
      guard clause.namedVariableCount == 0, let part = Linear(value)?.only, let known = sums[number.index] else {
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

/// `factor · n + constant`, of one number.
private struct Linear {
  var factor: ExactDecimal
  var constant: ExactDecimal

  private static var zero: ExactDecimal { ExactDecimal(0) }

  init(factor: ExactDecimal, constant: ExactDecimal) {
    self.factor = factor
    self.constant = constant
  }

  /// Nil where the expression is of another form, or does not fit.
  init?(_ expression: Expression) {
    switch expression {
    case .literal(let value): self.init(factor: Linear.zero, constant: value)
    case .number: self.init(factor: ExactDecimal(1), constant: Linear.zero)
    case .negate(let inner):
      guard let inner = Linear(inner), let factor = Linear.zero.subtracting(inner.factor),
        let constant = Linear.zero.subtracting(inner.constant)
      else { return nil }
      self.init(factor: factor, constant: constant)
    case .add(let left, let right):
      guard let a = Linear(left), let b = Linear(right), let factor = a.factor.adding(b.factor),
        let constant = a.constant.adding(b.constant)
      else { return nil }
      self.init(factor: factor, constant: constant)
    case .subtract(let left, let right):
      guard let a = Linear(left), let b = Linear(right), let factor = a.factor.subtracting(b.factor),
        let constant = a.constant.subtracting(b.constant)
      else { return nil }
      self.init(factor: factor, constant: constant)
    case .multiply(let left, let right):
      guard let a = Linear(left), let b = Linear(right) else { return nil }
      let (scale, line) = a.factor == Linear.zero ? (a, b) : (b, a)
      guard scale.factor == Linear.zero, let factor = line.factor.multiplied(by: scale.constant),
        let constant = line.constant.multiplied(by: scale.constant)
      else { return nil }
      self.init(factor: factor, constant: constant)
    case .divide: return nil
    }
  }

  /// The value, where it is one whatever the number is.
  var only: ExactDecimal? { factor == Linear.zero ? constant : nil }

  /// Where both have one value, if that can be written exactly.
  func meets(_ other: Linear) -> ExactDecimal? {
    guard let factor = factor.subtracting(other.factor), let constant = other.constant.subtracting(constant),
      factor != Linear.zero, case .value(let root) = constant.divided(by: factor)
    else { return nil }
    return root
  }
}
