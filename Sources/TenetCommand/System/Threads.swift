import Glibc
import Synchronization

/// Calls `body` for every index below `count`, each on a thread of its own, and gives the results in order.
///
/// One index needs no thread. Where the system gives no further thread, the caller's own does the work.
func concurrently<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
  if count == 1 { return [body(0)] }
  let shelf = Shelf<Result>()
  var threads: [pthread_t] = []
  for index in 0..<count {
    let job = Job { shelf.put(body(index), at: index) }
    if let thread = start(job) { threads.append(thread) } else { job.body() }
  }
  for thread in threads { pthread_join(thread, nil) }
  return shelf.results(count)
}

/// Where threads lay down what they have made.
private final class Shelf<Result: Sendable>: Sendable {
  private let made = Mutex<[Int: Result]>([:])

  func put(_ result: Result, at index: Int) { made.withLock { $0[index] = result } }

  func results(_ count: Int) -> [Result] {
    made.withLock { made in (0..<count).compactMap { made[$0] } }
  }
}

private final class Job: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Starts a thread; nil where there is none to be had.
private func start(_ job: Job) -> pthread_t? {
  let held = unsafe Unmanaged.passRetained(job)
  var thread = pthread_t()
  let failure = unsafe pthread_create(
    &thread, nil,
    { raw in
      if let raw = unsafe raw { unsafe Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().body() }
      return nil
    }, held.toOpaque())
  if failure == 0 { return thread }
  unsafe held.release()
  return nil
}
