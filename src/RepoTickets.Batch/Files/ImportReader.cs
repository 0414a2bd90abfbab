using System.Text;
using System.Text.Json;
using RepoTickets.Batch.Fields;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Files;

/// <summary>Turns the values of a file into operations, and says line and column of everything that is none.</summary>
internal sealed class ImportReader(ImportSettings settings, ImportedBatch target)
{
    // The element that is being read, counted from 0: the index of its operation when the file has no faults.
    private int _index = -1;

    /// <summary>Reads a whole file.</summary>
    internal void ReadFile(ReadOnlyMemory<byte> text, ImportFormat format)
    {
        var positions = new TextPositions(text);
        var reader = new Utf8JsonReader(text.Span, JsonPartReader.Options);
        try
        {
            reader.Read();
            var expected = format == ImportFormat.Update ? JsonTokenType.StartObject : JsonTokenType.StartArray;
            if (reader.TokenType != expected)
            {
                target.AddProblem(positions.Of(reader.TokenStartIndex), "", format switch
                {
                    ImportFormat.Update => "An object is expected: identifiers of tickets with the fields to set.",
                    ImportFormat.Delete => "A list of identifiers is expected.",
                    _ => "A list of tickets is expected.",
                });
                return;
            }

            ReadElements(ref reader, format, positions);
        }
        catch (JsonException exception)
        {
            target.AddProblem(
                positions.OfLine(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0), "", JsonErrors.Describe(exception));
        }
    }

    /// <summary>Reads one line of a file of lines.</summary>
    internal void ReadLine(FileLine line, ImportFormat format)
    {
        if (line.IsTooLong)
        {
            target.AddProblem(new(line.Number, 1), "", $"The line is longer than {FileLines.MaximumLength} bytes.");
            return;
        }

        var positions = new TextPositions(line.Text, line.Number);
        if (format == ImportFormat.DeleteLines)
        {
            var text = Encoding.UTF8.GetString(line.Text.Span).Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                _index++;
                AddDeletion(text, positions.Of(0));
            }

            return;
        }

