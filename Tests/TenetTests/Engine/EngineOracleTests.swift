import TenetEngine
import TenetModel
import TenetText
import Testing

/// Random programs against ``ReferenceEvaluator``: facts, levels, numbers, choices and least proofs.
@Suite struct EngineOracleTests {
  @Test(arguments: 0..<8) func agreesWithTheReference(batch: UInt64) {
    var compared = 0
    for seed in batch * 600..<(batch + 1) * 600 {
      guard let (program, profile) = RandomPrograms.draw(seed: seed) else { continue }
      compared += 1
      let reference = ReferenceEvaluator(program, profile)
      var tuning = Tuning()
      // Some as any small input, some as a large one would be, some with every relation in bits.
      if seed % 3 > 0 { tuning.large = 0 }
      tuning.always = seed % 3 == 2
      tuning.factors = seed % 2 == 0
      let run = CompiledProgram(program).run(profile, tuning: tuning)
      let difference = Comparison(run, reference).difference()
      #expect(difference == nil, "seed \(seed): \(difference ?? "")")
      if difference != nil { return }
    }
    #expect(compared > 200)
  }

  private struct Comparison {
    let run: Run
    let reference: ReferenceEvaluator
    let explainer: Explainer

    init(_ run: Run, _ reference: ReferenceEvaluator) {
      self.run = run
      self.reference = reference
      explainer = Explainer(run)
    }

    func difference() -> String? { facts() ?? numbers() ?? proofs() }

    private func facts() -> String? {
      var count = 0
      for relation in run.program.arities.indices {
        for ref in run.facts(of: RelationID(relation)) {
          count += 1
          let fact = ReferenceEvaluator.Fact(relation: ref.relation, terms: run.terms(of: ref))
          if reference.levels[fact] != run.level(of: ref) {
            return "\(fact) has level \(run.level(of: ref)), not \(reference.levels[fact] ?? -1)"
          }
          if run.fact(fact.relation, fact.terms) != ref { return "\(fact) is not found" }
          if run.isGiven(ref) != (reference.given[fact] != nil) { return "\(fact) given?" }
        }
      }
      return count == reference.levels.count ? nil : "\(count) facts in place of \(reference.levels.count)"
    }

    private func numbers() -> String? {
      for number in 0..<run.program.numberCount {
        for term in 0..<run.profile.termCount {
          let found = run.value(of: NumberID(number), subject: TermID(term))
          let expected = reference.values[number][TermID(term)] ?? .unknown
          if found != expected { return "number \(number) of \(term) is \(found), not \(expected)" }
          let parts = explainer.contributions(to: NumberID(number), subject: TermID(term))
          if case .known(let value) = found, let sum = sum(parts), sum != value { return "parts of number \(number)" }
        }
      }
      return nil
    }

    /// What additions and a given value come to; nil where the number is set.
    private func sum(_ parts: [Contribution]) -> ExactDecimal? {
      var total: Int128 = 0
      for part in parts {
        if case .set = part.source { return nil }
        total += part.value?.scaled ?? 0
      }
      return ExactDecimal(scaled: total)
    }

    // MARK: Proofs

    private func proofs() -> String? {
      for relation in run.program.arities.indices {
        for ref in run.facts(of: RelationID(relation)) {
          let proof = explainer.proof(of: ref)
          for node in proof.nodes { if let problem = problem(node, proof) { return problem } }
        }
      }
      return nil
    }

    private func problem(_ node: Proof.Node, _ proof: Proof) -> String? {
      let fact = fact(node.fact)
      if node.height != reference.levels[fact] { return "height of \(fact)" }
      switch node.ground {
      case .given: return reference.given[fact] == nil ? "\(fact) is not given" : nil
      case .otherwise: return node.height == 1 ? nil : "height of otherwise"
      case .cut: return "\(fact) is cut"
      case .picked(_, let candidate): return proof.nodes[candidate].height == node.height ? nil : "height of a pick"
      case .derived(let derivation):
        guard let best = leastInstance(fact) else { return "no instance of \(fact)" }
        if best.clause != derivation.clause { return "\(fact) by clause \(derivation.clause), not \(best.clause)" }
        let premises = derivation.premises.map { premise -> [ReferenceEvaluator.Fact] in
          switch premise {
          case .fact(let index): [self.fact(proof.nodes[index].fact)]
          case .facts(let indices, _): indices.map { self.fact(proof.nodes[$0].fact) }
          default: []
          }
        }
        return premises == best.premises ? nil : "\(fact): premises \(premises), not \(best.premises)"
      }
    }

    private func fact(_ ref: FactRef) -> ReferenceEvaluator.Fact {
      .init(relation: ref.relation, terms: run.terms(of: ref))
    }

    private struct Instance {
      var clause: Int
      var premises: [[ReferenceEvaluator.Fact]]
    }

    /// The last step of the least proof, by trying everything.
    private func leastInstance(_ fact: ReferenceEvaluator.Fact) -> Instance? {
      let limit = (reference.levels[fact] ?? 0) - 1
      for (index, clause) in run.program.clauses.enumerated() {
        guard case .fact(let atom) = clause.head, atom.relation == fact.relation else { continue }
        var best: [[ReferenceEvaluator.Fact]]?
        for binding in reference.bindings(clause) {
          guard reference.ground(atom, binding) == fact, let height = reference.height(clause.body, binding),
            height <= limit
          else { continue }
          let premises = clause.body.map { literal -> [ReferenceEvaluator.Fact] in
            switch literal {
            case .match(let atom): Array(reference.fitting(atom, binding).prefix(1))
            case .count(let atom, let test): reference.premises(atom, test, binding) ?? []
            default: []
            }
          }
          if let known = best, !precedes(premises, known) { continue }
          best = premises
        }
        if let best { return Instance(clause: index, premises: best) }
      }
      return nil
    }

    private func precedes(_ left: [[ReferenceEvaluator.Fact]], _ right: [[ReferenceEvaluator.Fact]]) -> Bool {
      for (first, second) in zip(left, right) {
        for (low, high) in zip(first, second) where low != high { return reference.precedes(low, high) }
        if first.count != second.count { return first.count < second.count }
      }
      return false
    }
  }
}
