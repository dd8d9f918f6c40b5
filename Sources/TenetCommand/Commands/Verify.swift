import Tenet

let verifyCommand = CommandSpec(
  command: .verify, group: .ask, summary: "checks the JSON of `why` against rules and profile, without the engine",
  arguments: [Argument(name: "TRACE", count: .one, summary: "the output of `tenet why --format json`"), .files],
  options: [.profile, .format(["text", "json"]), .quiet],
  examples: [
    ("tenet verify proof.json rules.tenet lab.tenet", "whether every step follows; status 1 where one does not")
  ]
) { (invocation, console) throws(CommandFailure) in
  let path = invocation.argument(0)
  let bytes = path == "-" ? try readStandardInput() : try readFile(path)
  let explanation: JSONValue
  do throws(JSONError) {
    explanation = try parseJSON(bytes)
  } catch {
    console.report([error.diagnostic(in: SourceID(0))], in: [Source(name: path, bytes: bytes)])
    throw CommandFailure("`\(path)` is no JSON")
  }
  guard explanation.members != nil else { throw CommandFailure("`\(path)` holds no JSON of `tenet why`") }
  let profile = explanation["profile"]?.string
  let question = try Question(invocation, files: 1, profile: invocation.value("profile") ?? profile, &console)
  var checker = TraceChecker(question.workspace.set, question.workspace.loaded.reader, question.input)
  let fact = explanation["fact"]?.string ?? ""
  var refusal: String?
  do throws(TraceChecker.Refusal) {
    try checker.check(explanation)
  } catch {
    refusal = error.message
  }
  if invocation.value("format") == "json" {
    var writer = JSONWriter(.pretty)
    writer.verification(of: fact, refusal: refusal, profile: question.input.title)
    writer.endLine()
    console.print(writer.text)
    return refusal == nil ? .fine : .findings
  }
  if let refusal { throw CommandFailure("the trace is refused: \(refusal)", status: .findings) }
  if !invocation.has("quiet") { console.print("Every step follows: `\(fact)` holds for \(question.input.title).\n") }
  return .fine
}
