import TenetText
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("interface", "interfce", 1), ("owns", "onws", 1), ("kitten", "sitting", 3),
    ("héllo", "hello", 1), ("ca", "abc", 3), ("ab", "ba", 1), ("🙂x", "x🙂", 1),
  ])
  func countsEdits(left: String, right: String, distance: Int) {
    #expect(editDistance(left, right, atMost: 10) == distance)
    #expect(editDistance(right, left, atMost: distance) == distance)
    #expect(editDistance(left, right, atMost: distance - 1) == nil)
  }

  @Test func agreesWithTheWholeTable() {
    var random = SplitMix(seed: 3)
    func word() -> [Unicode.Scalar] { (0..<random.below(9)).map { _ in ["a", "b", "c"][random.below(3)] } }
    for _ in 0..<4_000 {
      let (left, right) = (word(), word())
      let distance = wholeTableDistance(left, right)
      for limit in 0...5 {
        #expect(editDistance(left, right, atMost: limit) == (distance <= limit ? distance : nil), "\(left) \(right)")
      }
    }
  }

  @Test(arguments: [
    ("evl", "eval"), ("whynot", "why-not"), ("INTERFACE", "interface"), ("intreface", "interface"), ("enterprize", nil),
    ("x", nil), ("", nil), ("zz", nil), ("developer platfrom", "developer platform"),
    ("devloper platfrm", "developer platform"),
  ])
  func findsWhatWasMeant(word: String, meant: String?) {
    #expect(nearest(to: word, in: ["why", "eval", "why-not", "interface", "developer platform", "a", "b"]) == meant)
  }

  @Test func theFirstOfEquallyNearOnesWins() {
    #expect(nearest(to: "cat", in: ["cut", "cot"]) == "cut")
    #expect(nearest(to: "cat", in: ["cot", "cut", "cats", "cat"]) == "cat")
  }

  private func wholeTableDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for i in 0...left.count {
      for j in 0...right.count {
        guard i > 0, j > 0 else {
          table[i][j] = i + j
          continue
        }
        let kept = table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        table[i][j] = min(kept, table[i - 1][j] + 1, table[i][j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }
}

@Suite struct UTF8CheckTests {
  @Test func agreesWithTheStandardLibrary() {
    var random = SplitMix(seed: 5)
    let pieces: [[UInt8]] = [
      [0x41], [0xC3, 0xA9], [0xE2, 0x86, 0x92], [0xF0, 0x9F, 0x99, 0x82], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0x80], [0xF5], [0xE2, 0x86], [0xF0, 0x9F], [0xEF, 0xBB, 0xBF],
    ]
    for _ in 0..<5_000 {
      var bytes: [UInt8] = []
      for _ in 0..<random.below(6) { bytes += pieces[random.below(random.below(3) == 0 ? pieces.count : 4)] }
      var expected: Int?
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: bytes.span)
      } catch {
        expected = error.byteOffsets.lowerBound
      }
      #expect(firstInvalidUTF8(in: bytes.span) == expected, "\(bytes)")
    }
  }
}

@Suite struct BufferTests {
  @Test func handsOnInOrderAndWhole() {
    final class Sink { var chunks: [[UInt8]] = [] }
    let sink = Sink()
    var buffer = Buffer(limit: 4) { sink.chunks.append($0) }
    buffer.append("abc")
    #expect(sink.chunks.isEmpty)
    buffer.append("de")
    buffer.append([102])
    buffer.flush()
    buffer.flush()
    #expect(sink.chunks == [Array("abcde".utf8), [102]])
  }
}
