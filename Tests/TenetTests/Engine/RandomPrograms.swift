import TenetModel
import TenetText

/// A small generator of numbers that is the same everywhere (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
}

/// Draws small programs that use everything the engine knows.
struct RandomPrograms {
  private var dice: Dice
  private var builder = ProgramBuilder()
  private let termCount: Int
  private var kind = RelationID(0)
  private var relations: [RelationID] = []
  private var numbers: [NumberID] = []
  /// The share of rules, in per cent, that have no variables.
  private let groundShare: Int
  private var isGround = false

  /// A program with a profile; nil where the draw has a circle through negation and the like.
  static func draw(seed: UInt64, groundShare: Int = 0) -> (Program, ProfileFacts)? {
    var programs = RandomPrograms(seed, groundShare: groundShare)
    programs.fill()
    guard programs.builder.schedule(termCount: programs.termCount) else { return nil }
    return (programs.builder.program, programs.builder.profile)
  }

  private init(_ seed: UInt64, groundShare: Int) {
    dice = Dice(seed)
    self.groundShare = groundShare
    termCount = 2 + dice.roll(3)
  }

  private mutating func fill() {
    kind = builder.relation(1, .kind(KindID(0)))
    for term in 0..<termCount where dice.chance(60) { builder.declare(kind, term) }
    for _ in 0..<2 + dice.roll(4) { relations.append(builder.relation([1, 2, 2, 2, 3][dice.roll(5)])) }
    for _ in 0..<dice.roll(3) { numbers.append(builder.number()) }
    if dice.chance(40) { addChoice() }
    for _ in 0..<1 + dice.roll(groundShare > 0 ? 14 : 7) {
      isGround = dice.chance(groundShare)
      addRule()
    }
    for _ in 0..<dice.roll(8) {
      let relation = relations[dice.roll(relations.count)]
      if isPicks(relation) { continue }
      builder.give(relation, (0..<builder.program.arities[relation.index]).map { _ in dice.roll(termCount) })
    }
    for number in numbers where dice.chance(50) {
      builder.give(number, dice.roll(termCount), ExactDecimal(dice.roll(4)))
    }
  }

  private mutating func addChoice() {
    let candidates = builder.relation(1, .candidates(ChoiceID(0)))
    let isSame = dice.chance(30)
    let picks = isSame ? candidates : builder.relation(1, .picks(ChoiceID(0)))
    let policies: [ChoicePlan.Policy] = isSame ? [.one, .all] : [.one, .first, .all]
    let options = (0..<termCount).shuffled(using: &dice).prefix(2).map { TermID($0) }
    builder.program.choices.append(
      ChoicePlan(
        candidates: candidates, picks: picks, policy: policies[dice.roll(policies.count)], options: Array(options),
        otherwise: !isSame && dice.chance(50) ? options[0] : nil))
    relations += [candidates, picks]
  }

  private mutating func atom(_ places: (inout RandomPrograms) -> Operand) -> Atom {
    var relation = relations[dice.roll(relations.count)]
    if dice.chance(10) { relation = kind }
    return Atom(relation, (0..<builder.program.arities[relation.index]).map { _ in places(&self) })
  }

  private mutating func addRule() {
    var branches: [[Literal]] = []
    var bound: Set<Int>?
    for _ in 0..<(dice.chance(15) ? 2 : 1) {
      let body = body()
      let here = Set(
        body.filter { if case .match = $0 { true } else { false } }.flatMap(\.operands).compactMap(\.index))
      bound = bound.map { $0.intersection(here) } ?? here
      branches.append(body)
    }
    let usable = (bound ?? []).sorted()
    let head = head(usable)
    let counts = branches.map { HornClause.variableCount(head, $0) }
    // Every branch binds the same variables, or the binding of the others would be open.
    if branches.count == 2, counts.allSatisfy({ $0 == usable.count }) {
      builder.rule(head, branches[0], branches[1])
    } else if branches.count == 1, usable.count == counts[0] {
      // The variables of the head are named ones.
      let least = HornClause.variableCount(head, [])
      builder.rule(head, branches[0], named: dice.chance(30) ? least + dice.roll(counts[0] - least + 1) : nil)
    }
  }

