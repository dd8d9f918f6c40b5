/// The words with a meaning of their own. Statement keywords count as such only at the start of a statement.
public enum Keyword {
  /// First words of statements.
  public static let statements = [
    "ruleset", "import", "verb", "kind", "number", "choice", "outcome", "rule", "example", "profile",
  ]
  /// First words of lines inside statements.
  public static let lines = ["because", "source", "version", "tag", "given", "expect", "unknown"]
  /// Words that connect clauses: never part of an unquoted term.
  public static let reserved = ["and", "or", "not", "unless", "is", "conflicts with"]
  /// Words that count things or stand for somebody.
  public static let quantifiers = [
    "any", "no", "every", "only", "at least", "at most", "exactly", "someone", "someone else", "no one", "no one else",
  ]
  /// Words that are noise in front of a term.
  public static let articles = ["a", "an", "the"]
  /// Words of comparisons after `is`, and of conclusions, declarations and choices.
  public static let others = [
    "above", "below", "add", "to", "in", "one of", "first of", "all of", "otherwise", "self", "nothing",
  ]

  public static var all: [String] { statements + lines + reserved + quantifiers + articles + others }
}
