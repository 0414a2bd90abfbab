using RepoTickets.LogTriage.Sources;

namespace RepoTickets.LogTriage;

/// <summary>Makes sources of records. Each source may be read once at a time.</summary>
public static class LogSources
{
    /// <summary>
    /// A file, from the position in the options to its end. The file may be a symbolic link; pipes and devices are refused.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ILogSource File(string path, LogFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileLogSource(Path.GetFullPath(path), (options ?? new()).Check(), null);
    }

    /// <summary>
    /// A file that grows: when its end is reached, reading waits for more, for ever. A file that is cut begins anew; one that is replaced
    /// (rotated) is read to its end before the new one is begun.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ILogSource Tail(string path, LogFileOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileLogSource(Path.GetFullPath(path), (options ?? new()).Check(), time ?? TimeProvider.System);
    }

    /// <summary>A stream, to its end. It is not closed, and reading cannot be resumed.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ILogSource Stream(Stream stream, string name, LogFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new StreamLogSource(stream, name, (options ?? new()).Check());
    }

    /// <summary>Standard input, to its end.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ILogSource StandardInput(LogFileOptions? options = null) => Stream(Console.OpenStandardInput(), "stdin", options);
}
