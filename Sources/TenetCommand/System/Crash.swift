import Glibc

/// Makes a run that breaks an assumption of the program say so and end with status 70, and a pipe that closes no death.
///
/// A release build ends in a trap without a word; this is the word. The handler runs on a stack of its own, so it also
/// speaks when the ordinary one is used up.
func installSignalHandlers() {
  let size = 1 << 16
  var stack = unsafe stack_t()
  unsafe stack.ss_sp = unsafe malloc(size)
  unsafe stack.ss_size = size
  _ = unsafe sigaltstack(&stack, nil)
  for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
    var action = sigaction()
    action.sa_flags = SA_ONSTACK
    unsafe action.__sigaction_handler.sa_handler = { _ in
      let message: StaticString = "tenet: internal error\n"
      _ = unsafe Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(70)
    }
    _ = unsafe sigaction(number, &action, nil)
  }
  _ = signal(SIGPIPE, SIG_IGN)
}
