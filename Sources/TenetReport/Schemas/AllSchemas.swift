/// Every published schema, by the order of the commands.
public let allSchemas: [Schema] = [
  Schema(
    name: "profile", summary: "A profile, or an array of them, as eval takes it",
    body: #"""
      "oneOf": [{ "$ref": "#/$defs/profile" }, { "type": "array", "items": { "$ref": "#/$defs/profile" } }],
      "$comment": "Facts are clauses of the language; the vocabulary of the rules applies to them."
      """#, uses: ["profile"]),
  Schema(
    name: "eval", summary: "What eval says of a profile, or an array of it for several; of NDJSON a line each",
    body: #"""
      "anyOf": [
        { "$ref": "#/$defs/judgement" },
        { "$ref": "#/$defs/unreadable" },
        {
          "type": "array",
          "items": { "anyOf": [{ "$ref": "#/$defs/judgement" }, { "$ref": "#/$defs/unreadable" }] }
        }
      ]
      """#, uses: ["judgement", "unreadable", "diagnostic", "step", "texts", "values", "certainty"]),
  Schema(
    name: "why", summary: "Why a fact, a number, a choice or a conflict holds",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "fact": { "type": "string" },
        "sentence": { "type": "string" },
        "certainty": { "$ref": "#/$defs/certainty" },
        "trace": { "$ref": "#/$defs/step" },
        "traces": { "type": "array", "items": { "$ref": "#/$defs/step" } },
        "smallest": { "type": "array", "items": { "$ref": "#/$defs/texts" } },
        "needed": { "$ref": "#/$defs/texts" }
      },
      "required": ["fact", "trace"]
      """#, uses: ["step", "values", "texts", "certainty"]),
  Schema(
    name: "why-not", summary: "Why a fact does not hold, rule by rule",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "fact": { "type": "string" },
        "sentence": { "type": "string" },
        "rules": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "rule": { "type": ["string", "null"] },
              "file": { "type": "string" },
              "line": { "type": "integer", "minimum": 1 },
              "because": { "type": "string" },
              "source": { "type": "string" },
              "holds": { "$ref": "#/$defs/texts" },
              "fails": { "$ref": "#/$defs/texts" },
              "cost": { "type": ["number", "null"] },
              "from": { "type": "array", "items": { "$ref": "#/$defs/shortfall" } }
            },
            "required": ["rule", "holds", "fails", "from"]
          }
        },
        "instead": { "type": "array", "items": { "$ref": "#/$defs/step" } },
        "ways": { "type": "array", "items": { "$ref": "#/$defs/way" } },
        "complete": { "type": "boolean" },
        "upTo": { "type": "number", "minimum": 1 },
        "bounds": { "$ref": "#/$defs/texts" }
      },
      "required": ["fact", "rules", "ways"]
      """#, uses: ["way", "texts", "values", "shortfall", "step"]),
  Schema(
    name: "how", summary: "The smallest changes that reach a goal or avoid it",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "goal": { "type": "string" },
        "sentence": { "type": "string" },
        "ways": { "type": "array", "items": { "$ref": "#/$defs/way" } },
        "complete": { "type": "boolean" },
        "upTo": { "type": "number", "minimum": 1 },
        "bounds": { "$ref": "#/$defs/texts" }
      },
      "required": ["goal", "ways", "complete"]
      """#, uses: ["way", "texts", "values"]),
  Schema(
    name: "what-if", summary: "What given changes gain and lose",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "sentence": { "type": "string" },
        "gained": { "$ref": "#/$defs/texts" },
        "lost": { "$ref": "#/$defs/texts" },
        "conflicts": {
          "type": "object",
          "properties": { "gained": { "$ref": "#/$defs/texts" }, "lost": { "$ref": "#/$defs/texts" } },
          "required": ["gained", "lost"]
        },
        "choices": {
          "type": "object",
          "additionalProperties": {
            "type": "object",
            "properties": {
              "before": { "$ref": "#/$defs/texts" }, "after": { "$ref": "#/$defs/texts" },
              "reasons": { "$ref": "#/$defs/reasons" }
            },
            "required": ["before", "after"]
          }
        },
        "numbers": {
          "type": "object",
          "additionalProperties": {
            "type": "object",
            "properties": {
              "before": { "type": ["string", "null"] }, "after": { "type": ["string", "null"] },
              "reasons": { "$ref": "#/$defs/reasons" }
            },
            "required": ["before", "after"]
          }
        },
        "reasons": {
          "type": "object",
          "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/step" }, { "type": "null" }] }
        },
        "lapsed": { "type": "object", "additionalProperties": { "$ref": "#/$defs/reasons" } },
        "bounds": { "$ref": "#/$defs/texts" }
      },
      "required": ["gained", "lost", "conflicts", "choices", "numbers"]
      """#, uses: ["texts", "step", "shortfall", "reasons", "values"]),
  Schema(
    name: "ask", summary: "Which unknown fact to find out first",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "open": { "type": "array", "items": { "type": "string" } },
        "bounds": { "$ref": "#/$defs/texts" },
        "questions": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "fact": { "type": "string" },
              "settles": { "type": "number", "minimum": 0 },
              "of": { "type": "number", "minimum": 0 },
              "because": { "type": ["string", "null"] },
              "ifTrue": { "type": "array", "items": { "type": "string" } },
              "ifFalse": { "type": "array", "items": { "type": "string" } }
            },
            "required": ["fact", "settles", "of"]
          }
        }
      },
      "required": ["questions"]
      """#),
  Schema(
    name: "robust", summary: "How many given facts would have to be wrong to overturn a conclusion",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "conclusions": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "fact": { "type": "string" },
              "changes": { "type": ["number", "null"] },
              "sets": { "type": "array", "items": { "$ref": "#/$defs/texts" } },
              "moreThan": { "type": "number", "minimum": 1 },
              "bounds": { "$ref": "#/$defs/texts" }
            },
            "required": ["fact", "changes", "sets"]
          }
        }
      },
      "required": ["conclusions"]
      """#, uses: ["texts"]),
  Schema(
    name: "compare", summary: "Why one profile gets what another does not",
    body: #"""
      "type": "object",
      "properties": {
        "only": { "type": "object", "additionalProperties": { "$ref": "#/$defs/texts" } },
        "differences": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "fact": { "type": "string" },
              "profile": { "type": "string" },
              "because": {
                "type": "object",
                "properties": { "add": { "$ref": "#/$defs/texts" }, "remove": { "$ref": "#/$defs/texts" }, "set": { "$ref": "#/$defs/values" } }
              }
            },
            "required": ["fact", "because"]
          }
        }
      },
      "required": ["only", "differences"]
      """#, uses: ["texts", "values"]),
  Schema(
    name: "diff", summary: "What a change of rules changes for profiles",
    body: #"""
      "type": "object",
      "properties": {
        "equivalent": { "type": ["boolean", "null"] },
        "witness": { "anyOf": [{ "$ref": "#/$defs/texts" }, { "type": "null" }] },
        "edited": { "$ref": "#/$defs/texts" },
        "profiles": { "type": "integer" },
        "notFoundOut": { "$ref": "#/$defs/texts" },
        "bounds": { "$ref": "#/$defs/texts" },
        "changes": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "profile": { "type": "string" },
              "gained": { "$ref": "#/$defs/texts" },
              "lost": { "$ref": "#/$defs/texts" },
              "conflicts": {
                "type": "object",
                "properties": { "gained": { "$ref": "#/$defs/texts" }, "lost": { "$ref": "#/$defs/texts" } }
              },
              "choices": { "type": "object" },
              "numbers": { "type": "object" },
              "blame": { "type": "array", "items": { "type": ["string", "null"] } }
            },
            "required": ["profile", "gained", "lost", "blame"]
          }
        }
      },
      "required": ["equivalent", "changes"]
      """#, uses: ["texts"]),
  Schema(
    name: "verify", summary: "Whether a trace follows from rules and profile",
    body: #"""
      "type": "object",
      "properties": {
        "profile": { "type": "string" },
        "fact": { "type": "string" },
        "verified": { "type": "boolean" },
        "refusal": { "type": "string" }
      },
      "required": ["profile", "fact", "verified"]
      """#),
  Schema(
    name: "test", summary: "What came of the examples",
    body: #"""
      "type": "object",
      "properties": {
        "examples": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "title": { "type": "string" },
              "passed": { "type": "boolean" },
              "file": { "type": "string" },
              "line": { "type": "integer", "minimum": 1 },
              "failures": { "$ref": "#/$defs/texts" }
            },
            "required": ["title", "passed", "failures"]
          }
        },
        "coverage": { "type": "object" },
        "mutants": {
          "type": "object",
          "properties": {
            "killed": { "type": "integer", "minimum": 0 },
            "of": { "type": "integer", "minimum": 0 },
            "survivors": { "type": "array", "items": { "type": "object", "required": ["rule", "change"] } }
          },
          "required": ["killed", "of", "survivors"]
        }
      },
      "required": ["examples"]
      """#, uses: ["texts"]),
  Schema(
    name: "lint", summary: "What lint finds, in the order of files and lines",
    body: #"""
      "type": "object",
      "properties": {
        "findings": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "check": { "type": "string" },
              "severity": { "enum": ["error", "warning", "hint"] },
              "file": { "type": "string" },
              "line": { "type": "integer", "minimum": 1 },
              "column": { "type": "integer", "minimum": 1 },
              "message": { "type": "string" },
              "help": { "type": ["string", "null"] },
              "witness": { "$ref": "#/$defs/texts" }
            },
            "required": ["check", "severity", "file", "line", "column", "message"]
          }
        }
      },
      "required": ["findings"]
      """#, uses: ["texts"]),
  Schema(
    name: "vocabulary", summary: "The words of a rule set, and what it asks of a profile",
    body: #"""
      "type": "object",
      "properties": {
        "verbs": { "type": "array", "items": { "type": "object", "required": ["pattern", "verb", "declared"] } },
        "kinds": { "type": "array", "items": { "type": "object", "required": ["name", "plural", "members"] } },
        "numbers": { "type": "array", "items": { "type": "object", "required": ["name", "unit"] } },
        "choices": { "type": "array", "items": { "type": "object", "required": ["name", "policy", "options"] } },
        "outcomes": { "$ref": "#/$defs/texts" },
        "facts": { "$ref": "#/$defs/texts" },
        "givenNumbers": { "$ref": "#/$defs/texts" }
      },
      "required": ["verbs", "kinds", "numbers", "choices", "outcomes", "facts", "givenNumbers"]
      """#, uses: ["texts"]),
]
