/// How many letters must be put in, left out, replaced, or swapped with their neighbour to turn one text into the other,
/// or nil where that is more than `limit`.
///
/// A swap of neighbours counts once, and no letter is edited twice (the distance of optimal string alignment). Letters
/// are Unicode scalars. Cost: at most `limit` steps for each letter.
public func editDistance(_ left: String, _ right: String, atMost limit: Int) -> Int? {
  editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars), atMost: limit)
}

/// The same over letters that are already apart; for one text against many.
public func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
  guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
  let beyond = limit + 1
  // Rows of the table of distances between prefixes; only a band of `limit` beside the diagonal can matter.
  var twoBefore = [Int](repeating: beyond, count: right.count + 1)
  var before = (0...right.count).map { min($0, beyond) }
  var row = twoBefore
  for i in 0..<left.count {
    let low = max(0, i - limit)
    let high = min(right.count, i + limit + 1)
    row[low] = low == 0 ? min(i + 1, beyond) : beyond
    var least = row[low]
    for j in low..<high {
      let kept = before[j] + (left[i] == right[j] ? 0 : 1)
      let above = j < i + limit ? before[j + 1] + 1 : beyond
      var cost = min(kept, above, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, twoBefore[j - 1] + 1) }
      row[j + 1] = min(cost, beyond)
      least = min(least, row[j + 1])
    }
    if high < right.count { row[high + 1] = beyond }
    if least > limit, before[low..<high].allSatisfy({ $0 > limit }) { return nil }
    (twoBefore, before, row) = (before, row, twoBefore)
  }
  return before[right.count] <= limit ? before[right.count] : nil
}

/// The candidate that was most likely meant by a misspelt word, or nil where none is near enough.
///
/// Near is one edit for words of up to 4 letters, two up to 8, three beyond, and never every letter; case does not count. Of
/// candidates equally near, the first wins.
/// Cost: a comparison with each candidate of about the same length.
public func nearest(to word: String, in candidates: [String]) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  guard !wanted.isEmpty else { return nil }
  var limit = wanted.count <= 4 ? 1 : wanted.count <= 8 ? 2 : 3
  limit = min(limit, wanted.count - 1)
  let shape = Silhouette(word)
  var best: String?
  for candidate in candidates where shape.mayBeWithin(limit, of: Silhouette(candidate)) {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard let distance = editDistance(wanted, letters, atMost: limit) else { continue }
    if distance == 0 { return candidate }
    best = candidate
    limit = distance - 1
  }
  return best
}

/// Whether a text looks like another one that somebody misspelt: one letter apart, or two where it has twelve or more.
///
/// Texts of fewer than four letters, and those that differ in digits or in a short word, are meant to differ: `tier 1` and
/// `tier 2`, `plan a` and `plan b`.
public func isSlip(_ text: String, of other: String) -> Bool {
  let limit = text.utf8.count < 12 ? 1 : 2
  // A letter has four bytes at most.
  guard abs(text.utf8.count - other.utf8.count) <= 4 * limit else { return false }
  guard Silhouette(text).mayBeWithin(limit, of: Silhouette(other)) else { return false }
  let (left, right) = (Array(text.lowercased().unicodeScalars), Array(other.lowercased().unicodeScalars))
  guard min(left.count, right.count) >= 4, let distance = editDistance(left, right, atMost: limit), distance > 0 else {
    return false
  }
  return !areMeantToDiffer(left, right)
}

/// Whether two texts differ in digits only, or in a word of one or two letters.
public func areMeantToDiffer(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
  func words(_ letters: [Unicode.Scalar]) -> [String] {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters)
    return String(view).split(whereSeparator: { $0 == " " || $0 == "-" }).map(String.init)
  }
  func undigited(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] { letters.filter { $0.value < 48 || $0.value > 57 } }
  if undigited(left) == undigited(right) { return true }
  let (a, b) = (words(left), words(right))
  guard a.count == b.count else { return false }
  return zip(a, b).contains { $0 != $1 && ($0.unicodeScalars.count < 3 || $1.unicodeScalars.count < 3) }
}

/// What a glance at a word tells: which letters of ASCII are in it, and how many letters there are. Case does not count.
private struct Silhouette {
  private var letters: UInt64 = 0
  private var count = 0
  private var isASCII = true

  init(_ word: String) {
    for byte in word.utf8 {
      if byte >= 0x80 {
        isASCII = false
      } else {
        letters |= 1 << UInt64((byte >= 65 && byte <= 90 ? byte + 32 : byte) & 63)
        count += 1
      }
    }
  }

  /// False only where more edits are needed: one edit takes at most one letter out of a word and puts one in.
  func mayBeWithin(_ limit: Int, of other: Silhouette) -> Bool {
    // Letters beyond ASCII may turn into others in lower case, so they are left to the thorough comparison.
    guard isASCII, other.isASCII else { return true }
    return abs(count - other.count) <= limit && (letters & ~other.letters).nonzeroBitCount <= limit
      && (other.letters & ~letters).nonzeroBitCount <= limit
  }
}
