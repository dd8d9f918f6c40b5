import Foundation
import Tenet
import Testing

/// The grammar and the parser agree, in both directions.
struct GrammarAndParserTests {
  /// What the parser says of a text.
  private func complaints(about text: String) -> [String] {
    var words = WordTable()
    let source = Source(name: "sentence.tenet", bytes: Array(text.utf8))
    return parse(source, id: SourceID(UInt32(0)), words: &words).diagnostics.map {
      "\(source.place(of: $0.span.start).line): \($0.message)"
    }
  }

  @Test func theParserTakesEveryExample() throws {
    for production in try GrammarTests.grammar().productions {
      for example in production.examples {
        #expect(complaints(about: example.text) == [], "\(production.name): \(example.text)")
      }
    }
  }

  @Test func everyExampleButImportsResolves() throws {
    for production in try GrammarTests.grammar().productions where production.name != "import" {
      for example in production.examples {
        let loaded = Workspace.load([InputText(path: "example.tenet", text: example.text)])
        #expect(loaded.diagnostics.map(\.message) == [], "\(production.name): \(example.text)")
      }
    }
  }

  @Test func theMarkedPartOfEveryExampleIsASentenceOfItsProduction() throws {
    let grammar = try GrammarTests.grammar()
    for production in grammar.productions where !production.isLexical {
      for example in production.examples {
        var whole = Recognizer(grammar, symbols: SymbolReading.symbols(of: example.text) + [.newline])
        let isFile = whole.accepts("file")
        #expect(isFile, "\(production.name): \(example.text)")
        if production.name == "file" { continue }
        let (start, end) = (example.part.lowerBound, example.part.upperBound)
        var part = Recognizer(grammar, symbols: SymbolReading.symbols(of: example.text, from: start, to: end))
        let isPart = part.accepts(production.name)
        #expect(isPart, "\(production.name): \(example.text)")
      }
    }
  }

  @Test func theParserTakesEverySentence() throws {
    let grammar = try GrammarTests.grammar()
    for seed in 0..<1500 {
      var generator = SentenceGenerator(grammar, seed: UInt64(seed))
      let text = generator.sentence(of: "file")
      let complaints = complaints(about: text)
      #expect(complaints == [], "seed \(seed): \(text)")
    }
  }

  @Test func everyProductionIsReached() throws {
    let grammar = try GrammarTests.grammar()
    for production in grammar.productions where !production.isLexical {
      for seed in 0..<20 {
        var generator = SentenceGenerator(grammar, seed: UInt64(seed))
        let text = generator.sentence(of: production.name)
        #expect(!text.isEmpty || production.name == "file", "\(production.name)")
      }
    }
  }

  @Test func theGrammarTakesTheLibraries() throws {
    let grammar = try GrammarTests.grammar()
    let folders = ["labs", "labs/profiles", "embolism", "embolism/profiles"]
    for file in folders.flatMap({ Library.files($0) }) {
      for statement in statements(of: SymbolReading.symbols(of: Library.read(file))) {
        var recognizer = Recognizer(grammar, symbols: statement)
        let isStatement = recognizer.accepts("statement")
        #expect(isStatement, "\(file): \(statement.prefix(12))")
      }
    }
  }

  private func statements(of symbols: [Recognizer.Symbol]) -> [[Recognizer.Symbol]] {
    symbols.split(separator: .newline).map(Array.init)
  }

  @Test func theGrammarRefusesWhatTheParserRefuses() throws {
    let grammar = try GrammarTests.grammar()
    let wrong = [
      "owns interface →", "→ captures habit", "owns interface captures habit", "owns a → b → c", "and owns a → b",
      "owns a unless b → c", "a conflicts with b conflicts with c", "kind layer interface",
      "choice x: some of a, b", "verb", "number", "import vocabulary", "outcome a,, b", "(owns a → b", "owns a or → b",
      "owns a → b or c", "owns a → not b", "owns a → b unless", "example\n  given a", "a conflicts with b unless c",
    ]
    for text in wrong {
      #expect(complaints(about: text + "\n") != [], "\(text)")
      var recognizer = Recognizer(grammar, symbols: SymbolReading.symbols(of: text) + [.newline])
      let isFile = recognizer.accepts("file")
      #expect(!isFile, "\(text)")
    }
  }

  @Test func theKeywordsAgree() throws {
    let words = try GrammarTests.grammar().terminals.flatMap { $0.split(separator: " ") }
      .filter { $0.allSatisfy { $0.isLetter } }
    let known = Keyword.all.flatMap { $0.split(separator: " ") }
    #expect(Set(words) == Set(known))
  }
}
