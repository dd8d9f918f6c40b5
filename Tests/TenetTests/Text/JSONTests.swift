import Foundation
import TenetText
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws(JSONError) -> JSONValue { try parseJSON(Array(text.utf8)) }

  private func compact(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return writer.text
  }

  @Test(arguments: [
    ("null", "null"), (" true\r\n", "true"), ("\t[ ]", "[]"), ("{ }", "{}"),
    (#"{"a" : [1, -0.5e+3 , "x"] }"#, #"{"a":[1,-0.5e+3,"x"]}"#),
    (#""\u0041\n\/\ud83d\ude42é""#, "\"A\\n/🙂é\""), ("\u{FEFF}[false]", "[false]"), ("0", "0"), ("-0", "-0"),
    (#""\u0000\u001f""#, #""\u0000\u001f""#), (#"{"a":1,"A":2,"":3}"#, #"{"a":1,"A":2,"":3}"#),
  ])
  func readsAndWrites(text: String, canonical: String) throws {
    #expect(compact(try read(text)) == canonical)
  }

  @Test func tellsWhereThingsStand() throws {
    let text = #"{"é": [12, "ab"], "k": {}}"#
    let value = try read(text)
    func slice(_ start: UInt32, _ end: UInt32) -> String {
      String(decoding: Array(text.utf8)[Int(start)..<Int(end)], as: UTF8.self)
    }
    let member = try #require(value.members?.first)
    #expect(slice(member.keyStart, member.keyEnd) == #""é""#)
    #expect(slice(member.value.start, member.value.end) == #"[12, "ab"]"#)
    let elements = try #require(member.value.array)
    #expect(elements.map { slice($0.start, $0.end) } == ["12", #""ab""#])
    #expect(value["k"]?.members?.isEmpty == true)
    #expect(value["none"] == nil)
    #expect((value.start, value.end) == (0, UInt32(text.utf8.count)))
  }

  @Test func readsOneLineOfMany() throws {
    let lines = Array("[1]\n[2]\n".utf8)
    let second = try parseJSON(lines, in: 4..<7)
    #expect((second.start, second.end) == (4, 7))
    #expect(throws: JSONError(.textAfterValue(found: "`[`"), at: 4, to: 5)) { try parseJSON(lines) }
  }

  @Test(arguments: [
    ("", 0, "expected a JSON value, found nothing"), ("  ", 2, "expected a JSON value, found nothing"),
    ("[1,]", 2, "a comma before the end of an array"), (#"{"a":1,}"#, 6, "a comma before the end of an object"),
    ("[1", 2, "the text ends inside an array"), ("[", 1, "the text ends inside an array"),
    ("[1,", 3, "the text ends inside an array"), (#"{"a""#, 4, "the text ends inside an object"),
    (#"{"a":"#, 5, "the text ends inside an object"), ("{", 1, "the text ends inside an object"),
    (#"{"a":1"#, 6, "the text ends inside an object"), (#"{"a":1,"#, 7, "the text ends inside an object"),
    (#"["ab"#, 4, "the text ends inside a string"), (#""a\"#, 3, "the text ends inside a string"),
    (#"["a\u12"#, 3, #"`\u12` is no escape"#), (#""\x""#, 1, #"`\x` is no escape"#),
    (#""\é""#, 1, #"`\é` is no escape"#),
    ("[1 2]", 3, "expected `,` or `]`, found `2`"), (#"{"a" 1}"#, 5, "expected `:` after the key, found `1`"),
    ("{a:1}", 1, "expected a key in double quotes, found `a`"),
    ("{'a':1}", 1, "expected a key in double quotes, found `'`"),
    ("[}", 1, "expected a JSON value, found `}`"), ("[é]", 1, "expected a JSON value, found `é`"),
    ("True", 0, "`True` is no JSON value"), ("NaN", 0, "`NaN` is no JSON value"), ("nul", 0, "`nul` is no JSON value"),
    ("01", 0, "a number may not start with a zero in front of other digits"), ("-", 1, "a number needs a digit here"),
    ("+1", 0, "expected a JSON value, found `+`"), ("1.", 2, "a number needs a digit after its point"),
    ("1e", 2, "a number needs a digit in its exponent"), ("0x1F", 1, "a number goes on with `x`"),
    ("1.2.3", 3, "a number goes on with `.`"), ("\"a\nb\"", 2, "a control character (byte 0x0A) inside a string"),
    ("\"\u{0}\"", 1, "a control character (byte 0x00) inside a string"),
    (#""\ud800""#, 1, "half of a surrogate pair without its other half"),
    (#""\udc00\ud800""#, 1, "half of a surrogate pair without its other half"),
    (#""\ud800\u0041""#, 1, "half of a surrogate pair without its other half"),
    (#"{"a":1,"b":2,"a":3}"#, 13, "the key `a` stands twice in one object"),
    (#"{"a":1,"\u0061":3}"#, 7, "the key `a` stands twice in one object"),
    ("1 2", 2, "expected the end of the text after the JSON value, found `2`"),
    ("[1]]", 3, "expected the end of the text after the JSON value, found `]`"),
    ("// c", 0, "expected a JSON value, found `/`"),
  ])
  func saysWhatIsWrong(text: String, offset: UInt32, message: String) {
    do throws(JSONError) {
      _ = try read(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.message == message)
      #expect(error.offset == offset)
      #expect(error.end >= error.offset && error.end <= UInt32(text.utf8.count))
    }
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(throws: JSONError(.invalidUTF8(0xFF), at: 2, to: 3)) { try parseJSON([0x5B, 0x22, 0xFF, 0x22, 0x5D]) }
  }

  @Test func refusesDepthWithoutFalling() throws {
    for opening in ["[", #"{"a":"#] {
      let text = String(repeating: opening, count: 200_000)
      do throws(JSONError) {
        _ = try read(text)
        Issue.record("was read")
      } catch {
        #expect(error.reason == .tooDeep(limit: 512))
        #expect(Int(error.offset) == 512 * opening.utf8.count)
      }
    }
    let fits = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(compact(try read(fits)) == fits)
  }

  @Test func findsDuplicatesAmongManyKeys() throws {
    let members = (0..<40).map { "\"k\($0)\":\($0)" }
    #expect(try read("{" + members.joined(separator: ",") + "}").members?.count == 40)
    for twice in [0, 14, 15, 16, 17, 39] {
      let text = "{" + (members + [members[twice]]).joined(separator: ",") + "}"
      #expect(throws: JSONError.self) { try read(text) }
    }
  }

  @Test func becomesADiagnosticWithItsPlaces() throws {
    let source = Source(name: "p.json", bytes: Array("{\"a\": 1,\n \"a\": 2}".utf8))
    do throws(JSONError) {
      _ = try parseJSON(source.bytes)
    } catch {
      let diagnostic = error.diagnostic(in: SourceID(0))
      #expect(diagnostic.code == "json")
      #expect(source.place(of: diagnostic.span.start) == Place(line: 2, column: 2))
      #expect(diagnostic.others.map(\.text) == ["the first one"])
      #expect(diagnostic.help == "keep one of the two")
    }
  }

  /// Foundation reads what this reader reads, and means the same.
  @Test func agreesWithFoundationOnDamagedTexts() throws {
    let seed = #"{"a":[1,-2.5e3,"x\u00e9\n\ud83d\ude42"],"b":{"c":null,"d":[true,false,{}]},"é":"→"}"#
    var random = SplitMix(seed: 21)
    let alphabet = Array(#"{}[]",:\u0123456789eE+-.truefalsn "#.utf8) + [0xC3, 0xA9, 9, 0]
    for _ in 0..<3_000 {
      var bytes = Array(seed.utf8)
      for _ in 0...random.below(2) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = alphabet[random.below(alphabet.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(alphabet[random.below(alphabet.count)], at: place)
        }
      }
      let ours = try? parseJSON(bytes)
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      if let ours {
        let again = try JSONSerialization.jsonObject(with: Data(compact(ours).utf8), options: [.fragmentsAllowed])
        let first = try #require(theirs as? NSObject, "\(String(decoding: bytes, as: UTF8.self))")
        #expect(first.isEqual(again))
      }
    }
  }
}

@Suite struct JSONWriterTests {
  @Test func writesOnOneLineOrOnMany() {
    func write(_ layout: JSONWriter.Layout) -> String {
      var json = JSONWriter(layout)
      json.beginObject()
      json.member("name", "a \"b\" \\ \u{1}\t→")
      json.member("none", nil)
      json.key("list")
      json.beginArray()
      json.number(-3)
      json.beginObject()
      json.endObject()
      json.beginArray()
      json.endArray()
      json.number(ExactDecimal(12))
      json.endArray()
      json.member("flag", true)
      json.member("names", ["x", "y"])
      json.endObject()
      return json.text
    }
    #expect(
      write(.compact)
        == #"{"name":"a \"b\" \\ \u0001\t→","none":null,"list":[-3,{},[],12],"flag":true,"names":["x","y"]}"#)
    #expect(
      write(.pretty) == #"""
        {
          "name": "a \"b\" \\ \u0001\t→",
          "none": null,
          "list": [
            -3,
            {},
            [],
            12
          ],
          "flag": true,
          "names": [
            "x",
            "y"
          ]
        }
        """#)
  }

  @Test func writesManyValuesOnLines() {
    var json = JSONWriter()
    for number in 1...3 {
      json.beginArray()
      json.number(number)
      json.endArray()
      json.endLine()
    }
    #expect(json.text == "[1]\n[2]\n[3]\n")
  }

  @Test func everyScalarComesBack() throws {
    var random = SplitMix(seed: 9)
    for round in 0..<400 {
      var text = ""
      for _ in 0..<8 {
        let value = UInt32(round < 200 ? random.below(0x120) : random.below(0x110000))
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      }
      var json = JSONWriter()
      json.string(text)
      var fromBytes = JSONWriter()
      fromBytes.string(Array(text.utf8)[...])
      #expect(json.bytes == fromBytes.bytes)
      #expect(try parseJSON(json.bytes).string.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
      #expect(try JSONDecoder().decode(String.self, from: Data(json.bytes)) == text)
    }
  }
}
