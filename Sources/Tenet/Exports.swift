@_exported import TenetEngine
@_exported import TenetLint
@_exported import TenetModel
@_exported import TenetReasoning
@_exported import TenetReport
@_exported import TenetSyntax
@_exported import TenetText
