import TenetModel
import TenetText

let unusedMember = Check(
  .use, "unused-member", "a member of a kind is mentioned nowhere else",
  why:
    "A member that no rule mentions, and that no quantifier or variable could stand for, changes nothing in any profile.",
  wrong: "kind layer: interface, billing\nverb owns (layer)\nowns interface → captures habit\n",
  right: "kind layer: interface\nverb owns (layer)\nowns interface → captures habit\n",
  found: ["kind layer: interface, identity, billing\nverb owns (layer)\nowns interface and owns billing → weak\n"],
  passed: [
    "kind layer: interface, billing\nverb owns (layer)\nowns any layer → captures habit\n",
    "kind layer: interface, billing\nverb owns (layer)\nowns interface → captures habit\nprofile \"a\"\n  owns billing\n",
  ]
) { linting in
  let vocabulary = linting.set.vocabulary
  var ranged = TermSet()
  for (index, kind) in vocabulary.kinds.enumerated() where linting.usage.rangedKinds[index] {
    for member in kind.members { ranged.insert(member) }
  }
  for choice in vocabulary.choices {
    for option in choice.options { ranged.insert(option) }
  }
  for (index, kind) in vocabulary.kinds.enumerated() where kind.isDeclared && KindID(index) != vocabulary.conflict {
    for (member, place) in zip(kind.members, kind.memberPlaces) {
      if ranged.contains(member) || !linting.usage.terms[member.index].isEmpty { continue }
      linting.report(
        "nothing mentions the \(kind.name) `\(linting.set.terms.spelling(of: member))`", at: place,
        help: "take it away, or write the rule that needs it")
    }
  }
}
