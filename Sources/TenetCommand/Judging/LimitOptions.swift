import Tenet

/// How far an evaluation may go; a limit that is reached ends the command with status 3.
let limitOptions = [
  Option(
    name: "max-time", value: "SECONDS", summary: "stop after so long with what is certain by then (status 3)",
    isWholeNumber: true),
  Option(name: "max-facts", value: "N", summary: "stop after so many derived facts (status 3)", isWholeNumber: true),
  Option(
    name: "max-memory", value: "MIB", summary: "stop where facts take more memory (status 3)", isWholeNumber: true),
]

/// The limits that a command was given; the time runs from now.
func limits(_ invocation: Invocation) -> Limits {
  var limits = Limits(derivedFacts: invocation.number("max-facts"))
  limits.memory = invocation.number("max-memory").map { $0.multipliedReportingOverflow(by: 1 << 20).partialValue }
  if let seconds = invocation.number("max-time") {
    let end = monotonicSeconds() + Double(seconds)
    limits.isOver = { monotonicSeconds() > end }
  }
  return limits
}
