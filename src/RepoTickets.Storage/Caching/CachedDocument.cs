using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Caching;

/// <summary>A document in memory and the file that it was read from.</summary>
internal sealed class CachedDocument(Document document, string path, FileStamp stamp, int epoch, bool isRacy = false)
{
    private volatile int _epoch = epoch;

    internal Document Document { get; } = document;

    /// <summary>Relative to the <c>.tickets</c> folder.</summary>
    internal string Path { get; } = path;

    internal FileStamp Stamp { get; } = stamp;

    /// <summary>
    /// The file was written so shortly before it was read that a later write may have left the same times: its stamp proves nothing.
    /// </summary>
    internal bool IsRacy { get; } = isRacy;

    /// <summary>When the file was last seen to be unchanged; see <see cref="FreshnessClock"/>.</summary>
    internal int Epoch
    {
        get => _epoch;
        set => _epoch = value;
    }
}
