namespace RepoTickets.Benchmarks.Data;

/// <summary>
/// The folder of a whole run, removed when the run is over and not before. ext4 without a journal of its own goes round the inodes that
/// were freed within the last minutes one by one whenever it creates a file, so a benchmark that begins after another has tidied up
/// thousands of files would be charged for it: a commit of 100 new tickets took 95 milliseconds then, and 15 without. So leave it alone
/// for five minutes between two runs, or set <c>REPOTICKETS_BENCHMARK_FOLDER</c> to a folder on another file system.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    // Inherited by the processes that BenchmarkDotNet starts.
    private const string Variable = "REPOTICKETS_BENCHMARK_RUN";

    private readonly string _path = Directory.CreateDirectory(Path.Join(
        Environment.GetEnvironmentVariable("REPOTICKETS_BENCHMARK_FOLDER") ?? Path.GetTempPath(),
        "repotickets-benchmarks-" + Guid.NewGuid().ToString("N"))).FullName;

    internal RunFolder() => Environment.SetEnvironmentVariable(Variable, _path);

    /// <summary>A new folder on the disk, not in memory: flushes must cost what they cost.</summary>
    internal static string CreateFolder()
    {
        var parent = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} is not set: start benchmarks by the program's Main.");
        return CreateRepository(Path.Join(parent, Guid.NewGuid().ToString("N")));
    }

    /// <summary>
    /// A folder that is the place of its own store. Without <c>.tickets</c> in it a folder inside of a repository belongs to that
    /// repository: the store of a measurement would be opened, and filled with thousands of files, at the root of whatever surrounds it.
    /// </summary>
    internal static string CreateRepository(string path)
    {
        Directory.CreateDirectory(Path.Join(path, ".tickets"));
        return Path.GetFullPath(path);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
