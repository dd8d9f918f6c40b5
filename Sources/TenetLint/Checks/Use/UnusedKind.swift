import TenetModel
import TenetText

let unusedKind = Check(
  .use, "unused-kind", "a kind is declared and no verb or clause asks for it",
  why:
    "Members of a kind are checked only where a verb takes the kind or a clause ranges over it. A kind that nothing asks for checks nothing.",
  wrong: "kind layer: interface, billing\nowns interface → captures habit\n",
  right: "kind layer: interface, billing\nverb owns (layer)\nowns interface → captures habit\n",
  found: ["kind layer: interface\nkind route: direct API\nowns any layer → captures habit\n"],
  passed: [
    "kind layer: interface, billing\n?l is a layer and owns ?l → captures habit\n",
    "kind layer: interface\nowns no layer → weak\n",
  ]
) { linting in
  let vocabulary = linting.set.vocabulary
  var asked = Array(repeating: false, count: vocabulary.kinds.count)
  for relation in vocabulary.relations {
    if case .kind = relation.role { continue }
    for kind in relation.kinds { if let kind { asked[kind.index] = true } }
  }
  for (index, kind) in vocabulary.kinds.enumerated() where kind.isDeclared && KindID(index) != vocabulary.conflict {
    if asked[index] || linting.usage.kinds[index].contains(where: { $0.role != .given }) { continue }
    linting.report(
      "no verb takes the kind `\(kind.name)`, and no clause asks for it", at: kind.place,
      help: "name it in a verb: `verb owns (\(kind.name))`")
  }
}
