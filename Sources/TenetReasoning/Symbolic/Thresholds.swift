import TenetEngine
import TenetModel
import TenetText

/// The values of given numbers at which some comparison of a circuit turns.
///
/// A comparison is followed back to given numbers through sums, products and quotients that come to a quotient of two lines;
/// others stay as they are given. A second pass also takes thresholds that the first one found for those others. Where a
/// comparison is between numbers of which none has a value or a threshold, one of them is taken to be 1.
package struct Thresholds {
  private let circuit: Circuit
  private let free: Set<NumberKey>
  private var base: [NumberKey: [ExactDecimal]] = [:]
  private var forms: [Int: [Form]] = [:]
  private var found: [NumberKey: Set<ExactDecimal>] = [:]
  /// How many steps of the last digit past a threshold a comparison of rounded quotients may turn, where not one.
  private var reach: [NumberKey: [ExactDecimal: Int128]] = [:]
  /// Pairs of numbers that a comparison holds against each other.
  private var rivals: [(NumberKey, NumberKey)] = []
  /// Numbers that are taken to be 1.
  private var anchors: Set<NumberKey> = []
  /// A comparison was too entangled to follow.
  package private(set) var isCut = false

  /// A quotient of two multiples of one given number, each plus something; without rounding, so that thresholds are exact.
  package struct Form: Hashable {
    package struct Line: Hashable {
      package var factor: ExactDecimal
      package var constant: ExactDecimal

      package var isConstant: Bool { factor == .zero }
    }

    /// Nil for a value that depends on no number.
    package var key: NumberKey?
    package var top: Line
    package var bottom = Line(factor: .zero, constant: ExactDecimal(1))
    /// How far the rounding of quotients may lead away, in halves of the last digit.
    package var error = Extent()

    package init(_ constant: ExactDecimal) { top = Line(factor: .zero, constant: constant) }

    package init(_ key: NumberKey) {
      self.key = key
      top = Line(factor: ExactDecimal(1), constant: .zero)
    }

    /// Nil where it would divide by zero.
    package init?(_ key: NumberKey?, _ top: Line?, _ bottom: Line?, error: Extent) {
      guard let top, let bottom, bottom != Line(factor: .zero, constant: .zero) else { return nil }
      self.error = error
      self.key = top.isConstant && bottom.isConstant ? nil : key
      self.top = top
      self.bottom = bottom
    }
  }

  private static let mostForms = 512

  /// The circuit is expanded; `free` are the numbers that may be set.
  package init(_ circuit: Circuit, free: [NumberKey], given: [NumberKey: NumberValue]) {
    self.circuit = circuit
    self.free = Set(free)
    for (key, value) in given { if let value = value.decimal { base[key] = [value] } }
    for pass in 0..<2 {
      forms = [:]
      findThresholds()
      for (key, values) in found { base[key] = ((base[key] ?? []) + values.sorted()).uniqued() }
      if pass == 0 { anchor() }
    }
  }

  private mutating func anchor() {
    for (one, other) in rivals where base[one] == nil && base[other] == nil {
      base[one] = [ExactDecimal(1)]
      // What hangs on the second of three such numbers is not followed.
      if !anchors.isEmpty { isCut = true }
      anchors.insert(one)
    }
  }

  /// Each threshold of a number with the nearest values past it, rising, each with the threshold that it belongs to.
  package func candidates(_ key: NumberKey) -> [(value: ExactDecimal, threshold: ExactDecimal)] {
    var homes: [ExactDecimal: ExactDecimal] = [:]
    for value in (found[key] ?? []).sorted() {
      let past = reach[key]?[value] ?? 1
      for step in [-past, -1, 1, past] {
        if let near = ExactDecimal(fitting: value.scaled + step), homes[near] == nil { homes[near] = value }
      }
    }
    for value in found[key] ?? [] { homes[value] = value }
    if anchors.contains(key) { homes[ExactDecimal(1)] = ExactDecimal(1) }
    return homes.keys.sorted().map { ($0, homes[$0] ?? $0) }
  }

  private mutating func findThresholds() {
    for node in circuit.nodes.indices {
      for instance in circuit.nodes[node].instances {
        for part in instance.parts {
          guard case .compare(let literal, _) = part,
            case .compare(let left, _, let right, _) = circuit.program.clauses[instance.clause].body[literal]
          else { continue }
          let (first, second) = (forms(of: left, instance.binding), forms(of: right, instance.binding))
          for left in first { for right in second { note(left, right) } }
        }
      }
    }
  }

  /// Both sides are equal at a threshold; where a divisor is zero a value is unknown.
  private mutating func note(_ left: Form, _ right: Form) {
    for form in [left, right] { if let key = form.key { note(zeroOf: form.bottom, key, in: nil) } }
    guard let difference = left.minus(right) else { return noteRivals(left, right) }
    guard let key = difference.key else { return }
    note(zeroOf: difference.top, key, in: difference)
  }

  /// Two forms that do not come to one: of two numbers, or of a square.
  private mutating func noteRivals(_ left: Form, _ right: Form) {
    guard let one = left.key, let other = right.key else { return }
    if one == other { isCut = true } else { rivals.append((one, other)) }
  }

  private mutating func note(zeroOf line: Form.Line, _ key: NumberKey, in difference: Form?) {
    guard !line.isConstant, case .value(let value) = line.constant.negated.divided(by: line.factor) else { return }
    found[key, default: []].insert(value)
    // A quotient is rounded, so a comparison may turn a little past its threshold.
    guard let difference, difference.bottom != Form(.zero).bottom else { return }
    var steps: Int128 = 1
    if let size = difference.bottom.value(at: value), case .value(let most) = size.divided(by: line.factor) {
      let halves = most.magnitude.multipliedReportingOverflow(by: difference.error.at(value))
      steps += halves.overflow ? 0 : halves.partialValue / ExactDecimal(1).scaled / 2
    }
    reach[key, default: [:]][value] = max(reach[key]?[value] ?? 1, steps)
  }

  // MARK: Forms

  private mutating func forms(of expression: Expression, _ binding: [TermID?]) -> [Form] {
    switch expression {
    case .literal(let value): return [Form(value)]
    case .number(let number, let subject):
      guard let subject = subject.term(binding) else { return [] }
      return forms(of: circuit.node(NumberKey(number: number, subject: subject)))
    case .negate(let inner): return forms(of: inner, binding).compactMap { Form(.zero).minus($0) }
    case .add(let left, let right): return combined(left, right, binding) { $0.plus($1) }
    case .subtract(let left, let right): return combined(left, right, binding) { $0.minus($1) }
    case .multiply(let left, let right): return combined(left, right, binding) { $0.times($1) }
    case .divide(let left, let right): return combined(left, right, binding) { $0.divided(by: $1) }
    }
  }

  private mutating func combined(
    _ left: Expression, _ right: Expression, _ binding: [TermID?], _ body: (Form, Form) -> Form?
  ) -> [Form] {
    var result: [Form] = []
    let second = forms(of: right, binding)
    for first in forms(of: left, binding) {
      for second in second {
        if let form = body(first, second) { result.append(form) } else { noteRivals(first, second) }
      }
    }
    return cut(result)
  }

  private mutating func cut(_ forms: [Form]) -> [Form] {
    let distinct = forms.uniqued()
    if distinct.count > Thresholds.mostForms { isCut = true }
    return Array(distinct.prefix(Thresholds.mostForms))
  }

  private mutating func forms(of node: Int) -> [Form] {
    if let known = forms[node] { return known }
    forms[node] = []
    guard case .number(let key) = circuit.nodes[node].kind else { return [] }
    var result: [Form] = (base[key] ?? []).map { Form($0) }
    if free.contains(key) { result.append(Form(key)) }
    if circuit.isAdded(key.number), key.subject == .self, base[key] == nil { result.append(Form(.zero)) }
    for instance in circuit.nodes[node].instances {
      switch circuit.program.clauses[instance.clause].head {
      case .fact: continue
      case .set(_, _, let value): result += forms(of: value, instance.binding)
      case .add(_, _, let value):
        let parts = forms(of: value, instance.binding)
        if result.isEmpty { result.append(Form(.zero)) }
        for before in result { result += parts.compactMap { before.plus($0) } }
      }
      result = cut(result)
    }
    forms[node] = result
    return result
  }
}

