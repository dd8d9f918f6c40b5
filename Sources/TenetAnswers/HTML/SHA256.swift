/// The SHA-256 digest of some bytes (FIPS 180-4): the report names its script and its style by it, so that a browser runs
/// nothing else.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// The digest in Base64, as a content security policy wants it.
  static func base64(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    var message = bytes
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) { message.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    for start in stride(from: 0, to: message.count, by: 64) { hash.take(message[start..<start + 64]) }
    return Self.base64(hash.state)
  }

  private mutating func take(_ block: ArraySlice<UInt8>) {
    var words: [UInt32] = []
    for start in stride(from: block.startIndex, to: block.endIndex, by: 4) {
      var word: UInt32 = 0
      for index in start..<start + 4 { word = word << 8 | UInt32(block[index]) }
      words.append(word)
    }
    for index in 16..<64 {
      let near = words[index - 15]
      let far = words[index - 2]
      let first = Self.turned(near, 7) ^ Self.turned(near, 18) ^ (near >> 3)
      let second = Self.turned(far, 17) ^ Self.turned(far, 19) ^ (far >> 10)
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var mixed = state
    for index in 0..<64 { Self.round(&mixed, Self.constants[index] &+ words[index]) }
    for index in 0..<8 { state[index] = state[index] &+ mixed[index] }
  }

  private static func round(_ state: inout [UInt32], _ input: UInt32) {
    let (first, fifth) = (state[0], state[4])
    let choice = (fifth & state[5]) ^ (~fifth & state[6])
    let majority = (first & state[1]) ^ (first & state[2]) ^ (state[1] & state[2])
    let one = state[7] &+ (turned(fifth, 6) ^ turned(fifth, 11) ^ turned(fifth, 25)) &+ choice &+ input
    let two = (turned(first, 2) ^ turned(first, 13) ^ turned(first, 22)) &+ majority
    let moved = state[3] &+ one
    state = [one &+ two, first, state[1], state[2], moved, fifth, state[5], state[6]]
  }

  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

  private static func base64(_ state: [UInt32]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
    var bytes: [UInt32] = []
    for word in state {
      for shift in stride(from: 24, through: 0, by: -8) { bytes.append(word >> UInt32(shift) & 255) }
    }
    var text = ""
    // 32 bytes: ten whole groups of three, and two bytes over.
    for start in stride(from: 0, to: 33, by: 3) {
      let last = start + 2 < bytes.count ? bytes[start + 2] : 0
      let group = bytes[start] << 16 | bytes[start + 1] << 8 | last
      for shift in stride(from: 18, through: 0, by: -6) {
        text.unicodeScalars.append(digits[Int(group >> UInt32(shift) & 63)])
      }
    }
    return String(text.dropLast()) + "="
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98,
    0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8,
    0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819,
    0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
