import Glibc

/// Seconds on a clock that only goes forward, from a moment that means nothing.
func monotonicSeconds() -> Double {
  var now = timespec()
  _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1_000_000_000
}

/// The most memory that the run has held at once, in MiB.
func peakMemoryMiB() -> Int {
  var usage = rusage()
  _ = unsafe getrusage(0, &usage)
  return usage.ru_maxrss / 1024
}
