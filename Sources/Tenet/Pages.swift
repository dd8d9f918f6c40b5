/// The pages of `tenet explain`, stage by stage.
public let allPages: [Page] = textPages
