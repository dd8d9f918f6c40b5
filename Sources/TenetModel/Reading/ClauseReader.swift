import TenetSyntax
import TenetText

/// Reads clauses: splits a run of tokens at its verb and resolves every word of it.
///
/// A value: a copy reads on its own. It carries the tables that reading adds words and terms to.
public struct ClauseReader: Sendable {
  public internal(set) var words: WordTable
  public internal(set) var terms: TermTable
  public internal(set) var vocabulary: Vocabulary
  public internal(set) var diagnostics: [Diagnostic] = []

  /// The text that is being read.
  var text = ReadingText()
  /// The significant tokens of the clause that is being read.
  var lexemes: [Lexeme] = []
  /// Whether the phrase holds a sign without a meaning, which the lexer has reported: nothing more is told about it.
  var isBroken = false
  /// Whether some phrase of the statement is broken.
  var sawBroken = false
  /// The variables of the statement by folded name, in the order of their slots.
  var variables: [WordID] = []
  /// The verb of the last clause of the statement that has one.
  var verbBefore: RelationID?
  /// The choice that the last clause of the statement speaks of.
  var choiceBefore: ChoiceID?
  /// Members that the case being read adds to kinds.
  var memberships = CaseMembers()
  /// What words may be in plain facts; complete once the vocabulary is.
  var plain = PlainWords()
  /// The places of the plain fact that is being read whose terms are yet to be found.
  var plainPlaces: [PlainPlace] = []
  /// What texts of data files were read as.
  var knownFacts = KnownFacts()
  /// How many terms there were before the stream that is being read, and before its line; nil where cases share new words.
  var streamStart: Int?
  var lineStart = 0
  let known: KnownWords

  init() {
    words = WordTable()
    known = KnownWords(&words)
    // Numbers of words that mean something are low, so that tables by word are short.
    for verb in ClauseReader.knownVerbs { for word in verb.split(separator: " ") { _ = words.intern(String(word)) } }
    terms = TermTable(words: &words)
    vocabulary = Vocabulary()
  }
}

/// The text that a reader reads from, and where its offsets lie in a source.
struct ReadingText: Sendable {
  var source = SourceID(UInt32(0))
  var bytes: [UInt8] = []
  var tokens: [Token] = []
  /// Added to every offset; where `whole` is set, that span stands for every place.
  var base: UInt32 = 0
  var whole: Span?
}

/// A significant token of a clause.
struct Lexeme: Sendable {
  var kind: TokenKind
  var word: WordID
  var start: UInt32
  var end: UInt32
  /// Whether it stands right after the one before, without a blank.
  var isGlued: Bool
}

/// What a clause may be: it decides what may stand in it.
enum ClauseRole: Sendable {
  case condition
  case conclusion
  /// A line of a profile or an example: no variables, no quantifiers.
  case fact
}

/// The words with a meaning of their own, by number.
final class KnownWords: Sendable {
  let `is`, `a`, an, the, not, and, or, unless, someone, `else`, no, one, any, every, only, at, least, most, exactly,
    above, below, add, to, conflicts, with, myself, nothing, unknown, `if`, when, then: WordID
  /// Words with which people start to change a number.
  let changes: [WordID]

  init(_ words: inout WordTable) {
    `is` = words.intern("is")
    `a` = words.intern("a")
    an = words.intern("an")
    the = words.intern("the")
    not = words.intern("not")
    and = words.intern("and")
    or = words.intern("or")
    unless = words.intern("unless")
    someone = words.intern("someone")
    `else` = words.intern("else")
    no = words.intern("no")
    one = words.intern("one")
    any = words.intern("any")
    every = words.intern("every")
    only = words.intern("only")
    at = words.intern("at")
    least = words.intern("least")
    most = words.intern("most")
    exactly = words.intern("exactly")
    above = words.intern("above")
    below = words.intern("below")
    add = words.intern("add")
    to = words.intern("to")
    conflicts = words.intern("conflicts")
    with = words.intern("with")
    myself = words.intern("self")
    nothing = words.intern("nothing")
    unknown = words.intern("unknown")
    `if` = words.intern("if")
    when = words.intern("when")
    then = words.intern("then")
    let changes = ["subtract", "increase", "decrease", "raise", "lower", "reduce", "set", "increment"]
    self.changes = [add] + changes.map { words.intern($0) }
  }

  func isArticle(_ word: WordID) -> Bool { word == `a` || word == an || word == the }
  func isReserved(_ word: WordID) -> Bool {
    word == `is` || word == not || word == and || word == or || word == unless
  }
}

// MARK: Lexemes

