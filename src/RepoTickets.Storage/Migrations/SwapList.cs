using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Migrations;

/// <summary>
/// The list of files that a finished migration puts in the place of the old ones. From the instant at which it is durable the migration has
/// happened: whoever opens the store next finishes the swap, also a version of this package that knows nothing of the migration.
/// </summary>
internal static class SwapList
{
    private const string Absent = "-";

    internal static byte[] Encode(IEnumerable<MigratedFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            text.Append(file.Copy ?? Absent).Append(' ').Append(file.Version).Append(' ').Append(file.Old ?? Absent).Append(' ').Append(
                file.Path).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text + Seal(text.ToString()));
    }

    /// <summary>The list; null when there is none, or only a part of one.</summary>
    /// <exception cref="StoreReadOnlyException">The list is whole, but no migration has written it.</exception>
    internal static IReadOnlyList<MigratedFile>? Read(IFileSystem fileSystem, StoreLayout layout)
    {
        if (fileSystem.ReadFile(layout.MigrationReadyFile, 64 << 20) is not { } content)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(content.Bytes);
        var end = text.LastIndexOf("end ", StringComparison.Ordinal);
        if (end < 0 || text[end..] != Seal(text[..end]))
        {
            return null;
        }

        return [.. text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, layout))];
    }

    /// <summary>
    /// The checksum tells whether the list is whole, not who wrote it: what it names is replaced without asking, so every name is checked.
    /// </summary>
    private static MigratedFile Parse(string line, StoreLayout layout) =>
        line.Split(' ', 4) is [var copy, var number, var old, var path] && IsName(copy) && IsName(old) && StoreLayout.IsInside(path)
            && DocumentVersion.TryParse(number, out var version)
            ? new(path, copy == Absent ? null : copy, version, old == Absent ? null : old)
            : throw new StoreReadOnlyException(
                $"{layout.MigrationReadyFile} has the line '{DisplayText.Escape(line)}', which no migration writes. " +
                "Nothing was changed. Find " +
                $"out where the file came from, and remove it to open the store as it is.");

    private static bool IsName(string name) => StoreLayout.IsInside(name) && !name.Contains('/', StringComparison.Ordinal);

    private static string Seal(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"end {Crc32C.Compute(Encoding.UTF8.GetBytes(text)):x8}\n");
}
