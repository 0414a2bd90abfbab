using System.Globalization;
using Microsoft.Extensions.Options;

namespace RepoTickets.LogTriage;

/// <summary>The ranges that the options document, reported all at once.</summary>
internal sealed class TriageOptionsRules : IValidateOptions<TriageOptions>
{
    private const int UsualWorkers = 20;
    private const int ManyWorkers = 256;

    public ValidateOptionsResult Validate(string? name, TriageOptions options)
    {
        var problems = Find(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <exception cref="ArgumentException">An option is out of its range; the message names all that are.</exception>
    internal static void Check(TriageOptions options)
    {
        var problems = Find(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of triage are not valid: {string.Join("; ", problems)}.", nameof(options));
        }
    }

    internal static IReadOnlyList<string> Find(TriageOptions options)
    {
        var ranges = new OptionRanges();
        ranges.Defined(nameof(options.Mode), options.Mode);
        ranges.Number(nameof(options.Workers), options.Workers, 1, options.AllowManyWorkers ? ManyWorkers : UsualWorkers);
        if (options.Workers is > UsualWorkers and <= ManyWorkers && !options.AllowManyWorkers)
        {
            ranges.Add($"set {nameof(options.AllowManyWorkers)} for up to {ManyWorkers} workers");
        }

        ranges.Number(nameof(options.BatchSize), options.BatchSize, 1, 1_000);
        ranges.Number(nameof(options.EntryQueueCapacity), options.EntryQueueCapacity, 1, 1_000_000);
        ranges.Number(nameof(options.MaximumPendingGroups), options.MaximumPendingGroups, 1, 1_000_000);
        ranges.Span(nameof(options.HandOverAfter), options.HandOverAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        ranges.Span(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        ranges.Number(nameof(options.MaximumAttempts), options.MaximumAttempts, 1, 20);
        ranges.Span(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        ranges.Span(nameof(options.MaximumRetryDelay), options.MaximumRetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1));
        ranges.Number(nameof(options.MaximumTickets), options.MaximumTickets, 0, 100_000);
        ranges.Defined(nameof(options.MinimumLevel), options.MinimumLevel);
        ranges.Number(nameof(options.SamplesPerGroup), options.SamplesPerGroup, 0, 50);
        ranges.Number(nameof(options.MaximumSampleLength), options.MaximumSampleLength, 256, 65_536);
        ranges.Limit(nameof(options.SinkLimit), options.SinkLimit);
        ranges.Limit(nameof(options.AnalysisLimit), options.AnalysisLimit);
        if (options.RetryDelay > options.MaximumRetryDelay)
        {
            ranges.Add($"{nameof(options.RetryDelay)} is {options.RetryDelay}, longer than {nameof(options.MaximumRetryDelay)}, {options.MaximumRetryDelay}");
        }

        CheckDuplicates(options.Duplicates, ranges);
        CheckDraft(options.Draft, ranges);
        return ranges.Problems;
    }

    private static void CheckDuplicates(DuplicateOptions options, OptionRanges ranges)
    {
        ranges.Defined("Duplicates.OnUnknown", options.OnUnknown);
        ranges.Defined("Duplicates.OnRegression", options.OnRegression);
        ranges.Span("Duplicates.StoredGroupExpiry", options.StoredGroupExpiry, TimeSpan.FromHours(1), TimeSpan.FromDays(3_650));
        ranges.Span("Duplicates.ErrorTypeWindow", options.ErrorTypeWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        ranges.Number("Duplicates.SimilarityCandidates", options.SimilarityCandidates, 1, 1_000);
        ranges.Span("Duplicates.CommentCooldown", options.CommentCooldown, TimeSpan.Zero, TimeSpan.FromDays(30));
        if (options.SimilarityThreshold is not (>= 0.5 and <= 1))
        {
            ranges.Add(string.Create(
                CultureInfo.InvariantCulture, $"Duplicates.SimilarityThreshold is {options.SimilarityThreshold}; allowed is 0.5 to 1"));
        }

        foreach (var repeated in options.Strategies.GroupBy(static name => name, StringComparer.Ordinal).Where(static names => names.Count() > 1))
        {
            ranges.Add($"Duplicates.Strategies names '{DisplayText.Escape(repeated.Key)}' more than once");
        }
    }

    private static void CheckDraft(DraftOptions options, OptionRanges ranges)
    {
        ranges.Number("Draft.MaximumTitleLength", options.MaximumTitleLength, 20, 255);
        ranges.Number("Draft.MaximumQuoteLength", options.MaximumQuoteLength, 200, 20_000);
        ranges.Defined("Draft.EscalateTo", options.EscalateTo);
        if (options.TitlePrefix.Length > 60)
        {
            ranges.Add($"Draft.TitlePrefix has {options.TitlePrefix.Length} characters; allowed is 0 to 60");
        }

        if (options.EscalateAt is < 2 or > 1_000_000)
        {
            ranges.Add($"Draft.EscalateAt is {options.EscalateAt}; allowed is 2 to 1000000");
        }

        if (options.LogsAddress is { } address && !(address.IsAbsoluteUri && address.Scheme is "https" or "http"))
        {
            ranges.Add($"Draft.LogsAddress is '{DisplayText.Escape(address.OriginalString)}'; allowed is an http or https address");
        }
    }
}
