import TenetText

/// One text as tokens and statements. The tokens joined are the text; the statements point into them.
///
/// A tree is a value of one text and holds nothing resolved: a clause is a run of tokens, and only the model
/// knows which word in it is a verb.
public struct SyntaxTree: Sendable {
  public var source: SourceID
  /// All tokens, trivia included, the last one `.end`.
  public var tokens: [Token]
  public var statements: [Statement]
}

/// A run of tokens, by index, that starts and ends with a significant one; trivia may stand inside.
public struct Phrase: Hashable, Sendable {
  public var start: UInt32
  /// One past the last token.
  public var end: UInt32

  @inlinable public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
  @inlinable public var isEmpty: Bool { start == end }
}

public struct Statement: Sendable {
  public enum Kind: Sendable {
    /// `ruleset "title"`
    case ruleset(title: Phrase)
    /// `import "file.tenet"`
    case importFile(path: Phrase)
    case verb(VerbSyntax)
    case kind(KindSyntax)
    /// `number NAME [in UNIT]`
    case number(name: Phrase, unit: Phrase?)
    case choice(ChoiceSyntax)
    /// `outcome A, B`
    case outcome([Phrase])
    case rule(RuleSyntax)
    case example(CaseSyntax)
    case profile(CaseSyntax)
    /// Could not be read; the parser has said why.
    case invalid
  }

  public var kind: Kind
  /// From its first to its last significant token, lines below it included.
  public var extent: Phrase
  /// The comment tokens of the run of `##` lines right above.
  public var documentation: [Int]
  /// `because`, `source`, `tag`, `version` lines.
  public var attributes: [Attribute]
}

public struct Attribute: Sendable {
  public enum Kind: Sendable { case because, source, version, tag }
  public var kind: Kind
  /// One string, or for `tag` one phrase for each tag.
  public var values: [Phrase]
}

/// `verb (actor) sells (product) to (actor) through (route)`: what stands between the places.
public struct VerbSyntax: Sendable {
  /// The kind in front of the verb: nil without parentheses; an empty phrase for `()`.
  public var subject: Phrase?
  /// The verb's own words.
  public var words: Phrase
  /// The kind right after the verb: as `subject`.
  public var object: Phrase?
  /// Each preposition (one word or more) with its place (an empty phrase for `()`).
  public var prepositions: [(words: Phrase, place: Phrase)]
}

/// `kind company (companies): member, member`
public struct KindSyntax: Sendable {
  public var name: Phrase
  public var plural: Phrase?
  public var members: [Phrase]
}

/// `choice NAME: first of A, B otherwise C`
public struct ChoiceSyntax: Sendable {
  public enum Policy: Sendable { case one, first, all }
  public var name: Phrase
  public var policy: Policy
  public var options: [Phrase]
  public var otherwise: Phrase?
}

/// `[rule NAME:] CONDITION → CONCLUSION, … [unless CONDITION]` or `[rule NAME:] A conflicts with B`
public struct RuleSyntax: Sendable {
  public enum Body: Sendable {
    case inference(condition: ConditionSyntax, conclusions: [Phrase], unless: ConditionSyntax?)
    case conflict(ConditionSyntax, ConditionSyntax)
  }

  public var name: Phrase?
  public var body: Body
}

/// A condition as written. At most 200 deep.
public indirect enum ConditionSyntax: Sendable {
  /// A run of tokens without `and`, `or`, `,`, `unless` and arrows; parentheses in it belong to an expression.
  case clause(Phrase)
  /// `not X`; the index of the token `not`.
  case not(ConditionSyntax, at: Int)
  case and([ConditionSyntax])
  case or([ConditionSyntax])
  /// `( X )`
  case group(ConditionSyntax, Phrase)
}

/// An example or a profile: a title and its lines.
public struct CaseSyntax: Sendable {
  public var title: Phrase
  public var items: [Item]

  public struct Item: Sendable {
    public enum Kind: Sendable {
      /// A fact: a line of a profile, or `given …` of an example.
      case fact
      /// `unknown …` (in an example `given unknown …`)
      case unknown
      /// `import "…"` in a profile: the phrase is the string
      case importFile
    }

    public var kind: Kind
    /// Whether the word `is` stands on its lines.
    public var holdsIs: Bool
    /// What stands after the keyword.
    public var phrase: Phrase

    public init(_ kind: Kind, _ phrase: Phrase, holdsIs: Bool = false) {
      self.kind = kind
      self.holdsIs = holdsIs
      self.phrase = phrase
    }
  }

  /// `expect …` lines of an example (`expect not …` is an expectation that is a `.not`), in order.
  public var expectations: [(condition: ConditionSyntax, extent: Phrase)]
}
