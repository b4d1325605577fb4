/// What an auxiliary function keeps from row to row of one query.
class AuxiliaryState {
  /// The arguments that the rest follows from; nil before the first row.
  var arguments: KeptArguments?
}
