extension WordTable {
  /// A text in the spelling that words are compared in: full case folding of Unicode, and `'` for the typographic
  /// apostrophe. `ß` and `SS`, `ς` and `Σ` are equal; Turkish dotless `ı` and `i` are not.
  ///
  /// What is canonically equivalent may still differ in its scalars; comparing as `String` sees through that.
  public static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2019}": folded.append("'")
      case "\u{131}": folded.append(scalar)
      default:
        // Up and down again joins what has one capital; going down first keeps what has no small letter of its own.
        for lower in scalar.properties.lowercaseMapping.uppercased().lowercased().unicodeScalars {
          folded.append(lower)
        }
      }
    }
    return String(folded)
  }
}
