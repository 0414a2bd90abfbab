using Microsoft.Extensions.Options;

namespace RepoTickets.Events;

/// <summary>The ranges that <see cref="EventsOptions"/> documents, reported all at once.</summary>
internal sealed class EventsOptionsRules : IValidateOptions<EventsOptions>
{
    private const int MaximumCount = 1_000_000;

    private static readonly TimeSpan LongestShutdown = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, EventsOptions options)
    {
        var problems = Find(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <exception cref="ArgumentException">An option is out of its range; the message names all that are.</exception>
    internal static void Check(EventsOptions options)
    {
        var problems = Find(options).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of the event bus are not valid: {string.Join("; ", problems)}.", nameof(options));
        }
    }

    private static IEnumerable<string> Find(EventsOptions options)
    {
        if (options.HistoryCapacity is < 0 or > MaximumCount)
        {
            yield return $"{nameof(options.HistoryCapacity)} is {options.HistoryCapacity}; allowed is 0 to {MaximumCount}";
        }

        if (options.DeadLetterCapacity is < 0 or > MaximumCount)
        {
            yield return $"{nameof(options.DeadLetterCapacity)} is {options.DeadLetterCapacity}; allowed is 0 to {MaximumCount}";
        }

        if (options.ShutdownTimeout < TimeSpan.Zero || options.ShutdownTimeout > LongestShutdown)
        {
            yield return $"{nameof(options.ShutdownTimeout)} is {options.ShutdownTimeout}; allowed is {TimeSpan.Zero} to {LongestShutdown}";
        }
    }
}
