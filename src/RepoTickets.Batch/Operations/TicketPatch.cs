using System.Globalization;
using System.Text;
using System.Text.Json;
using RepoTickets.Batch.Fields;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch;

/// <summary>
/// New values for some fields of a ticket, named as in its file. What is not named stays as it is; null clears a field. Immutable.
/// </summary>
public sealed class TicketPatch
{
    private readonly IReadOnlyList<Func<Ticket, Ticket>> _edits;

    private TicketPatch(ValueList<string> fields, IReadOnlyList<Func<Ticket, Ticket>> edits)
    {
        Fields = fields;
        _edits = edits;
    }

    /// <summary>The fields that are set, in the order of the text.</summary>
    public ValueList<string> Fields { get; }

    /// <summary>Reads a JSON object such as <c>{"status": "closed", "assignee": null, "labels": ["bug"]}</c>.</summary>
    /// <param name="json">An object whose keys are fields of a ticket except <c>id</c>; lists replace those that are there.</param>
    /// <param name="zone">The zone of times without offset; null for UTC.</param>
    /// <param name="timeProvider">Says when new comments and the like were made that do not say it; null for the system's clock.</param>
    /// <exception cref="FormatException">Not such an object; the message tells everything that is wrong, with line and column.</exception>
    public static TicketPatch Parse(string json, TimeZoneInfo? zone = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var bytes = Encoding.UTF8.GetBytes(json);
        var positions = new TextPositions(bytes);
        var problems = new List<string>();
        void Report(long offset, string path, string reason)
        {
            var (line, column) = positions.Of(offset);
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"({line},{column}) {path}: {reason}"));
        }

        var patch = new TicketPatch([], []);
        try
        {
            var reader = new Utf8JsonReader(bytes, JsonPartReader.Options);
            reader.Read();
            var part = JsonPartReader.Read(ref reader, 0, (offset, reason) => Report(offset, "", reason));
            reader.Read();
            patch = Read(
                part, "",
                new(zone ?? TimeZoneInfo.Utc, (timeProvider ?? TimeProvider.System).GetUtcNow(), new IdentifierGenerator(), Report));
        }
        catch (JsonException exception)
        {
            var (line, column) = positions.OfLine(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"({line},{column}): {JsonErrors.Describe(exception)}"));
        }

        return problems.Count == 0 ? patch : throw new FormatException(string.Join(" ", problems));
    }

    /// <summary>The ticket with the new values.</summary>
    public Ticket Apply(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        foreach (var edit in _edits)
        {
            ticket = edit(ticket);
        }

        return ticket;
    }

    internal static TicketPatch Read(JsonPart part, string prefix, ReadContext context)
    {
        if (part.Kind != JsonTokenType.StartObject)
        {
            return Codecs.Refuse(part, prefix, context, "an object whose keys are fields of a ticket", new TicketPatch([], []));
        }

        foreach (var member in part.Members)
        {
            if (member.Name == TicketFields.Id)
            {
                context.Report(member.Offset, prefix + member.Name, "Identifiers do not change. Create a new ticket and delete this one.");
            }
            else if (member.Value.IsNull && member.Name is (TicketFields.CreatedAt or TicketFields.UpdatedAt))
            {
                context.Report(member.Value.Offset, prefix + member.Name, "The time cannot be cleared.");
            }
        }

        var edits = TicketFields.Table.ReadMembers(part, prefix, context, isPatch: true);
        return new(part.Members.Select(static member => member.Name).ToValueList(), edits);
    }
}
