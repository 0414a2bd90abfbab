using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// The version of the layout of our own files, in <c>.sdk/format</c>. A store without the file is one that the Python package made: format
/// 0, which differs from 1 only by having no files of ours.
/// </summary>
internal static class StoreFormat
{
    /// <summary>The first format with files of ours.</summary>
    internal const int First = 1;

    /// <summary>What this package writes.</summary>
    internal const int Current = 1;

    private const string Field = "format:";

    internal static byte[] Encode(int version) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"# Version of the layout of RepoTickets' own files in this folder.\n{Field} {version}\n"));

    /// <summary>The store's format; null when the file is there but says nothing that can be understood.</summary>
    internal static int? Read(IFileSystem fileSystem, StoreLayout layout) => Read(fileSystem, layout.FormatFile);

    /// <summary>The format that a file names; 0 when there is no file, null when it says nothing that can be understood.</summary>
    internal static int? Read(IFileSystem fileSystem, string path)
    {
        if (fileSystem.ReadFile(path, 4096) is not { } content)
        {
            return 0;
        }

        foreach (var line in Encoding.UTF8.GetString(content.Bytes).Split('\n'))
        {
            if (line.StartsWith(Field, StringComparison.Ordinal) &&
                int.TryParse(line.AsSpan(Field.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return version;
            }
        }

        return null;
    }
}
