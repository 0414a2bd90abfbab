using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Rules;

namespace RepoTickets.LogTriage;

/// <summary>
/// Judges faults by fixed rules: 14 types, offline, the same answer every time. The default, and what a model falls back to. Thread-safe.
/// </summary>
public sealed class RuleBasedAnalyzer : ILogAnalyzer
{
    private const double Recognised = 0.3;
    private const double UnknownConfidence = 0.5;
    private const int MostTitle = 120;
    private const int MostLookedAt = 1_000;

    private static readonly string[] Alarms = ["critical", "fatal", "severe", "urgent", "emergency"];
    private static readonly string[] Warnings = ["warning", "warn", "deprecated"];
    private static readonly string[] Sensitive = ["payment", "payments", "security", "auth", "billing"];

    /// <inheritdoc/>
    public ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Judge(group));
    }

    private static LogAnalysis Judge(LogGroup group)
    {
        var entry = group.First;
        var words = new LogWords(entry.Message, entry.Detail, entry.ExceptionType);
        var logger = new LogWords(entry.Logger);
        var status = HttpStatus.Find(words);
        var (rule, confidence) = Recognise(words, status, group.Level);
        var severity = Severity(rule, words, logger, group.Level);
        return new LogAnalysis
        {
            ErrorType = rule.Type,
            CreateTicket = Deserves(severity, confidence),
            Title = Title(rule, entry, words, logger, status),
            Description = Describe(rule, group, confidence),
            Severity = severity,
            Confidence = confidence,
            Method = "rules",
        };
    }

    private static (FaultRule Rule, double Confidence) Recognise(LogWords words, int? status, LogLevel level)
    {
        var (best, confidence) = (FaultRules.Unknown, 0.0);
        foreach (var rule in FaultRules.All)
        {
            var found = rule.Confidence(words, status);
            if (found > confidence)
            {
                (best, confidence) = (rule, found);
            }
        }

        if (confidence >= Recognised)
        {
            return (best, confidence);
        }

        var isError = level >= LogLevel.Error || FaultRules.Unknown.Confidence(words, null) > 0;
        return (FaultRules.Unknown, isError ? UnknownConfidence : 0.1);
    }

    private static FaultSeverity Severity(FaultRule rule, LogWords words, LogWords logger, LogLevel level)
    {
        if (level == LogLevel.Critical || Alarms.Any(words.Has))
        {
            return FaultSeverity.High;
        }

        var severity = rule.Severity;
        if (severity == FaultSeverity.Low && (Warnings.Any(words.Has) || logger.Has("prod") || words.Has("production")))
        {
            severity = FaultSeverity.Medium;
        }

        return Sensitive.Any(logger.Has) && severity < FaultSeverity.High ? severity + 1 : severity;
    }

    private static bool Deserves(FaultSeverity severity, double confidence) => confidence >= 0.2 && severity switch
    {
        FaultSeverity.High => true,
        FaultSeverity.Medium => confidence >= 0.4,
        _ => confidence >= 0.7,
    };

    private static string Title(FaultRule rule, LogEntry entry, LogWords words, LogWords logger, int? status)
    {
        var stem = rule switch
        {
            { StatusClass: > 0 } when status / 100 == rule.StatusClass => string.Create(CultureInfo.InvariantCulture,
                $"HTTP {status} Error"),
            { Type: "database-connection" } when words.Has("timeout") || words.HasPhrase(["timed", "out"]) => "Database Connection Timeout",
            { Type: "unknown" } when entry.ExceptionType is { Length: > 0 } type => Last(type),
            _ => rule.Stem,
        };
        var place = entry.Logger is { Length: > 0 } name && !logger.Has("unknown") ? Last(name) : entry.Service;
        var head = string.IsNullOrWhiteSpace(place) ? stem : $"{stem} in {place.Trim()}";

        // What no rule knows would have one title for all: what was logged tells such faults apart.
        var said = rule.Type == FaultRules.Unknown.Type ? Begin(entry.Message) : "";
        var title = DisplayText.Escape(said.Length > 0 ? $"{head}: {said}" : head, MostTitle - 1);
        return title.Length <= MostTitle ? title : title[..MostTitle];
    }

    /// <summary>The first line that says something, without what surrounds it; the group's message was redacted before.</summary>
    private static string Begin(string message)
    {
        foreach (var line in message.AsSpan(0, Math.Min(message.Length, MostLookedAt)).EnumerateLines())
        {
            if (!line.Trim().IsEmpty)
            {
                return line.Trim().ToString();
            }
        }

        return "";
    }

    private static string Last(string dotted) => dotted[(dotted.TrimEnd('.').LastIndexOf('.') + 1)..];

    private static string Describe(FaultRule rule, LogGroup group, double confidence)
    {
        var text = new StringBuilder();
        var times = group.Occurrences == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{group.Occurrences} times");
        text.Append("## Problem summary\n\n")
            .Append(CultureInfo.InvariantCulture,
                $"{rule.Stem}: the log shows a fault of the type `{rule.Type}`, {times} in this run.\n")
            .Append(CultureInfo.InvariantCulture,
                $"\n## Analysis\n\n- Type: `{rule.Type}`\n- Method: rules\n- Confidence: {confidence:0.00}\n");
        AppendList(text, "Possible causes", rule.Causes);
        AppendList(text, "Suggested actions", rule.Actions);
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, string heading, string[] items)
    {
        text.Append("\n## ").Append(heading).Append("\n\n");
        foreach (var item in items)
        {
            text.Append("- ").Append(item).Append('\n');
        }
    }
}
