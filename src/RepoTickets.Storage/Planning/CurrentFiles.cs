using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Text;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Planning;

/// <summary>A document as it is on disk (or as the group so far leaves it).</summary>
/// <param name="Path">Its file; null when there is none.</param>
/// <param name="Bytes">The file's bytes; null when there is no file or it cannot be read.</param>
/// <param name="Document">The document, when it can be read.</param>
/// <param name="Fault">Why it cannot.</param>
internal readonly record struct CurrentFile(string? Path, byte[]? Bytes, Document? Document, DocumentFault? Fault)
{
    /// <summary>The file taken apart, for editing; null when it cannot be read, and when it need not be: it is canonical.</summary>
    internal DocumentText? Text { get; init; }

    /// <summary>The bytes are known to be exactly how a new file of the document would be written.</summary>
    internal bool IsCanonical { get; init; }

    /// <summary>A second file of the same ticket, in the other folder.</summary>
    internal (string Path, byte[] Bytes)? Twin { get; init; }

    /// <summary>Whatever else has the ticket's name, in the other folder, readable or not.</summary>
    internal string? TwinPath { get; init; }
}

/// <summary>Finds documents for planning: never in a cache, always in the bytes.</summary>
internal sealed class CurrentFiles(DocumentFiles files, DocumentFormat format)
{
    internal CurrentFile Find(DocumentKey key, GroupState group)
    {
        if (!StoreLayout.IsWellFormed(key.Kind, key.Id))
        {
            throw new InvalidChangeSetException(
                $"'{DisplayText.Escape(key.Id)}' cannot be the identifier of a {key.Kind}: it must consist of A-Z, 0-9 and hyphens.");
        }

        var paths = StoreLayout.CandidatePaths(key);
        var first = At(key, paths[0], group);
        if (paths.Count == 1)
        {
            return first;
        }

        var second = At(key, paths[1], group);
        if (first.Path is null || second.Path is null)
        {
            return first.Path is null ? second : first;
        }

        var (chosen, other) = TwinChoice.PrefersSecond(first.Document as Ticket, second.Document as Ticket)
            ? (second, first)
            : (first, second);
        chosen = chosen with { TwinPath = other.Path };
        return other.Bytes is null ? chosen : chosen with { Twin = (other.Path!, other.Bytes) };
    }

    private CurrentFile At(DocumentKey key, string path, GroupState group)
    {
        if (group.FindCanonical(path) is { } planned)
        {
            return new(path, planned.After, planned.AfterDocument, null) { IsCanonical = true };
        }

        DocumentFault? fault = null;
        if (!group.TryGetFile(path, out var bytes))
        {
            bytes = files.ReadContent(key, path, out fault)?.Bytes;
        }

        if (bytes is null)
        {
            return new(fault is null ? null : path, null, null, fault);
        }

        format.TryRead(key, path, bytes, out var document, out var text, out fault);
        return new(path, bytes, document, fault) { Text = text };
    }
}

/// <summary>
/// Which of two files of one ticket counts: the one that was changed last, and of two equal ones the closed one, since the Python package
/// writes the new file before it removes the old.
/// </summary>
internal static class TwinChoice
{
    internal static bool PrefersSecond(Ticket? open, Ticket? closed) =>
        closed is not null && (open is null || closed.UpdatedAt >= open.UpdatedAt);
}
