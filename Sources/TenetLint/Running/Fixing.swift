import TenetText

/// Applies the safe fixes of findings to a text.
public enum Fixing {
  /// The text of a source with every safe fix that meets no other; nil where there is none.
  ///
  /// Of two fixes that meet, the earlier one is applied; another run may apply the other.
  public static func fixed(_ source: Source, id: SourceID, _ findings: [Finding]) -> [UInt8]? {
    var fixes: [Diagnostic.Fix] = []
    for finding in findings {
      let own = finding.diagnostic.fixes
      guard !own.isEmpty, own.allSatisfy({ $0.isSafe && $0.span.source == id }) else { continue }
      if own.allSatisfy({ fix in !fixes.contains { meet($0.span, fix.span) } }) { fixes += own }
    }
    if fixes.isEmpty { return nil }
    fixes.sort { $0.span.start < $1.span.start }
    var bytes: [UInt8] = []
    var end = 0
    for fix in fixes {
      bytes += source.bytes[end..<Int(fix.span.start)]
      bytes += Array(fix.replacement.utf8)
      end = Int(fix.span.end)
    }
    return bytes + source.bytes[end...]
  }

  private static func meet(_ left: Span, _ right: Span) -> Bool {
    left.start < right.end && right.start < left.end || left.start == right.start
  }
}
