import TenetText

let unusedChoice = Check(
  .use, "unused-choice", "a choice is declared and no rule picks or reads it",
  why: "Without a rule that proposes or reads a pick, the choice stays at its `otherwise` in every profile.",
  wrong: "choice tier: one of gold, silver otherwise silver\nloyal → pays\n",
  right: "choice tier: one of gold, silver otherwise silver\nloyal → tier is gold\n",
  found: ["choice tier: first of gold, silver\nchoice size: one of big, small otherwise small\nrich → size is big\n"],
  passed: [
    "choice tier: one of gold, silver otherwise silver\ntier is gold → pays\n",
    "choice tier: all of gold, silver\nloyal → tier is gold, tier is silver\n",
  ]
) { linting in
  for (index, choice) in linting.set.vocabulary.choices.enumerated() {
    if linting.usage.choices[index].contains(where: { $0.role != .given }) { continue }
    linting.report(
      "no rule picks or reads the choice `\(choice.name)`", at: choice.place,
      help: "take the declaration away, or write a rule → `\(choice.name) is …`")
  }
}
