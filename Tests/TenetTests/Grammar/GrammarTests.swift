import Foundation
import Testing

/// The grammar as a text of its own: complete, and each production shown.
struct GrammarTests {
  static let path = Library.project + "/Grammar/tenet.ebnf"

  /// The grammar of this project.
  static func grammar() throws -> EBNF { try EBNFReader.read(String(contentsOfFile: path, encoding: .utf8)) }

  @Test func everyNameIsAProduction() throws {
    let grammar = try Self.grammar()
    let names = grammar.productions.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(grammar.usedNames).subtracting(names).isEmpty)
    #expect(Set(names).subtracting(grammar.usedNames) == ["file", "comment"])
  }

  @Test func everyProductionHasAnExample() throws {
    for production in try Self.grammar().productions { #expect(!production.examples.isEmpty, "\(production.name)") }
  }

  @Test func theSameSeedMakesTheSameSentences() throws {
    let grammar = try Self.grammar()
    var first = SentenceGenerator(grammar, seed: 7)
    var second = SentenceGenerator(grammar, seed: 7)
    for _ in 0..<20 {
      let (left, right) = (first.sentence(of: "statement"), second.sentence(of: "statement"))
      #expect(left == right)
    }
  }
}
