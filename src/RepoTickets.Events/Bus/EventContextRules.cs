namespace RepoTickets.Events;

/// <summary>The bounds that <see cref="EventContext"/> documents.</summary>
internal static class EventContextRules
{
    private const int MaximumText = 256;
    private const int MaximumMetadata = 64;

    /// <exception cref="ArgumentException">A bound is exceeded.</exception>
    internal static void Check(EventContext context)
    {
        if (context.Source is { Length: <= MaximumText } && context.CorrelationId is null && context.CausationId is null &&
            context.Metadata is null && context.AfterPosition >= 0)
        {
            return;
        }

        CheckText(
            nameof(context.Source),
            context.Source ?? throw new ArgumentException($"{nameof(context.Source)} is null; use an empty text.", nameof(context)));
        CheckText(nameof(context.CorrelationId), context.CorrelationId);
        CheckText(nameof(context.CausationId), context.CausationId);
        if (context.Metadata is { Count: > MaximumMetadata } metadata)
        {
            throw new ArgumentException(
                $"{nameof(context.Metadata)} has {metadata.Count} entries; {MaximumMetadata} are allowed.", nameof(context));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(context.AfterPosition);
    }

    private static void CheckText(string name, string? text)
    {
        if (text is { Length: > MaximumText })
        {
            throw new ArgumentException(
                $"{name} has {text.Length} characters; {MaximumText} are allowed: '{DisplayText.Escape(text)}'.", name);
        }
    }
}
