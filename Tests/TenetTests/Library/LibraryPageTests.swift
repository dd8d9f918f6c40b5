import Foundation
import Testing

/// The libraries as text: their sizes, and that their page names what is there.
struct LibraryPageTests {
  private let page = Library.read("README.md")

  @Test func theLibraryIsOfTheSizeThatWasPromised() {
    #expect(Library.ruleNames("labs").count >= 40)
    #expect(Library.titles(of: "example", in: Library.files("labs")).count >= 30)
    #expect(Library.titles(of: "profile", in: Library.files("labs/profiles")).count >= 10)
  }

  @Test(arguments: ["labs", "embolism"])
  func noNameIsUsedTwice(folder: String) {
    let names = Library.ruleNames(folder)
    #expect(Set(names).count == names.count)
    let titles = Library.titles(of: "example", in: Library.files(folder))
    #expect(Set(titles).count == titles.count)
  }

  @Test func everyRuleHasAReasonAndASource() {
    for file in Library.files("labs") + Library.files("embolism") {
      for block in Library.blocks(of: Library.read(file)) where block.hasPrefix("rule ") {
        let head = block.prefix(while: { $0 != "\n" })
        #expect(block.contains("\n  because \""), "\(file): \(head)")
        #expect(block.contains("\n  source \""), "\(file): \(head)")
      }
    }
  }

  @Test func theTableNamesEveryParagraphAndOnlyRulesThatExist() {
    let names = Set(Library.ruleNames("labs"))
    var paragraphs: [String] = []
    for line in page.split(separator: "\n") where line.hasPrefix("| P") {
      let cells = line.split(separator: "|").map { String($0).trimmed }
      paragraphs.append(cells[0])
      let cited = cells[2].split(separator: ",").map { String($0).trimmed.replacing("`", with: "") }
      #expect(!cited.isEmpty, "\(cells[0])")
      #expect(Set(cited).isSubset(of: names), "\(cells[0]): \(Set(cited).subtracting(names).sorted())")
      #expect(cited == Library.rules(citing: cells[0]), "\(cells[0])")
    }
    #expect(paragraphs == (1...28).map { "P\($0)" })
  }

  @Test func thePageCountsRight() {
    for (folder, link) in [("labs", "labs"), ("embolism", "embolism")] {
      let rules = Library.ruleNames(folder).count
      let examples = Library.titles(of: "example", in: Library.files(folder)).count
      let row = page.split(separator: "\n").first { $0.hasPrefix("| [`\(link)`]") }
      #expect(row?.contains("| \(rules) | \(examples) |") == true, "\(folder): \(rules) rules, \(examples) examples")
    }
  }

  @Test func thePageLinksToWhatIsThere() {
    for match in page.matches(of: /\]\(([\w.\/-]+)\)/) {
      #expect(FileManager.default.fileExists(atPath: Library.folder + "/" + match.1), "\(match.1)")
    }
  }
}
