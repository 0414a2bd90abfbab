using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>
/// What the binding of one file shares: the zone of naive times, and the first fault. Later faults are consequences more often than news.
/// </summary>
internal sealed class BindingContext(TimestampText timestamps)
{
    internal TimestampText Timestamps { get; } = timestamps;

    internal TextFault? Fault { get; private set; }

    internal void Report(DocumentNode node, string path, string message) =>
        Fault ??= new TextFault(FaultReason.Content, $"{path}: {message}", node.Line, node.Column);
}
