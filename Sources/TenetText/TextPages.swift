/// The pages of what the readers of JSON and CSV notice.
public let textPages: [Page] = [
  Page(
    "json", "a text that is no JSON",
    """
    Profiles in JSON follow the standard (RFC 8259) to the letter: keys and strings stand in double quotes, no comma \
    stands in front of a closing bracket, and there are no comments. A key stands once in an object, and at most \
    512 arrays and objects stand inside each other. The place is the first character that does not fit; where the text \
    ends too early, a second mark shows what was never closed.
    """,
    wrong: """
      {"profile": "Northwind", "facts": ["owns interface",]}
      """,
    right: """
      {"profile": "Northwind", "facts": ["owns interface"]}
      """),
  Page(
    "csv", "a table that cannot be taken apart into its cells",
    """
    In a table of comma-separated values (RFC 4180) every row has as many cells as the heading. A cell that holds a \
    comma, a quote or a line end stands in double quotes, without blanks in front of them, and a quote inside it is \
    written twice. An empty cell is nothing between two commas.
    """,
    wrong: """
      profile,owns interface,partner usage share
      Northwind,yes,2,500
      """,
    right: """
      profile,owns interface,partner usage share
      Northwind,yes,"2500"
      """),
]
