using System.Globalization;
using System.Text.Json;
using RepoTickets.LogTriage.Jira.Adf;

namespace RepoTickets.LogTriage.Jira;

/// <summary>An issue as a search gives it; fields that were not asked for are empty.</summary>
internal sealed record JiraIssue(
    string Key, string Summary, string Description, string Category, IReadOnlyList<string> Labels, DateTimeOffset? Created)
{
    private const int MaximumTextLength = 16 * 1024;

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    internal bool IsClosed => Category == "done";

    /// <summary>Reads a page of a search.</summary>
    /// <returns>The token of the next page; null when this was the last.</returns>
    /// <exception cref="SinkUnavailableException">It cannot be read, so that nobody knows what is missing.</exception>
    internal static string? ReadPage(JsonElement page, List<JiraIssue> issues, string remote)
    {
        if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("issues", out var found)
            || found.ValueKind != JsonValueKind.Array)
        {
            throw new SinkUnavailableException($"{remote}: the answer to a search has no issues.");
        }

        foreach (var element in found.EnumerateArray())
        {
            issues.Add(Read(element) ?? throw new SinkUnavailableException($"{remote}: a search gave an issue without a key."));
        }

        var isLast = page.TryGetProperty("isLast", out var last) && last.ValueKind == JsonValueKind.True;
        var token = Text(page, "nextPageToken");
        if (isLast || token.Length == 0)
        {
            // Some answers leave isLast out when there is no further page; one that denies it without a token has lost something.
            return last.ValueKind == JsonValueKind.False
                ? throw new SinkUnavailableException($"{remote}: a search has more pages but does not say where.")
                : null;
        }

        return token;
    }

    /// <returns>Null when it has no usable key.</returns>
    internal static JiraIssue? Read(JsonElement issue)
    {
        var key = Text(issue, "key");
        if (!JiraNames.IsTicketKey(key))
        {
            return null;
        }

        var fields = issue.TryGetProperty("fields", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        return new(
            key,
            Text(fields, "summary"),
            Property(fields, "description") is { } description ? AdfToText.Read(description, MaximumTextLength) : "",
            CategoryOf(Property(fields, "status")),
            Property(fields, "labels") is { ValueKind: JsonValueKind.Array } labels
                ? [.. labels.EnumerateArray().Select(static label => label.ToString())]
                : [],
            Time(Text(fields, "created")));
    }

    internal static string CategoryOf(JsonElement? status) =>
        status is { } value && Property(value, "statusCategory") is { } category ? Text(category, "key") : "";

    internal static string Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    internal static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>Jira writes its zones without a colon.</summary>
    private static DateTimeOffset? Time(string text)
    {
        if (text.Length > 5 && text[^5] is '+' or '-')
        {
            text = text.Insert(text.Length - 2, ":");
        }

        return DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}

/// <summary>What a search found.</summary>
/// <param name="Issues">The issues, in the order of the query.</param>
/// <param name="IsComplete">There are no more; false when the bound was reached.</param>
internal sealed record JiraSearchResult(IReadOnlyList<JiraIssue> Issues, bool IsComplete);
