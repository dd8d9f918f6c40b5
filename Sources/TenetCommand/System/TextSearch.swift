extension String {
  /// Whether a part stands somewhere in the text.
  ///
  /// `contains` would do, but it is of the library for regular expressions. That comes with 445 conformances, a fifth of
  /// all, and the runtime looks through every one of them whenever a start asks for one.
  func holds(_ part: String) -> Bool { part.isEmpty || indices.contains { self[$0...].hasPrefix(part) } }
}
