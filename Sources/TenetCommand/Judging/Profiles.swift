import Tenet

let noProfile = CommandFailure(
  "there is no profile to judge",
  help: "add a `profile` to a file, or name a file with profiles (.tenet, .json, .ndjson, .csv) or - for standard input"
)

/// The failure of `--profile NAME` where there is none of the name.
func unknownProfile(_ name: String, _ cases: [Case]) -> CommandFailure {
  let titles = cases.map(\.title)
  var help = nearest(to: name, in: titles).map { "did you mean `\($0)`?" }
  if help == nil, !titles.isEmpty {
    let shown = titles.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    help =
      "there \(titles.count == 1 ? "is" : "are") \(shown)" + (titles.count > 8 ? " and \(titles.count - 8) more" : "")
  }
  return CommandFailure("there is no profile `\(name)`", help: help)
}
