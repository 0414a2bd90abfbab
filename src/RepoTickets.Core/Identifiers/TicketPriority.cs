using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// The priority of a ticket, an epic or a backlog item. Which of two is higher is said by the order in the configuration.
/// Which ones a repository uses is said by its <see cref="TicketsConfiguration"/>; this type only knows the form: lower-case words joined
/// by hyphens, at most 32 characters.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<TicketPriority>))]
public readonly record struct TicketPriority : IParsable<TicketPriority>
{
    private readonly string? _value;

    private TicketPriority(string value) => _value = value;

    /// <summary>The highest of the usual four.</summary>
    public static TicketPriority Critical { get; } = new("critical");

    /// <summary>The second of the usual four.</summary>
    public static TicketPriority High { get; } = new("high");

    /// <summary>The third of the usual four, and the default.</summary>
    public static TicketPriority Medium { get; } = new("medium");

    /// <summary>The lowest of the usual four.</summary>
    public static TicketPriority Low { get; } = new("low");

    /// <summary>The text as it stands in files. <c>default</c> is <c>medium</c>.</summary>
    public string Value => _value ?? "medium";

    /// <summary>One of the usual four. The Python package cannot load a ticket that has another.</summary>
    public bool IsBuiltIn => Value is "critical" or "high" or "medium" or "low";

    /// <summary>Reads the form that stands in files, such as <c>critical</c>.</summary>
    /// <exception cref="FormatException">The text has not that form; the message says why.</exception>
    public static TicketPriority Parse(string text) =>
        NameGrammar.Explain(text) is { } reason
            ? throw new FormatException($"'{DisplayText.Escape(text)}' is not a priority: it {reason}.")
            : new(text);

    /// <summary>Reads the form that stands in files; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TicketPriority result)
    {
        var valid = NameGrammar.Explain(text) is null;
        result = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    static TicketPriority IParsable<TicketPriority>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<TicketPriority>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TicketPriority result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public bool Equals(TicketPriority other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
