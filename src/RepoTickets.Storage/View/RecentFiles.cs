using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.View;

/// <summary>What a file looked like when this process last wrote or read it.</summary>
/// <param name="Stamp">Its stamp then.</param>
/// <param name="SeenAtNanoseconds">When that was, since 1970.</param>
/// <param name="Version">The version of its bytes.</param>
internal sealed record SeenFile(FileStamp Stamp, long SeenAtNanoseconds, DocumentVersion Version)
{
    // Ten milliseconds cover the clock ticks of local file systems; kernels since 6.13 have finer ones.
    private const long RacyNanoseconds = 10_000_000;

    /// <summary>
    /// The file changed so shortly before it was seen that a later write may have left the same times ("racily clean" in git's words): the
    /// stamp proves nothing.
    /// </summary>
    internal bool IsRacy => Math.Max(Stamp.ModifiedNanoseconds, Stamp.ChangedNanoseconds) > SeenAtNanoseconds - RacyNanoseconds;
}

/// <summary>
/// Files that were written or looked at since the index was saved, by relative path. Thread-safe. Without it every own commit would look
/// like an edit by somebody else.
/// </summary>
internal sealed class RecentFiles(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, SeenFile> _files = new(StringComparer.Ordinal);

    internal long NowNanoseconds => (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    internal void Note(string relativePath, FileStamp stamp, DocumentVersion version) =>
        _files[relativePath] = new(stamp, NowNanoseconds, version);

    internal void Forget(string relativePath) => _files.TryRemove(relativePath, out _);

    internal bool TryGet(string relativePath, [NotNullWhen(true)] out SeenFile? file) => _files.TryGetValue(relativePath, out file);

    internal int Count => _files.Count;

    internal void Clear() => _files.Clear();
}
