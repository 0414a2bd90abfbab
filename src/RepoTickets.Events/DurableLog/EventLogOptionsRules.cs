using Microsoft.Extensions.Options;

namespace RepoTickets.Events;

/// <summary>The ranges of <see cref="EventLogOptions"/>.</summary>
internal sealed class EventLogOptionsRules : IValidateOptions<EventLogOptions>
{
    public ValidateOptionsResult Validate(string? name, EventLogOptions options)
    {
        var problems = Find(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal static void Check(EventLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Find(options).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
    }

    private static IEnumerable<string> Find(EventLogOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            yield return "EventLogOptions.Folder is empty: name the folder of the event log, such as .tickets/.sdk/events.";
        }

        if (options.SegmentBytes is < (64 << 10) or > (1L << 30))
        {
            yield return $"EventLogOptions.SegmentBytes is {options.SegmentBytes}; it must be 65,536 to 1,073,741,824.";
        }

        if (options.RetainBytes < options.SegmentBytes)
        {
            yield return $"EventLogOptions.RetainBytes is {options.RetainBytes}; it must be at least SegmentBytes, {options.SegmentBytes}.";
        }

        if (options.RetainFor < TimeSpan.FromMinutes(1) || options.RetainFor > TimeSpan.FromDays(3653))
        {
            yield return $"EventLogOptions.RetainFor is {options.RetainFor}; it must be 1 minute to 10 years.";
        }

        if (options.PollInterval < TimeSpan.FromMilliseconds(1) || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            yield return $"EventLogOptions.PollInterval is {options.PollInterval}; it must be 1 millisecond to 1 minute.";
        }
    }
}
