import Tenet

/// The rules and profiles of a text, judged, in words.
struct Verdict {
  var conclusions: [String] = []
  var conflicts: [String] = []
  var choices: [String: [String]] = [:]
  var numbers: [String: String] = [:]
  var codes: [String] = []
  var diagnostics: [Diagnostic] = []
}

/// Judges the only profile of a text (or the one with this title).
func verdict(_ text: String, profile: String? = nil) -> Verdict {
  let workspace = Workspace.load([InputText(path: "test.tenet", text: text)])
  var verdict = Verdict()
  verdict.diagnostics = workspace.diagnostics
  verdict.codes = workspace.diagnostics.map { $0.code }
  guard workspace.isFit, let index = workspace.value.cases.firstIndex(where: { profile == nil || $0.title == profile })
  else { return verdict }
  let judge = Judge(workspace.value.set)
  let wording = Wording(workspace.value.set, program: judge.compiled.program, reader: workspace.value.loaded.reader)
  let judgement = judge.judge(workspace.value.cases[index])
  verdict.conclusions = judgement.conclusions.map {
    wording.text($0.statement) + ($0.certainty == .possible ? " (possible)" : "")
  }
  verdict.conflicts = judgement.conflicts.map { wording.name(ofConflict: wording.set.rules[$0.rule.index]) }
  for choice in judgement.choices {
    verdict.choices[wording.set.vocabulary.choices[choice.choice.index].name] = choice.picked.map {
      wording.spelled($0)
    }
  }
  for number in judgement.numbers {
    let name = wording.speller.name(number.number, of: .term(number.subject), .none)
    verdict.numbers[name] = number.value.map { wording.speller.number($0, number.number) } ?? "open"
  }
  return verdict
}

/// What a rule text concludes for facts, one a line.
func conclusions(_ rules: String, _ facts: String) -> [String] {
  let lines = facts.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  let verdict = verdict(rules + "\nprofile \"p\"\n" + lines + "\n")
  return verdict.codes.isEmpty ? verdict.conclusions : verdict.codes.map { "error: " + $0 }
}
