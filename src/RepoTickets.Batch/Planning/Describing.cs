using RepoTickets.Secrets;

namespace RepoTickets.Batch.Planning;

/// <summary>Words errors the same everywhere, with text of the caller's made safe to print.</summary>
internal static class Describing
{
    internal static BatchError Error(int index, BatchOperation operation, string reason, string field = "") =>
        new(index, operation.Kind, NameOf(operation), field, reason);

    internal static string NameOf(BatchOperation operation) => DisplayText.Escape(operation switch
    {
        CustomOperation custom => custom.Name,
        { Key: { } key } => key.Id,
        _ => "",
    });

    /// <summary>What an exception says; those of the SDK are written for readers, others need their type.</summary>
    internal static string Reason(Exception exception) => exception is RepoTicketsException
        ? exception.Message
        : $"{exception.GetType().Name}: {DisplayText.Escape(SecretText.Scrub(exception.Message), 400)}";
}
