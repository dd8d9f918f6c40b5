import Glibc

/// Seconds since some fixed moment.
func now() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The wall time of each of some runs.
///
/// - Parameter work: What to measure; what it returns is handed to `check` outside of the time.
func time<Result: ~Copyable>(
  _ runs: Int, _ work: () -> Result, then check: (consuming Result) -> Void = { _ in }
) -> [Double] {
  (0..<runs).map { _ in
    let start = now()
    let result = work()
    let end = now()
    check(result)
    return end - start
  }
}

/// A field of `/proc/self/status` in bytes, `VmRSS` or `VmHWM`; 0 where the system does not say.
func memory(_ field: String) -> Int {
  guard let text = readFile("/proc/self/status") else { return 0 }
  for line in String(decoding: text, as: UTF8.self).split(separator: "\n") where line.hasPrefix(field + ":") {
    return (line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
  return 0
}
