import Foundation

extension Int {
  /// The number with a comma before each three digits: `48,203`.
  var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// The number with its noun: `1 document`, `48,203 documents`.
  func counted(_ noun: String) -> String {
    "\(grouped) \(noun)\(self == 1 ? "" : "s")"
  }
}

extension Double {
  /// The number with a fixed count of decimal places: `12.30`.
  func fixed(_ places: Int) -> String {
    String(format: "%.\(places)f", self)
  }
}

extension [Double] {
  /// The value in the middle, or the mean of the two there; there must be one.
  var median: Double {
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
