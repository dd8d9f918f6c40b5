import TenetLint
import TenetModel
import TenetReport
import TenetSyntax
import TenetText

/// The pages of `tenet explain`, stage by stage.
public let allPages: [Page] =
  textPages + syntaxPages + modelPages + exportPages
  + allChecks.map { $0.page }
