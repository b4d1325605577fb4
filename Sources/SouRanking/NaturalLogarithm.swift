/// The natural logarithm in plain arithmetic, so that scores are the same on every system and this
/// module imports nothing. It is called once a leaf and query.
///
/// With x = m × 2^e and m near 1, ln x = e × ln 2 + 2 × artanh((m - 1) / (m + 1)). The argument of
/// artanh is below 0.172, so each term of its series is below 3 % of the one before.
///
/// - Parameter x: A finite number above 0.
/// - Returns: ln x, within a few units in the last place.
func naturalLogarithm(of x: Double) -> Double {
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let ratio = (mantissa - 1) / (mantissa + 1)
  let square = ratio * ratio
  var series = 0.0
  for divisor in stride(from: 23, through: 1, by: -2) {
    series = series * square + 1 / Double(divisor)
  }
  return exponent * 0.6931471805599453 + 2 * ratio * series
}
