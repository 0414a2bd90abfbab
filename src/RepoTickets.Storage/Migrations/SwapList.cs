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

        return [.. text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static MigratedFile Parse(string line)
    {
        var parts = line.Split(' ', 4);
        return new(parts[3], parts[0] == Absent ? null : parts[0], DocumentVersion.Parse(parts[1]), parts[2] == Absent ? null : parts[2]);
    }

    private static string Seal(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"end {Crc32C.Compute(Encoding.UTF8.GetBytes(text)):x8}\n");
}
