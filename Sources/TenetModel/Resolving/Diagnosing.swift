import TenetText

extension ClauseReader {
  /// What was noticed since the last call.
  public mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics.removeAll() }
    return diagnostics
  }
}