  private mutating func body() -> [Literal] {
    var body: [Literal] = []
    for _ in 0..<1 + dice.roll(3) {
      body.append(
        .match(
          atom { programs in
            let roll = programs.dice.roll(10)
            return roll < 7 && !programs.isGround
              ? .variable(programs.dice.roll(3)) : roll < 9 || programs.isGround ? .term(programs.term()) : .any
          }))
    }
    // Number the variables without gaps.
    var numbering: [Int: Int] = [:]
    for operand in body.flatMap(\.operands) {
      if let variable = operand.index, numbering[variable] == nil { numbering[variable] = numbering.count }
    }
    body = body.map { literal in
      guard case .match(let atom) = literal else { return literal }
      return .match(Atom(atom.relation, atom.places.map { $0.index.map { .variable(numbering[$0] ?? 0) } ?? $0 }))
    }
    let variables = numbering.count
    while dice.chance(35) { body.insert(test(variables), at: dice.roll(body.count + 1)) }
    return body
  }

  private mutating func term() -> TermID { TermID(dice.roll(termCount)) }

  private mutating func operand(_ variables: Int) -> Operand {
    variables > 0 && dice.chance(70) ? .variable(dice.roll(variables)) : .term(term())
  }

  private mutating func expression(_ variables: Int) -> Expression {
    if numbers.isEmpty || dice.chance(40) { return .literal(ExactDecimal(dice.roll(5))) }
    let number = Expression.number(numbers[dice.roll(numbers.count)], subject: operand(variables))
    return dice.chance(30) ? .add(number, .literal(ExactDecimal(1))) : number
  }

  private mutating func test(_ variables: Int) -> Literal {
    switch dice.roll(6) {
    case 0: return .same(operand(variables), operand(variables), holds: dice.chance(40))
    case 1:
      let comparisons: [Comparison] = [.less, .atMost, .equal, .unequal, .atLeast, .greater]
      return .compare(
        expression(variables), comparisons[dice.roll(6)], expression(variables), holds: dice.chance(70))
    case 2: return .bind(atom { $0.dice.chance(30) ? .any : $0.operand(variables) })
    default: return count(variables)
    }
  }

  private mutating func count(_ variables: Int) -> Literal {
    var atom = atom { $0.dice.chance(20) ? .any : $0.operand(variables) }
    if dice.chance(40) { return .count(atom, CountTest(place: nil, bound: .atMost(0))) }
    let place = dice.roll(atom.places.count)
    atom.places[place] = .any
    let limit = dice.roll(3)
    let hasKind = dice.chance(50)
    let bounds: [CountTest.Bound] =
      hasKind
      ? [.every, .notEvery, .atLeast(limit), .exactly(limit)]
      : [.atLeast(1 + limit), .atMost(limit), .exactly(limit), .notExactly(limit)]
    return .count(
      atom,
      CountTest(
        place: place, kind: hasKind ? kind : nil, excluding: dice.chance(25) ? operand(variables) : nil,
        bound: bounds[dice.roll(4)]))
  }

  private mutating func head(_ usable: [Int]) -> HornClause.Head {
    func operand(_ programs: inout RandomPrograms) -> Operand {
      usable.isEmpty || programs.dice.chance(25)
        ? .term(programs.term()) : .variable(usable[programs.dice.roll(usable.count)])
    }
    if !numbers.isEmpty, dice.chance(30) {
      // Numbers with an even id are set, others are added to.
      let number = numbers[dice.roll(numbers.count)]
      let value = usable.isEmpty ? expression(0) : Expression.literal(ExactDecimal(dice.roll(3)))
      return number.index % 2 == 0
        ? .set(number, subject: operand(&self), value) : .add(number, subject: operand(&self), value)
    }
    while true {
      let atom = atom(operand)
      if atom.relation != kind, !isPicks(atom.relation) { return .fact(atom) }
    }
  }

  /// The relation is filled by settling a choice alone.
  private func isPicks(_ relation: RelationID) -> Bool {
    builder.program.choices.contains { $0.picks == relation && $0.candidates != relation }
  }
}

extension Operand {
  var index: Int? {
    if case .variable(let variable) = self { return variable }
    return nil
  }
}
