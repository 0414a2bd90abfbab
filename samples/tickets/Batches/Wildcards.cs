using System.IO.Enumeration;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Batches;

/// <summary>Identifiers with <c>*</c> and <c>?</c> stand for all tickets that they match.</summary>
internal static class Wildcards
{
    internal static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0 && !text.StartsWith('?');

    /// <summary>The tickets that patterns match, and identifiers as they are; each once, in the order given.</summary>
    internal static async ValueTask<IReadOnlyList<TicketId>> ExpandAsync(Invocation invocation, IEnumerable<string> texts)
    {
        IReadOnlyList<TicketSummary>? all = null;
        var ids = new List<TicketId>();
        foreach (var text in texts.Select(static text => text.Trim().ToUpperInvariant()))
        {
            if (!IsPattern(text))
            {
                ids.Add(TicketId.Parse(text));
                continue;
            }

            all ??= await ReadAllAsync(invocation).ConfigureAwait(false);
            var matching = Match(all, text);
            if (matching.Count == 0)
            {
                throw CommandFailedException.NotFound(
                    $"No ticket matches '{SafeText.Line(text, 80)}'. 'tickets list --all' shows what there is.");
            }

            ids.AddRange(matching);
        }

        return [.. ids.Distinct()];
    }

    /// <summary>A file of updates in which patterns are replaced by the tickets that they match.</summary>
    internal static async ValueTask<Stream> ExpandKeysAsync(Invocation invocation, Stream source)
    {
        using var copy = new MemoryStream();
        await source.CopyToAsync(copy, invocation.CancellationToken).ConfigureAwait(false);
        var bytes = copy.ToArray();
        if (!HasPatterns(bytes))
        {
            // The importer says what is wrong with a file, with line and column of the file as it is.
            return new MemoryStream(bytes);
        }

        using var document = JsonDocument.Parse(bytes);
        var all = await ReadAllAsync(invocation).ConfigureAwait(false);
        var expanded = new MemoryStream();
        using (var writer = new Utf8JsonWriter(expanded))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                WriteMember(writer, member, all);
            }

            writer.WriteEndObject();
        }

        expanded.Position = 0;
        return expanded;
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonProperty member, IReadOnlyList<TicketSummary> all)
    {
        if (!IsPattern(member.Name))
        {
            member.WriteTo(writer);
            return;
        }

        var matching = Match(all, member.Name.ToUpperInvariant());
        if (matching.Count == 0)
        {
            throw CommandFailedException.NotFound(
                $"No ticket matches '{SafeText.Line(member.Name, 80)}'. 'tickets list --all' shows what there is.");
        }

        foreach (var id in matching)
        {
            writer.WritePropertyName(id.Value);
            member.Value.WriteTo(writer);
        }
    }

    private static bool HasPatterns(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object &&
                document.RootElement.EnumerateObject().Any(static member => IsPattern(member.Name));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair in a name shows only when it is asked for.
            return false;
        }
    }

    private static List<TicketId> Match(IReadOnlyList<TicketSummary> all, string pattern) =>

        [
            .. all.Where(ticket => FileSystemName.MatchesSimpleExpression(pattern, ticket.Id.Value))
                .Select(static ticket => ticket.Id)
                .Order(),
        ];

    private static async ValueTask<IReadOnlyList<TicketSummary>> ReadAllAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        return await store.ListSummariesAsync(cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
    }
}
