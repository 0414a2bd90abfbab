using System.Globalization;
using System.Text;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Words tickets and comments. Texts from logs are quoted, never interpreted.</summary>
internal sealed class DraftBuilder(DraftOptions options)
{
    private const int MaximumDescription = 32_000;

    internal TicketDraft Build(LogGroup group, LogAnalysis analysis)
    {
        var rule = options.Routing.FirstOrDefault(rule => RoutingMatch.Fits(rule, group, analysis.ErrorType));
        var marker = LabelNames.Marker(group.Id);
        return new TicketDraft
        {
            Marker = marker,
            Title = Title(analysis),
            Description = Description(group, analysis),
            Severity = Severity(group, analysis),
            Labels = Labels(group, analysis, marker, rule),
            Assignee = rule?.Assignee,
            Team = rule?.Team ?? options.Team,
        };
    }

    /// <summary>The prefix counts: no target gets a title that is longer than the options say.</summary>
    internal string Title(LogAnalysis analysis)
    {
        var prefix = options.TitlePrefix.Replace("{type}", analysis.ErrorType, StringComparison.Ordinal);
        var room = options.MaximumTitleLength - prefix.Length;
        if (room < 10)
        {
            return LogQuote.Line(analysis.Title, options.MaximumTitleLength);
        }

        var line = LogQuote.Line(analysis.Title, room);
        return prefix + (line.Length == 0 ? "Fault in the logs"[..Math.Min(room, 17)] : line);
    }

    /// <summary>What the rules of the user say about how bad it is, else what the analyzer says.</summary>
    internal FaultSeverity Severity(LogGroup group, LogAnalysis analysis)
    {
        var severity = options.SeverityByType.TryGetValue(analysis.ErrorType, out var given) ? given : analysis.Severity;
        return options.EscalateAt is { } often && group.Occurrences >= often && options.EscalateTo > severity ? options.EscalateTo
            : severity;
    }

    internal string Comment(LogGroup group, string strategy, double score)
    {
        var text = new StringBuilder("Seen again by log triage");
        text.Append(strategy == "similarity"
            ? string.Create(CultureInfo.InvariantCulture, $" as a likely duplicate (likeness {score:0.00}).\n\n")
            : ".\n\n");
        AppendFacts(text, group);
        text.Append('\n').Append(LogQuote.Block(group.First.Message, Math.Min(options.MaximumQuoteLength, 1_000))).Append('\n');
        return text.ToString();
    }

    internal string RegressionComment(LogGroup group)
    {
        var text = new StringBuilder("This fault has come back after the ticket was closed.\n\n");
        AppendFacts(text, group);
        text.Append('\n').Append(LogQuote.Block(group.First.Message, Math.Min(options.MaximumQuoteLength, 1_000))).Append('\n');
        return text.ToString();
    }

    private List<string> Labels(LogGroup group, LogAnalysis analysis, string marker, RoutingRule? rule)
    {
        var environment = group.First.Environment ?? options.Environment;
        string[] wanted =
        [
            LabelNames.Make(options.BaseLabel),
            LabelNames.Make(options.Team),
            environment is null ? "" : LabelNames.Make("env-" + environment),
            marker,
            analysis.ErrorType == "unknown" ? "" : LabelNames.MakeUnmarked(analysis.ErrorType),
            .. options.ExtraLabels.Select(LabelNames.Make),
            .. (rule?.Labels ?? []).Select(LabelNames.Make),
        ];
        return [.. wanted.Where(static label => label.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private string Description(LogGroup group, LogAnalysis analysis)
    {
        var text = new StringBuilder();
        text.Append(Shorten(analysis.Description)).Append("\n\n---\n\n");
        AppendFacts(text, group);
        text.Append("\n## Original log\n\n").Append(LogQuote.Block(group.First.Message, options.MaximumQuoteLength)).Append('\n');
        AppendBlock(text, "Stack trace", group.First.StackTrace);
        AppendBlock(text, "Detail", group.First.Detail);
        AppendSamples(text, group);
        AppendAttributes(text, group.First);
        if (options.LogsAddress is { } address)
        {
            text.Append("\n[Similar errors](").Append(LogsLink(address, group)).Append(")\n");
        }

        return text.ToString();
    }

    private void AppendFacts(StringBuilder text, LogGroup group)
    {
        AppendFact(text, "Occurrences", group.Occurrences.ToString(CultureInfo.InvariantCulture));
        AppendFact(text, "First seen", Instant(group.FirstSeen));
        AppendFact(text, "Last seen", Instant(group.LastSeen));
        AppendFact(text, "Level", group.Level.ToString());
        AppendFact(text, "Service", string.Join(", ", group.Services.Select(static service => LogQuote.Inline(service))));
        AppendFact(text, "Environment", (group.First.Environment ?? options.Environment) is { } name ? LogQuote.Inline(name) : "");
        AppendFact(text, "Logger", group.First.Logger is { } logger ? LogQuote.Inline(logger) : "");
        AppendFact(text, "Thread", group.First.Thread is { } thread ? LogQuote.Inline(thread) : "");
        AppendFact(text, "Exception", group.First.ExceptionType is { } type ? LogQuote.Inline(type) : "");
    }

    private void AppendBlock(StringBuilder text, string heading, string? content)
    {
        if (!string.IsNullOrWhiteSpace(content))
        {
            text.Append("\n## ").Append(heading).Append("\n\n").Append(LogQuote.Block(content, options.MaximumQuoteLength)).Append('\n');
        }
    }

    private static void AppendSamples(StringBuilder text, LogGroup group)
    {
        var others = group.Samples.Select(static sample => sample.Message).Where(message => message != group.First.Message)
            .Distinct(StringComparer.Ordinal).Take(5).ToList();
        if (others.Count > 0)
        {
            text.Append("\n## Further samples\n\n").Append(LogQuote.Block(string.Join('\n', others), 2_000)).Append('\n');
        }
    }

    private static void AppendAttributes(StringBuilder text, LogEntry entry)
    {
        if (entry.Attributes.Count > 0)
        {
            text.Append("\n## Fields\n\n");
            foreach (var (name, value) in entry.Attributes.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Take(20))
            {
                text.Append("- ").Append(LogQuote.Inline(name)).Append(": ").Append(LogQuote.Inline(value)).Append('\n');
            }
        }
    }

    private static void AppendFact(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append("- **").Append(name).Append(":** ").Append(value).Append('\n');
        }
    }

    /// <summary>Nothing of the query is trusted to be free of signs with a meaning.</summary>
    private static string LogsLink(Uri address, LogGroup group)
    {
        var query = $"service:{Quoted(group.Services.Count > 0 ? group.Services[0] : "*")} status:error" +
            (group.First.Logger is { } logger ? $" @logger_name:{Quoted(logger)}" : "");
        return $"{address.GetLeftPart(UriPartial.Path)}?query={Uri.EscapeDataString(query)}";
    }

    private static string Quoted(string text) =>
        text == "*" ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Shorten(string markdown)
    {
        if (markdown.Length <= MaximumDescription)
        {
            return markdown.Trim();
        }

        // Not between the halves of a surrogate pair: no target takes one of them.
        var length = char.IsHighSurrogate(markdown[MaximumDescription - 1]) ? MaximumDescription - 1 : MaximumDescription;
        return markdown[..length].Trim() + "\n…";
    }
}
