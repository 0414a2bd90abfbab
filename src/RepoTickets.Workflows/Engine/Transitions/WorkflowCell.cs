using System.Collections.Concurrent;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// What this engine keeps of a workflow beside its document: the grant under which it runs code, and that code. The grant is changed
/// under <see cref="Turn"/> only.
/// </summary>
internal sealed class WorkflowCell(WorkflowId id) : IDisposable
{
    internal WorkflowId Id { get; } = id;

    /// <summary>One transition at a time in this process; other processes are met by versions.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The lease as it was granted to this engine or renewed; null while this engine has none.</summary>
    internal WorkflowLease? Grant { get; set; }

    /// <summary>Code that runs, by step.</summary>
    internal ConcurrentDictionary<string, CancellationTokenSource> Running { get; } = new(StringComparer.Ordinal);

    /// <summary>The workflow has ended, as far as this engine has seen. Changed under the turn.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>It is forgotten, and must not be used by those who waited for its turn. Changed under the turn.</summary>
    internal bool IsRetired { get; set; }

    public void Dispose() => Turn.Dispose();
}
