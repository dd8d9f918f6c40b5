import TenetSyntax
import TenetText

let notFormatted = Check(
  .style, "not-formatted", "a file is not laid out as `tenet fmt` would",
  why: "One layout for all files lets readers and diffs see what is said, and not how it was typed.",
  wrong: "a   and b → c\n",
  right: "a and b → c\n",
  found: ["kind layer:interface ,  billing\n"],
  passed: ["# a comment\n\na and b → c\n", "a and b -> c\n"]
) { linting in
  for tree in linting.set.trees {
    let source = linting.set.sources[tree.source.index]
    // Either way of writing arrows is a layout; a file without `→` keeps to signs of ASCII.
    let isASCII = !String(decoding: source.bytes, as: UTF8.self).contains("→")
    let formatted = Array(format(tree, source: source, isASCII: isASCII).utf8)
    if formatted == source.bytes || Array(format(tree, source: source, isASCII: !isASCII).utf8) == source.bytes {
      continue
    }
    // The finding stands at the first line that differs; its fix is the whole text.
    let start = zip(formatted, source.bytes).prefix { $0 == $1 }.count
    let line = source.lineRange(source.lineIndex(of: UInt32(min(start, max(0, source.bytes.count - 1)))))
    linting.report(
      "this is not laid out as `tenet fmt` would",
      at: Span(source: tree.source, start: UInt32(line.lowerBound), end: UInt32(line.upperBound)),
      help: "run `tenet fmt`",
      fixes: [
        Diagnostic.Fix(
          Span(source: tree.source, start: 0, end: UInt32(source.bytes.count)),
          String(decoding: formatted, as: UTF8.self),
          isSafe: true)
      ])
  }
}
