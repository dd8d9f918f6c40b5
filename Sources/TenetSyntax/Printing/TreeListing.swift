import TenetText

/// The statements of a text as an outline: a line for each part, indented by two for each level, with its spelling.
public func treeListing(of tree: SyntaxTree, source: Source) -> String {
  var listing = TreeListing(tree: tree, source: source)
  for statement in tree.statements { listing.append(statement) }
  return listing.text
}

private struct TreeListing {
  let tree: SyntaxTree
  let source: Source
  private(set) var text = ""
  private var depth = 0

  init(tree: SyntaxTree, source: Source) {
    self.tree = tree
    self.source = source
  }

  mutating func append(_ statement: Statement) {
    for comment in statement.documentation {
      let token = tree.tokens[comment]
      line(source.text(token.start, token.end))
    }
    append(statement.kind)
    depth += 1
    for attribute in statement.attributes {
      line("\(attribute.kind) " + attribute.values.map { spelling($0) }.joined(separator: ", "))
    }
    depth -= 1
  }

  // MARK: Parts

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }

  private mutating func nested(_ head: String, _ body: (inout TreeListing) -> Void) {
    line(head)
    depth += 1
    body(&self)
    depth -= 1
  }

  /// A phrase as written, with single blanks.
  private func spelling(_ phrase: Phrase) -> String { tree.spelling(of: phrase, in: source) }

  private func named(_ phrases: [Phrase]) -> String { phrases.map { spelling($0) }.joined(separator: ", ") }

  private mutating func append(_ kind: Statement.Kind) {
    switch kind {
    case .ruleset(let title): line("ruleset " + spelling(title))
    case .importFile(let path): line("import " + spelling(path))
    case .verb(let verb): append(verb)
    case .kind(let kind):
      let plural = kind.plural.map { " (\(spelling($0)))" } ?? ""
      line("kind \(spelling(kind.name))\(plural): \(named(kind.members))")
    case .number(let name, let unit): line("number " + spelling(name) + (unit.map { " in " + spelling($0) } ?? ""))
    case .choice(let choice):
      let otherwise = choice.otherwise.map { " otherwise " + spelling($0) } ?? ""
      line("choice \(spelling(choice.name)): \(choice.policy) of \(named(choice.options))\(otherwise)")
    case .outcome(let names): line("outcome " + named(names))
    case .rule(let rule): append(rule)
    case .example(let syntax): append("example", syntax)
    case .profile(let syntax): append("profile", syntax)
    case .invalid: line("invalid")
    }
  }

  private mutating func append(_ verb: VerbSyntax) {
    var form = spelling(verb.words)
    if let subject = verb.subject { form = "(\(spelling(subject))) " + form }
    if let object = verb.object { form += " (\(spelling(object)))" }
    for preposition in verb.prepositions {
      form += " \(spelling(preposition.words)) (\(spelling(preposition.place)))"
    }
    line("verb " + form)
  }

  private mutating func append(_ rule: RuleSyntax) {
    nested(rule.name.map { "rule " + spelling($0) } ?? "rule") { listing in
      switch rule.body {
      case .inference(let condition, let conclusions, let unless):
        listing.append(condition)
        for conclusion in conclusions { listing.line("→ " + listing.spelling(conclusion)) }
        if let unless { listing.nested("unless") { $0.append(unless) } }
      case .conflict(let left, let right):
        listing.append(left)
        listing.nested("conflicts with") { $0.append(right) }
      }
    }
  }

  private mutating func append(_ condition: ConditionSyntax) {
    switch condition {
    case .clause(let phrase): line(spelling(phrase))
    case .not(let inner, _): nested("not") { $0.append(inner) }
    case .and(let parts): nested("and") { for part in parts { $0.append(part) } }
    case .or(let parts): nested("or") { for part in parts { $0.append(part) } }
    case .group(let inner, _): nested("group") { $0.append(inner) }
    }
  }

  private mutating func append(_ keyword: String, _ syntax: CaseSyntax) {
    nested(keyword + " " + spelling(syntax.title)) { listing in
      for item in syntax.items {
        switch item.kind {
        case .fact: listing.line("fact " + listing.spelling(item.phrase))
        case .unknown: listing.line("unknown " + listing.spelling(item.phrase))
        case .importFile: listing.line("import " + listing.spelling(item.phrase))
        }
      }
      for expectation in syntax.expectations { listing.nested("expect") { $0.append(expectation.condition) } }
    }
  }
}

extension SyntaxTree {
  /// A phrase as written: its tokens, single blanks where the text has blanks, none where it has none.
  public func spelling(of phrase: Phrase, in source: Source) -> String {
    var spelling: [UInt8] = []
    var end: UInt32?
    for index in phrase.range where !tokens[index].kind.isTrivia {
      let token = tokens[index]
      if let end, end < token.start { spelling.append(32) }
      spelling += source.bytes[Int(token.start)..<Int(token.end)]
      end = token.end
    }
    return String(decoding: spelling, as: UTF8.self)
  }
}