        if (line.Text.Span.IndexOfAnyExcept(" \t"u8) < 0)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(line.Text.Span, JsonPartReader.Options);
            reader.Read();
            var start = reader.TokenStartIndex;
            var isWhole = true;
            _index++;
            var part = JsonPartReader.Read(ref reader, 0, (offset, reason) => Report(positions.Of(offset), reason, ref isWhole));
            reader.Read();
            if (isWhole)
            {
                AddElement(part, format, positions, name: null, start);
            }
        }
        catch (JsonException exception)
        {
            target.AddProblem(positions.OfLine(0, exception.BytePositionInLine ?? 0), "", JsonErrors.Describe(exception));
        }
    }

    private void ReadElements(ref Utf8JsonReader reader, ImportFormat format, TextPositions positions)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject) && !target.IsFull)
        {
            string? name = null;
            var start = reader.TokenStartIndex;
            var isWhole = true;
            _index++;
            if (format == ImportFormat.Update)
            {
                name = JsonPartReader.TextOf(ref reader, start, (offset, reason) => Report(positions.Of(offset), reason, ref isWhole));
                if (isWhole && !seen.Add(name))
                {
                    target.AddProblem(positions.Of(start), "", $"The key '{DisplayText.Escape(name)}' occurs twice in one object.");
                }

                reader.Read();
            }

            var part = JsonPartReader.Read(ref reader, 0, (offset, reason) => Report(positions.Of(offset), reason, ref isWhole));
            if (isWhole)
            {
                AddElement(part, format, positions, name, start);
            }
        }

        if (!target.IsFull)
        {
            // One more step, so that anything behind the end is found.
            reader.Read();
        }
    }

    private void Report(TextPosition position, string reason, ref bool isWhole)
    {
        isWhole = false;
        target.AddProblem(position, "", reason, _index);
    }

    private void AddElement(JsonPart part, ImportFormat format, TextPositions positions, string? name, long start)
    {
        switch (format)
        {
            case ImportFormat.Create or ImportFormat.CreateLines:
                AddCreation(part, positions);
                break;
            case ImportFormat.Delete:
                if (part.Kind == JsonTokenType.String)
                {
                    AddDeletion(part.Text, positions.Of(part.Offset));
                }
                else
                {
                    target.AddProblem(
                        positions.Of(part.Offset), "", $"An identifier is expected; {part.Describe()} stands here.", _index,
                        BatchOperationKind.Delete);
                }

                break;
            case ImportFormat.Update:
                AddUpdate(name!, part, positions, start);
                break;
            default:
                AddUpdateLine(part, positions, start);
                break;
        }
    }

    private void AddCreation(JsonPart part, TextPositions positions)
    {
        var id = part.Find(TicketFields.Id)?.Value.Text ?? "";
        var (context, found) = ContextFor(positions, BatchOperationKind.Create, id);
        if (part.Kind != JsonTokenType.StartObject)
        {
            context.Report(part.Offset, "", $"A ticket (an object) is expected; {part.Describe()} stands here.");
            return;
        }

        var ticket = settings.Template;
        foreach (var edit in TicketFields.Table.ReadMembers(part, "", context))
        {
            ticket = edit(ticket);
        }

        ReportProblems(ticket, static _ => true, found, context, part);
        if (found.Count == 0)
        {
            target.Add(BatchOperation.Create(ticket), positions.Of(part.Offset), null);
        }
    }

    /// <summary>
    /// Tells of values that break rules, beside what reading found: a file need not be mended twice for one ticket. What could not be read
    /// has some other value now, of which there is nothing to tell.
    /// </summary>
    private void ReportProblems(Ticket ticket, Predicate<string> concerns, List<string> found, ReadContext context, JsonPart part)
    {
        var unread = found.Select(FieldOf).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in DocumentValidator.Validate(ticket, settings.Configuration, allowPlaceholders: true))
        {
            var field = FieldOf(problem.Field);
            if (!unread.Contains(field) && concerns(field))
            {
                context.Report(PlaceOf(problem.Field, context, part), problem.Field, $"'{problem.Value}': {problem.Reason}");
            }
        }
    }

    private static string FieldOf(string path) => path.AsSpan().IndexOfAny('.', '[') is >= 0 and var end ? path[..end] : path;

    private void AddUpdate(string id, JsonPart part, TextPositions positions, long start)
    {
        var (context, found) = ContextFor(positions, BatchOperationKind.Update, id);
        if (!TryReadId(id, out var ticketId))
        {
            context.Report(start, "", NotAnId(id));
            return;
        }

        var patch = TicketPatch.Read(part, "", context);
        if (found.Count > 0)
        {
            // What is right of it is checked on a ticket that has nothing else, as nobody will see to it when the update is made.
            ReportProblems(patch.Apply(settings.Template with { Id = ticketId, Title = "?" }), patch.Fields.Contains, found, context, part);
            return;
        }

        target.Add(
            BatchOperation.Update(ticketId, patch),
            positions.Of(start),
            context.Places.ToDictionary(static place => place.Key, place => positions.Of(place.Value), StringComparer.Ordinal));
    }

    private void AddUpdateLine(JsonPart part, TextPositions positions, long start)
    {
        if (part.Find(TicketFields.Id) is not { Value.Kind: JsonTokenType.String } id)
        {
            target.AddProblem(
                positions.Of(start), TicketFields.Id, "An object with the ticket's id and the fields to set is expected.", _index,
                BatchOperationKind.Update);
            return;
        }

        var fields = new JsonPart(JsonTokenType.StartObject, part.Offset)
        {
            Members = part.Members.FindAll(static member => member.Name != TicketFields.Id),
        };
        AddUpdate(id.Value.Text, fields, positions, id.Value.Offset);
    }

    private void AddDeletion(string text, TextPosition position)
    {
        if (TryReadId(text, out var id))
        {
            target.Add(BatchOperation.Delete(id), position, null);
        }
        else
        {
            target.AddProblem(position, "", NotAnId(text), _index, BatchOperationKind.Delete, text);
        }
    }

    private (ReadContext Context, List<string> Found) ContextFor(TextPositions positions, BatchOperationKind kind, string id)
    {
        var found = new List<string>();
        var context = new ReadContext(settings.Zone, settings.Now, settings.Identifiers, (offset, path, reason) =>
        {
            found.Add(path);
            target.AddProblem(positions.Of(offset), path, reason, _index, kind, id);
        });
        return (context, found);
    }

    private static long PlaceOf(string path, ReadContext context, JsonPart part)
    {
        for (; path.Length > 0; path = path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)])
        {
            if (context.Places.TryGetValue(path, out var place))
            {
                return place;
            }
        }

        return part.Offset;
    }

    private static bool TryReadId(string text, out TicketId id)
    {
        id = text.Length > 0 ? TicketId.FromStored(text) : default;
        return id.IsWellFormed || (id.IsPlaceholder && text.Length > 1);
    }

    private static string NotAnId(string text) => $"'{DisplayText.Escape(text)}' is not an identifier of a ticket, such as LOGIN-1.";
}
