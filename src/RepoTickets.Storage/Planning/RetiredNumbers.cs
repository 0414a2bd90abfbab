using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Remembers the highest number of a prefix when the document that has it is deleted, so that no identifier is ever given out twice. One
/// small file for each prefix, shared through git: branches conflict only where both deleted the newest of the same prefix, and then the
/// highest number that occurs in the file counts.
/// </summary>
internal sealed class RetiredNumbers(IFileSystem fileSystem, StoreLayout layout)
{
    private const string Field = "highest:";

    internal int Highest(DocumentKind kind, string prefix, GroupState group) =>
        Read(PathOf(kind, prefix), group) is { } bytes ? Parse(bytes) : 0;

    internal FileChange? Retire(DocumentKind kind, string prefix, int number, GroupState group)
    {
        var path = PathOf(kind, prefix);
        var before = Read(path, group);
        if (before is not null && Parse(before) >= number)
        {
            return null;
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"# {prefix}-{number} was deleted. Numbers up to this one are not given out again.\n{Field} {number}\n");
        return new(before is null ? null : path, before, path, Encoding.UTF8.GetBytes(text));
    }

    private static string PathOf(DocumentKind kind, string prefix) =>
        $"{StoreLayout.RetiredFolder}/{kind.ToString().ToLowerInvariant()}-{prefix}.yaml";

    private byte[]? Read(string path, GroupState group) =>
        group.TryGetFile(path, out var bytes) ? bytes : fileSystem.ReadFile(layout.Absolute(path), 1 << 16)?.Bytes;

    private static int Parse(byte[] bytes)
    {
        var highest = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (line.StartsWith(Field, StringComparison.Ordinal) &&
                int.TryParse(line.AsSpan(Field.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                // Somebody's hand may have written more than identifiers count to: the one after it must still be a number.
                highest = Math.Max(highest, Math.Min(number, NumberedId.MaximumNumber));
            }
        }

        return highest;
    }
}
