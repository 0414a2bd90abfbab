namespace RepoTickets.Fuzz.Generation;

/// <summary>Files to start from: those beside this project, and those of a folder that the environment names.</summary>
internal static class Corpus
{
    /// <summary>Larger files would make every mutation slow and are no better.</summary>
    private const int MaximumLength = 16 * 1024;

    /// <summary>The files of a folder of the corpus, in the order of their names.</summary>
    internal static IReadOnlyList<byte[]> Read(string folder) => ReadFolder(Path.Combine(AppContext.BaseDirectory, "Corpus", folder), "*");

    /// <summary>Files that the Python package wrote, where there are such: <c>REPOTICKETS_SAMPLES</c> names the folder.</summary>
    internal static IReadOnlyList<byte[]> ReadSamples(string pattern) =>
        Environment.GetEnvironmentVariable("REPOTICKETS_SAMPLES") is { Length: > 0 } folder ? ReadFolder(folder, pattern) : [];

    private static byte[][] ReadFolder(string folder, string pattern) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(static path => new FileInfo(path).Length <= MaximumLength)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)]
        : [];
}
