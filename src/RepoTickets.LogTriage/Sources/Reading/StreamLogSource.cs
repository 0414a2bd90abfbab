using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Reads a stream that somebody else opened.</summary>
internal sealed class StreamLogSource(Stream stream, string name, LogFileOptions options) : ILogSource
{
    public string Name => name;

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        Action<RejectedRecord>? rejected = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new RecordReader(name, options, new LineSplitter(options.MaximumLineLength, 0), rejected);
        await foreach (var entry in reader.ReadToEndAsync(stream, cancellationToken).ConfigureAwait(false))
        {
            yield return entry with { Position = null };
        }

        foreach (var entry in reader.Complete(withRest: true))
        {
            yield return entry with { Position = null };
        }
    }
}
