import TenetSyntax
import TenetText

/// A declared number.
public struct Number: Sendable {
  public var name: String
  /// As printed after a value: `%` without, a word with a blank before it; nil for a bare number.
  public var unit: String?
  public var place: Span
}

/// A declared choice.
public struct Choice: Sendable {
  public var name: String
  public var policy: ChoiceSyntax.Policy
  public var options: [TermID]
  public var otherwise: TermID?
  public var candidates: RelationID
  public var picks: RelationID
  public var place: Span
}

/// What names can name.
struct NameSorts: OptionSet, Sendable {
  let rawValue: UInt8

  static let verb = NameSorts(rawValue: 1)
  static let kind = NameSorts(rawValue: 2)
  static let number = NameSorts(rawValue: 4)
  static let choice = NameSorts(rawValue: 8)
  static let unit = NameSorts(rawValue: 16)
}

/// What the words of a rule set mean: its verbs, kinds, numbers, units and choices.
public struct Vocabulary: Sendable {
  public internal(set) var relations: [Relation] = []
  public internal(set) var kinds: [Kind] = []
  public internal(set) var numbers: [Number] = []
  public internal(set) var choices: [Choice] = []
  /// `has`, the verb of properties.
  public internal(set) var has = RelationID(UInt32(0))
  /// `faces`, the verb of conflicts that hold.
  public internal(set) var faces = RelationID(UInt32(0))
  /// The kind `conflict`.
  public internal(set) var conflict = KindID(UInt32(0))

  /// What each run of words names; a run past the end names nothing.
  private var meanings: [Meaning] = []
  /// The sorts of names that each run is.
  private var sorts: [NameSorts] = []
  /// The verb of each relation as a run of words; the root where it is no verb's.
  var verbNodes: [PhraseTrie.Node] = []
  /// The prepositions of each relation as runs of words.
  var prepositionNodes: [[PhraseTrie.Node]] = []
  /// The largest number of prepositions that a verb has.
  var longestPrepositionCount = 0

  /// What one run of words names.
  struct Meaning: Sendable {
    /// The patterns of a verb, as relations.
    var verb: [RelationID] = []
    var isVerb = false
    var kind: KindID?
    var number: NumberID?
    var choice: ChoiceID?
    var unit: String?

    var sorts: NameSorts {
      var sorts: NameSorts = isVerb ? .verb : []
      if kind != nil { sorts.insert(.kind) }
      if number != nil { sorts.insert(.number) }
      if choice != nil { sorts.insert(.choice) }
      if unit != nil { sorts.insert(.unit) }
      return sorts
    }
  }

  func meaning(at node: PhraseTrie.Node) -> Meaning? {
    Int(node) < meanings.count ? meanings[Int(node)] : nil
  }

  /// Whether the run is a name of one of some sorts.
  @inline(__always)
  func isName(_ node: PhraseTrie.Node, of wanted: NameSorts) -> Bool {
    Int(node) < sorts.count && !sorts[Int(node)].isDisjoint(with: wanted)
  }

  mutating func change(_ node: PhraseTrie.Node, _ body: (inout Meaning) -> Void) {
    while meanings.count <= Int(node) {
      meanings.append(Meaning())
      sorts.append([])
    }
    body(&meanings[Int(node)])
    sorts[Int(node)] = meanings[Int(node)].sorts
  }

  /// The patterns of the verb that a relation is one pattern of, itself included.
  func patterns(ofVerbOf relation: RelationID) -> [RelationID] {
    let node = verbNodes[relation.index]
    return node == PhraseTrie.root ? [] : meanings[Int(node)].verb
  }

  /// What the engine needs of it.
  public var signature: Signature { Signature(relations: relations, kinds: kinds) }

  /// The relations that are verbs' patterns.
  public var verbRelations: [RelationID] {
    relations.indices.filter { relations[$0].role == .verb }.map { RelationID($0) }
  }

  /// Whether the term may stand where the kind is asked for.
  public func fits(_ term: TermID, _ kind: KindID?) -> Bool {
    guard let kind, kinds[kind.index].isDeclared, term != .self else { return true }
    return kinds[kind.index].memberSet.contains(term)
  }

  /// The vocabulary with further members of kinds.
  public func adding(_ memberships: [(kind: KindID, term: TermID)]) -> Vocabulary {
    var wider = self
    for (kind, term) in memberships where !wider.kinds[kind.index].memberSet.contains(term) {
      wider.kinds[kind.index].members.append(term)
      wider.kinds[kind.index].memberSet.insert(term)
    }
    return wider
  }

  /// Makes kinds whose members are declared like those that nobody declares: a profile may say of anything that it is one.
  public mutating func openKinds() {
    for index in kinds.indices { kinds[index].isDeclared = false }
  }
}