extension Thresholds.Form {
  /// Nil where the two depend on different numbers, where the result is no quotient of lines, or where it does not fit.
  package func plus(_ other: Self) -> Self? {
    guard key == nil || other.key == nil || key == other.key else { return nil }
    guard let first = top.times(other.bottom), let second = other.top.times(bottom) else { return nil }
    return Self(
      key ?? other.key, first.plus(second), bottom.times(other.bottom), error: error.plus(other.error))
  }

  package func minus(_ other: Self) -> Self? {
    var negated = other
    negated.top = Line(factor: other.top.factor.negated, constant: other.top.constant.negated)
    return plus(negated)
  }

  package func times(_ other: Self) -> Self? {
    guard key == nil || other.key == nil || key == other.key else { return nil }
    return Self(
      key ?? other.key, top.times(other.top), bottom.times(other.bottom),
      error: error.times(other.size).plus(other.error.times(size)))
  }

  package func divided(by other: Self) -> Self? {
    guard key == nil || other.key == nil || key == other.key else { return nil }
    return Self(
      key ?? other.key, top.times(other.bottom), bottom.times(other.top),
      error: error.times(other.inverse.size).plus(Extent(constant: 1)))
  }

  private var inverse: Self {
    var inverse = self
    (inverse.top, inverse.bottom) = (bottom, top)
    return inverse
  }

