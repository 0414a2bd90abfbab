namespace RepoTickets.Events;

/// <summary>The ranges that <see cref="SubscriptionOptions"/> documents.</summary>
internal static class SubscriptionRules
{
    internal const int MaximumCapacity = 1_000_000;
    internal const int MaximumAttempts = 100;

    internal static readonly SubscriptionOptions Defaults = new();

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">An option is out of its range; the message names all that are.</exception>
    internal static SubscriptionOptions Check(SubscriptionOptions? options)
    {
        if (options is null)
        {
            return Defaults;
        }

        var problems = Find(options).ToList();
        return problems.Count == 0
            ? options
            : throw new ArgumentException(
                $"The options of the subscription are not valid: {string.Join("; ", problems)}.", nameof(options));
    }

    /// <summary>The pause after this many failed attempts: doubled each time, at most an hour.</summary>
    internal static TimeSpan DelayAfter(SubscriptionOptions options, int attempts)
    {
        var doubled = options.RetryDelay.Ticks * Math.Pow(2, attempts - 1);
        return doubled >= LongestDelay.Ticks ? LongestDelay : TimeSpan.FromTicks((long)doubled);
    }

    private static IEnumerable<string> Find(SubscriptionOptions options)
    {
        if (options.Name is { } name && (name.Length is 0 or > HandlerName.MaximumLength || name.Any(char.IsControl)))
        {
            yield return $"{nameof(options.Name)} is '{DisplayText.Escape(name)}'; " +
                $"allowed are 1 to {HandlerName.MaximumLength} characters without control characters";
        }

        if (options.Capacity is < 1 or > MaximumCapacity)
        {
            yield return $"{nameof(options.Capacity)} is {options.Capacity}; allowed is 1 to {MaximumCapacity}";
        }

        if (!Enum.IsDefined(options.WhenFull))
        {
            yield return $"{nameof(options.WhenFull)} is {options.WhenFull}; " +
                $"allowed is one of {string.Join(", ", Enum.GetNames<FullQueuePolicy>())}";
        }

        if (options.MaximumAttempts is < 1 or > MaximumAttempts)
        {
            yield return $"{nameof(options.MaximumAttempts)} is {options.MaximumAttempts}; allowed is 1 to {MaximumAttempts}";
        }

        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > LongestDelay)
        {
            yield return $"{nameof(options.RetryDelay)} is {options.RetryDelay}; allowed is {TimeSpan.Zero} to {LongestDelay}";
        }
    }
}
