import Foundation
import GRDB
import SouPostings

/// Merges all segments of an index into one, in small steps.
///
///     let optimizer = try IndexOptimizer(path: "notes.db")
///     while try optimizer.step() { print(optimizer.share) }
///     try optimizer.finish()
///
/// Each step is committed by itself: whatever happens to the process, the index is whole, and the
/// next optimizer goes on where this one stopped. Readers are not kept waiting, and another writer
/// that waits gets its turn between two steps; what it writes meanwhile stays in segments of its own.
public final class IndexOptimizer {
  /// What a query has to look into.
  public struct Size: Equatable, Sendable {
    /// The number of segments.
    public let segments: Int
    /// Their leaves, in bytes.
    public let bytes: Int
  }

  /// The index file.
  public let path: String
  /// The segments before the first step.
  public let before: Size
  /// The segments after the last step.
  public private(set) var after: Size
  /// How much is merged, from 0 to 1.
  public private(set) var share = 0.0

  /// How long other writers wait at most, but for the last transaction of a step.
  var turn = Duration.milliseconds(200)

  private let merger: SegmentMerger
  private let busyTimeout: Double
  private var hasBegun = false
  /// True once FTS5 finds nothing more to do.
  private var hasEnded = false
  /// The leaves to be merged, where that is known.
  private var pageCount = 0

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - path: The index file.
  ///   - busyTimeout: How long each step waits for another writer, in seconds.
  /// - Throws: `IndexError`.
  public init(path: String, busyTimeout: Double = 5) throws(IndexError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .noIndex(path: path) }
    self.path = path
    self.busyTimeout = busyTimeout
    do {
      merger = try SegmentMerger(path: path, busyTimeout: busyTimeout)
      before = Size(try merger.structure())
    } catch {
      throw IndexError(error, path: path)
    }
    after = before
  }

  /// Merges for about a fifth of a second.
  ///
  /// - Returns: True if more is left to do.
  /// - Throws: `IndexError`; `.busy` if another writer took longer than this one waits. What was
  ///   merged before stays so.
  public func step() throws(IndexError) -> Bool {
    let structure = try mergeLocked()
    after = Size(structure)
    pageCount = max(pageCount, structure.pageCount)
    share = 1 - Double(structure.unmergedPageCount) / Double(max(pageCount, 1))
    guard structure.isMerging, !hasEnded else { return false }
    // Whoever waits looks this often, and finds the lock free.
    Thread.sleep(forTimeInterval: 1.25 * WriterLock.interval)
    return true
  }

  /// Merges for one turn while no other writer is at work.
  ///
  /// - Returns: The segments afterwards.
  private func mergeLocked() throws(IndexError) -> SegmentStructure {
    let lock = try WriterLock(path: path, timeout: busyTimeout)
    defer { withExtendedLifetime(lock) {} }
    let end = ContinuousClock.now + turn
    do {
      var structure = try merger.structure()
      repeat {
        // A negative number takes in all segments, those of a merge that was left off too.
        let pages = hasBegun ? SegmentMerger.stepPages : -SegmentMerger.stepPages
        guard let merged = try merger.step(pages: pages) else {
          hasEnded = true
          return structure
        }
        hasBegun = true
        structure = merged
      } while structure.isMerging && ContinuousClock.now < end
      return structure
    } catch {
      throw IndexError(error, path: path)
    }
  }

  /// Moves the log into the file, and ends the optimizer's use.
  ///
  /// - Throws: `IndexError`.
  public func finish() throws(IndexError) {
    do { try merger.finish() } catch { throw IndexError(error, path: path) }
  }
}

extension IndexOptimizer.Size {
  /// The size of what a structure record names.
  init(_ structure: SegmentStructure) {
    segments = structure.segmentCount
    bytes = structure.pageCount * SegmentStructure.leafSize
  }
}
