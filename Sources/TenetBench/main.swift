import Glibc

if let options = Options(Array(CommandLine.arguments.dropFirst())) {
  var bench = Bench(options)
  exit(bench.run() ? 0 : 1)
}
print(Options.usage, terminator: "")
exit(2)
