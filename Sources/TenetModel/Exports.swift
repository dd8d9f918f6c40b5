@_exported import TenetProgram
