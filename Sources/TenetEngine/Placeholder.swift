import TenetText
