using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.View;

/// <summary>Reads documents from their files, one look at a time: no cache, no settling. Thread-safe.</summary>
internal sealed class DocumentFiles(IFileSystem fileSystem, StoreLayout layout, DocumentFormat format, int maximumBytes)
{
    /// <summary>Reads a document where it is most likely, then where else it may be.</summary>
    internal ReadOutcome Read(DocumentKey key, bool likelyClosed)
    {
        if (key.Kind != DocumentKind.Ticket)
        {
            return ReadAt(key, StoreLayout.RelativePath(key));
        }

        var outcome = ReadAt(key, StoreLayout.RelativePath(key, likelyClosed));
        if (outcome.Path is null)
        {
            outcome = ReadAt(key, StoreLayout.RelativePath(key, !likelyClosed));
        }

        // Between the two looks the file may have moved from the second folder to the first.
        return outcome.Path is null ? ReadAt(key, StoreLayout.RelativePath(key, likelyClosed)) : outcome;
    }

    internal ReadOutcome ReadAt(DocumentKey key, string relativePath)
    {
        var content = ReadContent(key, relativePath, out var fault);
        if (fault is not null)
        {
            return new(null, fault, relativePath, default, null);
        }

        return content is { } found ? Decode(key, relativePath, found) : ReadOutcome.Absent;
    }

    /// <summary>The bytes of a document's file; null when there is none, or when it cannot be read, which the fault explains.</summary>
    internal FileContent? ReadContent(DocumentKey key, string relativePath, out DocumentFault? fault)
    {
        fault = null;
        try
        {
            return fileSystem.ReadFile(layout.Absolute(relativePath), maximumBytes);
        }
        catch (FileSystemException exception)
        {
            fault = Explain(exception, relativePath, key);
            return null;
        }
    }

    internal ReadOutcome Decode(DocumentKey key, string relativePath, FileContent content)
    {
        format.TryRead(key, relativePath, content.Bytes, out var document, out var fault);
        return new(document, fault, relativePath, content.Stamp, content.Bytes);
    }

    /// <summary>The file is there and still the one that was read.</summary>
    internal bool HasStamp(string relativePath, FileStamp stamp)
    {
        try
        {
            return fileSystem.GetStatus(layout.Absolute(relativePath)) is { Type: FileType.Regular } status && status.Stamp == stamp;
        }
        catch (FileSystemException)
        {
            // Whatever is wrong is said by the read that follows.
            return false;
        }
    }

    private DocumentFault Explain(FileSystemException exception, string path, DocumentKey key) => exception.Error switch
    {
        FileSystemError.NotARegularFile => new(
            path, FaultReason.NotARegularFile, "This is a link, a folder or a device, not a regular file; it is not followed. Replace " +
                "it by a file.", Key: key),
        FileSystemError.TooLarge => new(
            path, FaultReason.Limit, $"The file is larger than {maximumBytes:N0} bytes. Shorten it, or raise " +
                $"MaximumDocumentBytes.", Key: key),
        _ => new(path, FaultReason.Unreadable, $"The operating system refused to read the file: {exception.Message}", Key: key),
    };
}
