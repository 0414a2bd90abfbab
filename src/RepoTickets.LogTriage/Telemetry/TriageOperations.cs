using Microsoft.Extensions.Logging;
using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage;

/// <summary>The operations of triage. <c>docs/telemetry.md</c> lists them.</summary>
internal static class TriageOperations
{
    internal static readonly Operation Run = new("triage.run", LogLevel.Information);

    /// <summary>One attempt at a group; warnings are written while it lasts.</summary>
    internal static readonly Operation Attempt = new("triage.attempt", LogLevel.Warning);

    internal static readonly Operation Analyze = new("triage.analyze", LogLevel.Warning);
    internal static readonly Operation Find = new("triage.sink.find");
    internal static readonly Operation FindSimilar = new("triage.sink.find_similar");
    internal static readonly Operation Create = new("triage.sink.create");
    internal static readonly Operation Comment = new("triage.sink.comment");
    internal static readonly Operation Reopen = new("triage.sink.reopen");
    internal static readonly Operation Link = new("triage.sink.link");

    /// <summary>A call of a remote with its repeats; they are told while it lasts.</summary>
    internal static readonly Operation RemoteCall = new("triage.remote.call");

    /// <summary>One call of a language model.</summary>
    internal static readonly Operation ModelCall = new("triage.model.call");
}
