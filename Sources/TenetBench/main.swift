import Glibc
import TenetSystem

// As the command does.
keepFreedMemory()
if let options = Options(Array(CommandLine.arguments.dropFirst())) {
  if let name = options.once {
    printLine(runOnce(name))
    exit(0)
  }
  var bench = Bench(options)
  exit(bench.run() ? 0 : 1)
}
print(Options.usage, terminator: "")
exit(2)
