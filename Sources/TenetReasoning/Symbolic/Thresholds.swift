import TenetEngine
import TenetModel
import TenetText

/// The values of given numbers at which some comparison of a circuit turns.
///
/// A comparison is followed back to given numbers through sums and through products and quotients with known values; others
/// stay as they are given. A second pass also takes thresholds that the first one found for those others.
struct Thresholds {
  private let circuit: Circuit
  private let free: Set<NumberKey>
  private var base: [NumberKey: [ExactDecimal]] = [:]
  private var forms: [Int: [Form]] = [:]
  private var found: [NumberKey: Set<ExactDecimal>] = [:]
  /// A comparison was too entangled to follow.
  private(set) var isCut = false

  /// A value as a multiple of one given number, plus something.
  struct Form: Hashable {
    var key: NumberKey?
    var factor: ExactDecimal
    var constant: ExactDecimal

    init(_ constant: ExactDecimal) {
      factor = .zero
      self.constant = constant
    }

    init(_ key: NumberKey?, _ factor: ExactDecimal, _ constant: ExactDecimal) {
      self.key = factor == .zero ? nil : key
      self.factor = factor
      self.constant = constant
    }
  }

  private static let mostForms = 512

  /// The circuit is expanded; `free` are the numbers that may be set.
  init(_ circuit: Circuit, free: [NumberKey], given: [NumberKey: NumberValue]) {
    self.circuit = circuit
    self.free = Set(free)
    for (key, value) in given { if let value = value.decimal { base[key] = [value] } }
    for _ in 0..<2 {
      forms = [:]
      findThresholds()
      for (key, values) in found { base[key] = ((base[key] ?? []) + values.sorted()).uniqued() }
    }
  }

  /// Each threshold of a number with the nearest values past it, rising.
  func candidates(_ key: NumberKey) -> [ExactDecimal] {
    var values: Set<ExactDecimal> = []
    for value in found[key] ?? [] {
      for step in [-1, 0, 1] as [Int128] {
        if let near = ExactDecimal(fitting: value.scaled + step) { values.insert(near) }
      }
    }
    return values.sorted()
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

  /// Both sides are equal at a threshold.
  private mutating func note(_ left: Form, _ right: Form) {
    guard let difference = Thresholds.sum(left, Thresholds.scaled(right, ExactDecimal(-1))), let key = difference.key,
      case .value(let value) = difference.constant.negated.divided(by: difference.factor)
    else { return }
    found[key, default: []].insert(value)
  }

  // MARK: Forms

  private mutating func forms(of expression: Expression, _ binding: [TermID?]) -> [Form] {
    switch expression {
    case .literal(let value): return [Form(value)]
    case .number(let number, let subject):
      guard let subject = subject.term(binding) else { return [] }
      return forms(of: circuit.node(NumberKey(number: number, subject: subject)))
    case .negate(let inner): return forms(of: inner, binding).compactMap { Thresholds.scaled($0, ExactDecimal(-1)) }
    case .add(let left, let right): return combined(left, right, binding) { Thresholds.sum($0, $1) }
    case .subtract(let left, let right):
      return combined(left, right, binding) { first, second in
        Thresholds.scaled(second, ExactDecimal(-1)).flatMap { Thresholds.sum(first, $0) }
      }
    case .multiply(let left, let right):
      return combined(left, right, binding) { first, second in
        if first.key == nil { return Thresholds.scaled(second, first.constant) }
        return second.key == nil ? Thresholds.scaled(first, second.constant) : nil
      }
    case .divide(let left, let right):
      return combined(left, right, binding) { first, second in
        guard second.key == nil, case .value(let inverse) = ExactDecimal(1).divided(by: second.constant) else {
          return nil
        }
        return Thresholds.scaled(first, inverse)
      }
    }
  }

  private mutating func combined(
    _ left: Expression, _ right: Expression, _ binding: [TermID?], _ body: (Form, Form) -> Form?
  ) -> [Form] {
    var result: [Form] = []
    let second = forms(of: right, binding)
    for first in forms(of: left, binding) {
      for second in second { if let form = body(first, second) { result.append(form) } }
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
    if free.contains(key) { result.append(Form(key, ExactDecimal(1), .zero)) }
    if circuit.isAdded(key.number), key.subject == .self, base[key] == nil { result.append(Form(.zero)) }
    for instance in circuit.nodes[node].instances {
      switch circuit.program.clauses[instance.clause].head {
      case .fact: continue
      case .set(_, _, let value): result += forms(of: value, instance.binding)
      case .add(_, _, let value):
        let parts = forms(of: value, instance.binding)
        if result.isEmpty { result.append(Form(.zero)) }
        for before in result { result += parts.compactMap { Thresholds.sum(before, $0) } }
      }
      result = cut(result)
    }
    forms[node] = result
    return result
  }

  private static func sum(_ left: Form?, _ right: Form?) -> Form? {
    guard let left, let right, left.key == nil || right.key == nil || left.key == right.key,
      let factor = left.factor.adding(right.factor), let constant = left.constant.adding(right.constant)
    else { return nil }
    return Form(left.key ?? right.key, factor, constant)
  }

  private static func scaled(_ form: Form, _ by: ExactDecimal) -> Form? {
    guard let factor = form.factor.multiplied(by: by), let constant = form.constant.multiplied(by: by) else {
      return nil
    }
    return Form(form.key, factor, constant)
  }
}

extension Array where Element: Hashable {
  /// Without what stands earlier already.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
