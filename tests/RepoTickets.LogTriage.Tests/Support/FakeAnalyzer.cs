namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>Deserving, unless told otherwise. Counts its calls by group.</summary>
internal sealed class FakeAnalyzer : ILogAnalyzer
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<LogGroupId, int> _calls = new();

    internal int Calls => _calls.Values.Sum();

    internal int MostForOneGroup => _calls.IsEmpty ? 0 : _calls.Values.Max();

    internal Func<LogGroup, CancellationToken, ValueTask>? Before { get; set; }

    internal Func<LogGroup, LogAnalysis, LogAnalysis> Change { get; set; } = static (_, analysis) => analysis;

    public async ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default)
    {
        _calls.AddOrUpdate(group.Id, 1, static (_, calls) => calls + 1);
        if (Before is { } before)
        {
            await before(group, cancellationToken);
        }

        return Change(group, new LogAnalysis
        {
            ErrorType = "timeout",
            CreateTicket = true,
            Title = "Something is wrong: " + DisplayText.Escape(group.First.Message, 100),
            Description = "It is.",
            Severity = FaultSeverity.Medium,
            Method = "fake",
        });
    }
}
