import Glibc

installSignalHandlers()
var console = Console()
let status = run(Array(CommandLine.arguments.dropFirst()), &console)
console.output.flush()
exit(status.rawValue)
