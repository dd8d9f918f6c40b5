import TenetText
import Testing

/// Eight bytes at once say what each says alone.
@Suite struct ByteBlockTests {
  /// The mask of the bytes that pass a test.
  private func mask(_ bytes: [UInt8], _ test: (UInt8) -> Bool) -> UInt64 {
    var mask: UInt64 = 0
    for (index, byte) in bytes.enumerated() where test(byte) { mask |= 0x80 << UInt64(8 * index) }
    return mask
  }

  private func check(_ bytes: [UInt8]) {
    let block = ByteBlock(bytes.span, 0)
    #expect(block.foreign == mask(bytes) { $0 >= 0x80 })
    #expect(block.letters == mask(bytes) { (65...90).contains($0) || (97...122).contains($0) })
    for byte: UInt8 in [0, 10, 45, 95, 127, 128, 255] {
      #expect(block.mask(of: byte) == mask(bytes) { $0 == byte })
      #expect(ByteBlock.count(before: block.mask(of: byte)) == (bytes.firstIndex(of: byte) ?? 8))
    }
    for range: ClosedRange<UInt8> in [0...0, 48...57, 65...90, 0...127, 127...127] {
      #expect(block.mask(from: range.lowerBound, through: range.upperBound) == mask(bytes) { range.contains($0) })
    }
    let lowered = bytes.map { (65...90).contains($0) ? $0 | 32 : $0 }
    #expect(block.lowered.bits == ByteBlock(lowered.span, 0).bits)
    for count in 0...8 {
      let prefix = bytes.prefix(count) + Array(repeating: 0, count: 8 - count)
      #expect(block.prefix(count).bits == ByteBlock(Array(prefix).span, 0).bits)
    }
  }

  @Test func everyByteInEveryPlace() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var bytes: [UInt8] = [0, 255, 127, 128, 64, 91, 10, 11]
        bytes[place] = byte
        check(bytes)
      }
    }
  }

  @Test func randomBytes() {
    var random = SplitMix(seed: 7)
    for _ in 0..<500 { check((0..<8).map { _ in UInt8(random.below(256)) }) }
  }

  @Test func behindTheEndStandsNothing() {
    let text: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    #expect(ByteBlock(text.span, 0).bits == 0x0807_0605_0403_0201)
    #expect(ByteBlock(text.span, 2).bits == 0x0A09_0807_0605_0403)
    #expect(ByteBlock(text.span, 3).bits == 0x000A_0908_0706_0504)
    #expect(ByteBlock(text.span, 10).bits == 0)
  }

  @Test func linesStartBehindLineEnds() {
    var random = SplitMix(seed: 8)
    for _ in 0..<300 {
      let bytes = (0..<random.below(50)).map { _ in UInt8(random.below(4) == 0 ? 10 : 65 + random.below(2)) }
      let starts = [0] + bytes.indices.filter { bytes[$0] == 10 }.map { UInt32($0 + 1) }
      #expect(Source(name: "x", bytes: bytes).lineStarts == starts)
    }
  }
}