extension ClauseReader {
  /// Takes the significant tokens of a phrase.
  mutating func fill(_ phrase: Phrase) {
    lexemes.removeAll(keepingCapacity: true)
    isBroken = false
    var lastEnd = UInt32.max
    for index in phrase.range {
      let token = text.tokens[index]
      if token.kind.isTrivia {
        if token.kind == .stray { isBroken = true }
        continue
      }
      lexemes.append(
        Lexeme(
          kind: token.kind, word: token.word, start: token.start, end: token.end, isGlued: token.start == lastEnd))
      lastEnd = token.end
    }
    isBroken = isBroken || ClauseReader.isBroken(beside: phrase, text.tokens.span)
    if isBroken { sawBroken = true }
  }

  /// Whether a sign without a meaning stands right behind the phrase, or alone in front of it.
  @inline(__always)
  static func isBroken(beside phrase: Phrase, _ tokens: Swift.Span<Token>) -> Bool {
    var index = Int(phrase.end)
    while index < tokens.count, tokens[index].kind.isTrivia, tokens[index].kind != .newline {
      if tokens[index].kind == .stray { return true }
      index += 1
    }
    index = Int(phrase.start) - 1
    while index >= 0, tokens[index].kind.isTrivia, tokens[index].kind != .newline {
      if tokens[index].kind == .stray { return true }
      index -= 1
    }
    return false
  }

  func isWord(_ index: Int, _ word: WordID) -> Bool {
    index < lexemes.count && lexemes[index].kind == .word && lexemes[index].word == word
  }

  func isArticle(_ index: Int) -> Bool { lexemes[index].kind == .word && known.isArticle(lexemes[index].word) }

  /// Whether the lexeme is an article with another word of the same term, which ends at `limit`, after it.
  func isNoise(_ index: Int, _ limit: Int) -> Bool {
    isArticle(index) && index + 1 < limit && (lexemes[index + 1].kind == .word || lexemes[index + 1].kind == .number)
  }

  /// The place of the lexemes of a range; of an empty one the place right before it.
  func place(_ range: Range<Int>) -> Span {
    if let whole = text.whole { return whole }
    guard !lexemes.isEmpty else { return Span(source: text.source, start: text.base, end: text.base) }
    if range.isEmpty {
      let offset = range.lowerBound < lexemes.count ? lexemes[range.lowerBound].start : lexemes[lexemes.count - 1].end
      return Span(source: text.source, start: text.base + offset, end: text.base + offset)
    }
    let (start, end) = (lexemes[range.lowerBound].start, lexemes[range.upperBound - 1].end)
    return Span(source: text.source, start: text.base + start, end: text.base + end)
  }

  /// The text of lexemes as written, blanks made single.
  func written(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound, !lexemes[index].isGlued { text += " " }
      text += spelled(index)
    }
    return text
  }

  func spelled(_ index: Int) -> String {
    String(decoding: text.bytes[Int(lexemes[index].start)..<Int(lexemes[index].end)], as: UTF8.self)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Whether an error was reported when there were so many diagnostics, or later.
  func hasErrors(since count: Int) -> Bool { diagnostics[count...].contains { $0.severity == .error } }
}

// MARK: Names

extension ClauseReader {
  /// The longest run of words from `start` (before `limit`) that is a name of one of some sorts.
  func longestName(_ start: Int, _ limit: Int, _ sorts: NameSorts) -> (
    node: PhraseTrie.Node, end: Int
  )? {
    var node = PhraseTrie.root
    var best: (PhraseTrie.Node, Int)?
    var index = start
    while index < limit {
      if isNoise(index, limit) {
        index += 1
        continue
      }
      let lexeme = lexemes[index]
      guard lexeme.kind == .word || lexeme.kind == .number, index == start || !lexeme.isGlued,
        let next = terms.trie.step(node, lexeme.word)
      else { break }
      node = next
      index += 1
      if vocabulary.isName(node, of: sorts) { best = (node, index) }
    }
    return best
  }

  /// The name that takes the whole range.
  func wholeName(_ range: Range<Int>, _ sorts: NameSorts) -> Vocabulary.Meaning? {
    guard let found = longestName(range.lowerBound, range.upperBound, sorts), found.end == range.upperBound else {
      return nil
    }
    return vocabulary.meaning(at: found.node)
  }

  /// The node of a declared name, added to the table; articles are left out.
  mutating func nameNode(_ range: Range<Int>) -> PhraseTrie.Node {
    var node = PhraseTrie.root
    for index in range where !isNoise(index, range.upperBound) { node = terms.extend(node, lexemes[index].word) }
    return node
  }
}

// MARK: Terms

