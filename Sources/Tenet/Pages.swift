import TenetLint
import TenetText

/// The pages of `tenet explain`, stage by stage.
public let allPages: [Page] =
  textPages
  + allChecks.map { $0.page }
