/// Questions about one profile, beside `judge` and `why`.
///
/// ```swift
/// let goal = try book.goal("captures habit")
/// if let inquiry = book.inquiry(lab) {
///   let ways = inquiry.how(goal)
///   print(book.text(AnswerPage(ways, title: lab.title, book.workspace.wording)))
/// }
/// ```
extension RuleBook {
  /// What a question is about: a fact, a pick, a number, or a conflict by its name.
  ///
  /// - Throws: where the text is no such thing, with its place and what to write instead.
  public mutating func goal(_ text: String) throws(RuleBookError) -> Goal {
    let read = ask(text)
    guard let goal = read.value, read.isFit else { throw RuleBookError(read.diagnostics, workspace.set.sources) }
    return goal
  }

  /// The case as something to ask: `whyNot`, `how`, `whatIf`, `ask`, `robust`, `compare`, `support` and `holds`.
  ///
  /// Nil where the members that the case adds to kinds make a circle through negation.
  public func inquiry(_ profile: Case, limits: Limits = .none) -> Inquiry? {
    Inquiry(self.judge as Judge, profile, speller: workspace.wording.speller, limits: limits)
  }

  /// An answer in sentences, lists and trees, as the command prints it.
  public func text(_ page: AnswerPage, width: Int = 80) -> String {
    var output: [UInt8] = []
    page.appendText(workspace.wording, Palette(isColored: false), width: width, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
