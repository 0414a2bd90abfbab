using System.Security.Cryptography;

namespace RepoTickets.Tests;

/// <summary>A folder that is removed with its content.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("repotickets-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal string Write(string name, params string[] lines)
    {
        var path = System.IO.Path.Join(Path, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Every file with its content, to see that nothing was written.</summary>
    /// <param name="counts">
    /// Which paths, relative to the folder, are looked at; null for all. What others write meanwhile must not even be opened: it may be
    /// gone by then.
    /// </param>
    internal IReadOnlyList<string> Fingerprint(Func<string, bool>? counts = null) =>
    [
        .. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Where(path => counts is null || counts(System.IO.Path.GetRelativePath(Path, path)))
            .Order(StringComparer.Ordinal)
            .Select(static path => File.Exists(path) ? $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}" : path),
    ];
}