extension ClauseReader {
  /// The term that a range of lexemes writes; nil after an error was reported.
  mutating func readTerm(_ range: Range<Int>) -> TermID? {
    if range.count == 1, lexemes[range.lowerBound].kind == .string { return readQuoted(range.lowerBound) }
    guard isPlainTerm(range) else { return nil }
    var node = PhraseTrie.root
    var index = range.lowerBound
    while index < range.upperBound {
      if isNoise(index, range.upperBound) {
        index += 1
        continue
      }
      var word = lexemes[index].word
      var next = index + 1
      while next < range.upperBound, lexemes[next].isGlued {
        word = words.intern(words.text(of: word) + words.text(of: lexemes[next].word))
        next += 1
      }
      node = terms.extend(node, word)
      index = next
    }
    if let term = terms.term(at: node) { return term }
    let spelling = termSpelling(range)
    return terms.intern(node) { spelling }
  }

  private mutating func readQuoted(_ index: Int) -> TermID? {
    if let term = quotedTerm(Int(lexemes[index].start), Int(lexemes[index].end)) { return term }
    report(.emptyTerm(at: place(index..<index + 1)))
    return nil
  }

  /// The term that a string token of the text writes; nil where nothing stands between the quotes.
  mutating func quotedTerm(_ start: Int, _ end: Int) -> TermID? {
    let bytes = text.bytes
    // Most are bare names in quotes, and need no text to be known.
    if bytes[start] == UInt8(ascii: "\""), end - start > 2,
      let node = terms.runOfBareWords(bytes.span, start + 1, end - 1, &words), let term = terms.term(at: node)
    {
      return term
    }
    let quoted = decodeString(bytes.span, start, end)
    return quoted.isEmpty ? nil : terms.intern(quoted: quoted, words: &words)
  }

  /// The words of a term as written, without articles, with single blanks.
  func termSpelling(_ range: Range<Int>) -> String {
    var text = ""
    for index in range where !isNoise(index, range.upperBound) {
      if !text.isEmpty, !lexemes[index].isGlued { text += " " }
      text += spelled(index)
    }
    return text
  }

  /// Whether a range is words that may stand in an unquoted term; reports what may not.
  private mutating func isPlainTerm(_ range: Range<Int>) -> Bool {
    let first = lexemes[range.lowerBound]
    if first.kind == .number {
      report(.termStartsWithDigit(written(range), advice: adviceAboutDigits(range), at: place(range)))
      return false
    }
    for index in range {
      let lexeme = lexemes[index]
      switch lexeme.kind {
      case .word:
        if known.isReserved(lexeme.word) {
          report(.reservedWord(spelled(index), term: written(range), at: place(index..<index + 1)))
          return false
        }
      case .number: break
      case .variable, .any:
        report(.mixedVariable(spelled(index), advice: adviceAboutVariable(range), at: place(range)))
        return false
      case .string:
        report(.mixedQuotes(spelled(index), advice: adviceAboutQuotes(range), at: place(range)))
        return false
      default:
        report(
          .strayInTerm(
            spelled(index), term: written(range), advice: adviceAboutSign(index, in: range),
            at: place(index..<index + 1)))
        return false
      }
    }
    return true
  }

  /// What stands in a place: a variable, `_` or a term.
  mutating func readOperand(_ range: Range<Int>, _ role: ClauseRole) -> Operand? {
    if range.count == 1 {
      switch lexemes[range.lowerBound].kind {
      case .variable:
        if role == .fact {
          report(.variableInFact(spelled(range.lowerBound), at: place(range)))
          return nil
        }
        return .variable(slot(of: lexemes[range.lowerBound].word))
      case .any:
        if role == .condition { return .any }
        report(role == .fact ? .variableInFact("_", at: place(range)) : .anyInConclusion(at: place(range)))
        return nil
      default: break
      }
    }
    return readTerm(range).map { .term($0) }
  }

  mutating func slot(of variable: WordID) -> Int {
    if let slot = variables.firstIndex(of: variable) { return slot }
    variables.append(variable)
    return variables.count - 1
  }

  /// Whether the term may stand where the kind is asked for, members of the case that is being read included.
  func fits(_ term: TermID, _ kind: KindID?) -> Bool {
    if vocabulary.fits(term, kind) { return true }
    return kind.map { memberships.contains(term, $0) } ?? false
  }

  /// Reports a term that is no member of the kind of its place; true where it fits.
  mutating func checkFits(_ operand: Operand, _ kind: KindID?, verb: RelationID, at range: Range<Int>) -> Bool {
    guard case .term(let term) = operand, let kind, !fits(term, kind) else { return true }
    let declared = vocabulary.kinds[kind.index]
    let members = declared.members.map { terms.spelling(of: $0) }
    let near = nearest(to: terms.spelling(of: term), in: members).map { name in
      let isQuoted = members.firstIndex(of: name).map { !terms.isRunOfWords(declared.members[$0]) } ?? false
      return isQuoted ? "\"\(name)\"" : name
    }
    report(
      .unknownMember(
        terms.spelling(of: term), kind: declared, verb: vocabulary.relations[verb.index].verb,
        nearest: near,
        advice: adviceAboutMember(range, declared, of: verb), at: place(range)))
    return false
  }
}
