using System.Text;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>
/// Writes the query. Names are quoted, so that none becomes part of the query's logic; the user's own terms stay what they are.
/// </summary>
internal static class DatadogQuery
{
    private static readonly string[] KnownStatuses =
        ["emergency", "alert", "critical", "error", "warn", "warning", "notice", "info", "debug", "ok", "trace"];

    internal static string Write(DatadogOptions options, string service)
    {
        var query = new StringBuilder($"service:{Quote(service)}");
        if (options.Environment is { Length: > 0 } environment)
        {
            query.Append(" env:").Append(Quote(environment));
        }

        query.Append(" (").AppendJoin(" OR ", options.Statuses.Select(static status => $"status:{status}")).Append(')');
        if (options.ExtraTerms.Count > 0)
        {
            query.Append(" (")
                .AppendJoin(options.AnyExtraTerm ? " OR " : " AND ", options.ExtraTerms.Select(static term => $"({term.Trim()})"))
                .Append(')');
        }

        return query.ToString();
    }

    internal static IEnumerable<string> FindProblems(DatadogOptions options)
    {
        if (options.Services.Count is < 1 or > 100)
        {
            yield return $"{nameof(options.Services)} has {options.Services.Count} names; allowed is 1 to 100";
        }

        foreach (var name in options.Services.Append(options.Environment ?? "any").Where(static name => !IsName(name)))
        {
            yield return $"the service or environment '{DisplayText.Escape(name)}' is empty, longer than 200 characters or holds " +
                "control characters";
        }

        if (options.Services.Distinct(StringComparer.Ordinal).Count() != options.Services.Count)
        {
            yield return $"{nameof(options.Services)} names a service twice";
        }

        if (options.Statuses.Count == 0)
        {
            yield return $"{nameof(options.Statuses)} is empty; name at least one, such as error";
        }

        foreach (var status in options.Statuses.Where(static status => !KnownStatuses.Contains(status)))
        {
            yield return $"the status '{DisplayText.Escape(status)}' is unknown; allowed is {string.Join(", ", KnownStatuses)}";
        }

        if (options.ExtraTerms.Count > 50)
        {
            yield return $"{nameof(options.ExtraTerms)} has {options.ExtraTerms.Count} terms; allowed is 0 to 50";
        }

        foreach (var term in options.ExtraTerms.Where(static term => !IsClosed(term)))
        {
            yield return $"the extra term '{DisplayText.Escape(term)}' is empty, longer than 1,000 characters, or leaves a parenthesis " +
                "or quote open";
        }
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsName(string name) => name.Length is > 0 and <= 200 && !name.Any(char.IsControl);

    /// <summary>A term must not reach out of the parentheses that are put around it.</summary>
    private static bool IsClosed(string term)
    {
        if (string.IsNullOrWhiteSpace(term) || term.Length > 1_000 || term.Any(char.IsControl))
        {
            return false;
        }

        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < term.Length; i++)
        {
            switch (term[i])
            {
                case '\\':
                    i++;
                    if (i == term.Length)
                    {
                        return false;
                    }

                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '(' when !isQuoted:
                    depth++;
                    break;
                case ')' when !isQuoted && --depth < 0:
                    return false;
            }
        }

        return depth == 0 && !isQuoted;
    }
}
