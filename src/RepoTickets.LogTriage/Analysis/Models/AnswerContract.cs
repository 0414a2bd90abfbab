using System.Text;
using System.Text.Json;
using RepoTickets.LogTriage.Jira.Adf;

namespace RepoTickets.LogTriage.Models;

/// <summary>
/// Turns what a model says into a judgement, or says what is wrong with it. Only the five keys are read, each checked for its type and
/// bounds:
/// whatever else an answer holds has no way into triage.
/// </summary>
internal static class AnswerContract
{
    internal const string Method = "model";

    private const int MaximumType = 60;
    private const int MaximumTitle = 255;
    private const int MaximumDescription = 16_000;

    private static readonly string[] Refusals = ["i'm sorry", "i am sorry", "i cannot", "i can't", "i can’t", "i’m sorry", "as an ai"];

    private static readonly JsonDocumentOptions Json = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
    };

    /// <summary>Reads an answer.</summary>
    /// <returns>What is wrong, for the model to mend; null when <paramref name="analysis"/> is set.</returns>
    internal static string? Read(string text, out LogAnalysis? analysis)
    {
        analysis = null;
        string? problem = null;
        foreach (var candidate in JsonExtraction.Candidates(text))
        {
            var found = ReadCandidate(candidate, out analysis);
            if (found is null)
            {
                return null;
            }

            problem ??= found;
        }

        return problem ?? (text.Contains('{', StringComparison.Ordinal) ? "the JSON object is never closed" : "it holds no JSON object");
    }

    /// <summary>The model declined in so many words.</summary>
    internal static bool IsRefusal(string text)
    {
        var start = text.AsSpan(0, Math.Min(200, text.Length)).TrimStart();
        foreach (var refusal in Refusals)
        {
            if (start.StartsWith(refusal, StringComparison.OrdinalIgnoreCase))
            {
                return !text.Contains('{', StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>Checks a judgement that comes from a store: it may have been written by anyone.</summary>
    internal static bool IsValid(LogAnalysis analysis) =>
        analysis is { ErrorType.Length: >= 1 and <= MaximumType, Title.Length: >= 1 and <= MaximumTitle }
        && analysis.Description is { Length: <= MaximumDescription }
        && ToKebab(analysis.ErrorType) == analysis.ErrorType
        && AdfText.OneLine(analysis.Title, MaximumTitle) == analysis.Title
        && Enum.IsDefined(analysis.Severity)
        && !(analysis.CreateTicket && string.IsNullOrWhiteSpace(analysis.Description))
        && analysis.Confidence is null or (>= 0 and <= 1);

    private static string? ReadCandidate(string candidate, out LogAnalysis? analysis)
    {
        analysis = null;
        try
        {
            using var document = Parse(candidate);
            return ReadObject(Unwrap(document.RootElement), out analysis);
        }
        catch (JsonException)
        {
            return "it is not valid JSON";
        }
        catch (InvalidOperationException)
        {
            // Found only when names are compared.
            analysis = null;
            return "a name in it holds half of a surrogate pair";
        }
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Json);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse(JsonExtraction.EscapeControls(json), Json);
        }
    }

    /// <summary>Some models put the answer under a single key of their own.</summary>
    private static JsonElement Unwrap(JsonElement root)
    {
        if (root.TryGetProperty("error_type", out _) || root.GetPropertyCount() != 1)
        {
            return root;
        }

        var only = root.EnumerateObject().First().Value;
        return only.ValueKind == JsonValueKind.Object ? only : root;
    }

    private static string? ReadObject(JsonElement answer, out LogAnalysis? analysis)
    {
        analysis = null;
        if (FindDuplicate(answer) is { } twice)
        {
            return $"the key {twice} is there twice";
        }

        if (!TryText(answer, "error_type", out var type) || ToKebab(type) is not { Length: > 0 } kebab)
        {
            return "error_type is missing, no string or without letters and digits";
        }

        if (!answer.TryGetProperty("create_ticket", out var create) || create.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return "create_ticket is missing or neither true nor false";
        }

        if (!TryText(answer, "ticket_title", out var title) || AdfText.OneLine(title, MaximumTitle) is not { Length: > 0 } line)
        {
            return "ticket_title is missing, no string or blank";
        }

        if (!TryText(answer, "ticket_description", out var description) || (create.GetBoolean() && string.IsNullOrWhiteSpace(description)))
        {
            return "ticket_description is missing, no string or blank";
        }

        if (!TryText(answer, "severity", out var severity) || SeverityOf(severity) is not { } level)
        {
            return "severity is missing or none of low, medium, high";
        }

        analysis = new()
        {
            ErrorType = kebab,
            CreateTicket = create.GetBoolean(),
            Title = line,
            Description = AdfText.Cut(AdfText.Clean(description).Trim(), MaximumDescription),
            Severity = level,
            Method = Method,
        };
        return null;
    }

    private static bool TryText(JsonElement answer, string name, out string text)
    {
        text = "";
        if (!answer.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            return false;
        }
    }

    private static string? FindDuplicate(JsonElement answer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["error_type", "create_ticket", "ticket_title", "ticket_description", "severity"])
        {
            foreach (var property in answer.EnumerateObject())
            {
                if (property.NameEquals(name) && !seen.Add(name))
                {
                    return name;
                }
            }
        }

        return null;
    }

    private static FaultSeverity? SeverityOf(string text) => text.Trim().ToLowerInvariant() switch
    {
        "low" => FaultSeverity.Low,
        "medium" => FaultSeverity.Medium,
        "high" => FaultSeverity.High,
        _ => null,
    };

    /// <summary>Lower-case letters and digits, single hyphens for all else, at most sixty characters.</summary>
    private static string ToKebab(string text)
    {
        var kebab = new StringBuilder(Math.Min(text.Length, MaximumType + 1));
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                kebab.Append(char.ToLowerInvariant(c));
            }
            else if (kebab.Length > 0 && kebab[^1] != '-')
            {
                kebab.Append('-');
            }

            if (kebab.Length >= MaximumType)
            {
                break;
            }
        }

        return kebab.ToString().Trim('-');
    }
}
