import Foundation
import Tenet
import Testing

@Suite("HTML report")
struct HTMLReportTests {
  @Test("is one file that loads nothing and runs one script, known by its digest")
  func policy() throws {
    let html = try page(.html, hostileText)
    #expect(html.components(separatedBy: "<script").count == 2)
    #expect(html.components(separatedBy: "<style").count == 2)
    #expect(html.contains("default-src &#39;none&#39;"))
    for attribute in [" style=", "http://", "https://", " onclick"] { #expect(!html.contains(attribute)) }
    #expect(!html.contains("src=\""))
  }

  @Test("keeps hostile texts text")
  func escaping() throws {
    let html = try page(.html, hostileText)
    #expect(!html.contains("<img"))
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!html.unicodeScalars.contains("\u{202E}"))
  }

  @Test("is the same on every run")
  func same() throws {
    #expect(try page(.html, hostileText) == page(.html, hostileText))
  }

  @Test("closes what it opens, however high a proof is")
  func nesting() throws {
    var text = "profile \"p\"\n  f0\n"
    for rule in 1...150 { text += "rule r\(rule): f\(rule - 1) → f\(rule)\n" }
    let html = try page(.html, text)
    for element in ["details", "summary", "ul", "li", "section", "svg", "g", "a", "bdi", "div", "p"] {
      let opened =
        html.components(separatedBy: "<\(element)>").count + html.components(separatedBy: "<\(element) ").count - 2
      #expect(opened == html.components(separatedBy: "</\(element)>").count - 1, "\(element)")
    }
    // Browsers flatten what is nested deeper than 512.
    var depth = 0
    var deepest = 0
    for piece in html.split(separator: "<").dropFirst() {
      if piece.hasPrefix("ul") { depth += 1 } else if piece.hasPrefix("/ul") { depth -= 1 }
      deepest = max(deepest, depth)
    }
    #expect(deepest < 40)
  }

  @Test("says of which pick a reason is, what numbers there are, and what nearly follows of rules with variables")
  func telling() throws {
    let html = try page(
      .html,
      """
      kind lot (lots): road, light
      verb offers (lot)
      verb wins (lot)
      number size in m
      choice extras: all of lounge, parking
      outcome wins, extras
      rule fit: offers ?l and size > 3 m → wins ?l
      rule one: big → extras is lounge
      rule two: old → extras is parking
      profile "P"
        big
        old
        offers road
        size is 4 m

      """)
    #expect(html.contains("from 3 given facts and 1 number"))
    #expect(html.contains("Why <bdi>parking</bdi>"))
    #expect(html.contains("What is nearly there") && html.contains("wins light"))
  }

  @Test("says that nothing follows, and what is certain of an open choice")
  func nothingAndOpen() throws {
    #expect(try page(.html, "rule a: x → y\nprofile \"P\"\n").contains("Nothing follows from what the profile says."))
    let open = "choice c: all of red, blue\nx → c is red\nz → c is blue\nprofile \"P\"\n  x\n  unknown z\n"
    #expect(try page(.html, open).contains("red, perhaps blue"))
  }

  @Test("several profiles share a page with a table")
  func batch() throws {
    let html = try page(.html, "rule a: x → y\nprofile \"one\"\n  x\nprofile \"two\"\n  z\n")
    #expect(html.contains("<table class=\"sortable\">"))
    #expect(html.contains("<a href=\"#p1\"><bdi>two</bdi></a>"))
  }
}
