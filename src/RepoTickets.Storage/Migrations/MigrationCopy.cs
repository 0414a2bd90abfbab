using System.Globalization;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Migrations;

/// <summary>
/// The files of a store as a migration sees and changes them. What it writes lies in a folder of its own, and so does the old content of
/// what it replaces; the files themselves stay as they are. Paths are relative to the <c>.tickets</c> folder.
/// </summary>
internal sealed class MigrationCopy(IFileSystem fileSystem, StoreLayout layout, bool changesShared, bool changesLocal)
{
    private readonly Dictionary<string, MigratedFile> _files = new(StringComparer.Ordinal);
    private int _names;

    /// <summary>
    /// The files that git shares are still of the old format: everything outside <c>.sdk</c>. False when a colleague's migration came by
    /// <c>git pull</c>.
    /// </summary>
    internal bool ChangesShared { get; } = changesShared;

    /// <summary>The files that are local to this clone are still of the old format: everything in <c>.sdk</c>.</summary>
    internal bool ChangesLocal { get; } = changesLocal;

    /// <summary>What differs from the files themselves.</summary>
    internal IReadOnlyCollection<MigratedFile> Changes => _files.Values;

    /// <summary>The names of the files in a folder, without those that are temporary.</summary>
    internal IReadOnlyList<string> List(string folder)
    {
        var names = (fileSystem.ListNames(layout.Absolute(folder)) ?? []).Where(
            static name => !StoreLayout.IsTemporaryName(name)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in _files.Values.Where(file => Path.GetDirectoryName(file.Path) == folder))
        {
            if (file.Copy is null)
            {
                names.Remove(Path.GetFileName(file.Path));
            }
            else
            {
                names.Add(Path.GetFileName(file.Path));
            }
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>A file's bytes; null when it is not there.</summary>
    internal byte[]? Read(string path) => _files.TryGetValue(path, out var changed)
        ? changed.Copy is { } copy ? fileSystem.ReadFile(InArea(copy), int.MaxValue)?.Bytes : null
        : fileSystem.ReadFile(layout.Absolute(path), int.MaxValue)?.Bytes;

    internal void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = NextName("new");
        fileSystem.CreateFile(InArea(copy), bytes);
        Put(path, copy, DocumentVersion.Of(bytes));
    }

    internal void Delete(string path) => Put(path, null, DocumentVersion.None);

    private void Put(string path, string? copy, DocumentVersion version)
    {
        var old = _files.TryGetValue(path, out var known) ? known.Old : KeepOld(path);
        _files[path] = new(path, copy, version, old);
    }

    private string? KeepOld(string path)
    {
        if (fileSystem.ReadFile(layout.Absolute(path), int.MaxValue) is not { } content)
        {
            return null;
        }

        var name = NextName("old");
        fileSystem.CreateFile(InArea(name), content.Bytes);
        return name;
    }

    private string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_names:D6}");

    private string InArea(string name) => Path.Join(layout.MigrationFolder, name);
}

/// <summary>One file that a migration changes.</summary>
/// <param name="Path">Relative to the <c>.tickets</c> folder.</param>
/// <param name="Copy">The name of its new content in the migration's folder; null when it is deleted.</param>
/// <param name="Version">The version of the new content; none when it is deleted.</param>
/// <param name="Old">The name of its old content in the migration's folder; null when it is new.</param>
internal sealed record MigratedFile(string Path, string? Copy, DocumentVersion Version, string? Old);
