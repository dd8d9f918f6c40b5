import TenetText

let unusedNumber = Check(
  .use, "unused-number", "a number is declared and no rule reads or sets it",
  why: "Profiles may give the number, but nothing will ever come of it.",
  wrong: "number share in %\nnumber score\nowns interface → add 1 to score\n",
  right: "number share in %\nnumber score\nowns interface and share ≥ 60% → add 1 to score\n",
  found: ["number share in %\nowns interface → weak\nprofile \"a\"\n  share is 60%\n"],
  passed: [
    "number score\nowns interface → score is 3\n",
    "number share\nowns interface and ?p's share > 3 and ?p is a lab → weak\nkind lab: a, b\n",
  ]
) { linting in
  for (index, number) in linting.set.vocabulary.numbers.enumerated() {
    if linting.usage.numbers[index].contains(where: { $0.role != .given }) { continue }
    linting.report(
      "no rule reads or sets the number `\(number.name)`", at: number.place,
      help: "take the declaration away, or use it")
  }
}
