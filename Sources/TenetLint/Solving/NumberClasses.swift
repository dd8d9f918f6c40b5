import TenetModel
import TenetText

/// Which values of given numbers make a difference: the points where comparisons turn, and one between each two.
///
/// Numbers that are compared with each other, or that a rule sets one from the other, share their points. A number in
/// arithmetic that is more than that is not decided.
struct NumberClasses {
  private var parents: [Int]
  private var points: [[ExactDecimal]]
  private var isOpen: [Bool]
  /// For each number whether some rule sets it or adds to it.
  let isConcluded: [Bool]
  private var givenCount: [Int] = []

  /// - Parameter areGiven: a profile may give each number any value, whatever rules make of it.
  init(_ program: Program, areGiven: Bool = false) {
    parents = Array(0..<program.numberCount)
    points = Array(repeating: [], count: program.numberCount)
    isOpen = Array(repeating: false, count: program.numberCount)
    var isConcluded = isOpen
    for clause in areGiven ? [] : program.clauses {
      switch clause.head {
      case .set(let number, _, _), .add(let number, _, _): isConcluded[number.index] = true
      case .fact: break
      }
    }
    self.isConcluded = isConcluded
    for clause in program.clauses { read(clause) }
    givenCount = Array(repeating: 0, count: program.numberCount)
    let subjects = NumberClasses.subjectCounts(program)
    for number in parents.indices where !isConcluded[number] { givenCount[find(number)] += max(1, subjects[number]) }
  }

  /// For each number of how many subjects it is read: those that are named, and as many as one rule has variables for.
  private static func subjectCounts(_ program: Program) -> [Int] {
    var named: [Set<TermID>] = Array(repeating: [], count: program.numberCount)
    var open = Array(repeating: 0, count: program.numberCount)
    for clause in program.clauses {
      var slots: [Set<Int>] = Array(repeating: [], count: program.numberCount)
      for case .compare(let left, _, let right, _) in clause.body {
        for (number, subject) in left.numbers + right.numbers {
          switch subject {
          case .term(let term): named[number.index].insert(term)
          case .variable(let slot): slots[number.index].insert(slot)
          case .any: break
          }
        }
      }
      for number in slots.indices { open[number] = max(open[number], slots[number].count) }
    }
    return named.indices.map { named[$0].count + open[$0] }
  }

  /// The values that a given number is tried at; nil where no finite set of values is enough.
  func values(of number: NumberID) -> [ExactDecimal]? {
    let root = find(number.index)
    if isOpen[root] { return nil }
    let cuts = points[root].sorted()
    guard let first = cuts.first, let last = cuts.last else {
      return (0..<max(1, givenCount[root])).map { ExactDecimal($0) }
    }
    var beyond: [ExactDecimal] = []
    var between: [ExactDecimal] = []
    var below: [ExactDecimal] = []
    let each = givenCount[root] > 1 ? givenCount[root] + 1 : 1
    for step in 1...each {
      if let value = last.adding(ExactDecimal(step)) { beyond.append(value) }
      if let value = first.subtracting(ExactDecimal(step)) { below.append(value) }
    }
    for (low, high) in zip(cuts, cuts.dropFirst()) { between += NumberClasses.inside(low, high, each) }
    return cuts + beyond + between + below
  }

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

  private mutating func unite(_ left: Int, _ right: Int) {
    let (a, b) = (find(left), find(right))
    guard a != b else { return }
    parents[max(a, b)] = min(a, b)
    points[min(a, b)] += points[max(a, b)]
    isOpen[min(a, b)] = isOpen[a] || isOpen[b]
  }

  private mutating func add(_ value: ExactDecimal, to number: Int) {
    let root = find(number)
    if !points[root].contains(value) { points[root].append(value) }
  }

  private mutating func read(_ clause: HornClause) {
    for case .compare(let left, _, let right, _) in clause.body { compare(left, right) }
    switch clause.head {
    case .fact: break
    case .set(let number, _, let value):
      switch value {
      case .literal(let value): add(value, to: number.index)
      case .number(let other, _): unite(number.index, other.index)
      default: open(value)
      }
    case .add(_, _, let value): open(value)
    }
  }

  /// Given numbers in arithmetic have no points of their own.
  private mutating func open(_ expression: Expression) {
    for number in expression.numbers where !isConcluded[number.number.index] {
      isOpen[find(number.number.index)] = true
    }
  }

  private mutating func compare(_ left: Expression, _ right: Expression) {
    let numbers = left.numbers + right.numbers
    if case .number(let a, _) = left, case .number(let b, _) = right {
      if a != b || !isConcluded[a.index] { unite(a.index, b.index) }
      // The same number of two subjects needs room for both.
      if a == b { add(ExactDecimal(0), to: a.index) }
      return
    }
    guard numbers.count == 1, let number = numbers.first?.number else {
      open(left)
      open(right)
      return
    }
    guard let a = Linear(left), let b = Linear(right), let root = a.meets(b) else {
      if Linear(left) == nil || Linear(right) == nil {
        open(left)
        open(right)
      }
      return
    }
    add(root, to: number.index)
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

  /// Where both have one value, if that can be written exactly.
  func meets(_ other: Linear) -> ExactDecimal? {
    guard let factor = factor.subtracting(other.factor), let constant = other.constant.subtracting(constant),
      factor != Linear.zero, case .value(let root) = constant.divided(by: factor)
    else { return nil }
    return root
  }
}
