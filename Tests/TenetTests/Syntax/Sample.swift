import TenetText

/// A text with mistakes.
struct Sample {
  var text: String
  var complaints: [Complaint]

  init(_ text: String, _ complaints: [Complaint]) {
    self.text = text
    self.complaints = complaints
  }

  static var all: [Sample] { characters + lines + declarations + rules + conditions + [tooDeep] }

  /// Too many `not`s.
  static var tooDeep: Sample {
    Sample(
      String(repeating: "not ", count: 300) + "a → b",
      [
        Complaint(
          "too-deep", "not", "this nests more than 200 deep", "give the inner parts names, by rules of their own")
      ])
  }
}

/// One thing that is said of a mistake: its code, what is underlined, the message and the help.
struct Complaint: Equatable {
  var code: String
  var underlined: String
  var message: String
  var help: String

  init(_ code: String, _ underlined: String, _ message: String, _ help: String) {
    self.code = code
    self.underlined = underlined
    self.message = message
    self.help = help
  }

  init(_ diagnostic: Diagnostic, in text: Parsed) {
    self.init(diagnostic.code, text.text(diagnostic.span), diagnostic.message, diagnostic.help ?? "")
  }
}