  /// How large the value is at the most, or about that where it is divided by the number.
  private var size: Extent {
    let above = Extent(constant: top.constant.ceiling, factor: top.factor.ceiling)
    guard bottom.isConstant, case .value(let share) = ExactDecimal(1).divided(by: bottom.constant) else { return above }
    guard case .value(let constant) = top.constant.divided(by: bottom.constant),
      case .value(let factor) = top.factor.divided(by: bottom.constant)
    else { return above.times(Extent(constant: share.ceiling)) }
    return Extent(constant: constant.ceiling, factor: factor.ceiling)
  }
}

extension Thresholds.Form {
  /// A bound in whole numbers: so much, and so much for each one of the number.
  package struct Extent: Hashable {
    package var constant: Int128 = 0
    package var factor: Int128 = 0

    package func plus(_ other: Self) -> Self {
      Self(constant: bounded(constant + other.constant), factor: bounded(factor + other.factor))
    }

    /// Where both grow with the number, as if its square were that of one.
    package func times(_ other: Self) -> Self {
      Self(
        constant: bounded(constant * other.constant),
        factor: bounded(factor * other.constant + constant * other.factor + factor * other.factor))
    }

    package func at(_ value: ExactDecimal) -> Int128 { bounded(constant + factor * value.ceiling) }

    /// Far more than any result can have.
    private func bounded(_ value: Int128) -> Int128 { min(value, 1_000_000_000_000_000_000) }
  }
}

extension ExactDecimal {
  fileprivate var magnitude: Int128 { scaled < 0 ? -scaled : scaled }
  /// The least whole number that is not smaller, without the sign.
  fileprivate var ceiling: Int128 {
    let one = ExactDecimal(1).scaled
    return (magnitude + one - 1) / one
  }
}

extension Thresholds.Form.Line {
  fileprivate func plus(_ other: Self) -> Self? {
    guard let factor = factor.adding(other.factor), let constant = constant.adding(other.constant) else { return nil }
    return Self(factor: factor, constant: constant)
  }

  /// Nil where it would be no line.
  fileprivate func times(_ other: Self) -> Self? {
    if !isConstant, !other.isConstant { return nil }
    let (line, by) = isConstant ? (other, constant) : (self, other.constant)
    guard let factor = line.factor.multiplied(by: by), let constant = line.constant.multiplied(by: by) else {
      return nil
    }
    return Self(factor: factor, constant: constant)
  }

  fileprivate func value(at value: ExactDecimal) -> ExactDecimal? { factor.multiplied(by: value)?.adding(constant) }
}
