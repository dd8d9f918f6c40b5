import Tenet

let explainCommand = CommandSpec(
  command: .explain, group: .write, summary: "what a diagnostic means and what to do about it",
  arguments: [
    Argument(
      name: "CODE", count: .optional, summary: "the name in brackets behind a message; all of them without it",
      choices: [])
  ],
  examples: [("tenet explain json", "the page of the diagnostic `json`")]
) { (invocation, console) throws(CommandFailure) in
  var output: [UInt8] = []
  if let code = invocation.list(0).first {
    PageText(palette: console.palette, width: console.width).append(try page(code), to: &output)
  } else {
    let width = allPages.map(\.code.utf8.count).max() ?? 0
    for page in allPages.sorted(by: { $0.code < $1.code }) {
      let gap = String(repeating: " ", count: width + 2 - page.code.utf8.count)
      console.palette.append(page.code, as: .strong, to: &output)
      console.palette.append("\(gap)\(page.summary)\n", to: &output)
    }
  }
  console.output.append(output)
  return .fine
}

private func page(_ code: String) throws(CommandFailure) -> Page {
  // The brackets of a message may come along.
  let wanted = code.lowercased().filter { $0 != "[" && $0 != "]" }
  for page in allPages where page.code == wanted { return page }
  let near = nearest(to: wanted, in: allPages.map(\.code)).map { "did you mean `tenet explain \($0)`?" }
  throw CommandFailure("there is no page `\(code)`", help: near ?? "`tenet explain` lists the pages")
}
