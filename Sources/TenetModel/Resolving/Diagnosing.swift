import TenetText

extension ClauseReader {
  /// What was noticed since the last call.
  public mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics.removeAll() }
    return diagnostics
  }
}

/// The value of a number token, or in a few words why it has none.
///
/// - Parameter isJSON: whether it may have an exponent.
func parseDecimal(_ digits: ArraySlice<UInt8>, isJSON: Bool = false) -> Result<ExactDecimal, ReadFailure> {
  let bytes = Array(digits)
  do {
    return .success(try ExactDecimal(parsing: bytes.span, allowingExponent: isJSON))
  } catch {
    switch error {
    case .notANumber: return .failure(ReadFailure("it is no number"))
    case .misplacedUnderscore: return .failure(ReadFailure("an underscore stands only between two digits"))
    case .tooManyDigitsBeforePoint: return .failure(ReadFailure("it has more than 18 digits before the point"))
    case .tooManyDigitsAfterPoint: return .failure(ReadFailure("it has more than 18 digits after the point"))
    }
  }
}
