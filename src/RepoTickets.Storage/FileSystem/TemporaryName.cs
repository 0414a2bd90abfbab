namespace RepoTickets.Storage.FileSystem;

/// <summary>
/// Names of temporary files, which lie beside their targets. They end neither in .yaml nor in .json and start with a dot, so neither we nor
/// the Python package nor a careless glob takes one for a document.
/// </summary>
internal static class TemporaryName
{
    private const string Prefix = ".~";
    private const string Suffix = ".tmp";

    /// <summary>A dot and sixteen digits keep the files of several writers apart.</summary>
    private const int UniqueLength = 17;

    /// <param name="absoluteTarget">The file that the temporary one is to become.</param>
    /// <param name="unique">What no other writer has.</param>
    internal static string For(string absoluteTarget, ulong unique) =>
        Path.Join(Path.GetDirectoryName(absoluteTarget), $"{Prefix}{Path.GetFileName(absoluteTarget)}.{unique:x16}{Suffix}");

    internal static bool Is(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The path of what a temporary file is to become; any other path as it is.</summary>
    internal static string TargetOf(string path)
    {
        var name = Path.GetFileName(path);
        var length = name.Length - Prefix.Length - UniqueLength - Suffix.Length;
        return Is(name) && length > 0 && name[Prefix.Length + length] == '.'
            ? Path.Join(Path.GetDirectoryName(path), name.Substring(Prefix.Length, length))
            : path;
    }
}
