using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary>A source that keeps what of it could not be read, as far as that is told: the rest is counted.</summary>
internal sealed class ObservedSource(ILogSource inner) : ILogSource
{
    /// <summary>How many are kept.</summary>
    internal const int MostKept = 100;

    private readonly List<RejectedRecord> _rejected = [];

    public string Name => inner.Name;

    /// <summary>The first of them, in the order of the source. To be asked when the run has ended.</summary>
    internal IReadOnlyList<RejectedRecord> Rejected => _rejected;

    public IAsyncEnumerable<LogEntry> ReadAsync(
        Action<RejectedRecord>? rejected = null, CancellationToken cancellationToken = default) => inner.ReadAsync(
        record =>
        {
            if (_rejected.Count < MostKept)
            {
                _rejected.Add(record);
            }

            rejected?.Invoke(record);
        },
        cancellationToken);
}
