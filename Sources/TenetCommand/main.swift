import Glibc
import TenetSystem

installSignalHandlers()
keepFreedMemory()
var console = Console()
let status = run(Array(CommandLine.arguments.dropFirst()), &console)
console.output.flush()
exit(status.rawValue)
