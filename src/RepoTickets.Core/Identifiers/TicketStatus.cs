using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// The status of a ticket.
/// Which ones a repository uses is said by its <see cref="TicketsConfiguration"/>; this type only knows the form: lower-case words joined
/// by hyphens, at most 32 characters.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<TicketStatus>))]
public readonly record struct TicketStatus : IParsable<TicketStatus>
{
    private readonly string? _value;

    private TicketStatus(string value) => _value = value;

    /// <summary>Not begun.</summary>
    public static TicketStatus Open { get; } = new("open");

    /// <summary>Being worked on.</summary>
    public static TicketStatus InProgress { get; } = new("in-progress");

    /// <summary>Waiting for something else.</summary>
    public static TicketStatus Blocked { get; } = new("blocked");

    /// <summary>Done.</summary>
    public static TicketStatus Closed { get; } = new("closed");

    /// <summary>Will not be done.</summary>
    public static TicketStatus Cancelled { get; } = new("cancelled");

    /// <summary>The text as it stands in files. <c>default</c> is <c>open</c>.</summary>
    public string Value => _value ?? "open";

    /// <summary>
    /// Neither closed nor cancelled: the ticket lives in <c>open/</c>. A status that a repository adds is open, whatever its name: work
    /// ends by closed or cancelled alone.
    /// </summary>
    public bool IsOpen => Value is not ("closed" or "cancelled");

    /// <summary>One of the five that every repository has. The Python package cannot load a ticket that has another.</summary>
    public bool IsBuiltIn => Value is "open" or "in-progress" or "blocked" or "closed" or "cancelled";

    /// <summary>Reads the form that stands in files, such as <c>in-progress</c>.</summary>
    /// <exception cref="FormatException">The text has not that form; the message says why.</exception>
    public static TicketStatus Parse(string text) =>
        NameGrammar.Explain(text) is { } reason
            ? throw new FormatException($"'{DisplayText.Escape(text)}' is not a status: it {reason}.")
            : new(text);

    /// <summary>Reads the form that stands in files; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TicketStatus result)
    {
        var valid = NameGrammar.Explain(text) is null;
        result = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    static TicketStatus IParsable<TicketStatus>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<TicketStatus>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TicketStatus result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public bool Equals(TicketStatus other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
