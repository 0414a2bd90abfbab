namespace RepoTickets.Mcp.Tools;

/// <summary>Arguments of a call are not usable; what is wrong with them is told at once, up to a bound.</summary>
/// <param name="problems">What is wrong, or the beginning of it.</param>
/// <param name="total">How many problems there are in all.</param>
internal sealed class ToolArgumentException(ValueList<FieldProblem> problems, int total) : Exception(ToolFailures.Sentence(problems, total))
{
    internal ToolArgumentException(ValueList<FieldProblem> problems)
        : this(problems, problems.Count)
    {
    }

    internal ToolArgumentException(string field, string? value, string reason)
        : this([new(field, DisplayText.Escape(value), reason)])
    {
    }

    internal ValueList<FieldProblem> Problems { get; } = problems;

    internal int Total { get; } = total;
}

/// <summary>Reads arguments of the kinds that recur.</summary>
internal static class ToolArguments
{
    /// <summary>Identifiers may be written in small letters.</summary>
    internal static TicketId Ticket(string text) =>
        TicketId.TryParse(Normalise(text), out var id) ? id : throw NotAnIdentifier<TicketId>("id", text);

    internal static WorkflowId Workflow(string text) =>
        WorkflowId.TryParse(Normalise(text), out var id) ? id : throw NotAnIdentifier<WorkflowId>("id", text);

    internal static DocumentVersion Version(string text) => DocumentVersion.TryParse(text.Trim(), out var version)
        ? version
        : throw new ToolArgumentException(
            "expected_version", text, "It is not a version. Give document_version as show_ticket answered it: 32 hexadecimal digits.");

    internal static TicketQuery? Query(string? text) => string.IsNullOrWhiteSpace(text) ? null : TicketQuery.Parse(text);

    internal static string Holder(string text) => string.IsNullOrWhiteSpace(text)
        ? throw new ToolArgumentException("holder", text, "It is blank. Give the name that you claimed with.")
        : text.Length <= DocumentBounds.TitleLength
            ? text
            : throw new ToolArgumentException(
                "holder", text, $"It has {text.Length} characters; at most {DocumentBounds.TitleLength} are allowed.");

    /// <summary>Makes a value of an argument. Only here does it count as the client's fault when a type refuses what it is given.</summary>
    internal static TValue Read<TValue>(string field, string? text, Func<TValue> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw new ToolArgumentException(field, text, exception.Message);
        }
    }

    /// <summary>An empty name takes the assignee away.</summary>
    internal static string? NameOrNobody(string name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private static string Normalise(string text) => text.Trim().ToUpperInvariant();

    /// <summary>The type's own message says which character or length is wrong.</summary>
    private static ToolArgumentException NotAnIdentifier<TId>(string field, string text)
        where TId : IParsable<TId>
    {
        try
        {
            _ = TId.Parse(Normalise(text), null);
            return new(field, text, "It is not an identifier.");
        }
        catch (FormatException exception)
        {
            return new(field, text, $"{exception.Message} Lists answer with identifiers that can be used here.");
        }
    }
}
