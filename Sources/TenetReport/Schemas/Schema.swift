/// The published shape of one JSON output (or input), as a JSON Schema of draft 2020-12.
///
/// Keys may be added to an output without a new version; a schema therefore allows more keys than it names.
public struct Schema: Sendable {
  /// The command whose output it describes; `profile` is what profiles look like.
  public let name: String
  public let summary: String
  /// The members of the schema itself, as JSON text.
  let body: String
  /// Those of ``definitions`` that it refers to, in any order.
  var uses: [String] = []

  /// Raised when a key changes its meaning or goes away.
  public static let version = 1

  /// The whole schema, pretty, with a line end.
  public var text: String {
    var lines = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tenet:schema:\(name):\(Self.version)",
        "title": "\(summary)",

      """
    let used = Self.definitions.filter { uses.contains($0.name) }
    lines += Self.indented(body) + (used.isEmpty ? "\n" : ",\n")
    if !used.isEmpty {
      let texts = used.map { "\"\($0.name)\": " + $0.body }
      lines += Self.indented("\"$defs\": {\n" + Self.indented(texts.joined(separator: ",\n")) + "\n}") + "\n"
    }
    return lines + "}\n"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }
}

extension Schema {
  /// What several schemas share.
  static let definitions: [(name: String, body: String)] = [
    ("certainty", #"{ "enum": ["certain", "possible"] }"#),
    ("texts", #"{ "type": "array", "items": { "type": "string" } }"#),
    ("values", #"{ "type": "object", "additionalProperties": { "type": "string" } }"#),
    (
      "step",
      #"""
      {
        "description": "A step of a proof with what it rests on: a fact, a number or condition (fact), something that nothing gives (not), or a comparison (test).",
        "type": "object",
        "properties": {
          "fact": { "type": "string" },
          "given": { "const": true },
          "unknown": { "const": true },
          "seen": { "const": true },
          "rule": { "type": ["string", "null"] },
          "value": { "type": ["string", "null"] },
          "file": { "type": "string" },
          "line": { "type": "integer", "minimum": 1 },
          "because": { "type": "string" },
          "source": { "type": "string" },
          "not": { "type": "string" },
          "test": { "type": "string" },
          "values": { "$ref": "#/$defs/values" },
          "from": { "type": "array", "items": { "$ref": "#/$defs/step" } }
        },
        "oneOf": [
          { "required": ["fact"] },
          { "required": ["not", "from"] },
          { "required": ["test", "values"] }
        ]
      }
      """#
    ),
    (
      "shortfall",
      #"""
      {
        "description": "A condition that holds, one that fails, a fact that one lacks, what a rule gave and gives no longer, or a rule that would conclude it, with what is below it; a proof of what stands against it is made of steps.",
        "type": "object",
        "properties": {
          "holds": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/texts" }] },
          "fails": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/texts" }] },
          "missing": { "type": "string" },
          "lapsed": { "type": "string" },
          "rule": { "type": ["string", "null"] },
          "file": { "type": "string" },
          "line": { "type": "integer", "minimum": 1 },
          "because": { "type": "string" },
          "source": { "type": "string" },
          "cost": { "type": ["number", "null"] },
          "unless": { "const": true },
          "given": { "type": "boolean" },
          "unknown": { "const": true },
          "seen": { "const": true },
          "more": { "const": true },
          "values": { "$ref": "#/$defs/values" },
          "from": {
            "type": "array",
            "items": { "anyOf": [{ "$ref": "#/$defs/shortfall" }, { "$ref": "#/$defs/step" }] }
          }
        },
        "anyOf": [
          { "required": ["holds", "from"] },
          { "required": ["fails", "from"] },
          { "required": ["missing", "from"] },
          { "required": ["lapsed", "rule", "from"] },
          { "required": ["more", "from"] }
        ]
      }
      """#
    ),
    (
      "reasons",
      #"""
      {
        "description": "Why something is otherwise: what gives it now, and what gave it and does no longer.",
        "type": "array",
        "items": { "anyOf": [{ "$ref": "#/$defs/shortfall" }, { "$ref": "#/$defs/step" }] }
      }
      """#
    ),
    (
      "diagnostic",
      #"""
      {
        "type": "object",
        "properties": {
          "code": { "type": "string" },
          "severity": { "enum": ["error", "warning", "hint"] },
          "message": { "type": "string" },
          "file": { "type": "string" },
          "line": { "type": "integer", "minimum": 1 },
          "column": { "type": "integer", "minimum": 1 },
          "help": { "type": "string" }
        },
        "required": ["code", "severity", "message"]
      }
      """#
    ),
    (
      "way",
      #"""
      {
        "description": "Changes of a profile that together reach a goal.",
        "type": "object",
        "properties": {
          "add": { "$ref": "#/$defs/texts" },
          "remove": { "$ref": "#/$defs/texts" },
          "set": { "$ref": "#/$defs/values" },
          "cost": { "type": "number", "minimum": 0 }
        },
        "required": ["add", "remove", "set", "cost"]
      }
      """#
    ),
    (
      "profile",
      #"""
      {
        "type": "object",
        "properties": {
          "profile": { "type": "string" },
          "facts": { "type": "array", "items": { "type": "string" } },
          "numbers": { "type": "object", "additionalProperties": { "type": ["string", "number"] } },
          "choices": { "type": "object" },
          "unknown": { "type": "array", "items": { "type": "string" } }
        },
        "additionalProperties": false
      }
      """#
    ),
    (
      "judgement",
      #"""
      {
        "type": "object",
        "properties": {
          "profile": { "type": "string" },
          "conclusions": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "fact": { "type": "string" },
                "certainty": { "$ref": "#/$defs/certainty" },
                "outcome": { "const": true },
                "rule": { "type": ["string", "null"] },
                "file": { "type": "string" },
                "line": { "type": "integer", "minimum": 1 },
                "because": { "type": "string" },
                "source": { "type": "string" },
                "trace": { "$ref": "#/$defs/step" }
              },
              "required": ["fact", "certainty", "rule"]
            }
          },
          "conflicts": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "name": { "type": "string" },
                "subject": { "type": "string" },
                "between": { "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 },
                "certainty": { "$ref": "#/$defs/certainty" },
                "file": { "type": "string" },
                "line": { "type": "integer", "minimum": 1 },
                "because": { "type": "string" },
                "source": { "type": "string" },
                "traces": { "type": "array", "items": { "$ref": "#/$defs/step" } }
              },
              "required": ["name", "between", "certainty"]
            }
          },
          "choices": {
            "type": "object",
            "additionalProperties": {
              "type": "object",
              "properties": {
                "picked": { "$ref": "#/$defs/texts" },
                "contested": { "type": "boolean" },
                "possible": { "$ref": "#/$defs/texts" },
                "trace": { "$ref": "#/$defs/step" },
                "traces": { "type": "array", "items": { "$ref": "#/$defs/step" } }
              },
              "required": ["picked", "contested"]
            }
          },
          "numbers": { "$ref": "#/$defs/values" },
          "possibleNumbers": { "type": "object", "additionalProperties": { "$ref": "#/$defs/texts" } },
          "contestedNumbers": { "type": "object", "additionalProperties": { "$ref": "#/$defs/texts" } },
          "numberTraces": { "type": "object", "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/step" }, { "type": "null" }] } },
          "diagnostics": { "type": "array", "items": { "$ref": "#/$defs/diagnostic" } },
          "complete": { "const": false }
        },
        "required": ["profile", "conclusions", "conflicts", "choices", "numbers", "diagnostics"]
      }
      """#
    ),
    (
      "unreadable",
      #"""
      {
        "description": "In the place of a line that could not be read.",
        "type": "object",
        "properties": { "line": { "type": "integer", "minimum": 1 }, "error": { "type": "string" } },
        "required": ["line", "error"]
      }
      """#
    ),
  ]
}
